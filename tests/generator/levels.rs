//! `client.toml` gives findings of rules other levels; what it says in vain is a mistake.

use specwright_codegen::{Bundle, Generated, Level, Report, Settings, Source, Style, check};

use super::support::{generate_with, snapshot};

/// Two warnings of one rule, and a suggestion.
const DOCUMENT: &str = "openapi: 3.0.3
info: {title: T, version: '1', nme: a}
paths:
  /cats:
    get:
      parameters: [{name: page, in: query, schema: {type: integer}}]
      responses:
        '200':
          description: Cats.
          content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Cat'}}}}
components:
  schemas:
    Cat: {tpye: string}
";

fn settings(rules: &str) -> Result<Settings, Report> {
    Settings::parse(&Source::new("client.toml", format!("[package]\nname = \"test-client\"\n{rules}")))
}

fn checked(document: &str, rules: &str) -> Report {
    check(&Source::new("openapi.yaml", document).into(), &settings(rules).unwrap())
}

fn generated(document: &str, rules: &str) -> Result<Generated, Report> {
    generate_with(&settings(rules).unwrap(), &Source::new("openapi.yaml", document).into())
}

/// The level and the pointer of each finding.
fn found(report: &Report) -> Vec<(Level, &str, &str)> {
    report.diagnostics().iter().map(|one| (one.level, one.rule, one.pointer.as_str())).collect()
}

fn rule(id: &str, lines: &str) -> String {
    format!("[[rule]]\nid = \"{id}\"\n{lines}\n")
}

const INFO: (&str, &str) = ("unknown_member", "#/info/nme");
const PAGES: (&str, &str) = ("unstated_pagination", "#/paths/~1cats/get");
const CAT: (&str, &str) = ("unknown_member", "#/components/schemas/Cat/tpye");

fn leveled(levels: [Option<Level>; 3]) -> Vec<(Level, &'static str, &'static str)> {
    let all = levels.into_iter().zip([INFO, PAGES, CAT]);
    all.filter_map(|(level, (rule, pointer))| Some((level?, rule, pointer))).collect()
}

#[test]
fn findings_are_raised_lowered_and_dropped_at_their_places() {
    let (error, warning, suggestion) = (Some(Level::Error), Some(Level::Warning), Some(Level::Suggestion));
    let cat = "at = \"#/components/schemas/Cat\"\n";
    let off = rule("unknown_member", "level = \"off\"\nreason = \"Seen.\"");
    let off_at_cat = rule("unknown_member", &format!("{cat}level = \"off\"\nreason = \"Seen.\""));
    let raised = rule("unknown_member", "level = \"error\"");
    for (rules, expected) in [
        (String::new(), [warning, suggestion, warning]),
        (off.clone(), [None, suggestion, None]),
        (off_at_cat.clone(), [warning, suggestion, None]),
        (raised.clone(), [error, suggestion, error]),
        (format!("{raised}{off_at_cat}"), [error, suggestion, None]),
        (format!("{off}{}", rule("unstated_pagination", "level = \"warning\"")), [None, warning, None]),
        (rule("unknown_member", "level = \"suggestion\"\nreason = \"Seen.\""), [suggestion, suggestion, suggestion]),
    ] {
        let report = checked(DOCUMENT, &rules);
        assert_eq!(found(&report), leveled(expected), "{rules}");
        match generated(DOCUMENT, &rules) {
            Ok(generated) => {
                let of = |meant: Level| expected.map(|level| level.filter(|level| *level == meant));
                assert!(!expected.contains(&error), "{rules}");
                assert_eq!(found(&generated.warnings), leveled(of(Level::Warning)), "{rules}");
                assert_eq!(found(&generated.suggestions), leveled(of(Level::Suggestion)), "{rules}");
            }
            Err(report) => assert!(expected.contains(&error), "{rules}\n{report}"),
        }
    }
}

