//! Takes the schemas that hold for a text or a number; returns values between and at their bounds, a usual one first.

use super::pattern;
use super::schemas::Part;
use serde_json::{Number, Value};

/// Longer texts are not made.
const LONGEST: u64 = 10_000;

pub(super) fn strings(parts: &[Part<'_>]) -> Vec<Value> {
    let least = bound(parts, "minLength", true).unwrap_or(0);
    let most = bound(parts, "maxLength", false).unwrap_or(u64::MAX);
    let format = parts.iter().find_map(|part| part.text("format"));
    let patterns: Vec<&str> = parts.iter().filter_map(|part| part.text("pattern")).collect();
    let mut texts: Vec<String> = patterns.iter().flat_map(|pattern| pattern::matching(pattern)).collect();
    texts.extend(given(parts));
    texts.extend(formatted(format.unwrap_or_default()).iter().map(|text| (*text).to_owned()));
    if !patterns.is_empty() {
        // Some patterns are in words that are not read, such as those that look ahead.
        texts.extend(["text", "a", "A", "1", "aB3-x", "10.0.0.0/8", "fd00::/48", "1.2.3"].map(str::to_owned));
    } else if formatted(format.unwrap_or_default()).is_empty() {
        texts.insert(0, "text".to_owned());
        texts.extend(["", "a\"\\/\n\u{7f}é\u{1F600} ", "null", "1"].map(str::to_owned));
        texts.extend([least, most].iter().filter(|size| **size <= LONGEST).map(|size| sized(*size)));
    }
    let fits = |text: &String| (least..=most).contains(&(text.chars().count() as u64));
    let mut fitting: Vec<String> = Vec::new();
    for text in texts.into_iter().filter(fits) {
        if !fitting.contains(&text) {
            fitting.push(text);
        }
    }
    fitting.into_iter().map(Value::String).collect()
}

/// What the document itself gives as values.
fn given<'d>(parts: &[Part<'d>]) -> impl Iterator<Item = String> {
    let single = parts.iter().flat_map(|part| [part.get("default"), part.get("example")]).flatten();
    let texts: Vec<&'d Value> = single.chain(parts.iter().flat_map(|part| part.list("examples"))).collect();
    texts.into_iter().filter_map(|value| value.as_str().map(str::to_owned))
}

fn sized(size: u64) -> String {
    "abcdefghij".chars().cycle().take(usize::try_from(size).unwrap_or_default()).collect()
}

/// Texts of a format, in all the spellings that its standard allows.
fn formatted(format: &str) -> &'static [&'static str] {
    match format {
        "date" => &["2024-02-29", "0001-01-01", "9999-12-31"],
        "date-time" => &[
            "2024-02-29T12:34:56Z",
            "2024-02-29T12:34:56.789Z",
            "2024-02-29T12:34:56.123456789+05:30",
            "2024-02-29T12:34:56-00:00",
            "2024-02-29T12:34:56.0000Z",
            "2024-02-29t12:34:56z",
            "2016-12-31T23:59:60Z",
        ],
        "time" => &["12:34:56Z", "12:34:56.789+01:00"],
        "duration" => &["P1DT2H", "PT0.5S", "P3W"],
        "uuid" => &["6f4bd2a5-3c8e-4f0a-9d1b-2e7c5a90b1c3", "6F4BD2A5-3C8E-4F0A-9D1B-2E7C5A90B1C3"],
        "email" | "idn-email" => &["someone@example.com", "a.b+c@sub.example.org"],
        "uri" | "url" | "iri" => &["https://example.com/a?b=c#d", "urn:isbn:0451450523", "HTTP://example.com:80/%7e"],
        "uri-reference" | "iri-reference" => &["/a?b", "https://example.com/", "#c"],
        "uri-template" => &["/a/{b}"],
        "hostname" | "idn-hostname" => &["example.com", "a-1.example.org"],
        "ipv4" => &["192.0.2.1"],
        "ipv6" => &["2001:db8::1", "2001:DB8:0:0:0:0:0:1", "::ffff:192.0.2.1"],
        "ip" => &["192.0.2.1", "2001:db8::1"],
        "byte" => &["dGV4dA==", ""],
        "json-pointer" => &["/a~1b/0"],
        "regex" => &["^a+$"],
        _ => &[],
    }
}

