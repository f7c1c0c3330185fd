//! The answer that counts or adds up: one row a group, calendar keys without gaps, what is missing said in notes.

use super::coverage::{NOT_COVERED, Times};
use super::error::AnswerError;
use super::facts::{Context, several, text};
use super::list::{column, sort};
use super::table::{Cell, Column, ColumnType, Row, Value};
use crate::iri::Iri;
use crate::plan::{GroupMeasure, Key, KeyKind, Output, Plan};
use crate::question::ast::Measure;
use crate::reading::{Dimension, Order, Rows};
use crate::sparql::{self, Lowered};
use crate::store::Solutions;
use crate::time::{Day, Moment, Range};
use oxigraph::model::Term;
use std::collections::{BTreeMap, BTreeSet};

/// Grouped rows without what surrounds them.
pub struct Grouped {
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    pub total: usize,
    pub notes: Vec<String>,
    /// Whether nothing at all was counted.
    pub empty: bool,
}

/// What stands behind one group.
#[derive(Default)]
struct Behind {
    situations: BTreeSet<String>,
    with_figure: BTreeSet<String>,
    speakers: BTreeSet<String>,
    certainties: BTreeSet<String>,
}

/// A group: its key terms as text, and its numbers by name.
struct Group {
    key: Vec<Option<String>>,
    numbers: BTreeMap<String, Value>,
}

/// What of the reading shapes the groups.
pub struct Shape<'a> {
    pub by: &'a [Dimension],
    /// The figure that is added up, if any.
    pub field: Option<&'a str>,
    /// The ranges that the question asks about.
    pub asked: Vec<Range>,
    /// When it is covered; `None` where any time may be.
    pub covered: Option<Times>,
    pub rows: Rows,
    pub order: &'a [Order],
}

/// Runs a plan that puts out groups.
pub fn groups(
    context: &Context<'_>,
    plan: &Plan,
    lowered: &Lowered,
    shape: &Shape<'_>,
) -> Result<Grouped, AnswerError> {
    let Shape {
        by,
        field,
        asked,
        covered,
        rows,
        order,
    } = shape;
    let (by, field, rows, order) = (*by, *field, *rows, *order);
    let Output::Groups {
        situation,
        keys,
        measure,
    } = &plan.output
    else {
        return Ok(Grouped {
            columns: Vec::new(),
            rows: Vec::new(),
            total: 0,
            notes: Vec::new(),
            empty: true,
        });
    };
    let solutions = context.engine.select(&lowered.query, context.cancel)?;
    let mut groups = read(&solutions, keys);
    let behind = match sparql::lower_evidence(plan)? {
        Some(lowered) => behind(
            &context.engine.select(&lowered.query, context.cancel)?,
            keys,
            &situation.0,
        ),
        None => BTreeMap::new(),
    };
    if let GroupMeasure::Figure {
        kind: Measure::Median,
        ..
    } = measure
    {
        medians(context, plan, keys, &mut groups)?;
    }
    let mut notes = notes(context, keys, by, measure, field, &behind);
    fill_gaps(keys, asked, &mut groups, measure);
    if let Some(times) = covered
        && let Some(outside) = uncover(keys, times, &mut groups)
    {
        notes.push(format!("{NOT_COVERED}: {outside}; {}", times.told));
    }
    sort_keys(context, keys, &mut groups);
    let empty = match measure {
        GroupMeasure::Count(_) => groups.iter().all(|group| {
            matches!(
                group.numbers.get("count"),
                None | Some(Value::Integer(0) | Value::Missing)
            )
        }),
        GroupMeasure::Figure { .. } => {
            groups.iter().all(|group| {
                group
                    .numbers
                    .get("totalBest")
                    .is_none_or(|v| *v == Value::Missing)
            }) || behind.values().all(|b| b.with_figure.is_empty())
        }
    };
    let marked = groups
        .iter()
        .any(|group| possible(group).is_some_and(|n| n > 0));
    let columns = columns(by, keys, measure, field, marked);
    let mut all: Vec<Row> = groups
        .iter()
        .filter(|_| !(empty && matches!(measure, GroupMeasure::Figure { .. })))
        .map(|group| {
            row(
                context,
                keys,
                measure,
                group,
                behind.get(&group.key),
                marked,
            )
        })
        .collect();
    sort(&columns, &mut all, order, &[])?;
    let total = all.len();
    all.truncate(super::output::page(rows));
    if marked {
        notes.push(
            "\"possible\" counts those whose date or place only may match; `strictly` leaves them out"
                .to_owned(),
        );
    }
    Ok(Grouped {
        columns,
        rows: all,
        total,
        notes,
        empty,
    })
}

