//! Who changed sides: stood by somebody, and then fought them or stood by somebody who fights them.
//!
//! Standing by somebody is an alliance, support, membership, or having left them; what comes later must begin after what
//! came first began (a fight) or ended (standing by an enemy: who stands by both at once has changed nothing yet). Places
//! and dates of the question are those of the change.

use super::error::AnswerError;
use super::evidence::Tuple;
use super::facts::{Context, Facts};
use super::list::{column, evidence_cells};
use super::pairs::{Counts, Found, behind, doubted, looked_up, put_out, related, situations};
use super::table::{Answer, ColumnType, Row};
use crate::iri::Iri;
use crate::plan;
use crate::reading::{Filler, Filter, Given, Noun, Reading, RolePhrase, Roles, View};
use std::collections::{BTreeMap, BTreeSet};

/// Who stands by whom: the class, who stands, and by whom.
const STANDS_BY: &[(&str, &str, &str)] = &[
    ("Alliance", "party", "party"),
    ("Support", "supporter", "recipient"),
    ("Membership", "member", "organisation"),
    ("Departure", "departing", "departedFrom"),
];
/// Who fights whom.
const FIGHTS: &[(&str, &str, &str)] = &[
    ("ArmedClash", "sideA", "sideB"),
    ("ArmedClash", "sideB", "sideA"),
    ("Attack", "attacker", "target"),
];

/// Lists who changed sides, from whom, to whom, and when.
pub fn changed_sides(
    context: &Context<'_>,
    reading: &Reading,
    (who, filters): (&Noun, &[Filter]),
    answer: &mut Answer,
) -> Result<(), AnswerError> {
    let mut ask = |table: &[(&str, &str, &str)], filters: &[Filter], which: Option<&Noun>| {
        let plan = plan::plan_relation(
            &relation(table, filters, which),
            reading.strictly,
            context.ontology,
        );
        related(context, &plan, answer)
    };
    let fights_now = ask(FIGHTS, filters, Some(who))?;
    let stood = ask(STANDS_BY, &[], Some(who))?;
    let stands_now = if filters.is_empty() {
        stood.clone()
    } else {
        ask(STANDS_BY, filters, Some(who))?
    };
    let fights = ask(FIGHTS, &[], None)?;
    let mut all: BTreeSet<String> = BTreeSet::new();
    for tuple in fights_now.iter().chain(&stood).chain(&stands_now) {
        all.extend(tuple.evidence.iter().map(|e| e.iri.clone()));
    }
    let facts = context.facts(&all)?;
    let mut enemies: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for tuple in &fights {
        if let [one, other] = tuple.things.as_slice() {
            enemies.entry(one).or_default().insert(other);
            enemies.entry(other).or_default().insert(one);
        }
    }
    let at_war = |one: &str, other: &str| enemies.get(one).is_some_and(|all| all.contains(other));
    let by_who = |tuples: &'_ [Tuple]| -> BTreeMap<String, Vec<Tuple>> {
        let mut map: BTreeMap<String, Vec<Tuple>> = BTreeMap::new();
        for tuple in tuples {
            if let Some(who) = tuple.things.first() {
                map.entry(who.clone()).or_default().push(tuple.clone());
            }
        }
        map
    };
    let (stood, fights_now, stands_now) =
        (by_who(&stood), by_who(&fights_now), by_who(&stands_now));
    let none = Vec::new();
    let mut rows: BTreeMap<(String, String, String, String), Found> = BTreeMap::new();
    for (actor, before) in &stood {
        for first in before {
            let Some(from) = first.things.get(1) else {
                continue;
            };
            let key = |facts: (&str, &str)| {
                (
                    context.label(facts.0),
                    facts.0.to_owned(),
                    context.label(facts.1),
                    facts.1.to_owned(),
                )
            };
            for fight in fights_now.get(actor).unwrap_or(&none) {
                if fight.things.get(1) != Some(from) {
                    continue;
                }
                for (certain, evidence) in
                    in_order(&facts, first, fight, "latestStartDay", "earliestStartDay")
                {
                    let row = rows.entry(key((actor, from))).or_default();
                    row.certain |= certain;
                    row.add(evidence);
                }
            }
            for later in stands_now.get(actor).unwrap_or(&none) {
                let Some(to) = later.things.get(1) else {
                    continue;
                };
                if to == from || !at_war(from, to) {
                    continue;
                }
                for (certain, evidence) in
                    in_order(&facts, first, later, "latestEndDay", "earliestEndDay")
                {
                    let row = rows.entry(key((actor, from))).or_default();
                    row.certain |= certain;
                    row.common.insert(to.clone());
                    row.add(evidence);
                }
            }
        }
    }
    let counts = Counts::of(rows.values());
    answer.columns = vec![
        column(&who.singular, ColumnType::Actor),
        column("from", ColumnType::Actor),
        column("to", ColumnType::Actor),
    ];
    answer.columns.extend(behind());
    let shown: Vec<_> = rows.into_iter().take(looked_up(reading)).collect();
    let facts = context.facts(&situations(shown.iter().map(|(_, row)| row)))?;
    let rows = shown
        .into_iter()
        .map(|((_, actor, _, from), row)| {
            let mut cells = vec![
                doubted(context.thing(&actor), !row.certain),
                context.thing(&from),
                context.things(&row.common),
            ];
            let evidence: Vec<_> = row.evidence.into_values().collect();
            cells.extend(evidence_cells(context, &facts, &evidence));
            Row {
                cells,
                evidence: evidence.into_iter().map(|e| e.iri).collect(),
            }
        })
        .collect();
    answer.notes.push(
        "changed sides: stood by somebody (alliance, support, membership), and afterwards fought them or stood by an enemy of theirs"
            .to_owned(),
    );
    put_out(context, reading, answer, rows, counts)
}

/// The later of two situations, where it comes after: whether it certainly does, and both.
fn in_order(
    facts: &Facts,
    first: &Tuple,
    later: &Tuple,
    surely_over: &str,
    maybe_over: &str,
) -> Vec<(bool, Vec<super::evidence::Evidence>)> {
    let day = |iri: &str, which: &str| facts.day(iri, which);
    let mut found = Vec::new();
    for one in &first.evidence {
        for other in &later.evidence {
            let bounds = (
                day(&one.iri, maybe_over),
                day(&one.iri, surely_over),
                day(&other.iri, "earliestStartDay"),
                day(&other.iri, "latestStartDay"),
            );
            let (Some(maybe), Some(surely), Some(early), Some(late)) = bounds else {
                continue;
            };
            if one.iri != other.iri && late > maybe {
                let certain = early > surely && one.certain && other.certain;
                found.push((certain, vec![one.clone(), other.clone()]));
            }
        }
    }
    found
}

/// Who stands to whom as any row of a table says.
fn relation(table: &[(&str, &str, &str)], filters: &[Filter], which: Option<&Noun>) -> Roles {
    let views = table
        .iter()
        .map(|(class, answer, given)| View {
            class: Iri::al(class),
            answer: Iri::al(answer),
            given: Given::Role(Iri::al(given)),
        })
        .collect();
    Roles {
        phrase: RolePhrase::Noun {
            singular: String::new(),
            plural: String::new(),
        },
        views,
        given: Filler::Anyone,
        filters: filters.to_vec(),
        which: which.cloned(),
    }
}
