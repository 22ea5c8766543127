//! How rules reach all parts of a value, and what their violations show of it.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod common;

use common::{one_of_each_but, violations};
use serde_json::{Value, json};
use specwright_runtime::{Argument, Check, Condition, Kind, Rules, Variant};

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
fn a_body_that_is_no_json_is_a_violation() {
    let error = SHORT.validate(&[1.0, f64::NAN]).unwrap_err();
    assert_eq!(error.to_string(), "body: holds a number that JSON has no form for (NaN or infinity) (type)");
}

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
    assert_eq!(violations(&ACCOUNT, &value), expected);
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
    assert_eq!(violations(&BOTH, &json!("long")).len(), 1);
}

#[test]
fn nothing_is_demanded_of_what_rules_do_not_know() {
    assert_eq!(violations(&Rules::NONE, &json!({"a": [1]})), [""; 0]);
    assert_eq!(violations(&SHORT, &json!(["long"])), [""; 0]);
}

#[test]
fn a_hundred_violations_are_enough() {
    static LIST: Rules = Rules { items: Some(&SHORT), ..Rules::NONE };
    let value: Value = vec!["long"; 5000].into();
    assert_eq!(violations(&LIST, &value).len(), 100);
    let needs: Vec<&str> = (0..150).map(|n| &*n.to_string().leak()).collect();
    let check = Check::DependentRequired { key: "a", needs: needs.leak() };
    let rules: &'static Rules = Box::leak(Box::new(Rules::checks(Box::leak(Box::new([check])))));
    assert_eq!(violations(rules, &json!({"a": 1})).len(), 100);
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
    for value in [json!({"kind": "bird", "lives": 0}), json!({"kind": "cat"}), json!(0.5), json!(null)] {
        assert_eq!(violations(&PET, &value), [""; 0], "{value}");
    }
    let lives = "body `lives`: is less than 1 (minimum): 0";
    for kind in ["cat", "kitten"] {
        assert_eq!(violations(&PET, &json!({"kind": kind, "lives": 0})), [lives]);
    }
    // A tag that is left out may have been optional.
    assert_eq!(violations(&PET, &json!({"lives": 0})), [lives]);
    assert_eq!(violations(&PET, &json!(0)), ["body: is less than 1 (minimum): 0"]);
    assert_eq!(violations(&PET, &json!(0.0)).len(), 1, "an integer all the same");
    assert_eq!(violations(&PET, &json!("long")).len(), 1);
    // One of two that are meant has nothing against it.
    assert_eq!(violations(&PET, &json!({"kind": "cat", "lives": 0, "tail": 1})), [""; 0]);
    // The fewest, then the first.
    let fewest = json!({"kind": "cat", "lives": 0, "tail": 0, "ears": 0});
    assert_eq!(violations(&PET, &fewest), [lives]);
    let first = json!({"kind": "cat", "lives": 0, "tail": 0});
    assert_eq!(violations(&PET, &first), [lives]);
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
        for value in one_of_each_but(Kind::Any).into_iter().chain([value]) {
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
    assert!(!violations(&LIST, &json!([[[1, 2]]])).is_empty());
    let mut value = json!({"name": "long"});
    for _ in 0..100 {
        value = json!({"name": "long", "c": value});
    }
    assert!(!violations(&TREE, &value).is_empty());
}

#[test]
fn a_valid_union_costs_one_visit_a_member() {
    static NODE: Rules = Rules { properties: &[("c", &UNION)], ..Rules::NONE };
    static UNION: Rules = Rules {
        variants: &[
            Variant { kind: Kind::Object, required: &[], tags: &[], rules: &NODE },
            Variant { kind: Kind::Object, required: &[], tags: &[], rules: &NODE },
        ],
        ..Rules::NONE
    };
    static BOTH: Rules = Rules { properties: &[("a", &UNION), ("name", &SHORT)], ..Rules::NONE };
    let deep = (0..50).fold(json!({}), |value, _| json!({ "c": value }));
    assert_eq!(violations(&BOTH, &json!({"a": deep, "name": "long"})).len(), 1);
}

#[test]
fn what_is_too_deep_is_not_checked() {
    static CHAIN: Rules = Rules { properties: &[("name", &SHORT), ("child", &CHAIN)], ..Rules::NONE };
    let mut value = json!({});
    for depth in (0..200).rev() {
        value = json!({"child": value, "name": if depth == 120 || depth == 150 { "long" } else { "" }});
    }
    assert_eq!(violations(&CHAIN, &value).len(), 1);
}
