//! Takes commands; runs them in a folder of their own with a bound on their time, and returns what they said.

use crate::Failure;
use crate::child::{self, End, Limits};
use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

/// What tools may do at home: ask for news, and tell others of us. And loopback is reached without a proxy.
const SURROUNDINGS: [(&str, &str); 7] = [
    ("DO_NOT_TRACK", "1"),
    ("NO_COLOR", "1"),
    ("NO_PROXY", "127.0.0.1"),
    ("NO_UPDATE_NOTIFIER", "1"),
    ("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true"),
    ("REDOCLY_TELEMETRY", "off"),
    ("no_proxy", "127.0.0.1"),
];

/// So much of what a tool says is shown where it fails.
const MOST_SHOWN: usize = 600;

/// A folder for what tools read and write, which is removed at the end. No settings of other projects lie in it.
#[derive(Debug)]
pub(crate) struct Workshop {
    folder: TempDir,
}

/// What a command did.
#[derive(Debug)]
pub(super) struct Ran {
    pub(super) end: End,
    pub(super) stdout: String,
    stderr: String,
}

impl Ran {
    /// The end of what it said, and how it ended.
    pub(super) fn last_words(&self) -> String {
        let how = match self.end {
            End::Ended(Some(code)) => format!("it ended with {code}"),
            End::Ended(None) => "a signal ended it".to_owned(),
            End::TooSlow => "it took too long".to_owned(),
            End::TooLarge => "it took too much memory".to_owned(),
        };
        let said = [&self.stdout, &self.stderr].map(|text| text.trim()).join(" ");
        let start = said.char_indices().rev().nth(MOST_SHOWN).map_or(0, |(at, _)| at);
        let said = said.get(start..).unwrap_or_default().trim();
        if said.is_empty() { how } else { format!("{how}: {said}") }
    }
}

impl Workshop {
    pub(crate) fn new() -> Result<Self, Failure> {
        let unwritable =
            |error| Failure::io("make", Path::new("a temporary folder"), &error, "check the space for such folders");
        Ok(Self { folder: TempDir::new().map_err(unwritable)? })
    }

    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The command, as all tools run.
    pub(super) fn prepared<'c>(&self, command: &'c mut Command) -> &'c mut Command {
        command.envs(SURROUNDINGS).current_dir(self.path()).stdin(Stdio::null())
    }

    /// Runs it to its end. What it says goes into files: a full pipe would stop it.
    pub(super) fn run(&self, command: &mut Command, time: Duration) -> Result<Ran, String> {
        let [out, err] = ["stdout", "stderr"].map(|name| self.path().join(name));
        let file = |path: &Path| File::create(path).map_err(|error| error.to_string());
        self.prepared(command).stdout(file(&out)?).stderr(file(&err)?);
        let ran = child::run(command, Limits { time, memory: u64::MAX }).map_err(|error| error.to_string())?;
        let text = |path: &Path| fs::read(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        let text = |path: &Path| text(path).map_err(|error| error.to_string());
        Ok(Ran { end: ran.end, stdout: text(&out)?, stderr: text(&err)? })
    }
}
