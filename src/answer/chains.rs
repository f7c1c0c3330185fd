//! The answer that leads from one actor to another: every shortest chain, each step dated and attributed.

use super::error::AnswerError;
use super::facts::{Context, Facts};
use super::list::column;
use super::table::{Cell, Column, ColumnType, Row, Value};
use super::ties::Ties;
use crate::iri::Iri;
use crate::lexicon::{Object, RoleId};
use crate::network::{Kind, Path, Search, shortest};
use crate::plan;
use crate::question::ast::Keyword;
use crate::reading::{
    self, Ask, Entity, Filler, Filter, Noun, Paths, Reading, Rows, Set, Situations,
};
use crate::sparql::{self, Lowered};
use crate::time::Day;
use std::collections::BTreeSet;

/// The longest chain that is looked for unless the question says otherwise.
pub const MOST: usize = 6;

/// Chains as rows, with the query of the first step.
pub struct Chains {
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    pub total: usize,
    pub notes: Vec<String>,
    pub first: Option<Lowered>,
}

/// Finds the chains.
pub fn chains(
    context: &Context<'_>,
    reading: &Reading,
    paths: &Paths,
) -> Result<Chains, AnswerError> {
    let (from, to) = (ids(&paths.from), ids(&paths.to));
    if let Some(one) = from.intersection(&to).next() {
        return Ok(Chains {
            columns: columns(),
            rows: Vec::new(),
            total: 0,
            notes: vec![format!("{} is at both ends", context.label(one))],
            first: None,
        });
    }
    let mut walker = ties_of(context, reading, paths);
    let found = search(context, paths, &mut walker)?;
    let first = walker.first.take();
    let situations: BTreeSet<String> = found
        .iter()
        .flat_map(|path| path.steps.iter().flatten())
        .filter_map(|edge| match &edge.kind {
            Kind::Situation(iri) => Some(iri.clone()),
            Kind::Part => None,
        })
        .collect();
    let facts = context.facts(&situations)?;
    let mut found: Vec<(bool, Path)> = found
        .into_iter()
        .map(|path| (!together(&facts, &path), forward(path)))
        .collect();
    // Chains that held at one time come first, since the others link by way of different years; then those with more
    // situations behind them.
    found.sort_by_cached_key(|(apart, path)| {
        let labels: Vec<String> = path.nodes.iter().map(|n| context.label(n)).collect();
        let support: usize = path.steps.iter().map(Vec::len).sum();
        (
            *apart,
            std::cmp::Reverse(support),
            labels,
            path.nodes.clone(),
        )
    });
    let mut notes = Vec::new();
    if found.is_empty() {
        notes.push(format!(
            "no chain of at most {} steps is recorded",
            paths.steps.unwrap_or(MOST)
        ));
        notes.extend(emptied(context, reading, paths)?);
    }
    let steps: BTreeSet<&String> = situations.iter().collect();
    let possible = steps
        .iter()
        .filter(|situation| walker.possible.contains(**situation))
        .count();
    if possible > 0 {
        notes.push(super::make::doubt(reading, possible, steps.len()));
    }
    for (n, (apart, _)) in found.iter().enumerate() {
        if *apart {
            notes.push(format!(
                "path {}: its steps never held at the same time",
                n + 1
            ));
        }
    }
    let rows: Vec<Vec<Row>> = found
        .iter()
        .enumerate()
        .map(|(n, (_, path))| rows(context, &facts, &walker.possible, n + 1, path))
        .collect();
    let total = rows.iter().map(Vec::len).sum();
    let kept = match reading.rows {
        Rows::Limit(n) => n,
        Rows::All => usize::MAX,
        Rows::Page => whole_paths(&rows, super::list::PAGE),
    };
    Ok(Chains {
        columns: columns(),
        rows: rows.into_iter().take(kept).flatten().collect(),
        total,
        notes,
        first,
    })
}

