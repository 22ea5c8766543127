//! What runs on a change is held to: exact actions, no more permissions than are named, and nothing of a fork with a token that
//! writes.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use specwright_codegen::Source;

use super::support::{files_below, read, root};

/// The workflows by their file names.
fn workflows() -> BTreeMap<String, String> {
    let paths = files_below(&root().join(".github/workflows"), ".yml");
    paths.iter().map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), read(path))).collect()
}

fn parsed(name: &str, text: &str) -> Value {
    specwright_codegen::json(&Source::new(name, text)).unwrap_or_else(|report| panic!("{report}"))
}

#[test]
fn there_are_those_that_contributors_are_told_of() {
    assert_eq!(workflows().into_keys().collect::<Vec<_>>(), ["ci.yml", "comment.yml", "review.yml"]);
}

/// `uses: owner/action@<40 hex digits> # v1.2.3`.
fn is_pinned(line: &str) -> bool {
    let Some((action, comment)) = line.split_once(" # v") else { return false };
    let digest = action.rsplit_once('@').map_or("", |(_, digest)| digest);
    let is_version = comment.split('.').count() == 3 && comment.chars().all(|c| c == '.' || c.is_ascii_digit());
    digest.len() == 40 && digest.chars().all(|c| matches!(c, '0'..='9' | 'a'..='f')) && is_version
}

#[test]
fn each_action_is_one_commit_and_says_its_version() {
    let digest = "0123456789".repeat(4);
    assert!(is_pinned(&format!("a/b@{digest} # v1.2.3")));
    for loose in ["a/b@v4", "a/b@0123abc # v1.2.3", &format!("a/b@{digest}"), &format!("a/b@{digest} # main")] {
        assert!(!is_pinned(loose), "{loose}");
    }
    for (name, text) in workflows() {
        let actions = text.lines().filter_map(|line| line.trim().trim_start_matches("- ").strip_prefix("uses: "));
        let loose: Vec<_> = actions.filter(|action| !is_pinned(action)).collect();
        assert_eq!(loose, [""; 0], "{name}");
    }
}

#[test]
fn nothing_is_permitted_but_to_a_job_that_names_it() {
    for (name, text) in workflows() {
        let workflow = parsed(&name, &text);
        assert_eq!(workflow["permissions"], json!({}), "{name}");
        for (job, value) in workflow["jobs"].as_object().unwrap() {
            assert!(value["permissions"].is_object(), "{name}: {job} names no permissions");
            assert!(value["timeout-minutes"].is_number(), "{name}: {job} may run for hours");
        }
    }
}

#[test]
fn what_runs_the_code_of_a_change_writes_nothing_to_the_repository() {
    for (name, text) in workflows() {
        let workflow = parsed(&name, &text);
        assert!(!text.contains("pull_request_target"), "{name}");
        let runs_code = workflow["on"].get("pull_request").is_some();
        assert_eq!(runs_code, name != "comment.yml", "{name}");
        for job in workflow["jobs"].as_object().unwrap().values() {
            let permissions = job["permissions"].as_object().unwrap().iter();
            let written: Vec<_> = permissions.filter(|(_, level)| **level == "write").map(|(name, _)| name).collect();
            assert!(!runs_code || written.iter().all(|name| *name == "security-events"), "{name}: {written:?}");
            let steps: Vec<_> = job["steps"].as_array().unwrap().iter().collect();
            let checkouts =
                steps.iter().filter(|step| step["uses"].as_str().is_some_and(|it| it.contains("/checkout@")));
            for checkout in checkouts.clone() {
                assert_eq!(checkout["with"]["persist-credentials"], json!(false), "{name}");
            }
            assert!(
                runs_code || (checkouts.count() == 0 && steps.iter().all(|step| step.get("run").is_none())),
                "{name}"
            );
        }
    }
}

/// What stands in braces is put into a script before the shell reads it.
#[test]
fn scripts_take_what_others_wrote_from_the_environment() {
    for (name, text) in workflows() {
        for job in parsed(&name, &text)["jobs"].as_object().unwrap().values() {
            for step in job["steps"].as_array().unwrap() {
                for script in [&step["run"], &step["with"]["script"]].into_iter().filter_map(Value::as_str) {
                    assert!(!script.contains("${{"), "{name}:\n{script}");
                }
            }
        }
    }
}

#[test]
fn git_knows_what_is_generated_and_what_a_specification_is() {
    let attributes = read(root().join(".gitattributes"));
    for line in ["generated/** linguist-generated=true", "specs/**/openapi.yaml diff=specwright"] {
        assert!(attributes.lines().any(|found| found == line), "{line}");
    }
}
