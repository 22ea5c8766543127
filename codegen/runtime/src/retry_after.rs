//! `Retry-After`: takes the headers of a response, returns how long its server asks clients to wait.

use std::time::Duration;

use http::{HeaderMap, HeaderName, header};

use crate::{SystemTime, clock::from_std};

/// How long to wait: a number of seconds, or the time until a date.
///
/// A date is compared with the server's own `Date` where there is one, so that it does not matter whether the clocks agree.
pub(crate) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    if let Some(seconds) = seconds(text) {
        return Some(Duration::from_secs(seconds));
    }
    let until = time(text)?;
    let now = date(headers, header::DATE).unwrap_or(now);
    // What is over already needs no wait.
    Some(until.duration_since(now).unwrap_or_default())
}

/// So many seconds that no number holds them are as good as the most.
fn seconds(text: &str) -> Option<u64> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().unwrap_or(u64::MAX))
}

fn date(headers: &HeaderMap, name: HeaderName) -> Option<SystemTime> {
    time(headers.get(name)?.to_str().ok()?)
}

fn time(date: &str) -> Option<SystemTime> {
    httpdate::parse_http_date(date).ok().map(from_std)
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    fn wait(value: &str, date: Option<&str>) -> Option<u64> {
        let mut headers = HeaderMap::new();
        headers.insert(header::RETRY_AFTER, HeaderValue::from_str(value).unwrap());
        headers.extend(date.map(|date| (header::DATE, HeaderValue::from_str(date).unwrap())));
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_770);
        retry_after(&headers, now).map(|wait| wait.as_secs())
    }

    #[test]
    fn seconds_and_dates_are_read() {
        // 784,111,777 seconds after the epoch.
        const DATE: &str = "Sun, 06 Nov 1994 08:49:37 GMT";
        for (value, date, expected) in [
            ("0", None, Some(0)),
            (" 120 ", None, Some(120)),
            ("99999999999999999999999", None, Some(u64::MAX)),
            (DATE, None, Some(7)),
            (DATE, Some("Sun, 06 Nov 1994 08:49:00 GMT"), Some(37)),
            (DATE, Some("no date"), Some(7)),
            (DATE, Some("Sun, 06 Nov 1994 09:49:00 GMT"), Some(0)),
            ("Sunday, 06-Nov-94 08:49:37 GMT", None, Some(7)),
            ("Sun Nov  6 08:49:37 1994", None, Some(7)),
            ("-1", None, None),
            ("1.5", None, None),
            ("", None, None),
            ("soon", None, None),
        ] {
            assert_eq!(wait(value, date), expected, "{value} {date:?}");
        }
        assert_eq!(retry_after(&HeaderMap::new(), SystemTime::UNIX_EPOCH), None);
    }
}