/// Says what chains there are without each clause of a question that has none, and what would link the ends directly but
/// is denied.
fn emptied(
    context: &Context<'_>,
    reading: &Reading,
    paths: &Paths,
) -> Result<Vec<String>, AnswerError> {
    let mut looser: Vec<(String, bool, Paths)> = Vec::new();
    for at in 0..paths.filters.len() {
        let mut without = paths.clone();
        let removed = without.filters.remove(at);
        looser.push((reading::clause_text(&removed), reading.strictly, without));
    }
    if !paths.via.is_empty() {
        let mut without = paths.clone();
        without.via.clear();
        let via: Vec<&str> = paths.via.iter().map(|noun| noun.plural.as_str()).collect();
        looser.push((format!("via {}", via.join(", ")), reading.strictly, without));
    }
    if paths.steps.is_some_and(|steps| steps < MOST) {
        let mut without = paths.clone();
        without.steps = None;
        let steps = paths.steps.unwrap_or(MOST);
        looser.push((format!("at most {steps} steps"), reading.strictly, without));
    }
    if reading.strictly {
        looser.push(("strictly".to_owned(), false, paths.clone()));
    }
    let mut notes = Vec::new();
    for (clause, strictly, paths) in looser {
        let reading = Reading {
            strictly,
            ..reading.clone()
        };
        let mut ties = ties_of(context, &reading, &paths);
        if let Some(one) = search(context, &paths, &mut ties)?.first() {
            let nodes: Vec<String> = one.nodes.iter().map(|node| context.label(node)).collect();
            notes.push(format!(
                "without `{clause}` there is: {}",
                nodes.join(" – ")
            ));
        }
    }
    let takes_part = |names: &[Entity]| Filter::Role {
        preposition: Keyword::Involving,
        roles: vec![Iri::al("participant")],
        filler: Filler::Names(names.to_vec()),
    };
    for class in ties_of(context, reading, paths).classes() {
        let direct = Reading {
            ask: Ask::List(Set::Situations(Situations {
                class,
                filters: vec![takes_part(&paths.from), takes_part(&paths.to)],
            })),
            ..reading.clone()
        };
        if let Some(plan) = plan::plan(&direct, context.ontology) {
            notes.extend(super::left_out::denials(context, &plan, true)?);
        }
    }
    Ok(notes)
}

/// Keeps one edge for each situation of a step: the one in the direction of the path, where there are both.
fn forward(mut path: Path) -> Path {
    for (step, edges) in path.steps.iter_mut().enumerate() {
        let from = &path.nodes[step];
        let both = edges.clone();
        edges.retain(|edge| {
            edge.from == *from
                || !both
                    .iter()
                    .any(|other| other.kind == edge.kind && other.from == *from)
        });
    }
    path
}

/// Returns the query of the first step without walking it.
pub fn first_step(
    context: &Context<'_>,
    reading: &Reading,
    paths: &Paths,
) -> Result<Option<Lowered>, AnswerError> {
    let near: Vec<Iri> = paths.from.iter().map(|entity| entity.iri.clone()).collect();
    let plan = ties_of(context, reading, paths)
        .plans(Some(&near))
        .into_iter()
        .next();
    Ok(plan.map(|plan| sparql::lower(&plan)).transpose()?)
}

fn ids(entities: &[crate::reading::Entity]) -> BTreeSet<String> {
    entities.iter().map(|e| e.iri.as_str().to_owned()).collect()
}

/// Returns how many whole paths fit a page; one is always shown.
fn whole_paths(rows: &[Vec<Row>], page: usize) -> usize {
    let mut sum = 0;
    rows.iter()
        .take_while(|path| {
            sum += path.len();
            sum <= page
        })
        .count()
        .max(1)
}

/// Says whether steps are followed in the direction of their verbs: only where the question names relations that have
/// one.
fn directed(context: &Context<'_>, via: &[Noun]) -> bool {
    let ontology = context.ontology;
    !via.is_empty()
        && via.iter().all(|noun| {
            let Some(class) = ontology.class_by_iri(noun.iri.as_str()) else {
                return false;
            };
            let reads: Vec<(RoleId, RoleId)> = ontology
                .verbs_of(class)
                .into_iter()
                .flat_map(|verb| &ontology.verb(verb).reads)
                .filter_map(|read| match read.object {
                    Object::Role(object) if ontology.is_subclass(class, read.class) => {
                        Some((read.subject, object))
                    }
                    _ => None,
                })
                .collect();
            !reads.is_empty() && reads.iter().all(|(subject, object)| subject != object)
        })
}

