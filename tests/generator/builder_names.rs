//! The methods of the builder of a client: no credential takes a name that the builder has already.

use std::collections::BTreeSet;

use syn::{ImplItem, Item};

use super::support::generate_text;

const HEAD: &str = "openapi: 3.0.3
info: {title: T, version: '1'}
servers: [{url: 'https://cats.example'}]
";
const PATHS: &str = "paths:
  /cats:
    servers: [{url: 'https://other.example'}]
    get: {operationId: listCats, parameters: [{name: q, in: query, schema: {type: string, maxLength: 9}}],
      responses: {'204': {description: Done.}}}
";

/// All methods of the builder, those that the runtime writes among them.
fn methods(text: &str) -> Vec<String> {
    let files = generate_text("a.yaml", text).unwrap_or_else(|report| panic!("{report}")).files;
    let mut methods = Vec::new();
    for item in syn::parse_file(&files["src/client.rs"]).unwrap().items {
        match item {
            Item::Impl(own) if matches!(&*own.self_ty, syn::Type::Path(ty) if ty.path.is_ident("ClientBuilder")) => {
                let functions =
                    own.items.into_iter().filter_map(|item| if let ImplItem::Fn(it) = item { Some(it) } else { None });
                methods.extend(functions.map(|function| function.sig.ident.to_string()));
            }
            Item::Macro(own) if own.mac.path.segments.last().unwrap().ident == "client_settings" => {
                let tokens = own.mac.tokens.to_string();
                methods.extend(tokens.split_once(':').unwrap().1.split_whitespace().map(str::to_owned));
            }
            _ => {}
        }
    }
    methods
}

#[test]
fn a_credential_leaves_each_setting_its_name() {
    let settings = methods(&format!("{HEAD}{PATHS}"));
    for known in ["rate_limit", "on_drift", "server_base_url", "validation", "env", "build"] {
        assert!(settings.iter().any(|name| name == known), "{known} is no setting: {settings:?}");
    }
    let scheme = |name: &String| format!("    {name}: {{type: http, scheme: bearer}}\n");
    let schemes: String = settings.iter().map(scheme).collect();
    let asked: Vec<_> = settings.iter().map(|name| format!("{{{name}: []}}")).collect();
    let text = format!("{HEAD}security: [{}]\n{PATHS}components:\n  securitySchemes:\n{schemes}", asked.join(", "));
    let all = methods(&text);
    let each: BTreeSet<_> = all.iter().collect();
    assert_eq!(each.len(), all.len(), "a name is there twice: {all:?}");
    assert_eq!(all.len(), 3 * settings.len(), "{all:?}");
}
