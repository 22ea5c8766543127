//! What a body holds: takes a media type that the document gives a response, and gives the bytes of its example, or of a sample.

use super::answer::Origin;
use super::fault::shown_name;
use super::media::accepted;
use super::sample::Sampler;
use super::write::{json_text, scalar_text};
use crate::check::fit::{Fit, Way};
use crate::openapi::{essence, is_event_stream, is_json, is_json_by_schema, is_json_lines, resolve};
use crate::parse::{Node, json};

/// Of a document, what samples are made with.
#[derive(Clone, Copy)]
pub(super) struct Words<'d> {
    pub(super) root: &'d Node,
    pub(super) implies_object: bool,
}

impl<'d> Words<'d> {
    pub(super) fn fit(self) -> Fit<'d> {
        Fit::of_message(self.root, self.implies_object)
    }

    pub(super) fn fits(self, schema: &'d Node, value: &Node) -> bool {
        self.fit().breach(schema, value, Way::Received).is_none()
    }

    /// A value of a schema, and whether the document shows it.
    pub(super) fn sample(self, schema: &'d Node) -> Option<(Node, Origin)> {
        let mut fit = self.fit();
        let sample = Sampler::new(self.root, Way::Received, &mut fit).sample(schema)?;
        Some((sample.value, if sample.is_shown { Origin::Example } else { Origin::Sample }))
    }
}

/// A body, and what it is.
#[derive(Debug)]
pub(super) struct Content {
    pub(super) media_type: String,
    pub(super) body: Vec<u8>,
    pub(super) origin: Origin,
    /// What is not as it was asked for.
    pub(super) remark: Option<String>,
}

/// What a client wants of a body.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Taste<'c> {
    pub(super) accept: Option<&'c str>,
    /// The name of an example.
    pub(super) example: Option<&'c str>,
}

/// The body of a response; nothing if it is documented without any.
pub(super) fn content(words: Words<'_>, response: &Node, taste: Taste<'_>) -> Option<Content> {
    let (key, media) = accepted(words.root, response.get("content")?, taste.accept)?;
    let media = resolve(words.root, media)?;
    let is_json = is_json(key) || is_json_by_schema(words.root, key, media);
    let (body, origin, is_fit) = match is_json {
        true => json_body(words, media, taste),
        false => text_body(words, key, media, taste),
    };
    let is_unknown = |name: &&str| !media.members("examples").any(|(own, _)| own == *name);
    let remark = match taste.example.filter(is_unknown) {
        Some(name) => Some(format!("there is no example {}", shown_name(name))),
        None => (!is_fit).then(|| "no value was found that the schema of the answer takes".to_owned()),
    };
    Some(Content { media_type: media_type(key, is_json), body, origin, remark })
}

/// The value of JSON: the example of this name, else the first that fits, else the first, else a sample.
pub(super) fn json_value<'d>(words: Words<'d>, media: &'d Node, taste: Taste<'_>) -> Option<(Node, Origin)> {
    let schema = media.get("schema");
    let fits = |value: &Node| schema.is_none_or(|schema| words.fits(schema, value));
    let examples: Vec<Node> =
        examples(words.root, media, taste.example).into_iter().map(|value| unwrapped(value, &fits)).collect();
    let best = match taste.example {
        Some(_) => examples.first(),
        None => examples.iter().find(|value| fits(value)).or(examples.first()),
    };
    match best {
        Some(best) => Some((best.clone(), Origin::Example)),
        None => words.sample(schema?),
    }
}

/// An example may be written as the JSON text that is sent.
fn unwrapped(value: &Node, fits: &impl Fn(&Node) -> bool) -> Node {
    match value {
        Node::String(text) if text.trim_start().starts_with(['{', '[']) && !fits(value) => {
            json(text.trim()).unwrap_or_else(|_| value.clone())
        }
        _ => value.clone(),
    }
}

/// The examples of a media type, that of a name first.
fn examples<'d>(root: &'d Node, media: &'d Node, name: Option<&str>) -> Vec<&'d Node> {
    let mut named: Vec<_> = media.members("examples").collect();
    named.sort_by_key(|(own, _)| Some(*own) != name);
    let values = named.into_iter().filter_map(|(_, example)| {
        let example = resolve(root, example)?;
        ["value", "dataValue", "serializedValue"].iter().find_map(|key| example.get(key))
    });
    let one = media.get("example");
    match name {
        Some(_) => values.chain(one).collect(),
        None => one.into_iter().chain(values).collect(),
    }
}

/// With whether the schema takes it, as far as it was made up.
fn json_body(words: Words<'_>, media: &Node, taste: Taste<'_>) -> (Vec<u8>, Origin, bool) {
    let (value, origin) = json_value(words, media, taste).unwrap_or((Node::object::<&str>([]), Origin::Sample));
    let is_fit = origin == Origin::Example || media.get("schema").is_none_or(|schema| words.fits(schema, &value));
    (json_text(&value).into_bytes(), origin, is_fit)
}

/// A text as it is shown, else a short one of this media type.
fn text_body(words: Words<'_>, key: &str, media: &Node, taste: Taste<'_>) -> (Vec<u8>, Origin, bool) {
    let shown = examples(words.root, media, taste.example).into_iter().find_map(Node::as_str);
    if let Some(shown) = shown {
        return (shown.as_bytes().to_vec(), Origin::Example, true);
    }
    let essence = essence(key);
    let item = || {
        let schema = media.get("itemSchema").or(media.get("schema"))?;
        let schema = resolve(words.root, schema).and_then(|schema| schema.get("items")).unwrap_or(schema);
        words.sample(schema).map(|(value, _)| json_text(&value))
    };
    let text = match () {
        () if is_event_stream(key) => format!("data: {}\n\n", item().unwrap_or_else(|| "sample".to_owned())),
        () if is_json_lines(key) => format!("{}\n", item().unwrap_or_else(|| "{}".to_owned())),
        () if essence.ends_with("/xml") || essence.ends_with("+xml") => {
            "<?xml version=\"1.0\"?>\n<sample/>\n".to_owned()
        }
        () if essence == "text/html" => "<!DOCTYPE html>\n<title>sample</title>\n".to_owned(),
        () if essence == "text/csv" => "sample\r\n".to_owned(),
        () => {
            let sample = media.get("schema").and_then(|schema| words.sample(schema));
            sample.map_or_else(
                || "sample".to_owned(),
                |(value, _)| scalar_text(&value).unwrap_or_else(|| json_text(&value)),
            )
        }
    };
    (text.into_bytes(), Origin::Sample, true)
}

/// The media type that is sent, where the document gives a range or what no header can hold.
fn media_type(key: &str, is_json: bool) -> String {
    let is_plain = key.bytes().all(|byte| (b' '..=b'~').contains(&byte)) && key.contains('/');
    match key.trim() {
        key if is_plain && !key.contains('*') => key.to_owned(),
        _ if is_json => "application/json".to_owned(),
        key if key.starts_with("text/") => "text/plain".to_owned(),
        key if key.starts_with("image/") => "image/png".to_owned(),
        _ => "application/octet-stream".to_owned(),
    }
}
