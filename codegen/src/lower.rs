//! From the [`Api`] to the plain document that the engine always takes.
//!
//! Every operation keeps its arguments and nothing else: names are numbers that [`crate::refine`] turns back, types with
//! a name of their own are stubs that are replaced by ours, and responses say nothing.

use serde_json::{Map, Value, json};

use crate::model::{Api, Body, Location, Operation, Parameter, Type};
use crate::rust_type::{Scope, rust_type};

/// A document for the engine, and the Rust types that stand for its components.
pub(crate) struct Lowered {
    pub(crate) document: openapiv3::OpenAPI,
    pub(crate) replacements: Vec<Replacement>,
}

/// A component and our type for it.
pub(crate) struct Replacement {
    pub(crate) component: String,
    pub(crate) rust_type: String,
}

/// The name that the argument at `index` of an operation has in the lowered document.
pub(crate) fn argument_name(index: usize) -> String {
    format!("argument{index}")
}

/// The id that the operation at `index` has in the lowered document.
pub(crate) fn operation_name(index: usize) -> String {
    format!("operation{index}")
}

/// Lowers all operations. An error means that the lowering wrote no OpenAPI.
pub(crate) fn lower(api: &Api) -> Result<Lowered, serde_json::Error> {
    let mut lowering = Lowering { api, schemas: Map::new(), replacements: Vec::new() };
    let mut paths = Map::new();
    for (index, operation) in api.operations.iter().enumerate() {
        let (path, item) = lowering.operation(index, operation);
        paths.insert(path, item);
    }
    let document = serde_json::from_value(json!({
        "openapi": "3.0.3",
        "info": {"title": "lowered", "version": "0"},
        "paths": paths,
        "components": {"schemas": lowering.schemas},
    }))?;
    Ok(Lowered { document, replacements: lowering.replacements })
}

struct Lowering<'a> {
    api: &'a Api,
    schemas: Map<String, Value>,
    replacements: Vec<Replacement>,
}

impl Lowering<'_> {
    fn operation(&mut self, index: usize, operation: &Operation) -> (String, Value) {
        let mut path = format!("/{index}");
        let mut parameters = Vec::new();
        for (index, parameter) in operation.parameters.iter().enumerate() {
            let name = argument_name(index);
            if parameter.location == Location::Path {
                path.push_str(&format!("/{{{name}}}"));
            }
            parameters.push(self.parameter(parameter, &name));
        }
        let mut lowered = json!({
            "operationId": operation_name(index),
            "parameters": parameters,
            "responses": {"200": {"description": "", "content": {"application/json": {"schema": {}}}}},
        });
        if let (Some(body), Some(object)) = (&operation.body, lowered.as_object_mut()) {
            object.insert("requestBody".to_owned(), self.body(body));
        }
        // The method is the runtime's business; the engine may refuse a body for a GET.
        let method = if operation.body.is_some() { "post" } else { "get" };
        (path, json!({ method: lowered }))
    }

    fn parameter(&mut self, parameter: &Parameter, name: &str) -> Value {
        let location = match parameter.location {
            Location::Path => "path",
            Location::Header => "header",
            // Names are numbers, so all of these are apart.
            Location::Query | Location::Cookie | Location::QueryString => "query",
        };
        let schema = match parameter.style.or_empty {
            true => self.or_empty(&parameter.ty),
            false => self.schema(&parameter.ty),
        };
        json!({"name": name, "in": location, "required": parameter.required, "schema": schema})
    }

    fn body(&mut self, body: &Body) -> Value {
        // What is no value of a type of ours only has to come through.
        let content = match body.contents.as_slice() {
            [only] if only.is_borrowed() => json!({"application/json": {"schema": self.replaced(&only.ty)}}),
            _ => json!({"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}),
        };
        json!({"required": true, "content": content})
    }

    /// Scalars are left to the engine; everything else is a type of ours.
    fn schema(&mut self, ty: &Type) -> Value {
        match ty {
            Type::String => json!({"type": "string"}),
            Type::Bool => json!({"type": "boolean"}),
            Type::Float => json!({"type": "number", "format": "double"}),
            Type::Integer(name) => json!({"type": "integer", "format": integer_format(name)}),
            other => self.replaced(other),
        }
    }

    fn or_empty(&mut self, ty: &Type) -> Value {
        let ty = rust_type(self.api, ty, Scope::Crate);
        self.component(format!("rt::OrEmpty<{ty}>"))
    }

    fn replaced(&mut self, ty: &Type) -> Value {
        self.component(rust_type(self.api, ty, Scope::Crate).to_string())
    }

    fn component(&mut self, rust_type: String) -> Value {
        let known = self.replacements.iter().find(|replacement| replacement.rust_type == rust_type);
        let component = known.map(|replacement| replacement.component.clone()).unwrap_or_else(|| {
            let component = format!("Type{}", self.replacements.len());
            self.schemas.insert(component.clone(), json!({"type": "object"}));
            self.replacements.push(Replacement { component: component.clone(), rust_type });
            component
        });
        json!({"$ref": format!("#/components/schemas/{component}")})
    }
}

fn integer_format(name: &str) -> String {
    match name.strip_prefix('u') {
        Some(bits) => format!("uint{bits}"),
        None => format!("int{}", name.trim_start_matches('i')),
    }
}
