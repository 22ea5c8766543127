//! What a document demands of the JSON values that are sent, as data: takes nothing, is read by [`Rules::validate`].

mod checks;
mod keys;
mod numbers;
mod place;
mod texts;
mod violation;
mod walk;

use serde::Serialize;
use serde_json::Value;

#[cfg(all(feature = "mock", not(target_arch = "wasm32")))]
pub(crate) use place::is_secret_at;
pub use violation::{Argument, ValidationError, Violation};

use crate::value::to_json;

/// What the document demands of one JSON value. All of it is optional; a check binds values of its JSON type only.
///
/// Rules may hold themselves. They are data that generated code holds, one `static` a type.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    /// The demands on the value itself.
    pub checks: &'static [Check],
    /// Rules that bind the same value besides.
    pub also: &'static [&'static Rules],
    /// Rules for the values of these keys of an object.
    pub properties: &'static [(&'static str, &'static Rules)],
    /// Rules for the values of all other keys of an object.
    pub additional: Option<&'static Rules>,
    /// Rules for the keys of an object, as texts.
    pub names: Option<&'static Rules>,
    /// Rules for the elements of an array.
    pub items: Option<&'static Rules>,
    /// The members of a union.
    ///
    /// Without a violation of any member that the value is [meant](Variant) to be of, or without such a member, there
    /// is none; else those of the member with the fewest count.
    pub variants: &'static [Variant],
    /// Whether no violation may quote the value or anything in it.
    pub secret: bool,
}

/// One demand on a JSON value, named like its keyword of JSON Schema.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Check {
    /// A value is one of these, written as JSON. Null demands nothing: where it may not stand, the type says so.
    OneOf(&'static [&'static str]),
    /// A string has at least this many Unicode code points.
    MinLength(usize),
    /// A string has at most this many Unicode code points.
    MaxLength(usize),
    /// A string has a match somewhere. An expression that cannot be read demands nothing.
    Pattern {
        /// The regular expression of the document, for messages.
        documented: &'static str,
        /// The same in Rust's syntax.
        regex: &'static str,
    },
    /// A string has this format.
    Format(Format),
    /// A number is at least this.
    Minimum(f64),
    /// A number is at most this.
    Maximum(f64),
    /// A number is more than this.
    ExclusiveMinimum(f64),
    /// A number is less than this.
    ExclusiveMaximum(f64),
    /// A number is this many times an integer, as both are written in decimals.
    MultipleOf(f64),
    /// An array has at least this many elements.
    MinItems(usize),
    /// An array has at most this many elements.
    MaxItems(usize),
    /// No two elements of an array are equal.
    UniqueItems,
    /// An object has at least this many keys.
    MinProperties(usize),
    /// An object has at most this many keys.
    MaxProperties(usize),
    /// An object that has one key has the others, too.
    DependentRequired {
        /// The key that demands the others.
        key: &'static str,
        /// The keys that it demands.
        needs: &'static [&'static str],
    },
    /// An object for which all conditions hold has the required keys.
    IfThen {
        /// What has to hold.
        conditions: &'static [Condition],
        /// The keys that are required then.
        required: &'static [&'static str],
    },
    /// Of two points in time in an object one is later than the other, and not equal.
    ///
    /// Both are dates, local times or exact times; what cannot be compared, or is no point in time, is no violation.
    Order {
        /// The key of the earlier one.
        earlier: &'static str,
        /// The key of the later one.
        later: &'static str,
    },
}

/// Holds for an object whose key is there with exactly one of some strings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Condition {
    /// The key.
    pub key: &'static str,
    /// The strings.
    pub one_of: &'static [&'static str],
}

/// The form of a string. In doubt a string has it: a server that refuses it says so itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// `something@something`.
    Email,
    /// A scheme, a colon, and no white space.
    Uri,
    /// Four numbers with dots.
    Ipv4,
    /// An IPv6 address without brackets or zone.
    Ipv6,
}

/// A member of a union: which values are meant to be of it, and what is demanded of those.
#[derive(Clone, Copy, Debug)]
pub struct Variant {
    /// The JSON type of such a value.
    pub kind: Kind,
    /// Keys that such an object has.
    pub required: &'static [&'static str],
    /// Keys of such an object whose value is one of these strings.
    pub tags: &'static [(&'static str, &'static [&'static str])],
    /// What is demanded of such a value.
    pub rules: &'static Rules,
}

/// A JSON type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A string.
    String,
    /// A number without a fraction.
    Integer,
    /// Any number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// An array.
    Array,
    /// An object.
    Object,
    /// Any type.
    Any,
}

impl Rules {
    /// Nothing is demanded.
    pub const NONE: Self = Self::checks(&[]);

    /// These checks and nothing else.
    pub const fn checks(checks: &'static [Check]) -> Self {
        Self {
            checks,
            also: &[],
            properties: &[],
            additional: None,
            names: None,
            items: None,
            variants: &[],
            secret: false,
        }
    }

    /// Checks a body.
    ///
    /// # Errors
    /// All violations, but no more than a hundred; a body that has no form in JSON is one (rule `type`).
    pub fn validate(&'static self, value: &(impl Serialize + ?Sized)) -> Result<(), ValidationError> {
        let violations = match to_json(value) {
            Ok(json) => self.violations(Argument::Body, &json),
            Err(misfit) => vec![Violation::misfit(misfit)],
        };
        ValidationError::unless_empty(violations).map_or(Ok(()), Err)
    }

    /// What is wrong with one argument.
    pub(crate) fn violations(&'static self, argument: Argument, value: &Value) -> Vec<Violation> {
        walk::walk(self, argument, value)
    }
}

/// Writes `validate` for a type whose values users build.
///
/// `validate!(Account => crate::rules::ACCOUNT);`, and `validate!(form Upload => crate::rules::UPLOAD);` for a multipart body.
#[macro_export]
macro_rules! validate {
    ($name:ident => $rules:path) => {
        $crate::validate!(@ validate $name => $rules);
    };
    (form $name:ident => $rules:path) => {
        $crate::validate!(@ validate_form $name => $rules);
    };
    (@ $function:ident $name:ident => $rules:path) => {
        impl $name {
            /// Checks what the document demands beyond the types; a request does so before it is sent.
            ///
            /// # Errors
            /// All demands that are not met, each with the place of the value.
            pub fn validate(&self) -> ::core::result::Result<(), $crate::ValidationError> {
                $rules.$function(self)
            }
        }
    };
}
