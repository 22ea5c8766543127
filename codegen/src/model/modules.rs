//! From operations, payloads and types to the modules that hold them, by the tags that use them, and to the features that bring each.

use std::collections::{BTreeMap, BTreeSet};

use super::operation::Operation;
use super::payloads::Payload;
use super::rules::Rules;
use super::types::{TypeDef, TypeShape};
use super::{Api, ErrorBody};
use crate::names::{Names, feature, module};

/// The feature of everything, and so of the types that no operation uses.
pub(crate) const ALL: &str = "all";

/// The feature of the tags that come after the most that there may be.
const OTHERS: &str = "others";

/// Features of a crate that are no tags.
const RESERVED: [&str; 6] = [ALL, "blocking", "default", "mock", OTHERS, "rustls"];

/// crates.io takes 300 features of a crate.
const MOST_TAGS: usize = 300 - RESERVED.len();

/// The tags whose operations and payloads use something, as indices of the modules of tags; of an operation, its own alone.
pub(crate) type Users = BTreeSet<usize>;

/// What the same tags use: a file below `operations/`, `types/` or `rules/`.
#[derive(Debug)]
pub(crate) struct Module {
    pub(crate) name: String,
    pub(crate) users: Users,
}

impl Api {
    /// All features that are tags; none where there is no choice.
    pub(crate) fn features(&self) -> BTreeSet<&str> {
        self.features.iter().map(String::as_str).collect()
    }

    /// The feature of the module of a tag, where there is a choice.
    pub(crate) fn feature_of(&self, module: usize) -> Option<&str> {
        self.features.get(module).map(String::as_str)
    }

    /// The features of which any brings what some tags use; none where there is no choice.
    pub(crate) fn features_of(&self, users: &Users) -> BTreeSet<&str> {
        let features: BTreeSet<_> =
            users.iter().filter_map(|tag| self.features.get(*tag)).map(String::as_str).collect();
        if features.is_empty() && !self.features.is_empty() { BTreeSet::from([ALL]) } else { features }
    }
}

/// The modules as far as they are known: those of tags first.
struct Modules {
    list: Vec<Module>,
    names: Names,
    by_users: BTreeMap<Users, usize>,
    tags: usize,
}

impl Modules {
    /// One module a tag, given to its operations and payloads.
    fn of_tags(operations: &mut [Operation], payloads: &mut [Payload]) -> Self {
        let mut modules = Self { list: Vec::new(), names: Names::default(), by_users: BTreeMap::new(), tags: 0 };
        let mut tags = Vec::new();
        let operations = operations.iter_mut().map(|one| (&mut one.module, one.tag.clone()));
        let payloads = payloads.iter_mut().map(|one| {
            let tag = one.tag.clone().unwrap_or_else(|| "webhooks".to_owned());
            (&mut one.module, Some(tag))
        });
        for (own, tag) in operations.chain(payloads) {
            *own = tags.iter().position(|known| *known == tag).unwrap_or_else(|| {
                let name = module(tag.as_deref().unwrap_or("untagged"));
                tags.push(tag);
                modules.add(name, Users::from([tags.len() - 1]))
            });
        }
        modules.tags = tags.len();
        modules
    }

    fn add(&mut self, name: String, users: Users) -> usize {
        self.list.push(Module { name: self.names.unique(name), users: users.clone() });
        self.by_users.insert(users, self.list.len() - 1);
        self.list.len() - 1
    }

    /// The module of what some tags use.
    fn of(&mut self, users: &Users) -> usize {
        match self.by_users.get(users) {
            Some(module) => *module,
            None => self.add(self.name(users), users.clone()),
        }
    }

    /// A name that stays while the tags do.
    fn name(&self, users: &Users) -> String {
        let mut names: Vec<_> = users.iter().filter_map(|tag| self.list.get(*tag)).map(|tag| &*tag.name).collect();
        names.sort_unstable();
        match names.as_slice() {
            [] => "unused".to_owned(),
            all if all.len() == self.tags => "shared".to_owned(),
            [first, second, others @ ..] if !others.is_empty() => format!("{first}_{second}_and_{}", others.len()),
            few => few.join("_"),
        }
    }

