//! Rows of which all conditions hold; what only possibly holds stays, marked, as it does in a question.

use super::sort::bounds;
use super::{StepError, StepProblem, column};
use crate::answer::{Answer, Cell, ColumnType, Context, Value as CellValue};
use crate::lexicon::fold;
use crate::question::ast::Comparison;
use crate::reading::{Condition, Test, Value, condition_text};
use crate::time::{Day, Moment, Range, Truth, contained, overlaps};
use std::cmp::Ordering;
use std::collections::BTreeSet;
use strsim::damerau_levenshtein;

/// How many near values an error names.
const NEAR: usize = 5;

pub(super) fn filter(
    context: &Context<'_>,
    answer: &mut Answer,
    conditions: &[Condition],
    strictly: bool,
) -> Result<(), StepError> {
    for (part, condition) in conditions.iter().enumerate() {
        let at =
            column::find(&answer.columns, &condition.column).map_err(|problem| problem.at(part))?;
        let asked =
            Asked::of(context, answer, at, &condition.test).map_err(|problem| problem.at(part))?;
        let before = answer.rows.len();
        let mut missing = 0;
        let rows = std::mem::take(&mut answer.rows).into_iter();
        answer.rows = rows
            .filter_map(|mut row| {
                let cell = row.cells.get_mut(at)?;
                missing += usize::from(cell.value == CellValue::Missing);
                match asked.truth(cell) {
                    Truth::No => None,
                    Truth::Possible if strictly => None,
                    Truth::Possible => {
                        cell.possible = true;
                        Some(row)
                    }
                    Truth::Certain => Some(row),
                }
            })
            .collect();
        answer.total = answer.rows.len();
        let left = before - answer.rows.len();
        if left > 0 {
            let unknown = match (missing, &condition.test) {
                (0, _) | (_, Test::Empty | Test::Full) => String::new(),
                (n, _) => format!(", {n} of them because nothing is recorded there"),
            };
            let condition = condition_text(condition);
            answer.notes.push(format!(
                "`where {condition}` leaves out {left} of {before} rows{unknown}"
            ));
        }
    }
    Ok(())
}

/// A condition that fits its column.
enum Asked {
    Empty,
    Full,
    Contains(String),
    Number(Comparison, f64),
    Date(Comparison, Range),
    Boolean(Comparison, bool),
    /// One of these things, or something called so.
    Thing {
        equal: bool,
        iris: BTreeSet<String>,
        name: String,
    },
}

impl Asked {
    fn of(
        context: &Context<'_>,
        answer: &Answer,
        at: usize,
        test: &Test,
    ) -> Result<Self, StepProblem> {
        let (operator, value) = match test {
            Test::Empty => return Ok(Self::Empty),
            Test::Full => return Ok(Self::Full),
            Test::Contains(text) => return Ok(Self::Contains(fold(text))),
            Test::Compare { operator, value } => (*operator, value),
        };
        let column = &answer.columns[at];
        let refused = |instead| StepProblem::CannotCompare {
            column: column.name.clone(),
            instead,
        };
        match column.kind {
            ColumnType::Integer | ColumnType::Number => number(value)
                .map(|n| Self::Number(operator, n))
                .ok_or_else(|| refused("holds numbers, and is compared with a number")),
            ColumnType::Date => match value {
                Value::Date(range) => Ok(Self::Date(operator, *range)),
                _ => Err(refused(
                    "holds dates, and is compared with a date such as 2021, 2021-05 or 2021-05-24",
                )),
            },
            ColumnType::Boolean => match (boolean(value), equality(operator)) {
                (Some(value), Some(_)) => Ok(Self::Boolean(operator, value)),
                _ => Err(refused("holds yes or no: write `is yes` or `is no`")),
            },
            // The columns of raw SPARQL have no types; the value tells.
            ColumnType::Text if number(value).is_some() => {
                Ok(Self::Number(operator, number(value).unwrap_or_default()))
            }
            _ => {
                let Some(equal) = equality(operator) else {
                    return Err(refused(
                        "holds names, which are the same or not: write `is` or `is not`",
                    ));
                };
                Self::thing(context, answer, at, equal, value)
            }
        }
    }

    /// A name that is known nowhere would make an empty answer of a slip.
    fn thing(
        context: &Context<'_>,
        answer: &Answer,
        at: usize,
        equal: bool,
        value: &Value,
    ) -> Result<Self, StepProblem> {
        let name = match value {
            Value::Iri(iri) => {
                return Ok(Self::Thing {
                    equal,
                    iris: BTreeSet::from([iri.clone()]),
                    name: String::new(),
                });
            }
            Value::Text(text) | Value::Number(text) => text.clone(),
            Value::Date(range) => range.to_string(),
        };
        let exact = context.names.lookup(&name).exact;
        let iris: BTreeSet<String> = exact
            .iter()
            .map(|id| context.names.name(*id).iri.clone())
            .collect();
        let folded = fold(&name);
        let cells = || {
            answer
                .rows
                .iter()
                .filter_map(|row| row.cells.get(at))
                .flat_map(items)
        };
        let labels: BTreeSet<&str> = cells().filter_map(text).collect();
        if iris.is_empty()
            && !labels.iter().any(|label| fold(label) == folded)
            && !answer.rows.is_empty()
        {
            let slack = (folded.chars().count() / 3).clamp(1, 3);
            let mut near: Vec<(usize, &str)> = labels
                .iter()
                .map(|label| (label, fold(label)))
                .filter_map(|(label, key)| {
                    let distance = damerau_levenshtein(&key, &folded);
                    let part = key.split(' ').any(|word| word == folded);
                    (distance <= slack || part).then_some((distance, *label))
                })
                .collect();
            near.sort_unstable();
            return Err(StepProblem::NoSuchValue {
                value: name,
                column: answer.columns[at].name.clone(),
                near: near
                    .into_iter()
                    .take(NEAR)
                    .map(|(_, label)| label.to_owned())
                    .collect(),
            });
        }
        Ok(Self::Thing {
            equal,
            iris,
            name: folded,
        })
    }

