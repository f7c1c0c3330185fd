//! Who came before somebody and who came after: every renaming, merger, split and handover on the way, by date.
//!
//! The line is followed back from predecessor to predecessor and on from successor to successor. Who merged with an
//! ancestor is told with the merger, and is no ancestor.

use super::error::AnswerError;
use super::evidence::members;
use super::facts::{Context, text};
use super::list::column;
use super::output::{finish, listed};
use super::survey::{looser, subjects, touching, whose};
use super::table::{Answer, Cell, ColumnType, Row, Value};
use super::{empty, left_out, make, searched};
use crate::iri::Iri;
use crate::plan::{self, Plan};
use crate::reading::{Noun, Reading, Set, Situations, Survey};
use crate::sparql::{self, Lowered};
use std::collections::{BTreeMap, BTreeSet};

/// What is said above the query of a lineage.
const FIRST_STEP: &str =
    "what those asked for came of; the further steps ask the same of those found, back and on";

/// The two directions, each with the role of those known and the role of those who are found.
const LINES: [(Line, &str, &str); 2] = [
    (Line::Before, "successor", "predecessor"),
    (Line::After, "predecessor", "successor"),
];

/// On which side of those asked for a change stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Line {
    Before,
    After,
}

/// A change from some actors to others.
struct Change {
    certain: bool,
    start: i64,
    /// How many changes away it is, by direction.
    steps: BTreeMap<Line, usize>,
}

/// Follows the line of those asked for.
pub fn lineage(
    context: &Context<'_>,
    reading: &Reading,
    asked: &Survey,
    answer: &mut Answer,
) -> Result<(), AnswerError> {
    let own = subjects(context, reading, &asked.of)?;
    let mut changes: BTreeMap<String, Change> = BTreeMap::new();
    let mut all = own.clone();
    for (line, known, found) in LINES {
        let mut seen = own.clone();
        let mut near = own.clone();
        let mut steps = 0;
        while !near.is_empty() {
            steps += 1;
            let mut next = BTreeSet::new();
            let Some((plan, lowered)) = step(context, reading, asked, known, &near)? else {
                break;
            };
            if answer.sparql.is_empty() {
                answer.sparql = make::print(&lowered, FIRST_STEP);
            }
            let reached = members(context, &plan, &lowered)?;
            let facts = context.facts(&reached.iter().map(|m| m.iri.clone()).collect())?;
            for member in reached {
                for actor in facts.all(&member.iri, found) {
                    if seen.insert(actor.clone()) {
                        next.insert(actor.clone());
                    }
                }
                let start = member.evidence.first().map_or(i64::MIN, |e| e.start);
                let change = changes.entry(member.iri).or_insert(Change {
                    certain: member.certain,
                    start,
                    steps: BTreeMap::new(),
                });
                change.steps.entry(line).or_insert(steps);
            }
            near = next;
        }
        all.append(&mut seen);
    }
    let possible = changes.values().filter(|change| !change.certain).count();
    rows(context, reading, &changes, answer)?;
    if possible > 0 {
        let doubt = make::doubt(reading, possible, changes.len());
        answer.notes.push(doubt);
    }
    answer.notes.extend(foundings(context, reading, &own)?);
    for role in ["predecessor", "successor"] {
        if let Some((plan, _)) = step(context, reading, asked, role, &all)? {
            let denials = left_out::denials(context, &plan, changes.is_empty())?;
            let unrealised = left_out::unrealised(context, &plan)?;
            for note in denials.into_iter().chain(unrealised) {
                if !answer.notes.contains(&note) {
                    answer.notes.push(note);
                }
            }
        }
    }
    if changes.is_empty() {
        explain(context, reading, asked, &own, answer)?;
    }
    Ok(())
}

/// Says that there is no line, and what there is without each clause.
fn explain(
    context: &Context<'_>,
    reading: &Reading,
    asked: &Survey,
    own: &BTreeSet<String>,
    answer: &mut Answer,
) -> Result<(), AnswerError> {
    answer.notes.push(match own.is_empty() {
        true => "nobody is asked about: the set is empty".to_owned(),
        false => format!(
            "no renaming, merger, split or other succession of {} is recorded{}",
            whose(context, own),
            if asked.filters.is_empty() && !reading.strictly {
                ""
            } else {
                " that fits"
            }
        ),
    });
    for (clause, reading, asked) in looser(reading, asked) {
        let mut found = Vec::new();
        for (_, known, _) in LINES {
            if let Some((plan, lowered)) = step(context, &reading, &asked, known, own)? {
                found.extend(members(context, &plan, &lowered)?);
            }
        }
        if !found.is_empty() {
            let named = empty::named(context, &found)?;
            answer
                .notes
                .push(format!("without `{clause}` there is: {named}"));
        }
    }
    answer.notes.extend(searched::searched(context, reading));
    Ok(())
}

/// Prints the first query of a lineage without asking it.
pub fn query(
    context: &Context<'_>,
    reading: &Reading,
    asked: &Survey,
) -> Result<String, AnswerError> {
    let own = subjects(context, reading, &asked.of)?;
    let first = step(context, reading, asked, "successor", &own)?;
    Ok(first.map_or_else(String::new, |(_, lowered)| {
        make::print(&lowered, FIRST_STEP)
    }))
}

