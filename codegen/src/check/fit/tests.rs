//! Verdicts on values: those of a library of JSON Schema wherever it has the same words, and our own beyond.

use super::{Breach, Fit, Way};
use crate::check::dialect;
use crate::check::roots::Roots;
use crate::check::version::Version;
use crate::parse::{Document, Node, value};
use crate::pointer::Pointer;
use crate::source::Source;

/// Schemas, a value that satisfies each and one that does not.
const CASES: &[(&str, &str, &str)] = &[
    ("{type: string}", "a", "1"),
    ("{type: integer}", "1.0", "1.5"),
    ("{type: [string, 'null']}", "null", "1"),
    ("{type: [string, integer]}", "1", "true"),
    ("{enum: [1, {a: [b]}]}", "{a: [b]}", "{a: [b, b]}"),
    ("{enum: [1, a]}", "1.0", "2"),
    ("{const: a}", "a", "b"),
    ("{minimum: 1, maximum: 3}", "1", "3.5"),
    ("{exclusiveMinimum: 1}", "1.1", "1"),
    ("{exclusiveMaximum: 1}", "0", "1"),
    ("{multipleOf: 0.01}", "19.99", "19.999"),
    ("{minLength: 2, maxLength: 3}", "éé", "abcd"),
    ("{minLength: 2}", "7", "a"),
    ("{pattern: '^a+$'}", "aa", "ab"),
    ("{minItems: 1, maxItems: 2}", "[1]", "[]"),
    ("{uniqueItems: true}", "[1, 2]", "[1, 2, 1.0]"),
    ("{items: {type: string}}", "[a]", "[a, 1]"),
    ("{prefixItems: [{type: string}], items: {type: integer}}", "[a, 1]", "[a, b]"),
    ("{contains: {type: integer}}", "[a, 1]", "[a]"),
    ("{required: [a]}", "{a: 1}", "{b: 1}"),
    ("{minProperties: 1, maxProperties: 1}", "{a: 1}", "{a: 1, b: 1}"),
    ("{type: object, properties: {a: {type: string}}}", "{b: 1}", "{a: 1}"),
    ("{properties: {a: {}}, additionalProperties: false}", "{a: 1}", "{b: 1}"),
    ("{properties: {a: {}}, additionalProperties: {type: string}}", "{a: 1, b: c}", "{b: 1}"),
    ("{patternProperties: {'^x': {type: string}}}", "{x: a, y: 1}", "{x1: 1}"),
    ("{propertyNames: {maxLength: 1}}", "{a: 1}", "{ab: 1}"),
    ("{dependentRequired: {a: [b]}}", "{a: 1, b: 1}", "{a: 1}"),
    ("{dependentSchemas: {a: {required: [b]}}}", "{b: 1}", "{a: 1}"),
    ("{allOf: [{type: string}, {minLength: 2}]}", "ab", "a"),
    ("{anyOf: [{type: string}, {minimum: 2}]}", "3", "1"),
    ("{oneOf: [{type: string}, {type: integer, maximum: 2}]}", "1", "3"),
    ("{oneOf: [{required: [a]}, {required: [b]}]}", "{a: 1}", "{a: 1, b: 1}"),
    ("{not: {type: string}}", "1", "a"),
    ("{if: {required: [a]}, then: {required: [b]}, else: {required: [c]}}", "{c: 1}", "{a: 1, c: 1}"),
    ("{allOf: [{$ref: '#/components/schemas/A/$defs/B'}], $defs: {B: {type: string}}}", "a", "1"),
    ("{properties: {a: {$ref: '#/components/schemas/A'}}, required: [b]}", "{b: 1, a: {b: 1}}", "{b: 1, a: {}}"),
];

fn node(text: &str) -> Node {
    Document::parse(&Source::new("t.yaml", text)).unwrap().root().clone()
}

/// A document with one component, in the words that rules see.
fn document(schema: &str, version: Version) -> Node {
    let mut root = node(&format!("{{components: {{schemas: {{A: {schema}}}}}}}"));
    let roots = Roots::of(&root, version);
    dialect::to_30(&mut root, &roots, version);
    root
}

fn breach(schema: &str, example: &str, version: Version, way: Way) -> Option<Breach> {
    let root = document(schema, version);
    let at = Pointer::default().key("components").key("schemas").key("A");
    let example = node(&format!("[{example}]"));
    Fit::new(&root, version == Version::V30).breach(root.at(&at).unwrap(), &example.as_array().unwrap()[0], way)
}

#[test]
fn verdicts_are_those_of_json_schema() {
    for (schema, right, wrong) in CASES {
        let library =
            value(&node(&format!("{{components: {{schemas: {{A: {schema}}}}}, $ref: '#/components/schemas/A'}}")));
        let library = jsonschema::draft202012::new(&library).unwrap();
        for (example, fits) in [(right, true), (wrong, false)] {
            assert_eq!(library.is_valid(&value(&node(&format!("[{example}]")))[0]), fits, "{schema} {example}");
            let breach = breach(schema, example, Version::V31, Way::Either);
            assert_eq!(breach.is_none(), fits, "{schema} {example} {breach:?}");
        }
    }
}

