//! From the model to the map of a crate: which schema of the document became which Rust type.

use std::collections::BTreeSet;

use crate::model::{Api, BodyKind, Decoder, EventForm, StreamKind, Type, TypeDef};
use crate::pointer::Pointer;
use crate::rust_type::{Scope, rust_type};

/// A schema of the document, and the Rust type of its values.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TypedPlace {
    /// The schema, written as in `$ref`.
    pub pointer: String,
    /// What it describes.
    pub role: Role,
    /// The type as a program names it that has `use <crate>::{runtime, types};`.
    pub ty: String,
}

/// What a schema describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// A type with a name of its own; null, where the schema allows it, is added where the type is used.
    Type,
    /// The same, of values that are only ever sent: keys that are read only may be none of it.
    SentType,
    /// A JSON body that is sent.
    Request,
    /// A JSON body that is received.
    Response,
}

impl Role {
    /// Whether it is a type with a name of its own.
    pub fn is_type(self) -> bool {
        matches!(self, Self::Type | Self::SentType)
    }
}

/// Each place once, sorted.
pub(crate) fn typed_places(api: &Api) -> Vec<TypedPlace> {
    let role = |def: &TypeDef| if def.sent && !def.received { Role::SentType } else { Role::Type };
    let types = api.held_types().filter_map(|(id, def)| Some((def.place.as_ref()?, role(def), Type::Named(id))));
    let bodies = api.operations.iter().flat_map(|operation| operation.body_contents());
    let bodies = bodies.filter(|body| body.kind == BodyKind::Json);
    let bodies = bodies.filter_map(|body| Some((body.place.as_ref()?, Role::Request, body.ty.clone())));
    let contents = api.operations.iter().flat_map(|operation| operation.response_contents());
    let contents = contents.filter(|content| content.decoder == Decoder::Json);
    let contents = contents.map(|content| (content.place.as_ref(), &content.ty));
    let items = api.operations.iter().flat_map(|operation| &operation.streams);
    let items = items.filter(|stream| stream.kind != StreamKind::Events(EventForm::Text));
    let items = items.map(|stream| (stream.place.as_ref(), &stream.ty));
    let responses = contents.chain(items).filter_map(|(place, ty)| Some((place?, Role::Response, ty.clone())));
    let payloads = api.payloads.iter();
    let payloads = payloads.filter_map(|payload| Some((payload.place.as_ref()?, Role::Response, payload.ty.clone())));
    let place = |(pointer, role, ty): (&Pointer, Role, Type)| TypedPlace {
        pointer: pointer.to_string(),
        role,
        ty: rust_type(api, &ty, Scope::Outside).to_string().replace(' ', "").replace(',', ", "),
    };
    let places: BTreeSet<_> = types.chain(bodies).chain(responses).chain(payloads).map(place).collect();
    places.into_iter().collect()
}
