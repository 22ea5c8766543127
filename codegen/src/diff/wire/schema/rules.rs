//! The rules on schemas, for each direction.

crate::diff::rule::pairs! {
    PROPERTY_REMOVED = "property_removed": Warning, Breaking;
}
