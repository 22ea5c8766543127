//! Who changed: what the document says of it, else whether the pages that it rests on are other ones.

use specwright_codegen::{Cause, Change};

use crate::review::support::compare;

/// A document whose one operation rests on a page, with more to say of the page and of the key that it answers with.
fn document(ty: &str, page: &str, key: &str) -> String {
    format!(
        r##"openapi: 3.0.3
info: {{title: T, version: "1"}}
paths:
  /a:
    get:
      operationId: a
      responses:
        "200":
          description: A.
          content: {{application/json: {{schema: {{$ref: "#/components/schemas/A"}}}}}}
{page}
components:
  schemas:
    A:
      type: object
      properties:
        n:
          type: {ty}
{key}
"##
    )
}

fn page(rest: &str) -> String {
    format!("      x-specwright: {{source: [{{url: https://docs.example/a{rest}}}]}}")
}

fn only_change(old: &str, new: &str) -> Change {
    let diff = compare(old, new).unwrap();
    let [change] = diff.changes().iter().filter(|change| change.id == "response_type_widened").collect::<Vec<_>>()[..]
    else {
        panic!("{:#?}", diff.changes());
    };
    change.clone()
}

fn cause(old: (&str, &str), new: (&str, &str)) -> Cause {
    only_change(&document("integer", old.0, old.1), &document("number", new.0, new.1)).cause
}

#[test]
fn the_same_page_read_again_is_a_correction() {
    let read = page(r#", retrieved: "2026-03-02", sha256: "aa""#);
    assert_eq!(cause((&page(""), ""), (&page(""), "")), Cause::Correction);
    assert_eq!(cause((&read, ""), (&read, "")), Cause::Correction);
}

#[test]
fn a_page_with_another_text_or_date_is_a_change_of_the_api() {
    let read = |date: &str, hash: &str| page(&format!(r#", retrieved: "{date}", sha256: "{hash}""#));
    assert_eq!(cause((&read("2026-03-02", "aa"), ""), (&read("2026-03-02", "bb"), "")), Cause::Vendor);
    // Of two hashes that are alike, it matters little when they were made.
    assert_eq!(cause((&read("2026-03-02", "aa"), ""), (&read("2026-05-02", "aa"), "")), Cause::Correction);
    let dated = |date: &str| page(&format!(r#", retrieved: "{date}""#));
    assert_eq!(cause((&dated("2026-03-02"), ""), (&dated("2026-05-02"), "")), Cause::Vendor);
}

#[test]
fn what_the_document_says_of_its_change_goes_before_its_pages() {
    let said = |word: &str| format!("          x-specwright: {{change: {word}}}");
    assert_eq!(cause((&page(""), ""), (&page(""), &said("vendor"))), Cause::Vendor);
    assert_eq!(cause(("", ""), ("", &said("correction"))), Cause::Correction);
}

#[test]
fn without_any_page_the_api_changed() {
    assert_eq!(cause(("", ""), ("", "")), Cause::Vendor);
}

#[test]
fn a_schema_rests_on_the_pages_of_the_operations_that_use_it() {
    let change = only_change(&document("integer", &page(""), ""), &document("number", &page(""), ""));
    assert_eq!(
        (change.sources.as_slice(), change.operations.as_slice()),
        (&["https://docs.example/a".to_owned()][..], &["a".to_owned()][..])
    );
}

#[test]
fn a_fingerprint_does_not_depend_on_lines() {
    let (old, new) = (document("integer", "", ""), document("number", "", ""));
    let first = only_change(&old, &new);
    let moved = only_change(&old, &format!("# A comment.\n{new}"));
    assert_ne!(first.new.unwrap().line, moved.new.unwrap().line);
    assert_eq!(first.fingerprint, moved.fingerprint);
    let other =
        only_change(&old.replace("A:", "B:").replace("/A\"", "/B\""), &new.replace("A:", "B:").replace("/A\"", "/B\""));
    assert_ne!(first.fingerprint, other.fingerprint);
}
