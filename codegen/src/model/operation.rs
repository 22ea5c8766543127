//! One operation: what the emitters know of it.

use super::docs::Docs;
use super::paging::{Pages, Polling, RateLimit};
use super::rules::Rules;
use super::types::Type;
use crate::openapi::Status;
use crate::parse::Node;
use crate::pointer::Pointer;

/// One call that a client can make.
#[derive(Debug)]
pub(crate) struct Operation {
    /// The document's operationId, else method and path.
    pub(crate) id: String,
    pub(crate) place: Pointer,
    /// The method of the client.
    pub(crate) ident: String,
    /// The static that describes it to the runtime.
    pub(crate) constant: String,
    /// The type of the request.
    pub(crate) type_name: String,
    /// The HTTP method, as it is sent.
    pub(crate) method: String,
    pub(crate) path: String,
    /// The address that the document gives this operation alone, absolute or from the client's base URL.
    pub(crate) server: Option<String>,
    pub(crate) tag: Option<String>,
    /// The module that holds it, as an index into `Api::modules`.
    pub(crate) module: usize,
    /// Whether the crate holds it.
    pub(crate) selected: bool,
    /// Whether its arguments and responses have every type that the document states.
    pub(crate) is_typed: bool,
    pub(crate) docs: Docs,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) body: Option<Body>,
    /// Alternatives of scheme names; an empty alternative needs no credential.
    pub(crate) security: Vec<Vec<String>>,
    pub(crate) retry: Repeat,
    /// The header that carries an idempotency key.
    pub(crate) idempotency_key: Option<String>,
    /// The media types of all documented responses, as an `Accept` header.
    pub(crate) accept: String,
    pub(crate) responses: Vec<Response>,
    /// What the document shows of them.
    pub(crate) examples: Vec<Example>,
    pub(crate) success: Success,
    /// The headers that a caller can ask a response for.
    pub(crate) headers: Vec<Header>,
    pub(crate) streams: Vec<Stream>,
    pub(crate) rate_limit: Option<RateLimit>,
    pub(crate) pages: Option<Pages>,
    pub(crate) polling: Option<Polling>,
}

/// Whether the same request may be sent twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Repeat {
    /// The document does not say.
    ByMethod,
    Safe,
    Never,
}

impl Repeat {
    /// What the extension of an operation says.
    pub(super) fn said(extension: Option<&Node>) -> Self {
        match extension.and_then(|extension| extension.text("retry")) {
            Some("safe") => Self::Safe,
            Some("never") => Self::Never,
            _ => Self::ByMethod,
        }
    }
}

#[derive(Debug)]
pub(crate) struct Parameter {
    pub(crate) wire: String,
    pub(crate) ident: String,
    /// Its definition; of one that only the path tells, the operation.
    pub(crate) place: Pointer,
    pub(crate) location: Location,
    pub(crate) style: Style,
    pub(crate) required: bool,
    pub(crate) ty: Type,
    pub(crate) rules: Rules,
    pub(crate) docs: Docs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Location {
    Path,
    Query,
    Header,
    Cookie,
    /// The whole query.
    QueryString,
}

/// How a parameter is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Style {
    pub(crate) kind: StyleKind,
    pub(crate) explode: bool,
    /// Whether reserved characters stand as they are.
    pub(crate) reserved: bool,
    /// Whether an empty text may stand for a value that is no text.
    pub(crate) or_empty: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StyleKind {
    Simple,
    Label,
    Matrix,
    Form,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
    Cookie,
    /// The text of a value as JSON.
    Json,
}

impl StyleKind {
    /// Whether each element stands for itself where a document does not say.
    pub(crate) fn explodes(self) -> bool {
        matches!(self, Self::Form | Self::DeepObject | Self::Cookie)
    }
}

impl Style {
    /// That of a place where a document does not say.
    pub(crate) fn of(location: Location) -> Self {
        let kind = match location {
            Location::Path | Location::Header => StyleKind::Simple,
            Location::Query | Location::Cookie | Location::QueryString => StyleKind::Form,
        };
        Self { kind, explode: kind.explodes(), reserved: false, or_empty: false }
    }

