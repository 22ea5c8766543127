//! The names of faults: what a header or a flag says, and back.

use std::{fmt, str::FromStr, time::Duration};

use super::Fault;

/// A text that names no fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaultError(String);

impl fmt::Display for FaultError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for FaultError {}

/// The forms that a fault may be named in.
const FORMS: &str = "rate-limit=2, server-error=503, delay=200ms, drip=16/10ms, truncate, wrong-length=-1, html=502, expired, \
                     close, json=/key=null";

impl FromStr for Fault {
    type Err = FaultError;

    fn from_str(text: &str) -> Result<Self, FaultError> {
        let text = text.trim();
        let (name, value) = match text.split_once('=') {
            Some((name, value)) => (name, Some(value)),
            None => (text, None),
        };
        named(name, value)
            .ok_or_else(|| FaultError(format!("{text:?} is no fault; those that there are look like {FORMS}")))
    }
}

fn named(name: &str, value: Option<&str>) -> Option<Fault> {
    let status = |default: u16, least: u16| {
        let status = value.map_or(Some(default), |text| text.parse().ok());
        status.filter(|status| (least..600).contains(status))
    };
    Some(match (name, value) {
        ("rate-limit", None) => Fault::TooManyRequests { retry_after: Duration::from_secs(1) },
        ("rate-limit", Some(text)) => {
            let seconds = text.parse().ok().map(Duration::from_secs);
            Fault::TooManyRequests { retry_after: seconds.or_else(|| duration(text))? }
        }
        ("server-error", _) => Fault::ServerError { status: status(503, 500)? },
        ("delay", Some(text)) => Fault::Delay(duration(text)?),
        ("drip", None) => Fault::Drip { bytes: 16, every: Duration::from_millis(10) },
        ("drip", Some(text)) => {
            let (bytes, every) = text.split_once('/')?;
            Fault::Drip { bytes: bytes.parse().ok().filter(|bytes| *bytes > 0)?, every: duration(every)? }
        }
        ("truncate", None) => Fault::Truncate,
        ("wrong-length", None) => Fault::WrongLength { by: -1 },
        ("wrong-length", Some(text)) => Fault::WrongLength { by: text.parse().ok().filter(|by| *by != 0)? },
        ("html", _) => Fault::HtmlPage { status: status(502, 200)? },
        ("expired", None) => Fault::ExpiredCredentials,
        ("close", None) => Fault::Close,
        ("json", Some(text)) => json(text)?,
        _ => return None,
    })
}

/// A pointer and a value. Keys may have `=` in them: the first after which JSON follows counts.
fn json(text: &str) -> Option<Fault> {
    let mut splits = text.match_indices('=').filter_map(|(index, _)| text.split_at_checked(index));
    splits.find_map(|(at, value)| {
        let value = serde_json::from_str(value.strip_prefix('=')?).ok()?;
        (at.is_empty() || at.starts_with('/')).then(|| Fault::Json { at: at.to_owned(), value })
    })
}

fn duration(text: &str) -> Option<Duration> {
    match text.strip_suffix("ms") {
        Some(milliseconds) => milliseconds.parse().ok().map(Duration::from_millis),
        None => text.strip_suffix('s')?.parse().ok().map(Duration::from_secs),
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooManyRequests { retry_after } => match retry_after.subsec_millis() {
                0 => write!(f, "rate-limit={}", retry_after.as_secs()),
                _ => write!(f, "rate-limit={}", Shown(*retry_after)),
            },
            Self::ServerError { status } => write!(f, "server-error={status}"),
            Self::Delay(time) => write!(f, "delay={}", Shown(*time)),
            Self::Drip { bytes, every } => write!(f, "drip={bytes}/{}", Shown(*every)),
            Self::Truncate => f.write_str("truncate"),
            Self::WrongLength { by } => write!(f, "wrong-length={by}"),
            Self::HtmlPage { status } => write!(f, "html={status}"),
            Self::ExpiredCredentials => f.write_str("expired"),
            Self::Close => f.write_str("close"),
            Self::Json { at, value } => write!(f, "json={at}={value}"),
        }
    }
}

/// A time in seconds if they are whole, else in milliseconds.
struct Shown(Duration);

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.subsec_millis() {
            0 => write!(f, "{}s", self.0.as_secs()),
            _ => write!(f, "{}ms", self.0.as_millis()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_and_written() {
        for (text, written) in [
            ("rate-limit", "rate-limit=1"),
            ("rate-limit=2", "rate-limit=2"),
            (" rate-limit=250ms ", "rate-limit=250ms"),
            ("server-error", "server-error=503"),
            ("delay=200ms", "delay=200ms"),
            ("delay=2s", "delay=2s"),
            ("drip", "drip=16/10ms"),
            ("drip=1/1s", "drip=1/1s"),
            ("truncate", "truncate"),
            ("wrong-length", "wrong-length=-1"),
            ("wrong-length=7", "wrong-length=7"),
            ("html=200", "html=200"),
            ("expired", "expired"),
            ("close", "close"),
            ("json=/a=b/0=[\"=\"]", "json=/a=b/0=[\"=\"]"),
            ("json==null", "json==null"),
        ] {
            let fault: Fault = text.parse().unwrap();
            assert_eq!(fault.to_string(), written);
            assert_eq!(written.parse(), Ok(fault));
        }
    }

    #[test]
    fn what_is_no_fault_is_refused_with_those_that_there_are() {
        for text in [
            "",
            "slow",
            "delay",
            "delay=2",
            "drip=0/1s",
            "server-error=404",
            "html=99",
            "json=a=1",
            "json=/a",
            "close=1",
        ] {
            assert!(text.parse::<Fault>().unwrap_err().to_string().contains("wrong-length=-1"), "{text}");
        }
    }
}
