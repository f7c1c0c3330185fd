//! Yes or no: the verdict on a line of its own, the evidence under it.
//!
//! The first column of the first row is the verdict: a boolean, or words such as `disputed` and `not in this data`.
//! The other columns are the evidence.

use super::cell;
use super::screen::{HEADING, Screen};
use super::table;
use crate::answer::{Answer, Cell, Row, Value};

/// What is said when there is not even a verdict.
const NOTHING: &str = "not in this data";

/// Draws the verdict and the evidence.
pub(super) fn verdict(screen: &Screen, answer: &Answer) -> String {
    let verdict = answer
        .rows
        .first()
        .and_then(|row| row.cells.first())
        .map_or_else(|| NOTHING.to_owned(), words);
    let lines: Vec<_> = screen
        .fold(&verdict, 0)
        .lines()
        .map(|line| screen.paint(HEADING, line))
        .collect();
    let verdict = lines.join("\n");
    let evidence: Vec<usize> = (1..answer.columns.len())
        .filter(|&i| answer.rows.iter().any(|row| is_present(row, i)))
        .collect();
    if evidence.is_empty() {
        return verdict;
    }
    let table = table::selected(screen, &answer.columns, &answer.rows, &evidence);
    format!("{verdict}\n\n{table}")
}

fn words(cell: &Cell) -> String {
    if *cell == Cell::missing() {
        NOTHING.to_owned()
    } else {
        cell::text(cell)
    }
}

fn is_present(row: &Row, column: usize) -> bool {
    row.cells
        .get(column)
        .is_some_and(|cell| cell.value != Value::Missing || !cell.items.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::{ColumnType, Kind};
    use crate::render::sample::{answer, column, row};

    #[test]
    fn the_verdict_comes_before_its_evidence() {
        let columns = vec![
            column("answer", ColumnType::Boolean),
            column("situation", ColumnType::Situation),
        ];
        let yes = Cell::of(Value::Boolean(true));
        let rows = vec![row(vec![yes.clone(), Cell::thing("http://x/a", "ambush")])];
        let text = verdict(
            &Screen::piped(),
            &answer(Kind::YesNo, columns.clone(), rows),
        );
        assert!(text.starts_with("yes\n\n situation\n"), "{text}");
        let bare = answer(
            Kind::YesNo,
            columns.clone(),
            vec![row(vec![yes, Cell::missing()])],
        );
        assert_eq!(verdict(&Screen::piped(), &bare), "yes");
        assert_eq!(
            verdict(&Screen::piped(), &answer(Kind::YesNo, columns, vec![])),
            NOTHING
        );
    }
}
