//! Values that a vendor documents as one type and sends as another: takes JSON, returns which of the two it is.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::DeserializeOwned, de::Error};
use serde_json::Value;

use crate::{
    body_error::expectation,
    drift::{Notes, keep, noted},
    fields::tentative,
    matching,
    union::count,
};

/// A value that the vendor documents as `T`, and that may arrive as `U`.
///
/// In JSON it is the one or the other. What fits both is `Documented`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lenient<T, U> {
    /// What the document says.
    Documented(T),
    /// What arrives instead at times.
    Accepted(U),
}

impl<T, U> Lenient<T, U> {
    /// The value, if it is of the documented type.
    pub fn documented(&self) -> Option<&T> {
        match self {
            Self::Documented(value) => Some(value),
            Self::Accepted(_) => None,
        }
    }

    /// The value, if it is of the other type.
    pub fn accepted(&self) -> Option<&U> {
        match self {
            Self::Documented(_) => None,
            Self::Accepted(value) => Some(value),
        }
    }
}

impl<T, U> From<T> for Lenient<T, U> {
    fn from(value: T) -> Self {
        Self::Documented(value)
    }
}

impl<T: Serialize, U: Serialize> Serialize for Lenient<T, U> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Documented(value) => value.serialize(serializer),
            Self::Accepted(value) => value.serialize(serializer),
        }
    }
}

impl<'de, T: DeserializeOwned, U: DeserializeOwned> Deserialize<'de> for Lenient<T, U> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        // Each type has one try, or values within values would cost twice as much with every level.
        let ((documented, notes), raw_nodes) = matching::counting_raw(|| attempt::<T>(&value));
        let documented = match documented {
            // A union takes any value; one of which it knows nothing is not what the document says.
            Ok(documented) if raw_nodes < count(&value) => {
                matching::add_raw(raw_nodes);
                keep(notes);
                return Ok(Self::Documented(documented));
            }
            other => other,
        };
        let (accepted, of_accepted) = attempt::<U>(&value);
        match (accepted, documented) {
            (Ok(accepted), _) => {
                keep(of_accepted);
                Ok(Self::Accepted(accepted))
            }
            (Err(_), Ok(documented)) => {
                matching::add_raw(raw_nodes);
                keep(notes);
                Ok(Self::Documented(documented))
            }
            (Err(accepted), Err(documented)) => {
                let (documented, accepted) = (expectation(&documented), expectation(&accepted));
                Err(Error::custom(format_args!("invalid type, expected {documented} or {accepted}")))
            }
        }
    }
}

type Tried<T> = Result<T, serde_path_to_error::Error<serde_json::Error>>;