    /// A feature for each tag, if there are several.
    fn features(&self) -> Vec<String> {
        if self.tags < 2 {
            return Vec::new();
        }
        let mut names = Names::reserving(&RESERVED);
        let tags = self.list.iter().take(self.tags).enumerate();
        let name = |(at, tag): (usize, &Module)| match at {
            ..MOST_TAGS => names.unique(feature(&tag.name, &RESERVED)),
            _ => OTHERS.to_owned(),
        };
        tags.map(name).collect()
    }
}

/// Gives each operation, payload, type and its rules a module, each error body its users; returns all modules and features.
pub(super) fn assign(
    operations: &mut [Operation],
    payloads: &mut [Payload],
    types: &mut [TypeDef],
    errors: &mut [ErrorBody],
) -> (Vec<Module>, Vec<String>) {
    let mut modules = Modules::of_tags(operations, payloads);
    let users = users_of_types(operations, payloads, types);
    let of_rules = users_of_rules(operations, types, &users);
    let everyone = Users::from_iter(0..modules.tags);
    for (def, (users, of_rules)) in types.iter_mut().zip(users.iter().zip(&of_rules)) {
        def.module = modules.of(if is_other_name(def) { &everyone } else { users });
        def.rules_module = (!of_rules.is_empty()).then(|| modules.of(of_rules));
    }
    for operation in operations.iter() {
        for error in &mut *errors {
            error.users.extend(operation.fails_with(&error.variant).then_some(operation.module));
        }
    }
    let features = modules.features();
    (modules.list, features)
}

/// Whether a type is another name for one that is no type of the document. It costs nothing, and a use more or less moves it nowhere.
fn is_other_name(def: &TypeDef) -> bool {
    matches!(&def.shape, TypeShape::Alias(ty) if ty.named().is_empty())
}

fn users_of_types(operations: &[Operation], payloads: &[Payload], types: &[TypeDef]) -> Vec<Users> {
    let named: Vec<_> = types.iter().map(|def| def.shape.named()).collect();
    let sent = operations.iter().map(|one| (one.module, one.sent_types()));
    let received = operations.iter().map(|one| (one.module, one.received_types()));
    let payloads = payloads.iter().map(|one| (one.module, one.types()));
    let first = sent.chain(received).chain(payloads);
    let first = first.flat_map(|(user, types)| types.into_iter().map(move |id| (id, user)));
    let mut users = vec![Users::new(); types.len()];
    spread(&mut users, &named, first.collect());
    users
}

/// Rules are used by requests, by `validate` of types that are there, and by each other.
fn users_of_rules(operations: &[Operation], types: &[TypeDef], users_of_types: &[Users]) -> Vec<Users> {
    let named: Vec<_> = types.iter().map(|def| def.rules.named()).collect();
    let first = operations
        .iter()
        .flat_map(|operation| operation.rules().flat_map(Rules::named).map(|id| (id, operation.module)));
    let mut users = vec![Users::new(); types.len()];
    spread(&mut users, &named, first.collect());
    let is_validated = |id: usize| users.get(id).is_some_and(|users| !users.is_empty());
    let validated =
        types.iter().zip(users_of_types).enumerate().filter(|(id, (def, _))| def.is_built() && is_validated(*id));
    let first = validated.flat_map(|(id, (_, users))| users.iter().map(move |user| (id, *user))).collect();
    spread(&mut users, &named, first);
    users
}

/// Adds users, and lets whoever uses something use all that it names.
fn spread(users: &mut [Users], named: &[Vec<usize>], mut open: Vec<(usize, usize)>) {
    while let Some((id, user)) = open.pop() {
        if users.get_mut(id).is_some_and(|users| users.insert(user)) {
            open.extend(named.get(id).into_iter().flatten().map(|id| (*id, user)));
        }
    }
}
