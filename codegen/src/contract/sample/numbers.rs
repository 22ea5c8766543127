//! Numbers between bounds, multiples of steps.

use crate::parse::Node;

/// Beyond this, steps of one get lost in a double.
const LARGEST: f64 = 9_007_199_254_740_991.0;

struct Bounds {
    least: Option<f64>,
    most: Option<f64>,
    excludes_least: bool,
    excludes_most: bool,
}

/// The plainest number, or one of others beside it.
pub(super) fn number(parts: &[&Node], variant: usize, is_whole: bool) -> Option<Node> {
    let bounds = bounds(parts);
    let steps = parts.iter().filter_map(|part| float(part, "multipleOf")).filter(|step| *step > 0.0);
    let step = steps.reduce(f64::max);
    let unit = step.unwrap_or(1.0);
    let candidates = candidates(&bounds, unit, is_whole || step.is_some());
    let start = candidates.into_iter().find(|value| bounds.hold(*value) && (!is_whole || value.fract() == 0.0));
    let start = start.or(bounds.least).or(bounds.most).unwrap_or_default();
    let shift = unit * variant as f64;
    let value = [start + shift, start - shift].into_iter().find(|value| bounds.hold(*value)).unwrap_or(start);
    written(value, unit)
}

/// A few that may do: one step, none, the least and the most that are multiples, the middle.
fn candidates(bounds: &Bounds, unit: f64, has_step: bool) -> Vec<f64> {
    let mut all = vec![unit, 0.0];
    if let Some(least) = bounds.least {
        let first = (least / unit).ceil() * unit;
        all.extend([first, first + unit]);
        all.extend((1..=8).map(|times| first + unit * f64::from(times)));
    }
    if let Some(most) = bounds.most {
        let last = (most / unit).floor() * unit;
        all.extend([last, last - unit]);
    }
    if let (Some(least), Some(most), false) = (bounds.least, bounds.most, has_step) {
        let middle = f64::midpoint(least, most);
        let rounded = (1..=6).map(|digits| format!("{middle:.digits$}").parse().unwrap_or(middle));
        all.extend(rounded.chain([middle]));
    }
    all
}

impl Bounds {
    fn hold(&self, value: f64) -> bool {
        let is_above = |least: f64| value > least || (value >= least && !self.excludes_least);
        let is_below = |most: f64| value < most || (value <= most && !self.excludes_most);
        self.least.is_none_or(is_above) && self.most.is_none_or(is_below)
    }
}

fn bounds(parts: &[&Node]) -> Bounds {
    let strictest = |key: &str, flag: &str, is_stricter: fn(f64, f64) -> bool| {
        let all = parts.iter().filter_map(|part| Some((float(part, key)?, part.flag(flag))));
        all.reduce(|best, next| if is_stricter(next.0, best.0) { next } else { best })
    };
    let least = strictest("minimum", "exclusiveMinimum", |next, best| next > best);
    let most = strictest("maximum", "exclusiveMaximum", |next, best| next < best);
    Bounds {
        least: least.map(|(value, _)| value),
        most: most.map(|(value, _)| value),
        excludes_least: least.is_some_and(|(_, flag)| flag),
        excludes_most: most.is_some_and(|(_, flag)| flag),
    }
}

fn float(part: &Node, key: &str) -> Option<f64> {
    match part.get(key) {
        Some(Node::Number(number)) => number.text().parse().ok().filter(|value: &f64| value.is_finite()),
        _ => None,
    }
}

/// Decimals of the step, no more, so that 0.1 + 0.2 is 0.3.
fn written(value: f64, unit: f64) -> Option<Node> {
    if value.fract() == 0.0 && value.abs() <= LARGEST {
        return Node::number(&format!("{value:.0}"));
    }
    let least = format!("{unit}").split_once('.').map_or(1, |(_, digits)| digits.len());
    let is_same = |short: &String| short.parse::<f64>().is_ok_and(|short| (short - value).abs() <= 1e-12 * value.abs());
    let short = (least..=least + 6).map(|decimals| format!("{value:.decimals$}")).find(is_same);
    Node::number(&short.unwrap_or_else(|| format!("{value:?}")))
}
