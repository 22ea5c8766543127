//! Takes names of APIs; checks what `new` writes, and that nothing is generated from it unfilled.

use crate::support::{Repository, snapshot};

#[test]
fn writes_a_start_that_generate_refuses_until_it_is_filled() {
    let repository = Repository::empty();
    repository.run(&["new", "pet-store"]).expect(0).says("cargo xtask generate pet-store");
    repository.run(&["generate"]).expect(1).complains("TODO(specwright)");
    assert!(!repository.exists("generated"));
    let document = repository.read("specs/pet-store/openapi.yaml");
    assert!(document.contains("title: Pet Store\n"));
    repository.run(&["fmt", "--check"]).expect(0);
    repository.write("specs/pet-store/openapi.yaml", &document.replace("TODO(specwright): ", ""));
    repository.run(&["generate"]).expect(0).says("pet-store-client: 1 operation");
}

#[test]
fn never_overwrites() {
    let repository = Repository::with(&["pets"]);
    let before = snapshot(&repository.path(""));
    repository.run(&["new", "pets"]).expect(1).complains("specs/pets exists already");
    assert_eq!(snapshot(&repository.path("")), before);
}

#[test]
fn any_title_is_quoted() {
    let repository = Repository::empty();
    let title = "A \"B\" \\ #: {title} \u{1b}é";
    repository.run(&["new", "a", "--title", title]).expect(0);
    let document = repository.read("specs/a/openapi.yaml");
    assert!(document.contains(r#"title: "A \"B\" \\ #: {title} \u001bé""#), "{document}");
    let settings = repository.read("specs/a/client.toml");
    assert!(settings.contains(r#"description = "Unofficial client for A \"B\" \\ #: {title} \u001bé""#), "{settings}");
}

#[test]
fn names_are_lower_kebab_case() {
    let repository = Repository::empty();
    for name in ["", "Pets", "1pets", "-pets", "pets_x", "../pets", "a/b", "pets.x", "é"] {
        assert_eq!(repository.run(&["new", "--", name]).exit, 64, "{name}");
    }
    assert!(!repository.exists("specs"));
}
