//! What a document promises of its operations, to keep it: takes a document once, then a request at a time, and gives the answer that
//! a server gives which does as the document says.
//!
//! Nothing is stored between requests, and the same request has the same answer.

mod alter;
mod answer;
mod body;
mod content;
mod fault;
mod headers;
mod locate;
mod made;
mod media;
mod multipart;
mod operation;
mod pages;
mod parameters;
mod prefer;
mod refusal;
mod routes;
mod sample;
mod secret;
mod security;
mod styles;
#[cfg(test)]
mod tests;
mod tree;
mod write;

use std::fmt;

use crate::check::Checked;
use crate::openapi::resolve;
use crate::parse::{Document, Node, json};
use crate::pointer::Pointer;
use crate::report::Report;
use crate::settings::{Run, Settings};
use crate::source::Bundle;
pub use answer::{Alteration, Answer, Call, Mistake, Origin, Passage, Served};
use content::{Taste, Words};
use fault::{Fault, Kind, MOST_FAULTS, shown_name};
use locate::Passages;
use made::Kept;
use operation::Operation;
use parameters::Heads;
use prefer::Preference;
use refusal::LONGEST_HEADER;
use routes::{Match, Routes};
use styles::{Pair, decode};
use write::header_text;

/// The operations of a document, to answer requests as it says.
pub struct Contract {
    document: Document,
    /// Whether a schema that names properties and no type is that of an object.
    implies_object: bool,
    operations: Vec<Operation>,
    routes: Routes,
    passages: Passages,
    kept: Kept,
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
        let (implies_object, routes) = (checked.implies_object(), Routes::new(&operations));
        let (document, warnings) = checked.into_document();
        Ok((
            Self { document, implies_object, operations, routes, passages: Passages::default(), kept: Kept::default() },
            warnings,
        ))
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
    ///
    /// `Prefer: code=404` and `Prefer: example=name` choose another response or example, `Accept` another media type.
    pub fn answer(&self, call: &Call<'_>) -> Answer {
        let (path, query) = target(call.target);
        let pairs = styles::pairs(query);
        let matches: Vec<_> =
            self.routes.matches(path).into_iter().filter(|found| self.has_query(found, &pairs)).collect();
        let named: Vec<_> =
            matches.iter().filter_map(|found| Some((found, self.operations.get(found.operation)?))).collect();
        // Who answers GET answers HEAD, unless the document describes it.
        let has_own = named.iter().any(|(_, operation)| operation.method == call.method);
        let method = if call.method == "HEAD" && !has_own { "GET" } else { call.method };
        let mut meant = named.iter().filter(|(_, operation)| operation.method == method).peekable();
        let Some((_, first)) = meant.peek().copied() else {
            return match named.as_slice() {
                [] => self.refuse(None, vec![self.unknown_path(path)]),
                [(_, first), ..] => self.unknown_method(first, named.iter().map(|(_, operation)| *operation)),
            };
        };
        // Operations that a fragment tells apart have one path: the first that takes the request is meant.
        let mut refused = None;
        for (found, operation) in meant.filter(|(_, operation)| operation.path == first.path) {
            let heads = Heads { call, path: &found.parameters, query, pairs: &pairs };
            let faults = self.faults(operation, &heads);
            if faults.is_empty() {
                return self.success(operation, call);
            }
            refused.get_or_insert((*operation, faults));
        }
        match refused {
            Some((operation, faults)) => self.refuse(Some(operation), faults),
            None => self.success(first, call),
        }
    }

    /// The same answer with a value in its body that the document does not allow there; nothing if the body has no such place.
    pub fn altered(&self, answer: &Answer, how: Alteration) -> Option<Answer> {
        let words = self.words();
        let id = answer.operation.as_ref()?;
        let operation = self.operations.iter().find(|operation| operation.id == *id)?;
        let given = answer.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-type"))?;
        let schema = self.schema(operation, answer.status, &given.1)?;
        let body = json(std::str::from_utf8(&answer.body).ok()?).ok()?;
        let body = alter::altered(words, schema, &body, how)?;
        Some(Answer { body: write::json_text(&body).into_bytes(), ..answer.clone() })
    }

    /// The schema of a body.
    fn schema(&self, operation: &Operation, status: u16, media_type: &str) -> Option<&Node> {
        let root = self.document.root();
        let response = resolve(root, root.at(prefer::documented(operation, status)?)?)?;
        let (_, media) = media::find(response.members("content"), media_type)?;
        resolve(root, media)?.get("schema")
    }

