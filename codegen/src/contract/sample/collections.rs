//! Objects and arrays.

use indexmap::IndexMap;

use super::{SHALLOW, Sampler, Wanted, shown};
use crate::check::fit::{Way, is_same};
use crate::openapi::{EXTENSION, composed, whole};
use crate::parse::Node;

/// No sample has more elements or keys than it must, and never more than these.
const MOST: usize = 1_000;

/// Which keys an object has beside those that must be there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keys {
    Required,
    Shown,
    All,
}

impl<'d> Sampler<'_, 'd> {
    /// With the keys that are shown, if that fits; else with those that must be there, or with all.
    pub(super) fn object(&mut self, wanted: &Wanted<'d>) -> Option<Node> {
        let is_shallow = wanted.depth < SHALLOW;
        let mut best = None;
        for keys in [Keys::Shown, Keys::Required, Keys::All] {
            if !is_shallow && keys != Keys::Required {
                continue;
            }
            match self.object_of(wanted, keys) {
                Some(object) if self.fits(&wanted.schemas, &object) => return Some(object),
                object => best = best.or(object),
            }
        }
        best
    }

    fn object_of(&mut self, wanted: &Wanted<'d>, keys: Keys) -> Option<Node> {
        let required: Vec<_> =
            wanted.parts.iter().flat_map(|part| part.list("required")).filter_map(Node::as_str).collect();
        let mut properties: IndexMap<&str, Vec<&Node>> = IndexMap::new();
        for (key, schema) in wanted.parts.iter().flat_map(|part| part.members("properties")) {
            properties.entry(key).or_default().push(schema);
        }
        let mut object: IndexMap<String, Node> = IndexMap::new();
        for (key, schemas) in &properties {
            let is_tag = wanted.tag.as_ref().is_some_and(|(tag, _)| tag == key);
            let is_asked_for = match keys {
                Keys::Required => false,
                Keys::Shown => self.is_shown(schemas),
                Keys::All => true,
            };
            if self.is_absent(schemas) || !(required.contains(key) || is_tag || is_asked_for) {
                continue;
            }
            match self.property(wanted, key, schemas) {
                Some(value) => drop(object.insert((*key).to_owned(), value)),
                None if required.contains(key) => return None,
                None => {}
            }
        }
        for key in required.iter().filter(|key| !properties.contains_key(*key)) {
            let value = self.other(wanted, key).unwrap_or_else(|| Node::String("sample".to_owned()));
            object.insert((*key).to_owned(), value);
        }
        if let Some((key, value)) = wanted.tag.as_ref().filter(|(key, _)| !properties.contains_key(key)) {
            object.insert((*key).to_owned(), Node::String(value.clone()));
        }
        self.put_in_order(wanted, &properties, &mut object);
        self.fill(wanted, &properties, &mut object);
        Some(Node::object(object))
    }

    /// What must be later than something else is the next sample of its schema.
    fn put_in_order(
        &mut self,
        wanted: &Wanted<'d>,
        properties: &IndexMap<&'d str, Vec<&'d Node>>,
        object: &mut IndexMap<String, Node>,
    ) {
        let said = wanted.parts.iter().filter_map(|part| part.get(EXTENSION));
        let pairs = said.flat_map(|said| said.list("order"));
        for (earlier, later) in pairs.filter_map(|pair| pair.text("earlier").zip(pair.text("later"))) {
            let is_equal = object.get(earlier).is_some_and(|value| object.get(later) == Some(value));
            if let Some(schemas) = properties.get(later).filter(|_| is_equal)
                && let Some(next) = self.value(schemas.clone(), wanted.depth + 1, wanted.variant + 1)
            {
                object.insert(later.to_owned(), next);
            }
        }
    }

    fn property(&mut self, wanted: &Wanted<'d>, key: &str, schemas: &[&'d Node]) -> Option<Node> {
        let tag = wanted.tag.as_ref().filter(|(tag, _)| *tag == key).map(|(_, value)| Node::String(value.clone()));
        if let Some(tag) = tag.filter(|tag| self.fits(schemas, tag)) {
            return Some(tag);
        }
        self.value(schemas.to_vec(), wanted.depth + 1, wanted.variant)
    }

    /// Whether a property travels the other way only.
    fn is_absent(&self, schemas: &[&'d Node]) -> bool {
        let word = match self.way {
            Way::Sent => "readOnly",
            Way::Received => "writeOnly",
            Way::Either => return false,
        };
        schemas.iter().any(|schema| schema.flag(word) || composed(self.root, schema).iter().any(|part| part.flag(word)))
    }

    fn is_shown(&self, schemas: &[&'d Node]) -> bool {
        schemas.iter().any(|schema| !shown(&composed(self.root, schema)).is_empty())
    }

    /// A value for a key that no property is for.
    fn other(&mut self, wanted: &Wanted<'d>, key: &str) -> Option<Node> {
        let patterns = wanted.parts.iter().flat_map(|part| part.members("patternProperties"));
        let mut schemas: Vec<_> =
            patterns.filter(|(pattern, _)| self.fit.matches(pattern, key)).map(|(_, it)| it).collect();
        if schemas.is_empty() {
            schemas.extend(wanted.parts.iter().filter_map(|part| part.get("additionalProperties")));
        }
        schemas.retain(|schema| schema.as_object().is_some());
        if schemas.is_empty() { None } else { self.value(schemas, wanted.depth + 1, 0) }
    }

    /// Adds keys until there are as many as there must be; one, where an object is a map.
    fn fill(
        &mut self,
        wanted: &Wanted<'d>,
        properties: &IndexMap<&'d str, Vec<&'d Node>>,
        object: &mut IndexMap<String, Node>,
    ) {
        let least = self.least(wanted, "minProperties");
        let is_map = properties.is_empty()
            && wanted.depth < SHALLOW
            && wanted
                .parts
                .iter()
                .any(|part| part.get("additionalProperties").is_some_and(|more| more.as_object().is_some()));
        let least = least.max(usize::from(is_map && self.most(wanted, "maxProperties") > 0));
        for (key, schemas) in properties {
            if object.len() >= least {
                return;
            }
            if !object.contains_key(*key)
                && !self.is_absent(schemas)
                && let Some(value) = self.property(wanted, key, schemas)
            {
                object.insert((*key).to_owned(), value);
            }
        }
        for index in 0..MOST {
            if object.len() >= least {
                return;
            }
            let key = self.key(wanted, index);
            let Some(value) = self.other(wanted, &key) else { break };
            object.insert(key, value);
        }
        (object.len()..least).for_each(|index| {
            object.insert(format!("key{}", index + 1), Node::String("sample".to_owned()));
        });
    }

    fn key(&mut self, wanted: &Wanted<'d>, index: usize) -> String {
        let names: Vec<_> = wanted.parts.iter().filter_map(|part| part.get("propertyNames")).collect();
        if !names.is_empty()
            && let Some(Node::String(key)) = self.value(names, wanted.depth + 1, index)
        {
            return key;
        }
        let pattern = wanted.parts.iter().flat_map(|part| part.members("patternProperties")).next();
        let key = pattern.and_then(|(pattern, _)| super::patterns::matching(pattern, 1, 64, index).into_iter().next());
        key.unwrap_or_else(|| format!("key{}", index + 1))
    }

    fn least(&self, wanted: &Wanted<'d>, key: &str) -> usize {
        let all = wanted.parts.iter().filter_map(|part| part.get(key).and_then(whole));
        all.max().and_then(|least| usize::try_from(least).ok()).unwrap_or(0).min(MOST)
    }

    fn most(&self, wanted: &Wanted<'d>, key: &str) -> usize {
        let all = wanted.parts.iter().filter_map(|part| part.get(key).and_then(whole));
        all.min().and_then(|most| usize::try_from(most).ok()).unwrap_or(usize::MAX)
    }

    /// One element, so that readers see what they are like.
    pub(super) fn array(&mut self, wanted: &Wanted<'d>) -> Option<Node> {
        let first: Vec<_> = wanted.parts.iter().flat_map(|part| part.list("prefixItems")).collect();
        let items: Vec<_> = wanted.parts.iter().filter_map(|part| part.get("items")).collect();
        let contains: Vec<_> = wanted.parts.iter().filter_map(|part| part.get("contains")).collect();
        let is_set = wanted.parts.iter().any(|part| part.flag("uniqueItems"));
        let (least, most) = (self.least(wanted, "minItems"), self.most(wanted, "maxItems"));
        let usual = usize::from(wanted.depth < SHALLOW && !items.is_empty()).max(first.len());
        let mut elements: Vec<Node> = Vec::new();
        for schema in contains {
            let also = items.iter().copied().chain([schema]).collect();
            elements.extend(self.value(also, wanted.depth + 1, 0));
        }
        let wanted_len = least.max(usual).min(most).min(MOST);
        let mut variant = wanted.variant;
        while elements.len() < wanted_len {
            let schemas = first.get(elements.len()).map_or_else(|| items.clone(), |schema| vec![*schema]);
            let Some(next) = self.value(schemas, wanted.depth + 1, variant) else { break };
            variant += usize::from(is_set);
            if variant > wanted.variant + 4 * MOST.min(wanted_len + 8) {
                break;
            }
            if !is_set || !elements.iter().any(|element| is_same(element, &next)) {
                elements.push(next);
            }
        }
        // An element that has no sample is none that must be there.
        if elements.len() < least { None } else { Some(Node::Array(elements)) }
    }
}
