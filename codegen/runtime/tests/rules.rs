//! What rules demand of a value, and what their violations say.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use serde_json::{Value, json};
use specwright_runtime::{Argument, Check, Condition, Format, Kind, Rules, Variant};

fn rules(check: Check) -> &'static Rules {
    Box::leak(Box::new(Rules::checks(Box::leak(Box::new([check])))))
}

/// All violations in words.
fn words(rules: &'static Rules, value: &Value) -> Vec<String> {
    let violations = rules.validate(value).err();
    violations.iter().flat_map(|error| error.violations()).map(ToString::to_string).collect()
}

#[track_caller]
fn holds(check: Check, values: impl IntoIterator<Item = Value>) {
    for value in values {
        assert_eq!(words(rules(check), &value), [""; 0], "{check:?} {value}");
    }
}

#[track_caller]
fn breaks(check: Check, value: Value, text: &str) {
    assert_eq!(words(rules(check), &value), [format!("body: {text}")], "{check:?}");
}

/// A value of each JSON type but one.
fn others(kind: Kind) -> Vec<Value> {
    let values = [
        (Kind::Any, json!(null)),
        (Kind::Boolean, json!(false)),
        (Kind::String, json!("?")),
        (Kind::Number, json!(0.5)),
        (Kind::Array, json!([[], []])),
        (Kind::Object, json!({"?": 1})),
    ];
    values.into_iter().filter(|(of, _)| *of != kind).map(|(_, value)| value).collect()
}

