//! Points in time as text: takes any string from a response, and tells a date, a local time and an exact one apart.

use jiff::{Timestamp, civil, tz::Offset};

use crate::{
    FormatError,
    date::parse_date,
    text::{from_jiff, text_type},
};

text_type! {
    /// A point in time, kept as the text it came as.
    ///
    /// Equality and hash are those of the text: two ways to write one instant differ.
    /// A response may hold any text here; [`parse`](Self::parse) says what it is.
    /// `FromStr` and `TryFrom` accept a date, a date with a time, and those with an offset.
    DateTime
}

from_jiff!(Timestamp, civil::DateTime, civil::Date => DateTime);

/// What the text of a [`DateTime`] says, and no more than that.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// A day without a time.
    Date(civil::Date),
    /// A time without an offset: where on Earth is not said, and none is made up.
    Local(civil::DateTime),
    /// A time with an offset, as both are written.
    #[non_exhaustive]
    Exact {
        /// What a clock at that place shows.
        local: civil::DateTime,
        /// How far that clock is ahead of UTC.
        offset: Offset,
    },
}

impl Moment {
    /// The instant; `None` without an offset, or within a day of the year 10000, which jiff cannot hold.
    pub fn timestamp(&self) -> Option<Timestamp> {
        match self {
            Self::Exact { local, offset } => offset.to_timestamp(*local).ok(),
            Self::Date(_) | Self::Local(_) => None,
        }
    }
}

impl DateTime {
    /// What the text says.
    ///
    /// RFC 3339 and its freedoms: lower-case `t` and `z`, a space for the `T`; besides, the offset or the whole time
    /// may be left out. A leap second (`:60`) reads as `:59`, and what is finer than a nanosecond is cut off.
    ///
    /// # Errors
    /// The text is none of these, or there is no such day or time.
    pub fn parse(&self) -> Result<Moment, FormatError> {
        parse_moment(&self.0).ok_or(FormatError::new("a date and time such as 2026-02-28T12:00:00Z"))
    }

    /// The instant; `None` if the text gives no offset, is no point in time or lies within a day of the year 10000.
    pub fn timestamp(&self) -> Option<Timestamp> {
        parse_moment(&self.0)?.timestamp()
    }

    fn check(text: &str) -> Result<(), FormatError> {
        Self(text.to_owned()).parse().map(drop)
    }
}

/// jiff alone would take more forms, and fewer digits.
pub(crate) fn parse_moment(text: &str) -> Option<Moment> {
    let (day, rest) = text.split_at_checked(10)?;
    let date = parse_date(day)?;
    if rest.is_empty() {
        return Some(Moment::Date(date));
    }
    let (clock, rest) = rest.strip_prefix(['T', 't', ' '])?.split_at_checked(8)?;
    let (nanosecond, offset) = parse_fraction(rest)?;
    let (hour, minute, second) = match clock.as_bytes() {
        [hour @ .., b':', m1, m2, b':', s1, s2] => (number(hour)?, number(&[*m1, *m2])?, number(&[*s1, *s2])?),
        _ => return None,
    };
    let second = if second == 60 { 59 } else { second };
    let local = date.to_datetime(civil::Time::new(hour, minute, second, nanosecond).ok()?);
    match offset {
        "" => Some(Moment::Local(local)),
        _ => Some(Moment::Exact { local, offset: parse_offset(offset)? }),
    }
}

/// The nanoseconds, and what follows them.
fn parse_fraction(text: &str) -> Option<(i32, &str)> {
    let Some(text) = text.strip_prefix('.') else {
        return Some((0, text));
    };
    let rest = text.trim_start_matches(|digit: char| digit.is_ascii_digit());
    let digits = text.strip_suffix(rest).filter(|digits| !digits.is_empty())?;
    Some((format!("{digits:0<9.9}").parse().ok()?, rest))
}

