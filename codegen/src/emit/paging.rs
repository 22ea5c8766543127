//! From what a document says of pages, states and rates to statics that the runtime reads, and to docs of an operation.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::operations::success;
use crate::doc::{code, paragraphs};
use crate::model::{Api, Choice, Operation, PageStyle, Pages, Place, Polling, Presence, RateLimit, Step, Way};
use crate::names::{ident, type_ident};
use crate::rust_type::{Scope, rust_type};

/// The tables of pages and states of an operation, and the methods that the runtime writes for them.
pub(super) fn tables(api: &Api, operation: &Operation) -> TokenStream {
    let pages = operation.pages.as_ref().map(|pages| self::pages(api, operation, pages));
    let polling = operation.polling.as_ref().map(|polling| self::polling(api, operation, polling));
    quote!(#pages #polling)
}

fn pages(api: &Api, operation: &Operation, pages: &Pages) -> TokenStream {
    let (request, constant) = (type_ident(&operation.type_name), type_ident(&pages.constant));
    let (page, item) = (success(api, operation), rust_type(api, &pages.item, Scope::Crate));
    let style = style(&pages.style);
    let (items, items_mut) = (Reach::of(&pages.items, "page", false), Reach::of(&pages.items, "page", true));
    let (items, items_mut) = (items.reference(false), items_mut.reference(true));
    let [more, number, total_pages, total_items] =
        [&pages.more, &pages.number, &pages.total_pages, &pages.total_items].map(optional_place);
    let cap = optional(pages.total_items_cap.map(Literal::u64_unsuffixed));
    quote! {
        static #constant: rt::paging::Pagination<#page, #item> = rt::paging::Pagination {
            style: #style,
            items: |page| #items,
            items_mut: |page| #items_mut,
            more: #more,
            number: #number,
            total_pages: #total_pages,
            total_items: #total_items,
            total_items_cap: #cap,
        };
        rt::paged!(#request => #page, #item, ErrorBody, #constant);
    }
}

fn polling(api: &Api, operation: &Operation, polling: &Polling) -> TokenStream {
    let (request, constant) = (type_ident(&operation.type_name), type_ident(&polling.constant));
    let (success, state) = (success(api, operation), place(&polling.state));
    let Polling { until, failed, .. } = polling;
    let interval = optional(polling.interval.map(seconds));
    quote! {
        static #constant: rt::Polling<#success> = rt::Polling {
            state: #state,
            until: &[#(#until),*],
            failed: &[#(#failed),*],
            interval: #interval,
        };
        rt::polled!(#request => #success, ErrorBody, #constant);
    }
}

fn style(style: &PageStyle) -> TokenStream {
    let number = |number: &u64| Literal::u64_unsuffixed(*number);
    match style {
        PageStyle::Number { parameter, first } => {
            let first = number(first);
            quote!(rt::paging::PageStyle::Number { parameter: #parameter, first: #first })
        }
        PageStyle::Offset { parameter, first, step } => {
            let (first, step) = (number(first), optional_place(step));
            quote!(rt::paging::PageStyle::Offset { parameter: #parameter, first: #first, step: #step })
        }
        PageStyle::Cursor { parameter, next } => {
            let next = place(next);
            quote!(rt::paging::PageStyle::Cursor { parameter: #parameter, next: #next })
        }
        PageStyle::After { parameter, name } => {
            let name = Reach::of(name, "item", false).value();
            quote!(rt::paging::PageStyle::After { parameter: #parameter, name: |item| #name })
        }
        PageStyle::Link { next } => {
            let next = place(next);
            quote!(rt::paging::PageStyle::Link { next: #next })
        }
    }
}

fn optional_place(place: &Option<Place>) -> TokenStream {
    optional(place.as_ref().map(self::place))
}

fn place(place: &Place) -> TokenStream {
    match place {
        Place::Body(way) => {
            let value = Reach::of(way, "body", false).value();
            quote!(rt::paging::Place::Body(|body| #value))
        }
        Place::Header(name) => quote!(rt::paging::Place::Header(#name)),
        Place::Status => quote!(rt::paging::Place::Status),
    }
}

/// What a document limits, as the runtime takes it.
pub(super) fn rate_limit(limit: Option<&RateLimit>) -> TokenStream {
    optional(limit.map(|limit| {
        let number = |number| Literal::u64_unsuffixed(number);
        let concurrent = limit.concurrent.map(number).map(|most| quote!(.concurrent(#most)));
        let requests = limit.requests.map(|(requests, time)| {
            let (requests, time) = (number(requests), seconds(time));
            quote!(.requests(#requests, #time))
        });
        let burst = limit.burst.map(number).map(|most| quote!(.burst(#most)));
        quote!(rt::RateLimit::new() #concurrent #requests #burst)
    }))
}

fn seconds(seconds: u64) -> TokenStream {
    let seconds = Literal::u64_unsuffixed(seconds);
    quote!(std::time::Duration::from_secs(#seconds))
}

fn optional(value: Option<impl quote::ToTokens>) -> TokenStream {
    match value {
        Some(value) => quote!(Some(#value)),
        None => quote!(None),
    }
}

/// What a way reaches, as an expression.
enum Reach {
    /// The argument of the closure.
    Whole(TokenStream),
    /// Always there.
    Always(TokenStream),
    /// A reference that may be none.
    Maybe(TokenStream),
}

impl Reach {
    fn of(way: &Way, argument: &str, is_mut: bool) -> Self {
        let argument = ident(argument);
        let whole = match &way.choice {
            Some(Choice { of, variants }) => {
                let (of, variants) = (type_ident(of), variants.iter().map(|name| type_ident(name)));
                Self::Maybe(quote!(match #argument { #(#of::#variants(it))|* => Some(it), _ => None }))
            }
            None => Self::Whole(quote!(#argument)),
        };
        way.steps.iter().fold(whole, |reach, step| reach.step(step, is_mut))
    }

    fn step(self, step: &Step, is_mut: bool) -> Self {
        let tail = tail(step, is_mut);
        match (self, is_always(step)) {
            (Self::Whole(from) | Self::Always(from), true) => Self::Always(quote!(#from #tail)),
            (Self::Whole(from) | Self::Always(from), false) => Self::Maybe(quote!(#from #tail)),
            (Self::Maybe(from), true) => {
                let reference = if is_mut { quote!(&mut) } else { quote!(&) };
                Self::Maybe(quote!(#from.map(|it| #reference it #tail)))
            }
            (Self::Maybe(from), false) => Self::Maybe(quote!(#from.and_then(|it| it #tail))),
        }
    }

    /// An optional reference to it.
    fn reference(&self, is_mut: bool) -> TokenStream {
        match self {
            Self::Whole(whole) => quote!(Some(#whole)),
            Self::Always(place) if is_mut => quote!(Some(&mut #place)),
            Self::Always(place) => quote!(Some(&#place)),
            Self::Maybe(reference) => reference.clone(),
        }
    }

    /// It as JSON.
    fn value(&self) -> TokenStream {
        match self {
            Self::Whole(whole) => quote!(rt::paging::value(#whole)),
            Self::Always(place) => quote!(rt::paging::value(&#place)),
            Self::Maybe(reference) => quote!(#reference.and_then(rt::paging::value)),
        }
    }
}

/// Whether a step always leads to something.
fn is_always(step: &Step) -> bool {
    matches!(step, Step::Field(_, Presence::Required))
}

/// What is written behind a value to take a step.
fn tail(step: &Step, is_mut: bool) -> TokenStream {
    let either = |shared: &str, exclusive: &str| ident(if is_mut { exclusive } else { shared });
    let (as_ref, get) = (either("as_ref", "as_mut"), either("get", "get_mut"));
    match step {
        Step::Field(name, presence) => {
            let name = ident(name);
            match presence {
                Presence::Required => quote!(.#name),
                Presence::RequiredNullable | Presence::Optional => quote!(.#name.#as_ref()),
                Presence::OptionalNullable => {
                    let value = either("value", "value_mut");
                    quote!(.#name.#value())
                }
            }
        }
        Step::Key(key) => quote!(.#get(#key)),
        Step::Value => quote!(.#as_ref()),
        Step::Json(pointer) => quote!(.pointer(#pointer)),
    }
}

/// What a caller is told of pages, states and rates.
pub(super) fn docs(operation: &Operation) -> Vec<String> {
    let pages = operation.pages.iter().flat_map(|pages| paragraphs(&pages.docs, &pages_docs(pages)));
    let polling = operation.polling.iter().flat_map(|polling| paragraphs(&polling.docs, &polling_docs(polling)));
    pages.chain(polling).chain(rate_docs(operation.rate_limit.as_ref(), "of these calls")).collect()
}

fn pages_docs(pages: &Pages) -> String {
    let text = "Comes in pages: `send_items` gives the items of all of them, `send_pages` one page after the other";
    match &pages.parameter {
        Some(parameter) => format!("{text}, from {} on where it is set.", code(parameter)),
        None => format!("{text}."),
    }
}

fn polling_docs(polling: &Polling) -> String {
    let interval = match polling.interval {
        Some(1) => ", at first after about a second,".to_owned(),
        Some(seconds) => format!(", at first after about {seconds} seconds,"),
        None => String::new(),
    };
    let (state, until) = (state(polling), states(&polling.until));
    let text = format!("`send_until_done` asks again{interval} until {state} is {until}.");
    match polling.failed.as_slice() {
        [] => text,
        failed => {
            format!("{text} It gives up at {}, which no waiting ends.", states(failed))
        }
    }
}

/// Where the state stands, as people say it.
fn state(polling: &Polling) -> String {
    match (&polling.state, polling.state_text.rsplit_once("#/")) {
        (Place::Header(name), _) => format!("the header {}", code(name)),
        (Place::Status, _) => "the status code".to_owned(),
        (Place::Body(_), Some((_, keys))) => code(&keys.replace('/', ".")),
        (Place::Body(_), None) => "the body".to_owned(),
    }
}

fn states(states: &[String]) -> String {
    let states: Vec<_> = states.iter().map(|state| code(state)).collect();
    match states.as_slice() {
        [before @ .., last] if !before.is_empty() => format!("{} or {last}", before.join(", ")),
        _ => states.concat(),
    }
}

/// What a caller is told of how much may be sent; `what` is counted.
pub(super) fn rate_docs(limit: Option<&RateLimit>, what: &str) -> Vec<String> {
    let Some(limit) = limit else { return Vec::new() };
    let concurrent = limit.concurrent.map(|most| format!("{most} {what} at once"));
    let requests = limit.requests.map(|(most, time)| {
        let time = if time == 1 { "a second".to_owned() } else { format!("{time} seconds") };
        let burst = limit.burst.map(|burst| format!(", {burst} of them without a pause")).unwrap_or_default();
        format!("{most} {what} in {time}{burst}")
    });
    let all: Vec<_> = concurrent.into_iter().chain(requests).collect();
    paragraphs(&limit.docs, &format!("At most {}: more wait for their turn.", all.join(" and ")))
}
