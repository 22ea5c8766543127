//! What all changes together come to: the verdict, and the version that it asks for.

use semver::Version;

use super::Diff;
use super::change::{Bump, Change, Impact};

impl Change {
    /// How much it weighs, on the wire or to Rust users.
    pub fn weight(&self) -> Impact {
        self.level.max(self.rust_level)
    }

    /// The part of the version that it raises.
    pub fn bump(&self) -> Bump {
        match (self.weight(), self.rust_level) {
            (Impact::Breaking, _) => Bump::Major,
            (_, Impact::Compatible | Impact::Warning) => Bump::Minor,
            (Impact::None, _) => Bump::None,
            _ => Bump::Patch,
        }
    }
}

impl Diff {
    /// How much all changes together weigh, on the wire or to Rust users.
    pub fn verdict(&self) -> Impact {
        self.changes.iter().map(Change::weight).max().unwrap_or_default()
    }

    /// The part of the version that all changes raise which nobody waived.
    pub fn bump(&self) -> Bump {
        self.changes.iter().filter(|change| change.waived.is_none()).map(Change::bump).max().unwrap_or_default()
    }
}

impl Bump {
    /// The lowest version that may follow another by Cargo's rules, where 0.1 and 0.2 are as far apart as 1 and 2.
    ///
    /// `None` where `version` is none.
    pub fn after(self, version: &str) -> Option<String> {
        let old = Version::parse(version).ok()?;
        let next = |major, minor, patch| Version::new(major, minor, patch).to_string();
        let Version { major, minor, patch, .. } = old;
        Some(match self {
            Self::None => version.to_owned(),
            // What comes before a release promises nothing.
            _ if !old.pre.is_empty() => next(major, minor, patch),
            Self::Major if major > 0 => next(major + 1, 0, 0),
            Self::Minor if major > 0 => next(major, minor + 1, 0),
            Self::Major if minor > 0 => next(0, minor + 1, 0),
            Self::Major | Self::Minor | Self::Patch => next(major, minor, patch + 1),
        })
    }

    /// Whether one version is far enough behind another.
    pub fn is_covered(self, old: &str, new: &str) -> bool {
        let needed = self.after(old);
        let [Some(old), Some(needed), Some(new)] =
            [Some(old), needed.as_deref(), Some(new)].map(|version| version.and_then(|text| Version::parse(text).ok()))
        else {
            return false;
        };
        let core = |version: &Version| (version.major, version.minor, version.patch);
        match self {
            Self::None => new >= old,
            _ if !old.pre.is_empty() => new > old,
            _ => core(&new) >= core(&needed),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Bump;

    #[test]
    fn versions_rise_by_cargos_rules() {
        for (bump, old, needed) in [
            (Bump::Major, "1.2.3", "2.0.0"),
            (Bump::Minor, "1.2.3", "1.3.0"),
            (Bump::Patch, "1.2.3", "1.2.4"),
            (Bump::None, "1.2.3", "1.2.3"),
            (Bump::Major, "0.2.3", "0.3.0"),
            (Bump::Minor, "0.2.3", "0.2.4"),
            (Bump::Patch, "0.2.3", "0.2.4"),
            (Bump::Major, "0.0.3", "0.0.4"),
            (Bump::Patch, "1.0.0-rc.1", "1.0.0"),
            (Bump::Major, "0.2.3+1", "0.3.0"),
        ] {
            assert_eq!(bump.after(old).as_deref(), Some(needed), "{bump:?} after {old}");
        }
        assert!(Bump::Major.is_covered("0.1.0", "0.2.0") && Bump::Major.is_covered("0.1.0", "1.0.0"));
        assert!(!Bump::Major.is_covered("0.1.0", "0.1.9") && !Bump::None.is_covered("0.2.0", "0.1.0"));
        assert!(!Bump::Patch.is_covered("0.1.0", "0.1.0"));
        assert!(Bump::Major.is_covered("1.0.0-rc.1", "1.0.0-rc.2") && Bump::Major.is_covered("1.4.0", "2.0.0-rc.1"));
        assert!(!Bump::Patch.is_covered("1.0.0-rc.2", "1.0.0-rc.1") && !Bump::Major.is_covered("1.4.0", "1.5.0-rc.1"));
    }
}
