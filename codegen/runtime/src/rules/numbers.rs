//! Checks on numbers: takes a check and a number, returns what is wrong with it.

use std::cmp::Ordering;

use serde_json::Number;

use super::Check;

/// What is wrong with a number.
pub(super) fn problem(check: &Check, number: &Number) -> Option<String> {
    match check {
        Check::Minimum(bound) => unless(compare(number, *bound).is_none_or(Ordering::is_ge), "is less than", *bound),
        Check::Maximum(bound) => unless(compare(number, *bound).is_none_or(Ordering::is_le), "is more than", *bound),
        Check::ExclusiveMinimum(bound) => {
            unless(compare(number, *bound).is_none_or(Ordering::is_gt), "is not more than", *bound)
        }
        Check::ExclusiveMaximum(bound) => {
            unless(compare(number, *bound).is_none_or(Ordering::is_lt), "is not less than", *bound)
        }
        Check::MultipleOf(of) => unless(is_multiple(number, *of).unwrap_or(true), "is not a multiple of", *of),
        _ => None,
    }
}

fn unless(holds: bool, relation: &str, number: f64) -> Option<String> {
    (!holds).then(|| format!("{relation} {number}"))
}

/// Integers beyond 53 bits are not rounded on the way.
fn compare(number: &Number, bound: f64) -> Option<Ordering> {
    match number.as_i128() {
        // The cast stops at the ends of `i128`, far beyond any number of JSON that is an integer here.
        Some(integer) if bound.fract() == 0.0 => Some(integer.cmp(&(bound as i128))),
        _ => number.as_f64()?.partial_cmp(&bound),
    }
}

/// Whether two numbers are the same, however they are written.
pub(super) fn same(number: &Number, other: &Number) -> bool {
    match (number.as_i128(), other.as_i128()) {
        (Some(number), Some(other)) => number == other,
        _ => number.as_f64() == other.as_f64(),
    }
}

/// As both are written: in binary 0.07 is no multiple of 0.01. `None` if there are too many digits to tell.
fn is_multiple(number: &Number, of: f64) -> Option<bool> {
    let text = number.as_i128().map(|integer| integer.to_string()).or_else(|| Some(number.as_f64()?.to_string()))?;
    let (number, number_places) = decimal(&text)?;
    let (of, of_places) = decimal(&of.to_string())?;
    let number = number.checked_mul(10_i128.checked_pow(of_places.saturating_sub(number_places))?)?;
    let of = of.checked_mul(10_i128.checked_pow(number_places.saturating_sub(of_places))?)?;
    Some(number.checked_rem(of)? == 0)
}

/// The digits, and how many of them stand behind the point. Rust writes floats without an exponent.
fn decimal(text: &str) -> Option<(i128, u32)> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    Some((format!("{whole}{fraction}").parse().ok()?, fraction.len().try_into().ok()?))
}
