//! What goes without saying: of what changes together, the one thing is told that a user thinks of.

use std::collections::HashMap;

use super::{Raw, What};
use crate::diff::change::ItemKind;
use crate::diff::rust::surface::{Item, Kind, last, owner, path};
use crate::model::ALL;
use crate::pointer::Pointer;

/// A chain of what covers what is not longer.
const LONGEST: usize = 8;

/// The changes that nothing else tells of, each with the number of those that it covers.
pub(super) fn uncovered(mut raw: Vec<Raw<'_>>) -> Vec<Raw<'_>> {
    let covers: Vec<_> = {
        let all = All::of(&raw);
        (0..raw.len()).map(|at| all.covering(at)).collect()
    };
    let top = |from: usize| {
        let mut at = from;
        for _ in 0..LONGEST {
            match covers.get(at).copied().flatten() {
                // Of what covers each other, all is told.
                Some(next) if next == from => return from,
                Some(next) => at = next,
                None => break,
            }
        }
        at
    };
    let tops: Vec<_> = (0..raw.len()).map(top).collect();
    for (at, own) in tops.iter().enumerate().filter(|(at, own)| at != *own) {
        let count = raw.get(at).map_or(0, |change| 1 + change.covers);
        raw.get_mut(*own).into_iter().for_each(|change| change.covers += count);
    }
    let is_told: Vec<_> = tops.into_iter().enumerate().map(|(at, own)| at == own).collect();
    raw.into_iter().zip(is_told).filter(|(_, is_told)| *is_told).map(|(change, _)| change).collect()
}

/// All changes, as they are looked up.
struct All<'r, 's> {
    raw: &'r [Raw<'s>],
    keys: HashMap<&'r str, usize>,
    /// The methods of the client by the requests that they give.
    methods: HashMap<&'r str, usize>,
    /// The same by where the operation stands.
    operations: HashMap<&'r Pointer, usize>,
    /// The same by what they call, and the methods that send their requests.
    calls: HashMap<&'r str, usize>,
    sends: HashMap<&'r str, usize>,
    /// The variants of each enum.
    variants: HashMap<&'r str, Vec<usize>>,
}

