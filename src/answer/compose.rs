//! Answers put together from those of simpler readings: several measures, shares, comparisons.

use super::coverage::NOT_COVERED;
use super::error::AnswerError;
use super::facts::Context;
use super::list::column;
use super::make::answer;
use super::output::{self, plain};
use super::table::{Answer, Cell, Column, ColumnType, Row, Value};
use crate::lexicon::Extent;
use crate::question::ast::{Measure, Side};
use crate::reading::{
    self, Anchor, Ask, Compare, Dimension, Field, Filter, Reading, Relative, Set, Sides,
    Situations, TimeOrder,
};
use std::collections::BTreeSet;

/// Answers a part of a reading on its own, all its rows.
fn part(context: &Context<'_>, reading: &Reading, ask: Ask) -> Result<Answer, AnswerError> {
    let part = plain(reading, ask);
    answer(context, &reading::echo(&part), &part)
}

/// What the rows of parts share: the cells of their keys, told apart by IRI or value.
fn key_of(row: &Row, keys: usize) -> Vec<String> {
    row.cells
        .iter()
        .take(keys)
        .map(|cell| match (&cell.iri, &cell.value) {
            (Some(iri), _) => iri.clone(),
            (None, Value::Missing) => String::new(),
            (None, value) => format!("{value:?}"),
        })
        .collect()
}

/// Every key once, with its cells, in the order of the parts.
fn keys_of(parts: &[Answer], keys: usize) -> Vec<(Vec<String>, Vec<Cell>)> {
    let mut seen = BTreeSet::new();
    let mut all = Vec::new();
    for row in parts.iter().flat_map(|part| &part.rows) {
        let key = key_of(row, keys);
        if seen.insert(key.clone()) {
            all.push((key, row.cells.iter().take(keys).cloned().collect()));
        }
    }
    all
}

fn find<'a>(part: &'a Answer, key: &[String], keys: usize) -> Option<&'a Row> {
    part.rows.iter().find(|row| key_of(row, keys) == key)
}

/// Puts together rows, ordered and cut as the reading asks.
fn finish(
    reading: &Reading,
    whole: &mut Answer,
    parts: &[Answer],
    columns: Vec<Column>,
    rows: Vec<Row>,
) -> Result<(), AnswerError> {
    whole.columns = columns;
    output::finish(reading, whole, rows, &[])?;
    for part in parts {
        for note in &part.notes {
            if !whole.notes.contains(note) {
                whole.notes.push(note.clone());
            }
        }
    }
    if let Some(first) = parts.first() {
        whole.sparql = match parts.len() {
            1 => first.sparql.clone(),
            n => format!(
                "# the first of {n} queries; the others differ in what is measured or compared\n{}",
                first.sparql
            ),
        };
    }
    Ok(())
}

/// `count events, sum killed by month`, `average, median, max killed of events by attacker`.
pub fn several(
    context: &Context<'_>,
    reading: &Reading,
    asks: &[Ask],
    whole: &mut Answer,
) -> Result<(), AnswerError> {
    let by = asks.first().map_or(&[][..], dimensions);
    let keys = by.len();
    let parts = asks
        .iter()
        .map(|ask| part(context, reading, summed(ask)))
        .collect::<Result<Vec<Answer>, _>>()?;
    let mut columns: Vec<Column> = parts.first().map_or_else(Vec::new, |part| {
        part.columns.iter().take(keys).cloned().collect()
    });
    for (ask, part) in asks.iter().zip(&parts) {
        let kind = part
            .columns
            .get(keys)
            .map_or(ColumnType::Integer, |c| c.kind);
        match ask {
            Ask::Measure {
                kind: word, field, ..
            } => {
                columns.push(column(&format!("{} {}", word.text(), field.label), kind));
            }
            _ => columns.push(column("count", ColumnType::Integer)),
        }
    }
    let rows = keys_of(&parts, keys)
        .into_iter()
        .map(|(key, mut cells)| {
            let mut evidence = Vec::new();
            for (ask, part) in asks.iter().zip(&parts) {
                let row = find(part, &key, keys);
                cells.push(match (row, ask) {
                    (Some(row), Ask::Measure { kind, .. }) => measured(row, keys, *kind),
                    (Some(row), _) => counted(part, row, keys),
                    (None, Ask::Measure { .. }) => Cell::missing(),
                    (None, _) => none(part),
                });
                for one in row.into_iter().flat_map(|row| &row.evidence) {
                    if !evidence.contains(one) {
                        evidence.push(one.clone());
                    }
                }
            }
            Row { cells, evidence }
        })
        .collect();
    finish(reading, whole, &parts, columns, rows)
}

/// Estimates are read off the sums.
fn summed(ask: &Ask) -> Ask {
    match ask.clone() {
        Ask::Measure {
            kind: Measure::Low | Measure::Best | Measure::High | Measure::Share,
            field,
            of,
            by,
        } => Ask::Measure {
            kind: Measure::Sum,
            field,
            of,
            by,
        },
        other => other,
    }
}

