//! Takes APIs and folders of tools; has each tool that is there judge each API, and prints what came of it.

use crate::flags::Interop as Flags;
use crate::interop::{Clients, Documents, TOOLS, Work, Workshop, judge, table};
use crate::{Context, Exit, Failure, specs};
use std::env;
use std::path::PathBuf;

pub(crate) fn run(flags: &Flags, context: &Context) -> Result<Exit, Failure> {
    let root = context.root()?;
    let apis = specs::select(&specs::known(root)?, &flags.apis)?;
    let shop = Workshop::new()?;
    let folders = folders(flags, context);
    let (mut found, mut missing) = (Vec::new(), Vec::new());
    for tool in &TOOLS {
        context.status(tool.name);
        match tool.find(&folders, &shop) {
            Ok(program) => found.push((tool, program)),
            Err(why) => missing.push(why),
        }
    }
    context.status("");
    if flags.require && !missing.is_empty() {
        return Failure::all(missing.into_iter().map(Failure::refused).collect()).map(|()| Exit::Failed);
    }
    missing.iter().for_each(|why| context.out.write(format!("skipped: {why}\n")));
    let documents = apis.iter().map(|api| Documents::write(root, api, &shop)).collect::<Result<Vec<_>, _>>()?;
    context.status("building the clients");
    let clients = found.iter().any(|(tool, _)| tool.needs_clients()).then(|| Clients::build(context)).transpose()?;
    let work = Work { shop: &shop, clients: clients.as_ref() };
    let mut rows = Vec::new();
    for (tool, program) in &found {
        for documents in &documents {
            context.status(&format!("{}: {}", tool.name, documents.api));
            rows.extend(judge(tool, program, documents, &work));
        }
    }
    context.status("");
    context.out.write(table(&rows, &documents));
    let is_clean = rows.iter().all(|row| row.failed.is_empty());
    Ok(if is_clean { Exit::Done } else { Exit::Failed })
}

fn folders(flags: &Flags, context: &Context) -> Vec<PathBuf> {
    match flags.folders.as_slice() {
        [] => env::var_os("PATH").map(|path| env::split_paths(&path).collect()).unwrap_or_default(),
        given => given.iter().map(|folder| context.resolve(folder)).collect(),
    }
}
