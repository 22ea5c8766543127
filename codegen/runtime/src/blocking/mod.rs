//! Calls without `async`: [`wait`](Wait::wait) behind any future of this library, [`wait_each`](WaitEach::wait_each) behind any stream.
//!
//! ```no_run
//! # async fn get(client: &specwright_runtime::HttpClient) {}
//! use std::{fs::File, io};
//! use specwright_runtime::{blocking::{Wait, WaitEach}, reqwest::Method};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # static API: specwright_runtime::Api = specwright_runtime::Api { base_url: None, user_agent: "", security_schemes: &[], security: &[],
//! #     idempotency_key: None, rate_limit: None, env_prefix: "" };
//! let client = specwright_runtime::HttpClient::builder(&API).base_url("https://api.example.com").build()?;
//! let sites = client.request(Method::GET, "/v2/sites").send().wait()?;
//! let export = client.request(Method::GET, "/v2/export").send_download().wait()?;
//! io::copy(&mut export.into_inner(), &mut File::create("export.csv")?)?;
//! for piece in client.request(Method::GET, "/v2/log").send_download().wait()?.into_inner().wait_each() {
//!     println!("{} bytes", piece?.len());
//! }
//! # let _ = sites;
//! # Ok(())
//! # }
//! ```
//!
//! Any thread may wait: one of a program without `async`, one of `spawn_blocking`, or one that runs async code, whatever runtime that
//! is. There it holds up what else runs on the thread, as all that blocks does. What only that could bring about, such as the place of
//! another call under a limit, is waited for in vain, until the timeout of the call.
//!
//! With the feature `blocking`, all connections live in a runtime of Tokio in the background, of one thread, which the first client
//! starts; those of async calls as well, and those of all crates of a program, one of which has the feature. So it makes no difference
//! who has opened one, and who waits for it. A process that forks leaves that thread behind: make clients after that.
//!
//! The future itself runs on the thread that waits; where a runtime of Tokio is at hand, on one that is started for it and has the same
//! span and subscriber of `tracing`. With it run layers, clocks and providers of credentials. They find themselves in the background's
//! runtime, not in that of their caller: what they spawn runs there. What is bound to another runtime works if that has a thread left
//! to run on. A body that is a stream is read in the background. A future that async code has polled before should be awaited by it,
//! too: its timers are those of the runtime it was in.

mod background;
mod each;
mod parker;

use std::{
    future::{Future, IntoFuture},
    pin::pin,
    task::{Context, Poll, Waker},
};

use futures_core::Stream;
use tokio::runtime::Handle;

pub(crate) use background::{execute, start};
pub use each::Each;

/// Holds up this thread until a future has come to its end.
pub trait Wait: IntoFuture<Output: Send, IntoFuture: Send> + Sized {
    /// Runs the future to its end and returns what it gives.
    fn wait(self) -> Self::Output {
        let is_async = Handle::try_current().is_ok();
        let _entered = background::enter();
        let mut future = pin!(self.into_future());
        if !is_async {
            return parker::run(future);
        }
        // What is there already, as most items of a list are, needs no thread.
        match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(value) => value,
            Poll::Pending => parker::run_elsewhere(future),
        }
    }
}

impl<F: IntoFuture<Output: Send, IntoFuture: Send>> Wait for F {}

/// Holds up this thread until each item of a stream has come.
pub trait WaitEach: Stream<Item: Send> + Send + Sized {
    /// The items, each of which is waited for when it is asked for.
    fn wait_each(self) -> Each<Self> {
        Each::new(self)
    }
}

impl<S: Stream<Item: Send> + Send> WaitEach for S {}
