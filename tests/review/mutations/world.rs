//! What a test knows of a document by itself: which way the values of each part go, and what our extension names.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::review::places::{Kind, Place, children, of_kind, resolved};

/// Which ways the values of a part go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ways {
    pub request: bool,
    pub response: bool,
}

/// A document, and what follows from it.
pub struct World {
    pub document: Value,
    ways: BTreeMap<String, Ways>,
    named: BTreeSet<String>,
}

impl World {
    pub fn new(document: Value) -> Self {
        let mut world = Self { document, ways: BTreeMap::new(), named: BTreeSet::new() };
        for pointer in of_kind(&world.document.clone(), Kind::PathItem) {
            world.visit(&Place { pointer, kind: Kind::PathItem }, Ways::default());
        }
        let mut named = BTreeSet::new();
        collect_names(&world.document, false, &mut named);
        Self { named, ..world }
    }

    /// Which ways a part goes; none where nobody uses it.
    pub fn ways(&self, pointer: &str) -> Ways {
        self.ways.get(pointer).copied().unwrap_or_default()
    }

    /// Whether our extension relies on a name, so that a document without it would be refused.
    pub fn is_named(&self, name: &str) -> bool {
        self.named.contains(name)
    }

    fn visit(&mut self, place: &Place, way: Ways) {
        let pointer = resolved(&self.document, &place.pointer);
        let known = self.ways.entry(pointer.clone()).or_default();
        let all = Ways { request: known.request || way.request, response: known.response || way.response };
        if *known == all && all != Ways::default() {
            return;
        }
        *known = all;
        for child in children(&self.document, &pointer, place.kind) {
            let way = match child.kind {
                Kind::Parameter | Kind::RequestBody => Ways { request: true, response: false },
                Kind::Response => Ways { request: false, response: true },
                _ => way,
            };
            self.visit(&child, way);
        }
    }
}

/// The words in the texts of our extension that say what a client does.
fn collect_names(value: &Value, is_inside: bool, named: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            for (key, value) in members {
                if is_inside && ["reason", "openQuestion", "source", "evidence", "accepts"].contains(&key.as_str()) {
                    continue;
                }
                if is_inside {
                    named.insert(key.clone());
                }
                collect_names(value, is_inside || key == "x-specwright", named);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect_names(item, is_inside, named)),
        Value::String(text) if is_inside => {
            named.extend(text.split(|one: char| !one.is_alphanumeric() && one != '_' && one != '-').map(str::to_owned));
        }
        _ => {}
    }
}
