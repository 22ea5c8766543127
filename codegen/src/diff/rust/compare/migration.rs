//! What a user writes instead: a line for each change.

use std::collections::BTreeSet;

use super::{Raw, What, lost};
use crate::diff::change::ItemKind;
use crate::diff::rust::surface::{Argument, Item, Kind, last, owner, path};
use crate::names::snake;

const NOTHING: &str = "nothing to do";

impl Raw<'_> {
    /// The line.
    pub(super) fn migration(&self) -> String {
        let text = match (&self.what, self.kind) {
            (What::Features, _) => self.new.map(|(_, item)| format!("turn on {}", features(&item.features))),
            (What::Trait(_), ItemKind::Added) => Some(NOTHING.to_owned()),
            (What::Trait(name), _) => Some(without_trait(&self.key, name)),
            (What::Itself, ItemKind::Added) => self.new.map(|(key, item)| self.with_added(key, item)),
            (What::Itself, ItemKind::Removed) => self.gone(),
            (What::Itself, ItemKind::Renamed) => self.renamed(),
            (What::Itself, ItemKind::Changed) => self.changed(),
        };
        text.unwrap_or_default() + &self.others()
    }

    /// How much more it tells of.
    fn others(&self) -> String {
        let with = match (&self.what, self.kind) {
            (What::Features, _) => "as for",
            (_, ItemKind::Added) => "with it come",
            (_, ItemKind::Removed) => "with it go",
            (_, ItemKind::Renamed | ItemKind::Changed) => "with it change",
        };
        match self.covers {
            0 => String::new(),
            1 => format!(
                "; {} 1 other item",
                with.replace("come", "comes").replace("go", "goes").replace("change", "changes")
            ),
            many => format!("; {with} {many} other items"),
        }
    }

    fn with_added(&self, key: &str, item: &Item) -> String {
        let of = owner(key).map(last).unwrap_or_default();
        match item.kind {
            Kind::Field if self.is_named => format!("`{of} {{ … }}` takes `{}` too", item.shown(key)),
            Kind::Variant if key.starts_with("types::") => {
                format!("{NOTHING}; values that arrived as `Unknown` arrive as `{of}::{}` now", last(key))
            }
            _ => NOTHING.to_owned(),
        }
    }

    fn gone(&self) -> Option<String> {
        let (key, item) = self.old?;
        let instead = self.instead.as_ref().map(|instead| format!("`{}(…)` makes what is sent", path(instead)));
        let field = (item.kind == Kind::Field && self.is_named).then(|| owner(key).map(last)).flatten();
        let left_out = field.map(|of| format!("`{of} {{ … }}` takes `{}` no longer", item.shown(key)));
        Some(instead.or(left_out).unwrap_or_else(|| without(key, item)))
    }

    fn renamed(&self) -> Option<String> {
        let ((old_key, old), (key, new)) = (self.old?, self.new?);
        let text = match new.kind {
            Kind::Feature => format!("the {old_key} is now the {key}"),
            _ => format!("`{}` is now `{}`", used(old_key, old), used(key, new)),
        };
        let is_other = self.before.as_ref().is_some_and(|before| !before.is_same(new));
        Some(if is_other { format!("{text}: {}", self.changed()?) } else { text })
    }

    fn changed(&self) -> Option<String> {
        let ((key, new), (_, old), before) = (self.new?, self.old?, self.before.as_ref()?);
        if before.is_same(new) {
            return Some("it goes on for now; the document calls it deprecated".to_owned());
        }
        if old.kind != new.kind {
            return Some(format!("it was {}, and is {} now", kind(old), kind(new)));
        }
        let name = last(key);
        Some(match new.kind {
            Kind::Field => field(&old.ty, &new.ty),
            Kind::Variant => format!("`{name}` holds `{}` now, it held `{}`", inner(&new.ty), inner(&old.ty)),
            Kind::Function => function(key, before, old, new),
            Kind::Feature => {
                let lost: Vec<_> = lost(old, new).collect();
                format!("turn on `{}` by name: {name} brings it no longer", lost.join("`, `"))
            }
            Kind::Struct | Kind::Enum if new.is_exhaustive => NOTHING.to_owned(),
            Kind::Struct | Kind::Enum => "expect more: it may grow, so match with `..` or a rest".to_owned(),
            _ => format!("it is `{}` now, it was `{}`", new.ty, old.ty),
        })
    }
}

/// Features of which any does.
pub(super) fn features(features: &BTreeSet<String>) -> String {
    match Vec::from_iter(features).as_slice() {
        [] => "no feature".to_owned(),
        [only] => format!("the feature `{only}`"),
        several => {
            let names: Vec<_> = several.iter().map(|name| format!("`{name}`")).collect();
            format!("one of the features {}", names.join(", "))
        }
    }
}

fn kind(item: &Item) -> &'static str {
    match item.kind {
        Kind::Alias => "an alias",
        Kind::Struct => "a struct",
        Kind::Enum => "an enum",
        _ => "another item",
    }
}

/// An item as a program has it.
fn used(key: &str, item: &Item) -> String {
    let (name, of) = (last(key), owner(key).map(last).unwrap_or_default());
    let inputs = if item.arguments.is_empty() { "()" } else { "(…)" };
    match item.kind {
        Kind::Field => format!("{}.{name}", snake(of)),
        Kind::Variant | Kind::Constant => format!("{of}::{name}"),
        Kind::Function if item.receiver.is_empty() => format!("{of}::{name}{inputs}"),
        Kind::Function if item.receiver == "self" => format!(".{name}{inputs}"),
        Kind::Function => format!("{}.{name}{inputs}", snake(of)),
        _ => path(key).to_owned(),
    }
}

