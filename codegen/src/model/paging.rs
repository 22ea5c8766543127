//! What `x-specwright` says of calls that are made again: pages, states that are waited for, and how often to ask.

use indexmap::IndexSet;

use super::docs::Docs;
use super::operation::{Decoder, Location, Operation, Outcome, Parameter, Success};
use super::types::{Type, TypeDef};
use super::way::{Choice, Way};
use crate::expression::Expression;
use crate::findings::Findings;
use crate::names::Names;
use crate::openapi::{EXTENSION, whole};
use crate::parse::{At, Node};
use crate::pointer::Pointer;

/// How the pages of an operation follow each other.
#[derive(Debug)]
pub(crate) struct Pages {
    /// The static that tells the runtime of it.
    pub(crate) constant: String,
    pub(crate) docs: Docs,
    pub(crate) style: PageStyle,
    /// The query parameter that leads to another page, as the setter or argument for it is called.
    pub(crate) parameter: Option<String>,
    pub(crate) items: Way,
    /// The type of an item.
    pub(crate) item: Type,
    pub(crate) more: Option<Place>,
    pub(crate) number: Option<Place>,
    pub(crate) total_pages: Option<Place>,
    pub(crate) total_items: Option<Place>,
    pub(crate) total_items_cap: Option<u64>,
}

/// What leads from one page to the next; parameters by their names on the wire.
#[derive(Debug)]
pub(crate) enum PageStyle {
    Number { parameter: String, first: u64 },
    Offset { parameter: String, first: u64, step: Option<Place> },
    Cursor { parameter: String, next: Place },
    After { parameter: String, name: Way },
    Link { next: Place },
}

/// A place in a response.
#[derive(Debug)]
pub(crate) enum Place {
    Body(Way),
    Header(String),
    Status,
}

/// What an operation is asked again for.
#[derive(Debug)]
pub(crate) struct Polling {
    /// The static that tells the runtime of it.
    pub(crate) constant: String,
    pub(crate) docs: Docs,
    pub(crate) state: Place,
    /// The state as its document writes it.
    pub(crate) state_text: String,
    pub(crate) until: Vec<String>,
    pub(crate) failed: Vec<String>,
    /// Seconds before the second request.
    pub(crate) interval: Option<u64>,
}

/// How much a client may send.
#[derive(Debug)]
pub(crate) struct RateLimit {
    pub(crate) docs: Docs,
    pub(crate) concurrent: Option<u64>,
    /// So many in so many seconds.
    pub(crate) requests: Option<(u64, u64)>,
    pub(crate) burst: Option<u64>,
}

impl RateLimit {
    /// What an operation, or the document for all of them, says.
    pub(super) fn said(node: &Node) -> Option<Self> {
        let said = node.get(EXTENSION)?.get("rateLimit")?;
        let number = |key| said.get(key).and_then(whole);
        Some(Self {
            docs: Docs::said(Some(said)),
            concurrent: number("concurrent"),
            requests: number("requests").zip(number("seconds")),
            burst: number("burst"),
        })
    }
}

impl Pages {
    /// What an operation says of its pages; ways are still to be gone.
    pub(super) fn said(
        node: &Node,
        at: &Pointer,
        parameters: &[Parameter],
        constant: &str,
        names: &mut Names,
    ) -> Option<Self> {
        let (said, at) = (node.get(EXTENSION)?.get("pagination")?, at.key(EXTENSION).key("pagination"));
        let place = |key| Place::said(said, key, &at);
        let wire = said.text("parameter").unwrap_or_default();
        let is_it = |parameter: &&Parameter| parameter.location == Location::Query && parameter.wire == wire;
        let parameter = parameters.iter().find(is_it);
        let Place::Body(items) = place("items")? else { return None };
        Some(Self {
            constant: names.unique(format!("{constant}_PAGES")),
            docs: Docs::said(Some(said)),
            style: PageStyle::said(said, &at, parameter)?,
            parameter: parameter.map(|parameter| parameter.ident.clone()),
            items,
            item: Type::Any,
            more: place("more"),
            number: place("number"),
            total_pages: place("totalPages"),
            total_items: place("totalItems"),
            total_items_cap: said.get("totalItemsCap").and_then(whole),
        })
    }

    fn places(&mut self) -> impl Iterator<Item = &mut Place> {
        let of_style = match &mut self.style {
            PageStyle::Offset { step, .. } => step.as_mut(),
            PageStyle::Cursor { next, .. } | PageStyle::Link { next } => Some(next),
            PageStyle::Number { .. } | PageStyle::After { .. } => None,
        };
        let others = [&mut self.more, &mut self.number, &mut self.total_pages, &mut self.total_items];
        others.into_iter().flatten().chain(of_style)
    }
}