#[test]
fn openapi_has_words_of_its_own() {
    let one_way = "{required: [r, w], properties: {r: {readOnly: true}, w: {allOf: [{writeOnly: true}]}}}";
    let beside_reference = "{type: object, properties: {a: {$ref: '#/components/schemas/A', nullable: true}}}";
    for (schema, example, way, keyword) in [
        ("{type: string, nullable: true, enum: [a]}", "null", Way::Either, None),
        ("{type: string, enum: [a, null]}", "null", Way::Either, None),
        ("{type: string}", "null", Way::Either, Some("type")),
        ("{minimum: 1, exclusiveMinimum: true}", "1", Way::Either, Some("minimum")),
        ("{properties: {a: {}}}", "a", Way::Either, Some("type")),
        ("{properties: {a: {}}}", "null", Way::Either, None),
        ("{properties: {a: {}}, allOf: [{type: object}]}", "null", Way::Either, Some("type")),
        (beside_reference, "{a: null}", Way::Either, None),
        (beside_reference, "{a: 1}", Way::Either, Some("type")),
        (beside_reference, "null", Way::Either, Some("type")),
        (
            "{properties: {a: {$ref: '#/components/schemas/A', x-specwright: {accepts: [integer]}}}}",
            "{a: 1}",
            Way::Either,
            None,
        ),
        ("{type: integer, x-specwright: {accepts: [string, 'null']}}", "a", Way::Either, None),
        ("{type: integer, x-specwright: {accepts: [string, 'null']}}", "null", Way::Either, None),
        ("{type: integer, x-specwright: {accepts: [string]}}", "true", Way::Either, Some("type")),
        ("{type: string, format: date}", "2023-02-29", Way::Either, Some("format")),
        ("{type: string, format: email}", "nobody", Way::Either, None),
        (one_way, "{w: 1}", Way::Sent, None),
        (one_way, "{r: 1}", Way::Sent, Some("required")),
        (one_way, "{r: 1}", Way::Received, None),
        (one_way, "{w: 1}", Way::Received, Some("required")),
        (one_way, "{}", Way::Either, None),
        ("{required: [a], properties: {a: {x-specwright: {evidence: inferred}}}}", "{}", Way::Received, None),
        ("{required: [a], properties: {a: {x-specwright: {evidence: inferred}}}}", "{}", Way::Sent, Some("required")),
        (
            "{discriminator: {propertyName: a}, oneOf: [{required: [a]}, {required: [b]}]}",
            "{a: 1, b: 1}",
            Way::Either,
            None,
        ),
    ] {
        let broken = breach(schema, example, Version::V30, way);
        assert_eq!(broken.map(|broken| broken.keyword), keyword, "{schema} {example}");
    }
}

/// An author may be careless, a message is not let through.
#[test]
fn messages_are_held_to_formats_that_examples_are_not() {
    for (schema, right, wrong) in [
        ("{type: integer, format: int32}", ["2147483647", "-2147483648"], ["2147483648", "-2147483649"]),
        (
            "{type: integer, format: int64}",
            ["9223372036854775807", "1.0"],
            ["9223372036854775808", "-9223372036854775809.0"],
        ),
        ("{type: string, format: email}", ["a@b", "'\"a@b\"@c'"], ["nobody", "'a@'"]),
        ("{type: string, format: ipv4}", ["192.0.2.1", "0.0.0.0"], ["192.0.2", "'2001:db8::1'"]),
        ("{type: string, format: ipv6}", ["'2001:db8::1'", "'::'"], ["192.0.2.1", "'2001:db8'"]),
    ] {
        let root = document(schema, Version::V30);
        let schema = root.at(&Pointer::default().key("components").key("schemas").key("A")).unwrap();
        for (example, is_right) in right.map(|text| (text, true)).into_iter().chain(wrong.map(|text| (text, false))) {
            let example = &node(&format!("[{example}]")).as_array().unwrap()[0].clone();
            assert_eq!(Fit::new(&root, true).breach(schema, example, Way::Sent), None, "{example:?}");
            let breach = Fit::of_message(&root, true).breach(schema, example, Way::Sent);
            assert_eq!(breach.is_none(), is_right, "{example:?} {breach:?}");
        }
    }
}

#[test]
fn a_breach_has_its_place_and_is_that_of_the_member_that_is_meant() {
    let schema = "{properties: {a/b: {items: {oneOf: [{type: string}, {type: object, required: [c]}]}}}}";
    let breach = breach(schema, "{a/b: [x, {}]}", Version::V31, Way::Either).unwrap();
    assert_eq!((breach.keyword, breach.pointer().text()), ("required", "/a~1b/1"));
}

