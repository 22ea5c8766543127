//! What goes to other threads: futures do natively, and do not in a browser, whose own are bound to theirs.

/// What [`Send`] asks for natively. On `wasm32-unknown-unknown` it asks for nothing, as futures that wait for a browser stay on
/// their thread.
#[cfg(not(target_arch = "wasm32"))]
pub trait MaybeSend: Send {}

#[cfg(not(target_arch = "wasm32"))]
impl<T: Send + ?Sized> MaybeSend for T {}

/// Nothing, as futures that wait for a browser stay on their thread; natively it is [`Send`].
#[cfg(target_arch = "wasm32")]
pub trait MaybeSend {}

#[cfg(target_arch = "wasm32")]
impl<T: ?Sized> MaybeSend for T {}

/// A boxed future, which goes to other threads.
///
/// On `wasm32-unknown-unknown` it does not, so that whatever waits for a browser can be boxed. Clients and what they hold (layers,
/// clocks, providers) are `Send` and `Sync` there, too: a client may stand in a `static`.
#[cfg(not(target_arch = "wasm32"))]
pub type BoxFuture<'a, T> = futures_core::future::BoxFuture<'a, T>;

/// A boxed future, which stays on its thread; natively it goes to others.
#[cfg(target_arch = "wasm32")]
pub type BoxFuture<'a, T> = futures_core::future::LocalBoxFuture<'a, T>;
