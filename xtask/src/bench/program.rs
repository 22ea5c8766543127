//! Takes the repository; builds the program that makes the calls, runs it, and returns what it and Valgrind say.

use super::{List, Memory};
use crate::{Context, Failure};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// The program, as Cargo has built it.
#[derive(Debug)]
pub(crate) struct Program<'c> {
    file: PathBuf,
    context: &'c Context,
}

/// What the program can measure.
#[derive(Debug, Deserialize)]
pub(crate) struct Plan {
    pub(crate) subjects: Vec<String>,
    /// The first is what the others are compared with.
    pub(crate) variants: Vec<String>,
    /// The variant that has to cost about as much as the first.
    pub(crate) checked: String,
    /// The variants that lists are read with.
    pub(crate) lists: Vec<String>,
}

impl<'c> Program<'c> {
    /// As [`build`](Self::build), with what counts instructions. That is looked for first: building takes long.
    pub(crate) fn with_valgrind(context: &'c Context) -> Result<Self, Failure> {
        output(Command::new(context.valgrind()).arg("--version"), "install Valgrind, which counts the instructions")?;
        Self::build(context)
    }

    pub(crate) fn build(context: &'c Context) -> Result<Self, Failure> {
        let file = built(context, &["--release", "--package=specwright-bench"])?;
        Ok(Self { file, context })
    }

    pub(crate) fn plan(&self) -> Result<Plan, Failure> {
        json(&self.said(&["list"])?)
    }

    /// Starts a server in a process of its own, so that nobody counts what it does.
    pub(crate) fn serve(&self) -> Result<Server, Failure> {
        let mut command = Command::new(&self.file);
        command.arg("serve").stdin(Stdio::piped()).stdout(Stdio::piped());
        let unrunnable = |error| Failure::io("run", &self.file, &error, "report this as a bug");
        let mut server = Server { child: command.spawn().map_err(unrunnable)?, url: String::new() };
        if let Some(stdout) = server.child.stdout.take() {
            BufReader::new(stdout).read_line(&mut server.url).map_err(unrunnable)?;
        }
        server.url = server.url.trim().to_owned();
        match server.url.as_str() {
            "" => Err(Failure::refused("the benchmark's server does not start\n  help: its own words stand above")),
            _ => Ok(server),
        }
    }

    /// Of the whole process, in user mode.
    pub(crate) fn instructions(&self, url: &str, subject: &str, variant: &str, calls: usize) -> Result<u64, Failure> {
        let mut command = Command::new(self.context.valgrind());
        command.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]).arg(&self.file);
        let (_, said) = output(command.args(["call", url, subject, variant, &calls.to_string()]), HELP)?;
        let count = said.lines().find_map(|line| line.split_once("Collected :")?.1.trim().parse().ok());
        count.ok_or_else(|| Failure::refused(format!("Valgrind does not say how many instructions it saw\n{said}")))
    }

    /// And time, which differs from run to run.
    pub(crate) fn memory(&self, url: &str, subject: &str, variant: &str, calls: usize) -> Result<Memory, Failure> {
        json(&self.said(&["measure", url, subject, variant, &calls.to_string()])?)
    }

    /// What reading a list of so many items takes.
    pub(crate) fn list(&self, url: &str, variant: &str, items: usize) -> Result<List, Failure> {
        json(&self.said(&["pages", url, variant, &items.to_string()])?)
    }

    fn said(&self, args: &[&str]) -> Result<String, Failure> {
        output(Command::new(&self.file).args(args), HELP).map(|(stdout, _)| stdout)
    }
}

/// The program that Cargo builds from these arguments.
pub(crate) fn built(context: &Context, what: &[&str]) -> Result<PathBuf, Failure> {
    let mut cargo = Command::new(context.cargo());
    cargo.args(["build", "--quiet", "--locked"]).args(what);
    cargo.arg("--message-format=json-render-diagnostics").current_dir(context.root()?);
    let (messages, _) = output(&mut cargo, "check that Cargo is installed")?;
    let messages = messages.lines().filter_map(|line| serde_json::from_str::<Message>(line).ok());
    messages
        .filter_map(|message| message.executable)
        .next_back()
        .ok_or_else(|| Failure::refused("Cargo does not say where the program is\n  help: report this as a bug"))
}

const HELP: &str = "report this as a bug";

/// A server that lives as long as this.
#[derive(Debug)]
pub(crate) struct Server {
    child: Child,
    url: String,
}

impl Server {
    pub(crate) fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It ends with its standard input. If it does not, nothing can be done about it here.
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

/// What Cargo says of something that it has built.
#[derive(Deserialize)]
struct Message {
    executable: Option<PathBuf>,
}

/// What a program writes to standard output and standard error.
fn output(command: &mut Command, advice: &str) -> Result<(String, String), Failure> {
    let name = PathBuf::from(command.get_program());
    let output = command.stdin(Stdio::null()).output();
    let output = output.map_err(|error| Failure::io("run", &name, &error, advice))?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    match output.status.success() {
        true => Ok((text(&output.stdout), text(&output.stderr))),
        false => Err(failed(&name, &text(&output.stderr))),
    }
}

fn failed(name: &Path, said: &str) -> Failure {
    Failure::refused(format!("{} failed\n{}", crate::shown::path(name), said.trim_end()))
}

fn json<T: DeserializeOwned>(text: &str) -> Result<T, Failure> {
    serde_json::from_str(text).map_err(|error| {
        Failure::refused(format!("the benchmark does not say what it should: {error}\n  help: {HELP}"))
    })
}
