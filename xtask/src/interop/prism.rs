//! Prism, which judges what passes through it, and is a mock of its own.

use super::documents::Documents;
use super::process::Workshop;
use super::tool::{Found, PRISM};
use super::{Clients, Row};
use crate::mock::Mock;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

/// Enough to start on a busy machine.
const PATIENCE: Duration = Duration::from_secs(120);

const BETWEEN: &str = "calls of the client through it to our mock";
const INSTEAD: &str = "calls of the client to its mock";

pub(super) fn both(found: &Found, documents: &Documents, shop: &Workshop, clients: &Clients) -> Vec<Row> {
    let undone = |what: &'static str| move |why| Row::undone(PRISM, &documents.api, what, why);
    let between = between(found, documents, shop, clients).unwrap_or_else(undone(BETWEEN));
    let instead = Server::start(found, &["mock"], documents, &[], shop)
        .map(|server| clients.call(PRISM, &documents.api, INSTEAD, &server.url, shop));
    vec![between, instead.unwrap_or_else(undone(INSTEAD))]
}

fn between(found: &Found, documents: &Documents, shop: &Workshop, clients: &Clients) -> Result<Row, String> {
    let mock = Mock::start(documents.contract()?, 0, Vec::new(), |_| ()).map_err(|error| error.to_string())?;
    let server = Server::start(found, &["proxy"], documents, &[&mock.base_url()], shop)?;
    Ok(clients.call(PRISM, &documents.api, BETWEEN, &server.url, shop))
}

/// A Prism that serves as long as this lives.
#[derive(Debug)]
struct Server {
    child: Child,
    url: String,
}

impl Server {
    /// With `--errors` what is not as documented is answered with an error.
    fn start(
        found: &Found,
        how: &[&str],
        documents: &Documents,
        behind: &[&str],
        shop: &Workshop,
    ) -> Result<Self, String> {
        let mut command = Command::new(&found.program);
        command.args(how).args(["--errors", "--host=127.0.0.1", "--port=0"]).arg(&documents.for_all).args(behind);
        let command = shop.prepared(&mut command).stdout(Stdio::piped()).stderr(Stdio::null());
        let child = command.spawn().map_err(|error| error.to_string())?;
        let mut server = Self { child, url: String::new() };
        let lines = lines(&mut server.child);
        let end = Instant::now() + PATIENCE;
        let mut said = String::new();
        while let Ok(line) = lines.recv_timeout(end.saturating_duration_since(Instant::now())) {
            if let Some(url) = address(&line) {
                server.url = url;
                return Ok(server);
            }
            said.push_str(&line);
            said.push('\n');
        }
        Err(format!("it does not start: {said}"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // One that has ended by itself is as well.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What it says, read until it ends: a full pipe would stop it.
fn lines(child: &mut Child) -> Receiver<String> {
    let (send, lines) = mpsc::channel();
    if let Some(stdout) = child.stdout.take() {
        thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                // Once it serves, nobody listens.
                let _ = send.send(line);
            }
        });
    }
    lines
}

/// `Prism is listening on http://127.0.0.1:4010`
fn address(line: &str) -> Option<String> {
    let (_, url) = line.split_once("listening on ")?;
    let url: String = url.chars().take_while(|c| c.is_ascii_alphanumeric() || ":/.".contains(*c)).collect();
    url.starts_with("http://").then_some(url)
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn prism_says_where_it_serves() {
        let line = "[6:50:37 AM] › [CLI] ▶  start     Prism is listening on http://127.0.0.1:4811\u{1b}[0m";
        assert_eq!(address(line).as_deref(), Some("http://127.0.0.1:4811"));
        assert_eq!(address("GET http://127.0.0.1:4811/a"), None);
    }
}