fn read(solutions: &Solutions, keys: &[Key]) -> Vec<Group> {
    let key_columns: Vec<Option<usize>> = keys
        .iter()
        .map(|key| solutions.column(&key.var.0))
        .collect();
    solutions
        .rows
        .iter()
        .map(|row| {
            let at = |column: usize| row.get(column).and_then(Option::as_ref);
            Group {
                key: key_columns
                    .iter()
                    .map(|column| column.and_then(at).map(text))
                    .collect(),
                numbers: solutions
                    .variables
                    .iter()
                    .enumerate()
                    .filter(|(column, _)| !key_columns.contains(&Some(*column)))
                    .map(|(column, name)| (name.clone(), at(column).map_or(Value::Missing, number)))
                    .collect(),
            }
        })
        .collect()
}

fn number(term: &Term) -> Value {
    let text = text(term);
    if let Ok(whole) = text.parse::<i64>() {
        return Value::Integer(whole);
    }
    text.parse::<f64>().map_or(Value::Missing, |number| {
        // An average has no more digits than its figures can bear.
        Value::Number((number * 100.0).round() / 100.0)
    })
}

fn behind(
    solutions: &Solutions,
    keys: &[Key],
    situation: &str,
) -> BTreeMap<Vec<Option<String>>, Behind> {
    let key_columns: Vec<Option<usize>> = keys
        .iter()
        .map(|key| solutions.column(&key.var.0))
        .collect();
    let column = |name: &str| solutions.column(name);
    let (situation, figure, speaker, certainty) = (
        column(situation),
        column("figure"),
        column("speaker"),
        column("figureCertainty"),
    );
    let mut found: BTreeMap<Vec<Option<String>>, Behind> = BTreeMap::new();
    for row in &solutions.rows {
        let at = |column: Option<usize>| {
            column
                .and_then(|c| row.get(c))
                .and_then(Option::as_ref)
                .map(text)
        };
        let key = key_columns.iter().map(|column| at(*column)).collect();
        let group = found.entry(key).or_default();
        let Some(situation) = at(situation) else {
            continue;
        };
        if at(figure).is_some() {
            group.with_figure.insert(situation.clone());
            group.speakers.extend(at(speaker));
            group.certainties.extend(at(certainty));
        }
        group.situations.insert(situation);
    }
    found
}

/// A group's key, one of its figures by name, and the situation that it belongs to.
type OwnFigure<'a> = (Vec<Option<String>>, &'a str, Option<String>);

/// SPARQL 1.1 has no median, so the figures themselves are asked for.
fn medians(
    context: &Context<'_>,
    plan: &Plan,
    keys: &[Key],
    groups: &mut [Group],
) -> Result<(), AnswerError> {
    let solutions = context
        .engine
        .select(&sparql::lower_figures(plan)?.query, context.cancel)?;
    let situation = match &plan.output {
        Output::Groups { situation, .. } => solutions.column(&situation.0),
        Output::Rows { .. } => None,
    };
    // The figures of one situation add up over its groups of victims; the median is over situations.
    let mut sums: BTreeMap<OwnFigure<'_>, f64> = BTreeMap::new();
    let key_columns: Vec<Option<usize>> = keys
        .iter()
        .map(|key| solutions.column(&key.var.0))
        .collect();
    for row in &solutions.rows {
        let at = |column: Option<usize>| {
            column
                .and_then(|c| row.get(c))
                .and_then(Option::as_ref)
                .map(text)
        };
        let key: Vec<Option<String>> = key_columns.iter().map(|column| at(*column)).collect();
        for name in ["best", "low", "high"] {
            if let Some(value) = at(solutions.column(name)).and_then(|t| t.parse::<f64>().ok()) {
                *sums.entry((key.clone(), name, at(situation))).or_default() += value;
            }
        }
    }
    let mut values: BTreeMap<(Vec<Option<String>>, &str), Vec<f64>> = BTreeMap::new();
    for ((key, name, _), sum) in sums {
        values.entry((key, name)).or_default().push(sum);
    }
    for group in groups {
        for (name, output) in [
            ("best", "totalBest"),
            ("low", "totalLow"),
            ("high", "totalHigh"),
        ] {
            if let Some(list) = values.get_mut(&(group.key.clone(), name)) {
                list.sort_by(f64::total_cmp);
                let middle = list.len() / 2;
                let median = if list.len() % 2 == 1 {
                    list[middle]
                } else {
                    f64::midpoint(list[middle - 1], list[middle])
                };
                group
                    .numbers
                    .insert(output.to_owned(), Value::Number(median));
            }
        }
    }
    Ok(())
}

