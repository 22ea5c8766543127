//! Takes a document in the words of JSON Schema; tells which values satisfy the schema at a place, and what others break.
//!
//! Formats are annotations, as 2020-12 has it: an example with an odd date is taken as the vendor's.

use jsonschema::{Draft, Registry, Validator};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

const DOCUMENT: &str = "urn:specwright:document";

/// Validators for the places of one document, made when they are asked for.
pub(super) struct Judge<'d> {
    registry: Registry<'d>,
    known: RefCell<HashMap<String, Rc<Result<Validator, String>>>>,
}

/// What keeps a value from being valid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Breach {
    /// The keyword that it breaks.
    pub(super) keyword: String,
    /// The JSON pointer of what breaks it.
    pub(super) path: String,
}

impl<'d> Judge<'d> {
    /// The error says why no schema of the document can be used.
    pub(super) fn new(document: &'d Value) -> Result<Self, String> {
        let registry = Registry::new().draft(Draft::Draft202012).add(DOCUMENT, document);
        let registry = registry.and_then(|registry| registry.prepare()).map_err(|error| error.to_string())?;
        Ok(Self { registry, known: RefCell::default() })
    }

    /// What a value breaks first; the outer error says why the schema cannot be used.
    pub(super) fn breach(&self, at: &str, value: &Value) -> Result<Option<Breach>, String> {
        match &*self.validator(at) {
            Ok(validator) => Ok(validator.validate(value).err().map(|error| Breach {
                keyword: error.kind().keyword().to_owned(),
                path: error.instance_path().to_string(),
            })),
            Err(why) => Err(why.clone()),
        }
    }

    /// Whether a value is valid; not, where the schema cannot be used.
    pub(super) fn accepts(&self, at: &str, value: &Value) -> bool {
        self.validator(at).as_ref().as_ref().is_ok_and(|validator| validator.is_valid(value))
    }

    fn validator(&self, at: &str) -> Rc<Result<Validator, String>> {
        if let Some(known) = self.known.borrow().get(at) {
            return Rc::clone(known);
        }
        let options = jsonschema::options().with_draft(Draft::Draft202012).should_validate_formats(false);
        let schema = json!({ "$ref": format!("{DOCUMENT}#{}", encoded(at)) });
        let made = options.with_registry(&self.registry).build(&schema).map_err(|error| error.to_string());
        let made = Rc::new(made);
        self.known.borrow_mut().insert(at.to_owned(), Rc::clone(&made));
        made
    }
}

/// Whether values can be judged by a pattern.
pub(super) fn is_pattern(pattern: &Value) -> bool {
    jsonschema::options().with_draft(Draft::Draft202012).build(&json!({ "pattern": pattern })).is_ok()
}

/// A pointer as a fragment of a URI.
fn encoded(pointer: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    let encode = |byte: u8| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    pointer.bytes().map(encode).collect()
}
