//! Takes programs in the place of Cargo; checks that `ci` runs every step and returns the worst outcome.

use crate::support::{Repository, run};

#[cfg(unix)]
#[test]
fn every_step_runs_and_the_worst_outcome_counts() {
    let repository = Repository::generated(&["pets"]);
    run(&["ci"], &repository.context().with_cargo("true"))
        .expect(0)
        .says("\nok     cargo fmt --all --check\n")
        .says("\nok     cargo clippy --target wasm32-unknown-unknown --workspace ");
    let ran = run(&["ci"], &repository.context().with_cargo("false")).expect(1);
    assert_eq!(ran.stdout.matches("$ ").count(), 12, "{}", ran.stdout);
    assert_eq!(ran.stdout.matches("\nfailed ").count(), 10, "{}", ran.stdout);
    ran.says("\nok     cargo xtask fmt --check\n").says("\nok     cargo xtask generate --check\n");
    repository.append("generated/pets/src/lib.rs", "// by hand\n");
    run(&["ci"], &repository.context().with_cargo("true")).expect(2).says("\nstale  cargo xtask generate --check\n");
    run(&["ci"], &repository.context().with_cargo("false")).expect(1);
}

#[cfg(unix)]
#[test]
fn a_document_that_is_not_laid_out_is_stale() {
    let repository = Repository::with(&["pets"]);
    repository.append("specs/pets/openapi.yaml", "x-last:   1\n");
    repository.run(&["generate"]).expect(0);
    run(&["ci"], &repository.context().with_cargo("true"))
        .expect(2)
        .says("\nstale  cargo xtask fmt --check\n")
        .says("\nok     cargo xtask generate --check\n");
}

#[test]
fn a_missing_program_is_a_failed_step() {
    let repository = Repository::generated(&["pets"]);
    let ran = run(&["ci"], &repository.context().with_cargo("/nowhere/cargo")).expect(1);
    ran.complains("cannot run /nowhere/cargo").says("\nok     cargo xtask generate --check\n");
}
