//! Credentials of the environment: takes the schemes of an API, reads the variables that stand for them.

use std::{env, ffi::OsString};

use super::{Credential, Given, OAuth2Client};
use crate::{Api, BuildError, SchemeKind, SecurityScheme};

/// What the environment says.
#[derive(Default)]
pub(crate) struct Environment {
    pub(crate) base_url: Option<String>,
    pub(crate) given: Vec<(&'static str, FromEnvironment)>,
}

pub(crate) enum FromEnvironment {
    Given(Given),
    Client(OAuth2Client),
}

impl Environment {
    pub(crate) fn read(api: &Api) -> Result<Self, BuildError> {
        Self::of(api, &|name| env::var_os(name))
    }

    /// The variables that are set. Of several for one scheme all have to be.
    fn of(api: &Api, variable: &dyn Fn(&str) -> Option<OsString>) -> Result<Self, BuildError> {
        let text = |name: &str| match variable(name).map(OsString::into_string) {
            // Shells have no other way to take a variable back for one command.
            Some(Ok(text)) => Ok(Some(text).filter(|text| !text.is_empty())),
            Some(Err(_)) => Err(BuildError::InvalidVariable { name: name.to_owned() }),
            None => Ok(None),
        };
        let mut environment = Self { base_url: text(&format!("{}_BASE_URL", api.env_prefix))?, given: Vec::new() };
        for scheme in api.security_schemes {
            let values = scheme.env.iter().map(|name| text(name)).collect::<Result<Vec<_>, _>>()?;
            if values.iter().all(Option::is_none) {
                continue;
            }
            match (values.as_slice(), scheme.env) {
                ([Some(secret)], _) => environment.give(scheme, Given::Any(Credential::new(secret.as_str()))),
                ([Some(id), Some(secret)], _) => match scheme.kind {
                    SchemeKind::OAuth2 { .. } => {
                        let client = OAuth2Client::new(id.as_str(), secret.as_str());
                        environment.given.push((scheme.name, FromEnvironment::Client(client)));
                    }
                    _ => environment.give(scheme, Given::Any(Credential::basic(id.as_str(), secret.as_str()))),
                },
                (_, names) => {
                    let missing = names.iter().zip(&values).find(|(_, value)| value.is_none());
                    let name = missing.map(|(name, _)| (*name).to_owned()).unwrap_or_default();
                    return Err(BuildError::MissingVariable { name });
                }
            }
        }
        Ok(environment)
    }

    fn give(&mut self, scheme: &SecurityScheme, given: Given) {
        self.given.push((scheme.name, FromEnvironment::Given(given)));
    }
}

/// All variables of which one at least has to be set.
pub(crate) fn variables(api: &Api) -> Vec<&'static str> {
    api.security_schemes.iter().flat_map(|scheme| scheme.env).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    static API: Api = Api {
        base_url: None,
        user_agent: "a",
        security_schemes: &[
            SecurityScheme { name: "key", kind: SchemeKind::ApiKeyHeader("x-key"), env: &["A_KEY"] },
            SecurityScheme { name: "login", kind: SchemeKind::Basic, env: &["A_LOGIN_USER", "A_LOGIN_PASSWORD"] },
            SecurityScheme { name: "other", kind: SchemeKind::Bearer, env: &[] },
        ],
        security: &[],
        env_prefix: "A",
    };

    fn read(variables: &[(&str, &str)]) -> Result<Environment, String> {
        let variable =
            |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).into());
        Environment::of(&API, &variable).map_err(|error| error.to_string())
    }

    #[test]
    fn what_is_set_is_given() {
        let names = |environment: Environment| environment.given.iter().map(|(name, _)| *name).collect::<Vec<_>>();
        assert!(names(read(&[]).unwrap()).is_empty());
        assert_eq!(names(read(&[("A_KEY", "k"), ("A_LOGIN_USER", "")]).unwrap()), ["key"]);
        let all = read(&[("A_LOGIN_USER", "u"), ("A_LOGIN_PASSWORD", "p"), ("A_BASE_URL", "http://h")]).unwrap();
        assert_eq!(all.base_url.as_deref(), Some("http://h"));
        assert_eq!(names(all), ["login"]);
        assert_eq!(variables(&API), ["A_KEY", "A_LOGIN_USER", "A_LOGIN_PASSWORD"]);
    }

    #[test]
    fn half_a_credential_is_a_mistake() {
        let error = read(&[("A_LOGIN_USER", "hunter2")]).err().unwrap();
        assert!(error.contains("A_LOGIN_PASSWORD") && !error.contains("hunter2"), "{error}");
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_text_is_named_and_not_shown() {
        use std::os::unix::ffi::OsStringExt;
        let variable = |name: &str| (name == "A_KEY").then(|| OsString::from_vec(vec![0xff]));
        let error = Environment::of(&API, &variable).err().unwrap();
        assert!(error.to_string().contains("A_KEY"), "{error}");
    }
}
