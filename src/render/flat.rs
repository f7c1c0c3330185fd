//! An answer as plain columns of text, for formats that hold nothing else.
//!
//! The layout depends on the types of the columns alone, never on the rows, so that a script that reads one answer
//! reads the next:
//!
//! - a column of actors, situations, places or sources, and every column of a card, becomes three: `attacker` (the name), `attacker_iri`, `attacker_note`;
//! - any other becomes two: `when`, `when_note`.
//!
//! A space in a column's name is written `_`. A note holds every mark of its cell (`possible, claimed by CSP, year inferred`) and is empty for plain fact, so that
//! `killed_note == ""` selects what nobody has to claim. A cell that stands for several things holds them all, joined
//! by `; ` (a `;` inside one of them is written `\;`); their IRIs are joined by a space, their notes are preceded by their name.
//!
//! The answer to raw SPARQL has no marks and keeps exactly the columns of its query, with IRIs written as IRIs.
//!
//! Values are written as they are: a text that begins with `=`, `+`, `-` or `@` is not altered to calm a spreadsheet, because
//! then it would no longer be the data; import such columns as text.

use super::cell;
use crate::answer::{Answer, Cell, Column, ColumnType, Kind, Value};

/// Lists the names of the flat columns, each of them once.
#[must_use]
pub fn header(answer: &Answer) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let raw = is_raw(answer);
    for column in &answer.columns {
        let parts: &[&str] = match () {
            () if raw => &[""],
            () if is_thing(answer, column) => &["", "_iri", "_note"],
            () => &["", "_note"],
        };
        for part in parts {
            let mut name = format!("{}{part}", column.name.replace(' ', "_"));
            while names.contains(&name) {
                name.push('_');
            }
            names.push(name);
        }
    }
    names
}

/// Lists the rows, each with one text a flat column.
pub fn rows(answer: &Answer) -> impl Iterator<Item = Vec<String>> + '_ {
    let raw = is_raw(answer);
    answer.rows.iter().map(move |row| {
        let cells = answer.columns.iter().zip(&row.cells);
        cells
            .flat_map(|(column, cell)| texts(cell, raw, is_thing(answer, column)))
            .collect()
    })
}

fn texts(cell: &Cell, raw: bool, is_thing: bool) -> Vec<String> {
    match () {
        () if raw => vec![cell.iri.clone().unwrap_or_else(|| value(cell))],
        () if is_thing => vec![value(cell), iris(cell), cell::marks(cell)],
        () => vec![value(cell), cell::marks(cell)],
    }
}

/// Tells the columns that hold things; those of a card hold things and texts alike.
fn is_thing(answer: &Answer, column: &Column) -> bool {
    use ColumnType::{Actor, Place, Situation, Source};
    answer.kind == Kind::Card || matches!(column.kind, Actor | Situation | Place | Source)
}

/// Tells the answer to raw SPARQL, which has no reading but itself and no marks.
fn is_raw(answer: &Answer) -> bool {
    let marked = |cell: &Cell| !cell.items.is_empty() || !cell::marks(cell).is_empty();
    let read = !answer.reading.is_empty() && !answer.reading.starts_with("sparql {");
    !read && !answer.rows.iter().flat_map(|row| &row.cells).any(marked)
}

fn value(cell: &Cell) -> String {
    if !cell.items.is_empty() {
        let items: Vec<_> = cell
            .items
            .iter()
            .map(|item| value(item).replace('\\', "\\\\").replace(';', "\\;"))
            .collect();
        return items.join("; ");
    }
    match (&cell.value, &cell.label) {
        (Value::Missing, label) => label.clone().unwrap_or_default(),
        (Value::Boolean(yes), _) => yes.to_string(),
        (Value::Integer(n), _) => n.to_string(),
        (Value::Number(n), _) => n.to_string(),
        // A date's value is EDTF, its label the same in words.
        (Value::Text(text), _) => text.clone(),
    }
}

fn iris(cell: &Cell) -> String {
    let own = cell.iri.iter().cloned();
    let all: Vec<_> = own.chain(cell.items.iter().map(iris)).collect();
    all.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;

    #[test]
    fn no_mark_is_lost() {
        let answer = sample::ambushes();
        assert_eq!(
            header(&answer).join(" "),
            "attacker attacker_iri attacker_note when when_note killed killed_note \
             situation situation_iri situation_note"
        );
        assert_eq!(
            rows(&answer).next().unwrap(),
            [
                "CSP",
                "http://x/csp",
                "",
                "2024-07-27",
                "possible, year inferred",
                "84",
                "claimed by CSP",
                "a | b; c, \"d\"",
                "http://x/a http://x/b",
                "c, \"d\": suggested",
            ]
        );
    }

    #[test]
    fn raw_sparql_keeps_its_columns() {
        let mut answer = sample::path();
        answer.reading.clear();
        for row in &mut answer.rows {
            row.cells.truncate(5);
        }
        answer.columns.truncate(5);
        assert_eq!(header(&answer), ["path", "step", "from", "relation", "to"]);
        assert_eq!(rows(&answer).next().unwrap()[2], "http://x/Ukraine");
    }

    #[test]
    fn names_are_given_once() {
        let mut answer = sample::path();
        answer.columns[0].name = "when_note".to_owned();
        let names = header(&answer);
        assert!(names.contains(&"when_note_".to_owned()), "{names:?}");
    }
}
