//! UUIDs as text: takes any string from a response, and from a caller only the hyphenated form.

use crate::{FormatError, text::text_type};

text_type! {
    /// A UUID, kept as the text it came as: equality and hash are those of the spelling, case included.
    ///
    /// A response may hold any text here; [`parse`](Self::parse) says whether it is a UUID.
    /// `FromStr` and `TryFrom` accept the hyphenated form only, since that is what `format: uuid` means.
    Uuid
}

const EXPECTED: &str = "a UUID such as 67e55044-10b1-426f-9247-bb680e5fe0c8";
const HYPHENATED_LENGTH: usize = 36;

impl Uuid {
    /// The UUID itself, from any of the usual ways to write it.
    ///
    /// # Errors
    /// The text is no UUID.
    pub fn parse(&self) -> Result<uuid::Uuid, FormatError> {
        uuid::Uuid::try_parse(&self.0).map_err(|_| FormatError::new(EXPECTED))
    }

    fn check(text: &str) -> Result<(), FormatError> {
        match uuid::Uuid::try_parse(text) {
            Ok(_) if text.len() == HYPHENATED_LENGTH => Ok(()),
            _ => Err(FormatError::new(EXPECTED)),
        }
    }
}

impl From<&Uuid> for Uuid {
    fn from(uuid: &Uuid) -> Self {
        uuid.clone()
    }
}

impl From<uuid::Uuid> for Uuid {
    fn from(value: uuid::Uuid) -> Self {
        Self(value.to_string())
    }
}

impl TryFrom<Uuid> for uuid::Uuid {
    type Error = FormatError;

    fn try_from(value: Uuid) -> Result<Self, FormatError> {
        value.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "67E55044-10b1-426f-9247-bb680e5fe0c8";

    #[test]
    fn any_text_survives_a_response() {
        for json in [r#""""#, r#""not a uuid""#, r#""67E55044-10b1-426f-9247-bb680e5fe0c8""#] {
            let value: Uuid = serde_json::from_str(json).unwrap();
            assert_eq!(serde_json::to_string(&value).unwrap(), json);
        }
        assert!(serde_json::from_str::<Uuid>("7").is_err());
    }

    #[test]
    fn callers_are_checked() {
        let value: Uuid = TEXT.parse().unwrap();
        assert_eq!(value.as_str(), TEXT);
        assert_eq!(Uuid::from(value.parse().unwrap()).as_str(), TEXT.to_lowercase());
        assert!(uuid::Uuid::try_from(value.clone()).is_ok() && value == TEXT && value == *TEXT);
        for wrong in ["", "x", "67e5504410b1426f9247bb680e5fe0c8", "67e55044-10b1-426f-9247-bb680e5fe0cü"] {
            let error = Uuid::try_from(wrong).unwrap_err();
            assert!(error.to_string().starts_with("not a UUID"));
        }
    }

    #[test]
    fn responses_may_leave_out_hyphens() {
        let value: Uuid = serde_json::from_str(r#""67e5504410b1426f9247bb680e5fe0c8""#).unwrap();
        assert_eq!(value.parse().unwrap().to_string(), TEXT.to_lowercase());
    }
}
