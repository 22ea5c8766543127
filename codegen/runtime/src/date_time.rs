//! Points in time as text: takes any string from a response, and tells a date, a local time and an exact one apart.

use jiff::{Timestamp, civil, fmt::temporal::Pieces, tz::Offset};

use crate::{FormatError, date::parse_date, text::text_type};

text_type! {
    /// A point in time, kept as the text it came as.
    ///
    /// A response may hold any text here; [`parse`](Self::parse) says what it is.
    /// `FromStr` and `TryFrom` accept a date, a date with a time, and those with an offset.
    DateTime
}

/// What the text of a [`DateTime`] says, and no more than that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// A day without a time.
    Date(civil::Date),
    /// A time without an offset: where on Earth is not said, and none is made up.
    Local(civil::DateTime),
    /// An instant, and the offset it was written with.
    Exact(Timestamp, Offset),
}

impl DateTime {
    /// What the text says.
    ///
    /// RFC 3339 and its freedoms: lower-case `t` and `z`, a space for the `T`, up to 9 digits of a second;
    /// besides, the offset or the whole time may be left out.
    ///
    /// # Errors
    /// The text is none of these, or there is no such day or time.
    pub fn parse(&self) -> Result<Moment, FormatError> {
        parse(&self.0).ok_or(FormatError::new("a date and time such as 2026-02-28T12:00:00Z"))
    }

    /// The instant; `None` if the text gives no offset or is no point in time.
    pub fn timestamp(&self) -> Option<Timestamp> {
        match parse(&self.0)? {
            Moment::Exact(timestamp, _) => Some(timestamp),
            Moment::Date(_) | Moment::Local(_) => None,
        }
    }

    fn check(text: &str) -> Result<(), FormatError> {
        Self(text.to_owned()).parse().map(drop)
    }
}

impl From<Timestamp> for DateTime {
    fn from(value: Timestamp) -> Self {
        Self(value.to_string())
    }
}

fn parse(text: &str) -> Option<Moment> {
    let (day, rest) = text.split_at_checked(10)?;
    let date = parse_date(day)?;
    if rest.is_empty() {
        return Some(Moment::Date(date));
    }
    has_form(rest).then_some(())?;
    let pieces = Pieces::parse(text).ok()?;
    let local = date.to_datetime(pieces.time()?);
    match pieces.to_numeric_offset() {
        None => Some(Moment::Local(local)),
        Some(offset) => Some(Moment::Exact(offset.to_timestamp(local).ok()?, offset)),
    }
}

/// Whether this is a separator, `hh:mm:ss` with an optional fraction, and an optional offset; jiff takes more.
fn has_form(rest: &str) -> bool {
    let Some((separator_and_time, after)) = rest.split_at_checked(9) else {
        return false;
    };
    let mut clock = separator_and_time.bytes().zip(*b"T00:00:00");
    let is_clock = clock.all(|(byte, form)| match form {
        b'T' => matches!(byte, b'T' | b't' | b' '),
        b':' => byte == b':',
        _ => byte.is_ascii_digit(),
    });
    let offset = match after.strip_prefix('.') {
        Some(fraction) => fraction.trim_start_matches(|digit: char| digit.is_ascii_digit()),
        None => after,
    };
    is_clock && is_offset(offset)
}

fn is_offset(text: &str) -> bool {
    match text.as_bytes() {
        [] | [b'Z' | b'z'] => true,
        [b'+' | b'-', hours @ .., b':', _, _] => hours.len() == 2,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> Result<Moment, FormatError> {
        text.parse::<DateTime>()?.parse()
    }

    fn exact(text: &str) -> (String, i32) {
        match moment(text) {
            Ok(Moment::Exact(timestamp, offset)) => (timestamp.to_string(), offset.seconds()),
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn dates_and_local_times_get_no_offset() {
        assert_eq!(moment("2024-07-01"), Ok(Moment::Date(civil::date(2024, 7, 1))));
        let local = civil::date(2024, 7, 1).at(12, 30, 0, 500_000_000);
        assert_eq!(moment("2024-07-01T12:30:00.5"), Ok(Moment::Local(local)));
        let value: DateTime = "2024-07-01T12:30:00".parse().unwrap();
        assert_eq!(value.timestamp(), None);
    }

    #[test]
    fn offsets_are_kept() {
        assert_eq!(exact("2024-07-01T12:00:00Z"), ("2024-07-01T12:00:00Z".into(), 0));
        assert_eq!(exact("2024-07-01t12:00:00z").0, "2024-07-01T12:00:00Z");
        assert_eq!(exact("2024-07-01 12:00:00+02:00"), ("2024-07-01T10:00:00Z".into(), 7200));
        assert_eq!(exact("2024-07-01T12:00:00-00:00"), ("2024-07-01T12:00:00Z".into(), 0));
        assert_eq!(exact("2024-07-01T12:00:00.123456789-05:30").0, "2024-07-01T17:30:00.123456789Z");
    }

    #[test]
    fn everything_else_is_refused() {
        for wrong in [
            "",
            "x",
            "ü024-07-01",
            "2024-07-0ü",
            "2024-07-01T",
            "2024-07-01Z",
            "2024-07-01T12",
            "2024-07-01T12:00",
            "2024-07-01T25:00:00Z",
            "2024-07-01T12:00:00.Z",
            "2024-07-01T12:00:00.1234567891Z",
            "2024-07-01T12:00:00+0200",
            "2024-07-01T12:00:00+02",
            "2024-07-01T12:00:00+99:99",
            "2024-07-01T12:00:00[Europe/Berlin]",
            "2024-07-01T12:00:00Z[Europe/Berlin]",
            "20240701T120000Z",
            "9999-12-31T23:59:59-23:00",
        ] {
            assert!(moment(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn any_text_survives_a_response() {
        let value: DateTime = serde_json::from_str(r#""yesterday""#).unwrap();
        assert_eq!(serde_json::to_string(&value).unwrap(), r#""yesterday""#);
        assert!(value.parse().is_err());
        assert_eq!(value.timestamp(), None);
    }

    #[test]
    fn written_from_a_timestamp() {
        let timestamp = Timestamp::from_second(0).unwrap();
        let value = DateTime::from(timestamp);
        assert_eq!(value.as_str(), "1970-01-01T00:00:00Z");
        assert_eq!(value.timestamp(), Some(timestamp));
    }
}
