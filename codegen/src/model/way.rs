//! From a type and a pointer to the way into its values: the steps that reach what stands there.

use super::types::{Presence, Type, TypeDef, TypeShape};
use crate::pointer::Pointer;

/// A way into the values of a type.
#[derive(Clone, Debug, Default)]
pub(crate) struct Way {
    /// The statement that names the end of the way.
    pub(super) said_at: Pointer,
    /// What it says.
    tail: Pointer,
    /// The choice that it begins at, if it does.
    pub(crate) choice: Option<Choice>,
    pub(crate) steps: Vec<Step>,
}

/// Variants of an enum that all hold one type, while the others hold nothing.
#[derive(Clone, Debug)]
pub(crate) struct Choice {
    pub(crate) of: String,
    pub(crate) variants: Vec<String>,
}

/// One step into a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// To a field of a struct.
    Field(String, Presence),
    /// To the value of a key of a map.
    Key(String),
    /// To the value that may be null.
    Value,
    /// To a part of any JSON value.
    Json(String),
}

impl Way {
    pub(super) fn new(said_at: Pointer, tail: Pointer) -> Self {
        Self { said_at, tail, choice: None, steps: Vec::new() }
    }

    /// Goes the way from a type, and returns the type at its end; `None` where values of the type do not lead there.
    pub(super) fn go(&mut self, types: &[TypeDef], from: &Type) -> Option<Type> {
        let (mut steps, mut ty) = (Vec::new(), settled(types, from)?);
        let tokens: Vec<_> = self.tail.tokens().collect();
        for (index, token) in tokens.iter().enumerate() {
            ty = unwrapped(types, ty, &mut steps)?;
            if ty == Type::Any {
                let rest = tokens.iter().skip(index).fold(Pointer::default(), |rest, token| rest.key(token));
                steps.push(Step::Json(rest.text().to_owned()));
                self.steps = steps;
                return Some(ty);
            }
            ty = step(types, &ty, token, &mut steps)?;
        }
        ty = unwrapped(types, ty, &mut steps)?;
        self.steps = steps;
        Some(ty)
    }
}

/// A type that is no name for another. A longer chain is a circle.
fn settled(types: &[TypeDef], ty: &Type) -> Option<Type> {
    let mut ty = ty;
    for _ in 0..64 {
        match ty {
            Type::Named(id) => match &types.get(*id)?.shape {
                TypeShape::Alias(target) => ty = target,
                _ => return Some(ty.clone()),
            },
            _ => return Some(ty.clone()),
        }
    }
    None
}

/// The type of a value that is not null.
fn unwrapped(types: &[TypeDef], ty: Type, steps: &mut Vec<Step>) -> Option<Type> {
    let mut ty = settled(types, &ty)?;
    while let Type::Nullable(inner) = &ty {
        steps.push(Step::Value);
        ty = settled(types, inner)?;
    }
    Some(ty)
}

/// Takes one step, to the type that it leads to.
fn step(types: &[TypeDef], ty: &Type, key: &str, steps: &mut Vec<Step>) -> Option<Type> {
    let id = match ty {
        Type::Map(values) => {
            steps.push(Step::Key(key.to_owned()));
            return Some((**values).clone());
        }
        Type::Named(id) => *id,
        _ => return None,
    };
    let TypeShape::Struct { fields, additional, .. } = &types.get(id)?.shape else { return None };
    if let Some(field) = fields.iter().find(|field| field.wire == key) {
        steps.push(Step::Field(field.ident.clone(), field.presence));
        return Some(field.ty.clone());
    }
    let (name, values) = additional.as_ref()?;
    steps.push(Step::Field(name.clone(), Presence::Required));
    steps.push(Step::Key(key.to_owned()));
    Some(values.clone())
}
