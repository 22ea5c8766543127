//! Takes documents that refer to other files, and overlays; checks what is read, and what never is.

use crate::support::{Repository, run};
use std::fs;

fn document(reference: &str) -> String {
    format!(
        "openapi: 3.0.3\ninfo: {{title: Pets, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n    Pet:\n      $ref: '{reference}'\n"
    )
}

const PET: &str = "Pet:\n  type: object\n  properties:\n    tail: {$ref: ../tail.yaml}\n";
const TAIL: &str = "type: object\nproperties:\n  length: {type: number}\n";

fn ready() -> Repository {
    let repository = Repository::empty();
    repository.write("specs/pets/openapi.yaml", &document("parts/pet.yaml#/Pet"));
    repository.write("specs/pets/parts/pet.yaml", PET);
    repository.write("specs/pets/tail.yaml", TAIL);
    repository
}

const CHECK: [&str; 6] = ["generate", "--spec", "specs/pets/openapi.yaml", "--out", "out", "--check"];

#[test]
fn files_are_read_wherever_they_are_referred_to() {
    let repository = ready();
    repository.run(&["generate"]).expect(0).says("pets-client: 0 operations, 2 types");
    let manifest = repository.read("generated/pets/Cargo.toml");
    repository.run(&["generate", "--check"]).expect(0);
    repository.append("specs/pets/tail.yaml", "# A remark.\n");
    repository.run(&["generate", "--check"]).expect(2).says("generated/pets/Cargo.toml");
    repository.run(&["generate"]).expect(0);
    assert_ne!(manifest, repository.read("generated/pets/Cargo.toml"));
    repository.run(&CHECK).expect(2);
    repository.append("specs/pets/tail.yaml", "description: [\n");
    repository.run(&["generate"]).expect(1).complains("specs/pets/tail.yaml:");
    repository.run(&CHECK).expect(1).complains(" tail.yaml:");
}

#[test]
fn what_is_missing_or_no_text_is_shown_where_it_is_referred_to() {
    let repository = ready();
    fs::remove_file(repository.path("specs/pets/tail.yaml")).unwrap();
    let refused = repository.run(&["generate"]).expect(1);
    refused.complains("it does not exist").complains("specs/pets/parts/pet.yaml:4:18");
    repository.write("specs/pets/tail.yaml/a.yaml", "");
    repository.run(&["generate"]).expect(1).complains("it is no file");
    fs::remove_dir_all(repository.path("specs/pets/tail.yaml")).unwrap();
    fs::write(repository.path("specs/pets/tail.yaml"), [0xff]).unwrap();
    repository.run(&["generate"]).expect(1).complains("not UTF-8");
}

#[test]
fn nothing_outside_of_the_folder_is_read() {
    let repository = ready();
    repository.write("specs/secret.yaml", "secret: [");
    let secret = repository.path("specs/secret.yaml");
    let absolute = secret.to_str().unwrap();
    let encoded = "parts/%2e%2e/%2e%2e/secret.yaml";
    for reference in ["../secret.yaml", "parts/../../secret.yaml", encoded, absolute, "file:../secret.yaml"] {
        repository.write("specs/pets/openapi.yaml", &document(reference));
        let refused = repository.run(&["generate"]).expect(1).complains("[external_ref]");
        assert!(!refused.stderr.contains("secret: ["), "{}", refused.stderr);
    }
}

#[cfg(unix)]
#[test]
fn links_that_lead_out_of_the_folder_are_not_followed() {
    use std::os::unix::fs::symlink;
    let repository = ready();
    repository.write("specs/secret.yaml", "secret: [");
    repository.write("more/secret.yaml", "secret: [");
    symlink(repository.path("specs/secret.yaml"), repository.path("specs/pets/link.yaml")).unwrap();
    symlink(repository.path("more"), repository.path("specs/pets/more")).unwrap();
    symlink(repository.path("specs/pets/tail.yaml"), repository.path("specs/pets/within.yaml")).unwrap();
    for reference in ["link.yaml", "more/secret.yaml"] {
        repository.write("specs/pets/openapi.yaml", &document(reference));
        repository.run(&["generate"]).expect(1).complains("it lies outside of the folder of the document");
    }
    repository.write("specs/pets/openapi.yaml", &document("within.yaml"));
    repository.run(&["generate"]).expect(0);
}