/// `share killed of battles by attacker`: how much of the whole sum each group has. Groups that share situations add up to
/// more than the whole, which is said.
pub fn share_of_sum(
    context: &Context<'_>,
    reading: &Reading,
    (field, of, by): (&Field, &Situations, &[Dimension]),
    whole: &mut Answer,
) -> Result<(), AnswerError> {
    let keys = by.len();
    let sum = |by: &[Dimension]| Ask::Measure {
        kind: Measure::Sum,
        field: field.clone(),
        of: of.clone(),
        by: by.to_vec(),
    };
    let parts = [
        part(context, reading, sum(by))?,
        part(context, reading, sum(&[]))?,
    ];
    let [grouped, all] = &parts;
    let total = all.rows.first().and_then(|row| row.cells.first());
    let total = total.cloned().unwrap_or_else(Cell::missing);
    let mut columns: Vec<Column> = grouped.columns.iter().take(keys).cloned().collect();
    columns.push(column(&field.label, ColumnType::Integer));
    columns.push(column("of", ColumnType::Integer));
    columns.push(column("percent", ColumnType::Number));
    let rows = grouped
        .rows
        .iter()
        .map(|row| {
            let mut cells: Vec<Cell> = row.cells.iter().take(keys).cloned().collect();
            let own = measured(row, keys, Measure::Sum);
            let share = match (&own.value, whole_number(Some(&total))) {
                (Value::Integer(n), of) if of > 0 => Cell::of(Value::Number(percent(*n, of))),
                _ => Cell::missing(),
            };
            cells.extend([own, total.clone(), share]);
            let evidence = row.evidence.clone();
            Row { cells, evidence }
        })
        .collect();
    finish(reading, whole, &parts, columns, rows)
}

fn dimensions(ask: &Ask) -> &[Dimension] {
    match ask {
        Ask::Count { by, .. } | Ask::Measure { by, .. } => by,
        _ => &[],
    }
}

/// A figure with the range of what its sources say, or one end of that range.
fn measured(row: &Row, keys: usize, kind: Measure) -> Cell {
    let at = |n: usize| row.cells.get(keys + n);
    let estimate = match kind {
        Measure::Best => Some(0),
        Measure::Low => Some(1),
        Measure::High => Some(2),
        _ => None,
    };
    if let Some(estimate) = estimate {
        return at(estimate).cloned().unwrap_or_else(Cell::missing);
    }
    let mut cell = at(0).cloned().unwrap_or_else(Cell::missing);
    let words = |value: &Value| match value {
        Value::Integer(n) => Some(n.to_string()),
        Value::Number(n) => Some(n.to_string()),
        _ => None,
    };
    if let (Some(low), Some(high)) = (at(1), at(2))
        && low.value != high.value
        && let (Some(low), Some(high)) = (words(&low.value), words(&high.value))
    {
        cell.remark = Some(format!("{low} to {high}"));
    }
    cell
}

/// A count; marked where some of it is only possible.
fn counted(part: &Answer, row: &Row, keys: usize) -> Cell {
    let mut cell = row.cells.get(keys).cloned().unwrap_or_else(Cell::missing);
    let marked = part
        .columns
        .get(keys + 1)
        .is_some_and(|c| c.name == "possible");
    if let (true, Some(possible)) = (marked, row.cells.get(keys + 1))
        && let Value::Integer(n) = possible.value
        && n > 0
    {
        cell.possible = true;
        cell.remark = Some(format!("{n} possibly"));
    }
    cell
}

/// A count without a row: nothing, or what nobody looked for.
fn none(part: &Answer) -> Cell {
    let uncovered = |note: &String| note.starts_with(NOT_COVERED);
    if part.rows.is_empty() && part.notes.iter().any(uncovered) {
        let mut cell = Cell::missing();
        cell.remark = Some(NOT_COVERED.to_owned());
        return cell;
    }
    Cell::count(0)
}

fn whole_number(cell: Option<&Cell>) -> i64 {
    match cell.map(|cell| &cell.value) {
        Some(Value::Integer(n)) => *n,
        _ => 0,
    }
}

