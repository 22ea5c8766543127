//! The formats that clients read: takes a text and a format, tells whether the one is of the other.
//!
//! Dates and times are those that the `Date` and `DateTime` of a client parse, so a time without an offset is one.

use std::net::{Ipv4Addr, Ipv6Addr};

/// True for formats that are annotations only.
pub(super) fn is_of_format(text: &str, format: &str) -> bool {
    match format {
        "uuid" => is_uuid(text),
        "date" => date(text) == Some(""),
        "date-time" => is_date_time(text),
        _ => true,
    }
}

/// True for formats that are no addresses, and for all that may be one: whether mail arrives, nobody can tell.
pub(super) fn is_address(text: &str, format: &str) -> bool {
    match format {
        "email" | "idn-email" => text.rsplit_once('@').is_some_and(|(name, host)| !name.is_empty() && !host.is_empty()),
        "ipv4" => text.parse::<Ipv4Addr>().is_ok(),
        "ipv6" => text.parse::<Ipv6Addr>().is_ok(),
        _ => true,
    }
}

fn is_uuid(text: &str) -> bool {
    let mut groups = text.split('-');
    let is_group =
        |length| move |group: &str| group.len() == length && group.bytes().all(|byte| byte.is_ascii_hexdigit());
    [8, 4, 4, 4, 12].into_iter().all(|length| groups.next().is_some_and(is_group(length))) && groups.next().is_none()
}

/// What follows a date.
fn date(text: &str) -> Option<&str> {
    let (year, rest) = digits(text, 4, 0..=9999)?;
    let (month, rest) = digits(rest.strip_prefix('-')?, 2, 1..=12)?;
    let days = match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    digits(rest.strip_prefix('-')?, 2, 1..=days).map(|(_, rest)| rest)
}

fn is_date_time(text: &str) -> bool {
    let Some(rest) = date(text) else { return false };
    rest.is_empty() || rest.strip_prefix(['T', 't', ' ']).is_some_and(|time| is_time(time).is_some())
}

/// Seconds, their fraction and the offset may be missing.
fn is_time(text: &str) -> Option<()> {
    let (_, rest) = digits(text, 2, 0..=24)?;
    let (_, rest) = digits(rest.strip_prefix(':')?, 2, 0..=59)?;
    let rest = match rest.strip_prefix(':') {
        Some(rest) => digits(rest, 2, 0..=60)?.1,
        None => rest,
    };
    let rest = match rest.strip_prefix(['.', ',']) {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit()) => {
            rest.trim_start_matches(|c: char| c.is_ascii_digit())
        }
        Some(_) => return None,
        None => rest,
    };
    is_offset(rest).then_some(())
}

fn is_offset(text: &str) -> bool {
    let numeric = |text: &str| {
        let (_, rest) = digits(text, 2, 0..=23)?;
        let rest = rest.strip_prefix(':').unwrap_or(rest);
        if rest.is_empty() { Some(()) } else { digits(rest, 2, 0..=59).filter(|(_, rest)| rest.is_empty()).map(drop) }
    };
    ["", "Z", "z"].contains(&text) || text.strip_prefix(['+', '-']).is_some_and(|offset| numeric(offset).is_some())
}

/// A number of so many digits in a range, and what follows it.
fn digits(text: &str, count: usize, range: std::ops::RangeInclusive<u32>) -> Option<(u32, &str)> {
    let (digits, rest) = text.split_at_checked(count)?;
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    let number = digits.parse().ok().filter(|number| is_number && range.contains(number))?;
    Some((number, rest))
}

#[cfg(test)]
mod tests {
    use super::is_of_format;

    #[test]
    fn texts_of_formats() {
        for (format, right, wrong) in [
            (
                "uuid",
                vec!["3C90c3cc-0d44-4b50-8888-8dd25736052a"],
                vec!["3c90c3cc", "3c90c3cc-0d44-4b50-8888-8dd25736052a-1"],
            ),
            (
                "date",
                vec!["2024-02-29", "2023-12-31"],
                vec!["2023-02-29", "2023-13-01", "23-12-01", "2023-12-01T00:00:00Z", "+023-12-01"],
            ),
            (
                "date-time",
                vec!["2023-11-07T05:31:56Z", "2023-11-07t05:31:56.123+01:00", "2023-11-07 05:31", "2023-11-07"],
                vec![
                    "",
                    "2023-11-07T",
                    "2023-11-07T25:00:00Z",
                    "2023-11-07T05:31:56.Z",
                    "2023-11-07T05:31:56 CET",
                    "<string>",
                ],
            ),
            ("email", vec!["nobody"], vec![]),
        ] {
            assert!(right.iter().all(|text| is_of_format(text, format)), "{right:?}");
            assert!(!wrong.iter().any(|text| is_of_format(text, format)), "{wrong:?}");
        }
    }
}
