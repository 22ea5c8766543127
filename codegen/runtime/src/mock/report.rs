//! What is said of mocks that did not see what they expected.

use std::{fmt, ops::Bound, panic::Location};

use super::Route;

/// All that was not as the mocks of a server expect it.
#[derive(Debug)]
pub struct VerifyError {
    troubles: Vec<String>,
}

impl VerifyError {
    pub(super) fn unless_empty(troubles: Vec<String>) -> Result<(), Self> {
        if troubles.is_empty() { Ok(()) } else { Err(Self { troubles }) }
    }

    /// What was wrong, one text for each mock and request.
    pub fn troubles(&self) -> &[String] {
        &self.troubles
    }
}

impl fmt::Display for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the mocks did not see what they expect")?;
        self.troubles.iter().try_for_each(|trouble| write!(f, "\n- {}", trouble.replace('\n', "\n  ")))
    }
}

impl std::error::Error for VerifyError {}

impl Route {
    /// How messages call an operation.
    pub(super) fn text(&self) -> String {
        format!("`{}` ({} {})", self.id, self.method, self.path)
    }
}

/// How often a mock is to be called.
pub(super) fn times_text((from, to): (Bound<usize>, Bound<usize>)) -> String {
    let least = match from {
        Bound::Included(least) => least,
        Bound::Excluded(least) => least.saturating_add(1),
        Bound::Unbounded => 0,
    };
    let most = match to {
        Bound::Included(most) => Some(most),
        Bound::Excluded(most) => Some(most.saturating_sub(1)),
        Bound::Unbounded => None,
    };
    match (least, most) {
        (0, Some(0)) => "no call".to_owned(),
        (1, Some(1)) => "1 call".to_owned(),
        (1, None) => "at least 1 call".to_owned(),
        (least, Some(most)) if least == most => format!("{least} calls"),
        (least, Some(most)) => format!("{least} to {most} calls"),
        (least, None) => format!("at least {least} calls"),
    }
}

/// What is said of a request that no mock was for: what it called, and what the nearest mock has otherwise.
pub(super) fn unexpected_text(
    call: &str,
    found: Option<&Route>,
    nearest: Option<(&Location<'_>, &[String])>,
    methods: &[&str],
) -> String {
    let Some(route) = found else {
        let known = if methods.is_empty() {
            "no operation has this path".to_owned()
        } else {
            format!("the operations of this path have {}", methods.join(", "))
        };
        return format!("unexpected request {call}: {known}");
    };
    let Some((at, differences)) = nearest else {
        return format!("unexpected request {call}: there is no mock of `{}`", route.id);
    };
    let lines: String = differences.iter().map(|line| format!("\n  {line}")).collect();
    format!("unexpected request {call}: the nearest mock of `{}` is that of {at}, but{lines}", route.id)
}
