//! Takes documents; generates a client from each, has the compiler check it, and returns what was measured.
//!
//! A measure is a field of [`Row`] and a column of `table`; `measure` fills it. Samples and examples will be one more
//! step of `measure`, after the check.

mod checker;
mod child;
mod documents;
mod facts;
mod findings;
mod library;
mod manifest;
mod measure;
mod messages;
mod pool;
mod row;
mod table;

pub use checker::{Checked, Checker};
pub(crate) use documents::{Document, find};
pub(crate) use measure::{Scope, measure};
pub(crate) use pool::map;
pub(crate) use row::Row;
pub(crate) use table::table;
