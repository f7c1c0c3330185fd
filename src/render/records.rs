//! Rows with too much in them for a table: one block a row, titled by its first cell, with what is missing left out.

use super::grid;
use super::screen::{HEADING, Screen};
use super::screenful::{message, remarks};
use super::{cell, table};
use crate::answer::{Answer, Cell, ColumnType};
use unicode_width::UnicodeWidthStr;

/// Draws an answer as blocks; ends in a line end.
#[must_use]
pub fn records(screen: &Screen, answer: &Answer) -> String {
    let fields: Vec<Vec<(String, grid::Text)>> = answer
        .rows
        .iter()
        .map(|row| fields(answer, &row.cells))
        .collect();
    let names = fields.iter().flatten().map(|(name, _)| name.width());
    let indent = names.max().unwrap_or(0).min(screen.width / 3) + 4;
    let mut text = String::new();
    for (row, fields) in answer.rows.iter().zip(&fields) {
        if !text.is_empty() {
            text.push('\n');
        }
        let title = row.cells.first().map_or_else(String::new, cell::whole_text);
        for line in screen.fold(&title, 2).lines() {
            text.push_str(&screen.paint(HEADING, line));
            text.push('\n');
        }
        for (name, value) in fields {
            for line in grid::field(screen, &format!("  {name}"), value, indent) {
                text.push_str(&line);
                text.push('\n');
            }
        }
    }
    for remark in remarks(answer) {
        text.push_str(&message(screen, "note", &remark));
        text.push('\n');
    }
    text
}

/// Names and values of a row but its first; counts that stand beside each other share a line.
fn fields(answer: &Answer, cells: &[Cell]) -> Vec<(String, grid::Text)> {
    let mut fields: Vec<(String, grid::Text)> = Vec::new();
    let mut counts: Vec<String> = Vec::new();
    for (column, cell) in answer.columns.iter().zip(cells).skip(1) {
        if column.kind == ColumnType::Integer {
            counts.push(format!("{} {}", cell::value(cell), column.name));
            continue;
        }
        flush(&mut counts, &mut fields);
        if *cell != Cell::missing() {
            let mut text = table::text(cell);
            text.text = cell::whole_text(cell);
            fields.push((column.name.clone(), text));
        }
    }
    flush(&mut counts, &mut fields);
    fields
}

fn flush(counts: &mut Vec<String>, fields: &mut Vec<(String, grid::Text)>) {
    if !counts.is_empty() {
        let line = grid::Text::plain(counts.join(", "));
        fields.push(("holds".to_owned(), line));
        counts.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::Kind;
    use crate::render::sample::{answer, column, row};

    #[test]
    fn a_block_leaves_out_what_is_missing_and_joins_counts() {
        let columns = vec![
            column("source", ColumnType::Source),
            column("version", ColumnType::Text),
            column("situations", ColumnType::Integer),
            column("actors", ColumnType::Integer),
            column("citation", ColumnType::Text),
        ];
        let line = |name: &str, version: Cell| {
            row(vec![
                Cell::text(name),
                version,
                Cell::count(3),
                Cell::count(0),
                Cell::text("word ".repeat(8).trim_end()),
            ])
        };
        let rows = vec![line("A", Cell::text("1")), line("B", Cell::missing())];
        let mut answer = answer(Kind::Table, columns, rows);
        answer.notes = vec!["known".to_owned()];
        let screen = Screen {
            width: 40,
            ..Screen::piped()
        };
        assert_eq!(
            records(&screen, &answer),
            "A\n  version   1\n  holds     3 situations, 0 actors\n  citation  word word word word word\n            \
             word word word\n\nB\n  holds     3 situations, 0 actors\n  citation  word word word word word\n            \
             word word word\nnote: known\n"
        );
    }
}
