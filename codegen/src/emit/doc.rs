//! From the document's texts to doc attributes, one a line, that rustdoc neither runs nor takes for markup of its own.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::{Docs, Evidence};

/// The attributes of a node's docs; `fallback` where the document says nothing.
pub(crate) fn doc(docs: &Docs, fallback: &str) -> TokenStream {
    lines(&paragraphs(docs, fallback))
}

/// The texts of a node: summary, description, how sure we are, and what is not known.
pub(crate) fn paragraphs(docs: &Docs, fallback: &str) -> Vec<String> {
    let mut paragraphs: Vec<String> =
        [&docs.summary, &docs.description].into_iter().flatten().map(|text| inert(text)).collect();
    if paragraphs.is_empty() {
        paragraphs.push(fallback.to_owned());
    }
    let reason = docs.reason.as_deref().map(inert);
    let known = match docs.evidence {
        Evidence::Documented => None,
        Evidence::Example => Some("*Known from an example only*"),
        Evidence::Observed => Some("*Observed in traffic*"),
        Evidence::Inferred => Some("*Inferred*"),
    };
    match (known, reason) {
        (Some(known), Some(reason)) => paragraphs.push(format!("{known}: {reason}")),
        (Some(known), None) => paragraphs.push(format!("{known}.")),
        (None, Some(reason)) => paragraphs.push(format!("*Note*: {reason}")),
        (None, None) => {}
    }
    if let Some(question) = &docs.open_question {
        paragraphs.push(format!("*Open question*: {}", inert(question)));
    }
    paragraphs
}

/// Doc attributes for paragraphs, an empty line between two.
pub(crate) fn lines(paragraphs: &[String]) -> TokenStream {
    let lines = paragraphs.join("\n\n");
    let lines = lines.lines().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    quote!(#(#[doc = #lines])*)
}

/// Foreign text as harmless Markdown: no doc test, no HTML, no link into our items.
pub(crate) fn inert(text: &str) -> String {
    let mut fenced = false;
    let mut out = Vec::new();
    for line in text.trim().lines() {
        let line: String = line.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let trimmed = line.trim_start();
        if trimmed.starts_with("```") || trimmed.starts_with("~~~") {
            fenced = !fenced;
            out.push(if fenced { "```text".to_owned() } else { "```".to_owned() });
        } else if fenced {
            out.push(line.trim_end().to_owned());
        } else {
            // Four spaces would make a doc test of the line.
            let indent = (line.len() - trimmed.len()).min(3);
            out.push(format!("{:indent$}{}", "", escape(trimmed.trim_end())));
        }
    }
    if fenced {
        out.push("```".to_owned());
    }
    out.join("\n")
}

/// Escapes what Markdown would take for HTML, outside of code spans.
fn escape(line: &str) -> String {
    let mut code = false;
    let mut out = String::with_capacity(line.len());
    for c in line.chars() {
        match c {
            '`' => code = !code,
            '<' | '[' | ']' if !code => out.push('\\'),
            _ => {}
        }
        out.push(c);
    }
    // An open code span would swallow the lines after it.
    if code { out.replace('`', "'") } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_text_is_inert() {
        let cases = [
            ("a <script> `<b>` [x]", "a \\<script> `<b>` \\[x\\]"),
            ("    code", "code"),
            ("a\n     code()", "a\n   code()"),
            ("```rust\nfn x() {}", "```text\nfn x() {}\n```"),
            ("one ` tick", "one ' tick"),
            ("nul\u{0}", "nul"),
        ];
        for (text, expected) in cases {
            assert_eq!(inert(text), expected, "{text}");
        }
    }
}
