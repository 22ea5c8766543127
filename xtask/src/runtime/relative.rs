//! Takes two folders; returns the relative path from one to the other, so that no output holds an absolute path.

use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};

/// The path without links; its last components need not exist.
pub(crate) fn real(path: &Path) -> io::Result<PathBuf> {
    match path.canonicalize() {
        Err(error) if error.kind() == ErrorKind::NotFound => match (path.parent(), path.components().next_back()) {
            (Some(parent), Some(Component::Normal(name))) => {
                let parent = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
                Ok(real(parent)?.join(name))
            }
            _ => Err(error),
        },
        found => found,
    }
}

/// From one real folder to another, with `/` separators; none between two drives or for names that are not UTF-8.
pub(super) fn between(from: &Path, to: &Path) -> Option<String> {
    let (from, to): (Vec<Component<'_>>, Vec<Component<'_>>) = (from.components().collect(), to.components().collect());
    let common = from.iter().zip(&to).take_while(|(one, other)| one == other).count();
    if common == 0 {
        return None;
    }
    let up = from.iter().skip(common).map(|_| Some(".."));
    let down = to.iter().skip(common).map(|component| component.as_os_str().to_str());
    let parts = up.chain(down).collect::<Option<Vec<&str>>>()?;
    if parts.is_empty() { Some(".".to_owned()) } else { Some(parts.join("/")) }
}