/// `share of SET of SET by DIM`: of those of the whole, the ones that are of the part as well.
pub fn share(
    context: &Context<'_>,
    reading: &Reading,
    (some, all, by): (&Set, &Set, &[Dimension]),
    whole: &mut Answer,
) -> Result<(), AnswerError> {
    let keys = by.len();
    let count = |of: Set| Ask::Count {
        of,
        by: by.to_vec(),
    };
    let both = Set::And(vec![all.clone(), some.clone()]);
    let parts = [
        part(context, reading, count(both))?,
        part(context, reading, count(all.clone()))?,
    ];
    let [of_part, of_all] = &parts;
    let mut columns: Vec<Column> = of_all.columns.iter().take(keys).cloned().collect();
    columns.push(column("count", ColumnType::Integer));
    columns.push(column("of", ColumnType::Integer));
    columns.push(column("percent", ColumnType::Number));
    let rows = keys_of(std::slice::from_ref(of_all), keys)
        .into_iter()
        .map(|(key, mut cells)| {
            let (some, all) = (find(of_part, &key, keys), find(of_all, &key, keys));
            let some_cell = some.map_or_else(|| none(of_part), |row| counted(of_part, row, keys));
            let all_cell = all.map_or_else(|| none(of_all), |row| counted(of_all, row, keys));
            let (n, of) = (
                whole_number(Some(&some_cell)),
                whole_number(Some(&all_cell)),
            );
            let percent = if of == 0 {
                Cell::missing()
            } else {
                Cell::of(Value::Number(percent(n, of)))
            };
            cells.extend([some_cell, all_cell, percent]);
            let evidence = some.map_or_else(Vec::new, |row| row.evidence.clone());
            Row { cells, evidence }
        })
        .collect();
    finish(reading, whole, &parts, columns, rows)
}

/// To one decimal: more would pretend to know more than counts of events can.
fn percent(part: i64, whole: i64) -> f64 {
    #[expect(clippy::cast_precision_loss)]
    let share = part as f64 * 1000.0 / whole as f64;
    share.round() / 10.0
}

/// `compare SET 180 days before and after X`, `compare SET in 2014 with 2020`.
pub fn compare(
    context: &Context<'_>,
    reading: &Reading,
    compared: &Compare,
    whole: &mut Answer,
) -> Result<(), AnswerError> {
    let keys = compared.by.len();
    if let (Sides::Clauses(sides), 0) = (&compared.sides, keys)
        && let (Filter::Using(one), Filter::Using(other)) = sides.as_ref()
        && let ([one], [other]) = (one.as_slice(), other.as_slice())
    {
        return super::releases::changes(context, reading, compared, [one, other], whole);
    }
    let (first, second, names) = match &compared.sides {
        Sides::Around { length, of } => {
            let side = |how: TimeOrder| {
                Filter::Relative(Relative {
                    how,
                    anchor: Anchor::Names(of.clone()),
                })
            };
            let before = side(TimeOrder::Within(*length, Side::Before));
            // What lasts changes things from its beginning on, not when it is over.
            if of.iter().all(|entity| lasts(context, entity)) {
                let names = [
                    format!("{length} before"),
                    format!("{length} after the start"),
                ];
                (before, side(TimeOrder::WithinStart(*length)), names)
            } else {
                let names = [format!("{length} before"), format!("{length} after")];
                (before, side(TimeOrder::Within(*length, Side::After)), names)
            }
        }
        Sides::Clauses(sides) => {
            let (first, second) = sides.as_ref();
            let names = [reading::clause_text(first), reading::clause_text(second)];
            (first.clone(), second.clone(), names)
        }
    };
    let count = |filter: Filter| {
        let mut of = compared.of.clone();
        of.filters.push(filter);
        Ask::Count {
            of: Set::Situations(of),
            by: compared.by.clone(),
        }
    };
    let parts = [
        part(context, reading, count(first))?,
        part(context, reading, count(second))?,
    ];
    let mut columns: Vec<Column> = parts[0].columns.iter().take(keys).cloned().collect();
    columns.extend(names.iter().map(|name| column(name, ColumnType::Integer)));
    columns.push(column("change", ColumnType::Integer));
    let rows = keys_of(&parts, keys)
        .into_iter()
        .map(|(key, mut cells)| {
            let mut evidence = Vec::new();
            let mut counts = Vec::new();
            for part in &parts {
                let row = find(part, &key, keys);
                let cell = row.map_or_else(|| none(part), |row| counted(part, row, keys));
                counts.push(match cell.value {
                    // What is not covered differs from nothing.
                    Value::Missing => None,
                    _ => Some(whole_number(Some(&cell))),
                });
                cells.push(cell);
                for one in row.into_iter().flat_map(|row| &row.evidence) {
                    if !evidence.contains(one) {
                        evidence.push(one.clone());
                    }
                }
            }
            cells.push(match counts.as_slice() {
                [Some(before), Some(after)] => Cell::of(Value::Integer(after - before)),
                _ => Cell::missing(),
            });
            Row { cells, evidence }
        })
        .collect();
    finish(reading, whole, &parts, columns, rows)
}

/// Says whether something is a relation, an intervention or another situation that lasts.
fn lasts(context: &Context<'_>, entity: &reading::Entity) -> bool {
    context.names.by_iri(entity.iri.as_str()).is_some_and(|id| {
        let classes = &context.names.name(id).classes;
        classes.iter().any(|class| {
            context
                .ontology
                .class_by_iri(class)
                .is_some_and(|class| context.ontology.class(class).extent == Extent::Relation)
        })
    })
}
