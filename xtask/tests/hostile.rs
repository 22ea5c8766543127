//! Takes file lists and links that somebody planted; checks that nothing outside the folder is touched.

use crate::support::Repository;
use std::fs;

#[test]
fn entries_that_lead_outside_are_ignored() {
    let repository = Repository::generated(&["pets"]);
    repository.write("generated/victim.txt", "mine");
    repository.write("generated/pets/Cargo.lock", "mine");
    let victim = repository.path("generated/victim.txt");
    let list =
        format!("{}\n../victim.txt\nsrc/../../victim.txt\n..\\victim.txt\nCargo.lock\n\nsrc\n", victim.display());
    repository.append("generated/pets/specwright.files", &list);
    repository.run(&["generate", "--check"]).expect(2);
    let ran = repository.run(&["generate"]).expect(0).complains("entry `../victim.txt` is ignored");
    assert_eq!(ran.stderr.matches("is ignored").count(), 6, "{}", ran.stderr);
    assert_eq!(repository.read("generated/victim.txt"), "mine");
    assert_eq!(repository.read("generated/pets/Cargo.lock"), "mine");
    repository.run(&["generate", "--check"]).expect(0);
}

#[test]
fn a_list_that_is_no_text_does_no_harm() {
    let repository = Repository::generated(&["pets"]);
    fs::write(repository.path("generated/pets/specwright.files"), [0xff, b'\n', 0, b'\n', 0x1b, b'\n']).unwrap();
    let ran = repository.run(&["generate"]).expect(0);
    assert!(!ran.stderr.contains('\u{1b}'));
    repository.run(&["generate", "--check"]).expect(0);
}

#[cfg(unix)]
mod links {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn a_linked_folder_is_not_entered() {
        let repository = Repository::generated(&["pets"]);
        repository.write("outside/gone.rs", "mine");
        symlink(repository.path("outside"), repository.path("generated/pets/src/old")).unwrap();
        repository.append("generated/pets/specwright.files", "src/old/gone.rs\n");
        repository.run(&["generate"]).expect(0).complains("lies behind a link").complains("src/old is not ours");
        assert_eq!(repository.read("outside/gone.rs"), "mine");
        repository.run(&["generate", "--check"]).expect(2).says("orphan: generated/pets/src/old (not ours");
    }

    #[test]
    fn a_listed_link_goes_and_its_target_stays() {
        let repository = Repository::generated(&["pets"]);
        repository.write("outside/x.rs", "mine");
        symlink(repository.path("outside"), repository.path("generated/pets/old")).unwrap();
        symlink(repository.path("outside/x.rs"), repository.path("generated/pets/old.rs")).unwrap();
        repository.append("generated/pets/specwright.files", "old\nold.rs\n");
        repository.run(&["generate"]).expect(0);
        assert!(!repository.exists("generated/pets/old") && !repository.exists("generated/pets/old.rs"));
        assert_eq!(repository.read("outside/x.rs"), "mine");
    }

    #[test]
    fn nothing_is_written_through_a_link() {
        let repository = Repository::generated(&["pets"]);
        repository.write("outside/x.rs", "mine");
        fs::remove_file(repository.path("generated/pets/src/lib.rs")).unwrap();
        symlink(repository.path("outside/x.rs"), repository.path("generated/pets/src/lib.rs")).unwrap();
        repository.run(&["generate", "--check"]).expect(2);
        repository.run(&["generate"]).expect(0);
        assert_eq!(repository.read("outside/x.rs"), "mine");
        repository.run(&["generate", "--check"]).expect(0);

        fs::rename(repository.path("generated/pets/src"), repository.path("moved")).unwrap();
        fs::remove_file(repository.path("moved/lib.rs")).unwrap();
        symlink(repository.path("moved"), repository.path("generated/pets/src")).unwrap();
        repository.run(&["generate"]).expect(1).complains("is a link");
        assert!(!repository.exists("moved/lib.rs"));
    }

    #[test]
    fn a_linked_client_folder_is_refused() {
        let repository = Repository::with(&["pets"]);
        fs::create_dir_all(repository.path("outside")).unwrap();
        fs::create_dir_all(repository.path("generated")).unwrap();
        symlink(repository.path("outside"), repository.path("generated/pets")).unwrap();
        repository.run(&["generate"]).expect(1).complains("generated/pets is not a plain folder");
        assert_eq!(fs::read_dir(repository.path("outside")).unwrap().count(), 0);
    }
}