/// The strictest of a bound, of counts.
pub(super) fn bound(parts: &[Part<'_>], keyword: &str, is_least: bool) -> Option<u64> {
    let stated = parts.iter().filter_map(|part| part.get(keyword)).filter_map(count);
    if is_least { stated.max() } else { stated.min() }
}

/// A count may be written as a float.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked before")]
fn count(value: &Value) -> Option<u64> {
    let float = || value.as_f64().filter(|float| float.fract() == 0.0 && (0.0..1e15).contains(float));
    value.as_u64().or_else(|| float().map(|float| float as u64))
}

pub(super) fn integers(parts: &[Part<'_>]) -> Vec<Value> {
    let format = parts.iter().find_map(|part| part.text("format"));
    let (lowest, highest) = match format {
        Some("int8") => (i128::from(i8::MIN), i128::from(i8::MAX)),
        Some("int16") => (i128::from(i16::MIN), i128::from(i16::MAX)),
        Some("int32") => (i128::from(i32::MIN), i128::from(i32::MAX)),
        Some("uint8") => (0, i128::from(u8::MAX)),
        Some("uint16") => (0, i128::from(u16::MAX)),
        Some("uint32" | "uint") => (0, i128::from(u32::MAX)),
        Some("uint64") => (0, i128::from(u64::MAX)),
        _ => (i128::from(i64::MIN), i128::from(i64::MAX)),
    };
    let limit = |keyword, step| whole(parts, keyword).map(|limit| limit + step);
    let least = [Some(lowest), limit("minimum", 0), limit("exclusiveMinimum", 1)].into_iter().flatten().max();
    let most = [Some(highest), limit("maximum", 0), limit("exclusiveMaximum", -1)].into_iter().flatten().min();
    let (least, most) = (least.unwrap_or(lowest), most.unwrap_or(highest));
    let step = whole(parts, "multipleOf").filter(|step| *step > 0).unwrap_or(1);
    let (first, last) = (least.div_euclid(step) * step, most.div_euclid(step) * step);
    let first = if first < least { first + step } else { first };
    let given = parts.iter().flat_map(|part| [part.get("default"), part.get("example")]).flatten();
    let given = given.filter_map(Value::as_i64).map(i128::from);
    let mut values: Vec<i128> = vec![step, first, last, 0, -step];
    values.extend([first + step, last - step]);
    values.extend(given);
    let mut made: Vec<Value> = Vec::new();
    for value in values.into_iter().filter(|value| (least..=most).contains(value) && value % step == 0) {
        let number = i64::try_from(value).map(Number::from).or_else(|_| u64::try_from(value).map(Number::from));
        if let Ok(number) = number.map(Value::Number)
            && !made.contains(&number)
        {
            made.push(number);
        }
    }
    made
}

/// A bound of integers; one that is no integer bounds those beside it.
#[allow(clippy::cast_possible_truncation, reason = "a bound beyond 128 bits binds nothing")]
fn whole(parts: &[Part<'_>], keyword: &str) -> Option<i128> {
    let is_least = matches!(keyword, "minimum" | "exclusiveMinimum");
    let read = |value: &Value| {
        let exact = value.as_i64().map(i128::from).or_else(|| value.as_u64().map(i128::from));
        exact.or_else(|| {
            let float = value.as_f64()?;
            let inward =
                if keyword == "minimum" || keyword == "exclusiveMaximum" { float.ceil() } else { float.floor() };
            Some(inward as i128)
        })
    };
    let stated = parts.iter().filter_map(|part| part.get(keyword)).filter_map(read);
    if is_least { stated.max() } else { stated.min() }
}

pub(super) fn numbers(parts: &[Part<'_>]) -> Vec<Value> {
    let read = |keyword: &str| parts.iter().filter_map(|part| part.get(keyword)?.as_f64()).collect::<Vec<_>>();
    let (low, high) = (read("minimum"), read("maximum"));
    let (above, below) = (read("exclusiveMinimum"), read("exclusiveMaximum"));
    let steps = read("multipleOf");
    let mut values = vec![1.5, 1.0, 0.0, -2.25, 0.1, 1e21, 123_456_789.123_456_79];
    if let Some(step) = steps.first() {
        values = vec![*step, step * 3.0, 0.0, -step];
    }
    values.extend(low.iter().chain(&high));
    values.extend(above.iter().flat_map(|bound| [bound + 0.25, bound + 1.0]));
    values.extend(below.iter().flat_map(|bound| [bound - 0.25, bound - 1.0]));
    values.extend(low.iter().zip(&high).map(|(low, high)| f64::midpoint(*low, *high)));
    let given = parts.iter().flat_map(|part| [part.get("default"), part.get("example")]).flatten();
    values.extend(given.filter_map(Value::as_f64));
    let fits = |value: &f64| {
        low.iter().all(|bound| value >= bound)
            && high.iter().all(|bound| value <= bound)
            && above.iter().all(|bound| value > bound)
            && below.iter().all(|bound| value < bound)
    };
    let mut made: Vec<Value> = Vec::new();
    for value in values.into_iter().filter(fits) {
        let number = Number::from_f64(value).map(Value::Number);
        made.extend(number.filter(|number| !made.contains(number)));
    }
    made
}

#[cfg(test)]
mod tests {
    use super::{Part, integers, numbers, strings};
    use serde_json::{Value, json};

    fn made(by: fn(&[Part<'_>]) -> Vec<Value>, schema: &Value) -> Value {
        let members = schema.as_object().map(|members| Part { at: String::new(), members });
        Value::Array(by(&members.into_iter().collect::<Vec<_>>()))
    }

    #[test]
    fn bounds_are_met_and_kept() {
        assert_eq!(
            made(integers, &json!({ "minimum": 2, "exclusiveMaximum": 9, "multipleOf": 2 })),
            json!([2, 8, 4, 6])
        );
        assert_eq!(made(integers, &json!({ "format": "uint8" })), json!([1, 0, 255, 254]));
        assert_eq!(made(integers, &json!({ "minimum": 0.5, "maximum": 1.5 })), json!([1]));
        assert_eq!(made(numbers, &json!({ "minimum": 3, "exclusiveMaximum": 4 })), json!([3.0, 3.75]));
        assert_eq!(made(strings, &json!({ "minLength": 2, "maxLength": 3 })), json!(["ab", "abc"]));
        assert_eq!(made(strings, &json!({ "pattern": "^x{9}$", "minLength": 9 })).get(0), Some(&json!("xxxxxxxxx")));
        assert_eq!(made(strings, &json!({ "format": "ipv4" })), json!(["192.0.2.1"]));
    }
}
