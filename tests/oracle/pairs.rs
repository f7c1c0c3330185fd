//! Who did something to each other, two by two, by trying every two in every situation.

use crate::held::Held;
use crate::sets::{Oracle, Way};
use crate::world::{Thing, World};
use allegiance::answer::Answer;
use allegiance::reading::{Ask, Pairs, Reading};
use std::collections::{BTreeMap, BTreeSet};

/// What is asked of every random world.
pub const QUESTIONS: &[&str] = &[
    "pairs that fought each other",
    "strictly pairs that fought each other since 2005",
    "pairs that attacked each other",
    "pairs of states that were allied with each other",
    "pairs that fought each other before 2015 and fought the same actor in the same year",
    "pairs that attacked each other and attacked the same actor",
    "pairs that supported each other",
    "pairs that were allied with each other",
    "pairs that fought alongside each other",
    "pairs that were allied with each other and were allied with the same actor in the same year",
    "pairs of groups that fought each other and supported the same state",
];

/// Two by their IRIs, the smaller first, with whether they certainly belong and whom they have in common.
type Found = BTreeMap<(String, String), (bool, BTreeSet<String>)>;

/// Tells which pairs are expected; nothing for other questions.
pub fn expected(world: &World, reading: &Reading, way: Way) -> Found {
    let Ask::Pairs(pairs) = &reading.ask else {
        return Found::new();
    };
    let oracle = Oracle { world };
    let mut found = Found::new();
    let each = oracle.related(&pairs.each, way);
    for one in &each {
        for back in each
            .iter()
            .filter(|back| back.who == one.whom && back.whom == one.who)
        {
            let both_ways = one.held.clone().and(back.held.clone());
            match &pairs.both {
                None => note(&mut found, one, &both_ways, None),
                Some(_) => in_common(&oracle, pairs, way, one, &both_ways, &mut found),
            }
        }
    }
    found
}

fn in_common(
    oracle: &Oracle<'_>,
    pairs: &Pairs,
    way: Way,
    one: &Related,
    held: &Held,
    found: &mut Found,
) {
    let Some(both) = &pairs.both else { return };
    let outer = Some(one.situation);
    let theirs = oracle.related(both, Way { outer, ..way });
    for first in theirs
        .iter()
        .filter(|it| it.who == one.who && it.whom != one.whom)
    {
        for second in theirs
            .iter()
            .filter(|it| it.who == one.whom && it.whom == first.whom)
        {
            let all = held
                .clone()
                .and(first.held.clone())
                .and(second.held.clone());
            note(found, one, &all, Some(first.whom));
        }
    }
}

fn note(found: &mut Found, one: &Related, held: &Held, common: Option<Thing>) {
    if !held.is_some() {
        return;
    }
    let mut pair = [World::iri(one.who), World::iri(one.whom)];
    pair.sort();
    let [a, b] = pair;
    let entry = found.entry((a, b)).or_default();
    entry.0 |= held.is_certain();
    entry.1.extend(common.map(World::iri));
}

/// Somebody who did something to somebody in a situation.
pub struct Related {
    pub who: Thing,
    pub whom: Thing,
    pub situation: usize,
    pub held: Held,
}

/// Reads the pairs of an answer.
pub fn answered(answer: &Answer, common: bool) -> Found {
    let mut found = Found::new();
    for row in &answer.rows {
        let iri = |at: usize| row.cells[at].iri.clone().expect("an actor");
        let mut pair = [iri(0), iri(1)];
        pair.sort();
        let [a, b] = pair;
        let mut shared = BTreeSet::new();
        if common {
            let cell = &row.cells[2];
            shared.extend(cell.iri.clone());
            shared.extend(cell.items.iter().filter_map(|item| item.iri.clone()));
        }
        found.insert((a, b), (!row.cells[0].possible, shared));
    }
    found
}
