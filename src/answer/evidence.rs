//! Evidence rows to subjects: each subject once, with the situations that make it true.

use super::error::AnswerError;
use super::facts::{Context, text};
use crate::plan::{Output, Plan, Var};
use crate::sparql::{self, Lowered, Mark};
use crate::store::Solutions;
use oxigraph::model::Term;
use std::collections::BTreeMap;

/// A member of the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    pub iri: String,
    /// Whether at least one reason for it is certain in date and place.
    pub certain: bool,
    /// The situations behind it, by date, then IRI.
    pub evidence: Vec<Evidence>,
}

/// One situation behind a member.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Evidence {
    /// Earliest start, as a day number.
    pub start: i64,
    pub iri: String,
    /// Latest end, as a day number.
    pub end: i64,
    pub certain: bool,
    pub asserted: bool,
}

/// Runs a plan that puts out rows.
pub fn members(
    context: &Context<'_>,
    plan: &Plan,
    lowered: &Lowered,
) -> Result<Vec<Member>, AnswerError> {
    let found = tuples(context, plan, lowered)?;
    let member = |tuple: Tuple| {
        Some(Member {
            iri: tuple.things.into_iter().next()?,
            certain: tuple.certain,
            evidence: tuple.evidence,
        })
    };
    Ok(found.into_iter().filter_map(member).collect())
}

/// Where the variables of one situation stand in the solutions.
struct Columns {
    situation: usize,
    start: Option<usize>,
    end: Option<usize>,
    certainty: Option<usize>,
    marks: Vec<usize>,
}

/// Several things that belong together, with the situations behind them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tuple {
    pub things: Vec<String>,
    pub certain: bool,
    pub evidence: Vec<Evidence>,
}

/// Runs a plan that puts out rows of several things.
pub fn tuples(
    context: &Context<'_>,
    plan: &Plan,
    lowered: &Lowered,
) -> Result<Vec<Tuple>, AnswerError> {
    let Output::Rows {
        subject,
        beside,
        evidence,
    } = &plan.output
    else {
        return Ok(Vec::new());
    };
    let solutions = context.engine.select(&lowered.query, context.cancel)?;
    let things: Vec<&Var> = std::iter::once(subject).chain(beside).collect();
    Ok(gather(&solutions, &things, evidence, &lowered.marks))
}

fn gather(solutions: &Solutions, things: &[&Var], evidence: &[Var], marks: &[Mark]) -> Vec<Tuple> {
    let things: Option<Vec<usize>> = things.iter().map(|var| solutions.column(&var.0)).collect();
    let Some(things) = things else {
        return Vec::new();
    };
    let columns: Vec<Columns> = evidence
        .iter()
        .filter_map(|var| {
            Some(Columns {
                situation: solutions.column(&var.0)?,
                start: solutions.column(&sparql::start_of(var)),
                end: solutions.column(&sparql::end_of(var)),
                certainty: solutions.column(&sparql::certainty_of(var)),
                marks: marks
                    .iter()
                    .filter(|mark| mark.situation == *var)
                    .filter_map(|mark| solutions.column(&mark.name))
                    .collect(),
            })
        })
        .collect();
    let marks: Vec<usize> = marks
        .iter()
        .filter_map(|mark| solutions.column(&mark.name))
        .collect();
    let mut found: BTreeMap<Vec<String>, (bool, BTreeMap<String, Evidence>)> = BTreeMap::new();
    for row in &solutions.rows {
        let cell = |at: &usize| row.get(*at).and_then(Option::as_ref).map(text);
        let Some(bound) = things.iter().map(cell).collect::<Option<Vec<String>>>() else {
            continue;
        };
        let entry = found.entry(bound).or_insert((false, BTreeMap::new()));
        for columns in &columns {
            let Some(one) = one(row, columns) else {
                continue;
            };
            entry
                .1
                .entry(one.iri.clone())
                .and_modify(|known| known.certain |= one.certain)
                .or_insert(one);
        }
        entry.0 |= certain(row, &marks);
    }
    found
        .into_iter()
        .map(|(things, (certain, evidence))| {
            let mut evidence: Vec<Evidence> = evidence.into_values().collect();
            evidence.sort();
            Tuple {
                things,
                certain,
                evidence,
            }
        })
        .collect()
}

/// Says whether no mark of a row doubts it; where no date and no place was asked, a mark is unbound.
pub fn certain(row: &[Option<Term>], marks: &[usize]) -> bool {
    marks
        .iter()
        .filter_map(|at| row.get(*at).and_then(Option::as_ref))
        .all(|term| text(term) == "true")
}

fn one(row: &[Option<Term>], columns: &Columns) -> Option<Evidence> {
    let cell = |column: Option<usize>| column.and_then(|at| row.get(at)).and_then(Option::as_ref);
    let number = |column| {
        cell(column)
            .map(text)
            .and_then(|digits| digits.parse::<i64>().ok())
    };
    Some(Evidence {
        iri: cell(Some(columns.situation)).map(text)?,
        // Only what is looked up as a situation binds its days: a name among situations is no reason for itself.
        start: number(columns.start)?,
        end: number(columns.end).unwrap_or(i64::MAX),
        certain: certain(row, &columns.marks),
        asserted: cell(columns.certainty).is_some_and(|term| text(term).ends_with("#Asserted")),
    })
}