fn notes(
    context: &Context<'_>,
    keys: &[Key],
    by: &[Dimension],
    measure: &GroupMeasure,
    field: Option<&str>,
    behind: &BTreeMap<Vec<Option<String>>, Behind>,
) -> Vec<String> {
    let mut notes = Vec::new();
    let all: BTreeSet<&String> = behind.values().flat_map(|b| &b.situations).collect();
    let sum: usize = behind.values().map(|b| b.situations.len()).sum();
    let overlapping = matches!(measure, GroupMeasure::Count(_)) && sum > all.len();
    if overlapping && !keys.is_empty() {
        let words: Vec<&str> = by.iter().map(|d| d.word.as_str()).collect();
        notes.push(format!(
            "groups overlap: some have more than one {}, so the rows add up to {sum} for {} in all",
            words.join(" or "),
            all.len()
        ));
    }
    for (at, dimension) in by.iter().enumerate() {
        let unknown: BTreeSet<&String> = behind
            .iter()
            .filter(|(key, _)| key.get(at).is_some_and(Option::is_none))
            .flat_map(|(_, b)| &b.situations)
            .collect();
        let by = keys.get(at).map(|key| &key.by);
        let number = unknown.len();
        match by {
            _ if unknown.is_empty() => {}
            None | Some(KeyKind::VictimGroup) => {}
            // What nobody claims is the source's own statement.
            Some(KeyKind::Speaker) => notes.push(format!(
                "{number} {} the source's own",
                if number == 1 { "is" } else { "are" }
            )),
            Some(_) => notes.push(format!(
                "{number} {} no known {}",
                if number == 1 { "has" } else { "have" },
                dimension.word
            )),
        }
    }
    if let GroupMeasure::Figure { .. } = measure {
        let with: BTreeSet<&String> = behind.values().flat_map(|b| &b.with_figure).collect();
        let without = all.difference(&with).count();
        let field = field.unwrap_or("this");
        if without > 0 && !with.is_empty() {
            notes.push(format!(
                "{without} of {} situations {} no figure of {field}",
                all.len(),
                if without == 1 { "has" } else { "have" }
            ));
        }
        let speakers: BTreeSet<&String> = behind.values().flat_map(|b| &b.speakers).collect();
        if !speakers.is_empty() {
            let names: Vec<String> = speakers.iter().map(|s| context.label(s)).collect();
            notes.push(format!("figures claimed by {}", names.join(", ")));
        }
    }
    notes
}

fn possible(group: &Group) -> Option<i64> {
    match (group.numbers.get("count"), group.numbers.get("certain")) {
        (Some(Value::Integer(count)), Some(Value::Integer(certain))) => Some(count - certain),
        _ => None,
    }
}

/// Adds a row with 0 for each unit of the calendar in the asked range that has none.
fn fill_gaps(keys: &[Key], asked: &[Range], groups: &mut Vec<Group>, measure: &GroupMeasure) {
    let [key] = keys else {
        return;
    };
    if !matches!(measure, GroupMeasure::Count(_)) {
        return;
    }
    let known: BTreeSet<String> = groups.iter().filter_map(|g| g.key[0].clone()).collect();
    let from = asked
        .iter()
        .filter(|r| r.has_start())
        .filter_map(|r| unit(&key.by, r.from))
        .min();
    // Without a beginning in the question there is no range to run over.
    let Some(from) = from else {
        return;
    };
    let to = asked
        .iter()
        .filter(|r| r.has_end())
        .filter_map(|r| unit(&key.by, r.last()))
        .max()
        .or_else(|| known.last().cloned());
    // Nothing says how far the calendar goes on.
    let Some(to) = to else {
        return;
    };
    let mut current = from;
    // A calendar of days over centuries is no table; the data's own rows stay.
    for _ in 0..5_000 {
        if current > to {
            break;
        }
        if !known.contains(&current) {
            groups.push(Group {
                key: vec![Some(current.clone())],
                numbers: BTreeMap::from([
                    ("count".to_owned(), Value::Integer(0)),
                    ("certain".to_owned(), Value::Integer(0)),
                ]),
            });
        }
        match next_unit(&key.by, &current) {
            Some(next) => current = next,
            None => break,
        }
    }
}

