//! Which operation a request is a call of: takes method and path, returns the route that fits them closest.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use crate::url_text::next_parameter;

/// Method and path of an operation. The generator lists those of a crate.
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

    /// How closely it fits a path, the more the better: nothing before the path, then segments without parameters.
    fn fit(&self, path: &str) -> Option<(isize, usize)> {
        // A slash at the end is sent as it is documented.
        let own: Vec<_> = segments(self.path.split('?').next()?).collect();
        let sent: Vec<_> = segments(path).collect();
        // A base URL may have a path of its own.
        let before = sent.len().checked_sub(own.len())?;
        let fits = own.iter().zip(sent.iter().skip(before)).all(|(own, sent)| is_like(own, &decoded(sent)));
        let fixed = own.iter().filter(|segment| next_parameter(segment).is_none()).count();
        fits.then(|| (isize::try_from(before).map_or(isize::MIN, |before| -before), fixed))
    }
}

/// The route of a request; of two that fit equally well the first.
pub(super) fn route<'r>(routes: &'r [Route], method: &str, path: &str) -> Option<&'r Route> {
    let fitting = routes.iter().rev().filter(|route| route.method.eq_ignore_ascii_case(method));
    fitting.filter_map(|route| Some((route.fit(path)?, route))).max_by_key(|(fit, _)| *fit).map(|(_, route)| route)
}

/// The methods that there are for a path.
pub(super) fn methods(routes: &[Route], path: &str) -> Vec<&'static str> {
    routes.iter().filter(|route| route.fit(path).is_some()).map(|route| route.method).collect()
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
        ];
        for (method, path, expected) in [
            ("GET", "/pets/7", Some("one")),
            ("GET", "/v1/pets/a%2Fb", Some("one")),
            ("GET", "/pets/mine", Some("mine")),
            ("GET", "/pets/7/photo.png", Some("photo")),
            ("GET", "/pets/7/photo", None),
            ("POST", "/pets", Some("add")),
            ("PUT", "/pets", None),
            ("GET", "/files/1-2", Some("files")),
            ("GET", "/files/12", None),
            ("GET", "/files/-2", None),
            ("GET", "/files/1-", None),
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
        ] {
            assert_eq!(route(&routes, method, path).map(|route| route.id), expected, "{method} {path}");
        }
        assert_eq!(methods(&routes, "/pets/mine"), ["GET", "GET"]);
    }
}
