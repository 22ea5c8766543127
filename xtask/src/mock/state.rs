//! How often each request has had a fault that comes a few times only: the one thing that a mock remembers.

use super::wanted::Wanted;
use specwright_runtime::mock::Received;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// So many requests are remembered; then all begins anew.
const MOST: usize = 10_000;

#[derive(Debug, Default)]
pub(super) struct State {
    had: Mutex<HashMap<String, u32>>,
}

impl State {
    /// Whether this request has the fault. The same request is the one to the same target.
    pub(super) fn is_due(&self, wanted: &Wanted, received: &Received) -> bool {
        let Some(times) = wanted.times else { return true };
        let key = format!("{wanted} {} {}", received.method(), received.target());
        let mut all = self.had.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST {
            all.clear();
        }
        let had = all.entry(key).or_default();
        let is_due = *had < times.get();
        *had = if is_due { *had + 1 } else { 0 };
        is_due
    }
}