/// Returns the ties that a path may follow.
fn ties_of<'a>(context: &'a Context<'a>, reading: &'a Reading, paths: &'a Paths) -> Ties<'a> {
    let ends = ids(&paths.from).union(&ids(&paths.to)).cloned().collect();
    Ties::new(context, reading, (&paths.via, &paths.filters), ends)
}

/// Finds all shortest chains.
fn search(
    context: &Context<'_>,
    paths: &Paths,
    ties: &mut Ties<'_>,
) -> Result<Vec<Path>, AnswerError> {
    let (from, to) = (ids(&paths.from), ids(&paths.to));
    let search = Search {
        from: &from,
        to: &to,
        most: paths.steps.unwrap_or(MOST),
        directed: directed(context, &paths.via),
    };
    shortest(&search, |nodes| ties.around(nodes))
}

/// Says whether some day may lie in every step.
fn together(facts: &Facts, path: &Path) -> bool {
    let spans: Vec<Vec<(Day, Day)>> = path
        .steps
        .iter()
        .map(|edges| {
            edges
                .iter()
                .map(|edge| match &edge.kind {
                    Kind::Situation(iri) => (
                        facts.day(iri, "earliestStartDay").unwrap_or(Day::MIN),
                        facts.day(iri, "latestEndDay").unwrap_or(Day::MAX),
                    ),
                    Kind::Part => (Day::MIN, Day::MAX),
                })
                .collect()
        })
        .collect();
    // If there is a common day, the latest of some steps' first days is one.
    spans.iter().flatten().map(|(start, _)| *start).any(|day| {
        spans
            .iter()
            .all(|step| step.iter().any(|(from, to)| *from <= day && day <= *to))
    })
}

fn columns() -> Vec<Column> {
    vec![
        column("path", ColumnType::Integer),
        column("step", ColumnType::Integer),
        column("from", ColumnType::Actor),
        column("relation", ColumnType::Text),
        column("to", ColumnType::Actor),
        column("situation", ColumnType::Situation),
        column("when", ColumnType::Date),
        column("according to", ColumnType::Source),
    ]
}

fn rows(
    context: &Context<'_>,
    facts: &Facts,
    possible: &BTreeSet<String>,
    number: usize,
    path: &Path,
) -> Vec<Row> {
    let mut rows = Vec::new();
    for (step, edges) in path.steps.iter().enumerate() {
        let (from, to) = (&path.nodes[step], &path.nodes[step + 1]);
        for edge in edges {
            let forward = edge.from == *from;
            let relation = if forward {
                edge.relation.clone()
            } else {
                edge.passive.clone().unwrap_or_else(|| {
                    format!(
                        "({} {} {})",
                        context.label(&edge.from),
                        edge.relation,
                        context.label(&edge.to)
                    )
                })
            };
            let (situation, when, said, evidence) = match &edge.kind {
                Kind::Situation(iri) => {
                    let mut situation = context.situation(facts, iri);
                    let mut when = context.when(facts, iri);
                    situation.possible = possible.contains(iri);
                    when.possible = situation.possible;
                    let said = context.speakers(facts, iri);
                    (situation, when, said, vec![iri.clone()])
                }
                Kind::Part => (
                    Cell::missing(),
                    Cell::missing(),
                    Cell::missing(),
                    Vec::new(),
                ),
            };
            rows.push(Row {
                cells: vec![
                    Cell::count(number),
                    Cell::count(step + 1),
                    context.thing(from),
                    Cell::of(Value::Text(relation)),
                    context.thing(to),
                    situation,
                    when,
                    said,
                ],
                evidence,
            });
        }
    }
    rows
}
