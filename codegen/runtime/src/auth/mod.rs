//! Credentials: takes what the caller, the environment, a provider or a token endpoint gives, says what a request carries.

mod credential;
mod environment;
mod held;
mod oauth2;
mod placed;
mod source;

pub use credential::{Credential, CredentialProvider, provider_fn};
pub use oauth2::OAuth2Client;

pub(crate) use environment::{Environment, variables};
pub(crate) use held::{Held, Ready, Unavailable};
pub(crate) use placed::{Given, Placed};
pub(crate) use source::Source;

use environment::FromEnvironment;
use oauth2::{TOKEN_API, TokenSource};
