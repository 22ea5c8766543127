//! From the model to the public API of the crate that is generated from it, without generating it.
//!
//! It says what the emitters write; a test holds the two together.

mod entry;
mod operations;
mod types;

use std::collections::BTreeSet;

use super::spelling;
use super::surface::{Item, Surface};
use crate::model::{Api, Presence, Type};

impl Surface {
    /// The public API of the crate of a document.
    pub(in crate::diff) fn of_api(api: &Api) -> Self {
        let mut making = Making { api, surface: Self::default() };
        making.entry();
        making.types();
        making.operations();
        making.surface
    }
}

/// A surface that is being made.
struct Making<'a> {
    api: &'a Api,
    surface: Surface,
}

impl Making<'_> {
    fn add(&mut self, path: impl Into<String>, item: Item) {
        self.surface.add(path, item);
    }

    /// Adds an item that the features of a module bring.
    fn add_in(&mut self, module: usize, path: impl Into<String>, item: Item) {
        let features = self.features(module);
        self.add(path, Item { features, ..item });
    }

    /// The features of which any brings the items of a module.
    fn features(&self, module: usize) -> BTreeSet<String> {
        let users = self.api.modules.get(module).map(|module| &module.users);
        let features = users.map(|users| self.api.features_of(users)).unwrap_or_default();
        features.into_iter().map(str::to_owned).collect()
    }

    /// The type as users write it.
    fn ty(&self, ty: &Type) -> String {
        let list = |items: &[Type]| items.iter().map(|item| self.ty(item)).collect::<Vec<_>>().join(", ");
        match ty {
            Type::Any => "serde_json::Value".to_owned(),
            Type::Bool => "bool".to_owned(),
            Type::Integer(name) => (*name).to_owned(),
            Type::Float => "f64".to_owned(),
            Type::Number => "Number".to_owned(),
            Type::String => "String".to_owned(),
            Type::Uuid => "Uuid".to_owned(),
            Type::Date => "Date".to_owned(),
            Type::DateTime => "DateTime".to_owned(),
            Type::Secret => "Secret".to_owned(),
            Type::Bytes => "Bytes".to_owned(),
            Type::Part => "Part".to_owned(),
            Type::Multipart => "Multipart".to_owned(),
            Type::Unit => "()".to_owned(),
            Type::List(item) => format!("Vec<{}>", self.ty(item)),
            Type::Map(value) => format!("BTreeMap<String, {}>", self.ty(value)),
            Type::Tuple(items) if items.len() == 1 => format!("({},)", list(items)),
            Type::Tuple(items) => format!("({})", list(items)),
            Type::Nullable(inner) => format!("Option<{}>", self.ty(inner)),
            Type::Lenient(one, other) => format!("Lenient<{}, {}>", self.ty(one), self.ty(other)),
            Type::External(path) => spelling::external(path),
            Type::Named(id) => format!("types::{}", self.api.ty(*id).map_or("Unknown", |def| def.name.as_str())),
        }
    }

    /// The type of a field: its value under its presence.
    fn field_type(&self, ty: &Type, boxed: bool, presence: Presence) -> String {
        let value = self.boxed(ty, boxed);
        match presence {
            Presence::Required => value,
            Presence::RequiredNullable | Presence::Optional => format!("Option<{value}>"),
            Presence::OptionalNullable => format!("Maybe<{value}>"),
        }
    }

    fn boxed(&self, ty: &Type, boxed: bool) -> String {
        let value = self.ty(ty);
        if boxed { format!("Box<{value}>") } else { value }
    }
}
