//! Takes names of APIs under specs/, or any YAML or JSON file; lays it out as all are, or says what differs.

use crate::flags::{Fmt, Mode};
use crate::given::from_root;
use crate::{Context, Exit, Failure, input, shown, specs, tree};
use specwright_codegen::Source;
use std::path::{Path, PathBuf};

/// A text, and what it should be.
struct LaidOut {
    old: Source,
    new: String,
    path: PathBuf,
}

pub(crate) fn run(flags: &Fmt, context: &Context) -> Result<Exit, Failure> {
    match flags.spec.as_deref() {
        None => repository(&flags.apis, flags.mode(), context),
        Some(spec) if spec == Path::new("-") => stream(flags.mode(), context),
        Some(spec) => file(spec, flags.mode(), context),
    }
}

/// The documents of the named APIs, all there are if none is named. If one is refused, none is written.
pub(crate) fn repository(apis: &[String], mode: Mode, context: &Context) -> Result<Exit, Failure> {
    let root = context.root()?;
    let selected = specs::select(&specs::known(root)?, apis)?;
    let (mut all, mut failures) = (Vec::new(), Vec::new());
    for api in selected {
        let document = specs::document(root, &api);
        let path = |source: &Source| root.join(&source.name);
        match document.and_then(|source| LaidOut::new(path(&source), source)) {
            Ok(laid_out) => all.push(laid_out),
            Err(failure) => failures.push(failure),
        }
    }
    Failure::all(failures)?;
    let command = [&["cargo xtask fmt".to_owned()], apis].concat().join(" ");
    finish(&all, mode, &command, context)
}

fn file(spec: &Path, mode: Mode, context: &Context) -> Result<Exit, Failure> {
    let given = context.resolve(spec);
    // A link stays one: what it leads to is written.
    let path = given.canonicalize().unwrap_or_else(|_| given.clone());
    let source = Source { name: from_root(context)(&given), text: input::read_file(&path)? };
    let command = context.program().on("fmt", &shown::path(spec));
    finish(&[LaidOut::new(path, source)?], mode, &command, context)
}

fn stream(mode: Mode, context: &Context) -> Result<Exit, Failure> {
    let source = Source { name: "stdin".to_owned(), text: context.read_stdin()? };
    let laid_out = LaidOut::new(PathBuf::new(), source)?;
    match mode {
        Mode::Check => finish(&[laid_out], mode, &context.program().on("fmt", "-"), context),
        Mode::Write => {
            context.out.write(laid_out.new);
            Ok(Exit::Done)
        }
    }
}

fn finish(all: &[LaidOut], mode: Mode, command: &str, context: &Context) -> Result<Exit, Failure> {
    for one in all {
        let name = shown::text(&one.old.name);
        let text = match mode {
            _ if one.is_laid_out() => format!("{name}: up to date\n"),
            Mode::Check => tree::unified(&name, &one.old.text, &one.new, context.out.look),
            Mode::Write => {
                tree::replace(&one.path, &one.new)?;
                format!("{name}: written\n")
            }
        };
        context.out.write(text);
    }
    let others = all.iter().filter(|one| !one.is_laid_out()).count();
    if mode == Mode::Write || others == 0 {
        return Ok(Exit::Done);
    }
    let files = shown::count(others, "file");
    context.error(&format!("not laid out as all documents are: {files}\n  help: run `{command}`"));
    Ok(Exit::Stale)
}

impl LaidOut {
    fn new(path: PathBuf, old: Source) -> Result<Self, Failure> {
        let new = specwright_codegen::format(&old)?;
        Ok(Self { old, new, path })
    }

    fn is_laid_out(&self) -> bool {
        self.old.text == self.new
    }
}
