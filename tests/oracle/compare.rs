//! An answer against what the oracle expects: the same rows, marks, numbers and reasons, in the one right order.

use crate::groups::{Counted, Counts, Key, Total, Totals};
use crate::held::Truth;
use crate::knowledge::word;
use crate::sets::Members;
use crate::time::bounds;
use crate::world::{Thing, World};
use allegiance::answer::{Answer, Cell, Row, Value};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

/// What differs, in words.
pub type Compared = Result<(), String>;

fn same<T: PartialEq + Debug>(answered: &T, expected: &T, of: &str) -> Compared {
    if answered == expected {
        Ok(())
    } else {
        Err(format!(
            "{of}\nanswered {answered:?}\nexpected {expected:?}"
        ))
    }
}

/// Writes the end of an IRI.
fn local(iri: &str) -> String {
    let end = iri.rsplit(['/', '#']).next().unwrap_or(iri);
    end.to_owned()
}

fn behind(situations: &BTreeSet<usize>) -> BTreeSet<String> {
    situations
        .iter()
        .map(|n| World::iri(Thing::Situation(*n)))
        .collect()
}

/// Where something stands in a list of situations or of others.
type Place = (Option<i32>, String, String);

fn place(world: &World, of_situations: bool, iri: &str) -> Place {
    let things = world.things();
    let thing = things.iter().find(|thing| World::iri(**thing) == iri);
    let start = match thing {
        Some(Thing::Situation(n)) if of_situations => bounds(&world.situations[*n]).earliest_start,
        _ => None,
    };
    let label = thing.map_or_else(|| local(iri), |thing| World::label(*thing));
    (start, label, iri.to_owned())
}

/// Compares the rows of a list: each member once, marked where it is only possible, with all situations behind it.
pub fn members(
    world: &World,
    answer: &Answer,
    expected: &Members,
    of_situations: bool,
) -> Compared {
    let mut found = BTreeMap::new();
    let mut order = Vec::new();
    for row in &answer.rows {
        let first = row.cells.first().ok_or("a row without cells")?;
        let iri = first.iri.clone().ok_or("a row without a name")?;
        order.push(place(world, of_situations, &iri));
        let evidence: BTreeSet<String> = row.evidence.iter().map(|iri| local(iri)).collect();
        if found
            .insert(local(&iri), (first.possible, evidence))
            .is_some()
        {
            return Err(format!("{iri} comes twice"));
        }
    }
    let expected = expected
        .iter()
        .map(|(iri, held)| {
            let because = behind(&held.because).iter().map(|iri| local(iri)).collect();
            (local(iri), (held.truth == Truth::Possible, because))
        })
        .collect();
    same(&found, &expected, "members, whether only possible, and why")?;
    same(&answer.total, &expected.len(), "the total")?;
    let mut sorted = order.clone();
    sorted.sort();
    same(&order, &sorted, "the order")
}

fn key(cells: &[Cell]) -> Key {
    cells
        .iter()
        .map(|cell| {
            cell.iri.clone().or(match &cell.value {
                Value::Integer(n) => Some(n.to_string()),
                Value::Text(text) => Some(text.clone()),
                _ => None,
            })
        })
        .collect()
}

/// Puts the words of classes and certainties in place of their IRIs, as answers show them.
fn shown(key: &Key) -> Key {
    key.iter()
        .map(|value| {
            let value = value.as_deref()?;
            Some(word(value).unwrap_or(value).to_owned())
        })
        .collect()
}

fn whole(cell: &Cell) -> Option<usize> {
    match cell.value {
        Value::Integer(n) => usize::try_from(n).ok(),
        _ => None,
    }
}

/// Whether a key is missing, its label, and what it is.
type KeyOrder = (bool, Option<String>, Option<String>);

/// Checks that groups stand in the order of their keys, unknown ones last.
fn keys_in_order(rows: &[Row], keys: usize) -> Compared {
    let order: Vec<Vec<KeyOrder>> = rows
        .iter()
        .map(|row| {
            row.cells[..keys]
                .iter()
                .map(|cell| {
                    let written = key(std::slice::from_ref(cell)).pop().flatten();
                    let label = cell.label.clone().or_else(|| written.clone());
                    (written.is_none(), label, written)
                })
                .collect()
        })
        .collect();
    let mut sorted = order.clone();
    sorted.sort();
    same(&order, &sorted, "the order of the groups")
}

/// Compares counts by group.
pub fn counts(answer: &Answer, keys: usize, expected: &Counts, evidence: bool) -> Compared {
    let mut found = BTreeMap::new();
    for row in &answer.rows {
        let count = row.cells.get(keys).and_then(whole).ok_or("no count")?;
        let possible = row.cells.get(keys + 1).and_then(whole).unwrap_or(0);
        if count == 0 {
            continue;
        }
        let because: BTreeSet<String> = row.evidence.iter().cloned().collect();
        let group = (count, possible, evidence.then_some(because));
        if found.insert(key(&row.cells[..keys]), group).is_some() {
            return Err("a group comes twice".to_owned());
        }
    }
    let expected = expected
        .iter()
        .map(
            |(
                key,
                Counted {
                    all,
                    certain,
                    situations,
                },
            )| {
                let because = evidence.then(|| behind(situations));
                (shown(key), (*all, all - certain, because))
            },
        )
        .collect();
    same(&found, &expected, "counts, how many only possible, and why")?;
    keys_in_order(&answer.rows, keys)
}

fn number(cell: Option<&Cell>) -> Option<f64> {
    match cell?.value {
        #[expect(clippy::cast_precision_loss)]
        Value::Integer(n) => Some(n as f64),
        Value::Number(n) => Some(n),
        _ => None,
    }
}

