//! Dates and times that are compared: takes texts, tells which one is later.

use super::format::is_of_format;

/// What is known of a moment, in the order of their kinds; only those of one kind are compared.
#[derive(Debug, PartialEq, PartialOrd)]
struct Moment {
    kind: Kind,
    seconds: i64,
    /// The digits behind the second, which have an order as texts.
    fraction: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Date,
    Local,
    Exact,
}

/// Whether the second is later; nothing where they cannot be compared.
pub(super) fn is_later(earlier: &str, later: &str) -> Option<bool> {
    let (earlier, later) = (moment(earlier)?, moment(later)?);
    (earlier.kind == later.kind).then(|| later > earlier)
}

fn moment(text: &str) -> Option<Moment> {
    if !is_of_format(text, "date-time") {
        return None;
    }
    let number = |at: usize, len: usize| text.get(at..at + len).and_then(|digits| digits.parse::<i64>().ok());
    let days = days(number(0, 4)?, number(5, 2)?, number(8, 2)?);
    let Some(time) = text.get(11..) else {
        return Some(Moment { kind: Kind::Date, seconds: days * 86_400, fraction: String::new() });
    };
    let end = time.find(['Z', 'z', '+', '-']).unwrap_or(time.len());
    let (clock, offset) = time.split_at_checked(end)?;
    let (clock, fraction) = clock.split_once(['.', ',']).unwrap_or((clock, ""));
    let mut parts = clock.split(':').map(|part| part.parse::<i64>().unwrap_or_default());
    let seconds = [3_600, 60, 1].into_iter().fold(0, |seconds, unit| seconds + unit * parts.next().unwrap_or_default());
    let kind = if offset.is_empty() { Kind::Local } else { Kind::Exact };
    let fraction = fraction.trim_end_matches('0').to_owned();
    Some(Moment { kind, seconds: days * 86_400 + seconds - offset_seconds(offset), fraction })
}

fn offset_seconds(offset: &str) -> i64 {
    let digits: String = offset.chars().filter(char::is_ascii_digit).collect();
    let part = |at: usize| digits.get(at..at + 2).and_then(|part| part.parse::<i64>().ok()).unwrap_or_default();
    let seconds = part(0) * 3_600 + part(2) * 60;
    if offset.starts_with('-') { -seconds } else { seconds }
}

/// Days of the Gregorian calendar since a fixed one; years begin in March here, so that February ends them.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + (month * 153 + 2) / 5 + day
}

#[cfg(test)]
mod tests {
    use super::is_later;

    #[test]
    fn moments_of_one_kind_have_an_order() {
        for (earlier, later, is) in [
            ("2024-02-29", "2024-03-01", Some(true)),
            ("2023-12-31", "2024-01-01", Some(true)),
            ("2024-01-01", "2024-01-01", Some(false)),
            ("2024-01-01T10:00:00+02:00", "2024-01-01T09:00:00Z", Some(true)),
            ("2024-01-01T10:00:00.5Z", "2024-01-01T10:00:00.45Z", Some(false)),
            ("2024-01-01T10:00", "2024-01-01T10:01", Some(true)),
            ("2024-01-01T10:00", "2024-01-01T10:01Z", None),
            ("2024-01-01", "soon", None),
        ] {
            assert_eq!(is_later(earlier, later), is, "{earlier} {later}");
        }
    }
}
