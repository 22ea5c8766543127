//! A specification as JSON, and the ways to look things up in it.

use std::sync::LazyLock;

use serde_json::Value;

/// A specification that is read when it is first needed.
pub type LazySpec = LazyLock<Spec>;

pub struct Spec {
    document: Value,
}

impl Spec {
    /// Reads the text of a document, YAML or JSON.
    pub fn new(text: &str) -> Self {
        Self { document: serde_yaml::from_str(text).unwrap() }
    }

    pub fn document(&self) -> &Value {
        &self.document
    }

    /// What a JSON pointer leads to, which has to be there.
    pub fn at(&self, pointer: &str) -> &Value {
        self.document.pointer(pointer).unwrap_or_else(|| panic!("nothing at {pointer}"))
    }

    /// What stands at the end of the references that start here; the value itself if it is none.
    pub fn resolved<'a>(&'a self, mut value: &'a Value) -> &'a Value {
        while let Some(reference) = value.get("$ref").and_then(Value::as_str) {
            value = self.at(reference.strip_prefix('#').unwrap());
        }
        value
    }

    /// A component schema.
    pub fn schema(&self, name: &str) -> &Value {
        self.at(&format!("/components/schemas/{name}"))
    }

    /// The names of the component schemas, sorted.
    pub fn schema_names(&self) -> Vec<String> {
        let mut names: Vec<_> = self.at("/components/schemas").as_object().unwrap().keys().cloned().collect();
        names.sort();
        names
    }

    /// The texts that an enum lists.
    pub fn texts(&self, name: &str) -> Vec<String> {
        serde_json::from_value(self.schema(name)["enum"].clone()).unwrap()
    }

    /// The properties of a schema that may be null, sorted.
    pub fn nullable(&self, name: &str) -> Vec<String> {
        let properties = self.schema(name)["properties"].as_object().unwrap();
        let nullable = properties.iter().filter(|(_, property)| self.may_be_null(property));
        let mut names: Vec<_> = nullable.map(|(name, _)| name.clone()).collect();
        names.sort();
        names
    }

    /// Whether null is valid by this schema, of itself or by what it refers to.
    pub fn may_be_null(&self, schema: &Value) -> bool {
        let schema = self.resolved(schema);
        let members = |keyword: &str| schema[keyword].as_array().map_or(&[][..], Vec::as_slice);
        schema["nullable"] == true
            || ["type", "allOf", "oneOf"].iter().all(|keyword| schema.get(keyword).is_none())
            || matches!(members("allOf"), [part] if self.may_be_null(part))
            || members("oneOf").iter().any(|member| self.may_be_null(member))
    }
}
