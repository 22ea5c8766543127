//! What rustdoc would make of a text: the parts of it that run as code or end up as HTML.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

/// The doc tests and the raw HTML of a Markdown text.
pub fn live_parts(text: &str) -> Vec<String> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION;
    let live = Parser::new_ext(text, options).filter_map(|event| match event {
        Event::Html(html) | Event::InlineHtml(html) => Some(format!("HTML: {html}")),
        Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => Some("doc test: indented".to_owned()),
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) if &*language != "text" => {
            Some(format!("doc test: fenced {language:?}"))
        }
        _ => None,
    });
    live.collect()
}

/// The doc comment of an item as rustdoc reads it: attributes joined, the common indent taken off.
pub fn doc_text(attributes: &[syn::Attribute]) -> String {
    let texts: Vec<_> = attributes.iter().filter_map(doc_value).collect();
    let lines: Vec<_> = texts.iter().flat_map(|text| text.split('\n')).collect();
    let indents = lines.iter().filter(|line| !line.trim().is_empty()).map(|line| line.len() - line.trim_start().len());
    let indent = indents.min().unwrap_or(0);
    lines.iter().map(|line| line.get(indent..).unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

fn doc_value(attribute: &syn::Attribute) -> Option<String> {
    let syn::Meta::NameValue(pair) = &attribute.meta else { return None };
    match &pair.value {
        syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) if pair.path.is_ident("doc") => {
            Some(text.value())
        }
        _ => None,
    }
}

#[test]
fn live_parts_are_seen() {
    assert_eq!(live_parts("a `<b>`\n\n```text\nx\n```"), Vec::<String>::new());
    assert_eq!(live_parts("a\n\n    x()"), ["doc test: indented"]);
    assert_eq!(live_parts("> ```\n> x()\n> ```"), ["doc test: fenced Borrowed(\"\")"]);
    assert_eq!(live_parts("a <b>"), ["HTML: <b>"]);
}
