//! From the document's texts to doc attributes, one a line, that rustdoc neither runs nor takes for markup of its own.

mod blocks;
mod constraints;
mod escape;
mod layout;
mod markdown;
mod spans;
#[cfg(test)]
mod tests;
mod writer;

use proc_macro2::TokenStream;
use quote::quote;

pub(crate) use constraints::constraints;

use crate::model::{Docs, Evidence, Rules};
pub(crate) use markdown::{block, phrase};
pub(crate) use spans::{cell, code, inline, link};

/// The attributes of a node's docs; `fallback` where the document says nothing.
pub(crate) fn doc(docs: &Docs, fallback: &str) -> TokenStream {
    lines(&paragraphs(docs, fallback))
}

/// The attributes of a value's docs, and what is demanded of it.
pub(crate) fn doc_of_value(docs: &Docs, rules: &Rules, fallback: &str) -> TokenStream {
    let mut paragraphs = paragraphs(docs, fallback);
    paragraphs.extend(constraints(rules));
    lines(&paragraphs)
}

/// The same for a list or a map, with what is said of its elements.
pub(crate) fn doc_of_list(docs: &Docs, elements: &Docs, rules: &Rules, fallback: &str) -> TokenStream {
    let mut paragraphs = paragraphs(docs, fallback);
    paragraphs.extend(remarks(elements).into_iter().map(|remark| format!("Of each element: {remark}")));
    paragraphs.extend(constraints(rules));
    lines(&paragraphs)
}

/// The attribute of what the document deprecates.
pub(crate) fn deprecation(docs: &Docs) -> Option<TokenStream> {
    docs.deprecated.then(|| quote!(#[deprecated = "the document of the API says so"]))
}

/// The texts of a node: summary, description, how sure we are, and what is not known.
pub(crate) fn paragraphs(docs: &Docs, fallback: &str) -> Vec<String> {
    let texts = [&docs.summary, &docs.description].into_iter().flatten();
    let mut paragraphs: Vec<String> = texts.map(|text| block(text)).filter(|text| !text.is_empty()).collect();
    if paragraphs.is_empty() {
        paragraphs.push(fallback.to_owned());
    }
    paragraphs.extend(remarks(docs));
    paragraphs
}

/// The texts of a node as one entry of a list, under a label that is Markdown; `None` where there are none.
pub(crate) fn entry(label: &str, docs: &Docs, rules: &Rules) -> Option<String> {
    let text = docs.description.as_deref().map(phrase).filter(|text| !text.is_empty());
    let parts: Vec<_> = text.into_iter().chain(remarks(docs)).chain(constraints(rules)).collect();
    (!parts.is_empty()).then(|| format!("- {label}: {}", parts.join(" ")))
}

/// An address as a link, and what is said of it; anything else as text.
pub(crate) fn source(text: &str) -> String {
    let (place, rest) = text.split_once(' ').unwrap_or((text, ""));
    match link(place) {
        Some(link) => format!("{link} {}", inline(rest)).trim_end().to_owned(),
        None => inline(text),
    }
}

/// The default of a node, how sure we are of it, what is not known, and where it is from.
fn remarks(docs: &Docs) -> Vec<String> {
    let mut remarks: Vec<_> =
        docs.default.iter().map(|value| format!("*Default*: {}, where it is left out.", code(value))).collect();
    let said = |text: &Option<String>| text.as_deref().map(phrase).filter(|text| !text.is_empty());
    let reason = said(&docs.reason);
    let known = match docs.evidence {
        Evidence::Documented => None,
        Evidence::Example => Some("*Known from an example only*"),
        Evidence::Observed => Some("*Observed*"),
        Evidence::Inferred => Some("*Inferred*"),
    };
    match (known, reason) {
        (Some(known), Some(reason)) => remarks.push(format!("{known}: {reason}")),
        (Some(known), None) => remarks.push(format!("{known}.")),
        (None, Some(reason)) => remarks.push(format!("*Note*: {reason}")),
        (None, None) => {}
    }
    if let Some(question) = said(&docs.open_question) {
        remarks.push(format!("*Open question*: {question}"));
    }
    if !docs.sources.is_empty() {
        let sources: Vec<_> = docs.sources.iter().map(|text| source(text)).collect();
        remarks.push(format!("*Source*: {}", sources.join(", ")));
    }
    remarks
}

/// Doc attributes for paragraphs, an empty line between two.
pub(crate) fn lines(paragraphs: &[String]) -> TokenStream {
    let lines = paragraphs.join("\n\n");
    let lines = lines.lines().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    quote!(#(#[doc = #lines])*)
}
