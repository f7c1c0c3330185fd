//! Cards: what is known of one entity, by sections.
//!
//! A row is one statement: the first column names its section, the others hold it. The first row's statement is the
//! title.

use super::cell;
use super::clean;
use super::grid::{self, Text, Weight};
use super::screen::{HEADING, QUIET, Screen};
use super::table;
use crate::answer::{Answer, Cell, Row};
use unicode_width::UnicodeWidthStr;

/// Draws the title and the sections, each section's name once.
pub(super) fn card(screen: &Screen, answer: &Answer) -> String {
    let Some((title, rest)) = answer.rows.split_first() else {
        return String::new();
    };
    let title_text = statement(title).text;
    let title_text = screen.fold(&title_text, 0);
    let mut lines: Vec<_> = title_text
        .lines()
        .map(|l| screen.paint(HEADING, l))
        .collect();
    let names: Vec<_> = rest.iter().map(section).collect();
    let widest = names.iter().map(|n| n.width()).max().unwrap_or(0);
    let indent = widest.min(screen.width / 3) + 2;
    for (i, row) in rest.iter().enumerate() {
        let repeats = i > 0 && names[i] == names[i - 1];
        let name = if repeats { "" } else { &names[i] };
        lines.extend(grid::field(screen, name, &statement(row), indent));
    }
    if let Some(iri) = title.cells.iter().find_map(|cell| cell.iri.as_deref()) {
        let iri = screen.fold(&format!("<{}>", clean(iri)), 0);
        lines.extend(iri.lines().map(|line| screen.paint(QUIET, line)));
    }
    lines.join("\n")
}

fn section(row: &Row) -> String {
    row.cells.first().map_or_else(String::new, cell::value)
}

/// Joins what a row says; a statement is as guarded as its least certain part.
fn statement(row: &Row) -> Text {
    let parts: Vec<_> = row
        .cells
        .iter()
        .skip(1)
        .filter(|cell| !is_missing(cell))
        .map(table::text)
        .collect();
    let guarded = parts.iter().any(|part| part.weight == Weight::Guarded);
    let texts: Vec<_> = parts.into_iter().map(|part| part.text).collect();
    Text {
        text: texts.join(" · "),
        weight: if guarded {
            Weight::Guarded
        } else {
            Weight::Plain
        },
    }
}

fn is_missing(cell: &Cell) -> bool {
    *cell == Cell::missing()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::{ColumnType, Kind};
    use crate::render::sample::{answer, column, row};

    #[test]
    fn a_section_is_named_once() {
        let line = |section: &str, text: &str| {
            row(vec![Cell::text(section), Cell::text(text), Cell::missing()])
        };
        let columns = vec![
            column("section", ColumnType::Text),
            column("value", ColumnType::Text),
            column("when", ColumnType::Date),
        ];
        let mut title = line("name", "CSP");
        title.cells[1].iri = Some("http://x/csp".to_owned());
        let rows = vec![
            title,
            line("also called", "Cadre"),
            line("attacker", "ambush"),
            line("attacker", "battle"),
        ];
        assert_eq!(
            card(&Screen::piped(), &answer(Kind::Card, columns, rows)),
            "CSP\nalso called  Cadre\nattacker     ambush\n             battle\n<http://x/csp>"
        );
    }
}
