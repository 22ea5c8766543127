//! From two texts to what a review says of them, and from that to a text to read.

use specwright_codegen::{Bundle, Diff, Report, Settings, Source, Version, diff};

/// Compares two documents, of clients of one name.
pub fn compare(old: &str, new: &str) -> Result<Diff, Report> {
    let settings = Settings::for_crate("test-client").unwrap();
    let bundle = |name: &str, text: &str| Bundle::from(Source::new(name, text));
    let (old, new) = (bundle("old.yaml", old), bundle("new.yaml", new));
    let version = |spec| Version { spec, settings: &settings, generated: None };
    diff(&version(&old), &version(&new))
}

/// A line for each change: level, id, lines in both versions, pointer; then the message, and the Rust items.
pub fn shown(diff: &Diff) -> String {
    let line =
        |spot: &Option<specwright_codegen::Spot>| spot.as_ref().map_or("-".to_owned(), |spot| spot.line.to_string());
    let mut text = String::new();
    for change in diff.changes() {
        let (old, new) = (line(&change.old), line(&change.new));
        text += &format!("{:?} {} {old}:{new} {}\n  {}\n", change.level, change.id, change.pointer, change.message);
        for item in &change.rust {
            text += &format!("  rust: {:?} {:?} {}: {}\n", item.level, item.kind, item.item, item.migration);
        }
    }
    if text.is_empty() { "nothing\n".to_owned() } else { text }
}
