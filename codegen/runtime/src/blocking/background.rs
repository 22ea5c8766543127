//! The runtime in the background: started by the first client, drives all connections, and lives as long as the program.

use std::{
    cell::Cell,
    future::Future,
    io,
    pin::Pin,
    sync::{Mutex, OnceLock, PoisonError},
    task::{Context, Poll},
};

use tokio::{
    runtime::{Builder, EnterGuard, Runtime},
    task::block_in_place,
};

static RUNTIME: OnceLock<Runtime> = OnceLock::new();
static STARTING: Mutex<()> = Mutex::new(());

thread_local! {
    /// Whether this is a thread of it.
    static IS_OURS: Cell<bool> = const { Cell::new(false) };
}

/// Starts it, unless it is there.
pub(crate) fn start() -> io::Result<()> {
    // A second one could not be dropped in async code.
    let _starting = STARTING.lock().unwrap_or_else(PoisonError::into_inner);
    if RUNTIME.get().is_some() {
        return Ok(());
    }
    let mut runtime = Builder::new_multi_thread();
    runtime.worker_threads(1).enable_all().thread_name("specwright").on_thread_start(|| IS_OURS.set(true));
    let runtime = runtime.build()?;
    RUNTIME.get_or_init(|| runtime);
    Ok(())
}

/// Lets timers and connections that are made now be those of the background. Without any client there are none.
pub(super) fn enter() -> Option<EnterGuard<'static>> {
    RUNTIME.get().map(Runtime::enter)
}

/// Blocks, even if this is the thread of the background: another one does its work meanwhile.
pub(super) fn stepping_aside<T>(block: impl FnOnce() -> T) -> T {
    if IS_OURS.get() { block_in_place(block) } else { block() }
}

/// Sends a request over a connection of the background. One that belonged to the runtime of an async caller would stand still while
/// somebody blocks the thread of that.
pub(crate) fn execute(
    http: &reqwest::Client,
    request: reqwest::Request,
) -> impl Future<Output = reqwest::Result<reqwest::Response>> + Send {
    let http = http.clone();
    Within(Some(Box::pin(async move { http.execute(request).await })))
}

/// A future that is polled and dropped in the background's runtime, but by whoever waits for it.
struct Within<F>(Option<Pin<Box<F>>>);

impl<F: Future> Future for Within<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let _entered = enter();
        self.0.as_mut().map_or(Poll::Pending, |future| future.as_mut().poll(context))
    }
}

impl<F> Drop for Within<F> {
    fn drop(&mut self) {
        let _entered = enter();
        self.0 = None;
    }
}
