//! How closely a value must fit while the member of a union is looked for: takes a closure, runs it under a rule.
//!
//! Alone, a `Uuid` takes any string, since formats are never enforced on responses. Beside a plain string in a union it
//! must not: there the first attempt is exact, and only if nothing fits are all strings equal again.

use std::cell::Cell;

/// Each part of a value may be looked at this often; unions nested in unions that ask for more stay raw.
const VISITS_PER_NODE: usize = 64;

/// What even a small value may ask for: large unions nested in each other.
const FREE_VISITS: usize = 10_000;

/// A union that is its own member by a detour never gets to the value.
const MOST_DEPTH: usize = 64;

thread_local! {
    static STATE: Cell<State> = const { Cell::new(State { depth: 0, exact: false, visits_left: 0, raw_nodes: 0 }) };
}

#[derive(Clone, Copy)]
struct State {
    depth: usize,
    exact: bool,
    /// Shared by all that happens within the outermost union.
    visits_left: usize,
    /// How much of the value that is being tried fits no member of the unions within.
    raw_nodes: usize,
}

/// Whether texts must have their format, enums a documented value, and unions a member that fits.
pub(crate) fn is_exact() -> bool {
    STATE.get().exact
}

/// Pays for one look at a value of so many nodes; `false` when there have been too many.
pub(crate) fn may_visit(nodes: usize) -> bool {
    let state = STATE.get();
    let left = state.visits_left.checked_sub(nodes);
    STATE.set(State { visits_left: left.unwrap_or(0), ..state });
    left.is_some() && state.depth <= MOST_DEPTH
}

/// Notes that so many nodes fit no member of a union.
pub(crate) fn add_raw(nodes: usize) {
    let state = STATE.get();
    STATE.set(State { raw_nodes: state.raw_nodes.saturating_add(nodes), ..state });
}

/// Runs a closure, and returns besides its result how many nodes stayed raw in it.
pub(crate) fn counting_raw<R>(run: impl FnOnce() -> R) -> (R, usize) {
    let before = STATE.get().raw_nodes;
    STATE.set(State { raw_nodes: 0, ..STATE.get() });
    let result = run();
    let state = STATE.get();
    STATE.set(State { raw_nodes: before, ..state });
    (result, state.raw_nodes)
}

/// Runs a closure that decodes a union from so many nodes; the outermost union's size sets what all within may cost.
pub(crate) fn union<R>(nodes: usize, run: impl FnOnce() -> R) -> R {
    let before = STATE.get();
    let budget = nodes.saturating_mul(VISITS_PER_NODE).saturating_add(FREE_VISITS);
    let visits_left = if before.depth == 0 { budget } else { before.visits_left };
    STATE.set(State { depth: before.depth + 1, visits_left, ..before });
    let _restore = Restore(before);
    run()
}

/// Runs a closure under a rule, and restores the rule that was.
pub(crate) fn under<R>(exact: bool, run: impl FnOnce() -> R) -> R {
    let before = STATE.get();
    STATE.set(State { exact, ..before });
    let _restore = Restore(before);
    run()
}

/// Restores depth and rule on panic too: the thread may live on.
struct Restore(State);

impl Drop for Restore {
    fn drop(&mut self) {
        let State { depth, exact, .. } = self.0;
        STATE.set(State { depth, exact, ..STATE.get() });
    }
}