    fn words(&self) -> Words<'_> {
        Words { root: self.document.root(), implies_object: self.implies_object }
    }

    /// Whether the query has what the path of the operation ends in.
    fn has_query(&self, found: &Match<'_>, pairs: &[Pair<'_>]) -> bool {
        let is_given = |key: &str, value: &str| pairs.iter().any(|pair| pair.key == key && decode(pair.raw) == value);
        let operation = self.operations.get(found.operation);
        operation.is_some_and(|operation| operation.fixed_query.iter().all(|(key, value)| is_given(key, value)))
    }

    /// Without credentials nothing else is looked at, and without a known media type no value.
    fn faults(&self, operation: &Operation, heads: &Heads<'_, '_>) -> Vec<Fault> {
        let words = self.words();
        if let Some(fault) = security::fault(words.root, operation, heads.call, heads.pairs) {
            return vec![fault];
        }
        let mut fit = words.fit();
        let body = body::fault(words.root, &mut fit, operation, heads.call);
        match body {
            Some(fault) if fault.kind == Kind::MediaType => vec![fault],
            body => {
                let parameters = parameters::faults(words.root, &mut fit, operation, heads);
                parameters.into_iter().chain(body).take(MOST_FAULTS).collect()
            }
        }
    }

    fn unknown_path(&self, path: &str) -> Fault {
        let bases = || self.operations.iter().flat_map(|operation| &operation.base_paths);
        let is_below = bases().any(|base| path.starts_with(base.as_str()));
        let message = match bases().next().filter(|_| !is_below) {
            Some(base) => format!("is none that the document has; they begin with {}", shown_name(base)),
            None => "is none that the document has".to_owned(),
        };
        Fault { kind: Kind::UnknownPath, rule: "unknown_path", place: "path".to_owned(), message, pointer: None }
    }

    fn unknown_method<'o>(&self, first: &Operation, others: impl Iterator<Item = &'o Operation>) -> Answer {
        let mut methods: Vec<_> = others.map(|operation| operation.method.as_str()).collect();
        methods.sort_unstable();
        methods.dedup();
        let allowed = methods.join(", ");
        let message = format!("is none of those that the document has for this path: {allowed}");
        let fault = Fault::new(Kind::UnknownMethod, "unknown_method", "method", message, &first.item_pointer);
        let mut answer = self.refuse(None, vec![fault]);
        answer.headers.push(("Allow".to_owned(), allowed));
        answer
    }

    fn refuse(&self, operation: Option<&Operation>, faults: Vec<Fault>) -> Answer {
        let kind = faults.first().map_or(Kind::Value, |fault| fault.kind);
        let mistake = |fault: Fault| Mistake {
            place: fault.place,
            rule: fault.rule,
            message: fault.message,
            passage: fault.pointer.map(|pointer: Pointer| self.passages.of(&self.document, &pointer)),
        };
        refusal::refusal(self.words(), operation, kind, faults.into_iter().map(mistake).collect())
    }

    fn success(&self, operation: &Operation, call: &Call<'_>) -> Answer {
        let words = self.words();
        let preference = Preference::of(call);
        let status = preference.code.unwrap_or_else(|| prefer::usual(operation));
        let taste = Taste { accept: call.header("accept"), example: preference.example.as_deref() };
        let made = prefer::documented(operation, status).and_then(|at| {
            let response = resolve(words.root, words.root.at(at)?)?;
            Some(self.kept.of(words, at, response, taste))
        });
        let mut all = made.as_ref().map(|made| made.headers.clone()).unwrap_or_default();
        let has_body = ![204, 205, 304].contains(&status);
        let remarks = made.iter().filter_map(|made| made.content.as_ref()?.remark.clone());
        let remarks: Vec<_> = preference.remark.clone().into_iter().chain(remarks.filter(|_| has_body)).collect();
        let (mut body, origin) = match made.as_ref().and_then(|made| made.content.as_ref()) {
            Some(content) if has_body => {
                all.push(("Content-Type".to_owned(), content.media_type.clone()));
                (content.body.clone(), content.origin)
            }
            _ => (Vec::new(), Origin::Empty),
        };
        if let Some(paging) =
            operation.paging.as_ref().filter(|_| preference.example.is_none() && (200..300).contains(&status))
        {
            let (path, query) = target(call.target);
            let schema = |media_type: &str| self.schema(operation, status, media_type);
            let media_type = all.iter().find(|(name, _)| name == "Content-Type").map(|(_, value)| value.clone());
            let schema = media_type.as_deref().and_then(schema);
            let fits = |page: &Node| schema.is_none_or(|schema| words.fits(schema, page));
            paging.turn((path, &styles::pairs(query)), &mut all, &mut body, fits);
        }
        all.push(("X-Mock-Answer".to_owned(), origin.word().to_owned()));
        all.extend(remarks.iter().map(|remark| ("X-Mock-Problem".to_owned(), header_text(remark, LONGEST_HEADER))));
        let operation = Some(operation.id.clone());
        Answer { operation, status, headers: all, body, origin, mistakes: Vec::new(), remarks }
    }
}

/// Path and query of a target, which proxies are sent with scheme and host.
fn target(target: &str) -> (&str, &str) {
    let target = match target.split_once("://") {
        Some(("http" | "https", rest)) => rest.find(['/', '?']).and_then(|at| rest.get(at..)).unwrap_or("/"),
        _ => target,
    };
    let target = target.split('#').next().unwrap_or_default();
    target.split_once('?').unwrap_or((target, ""))
}
