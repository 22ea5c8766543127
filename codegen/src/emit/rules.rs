//! From what the document demands to the files under `src/rules`: a static for each type that is sent; and to `validate` on
//! the types that users build.

use std::collections::BTreeMap;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::folder::folder;
use crate::doc::code;
use crate::model::{Api, Check, Operation, Rules, TypeDef, Variant};
use crate::names::{Names, snake, type_ident};
use crate::render::Module;

/// The statics that hold the rules of types, by the index of the type.
pub(super) struct Statics(BTreeMap<usize, String>);

impl Statics {
    /// Names for the rules of all types that a request can carry.
    pub(super) fn new(api: &Api) -> Self {
        let mut names = Names::default();
        let known = api.types.iter().enumerate().filter(|(_, def)| def.rules_module.is_some());
        Self(known.map(|(id, def)| (id, names.unique(snake(&def.name).to_uppercase()))).collect())
    }

    /// Rules as an expression of the type `&'static rt::Rules`, in any file.
    pub(super) fn reference(&self, rules: &Rules) -> TokenStream {
        let Rules { checks, also, properties, additional, names, items, variants, secret } = rules;
        let has_parts = [additional, names, items].into_iter().any(Option::is_some);
        let others = properties.is_empty() && !has_parts && variants.is_empty() && !secret;
        match also.as_slice() {
            [only] if others && checks.is_empty() => self.path(*only),
            [] if others => {
                let checks = checks.iter().map(check);
                quote!(&rt::Rules::checks(&[#(#checks),*]))
            }
            _ => {
                let rules = self.literal(rules);
                quote!(&#rules)
            }
        }
    }

    fn path(&self, id: usize) -> TokenStream {
        let name = self.name(id);
        quote!(&crate::rules::#name)
    }

    fn name(&self, id: usize) -> Ident {
        type_ident(self.0.get(&id).map_or("NONE", String::as_str))
    }

    /// What a type that users build can be asked, where it has rules.
    pub(super) fn validate(&self, id: usize, def: &TypeDef) -> TokenStream {
        if !def.is_built() || def.rules_module.is_none() {
            return TokenStream::new();
        }
        let (name, rules) = (type_ident(&def.name), self.name(id));
        let form = def.form.as_ref().map(|_| quote!(form));
        quote!(rt::validate!(#form #name => crate::rules::#rules);)
    }

    fn literal(&self, rules: &Rules) -> TokenStream {
        let mut fields = Vec::new();
        if !rules.checks.is_empty() {
            let checks = rules.checks.iter().map(check);
            fields.push(quote!(checks: &[#(#checks),*]));
        }
        if !rules.also.is_empty() {
            let also = rules.also.iter().map(|id| self.path(*id));
            fields.push(quote!(also: &[#(#also),*]));
        }
        if !rules.properties.is_empty() {
            let properties = rules.properties.iter().map(|(name, rules)| {
                let rules = self.reference(rules);
                quote!((#name, #rules))
            });
            fields.push(quote!(properties: &[#(#properties),*]));
        }
        for (field, inner) in [("additional", &rules.additional), ("names", &rules.names), ("items", &rules.items)] {
            if let Some(inner) = inner {
                let (field, inner) = (type_ident(field), self.reference(inner));
                fields.push(quote!(#field: Some(#inner)));
            }
        }
        if !rules.variants.is_empty() {
            let variants = rules.variants.iter().map(|variant| self.variant(variant));
            fields.push(quote!(variants: &[#(#variants),*]));
        }
        if rules.secret {
            fields.push(quote!(secret: true));
        }
        quote!(rt::Rules { #(#fields,)* ..rt::Rules::NONE })
    }

    fn variant(&self, variant: &Variant) -> TokenStream {
        let Variant { kind, required, tags, rules } = variant;
        let (kind, rules) = (type_ident(kind), self.reference(rules));
        let tags = tags.iter().map(|(key, texts)| quote!((#key, &[#(#texts),*])));
        quote!(rt::Variant { kind: rt::Kind::#kind, required: &[#(#required),*], tags: &[#(#tags),*], rules: #rules })
    }

    /// The rules of an operation's arguments, for its table.
    pub(super) fn of_operation(&self, operation: &Operation) -> TokenStream {
        let rules = arguments(operation).filter(|(_, rules)| !rules.is_empty()).map(|(argument, rules)| {
            let rules = self.reference(rules);
            quote!((#argument, #rules))
        });
        quote!(&[#(#rules),*])
    }
}

/// Whether the API demands anything of what is sent.
pub(crate) fn any(api: &Api) -> bool {
    api.operations.iter().flat_map(Operation::rules).any(|rules| !rules.is_empty())
}

/// Whether any type has rules of its own.
pub(super) fn has_statics(api: &Api) -> bool {
    api.types.iter().any(|def| def.rules_module.is_some())
}

/// The modules of all rules; none where nothing is demanded of a type.
pub(crate) fn modules(api: &Api) -> Vec<Module> {
    if !has_statics(api) {
        return Vec::new();
    }
    let statics = Statics::new(api);
    let docs = " What the document demands of values that are sent, beyond their types.";
    folder(api, "rules", docs, &quote!(pub(crate)), |module| {
        let own = api.types.iter().enumerate().filter(|(_, def)| def.rules_module == Some(module));
        own.map(|(id, def)| {
            let (name, literal) = (statics.name(id), statics.literal(&def.rules));
            let docs = format!(" What the document demands of {}.", code(&def.name));
            quote!(#[doc = #docs] pub(crate) static #name: rt::Rules = #literal;)
        })
        .collect()
    })
}

/// What is sent, as the runtime names it, and what is demanded of it.
fn arguments(operation: &Operation) -> impl Iterator<Item = (TokenStream, &Rules)> {
    use crate::model::Location;
    let parameters = operation.parameters.iter().map(|parameter| {
        let place = type_ident(match parameter.location {
            Location::Path => "Path",
            Location::Query | Location::QueryString => "Query",
            Location::Header => "Header",
            Location::Cookie => "Cookie",
        });
        let wire = &parameter.wire;
        (quote!(rt::Argument::#place(#wire)), &parameter.rules)
    });
    // Of several contents each has its own.
    let body = operation.body.iter().filter_map(|body| body.only());
    parameters.chain(body.map(|content| (quote!(rt::Argument::Body), &content.rules)))
}

fn check(check: &Check) -> TokenStream {
    match check {
        Check::OneOf(values) => quote!(rt::Check::OneOf(&[#(#values),*])),
        Check::MinLength(least) => counted("MinLength", *least),
        Check::MaxLength(most) => counted("MaxLength", *most),
        Check::MinItems(least) => counted("MinItems", *least),
        Check::MaxItems(most) => counted("MaxItems", *most),
        Check::MinProperties(least) => counted("MinProperties", *least),
        Check::MaxProperties(most) => counted("MaxProperties", *most),
        Check::Minimum(bound) => bounded("Minimum", *bound),
        Check::Maximum(bound) => bounded("Maximum", *bound),
        Check::ExclusiveMinimum(bound) => bounded("ExclusiveMinimum", *bound),
        Check::ExclusiveMaximum(bound) => bounded("ExclusiveMaximum", *bound),
        Check::MultipleOf(step) => bounded("MultipleOf", *step),
        Check::UniqueItems => quote!(rt::Check::UniqueItems),
        Check::Pattern { documented, translated } => {
            quote!(rt::Check::Pattern { documented: #documented, regex: #translated })
        }
        Check::Format(format) => {
            let format = type_ident(format);
            quote!(rt::Check::Format(rt::Format::#format))
        }
        Check::DependentRequired { key, needs } => {
            quote!(rt::Check::DependentRequired { key: #key, needs: &[#(#needs),*] })
        }
        Check::IfThen { conditions, required } => {
            let conditions =
                conditions.iter().map(|(key, texts)| quote!(rt::Condition { key: #key, one_of: &[#(#texts),*] }));
            quote!(rt::Check::IfThen { conditions: &[#(#conditions),*], required: &[#(#required),*] })
        }
        Check::Order { earlier, later } => quote!(rt::Check::Order { earlier: #earlier, later: #later }),
    }
}

fn counted(name: &str, count: usize) -> TokenStream {
    let (name, count) = (type_ident(name), Literal::usize_unsuffixed(count));
    quote!(rt::Check::#name(#count))
}

fn bounded(name: &str, bound: f64) -> TokenStream {
    let (name, size) = (type_ident(name), Literal::f64_unsuffixed(bound.abs()));
    let sign = bound.is_sign_negative().then(|| quote!(-));
    quote!(rt::Check::#name(#sign #size))
}
