//! What each check demands of a value, and what it says when that is not met.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod common;

use common::{one_of_each_but, violations};
use serde_json::{Value, json};
use specwright_runtime::{Check, Condition, Format, Kind, Rules};

fn rules(check: Check) -> &'static Rules {
    Box::leak(Box::new(Rules::checks(Box::leak(Box::new([check])))))
}

#[track_caller]
fn holds(check: Check, values: impl IntoIterator<Item = Value>) {
    for value in values {
        assert_eq!(violations(rules(check), &value), [""; 0], "{check:?} {value}");
    }
}

#[track_caller]
fn breaks(check: Check, value: Value, text: &str) {
    assert_eq!(violations(rules(check), &value), [format!("body: {text}")], "{check:?}");
}

fn pattern(regex: &'static str) -> Check {
    Check::Pattern { documented: regex, regex }
}

#[test]
fn lengths_are_in_code_points() {
    holds(Check::MinLength(2), [json!("üü"), json!("👍🏽")]);
    breaks(Check::MinLength(2), json!("ü"), r#"has 1 character, fewer than 2 (minLength): "ü""#);
    holds(Check::MaxLength(2), [json!(""), json!("üü")]);
    breaks(Check::MaxLength(2), json!("abc"), r#"has 3 characters, more than 2 (maxLength): "abc""#);
    holds(Check::MinLength(2), one_of_each_but(Kind::String));
    holds(Check::MaxLength(0), one_of_each_but(Kind::String));
}

#[test]
fn patterns_are_searched_for() {
    let digits = pattern("[0-9]{2}");
    holds(digits, [json!("12"), json!("a12b")]);
    holds(digits, one_of_each_but(Kind::String));
    breaks(digits, json!("1a2"), r#"does not match `[0-9]{2}` (pattern): "1a2""#);
    breaks(pattern("^ü.$"), json!("ü"), r#"does not match `^ü.$` (pattern): "ü""#);
    holds(pattern("^ü.$"), [json!("ü👍")]);
    holds(pattern("(?=unsupported)("), [json!("a")]);
    let long = violations(rules(pattern("x".repeat(999).leak())), &json!("a"));
    assert!(long[0].chars().count() < 320, "{long:?}");
}

#[test]
fn formats_refuse_only_what_is_certain() {
    let mail = Check::Format(Format::Email);
    holds(mail, [json!("a@b"), json!("ü+x'y@exämple.com"), json!("a@[127.0.0.1]"), json!("\"a b@c\"@d")]);
    for wrong in ["", "a", "@", "a@", "@b", "a b@c", "a@b\n", "\u{a0}a@b", "a@b\u{7f}"] {
        assert_eq!(violations(rules(mail), &json!(wrong)).len(), 1, "{wrong:?}");
    }
    breaks(mail, json!("a"), r#"is not an e-mail address (format): "a""#);
    let uri = Check::Format(Format::Uri);
    holds(uri, [json!("https://a/{b}?c#d"), json!("urn:isbn:1"), json!("MAILTO:a@b"), json!("a+b-c.d:")]);
    for wrong in ["", "a", "/a", "//a/b", ":a", "1a:b", "a_b:c", "a/b:c", "https://a b", "ü:a", "https://a\n"] {
        assert_eq!(violations(rules(uri), &json!(wrong)).len(), 1, "{wrong:?}");
    }
    let (v4, v6) = (Check::Format(Format::Ipv4), Check::Format(Format::Ipv6));
    holds(v4, [json!("127.0.0.1")]);
    breaks(v4, json!("::1"), r#"is not an IPv4 address (format): "::1""#);
    holds(v6, [json!("::1"), json!("::ffff:127.0.0.1")]);
    breaks(v6, json!("127.0.0.1"), r#"is not an IPv6 address (format): "127.0.0.1""#);
    for format in [mail, uri, v4, v6] {
        holds(format, one_of_each_but(Kind::String));
    }
}

#[test]
fn bounds_of_numbers() {
    holds(Check::Minimum(-1.5), [json!(-1.5), json!(-1), json!(u64::MAX), json!(1e300)]);
    breaks(Check::Minimum(-1.5), json!(-2), "is less than -1.5 (minimum): -2");
    holds(Check::Maximum(2.0), [json!(2), json!(2.0), json!(i64::MIN)]);
    breaks(Check::Maximum(2.0), json!(2.5), "is more than 2 (maximum): 2.5");
    holds(Check::ExclusiveMinimum(0.0), [json!(1), json!(1e-300)]);
    breaks(Check::ExclusiveMinimum(0.0), json!(0), "is not more than 0 (exclusiveMinimum): 0");
    holds(Check::ExclusiveMaximum(1.0), [json!(0), json!(0.999)]);
    breaks(Check::ExclusiveMaximum(1.0), json!(1), "is not less than 1 (exclusiveMaximum): 1");
    for check in [
        Check::Minimum(9.0),
        Check::Maximum(-9.0),
        Check::ExclusiveMinimum(9.0),
        Check::ExclusiveMaximum(-9.0),
        Check::MultipleOf(9.0),
    ] {
        holds(check, one_of_each_but(Kind::Number));
    }
}

#[test]
fn large_integers_are_not_rounded() {
    let most = Check::Maximum(9_007_199_254_740_992.0);
    holds(most, [json!(9_007_199_254_740_992_u64)]);
    breaks(most, json!(9_007_199_254_740_993_u64), "is more than 9007199254740992 (maximum): 9007199254740993");
    holds(Check::Minimum(-9_223_372_036_854_775_808.0), [json!(i64::MIN)]);
    holds(Check::Maximum(1e300), [json!(u64::MAX)]);
}

#[test]
fn multiples_are_decimal() {
    let cents = Check::MultipleOf(0.01);
    holds(cents, [json!(0.07), json!(0.57), json!(4.35), json!(1.1), json!(19.99), json!(0), json!(-3), json!(1e15)]);
    breaks(cents, json!(0.075), "is not a multiple of 0.01 (multipleOf): 0.075");
    let fives = Check::MultipleOf(5.0);
    holds(fives, [json!(10), json!(10.0), json!(-5), json!(18_446_744_073_709_551_615_u64)]);
    breaks(fives, json!(18_446_744_073_709_551_614_u64), "is not a multiple of 5 (multipleOf): 18446744073709551614");
    breaks(Check::MultipleOf(2.5), json!(4), "is not a multiple of 2.5 (multipleOf): 4");
    // Too many digits to tell, and nonsense.
    holds(cents, [json!(1e300), json!(1e-300)]);
    holds(Check::MultipleOf(0.0), [json!(1)]);
}

#[test]
fn sizes_of_arrays() {
    holds(Check::MinItems(1), [json!([1])]);
    breaks(Check::MinItems(2), json!([1]), "has 1 element, fewer than 2 (minItems)");
    holds(Check::MaxItems(1), [json!([]), json!([1])]);
    breaks(Check::MaxItems(1), json!([1, 2]), "has 2 elements, more than 1 (maxItems)");
    holds(Check::MinItems(9), one_of_each_but(Kind::Array));
    holds(Check::MaxItems(0), one_of_each_but(Kind::Array));
}

#[test]
fn equal_elements() {
    holds(Check::UniqueItems, [json!([]), json!([1, "1", true, null, [1], {"a": 1}, {"a": 2}])]);
    holds(Check::UniqueItems, one_of_each_but(Kind::Array));
    let value = json!([0, {"a": 1, "b": 2}, {"b": 2, "a": 1}, 0]);
    breaks(Check::UniqueItems, value, "has equal elements, [1] and [2] (uniqueItems)");
}

#[test]
fn sizes_of_objects() {
    holds(Check::MinProperties(1), [json!({"a": null})]);
    breaks(Check::MinProperties(1), json!({}), "has 0 keys, fewer than 1 (minProperties)");
    holds(Check::MaxProperties(1), [json!({}), json!({"a": 1})]);
    breaks(Check::MaxProperties(1), json!({"a": 1, "b": 2}), "has 2 keys, more than 1 (maxProperties)");
    holds(Check::MinProperties(9), one_of_each_but(Kind::Object));
    holds(Check::MaxProperties(0), one_of_each_but(Kind::Object));
}

#[test]
fn keys_that_demand_one_of_each_but() {
    let check = Check::DependentRequired { key: "a", needs: &["b", "c"] };
    holds(check, [json!({}), json!({"b": 1}), json!({"a": 1, "b": null, "c": 1})]);
    holds(check, one_of_each_but(Kind::Object));
    let expected = [
        "body `b`: is required beside `a` (dependentRequired)",
        "body `c`: is required beside `a` (dependentRequired)",
    ];
    assert_eq!(violations(rules(check), &json!({"a": null})), expected);
}

#[test]
fn keys_required_under_conditions() {
    const COUNTRY: Condition = Condition { key: "country", one_of: &["US", "CA"] };
    let check = Check::IfThen { conditions: &[COUNTRY], required: &["postalCode"] };
    holds(
        check,
        [
            json!({}),
            json!({"country": "DE"}),
            json!({"country": 7}),
            json!({"country": null}),
            json!({"country": "US", "postalCode": "1"}),
        ],
    );
    holds(check, one_of_each_but(Kind::Object));
    let expected = r#"body `postalCode`: is required when `country` is "US" or "CA" (if): "CA""#;
    assert_eq!(violations(rules(check), &json!({"country": "CA"})), [expected]);
    const HOME: Condition = Condition { key: "kind", one_of: &["home"] };
    let both = Check::IfThen { conditions: &[COUNTRY, HOME], required: &["a", "b"] };
    holds(both, [json!({"country": "US"}), json!({"kind": "home"})]);
    let found = violations(rules(both), &json!({"country": "US", "kind": "home", "a": 1}));
    let expected = r#"body `b`: is required when `country` is "US" or "CA" and `kind` is "home" (if): "US""#;
    assert_eq!(found, [expected]);
}

#[test]
fn order_of_moments() {
    let check = Check::Order { earlier: "start", later: "end" };
    let found = |start: &str, end: &str| violations(rules(check), &json!({"start": start, "end": end}));
    let (date, local, exact) = ("2026-03-30", "2026-03-30T12:00:00", "2026-03-30T12:00:00+02:00");
    for (start, end) in [
        (date, "2026-03-31"),
        (local, "2026-03-30T12:00:00.000000001"),
        (exact, "2026-03-30T10:00:01Z"),
        // What cannot be compared.
        (date, local),
        (date, exact),
        (local, date),
        (local, exact),
        (exact, date),
        (exact, local),
        ("2026-03-31", "yesterday"),
        ("tomorrow", "2026-03-31"),
        ("9999-12-31T23:59:59Z", exact),
    ] {
        assert_eq!(found(start, end), [""; 0], "{start} {end}");
    }
    for (start, end) in [
        (date, date),
        (date, "2026-03-29"),
        (local, local),
        (local, "2026-03-30T11:59:59"),
        (exact, exact),
        (exact, "2026-03-30T10:00:00Z"),
        (exact, "2026-03-30T12:00:00+02:01"),
    ] {
        let expected = format!("body `end`: is not later than `start` (order): {end:?}");
        assert_eq!(found(start, end), [expected], "{start} {end}");
    }
    holds(check, [json!({"start": date}), json!({"end": date}), json!({"start": date, "end": null})]);
    holds(check, [json!({"start": 7, "end": 7})]);
    holds(check, one_of_each_but(Kind::Object));
}
