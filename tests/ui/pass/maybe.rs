//! A key that may be absent or null has three states, and takes plain values and options.

use nectar_client::{Date, Maybe};

fn says(date: &Maybe<Date>) -> &'static str {
    match date {
        Maybe::Absent => "nothing said",
        Maybe::Null => "no date",
        Maybe::Value(_) => "a date",
    }
}

fn main() {
    assert_eq!(says(&Maybe::Absent), "nothing said");
    assert_eq!(says(&None.into()), "no date");
    let Ok(date) = "2026-01-02".parse::<Date>() else { return };
    assert_eq!(says(&date.into()), "a date");
    assert_eq!(Maybe::<u8>::Value(1).value(), Some(&1));
}
