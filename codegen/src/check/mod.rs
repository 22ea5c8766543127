//! From a [`Document`] to a [`Checked`] one: everything that can be refused is refused here, all of it at once.

mod author;
mod demands;
mod dialect;
mod extension;
pub(crate) mod fit;
mod hopeless;
mod operations;
mod paging;
mod parameters;
mod path_items;
mod rates;
mod references;
mod repair;
mod roots;
mod schemas;
mod serialization;
mod shape;
mod size;
mod spot;
mod suggest;
mod supported;
mod tables;
mod targets;
mod template;
mod version;
mod walk;

use indexmap::IndexMap;

use crate::findings::{self, Findings};
use crate::near;
use crate::parse::{Document, Node};
use crate::pointer::Pointer;
use crate::report::{Level, Report};
use crate::settings::{Levels, Selection};
pub use hopeless::LeftOut;
use roots::Roots;
pub(crate) use shape::{Kind, Members, Shape};
use version::{Version, unsupported_version};
use walk::Sites;

/// The words of schemas that rules and types know, of all versions.
pub(crate) fn schema_keywords() -> impl Iterator<Item = &'static str> {
    tables::SCHEMA_MEMBERS.iter().map(|member| member.name).chain(["$ref", "$anchor", "$dynamicAnchor", "$dynamicRef"])
}

/// A document in which every reference resolves and every object has the shape that the model reads.
#[derive(Debug)]
pub(crate) struct Checked {
    document: Document,
    /// The schemas that references lead to outside of the places that OpenAPI has for them.
    schemas: Vec<Pointer>,
    warnings: Report,
    suggestions: Report,
}

/// Why a document is refused, and where in its tree.
struct Refused {
    report: Report,
    faults: Vec<hopeless::Fault>,
}

/// What each rule looks at.
struct Subject<'d> {
    document: &'d Document,
    root: &'d Node,
    sites: &'d Sites<'d>,
    roots: &'d Roots,
    version: Version,
    selection: Selection<'d>,
}

impl Checked {
    /// Runs the rules that the generator needs; warnings come with the result, errors instead of it. What is not selected
    /// need not be supported.
    pub(crate) fn new(document: Document, selection: Selection<'_>, levels: &Levels<'_>) -> Result<Self, Report> {
        Self::attempt(document, selection, levels).map_err(|refused| refused.report)
    }

    /// Runs those for authors, too, and returns all that they find. There is no result where a later stage cannot do without
    /// what is refused; an error of which the settings alone make one keeps nobody.
    pub(crate) fn in_full(document: Document, selection: Selection<'_>, levels: &Levels<'_>) -> (Option<Self>, Report) {
        let Outcome { document, schemas, is_sound, report, .. } = look(document, selection, levels, Rules::All);
        let (warnings, suggestions) = Default::default();
        (is_sound.then_some(Self { document, schemas, warnings, suggestions }), report)
    }

    /// The same, without what errors make hopeless: what that is, and the errors. All is refused if nothing would be left.
    pub(crate) fn in_part(
        mut document: Document,
        selection: Selection<'_>,
        levels: &Levels<'_>,
    ) -> Result<(Self, Vec<LeftOut>, Report), Report> {
        if let Some(version) = unsupported_version(document.root(), &mut Findings::default()) {
            path_items::copy_in(&mut document, version, &mut Findings::default());
        }
        let (mut left_out, mut reports) = (Vec::new(), Vec::new());
        loop {
            match Self::attempt(document.clone(), selection, levels) {
                Ok(checked) => return Ok((checked, left_out, Report::merged(reports))),
                // Of what is too much, only the first part is named.
                Err(Refused { report, faults }) if faults.iter().any(|(_, rule)| rule.starts_with("too_much_")) => {
                    return Err(report);
                }
                Err(Refused { report, faults }) => {
                    let Some(more) = hopeless::leave_out(document.parts_mut().0, &faults) else { return Err(report) };
                    left_out.extend(more);
                    reports.push(report.only(|level| level == Level::Error));
                }
            }
        }
    }

