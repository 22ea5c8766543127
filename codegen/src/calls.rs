//! From a document to the operations that a client can call, as they stand in `paths`.

use crate::openapi::{operations, request_path};
use crate::parse::Node;
use crate::pointer::Pointer;

/// An operation of `paths`, and the path item around it.
pub(crate) struct Call<'d> {
    /// The path as it is documented.
    pub(crate) key: &'d str,
    /// The path as it is sent.
    pub(crate) path: String,
    pub(crate) method: String,
    pub(crate) item: &'d Node,
    pub(crate) item_pointer: Pointer,
    pub(crate) operation: &'d Node,
    pub(crate) pointer: Pointer,
}

/// All of them, in document order.
pub(crate) fn calls(root: &Node) -> impl Iterator<Item = Call<'_>> {
    let paths = Pointer::default().key("paths");
    let items = root.members("paths").filter_map(|(key, item)| Some((key, request_path(key)?, item)));
    items.flat_map(move |(key, path, item)| {
        let item_pointer = paths.key(key);
        operations(item, &item_pointer).into_iter().map(move |(method, pointer, operation)| {
            let (path, item_pointer) = (path.clone(), item_pointer.clone());
            Call { key, path, method, item, item_pointer, operation, pointer }
        })
    })
}
