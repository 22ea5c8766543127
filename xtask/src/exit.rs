//! Takes the outcome of a command; returns its exit code and the table that `--help` shows.

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done; there may be warnings.
    Done = 0,
    /// An input was refused, or something failed.
    Failed = 1,
    /// Files are not what a command would write.
    Stale = 2,
    /// The public API changed in a way that breaks its users.
    Breaking = 3,
    /// Only a part could be done.
    Partial = 4,
    /// The version is too low for what changed.
    VersionTooLow = 5,
    /// The command line made no sense.
    Usage = 64,
}

impl Exit {
    const ALL: [Self; 7] =
        [Self::Done, Self::Failed, Self::Stale, Self::Breaking, Self::Partial, Self::VersionTooLow, Self::Usage];

    /// The number that the process exits with.
    #[must_use]
    pub fn code(self) -> u8 {
        self as u8
    }

    /// What the number means, in a few words.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Done => "done (there may be warnings)",
            Self::Failed => "refused or failed",
            Self::Stale => "files are stale",
            Self::Breaking => "breaking change",
            Self::Partial => "done in part",
            Self::VersionTooLow => "version too low",
            Self::Usage => "wrong usage",
        }
    }

    /// All codes with their meanings, one a line.
    #[must_use]
    pub fn table() -> String {
        let rows = Self::ALL.map(|exit| format!("  {:>2}  {}", exit.code(), exit.meaning()));
        format!("Exit codes:\n{}", rows.join("\n"))
    }
}
