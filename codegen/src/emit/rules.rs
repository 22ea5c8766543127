//! From what the document demands to `src/rules.rs`: a static for each type that is sent, and `validate` on those that users build.

use std::collections::BTreeMap;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::doc::code;
use crate::model::{Api, Check, Operation, Rules, TypeShape, Variant};
use crate::names::{Names, snake, type_ident};
use crate::render::Module;

/// The statics that hold the rules of types, by the index of the type.
pub(super) struct Statics(BTreeMap<usize, String>);

impl Statics {
    /// Names for the rules of all types that a request can carry.
    pub(super) fn new(api: &Api) -> Self {
        let mut reached = BTreeMap::new();
        let mut open: Vec<usize> =
            api.operations.iter().flat_map(arguments).flat_map(|(_, rules)| rules.named()).collect();
        while let Some(id) = open.pop() {
            if let Some(def) = api.ty(id).filter(|_| !reached.contains_key(&id)) {
                reached.insert(id, String::new());
                open.extend(def.rules.named());
            }
        }
        let mut names = Names::default();
        for (id, name) in &mut reached {
            *name = names.unique(snake(api.ty(*id).map_or("", |def| &def.name)).to_uppercase());
        }
        Self(reached)
    }

    /// Rules as an expression of the type `&'static rt::Rules`, in any file.
    fn reference(&self, rules: &Rules) -> TokenStream {
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
        let name = type_ident(self.0.get(&id).map_or("NONE", String::as_str));
        quote!(&crate::rules::#name)
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
pub(super) fn any(api: &Api) -> bool {
    api.operations.iter().flat_map(arguments).any(|(_, rules)| !rules.is_empty())
}

/// Whether any type has rules of its own.
pub(super) fn has_statics(api: &Api) -> bool {
    !Statics::new(api).0.is_empty()
}

/// The module of all rules; none where nothing is demanded of a type.
pub(crate) fn modules(api: &Api) -> Vec<Module> {
    let statics = Statics::new(api);
    if statics.0.is_empty() {
        return Vec::new();
    }
    let items = statics.0.iter().filter_map(|(id, name)| Some((api.ty(*id)?, type_ident(name)))).map(|(def, name)| {
        let docs = format!(" What the document demands of {}.", code(&def.name));
        let literal = statics.literal(&def.rules);
        let item = quote! {
            #[doc = #docs]
            pub(crate) static #name: rt::Rules = #literal;
        };
        let is_built = def.sent && matches!(def.shape, TypeShape::Struct { .. } | TypeShape::Union { .. });
        let method = is_built.then(|| validate(&def.name, &name));
        quote!(#item #method)
    });
    let tokens = quote! {
        //! What the document demands of values that are sent, beyond their types.
        use specwright_runtime as rt;
        #(#items)*
    };
    vec![Module::new("src/rules.rs", tokens)]
}

fn validate(name: &str, rules: &proc_macro2::Ident) -> TokenStream {
    let name = type_ident(name);
    quote! {
        impl crate::types::#name {
            /// Checks what the document demands beyond the types; a request does so before it is sent.
            ///
            /// # Errors
            ///
            /// All demands that are not met, each with the place of the value.
            pub fn validate(&self) -> Result<(), rt::ValidationError> {
                #rules.validate(self)
            }
        }
    }
}

/// What is sent, as the runtime names it, and what is demanded of it.
fn arguments(operation: &Operation) -> impl Iterator<Item = (TokenStream, &Rules)> {
    use crate::model::Location;
    let parameters = operation.parameters.iter().map(|parameter| {
        let place = type_ident(match parameter.location {
            Location::Path => "Path",
            Location::Query => "Query",
            Location::Header => "Header",
        });
        let wire = &parameter.wire;
        (quote!(rt::Argument::#place(#wire)), &parameter.rules)
    });
    parameters.chain(operation.body.iter().map(|body| (quote!(rt::Argument::Body), &body.rules)))
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