    fn truth(&self, cell: &Cell) -> Truth {
        let missing = cell.value == CellValue::Missing && cell.items.is_empty();
        match self {
            Self::Empty => certain(missing),
            Self::Full => certain(!missing),
            _ if missing => Truth::No,
            Self::Contains(part) => {
                certain(items(cell).any(|item| text(item).is_some_and(|t| fold(t).contains(part))))
            }
            Self::Number(operator, n) => certain(items(cell).any(|item| match item.value {
                #[allow(clippy::cast_precision_loss)]
                CellValue::Integer(own) => compares(*operator, (own as f64).partial_cmp(n)),
                CellValue::Number(own) => compares(*operator, own.partial_cmp(n)),
                _ => false,
            })),
            Self::Boolean(operator, wanted) => certain(match cell.value {
                CellValue::Boolean(own) => compares(*operator, Some(own.cmp(wanted))),
                _ => false,
            }),
            Self::Date(operator, range) => {
                let truths = items(cell).filter_map(|item| when(item, *operator, range));
                truths.max().unwrap_or(Truth::No)
            }
            Self::Thing { equal, iris, name } => {
                let is = |item: &Cell| {
                    item.iri.as_ref().is_some_and(|iri| iris.contains(iri))
                        || (!name.is_empty() && text(item).is_some_and(|t| fold(t) == *name))
                };
                certain(items(cell).any(is) == *equal)
            }
        }
    }
}

fn certain(holds: bool) -> Truth {
    if holds { Truth::Certain } else { Truth::No }
}

/// Returns the single things of a cell.
fn items(cell: &Cell) -> impl Iterator<Item = &Cell> {
    let own = if cell.items.is_empty() {
        std::slice::from_ref(cell)
    } else {
        &cell.items
    };
    own.iter()
}

fn text(cell: &Cell) -> Option<&str> {
    match (&cell.label, &cell.value) {
        (Some(label), _) => Some(label),
        (None, CellValue::Text(text)) => Some(text),
        _ => None,
    }
}

fn equality(operator: Comparison) -> Option<bool> {
    match operator {
        Comparison::Equal => Some(true),
        Comparison::NotEqual => Some(false),
        _ => None,
    }
}

fn compares(operator: Comparison, ordering: Option<Ordering>) -> bool {
    let Some(ordering) = ordering else {
        return false;
    };
    match operator {
        Comparison::Less => ordering.is_lt(),
        Comparison::LessOrEqual => ordering.is_le(),
        Comparison::Equal => ordering.is_eq(),
        Comparison::NotEqual => ordering.is_ne(),
        Comparison::GreaterOrEqual => ordering.is_ge(),
        Comparison::Greater => ordering.is_gt(),
    }
}

/// Reads a number; a year is one too.
fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(text) => text.parse().ok(),
        Value::Date(range) => match range.moment() {
            Some(Moment::Year(year)) => Some(f64::from(year)),
            _ => None,
        },
        Value::Text(_) | Value::Iri(_) => None,
    }
}

fn boolean(value: &Value) -> Option<bool> {
    match value {
        Value::Text(text) if text.eq_ignore_ascii_case("yes") => Some(true),
        Value::Text(text) if text.eq_ignore_ascii_case("no") => Some(false),
        _ => None,
    }
}

/// Compares a date as the time clauses of a question do: `>=` is `since`, `<` is `before`, `=` is `in`.
fn when(cell: &Cell, operator: Comparison, range: &Range) -> Option<Truth> {
    let bounds = bounds(cell)?;
    let lasting = matches!(&cell.value, CellValue::Text(text) if text.contains('/'));
    let within = |range: Range| {
        if lasting {
            overlaps(&bounds, &range)
        } else {
            contained(&bounds, &range)
        }
    };
    let (first, last) = (Day::MIN, Day::MAX);
    Some(match operator {
        Comparison::Equal => within(*range),
        Comparison::NotEqual => match within(*range) {
            Truth::No => Truth::Certain,
            Truth::Possible => Truth::Possible,
            Truth::Certain => Truth::No,
        },
        Comparison::GreaterOrEqual => within(Range {
            from: range.from,
            to: last,
        }),
        Comparison::Greater => within(Range {
            from: range.to,
            to: last,
        }),
        Comparison::LessOrEqual => within(Range {
            from: first,
            to: range.to,
        }),
        Comparison::Less => within(Range {
            from: first,
            to: range.from,
        }),
    })
}
