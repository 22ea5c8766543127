//! What is wrong with the body of a request.

use indexmap::IndexMap;

use super::answer::Call;
use super::fault::{Fault, Kind, shown_name};
use super::media::find;
use super::multipart;
use super::operation::{Operation, Style};
use super::styles::{Found, Named, decode, of_pairs, pairs};
use super::tree::{Tree, value};
use crate::check::fit::{Fit, Way};
use crate::openapi::{alternatives, essence, is_json, is_json_by_schema, is_json_lines, is_multipart};
use crate::parse::{Node, json};
use crate::pointer::Pointer;

/// A media type of a request body, and where it is documented.
struct Media<'d> {
    key: &'d str,
    node: &'d Node,
    at: Pointer,
}

/// What is wrong with it first.
pub(super) fn fault<'d>(root: &'d Node, fit: &mut Fit<'d>, operation: &Operation, call: &Call<'_>) -> Option<Fault> {
    let at = operation.body.as_ref()?;
    let body = root.at(at)?;
    let given = call.header("content-type");
    if call.body.is_empty() && !given.is_some_and(|given| is_multipart(given) || is_form(given)) {
        let message = "is missing, and the document requires it";
        return body.flag("required").then(|| Fault::new(Kind::Value, "missing_body", "body", message, at));
    }
    if let Some(encoding) = encoding(call) {
        // Of what the document knows of, nobody can tell what is in it.
        let is_known = operation.parameters.iter().any(|one| one.name.eq_ignore_ascii_case("content-encoding"));
        let message = format!("is {}, of which the document says nothing", shown_name(&encoding));
        return (!is_known)
            .then(|| Fault::new(Kind::MediaType, "unknown_encoding", "header `Content-Encoding`", message, at));
    }
    if call.header_values("content-type").count() > 1 {
        let message = "stands there more than once";
        return Some(Fault::new(Kind::Malformed, "repeated_header", "header `Content-Type`", message, at));
    }
    let content = at.key("content");
    let mut documented = body.members("content").peekable();
    documented.peek()?;
    let Some((key, node)) = given.and_then(|given| find(documented, given)) else {
        return Some(unknown_media_type(body, given, &content));
    };
    let media = Media { key, node, at: content.key(key) };
    judge(root, fit, &media, call, given.unwrap_or_default())
}

/// What a body is packed in, if anything.
fn encoding(call: &Call<'_>) -> Option<String> {
    let words = call.header_values("content-encoding").map(String::from_utf8_lossy);
    let mut words = words.flat_map(|line| line.split(',').map(|word| word.trim().to_owned()).collect::<Vec<_>>());
    words.find(|word| !word.is_empty() && !word.eq_ignore_ascii_case("identity"))
}

fn is_form(media_type: &str) -> bool {
    essence(media_type) == "application/x-www-form-urlencoded"
}

fn unknown_media_type(body: &Node, given: Option<&str>, content: &Pointer) -> Fault {
    let known: Vec<_> = body.members("content").take(8).map(|(key, _)| format!("`{key}`")).collect();
    let known = known.join(", ");
    let message = match given {
        Some(given) => {
            let given = shown_name(&essence(given));
            format!("is {given}, and the document has only {known}")
        }
        None => format!("is missing, so nobody knows what the body is; the document has {known}"),
    };
    Fault::new(Kind::MediaType, "unknown_media_type", "header `Content-Type`", message, content)
}

fn judge<'d>(root: &'d Node, fit: &mut Fit<'d>, media: &Media<'d>, call: &Call<'_>, given: &str) -> Option<Fault> {
    let schema = media.node.get("schema");
    let is_open_json = is_json(given) || is_json_by_schema(root, media.key, media.node);
    match () {
        () if is_json(media.key) || (media.key.contains('*') && is_open_json) => {
            match text(call, media).and_then(|text| read(text, media)) {
                Ok(value) => broken(root, fit, schema?, &value, media),
                Err(fault) => Some(fault),
            }
        }
        () if is_json_lines(media.key) => {
            let text = text(call, media).err();
            text.or_else(|| call.body.split(|byte| *byte == b'\n').find_map(|line| line_fault(line, media)))
        }
        () if is_form(given) => match text(call, media) {
            Ok(text) => {
                let tree = form(root, media, schema?, text);
                let value = value(root, fit, &[schema?], &tree);
                broken(root, fit, schema?, &value, media)
            }
            Err(fault) => Some(fault),
        },
        () if is_multipart(given) => match multipart::parts(given, call.body) {
            Some(parts) => {
                let tree = multipart::tree(parts);
                let value = value(root, fit, &[schema?], &tree);
                broken(root, fit, schema?, &value, media)
            }
            None => Some(malformed("is no body of several parts, or its `boundary` is missing".to_owned(), media)),
        },
        () if essence(given).starts_with("text/") => match text(call, media) {
            Ok(text) => broken(root, fit, schema?, &Node::String(text.to_owned()), media),
            Err(_) => None,
        },
        () => None,
    }
}

