//! Which operation a path leads to: takes the paths of all operations and a path as it came, gives those that it may be meant for, the
//! most concrete first.

use std::collections::BTreeMap;

use super::operation::Operation;
use crate::pointer::percent_decode;

/// The paths of all operations below all their servers.
#[derive(Debug, Default)]
pub(super) struct Routes {
    /// By the number of segments, the most concrete first.
    by_length: BTreeMap<usize, Vec<Route>>,
}

#[derive(Debug)]
struct Route {
    segments: Vec<Segment>,
    operation: usize,
}

/// What stands between two slashes of a documented path.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Segment {
    /// A text without placeholders.
    Text(String),
    /// Texts around parameters, one more than these.
    Mixed {
        texts: Vec<String>,
        names: Vec<String>,
    },
    Parameter(String),
}

/// An operation that a path may be meant for, and its parameters as they came.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Match<'p> {
    pub(super) operation: usize,
    pub(super) parameters: Vec<(String, &'p str)>,
}

impl Routes {
    pub(super) fn new(operations: &[Operation]) -> Self {
        let mut by_length: BTreeMap<usize, Vec<Route>> = BTreeMap::new();
        for (index, operation) in operations.iter().enumerate() {
            for base in &operation.base_paths {
                let fixed = base.split('/').skip(1).map(|text| Segment::Text(percent_decode(text)));
                let own = operation.path.split('/').skip(1).map(segment);
                let segments: Vec<_> = fixed.chain(own).collect();
                by_length.entry(segments.len()).or_default().push(Route { segments, operation: index });
            }
        }
        for routes in by_length.values_mut() {
            routes.sort_by_cached_key(|route| {
                let queries = operations.get(route.operation).map_or(0, |operation| operation.fixed_query.len());
                let ranks: Vec<_> = route.segments.iter().map(Segment::rank).collect();
                (ranks, std::cmp::Reverse(queries), route.operation)
            });
        }
        Self { by_length }
    }

    /// All that a path may be meant for.
    pub(super) fn matches<'p>(&self, path: &'p str) -> Vec<Match<'p>> {
        let segments: Vec<_> = path.split('/').skip(1).collect();
        let routes = self.by_length.get(&segments.len()).map(Vec::as_slice).unwrap_or_default();
        routes.iter().filter_map(|route| route.matches(&segments)).collect()
    }
}

impl Route {
    fn matches<'p>(&self, segments: &[&'p str]) -> Option<Match<'p>> {
        let mut parameters = Vec::new();
        for (documented, came) in self.segments.iter().zip(segments) {
            match documented {
                Segment::Text(text) if text == came || *text == percent_decode(came) => {}
                Segment::Parameter(name) if !came.is_empty() => parameters.push((name.clone(), *came)),
                Segment::Mixed { texts, names } => {
                    parameters.extend(names.iter().cloned().zip(between(texts, came)?));
                }
                Segment::Text(_) | Segment::Parameter(_) => return None,
            }
        }
        Some(Match { operation: self.operation, parameters })
    }
}

impl Segment {
    fn rank(&self) -> u8 {
        match self {
            Self::Text(_) => 0,
            Self::Mixed { .. } => 1,
            Self::Parameter(_) => 2,
        }
    }
}

fn segment(documented: &str) -> Segment {
    let (mut texts, mut names, mut rest) = (Vec::new(), Vec::new(), documented);
    while let Some((before, (name, after))) =
        rest.split_once('{').and_then(|(before, open)| Some((before, open.split_once('}')?)))
    {
        texts.push(before.to_owned());
        names.push(name.to_owned());
        rest = after;
    }
    texts.push(rest.to_owned());
    match (names.as_slice(), texts.iter().all(String::is_empty)) {
        ([], _) => Segment::Text(percent_decode(documented)),
        ([only], true) => Segment::Parameter(only.clone()),
        _ => Segment::Mixed { texts, names },
    }
}

/// What stands between texts; each parameter takes as little as it can, and at least one character.
fn between<'p>(texts: &[String], came: &'p str) -> Option<Vec<&'p str>> {
    let (first, others) = texts.split_first()?;
    let mut rest = came.strip_prefix(first.as_str())?;
    let mut found = Vec::new();
    for (index, text) in others.iter().enumerate() {
        let is_last = index + 1 == others.len();
        let start = rest.chars().next().map(char::len_utf8)?;
        let at = match is_last {
            true => rest.strip_suffix(text.as_str())?.len(),
            false => start + rest.get(start..)?.find(text.as_str())?,
        };
        if at < start {
            return None;
        }
        found.push(rest.get(..at)?);
        rest = rest.get(at + text.len()..)?;
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parameters(documented: &str, came: &str) -> Option<String> {
        let segments = documented.split('/').skip(1).map(segment).collect();
        let came: Vec<_> = came.split('/').skip(1).collect();
        let route: Route = Route { segments, operation: 0 };
        (route.segments.len() == came.len()).then_some(())?;
        let found = route.matches(&came)?.parameters;
        Some(found.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn parameters_stand_in_segments() {
        for (documented, came, found) in [
            ("/a/{b}", "/a/1%2F2", Some("b=1%2F2")),
            ("/a/{b}", "/a/", None),
            ("/a/{b}/", "/a/1", None),
            ("/a/{b}/", "/a/1/", Some("b=1")),
            ("/a/{b}.{c}", "/a/1.2.json", Some("b=1 c=2.json")),
            ("/a/{b}.{c}", "/a/.json", None),
            ("/a/{b}.json", "/a/x.json", Some("b=x")),
            ("/a/{b}.json", "/a/.json", None),
            ("/a/v{b}-{c}!", "/a/v1-2!", Some("b=1 c=2")),
            ("/a/{b}{c}", "/a/xyz", Some("b=x c=yz")),
            ("/a b", "/a%20b", Some("")),
            ("/", "/", Some("")),
            ("/a", "/b", None),
        ] {
            assert_eq!(parameters(documented, came).as_deref(), found, "{documented} {came}");
        }
    }
}