/// Plans the successions in which any of these fills a role.
fn step(
    context: &Context<'_>,
    reading: &Reading,
    asked: &Survey,
    role: &str,
    near: &BTreeSet<String>,
) -> Result<Option<(Plan, Lowered)>, AnswerError> {
    let set = Set::Situations(Situations {
        class: Noun {
            iri: Iri::al("Succession"),
            singular: "succession".to_owned(),
            plural: "successions".to_owned(),
        },
        filters: asked.filters.clone(),
    });
    let near: Vec<Iri> = near.iter().map(Iri::new).collect();
    let plan = plan::plan(&listed(reading, set), context.ontology)
        .and_then(|plan| touching(plan, &[Iri::al(role)], &near));
    Ok(match plan {
        Some(plan) => {
            let lowered = sparql::lower(&plan)?;
            Some((plan, lowered))
        }
        None => None,
    })
}

fn rows(
    context: &Context<'_>,
    reading: &Reading,
    changes: &BTreeMap<String, Change>,
    answer: &mut Answer,
) -> Result<(), AnswerError> {
    let facts = context.facts(&changes.keys().cloned().collect())?;
    let mut ordered: Vec<(&String, &Change)> = changes.iter().collect();
    ordered.sort_by_cached_key(|(iri, change)| (change.start, context.label(iri), (*iri).clone()));
    answer.columns = vec![
        column("change", ColumnType::Situation),
        column("when", ColumnType::Date),
        column("kind", ColumnType::Text),
        column("from", ColumnType::Actor),
        column("to", ColumnType::Actor),
        column("line", ColumnType::Text),
        column("steps", ColumnType::Integer),
        column("according to", ColumnType::Source),
    ];
    let mut rows = Vec::new();
    for (iri, change) in &ordered {
        let mut situation = context.situation(&facts, iri);
        situation.possible = !change.certain;
        let mut when = context.when(&facts, iri);
        when.possible = !change.certain;
        let mut kind = context.kind(iri).map_or_else(Cell::missing, Cell::text);
        kind.remark = facts.one(iri, "extent").map(str::to_owned);
        // A line that comes back to where it began stands on both sides.
        let line = match change.steps.keys().copied().collect::<Vec<_>>().as_slice() {
            [Line::Before] => "before",
            [Line::After] => "after",
            _ => "before and after",
        };
        let steps = change.steps.values().min().copied().unwrap_or_default();
        rows.push(Row {
            cells: vec![
                situation,
                when,
                kind,
                context.things(facts.all(iri, "predecessor")),
                context.things(facts.all(iri, "successor")),
                Cell::text(line),
                Cell::count(steps),
                context.speakers(&facts, iri),
            ],
            evidence: vec![(*iri).clone()],
        });
    }
    let starts: Vec<i64> = ordered.iter().map(|(_, change)| change.start).collect();
    finish(reading, answer, rows, &starts)
}

/// Tells when those asked for were founded, and by whom: founders go on beside what they found, and so are no predecessors.
fn foundings(
    context: &Context<'_>,
    reading: &Reading,
    own: &BTreeSet<String>,
) -> Result<Vec<String>, AnswerError> {
    let iris: Vec<Iri> = own.iter().map(Iri::new).collect();
    let founded = Iri::al("founded");
    let mut found: BTreeSet<(String, String)> = BTreeSet::new();
    for batch in iris.chunks(500) {
        let query = sparql::pointing_at(batch)?;
        for row in &context.engine.select(&query, context.cancel)?.rows {
            if let [Some(thing), Some(property), Some(value)] = row.as_slice()
                && text(property) == founded.as_str()
            {
                found.insert((text(value), text(thing)));
            }
        }
    }
    let facts = context.facts(&found.iter().map(|(_, thing)| thing.clone()).collect())?;
    let usual = |iri: &str, property: &str, usual: &[Iri]| {
        let standing = facts.one(iri, property);
        standing.is_none_or(|standing| usual.iter().any(|known| known.as_str() == standing))
    };
    let notes = found
        .iter()
        .filter(|(_, thing)| {
            usual(
                thing,
                "certainty",
                &plan::usual_certainties(reading.strictly),
            ) && usual(thing, "status", &plan::usual_statuses())
        })
        .map(|(whole, thing)| {
            let when = match context.when(&facts, thing) {
                Cell {
                    label: Some(words), ..
                } => words,
                Cell {
                    value: Value::Text(when),
                    ..
                } => when,
                _ => String::new(),
            };
            // Words such as `by 2021` bring their preposition with them.
            let when = match when.starts_with(|c: char| c.is_ascii_digit()) {
                true if when.len() == "2021-04-30".len() => format!(" on {when}"),
                true => format!(" in {when}"),
                false if when.is_empty() => when,
                false => format!(" {when}"),
            };
            let founders: Vec<String> = facts
                .all(thing, "founder")
                .iter()
                .map(|founder| context.label(founder))
                .collect();
            let by = match founders.as_slice() {
                [] => String::new(),
                some => format!(" by {}; founders are no predecessors", left_out::some(some)),
            };
            format!("{} was founded{when}{by}", context.label(whole))
        });
    Ok(notes.take(left_out::NAMED).collect())
}
