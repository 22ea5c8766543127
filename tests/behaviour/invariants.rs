//! What holds for each row, whatever it is about.

use std::time::Duration;

use nectar_client::runtime::Drift;

use super::{
    answers::Who,
    outcome::{Came, Outcome},
    row::Meaning,
    run::Ran,
    saw::word,
    secrets::{leak, told_elsewhere},
    server::Seen,
    settings::{Own, Retry, Setting},
    trace::Fields,
    world::World,
};

/// What does not hold.
pub fn broken(meaning: &Meaning, world: &World, ran: &Ran) -> Vec<String> {
    let mut broken = Vec::new();
    let mut hold = |holds: bool, text: String| {
        if !holds {
            broken.push(text);
        }
    };
    let leak = leak(&ran.shown, world);
    hold(leak.is_none(), format!("a secret is shown: {}", leak.map_or("", String::as_str)));
    let is_meant = meaning.settings.iter().any(|setting| matches!(setting, Setting::Call(Own::Elsewhere)));
    let told = told_elsewhere(world).filter(|_| !is_meant);
    hold(told.is_none(), format!("the other server was told {}", told.unwrap_or_default()));
    let unused = [world.home.unused(), world.elsewhere.unused()].concat();
    hold(unused.is_empty(), format!("nobody asked for {} answers: {:?}", unused.len(), unused.first()));
    let (whole, bytes) = (whole(world), world.home.received() + world.elsewhere.received());
    hold(whole == bytes, format!("{bytes} bytes came, but the requests have {whole}"));
    hold(is_the_same(world), "requests differ, though nothing was redirected".to_owned());
    for (_, outcome) in &ran.outcomes {
        // Requests wait for their turn, too, and nothing is noted of that.
        if !is_limited(meaning) {
            hold(is_counted(world, outcome), format!("pauses {:?}", outcome.pauses));
            hold(outcome.notes.len() == outcome.pauses.len(), format!("notes {:?}", outcome.notes));
        }
        hold(is_told_to_both(outcome), format!("told {:?}", outcome.news));
        hold(are_bounded(meaning, outcome), format!("pauses too long: {:?}", outcome.pauses));
    }
    let spans: usize = ran.outcomes.iter().map(|(_, outcome)| outcome.spans.len()).sum();
    let sent = world.seen().len() + world.refusals;
    hold(spans == sent, format!("{sent} requests were sent, but spans are {spans}"));
    broken
}

fn is_limited(meaning: &Meaning) -> bool {
    meaning.settings.iter().any(|setting| matches!(setting, Setting::Rate(_)))
}

/// The bytes of all requests.
fn whole(world: &World) -> usize {
    let length = |seen: &Seen| match seen.head.contains("transfer-encoding: chunked") {
        // Sizes, and what ends it.
        true => seen.head.len() + seen.body.len() + format!("{:x}", seen.body.len()).len() + 4 + 5,
        false => seen.head.len() + seen.body.len(),
    };
    world.seen().iter().map(length).sum()
}

/// Whether all requests of one kind are the same, but for headers.
fn is_the_same(world: &World) -> bool {
    let requests = world.seen().into_iter().filter(|seen| seen.who == Who::Home);
    let mut lines: Vec<_> =
        requests.map(|seen| (word(&seen.head, 0), word(&seen.head, 1), seen.body)).collect::<Vec<_>>();
    lines.dedup();
    let mut kinds: Vec<_> = lines.iter().map(|(method, path, _)| (method, path)).collect();
    kinds.sort();
    kinds.dedup();
    // One for each of them, in whatever order they came.
    let mut all = lines.clone();
    all.sort();
    all.dedup();
    kinds.len() == all.len()
}

/// Whether there is a pause before each attempt but the first; token requests have attempts of their own.
fn is_counted(world: &World, outcome: &Outcome) -> bool {
    let has_tokens = world.seen().iter().any(|seen| seen.who == Who::Token);
    let attempts = attempts(outcome);
    attempts == outcome.pauses.len() || has_tokens && attempts < outcome.pauses.len()
}

/// Whether the trace was told of drift what the caller was told.
fn is_told_to_both(outcome: &Outcome) -> bool {
    let (drifts, traced) = &outcome.news;
    let is_same = |(drift, fields): (&Drift, &Fields)| {
        let field = |name: &str| fields.get(name).map(String::as_str);
        field("specwright.operation") == Some(drift.operation())
            && field("specwright.drift.kind") == Some(drift.kind().to_string().as_str())
            && field("specwright.drift.pointer") == Some(drift.pointer())
            && field("specwright.drift.key") == drift.key()
    };
    drifts.len() == traced.len() && drifts.iter().zip(traced).all(is_same)
}

/// How often something was sent again, by what the calls say.
fn attempts(outcome: &Outcome) -> usize {
    let of = |came: &Came| match came {
        Came::Value(value) => value.attempts.saturating_sub(1) as usize,
        Came::Error(error) => error.attempts.saturating_sub(1) as usize,
        // Nobody says.
        Came::Dropped => outcome.pauses.len(),
        Came::NotBuilt => 0,
    };
    outcome.came.iter().map(of).sum()
}

/// No pause is longer than half a second, doubled for each attempt, unless the row is about that.
fn are_bounded(meaning: &Meaning, outcome: &Outcome) -> bool {
    let is_about_that = meaning.gets.iter().flatten().any(|(phrase, _)| phrase.contains("pause"))
        || meaning.settings.iter().any(|setting| matches!(setting, Setting::Retry(Retry::Initial(_) | Retry::Most(_))));
    let bound = |index: usize| Duration::from_millis(500 << index.min(4));
    is_about_that
        || meaning.says_wait
        || is_limited(meaning)
        || outcome.came.len() > 1
        || outcome.pauses.iter().enumerate().all(|(index, pause)| *pause <= bound(index))
}
