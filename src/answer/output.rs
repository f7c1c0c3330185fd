//! How rows are put out: in which order, which of them are kept, and how many are shown.

use super::error::AnswerError;
use super::list::{PAGE, sort};
use super::table::{Answer, Row};
use crate::reading::{Ask, Reading, Rows, Set};

/// Returns how many rows are shown at most.
pub fn page(rows: Rows) -> usize {
    match rows {
        Rows::Page => PAGE,
        Rows::All => usize::MAX,
        Rows::Limit(n) => n,
    }
}

/// Returns a reading that asks something else as strictly, with nothing of how the answer is put out.
pub fn plain(reading: &Reading, ask: Ask) -> Reading {
    Reading {
        ask,
        strictly: reading.strictly,
        rows: Rows::All,
        order: Vec::new(),
        having: Vec::new(),
        pipes: Vec::new(),
    }
}

/// Returns the reading that lists a set, with nothing of how the answer is put out.
pub fn listed(reading: &Reading, set: Set) -> Reading {
    plain(reading, Ask::List(set))
}

/// Says whether the order in which rows stand already decides which of them are shown.
pub fn as_they_stand(reading: &Reading) -> bool {
    reading.order.is_empty() && reading.having.is_empty()
}

/// Orders rows, keeps those that `having` allows, counts them and cuts them to the page; `starts` gives the day of each, where
/// they stand in the order of their days.
pub fn finish(
    reading: &Reading,
    answer: &mut Answer,
    mut rows: Vec<Row>,
    starts: &[i64],
) -> Result<(), AnswerError> {
    sort(&answer.columns, &mut rows, &reading.order, starts)?;
    super::having::having(reading, answer, rows)?;
    answer.rows.truncate(page(reading.rows));
    Ok(())
}
