//! Foreign words in a line of a log: takes text that anybody may have written, returns one line of bearable length.

/// As much of foreign words as a line can take.
pub(crate) const MOST_CHARS: usize = 256;

/// The first characters, with a mark if there are more.
pub(crate) fn cut(mut chars: impl Iterator<Item = char>, most: usize) -> String {
    let mut text: String = chars.by_ref().take(most).collect();
    if chars.next().is_some() {
        text.push('…');
    }
    text
}

/// Appends a key to a JSON path: `company.name`.
pub(crate) fn push_key(path: &mut String, key: &str) {
    if !path.is_empty() {
        path.push('.');
    }
    path.extend(key.escape_debug().take(MOST_CHARS + 1));
}

/// Appends an index to a JSON path: `meters[2]`.
pub(crate) fn push_index(path: &mut String, index: usize) {
    path.push_str(&format!("[{index}]"));
}
