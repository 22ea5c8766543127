//! Takes the files that a folder is to hold; compares them with the disk piece by piece, and returns the plan.

use super::apply::Step;
use super::disk::{self, Found, look};
use super::entry::Entry;
use super::list::FileList;
use super::order::{List, order};
use super::plan::{Change, Kind, Ownership, Plan};
use super::survey::{Known, Survey, survey};
use crate::{Failure, shown};
use specwright_codegen::FILE_LIST;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A comparison on its way: first what is desired, then what vanished, then everything else in the folder.
pub(super) struct Comparison<'a> {
    folder: &'a Path,
    label: &'a str,
    ownership: Ownership,
    list: Entry,
    list_text: Option<String>,
    desired: BTreeMap<Entry, &'a str>,
    old: BTreeSet<Entry>,
    changes: Vec<Change>,
    writes: Vec<Step>,
    warnings: Vec<String>,
}

impl<'a> Comparison<'a> {
    pub(super) fn new(
        desired: &'a BTreeMap<String, String>,
        folder: &'a Path,
        label: &'a str,
        ownership: Ownership,
    ) -> Result<Self, Failure> {
        check_folder(folder, label, ownership)?;
        let list = Entry::parse(FILE_LIST).map_err(Failure::refused)?;
        let list_text = match look(folder, &list)? {
            Found::File(bytes) => Some(String::from_utf8_lossy(&bytes).into_owned()),
            _ => None,
        };
        let old = FileList::parse(list_text.as_deref().unwrap_or_default());
        let warnings = old.refused.into_iter().map(|refused| format!("{label}/{list}: {refused}")).collect();
        let desired = desired.iter().map(|(path, text)| Ok((desired_entry(path)?, text.as_str())));
        Ok(Self {
            folder,
            label,
            ownership,
            desired: desired.collect::<Result<_, Failure>>()?,
            old: old.entries.into_iter().filter(|entry| *entry != list).collect(),
            list,
            list_text,
            changes: Vec::new(),
            writes: Vec::new(),
            warnings,
        })
    }

    fn name(&self, path: &str) -> String {
        format!("{}/{}", self.label, shown::text(path))
    }

    fn change(&mut self, path: &str, kind: Kind) {
        let (old, new) = (Vec::new(), String::new());
        self.changes.push(Change { path: self.name(path), kind, old, new });
    }

    pub(super) fn compare_desired(&mut self) -> Result<(), Failure> {
        let mut failures = Vec::new();
        for (entry, new) in self.desired.clone() {
            if let Err(failure) = self.compare(&entry, new) {
                failures.push(failure);
            }
        }
        Failure::all(failures)
    }

    fn compare(&mut self, entry: &Entry, new: &str) -> Result<(), Failure> {
        let name = self.name(entry.as_str());
        let (kind, old) = match look(self.folder, entry)? {
            Found::File(old) if old == new.as_bytes() => return Ok(()),
            Found::File(old) => (Kind::Changed, old),
            Found::Special => (Kind::Changed, Vec::new()),
            Found::Missing => (Kind::Missing, Vec::new()),
            Found::Folder => {
                let message = format!("{name} is a folder where a file must be written\n  help: move it away");
                return Err(Failure::refused(message));
            }
            Found::Blocked(path) => {
                let path = shown::path(&path);
                let message = format!("cannot write {name}: {path} is a link or a file\n  help: remove it");
                return Err(Failure::refused(message));
            }
        };
        if kind == Kind::Changed && self.is_users(entry, &old) {
            let message = format!("{name} is not ours: no file list names it and it is not marked @generated");
            return Err(Failure::refused(format!("{message}\n  help: move it away, or choose another folder")));
        }
        self.changes.push(Change { path: name, kind, old, new: new.to_owned() });
        if *entry != self.list {
            self.writes.push(Step::Write(entry.clone(), new.to_owned()));
        }
        Ok(())
    }

    fn is_users(&self, entry: &Entry, old: &[u8]) -> bool {
        let listed = *entry == self.list || self.old.contains(entry);
        let marked = old.windows(b"@generated".len()).take(1024).any(|window| window == b"@generated");
        self.ownership == Ownership::Listed && !listed && !marked
    }

    /// The listed files that are no longer wanted and can be removed.
    pub(super) fn compare_vanished(&mut self) -> Result<Vec<Entry>, Failure> {
        let mut gone = Vec::new();
        for entry in self.vanished() {
            match look(self.folder, &entry)? {
                Found::Missing => {}
                Found::File(_) | Found::Special => {
                    self.change(entry.as_str(), Kind::Orphan);
                    gone.push(entry);
                }
                Found::Folder | Found::Blocked(_) => self.warnings.push(format!(
                    "{}/{}: entry `{entry}` is ignored: it is a folder or lies behind a link",
                    self.label, self.list
                )),
            }
        }
        if self.desired.is_empty() && self.list_text.is_some() {
            let list = self.list.clone();
            self.change(list.as_str(), Kind::Orphan);
        }
        Ok(gone)
    }

    fn vanished(&self) -> Vec<Entry> {
        self.old.iter().filter(|entry| !self.desired.contains_key(entry)).cloned().collect()
    }

    /// What killed runs left behind, what is not ours, and the folders that end up empty.
    pub(super) fn survey(&mut self, gone: &[Entry]) -> Result<Survey, Failure> {
        if disk::metadata(self.folder)?.is_none() {
            return Ok(Survey::default());
        }
        let mut vanished: BTreeSet<Entry> = self.vanished().into_iter().collect();
        if self.desired.is_empty() && self.list_text.is_some() {
            vanished.insert(self.list.clone());
        }
        let known = Known::new(self.ownership, self.desired.keys(), vanished.iter());
        let found = survey(self.folder, &known)?;
        for leftover in found.leftovers.iter().filter(|leftover| !gone.contains(leftover)) {
            self.change(leftover.as_str(), Kind::Orphan);
        }
        for folder in &found.emptied {
            let slash = if folder.is_empty() { "" } else { "/" };
            self.change(&format!("{folder}{slash}"), Kind::Orphan);
        }
        for foreign in &found.foreign {
            self.change(foreign, Kind::Foreign);
        }
        Ok(found)
    }

    pub(super) fn finish(mut self, mut gone: Vec<Entry>, found: Survey) -> Plan {
        self.changes.sort_by(|one, other| one.path.cmp(&other.path));
        gone.extend(found.leftovers);
        gone.sort();
        gone.dedup();
        let new: BTreeSet<&Entry> = self.desired.keys().collect();
        let list = List {
            entry: &self.list,
            old_text: self.list_text.as_deref(),
            new_text: self.desired.get(&self.list).copied(),
            old: &self.old,
            new: &new,
        };
        Plan {
            folder: self.folder.to_path_buf(),
            steps: order(&list, gone, found.emptied, self.writes),
            changes: self.changes,
            warnings: self.warnings,
        }
    }
}

fn desired_entry(path: &str) -> Result<Entry, Failure> {
    Entry::parse(path).map_err(|why| {
        let path = shown::text(path);
        Failure::refused(format!("the generator produced the path `{path}`: {why}\n  help: report this as a bug"))
    })
}

fn check_folder(folder: &Path, label: &str, ownership: Ownership) -> Result<(), Failure> {
    let metadata = match ownership {
        Ownership::Folder => disk::metadata(folder)?,
        Ownership::Listed => folder.metadata().ok(),
    };
    match metadata {
        Some(metadata) if !metadata.is_dir() => {
            Err(Failure::refused(format!("{label} is not a plain folder\n  help: remove it, or choose another one")))
        }
        _ => Ok(()),
    }
}