fn attempt<T: DeserializeOwned>(value: &Value) -> (Tried<T>, Notes) {
    tentative(|| noted(|| serde_path_to_error::deserialize(value)))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::json;

    use super::{Lenient::*, *};
    use crate::{Maybe, decode, decode::RawBody};

    #[derive(Clone, Debug, PartialEq)]
    struct Limits {
        most: i64,
    }

    crate::object!(Limits { most: required "most" });

    #[derive(Debug, PartialEq)]
    struct Meter {
        on: Option<Lenient<String, bool>>,
        limits: Maybe<Lenient<Limits, Vec<Value>>>,
    }

    crate::object!(Meter { on: optional "on", limits: maybe "limits" });

    #[derive(Clone, Debug, PartialEq)]
    enum LimitsOrFlag {
        Limits(Limits),
        Flag(bool),
        Unknown(Value),
    }

    crate::union!(LimitsOrFlag { Limits, Flag });

    /// Reads a value, writes it again, and compares all three.
    fn holds<T, U>(json: &str, expected: &Lenient<T, U>)
    where
        T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug,
        U: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug,
    {
        let value: Lenient<T, U> = serde_json::from_str(json).unwrap();
        assert_eq!(value, *expected);
        assert_eq!(serde_json::to_string(&value).unwrap(), json);
    }

    fn mistake<T: DeserializeOwned + std::fmt::Debug>(json: &str) -> String {
        let body = RawBody::new(None, json.to_owned().into());
        decode::json::<T>(&body).unwrap_err().to_string()
    }

    #[test]
    fn documented_first() {
        holds::<String, bool>(r#""true""#, &Documented("true".to_owned()));
        holds::<String, bool>("true", &Accepted(true));
        holds::<i64, f64>("5", &Documented(5));
        holds::<i64, f64>("5.5", &Accepted(5.5));
        holds::<i64, String>(r#""5""#, &Accepted("5".to_owned()));
        holds::<bool, i64>("1", &Accepted(1));
        holds::<Limits, Vec<Value>>(r#"{"most":1}"#, &Documented(Limits { most: 1 }));
        holds::<Limits, Vec<Value>>("[]", &Accepted(vec![]));
        holds::<String, BTreeMap<String, Value>>("{}", &Accepted(BTreeMap::new()));
    }

    #[test]
    fn numbers_keep_their_digits() {
        holds::<u64, String>("18446744073709551615", &Documented(u64::MAX));
        holds::<i64, String>("-9223372036854775808", &Documented(i64::MIN));
        holds::<f64, String>("0.30000000000000004", &Documented(0.1 + 0.2));
    }

    #[test]
    fn nested() {
        type Three = Lenient<String, Lenient<bool, i64>>;
        assert_eq!(serde_json::from_str::<Three>("true").unwrap(), Accepted(Documented(true)));
        assert_eq!(serde_json::from_str::<Three>("7").unwrap(), Accepted(Accepted(7)));
        let text = "the value does not have the documented type: expected a string or a boolean or i64";
        assert_eq!(mistake::<Three>("[]"), text);
    }

    #[test]
    fn what_fits_neither_is_refused_without_being_quoted() {
        let words = mistake::<Meter>(r#"{"on":{"password":"hunter2"}}"#);
        assert_eq!(words, "at `on`: the value does not have the documented type: expected a string or a boolean");
        let words = mistake::<Lenient<i64, bool>>(r#""hunter2, expected hunter2""#);
        assert_eq!(words, "the value does not have the documented type: expected i64 or a boolean");
        let words = mistake::<Meter>(r#"{"limits":{"most":"hunter2"}}"#);
        assert_eq!(
            words,
            "at `limits`: the value does not have the documented type: expected i64 at `most` or a sequence"
        );
        let words = mistake::<Meter>(r#"{"limits":{}}"#);
        let text = "at `limits`: the value does not have the documented type: expected the key `most` or a sequence";
        assert_eq!(words, text);
    }

    #[test]
    fn presence_stays_the_affair_of_the_object() {
        for (json, on, limits) in [
            ("{}", None, Maybe::Absent),
            (r#"{"limits":null}"#, None, Maybe::Null),
            (r#"{"on":false,"limits":[1]}"#, Some(Accepted(false)), Maybe::Value(Accepted(vec![json!(1)]))),
        ] {
            let meter: Meter = serde_json::from_str(json).unwrap();
            assert_eq!(meter, Meter { on, limits });
            assert_eq!(serde_json::to_string(&meter).unwrap(), json);
        }
    }

    #[test]
    fn a_union_that_knows_no_better_gives_way() {
        type Either = Lenient<LimitsOrFlag, String>;
        let known = Documented(LimitsOrFlag::Flag(true));
        assert_eq!(serde_json::from_str::<Either>("true").unwrap(), known);
        assert_eq!(serde_json::from_str::<Either>(r#""on""#).unwrap(), Accepted("on".to_owned()));
        let unknown = Documented(LimitsOrFlag::Unknown(json!([1])));
        assert_eq!(serde_json::from_str::<Either>("[1]").unwrap(), unknown);
    }

    #[test]
    fn a_member_of_a_union_like_any_other() {
        #[derive(Debug, PartialEq)]
        enum Setting {
            Switch(Lenient<bool, i64>),
            Id(Lenient<crate::Uuid, Vec<Value>>),
            Name(String),
            Unknown(Value),
        }
        crate::union!(Setting { Switch, Id, Name });
        let read = |json: &str| serde_json::from_str::<Setting>(json).unwrap();
        assert_eq!(read("true"), Setting::Switch(Documented(true)));
        assert_eq!(read("1"), Setting::Switch(Accepted(1)));
        assert_eq!(read(r#""x""#), Setting::Name("x".to_owned()));
        let id = r#""67e55044-10b1-426f-9247-bb680e5fe0c8""#;
        assert!(matches!(read(id), Setting::Id(Documented(_))));
        assert_eq!(read("[]"), Setting::Id(Accepted(vec![])));
        assert_eq!(read("{}"), Setting::Unknown(json!({})));
    }

    #[test]
    fn what_it_knows_nothing_of_is_left_to_other_members() {
        #[derive(Debug, PartialEq)]
        enum Either {
            Limits(Lenient<LimitsOrFlag, i64>),
            Id(crate::Uuid),
            Unknown(Value),
        }
        crate::union!(Either { Limits, Id });
        assert!(matches!(serde_json::from_str::<Either>(r#""no uuid""#).unwrap(), Either::Id(_)));
    }

    #[test]
    fn read_by_hand() {
        let value: Lenient<String, bool> = "a".to_owned().into();
        assert_eq!((value.documented().map(String::as_str), value.accepted()), (Some("a"), None));
        let value: Lenient<String, bool> = Accepted(true);
        assert_eq!((value.documented(), value.accepted()), (None, Some(&true)));
    }

    #[derive(Debug, PartialEq)]
    struct Doll {
        inner: Option<Box<Lenient<Doll, String>>>,
    }

    crate::object!(Doll { inner: optional "inner" });

    /// Were a type tried twice at each level, this would not end.
    #[test]
    fn depth_costs_no_more_than_its_size() {
        let json = format!("{}5{}", "{\"inner\":".repeat(100), "}".repeat(100));
        let error = serde_json::from_str::<Doll>(&json).unwrap_err();
        assert!(error.to_string().len() < 2_000, "{error}");
    }
}
