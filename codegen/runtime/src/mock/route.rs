//! Which operation a request is a call of: takes method, path and query, returns the routes that fit them closest.

use std::{borrow::Cow, cmp::Reverse};

use percent_encoding::percent_decode_str;
use url::form_urlencoded;

use crate::url_text::next_parameter;

/// Method and path of an operation, and the fixed part of its query. The generator lists those of a crate.
#[derive(Clone, Copy, Debug)]
pub struct Route {
    pub(super) id: &'static str,
    pub(super) method: &'static str,
    pub(super) path: &'static str,
}

impl Route {
    /// A route; the path has parameters in braces.
    pub const fn new(id: &'static str, method: &'static str, path: &'static str) -> Self {
        Self { id, method, path }
    }

    /// Path and fixed part of the query.
    fn parts(&self) -> (&'static str, &'static str) {
        self.path.split_once('?').unwrap_or((self.path, ""))
    }

    /// The part of the query that each of its calls has; empty if there is none.
    pub(super) fn fixed_query(&self) -> &'static str {
        self.parts().1
    }

    /// How closely it fits a path, whatever the query.
    fn fit_path(&self, path: &str) -> Option<Fit> {
        // A slash at the end is sent as it is documented.
        let own: Vec<_> = segments(self.parts().0).collect();
        let sent: Vec<_> = segments(path).collect();
        // A base URL may have a path of its own.
        let before = sent.len().checked_sub(own.len())?;
        let fits = own.iter().zip(sent.iter().skip(before)).all(|(own, sent)| is_like(own, &decoded(sent)));
        fits.then(|| Fit { before, ranks: own.into_iter().map(rank).collect(), queries: Reverse(0) })
    }

    fn fit(&self, path: &str, query: &str) -> Option<Fit> {
        let sent: Vec<_> = form_urlencoded::parse(query.as_bytes()).collect();
        let own: Vec<_> = form_urlencoded::parse(self.fixed_query().as_bytes()).collect();
        let fit = self.fit_path(path)?;
        own.iter().all(|pair| sent.contains(pair)).then_some(Fit { queries: Reverse(own.len()), ..fit })
    }

    /// Whether both are one operation.
    pub(super) fn is(&self, other: &Self) -> bool {
        (self.id, self.method, self.path) == (other.id, other.method, other.path)
    }
}

/// How a route fits a request; the least is the closest, as it is for the mock server of a document.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Fit {
    /// How many segments stand before its own.
    before: usize,
    ranks: Vec<u8>,
    queries: Reverse<usize>,
}

/// From left to right a fixed segment is closer than one with a parameter in it, and that than a parameter.
fn rank(segment: &str) -> u8 {
    match next_parameter(segment) {
        None => 0,
        Some(("", _, "")) => 2,
        Some(_) => 1,
    }
}

/// The routes that fit a request closest; several if nothing in a request tells them apart.
pub(super) fn closest(routes: &[Route], method: &str, path: &str, query: &str) -> Vec<Route> {
    let own = routes.iter().filter(|route| route.method.eq_ignore_ascii_case(method));
    let fitting: Vec<_> = own.filter_map(|route| Some((route.fit(path, query)?, *route))).collect();
    let best = fitting.iter().map(|(fit, _)| fit).min();
    fitting.iter().filter(|(fit, _)| Some(fit) == best).map(|(_, route)| *route).collect()
}

/// What there is for a request of another method or query.
pub(super) fn others(routes: &[Route], path: &str, query: &str) -> Others {
    let with_query = routes.iter().filter(|route| route.fit(path, query).is_some());
    let methods = without_repeats(with_query.map(|route| route.method));
    if !methods.is_empty() {
        return Others::Methods(methods);
    }
    let queries = routes.iter().filter(|route| route.fit_path(path).is_some()).map(Route::fixed_query);
    match without_repeats(queries) {
        queries if queries.is_empty() => Others::Nothing,
        queries => Others::Queries(queries),
    }
}

