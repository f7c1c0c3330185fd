//! Cards: what is known of one entity, by sections.
//!
//! A row is one statement: the first column names its section, the others hold it. The first row's statement is the
//! title.

use super::cell;
use super::clean;
use super::grid::{self, Text, Weight};
use super::screen::{HEADING, QUIET, Screen};
use super::table;
use crate::answer::{Answer, Cell, Column, ColumnType, Row};
use unicode_width::UnicodeWidthStr;

/// Draws the title and the sections, each section's name once. Where sources differ, each line says by number whose it is.
pub(super) fn card(screen: &Screen, answer: &Answer) -> String {
    let Some((title, rest)) = answer.rows.split_first() else {
        return String::new();
    };
    let sources = Sources::of(answer);
    let title_text = sources.marked(title).text;
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
        lines.extend(grid::field(screen, name, &sources.marked(row), indent));
    }
    lines.extend(sources.legend(screen));
    if let Some(iri) = title.cells.iter().find_map(|cell| cell.iri.as_deref()) {
        let iri = screen.fold(&format!("<{}>", clean(iri)), 0);
        lines.extend(iri.lines().map(|line| screen.paint(QUIET, line)));
    }
    lines.join("\n")
}

/// The sources of a card's lines, by number.
struct Sources {
    /// The column that names the source of each line.
    column: Option<usize>,
    names: Vec<String>,
}

impl Sources {
    fn of(answer: &Answer) -> Self {
        let is_source = |column: &Column| column.kind == ColumnType::Source;
        let column = answer.columns.iter().position(is_source);
        let mut names: Vec<String> = Vec::new();
        for row in &answer.rows {
            for name in column.map_or_else(Vec::new, |at| named(row, at)) {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        Self { column, names }
    }

    /// Joins what a row says, with the numbers of its sources where there are several.
    fn marked(&self, row: &Row) -> Text {
        let mut text = statement(row, self.column);
        if let Some(at) = self.column
            && self.names.len() > 1
        {
            let own = named(row, at);
            let numbers = self
                .names
                .iter()
                .enumerate()
                .filter(|(_, name)| own.contains(name));
            let numbers: Vec<_> = numbers.map(|(n, _)| format!("{}", n + 1)).collect();
            if !numbers.is_empty() {
                text.text.push_str(&format!(" [{}]", numbers.join(", ")));
            }
        }
        text
    }

    fn legend(&self, screen: &Screen) -> Vec<String> {
        if self.names.len() < 2 {
            return Vec::new();
        }
        let legend = self.names.iter().enumerate();
        let lines = legend.map(|(n, name)| screen.fold(&format!("[{}] {name}", n + 1), 4));
        lines
            .flat_map(|line| {
                line.lines()
                    .map(|l| screen.paint(QUIET, l))
                    .collect::<Vec<_>>()
            })
            .collect()
    }
}

/// Returns the names in a cell, one or several.
fn named(row: &Row, at: usize) -> Vec<String> {
    match row.cells.get(at) {
        Some(cell) if !cell.items.is_empty() => cell.items.iter().map(cell::value).collect(),
        Some(cell) if !is_missing(cell) => vec![cell::value(cell)],
        _ => Vec::new(),
    }
}

fn section(row: &Row) -> String {
    row.cells.first().map_or_else(String::new, cell::value)
}

/// Joins what a row says; a statement is as guarded as its least certain part.
fn statement(row: &Row, sources: Option<usize>) -> Text {
    let parts: Vec<_> = row
        .cells
        .iter()
        .enumerate()
        .skip(1)
        .filter(|(at, cell)| Some(*at) != sources && !is_missing(cell))
        .map(|(_, cell)| table::text(cell))
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
    use crate::answer::Kind;
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

    #[test]
    fn lines_are_numbered_where_sources_differ() {
        let line = |section: &str, text: &str, source: &str| {
            row(vec![
                Cell::text(section),
                Cell::text(text),
                Cell::text(source),
            ])
        };
        let columns = || {
            vec![
                column("section", ColumnType::Text),
                column("value", ColumnType::Text),
                column("source", ColumnType::Source),
            ]
        };
        let rows = vec![line("name", "CSP", "A"), line("also called", "Cadre", "B")];
        assert_eq!(
            card(&Screen::piped(), &answer(Kind::Card, columns(), rows)),
            "CSP [1]\nalso called  Cadre [2]\n[1] A\n[2] B"
        );
        let rows = vec![line("name", "CSP", "A"), line("source", "A", "A")];
        assert_eq!(
            card(&Screen::piped(), &answer(Kind::Card, columns(), rows)),
            "CSP\nsource  A"
        );
    }
}