#[test]
fn a_document_on_standard_input_stands_alone() {
    let repository = ready();
    let context = repository.context().with_stdin(document("tail.yaml"));
    let refused = run(&["generate", "--spec", "-", "--out", "out"], &context).expect(1);
    refused.complains("a document on standard input stands alone").complains("stdin:7:13");
}

#[test]
fn all_files_together_have_a_size() {
    let repository = Repository::empty();
    let more = "    Other: {$ref: b.json}\n    Huge: {$ref: c.json}\n";
    repository.write("specs/pets/openapi.yaml", &(document("a.json") + more));
    let half = format!("{{}}{}", " ".repeat(xtask::MAX_INPUT_BYTES as usize / 2));
    repository.write("specs/pets/a.json", &half);
    repository.write("specs/pets/b.json", &half);
    fs::File::create(repository.path("specs/pets/c.json")).unwrap().set_len(xtask::MAX_INPUT_BYTES + 1).unwrap();
    let refused = repository.run(&["generate"]).expect(1).complains("openapi.yaml:8:19").complains("openapi.yaml:9:18");
    refused.complains("all files together are larger").complains("c.json is larger than 64 MiB");
}

const OVERLAY: &str = "overlay: 1.0.0\ninfo: {title: O, version: '1'}\nactions:\n";

#[test]
fn overlays_are_applied_in_their_order() {
    let repository = ready();
    let rename = |title: &str| format!("{OVERLAY}  - target: $.info\n    update: {{title: {title}}}\n");
    repository.write("one.yaml", &rename("One"));
    repository.write("two.yaml", &rename("Two"));
    let write = ["generate", "--spec", "specs/pets/openapi.yaml", "--out", "out"];
    let with = |overlays: &[&'static str]| -> Vec<&'static str> { write.iter().chain(overlays).copied().collect() };
    repository.run(&with(&["--overlay", "one.yaml", "--overlay", "two.yaml"])).expect(0).says("two-client");
    repository.run(&with(&["--overlay", "two.yaml", "--overlay", "one.yaml"])).expect(0).says("one-client");
    let stale = repository.run(&with(&["--overlay", "two.yaml", "--check"])).expect(2);
    stale.complains("--overlay two.yaml");
    repository.run(&["generate", "--overlay", "one.yaml"]).expect(64);
    repository.write("one.yaml", &format!("{OVERLAY}  - target: $.nothing\n    remove: true\n"));
    repository.run(&with(&["--overlay", "one.yaml"])).expect(1).complains("one.yaml:4:13");
}

#[test]
fn overlays_of_the_settings_are_beside_them() {
    let repository = ready();
    let settings = |overlay: &str| format!("overlays = ['{overlay}']\n[package]\nname = 'pets'\n");
    repository.write("specs/pets/client.toml", &settings("overlay.yaml"));
    repository.run(&["generate"]).expect(1).complains("cannot read the overlay specs/pets/overlay.yaml");
    let update = "  - target: $.components.schemas\n    update: {Leash: {$ref: leash.yaml}}\n";
    repository.write("specs/pets/overlay.yaml", &format!("{OVERLAY}{update}"));
    repository.write("specs/pets/leash.yaml", TAIL);
    repository.run(&["generate"]).expect(0).says("3 types");
    let write = ["generate", "--spec", "specs/pets/openapi.yaml", "--out", "out", "--config", "specs/pets/client.toml"];
    repository.run(&write).expect(0).says("3 types");
    repository.append("specs/pets/overlay.yaml", "# A remark.\n");
    repository.run(&["generate", "--check"]).expect(2);
    repository.write("specs/overlay.yaml", "");
    repository.write("specs/pets/client.toml", &settings("../overlay.yaml"));
    repository.run(&["generate"]).expect(1).complains("it lies outside of the folder");
}
