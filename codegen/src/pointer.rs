//! A JSON pointer (RFC 6901) into a document: made while walking it, shown in messages, resolved for `$ref`s.

use std::borrow::Cow;
use std::fmt;

/// The member of the root under which the other files of a document stand, by their paths.
pub(crate) const FILES: &str = "x-specwright-files";

/// The address of one node; the empty pointer is the whole document.
///
/// What stands in another file is shown as references write it: `schemas/pet.yaml#/Pet`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Pointer(String);

impl Pointer {
    /// The pointer of a local reference such as `#/components/schemas/A`; `None` for any other reference.
    pub(crate) fn from_reference(reference: &str) -> Option<Self> {
        let fragment = reference.strip_prefix('#')?;
        if fragment.is_empty() || fragment.starts_with('/') { Some(Self(percent_decode(fragment))) } else { None }
    }

    /// The pointer that a text is, without anything around it.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let is_escaped = text.split('~').skip(1).all(|rest| rest.starts_with(['0', '1']));
        ((text.is_empty() || text.starts_with('/')) && is_escaped).then(|| Self(text.to_owned()))
    }

    /// The pointer of a place as messages and settings write it: a local reference, or one into another file.
    pub(crate) fn from_place(place: &str) -> Option<Self> {
        let (file, fragment) = place.split_at(place.find('#')?);
        let inner = Self::from_reference(fragment)?;
        Some(if file.is_empty() { inner } else { Self::of_file(file).join(&inner) })
    }

    /// The pointer of another file, by its path.
    pub(crate) fn of_file(path: &str) -> Self {
        Self::default().key(FILES).key(path)
    }

    /// The pointer as RFC 6901 writes it.
    pub(crate) fn text(&self) -> &str {
        &self.0
    }

    /// The local reference that leads here, with this behind it.
    pub(crate) fn to_reference(&self, tail: &str) -> String {
        format!("#{}{tail}", self.0.replace('%', "%25"))
    }

    /// The pointer of what `tail` addresses in this node.
    pub(crate) fn join(&self, tail: &Self) -> Self {
        Self(format!("{}{}", self.0, tail.0))
    }

    /// What leads here from `ancestor`, which may be this node itself.
    pub(crate) fn tail_of(&self, ancestor: &Self) -> Option<Self> {
        let tail = self.0.strip_prefix(&ancestor.0)?;
        (tail.is_empty() || tail.starts_with('/')).then(|| Self(tail.to_owned()))
    }

    /// The pointer of a member of this object.
    pub(crate) fn key(&self, key: &str) -> Self {
        let mut text = String::with_capacity(self.0.len() + 1 + key.len());
        text.push_str(&self.0);
        text.push('/');
        // Most keys have nothing to escape, and a large document has many.
        match key.contains(['~', '/']) {
            true => text.push_str(&key.replace('~', "~0").replace('/', "~1")),
            false => text.push_str(key),
        }
        Self(text)
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
        self.parts().last().map(Cow::into_owned)
    }

    /// The unescaped tokens from the root on.
    pub(crate) fn tokens(&self) -> impl Iterator<Item = String> + '_ {
        self.parts().map(Cow::into_owned)
    }

    /// The same, which copies only the tokens that are escaped.
    pub(crate) fn parts(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.0.split('/').skip(1).map(|token| match token.contains('~') {
            true => Cow::Owned(token.replace("~1", "/").replace("~0", "~")),
            false => Cow::Borrowed(token),
        })
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut tokens = self.tokens();
        match (tokens.next().as_deref(), tokens.next()) {
            (Some(FILES), Some(file)) => {
                write!(f, "{file}#{}", self.tail_of(&Self::of_file(&file)).unwrap_or_default().0)
            }
            _ => write!(f, "#{}", self.0),
        }
    }
}

/// References may percent-encode what a URI fragment cannot hold (`{` is common in paths).
pub(crate) fn percent_decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let code = tail
            .get(..2)
            .filter(|hex| hex.iter().all(u8::is_ascii_hexdigit))
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

    #[test]
    fn another_file_is_named() {
        let pointer = Pointer::from_place("schemas/a%b.yaml#/Pet").unwrap();
        assert_eq!(pointer, Pointer::of_file("schemas/a%b.yaml").key("Pet"));
        assert_eq!(pointer.to_string(), "schemas/a%b.yaml#/Pet");
        assert_eq!(Pointer::from_reference(&pointer.to_reference("/tail")), Some(pointer.key("tail")));
    }
}
