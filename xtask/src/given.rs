//! Takes a document that the command line names; returns it with all that belongs to it, and its settings.

use crate::commands::standalone::{file_name, folder};
use crate::{Context, Failure, bundle, input, specs};
use specwright_codegen::{Bundle, Settings, Source};
use std::path::{Path, PathBuf};

/// A document, and how it is to be read.
#[derive(Debug)]
pub(crate) struct Given<'a> {
    pub(crate) spec: &'a Path,
    pub(crate) config: Option<&'a PathBuf>,
    pub(crate) overlays: &'a [PathBuf],
}

impl Given<'_> {
    /// The document, and the settings if any are given; `name` is what messages call a file.
    pub(crate) fn read(
        &self,
        context: &Context,
        name: impl Fn(&Path) -> String,
    ) -> Result<(Bundle, Option<Settings>), Failure> {
        let named = |path: &Path| Ok::<_, Failure>(Source { name: name(path), text: input::read_file(path)? });
        let (settings, mut overlays) = match self.config {
            Some(path) => {
                let path = context.resolve(path);
                let settings = Settings::parse(&named(&path)?)?;
                let overlays = specs::overlays(&settings, folder(&path), |overlay| name(&folder(&path).join(overlay)))?;
                (Some(settings), overlays)
            }
            None => (None, Vec::new()),
        };
        for path in self.overlays {
            overlays.push(named(&context.resolve(path))?);
        }
        let bundle = if self.spec == Path::new("-") {
            bundle::read(Source { name: "stdin".to_owned(), text: context.read_stdin()? }, None, overlays)
        } else {
            let path = context.resolve(self.spec);
            bundle::read(named(&path)?, Some(folder(&path)), overlays)
        };
        Ok((bundle, settings))
    }
}

/// The bare name of a file: the whole path would end up in what is generated.
pub(crate) fn bare(path: &Path) -> String {
    file_name(path)
}

/// The path from the root of the repository, where the file is in one, else the bare name.
pub(crate) fn from_root<'c>(context: &'c Context) -> impl Fn(&Path) -> String + 'c {
    |path| {
        let inner = context.known_root().and_then(|root| path.strip_prefix(root).ok());
        let names = inner.map(|inner| inner.components().map(|part| file_name(Path::new(part.as_os_str()))));
        names.map_or_else(|| file_name(path), |names| names.collect::<Vec<_>>().join("/"))
    }
}
