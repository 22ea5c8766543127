//! From JSON to the same tokens, each member and element on a line of its own.

use serde::de::IgnoredAny;

/// Whether a text is JSON, rather than YAML that starts like it.
pub(super) fn is_json(text: &str) -> bool {
    text.trim_start().starts_with(['{', '[']) && serde_json::from_str::<IgnoredAny>(text).is_ok()
}

/// Lays out valid JSON; anything between its tokens but blanks would be lost.
pub(super) fn laid_out(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut depth, mut rest) = (0_usize, text.trim_start());
    while let Some(c) = rest.chars().next() {
        let (token, after) = rest.split_at_checked(length(rest)).unwrap_or((rest, ""));
        let after = after.trim_start();
        match c {
            '{' | '[' if after.starts_with(['}', ']']) => out.push_str(token),
            '{' | '[' => {
                depth += 1;
                out.push_str(token);
                new_line(&mut out, depth);
            }
            '}' | ']' => {
                if !out.ends_with(['{', '[']) {
                    depth = depth.saturating_sub(1);
                    new_line(&mut out, depth);
                }
                out.push_str(token);
            }
            ',' => {
                out.push_str(token);
                new_line(&mut out, depth);
            }
            ':' => out.push_str(": "),
            _ => out.push_str(token),
        }
        rest = after;
    }
    out.push('\n');
    out
}

fn new_line(out: &mut String, depth: usize) {
    out.push('\n');
    out.extend(std::iter::repeat_n("  ", depth));
}

/// The bytes of the token that a text starts with.
fn length(text: &str) -> usize {
    let Some(first) = text.chars().next() else { return 0 };
    if first == '"' {
        let mut is_escaped = false;
        let end = text.char_indices().skip(1).find(|(_, c)| {
            let ends = *c == '"' && !is_escaped;
            is_escaped = *c == '\\' && !is_escaped;
            ends
        });
        return end.map_or(text.len(), |(at, _)| at + 1);
    }
    if "{}[],:".contains(first) {
        return first.len_utf8();
    }
    text.find(|c: char| c.is_whitespace() || "{}[],:".contains(c)).unwrap_or(text.len())
}
