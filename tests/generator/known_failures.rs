//! Where generators of this kind are known to fail, or to be wrong without a word, and what shows that this one is not.
//!
//! Each was met in a generator that is widely used. What stands beside it is a fixture or a test. The fixtures of
//! `conformance` give clients that compile without a warning, through which all their values pass unchanged; those of
//! `rules` are refused or warned of, at the place of the mistake.

use super::support::{files_below, read, root, tests_dir};

/// What fails, and what shows that it does not.
type Row = (&'static str, &'static [&'static str]);

/// What is valid and was refused, or is not and was refused without a place.
const ERRORS: [Row; 17] = [
    ("OpenAPI 3.1 and 3.2", &["features/v31_types.yaml", "features/v32.yaml", "rules/unsupported_version.yaml"]),
    ("a path item behind `$ref`", &["features/path_items.yaml"]),
    ("operationId missing or twice", &["features/no_operation_id.yaml", "rules/duplicate_operation_id.yaml"]),
    ("bodies of XML, CSV, images, any type, merge patches", &["conformance/bodies.yaml"]),
    ("media types in another case or with blanks", &["conformance/bodies.yaml"]),
    ("a multipart body", &["features/multipart.yaml", "features/multipart_31.yaml"]),
    ("a body without schema", &["conformance/bodies.yaml"]),
    ("bytes and texts with constraints", &["conformance/bodies.yaml"]),
    ("cookie parameters, `content` in parameters", &["cookies_stand_in_one_header_with_the_credential"]),
    ("deepObject, matrix, label", &["deep_objects_go_on_with_brackets", "paths_have_each_style"]),
    ("spaceDelimited, pipeDelimited", &["features/parameter_arrays.yaml"]),
    ("another's extensions", &["conformance/operations.yaml"]),
    ("a method that is none", &["rules/method_name.yaml"]),
    ("a path that is no template, or has no slash", &["rules/path_syntax.yaml", "features/repaired_operations.yaml"]),
    ("a pattern that cannot be run", &["rules/unenforced_pattern.yaml"]),
    (
        "a default of another type, or 1.0 as an integer",
        &["rules/default_type.yaml", "conformance/defaults_and_conditions.yaml"],
    ),
    ("an enum value of another type", &["rules/enum_value_type.yaml", "features/repaired_schemas.yaml"]),
];

/// What made the generator panic or overflow its stack.
const PANICS: [Row; 30] = [
    ("several types of success or of error", &["conformance/responses.yaml", "features/several_successes.yaml"]),
    ("a success beside `default`", &["conformance/responses.yaml"]),
    ("JSON without schema, or with `encoding`", &["conformance/responses.yaml"]),
    ("several media types of a body", &["features/body_choice.yaml", "conformance/bodies.yaml"]),
    ("a form with `encoding`", &["conformance/bodies.yaml"]),
    ("a path parameter that is not required", &["rules/path_parameter_required.yaml"]),
    ("a path parameter undeclared", &["rules/undeclared_path_parameter.yaml"]),
    ("a path parameter that is not in the path", &["rules/unused_path_parameter.yaml"]),
    ("one name in path and query", &["features/parameters_of_one_name.yaml"]),
    ("`$ref` to nothing", &["rules/unknown_ref.yaml"]),
    ("references in a circle", &["rules/reference_cycle.yaml"]),
    ("an object in a query, a header or the path", &["arrays_and_objects_have_each_style_of_queries"]),
    ("a protocol upgrade", &["conformance/responses.yaml"]),
    ("an exclusive bound without a bound", &["conformance/scalars.yaml"]),
    ("an unknown `type`", &["features/repaired_schemas.yaml", "features/v31_types.yaml"]),
    ("`$ref` into other files, to deep places", &["features/references.yaml", "rules/external_ref.yaml"]),
    ("`allOf` in a circle", &["conformance/all_of.yaml", "features/recursion_all_of.yaml"]),
    ("a base that is a union of its kinds", &["features/base_of_kinds.yaml", "features/polymorphic_base.yaml"]),
    ("a key overridden by its own type", &["conformance/all_of.yaml", "features/all_of_twice.yaml"]),
    ("`anyOf` beside `oneOf`", &["conformance/unions.yaml", "features/kinds.yaml"]),
    ("enum values that make one name", &["conformance/enums.yaml", "features/open_enum.yaml"]),
    ("an enum of several types", &["conformance/enums.yaml", "features/rules_31.yaml"]),
    ("`format` on an object, bounds without a type", &["conformance/scalars.yaml"]),
    ("`not`", &["conformance/defaults_and_conditions.yaml", "rules/unenforced_keyword.yaml"]),
    ("defaults of objects, lists and unions", &["conformance/defaults_and_conditions.yaml"]),
    ("`if`, `const` beside `enum`", &["conformance/defaults_and_conditions.yaml"]),
    ("`oneOf` with `false`", &["conformance/defaults_and_conditions.yaml"]),
    ("`propertyNames: false`", &["conformance/arrays_and_maps.yaml"]),
    ("a member of a union that requires another key", &["conformance/unions.yaml"]),
    ("statuses without a name of their own", &["conformance/responses.yaml"]),
];

/// What gave code that does not compile.
const UNCOMPILED: [Row; 9] = [
    (
        "operations of one name, or named like the client's own",
        &["conformance/operations.yaml", "features/names_of_operations.yaml"],
    ),
    ("parameters of one name", &["conformance/operations.yaml"]),
    ("parameters named like what requests have", &["conformance/operations.yaml", "features/names_of_parameters.yaml"]),
    ("header parameters of lists, and nullable", &["conformance/operations.yaml"]),
    ("keys of one name, and beside free keys", &["conformance/types_of_one_name.yaml", "features/names.yaml"]),
    ("components of one name, and inline schemas", &["conformance/types_of_one_name.yaml"]),
    ("components named like Rust's own", &["conformance/types_of_one_name.yaml", "features/names_of_types.yaml"]),
    ("OPTIONS and TRACE", &["conformance/operations.yaml"]),
    ("`default` beside ranges", &["conformance/responses.yaml"]),
];

/// What compiled and did something else.
const WRONG: [Row; 22] = [
    ("inline schemas of one operation share a type", &["conformance/types_of_one_name.yaml"]),
    ("a component is taken for an inline schema of its name", &["conformance/types_of_one_name.yaml"]),
    ("of two parameters of one name one is dropped", &["features/parameters_of_one_name.yaml"]),
    ("`$ref` to another file leads into this one", &["a_schema_of_another_file_is_not_the_component_of_that_name"]),
    ("`explode: false` is ignored", &["each_style_reaches_its_place"]),
    (
        "`..` as a value leads out of the path",
        &["path_values_that_bend_the_path_are_refused", "path_values_stay_one_segment"],
    ),
    ("a header goes along that nobody documents", &["get_connection_sends_the_documented_request"]),
    (
        "servers are ignored, slashes doubled",
        &["every_form_of_base_url_leads_to_the_connection", "features/servers.yaml"],
    ),
    ("security is ignored", &["credentials_go_where_their_scheme_says", "features/security.yaml"]),
    ("`deprecated` is ignored", &["features/deprecated.yaml"]),
    ("an optional body is required", &["features/optional_body.yaml"]),
    ("JSON is read whatever the answer says it is", &["html_page_at_a_documented_status_keeps_status_and_body"]),
    ("nothing but JSON has a type", &["features/media_types.yaml"]),
    ("a documented redirect is an error", &["documented_redirect_is_a_response"]),
    ("a range hides a status", &["most_specific_status_wins_whatever_the_order"]),
    ("a form with a list fails when it is sent", &["bodies_carry_their_media_type"]),
    ("a nested object fails when it is sent", &["a_parameter_in_a_form_that_no_style_defines_is_pointed_out"]),
    ("any value with bounds is a list", &["conformance/scalars.yaml"]),
    ("an empty segment of a path is lost", &["features/parameters_of_one_name.yaml"]),
    ("a union of texts is never read", &["conformance/unions.yaml"]),
    ("a union drops keys, and its discriminator", &["conformance/unions.yaml", "features/discriminator.yaml"]),
    ("`allOf` with a closed member has no value", &["conformance/all_of.yaml"]),
];

/// Where types said less than the document.
const TYPES: [Row; 20] = [
    ("a value that an enum does not list", &["conformance/enums.yaml", "open_enum_keeps_other_texts"]),
    ("enums of integers, numbers and booleans", &["conformance/enums.yaml", "features/rules_31.yaml"]),
    ("null or absent", &["conformance/presence.yaml", "every_presence_survives_both_ways"]),
    ("empty or absent", &["conformance/presence.yaml"]),
    ("bounds of integers", &["conformance/scalars.yaml", "bounds_of_numbers", "large_integers_are_not_rounded"]),
    ("bounds of numbers", &["features/rules.yaml", "multiples_are_decimal"]),
    ("length and pattern beside a format or an enum", &["conformance/scalars.yaml", "conformance/enums.yaml"]),
    ("the offset of a time", &["conformance/scalars.yaml", "o27_times_come_back_unchanged_and_get_no_offset"]),
    ("formats of texts", &["conformance/scalars.yaml", "formats_refuse_only_what_is_certain"]),
    ("counts of elements, and more than 32", &["conformance/arrays_and_maps.yaml", "sizes_of_arrays"]),
    ("`uniqueItems`", &["conformance/arrays_and_maps.yaml", "equal_elements"]),
    ("counts of keys, keys by pattern", &["conformance/arrays_and_maps.yaml", "sizes_of_objects"]),
    ("a default is sent though nobody set it", &["defaults_are_not_sent_of_their_own_accord"]),
    ("docs in an `allOf` are lost", &["features/all_of.yaml", "features/all_of_twice.yaml"]),
    ("a type that holds itself", &["conformance/all_of.yaml", "features/recursion.yaml"]),
    ("a key that nobody documents", &["an_undocumented_key_is_no_error_and_stays_in_the_raw_body"]),
    ("`title` names types twice", &["conformance/types_of_one_name.yaml"]),
    ("`readOnly` keys are asked for", &["features/one_way.yaml", "conformance/presence.yaml"]),
    ("what stands beside `$ref` is lost", &["features/v31_types.yaml", "conformance/defaults_and_conditions.yaml"]),
    ("patterns that run for ever", &["rules/unenforced_pattern.yaml", "patterns_are_searched_for"]),
];

/// Folders with tests.
const FOLDERS: [&str; 5] =
    ["tests/generator", "tests/operations", "tests/wire", "codegen/runtime/tests", "codegen/runtime/src"];

#[test]
fn each_known_failure_has_a_fixture_or_a_test() {
    let tests: Vec<String> =
        FOLDERS.iter().flat_map(|folder| files_below(&root().join(folder), ".rs")).map(read).collect();
    let is_test = |name: &str| tests.iter().any(|text| declares_test(text, name));
    let is_fixture = |path: &str| tests_dir().join("fixtures").join(path).is_file();
    for (what, shown_by) in ERRORS.iter().chain(&PANICS).chain(&UNCOMPILED).chain(&WRONG).chain(&TYPES) {
        assert!(!shown_by.is_empty(), "{what}");
        for name in *shown_by {
            assert!(if name.ends_with(".yaml") { is_fixture(name) } else { is_test(name) }, "{what}: {name}");
        }
    }
}

/// Whether a file has a test of this name.
fn declares_test(text: &str, name: &str) -> bool {
    let signature = format!("fn {name}() {{");
    let mut lines = text.lines().map(str::trim);
    while let Some(line) = lines.next() {
        let is_attribute = line == "#[test]" || line == "#[tokio::test]";
        if is_attribute && lines.next().is_some_and(|next| next.trim_start_matches("async ") == signature) {
            return true;
        }
    }
    false
}
