//! A JSON pointer (RFC 6901) into a document: made while walking it, shown in messages, resolved for `$ref`s.

use std::fmt;

/// The address of one node; the empty pointer is the whole document.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Pointer(String);

impl Pointer {
    /// The pointer of a local reference such as `#/components/schemas/A`; `None` for any other reference.
    pub(crate) fn from_reference(reference: &str) -> Option<Self> {
        let fragment = reference.strip_prefix('#')?;
        if fragment.is_empty() || fragment.starts_with('/') { Some(Self(percent_decode(fragment))) } else { None }
    }

    /// The pointer of a member of this object.
    pub(crate) fn key(&self, key: &str) -> Self {
        Self(format!("{}/{}", self.0, key.replace('~', "~0").replace('/', "~1")))
    }

    /// The pointer of an element of this array.
    pub(crate) fn index(&self, index: usize) -> Self {
        Self(format!("{}/{index}", self.0))
    }

    /// The pointer of the enclosing object or array.
    pub(crate) fn parent(&self) -> Option<Self> {
        self.0.rfind('/').and_then(|at| self.0.get(..at)).map(|text| Self(text.to_owned()))
    }

    /// The unescaped last token.
    pub(crate) fn last(&self) -> Option<String> {
        self.tokens().last()
    }

    /// The unescaped tokens from the root on.
    pub(crate) fn tokens(&self) -> impl Iterator<Item = String> + '_ {
        self.0.split('/').skip(1).map(|token| token.replace("~1", "/").replace("~0", "~"))
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}

/// References may percent-encode what a URI fragment cannot hold (`{` is common in paths).
fn percent_decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let code = tail
            .get(..2)
            .and_then(|hex| std::str::from_utf8(hex).ok())
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match (first, code) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = tail.get(2..).unwrap_or_default();
            }
            _ => {
                bytes.push(first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::Pointer;

    #[test]
    fn escapes_and_splits() {
        let pointer = Pointer::default().key("paths").key("/a~b/{c}").index(2);
        assert_eq!(pointer.to_string(), "#/paths/~1a~0b~1{c}/2");
        assert_eq!(pointer.tokens().collect::<Vec<_>>(), ["paths", "/a~b/{c}", "2"]);
        assert_eq!(pointer.parent().and_then(|parent| parent.last()).as_deref(), Some("/a~b/{c}"));
    }

    #[test]
    fn reads_references() {
        let read = |text| Pointer::from_reference(text).map(|pointer| pointer.to_string());
        assert_eq!(read("#/a/%7Bb%7D").as_deref(), Some("#/a/{b}"));
        assert_eq!(read("#").as_deref(), Some("#"));
        assert_eq!(read("other.yaml#/a"), None);
        assert_eq!(read("#anchor"), None);
    }
}
