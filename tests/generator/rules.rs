//! Each rule on a tiny document with the one mistake that it finds.

use std::path::PathBuf;

use specwright_codegen::{Bundle, Report, Settings, Source, Style, check, format};

use super::support::{comment, fixtures, generate_text, read, snapshot};

#[test]
fn each_rule_finds_the_mistake_of_its_fixture_and_nothing_else() {
    for (id, path) in fixtures("rules") {
        let name = path.file_name().unwrap().to_str().unwrap();
        let text = read(&path);
        assert!(text.lines().count() < 40, "{name} is too long for one mistake");
        let report = report(name, &text);
        let found: Vec<_> = report.diagnostics().iter().map(|diagnostic| diagnostic.rule).collect();
        assert_eq!(found, [id.as_str()], "{name}");
        snapshot("rules", &id, comment(&text), &report.render(Style::Plain));
    }
}

/// All others tell of a document that breaks the specification.
const NO_BREACH: &[&str] = &[
    "deep_schema",
    "default_mismatch",
    "empty_range",
    "enum_null",
    "enum_value_type",
    "example_mismatch",
    "extension_value",
    "external_ref",
    "layout",
    "misplaced_extension_member",
    "misplaced_keyword",
    "missing_error_response",
    "missing_example",
    "missing_reason",
    "missing_source",
    "missing_success",
    "name_collision",
    "open_media_type",
    "overlay_match",
    "overlay_member",
    "overlay_merge",
    "overlay_path",
    "overlay_version",
    "ref_sibling",
    "repeated_value",
    "reserved_header",
    "settings",
    "too_much_composition",
    "too_much_copying",
    "too_much_sharing",
    "undefined_serialization",
    "unenforced_keyword",
    "unenforced_pattern",
    "unfinished_template",
    "unfounded_evidence",
    "unknown_extension_member",
    "unknown_extension_target",
    "unknown_property",
    "unknown_required",
    "unquoted_value",
    "unstated_pagination",
    "unsupported_dynamic_ref",
    "unsupported_encoding",
    "unsupported_payload",
    "unsupported_security_scheme",
    "unsupported_servers",
    "unsupported_version",
];

#[test]
fn limits_and_what_is_allowed_are_told_from_breaches_of_the_specification() {
    let is_none = |(id, path): &(String, PathBuf)| {
        let name = path.file_name().unwrap().to_str().unwrap();
        let report = report(name, &read(path));
        let all = report.diagnostics();
        all.iter().filter(|diagnostic| diagnostic.rule == id).all(|diagnostic| !diagnostic.breaks_specification())
    };
    let found: Vec<_> = fixtures("rules").into_iter().filter(is_none).map(|(id, _)| id).collect();
    assert_eq!(found, NO_BREACH);
}

/// They ask for time and for care that only an author has.
#[test]
fn rules_for_authors_are_none_of_the_generator() {
    let authors = [
        "default_mismatch",
        "example_mismatch",
        "missing_error_response",
        "missing_example",
        "missing_reason",
        "missing_source",
        "missing_success",
        "name_collision",
        "unfounded_evidence",
        "unquoted_value",
    ];
    for (id, path) in fixtures("rules").into_iter().filter(|(id, _)| authors.contains(&&**id)) {
        let generated = generate_text("openapi.yaml", &read(path)).unwrap();
        assert!(generated.warnings.is_empty() && generated.suggestions.is_empty(), "{id}");
    }
}

/// What `check` says of a document, of an overlay or of settings.
fn report(name: &str, text: &str) -> Report {
    if name.ends_with(".toml") {
        return Settings::parse(&Source::new(name, text)).unwrap_err();
    }
    if name == "layout.yaml" {
        return format(&Source::new(name, text)).unwrap_err();
    }
    let source = Source::new(name, text);
    let bundle = if text.contains("\noverlay:") {
        let document = Source::new("openapi.yaml", "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {}\n");
        Bundle { overlays: vec![source], ..document.into() }
    } else {
        source.into()
    };
    check(&bundle, &Settings::for_crate("test-client").unwrap())
}
