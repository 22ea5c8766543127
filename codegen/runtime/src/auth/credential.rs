//! A credential as the caller gives it: takes a secret and how long it lives, shows nothing of it.

use std::{fmt, future::Future, sync::Arc, time::Duration};

use crate::{BoxError, BoxFuture, MaybeSend, Secret, SystemTime};

/// A key, a token, or a user name with its password.
///
/// ```
/// use std::time::Duration;
/// use specwright_runtime::Credential;
///
/// let token = Credential::new("a token").expires_in(Duration::from_secs(3600));
/// assert!(!format!("{token:?}").contains("a token"));
/// ```
#[derive(Clone)]
pub struct Credential {
    user: Option<String>,
    secret: Secret,
    lifetime: Lifetime,
}

/// How long a credential is good for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Lifetime {
    /// Until a server refuses it.
    Unknown,
    For(Duration),
    Until(SystemTime),
}

impl Credential {
    /// An API key or a token.
    pub fn new(secret: impl Into<Secret>) -> Self {
        Self { user: None, secret: secret.into(), lifetime: Lifetime::Unknown }
    }

    /// A user name and its password, for HTTP Basic.
    pub fn basic(user: impl Into<String>, password: impl Into<Secret>) -> Self {
        Self { user: Some(user.into()), ..Self::new(password) }
    }

    /// From now on it is good for so long: a client asks its provider for another one before.
    pub fn expires_in(mut self, lifetime: Duration) -> Self {
        self.lifetime = Lifetime::For(lifetime);
        self
    }

    /// It is good until this time of day.
    pub fn expires_at(mut self, time: SystemTime) -> Self {
        self.lifetime = Lifetime::Until(time);
        self
    }

    pub(crate) fn user(&self) -> Option<&str> {
        self.user.as_deref()
    }

    pub(crate) fn secret(&self) -> &Secret {
        &self.secret
    }

    pub(crate) fn lifetime(&self) -> Lifetime {
        self.lifetime
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credential").field("lifetime", &self.lifetime).finish_non_exhaustive()
    }
}

/// Gives a client its credential whenever it needs one: from a vault, a file that is rotated, or a sign-in of your own.
///
/// It is asked by the first call, again shortly before a credential expires, and when a server answers 401. All calls that wait
/// share one question and its answer. [`provider_fn`] makes one of a function:
///
/// ```
/// use std::time::Duration;
/// use specwright_runtime::{Credential, CredentialProvider, provider_fn};
///
/// async fn from_vault() -> Result<Credential, std::io::Error> {
///     Ok(Credential::new("a token").expires_in(Duration::from_secs(600)))
/// }
/// fn takes(_: impl CredentialProvider) {}
/// takes(provider_fn(from_vault));
/// ```
pub trait CredentialProvider: Send + Sync + 'static {
    /// A credential that is good now.
    fn credential(&self) -> BoxFuture<'_, Result<Credential, BoxError>>;
}

impl<P: CredentialProvider + ?Sized> CredentialProvider for Arc<P> {
    fn credential(&self) -> BoxFuture<'_, Result<Credential, BoxError>> {
        (**self).credential()
    }
}

impl<P: CredentialProvider + ?Sized> CredentialProvider for Box<P> {
    fn credential(&self) -> BoxFuture<'_, Result<Credential, BoxError>> {
        (**self).credential()
    }
}

/// A provider from a function that gives a future.
pub fn provider_fn<F, R, E>(function: F) -> impl CredentialProvider
where
    F: Fn() -> R + Send + Sync + 'static,
    R: Future<Output = Result<Credential, E>> + MaybeSend + 'static,
    E: Into<BoxError>,
{
    ProviderFn(function)
}

struct ProviderFn<F>(F);

impl<F, R, E> CredentialProvider for ProviderFn<F>
where
    F: Fn() -> R + Send + Sync + 'static,
    R: Future<Output = Result<Credential, E>> + MaybeSend + 'static,
    E: Into<BoxError>,
{
    fn credential(&self) -> BoxFuture<'_, Result<Credential, BoxError>> {
        let given = (self.0)();
        Box::pin(async move { given.await.map_err(Into::into) })
    }
}
