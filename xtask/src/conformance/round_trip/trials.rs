//! Takes a document and what became of its schemas; returns the values to send through the types: samples and examples.

use super::coverage::Coverage;
use super::dialect::to_json_schema;
use super::examples::examples;
use super::judge::{Breach, Judge};
use super::program::{Question, Types};
use super::sampler::Sampler;
use super::schemas::target;
use super::undocumented::undocumented;
use super::{Direction, RoundTrip};
use serde_json::Value;
use specwright_codegen::{Level, Role, TypedPlace};
use std::collections::{BTreeMap, HashSet};

/// Where a value comes from, and what it is for.
#[derive(Clone, Debug)]
pub(super) struct Trial {
    /// The pointer of the schema.
    pub(super) place: String,
    pub(super) origin: Origin,
}

#[derive(Clone, Debug)]
pub(super) enum Origin {
    /// Made from the schema, and valid.
    Sample,
    /// The document's own, at a pointer; perhaps it breaks its schema.
    Example(String, Option<Breach>),
}

/// All that is tried with one document.
#[derive(Debug, Default)]
pub(super) struct Trials {
    pub(super) trials: Vec<Trial>,
    /// One for each trial.
    pub(super) questions: Vec<Question>,
    pub(super) types: Types,
    coverage: Coverage,
    /// Schemas that no value can be judged by, and why.
    unusable: BTreeMap<String, String>,
    seen: HashSet<(usize, String)>,
}

impl Trials {
    /// What is known before anything is asked.
    pub(super) fn start(&self) -> RoundTrip {
        let is_sample = |trial: &&Trial| matches!(trial.origin, Origin::Sample);
        let is_invalid = |trial: &&Trial| matches!(trial.origin, Origin::Example(_, Some(_)));
        let samples = self.trials.iter().filter(is_sample).count();
        let mut start = RoundTrip {
            samples,
            examples: self.trials.len() - samples,
            examples_invalid: self.trials.iter().filter(is_invalid).count(),
            coverage: self.coverage.covered(),
            uncovered: self.coverage.missed(),
            ..RoundTrip::default()
        };
        for (place, why) in &self.unusable {
            start.findings.add("round_trip::unusable_schema", Level::Warning, &format!("#{place} {why}"));
        }
        start
    }

    fn add(&mut self, place: &TypedPlace, at: &str, value: Value, origin: Origin) {
        // Null is added to a type where it is used; a body has it in its type already.
        let is_bare = place.role != Role::Type && value.is_null();
        let ty = self.types.number(&if is_bare { place.ty.clone() } else { format!("Option<{}>", place.ty) });
        if matches!(origin, Origin::Example(..)) || self.seen.insert((ty, value.to_string())) {
            self.trials.push(Trial { place: at.to_owned(), origin });
            self.questions.push(Question { ty, value });
        }
    }
}

/// What an example breaks that holds a key which the document does not name.
const UNDOCUMENTED: &str = "undocumented";

pub(super) fn trials(document: &Value, places: &[TypedPlace]) -> Trials {
    let mut trials = Trials::default();
    let mut directions: BTreeMap<Direction, Vec<(&TypedPlace, String)>> = BTreeMap::new();
    for place in places {
        let Some(at) = target(&place.pointer).filter(|at| place.role != Role::Type || is_component(at)) else {
            continue;
        };
        let direction = match place.role {
            Role::Type => Direction::Both,
            Role::Request => Direction::Sent,
            Role::Response => Direction::Received,
        };
        directions.entry(direction).or_default().push((place, at));
    }
    for (direction, places) in directions {
        let schemas = to_json_schema(document.clone(), direction);
        match Judge::new(&schemas) {
            Ok(judge) => of_direction(document, &schemas, &judge, direction, &places, &mut trials),
            Err(why) => drop(trials.unusable.insert(String::new(), why)),
        }
    }
    trials
}

fn of_direction(
    document: &Value,
    schemas: &Value,
    judge: &Judge<'_>,
    direction: Direction,
    places: &[(&TypedPlace, String)],
    trials: &mut Trials,
) {
    let mut sampler = Sampler::new(schemas, judge, direction);
    let mut examined = HashSet::new();
    for (place, at) in places {
        trials.coverage.want(schemas, at, direction);
        for value in sampler.samples(at) {
            match judge.breach(at, &value) {
                Ok(None) => {
                    trials.coverage.show(schemas, judge, at, &value, direction);
                    trials.add(place, at, value, Origin::Sample);
                }
                Ok(Some(_)) => {}
                Err(why) => drop(trials.unusable.insert(at.clone(), why)),
            }
        }
        for (pointer, value) in examples(document, at) {
            let unusable = |why| Some(Breach { keyword: "schema".to_owned(), path: why });
            let stray =
                || Some(Breach { keyword: UNDOCUMENTED.to_owned(), path: undocumented(schemas, judge, at, &value)? });
            let breach = judge.breach(at, &value).unwrap_or_else(unusable).or_else(stray);
            if examined.insert((pointer.clone(), place.ty.clone())) {
                trials.add(place, at, value, Origin::Example(pointer, breach));
            }
        }
    }
}