/// Takes the number from each unit of the calendar without a covered day, in which nothing was found either; returns those
/// units in words.
fn uncover(keys: &[Key], times: &Times, groups: &mut [Group]) -> Option<String> {
    let [key] = keys else {
        return None;
    };
    let mut outside: BTreeSet<String> = BTreeSet::new();
    for group in groups {
        let Some(name) = group.key.first().cloned().flatten() else {
            continue;
        };
        let Some(range) = range_of(&key.by, &name) else {
            continue;
        };
        let nothing = matches!(group.numbers.get("count"), Some(Value::Integer(0)));
        if nothing && !times.has(range) {
            group.numbers.insert("count".to_owned(), Value::Missing);
            outside.insert(name);
        }
    }
    if outside.is_empty() {
        return None;
    }
    let mut runs: Vec<(String, String)> = Vec::new();
    for unit in outside {
        match runs.last_mut() {
            Some((_, last)) if next_unit(&key.by, last).as_deref() == Some(unit.as_str()) => {
                *last = unit;
            }
            _ => runs.push((unit.clone(), unit)),
        }
    }
    let words = runs.into_iter().map(|(first, last)| {
        if first == last {
            first
        } else {
            format!("{first} to {last}")
        }
    });
    Some(words.collect::<Vec<_>>().join(", "))
}

/// Returns the days of a unit of the calendar.
fn range_of(by: &KeyKind, unit: &str) -> Option<Range> {
    let year: i16 = unit.get(..4)?.parse().ok()?;
    Some(match by {
        KeyKind::Year => Moment::Year(year).range(),
        KeyKind::Quarter => Moment::Quarter(year, unit.get(6..)?.parse().ok()?).range(),
        KeyKind::Month => Moment::Month(year, unit.get(5..)?.parse().ok()?).range(),
        KeyKind::Day => Moment::Day(Day::from_xsd_date(unit)?).range(),
        _ => return None,
    })
}

/// Writes the unit of the calendar that a day lies in, as the derived statements write it.
fn unit(by: &KeyKind, day: Day) -> Option<String> {
    let date = day.date();
    Some(match by {
        KeyKind::Year => format!("{:04}", date.year()),
        KeyKind::Quarter => format!("{:04}-Q{}", date.year(), (date.month() - 1) / 3 + 1),
        KeyKind::Month => format!("{:04}-{:02}", date.year(), date.month()),
        KeyKind::Day => day.to_string(),
        _ => return None,
    })
}

fn next_unit(by: &KeyKind, unit: &str) -> Option<String> {
    let year: i16 = unit.get(..4)?.parse().ok()?;
    Some(match by {
        KeyKind::Year => format!("{:04}", year + 1),
        KeyKind::Quarter => match unit.get(6..)?.parse::<u8>().ok()? {
            4 => format!("{:04}-Q1", year + 1),
            quarter => format!("{year:04}-Q{}", quarter + 1),
        },
        KeyKind::Month => match unit.get(5..)?.parse::<u8>().ok()? {
            12 => format!("{:04}-01", year + 1),
            month => format!("{year:04}-{:02}", month + 1),
        },
        KeyKind::Day => Day::from_xsd_date(unit)?.plus(1).to_string(),
        _ => return None,
    })
}

/// Sorts groups by their keys as they are read, unknown ones last.
fn sort_keys(context: &Context<'_>, keys: &[Key], groups: &mut [Group]) {
    let words = |group: &Group| -> Vec<(bool, String, String)> {
        group
            .key
            .iter()
            .zip(keys)
            .map(|(value, key)| match value {
                None => (true, String::new(), String::new()),
                Some(value) if is_thing(&key.by) => (false, context.label(value), value.clone()),
                Some(value) => (false, value.clone(), String::new()),
            })
            .collect()
    };
    groups.sort_by_key(words);
}

fn is_thing(by: &KeyKind) -> bool {
    !matches!(
        by,
        KeyKind::Year | KeyKind::Quarter | KeyKind::Month | KeyKind::Day
    )
}

