//! Types by what their names stand for: an alias and its type are one to the compiler.

use std::collections::BTreeMap;

use super::likeness::swapped;
use crate::diff::rust::surface::{Item, Kind, Surface};

/// Aliases may stand for others, but hardly ever so often.
const MOST_STEPS: usize = 8;

/// The aliases of one surface.
pub(super) struct Aliases<'s>(BTreeMap<&'s str, &'s str>);

impl<'s> Aliases<'s> {
    pub(super) fn of(surface: &'s Surface) -> Self {
        let aliases = surface.items().filter(|(key, item)| item.kind == Kind::Alias && key.starts_with("types::"));
        Self(aliases.map(|(key, item)| (key, item.ty.as_str())).collect())
    }

    /// An item without aliases in its signature.
    pub(super) fn plain(&self, item: &Item) -> Item {
        let mut item = item.clone();
        item.arguments.iter_mut().for_each(|argument| self.replace(&mut argument.ty));
        self.replace(&mut item.ty);
        item
    }

    fn replace(&self, ty: &mut String) {
        for _ in 0..MOST_STEPS {
            let plain = swapped(ty, |name| self.0.get(name).copied());
            if plain == *ty {
                break;
            }
            *ty = plain;
        }
    }
}
