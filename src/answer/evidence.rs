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
    let Output::Rows { subject, evidence } = &plan.output else {
        return Ok(Vec::new());
    };
    let solutions = context.engine.select(&lowered.query, context.cancel)?;
    Ok(gather(&solutions, subject, evidence, &lowered.marks))
}

/// Where the variables of one situation stand in the solutions.
struct Columns {
    situation: usize,
    start: Option<usize>,
    end: Option<usize>,
    certainty: Option<usize>,
    marks: Vec<usize>,
}

fn gather(solutions: &Solutions, subject: &Var, evidence: &[Var], marks: &[Mark]) -> Vec<Member> {
    let Some(subject) = solutions.column(&subject.0) else {
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
    let mut found: BTreeMap<String, (bool, BTreeMap<String, Evidence>)> = BTreeMap::new();
    for row in &solutions.rows {
        let Some(Some(member)) = row.get(subject) else {
            continue;
        };
        let entry = found
            .entry(text(member))
            .or_insert((false, BTreeMap::new()));
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
        .map(|(iri, (certain, evidence))| {
            let mut evidence: Vec<Evidence> = evidence.into_values().collect();
            evidence.sort();
            Member {
                iri,
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
