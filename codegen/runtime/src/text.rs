//! What the text types share: takes a name and a check, returns a type that keeps its text byte for byte.

/// A text that does not have the form its type asks for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not {expected}")]
pub struct FormatError {
    expected: &'static str,
}

impl FormatError {
    // Never the text itself, which may be a secret in the wrong place.
    pub(crate) fn new(expected: &'static str) -> Self {
        Self { expected }
    }
}

/// Defines a type around a text; the type itself adds `fn check(&str) -> Result<(), FormatError>`.
macro_rules! text_type {
    ($(#[$attribute:meta])* $name:ident) => {
        $(#[$attribute])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Serialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The text as it came.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                if $crate::matching::is_exact() {
                    Self::check(&text).map_err(serde::de::Error::custom)?;
                }
                Ok(Self(text))
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                self.0 == other
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                self.0 == *other
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(&self.0)
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::FormatError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::try_from(text)
            }
        }

        impl TryFrom<&str> for $name {
            type Error = $crate::FormatError;

            fn try_from(text: &str) -> Result<Self, Self::Error> {
                Self::try_from(text.to_owned())
            }
        }

        impl TryFrom<String> for $name {
            type Error = $crate::FormatError;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                Self::check(&text).map(|()| Self(text))
            }
        }
    };
}

/// Texts of jiff's types; those of years before 0 are no RFC 3339.
macro_rules! from_jiff {
    ($($from:ty),* => $name:ident) => {$(
        impl TryFrom<$from> for $name {
            type Error = $crate::FormatError;

            fn try_from(value: $from) -> Result<Self, Self::Error> {
                Self::try_from(value.to_string())
            }
        }
    )*};
}

pub(crate) use {from_jiff, text_type};
