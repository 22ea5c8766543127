//! Functions of users, which may panic as an assertion does: takes one, returns what it gives, or says how it ended.

use std::panic::{AssertUnwindSafe, catch_unwind};

/// Runs a function. What it leaves half done, such as a poisoned lock, is its own.
pub(super) fn caught<T>(run: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(run)).map_err(|panic| {
        let text = panic.downcast_ref::<String>().map(String::as_str);
        match text.or_else(|| panic.downcast_ref::<&str>().copied()) {
            Some(text) => format!("panicked: {text}"),
            None => "panicked".to_owned(),
        }
    })
}
