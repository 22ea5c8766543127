//! Arrays and objects.

use super::breach::{Breach, shown_text};
use super::scalar::{count, is_same};
use super::{COUNTED, Fit, Verdict, Way};
use crate::near::closest;
use crate::openapi::{EXTENSION, composed};
use crate::parse::{Node, Object};

/// Among so many keys one is looked for that is another by a slip.
const MOST_NEAR: usize = 64;

/// Beyond so many elements nobody compares each with each.
const MOST_COMPARED: usize = 256;

impl<'d> Fit<'d> {
    pub(super) fn array(&mut self, schema: &'d Node, items: &[Node]) -> Verdict {
        count(schema, "minItems", "maxItems", items.len(), "elements")?;
        self.unique(schema, items)?;
        let first = schema.list("prefixItems");
        for (index, item) in items.iter().enumerate() {
            if let Some(schema) = first.get(index).or(schema.get("items")) {
                self.judge(schema, item).map_err(|breach| breach.below(index.to_string()))?;
            }
        }
        self.contains(schema, items)
    }

    fn unique(&mut self, schema: &Node, items: &[Node]) -> Verdict {
        if !schema.flag("uniqueItems") {
            return Ok(());
        }
        if items.len() > MOST_COMPARED {
            self.is_unsure = true;
            return Ok(());
        }
        self.left = self.left.saturating_sub(items.len() * items.len());
        let mut rest = items;
        while let [item, others @ ..] = rest {
            if others.iter().any(|other| is_same(item, other)) {
                let why = "has an element twice, which `uniqueItems` forbids".to_owned();
                return Err(Breach::new("uniqueItems", why));
            }
            rest = others;
        }
        Ok(())
    }

    fn contains(&mut self, schema: &'d Node, items: &[Node]) -> Verdict {
        let Some(wanted) = schema.get("contains") else { return Ok(()) };
        // How many are wanted is a word of its own, which few write.
        if schema.get("minContains").or(schema.get("maxContains")).is_some() {
            self.is_unsure = true;
            return Ok(());
        }
        if items.iter().any(|item| self.judge(wanted, item).is_ok()) {
            return Ok(());
        }
        Err(Breach::new("contains", "has no element that `contains` asks for".to_owned()))
    }

    pub(super) fn object(&mut self, schema: &'d Node, object: &Object) -> Verdict {
        count(schema, "minProperties", "maxProperties", object.iter().count(), "keys")?;
        self.required(schema, object)?;
        self.dependent(schema, object)?;
        for (key, value) in object.iter() {
            self.name(schema, key)?;
            self.entry(schema, key, value)?;
        }
        Ok(())
    }

    fn required(&mut self, schema: &'d Node, object: &Object) -> Verdict {
        let mut missing = schema.list("required").iter().filter_map(Node::as_str).filter(|key| !object.contains(key));
        match missing.find(|key| !self.may_be_absent(schema, key)) {
            Some(key) => {
                let why = format!("lacks the key {}, which stands in `required`", shown_text(key));
                // A key that the schema does not describe is a slip, perhaps.
                let others = object.iter().map(|(key, _)| key).filter(|key| !is_described(schema, key));
                let near = self.near(key, others).map(|near| renamed(near, key));
                Err(Breach::new("required", why).mended_by(near))
            }
            None => Ok(()),
        }
    }

    /// The closest one among the first of some names.
    fn near<'a>(&mut self, wanted: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
        let names: Vec<_> = names.take(MOST_NEAR).collect();
        self.left = self.left.saturating_sub(names.len().div_ceil(COUNTED / 2));
        closest(wanted, names.into_iter())
    }

    /// What travels the other way only is not required this way, and what is only inferred to be there may be absent in answers.
    fn may_be_absent(&self, schema: &'d Node, key: &str) -> bool {
        let Some(property) = schema.get("properties").and_then(|properties| properties.get(key)) else { return false };
        let is_inferred = |node: &Node| node.get(EXTENSION).and_then(|said| said.text("evidence")) == Some("inferred");
        let is_absent = |node: &Node| match self.way {
            Way::Sent => node.flag("readOnly"),
            Way::Received => node.flag("writeOnly") || is_inferred(node),
            Way::Either => node.flag("readOnly") || node.flag("writeOnly") || is_inferred(node),
        };
        is_absent(property) || composed(self.root, property).into_iter().any(is_absent)
    }

    pub(super) fn dependent(&mut self, schema: &'d Node, object: &Object) -> Verdict {
        for (key, others) in schema.members("dependentRequired").filter(|(key, _)| object.contains(key)) {
            let mut others = others.as_array().unwrap_or_default().iter().filter_map(Node::as_str);
            if let Some(missing) = others.find(|other| !object.contains(other)) {
                let (key, missing) = (shown_text(key), shown_text(missing));
                let why = format!("has the key {key} without {missing}, which `dependentRequired` asks for");
                return Err(Breach::new("dependentRequired", why));
            }
        }
        for (_, schema) in schema.members("dependentSchemas").filter(|(key, _)| object.contains(key)) {
            self.judge(schema, &Node::Object(object.clone()))?;
        }
        Ok(())
    }

    fn name(&mut self, schema: &'d Node, key: &str) -> Verdict {
        let Some(names) = schema.get("propertyNames") else { return Ok(()) };
        self.judge(names, &Node::String(key.to_owned())).map_err(|_| {
            Breach::new("propertyNames", format!("has the key {}, which `propertyNames` forbids", shown_text(key)))
        })
    }

    fn entry(&mut self, schema: &'d Node, key: &str, value: &Node) -> Verdict {
        let own = schema.get("properties").and_then(|properties| properties.get(key));
        let patterns: Vec<_> = schema.members("patternProperties").collect();
        let matching: Vec<_> = patterns.iter().filter(|(pattern, _)| self.matches(pattern, key)).collect();
        let others = match schema.get("additionalProperties") {
            _ if own.is_some() || !matching.is_empty() => None,
            // With patterns, what it said was merged with what they say.
            Some(_) if !patterns.is_empty() => {
                self.is_unsure = true;
                None
            }
            Some(Node::Bool(false)) => {
                let why = format!("has the key {}, which `additionalProperties: false` forbids", shown_text(key));
                let near = self.near(key, schema.members("properties").map(|(name, _)| name));
                let near = near.map(|near| renamed(key, near));
                return Err(Breach::new("additionalProperties", why).mended_by(near));
            }
            others => others.filter(|others| others.as_object().is_some()),
        };
        for schema in own.into_iter().chain(matching.into_iter().map(|(_, schema)| *schema)).chain(others) {
            self.judge(schema, value).map_err(|breach| breach.below(key))?;
        }
        Ok(())
    }
}

fn is_described(schema: &Node, key: &str) -> bool {
    schema.get("properties").is_some_and(|properties| properties.get(key).is_some())
}

fn renamed(key: &str, name: &str) -> String {
    format!("write {} for {}", shown_text(name), shown_text(key))
}
