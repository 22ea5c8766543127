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
