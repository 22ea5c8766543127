//! Bodies of several parts: takes the bytes, gives the parts that have a name.

use indexmap::IndexMap;

use super::tree::Tree;
use crate::openapi::is_json;
use crate::parse::{Node, json};

/// So many parts are read.
const MOST_PARTS: usize = 1_000;

/// Of a file, so much stands for all of it.
const MOST_OF_A_FILE: usize = 4_096;

#[derive(Debug)]
pub(super) struct Part<'b> {
    name: String,
    is_file: bool,
    media_type: Option<String>,
    body: &'b [u8],
}

/// The parts of a body; nothing if it has none, or its media type says no boundary.
pub(super) fn parts<'b>(media_type: &str, body: &'b [u8]) -> Option<Vec<Part<'b>>> {
    let boundary = parameter(media_type, "boundary").filter(|boundary| !boundary.is_empty())?;
    let marker = format!("--{boundary}").into_bytes();
    let mut rest = body.get(find(body, &marker)? + marker.len()..)?;
    let mut parts = Vec::new();
    while !rest.starts_with(b"--") && parts.len() < MOST_PARTS {
        let delimiter = [b"\r\n".as_slice(), &marker].concat();
        let end = find(rest, &delimiter)?;
        parts.extend(rest.get(..end).and_then(part));
        rest = rest.get(end + delimiter.len()..)?;
    }
    Some(parts)
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len().max(1)).position(|window| window == wanted)
}

/// A part from behind its marker on.
fn part(bytes: &[u8]) -> Option<Part<'_>> {
    let bytes = bytes.get(find(bytes, b"\r\n")? + 2..)?;
    let (head, body) = match bytes.strip_prefix(b"\r\n") {
        Some(body) => (&[][..], body),
        None => {
            let end = find(bytes, b"\r\n\r\n")?;
            (bytes.get(..end)?, bytes.get(end + 4..)?)
        }
    };
    let head = String::from_utf8_lossy(head);
    let header = |name: &str| {
        let mut lines = head.lines().filter_map(|line| line.split_once(':'));
        lines.find(|(own, _)| own.trim().eq_ignore_ascii_case(name)).map(|(_, value)| value.trim().to_owned())
    };
    let disposition = header("content-disposition")?;
    let is_file = parameter(&disposition, "filename").or_else(|| parameter(&disposition, "filename*")).is_some();
    Some(Part { name: parameter(&disposition, "name")?, is_file, media_type: header("content-type"), body })
}

/// A parameter behind the first `;` of a header, without its quotes.
fn parameter(header: &str, name: &str) -> Option<String> {
    let mut parameters = header.split(';').skip(1).filter_map(|parameter| parameter.split_once('='));
    let (_, value) = parameters.find(|(own, _)| own.trim().eq_ignore_ascii_case(name))?;
    Some(value.trim().trim_matches('"').to_owned())
}

/// What the parts are as a form.
pub(super) fn tree(parts: Vec<Part<'_>>) -> Tree {
    let mut map = IndexMap::new();
    for part in parts {
        let text = std::str::from_utf8(part.body).ok();
        let is_json = part.media_type.as_deref().is_some_and(is_json);
        let tree = match text {
            Some(text) if !part.is_file && is_json => {
                json(text).map_or_else(|_| Tree::Text(text.to_owned()), Tree::Value)
            }
            Some(text) if !part.is_file => Tree::Text(text.to_owned()),
            _ => {
                let start = part.body.get(..MOST_OF_A_FILE).unwrap_or(part.body);
                Tree::Value(Node::String(String::from_utf8_lossy(start).into_owned()))
            }
        };
        Tree::push(&mut map, part.name, tree);
    }
    Tree::Map(map)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_have_names() {
        let body = b"preamble\r\n--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--x\r\ncontent-disposition: \
            form-data; name=b; filename=\"c\"\r\nContent-Type: image/png\r\n\r\n\xff\x00\r\n--x\r\n\r\nno name\r\n--x--\r\n";
        let found = parts("multipart/form-data; boundary=\"x\"", body).unwrap();
        let shown: Vec<_> = found.iter().map(|part| (part.name.as_str(), part.is_file, part.body)).collect();
        assert_eq!(shown, [("a", false, b"1".as_slice()), ("b", true, b"\xff\x00".as_slice())]);
        for (media_type, body) in [("multipart/form-data", "--x--"), ("multipart/form-data; boundary=x", "--x\r\n")] {
            assert!(parts(media_type, body.as_bytes()).is_none(), "{media_type} {body}");
        }
    }
}
