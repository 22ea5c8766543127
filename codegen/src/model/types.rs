//! The types of an API: what the emitters know of each.

use std::collections::HashMap;

use super::docs::Docs;
use super::forms::Parts;
use super::rules::Rules;
use crate::parse::Node;
use crate::pointer::Pointer;

/// The type of a value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Type {
    /// Any JSON value.
    Any,
    Bool,
    /// A Rust integer type by name.
    Integer(&'static str),
    Float,
    /// A number whose text is kept.
    Number,
    String,
    Uuid,
    Date,
    DateTime,
    Secret,
    List(Box<Type>),
    Map(Box<Type>),
    /// An array of so many elements, each with a type of its own.
    Tuple(Vec<Type>),
    /// The inner type or null.
    Nullable(Box<Type>),
    /// Documented as the first; what arrives may be the second.
    Lenient(Box<Type>, Box<Type>),
    /// A type of another crate, by its path.
    External(String),
    /// A type of this API, by its index in `Api::types`.
    Named(usize),
    /// The bytes of a body.
    Bytes,
    /// A file or another part of a multipart body.
    Part,
    /// A multipart body of parts that the document does not name.
    Multipart,
    /// No body.
    Unit,
}

impl Type {
    pub(crate) fn nullable(self) -> Self {
        match self {
            Self::Nullable(_) | Self::Any => self,
            other => Self::Nullable(Box::new(other)),
        }
    }

    /// The named types that occur anywhere in this one.
    pub(crate) fn named(&self) -> Vec<usize> {
        match self {
            Self::List(inner) | Self::Map(inner) | Self::Nullable(inner) | Self::Lenient(inner, _) => inner.named(),
            Self::Tuple(items) => items.iter().flat_map(Self::named).collect(),
            Self::Named(id) => vec![*id],
            _ => Vec::new(),
        }
    }

    /// Whether it is a file, or several.
    pub(crate) fn is_file(&self) -> bool {
        match self {
            Self::Part => true,
            Self::List(inner) | Self::Nullable(inner) => inner.is_file(),
            _ => false,
        }
    }

    /// The same with other named types in the place of some.
    pub(super) fn renamed(&mut self, to: &HashMap<usize, usize>) {
        match self {
            Self::List(inner) | Self::Map(inner) | Self::Nullable(inner) | Self::Lenient(inner, _) => inner.renamed(to),
            Self::Tuple(items) => items.iter_mut().for_each(|item| item.renamed(to)),
            Self::Named(id) => *id = to.get(id).copied().unwrap_or(*id),
            _ => {}
        }
    }

    /// The named types that a value of this one holds without indirection.
    pub(crate) fn held(&self) -> Vec<usize> {
        match self {
            Self::Nullable(inner) | Self::Lenient(inner, _) => inner.held(),
            Self::Tuple(items) => items.iter().flat_map(Self::held).collect(),
            Self::Named(id) => vec![*id],
            _ => Vec::new(),
        }
    }
}

/// A type with a name of its own.
#[derive(Clone, Debug)]
pub(crate) struct TypeDef {
    pub(crate) name: String,
    pub(crate) docs: Docs,
    pub(crate) shape: TypeShape,
    /// The type of what comes back, where this one is for what is sent.
    pub(crate) answer: Option<usize>,
    /// The schema that it stands for; none where it is made of several.
    pub(crate) place: Option<Pointer>,
    /// The place in the document that clients name, of several schemas that of the first.
    pub(crate) seen_at: Pointer,
    /// What a value that is sent must hold to.
    pub(crate) rules: Rules,
    /// How its keys become parts, where it is a multipart body.
    pub(crate) form: Option<Parts>,
    /// The module that holds it, as an index into `Api::modules`.
    pub(crate) module: usize,
    /// The module that holds its rules, where anything asks for them.
    pub(crate) rules_module: Option<usize>,
    /// Whether a request can carry it: then users build it.
    pub(crate) sent: bool,
    /// Whether a response can carry it.
    pub(crate) received: bool,
}

impl TypeDef {
    /// Whether users build values of it, part by part.
    pub(crate) fn is_built(&self) -> bool {
        self.sent && matches!(self.shape, TypeShape::Struct { .. } | TypeShape::Union { .. })
    }
}

#[derive(Clone, Debug)]
pub(crate) enum TypeShape {
    Struct {
        fields: Vec<Field>,
        /// The values of keys beside the fields, where the document declares them, and the name of the field for them.
        additional: Option<(String, Type)>,
        /// The type that takes the required values by name, where there are too many for arguments.
        required: Option<String>,
    },
    Enum {
        values: Vec<EnumValue>,
        /// The variant for a value that the document does not list.
        unknown: String,
    },
    /// One of several types; what is none of them is kept as `Unknown`.
    Union {
        variants: Vec<UnionVariant>,
        /// The key whose text names the member.
        tag: Option<String>,
    },
    Alias(Type),
    /// An alias that occurs in itself.
    Newtype(Type),
}

#[derive(Clone, Debug)]
pub(crate) struct Field {
    pub(crate) wire: String,
    pub(crate) ident: String,
    pub(crate) ty: Type,
    pub(crate) presence: Presence,
    pub(crate) one_way: Option<OneWay>,
    pub(crate) boxed: bool,
    /// Its schema; none where it is described nowhere.
    pub(crate) place: Option<Pointer>,
    /// The place in the document that clients name.
    pub(crate) seen_at: Option<Pointer>,
    pub(crate) docs: Docs,
    /// What is said of the elements of a list or a map where they are described in place.
    pub(crate) elements: Docs,
}

/// The one direction in which a key travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OneWay {
    /// `readOnly`: in responses.
    Received,
    /// `writeOnly`: in requests.
    Sent,
}

impl OneWay {
    pub(crate) fn of(schema: &Node) -> Option<Self> {
        match (schema.flag("readOnly"), schema.flag("writeOnly")) {
            (true, false) => Some(Self::Received),
            (false, true) => Some(Self::Sent),
            _ => None,
        }
    }
}

/// Whether a key is there, and whether null may stand at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Presence {
    /// Always sent; its absence from a response is an error.
    Required,
    /// Always sent, as null if there is no value.
    RequiredNullable,
    /// There or not.
    Optional,
    /// Three states: absent, null, value.
    OptionalNullable,
}

impl Presence {
    /// The same where null may stand at the key.
    pub(crate) fn or_null(self) -> Self {
        match self {
            Self::Required | Self::RequiredNullable => Self::RequiredNullable,
            Self::Optional | Self::OptionalNullable => Self::OptionalNullable,
        }
    }

    /// The same where the key may be left out.
    pub(crate) fn optional(self) -> Self {
        match self {
            Self::Required | Self::Optional => Self::Optional,
            Self::RequiredNullable | Self::OptionalNullable => Self::OptionalNullable,
        }
    }
}

#[derive(Clone, Debug)]
pub(crate) struct EnumValue {
    pub(crate) wire: String,
    pub(crate) variant: String,
    /// The value in the list.
    pub(crate) place: Pointer,
}

#[derive(Clone, Debug)]
pub(crate) struct UnionVariant {
    pub(crate) name: String,
    pub(crate) ty: Type,
    pub(crate) boxed: bool,
    /// Where the schema of the member stands, or the reference to it; of a kind of value the list of all.
    pub(crate) place: Pointer,
    /// The texts of the tag that stand for it.
    pub(crate) tags: Vec<String>,
}
