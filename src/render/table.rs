//! Rows of an answer as a grid, and the line that says how many there are.

use super::cell;
use super::clean;
use super::grid::{self, Heading, Text, Weight};
use super::screen::Screen;
use crate::answer::{Answer, Cell, Column, ColumnType, Row, Value};

/// Draws the rows under the names of their columns.
pub(super) fn table(screen: &Screen, columns: &[Column], rows: &[Row]) -> String {
    let all: Vec<_> = (0..columns.len()).collect();
    selected(screen, columns, rows, &all)
}

/// Draws some columns of the rows, in the given order.
///
/// Where that is too wide for a line a row, a source that all rows share is said once below them.
pub(super) fn selected(
    screen: &Screen,
    columns: &[Column],
    rows: &[Row],
    which: &[usize],
) -> String {
    let (headings, texts) = texts(columns, rows, which);
    if grid::natural_width(&headings, &texts) <= screen.width {
        return grid::draw(screen, &headings, &texts);
    }
    let (shared, own): (Vec<_>, Vec<_>) = which
        .iter()
        .partition(|&&i| columns[i].kind == ColumnType::Source && is_shared(rows, i));
    let (headings, texts) = self::texts(columns, rows, &own);
    let mut drawn = grid::draw(screen, &headings, &texts);
    for i in shared {
        let name = clean(&columns[i].name);
        let line = format!("{name}: {}", cell::text(&rows[0].cells[i]));
        drawn.push_str(&format!("\n{}", screen.fold(&line, 2)));
    }
    drawn
}

fn texts(columns: &[Column], rows: &[Row], which: &[usize]) -> (Vec<Heading>, Vec<Vec<Text>>) {
    let headings = which.iter().map(|&i| heading(&columns[i])).collect();
    let cell = |row: &Row, i: usize| row.cells.get(i).map_or_else(|| Text::plain(""), text);
    let texts = rows
        .iter()
        .map(|row| which.iter().map(|&i| cell(row, i)).collect())
        .collect();
    (headings, texts)
}

/// Tells whether every row has the same thing in a column.
fn is_shared(rows: &[Row], column: usize) -> bool {
    let cells = || rows.iter().map(|row| row.cells.get(column));
    cells().all(|cell| cell.is_some_and(|cell| *cell != Cell::missing()))
        && cells().skip(1).zip(cells()).all(|(a, b)| a == b)
}

/// Says how many rows there are, how many of them are only possible and how many are not shown.
pub(super) fn count(answer: &Answer) -> String {
    let shown = answer.rows.len();
    let possible = answer.rows.iter().filter(|row| is_possible(row)).count();
    let noun = if answer.total == 1 { "row" } else { "rows" };
    if shown >= answer.total {
        return match possible {
            0 => format!("{shown} {noun}"),
            _ if shown == 1 => "1 row, possibly".to_owned(),
            _ => format!("{shown} {noun}, {possible} of them possibly"),
        };
    }
    let possible = match possible {
        0 => String::new(),
        _ => format!(" ({possible} of those shown possibly)"),
    };
    format!(
        "{shown} of {} {noun}{possible}; add \"all\" to see every one",
        answer.total
    )
}

/// Draws a cell with the stress that its marks give it.
pub(super) fn text(cell: &Cell) -> Text {
    let weight = if cell.value == Value::Missing && cell.iri.is_none() && cell.items.is_empty() {
        Weight::Quiet
    } else if cell.possible || cell::claim(cell).is_some() {
        Weight::Guarded
    } else {
        Weight::Plain
    };
    Text {
        text: cell::text(cell),
        weight,
    }
}

fn heading(column: &Column) -> Heading {
    use ColumnType::{Date, Integer, Number};
    Heading {
        text: clean(&column.name).into_owned(),
        is_number: matches!(column.kind, Integer | Number),
        longest: match column.kind {
            Integer | Number | Date => grid::FIGURE,
            _ => grid::WORD,
        },
    }
}

fn is_possible(row: &Row) -> bool {
    row.cells.iter().any(|cell| cell.possible)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;

    #[test]
    fn the_count_is_honest() {
        let mut answer = sample::ambushes();
        assert_eq!(count(&answer), "2 rows, 1 of them possibly");
        answer.total = 412;
        assert_eq!(
            count(&answer),
            "2 of 412 rows (1 of those shown possibly); add \"all\" to see every one"
        );
        answer.rows.truncate(1);
        answer.total = 1;
        assert_eq!(count(&answer), "1 row, possibly");
        answer.rows.clear();
        answer.total = 0;
        assert_eq!(count(&answer), "0 rows");
    }

    #[test]
    fn a_source_of_all_rows_is_said_once_when_room_is_short() {
        let mut answer = sample::ambushes();
        answer
            .columns
            .push(sample::column("according to", ColumnType::Source));
        for row in &mut answer.rows {
            row.cells.push(Cell::text("An article with a long title"));
        }
        let drawn = |width| {
            let screen = Screen::terminal(Some(width), false);
            table(&screen, &answer.columns, &answer.rows)
        };
        assert!(drawn(80).ends_with("\naccording to: An article with a long title"));
        assert_eq!(drawn(80).matches("long title").count(), 1);
        assert_eq!(drawn(200).matches("long title").count(), 2);
    }

    #[test]
    fn marks_stand_in_their_cells() {
        let answer = sample::ambushes();
        let wide = Screen::terminal(Some(120), false);
        let text = table(&wide, &answer.columns, &answer.rows);
        assert!(text.contains("~2024-07-27 [year inferred]"), "{text}");
        assert!(text.contains("84 (claimed by CSP)"), "{text}");
        assert!(text.contains(" –"), "{text}");
    }
}
