//! Formats: what a type says of its values in one more word.

use super::super::Walk;
use super::Sides;
use super::rules;
use super::types::Types;
use crate::diff::rule::Pair;

pub(super) fn compare(walk: &mut Walk<'_>, sides: &Sides<'_, '_>) {
    let (old, new) = (sides.old.first("format"), sides.new.first("format"));
    let word = |part: &Option<super::Part<'_>>| part.as_ref().and_then(|part| part.node.as_str()).map(str::to_owned);
    let (was, is) = (word(&old), word(&new));
    if was == is {
        return;
    }
    let name = sides.name();
    let message = match (&was, &is) {
        (Some(was), Some(is)) => format!("the format of {name} is `{is}` instead of `{was}`"),
        (None, Some(is)) => format!("{name} has the format `{is}`, and had none"),
        (Some(was), None) => format!("{name} has no format any more, and had `{was}`"),
        (None, None) => return,
    };
    let (old, new) = (old.map(|part| part.at), new.map(|part| part.at));
    let types = (sides.old.types, sides.new.types);
    match judged(types, was.as_deref(), is.as_deref()) {
        Some(pair) => sides.tell(walk, pair, old.as_ref(), new.as_ref(), message),
        None => sides.tell_plain(walk, rules::FORMAT_REWORDED, old.as_ref(), new.as_ref(), message),
    }
}

/// What another format does; nothing where the values stay the same.
fn judged((old, new): (Types, Types), was: Option<&str>, is: Option<&str>) -> Option<Pair> {
    if let (Some((least, most)), Some((new_least, new_most))) = (range(old, was), range(new, is)) {
        return match (new_least.cmp(&least), new_most.cmp(&most)) {
            (std::cmp::Ordering::Equal, std::cmp::Ordering::Equal) => None,
            (low, high) if low.is_le() && high.is_ge() => Some(rules::FORMAT_WIDENED),
            (low, high) if low.is_ge() && high.is_le() => Some(rules::FORMAT_NARROWED),
            _ => Some(rules::FORMAT_CHANGED),
        };
    }
    Some(match (was, is) {
        (None, _) => rules::FORMAT_ADDED,
        (_, None) => rules::FORMAT_REMOVED,
        (Some("float"), Some("double")) => rules::FORMAT_WIDENED,
        (Some("double"), Some("float")) => rules::FORMAT_NARROWED,
        _ => rules::FORMAT_CHANGED,
    })
}

/// The least and the most of integers of a format; 64 bits are what readers take without one.
fn range(types: Types, format: Option<&str>) -> Option<(i128, i128)> {
    if types != Types::INTEGER {
        return None;
    }
    Some(match format {
        None | Some("int64") => (i64::MIN.into(), i64::MAX.into()),
        Some("int8") => (i8::MIN.into(), i8::MAX.into()),
        Some("int16") => (i16::MIN.into(), i16::MAX.into()),
        Some("int32") => (i32::MIN.into(), i32::MAX.into()),
        Some("uint8") => (0, u8::MAX.into()),
        Some("uint16") => (0, u16::MAX.into()),
        Some("uint32" | "uint") => (0, u32::MAX.into()),
        Some("uint64") => (0, u64::MAX.into()),
        Some(_) => return None,
    })
}
