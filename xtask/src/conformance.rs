//! Takes documents; generates a client from each, has the compiler check it, and returns what was measured.
//!
//! A measure is a field of [`Row`] and a column of `table`; `measure` fills it.

mod checker;
mod documents;
mod facts;
mod findings;
mod library;
mod manifest;
mod measure;
mod messages;
mod pool;
mod round_trip;
mod row;
mod table;

pub use checker::{Checked, Checker};
pub(crate) use documents::{Document, find};
pub use library::Purpose;
pub(crate) use measure::{Scope, measure};
pub(crate) use pool::map;
pub use round_trip::RoundTrip;
pub(crate) use row::Row;
pub(crate) use table::table;
