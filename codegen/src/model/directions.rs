//! Types that travel both ways: takes them all, gives one of its own to what is sent wherever both ways require other keys.

use std::collections::HashMap;

use super::graph::users_of;
use super::objects::MOST_ARGUMENTS;
use super::operation::Operation;
use super::payloads::Payload;
use super::types::{Field, OneWay, Presence, Type, TypeDef, TypeShape};
use crate::names::Names;

/// What comes back keeps the name; `PetInput` is what is sent in the place of `Pet`, without the keys that are read only.
pub(super) fn split(types: &mut Vec<TypeDef>, operations: &mut [Operation], payloads: &[Payload], names: &mut Names) {
    let sent = reachable(types, operations.iter().flat_map(Operation::sent_types).collect());
    let received =
        operations.iter().flat_map(Operation::received_types).chain(payloads.iter().flat_map(Payload::types));
    let received = reachable(types, received.collect());
    let travels_both = |id: usize| sent.get(id) == Some(&true) && received.get(id) == Some(&true);
    let is_split = |id, def: &TypeDef| travels_both(id) && def.shape.fields().iter().any(is_required_one_way);
    let differs = users_of(types, is_split, |def| def.shape.named());
    let split: Vec<_> = (0..types.len()).filter(|id| travels_both(*id) && differs.get(*id) == Some(&true)).collect();
    let input: HashMap<_, _> = split.iter().enumerate().map(|(index, id)| (*id, types.len() + index)).collect();
    for id in &split {
        if let Some(def) = types.get(*id).cloned() {
            types.push(as_input(def, *id, names));
        }
    }
    for (id, def) in types.iter_mut().enumerate() {
        let is_sent_only = sent.get(id) == Some(&true) && received.get(id) != Some(&true);
        if is_sent_only || def.answer.is_some() {
            def.shape.types_mut().for_each(|ty| ty.renamed(&input));
            def.rules.renamed(&input);
        }
    }
    for operation in operations {
        operation.arguments_mut().for_each(|(ty, rules)| {
            ty.renamed(&input);
            rules.renamed(&input);
        });
    }
}

fn is_required_one_way(field: &Field) -> bool {
    field.one_way.is_some() && matches!(field.presence, Presence::Required | Presence::RequiredNullable)
}

fn as_input(mut def: TypeDef, answer: usize, names: &mut Names) -> TypeDef {
    def.name = names.unique(format!("{}Input", def.name));
    def.answer = Some(answer);
    def.place = None;
    if let TypeShape::Struct { fields, required, .. } = &mut def.shape {
        fields.retain(|field| field.one_way != Some(OneWay::Received));
        let needed = fields.iter().filter(|field| field.presence == Presence::Required).count();
        let by_name = required.take().filter(|_| needed > MOST_ARGUMENTS);
        *required = by_name.map(|_| names.unique(format!("{}Required", def.name)));
    }
    def
}

fn reachable(types: &[TypeDef], from: Vec<usize>) -> Vec<bool> {
    let (mut reached, mut open) = (vec![false; types.len()], from);
    while let Some(id) = open.pop() {
        if reached.get_mut(id).is_some_and(|known| !std::mem::replace(known, true)) {
            open.extend(types.get(id).map(|def| def.shape.named()).unwrap_or_default());
        }
    }
    reached
}

impl TypeShape {
    fn fields(&self) -> &[Field] {
        if let Self::Struct { fields, .. } = self { fields } else { &[] }
    }

    fn types_mut(&mut self) -> Box<dyn Iterator<Item = &mut Type> + '_> {
        match self {
            Self::Struct { fields, additional, .. } => {
                let additional = additional.iter_mut().map(|(_, ty)| ty);
                Box::new(fields.iter_mut().map(|field| &mut field.ty).chain(additional))
            }
            Self::Union { variants, .. } => Box::new(variants.iter_mut().map(|variant| &mut variant.ty)),
            Self::Alias(ty) | Self::Newtype(ty) => Box::new(std::iter::once(ty)),
            Self::Enum { .. } => Box::new(std::iter::empty()),
        }
    }
}