impl PageStyle {
    fn said(said: &Node, at: &Pointer, parameter: Option<&Parameter>) -> Option<Self> {
        let wire = said.text("parameter").unwrap_or_default().to_owned();
        let default = || parameter?.docs.default.as_ref()?.parse().ok();
        let first = |usual| said.get("first").and_then(whole).or_else(default).unwrap_or(usual);
        Some(match said.text("style")? {
            "page" => Self::Number { parameter: wire, first: first(1) },
            "offset" => Self::Offset { parameter: wire, first: first(0), step: Place::said(said, "step", at) },
            "cursor" => match Expression::parse(said.text("next")?)? {
                Expression::Item(tail) => Self::After { parameter: wire, name: Way::new(at.key("next"), tail) },
                _ => Self::Cursor { parameter: wire, next: Place::said(said, "next", at)? },
            },
            _ => Self::Link { next: Place::said(said, "next", at)? },
        })
    }
}

impl Place {
    fn said(said: &Node, key: &str, at: &Pointer) -> Option<Self> {
        Some(match Expression::parse(said.text(key)?)? {
            Expression::Header(name) => Self::Header(name),
            Expression::Status => Self::Status,
            Expression::Body(tail) | Expression::Item(tail) => Self::Body(Way::new(at.key(key), tail)),
        })
    }
}

impl Polling {
    /// What an operation says of states that are waited for; the way to them is still to be gone.
    pub(super) fn said(node: &Node, at: &Pointer, constant: &str, names: &mut Names) -> Option<Self> {
        let (said, at) = (node.get(EXTENSION)?.get("poll")?, at.key(EXTENSION).key("poll"));
        let texts = |key| said.list(key).iter().filter_map(Node::as_str).map(str::to_owned).collect();
        Some(Self {
            constant: names.unique(format!("{constant}_STATES")),
            docs: Docs::said(Some(said)),
            state: Place::said(said, "state", &at)?,
            state_text: said.text("state").unwrap_or_default().to_owned(),
            until: texts("until"),
            failed: texts("failed"),
            interval: said.get("interval").and_then(whole),
        })
    }
}

/// Goes all ways once types are final. Where one leads to nothing, the document asks for what no client can do, and the
/// operation does without.
pub(super) fn go(operations: &mut [Operation], types: &[TypeDef], findings: &mut Findings) {
    for operation in operations {
        let mut walk = Walk { types, success: success(operation), has_lost: false, findings };
        if let Some(pages) = &mut operation.pages {
            walk.pages(pages);
            operation.pages.take_if(|_| std::mem::take(&mut walk.has_lost));
        }
        if let Some(polling) = &mut operation.polling {
            walk.place(&mut polling.state);
            operation.polling.take_if(|_| walk.has_lost);
        }
    }
}

/// The one type of JSON that an operation gives whenever it gives anything, and where that is a choice.
fn success(operation: &Operation) -> Option<(Type, Option<Choice>)> {
    let successes = operation.responses.iter().filter(|response| response.is_success()).flat_map(|it| &it.contents);
    let mut full = successes.filter(|content| content.ty != Type::Unit).peekable();
    let ty = full.peek()?.ty.clone();
    let mut variants = IndexSet::new();
    for content in full {
        let Outcome::Success { variant } = &content.outcome else { return None };
        if content.decoder != Decoder::Json || content.ty != ty {
            return None;
        }
        variants.insert(variant.clone());
    }
    let choice = match &operation.success {
        Success::One(_) => None,
        Success::Several(of) => Some(Choice { of: of.clone(), variants: variants.into_iter().collect() }),
    };
    Some((ty, choice))
}

const BEHIND_OBJECTS: &str = "name a place in the body that every success has, behind objects that are no choice";
const ONE_TYPE: &str = "give all successes that have a body the same JSON schema, by an overlay where the document is not yours, or \
                        remove the statement";

struct Walk<'a> {
    types: &'a [TypeDef],
    success: Option<(Type, Option<Choice>)>,
    /// Whether a way has led to nothing.
    has_lost: bool,
    findings: &'a mut Findings,
}

impl Walk<'_> {
    fn pages(&mut self, pages: &mut Pages) {
        match self.in_success(&mut pages.items) {
            Some(Type::List(item)) => pages.item = *item,
            Some(_) => self.lost(&pages.items, "its type is no list", BEHIND_OBJECTS),
            None => return,
        }
        pages.places().for_each(|place| self.place(place));
        if let PageStyle::After { name, .. } = &mut pages.style {
            self.way(name, &pages.item);
        }
    }

    fn place(&mut self, place: &mut Place) {
        if let Place::Body(way) = place {
            self.in_success(way);
        }
    }

    fn in_success(&mut self, way: &mut Way) -> Option<Type> {
        let Some((from, choice)) = self.success.clone() else {
            self.lost(way, "the successes of this operation are not all JSON of one type", ONE_TYPE);
            return None;
        };
        way.choice = choice;
        self.way(way, &from)
    }

    fn way(&mut self, way: &mut Way, from: &Type) -> Option<Type> {
        let end = way.go(self.types, from);
        if end.is_none() {
            self.lost(way, "a type on the way there has no fields", BEHIND_OBJECTS);
        }
        end
    }

    fn lost(&mut self, way: &Way, why: &str, hint: &str) {
        self.has_lost = true;
        let message = format!("no client can reach this place: {why}");
        self.findings.error("unknown_extension_target", &way.said_at, At::Value, message, hint);
    }
}
