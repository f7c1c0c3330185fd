//! The network around somebody: who is at most so many steps away, and every tie among them.

use super::error::AnswerError;
use super::facts::Context;
use super::list::column;
use super::measured::{left_out_of, number};
use super::output::finish;
use super::survey::{looser, subjects, whose};
use super::table::{Answer, Cell, ColumnType, Kind as AnswerKind, Node, Row};
use super::ties::Ties;
use super::{make, searched};
use crate::iri::Iri;
use crate::network::{Edge, Kind};
use crate::reading::{Reading, Survey};
use std::collections::{BTreeMap, BTreeSet};

/// What is said above the query of a network.
pub const FIRST_STEP: &str =
    "the situations around those asked for; the next steps ask the same of those reached";
/// How many steps are gone unless the question says otherwise.
pub const STEPS: usize = 1;
/// A network of more actors is not gone into further: nobody could read it.
const MOST_ACTORS: usize = 2_000;

/// Lists the ties of the network, and its actors with their distances.
pub fn neighbourhood(
    context: &Context<'_>,
    reading: &Reading,
    asked: &Survey,
    answer: &mut Answer,
) -> Result<(), AnswerError> {
    let own = subjects(context, reading, &asked.of)?;
    let most = asked.steps.unwrap_or(STEPS);
    let mut ties = Ties::new(context, reading, (&asked.via, &asked.filters), own.clone());
    let found = walk(&mut ties, &own, most)?;
    answer.kind = AnswerKind::Graph;
    if let Some(first) = &ties.first {
        answer.sparql = make::print(first, FIRST_STEP);
    }
    answer.nodes = nodes(context, &found.steps);
    let edges = oriented(context, found.edges, &found.steps);
    let possible: BTreeSet<&String> = edges
        .iter()
        .filter_map(|edge| situation(edge))
        .filter(|iri| ties.possible.contains(*iri))
        .collect();
    let situations: BTreeSet<&String> = edges.iter().filter_map(situation).collect();
    if !edges.is_empty() {
        let pairs: BTreeSet<(&String, &String)> = edges
            .iter()
            .map(|e| ((&e.from).min(&e.to), (&e.from).max(&e.to)))
            .collect();
        answer.notes.push(format!(
            "{} within {} of {}: {} tied by {}; ties are followed both ways, and those between two at the last step count too",
            number(found.steps.len() - own.len(), "actor"),
            number(most, "step"),
            whose(context, &own),
            number(pairs.len(), "pair"),
            number(situations.len(), "situation"),
        ));
    }
    if !possible.is_empty() {
        let doubt = make::doubt(reading, possible.len(), situations.len());
        answer.notes.push(doubt);
    }
    if found.is_cut {
        answer.notes.push(format!(
            "more than {MOST_ACTORS} actors are this near: the network is cut off at {}",
            number(found.gone, "step")
        ));
    }
    rows(
        context,
        reading,
        (&edges, &found.steps, &ties.possible),
        answer,
    )?;
    if answer.total == 0 {
        explain(context, reading, asked, &own, answer)?;
    }
    let near: Vec<_> = own.iter().map(Iri::new).collect();
    let plans = ties.plans(Some(&near));
    let is_empty = answer.total == 0;
    let remarks = left_out_of(context, &plans, &ties.set_aside, is_empty)?;
    answer.notes.extend(remarks);
    Ok(())
}

/// What was found on a walk.
struct Walk {
    edges: Vec<Edge>,
    /// How far each actor is away.
    steps: BTreeMap<String, usize>,
    gone: usize,
    is_cut: bool,
}

/// Goes so many steps, and once more for the ties among those at the last step.
fn walk(ties: &mut Ties<'_>, own: &BTreeSet<String>, most: usize) -> Result<Walk, AnswerError> {
    let mut steps: BTreeMap<String, usize> = own.iter().map(|iri| (iri.clone(), 0)).collect();
    let mut edges: BTreeSet<Edge> = BTreeSet::new();
    let mut near = own.clone();
    let (mut gone, mut is_cut) = (0, false);
    while !near.is_empty() {
        let further = gone < most && !is_cut;
        let mut next = BTreeSet::new();
        for edge in ties.around(&near)? {
            // A situation around somebody ties others to each other too, who need not be as near.
            for (end, other) in [(&edge.from, &edge.to), (&edge.to, &edge.from)] {
                if further && near.contains(other) && !steps.contains_key(end) {
                    next.insert(end.clone());
                }
            }
            edges.insert(edge);
        }
        if steps.len() + next.len() > MOST_ACTORS {
            is_cut = true;
            break;
        }
        if further {
            gone += 1;
        }
        steps.extend(next.iter().map(|iri| (iri.clone(), gone)));
        near = next;
    }
    let edges = edges
        .into_iter()
        .filter(|edge| steps.contains_key(&edge.from) && steps.contains_key(&edge.to))
        .collect();
    Ok(Walk {
        edges,
        steps,
        gone,
        is_cut,
    })
}

fn situation(edge: &Edge) -> Option<&String> {
    match &edge.kind {
        Kind::Situation(iri) => Some(iri),
        Kind::Part => None,
    }
}