fn malformed(message: String, media: &Media<'_>) -> Fault {
    Fault::new(Kind::Malformed, "malformed_body", "body", message, &media.at)
}

fn text<'c>(call: &Call<'c>, media: &Media<'_>) -> Result<&'c str, Fault> {
    std::str::from_utf8(call.body).map_err(|error| {
        let message = format!("is no UTF-8 from byte {} on", error.valid_up_to());
        malformed(message, media)
    })
}

fn read(text: &str, media: &Media<'_>) -> Result<Node, Fault> {
    let value = json(text.trim_start_matches('\u{feff}'));
    let value = value.map_err(|error| malformed(format!("is no JSON: {error}"), media))?;
    match repeated_key(&value) {
        Some(key) => Err(malformed(format!("has the key {} twice in one object", shown_name(key)), media)),
        None => Ok(value),
    }
}

/// A key that stands twice in one object: readers differ in which value they take.
fn repeated_key(value: &Node) -> Option<&str> {
    match value {
        Node::Array(items) => items.iter().find_map(repeated_key),
        Node::Object(object) => {
            let own = object.repeated().first().map(|(key, _)| key.as_str());
            own.or_else(|| object.iter().find_map(|(_, inner)| repeated_key(inner)))
        }
        _ => None,
    }
}

fn line_fault(line: &[u8], media: &Media<'_>) -> Option<Fault> {
    let line = std::str::from_utf8(line).ok().map(|line| line.trim_matches(['\u{1e}', '\r', ' ']))?;
    if line.is_empty() { None } else { read(line, media).err() }
}

fn broken<'d>(root: &'d Node, fit: &mut Fit<'d>, schema: &'d Node, value: &Node, media: &Media<'d>) -> Option<Fault> {
    let breach = fit.breach(schema, value, Way::Sent)?;
    Some(Fault::of_breach(root, &breach, ("invalid_body", "body"), &media.at.key("schema"), false))
}

/// The keys that the schema names are read as their encoding says, all others as texts.
fn form<'d>(root: &'d Node, media: &Media<'d>, schema: &'d Node, text: &str) -> Tree {
    let pairs = pairs(text);
    let mut map = IndexMap::new();
    let all = alternatives(root, schema);
    for (key, property) in all.iter().flat_map(|schema| schema.members("properties")) {
        let encoding = media.node.get("encoding").and_then(|encoding| encoding.get(key));
        let style = match encoding.and_then(|encoding| encoding.text("style")) {
            Some("spaceDelimited") => Style::Space,
            Some("pipeDelimited") => Style::Pipe,
            Some("deepObject") => Style::Deep,
            // Most who send objects in forms write them so, whatever is documented.
            None if pairs.iter().all(|pair| pair.key != key) => Style::Deep,
            _ => Style::Form,
        };
        let explode = encoding.and_then(|encoding| encoding.get("explode")).and_then(Node::as_bool);
        let named = Named { name: key, style, explode: explode.unwrap_or(style == Style::Form), decode };
        match of_pairs(root, property, named, &pairs, &[]) {
            Found::Trees(trees) => drop(trees.into_iter().next().map(|tree| map.entry(key.to_owned()).or_insert(tree))),
            Found::Repeated | Found::Malformed => repeated(&mut map, key, &pairs),
            Found::Absent => {}
        }
    }
    for pair in pairs.iter().filter(|pair| !map.contains_key(&pair.key)).cloned().collect::<Vec<_>>() {
        let is_deep = pair.key.split_once('[').is_some_and(|(name, _)| map.contains_key(name));
        if !is_deep {
            Tree::push(&mut map, pair.key.clone(), Tree::Text(decode(pair.raw)));
        }
    }
    Tree::Map(map)
}

/// A value that came several times is a list, which its schema refuses.
fn repeated(map: &mut IndexMap<String, Tree>, key: &str, pairs: &[super::styles::Pair<'_>]) {
    let own = pairs.iter().filter(|pair| pair.key == key).map(|pair| Tree::Text(decode(pair.raw)));
    map.entry(key.to_owned()).or_insert_with(|| Tree::List(own.collect()));
}
