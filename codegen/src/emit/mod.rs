//! The emitters: each takes the [`Api`](crate::model::Api) and gives modules or files of the crate.

mod client;
mod doc;
mod entry;
mod manifest;
mod operations;
mod readme;
mod rust_type;
mod structs;
mod types;

pub(crate) use client::{Skeleton, skeleton};
pub(crate) use doc::{code, doc};
pub(crate) use entry::modules as entry;
pub(crate) use manifest::manifest;
pub(crate) use operations::modules as operations;
pub(crate) use readme::readme;
pub(crate) use rust_type::{Scope, rust_type};
pub(crate) use types::modules as types;