    /// What a parameter or an encoding says of it.
    pub(crate) fn said(node: &Node, default: StyleKind) -> Self {
        let kind = match node.text("style") {
            Some("simple") => StyleKind::Simple,
            Some("label") => StyleKind::Label,
            Some("matrix") => StyleKind::Matrix,
            Some("form") => StyleKind::Form,
            Some("spaceDelimited") => StyleKind::SpaceDelimited,
            Some("pipeDelimited") => StyleKind::PipeDelimited,
            Some("deepObject") => StyleKind::DeepObject,
            Some("cookie") => StyleKind::Cookie,
            _ => default,
        };
        let says = |key| node.get(key).and_then(Node::as_bool);
        let explode = match kind {
            // Brackets are all that the style has.
            StyleKind::DeepObject => true,
            kind => says("explode").unwrap_or(kind.explodes()),
        };
        let (reserved, or_empty) = (says("allowReserved") == Some(true), says("allowEmptyValue") == Some(true));
        Self { kind, explode, reserved, or_empty }
    }
}

#[derive(Debug)]
pub(crate) struct Body {
    pub(crate) ident: String,
    /// Its definition.
    pub(crate) place: Pointer,
    pub(crate) required: bool,
    pub(crate) docs: Docs,
    /// What it may be, the preferred first; at least one.
    pub(crate) contents: Vec<BodyContent>,
    /// The enum of the contents, where there are several.
    pub(crate) choice: Option<String>,
}

/// A body under one media type.
#[derive(Debug)]
pub(crate) struct BodyContent {
    /// The variant, where there are several.
    pub(crate) variant: String,
    pub(crate) kind: BodyKind,
    pub(crate) media_type: String,
    pub(crate) ty: Type,
    /// The schema of the type, where there is one.
    pub(crate) place: Option<Pointer>,
    pub(crate) rules: Rules,
    /// How the document wants single keys of a form that is no multipart body.
    pub(crate) styles: Vec<(String, Style)>,
}

impl Body {
    /// The only content, where there is no choice.
    pub(crate) fn only(&self) -> Option<&BodyContent> {
        if let [only] = self.contents.as_slice() { Some(only) } else { None }
    }
}

impl BodyContent {
    /// Whether it is a reference to a value, which is encoded, rather than what is sent as it is.
    pub(crate) fn is_borrowed(&self) -> bool {
        matches!(self.kind, BodyKind::Json | BodyKind::Form | BodyKind::Multipart)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BodyKind {
    Json,
    Form,
    Multipart,
    Text,
    Xml,
    Bytes,
}

/// A documented response.
#[derive(Debug)]
pub(crate) struct Response {
    pub(crate) status: Status,
    /// Its definition.
    pub(crate) place: Pointer,
    /// What its body may be, by media type; one without a media type where there is no body.
    pub(crate) contents: Vec<ResponseContent>,
    /// The documented headers by name.
    pub(crate) headers: Vec<(String, Docs)>,
    pub(crate) docs: Docs,
}

/// A type that the body of a response may have.
#[derive(Debug)]
pub(crate) struct ResponseContent {
    /// What is decoded so; none where there is no body.
    pub(crate) media_types: Vec<String>,
    pub(crate) outcome: Outcome,
    pub(crate) decoder: Decoder,
    pub(crate) ty: Type,
    /// The schema of the type, where there is one.
    pub(crate) place: Option<Pointer>,
}

impl ResponseContent {
    /// Whether it is an error with this variant of the crate's error body.
    pub(crate) fn is_error(&self, variant: &str) -> bool {
        matches!(&self.outcome, Outcome::Error { variant: own } if own == variant)
    }
}

/// A response that the document shows.
#[derive(Debug)]
pub(crate) struct Example {
    pub(crate) constant: String,
    /// One that the response stands for.
    pub(crate) status: u16,
    pub(crate) is_success: bool,
    /// The document's name for it.
    pub(crate) name: Option<String>,
    /// Empty where there is no body.
    pub(crate) media_type: String,
    /// The body as it is sent.
    pub(crate) body: String,
}

/// A constant of a request for a header of its responses.
#[derive(Debug)]
pub(crate) struct Header {
    pub(crate) constant: String,
    pub(crate) wire: String,
    /// The first definition.
    pub(crate) place: Pointer,
    pub(crate) form: HeaderForm,
    pub(crate) ty: Type,
    pub(crate) docs: Docs,
    /// The statuses that it comes with, and whether it is always there.
    pub(crate) statuses: Vec<(Status, bool)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HeaderForm {
    Simple,
    Exploded,
    Json,
}

/// A way to receive a success piece by piece.
#[derive(Debug)]
pub(crate) struct Stream {
    /// The method of the request; the one with options has `_with` behind it.
    pub(crate) method: &'static str,
    pub(crate) kind: StreamKind,
    /// The media types that it stands for, as an `Accept` header.
    pub(crate) accept: String,
    /// Of an item, where there are items.
    pub(crate) ty: Type,
    /// The schema of an item, where there is one.
    pub(crate) place: Option<Pointer>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StreamKind {
    /// Server-sent events.
    Events(EventForm),
    JsonLines,
    Bytes,
}

/// What the type of an event describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EventForm {
    /// Its data as text.
    Text,
    /// The JSON that its data holds.
    Json,
    /// An object with `data`, `event`, `id` and `retry`.
    Object,
}

impl Response {
    /// Whether it is a success; all its contents are, or none.
    pub(crate) fn is_success(&self) -> bool {
        self.contents.first().is_some_and(|content| matches!(content.outcome, Outcome::Success { .. }))
    }
}

/// What a response means to the caller, and under which variant where there are several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Success { variant: String },
    Error { variant: String },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Decoder {
    Json,
    Text,
    Bytes,
    Empty,
}

/// The type of a successful call.
#[derive(Debug)]
pub(crate) enum Success {
    /// All documented successes carry the same type.
    One(Type),
    /// An enum of this name, with a variant for each status and type.
    Several(String),
}

impl Operation {
    /// Whether an error of it has this variant of the crate's error body.
    pub(super) fn fails_with(&self, variant: &str) -> bool {
        self.response_contents().any(|content| content.is_error(variant))
    }

    /// Whether a credential of this security scheme may be sent with it.
    pub(super) fn names_scheme(&self, name: &str) -> bool {
        self.security.iter().flatten().any(|own| own == name)
    }

    /// The named types of all arguments.
    pub(super) fn sent_types(&self) -> Vec<usize> {
        let body = self.body_contents().map(|content| &content.ty);
        self.parameters.iter().map(|parameter| &parameter.ty).chain(body).flat_map(Type::named).collect()
    }

    /// The contents of all responses.
    pub(crate) fn response_contents(&self) -> impl Iterator<Item = &ResponseContent> {
        self.responses.iter().flat_map(|response| &response.contents)
    }

    /// The named types of all responses.
    pub(super) fn received_types(&self) -> Vec<usize> {
        let contents = self.response_contents().map(|content| &content.ty);
        let headers = self.headers.iter().map(|header| &header.ty);
        let items = self.streams.iter().map(|stream| &stream.ty);
        contents.chain(headers).chain(items).flat_map(Type::named).collect()
    }

    /// What is demanded of the arguments.
    pub(crate) fn rules(&self) -> impl Iterator<Item = &Rules> {
        let body = self.body_contents().map(|content| &content.rules);
        self.parameters.iter().map(|parameter| &parameter.rules).chain(body)
    }

    /// All that the body may be.
    pub(crate) fn body_contents(&self) -> impl Iterator<Item = &BodyContent> {
        self.body.iter().flat_map(|body| &body.contents)
    }

    /// The type of each argument, and what is demanded of it.
    pub(super) fn arguments_mut(&mut self) -> impl Iterator<Item = (&mut Type, &mut Rules)> {
        let parameters = self.parameters.iter_mut().map(|parameter| (&mut parameter.ty, &mut parameter.rules));
        let contents = self.body.iter_mut().flat_map(|body| &mut body.contents);
        parameters.chain(contents.map(|content| (&mut content.ty, &mut content.rules)))
    }
}
