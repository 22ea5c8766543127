//! How much a client may send again in all: takes outcomes of attempts, grants or refuses further ones.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

/// What one retry costs; a call that succeeds at once gives 1 back.
const PRICE: u32 = 10;

/// How many requests a client and its clones may send again while calls fail, so that a server in trouble is not given many times
/// its load.
///
/// Each retry takes one out of the budget. It comes back if the retry succeeds, and ten calls that succeed at once bring one
/// back, too. While nothing is left, calls fail with their first error.
#[derive(Clone, Debug)]
pub struct RetryBudget(Option<Arc<Tokens>>);

#[derive(Debug)]
struct Tokens {
    left: AtomicU32,
    most: u32,
}

impl RetryBudget {
    /// So many retries in a row; 100 is what a client has unless it is given another budget.
    pub fn new(retries: u32) -> Self {
        let most = retries.saturating_mul(PRICE);
        Self(Some(Arc::new(Tokens { left: AtomicU32::new(most), most })))
    }

    /// No bound.
    pub const fn unlimited() -> Self {
        Self(None)
    }

    /// A call has succeeded at once.
    pub(crate) fn deposit(&self) {
        if let Some(tokens) = &self.0 {
            tokens.put(1);
        }
    }

    /// Takes one retry; `None` if there is none left.
    pub(crate) fn withdraw(&self) -> Option<Withdrawal> {
        if let Some(tokens) = &self.0 {
            let take = |left: u32| left.checked_sub(PRICE);
            tokens.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take).ok()?;
        }
        Some(Withdrawal(self.0.clone()))
    }
}

impl Tokens {
    fn put(&self, tokens: u32) {
        let add = |left: u32| (left < self.most).then(|| left.saturating_add(tokens).min(self.most));
        // What is full stays full.
        let _ = self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, add);
    }
}

impl Default for RetryBudget {
    fn default() -> Self {
        Self::new(100)
    }
}

/// A retry that is under way. It goes back when this is dropped, be it because the call was cancelled, unless it was spent.
#[derive(Debug)]
pub(crate) struct Withdrawal(Option<Arc<Tokens>>);

impl Withdrawal {
    /// The retry has failed.
    pub(crate) fn spend(mut self) {
        self.0 = None;
    }
}

impl Drop for Withdrawal {
    fn drop(&mut self) {
        if let Some(tokens) = &self.0 {
            tokens.put(PRICE);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(budget: &RetryBudget) -> u32 {
        budget.0.as_ref().unwrap().left.load(Ordering::Relaxed)
    }

    #[test]
    fn what_is_spent_is_gone_until_calls_succeed() {
        let budget = RetryBudget::new(2);
        budget.withdraw().unwrap().spend();
        budget.clone().withdraw().unwrap().spend();
        assert!(budget.withdraw().is_none());
        (0..9).for_each(|_| budget.deposit());
        assert!(budget.withdraw().is_none());
        budget.deposit();
        assert!(budget.withdraw().is_some());
    }

    #[test]
    fn what_is_dropped_goes_back() {
        let budget = RetryBudget::new(1);
        drop(budget.withdraw().unwrap());
        assert_eq!(left(&budget), PRICE);
        budget.deposit();
        assert_eq!(left(&budget), PRICE);
    }

    #[test]
    fn without_a_bound_nothing_is_counted() {
        let budget = RetryBudget::unlimited();
        (0..1000).for_each(|_| budget.withdraw().unwrap().spend());
        assert!(RetryBudget::new(0).withdraw().is_none());
        assert!(RetryBudget::new(u32::MAX).withdraw().is_some());
    }
}
