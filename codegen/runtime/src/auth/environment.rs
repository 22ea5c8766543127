//! Credentials of the environment: takes the schemes of an API, reads the variables that stand for them.

use std::{env, ffi::OsString};

use super::{Credential, Environment, Given, OAuth2Client, Source};
use crate::{Api, BuildError, SchemeKind, SecurityScheme};

impl Environment {
    /// Without what the caller has given for the schemes named by `given`.
    pub(crate) fn read(api: &Api, given: &[&str]) -> Result<Self, BuildError> {
        Self::of(api, given, &|name| env::var_os(name))
    }

    fn of(api: &Api, given: &[&str], variable: &dyn Fn(&str) -> Option<OsString>) -> Result<Self, BuildError> {
        let text = |name: &str| match variable(name).map(OsString::into_string) {
            // Shells have no other way to take a variable back for one command.
            Some(Ok(text)) => Ok(Some(text).filter(|text| !text.is_empty())),
            Some(Err(_)) => Err(BuildError::InvalidVariable { name: name.to_owned() }),
            None => Ok(None),
        };
        let mut environment = Self { base_url: text(&format!("{}_BASE_URL", api.env_prefix))?, given: Vec::new() };
        for scheme in api.security_schemes.iter().filter(|scheme| !given.contains(&scheme.name)) {
            let values = scheme.env.iter().map(|name| text(name)).collect::<Result<Vec<_>, _>>()?;
            // An id or user and its secret; what is behind them may be missing.
            let needed = values.get(..2).unwrap_or(&values);
            if needed.iter().all(Option::is_none) {
                continue;
            }
            match needed {
                [Some(secret)] => environment.give(scheme, Given::Any(Credential::new(secret.as_str()))),
                [Some(id), Some(secret)] => match scheme.kind {
                    SchemeKind::OAuth2 { .. } => {
                        let client = client(id, secret, values.get(2..).unwrap_or_default());
                        environment.given.push((scheme.name, Source::Client(client)));
                    }
                    _ => environment.give(scheme, Given::Any(Credential::basic(id.as_str(), secret.as_str()))),
                },
                _ => {
                    let missing = scheme.env.iter().zip(needed).find(|(_, value)| value.is_none());
                    let name = missing.map(|(name, _)| (*name).to_owned()).unwrap_or_default();
                    return Err(BuildError::MissingVariable { name });
                }
            }
        }
        Ok(environment)
    }

    fn give(&mut self, scheme: &SecurityScheme, given: Given) {
        self.given.push((scheme.name, Source::Given(given)));
    }
}

fn client(id: &str, secret: &str, others: &[Option<String>]) -> OAuth2Client {
    let client = OAuth2Client::new(id, secret);
    let client = match others.first() {
        Some(Some(token_url)) => client.token_url(token_url),
        _ => client,
    };
    match others.get(1) {
        Some(Some(scopes)) => client.scopes(scopes.split_ascii_whitespace()),
        _ => client,
    }
}

/// The variables of which those of one scheme have to be set.
pub(crate) fn variables(api: &Api) -> Vec<String> {
    let needed = api.security_schemes.iter().map(|scheme| scheme.env.get(..2).unwrap_or(scheme.env));
    needed.filter(|names| !names.is_empty()).map(|names| names.join(" with ")).collect()
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
            SecurityScheme {
                name: "oauth",
                kind: SchemeKind::OAuth2 { token_url: "/token", scopes: &["a"] },
                env: &["A_O_CLIENT_ID", "A_O_CLIENT_SECRET", "A_O_TOKEN_URL", "A_O_SCOPES"],
            },
        ],
        security: &[],
        idempotency_key: None,
        rate_limit: None,
        env_prefix: "A",
    };

    fn read(variables: &[(&str, &str)]) -> Result<Environment, String> {
        let variable =
            |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).into());
        Environment::of(&API, &["given"], &variable).map_err(|error| error.to_string())
    }

    #[test]
    fn what_is_set_is_given() {
        let names = |environment: Environment| environment.given.iter().map(|(name, _)| *name).collect::<Vec<_>>();
        assert!(names(read(&[]).unwrap()).is_empty());
        assert_eq!(names(read(&[("A_KEY", "k"), ("A_LOGIN_USER", "")]).unwrap()), ["key"]);
        let all = read(&[("A_LOGIN_USER", "u"), ("A_LOGIN_PASSWORD", "p"), ("A_BASE_URL", "http://h")]).unwrap();
        assert_eq!(all.base_url.as_deref(), Some("http://h"));
        assert_eq!(names(all), ["login"]);
        let oauth = read(&[("A_O_CLIENT_ID", "i"), ("A_O_CLIENT_SECRET", "s"), ("A_O_SCOPES", "a b")]).unwrap();
        let [("oauth", Source::Client(client))] = &oauth.given[..] else { panic!("no client") };
        let text = format!("{client:?}");
        assert!(text.contains(r#"["a", "b"]"#) && text.contains("token_url: None"), "{text}");
        assert_eq!(
            variables(&API),
            ["A_KEY", "A_LOGIN_USER with A_LOGIN_PASSWORD", "A_O_CLIENT_ID with A_O_CLIENT_SECRET"]
        );
    }

    #[test]
    fn what_is_given_by_hand_is_not_looked_for() {
        let variable = |name: &str| (name == "A_LOGIN_USER").then(|| "half".into());
        assert!(Environment::of(&API, &["login"], &variable).unwrap().given.is_empty());
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
        let error = Environment::of(&API, &["given"], &variable).err().unwrap();
        assert!(error.to_string().contains("A_KEY"), "{error}");
    }
}
