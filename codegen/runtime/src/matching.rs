//! How closely a value must fit while the member of a union is looked for: takes a closure, runs it under a rule.
//!
//! Alone, a `Uuid` takes any string, since formats are never enforced on responses. Beside a plain string in a union it
//! must not: there the first attempt is exact, and only if nothing fits are all strings equal again.

use std::cell::Cell;

/// One response may try this many members; a value that asks for more (unions nested in unions) stays raw.
const MOST_OFFERS: usize = 10_000;

/// A union that is its own member by a detour never gets to the value.
const MOST_DEPTH: usize = 64;

thread_local! {
    static STATE: Cell<State> = const { Cell::new(State { depth: 0, exact: false, offers: 0 }) };
}

#[derive(Clone, Copy)]
struct State {
    depth: usize,
    exact: bool,
    offers: usize,
}

/// Whether texts must have their format, and enums a documented value.
pub(crate) fn is_exact() -> bool {
    STATE.get().exact
}

/// Counts one member tried; `false` when there have been too many.
pub(crate) fn may_offer() -> bool {
    let state = STATE.get();
    STATE.set(State { offers: state.offers.saturating_add(1), ..state });
    state.offers < MOST_OFFERS && state.depth <= MOST_DEPTH
}

/// Runs a closure under a rule, and restores the rule that was.
pub(crate) fn with<R>(exact: bool, run: impl FnOnce() -> R) -> R {
    let before = STATE.get();
    let offers = if before.depth == 0 { 0 } else { before.offers };
    STATE.set(State { depth: before.depth + 1, exact, offers });
    let _restore = Restore(before);
    run()
}

/// Restores on panic too: the thread may live on.
struct Restore(State);

impl Drop for Restore {
    fn drop(&mut self) {
        let State { depth, exact, .. } = self.0;
        STATE.set(State { depth, exact, offers: STATE.get().offers });
    }
}
