//! Where a list goes on: a text that outlives the stream.

use std::{convert::Infallible, fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// The page at which a list goes on: its number, its cursor or its URL, whatever leads there in the API.
///
/// It is a text, to be kept and given to [`Pages::starting_at`](crate::Pages::starting_at) later. The empty one, which is the default,
/// stands for the page that the request itself asks for.
///
/// Where pages are linked it is a URL of the server, which is called with the credentials of the client: take tokens only from those
/// who may make such calls.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PageToken(String);

impl PageToken {
    /// Whether it stands for the page that the request itself asks for.
    pub(super) fn is_start(&self) -> bool {
        self.0.is_empty()
    }

    /// The token as a text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for PageToken {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl FromStr for PageToken {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for PageToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