impl<'r, 's> All<'r, 's> {
    fn of(raw: &'r [Raw<'s>]) -> Self {
        let (mut methods, mut operations) = (HashMap::new(), HashMap::new());
        let own = |change: &&(usize, &Raw<'_>)| change.1.what == What::Itself;
        let all: Vec<_> = raw.iter().enumerate().collect();
        for (at, change) in all.iter().filter(|change| change.1.key.starts_with("Client::")).filter(own) {
            let Some(item) = change.item() else { continue };
            methods.insert(item.ty.as_str(), *at);
            operations.extend(item.at.first().map(|place| (place, *at)));
        }
        let by_wire = |is_it: fn(&str) -> bool| {
            let own = all.iter().filter(own).filter(|(_, change)| is_it(&change.key));
            own.filter_map(|(at, change)| Some((change.item()?.wire.as_deref()?, *at))).collect()
        };
        let calls = by_wire(|key| key.starts_with("Client::"));
        let sends = by_wire(|key| key.ends_with("::send()"));
        let mut variants: HashMap<_, Vec<_>> = HashMap::new();
        for (at, change) in &all {
            let is_variant = change.item().is_some_and(|item| item.kind == Kind::Variant);
            if let Some(of) = owner(&change.key).filter(|_| is_variant) {
                variants.entry(of).or_default().push(*at);
            }
        }
        let keys = all.iter().filter(own).map(|(at, change)| (change.key.as_str(), *at)).collect();
        Self { raw, keys, methods, operations, calls, sends, variants }
    }

    /// The change that tells of another.
    fn covering(&self, at: usize) -> Option<usize> {
        let change = self.raw.get(at)?;
        if change.what == What::Features {
            return None;
        }
        let found = self.candidates(change).into_iter().flatten();
        let mut heavy = found.filter(|other| self.raw.get(*other).is_some_and(|other| other.level >= change.level));
        heavy.find(|other| *other != at)
    }

    /// What may tell of a change.
    fn candidates(&self, change: &Raw<'_>) -> Vec<Option<usize>> {
        let of = match &change.what {
            What::Trait(_) => change.key.as_str(),
            _ => owner(&change.key).unwrap_or_default(),
        };
        let Some(item) = change.item() else { return Vec::new() };
        let is_own = change.what == What::Itself;
        let mut found = vec![self.of_variant(change, of)];
        if is_own {
            found.push(self.of_any_kind(change, item));
            found.push(self.methods.get(change.key.as_str()).copied().filter(|at| self.is_same(change, *at)));
            found.push(self.of_enum(item));
            found.push(self.of_argument(change, item, of));
            found.extend(self.of_sending(change, of));
            found.push(self.new_of_fields(change, of));
        }
        if matches!(change.kind, ItemKind::Added | ItemKind::Removed) {
            found.extend(self.of_whole(change, item, of));
            found.push(self.of_operation(change, item).filter(|_| is_own));
        }
        found
    }

    /// What belongs to something comes and goes with it, or because that becomes another kind of item; a type that nobody
    /// makes any more loses all that makes it.
    fn of_whole(&self, change: &Raw<'_>, item: &Item, of: &str) -> Vec<Option<usize>> {
        let is_other = |at: &usize| {
            let kind = |of: Option<(&str, &Item)>| of.map(|(_, item)| item.kind);
            self.raw.get(*at).is_some_and(|other| kind(other.old) != kind(other.new) && other.old.is_some())
        };
        let is_made = item.kind == Kind::Function || matches!(change.what, What::Trait(_));
        let mut found = vec![self.same(change, of), self.any(of).filter(is_other)];
        found.push(self.same(change, &format!("{of}::new()")).filter(|_| is_made));
        if let Some(of) = change.key.trim_end_matches(char::is_numeric).strip_suffix("Required")
            && item.wire.as_deref() == Some("required")
            && item.kind == Kind::Struct
        {
            found.extend([self.same(change, of), self.any(&format!("{of}::new()"))]);
        }
        found.push(self.same(change, &format!("feature {ALL}")).filter(|_| item.kind == Kind::Feature));
        found
    }

    /// The enum of what an operation sends or gives changes with who takes or gives it.
    fn of_enum(&self, item: &Item) -> Option<usize> {
        let wire = item.wire.as_deref().filter(|_| item.kind == Kind::Enum)?;
        let (key, list) = match wire.strip_prefix("body of ") {
            Some(operation) => (operation, &self.calls),
            None => (wire.strip_prefix("response of ")?, &self.sends),
        };
        list.get(key).copied()
    }

    /// What was an argument and becomes a setter, or the other way round.
    fn of_argument(&self, change: &Raw<'_>, item: &Item, of: &str) -> Option<usize> {
        if item.kind != Kind::Function || !of.starts_with("operations::") {
            return None;
        }
        let method = self.methods.get(of).copied()?;
        let other = self.raw.get(method)?;
        let name = last(&change.key);
        let sides = [other.before.as_ref(), other.new.map(|(_, item)| item)];
        let has = sides.map(|item| item.is_some_and(|item| item.arguments.iter().any(|own| own.name == name)));
        (has == [true, false] || has == [false, true]).then_some(method)
    }

    /// The ways to send a request change together.
    fn of_sending(&self, change: &Raw<'_>, of: &str) -> Vec<Option<usize>> {
        if !last(&change.key).starts_with("send_") {
            return Vec::new();
        }
        let pages = format!("{of}::send_pages()");
        let pages = self.same(change, &pages).filter(|_| last(&change.key) == "send_items");
        vec![self.same(change, &format!("{of}::send()")), pages]
    }

    fn any(&self, key: &str) -> Option<usize> {
        self.keys.get(key).copied()
    }

    /// A change of the same kind.
    fn same(&self, change: &Raw<'_>, key: &str) -> Option<usize> {
        self.any(key).filter(|at| self.is_same(change, *at))
    }

    fn is_same(&self, change: &Raw<'_>, at: usize) -> bool {
        self.raw.get(at).is_some_and(|other| other.kind == change.kind)
    }

    /// A setter goes with its field, and what a required value is called by name with it.
    fn of_any_kind(&self, change: &Raw<'_>, item: &Item) -> Option<usize> {
        match item.kind {
            Kind::Function => self.any(path(&change.key)),
            Kind::Field => {
                let of = owner(&change.key)?.trim_end_matches(char::is_numeric).strip_suffix("Required")?;
                self.same(change, &format!("{of}::{}", last(&change.key)))
            }
            _ => None,
        }
    }

    /// What an operation alone has comes and goes with it.
    fn of_operation(&self, change: &Raw<'_>, item: &Item) -> Option<usize> {
        let is_type = matches!(item.kind, Kind::Struct | Kind::Enum | Kind::Alias);
        if !is_type {
            return None;
        }
        let mut place = item.at.first().cloned();
        while let Some(at) = place {
            if let Some(found) = self.operations.get(&at).filter(|found| self.is_same(change, **found)) {
                return Some(*found);
            }
            place = at.parent();
        }
        None
    }

    /// A conversion comes and goes with the variant that it makes.
    fn of_variant(&self, change: &Raw<'_>, of: &str) -> Option<usize> {
        let What::Trait(name) = &change.what else { return None };
        let held = name.strip_prefix("From<")?.strip_suffix('>')?;
        let (plain, boxed) = (format!("({held})"), format!("(Box<{held}>)"));
        let holds = |at: &&usize| {
            let item = self.raw.get(**at).and_then(|other| other.before.as_ref().or(other.item()));
            item.is_some_and(|item| item.ty == plain || item.ty == boxed)
        };
        self.variants.get(of)?.iter().find(holds).copied()
    }

    /// What makes a value changes with the fields that it takes, as long as it takes the same.
    fn new_of_fields(&self, change: &Raw<'_>, of: &str) -> Option<usize> {
        let (before, (_, now)) = (change.before.as_ref()?, change.new?);
        if last(&change.key) != "new" || before.arguments.len() != now.arguments.len() {
            return None;
        }
        let mut first = None;
        for (old, new) in before.arguments.iter().zip(&now.arguments) {
            if old.name != new.name {
                return None;
            }
            if old.ty != new.ty {
                let field = self.same(change, &format!("{of}::{}", new.name))?;
                first = first.or(Some(field));
            }
        }
        first
    }
}

impl Raw<'_> {
    /// The item as it is, or was.
    pub(super) fn item(&self) -> Option<&Item> {
        self.new.or(self.old).map(|(_, item)| item)
    }
}