#[test]
fn places_in_other_files_have_levels() {
    let text = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {}\n";
    let text = format!("{text}components: {{schemas: {{Cat: {{$ref: 'more/cat.yaml#/Cat'}}}}}}\n");
    let mut spec = Bundle::from(Source::new("openapi.yaml", text));
    spec.files.insert("more/cat.yaml".to_owned(), Ok("Cat: {tpye: string}\n".to_owned()));
    let off =
        |at: &str| settings(&rule("unknown_member", &format!("at = \"{at}\"\nlevel = \"off\"\nreason = \"Seen.\"")));
    assert_eq!(found(&check(&spec, &settings("").unwrap())), [(Level::Warning, "unknown_member", "#/Cat/tpye")]);
    assert_eq!(found(&check(&spec, &off("more/cat.yaml#/Cat").unwrap())), []);
    assert_eq!(check(&spec, &off("#/Cat").unwrap()).error_count(), 1);
}

#[test]
fn what_changes_nothing_is_a_mistake_where_all_rules_were_run() {
    let rules = [
        rule("same_path", "level = \"off\"\nreason = \"Seen.\""),
        rule("unknown_member", "level = \"warning\""),
        rule("unknown_member", "at = \"#/paths\"\nlevel = \"error\""),
        rule("unstated_pagination", "at = \"#/paths/~1cats/get\"\nlevel = \"warning\""),
        rule("unstated_pagination", "level = \"error\""),
    ]
    .concat();
    let report = checked(DOCUMENT, &rules);
    let settings = report.diagnostics().iter().filter(|found| found.file == "client.toml");
    let places: Vec<_> = settings.map(|found| (found.rule, found.level, found.line)).collect();
    assert_eq!(places, [4, 8, 11, 19].map(|line| ("settings", Level::Error, line)));
    snapshot("levels", "in_vain", "Levels that change nothing", &report.render(Style::Plain));
    assert!(generated(DOCUMENT, &rules).is_ok());
    // A document that cannot be read to its end may still hold what the settings speak of.
    let broken = DOCUMENT.replace("3.0.3", "9.0.0");
    assert_eq!(found(&checked(&broken, &rules)), [(Level::Error, "unsupported_version", "#/openapi")]);
    assert_eq!(checked("{", &rules).diagnostics().len(), 1);
}

#[test]
fn what_the_generator_cannot_do_without_is_not_lowered() {
    let document = DOCUMENT.replace("/cats:", "'/{cats':");
    let rules = rule("path_syntax", "level = \"off\"\nreason = \"We know.\"");
    let report = checked(&document, &rules);
    assert_eq!(report.error_count(), 2, "{report}");
    snapshot("levels", "not_lowered", "An error that cannot be lowered", &report.render(Style::Plain));
    let refused = generated(&document, &rules).unwrap_err();
    assert_eq!(refused.error_count(), 2, "{refused}");
    // It may be called what it is.
    assert_eq!(generated(&document, &rule("path_syntax", "level = \"error\"")).unwrap_err().error_count(), 1);
}

#[test]
fn levels_that_no_document_could_mend_are_refused() {
    let refusals = [
        rule("unknown_membr", "level = \"error\""),
        rule("nothing", "level = \"error\""),
        rule("unknown_member", "level = \"fatal\""),
        rule("unknown_member", ""),
        rule("unknown_member", "at = \"/info\"\nlevel = \"error\""),
        rule("unknown_member", "level = \"off\""),
        rule("unknown_member", "level = \"suggestion\""),
        rule("unknown_member", "level = \"off\"\nreason = \" \""),
        rule("unknown_member", "level = \"error\"\nwhy = \"a\""),
        rule("unknown_member", "level = \"error\"") + &rule("unknown_member", "at = \"#\"\nlevel = \"warning\""),
        "rule = \"unknown_member\"".to_owned(),
    ];
    let shown = refusals.map(|rules| settings(&rules).unwrap_err().render(Style::Plain));
    snapshot("levels", "refused", "Levels that cannot be", &shown.join("\n"));
}
