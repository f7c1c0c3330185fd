//! `having`: groups whose column compares with a number.

use super::error::AnswerError;
use super::table::{Answer, Row, Value};
use crate::question::ast::Comparison;
use crate::reading::{Having, Reading};

/// Keeps the rows whose columns compare as asked, and says how many there are and were.
///
/// # Errors
/// There is no such column.
pub fn having(
    reading: &Reading,
    answer: &mut Answer,
    mut rows: Vec<Row>,
) -> Result<(), AnswerError> {
    let before = rows.len();
    for test in &reading.having {
        let at = column(answer, test)?;
        rows.retain(|row| {
            row.cells
                .get(at)
                .is_some_and(|cell| holds(&cell.value, test.operator, test.number))
        });
    }
    if !reading.having.is_empty() && rows.len() < before {
        answer
            .notes
            .push(format!("`having` keeps {} of {before} groups", rows.len()));
    }
    answer.total = rows.len();
    answer.rows = rows;
    Ok(())
}

/// Finds a column by its name; `total` is the first that is added up or counted, and what is counted names its count.
fn column(answer: &Answer, test: &Having) -> Result<usize, AnswerError> {
    use super::table::ColumnType::{Integer, Number};
    let named = answer
        .columns
        .iter()
        .position(|column| column.name.to_lowercase() == test.column);
    let numeric = || {
        answer
            .columns
            .iter()
            .rposition(|column| ["count", "killed", "injured"].contains(&column.name.as_str()))
            .or_else(|| {
                answer.columns.iter().position(|column| {
                    matches!(column.kind, Integer | Number) && column.name != "year"
                })
            })
    };
    let counts = answer.reading.contains(&format!("count {}", test.column));
    let found = named.or_else(|| {
        (["total", "number"].contains(&test.column.as_str()) || counts)
            .then(numeric)
            .flatten()
    });
    found.ok_or_else(|| AnswerError::NoSuchColumn {
        column: test.column.clone(),
        accepted: answer.columns.iter().map(|c| c.name.clone()).collect(),
    })
}

fn holds(value: &Value, operator: Comparison, number: i64) -> bool {
    #[expect(clippy::cast_precision_loss)]
    let (value, number) = match value {
        Value::Integer(n) => (*n as f64, number as f64),
        Value::Number(n) => (*n, number as f64),
        _ => return false,
    };
    let ordering = value.total_cmp(&number);
    match operator {
        Comparison::Less => ordering.is_lt(),
        Comparison::LessOrEqual => ordering.is_le(),
        Comparison::Equal => ordering.is_eq(),
        Comparison::NotEqual => ordering.is_ne(),
        Comparison::GreaterOrEqual => ordering.is_ge(),
        Comparison::Greater => ordering.is_gt(),
    }
}
