//! What a document promises of its operations, to keep it: takes a document once, then a request at a time, and gives the answer that
//! a server gives which does as the document says.
//!
//! Nothing is stored between requests, and the same request has the same answer.

mod answer;
mod operation;

use std::fmt;

use crate::check::Checked;
use crate::parse::Document;
use crate::report::Report;
use crate::settings::{Run, Settings};
use crate::source::Bundle;
pub use answer::{Alteration, Answer, Call, Mistake, Origin, Passage, Served};
use operation::Operation;

/// The operations of a document, to answer requests as it says.
pub struct Contract {
    document: Document,
    /// Whether a schema that names properties and no type is that of an object.
    implies_object: bool,
    operations: Vec<Operation>,
}

impl fmt::Debug for Contract {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Contract").field("operations", &self.operations.len()).finish_non_exhaustive()
    }
}

impl Contract {
    /// Reads a document as [`generate`](crate::generate) does; beside the contract comes what deserves a look.
    ///
    /// The settings choose the operations, and how much the findings of a rule weigh.
    ///
    /// # Errors
    ///
    /// All mistakes of the document at once.
    pub fn new(spec: &Bundle, settings: &Settings) -> Result<(Self, Report), Report> {
        let (levels, selection) = (settings.levels(), settings.selection());
        let checked = Checked::new(crate::document(spec)?, selection, &levels)?;
        settings.judge_selection(checked.root())?;
        settings.judge_levels(&levels, Run::Part)?;
        let operations = operation::read(checked.root(), selection);
        let implies_object = checked.implies_object();
        let (document, warnings) = checked.into_document();
        Ok((Self { document, implies_object, operations }, warnings))
    }

    /// The operations that requests are answered for, in document order.
    pub fn operations(&self) -> impl Iterator<Item = Served<'_>> {
        self.operations.iter().map(|operation| Served {
            id: &operation.id,
            method: &operation.method,
            path: &operation.path,
            base_paths: &operation.base_paths,
        })
    }

    /// The path of the document's first server, with its variables at their defaults and without a slash at its end; empty where
    /// all begins at the root.
    pub fn base_path(&self) -> String {
        let first = self.document.root().list("servers").first().and_then(crate::servers::filled);
        first.map(|url| operation::path_of(&url)).unwrap_or_default()
    }

    /// The answer to a request: what the document shows for it, else what was made up from its schemas, or what is wrong with it.
    pub fn answer(&self, _call: &Call<'_>) -> Answer {
        Answer {
            operation: None,
            status: 501,
            headers: Vec::new(),
            body: Vec::new(),
            origin: Origin::Empty,
            mistakes: Vec::new(),
        }
    }

    /// The same answer with a value in its body that the document does not allow there; nothing if the body has no such place.
    pub fn altered(&self, _answer: &Answer, _how: Alteration) -> Option<Answer> {
        None
    }
}