/// The operations that have the path of a request which is a call of none.
pub(super) enum Others {
    Nothing,
    /// Their methods.
    Methods(Vec<&'static str>),
    /// What they have in their query.
    Queries(Vec<&'static str>),
}

fn without_repeats(texts: impl Iterator<Item = &'static str>) -> Vec<&'static str> {
    texts.fold(Vec::new(), |mut all, text| {
        if !all.contains(&text) {
            all.push(text);
        }
        all
    })
}

pub(super) fn decoded(text: &str) -> Cow<'_, str> {
    percent_decode_str(text).decode_utf8_lossy()
}

fn segments(path: &str) -> impl Iterator<Item = &str> {
    path.strip_prefix('/').unwrap_or(path).split('/')
}

/// Whether a segment is one of a template: its fixed parts one behind the other, and for each parameter as little as can be, but at
/// least one character.
fn is_like(template: &str, segment: &str) -> bool {
    let Some((first, _, mut rest)) = next_parameter(template) else { return decoded(template) == segment };
    let Some(mut left) = segment.strip_prefix(&*decoded(first)) else { return false };
    loop {
        let mut chars = left.chars();
        if chars.next().is_none() {
            return false;
        }
        let behind = chars.as_str();
        let Some((fixed, _, after)) = next_parameter(rest) else { return behind.ends_with(&*decoded(rest)) };
        let fixed = decoded(fixed);
        match behind.find(&*fixed).and_then(|at| behind.get(at + fixed.len()..)) {
            Some(behind) => (left, rest) = (behind, after),
            None => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closest_route_counts() {
        let routes = [
            Route::new("one", "GET", "/pets/{id}"),
            Route::new("mine", "GET", "/pets/mine"),
            Route::new("photo", "GET", "/pets/{id}/photo.{format}"),
            Route::new("add", "POST", "/pets"),
            Route::new("files", "GET", "/files/{a}-{b}?kind=x"),
            Route::new("thing", "GET", "/things/{id}"),
            Route::new("things", "GET", "/things/"),
            Route::new("pair", "GET", "/pairs/{a}{b}"),
            Route::new("right", "GET", "/{y}/b/c"),
            Route::new("left", "GET", "/a/{x}/c"),
            Route::new("loose", "GET", "/a/{x}/d"),
            Route::new("mixed", "GET", "/a/{x}-{y}/{z}"),
        ];
        for (method, path, expected) in [
            ("GET", "/pets/7", Some("one")),
            ("GET", "/v1/pets/a%2Fb", Some("one")),
            ("GET", "/pets/mine", Some("mine")),
            ("GET", "/pets/7/photo.png", Some("photo")),
            ("GET", "/pets/7/photo", None),
            ("POST", "/pets", Some("add")),
            ("PUT", "/pets", None),
            ("GET", "/files/1-2?a=b&kind=x", Some("files")),
            ("GET", "/files/1-2", None),
            ("GET", "/files/12?kind=x", None),
            ("GET", "/files/-2?kind=x", None),
            ("GET", "/files/1-?kind=x", None),
            ("GET", "/pets/", None),
            ("GET", "/pets/7/photo.", None),
            ("GET", "/things/", Some("things")),
            ("GET", "/v1/things/", Some("things")),
            ("GET", "/things", None),
            ("GET", "/things/7", Some("thing")),
            ("GET", "/things/7/", None),
            ("GET", "/pairs/ab", Some("pair")),
            ("GET", "/pairs/%C3%BCb", Some("pair")),
            ("GET", "/pairs/a", None),
            ("GET", "/a/b/c", Some("left")),
            ("GET", "/x/b/c", Some("right")),
            ("GET", "/a/b-c/d", Some("mixed")),
        ] {
            let (path, query) = path.split_once('?').unwrap_or((path, ""));
            let found: Vec<_> = closest(&routes, method, path, query).into_iter().map(|route| route.id).collect();
            assert_eq!(found, Vec::from_iter(expected), "{method} {path} {query}");
        }
        assert!(matches!(others(&routes, "/pets/mine", ""), Others::Methods(methods) if methods == ["GET"]));
        assert!(matches!(others(&routes, "/files/1-2", ""), Others::Queries(queries) if queries == ["kind=x"]));
        assert!(matches!(others(&routes, "/pet", ""), Others::Nothing));
    }
}
