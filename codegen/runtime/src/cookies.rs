//! The header `Cookie`: takes pairs that may stand in it, keeps all of them in one header.

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, header};

pub(crate) const NOT_A_COOKIE: &str = "holds a character that cannot be in a cookie";

/// Whether a cookie can have this name and value. A comma, which is no octet of one either, parts the elements of a value.
pub(crate) fn check_cookie(name: &str, value: &str) -> Result<(), &'static str> {
    let is_octet = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'"' | b';' | b'\\');
    match HeaderName::from_bytes(name.as_bytes()) {
        Err(_) => Err("has no valid name for a cookie"),
        Ok(_) if value.bytes().all(is_octet) => Ok(()),
        Ok(_) => Err(NOT_A_COOKIE),
    }
}

/// Whether a cookie of this name is in the header.
pub(crate) fn has_cookie(header: Option<&HeaderValue>, name: &str) -> bool {
    let pairs = header.map(HeaderValue::as_bytes).unwrap_or_default().split(|byte| *byte == b';');
    let names = pairs.filter_map(|pair| pair.split(|byte| *byte == b'=').next());
    names.map(<[u8]>::trim_ascii).any(|known| known == name.as_bytes())
}

/// Puts a cookie behind those that are there. One that no header can hold is left out, and has been refused before.
pub(crate) fn add_cookie(headers: &mut HeaderMap, name: &str, value: &str) {
    let mut all = headers.get(header::COOKIE).map(|others| others.as_bytes().to_vec()).unwrap_or_default();
    if !all.is_empty() {
        all.extend_from_slice(b"; ");
    }
    all.extend_from_slice(format!("{name}={value}").as_bytes());
    if let Ok(mut cookies) = HeaderValue::from_maybe_shared(Bytes::from(all)) {
        cookies.set_sensitive(true);
        headers.insert(header::COOKIE, cookies);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_cookies_stand_in_one_header() {
        let mut headers = HeaderMap::new();
        for (name, value) in [("a", "1"), ("b", ""), ("a", "x=y")] {
            add_cookie(&mut headers, name, value);
        }
        assert_eq!(headers[header::COOKIE], "a=1; b=; a=x=y");
        assert!(headers[header::COOKIE].is_sensitive());
        let known = headers.get(header::COOKIE);
        assert!(has_cookie(known, "a") && has_cookie(known, "b"));
        assert!(!has_cookie(known, "x") && !has_cookie(known, "A") && !has_cookie(None, "a"));
    }
}
