//! The types of an API, with what they are made and read by.

use super::Making;
use crate::diff::rust::surface::{Argument, Item, Kind};
use crate::emit::is_distinct;
use crate::model::{EnumValue, Field, OneWay, Presence, TypeDef, TypeShape, UnionVariant};
use crate::names::ident;
use crate::pointer::Pointer;
use crate::rust_type::is_plain;

/// What every value has.
const VALUE: [&str; 3] = ["Clone", "Debug", "PartialEq"];

/// What JSON has.
const SERDE: [&str; 2] = ["Deserialize", "Serialize"];

impl Making<'_> {
    /// All types, and the module of them.
    pub(super) fn types(&mut self) {
        self.add("types", Item::new(Kind::Module, ""));
        let api = self.api;
        for (_, def) in api.held_types() {
            let path = format!("types::{}", def.name);
            let item = self.definition(&path, def);
            let item = Item { wire: def.answer.map(|_| "sent".to_owned()), ..item };
            let item = item.deprecated(def.docs.deprecated).at(Some(place(def)));
            self.add_in(def.module, path.as_str(), item);
            if def.is_built() && def.rules_module.is_some() {
                let validate = Item::function("&self", Vec::new(), "Result<(), ValidationError>");
                self.add(format!("{path}::validate"), validate.at(Some(place(def))));
            }
        }
    }

    fn definition(&mut self, path: &str, def: &TypeDef) -> Item {
        match &def.shape {
            TypeShape::Struct { .. } => self.structure(path, def),
            TypeShape::Enum { values, unknown } => self.open_enum(path, values, unknown, place(def)),
            TypeShape::Union { variants, .. } => self.union(path, variants, place(def)),
            TypeShape::Alias(ty) => Item::new(Kind::Alias, self.ty(ty)),
            TypeShape::Newtype(ty) => {
                let inner = Item::new(Kind::Field, self.ty(ty)).at(Some(place(def)));
                self.add(format!("{path}::0"), inner);
                Item::of_type(Kind::Struct, &[VALUE.as_slice(), &SERDE].concat())
            }
        }
    }

    fn structure(&mut self, path: &str, def: &TypeDef) -> Item {
        let TypeShape::Struct { fields, additional, required } = &def.shape else {
            return Item::new(Kind::Struct, "");
        };
        for field in fields {
            let ty = self.field_type(&field.ty, field.boxed, field.presence);
            self.member(path, def, field, Item::new(Kind::Field, ty));
        }
        if let Some((name, ty)) = additional {
            let ty = format!("BTreeMap<String, {}>", self.ty(ty));
            let rest = |item: Item| item.wire("*").at(Some(place(def)));
            self.add(format!("{path}::{}", ident(name)), rest(Item::new(Kind::Field, ty.as_str())));
            if def.sent {
                let value = Argument::new("value", format!("impl Into<{ty}>"));
                let setter = Item::function("self", vec![value], "Self");
                self.add(format!("{path}::{}", ident(name)), rest(setter));
            }
        }
        let serde = if def.form.is_some() { ["FormData"].as_slice() } else { &SERDE };
        let mut item = Item::of_type(Kind::Struct, &[&VALUE, serde].concat()).non_exhaustive();
        if def.sent && self.construction(path, def, fields, required.as_deref()) {
            item.traits.insert("Default".to_owned());
        }
        item
    }

    fn member(&mut self, path: &str, def: &TypeDef, field: &Field, item: Item) {
        let item = item.deprecated(field.docs.deprecated).wire(&field.wire).at(Some(place_of(def, field)));
        self.add(format!("{path}::{}", ident(&field.ident)), item);
    }

    /// Adds what makes values, and returns whether they need nothing.
    fn construction(&mut self, path: &str, def: &TypeDef, fields: &[Field], companion: Option<&str>) -> bool {
        let needed: Vec<_> = fields.iter().filter(|field| field.presence == Presence::Required).collect();
        let arguments = match companion {
            Some(companion) => vec![self.companion(def, &needed, companion)],
            None => needed.iter().map(|field| self.argument(def, field)).collect(),
        };
        let new = Item::function("", arguments, "Self").at(Some(place(def)));
        self.add(format!("{path}::new"), new);
        let is_set = |field: &&Field| field.presence != Presence::Required && field.one_way != Some(OneWay::Received);
        for field in fields.iter().filter(is_set) {
            let value = Argument::new("value", self.setter_type(field));
            self.member(path, def, field, Item::function("self", vec![value], "Self"));
        }
        needed.is_empty()
    }

    /// The struct that takes the required values by name, and the argument that takes it.
    fn companion(&mut self, def: &TypeDef, needed: &[&Field], name: &str) -> Argument {
        let path = format!("types::{name}");
        for field in needed {
            let ty = self.ty(&field.ty);
            self.member(&path, def, field, Item::new(Kind::Field, ty));
        }
        let item = Item::of_type(Kind::Struct, &VALUE).wire("required").at(Some(place(def)));
        self.add_in(def.module, path.as_str(), item);
        Argument::new("required", path)
    }

    fn argument(&self, def: &TypeDef, field: &Field) -> Argument {
        let ty = self.ty(&field.ty);
        let ty = if is_plain(self.api, &field.ty) { ty } else { format!("impl Into<{ty}>") };
        Argument::new(ident(&field.ident).to_string(), ty).at(Some(place_of(def, field)))
    }

    fn setter_type(&self, field: &Field) -> String {
        let ty = self.ty(&field.ty);
        match field.presence {
            Presence::OptionalNullable => format!("impl Into<Maybe<{ty}>>"),
            Presence::RequiredNullable => format!("impl IntoNullable<{ty}>"),
            _ if is_plain(self.api, &field.ty) => ty,
            _ => format!("impl Into<{ty}>"),
        }
    }

    fn open_enum(&mut self, path: &str, values: &[EnumValue], unknown: &str, place: &Pointer) -> Item {
        for value in values {
            let item = Item::new(Kind::Variant, "").wire(&value.wire).at(Some(&value.place));
            self.add(format!("{path}::{}", value.variant), item);
        }
        let rest = Item::new(Kind::Variant, "(UnknownValue)").at(Some(place));
        self.add(format!("{path}::{unknown}"), rest);
        Item::of_type(Kind::Enum, &["Clone", "Debug", "PartialEq", "Eq", "Hash", "Serialize", "Deserialize"])
            .non_exhaustive()
    }

    fn union(&mut self, path: &str, variants: &[UnionVariant], place: &Pointer) -> Item {
        let mut item = Item::of_type(Kind::Enum, &[VALUE.as_slice(), &SERDE].concat()).non_exhaustive();
        for variant in variants {
            let held = Item::new(Kind::Variant, format!("({})", self.boxed(&variant.ty, variant.boxed)));
            self.add(format!("{path}::{}", variant.name), held.at(Some(&variant.place)));
            if is_distinct(self.api, variants, &variant.ty) {
                item.traits.insert(format!("From<{}>", self.ty(&variant.ty)));
            }
        }
        let rest = Item::new(Kind::Variant, "(serde_json::Value)").at(Some(place));
        self.add(format!("{path}::Unknown"), rest);
        item
    }
}

/// The schema of a type, else the one that it is made of.
fn place(def: &TypeDef) -> &Pointer {
    def.place.as_ref().unwrap_or(&def.seen_at)
}

/// The schema of a field, else the object that demands it.
fn place_of<'d>(def: &'d TypeDef, field: &'d Field) -> &'d Pointer {
    field.place.as_ref().unwrap_or(place(def))
}
