//! Dates as text: takes any string from a response, and from a caller only an RFC 3339 full-date.

use jiff::civil;

use crate::{
    FormatError,
    text::{from_jiff, text_type},
};

text_type! {
    /// A calendar date, kept as the text it came as.
    ///
    /// Equality and hash are those of the text.
    /// A response may hold any text here; [`parse`](Self::parse) says whether it is a date.
    /// `FromStr` and `TryFrom` accept `2026-02-28` only.
    Date
}

from_jiff!(civil::Date => Date);

impl Date {
    /// The date itself.
    ///
    /// # Errors
    /// The text is no RFC 3339 full-date (`2026-02-28`) or there is no such day.
    pub fn parse(&self) -> Result<civil::Date, FormatError> {
        parse_date(&self.0).ok_or(FormatError::new("a date such as 2026-02-28"))
    }

    fn check(text: &str) -> Result<(), FormatError> {
        Self(text.to_owned()).parse().map(drop)
    }
}

/// A date of exactly the form `dddd-dd-dd`; jiff alone would take much more.
pub(crate) fn parse_date(text: &str) -> Option<civil::Date> {
    let is_digit_or_hyphen = |(at, byte): (usize, u8)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    };
    let has_form = text.len() == 10 && text.bytes().enumerate().all(is_digit_or_hyphen);
    has_form.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_dates_only() {
        let value: Date = "2024-02-29".parse().unwrap();
        assert_eq!(value.parse().unwrap(), civil::date(2024, 2, 29));
        for wrong in ["", "2023-02-29", "20240229", "2024-02-29T00:00:00", "2024-2-29", "2024-02-2ü", "+024-02-29"] {
            assert!(Date::try_from(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn any_text_survives_a_response() {
        let value: Date = serde_json::from_str(r#""31.12.2024""#).unwrap();
        assert_eq!(value.to_string(), "31.12.2024");
        assert!(value.parse().is_err());
    }

    #[test]
    fn written_from_a_date() {
        assert_eq!(Date::try_from(civil::date(2024, 7, 1)).unwrap(), "2024-07-01");
        assert!(Date::try_from(civil::date(-1, 7, 1)).is_err(), "a year before 0 has no text");
    }
}
