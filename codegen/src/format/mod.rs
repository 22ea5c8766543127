//! From a document to the same document in the one layout of the repository: nothing that it says changes, no comment is lost.
//!
//! YAML is read into a [`tree`] that knows its comments ([`read`]), the keys of OpenAPI's objects are put in their [`order`], and
//! the tree is written anew ([`write`]). JSON keeps its tokens, only the space between them changes ([`json`]).

mod form;
mod gap;
mod json;
mod order;
mod read;
mod scalar;
mod tree;
mod write;

use crate::parse::{Document, Place};
use crate::pointer::Pointer;
use crate::report::{Diagnostic, Level, Report};
use crate::source::Source;

/// Why a text has no canonical layout, with the 1-based line and column of what is in the way.
struct Obstacle {
    message: String,
    line: usize,
    column: usize,
}

/// The document in its canonical layout: YAML as YAML, JSON as JSON.
///
/// # Errors
///
/// Rule `syntax` when the text is neither; rule `layout` when it uses what has no canonical form: anchors, aliases, tags,
/// directives, keys that are no plain words.
pub fn format(source: &Source) -> Result<String, Report> {
    let document = Document::parse(source)?;
    let text = &document.main().text;
    if json::is_json(text) {
        return Ok(json::laid_out(text));
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut tree = read::read(&text).map_err(|obstacle| layout(&source.name, &text, obstacle))?;
    order::arrange(&mut tree);
    let written = write::write(&tree);
    let again = Document::parse(&Source::new(source.name.as_str(), written.as_str()));
    match again {
        Ok(again) if again.root() == document.root() => Ok(written),
        _ => Err(layout(&source.name, &text, Obstacle::changed())),
    }
}

impl Obstacle {
    /// The last word, should the writer err: the caller keeps what it has.
    fn changed() -> Self {
        let message = "the text says something in a way that would change in the canonical layout".to_owned();
        Self { message, line: 1, column: 1 }
    }
}

/// Rule `layout`: the text cannot be laid out as all others are.
fn layout(name: &str, text: &str, obstacle: Obstacle) -> Report {
    let place = Place::at_line_column(text, obstacle.line, obstacle.column);
    let hint = "write it in plain YAML: keys, lists and values, each said in full".to_owned();
    let root = Pointer::default();
    let diagnostic = Diagnostic::at("layout", Level::Error, name, place, &root, obstacle.message, hint);
    Report::new(vec![diagnostic], name, text)
}

#[cfg(test)]
mod tests;
