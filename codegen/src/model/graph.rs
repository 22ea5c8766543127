//! What only the whole graph of types tells: where a box is needed, where null may stand, and which way a type travels.

use petgraph::algo::tarjan_scc;
use petgraph::graph::DiGraph;

use super::objects::MOST_ARGUMENTS;
use super::operation::Operation;
use super::payloads::Payload;
use super::types::{OneWay, Presence, Type, TypeDef, TypeShape};

/// Boxes the fields through which a type would hold itself, and gives a name to aliases that occur in themselves.
pub(super) fn break_cycles(types: &mut [TypeDef]) {
    let aliases = components(types, |def| match &def.shape {
        TypeShape::Alias(ty) => ty.named(),
        _ => Vec::new(),
    });
    let looped: Vec<_> = (0..types.len()).filter(|id| is_alias(types, *id) && aliases.is_cyclic(types, *id)).collect();
    for id in looped {
        if let Some(def) = types.get_mut(id)
            && let TypeShape::Alias(ty) = &def.shape
        {
            // A value that is nothing but itself says nothing.
            def.shape =
                if !ty.held().is_empty() { TypeShape::Alias(Type::Any) } else { TypeShape::Newtype(ty.clone()) };
        }
    }
    let held = components(types, |def| def.shape.held());
    for (id, def) in types.iter_mut().enumerate() {
        let loops = |ty: &Type| ty.held().iter().any(|target| held.same(id, *target));
        match &mut def.shape {
            TypeShape::Struct { fields, .. } => fields.iter_mut().for_each(|field| field.boxed = loops(&field.ty)),
            TypeShape::Union { variants, .. } => {
                variants.iter_mut().for_each(|variant| variant.boxed = loops(&variant.ty))
            }
            _ => {}
        }
    }
}

fn is_alias(types: &[TypeDef], id: usize) -> bool {
    types.get(id).is_some_and(|def| matches!(def.shape, TypeShape::Alias(_)))
}

impl TypeShape {
    /// The named types that a value of this type holds without indirection.
    fn held(&self) -> Vec<usize> {
        match self {
            Self::Struct { fields, .. } => fields.iter().flat_map(|field| field.ty.held()).collect(),
            Self::Union { variants, .. } => variants.iter().flat_map(|variant| variant.ty.held()).collect(),
            Self::Alias(ty) | Self::Newtype(ty) => ty.held(),
            Self::Enum { .. } => Vec::new(),
        }
    }

    /// The named types that occur in this type.
    pub(super) fn named(&self) -> Vec<usize> {
        match self {
            Self::Struct { fields, additional, .. } => {
                let additional = additional.iter().flat_map(|(_, ty)| ty.named());
                fields.iter().flat_map(|field| field.ty.named()).chain(additional).collect()
            }
            Self::Union { variants, .. } => variants.iter().flat_map(|variant| variant.ty.named()).collect(),
            Self::Alias(ty) | Self::Newtype(ty) => ty.named(),
            Self::Enum { .. } => Vec::new(),
        }
    }
}

/// A key of any value that may be absent may also be null, which only the whole graph tells where aliases stand between.
pub(super) fn admit_null(types: &mut [TypeDef]) {
    let any = any_types(types);
    for def in types {
        let TypeShape::Struct { fields, .. } = &mut def.shape else { continue };
        for field in fields.iter_mut().filter(|field| field.presence == Presence::Optional) {
            let is_any = match field.ty {
                Type::Named(id) => any.get(id) == Some(&true),
                ref ty => *ty == Type::Any,
            };
            if is_any {
                field.presence = Presence::OptionalNullable;
            }
        }
    }
}

/// Which types are aliases of any value, be it through others.
fn any_types(types: &[TypeDef]) -> Vec<bool> {
    let is_any = |_, def: &TypeDef| matches!(def.shape, TypeShape::Alias(Type::Any));
    users_of(types, is_any, |def| match def.shape {
        TypeShape::Alias(Type::Named(target)) => vec![target],
        _ => Vec::new(),
    })
}

