//! Runs a future on a thread that sleeps while there is nothing to do: takes the future, returns what it gives.

use std::{
    future::Future,
    panic::resume_unwind,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, Wake, Waker},
    thread::{self, Thread},
};

use tracing::{Span, dispatcher};

use super::background;

/// The thread that sleeps, and whether there is something to do: others wake it, too, so that being awake says nothing.
struct Parker {
    thread: Thread,
    is_woken: AtomicBool,
}

/// Runs it on another thread while this one waits; here, if the system has no thread left.
///
/// What runs on a thread of Tokio is given its turn again only when the task that is running there gives way.
pub(super) fn run_elsewhere<T: Send>(mut future: Pin<&mut (impl Future<Output = T> + Send)>) -> T {
    let (dispatch, span) = (dispatcher::get_default(Clone::clone), Span::current());
    let same = future.as_mut();
    let run = || dispatcher::with_default(&dispatch, || span.in_scope(|| run(same)));
    let ran = thread::scope(|scope| {
        let thread = thread::Builder::new().name("specwright-wait".to_owned()).spawn_scoped(scope, run);
        thread.ok().map(|thread| background::stepping_aside(|| thread.join()))
    });
    match ran {
        Some(Ok(value)) => value,
        Some(Err(panic)) => resume_unwind(panic),
        None => self::run(future),
    }
}

// A few lines of the standard library; crates such as pollster have no more.
pub(super) fn run<T>(mut future: Pin<&mut impl Future<Output = T>>) -> T {
    let _entered = background::enter();
    let parker = Arc::new(Parker { thread: thread::current(), is_woken: AtomicBool::new(false) });
    let waker = Waker::from(Arc::clone(&parker));
    let mut context = Context::from_waker(&waker);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(value) => return value,
            Poll::Pending => parker.sleep(),
        }
    }
}

impl Parker {
    fn sleep(&self) {
        while !self.is_woken.swap(false, Ordering::Acquire) {
            thread::park();
        }
    }
}

impl Wake for Parker {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.is_woken.store(true, Ordering::Release);
        self.thread.unpark();
    }
}
