//! Takes names of APIs; builds the examples of their clients, runs each against a mock, and prints what they say.

mod example;

use crate::flags::Demo as Flags;
use crate::mock::Mock;
use crate::specs::{self, Spec};
use crate::{Context, Exit, Failure, shown};
use example::Example;
use serde_json::Value;
use specwright_codegen::{Contract, credential_variables};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::mpsc;

/// What stands in for each credential: a mock takes any.
const CREDENTIAL: &str = "demo";

/// So many requests are shown of an example that failed.
const SHOWN_REQUESTS: usize = 20;

/// What all examples of an API need.
struct Api {
    spec: Spec,
    /// Its environment variables.
    variables: Vec<String>,
    operations: BTreeSet<String>,
}

/// What the mocks were asked for.
#[derive(Default)]
struct Asked {
    requests: usize,
    operations: BTreeSet<(String, String)>,
}

pub(crate) fn run(flags: &Flags, context: &Context) -> Result<Exit, Failure> {
    let root = context.root()?;
    let names = specs::select(&specs::known(root)?, &flags.apis)?;
    let apis = names.into_iter().map(|name| Ok((name.clone(), Api::read(root, &name)?)));
    let apis = apis.collect::<Result<BTreeMap<_, _>, Failure>>()?;
    let examples = chosen(&apis, flags.example.as_deref())?;
    context.progress(&format!("building {}", shown::count(examples.len(), "example")));
    let programs = build(&examples, root, context)?;
    let (mut failed, mut asked) = (0, Asked::default());
    for example in &examples {
        let (Some(api), Some(program)) = (apis.get(&example.api), programs.get(&example.path())) else {
            return Err(Failure::refused(format!(
                "Cargo built no {}\n  help: run `cargo xtask generate`",
                example.path()
            )));
        };
        failed += usize::from(!shows(example, api, program, &mut asked, context)?);
    }
    let operations =
        format!("{} of {}", asked.operations.len(), apis.values().map(|api| api.operations.len()).sum::<usize>());
    let (count, requests) = (shown::count(examples.len(), "example"), shown::count(asked.requests, "request"));
    context.out.write(format!("{count}: {operations} operations, {requests}\n"));
    if failed == 0 {
        return Ok(Exit::Done);
    }
    context.error(&format!("{} failed", shown::count(failed, "example")));
    Ok(Exit::Failed)
}

impl Api {
    fn read(root: &Path, name: &str) -> Result<Self, Failure> {
        let spec = specs::read(root, name)?;
        let variables = credential_variables(&spec.bundle, &spec.settings)?;
        let operations =
            Contract::new(&spec.bundle, &spec.settings)?.0.operations().map(|one| one.id.to_owned()).collect();
        Ok(Self { spec, variables, operations })
    }
}

/// The examples in the order that they are shown in: by API, then by name.
fn chosen(apis: &BTreeMap<String, Api>, wanted: Option<&str>) -> Result<Vec<Example>, Failure> {
    let all =
        apis.iter().flat_map(|(name, api)| api.spec.examples.iter().map(move |source| Example::read(name, source)));
    let all = all.collect::<Result<Vec<_>, _>>()?;
    let known = all.iter().map(|example| example.name.clone()).collect::<Vec<_>>().join(", ");
    let is_wanted = |example: &Example| wanted.is_none_or(|wanted| example.name == wanted);
    let chosen: Vec<_> = all.into_iter().filter(is_wanted).collect();
    match (chosen.is_empty(), wanted) {
        (false, _) => Ok(chosen),
        (true, Some(wanted)) if !known.is_empty() => {
            let unknown = shown::text(wanted);
            Err(Failure::usage(format!("unknown example: {unknown}\n  help: the known ones are: {known}")))
        }
        _ => Err(Failure::refused(
            "there is no example\n  help: put one into specs/<api>/examples and run `cargo xtask generate`",
        )),
    }
}