/// The types that have a trait, and all that name one of them, be it through others.
pub(super) fn users_of(
    types: &[TypeDef],
    has: impl Fn(usize, &TypeDef) -> bool,
    names: impl Fn(&TypeDef) -> Vec<usize>,
) -> Vec<bool> {
    let mut users = vec![Vec::new(); types.len()];
    let mut open = Vec::new();
    for (id, def) in types.iter().enumerate() {
        open.extend(has(id, def).then_some(id));
        for named in names(def) {
            users.get_mut(named).into_iter().for_each(|users| users.push(id));
        }
    }
    let mut reached = vec![false; types.len()];
    while let Some(id) = open.pop() {
        if reached.get_mut(id).is_some_and(|known| !std::mem::replace(known, true)) {
            open.extend(users.get(id).into_iter().flatten());
        }
    }
    reached
}

/// The strongly connected components of the types under some relation.
pub(super) struct Components {
    /// The component of each type.
    of: Vec<usize>,
    /// How many types each component has.
    sizes: Vec<usize>,
}

impl Components {
    pub(super) fn same(&self, a: usize, b: usize) -> bool {
        self.of.get(a).is_some_and(|component| self.of.get(b) == Some(component))
    }

    /// Whether an alias reaches itself: with others, or on its own.
    fn is_cyclic(&self, types: &[TypeDef], id: usize) -> bool {
        let itself = types.get(id).is_some_and(|def| def.shape.named().contains(&id));
        let size = self.of.get(id).and_then(|component| self.sizes.get(*component));
        itself || size.is_some_and(|size| *size > 1)
    }
}

pub(super) fn components(types: &[TypeDef], edges: impl Fn(&TypeDef) -> Vec<usize>) -> Components {
    let mut graph = DiGraph::<(), ()>::new();
    let nodes: Vec<_> = types.iter().map(|_| graph.add_node(())).collect();
    for (from, def) in nodes.iter().zip(types) {
        for to in edges(def).into_iter().filter_map(|id| nodes.get(id)) {
            graph.add_edge(*from, *to, ());
        }
    }
    let mut of = vec![0; types.len()];
    let mut sizes = Vec::new();
    for (number, members) in tarjan_scc(&graph).into_iter().enumerate() {
        sizes.push(members.len());
        for member in members {
            if let Some(slot) = of.get_mut(member.index()) {
                *slot = number;
            }
        }
    }
    Components { of, sizes }
}

/// Notes in which directions each type travels.
pub(super) fn mark_directions(operations: &[Operation], payloads: &[Payload], types: &mut [TypeDef]) {
    for operation in operations {
        mark(types, operation.sent_types(), |def| !std::mem::replace(&mut def.sent, true));
    }
    for received in operations.iter().map(Operation::received_types).chain(payloads.iter().map(Payload::types)) {
        mark(types, received, |def| !std::mem::replace(&mut def.received, true));
    }
}

/// What is required in one direction only is optional in a type that travels in the other.
pub(super) fn relax_one_way(types: &mut [TypeDef]) {
    for def in types {
        let TypeShape::Struct { fields, required, .. } = &mut def.shape else { continue };
        if def.form.is_some() {
            fields.retain(|field| field.one_way != Some(OneWay::Received));
        }
        for field in &mut *fields {
            let travels_against = match field.one_way {
                Some(OneWay::Received) => def.sent,
                Some(OneWay::Sent) => def.received,
                None => false,
            };
            if travels_against {
                field.presence = field.presence.optional();
            }
        }
        // Values are given by name only as long as they are many.
        if fields.iter().filter(|field| field.presence == Presence::Required).count() <= MOST_ARGUMENTS {
            *required = None;
        }
    }
}

/// Visits what is reachable from some types, on as long as `visit` says a type is new.
fn mark(types: &mut [TypeDef], from: Vec<usize>, visit: impl Fn(&mut TypeDef) -> bool) {
    let mut open = from;
    while let Some(id) = open.pop() {
        if let Some(def) = types.get_mut(id)
            && visit(def)
        {
            open.extend(def.shape.named());
        }
    }
}
