//! OpenAPI's runtime expressions, as far as they name a place in a response: takes a text, returns the place.

use crate::openapi::is_token;
use crate::pointer::Pointer;

/// A place in a response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Expression {
    Body(Pointer),
    Header(String),
    Status,
    /// In the last item of a page, which is a word of ours.
    Item(Pointer),
}

impl Expression {
    pub(crate) fn parse(text: &str) -> Option<Self> {
        if text == "$statusCode" {
            return Some(Self::Status);
        }
        if let Some(name) = text.strip_prefix("$response.header.") {
            return is_token(name).then(|| Self::Header(name.to_owned()));
        }
        match text.strip_prefix("$response.body") {
            Some(rest) => fragment(rest).map(Self::Body),
            None => text.strip_prefix("$item").and_then(fragment).map(Self::Item),
        }
    }
}

/// The pointer behind `#`; nothing stands for the whole.
fn fragment(text: &str) -> Option<Pointer> {
    if text.is_empty() { Some(Pointer::default()) } else { Pointer::parse(text.strip_prefix('#')?) }
}

#[cfg(test)]
mod tests {
    use super::Expression::{self, Body, Header, Item, Status};
    use crate::pointer::Pointer;

    #[test]
    fn expressions_are_read() {
        let at = |keys: &[&str]| keys.iter().fold(Pointer::default(), |at, key| at.key(key));
        let cases = [
            ("$statusCode", Some(Status)),
            ("$response.header.X-Next", Some(Header("X-Next".to_owned()))),
            ("$response.body", Some(Body(at(&[])))),
            ("$response.body#", Some(Body(at(&[])))),
            ("$response.body#/a/b~1c%20d", Some(Body(at(&["a", "b/c%20d"])))),
            ("$item#/id", Some(Item(at(&["id"])))),
            ("$item", Some(Item(at(&[])))),
            ("$response.header.", None),
            ("$response.header.a b", None),
            ("$response.body/a", None),
            ("$response.body#a", None),
            ("$response.body#/a~2", None),
            ("$request.body#/a", None),
            ("#/a", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(Expression::parse(text), expected, "{text}");
        }
    }
}
