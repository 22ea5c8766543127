//! Five mistakes in one document are five messages in one run, each at its place.

use specwright_codegen::{Level, Style};

use super::support::{comment, generate_text, read, snapshot, tests_dir};

#[test]
fn five_mistakes_are_shown_at_once_and_in_source_order() {
    let text = read(tests_dir().join("fixtures/five_mistakes.yaml"));
    let report = generate_text("five_mistakes.yaml", &text).unwrap_err();
    let found: Vec<_> = report
        .diagnostics()
        .iter()
        .map(|found| (found.rule, found.line, found.column, found.pointer.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            ("path_syntax", 5, 3, "#/paths/~1cats~1{cat_id"),
            ("unknown_ref", 9, 17, "#/paths/~1cats~1{cat_id/get/parameters/0/$ref"),
            ("parameter_location", 21, 27, "#/paths/~1dogs/post/parameters/0/in"),
            ("unknown_extension_member", 31, 9, "#/components/schemas/Cat/x-specwright/openquestion"),
            ("duplicate_key", 32, 5, "#/components/schemas/Cat"),
        ]
    );
    assert!(report.diagnostics().iter().all(|found| found.level == Level::Error && found.file == "five_mistakes.yaml"));
    snapshot("", "five_mistakes", comment(&text), &report.render(Style::Plain));
}
