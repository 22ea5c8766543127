//! What stands at the root of a crate and beside its types and operations: client, errors, servers, webhooks, features.

use std::collections::{BTreeMap, BTreeSet};

use super::Making;
use crate::diff::rust::surface::{Argument, Item, Kind};
use crate::emit::{has_oauth2, has_servers, rules_any, sent_schemes};
use crate::model::{ALL, ErrorBody, SETTINGS, SchemeKind, SecurityScheme, Server};
use crate::names::ident;
use crate::pointer::Pointer;

/// The names of the runtime that a crate with a client has, too.
const OF_RUNTIME: [&str; 13] = [
    "BuildError",
    "CallOptions",
    "Credential",
    "Date",
    "DateTime",
    "Lenient",
    "Maybe",
    "Response",
    "RetryPolicy",
    "Secret",
    "Uuid",
    "Validation",
    "ValidationError",
];

/// The same of a crate without one.
const WITHOUT_CLIENT: [&str; 7] = ["BodyError", "Date", "DateTime", "Lenient", "Maybe", "Secret", "Uuid"];

impl Making<'_> {
    pub(super) fn entry(&mut self) {
        self.add("runtime", Item::new(Kind::Reexport, "specwright_runtime"));
        self.cargo_features();
        self.webhooks();
        if !self.api.has_client() {
            self.of_runtime(&WITHOUT_CLIENT);
            return;
        }
        self.of_runtime(&OF_RUNTIME);
        if has_oauth2(self.api) {
            self.of_runtime(&["OAuth2Client"]);
        }
        let parameters = self.api.operations.iter().flat_map(|operation| &operation.parameters);
        if parameters.into_iter().any(|parameter| parameter.style.or_empty) {
            self.of_runtime(&["OrEmpty"]);
        }
        let blocking = Item::new(Kind::Reexport, "specwright_runtime::blocking");
        self.add("blocking", Item { features: BTreeSet::from(["blocking".to_owned()]), ..blocking });
        // What is in it follows from the client and the examples of the document.
        self.add("mock", Item { features: BTreeSet::from(["mock".to_owned()]), ..Item::new(Kind::Module, "") });
        self.client();
        self.builder();
        self.errors();
        self.servers();
    }

    fn of_runtime(&mut self, names: &[&str]) {
        for name in names {
            self.add(*name, Item::new(Kind::Reexport, format!("specwright_runtime::{name}")));
        }
    }

    /// The features of the manifest.
    fn cargo_features(&mut self) {
        let api = self.api;
        let (tags, has_client) = (api.features(), api.has_client());
        let all = (!tags.is_empty()).then_some(ALL);
        let default: Vec<_> = all.into_iter().chain(has_client.then_some("rustls")).collect();
        let places = self.tags();
        let mut add = |name: &str, brings: String| {
            let item = Item::new(Kind::Feature, brings).at(places.get(name));
            self.add(format!("feature {name}"), item);
        };
        if !default.is_empty() {
            add("default", default.join(", "));
        }
        if has_client {
            add("rustls", "specwright-runtime/rustls".to_owned());
            add("blocking", "specwright-runtime/blocking".to_owned());
            add("mock", "specwright-runtime/mock".to_owned());
        }
        if all.is_some() {
            add(ALL, String::new());
        }
        for tag in tags {
            add(tag, String::new());
        }
    }

    /// The tags of the first operation or payload of each feature.
    fn tags(&self) -> BTreeMap<String, Pointer> {
        let operations = self.api.operations.iter().map(|operation| (operation.module, &operation.place));
        let payloads = self.api.payloads.iter().map(|payload| (payload.module, &payload.request));
        let mut places = BTreeMap::new();
        for (module, place) in operations.chain(payloads) {
            if let Some(feature) = self.api.feature_of(module) {
                places.entry(feature.to_owned()).or_insert_with(|| place.key("tags"));
            }
        }
        places
    }

    fn client(&mut self) {
        self.add("Client", Item::of_type(Kind::Struct, &["Clone", "Debug"]));
        self.add("Client::builder", Item::function("", Vec::new(), "ClientBuilder"));
        self.add("Client::from_env", Item::function("", Vec::new(), "Result<Client, BuildError>"));
        self.add("Client::http", Item::function("&self", Vec::new(), "&HttpClient"));
    }

    fn builder(&mut self) {
        self.add("ClientBuilder", Item::of_type(Kind::Struct, &["Debug"]));
        let api = self.api;
        for scheme in sent_schemes(api) {
            self.scheme(scheme);
        }
        let url = |name: &str| Argument::new(name, "impl Into<String>");
        let mut methods = vec![("base_url", vec![url("url")]), ("env", Vec::new())];
        if !api.own_servers().is_empty() {
            methods.push(("server_base_url", vec![url("documented"), url("url")]));
        }
        if rules_any(api) {
            methods.push(("validation", vec![Argument::new("validation", "Validation")]));
        }
        // What the runtime writes for all clients has the arguments that the runtime says.
        methods.extend(SETTINGS.iter().map(|name| (*name, Vec::new())));
        for (name, arguments) in methods {
            self.add(format!("ClientBuilder::{name}"), Item::function("self", arguments, "Self"));
        }
        self.add("ClientBuilder::build", Item::function("self", Vec::new(), "Result<Client, BuildError>"));
    }

    fn scheme(&mut self, scheme: &SecurityScheme) {
        // It may be declared long before anything asks for it.
        let is_asked = |names: &Vec<String>| names.contains(&scheme.name);
        let asking = self.api.operations.iter().find(|operation| operation.security.iter().any(is_asked));
        let asking = asking.map(|operation| operation.place.key("security"));
        let secret = |name: &str| Argument::new(name, "impl Into<Secret>");
        let arguments = match scheme.kind {
            SchemeKind::Basic => vec![Argument::new("user", "impl Into<String>"), secret("password")],
            SchemeKind::Bearer | SchemeKind::OAuth2 { .. } => vec![secret("token")],
            _ => vec![secret("key")],
        };
        let provider = vec![Argument::new("provider", "impl CredentialProvider")];
        let client = scheme.client.as_ref().map(|name| (name, vec![Argument::new("client", "OAuth2Client")], "client"));
        let methods = [(&scheme.method, arguments, "credential"), (&scheme.provider, provider, "provider")];
        for (name, arguments, role) in methods.into_iter().chain(client) {
            let item = Item::function("self", arguments, "Self").wire(format!("{role} of {}", scheme.name));
            let item = item.at(Some(&scheme.place)).at(Some(&Pointer::default().key("security"))).at(asking.as_ref());
            self.add(format!("ClientBuilder::{}", ident(name)), item);
        }
    }

    fn errors(&mut self) {
        self.add("Error", Item::new(Kind::Alias, "Error<ErrorBody>"));
        self.add("ErrorBody", Item::of_type(Kind::Enum, &["Clone", "Debug", "PartialEq"]).non_exhaustive());
        let api = self.api;
        for body in &api.error_bodies {
            let features = api.features_of(&body.users).into_iter().map(str::to_owned).collect();
            let item = Item { features, at: self.failures(body), ..Item::new(Kind::Variant, self.held(&body.ty)) };
            self.add(format!("ErrorBody::{}", body.variant), item);
        }
    }

    /// The schemas of the responses that an error body comes with, else those responses.
    fn failures(&self, body: &ErrorBody) -> Vec<Pointer> {
        let responses = self.api.operations.iter().flat_map(|operation| &operation.responses);
        let places = responses.flat_map(|response| {
            let contents = response.contents.iter().filter(|content| content.is_error(&body.variant));
            contents.map(|content| content.place.as_ref().unwrap_or(&response.place))
        });
        places.cloned().collect::<BTreeSet<_>>().into_iter().collect()
    }

    fn servers(&mut self) {
        if !has_servers(self.api) {
            return;
        }
        self.add("servers", Item::new(Kind::Module, "").at(Some(&Pointer::default().key("servers"))));
        let api = self.api;
        for server in &api.servers {
            self.server(server);
        }
    }

    fn server(&mut self, server: &Server) {
        if let Some(url) = &server.url {
            let item = Item::new(Kind::Constant, "&str").wire(url).at(Some(&server.place));
            self.add(format!("servers::{}", server.constant), item);
        }
        if let Some(template) = &server.template {
            let arguments = template
                .variables
                .iter()
                .map(|variable| Argument::new(ident(&variable.ident).to_string(), "&str").at(Some(&server.place)));
            let item = Item::function("", arguments.collect(), "String").wire(&template.url);
            self.add(format!("servers::{}", ident(&template.ident)), item.at(Some(&server.place)));
        }
    }

    fn webhooks(&mut self) {
        let api = self.api;
        if api.payloads.is_empty() {
            return;
        }
        self.add("webhooks", Item::new(Kind::Module, ""));
        self.add("webhooks::BodyError", Item::new(Kind::Reexport, "specwright_runtime::BodyError"));
        self.add("webhooks::parse", Item::new(Kind::Reexport, "specwright_runtime::decode::json_bytes"));
        for payload in &api.payloads {
            let item = Item::new(Kind::Alias, self.ty(&payload.ty)).deprecated(payload.docs.deprecated);
            let item = item.wire(payload.request.text()).at(Some(&payload.request)).at(payload.place.as_ref());
            self.add_in(payload.module, format!("webhooks::{}", payload.name), item);
        }
    }
}
