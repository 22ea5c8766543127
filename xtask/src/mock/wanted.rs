//! Faults as flags and headers name them: `server-error=503:2`, the first two of the same requests fail.

use specwright_codegen::Alteration;
use specwright_runtime::mock::Fault;
use std::fmt;
use std::num::NonZeroU32;
use std::str::FromStr;

/// A fault that was asked for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Wanted {
    pub(super) what: What,
    /// So many of the same requests have it, then one does not, and all begins anew; all of them if none is named.
    pub(super) times: Option<NonZeroU32>,
    text: String,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum What {
    Fault(Fault),
    /// What only the document can tell.
    Altered(Alteration),
}

/// So many pieces of a list are looked at.
const MOST_PIECES: usize = 1_000;

/// Faults with commas between them. A fault may have commas of its own: it ends where it first makes sense.
pub(super) fn list(text: &str) -> Result<Vec<Wanted>, String> {
    let ends: Vec<_> = text.match_indices(',').map(|(at, _)| at).chain([text.len()]).take(MOST_PIECES + 1).collect();
    if ends.len() > MOST_PIECES {
        return Err("is too long".to_owned());
    }
    let (mut all, mut start) = (Vec::new(), 0);
    while start <= text.len() {
        let pieces = || ends.iter().filter(|end| **end >= start).filter_map(|end| Some((text.get(start..*end)?, *end)));
        let found = pieces().find_map(|(piece, end)| Some((piece.parse().ok()?, end)));
        match (found, pieces().next()) {
            (Some((wanted, end)), _) => {
                all.push(wanted);
                start = end + 1;
            }
            (None, Some((piece, _))) => return piece.parse().map(|wanted| vec![wanted]),
            (None, None) => break,
        }
    }
    Ok(all)
}

impl FromStr for Wanted {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let count = |(_, times): &(_, &str)| times.parse::<NonZeroU32>().is_ok();
        let (name, times) = match text.rsplit_once(':').filter(count) {
            Some((name, times)) => (name, times.parse().ok()),
            None => (text, None),
        };
        let what = match name {
            "unknown-enum" => What::Altered(Alteration::UnknownEnumValue),
            "null" => What::Altered(Alteration::UndocumentedNull),
            name => {
                What::Fault(name.parse().map_err(|error| format!("{error}, unknown-enum, null; each may end in :2"))?)
            }
        };
        Ok(Self { what, times, text: text.to_owned() })
    }
}

impl fmt::Display for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn lists_have_commas_between_and_within() {
        let shown = |text: &str| list(text).map(|all| all.iter().map(ToString::to_string).collect::<Vec<_>>());
        let json = r#"json=/a={"x":1,"y":[null,2]}"#;
        assert_eq!(shown(&format!("{json}, truncate,delay=2s:1")).unwrap(), [json, "truncate", "delay=2s:1"]);
        assert_eq!(shown("null").unwrap(), ["null"]);
        for wrong in ["", "truncate,", "json=/a={,truncate", "truncate,nonsense,null"] {
            assert!(list(wrong).unwrap_err().contains("is no fault"), "{wrong}");
        }
        assert!(list(&",".repeat(100_000)).is_err());
    }

    #[test]
    fn faults_have_names_and_counts() {
        let times = |text: &str| text.parse::<Wanted>().unwrap().times.map(NonZeroU32::get);
        assert_eq!(times("server-error=503:2"), Some(2));
        assert_eq!(times(" truncate "), None);
        assert_eq!(times("unknown-enum:1"), Some(1));
        assert_eq!(times(r#"json=/a={"b":1}"#), None);
        assert_eq!("null".parse::<Wanted>().unwrap().what, What::Altered(Alteration::UndocumentedNull));
        assert!("nonsense".parse::<Wanted>().unwrap_err().contains("unknown-enum"));
        assert!("truncate:0".parse::<Wanted>().is_err());
    }
}
