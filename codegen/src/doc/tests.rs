//! Foreign Markdown: what stays of it, and that nothing in any of it comes alive.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

use super::{block, inline, phrase};

#[test]
fn what_can_be_read_stays() {
    let same = [
        "One *two* **three** `four` ~~five~~.\nSix `a_b` and a_b.\n\nSeven\\\neight.",
        "- a\n- b\n  - c\n\n    d",
        "1. a\n2. b\n   - c\n     - d",
        "- a\n\n  b\n\n- c",
        "> a\n>\n> - b\n>\n> c",
        "| a | b |\n|---|--:|\n| `c` | **d** |\n| | e\\|f |",
        "See <https://a.example/?b=c&d> and [the *page*](<https://a.example/b_c>).",
        "```text\na b\n\n  c\n```",
        "````text\n```\n````",
        "- ```text\n  a\n  ```\n- b",
        "a\n\n___\n\nb",
    ];
    for text in same {
        assert_eq!(block(text), text);
    }
}

#[test]
fn what_could_come_alive_is_text() {
    let cases = [
        ("# Errors\n\na\n===", "**Errors**\n\n**a**"),
        ("a <b> c\n\n<script>\nalert(1)", "a \\<b> c\n\n\\<script>\nalert(1)"),
        ("[`Client`](crate::Client) [Client] <a@b.example>", "`Client` \\[Client\\] a@b.example"),
        ("[x]: https://a.example\n\n[x]", "[x](<https://a.example>)"),
        ("![a](https://a.example/b.png) ![](javascript:c)", "[a](<https://a.example/b.png>)"),
        ("```rust\na()\n```\nb", "```text\na()\n```\n\nb"),
        ("a\n\n    b()\n\nc", "a\n\n```text\nb()\n```\n\nc"),
        ("open\n~~~\na", "open\n\n```text\na\n```"),
        ("    code", "code"),
        ("[^1]\n\n[^1]: a", "\\[^1\\]\n\n\\[^1\\]:\n\na"),
        ("- [ ] a\n* b", "- \\[ \\] a\n\n* b"),
        ("a! [b](https://c.example)", "a! [b](<https://c.example>)"),
        ("a\\![b](https://c.example)", "a\\![b](<https://c.example>)"),
        ("\\` <b> `", "\\` \\<b> \\`"),
        ("&lt;b&gt; &amp;lt;", "\\<b> \\&lt;"),
        ("nul\u{0} \u{202e}\u{feff}", "nul"),
        ("*&#32;    a*", "*a*"),
    ];
    for (text, expected) in cases {
        assert_eq!(block(text), expected, "{text}");
    }
}

#[test]
fn a_phrase_is_one_line() {
    let cases = [
        ("a\nb `c`\n\n# d\n- e\n- *f*", "a b `c` **d** e *f*"),
        ("```rust\na()\nb()\n```", "`a() b()`"),
        ("|a|b|\n|---|---|\n|c|d|", "a b c d"),
        ("1. a", "a"),
        ("<https://a.example> <b>", "<https://a.example> \\<b>"),
    ];
    for (text, expected) in cases {
        assert_eq!(phrase(text), expected, "{text}");
    }
}

#[test]
fn nothing_of_any_text_comes_alive() {
    let mut seed = 1;
    for _ in 0..3_000 {
        let text = random_text(&mut seed);
        for (form, written) in [("block", block(&text)), ("phrase", phrase(&text)), ("inline", inline(&text))] {
            let found = live(&written);
            assert!(found.is_empty(), "{form} of {text:?} is {written:?}, with {found:?}");
            if form != "block" {
                assert!(!written.contains('\n'), "{form} of {text:?} is {written:?}");
            }
        }
        let (once, line) = (block(&text), phrase(&text));
        assert_eq!((block(&once), phrase(&line)), (once, line), "{text:?}");
    }
}

#[test]
fn what_follows_a_text_stays_what_it_is() {
    let mut seed = 2;
    for _ in 0..1_000 {
        let text = random_text(&mut seed);
        let ours = format!("{}\n\n# Ours\n\n`a`", block(&text));
        let events: Vec<_> = Parser::new_ext(&ours, options()).collect();
        let headings = events.iter().filter(|event| matches!(event, Event::Start(Tag::Heading { .. }))).count();
        let last: Vec<_> = events.iter().rev().take(3).collect();
        assert_eq!(headings, 1, "{text:?} gives {ours:?}");
        assert!(
            matches!(last.as_slice(), [_, Event::Code(_), Event::Start(Tag::Paragraph)]),
            "{text:?} gives {ours:?}"
        );
    }
}

#[test]
fn long_texts_take_no_longer_than_their_length() {
    let shapes =
        ["> ", "- ", "*", "[", "![", "`", "``` `\n", "<", "|", "a\n", "1. ", "[^1]: ", "&", "\\", "~", "_a", "*a **b "];
    for shape in shapes {
        let text = shape.repeat(20_000 / shape.len());
        for text in [text.clone(), format!("{text}\n{}", "a\n".repeat(5_000))] {
            assert!(block(&text).len() < 20 * text.len() + 100, "{shape:?}");
            assert!(phrase(&text).len() < 20 * text.len() + 100, "{shape:?}");
        }
    }
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION
}

/// What rustdoc would run, pass on, or link to our items.
fn live(text: &str) -> Vec<String> {
    let found = Parser::new_ext(text, options()).filter_map(|event| match event {
        Event::Html(html) | Event::InlineHtml(html) => Some(html.to_string()),
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(kind))) if &*kind == "text" => None,
        Event::Start(Tag::CodeBlock(kind)) => Some(format!("{kind:?}")),
        Event::Start(Tag::Link { dest_url, .. }) if dest_url.starts_with("http") => None,
        Event::Start(tag @ (Tag::Link { .. } | Tag::Image { .. } | Tag::Heading { .. })) => Some(format!("{tag:?}")),
        Event::Start(Tag::FootnoteDefinition(label)) => Some(format!("footnote {label}")),
        Event::TaskListMarker(_) => Some("task".to_owned()),
        _ => None,
    });
    found.collect()
}

/// A text of pieces that mean something to Markdown, the same for the same seed.
fn random_text(seed: &mut u64) -> String {
    const PIECES: [&str; 64] = [
        "a",
        "b",
        " ",
        "  ",
        "    ",
        "\n",
        "\n\n",
        "\n    ",
        "\t",
        "`",
        "``",
        "```",
        "~~~",
        "~",
        "~~",
        "*",
        "**",
        "_",
        "__",
        "- ",
        "* ",
        "+ ",
        "1. ",
        "2) ",
        "> ",
        "#",
        "# ",
        "---",
        "===",
        "***",
        "|",
        "|---|---|\n",
        "| a | b |\n",
        "<",
        ">",
        "<b>",
        "</script>",
        "<!--",
        "-->",
        "[",
        "]",
        "(",
        ")",
        "[a](https://a.example)",
        "[b](c)",
        "![",
        "[^1]",
        "[^1]: ",
        "[x]: https://a.example\n",
        "[x]",
        "<https://a.example/>",
        "\\",
        "&",
        "&#32;",
        "&#10;",
        "&nbsp;",
        "&lt;",
        "!",
        ".",
        ":",
        "\r\n",
        "```rust\n",
        "é",
        "^",
    ];
    let mut next = |limit: usize| {
        *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (*seed >> 33) as usize % limit
    };
    let count = next(24) + 1;
    (0..count).map(|_| PIECES[next(PIECES.len())]).collect()
}
