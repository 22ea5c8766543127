//! Takes any document and a folder; writes a client there that builds on its own, or says what is stale.

use super::generate::{self, Planned, with_files};
use crate::flags::{Mode, Standalone};
use crate::given::{self, Given};
use crate::runtime::{self, Runtime};
use crate::tree::{Ownership, is_leftover, plan};
use crate::{Context, Exit, Failure, Program, shown, specs};
use specwright_codegen::{Bundle, FILE_LIST, Generated, Layout, LeftOut, Report, Request, RuntimeDependency, Settings};
use std::path::{Path, PathBuf};
use std::time::Instant;

pub(crate) fn run(target: &Standalone<'_>, mode: Mode, context: &Context) -> Result<Exit, Failure> {
    let start = Instant::now();
    let out = out_folder(target.out, context)?;
    let (bundle, settings) = input(target, context)?;
    let runtime = Runtime::from_flag(target.runtime, &out, context)?;
    let generated = client(&bundle, &settings, runtime.dependency(), target.keep_going)?;
    context.show_report(&generated.warnings);
    context.keep_suggestions(&generated.suggestions);
    let left_out = told(&generated.left_out);
    let label = shown::path(target.out);
    let files = with_files(&generated.files, runtime.files()?);
    let plan = plan(&files, &out, label.trim_end_matches('/'), Ownership::Listed)?;
    let suggestions = generated.suggestions.diagnostics().len();
    let planned = Planned::new(Some(generated.summary), plan, label, start.elapsed()).suggesting(suggestions);
    let exit = generate::finish(&[planned], mode, &command(target, context.program()), context)?;
    let Some(left_out) = left_out else { return Ok(exit) };
    context.error(&left_out);
    Ok(if exit == Exit::Done { Exit::Partial } else { exit })
}

/// A client that builds on its own.
pub(crate) fn client(
    spec: &Bundle,
    settings: &Settings,
    runtime: RuntimeDependency,
    keep_going: bool,
) -> Result<Generated, Report> {
    let layout = Layout::Standalone;
    let (examples, command) = (&[], COMMAND);
    specwright_codegen::generate(&Request { spec, settings, layout, runtime, examples, keep_going, command })
}

/// What is left out, a line each.
fn told(left_out: &[LeftOut]) -> Option<String> {
    let lines = left_out.iter().map(|part| format!("\n  {}: {}", shown::text(&part.what), part.rules.join(", ")));
    let lines: String = lines.collect();
    let count = shown::count(left_out.len(), "part");
    let help = "mend the errors above, or name what you need by --only";
    (!left_out.is_empty()).then(|| format!("{count} of the document left out{lines}\n  help: {help}"))
}

/// The command as generated files name it: the same wherever the document and the folder are, and whoever runs it.
const COMMAND: &str = "specwright generate";

/// The document with all that belongs to it, and its settings.
fn input(target: &Standalone<'_>, context: &Context) -> Result<(Bundle, Settings), Failure> {
    let given = Given { spec: target.spec, config: target.config, overlays: target.overlays };
    let (bundle, settings) = given.read(context, given::bare)?;
    let settings = match (settings, target.name) {
        (Some(settings), Some(name)) => settings.with_crate_name(name)?,
        (Some(settings), None) => settings,
        (None, Some(name)) => Settings::for_crate(name)?,
        (None, None) => specs::settings_from(&bundle)?,
    };
    let settings = if target.only.is_empty() { settings } else { settings.with_only(target.only) };
    Ok((bundle, settings))
}

/// The folder that a file is in.
pub(crate) fn folder(file: &Path) -> &Path {
    file.parent().unwrap_or(file)
}

/// The last component, without anything that could end a comment.
pub(crate) fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    name.chars().map(|c| if c.is_control() { '_' } else { c }).collect()
}

/// The real path of the folder to write to, if it may be written to.
fn out_folder(out: &Path, context: &Context) -> Result<PathBuf, Failure> {
    let advice = "name a new folder in one that exists";
    let path = context.resolve(out);
    let real = runtime::real(&path).map_err(|error| Failure::io("use", out, &error, advice))?;
    let name = shown::path(out);
    if let Some(Ok(generated)) = context.known_root().map(|root| runtime::real(&root.join(generate::FOLDER)))
        && real.starts_with(generated)
    {
        let message = format!("{name} is in generated/, which holds the clients of specs/ only");
        return Err(Failure::refused(format!(
            "{message}\n  help: put the document in specs/, or choose another folder"
        )));
    }
    if real.is_dir() && !is_ours(&real)? {
        let message = format!("{name} is not empty and has no {FILE_LIST}: it is not a folder that this command wrote");
        return Err(Failure::refused(format!("{message}\n  help: choose a new or empty folder")));
    }
    Ok(real)
}

/// Whether the folder holds nothing, or our list; what a killed run left behind is nothing.
fn is_ours(folder: &Path) -> Result<bool, Failure> {
    if folder.join(FILE_LIST).is_file() {
        return Ok(true);
    }
    let failed = |error| Failure::io("read", folder, &error, "check its permissions");
    for entry in folder.read_dir().map_err(failed)? {
        if !is_leftover(&entry.map_err(failed)?.file_name().to_string_lossy()) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The command that writes what was checked, as the user typed it.
fn command(target: &Standalone<'_>, program: Program) -> String {
    let only = target.only.iter().map(|selector| ("--only", Some(shown::text(selector))));
    let flags = [
        ("--out", Some(shown::path(target.out))),
        ("--name", target.name.map(|name| shown::text(name))),
        ("--config", target.config.map(|path| shown::path(path))),
        ("--runtime", target.runtime.map(|runtime| shown::text(runtime))),
    ];
    let overlays = target.overlays.iter().map(|path| ("--overlay", Some(shown::path(path))));
    let flags = flags.into_iter().chain(overlays).chain(only);
    let given = flags.filter_map(|(flag, value)| value.map(|value| format!(" {flag} {}", quoted(&value))));
    let given = given.chain(target.keep_going.then(|| " --keep-going".to_owned()));
    given.fold(program.on("generate", &quoted(&shown::path(target.spec))), |command, flag| command + &flag)
}

fn quoted(value: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./+=@%:,".contains(c);
    if !value.is_empty() && value.chars().all(plain) {
        return value.to_owned();
    }
    format!("'{}'", value.replace('\'', r"'\''"))
}
