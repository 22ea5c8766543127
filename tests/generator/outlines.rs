//! The public API of each crate under `generated/`, so that a change to it shows in review.

use specwright_codegen::outline;

use super::support::{files_below, read, root, snapshot};

#[test]
fn the_api_of_nectar_client_is_as_reviewed() {
    let folder = root().join("generated/nectar");
    let files = files_below(&folder.join("src"), ".rs")
        .into_iter()
        .map(|path| (path.strip_prefix(&folder).unwrap().to_str().unwrap().replace('\\', "/"), read(&path)))
        .collect();
    snapshot("outlines", "nectar", "The public API of nectar-client", &outline(&files));
}
