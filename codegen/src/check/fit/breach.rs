//! What keeps a value from satisfying a schema.

use crate::parse::Node;
use crate::pointer::Pointer;

/// How much of a foreign text a message shows.
const LONGEST_SHOWN: usize = 40;

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Breach {
    /// The keyword that is broken.
    pub(crate) keyword: &'static str,
    /// The rest of a sentence that begins with what breaks it.
    pub(crate) why: String,
    /// The way to what breaks it, the last step first.
    path: Vec<String>,
    /// The schema that has the keyword; only told from others, never read.
    schema: Option<*const Node>,
    /// What is likely to mend the value, if something is.
    pub(crate) remedy: Option<String>,
}

impl Breach {
    pub(crate) fn new(keyword: &'static str, why: String) -> Self {
        Self { keyword, why, path: Vec::new(), schema: None, remedy: None }
    }

    /// The same, with what is likely to mend it.
    pub(super) fn mended_by(self, remedy: Option<String>) -> Self {
        Self { remedy, ..self }
    }

    /// The same, seen from the value that has what breaks it at a key.
    pub(super) fn below(mut self, key: impl Into<String>) -> Self {
        self.path.push(key.into());
        self
    }

    /// The same, known to be one of this schema unless it is one of a schema within.
    pub(super) fn of(mut self, schema: &Node) -> Self {
        self.schema.get_or_insert(std::ptr::from_ref(schema));
        self
    }

    /// Whether it is this schema that has the keyword.
    pub(crate) fn is_of(&self, schema: &Node) -> bool {
        self.schema == Some(std::ptr::from_ref(schema))
    }

    /// Where in the value.
    pub(crate) fn pointer(&self) -> Pointer {
        self.path.iter().rev().fold(Pointer::default(), |pointer, key| pointer.key(key))
    }

    /// Whether it is the value itself that is of another type.
    pub(crate) fn is_of_whole_type(&self) -> bool {
        self.path.is_empty() && ["type", "enum"].contains(&self.keyword)
    }
}

/// A scalar as a message shows it; of others, what they are.
pub(super) fn shown(value: &Node) -> String {
    let text = match value {
        Node::String(text) => text,
        Node::Number(number) => number.text(),
        Node::Bool(value) => return format!("`{value}`"),
        Node::Null | Node::Array(_) | Node::Object(_) => return value.kind().to_owned(),
    };
    shown_text(text)
}

/// A text as a message shows it.
pub(crate) fn shown_text(text: &str) -> String {
    let short: String =
        text.chars().take(LONGEST_SHOWN).map(|c| if c.is_control() || c == '`' { ' ' } else { c }).collect();
    if short.len() < text.len() { format!("`{short}…`") } else { format!("`{short}`") }
}