fn columns(
    by: &[Dimension],
    keys: &[Key],
    measure: &GroupMeasure,
    field: Option<&str>,
    marked: bool,
) -> Vec<Column> {
    let mut columns: Vec<Column> = by
        .iter()
        .zip(keys)
        .map(|(dimension, key)| {
            let kind = match &key.by {
                KeyKind::Year => ColumnType::Integer,
                KeyKind::Quarter | KeyKind::Month | KeyKind::Day => ColumnType::Date,
                KeyKind::Place | KeyKind::PlaceOf(_) => ColumnType::Place,
                KeyKind::Role(_) | KeyKind::VictimGroup | KeyKind::Speaker => ColumnType::Actor,
                KeyKind::Source => ColumnType::Source,
                KeyKind::Class | KeyKind::TypeOf(_) | KeyKind::Certainty => ColumnType::Text,
            };
            column(&dimension.word, kind)
        })
        .collect();
    match measure {
        GroupMeasure::Count(_) => {
            columns.push(column("count", ColumnType::Integer));
            if marked {
                columns.push(column("possible", ColumnType::Integer));
            }
        }
        GroupMeasure::Figure { kind, .. } => {
            let number = match kind {
                Measure::Average | Measure::Median => ColumnType::Number,
                _ => ColumnType::Integer,
            };
            columns.extend([
                column(field.unwrap_or("best"), number),
                column("low", number),
                column("high", number),
                column("situations", ColumnType::Integer),
                column("according to", ColumnType::Source),
            ]);
        }
    }
    columns
}

fn row(
    context: &Context<'_>,
    keys: &[Key],
    measure: &GroupMeasure,
    group: &Group,
    behind: Option<&Behind>,
    marked: bool,
) -> Row {
    let mut cells: Vec<Cell> = group
        .key
        .iter()
        .zip(keys)
        .map(|(value, key)| key_cell(context, value.as_deref(), &key.by))
        .collect();
    let value = |name: &str| group.numbers.get(name).cloned().unwrap_or(Value::Missing);
    match measure {
        GroupMeasure::Count(_) => {
            let mut count = Cell::of(value("count"));
            if count.value == Value::Missing {
                count.remark = Some(NOT_COVERED.to_owned());
            }
            cells.push(count);
            if marked {
                let possible = possible(group).map_or(Value::Missing, Value::Integer);
                cells.push(Cell::of(possible));
            }
        }
        GroupMeasure::Figure { .. } => {
            let mut best = Cell::of(value("totalBest"));
            if let Some(behind) = behind {
                let weakest = behind
                    .certainties
                    .iter()
                    .find(|c| Iri::new(c.as_str()).local() != "Asserted");
                best.certainty = weakest.map(|c| context.standing(c));
                if best.certainty.is_some() {
                    best.according_to = behind.speakers.iter().map(|s| context.label(s)).collect();
                }
            }
            cells.push(best);
            cells.push(Cell::of(value("totalLow")));
            cells.push(Cell::of(value("totalHigh")));
            cells.push(Cell::of(value("situations")));
            cells.push(behind.map_or_else(Cell::missing, |b| context.things(&b.speakers)));
        }
    }
    Row {
        cells,
        evidence: behind.map_or_else(Vec::new, |b| match measure {
            GroupMeasure::Count(_) => b.situations.iter().cloned().collect(),
            GroupMeasure::Figure { .. } => b.with_figure.iter().cloned().collect(),
        }),
    }
}

fn key_cell(context: &Context<'_>, value: Option<&str>, by: &KeyKind) -> Cell {
    match (value, by) {
        (None, KeyKind::Year | KeyKind::Quarter | KeyKind::Month | KeyKind::Day) => {
            let mut cell = Cell::missing();
            cell.remark = Some("unknown".to_owned());
            cell
        }
        (None, KeyKind::Speaker) => {
            let mut cell = Cell::missing();
            cell.remark = Some("the source itself".to_owned());
            cell
        }
        (None, _) => {
            let mut cell = Cell::missing();
            cell.remark = Some("none recorded".to_owned());
            cell
        }
        (Some(value), KeyKind::Year) => value
            .parse::<i64>()
            .map_or_else(|_| Cell::text(value), |year| Cell::of(Value::Integer(year))),
        (Some(value), KeyKind::Quarter | KeyKind::Month | KeyKind::Day) => Cell::text(value),
        (Some(value), KeyKind::Certainty) => Cell::text(context.standing(value)),
        (Some(value), KeyKind::Class | KeyKind::TypeOf(_)) => Cell::text(context.label(value)),
        (Some(value), _) => several(vec![context.thing(value)]),
    }
}

/// Writes the stretch between two day numbers, open ends as `..`.
#[must_use]
pub fn span(first: i64, last: i64) -> String {
    let (first, last) = (Day::from_number(first), Day::from_number(last));
    let write = |day: Day, open: bool| {
        if open {
            "..".to_owned()
        } else {
            day.to_string()
        }
    };
    format!(
        "{}/{}",
        write(first, first == Day::MIN),
        write(last, last == Day::MAX)
    )
}
