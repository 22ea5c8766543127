//! The rules on operations and what belongs to them.

crate::diff::rule::rules! {
    OPERATION_REMOVED = "operation_removed": Breaking;
    OPERATION_ADDED = "operation_added": Compatible;
}
