//! From a [`Document`] to a [`Checked`] one: everything that can be refused is refused here, all of it at once.

mod demands;
mod dialect;
mod extension;
mod findings;
mod operations;
mod parameters;
mod references;
mod schemas;
mod shape;
mod supported;
mod template;
mod version;
mod walk;

use crate::near;
use crate::parse::{Document, Node};
use crate::pointer::Pointer;
use crate::report::Report;
use crate::settings::Selection;
use findings::Findings;
use version::{Version, unsupported_version};
use walk::Sites;

/// A document in which every reference resolves and every object has the shape that the model reads.
#[derive(Debug)]
pub(crate) struct Checked {
    document: Document,
    warnings: Report,
}

/// What each rule looks at.
struct Subject<'d> {
    root: &'d Node,
    sites: &'d Sites<'d>,
    version: Version,
    selection: Selection<'d>,
}

impl Checked {
    /// Runs all rules; warnings come with the result, errors instead of it. What is not selected need not be supported.
    pub(crate) fn new(mut document: Document, selection: Selection<'_>) -> Result<Self, Report> {
        let mut findings = Findings::default();
        if let Some(version) = unsupported_version(document.root(), &mut findings) {
            if version == Version::V31 {
                dialect::to_30(document.root_mut());
            }
            let sites = walk::walk(document.root(), version, &mut findings);
            let subject = Subject { root: document.root(), sites: &sites, version, selection };
            references::check(&subject, &mut findings);
            operations::check(&subject, &mut findings);
            parameters::check(&subject, &mut findings);
            schemas::check(&subject, &mut findings);
            extension::check(&subject, &mut findings);
            supported::check(&subject, &mut findings);
        }
        template::unfinished_template(document.root(), &Pointer::default(), &mut findings);
        let report = findings.locate(&document);
        if report.error_count() > 0 { Err(report) } else { Ok(Self { document, warnings: report }) }
    }

    pub(crate) fn root(&self) -> &Node {
        self.document.root()
    }

    pub(crate) fn document(&self) -> &Document {
        &self.document
    }

    pub(crate) fn into_warnings(self) -> Report {
        self.warnings
    }
}
