//! Takes the files that a folder is to hold; returns a [`Plan`] of what differs on disk, and carries it out.

mod apply;
mod compare;
mod diff;
mod disk;
mod entry;
mod list;
mod order;
mod plan;
mod survey;

pub use apply::Step;
pub(crate) use apply::replace;
pub(crate) use diff::unified;
pub(crate) use disk::is_leftover;
pub use entry::Entry;
pub use plan::{Change, Kind, Ownership, Plan, plan};
