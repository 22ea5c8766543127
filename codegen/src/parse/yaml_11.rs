//! What two versions of YAML read in two ways.

/// What YAML 1.1 reads where YAML 1.2 reads something else.
pub(super) fn read_as(text: &str) -> Option<&'static str> {
    const TRUE: [&str; 8] = ["y", "Y", "yes", "Yes", "YES", "on", "On", "ON"];
    const FALSE: [&str; 8] = ["n", "N", "no", "No", "NO", "off", "Off", "OFF"];
    if TRUE.contains(&text) {
        return Some("true");
    }
    if FALSE.contains(&text) {
        return Some("false");
    }
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    match () {
        () if !digits.starts_with(|c: char| c.is_ascii_digit()) => None,
        () if is_octal(digits) => Some("an octal number"),
        () if is_time(digits) => Some("a number to the base of 60"),
        () if is_date(text) => Some("a date"),
        () if is_grouped(digits) => Some("a number"),
        () if is_power(digits) => Some("a text"),
        () => None,
    }
}

fn is_octal(digits: &str) -> bool {
    digits.len() > 1 && digits.starts_with('0') && digits.bytes().all(|byte| (b'0'..=b'7').contains(&byte))
}

/// `12:30` and `1:00:00.5`.
fn is_time(digits: &str) -> bool {
    let whole = digits.split('.').next().unwrap_or_default();
    let mut parts = whole.split(':');
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_first = parts.next().is_some_and(is_number);
    let rest: Vec<_> = parts.collect();
    // A fraction needs no more than digits; without one, a zero first makes it a text.
    let is_plain = digits.len() == whole.len();
    let fraction_is_number =
        digits.get(whole.len()..).is_none_or(|rest| rest.bytes().skip(1).all(|byte| byte.is_ascii_digit()));
    let is_sixtieth =
        |part: &&str| is_number(part) && part.len() <= 2 && part.parse::<u8>().is_ok_and(|part| part < 60);
    is_first
        && !rest.is_empty()
        && rest.iter().all(is_sixtieth)
        && fraction_is_number
        && !(is_plain && digits.starts_with('0'))
}

/// `2026-03-02`, alone or with a time behind it.
fn is_date(text: &str) -> bool {
    let Some((date, rest)) = text.split_at_checked(10) else { return false };
    let is_date = date.bytes().enumerate().all(|(index, byte)| match index {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    let is_time = |rest: &str| {
        let time = rest.trim_start_matches(['T', 't', ' ']);
        time.len() < rest.len()
            && time.starts_with(|c: char| c.is_ascii_digit())
            && time.get(1..).is_some_and(|rest| rest.contains(':'))
    };
    is_date && (rest.is_empty() || is_time(rest))
}

/// `1_000`, which is a text in YAML 1.2.
fn is_grouped(digits: &str) -> bool {
    digits.contains('_') && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_' || byte == b'.')
}

/// `1e3`, a number in YAML 1.2 alone.
fn is_power(digits: &str) -> bool {
    let Some((number, power)) = digits.split_once(['e', 'E']) else { return false };
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_signed = power.starts_with(['+', '-']);
    let power = power.strip_prefix(['+', '-']).unwrap_or(power);
    is_number(power) && number.split('.').all(is_number) && !(number.contains('.') && is_signed)
}

#[cfg(test)]
mod tests {
    use super::read_as;

    #[test]
    fn what_two_versions_of_yaml_read_in_two_ways() {
        for text in [
            "no",
            "ON",
            "y",
            "012",
            "-07",
            "12:30",
            "190:20:30",
            "1:30.5",
            "2026-03-02",
            "2026-03-02T06:30:00Z",
            "2026-03-02 6:30:00",
            "1_000",
            "1e3",
            "1.5e3",
        ] {
            assert!(read_as(text).is_some(), "{text}");
        }
        for text in [
            "yEs",
            "none",
            "nope",
            "0",
            "200",
            "2XX",
            "08",
            "1.5",
            "1.5e+3",
            "12:60",
            "00:00",
            "12:3a",
            "2026-03",
            "2026-03-02x",
            "0x1f",
            "true",
            "~",
            "a_1",
            "1e",
            "",
            "-",
            "3.0.3",
            "1:2:3:4x",
            "3:",
        ] {
            assert_eq!(read_as(text), None, "{text}");
        }
    }
}