/// Less than a day, as RFC 3339 has it.
fn parse_offset(text: &str) -> Option<Offset> {
    let (sign, hours, minutes) = match text.as_bytes() {
        [b'Z' | b'z'] => return Some(Offset::UTC),
        [sign @ (b'+' | b'-'), hours @ .., b':', m1, m2] => (*sign, number(hours)?, number(&[*m1, *m2])?),
        _ => return None,
    };
    (hours < 24 && minutes < 60).then_some(())?;
    let seconds = i32::from(hours) * 3600 + i32::from(minutes) * 60;
    Offset::from_seconds(if sign == b'-' { -seconds } else { seconds }).ok()
}

/// Two digits.
fn number(digits: &[u8]) -> Option<i8> {
    let &[tens @ b'0'..=b'9', ones @ b'0'..=b'9'] = digits else {
        return None;
    };
    i8::try_from((tens - b'0') * 10 + (ones - b'0')).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> Result<Moment, FormatError> {
        text.parse::<DateTime>()?.parse()
    }

    fn exact(text: &str) -> (String, i32) {
        match moment(text) {
            Ok(exact @ Moment::Exact { offset, .. }) => (exact.timestamp().unwrap().to_string(), offset.seconds()),
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
            "2024-07-01T12:00:00+0200",
            "2024-07-01T12:00:00+02",
            "2024-07-01T12:00:00+99:99",
            "2024-07-01T12:00:00[Europe/Berlin]",
            "2024-07-01T12:00:00Z[Europe/Berlin]",
            "20240701T120000Z",
            "2024-07-01T12:00:60.Z",
            "2024-07-01T12:00:61Z",
            "2024-07-01T12:60:00Z",
            "2024-07-01T+2:00:00Z",
            "2024-07-01X12:00:00Z",
            "2024-07-01T12:00:00+24:00",
            "2024-07-01T12:00:00-25:30",
            "2024-07-01T12:00:00+01:60",
            "2024-07-01T12:00:00+1:00",
            "2024-07-01T12:00:00.1ü",
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
    fn the_last_second_of_the_calendar_is_a_moment() {
        for text in ["9999-12-31T23:59:59Z", "9999-12-31T23:59:59-23:59", "0000-01-01T00:00:00+23:59"] {
            let Ok(Moment::Exact { local, offset }) = moment(text) else { panic!("{text}") };
            assert!(local.year() == 9999 || offset.seconds() == 86_340);
        }
        let last: DateTime = "9999-12-31T23:59:59Z".parse().unwrap();
        assert_eq!(last.timestamp(), None);
    }

    #[test]
    fn leap_seconds_and_endless_fractions_are_read() {
        assert_eq!(exact("2016-12-31T23:59:60Z").0, "2016-12-31T23:59:59Z");
        assert_eq!(exact("2024-07-01T12:00:00.12345678999999Z").0, "2024-07-01T12:00:00.123456789Z");
        let value: DateTime = "2024-07-01T12:00:00.12345678999999Z".parse().unwrap();
        assert_eq!(value, "2024-07-01T12:00:00.12345678999999Z");
    }

    #[test]
    fn written_from_jiff() {
        let timestamp = Timestamp::from_second(0).unwrap();
        let value = DateTime::try_from(timestamp).unwrap();
        assert_eq!(value.as_str(), "1970-01-01T00:00:00Z");
        assert_eq!(value.timestamp(), Some(timestamp));
        let day = civil::date(2024, 7, 1);
        assert_eq!(DateTime::try_from(day).unwrap().parse(), Ok(Moment::Date(day)));
        let local = day.at(1, 2, 3, 4);
        assert_eq!(DateTime::try_from(local).unwrap().parse(), Ok(Moment::Local(local)));
        assert!(DateTime::try_from(Timestamp::MAX).is_ok());
        assert!(DateTime::try_from(Timestamp::MIN).is_err(), "a year before 0 has no text");
        assert!(DateTime::try_from(civil::DateTime::MIN).is_err());
    }
}
