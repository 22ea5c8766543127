//! The operations of an API: the methods of its client, their requests, and the enums of what they send and give.

use std::collections::BTreeSet;

use super::Making;
use crate::diff::rust::surface::{Argument, Item, Kind};
use crate::emit::conversions;
use crate::model::{Body, BodyContent, BodyKind, Operation, Outcome, Parameter, StreamKind, Success, Type};
use crate::names::ident;
use crate::openapi::EXTENSION;
use crate::rust_type::is_plain;

impl Making<'_> {
    /// All operations, and the module of them.
    pub(super) fn operations(&mut self) {
        let api = self.api;
        if !api.has_client() {
            return;
        }
        self.add("operations", Item::new(Kind::Module, ""));
        for operation in &api.operations {
            self.operation(operation);
            self.choice(operation);
            self.several(operation);
        }
    }

    fn operation(&mut self, operation: &Operation) {
        let (path, place) = (format!("operations::{}", operation.type_name), Some(&operation.place));
        let wire = format!("{} {}", operation.method, operation.path);
        let (mut arguments, mut setters) = (Vec::new(), Vec::new());
        for parameter in &operation.parameters {
            let argument = Argument::new(ident(&parameter.ident).to_string(), self.parameter(parameter));
            let list = if parameter.required { &mut arguments } else { &mut setters };
            let wire = format!("{:?} {}", parameter.location, parameter.wire);
            list.push((argument.at(Some(&parameter.place)), wire, parameter.docs.deprecated));
        }
        if let Some(body) = &operation.body {
            let argument = Argument::new(ident(&body.ident).to_string(), self.body(body)).at(Some(&body.place));
            let list = if body.required { &mut arguments } else { &mut setters };
            list.push((argument, "body".to_owned(), body.docs.deprecated));
        }
        for (argument, wire, is_deprecated) in setters {
            let (path, at) = (format!("{path}::{}", argument.name), argument.at.clone());
            let setter = Item::function("self", vec![argument], "Self").wire(wire).at(at.as_ref());
            self.add(path, setter.deprecated(is_deprecated));
        }
        let arguments = arguments.into_iter().map(|(argument, ..)| argument).collect();
        let method = Item::function("&self", arguments, path.as_str()).wire(wire.as_str()).at(place);
        let method = method.deprecated(operation.docs.deprecated);
        self.add_in(operation.module, format!("Client::{}", ident(&operation.ident)), method);
        let request = Item::of_type(Kind::Struct, &["Clone", "Debug"]).wire(wire).at(place);
        self.add_in(operation.module, path.as_str(), request);
        self.headers(&path, operation);
        self.sending(&path, operation);
    }

    fn parameter(&self, parameter: &Parameter) -> String {
        let ty = self.ty(&parameter.ty);
        match parameter.style.or_empty {
            true => format!("impl Into<OrEmpty<{ty}>>"),
            false if is_plain(self.api, &parameter.ty) => ty,
            false => format!("impl Into<{ty}>"),
        }
    }

    fn body(&self, body: &Body) -> String {
        match (body.only(), &body.choice) {
            (Some(only), _) if only.is_borrowed() => self.sent(only),
            (Some(only), _) => format!("impl Into<{}>", self.sent(only)),
            (None, choice) => format!("impl Into<operations::{}>", choice.as_deref().unwrap_or("Body")),
        }
    }

    fn sent(&self, content: &BodyContent) -> String {
        match content.kind {
            _ if content.is_borrowed() => format!("&{}", self.ty(&content.ty)),
            BodyKind::Text => "String".to_owned(),
            _ => "Body".to_owned(),
        }
    }

    fn headers(&mut self, path: &str, operation: &Operation) {
        for header in &operation.headers {
            let ty = format!("ResponseHeader<{}>", self.ty(&header.ty));
            let item = Item::new(Kind::Constant, ty).wire(&header.wire).at(Some(&header.place));
            self.add(format!("{path}::{}", header.constant), item.deprecated(header.docs.deprecated));
        }
    }

    /// The methods that send a request; each has a second one with options, which goes with it.
    fn sending(&mut self, path: &str, operation: &Operation) {
        let success = self.success(operation);
        let said = |what: &str| operation.place.key(EXTENSION).key(what);
        let wire = format!("{} {}", operation.method, operation.path);
        let mut methods = vec![("send", format!("Response<{success}>"))];
        for stream in &operation.streams {
            let item = self.ty(&stream.ty);
            let ty = match stream.kind {
                StreamKind::Bytes => "Download".to_owned(),
                StreamKind::JsonLines => format!("JsonLines<{item}>"),
                StreamKind::Events(_) => format!("Events<{item}>"),
            };
            methods.push((stream.method, format!("Response<{ty}>")));
        }
        if let Some(pages) = &operation.pages {
            let item = self.ty(&pages.item);
            methods.push(("send_pages", format!("Pages<{success}, {item}>")));
            methods.push(("send_items", format!("Items<{success}, {item}>")));
        }
        for (name, ty) in methods {
            let item = Item::function("self", Vec::new(), ty).wire(wire.as_str());
            let place =
                if ["send_pages", "send_items"].contains(&name) { said("pagination") } else { operation.place.clone() };
            self.add(format!("{path}::{name}"), item.at(Some(&place)));
        }
        if operation.polling.is_some() {
            let waiter = vec![Argument::new("waiter", "Waiter")];
            let item = Item::function("self", waiter, format!("Response<{success}>"));
            self.add(format!("{path}::send_until_done"), item.at(Some(&said("poll"))));
        }
    }

    fn success(&self, operation: &Operation) -> String {
        match &operation.success {
            Success::One(ty) => self.ty(ty),
            Success::Several(name) => format!("operations::{name}"),
        }
    }

    /// The enum of a body of several media types.
    fn choice(&mut self, operation: &Operation) {
        let Some((body, name)) = operation.body.as_ref().and_then(|body| Some((body, body.choice.as_ref()?))) else {
            return;
        };
        let path = format!("operations::{name}");
        let mut item = Item::of_type(Kind::Enum, &["Clone", "Debug"]).non_exhaustive();
        for content in &body.contents {
            let held = Item::new(Kind::Variant, format!("({})", self.sent(content))).wire(&content.media_type);
            let place = content.place.as_ref().unwrap_or(&body.place);
            self.add(format!("{path}::{}", content.variant), held.at(Some(place)));
        }
        for content in conversions(self.api, &body.contents) {
            item.traits.insert(format!("From<{}>", self.sent(content)));
        }
        let wire = format!("body of {} {}", operation.method, operation.path);
        self.add_in(operation.module, path, item.wire(wire).at(Some(&body.place)));
    }

    /// The enum of an operation that can succeed in several ways.
    fn several(&mut self, operation: &Operation) {
        let Success::Several(name) = &operation.success else { return };
        let path = format!("operations::{name}");
        let mut known = BTreeSet::new();
        for response in &operation.responses {
            for content in &response.contents {
                let Outcome::Success { variant } = &content.outcome else { continue };
                if known.insert(variant) {
                    let held = Item::new(Kind::Variant, self.held(&content.ty));
                    let place = content.place.as_ref().unwrap_or(&response.place);
                    self.add(format!("{path}::{variant}"), held.at(Some(place)));
                }
            }
        }
        let wire = format!("response of {} {}", operation.method, operation.path);
        let item = Item::of_type(Kind::Enum, &["Clone", "Debug", "PartialEq"]).non_exhaustive();
        self.add_in(operation.module, path, item.wire(wire).at(Some(&operation.place)));
    }

    /// What a variant holds, in brackets; nothing for nothing.
    pub(super) fn held(&self, ty: &Type) -> String {
        if *ty == Type::Unit { String::new() } else { format!("({})", self.ty(ty)) }
    }
}
