//! The vendors' documents with one thing changed at random: each change is told, with the weight that is right for its place.

mod calls;
mod document;
mod kinds;
mod objects;
mod values;
mod world;

use std::collections::BTreeMap;

use serde_json::Value;
use specwright_codegen::{Change, Impact};

use crate::generator::mutations::Random;
use crate::generator::support::{read, root};
use crate::review::places::{Kind, of_kind, parent};
use crate::review::support::{compare, shown};
use kinds::Mutation;
use world::{Ways, World};

const MUTATIONS: usize = 100;

/// Of so many, one is looked at the other way round, too: that takes as long again.
const ONE_BACK_OF: usize = 4;

/// A document with one change.
struct Mutated {
    name: &'static str,
    place: String,
    level: Impact,
    document: Value,
}

/// So many changes as there are to be, of all kinds in turn, each at a place of its own.
fn mutated(world: &World, random: &mut Random) -> Vec<Mutated> {
    let all = [calls::ALL, document::ALL, objects::ALL, values::ALL].concat();
    let mut places: Vec<_> =
        all.iter().map(|mutation| shuffled(of_kind(&world.document, mutation.part), random)).collect();
    let mut found = Vec::new();
    while found.len() < MUTATIONS && places.iter().any(|places| !places.is_empty()) {
        for (mutation, places) in all.iter().zip(&mut places) {
            let next = std::iter::from_fn(|| places.pop()).find_map(|place| applied(mutation, place, world, random));
            found.extend(next);
        }
    }
    found.truncate(MUTATIONS);
    found
}

fn shuffled(mut places: Vec<String>, random: &mut Random) -> Vec<String> {
    for at in (1..places.len()).rev() {
        places.swap(at, random.below(at + 1));
    }
    places
}

/// The change, where it can be made at the place and somebody speaks of it to the API.
fn applied(mutation: &Mutation, place: String, world: &World, random: &mut Random) -> Option<Mutated> {
    let is_relied_on = mutation.part == Kind::Schema && world.is_named(&parent(&place).1);
    if is_relied_on {
        return None;
    }
    let mut part = world.document.pointer(&place)?.as_object()?.clone();
    let (request, response) = (mutation.change)(&mut part, world, random)?;
    let level = match (request == response, world.ways(&place)) {
        (true, _) => request,
        (false, Ways { request: true, response: true }) => request.max(response),
        (false, Ways { request: true, response: false }) => request,
        (false, Ways { request: false, response: true }) => response,
        (false, Ways { request: false, response: false }) => return None,
    };
    let mut document = world.document.clone();
    *document.pointer_mut(&place)? = Value::Object(part);
    Some(Mutated { name: mutation.name, place, level, document })
}

/// What is wrong with what is told of a change; nothing where all is right.
fn wrong(old: &str, mutated: &Mutated, is_back: bool) -> Option<String> {
    let new = mutated.document.to_string();
    let forth = match compare(old, &new) {
        Ok(forth) => forth,
        Err(report) => return Some(format!("refused\n{report}")),
    };
    let level = forth.changes().iter().map(|change| change.level).max();
    let is_there = |change: &Change| change.level == mutated.level && is_near(&change.pointer, &mutated.place);
    if level != Some(mutated.level) {
        Some(format!("the weight is {level:?}\n{}", shown(&forth)))
    } else if !forth.changes().iter().any(is_there) {
        Some(format!("no change is there\n{}", shown(&forth)))
    } else if is_back && compare(&new, old).is_ok_and(|back| back.changes().is_empty()) {
        Some("the other way round nothing changes".to_owned())
    } else {
        None
    }
}

/// Whether one place is the other, around it or in it.
fn is_near(told: &str, place: &str) -> bool {
    let told = told.trim_start_matches('#');
    let is_in = |inner: &str, outer: &str| {
        inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    is_in(told, place) || is_in(place, told)
}

fn each_mutation_is_told(api: &str, seed: u64) {
    let text = read(root().join("specs").join(api).join("openapi.yaml"));
    let world = World::new(serde_yaml::from_str(&text).unwrap());
    let (old, all) = (world.document.to_string(), mutated(&world, &mut Random::new(seed)));
    assert_eq!(all.len(), MUTATIONS, "{api} has too few places");
    let mut counts = BTreeMap::<_, usize>::new();
    let mut mistakes = String::new();
    for (at, mutated) in all.iter().enumerate() {
        *counts.entry(mutated.name).or_default() += 1;
        if let Some(why) = wrong(&old, mutated, at % ONE_BACK_OF == 0) {
            mistakes += &format!("== {}: {:?} expected at {}: {why}\n", mutated.name, mutated.level, mutated.place);
        }
    }
    assert!(mistakes.is_empty(), "{mistakes}\nof {counts:#?}");
}

#[test]
fn each_mutation_of_arcadia_switch_is_told() {
    each_mutation_is_told("arcadia-switch", 1);
}

#[test]
fn each_mutation_of_energycap_is_told() {
    each_mutation_is_told("energycap", 2);
}

#[test]
fn each_mutation_of_nectar_is_told() {
    each_mutation_is_told("nectar", 3);
}