/// The programs of the examples, by the paths of their sources. The whole workspace is named so that its tests share what is built.
fn build(examples: &[Example], root: &Path, context: &Context) -> Result<BTreeMap<String, PathBuf>, Failure> {
    let mut command = Command::new(context.cargo());
    command.args(["build", "--workspace", "--locked", "--quiet", "--message-format=json-render-diagnostics"]);
    let names: BTreeSet<_> = examples.iter().map(|example| example.name.as_str()).collect();
    command.args(names.iter().flat_map(|name| ["--example", name])).current_dir(root).stdin(Stdio::null());
    let output = output(&mut command, Path::new(context.cargo()), "check that Cargo is installed")?;
    context.err.write(&output.stderr);
    if !output.status.success() {
        return Err(Failure::refused("the examples cannot be built\n  help: Cargo says why, above"));
    }
    let said = String::from_utf8_lossy(&output.stdout);
    let built = said.lines().filter_map(program);
    let path = |source: PathBuf| examples.iter().map(Example::path).find(|path| source.ends_with(path));
    Ok(built.filter_map(|(source, program)| Some((path(source)?, program))).collect())
}

/// A source, and the program that Cargo has made of it.
fn program(message: &str) -> Option<(PathBuf, PathBuf)> {
    let message: Value = serde_json::from_str(message).ok()?;
    let program = message.get("executable")?.as_str()?;
    Some((message.get("target")?.get("src_path")?.as_str()?.into(), program.into()))
}

/// Prints what an example says; returns whether it ended well.
fn shows(example: &Example, api: &Api, program: &Path, asked: &mut Asked, context: &Context) -> Result<bool, Failure> {
    let Example { api: folder, name, about, .. } = example;
    let heading = context.out.look.paint("1", &format!("[{folder}] {name}"));
    context.out.write(format!("{heading}\n{}\n", shown::text(about)));
    let (said, lines) = mpsc::channel();
    let contract = Contract::new(&api.spec.bundle, &api.spec.settings)?.0;
    let mock = Mock::start(contract, 0, example.faults.clone(), move |line| drop(said.send(line)));
    let advice = "check that this machine lets programs listen on it";
    let mock = mock.map_err(|error| Failure::io("serve on", Path::new("127.0.0.1"), &error, advice))?;
    let output = output(&mut command(api, &mock, program), program, "report this as a bug")?;
    drop(mock);
    let lines: Vec<String> = lines.try_iter().collect();
    asked.requests += lines.len();
    let called = lines.iter().filter_map(|line| operation(line)).filter(|id| api.operations.contains(*id));
    asked.operations.extend(called.map(|id| (example.api.clone(), id.to_owned())));
    context.out.write(&output.stdout);
    context.out.write("\n");
    context.err.write(&output.stderr);
    if !output.status.success() {
        context.error(&format!("{name} ended with {}; its mock said", output.status));
        lines.iter().take(SHOWN_REQUESTS).for_each(|line| context.err.write(format!("  {line}")));
    }
    Ok(output.status.success())
}

/// The example, with all that its client reads from the environment, and nothing else of the kind.
fn command(api: &Api, mock: &Mock, program: &Path) -> Command {
    let prefix = format!("{}_", api.spec.settings.env_prefix());
    let mut command = Command::new(program);
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with(&prefix)) {
        command.env_remove(name);
    }
    command.envs(api.variables.iter().map(|name| (name, CREDENTIAL))).env(format!("{prefix}BASE_URL"), mock.base_url());
    // A proxy would look for the mock on its own machine.
    command.env("NO_PROXY", "127.0.0.1").env("no_proxy", "127.0.0.1").stdin(Stdio::null());
    command
}

/// The operation that a line of a mock is about.
fn operation(line: &str) -> Option<&str> {
    line.split_once(": ")?.1.split([',', '\n']).next()
}

fn output(command: &mut Command, name: &Path, advice: &str) -> Result<Output, Failure> {
    command.output().map_err(|error| Failure::io("run", name, &error, advice))
}
