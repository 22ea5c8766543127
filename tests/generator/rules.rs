//! Each rule on a tiny document with the one mistake that it finds.

use specwright_codegen::{Bundle, Report, Settings, Source, Style};

use super::support::{comment, fixtures, generate_bundle, generate_text, read, snapshot};

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

/// What the generator says of a document, of an overlay or of settings.
fn report(name: &str, text: &str) -> Report {
    if name.ends_with(".toml") {
        return Settings::parse(&Source::new(name, text)).unwrap_err();
    }
    let generated = if text.contains("\noverlay:") {
        let document = Source::new("openapi.yaml", "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {}\n");
        generate_bundle(&Bundle { overlays: vec![Source::new(name, text)], ..document.into() })
    } else {
        generate_text(name, text)
    };
    match generated {
        Ok(generated) => generated.warnings,
        Err(report) => report,
    }
}
