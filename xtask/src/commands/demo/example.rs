//! Takes the text of an example; returns what its first lines say: what it shows, and the faults of its mock.

use crate::mock::Wanted;
use crate::{Failure, shown};
use specwright_codegen::Source;

/// How the line begins that names faults, in the words of `cargo xtask mock`: ``//! Mock: `--fault truncate --fault 'delay=1s'` ``.
const MOCK: &str = "//! Mock: `";

/// An example of a client.
#[derive(Debug)]
pub(super) struct Example {
    pub(super) api: String,
    pub(super) name: String,
    /// What it shows.
    pub(super) about: String,
    /// What its mock does wrong.
    pub(super) faults: Vec<Wanted>,
}

impl Example {
    pub(super) fn read(api: &str, source: &Source) -> Result<Self, Failure> {
        let refused = |why: String| {
            let help = "name them as `cargo xtask mock --help` has them";
            Failure::refused(format!("{}: {}\n  help: {help}", shown::text(&source.name), shown::text(&why)))
        };
        Ok(Self {
            api: api.to_owned(),
            name: source.stem().to_owned(),
            about: source.about(),
            faults: faults(&source.text).map_err(refused)?,
        })
    }

    /// The path of its source in the repository.
    pub(super) fn path(&self) -> String {
        format!("{}/{}/examples/{}.rs", crate::commands::generate::FOLDER, self.api, self.name)
    }
}

fn faults(text: &str) -> Result<Vec<Wanted>, String> {
    let lines = text.lines().filter_map(|line| line.strip_prefix(MOCK)?.strip_suffix('`'));
    let flags = lines.flat_map(|line| line.split("--fault ").skip(1));
    flags.map(|flag| flag.trim().trim_matches('\'').parse()).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_first_lines_say_what_it_shows_and_what_goes_wrong() {
        let text = "//! Shows a\n//! thing.\n//!\n//! More.\n//! Mock: `--fault truncate:1 --fault 'json=/a=\"b c\"'`\n\nfn main() {}\n";
        assert_eq!(Source::new("a.rs", text).about(), "Shows a thing.");
        let faults: Vec<_> = faults(text).unwrap().iter().map(ToString::to_string).collect();
        assert_eq!(faults, ["truncate:1", "json=/a=\"b c\""]);
        assert!(super::faults("//! Mock: `--fault nonsense`").is_err());
        assert!(super::faults("fn main() {}").unwrap().is_empty());
    }
}
