//! Which response a client asks for: `Prefer` (RFC 7240) with the names that other mock servers take, and the document's own order.

use super::answer::Call;
use super::fault::shown_name;
use super::operation::Operation;
use crate::openapi::Status;
use crate::pointer::Pointer;

/// What `Prefer` says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Preference {
    pub(super) code: Option<u16>,
    pub(super) example: Option<String>,
    /// What it says in vain.
    pub(super) remark: Option<String>,
}

impl Preference {
    pub(super) fn of(call: &Call<'_>) -> Self {
        let mut own = Self::default();
        let lines = call.header_values("prefer").filter_map(|line| std::str::from_utf8(line).ok());
        for (key, value) in lines.flat_map(|line| line.split([',', ';'])).filter_map(|part| part.split_once('=')) {
            let value = value.trim().trim_matches('"');
            match key.trim().to_ascii_lowercase().as_str() {
                "code" => {
                    own.code = value.parse().ok().filter(|code| (200..=599).contains(code));
                    own.remark = own.code.is_none().then(|| format!("{} is no code to prefer", shown_name(value)));
                }
                "example" => own.example = Some(value.to_owned()),
                _ => {}
            }
        }
        own
    }
}

/// The response that a status is documented with.
pub(super) fn documented(operation: &Operation, code: u16) -> Option<&Pointer> {
    let is_for = |status: Status| operation.responses.iter().find(|(own, _)| *own == status);
    let digit = u8::try_from(code / 100).unwrap_or_default();
    let all = [Status::Code(code), Status::Range(digit), Status::Default];
    all.into_iter().find_map(is_for).map(|(_, pointer)| pointer)
}

/// Whether a status has a response of its own.
pub(super) fn is_named(operation: &Operation, code: u16) -> bool {
    operation.responses.iter().any(|(own, _)| *own == Status::Code(code))
}

/// The status of a request that is fine: the lowest success, else what the document has instead.
pub(super) fn usual(operation: &Operation) -> u16 {
    let codes = || {
        operation.responses.iter().filter_map(|(status, _)| match status {
            Status::Code(code) if *code >= 200 => Some(*code),
            _ => None,
        })
    };
    let has = |status: Status| operation.responses.iter().any(|(own, _)| *own == status);
    let success = codes().filter(|code| (200..300).contains(code)).min();
    let open = || (has(Status::Range(2)) || has(Status::Default)).then_some(200);
    let range = || (3..=5).find(|digit| has(Status::Range(*digit))).map(|digit| u16::from(digit) * 100);
    success.or_else(open).or_else(|| codes().min()).or_else(range).unwrap_or(200)
}