fn is_component(at: &str) -> bool {
    at.strip_prefix("/components/schemas/").is_some_and(|name| !name.contains('/'))
}

#[cfg(test)]
mod tests {
    use super::{Origin, Trials, trials};
    use serde_json::{Value, json};
    use specwright_codegen::{Role, TypedPlace};

    fn of(schemas: &Value) -> Trials {
        let places = schemas.as_object().into_iter().flatten().map(|(name, _)| TypedPlace {
            pointer: format!("#/components/schemas/{name}"),
            role: Role::Type,
            ty: format!("types::{name}"),
        });
        trials(&json!({ "openapi": "3.1.0", "components": { "schemas": schemas } }), &places.collect::<Vec<_>>())
    }

    fn samples(trials: &Trials, name: &str) -> Vec<Value> {
        let at = format!("/components/schemas/{name}");
        let all = trials.trials.iter().zip(&trials.questions);
        all.filter(|(trial, _)| trial.place == at).map(|(_, question)| question.value.clone()).collect()
    }

    fn made(schema: &Value) -> Vec<Value> {
        let trials = of(&json!({ "A": schema }));
        assert_eq!(trials.coverage.missed(), [""; 0], "{schema}");
        samples(&trials, "A")
    }

    #[test]
    fn each_part_of_a_schema_is_shown() {
        let schema = json!({
            "type": "object",
            "required": ["kind"],
            "properties": {
                "kind": { "enum": ["a", "b", null] },
                "size": { "type": ["integer", "null"], "minimum": 1, "maximum": 9 },
                "tags": { "type": "array", "items": { "type": "string", "maxLength": 3 }, "minItems": 1, "maxItems": 2, "uniqueItems": true },
                "code": { "type": "string", "pattern": "^[A-Z]{2}$" },
                "pair": { "type": "array", "prefixItems": [{ "const": 1 }, { "type": "boolean" }], "items": false },
            },
            "additionalProperties": { "type": "number" },
        });
        let made = made(&schema);
        for value in [json!({ "kind": null }), json!({ "kind": "a", "size": 9 }), json!({ "kind": "a", "code": "AA" })]
        {
            assert!(made.contains(&value), "{value} is not in {made:?}");
        }
    }

    #[test]
    fn members_of_unions_and_compositions_are_shown() {
        let trials = of(&json!({
            "Cat": { "type": "object", "required": ["kind"], "properties": { "kind": { "type": "string" }, "lives": { "type": "integer" } } },
            "Dog": { "type": "object", "required": ["kind", "owner"], "properties": { "kind": { "type": "string" }, "owner": { "$ref": "#/components/schemas/Dog" } } },
            "Pup": { "allOf": [{ "$ref": "#/components/schemas/Cat" }, { "required": ["age"], "properties": { "age": { "minimum": 0.5 } } }] },
            "Pet": {
                "oneOf": [{ "$ref": "#/components/schemas/Cat" }, { "$ref": "#/components/schemas/Pup" }, { "type": "null" }],
                "discriminator": { "propertyName": "kind", "mapping": { "cat": "#/components/schemas/Cat", "pup": "Pup" } },
            },
        }));
        assert!(samples(&trials, "Pet").contains(&Value::Null));
        assert!(samples(&trials, "Pup").iter().all(|value| value.get("kind").is_some() && value.get("age").is_some()));
        // A dog has an owner who is a dog, and so on: there is none.
        assert!(samples(&trials, "Dog").is_empty());
    }

    #[test]
    fn a_tree_ends() {
        let tree = json!({ "properties": { "left": { "$ref": "#/components/schemas/A" }, "right": { "$ref": "#/components/schemas/A" } } });
        assert!(made(&tree).len() < 20);
    }

    #[test]
    fn examples_are_judged() {
        let examples = json!([{ "a": 1 }, { "a": "1" }, { "a": 1, "b": 2 }]);
        let trials = of(&json!({ "A": { "properties": { "a": { "type": "integer" } }, "examples": examples } }));
        let breaches: Vec<_> = trials
            .trials
            .iter()
            .filter_map(|trial| match &trial.origin {
                Origin::Example(_, breach) => {
                    Some(breach.as_ref().map(|breach| (breach.keyword.as_str(), breach.path.as_str())))
                }
                Origin::Sample => None,
            })
            .collect();
        assert_eq!(breaches, [None, Some(("type", "/a")), Some(("undocumented", "/b"))]);
    }
}
