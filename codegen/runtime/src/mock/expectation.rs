//! One mock: told what to expect and to answer, one method after the other.

use std::{
    fmt,
    marker::PhantomData,
    ops::{Bound, RangeBounds},
    sync::Arc,
};

use super::{
    Answer, Fault, Received, Reply, Request,
    expected::Expected,
    mocks::{Condition, Entry, Responder, Shared},
};

/// A mock of the operation `R`: answers its calls, and counts them.
///
/// It is in place as soon as it is there, and each method tells it more. Of several mocks that a call is meant for, the last one
/// answers it. Without any answer of its own a mock gives the first example of a success that the document shows.
pub struct Mock<'s, R> {
    shared: &'s Shared,
    index: usize,
    request: PhantomData<fn() -> R>,
}

impl<'s, R: Request> Mock<'s, R> {
    pub(super) fn new(shared: &'s Shared, entry: Entry) -> Self {
        let mut state = shared.state();
        let index = state.mocks.len();
        state.mocks.push(entry);
        drop(state);
        Self { shared, index, request: PhantomData }
    }

    /// Stands only for calls that send what this request would send: its path, and the parameters and the body that are set on it,
    /// compared as they are on the wire. Of anything else, such as other parameters, whatever comes will do; of a body that is a file or
    /// a stream the media type alone is compared.
    pub fn matching(self, request: R) -> Self {
        let condition = match Expected::new(request.into_call()) {
            Ok(expected) => Condition::Request(Arc::new(expected)),
            Err(error) => Condition::Never(error.to_string()),
        };
        self.tell(|mock| mock.conditions.push(condition))
    }

    /// Stands only for calls for which this holds. If it panics, the answer is 500, and the server tells of it as of a call that was
    /// not expected.
    pub fn when(self, holds: impl Fn(&Received) -> bool + Send + Sync + 'static) -> Self {
        self.tell(|mock| mock.conditions.push(Condition::When(Arc::new(holds))))
    }

    /// Answers the next call with this: a documented example, a value of the operation's type, or any [`Reply`]. Several answers are
    /// given in their order, and the last one again and again.
    pub fn answers(self, answer: impl Answer<R>) -> Self {
        let reply = answer.into_reply();
        self.respond(Arc::new(move |_| reply.clone()))
    }

    /// Answers the next call with what a function says of it. A panic, such as an assertion that fails, is answered with 500, and the
    /// server tells of it as of a call that was not expected.
    pub fn answers_with(self, answer: impl Fn(&Received) -> Reply + Send + Sync + 'static) -> Self {
        self.respond(Arc::new(answer))
    }

    /// Answers the next call with a fault; one that only harms an answer harms the example that the document shows.
    pub fn fails(self, fault: Fault) -> Self {
        let shown = self.shared.state().mocks.get(self.index).and_then(|mock| mock.default.clone());
        let reply = shown.unwrap_or_else(|| Reply::new(200)).fault(fault);
        self.respond(Arc::new(move |_| reply.clone()))
    }

    /// Expects so many calls: a number, or a range such as `1..`. Without it any number will do.
    pub fn times(self, times: impl Into<Times>) -> Self {
        let Times(times) = times.into();
        self.tell(|mock| mock.times = Some(times))
    }

    /// How often it was called.
    pub fn calls(&self) -> usize {
        self.shared.state().mocks.get(self.index).map_or(0, |mock| mock.calls)
    }

    fn respond(self, answer: Responder) -> Self {
        self.tell(|mock| mock.answers.push(answer))
    }

    fn tell(self, tell: impl FnOnce(&mut Entry)) -> Self {
        if let Some(mock) = self.shared.state().mocks.get_mut(self.index) {
            tell(mock);
        }
        self
    }
}

impl<R> fmt::Debug for Mock<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mock").field("index", &self.index).finish_non_exhaustive()
    }
}

/// How often a mock is to be called.
#[derive(Clone, Copy, Debug)]
pub struct Times((Bound<usize>, Bound<usize>));

impl From<usize> for Times {
    fn from(times: usize) -> Self {
        Self((Bound::Included(times), Bound::Included(times)))
    }
}

macro_rules! from_ranges {
    ($($range:ty),*) => {
        $(impl From<$range> for Times {
            fn from(range: $range) -> Self {
                Self((range.start_bound().cloned(), range.end_bound().cloned()))
            }
        })*
    };
}

from_ranges!(
    std::ops::Range<usize>,
    std::ops::RangeFrom<usize>,
    std::ops::RangeInclusive<usize>,
    std::ops::RangeTo<usize>,
    std::ops::RangeToInclusive<usize>
);