#[test]
fn lengths_are_in_code_points() {
    holds(Check::MinLength(2), [json!("üü"), json!("👍🏽")]);
    breaks(Check::MinLength(2), json!("ü"), r#"has 1 character, fewer than 2 (minLength): "ü""#);
    holds(Check::MaxLength(2), [json!(""), json!("üü")]);
    breaks(Check::MaxLength(2), json!("abc"), r#"has 3 characters, more than 2 (maxLength): "abc""#);
    holds(Check::MinLength(2), others(Kind::String));
    holds(Check::MaxLength(0), others(Kind::String));
}

#[test]
fn patterns_are_searched_for() {
    let digits = Check::Pattern("[0-9]{2}");
    holds(digits, [json!("12"), json!("a12b")]);
    holds(digits, others(Kind::String));
    breaks(digits, json!("1a2"), r#"does not match `[0-9]{2}` (pattern): "1a2""#);
    breaks(Check::Pattern("^ü.$"), json!("ü"), r#"does not match `^ü.$` (pattern): "ü""#);
    holds(Check::Pattern("^ü.$"), [json!("ü👍")]);
    holds(Check::Pattern("(?=unsupported)("), [json!("a")]);
    let long = words(rules(Check::Pattern("x".repeat(999).leak())), &json!("a"));
    assert!(long[0].chars().count() < 320, "{long:?}");
}

#[test]
fn formats_refuse_only_what_is_certain() {
    let mail = Check::Format(Format::Email);
    holds(mail, [json!("a@b"), json!("ü+x'y@exämple.com"), json!("a@[127.0.0.1]")]);
    for wrong in ["", "a", "@", "a@", "@b", "a@b@c", "a b@c", "a@b\n", "\u{a0}a@b", "a@b\u{7f}"] {
        assert_eq!(words(rules(mail), &json!(wrong)).len(), 1, "{wrong:?}");
    }
    breaks(mail, json!("a"), r#"is not an e-mail address (format): "a""#);
    let uri = Check::Format(Format::Uri);
    holds(uri, [json!("https://a/{b}?c#d"), json!("urn:isbn:1"), json!("MAILTO:a@b"), json!("a+b-c.d:")]);
    for wrong in ["", "a", "/a", "//a/b", ":a", "1a:b", "a_b:c", "a/b:c", "https://a b", "ü:a", "https://a\n"] {
        assert_eq!(words(rules(uri), &json!(wrong)).len(), 1, "{wrong:?}");
    }
    let uuid = Check::Format(Format::Uuid);
    holds(uuid, [json!("67E55044-10b1-426f-9247-bb680e5fe0c8")]);
    breaks(uuid, json!("67e55044"), r#"is not a UUID with hyphens (format): "67e55044""#);
    let date = Check::Format(Format::Date);
    holds(date, [json!("2024-02-29")]);
    breaks(date, json!("2023-02-29"), r#"is not a date such as 2026-02-28 (format): "2023-02-29""#);
    let (v4, v6) = (Check::Format(Format::Ipv4), Check::Format(Format::Ipv6));
    holds(v4, [json!("127.0.0.1")]);
    breaks(v4, json!("::1"), r#"is not an IPv4 address (format): "::1""#);
    holds(v6, [json!("::1"), json!("::ffff:127.0.0.1")]);
    breaks(v6, json!("127.0.0.1"), r#"is not an IPv6 address (format): "127.0.0.1""#);
    for format in [mail, uri, uuid, date, v4, v6] {
        holds(format, others(Kind::String));
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
        holds(check, others(Kind::Number));
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
    holds(Check::MinItems(9), others(Kind::Array));
    holds(Check::MaxItems(0), others(Kind::Array));
}

#[test]
fn equal_elements() {
    holds(Check::UniqueItems, [json!([]), json!([1, "1", true, null, [1], {"a": 1}, {"a": 2}])]);
    holds(Check::UniqueItems, others(Kind::Array));
    let value = json!([0, {"a": 1, "b": 2}, {"b": 2, "a": 1}, 0]);
    breaks(Check::UniqueItems, value, "has equal elements, [1] and [2] (uniqueItems)");
}

#[test]
fn sizes_of_objects() {
    holds(Check::MinProperties(1), [json!({"a": null})]);
    breaks(Check::MinProperties(1), json!({}), "has 0 keys, fewer than 1 (minProperties)");
    holds(Check::MaxProperties(1), [json!({}), json!({"a": 1})]);
    breaks(Check::MaxProperties(1), json!({"a": 1, "b": 2}), "has 2 keys, more than 1 (maxProperties)");
    holds(Check::MinProperties(9), others(Kind::Object));
    holds(Check::MaxProperties(0), others(Kind::Object));
}

#[test]
fn keys_that_demand_others() {
    let check = Check::DependentRequired { key: "a", needs: &["b", "c"] };
    holds(check, [json!({}), json!({"b": 1}), json!({"a": 1, "b": null, "c": 1})]);
    holds(check, others(Kind::Object));
    let expected = [
        "body `b`: is required beside `a` (dependentRequired)",
        "body `c`: is required beside `a` (dependentRequired)",
    ];
    assert_eq!(words(rules(check), &json!({"a": null})), expected);
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
    holds(check, others(Kind::Object));
    let expected = r#"body `postalCode`: is required when `country` is "US" or "CA" (if): "CA""#;
    assert_eq!(words(rules(check), &json!({"country": "CA"})), [expected]);
    const HOME: Condition = Condition { key: "kind", one_of: &["home"] };
    let both = Check::IfThen { conditions: &[COUNTRY, HOME], required: &["a", "b"] };
    holds(both, [json!({"country": "US"}), json!({"kind": "home"})]);
    let found = words(rules(both), &json!({"country": "US", "kind": "home", "a": 1}));
    let expected = r#"body `b`: is required when `country` is "US" or "CA" and `kind` is "home" (if): "US""#;
    assert_eq!(found, [expected]);
}

#[test]
fn order_of_moments() {
    let check = Check::Order { earlier: "start", later: "end" };
    let found = |start: &str, end: &str| words(rules(check), &json!({"start": start, "end": end}));
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
    holds(check, others(Kind::Object));
}

static SHORT: Rules = Rules::checks(&[Check::MaxLength(2)]);
static COUNT: Rules = Rules::checks(&[Check::Minimum(1.0)]);
static PIN: Rules = Rules { checks: &[Check::MinLength(4)], secret: true, ..Rules::NONE };
static ADDRESS: Rules = Rules { properties: &[("zip", &SHORT)], additional: Some(&COUNT), ..Rules::NONE };
static ACCOUNT: Rules = Rules {
    checks: &[Check::MinProperties(9)],
    also: &[&Rules::checks(&[Check::DependentRequired { key: "name", needs: &["id"] }])],
    properties: &[("name", &SHORT), ("addresses", &Rules { items: Some(&ADDRESS), ..Rules::NONE }), ("pin", &PIN)],
    ..Rules::NONE
};

#[test]
fn all_violations_at_once_with_their_paths() {
    let value = json!({
        "pin": "12",
        "addresses": [{"zip": "ok"}, {"zip": "long", "rooms": 0, "a\nb": 0}],
        "name": "long",
        "other": 0,
    });
    let expected = [
        "body: has 4 keys, fewer than 9 (minProperties)",
        "body `id`: is required beside `name` (dependentRequired)",
        r"body `addresses[1].a\nb`: is less than 1 (minimum): 0",
        "body `addresses[1].rooms`: is less than 1 (minimum): 0",
        r#"body `addresses[1].zip`: has 4 characters, more than 2 (maxLength): "long""#,
        r#"body `name`: has 4 characters, more than 2 (maxLength): "long""#,
        "body `pin`: has 2 characters, fewer than 4 (minLength)",
    ];
    assert_eq!(words(&ACCOUNT, &value), expected);
    let error = ACCOUNT.validate(&value).unwrap_err();
    assert_eq!(error.to_string(), expected.join("\n"));
    let zip = &error.violations()[4];
    assert_eq!((zip.argument(), zip.path(), zip.rule()), (Argument::Body, "addresses[1].zip", "maxLength"));
    assert_eq!(zip.value(), Some(r#""long""#));
    assert_eq!(error.violations()[0].path(), "");
}

#[test]
fn what_two_ways_lead_to_is_said_once() {
    static BOTH: Rules = Rules { also: &[&SHORT, &SHORT], ..SHORT };
    assert_eq!(words(&BOTH, &json!("long")).len(), 1);
}

#[test]
fn nothing_is_demanded_of_what_rules_do_not_know() {
    assert_eq!(words(&Rules::NONE, &json!({"a": [1]})), [""; 0]);
    assert_eq!(words(&SHORT, &json!(["long"])), [""; 0]);
}

#[test]
fn a_hundred_violations_are_enough() {
    static LIST: Rules = Rules { items: Some(&SHORT), ..Rules::NONE };
    let value: Value = vec!["long"; 5000].into();
    assert_eq!(words(&LIST, &value).len(), 100);
}

#[test]
fn values_are_cut_and_stay_in_their_line() {
    let text = "x".repeat(81);
    let error = SHORT.validate(&text).unwrap_err();
    assert_eq!(error.violations()[0].value(), Some(format!("\"{}…\"", "x".repeat(80)).as_str()));
    let error = SHORT.validate("a\n\u{1b}[2J\u{9b}\u{202e}").unwrap_err();
    assert_eq!(error.violations()[0].value(), Some(r#""a\n\u{1b}[2J\u{9b}\u{202e}""#));
}

/// Every way for a rule to see a secret: below it, beside it, in another member, by a rule of the whole.
#[test]
fn secrets_are_not_quoted() {
    static BELOW: Rules = Rules {
        secret: true,
        properties: &[("a", &SHORT), ("b", &Rules { items: Some(&SHORT), ..Rules::NONE })],
        ..Rules::NONE
    };
    static BESIDE: Rules = Rules {
        checks: &[
            Check::IfThen { conditions: &[Condition { key: "pin", one_of: &["1234"] }], required: &["missing"] },
            Check::Order { earlier: "from", later: "to" },
        ],
        also: &[&Rules { properties: &[("to", &PIN)], ..Rules::NONE }],
        properties: &[("pin", &PIN)],
        ..Rules::NONE
    };
    const MEMBER: Variant = Variant { kind: Kind::Any, required: &[], tags: &[], rules: &BELOW };
    static MEMBERS: Rules = Rules { variants: &[MEMBER], ..Rules::NONE };
    static OF_MEMBERS: Rules = Rules { properties: &[("a", &SHORT)], ..MEMBERS };
    static IN_MEMBER: Rules = Rules { secret: true, variants: &[Variant { rules: &ADDRESS, ..MEMBER }], ..Rules::NONE };
    for (rules, value, count) in [
        (&PIN, json!("sh"), 1),
        (&BELOW, json!({"a": "hunter2", "b": ["hunter2"]}), 2),
        (&MEMBERS, json!({"a": "hunter2", "b": ["hunter2"]}), 2),
        (&OF_MEMBERS, json!({"a": "hunter2"}), 1),
        (&IN_MEMBER, json!({"zip": "hunter2"}), 1),
        (&BESIDE, json!({"pin": "1234", "from": "2026-01-01", "to": "2026-01-01"}), 2),
    ] {
        let error = rules.validate(&value).unwrap_err();
        assert_eq!(error.violations().len(), count, "{error}");
        assert!(error.violations().iter().all(|violation| violation.value().is_none()), "{error}");
        assert!(!format!("{error} {error:?}").contains("hunter2"), "{error:?}");
    }
}

const CAT: Variant = Variant {
    kind: Kind::Object,
    required: &["lives"],
    tags: &[("kind", &["cat", "kitten"])],
    rules: &Rules { properties: &[("lives", &COUNT), ("name", &SHORT)], ..Rules::NONE },
};
static DOG: Rules = Rules { properties: &[("name", &SHORT), ("tail", &COUNT), ("ears", &COUNT)], ..Rules::NONE };
static PET: Rules = Rules {
    variants: &[
        CAT,
        Variant { required: &["tail"], tags: &[], rules: &DOG, ..CAT },
        Variant { kind: Kind::Integer, required: &[], tags: &[], rules: &COUNT },
        Variant { kind: Kind::String, required: &[], tags: &[], rules: &SHORT },
    ],
    ..Rules::NONE
};

#[test]
fn unions_go_by_the_members_that_are_meant() {
    // No member is meant.
    for value in
        [json!({"kind": "bird", "lives": 0}), json!({"kind": "cat"}), json!({"lives": 0}), json!(0.5), json!(null)]
    {
        assert_eq!(words(&PET, &value), [""; 0], "{value}");
    }
    let lives = "body `lives`: is less than 1 (minimum): 0";
    for kind in ["cat", "kitten"] {
        assert_eq!(words(&PET, &json!({"kind": kind, "lives": 0})), [lives]);
    }
    assert_eq!(words(&PET, &json!(0)), ["body: is less than 1 (minimum): 0"]);
    assert_eq!(words(&PET, &json!(0.0)).len(), 1, "an integer all the same");
    assert_eq!(words(&PET, &json!("long")).len(), 1);
    // One of two that are meant has nothing against it.
    assert_eq!(words(&PET, &json!({"kind": "cat", "lives": 0, "tail": 1})), [""; 0]);
    // The fewest, then the first.
    let fewest = json!({"kind": "cat", "lives": 0, "tail": 0, "ears": 0});
    assert_eq!(words(&PET, &fewest), [lives]);
    let first = json!({"kind": "cat", "lives": 0, "tail": 0});
    assert_eq!(words(&PET, &first), [lives]);
}

#[test]
fn kinds_of_members() {
    for (kind, value) in [
        (Kind::String, json!("a")),
        (Kind::Integer, json!(7)),
        (Kind::Number, json!(0.5)),
        (Kind::Boolean, json!(true)),
        (Kind::Array, json!([])),
        (Kind::Object, json!({})),
    ] {
        for value in others(Kind::Any).into_iter().chain([value]) {
            let is = |kind| {
                let members = Box::leak(Box::new([Variant { kind, required: &[], tags: &[], rules: &EVERYTHING }]));
                let rules: &'static Rules = Box::leak(Box::new(Rules { variants: members, ..Rules::NONE }));
                rules.validate(&value).is_err()
            };
            let expected = match &value {
                Value::String(_) => kind == Kind::String,
                Value::Number(number) => kind == Kind::Number || kind == Kind::Integer && number.is_i64(),
                Value::Bool(_) => false,
                Value::Array(_) => kind == Kind::Array,
                Value::Object(_) => kind == Kind::Object,
                Value::Null => false,
            };
            assert_eq!(is(kind), expected, "{kind:?} {value}");
            assert_eq!(is(Kind::Any), !value.is_boolean() && !value.is_null());
        }
    }
}

/// No value but null and booleans, which have no checks.
static EVERYTHING: Rules =
    Rules::checks(&[Check::MinLength(9), Check::Minimum(99.0), Check::MinItems(9), Check::MinProperties(9)]);

static TREE: Rules = Rules {
    properties: &[("name", &SHORT), ("c", &TREE)],
    variants: &[
        Variant { kind: Kind::Object, required: &[], tags: &[], rules: &TREE },
        Variant { kind: Kind::Object, required: &[], tags: &[], rules: &TREE },
    ],
    ..Rules::NONE
};

#[test]
fn rules_that_hold_themselves_end() {
    static LIST: Rules = Rules { checks: &[Check::MaxItems(1)], items: Some(&LIST), also: &[&LIST], ..Rules::NONE };
    assert!(!words(&LIST, &json!([[[1, 2]]])).is_empty());
    let mut value = json!({"name": "long"});
    for _ in 0..100 {
        value = json!({"name": "long", "c": value});
    }
    let found = words(&TREE, &value);
    assert_eq!(found.len(), 100);
    assert_eq!(found[0], r#"body `name`: has 4 characters, more than 2 (maxLength): "long""#);
}

#[test]
fn a_valid_union_costs_one_visit_a_member() {
    static NODE: Rules = Rules { properties: &[("c", &UNION)], ..Rules::NONE };
    const MEMBER: Variant = Variant { kind: Kind::Object, required: &[], tags: &[], rules: &NODE };
    static UNION: Rules = Rules { variants: &[MEMBER, MEMBER], ..Rules::NONE };
    static BOTH: Rules = Rules { properties: &[("a", &UNION), ("name", &SHORT)], ..Rules::NONE };
    let deep = (0..50).fold(json!({}), |value, _| json!({ "c": value }));
    assert_eq!(words(&BOTH, &json!({"a": deep, "name": "long"})).len(), 1);
}

#[test]
fn what_is_too_deep_is_not_checked() {
    static CHAIN: Rules = Rules { properties: &[("name", &SHORT), ("child", &CHAIN)], ..Rules::NONE };
    let mut value = json!({});
    for depth in (0..200).rev() {
        value = json!({"child": value, "name": if depth == 120 || depth == 150 { "long" } else { "" }});
    }
    assert_eq!(words(&CHAIN, &value).len(), 1);
}
