//! The tools, in the one version of each that is known to agree with us; takes folders, and finds a tool in them.

use super::process::Workshop;
use crate::shown;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

pub(super) const PRISM: &str = "Prism";
pub(super) const REDOCLY: &str = "Redocly CLI";
pub(super) const SCHEMATHESIS: &str = "Schemathesis";

/// Enough for a tool to start on a busy machine.
const PATIENCE: Duration = Duration::from_secs(120);

/// What programs may be called, beside their plain name.
const ENDINGS: [&str; 3] = ["", ".exe", ".cmd"];

/// A program that others wrote.
#[derive(Debug)]
pub(crate) struct Tool {
    pub(crate) name: &'static str,
    program: &'static str,
    pub(crate) version: &'static str,
    install: &'static str,
}

/// All of them, in the order in which they run.
pub(crate) const TOOLS: [Tool; 3] = [
    Tool { name: REDOCLY, program: "redocly", version: "2.77.0", install: "npm install --global @redocly/cli@2.77.0" },
    Tool {
        name: SCHEMATHESIS,
        program: "schemathesis",
        version: "4.32.5",
        install: "pipx install schemathesis==4.32.5",
    },
    // The last one for Node.js 20; later ones ask for 24.
    Tool {
        name: PRISM,
        program: "prism",
        version: "5.14.2",
        install: "npm install --global @stoplight/prism-cli@5.14.2",
    },
];

/// The program of a tool, in the version that we want.
#[derive(Debug)]
pub(crate) struct Found {
    pub(super) program: PathBuf,
}

impl Tool {
    /// Whether clients are needed for what it does.
    pub(crate) fn needs_clients(&self) -> bool {
        self.name == PRISM
    }

    /// The tool in the first of the folders that has it; else what is wrong, and how to mend it.
    pub(crate) fn find(&self, folders: &[PathBuf], shop: &Workshop) -> Result<Found, String> {
        let files = folders
            .iter()
            .flat_map(|folder| ENDINGS.iter().map(move |ending| folder.join(format!("{}{ending}", self.program))));
        let help = format!("`{}` installs it", self.install);
        let Some(program) = files.into_iter().find(|file| file.is_file()) else {
            return Err(format!("{} {} is not there; {help}", self.name, self.version));
        };
        let version = version(&program, shop).map_err(|why| format!("{} does not run: {why}; {help}", self.name))?;
        if version != self.version {
            let there = format!("{} is there in version {}", self.name, shown::text(&version));
            return Err(format!("{there}, and {} is wanted; {help}", self.version));
        }
        Ok(Found { program })
    }
}

/// The last word of what it says first.
fn version(program: &Path, shop: &Workshop) -> Result<String, String> {
    let ran = shop.run(Command::new(program).arg("--version"), PATIENCE)?;
    let words = ran.stdout.lines().find(|line| !line.trim().is_empty()).and_then(|line| line.split_whitespace().last());
    words.map(str::to_owned).filter(|_| ran.end.is_success()).ok_or_else(|| ran.last_words())
}