/// One of 30 schemas is named by the value, so what it lacks is of use.
#[test]
fn a_breach_is_that_of_the_member_that_the_value_names() {
    let cat = "{type: object, required: [kind, paws], properties: {kind: {type: string, enum: [cat]}}}";
    let dog = "{required: [kind, tail], properties: {kind: {enum: [dog]}}}";
    let why = |schema: &str, example: &str| breach(schema, example, Version::V30, Way::Either).unwrap().why;
    for keyword in ["oneOf", "anyOf"] {
        let choice = format!("{{{keyword}: [{cat}, {{allOf: [{dog}]}}]}}");
        assert_eq!(why(&choice, "{kind: dog}"), "lacks the key `tail`, which stands in `required`");
        assert_eq!(why(&choice, "{kind: cow}"), format!("fits none of the schemas in `{keyword}`"));
        assert_eq!(why(&choice, "7"), format!("fits none of the schemas in `{keyword}`"));
    }
    assert_eq!(why(&format!("{{oneOf: [{cat}, {cat}]}}"), "{kind: cat}"), "fits none of the schemas in `oneOf`");

    let by = |mapping: &str| {
        let choice = "oneOf: [{$ref: '#/components/schemas/A/$defs/Cat'}, {$ref: '#/components/schemas/A/$defs/Dog'}]";
        let kinds = "$defs: {Cat: {required: [paws]}, Dog: {required: [tail]}}";
        format!("{{{choice}, discriminator: {{propertyName: kind{mapping}}}, {kinds}}}")
    };
    let breach = |schema: &str, example: &str| breach(schema, example, Version::V31, Way::Either).unwrap().why;
    let lacks_paws = "lacks the key `paws`, which stands in `required`";
    assert_eq!(breach(&by(""), "{kind: Cat}"), lacks_paws);
    assert_eq!(breach(&by(", mapping: {c: '#/components/schemas/A/$defs/Cat'}"), "{kind: c}"), lacks_paws);
    assert_eq!(breach(&by(", mapping: {c: Cat}"), "{kind: c}"), lacks_paws);
    assert_eq!(breach(&by(""), "{kind: cow}"), "fits none of the schemas in `oneOf`");
}

#[test]
fn a_slip_has_its_remedy() {
    for (schema, example, remedy) in [
        ("{type: string}", "400", Some("put it in quotes")),
        ("{type: string}", "true", Some("put it in quotes")),
        ("{type: string}", "[]", None),
        ("{type: boolean}", "'false'", Some("remove the quotes")),
        ("{type: boolean}", "'no'", None),
        ("{type: integer}", "'7'", Some("remove the quotes")),
        ("{type: integer}", "'7.5'", None),
        ("{type: array}", "'[1, 2]'", Some("write the list itself, not its text")),
        ("{type: object}", "' {} '", Some("write the object itself, not its text")),
        ("{type: object}", "'[1, 2]'", None),
        ("{enum: [Active, Closed]}", "ACTIVE", Some("write `Active`")),
        ("{enum: [Active, Closed]}", "Activ", None),
        ("{enum: ['+', '-']}", "'/'", None),
        ("{enum: ['1', '2']}", "1", Some("put it in quotes")),
        ("{required: [LineItems]}", "{Lineitems: []}", Some("write `LineItems` for `Lineitems`")),
        ("{required: [id], properties: {ids: {}}}", "{ids: []}", None),
        ("{properties: {lives: {}}, additionalProperties: false}", "{live: 9}", Some("write `lives` for `live`")),
        ("{properties: {lives: {}}, additionalProperties: false}", "{paws: 4}", None),
    ] {
        let breach = breach(schema, example, Version::V31, Way::Either).unwrap();
        assert_eq!(breach.remedy.as_deref(), remedy, "{schema} {example}");
    }
}

#[test]
fn what_cannot_be_judged_is_no_breach() {
    for schema in [
        "{$ref: '#/components/schemas/Missing'}",
        "{pattern: '(?!a)b'}",
        "{not: {pattern: '(?!a)b'}}",
        "{allOf: [{$ref: '#/components/schemas/A'}]}",
        "{oneOf: [{unevaluatedProperties: false}, {}]}",
        "{if: {$ref: '#/components/schemas/Missing'}, then: {type: integer}}",
    ] {
        assert_eq!(breach(schema, "a", Version::V31, Way::Either), None, "{schema}");
    }
}

/// Each member of the union asks for the union again, for the same value.
#[test]
fn work_is_counted() {
    let again = ["{$ref: '#/components/schemas/A'}"; 8].join(", ");
    assert_eq!(breach(&format!("{{anyOf: [{again}]}}"), "a", Version::V31, Way::Either), None);
    let schema = format!("{{oneOf: [{{properties: {{a: {{anyOf: [{again}]}}}}, required: [b]}}, {{type: string}}]}}");
    let deep = format!("{}1{}", "{a: ".repeat(60), "}".repeat(60));
    drop(breach(&schema, &deep, Version::V31, Way::Either));
    let pattern = "{items: {pattern: '^(a{30}){30}'}}";
    let long = vec![format!("'{}'", "a".repeat(2_000)); 200].join(", ");
    assert_eq!(breach(pattern, &format!("[{long}]"), Version::V31, Way::Either), None);
}
