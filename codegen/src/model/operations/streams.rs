//! From documented successes to the ways of receiving them piece by piece: events, JSON values, bytes.

use super::responses::{Media, header_list};
use super::{Reader, definition};
use crate::answers::{Documented, documented, has_body};
use crate::model::operation::{Decoder, EventForm, Response, Stream, StreamKind};
use crate::model::types::Type;
use crate::openapi::{composed, is_event_stream, is_json_lines, resolve};
use crate::parse::Node;
use crate::pointer::Pointer;

const STREAMING: &str = "send_streaming";
const DOWNLOAD: &str = "send_download";

/// The schema of an item, and whether the document says that it is one.
struct Item<'d> {
    schema: &'d Node,
    at: Pointer,
    is_item_schema: bool,
}

impl<'d> Reader<'_, 'd> {
    /// `send_streaming` gives events, else JSON values, else bytes; `send_download` gives bytes where there are others too.
    pub(super) fn streams(
        &mut self,
        method: &str,
        operation: &'d Node,
        pointer: &Pointer,
        type_name: &str,
        responses: &[Response],
    ) -> Vec<Stream> {
        let successes = documented(self.root, operation, pointer);
        let successes = successes.iter().filter(|response| response.is_success && has_body(method, response.status));
        let media: Vec<_> = successes.flat_map(|Documented { node, at, .. }| self.media(node, at)).collect();
        let of = |is_it: fn(&str) -> bool| media.iter().filter(|media| is_it(media.name)).collect::<Vec<_>>();
        let (events, lines) = (of(is_event_stream), of(is_json_lines));
        let mut streams = Vec::new();
        if let Some(first) = events.first() {
            let (form, ty, place) = self.event(self.item(first), &format!("{type_name}Event"));
            let accept = header_list(events.iter().map(|media| media.name.trim()));
            streams.push(Stream { method: STREAMING, kind: StreamKind::Events(form), accept, ty, place });
        } else if let Some(first) = lines.first() {
            let (ty, place) = self.item_type(self.item(first), &format!("{type_name}Item"));
            let accept = header_list(lines.iter().map(|media| media.name.trim()));
            streams.push(Stream { method: STREAMING, kind: StreamKind::JsonLines, accept, ty, place });
        }
        let contents =
            responses.iter().filter(|response| response.is_success()).flat_map(|response| &response.contents);
        let files = contents.filter(|content| content.decoder == Decoder::Bytes);
        let files = files.flat_map(|content| &content.media_types).map(String::as_str);
        let accept = header_list(files.filter(|media_type| !is_json_lines(media_type)));
        if !accept.is_empty() {
            let method = if streams.is_empty() { STREAMING } else { DOWNLOAD };
            streams.push(Stream { method, kind: StreamKind::Bytes, accept, ty: Type::Bytes, place: None });
        }
        streams
    }

    /// `itemSchema`, else the schema: that of the elements, if it is one of an array.
    fn item(&self, media: &Media<'d>) -> Option<Item<'d>> {
        if let Some(schema) = media.node.get("itemSchema") {
            return Some(Item { schema, at: media.at.key("itemSchema"), is_item_schema: true });
        }
        let schema = media.node.get("schema")?;
        let (at, target) = definition(self.root, media.at.key("schema"), schema);
        match target.get("items").filter(|_| target.text("type") == Some("array")) {
            Some(items) => Some(Item { schema: items, at: at.key("items"), is_item_schema: false }),
            None => Some(Item { schema, at: media.at.key("schema"), is_item_schema: false }),
        }
    }

    fn item_type(&mut self, item: Option<Item<'d>>, name: &str) -> (Type, Option<Pointer>) {
        match item {
            Some(Item { schema, at, .. }) => (self.schemas.value(schema, &at, name), Some(at)),
            None => (Type::Any, None),
        }
    }

    fn event(&mut self, item: Option<Item<'d>>, name: &str) -> (EventForm, Type, Option<Pointer>) {
        let Some(item) = item.filter(|item| !self.is_text(item.schema)) else {
            return (EventForm::Text, Type::String, None);
        };
        let form = match self.describes_events(&item) {
            true => EventForm::Object,
            false => EventForm::Json,
        };
        let (ty, place) = self.item_type(Some(item), name);
        (form, ty, place)
    }

    /// A text is not written in quotes, and where nothing is said of the data it may be one.
    fn is_text(&self, schema: &'d Node) -> bool {
        resolve(self.root, schema).is_none_or(|schema| {
            schema.text("type") == Some("string")
                || schema.as_object().is_some_and(|object| object.iter().next().is_none())
        })
    }

    /// Whether a schema describes whole events, and not what is in their data.
    ///
    /// That is what an `itemSchema` is for, but one without `data` cannot mean it; a `schema` must have `event` as well.
    fn describes_events(&self, item: &Item<'d>) -> bool {
        let all = composed(self.root, item.schema);
        let choices = all.iter().flat_map(|node| ["oneOf", "anyOf"].map(|key| node.list(key))).flatten();
        let choices: Vec<_> = choices.flat_map(|member| composed(self.root, member)).collect();
        let has =
            |name: &str| all.iter().chain(&choices).any(|node| node.members("properties").any(|(key, _)| key == name));
        has("data") && (item.is_item_schema || has("event"))
    }
}
