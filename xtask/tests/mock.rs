//! Takes a document; serves it by the program itself, and speaks to it over TCP as any client would.

use crate::support::{Repository, SPEC};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStdout, Command, Stdio};

/// A running `cargo xtask mock`.
struct Mock {
    child: Child,
    out: BufReader<ChildStdout>,
    address: String,
}

impl Mock {
    fn start(repository: &Repository, args: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.arg("mock").args(args).current_dir(repository.path("")).env_remove("CARGO_MANIFEST_DIR");
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut first = String::new();
        out.read_line(&mut first).unwrap();
        let address = first.split("http://").nth(1).expect(&first).split(' ').next().unwrap().to_owned();
        assert!(first.starts_with("pets.yaml: 1 operation on http://127.0.0.1:"), "{first}");
        assert!(first.ends_with("(PET_STORE_BASE_URL), until it is interrupted\n"), "{first}");
        Self { child, out, address }
    }

    /// All bytes of the answer to a GET.
    fn get(&self, path: &str, headers: &[&str]) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let headers: String = headers.iter().map(|header| format!("{header}\r\n")).collect();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: mock\r\nConnection: close\r\n{headers}\r\n").unwrap();
        let mut answer = String::new();
        // What is cut off is what there is.
        let _ = stream.read_to_string(&mut answer);
        answer
    }

    /// What it has said after it was asked to end.
    fn end(mut self) -> String {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        assert!(self.child.wait().unwrap().success());
        assert!(TcpStream::connect(&self.address).is_err());
        let mut said = String::new();
        self.out.read_to_string(&mut said).unwrap();
        said
    }
}

impl Drop for Mock {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn pets() -> Repository {
    let repository = Repository::empty();
    repository.write("pets.yaml", SPEC);
    repository
}

const KEY: &str = "X-Api-Key: s3cret";

#[cfg(unix)]
#[test]
fn requests_are_answered_and_told() {
    let repository = pets();
    let mock = Mock::start(&repository, &["--spec", "pets.yaml"]);
    let answer = mock.get("/v1/pets/7?trace=s3cret", &[KEY]);
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    assert!(answer.contains("\r\nx-mock-answer: "), "{answer}");
    assert!(mock.get("/v1/pets/7", &[]).starts_with("HTTP/1.1 401 "));
    let unknown = mock.get("/v1/animals", &[KEY]);
    assert!(unknown.contains("\r\nx-mock-problem: path is none "), "{unknown}");
    let said = mock.end();
    let lines: Vec<_> = said.lines().collect();
    assert_eq!(lines.len(), 4, "{said}");
    assert!(lines[0].starts_with("200 GET /v1/pets/7?trace: getPet, "), "{said}");
    assert!(lines[1].starts_with("401 GET /v1/pets/7: getPet, credentials are missing: "), "{said}");
    assert!(lines[1].contains(" (pets.yaml:"), "{said}");
    assert_eq!(lines[3], "pets.yaml: 3 requests answered");
    assert!(!said.contains("s3cret"), "{said}");
}

#[cfg(unix)]
#[test]
fn faults_come_by_flag_and_by_header() {
    let repository = pets();
    let mock = Mock::start(&repository, &["--spec", "pets.yaml", "--fault", "server-error=502:1"]);
    let status = |headers: &[&str]| mock.get("/v1/pets/7", headers).split(' ').nth(1).unwrap().to_owned();
    assert_eq!([status(&[KEY]), status(&[KEY]), status(&[KEY])], ["502", "200", "502"]);
    let limited = mock.get("/v1/pets/8", &[KEY, "X-Mock-Fault: rate-limit=2"]);
    assert!(limited.starts_with("HTTP/1.1 429 ") && limited.contains("\r\nretry-after: 2\r\n"), "{limited}");
    assert_eq!(status(&[KEY, "X-Mock-Fault: nonsense"]), "400");
    let several = mock.get("/v1/pets/7", &[KEY, "X-Mock-Fault: json=/a={\"b\":1,\"c\":2}, delay=1ms"]);
    assert!(several.contains("\r\nx-mock-fault: json=/a={\"b\":1,\"c\":2}, delay=1ms\r\n"), "{several}");
    assert!(several.contains("\"a\":{\"b\":1,\"c\":2}"), "{several}");
    assert_eq!(status(&[KEY]), "502");
    let none = mock.get("/v1/pets/7", &[KEY, "X-Mock-Fault: unknown-enum"]);
    assert!(none.contains("\r\nx-mock-problem: the body has no place for unknown-enum\r\n"), "{none}");
    let said = mock.end();
    assert!(said.contains("502 GET /v1/pets/7: getPet, empty, server-error=502:1\n"), "{said}");
}

/// A value that the document does not know, and null where it has none.
#[cfg(unix)]
#[test]
fn answers_can_be_what_the_document_does_not_say() {
    let repository = pets();
    let mock = Mock::start(&repository, &["--spec", "pets.yaml"]);
    let body = |headers: &[&str]| mock.get("/v1/pets/7", headers).split("\r\n\r\n").nth(1).unwrap().to_owned();
    let null = body(&[KEY, "X-Mock-Fault: null"]);
    assert!(null.contains("null") && null != body(&[KEY]), "{null}");
    assert!(body(&[KEY, "X-Mock-Fault: json=/id=\"cat\""]).contains("\"id\":\"cat\""));
    let truncated = body(&[KEY, "X-Mock-Fault: truncate"]);
    assert!(truncated.len() < body(&[KEY]).len(), "{truncated}");
}

#[test]
fn mistakes_are_told_before_anything_is_served() {
    let repository = pets();
    repository.run(&["mock", "--spec", "pets.yaml", "--fault", "nonsense"]).expect(64).complains("is no fault");
    repository.run(&["mock"]).expect(64);
    Repository::with(&["pets"]).run(&["mock", "cats"]).expect(64).complains("unknown API: cats");
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    repository.run(&["mock", "--spec", "pets.yaml", "--port", &port]).expect(1).complains("choose another --port");
    repository.write("pets.yaml", "openapi: [\n");
    repository.run(&["mock", "--spec", "pets.yaml"]).expect(1).complains("error[syntax]");
    repository.write("pets.yaml", "openapi: 3.0.3\ninfo: {title: None, version: '1'}\npaths: {}\n");
    repository.run(&["mock", "--spec", "pets.yaml"]).expect(1).complains("pets.yaml has no operation");
}
