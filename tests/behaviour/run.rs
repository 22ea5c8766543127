//! Runs one row on one client: takes both, returns all that is not as the page says.

use std::{sync::Arc, time::Duration};

use tokio::{
    runtime::{Builder, Handle},
    task::JoinSet,
    time::timeout,
};

use super::{
    invariants,
    outcome::{Came, Failure, Outcome},
    row::{Facts, Meaning, Row},
    saw::Saw,
    server::Stall,
    settings::{Setting, options},
    steps::{Request, Step},
    subjects::{Client, Subject},
    world::World,
};

/// Only a mistake takes so long: nothing here waits for the time of the system.
const HUNG: Duration = Duration::from_secs(20);

/// All that a row gave on one client.
pub struct Ran {
    /// For each request.
    pub outcomes: Vec<(Request, Outcome)>,
    /// What a program might print.
    pub shown: Vec<String>,
}

/// What is wrong; `None` if the client has no such request.
pub fn run(row: &Row, subject: &'static Subject) -> Option<Vec<String>> {
    let meaning = row.meaning().unwrap();
    if !meaning.requests().all(|request| subject.can(request)) {
        return None;
    }
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let world = World::new(subject, row.answers());
    tracing::subscriber::with_default(world.trace.clone(), || {
        let checked = runtime.block_on(async { timeout(HUNG, check(&meaning, subject, &world)).await });
        Some(checked.unwrap_or_else(|_| vec![format!("it hangs; the servers saw {:?}", world.seen())]))
    })
}

async fn check(meaning: &Meaning, subject: &'static Subject, world: &World) -> Vec<String> {
    for setting in &meaning.settings {
        if let Setting::ClockAhead(seconds) = setting {
            world.clock.jump(*seconds);
        }
    }
    let mut ran = Ran { outcomes: Vec::new(), shown: Vec::new() };
    let started = (subject.start)(&meaning.settings, world);
    ran.shown.push(started.builder);
    let client = match started.client {
        Ok(client) => client,
        Err(error) => {
            ran.shown.extend([error.to_string(), format!("{error:?}")]);
            let outcome = Outcome { came: vec![Came::NotBuilt], ..Outcome::default() };
            let request = meaning.requests().next().unwrap();
            return wrong(meaning, subject, world, Ran { outcomes: vec![(request, outcome)], ..ran });
        }
    };
    ran.shown.push(format!("{client:?}"));
    for step in &meaning.steps {
        match step {
            Step::Passes(time) => world.clock.pass(*time),
            Step::Jumps(seconds) => world.clock.jump(*seconds),
            Step::Request { request, at_once, is_dropped } => {
                let request = subject.resolve(*request);
                let (sent, shown) = sent(&client, subject, request, *at_once, &meaning.settings, world);
                ran.shown.extend(shown);
                let mut outcome = outcome(sent, *is_dropped, world).await;
                outcome.drift = client.drift();
                ran.outcomes.push((request, outcome));
            }
        }
    }
    if meaning.saw.iter().any(|(_, saw)| matches!(saw, Saw::HangUp)) {
        world.home.hung_up().await;
    }
    drop(client);
    world.home.hung_up().await;
    world.elsewhere.hung_up().await;
    while Handle::current().metrics().num_alive_tasks() > 0 {
        tokio::task::yield_now().await;
    }
    wrong(meaning, subject, world, ran)
}

/// The requests of a step, and what they show of themselves.
fn sent(
    client: &Arc<dyn Client>,
    subject: &Subject,
    request: Request,
    at_once: usize,
    settings: &[Setting],
    world: &World,
) -> (JoinSet<Came>, Vec<String>) {
    let (mut calls, mut shown) = (JoinSet::new(), Vec::new());
    for _ in 0..at_once {
        let options = options(subject.scheme, settings, world);
        shown.push(format!("{options:?}"));
        let sent = client.send(request, options).unwrap();
        shown.push(sent.shown);
        calls.spawn(sent.came);
    }
    (calls, shown)
}

async fn outcome(mut calls: JoinSet<Came>, is_dropped: bool, world: &World) -> Outcome {
    let (start, pauses, spans) = (world.clock.elapsed(), world.clock.pauses().len(), world.trace.spans().len());
    let (notes, told) = (world.trace.notes().len(), world.told.lock().unwrap().len());
    let (drifts, traced) = (world.drifts.lock().unwrap().len(), world.trace.drifts().len());
    let mut came = Vec::new();
    let all = async {
        while let Some(one) = calls.join_next().await {
            came.push(one.unwrap());
        }
    };
    tokio::select! {
        () = all => {}
        () = drive(world, is_dropped) => {}
    }
    while !calls.is_empty() {
        calls.abort_all();
        if let Some(Ok(one)) = calls.join_next().await {
            came.push(one);
        } else {
            came.push(Came::Dropped);
        }
    }
    Outcome {
        came,
        pauses: world.clock.pauses().split_off(pauses),
        elapsed: world.clock.elapsed() - start,
        spans: world.trace.spans().split_off(spans),
        notes: world.trace.notes().split_off(notes),
        told: world.told.lock().unwrap()[told..].concat(),
        drift: Vec::new(),
        news: (world.drifts.lock().unwrap()[drifts..].to_vec(), world.trace.drifts().split_off(traced)),
    }
}

/// Moves the time whenever somebody keeps silent; ends then if the call is to be dropped.
pub async fn drive(world: &World, is_dropped: bool) {
    loop {
        let stall = world.stalled.lock().await.recv().await.unwrap();
        if is_dropped {
            return;
        }
        match stall {
            Stall::Silence => {
                world.clock.pass_to_next(Duration::MAX).await;
            }
            // Whoever waited for this moment waits for no further byte.
            Stall::Second(go) => match world.clock.pass_to_next(Duration::from_secs(1)).await {
                true => drop(go),
                false => go.send(()).unwrap_or_default(),
            },
        }
    }
}

fn wrong(meaning: &Meaning, subject: &'static Subject, world: &World, mut ran: Ran) -> Vec<String> {
    let mut wrong = Vec::new();
    for (index, (request, outcome)) in ran.outcomes.iter().enumerate() {
        let facts = Facts { subject, request: *request, world };
        let group = meaning.gets.get(index).unwrap_or(&meaning.gets[0]);
        for (phrase, check) in group {
            if let Err(came) = check(outcome, &facts) {
                wrong.push(format!("request {}: expected `{phrase}`, but came {came}", index + 1));
            }
        }
    }
    let request = ran.outcomes[0].0;
    for (phrase, saw) in &meaning.saw {
        let facts = Facts { subject, request, world };
        if let Saw::Check(check) = saw
            && let Err(came) = check(&facts)
        {
            wrong.push(format!("expected `{phrase}`, but seen was {came}"));
        }
    }
    for (_, outcome) in &mut ran.outcomes {
        let errors = outcome.came.iter_mut().filter_map(|came| match came {
            Came::Error(Failure { shown, .. }) => Some(std::mem::take(&mut shown.0)),
            _ => None,
        });
        ran.shown.extend(errors.flatten());
    }
    ran.shown.append(&mut world.shown.lock().unwrap());
    ran.shown.extend(world.drifts.lock().unwrap().iter().map(|drift| format!("{drift} {drift:?}")));
    ran.shown.push(world.trace.text());
    wrong.extend(invariants::broken(meaning, world, &ran));
    wrong
}
