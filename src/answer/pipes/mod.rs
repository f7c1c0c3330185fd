//! Steps on the rows of an answer: sorted, cut, narrowed, counted. What a step leaves out is said in a note.

mod column;
mod error;
mod filter;
mod sort;

pub use error::{StepError, StepProblem};

use super::facts::Context;
use super::table::{Answer, Cell, Column, ColumnType, Kind, Row};
use crate::reading::Pipe;
use std::collections::BTreeSet;

/// Does one step on an answer that holds all its rows; files are no matter of this room.
///
/// # Errors
/// The answer has no rows, or not the columns or values that the step names.
pub fn step(
    context: &Context<'_>,
    answer: &mut Answer,
    pipe: &Pipe,
    strictly: bool,
) -> Result<(), StepError> {
    let problem = |problem| StepError {
        part: None,
        problem,
    };
    if !matches!(answer.kind, Kind::Table | Kind::Graph)
        && !matches!(pipe, Pipe::Export(_) | Pipe::Save(_))
    {
        return Err(problem(StepProblem::NoRows { kind: answer.kind }));
    }
    match pipe {
        Pipe::Sort(keys) => sort::sort(answer, keys),
        Pipe::Take(n) => {
            take(answer, *n);
            Ok(())
        }
        Pipe::Select(columns) => select(answer, columns),
        Pipe::Where(conditions) => filter::filter(context, answer, conditions, strictly),
        Pipe::Count => {
            count(answer);
            Ok(())
        }
        Pipe::Export(_) | Pipe::Save(_) => Ok(()),
    }
}

fn take(answer: &mut Answer, n: usize) {
    let before = answer.rows.len();
    answer.rows.truncate(n);
    answer.total = answer.rows.len();
    if before > n {
        answer.notes.push(format!(
            "`take {n}` leaves out {} of {before} rows",
            before - n
        ));
    }
}

fn select(answer: &mut Answer, names: &[String]) -> Result<(), StepError> {
    let mut kept: Vec<usize> = Vec::new();
    for (part, name) in names.iter().enumerate() {
        let at = column::find(&answer.columns, name).map_err(|problem| problem.at(part))?;
        if kept.contains(&at) {
            let column = answer.columns[at].name.clone();
            return Err(StepProblem::SelectedTwice { column }.at(part));
        }
        kept.push(at);
    }
    answer.columns = kept.iter().map(|at| answer.columns[*at].clone()).collect();
    for row in &mut answer.rows {
        let cell = |at: &usize| row.cells.get(*at).cloned().unwrap_or_else(Cell::missing);
        row.cells = kept.iter().map(cell).collect();
    }
    Ok(())
}

fn count(answer: &mut Answer) {
    let rows = answer.rows.len();
    let possible = answer
        .rows
        .iter()
        .filter(|row| row.cells.iter().any(|cell| cell.possible))
        .count();
    if possible > 0 {
        answer.notes.push(format!(
            "{possible} of the {rows} counted only possibly belong"
        ));
    }
    let evidence: BTreeSet<String> = answer
        .rows
        .iter()
        .flat_map(|row| row.evidence.iter().cloned())
        .collect();
    answer.kind = Kind::Table;
    answer.columns = vec![Column {
        name: "count".to_owned(),
        kind: ColumnType::Integer,
    }];
    answer.rows = vec![Row {
        cells: vec![Cell::count(rows)],
        evidence: evidence.into_iter().collect(),
    }];
    answer.total = 1;
}
