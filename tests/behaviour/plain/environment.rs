//! Credentials and base URL from the environment, in processes of their own.

use std::{env, process::Command};

use nectar_client::runtime::{CallOptions, reqwest::ClientBuilder};

use super::{Request, SUBJECTS, Subject, World, call};
use crate::behaviour::{answers::Who, secrets::credential_of};

/// What tells the process which client it is to use.
const CHILD: &str = "BEHAVIOUR_CHILD";

/// What a process says that has these variables and no other of the client.
fn said(subject: &Subject, variables: &[(&str, &str)]) -> String {
    let (_, module) = module_path!().split_once("::").unwrap();
    let mut command = Command::new(env::current_exe().unwrap());
    command.args(["--exact", &format!("{module}::environment_child"), "--nocapture"]).env(CHILD, subject.name);
    let output = command.envs(variables.iter().copied()).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[tokio::test]
async fn environment_child() {
    let Ok(name) = env::var(CHILD) else { return };
    let subject = SUBJECTS.into_iter().find(|subject| subject.name == name).unwrap();
    let client = match (subject.from_env)(ClientBuilder::new().no_proxy().tls_certs_only([])) {
        Ok(client) => client,
        Err(error) => return println!("no client: {error}"),
    };
    println!("came {:?}", call(&client, subject, CallOptions::new()).await);
    for request in [Request::QueryKey, Request::Cookie, Request::Password, Request::Token] {
        if let Some(sent) = client.send(request, CallOptions::new()) {
            println!("came {:?}", sent.came.await);
        }
    }
}

#[test]
fn each_client_reads_its_environment() {
    for subject in SUBJECTS {
        let world = World::new(subject, "");
        let url = world.home.url();
        let token_url = format!("{url}/oauth/token");
        let mut variables = subject.variables.to_vec();
        variables.extend([(subject.base_url_variable, url.as_str()), ("BEHAVIOUR_OAUTH_TOKEN_URL", &token_url)]);
        variables.push(("BEHAVIOUR_OAUTH_SCOPES", "write"));
        let said = said(subject, &variables);
        let (tokens, seen): (Vec<_>, Vec<_>) = world.home.seen().into_iter().partition(|seen| seen.who == Who::Token);
        let credentials: Vec<_> = seen.iter().filter_map(credential_of).collect();
        let wanted: &[_] = if subject.can(Request::Token) { &["own", "own", "own", "own", "1"] } else { &["own"] };
        assert_eq!(credentials, wanted, "{said}");
        assert_eq!(said.matches("came Value(").count(), wanted.len(), "{said}");
        assert!(tokens.iter().all(|seen| seen.body.ends_with(b"scope=write")), "{tokens:?}");
    }
}

#[test]
fn each_client_names_the_variables_that_are_missing() {
    for subject in SUBJECTS {
        let none = said(subject, &[]);
        assert!(none.contains("no client: no credential in the environment"), "{none}");
        assert!(subject.variables.iter().all(|(name, _)| none.contains(name)), "{none}");
        for pair in subject.variables.windows(2) {
            let [(one, value), (other, other_value)] = pair else { continue };
            let is_pair = other.ends_with("_PASSWORD") || other.ends_with("_CLIENT_SECRET");
            if is_pair {
                let half = said(subject, &[(one, value)]);
                assert!(half.contains(&format!("`{other}` is not set")) && !half.contains("hunter2"), "{half}");
                let half = said(subject, &[(other, other_value)]);
                assert!(half.contains(&format!("`{one}` is not set")) && !half.contains("hunter2"), "{half}");
            }
        }
    }
}
