//! Takes the id of a rule; prints its page, or a list of all rules.

use crate::{Context, Exit, Failure, shown};
use specwright_codegen::{Command, Rule, rule, rules};

pub(crate) fn run(id: Option<&str>, context: &Context) -> Result<Exit, Failure> {
    let Some(id) = id else {
        context.out.write(list());
        return Ok(Exit::Done);
    };
    let found = rule(id).map_err(|near| {
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("`{} explain` lists them", context.program()),
        };
        Failure::usage(format!("no rule is called `{}`\n  help: {help}", shown::text(id)))
    })?;
    context.out.write(found.page);
    Ok(Exit::Done)
}

/// A table in plain text for each command that has rules.
fn list() -> String {
    let groups = [("check", Command::Check), ("diff", Command::Diff)];
    let groups =
        groups.map(|(name, command)| (name, rules().filter(|rule| rule.command == command).collect::<Vec<_>>()));
    let tables = groups.iter().filter(|(_, rules)| !rules.is_empty()).map(|(name, rules)| table(name, rules));
    tables.collect::<Vec<_>>().join("\n")
}

fn table(name: &str, rules: &[Rule]) -> String {
    let wide = |text: fn(&Rule) -> &str| rules.iter().map(|rule| text(rule).len()).max().unwrap_or_default();
    let (ids, levels) = (wide(|rule| rule.id), wide(|rule| rule.level()));
    let line = |rule: &Rule| format!("  {:ids$}  {:levels$}  {}\n", rule.id, rule.level(), rule.summary());
    format!("Rules of {name}:\n{}", rules.iter().map(line).collect::<String>())
}
