//! What is said of mocks that did not see what they expected.

use std::{fmt, ops::Bound, panic::Location};

use super::{Route, route::Others};

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

/// What is said of a request that is a call of no operation.
pub(super) fn unknown_text(call: &str, others: &Others) -> String {
    let known = match others {
        Others::Nothing => "no operation has this path".to_owned(),
        Others::Methods(methods) => format!("the operations of this path have {}", methods.join(", ")),
        Others::Queries(queries) => {
            format!("the operations of this path have {} in their query", queries.join(", "))
        }
    };
    format!("unexpected request {call}: {known}")
}

/// What is said of a request that no mock was for: what it called, and what the nearest mock has otherwise.
pub(super) fn unexpected_text(
    call: &str,
    found: &[Route],
    nearest: Option<(&str, &Location<'_>, &[String])>,
) -> String {
    let Some((id, at, differences)) = nearest else {
        let ids: Vec<_> = found.iter().map(|route| format!("`{}`", route.id)).collect();
        return format!("unexpected request {call}: there is no mock of {}", ids.join(" or "));
    };
    let lines: String = differences.iter().map(|line| format!("\n  {line}")).collect();
    format!("unexpected request {call}: the nearest mock of `{id}` is that of {at}, but{lines}")
}
