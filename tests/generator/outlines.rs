//! The public API of each crate under `generated/`, so that a change to it shows in review.

use specwright_codegen::outline;

use super::support::{files_below, read, root, snapshot};

#[test]
fn the_api_of_each_client_is_as_reviewed() {
    let generated = root().join("generated");
    let mut apis: Vec<_> = generated.read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    apis.sort();
    assert!(apis.len() >= 3, "{apis:?}");
    for folder in apis {
        let files = files_below(&folder.join("src"), ".rs")
            .into_iter()
            .map(|path| (path.strip_prefix(&folder).unwrap().to_str().unwrap().replace('\\', "/"), read(&path)))
            .collect();
        let api = folder.file_name().unwrap().to_str().unwrap();
        snapshot("outlines", api, &format!("The public API of {api}-client"), &outline(&files));
    }
}
