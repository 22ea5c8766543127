//! A large document that nobody wrote: takes a size, returns a text that is the same in every run.
//!
//! It is as real ones are: resources with operations, parameters, pages, bodies, responses, nested schemas and examples, and
//! each operation says where it comes from. It breaks no rule.

use std::fmt::Write;

/// A document in YAML of at least so many bytes.
pub(crate) fn document(bytes: usize) -> String {
    written(bytes, |_| Edit::NONE)
}

/// The same after a while: each resource differs in one place.
pub(crate) fn changed(bytes: usize) -> String {
    written(bytes, |resource| EDITS.get(resource % EDITS.len()).copied().unwrap_or(Edit::NONE))
}

/// A text that stands in each resource once or more, and what stands in its first place later.
#[derive(Clone, Copy)]
struct Edit {
    was: &'static str,
    is: &'static str,
}

impl Edit {
    const NONE: Self = Self { was: "", is: "" };

    fn apply(self, part: &str) -> String {
        part.replacen(self.was, self.is, 1)
    }
}

/// What vendors change: keys, values, bounds, what is required, words, parameters, responses.
const EDITS: [Edit; 10] = [
    Edit { was: "required: [id, name, state, related]", is: "required: [id, name, state]" },
    Edit { was: "      enum: [\"open\", \"closed\", \"waiting\"]\n", is: "      enum: [\"open\", \"closed\"]\n" },
    Edit { was: "maxLength: 80", is: "maxLength: 60" },
    Edit { was: "street: { type: string }", is: "road: { type: string }" },
    Edit { was: "number: { type: integer, minimum: 1 }", is: "number: { type: number, minimum: 1 }" },
    Edit { was: "title: { type: string, nullable: true }", is: "title: { type: string }" },
    Edit { was: "Which resource is meant.", is: "Which of the resources is meant." },
    Edit { was: "        - name: state\n", is: "        - name: states\n" },
    Edit { was: "        \"409\":\n", is: "        \"410\":\n" },
    Edit { was: "      operationId: remove", is: "      operationId: delete" },
];

fn written(bytes: usize, edit: impl Fn(usize) -> Edit) -> String {
    let (mut paths, mut schemas) = (String::new(), String::new());
    let mut count = 0;
    while HEAD.len() + paths.len() + schemas.len() < bytes {
        let edit = edit(count);
        paths.push_str(&named(&edit.apply(PATHS), count));
        schemas.push_str(&named(&edit.apply(SCHEMAS), count));
        for at in 0..FIELDS {
            // Writing to a text does not fail.
            let _ = schemas.write_str(&field(count, at));
        }
        count += 1;
    }
    format!("{HEAD}{paths}{COMPONENTS}{schemas}")
}

/// So many keys of each resource differ from those of others.
const FIELDS: usize = 24;

/// The part of one resource.
fn named(part: &str, resource: usize) -> String {
    let other = resource / 2;
    part.replace("RESOURCE", &format!("{resource:04}")).replace("OTHER", &format!("{other:04}"))
}

/// A property of a resource, of one of several kinds.
fn field(resource: usize, at: usize) -> String {
    let names = ["reading", "amount", "label", "tariff", "meter", "period", "site", "supplier"];
    let name = names.get(at % names.len()).copied().unwrap_or_default();
    let (kind, example) = match at % 6 {
        0 => ("type: string\nmaxLength: 200", "north hall"),
        1 => ("type: number\nminimum: 0", "12.5"),
        2 => ("type: string\nformat: date-time\nnullable: true", "\"2026-03-02T06:30:00Z\""),
        3 => ("type: array\nitems: { type: string, enum: [\"gas\", \"water\", \"heat\"] }", "[gas]"),
        4 => ("type: object\nadditionalProperties: { type: integer }", "{ day: 1, night: 2 }"),
        _ => ("type: object\nrequired: [unit]\nproperties: { unit: { type: string } }", "{ unit: kWh }"),
    };
    let lines = format!("description: |-\n  {WORDS}\n{kind}\nexample: {example}\n");
    let lines: String = lines.lines().map(|line| format!("          {line}\n")).collect();
    format!("        {name}{}_{at}:\n{lines}", resource % 7)
}

/// What vendors say of a property, in so many words.
const WORDS: &str = "What the supplier stated for the period, in the unit of the account unless another one is named.\n  \
    It may change until the bill is closed; after that a correction makes a new period.";

const HEAD: &str = r##"openapi: "3.0.3"
info: { title: A large API, description: Made up to measure with., version: "1" }
servers: [{ url: https://api.large.example }]
security: [{ key: [] }]
paths:
"##;

const PATHS: &str = include_str!("synthetic_paths.yaml");
const COMPONENTS: &str = include_str!("synthetic_components.yaml");
const SCHEMAS: &str = include_str!("synthetic_schemas.yaml");

#[cfg(test)]
mod tests {
    use super::{EDITS, PATHS, SCHEMAS};

    #[test]
    fn each_edit_changes_one_part_of_a_resource() {
        let is_in = |part: &str, was: &str| part.contains(was);
        let lost: Vec<_> = EDITS.iter().filter(|edit| is_in(PATHS, edit.was) == is_in(SCHEMAS, edit.was)).collect();
        assert!(lost.is_empty(), "{:?}", lost.iter().map(|edit| edit.was).collect::<Vec<_>>());
    }
}
