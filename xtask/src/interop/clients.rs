//! Takes the repository; builds the program that makes each call of each client, and runs it.

use super::Row;
use super::process::Workshop;
use crate::bench::built;
use crate::{Context, Failure};
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(120);

/// The program of all clients: the commands depend on no generated crate.
#[derive(Debug)]
pub(crate) struct Clients {
    program: PathBuf,
}

impl Clients {
    pub(crate) fn build(context: &Context) -> Result<Self, Failure> {
        let program = built(context, &["--package=specwright-tests", "--example=every_call"])?;
        Ok(Self { program })
    }

    /// Makes each call of an API at this address, once with the least and once with all arguments.
    pub(super) fn call(&self, tool: &'static str, api: &str, what: &str, url: &str, shop: &Workshop) -> Row {
        let ran = match shop.run(Command::new(&self.program).args([api, url]), PATIENCE) {
            Ok(ran) => ran,
            Err(why) => return Row::undone(tool, api, what, why),
        };
        let passed = ran.stdout.lines().filter(|line| line.starts_with("passed ")).count();
        let failed = ran.stdout.lines().filter_map(|line| line.strip_prefix("failed "));
        let mut failed: Vec<_> = failed.map(str::to_owned).collect();
        if failed.is_empty() && (passed == 0 || !ran.end.is_success()) {
            failed.push(ran.last_words());
        }
        Row { tool, api: api.to_owned(), what: what.to_owned(), passed, failed }
    }
}