/// Compares what was added up by group.
pub fn totals(answer: &Answer, keys: usize, expected: &Totals) -> Compared {
    let mut found = BTreeMap::new();
    for row in &answer.rows {
        let at = |n: usize| number(row.cells.get(keys + n)).ok_or(format!("no number {n}"));
        let total = Total {
            best: at(0)?,
            low: at(1)?,
            high: at(2)?,
            situations: row.evidence.iter().cloned().collect(),
        };
        let count = row.cells.get(keys + 3).and_then(whole);
        same(
            &count,
            &Some(total.situations.len()),
            "the situations of a group",
        )?;
        if found.insert(key(&row.cells[..keys]), total).is_some() {
            return Err("a group comes twice".to_owned());
        }
    }
    let expected = expected
        .iter()
        .map(|(key, total)| (shown(key), total.clone()))
        .collect();
    same(&found, &expected, "totals")?;
    keys_in_order(&answer.rows, keys)
}

/// Compares the answer to a yes-or-no question with those who hold it and those who deny it.
pub fn verdict(world: &World, answer: &Answer, held: &Members, denied: &Members) -> Compared {
    let cell = answer
        .rows
        .first()
        .and_then(|row| row.cells.first())
        .ok_or("no verdict")?;
    let disputing: Vec<&String> = denied
        .keys()
        .filter(|denied| held.is_empty() || held.keys().any(|held| same_kind(world, held, denied)))
        .collect();
    let verdict = match (held.is_empty(), disputing.is_empty()) {
        (false, true) => Value::Boolean(true),
        (false, false) => Value::Text("disputed".to_owned()),
        (true, false) => Value::Boolean(false),
        (true, true) => Value::Missing,
    };
    same(&cell.value, &verdict, "the verdict")?;
    let certain = held.values().any(|held| held.truth == Truth::Certain);
    let only_possible = !held.is_empty() && !certain;
    same(
        &cell.possible,
        &only_possible,
        "whether it is only possible",
    )?;
    let told: BTreeSet<&String> = answer.rows.iter().flat_map(|row| &row.evidence).collect();
    let expected = held.keys().chain(disputing).collect();
    same(&told, &expected, "the situations of the verdict")
}

/// Says whether one of two situations is of a kind of the other: a denial of one thing disputes no other.
fn same_kind(world: &World, a: &str, b: &str) -> bool {
    let classes = |iri: &str| {
        let n = crate::groups::number(iri);
        World::most_special(&world.situations[n])
    };
    let (a, b) = (classes(a), classes(b));
    a.iter().any(|x| {
        b.iter()
            .any(|y| crate::knowledge::subclass(x, y) || crate::knowledge::subclass(y, x))
    })
}

/// Checks that a limit keeps the first rows of all.
pub fn limited(all: &Answer, some: &Answer, limit: usize) -> Compared {
    same(&some.total, &all.total, "the total under a limit")?;
    // Which columns there are depends on the rows that are shown.
    let first = |rows: &[Row]| -> Vec<Option<Cell>> {
        rows.iter().map(|row| row.cells.first().cloned()).collect()
    };
    let kept = &all.rows[..limit.min(all.rows.len())];
    same(&first(&some.rows), &first(kept), "the rows under a limit")
}

/// Checks that rows that are asked for in the order of a column stand in it, what is missing last, and that ties keep the
/// order that they had.
pub fn ordered(
    world: &World,
    all: &Answer,
    sorted: &Answer,
    column: usize,
    descending: bool,
) -> Compared {
    let name = |row: &Row| row.cells.first().cloned();
    let mut rows: Vec<&Row> = all.rows.iter().collect();
    let dated = all.columns[column].name == "when";
    rows.sort_by(|a, b| {
        let (a_value, b_value) = (
            value(world, a, column, dated),
            value(world, b, column, dated),
        );
        match (a_value, b_value) {
            (None, None) => Ordering::Equal,
            (None, Some(_)) => Ordering::Greater,
            (Some(_), None) => Ordering::Less,
            (Some(a), Some(b)) if descending => b.total_cmp(&a),
            (Some(a), Some(b)) => a.total_cmp(&b),
        }
    });
    let expected: Vec<_> = rows.into_iter().map(name).collect();
    let found: Vec<_> = sorted.rows.iter().map(name).collect();
    same(
        &found,
        &expected,
        &format!("rows by {}", all.columns[column].name),
    )
}

/// What rows are compared by: the day on which a situation begins, a number, or a text.
enum By {
    Number(f64),
    Text(String),
}

impl By {
    fn total_cmp(&self, other: &By) -> Ordering {
        match (self, other) {
            (By::Number(a), By::Number(b)) => a.total_cmp(b),
            (By::Text(a), By::Text(b)) => a.cmp(b),
            (By::Number(_), By::Text(_)) => Ordering::Less,
            (By::Text(_), By::Number(_)) => Ordering::Greater,
        }
    }
}

fn value(world: &World, row: &Row, column: usize, dated: bool) -> Option<By> {
    let cell = row.cells.get(column)?;
    if dated {
        let n = crate::groups::number(row.cells.first()?.iri.as_deref()?);
        let start = bounds(&world.situations[n]).earliest_start;
        return Some(By::Number(start.map_or(f64::NEG_INFINITY, f64::from)));
    }
    match &cell.value {
        Value::Missing => None,
        Value::Text(text) => Some(By::Text(text.clone())),
        Value::Boolean(_) => None,
        Value::Integer(_) | Value::Number(_) => number(Some(cell)).map(By::Number),
    }
}