/// Keeps of a tie that reads the same from both ends the one that begins nearer to those asked for.
fn oriented(context: &Context<'_>, edges: Vec<Edge>, steps: &BTreeMap<String, usize>) -> Vec<Edge> {
    let place = |iri: &String| (steps.get(iri), context.label(iri), iri.clone());
    let same: BTreeSet<(String, String, Kind, String)> = edges
        .iter()
        .map(|e| {
            (
                e.from.clone(),
                e.to.clone(),
                e.kind.clone(),
                e.relation.clone(),
            )
        })
        .collect();
    let mut kept: Vec<Edge> = edges
        .into_iter()
        .filter(|e| {
            let back = (
                e.to.clone(),
                e.from.clone(),
                e.kind.clone(),
                e.relation.clone(),
            );
            !same.contains(&back) || place(&e.from) < place(&e.to)
        })
        .collect();
    kept.sort_by_cached_key(|e| {
        let (a, b) = (place(&e.from), place(&e.to));
        let (near, far) = if a <= b { (a, b) } else { (b, a) };
        (
            far.0.copied(),
            near.0.copied(),
            near.1,
            near.2,
            far.1,
            far.2,
        )
    });
    kept
}

fn nodes(context: &Context<'_>, steps: &BTreeMap<String, usize>) -> Vec<Node> {
    let mut nodes: Vec<Node> = steps
        .iter()
        .map(|(iri, steps)| Node {
            iri: iri.clone(),
            label: context.label(iri),
            kind: context.kind(iri),
            steps: *steps,
        })
        .collect();
    nodes.sort_by(|a, b| (a.steps, &a.label, &a.iri).cmp(&(b.steps, &b.label, &b.iri)));
    nodes
}

fn rows(
    context: &Context<'_>,
    reading: &Reading,
    (edges, steps, possible): (&[Edge], &BTreeMap<String, usize>, &BTreeSet<String>),
    answer: &mut Answer,
) -> Result<(), AnswerError> {
    answer.columns = vec![
        column("from", ColumnType::Actor),
        column("relation", ColumnType::Text),
        column("to", ColumnType::Actor),
        column("steps", ColumnType::Integer),
        column("situation", ColumnType::Situation),
        column("when", ColumnType::Date),
        column("according to", ColumnType::Source),
    ];
    let facts = context.facts(&edges.iter().filter_map(situation).cloned().collect())?;
    let day = |edge: &Edge| {
        let day = situation(edge).and_then(|iri| facts.day(iri, "earliestStartDay"));
        day.map_or(i64::MIN, |day| i64::from(day.number()))
    };
    let mut ordered: Vec<&Edge> = edges.iter().collect();
    // Ties of one pair stand together, by date.
    let same = |a: &Edge, b: &Edge| {
        (a.from == b.from && a.to == b.to) || (a.from == b.to && a.to == b.from)
    };
    for pair in ordered.chunk_by_mut(|a, b| same(a, b)) {
        pair.sort_by_cached_key(|edge| {
            let label = situation(edge).map(|iri| context.label(iri));
            (day(edge), label, (*edge).clone())
        });
    }
    let mut rows = Vec::new();
    for edge in &ordered {
        let far = [&edge.from, &edge.to].map(|end| steps.get(end).copied());
        let far = far.into_iter().flatten().max().unwrap_or_default();
        let mut cells = vec![
            context.thing(&edge.from),
            Cell::text(edge.relation.clone()),
            context.thing(&edge.to),
            Cell::count(far),
        ];
        match situation(edge) {
            Some(iri) => {
                let mut named = context.situation(&facts, iri);
                let mut when = super::timeline::when(context, &facts, iri);
                named.possible = possible.contains(iri);
                when.possible = named.possible;
                cells.extend([named, when, context.speakers(&facts, iri)]);
            }
            None => cells.extend([Cell::missing(), Cell::missing(), Cell::missing()]),
        }
        rows.push(Row {
            cells,
            evidence: situation(edge).cloned().into_iter().collect(),
        });
    }
    let starts: Vec<i64> = ordered.iter().map(|edge| day(edge)).collect();
    finish(reading, answer, rows, &starts)
}

/// Says that nobody is tied to those asked for, and who is without each clause.
fn explain(
    context: &Context<'_>,
    reading: &Reading,
    asked: &Survey,
    own: &BTreeSet<String>,
    answer: &mut Answer,
) -> Result<(), AnswerError> {
    answer.notes.push(match own.is_empty() {
        true => "nobody is asked about: the set is empty".to_owned(),
        false => format!("no tie of {} that fits is recorded", whose(context, own)),
    });
    for (clause, reading, asked) in looser(reading, asked) {
        let clauses = (asked.via.as_slice(), asked.filters.as_slice());
        let mut ties = Ties::new(context, &reading, clauses, own.clone());
        let reached = walk(&mut ties, own, 1)?.steps;
        let others: BTreeSet<String> = reached
            .into_keys()
            .filter(|iri| !own.contains(iri))
            .collect();
        if !others.is_empty() {
            answer.notes.push(format!(
                "without `{clause}` there is: {}",
                whose(context, &others)
            ));
        }
    }
    answer.notes.extend(searched::searched(context, reading));
    Ok(())
}
