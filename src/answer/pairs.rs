//! Answers about two at a time: what each did to the other, and who changed sides.

use super::error::AnswerError;
use super::evidence::{Tuple, tuples};
use super::facts::Context;
use super::list::{column, evidence_cells};
use super::output::{as_they_stand, finish, page};
use super::table::{Answer, Cell, Column, ColumnType, Row};
use crate::plan::{self, Plan};
use crate::reading::{Pairs, Reading};
use crate::sparql;
use std::collections::{BTreeMap, BTreeSet};

/// Lists pairs once, whichever of the two the engine names first.
pub fn pairs(
    context: &Context<'_>,
    reading: &Reading,
    asked: &Pairs,
    answer: &mut Answer,
) -> Result<(), AnswerError> {
    let Some(plan) = plan::plan(reading, context.ontology) else {
        return Ok(());
    };
    let found = related(context, &plan, answer)?;
    // The two in the order of their labels; whoever is in common is gathered.
    let mut rows: BTreeMap<[(String, String); 2], Found> = BTreeMap::new();
    for tuple in found {
        let mut named = tuple.things.into_iter();
        let (Some(one), Some(other)) = (named.next(), named.next()) else {
            continue;
        };
        let labelled = |iri: String| (context.label(&iri), iri);
        let mut pair = [labelled(one), labelled(other)];
        pair.sort();
        let row = rows.entry(pair).or_default();
        row.common.extend(named);
        row.certain |= tuple.certain;
        row.add(tuple.evidence);
    }
    let counts = Counts::of(rows.values());
    let shown: Vec<_> = rows.into_iter().take(looked_up(reading)).collect();
    let noun = &asked.noun.singular;
    let mut columns = vec![
        column(noun, ColumnType::Actor),
        column(&format!("other {noun}"), ColumnType::Actor),
    ];
    if asked.both.is_some() {
        columns.push(column(&format!("same {noun}"), ColumnType::Actor));
    }
    columns.extend(behind());
    let facts = context.facts(&situations(shown.iter().map(|(_, row)| row)))?;
    answer.columns = columns;
    let rows = shown
        .into_iter()
        .map(|([one, other], row)| {
            let mut cells = Vec::new();
            for iri in [&one.1, &other.1] {
                let mut cell = context.thing(iri);
                cell.possible = !row.certain;
                cells.push(cell);
            }
            if asked.both.is_some() {
                cells.push(context.things(&row.common));
            }
            let evidence: Vec<_> = row.evidence.into_values().collect();
            cells.extend(evidence_cells(context, &facts, &evidence));
            Row {
                cells,
                evidence: evidence.into_iter().map(|e| e.iri).collect(),
            }
        })
        .collect();
    put_out(context, reading, answer, rows, counts)
}

/// What is gathered for one row.
#[derive(Default)]
pub(super) struct Found {
    pub common: BTreeSet<String>,
    pub certain: bool,
    pub evidence: BTreeMap<(i64, String), super::evidence::Evidence>,
}

impl Found {
    pub fn add(&mut self, evidence: Vec<super::evidence::Evidence>) {
        for one in evidence {
            self.evidence
                .entry((one.start, one.iri.clone()))
                .and_modify(|known| known.certain |= one.certain)
                .or_insert(one);
        }
    }
}

/// The columns for what stands behind a row.
pub(super) fn behind() -> [Column; 4] {
    [
        column("situation", ColumnType::Situation),
        column("when", ColumnType::Date),
        column("where", ColumnType::Place),
        column("according to", ColumnType::Source),
    ]
}

pub(super) fn situations<'f>(rows: impl Iterator<Item = &'f Found>) -> BTreeSet<String> {
    rows.flat_map(|row| row.evidence.values().map(|e| e.iri.clone()))
        .collect()
}

/// Asks who stands to whom, and keeps the query for the answer.
pub(super) fn related(
    context: &Context<'_>,
    plan: &Plan,
    answer: &mut Answer,
) -> Result<Vec<Tuple>, AnswerError> {
    let lowered = sparql::lower(plan)?;
    if answer.sparql.is_empty() {
        answer.sparql = super::make::print(&lowered, &answer.reading);
    }
    tuples(context, plan, &lowered)
}

/// How many rows there are, and how many of them only possibly belong.
#[derive(Clone, Copy)]
pub(super) struct Counts {
    total: usize,
    possible: usize,
}

impl Counts {
    pub fn of<'f>(rows: impl Iterator<Item = &'f Found>) -> Counts {
        let (mut total, mut possible) = (0, 0);
        for row in rows {
            total += 1;
            possible += usize::from(!row.certain);
        }
        Counts { total, possible }
    }
}

/// Returns how many rows need be looked up: all where an order or `having` decides which of them are shown.
pub(super) fn looked_up(reading: &Reading) -> usize {
    if as_they_stand(reading) {
        page(reading.rows)
    } else {
        usize::MAX
    }
}

/// Orders the rows as asked, marks and explains.
pub(super) fn put_out(
    context: &Context<'_>,
    reading: &Reading,
    answer: &mut Answer,
    rows: Vec<Row>,
    Counts { total, possible }: Counts,
) -> Result<(), AnswerError> {
    finish(reading, answer, rows, &[])?;
    if as_they_stand(reading) {
        answer.total = total;
    }
    if possible > 0 {
        let doubt = super::make::doubt(reading, possible, total);
        answer.notes.push(doubt);
    }
    if answer.rows.is_empty() {
        answer
            .notes
            .push("nothing of this kind is recorded".to_owned());
        answer
            .notes
            .extend(super::searched::searched(context, reading));
    }
    Ok(())
}

/// Marks a cell that only possibly belongs.
pub(super) fn doubted(mut cell: Cell, possible: bool) -> Cell {
    cell.possible = possible;
    cell
}
