//! From a [`Document`] to a [`Checked`] one: everything that can be refused is refused here, all of it at once.

mod demands;
mod extension;
mod findings;
mod near;
mod operations;
mod parameters;
mod references;
mod schemas;
mod shape;
mod supported;
mod template;
mod walk;

use crate::parse::{At, Document, Node};
use crate::pointer::Pointer;
use crate::report::Report;
use findings::Findings;
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
}

impl Checked {
    /// Runs all rules; warnings come with the result, errors instead of it.
    pub(crate) fn new(document: Document) -> Result<Self, Report> {
        let mut findings = Findings::default();
        if !unsupported_version(document.root(), &mut findings) {
            let sites = walk::walk(document.root(), &mut findings);
            let subject = Subject { root: document.root(), sites: &sites };
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

/// Whether the version is unknown: then no other rule makes sense.
fn unsupported_version(root: &Node, findings: &mut Findings) -> bool {
    let pointer = Pointer::default().key("openapi");
    let version = match root.get("openapi") {
        Some(Node::String(version)) => version.clone(),
        Some(Node::Number(version)) => version.text().to_owned(),
        _ => "none".to_owned(),
    };
    let supported = version == "3.0" || version.starts_with("3.0.");
    if !supported {
        let (message, hint) = match root.get("swagger") {
            Some(_) => ("this is a Swagger 2.0 document".to_owned(), "convert it to OpenAPI 3.0 first"),
            None => (
                format!("the document's OpenAPI version is {version}"),
                "write the document in OpenAPI 3.0 (`openapi: 3.0.3`)",
            ),
        };
        findings.error("unsupported_version", &pointer, At::Value, message, hint);
    }
    !supported
}
