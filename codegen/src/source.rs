//! One input text and the name under which messages speak of it.

/// A text given to the generator. The generator itself reads no file.
#[derive(Clone, Debug)]
pub struct Source {
    /// The path as users know it, with `/` separators.
    pub name: String,
    /// The whole text.
    pub text: String,
}

impl Source {
    /// A source from its name and text.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: text.into() }
    }
}
