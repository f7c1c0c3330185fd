//! Rows in another order; ties keep the order that they had, so that equal answers give equal bytes.

use super::{StepError, column};
use crate::answer::{Answer, Cell, ColumnType, Value};
use crate::reading::Order;
use crate::time::Bounds;
use std::cmp::Ordering;

pub(super) fn sort(answer: &mut Answer, keys: &[Order]) -> Result<(), StepError> {
    let mut places = Vec::with_capacity(keys.len());
    for (part, key) in keys.iter().enumerate() {
        let at = column::find(&answer.columns, &key.column).map_err(|problem| problem.at(part))?;
        places.push((
            at,
            answer.columns[at].kind == ColumnType::Date,
            key.descending,
        ));
    }
    answer.rows.sort_by_cached_key(|row| {
        places
            .iter()
            .map(|(at, dated, descending)| {
                let key = row
                    .cells
                    .get(*at)
                    .map_or(Key::Missing, |cell| Key::of(cell, *dated));
                Directed(key, *descending)
            })
            .collect::<Vec<_>>()
    });
    Ok(())
}

/// What a cell is sorted by: numbers before texts, and what is missing last.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Boolean(bool),
    Number(Finite),
    Text(String),
    Missing,
}

impl Key {
    fn of(cell: &Cell, dated: bool) -> Self {
        match &cell.value {
            Value::Missing => Self::Missing,
            Value::Boolean(value) => Self::Boolean(*value),
            #[allow(clippy::cast_precision_loss)]
            Value::Integer(n) => Self::Number(Finite(*n as f64)),
            Value::Number(n) => Self::Number(Finite(*n)),
            Value::Text(_) if dated => {
                // Of several dates the first one counts, as it does for the order of situations.
                let own = std::slice::from_ref(cell);
                let dates = if cell.items.is_empty() {
                    own
                } else {
                    &cell.items
                };
                let starts = dates
                    .iter()
                    .filter_map(bounds)
                    .map(|b| b.earliest_start.number());
                #[allow(clippy::cast_precision_loss)]
                starts
                    .min()
                    .map_or(Self::Missing, |day| Self::Number(Finite(day as f64)))
            }
            Value::Text(text) => Self::Text(text.clone()),
        }
    }
}

/// Reads the date of a cell.
pub(super) fn bounds(cell: &Cell) -> Option<Bounds> {
    match &cell.value {
        Value::Text(text) => Bounds::from_edtf(Some(text), None, None).ok(),
        _ => None,
    }
}

/// A number in a total order.
#[derive(Clone, Copy, Debug)]
struct Finite(f64);

impl PartialEq for Finite {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Finite {}

impl PartialOrd for Finite {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Finite {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

/// A key in the asked direction; what is missing comes last either way.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Directed(Key, bool);

impl PartialOrd for Directed {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Directed {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Key::Missing, _) | (_, Key::Missing) => self.0.cmp(&other.0),
            (a, b) if self.1 => b.cmp(a),
            (a, b) => a.cmp(b),
        }
    }
}
