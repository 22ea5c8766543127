//! Takes an API or any document; serves it until the process is asked to end, and prints a line for each request.

use crate::flags::Mock as Flags;
use crate::given::{Given, from_root};
use crate::mock::Mock;
use crate::specs::{self, Spec};
use crate::{Context, Exit, Failure, shown};
use specwright_codegen::Contract;
use std::path::Path;
use std::sync::mpsc;

/// What the command waits for.
enum Event {
    Request(String),
    Stop,
}

pub(crate) fn run(flags: &Flags, context: &Context) -> Result<Exit, Failure> {
    let (name, spec) = spec(flags, context)?;
    let (contract, warnings) = Contract::new(&spec.bundle, &spec.settings)?;
    context.show_report(&warnings);
    let operations = match contract.operations().count() {
        0 => return Err(Failure::refused(format!("{name} has no operation\n  help: describe one under `paths`"))),
        some => shown::count(some, "operation"),
    };
    let (events, next) = mpsc::channel();
    let requests = events.clone();
    let port = flags.how.port;
    let said = move |line| drop(requests.send(Event::Request(line)));
    let mock = Mock::start(contract, port, flags.how.faults.clone(), said).map_err(|error| {
        let advice = "choose another --port, or none for one that is free";
        Failure::io("serve on", Path::new(&format!("127.0.0.1:{port}")), &error, advice)
    })?;
    let unstoppable =
        |error| Failure::refused(format!("cannot wait for an interrupt: {error}\n  help: report this as a bug"));
    ctrlc::set_handler(move || drop(events.send(Event::Stop))).map_err(unstoppable)?;
    let (url, prefix) = (mock.base_url(), spec.settings.env_prefix());
    context.out.write(format!("{name}: {operations} on {url} ({prefix}_BASE_URL), until it is interrupted\n"));
    let mut count = 0;
    while let Ok(Event::Request(line)) = next.recv() {
        count += 1;
        context.out.write(line);
    }
    drop(mock);
    context.out.write(format!("{name}: {} answered\n", shown::count(count, "request")));
    Ok(Exit::Done)
}

fn spec(flags: &Flags, context: &Context) -> Result<(String, Spec), Failure> {
    match (&flags.spec, &flags.api) {
        (Some(spec), _) => {
            let given = Given { spec, config: flags.how.config.as_ref(), overlays: &flags.how.overlays };
            let (bundle, settings) = given.read(context, from_root(context))?;
            let settings = settings.map_or_else(|| specs::settings_from(&bundle), Ok)?;
            Ok((shown::path(spec), Spec { bundle, settings, examples: Vec::new() }))
        }
        (None, api) => {
            let root = context.root()?;
            let api = api.iter().cloned().collect::<Vec<_>>();
            let mut found = specs::select(&specs::known(root)?, &api)?.into_iter();
            let name = found.next().unwrap_or_default();
            specs::read(root, &name).map(|spec| (name, spec))
        }
    }
}
