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
            ("undeclared_path_parameter", 5, 3, "#/paths/~1cats~1{cat_id}"),
            ("unknown_ref", 14, 23, "#/paths/~1cats~1{cat_id}/get/responses/200/content/application~1json/schema/$ref"),
            ("duplicate_operation_id", 17, 20, "#/paths/~1dogs/get/operationId"),
            ("unknown_extension_member", 25, 9, "#/components/schemas/Cat/x-specwright/openquestion"),
            ("enum_value_type", 29, 30, "#/components/schemas/Cat/properties/country/enum/3"),
        ]
    );
    assert!(report.diagnostics().iter().all(|found| found.level == Level::Error && found.file == "five_mistakes.yaml"));
    snapshot("", "five_mistakes", comment(&text), &report.render(Style::Plain));
}