    fn attempt(document: Document, selection: Selection<'_>, levels: &Levels<'_>) -> Result<Self, Refused> {
        let Outcome { document, schemas, faults, report, .. } = look(document, selection, levels, Rules::Needed);
        let suggestions = report.clone().only(|level| level == Level::Suggestion);
        let report = report.only(|level| level > Level::Suggestion);
        if faults.is_empty() {
            Ok(Self { document, schemas, warnings: report, suggestions })
        } else {
            Err(Refused { report, faults })
        }
    }

    pub(crate) fn root(&self) -> &Node {
        self.document.root()
    }

    pub(crate) fn schemas(&self) -> &[Pointer] {
        &self.schemas
    }

    pub(crate) fn document(&self) -> &Document {
        &self.document
    }

    /// Refuses the document after all for what later stages found, or tells what they do without if they keep going.
    pub(crate) fn judge(&self, findings: Findings, keep_going: bool) -> Result<(Vec<LeftOut>, Report), Report> {
        let mut lost: IndexMap<_, Vec<_>> = IndexMap::new();
        for (place, rule) in findings.errors() {
            lost.entry(place.parent().unwrap_or(place)).or_default().push(rule);
        }
        let report = findings.locate(&self.document);
        if !keep_going && !report.is_empty() {
            return Err(report);
        }
        let left_out = lost.into_iter().map(|(place, mut rules)| {
            rules.dedup();
            LeftOut { what: place.to_string(), rules }
        });
        Ok((left_out.collect(), report))
    }

    /// Whether a schema that names properties and no type is that of an object: authors of 3.0 mean it so.
    pub(crate) fn implies_object(&self) -> bool {
        unsupported_version(self.root(), &mut Findings::default()) == Some(Version::V30)
    }

    /// The document without what was found in it, and what deserves a look.
    pub(crate) fn into_document(self) -> (Document, Report) {
        (self.document, self.warnings)
    }

    /// What deserves a look, and what could be added.
    pub(crate) fn into_reports(self) -> (Report, Report) {
        (self.warnings, self.suggestions)
    }
}

/// Which rules are run.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rules {
    /// Those that the generator cannot do without, and what they find on their way.
    Needed,
    /// Those for authors, too.
    All,
}

/// A document as all rules have left it, and what they have found.
struct Outcome {
    document: Document,
    schemas: Vec<Pointer>,
    /// Whether no rule has found an error by itself.
    is_sound: bool,
    faults: Vec<hopeless::Fault>,
    report: Report,
}

fn look(mut document: Document, selection: Selection<'_>, levels: &Levels<'_>, rules: Rules) -> Outcome {
    let mut findings = Findings::default();
    let mut schemas = Vec::new();
    if let Some(version) = unsupported_version(document.root(), &mut findings) {
        path_items::copy_in(&mut document, version, &mut findings);
        repair::document(document.parts_mut().0, version, &mut findings);
        let roots = Roots::of(document.root(), version);
        repair::elsewhere(document.parts_mut().0, &roots, version, &mut findings);
        dialect::to_30(document.parts_mut().0, &roots, version);
        let sites = walk::walk(document.root(), &roots, version, &mut findings);
        let (root, sites) = (document.root(), &sites);
        let subject = Subject { document: &document, root, sites, roots: &roots, version, selection };
        schemas = roots.schemas();
        run(&subject, rules, &mut findings);
    }
    template::unfinished_template(document.root(), &mut findings);
    let is_sound = findings.errors().is_empty();
    findings.weigh(levels, &document);
    let faults = findings.errors();
    let report = findings.locate(&document);
    Outcome { document, schemas, is_sound, faults, report }
}

fn run(subject: &Subject<'_>, rules: Rules, findings: &mut Findings) {
    references::check(subject, findings);
    operations::check(subject, findings);
    parameters::check(subject, findings);
    schemas::check(subject, findings);
    size::check(subject, findings);
    extension::check(subject, findings);
    targets::check(subject, findings);
    supported::check(subject, findings);
    suggest::unstated_pagination(subject, findings);
    if rules == Rules::All {
        author::check(subject, findings);
    }
}