fn without(key: &str, item: &Item) -> String {
    let (name, used) = (last(key), used(key, item));
    match item.kind {
        Kind::Function if key.starts_with("Client::") => format!("no call takes the place of `{used}`"),
        Kind::Function if name == "new" => "no request takes such a value any more, so nothing makes one".to_owned(),
        Kind::Function if ["send_pages", "send_items"].contains(&name) => {
            format!("`{used}` is gone: ask for each page, and `.send()` it")
        }
        Kind::Function if name.starts_with("send_") => format!("`{used}` is gone: `.send()` gives the whole response"),
        Kind::Function => format!("leave out `{used}`"),
        Kind::Field => format!("`{used}` is gone; what still comes of it is in the raw body of the response"),
        Kind::Variant if key.starts_with("types::") => {
            "the variant is gone; such values arrive as `Unknown`".to_owned()
        }
        Kind::Variant if key.starts_with("ErrorBody::") => "no documented error has such a body any more".to_owned(),
        Kind::Variant => format!("nothing takes the place of `{used}`"),
        Kind::Constant if key.starts_with("servers::") => "give `base_url` the address as a text".to_owned(),
        Kind::Constant => "ask `response.headers()` for it by name".to_owned(),
        Kind::Feature => "leave it out of `features`".to_owned(),
        Kind::Reexport => format!("write `runtime::{name}`"),
        _ => format!("nothing takes the place of `{}`", path(key)),
    }
}

fn without_trait(key: &str, name: &str) -> String {
    match name {
        "Default" => format!("call `{}::new(…)` with what is required", last(key)),
        "Serialize" | "Deserialize" => "it is no JSON any more".to_owned(),
        _ if name.starts_with("From<") => "name the variant instead of `.into()`".to_owned(),
        _ => format!("do without `{name}`"),
    }
}

/// What becomes of whoever reads or writes a field.
fn field(old: &str, new: &str) -> String {
    let is_of = |ty: &str, wrapper: &str, inner: &str| {
        ty.strip_prefix(wrapper).and_then(|rest| rest.strip_suffix('>')).is_some_and(|held| held == inner)
    };
    let held = |ty: &str| ty.split_once('<').map(|(_, rest)| rest.trim_end_matches('>').to_owned()).unwrap_or_default();
    if is_of(new, "Option<", old) {
        format!("match on `None`: the field is now `{new}`")
    } else if is_of(old, "Option<", new) || is_of(old, "Maybe<", new) {
        format!("take the value as it is: the field is now `{new}`, it was `{old}`")
    } else if new.starts_with("Maybe<") && (held(new) == held(old) || is_of(new, "Maybe<", old)) {
        format!("ask it for its `value()`: the field is now `{new}`, which tells null from absence")
    } else if old.starts_with("Maybe<") && new.starts_with("Option<") && held(new) == held(old) {
        format!("match on `Some` and `None`: the field is now `{new}`")
    } else {
        format!("the field is `{new}` now, it was `{old}`")
    }
}

fn inner(ty: &str) -> &str {
    let held = ty.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(ty);
    if held.is_empty() { "nothing" } else { held }
}

/// What becomes of whoever gives required values one after the other, or by name.
fn by_name(used: &str, old: &Item, new: &Item) -> Option<String> {
    let companion = |item: &Item| match item.arguments.as_slice() {
        [only] if only.name == "required" => Some(last(only.ty.strip_prefix("types::")?).to_owned()),
        _ => None,
    };
    match (companion(old), companion(new)) {
        (None, Some(of)) => Some(format!("`{used}` takes what is required by name now, as `{of} {{ … }}`")),
        (Some(of), None) if new.arguments.is_empty() => Some(format!("`{used}` needs no `{of} {{ … }}` any more")),
        (Some(of), None) => {
            let alone: Vec<_> = new.arguments.iter().map(|own| format!("`{}: {}`", own.name, own.ty)).collect();
            Some(format!("`{used}` takes {} itself now, not `{of} {{ … }}`", alone.join(", ")))
        }
        _ => None,
    }
}

/// What becomes of whoever calls a function; `before` is the old one in new names.
fn function(key: &str, before: &Item, old: &Item, new: &Item) -> String {
    let mut texts = Vec::new();
    let find = |list: &[Argument], name: &str| list.iter().find(|other| other.name == name).map(|own| own.ty.clone());
    let shown = |own: &Argument| format!("`{}: {}`", own.name, own.ty);
    let came: Vec<_> = new.arguments.iter().filter(|own| find(&before.arguments, &own.name).is_none()).collect();
    let went: Vec<_> = old.arguments.iter().filter(|own| find(&new.arguments, &own.name).is_none()).collect();
    let used = used(key, new);
    if let Some(text) = by_name(&used, old, new) {
        return text;
    }
    if !came.is_empty() {
        texts.push(format!("`{used}` takes {} now", came.into_iter().map(shown).collect::<Vec<_>>().join(", ")));
    }
    if !went.is_empty() {
        texts.push(format!("`{used}` takes {} no longer", went.into_iter().map(shown).collect::<Vec<_>>().join(", ")));
    }
    for own in &new.arguments {
        let was = find(&before.arguments, &own.name).filter(|was| *was != own.ty);
        texts.extend(was.map(|was| format!("`{}` is `{}` now, it was `{was}`", own.name, own.ty)));
    }
    if texts.is_empty() && new.is_reordered(before) {
        let names: Vec<_> = new.arguments.iter().map(|own| format!("`{}`", own.name)).collect();
        texts.push(format!("`{used}` takes its arguments in another order: {}", names.join(", ")));
    }
    if before.ty != new.ty {
        texts.push(format!("`{used}` gives `{}` now, it gave `{}`", new.ty, old.ty));
    }
    texts.join("; ")
}
