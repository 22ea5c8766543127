//! Credentials: takes what the caller, the environment, a provider or a token endpoint gives, says what a request carries.

mod credential;
#[cfg(not(target_arch = "wasm32"))]
mod environment;
mod held;
mod oauth2;
mod placed;
mod source;

pub use credential::{Credential, CredentialProvider, provider_fn};
pub use oauth2::OAuth2Client;

#[cfg(not(target_arch = "wasm32"))]
pub(crate) use environment::variables;
pub(crate) use held::{Held, Ready, Unavailable};
pub(crate) use placed::{Given, Placed};
pub(crate) use source::{Environment, Source};

use oauth2::{TOKEN_API, TokenSource};
