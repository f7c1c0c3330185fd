//! The list of sources: what each is, how it is cited, and how much it holds.

use super::coverage::kinds_and_places;
use super::description::descriptions;
use super::error::AnswerError;
use super::facts::Context;
use super::list::column;
use super::table::{Answer, Cell, ColumnType, Kind, Row};
use crate::time::in_words;

/// Lists the sources that were opened, one a row.
///
/// # Errors
/// The engine fails or is stopped.
pub fn catalogue(context: &Context<'_>) -> Result<Answer, AnswerError> {
    let described = descriptions(context, &|_| true)?;
    let columns = vec![
        column("source", ColumnType::Source),
        column("version", ColumnType::Text),
        column("date", ColumnType::Date),
        column("licence", ColumnType::Text),
        column("rights", ColumnType::Text),
        column("publisher", ColumnType::Actor),
        column("coverage", ColumnType::Date),
        column("situations", ColumnType::Integer),
        column("actors", ColumnType::Integer),
        column("places", ColumnType::Integer),
        column("figures", ColumnType::Integer),
        column("claims", ColumnType::Integer),
        column("statements", ColumnType::Integer),
        column("citation", ColumnType::Text),
        column("address", ColumnType::Text),
        column("read from", ColumnType::Text),
    ];
    let text = |text: &str| match text {
        "" => Cell::missing(),
        text => Cell::text(text),
    };
    let rows: Vec<Row> = context
        .sources
        .iter()
        .zip(&described)
        .map(|(source, told)| {
            let times = &source.covers.times;
            let declared = times.first().zip(times.last());
            let stretch = declared.map(|(first, last)| (first.0, last.1));
            let coverage = stretch.or(source.coverage);
            let mut coverage = coverage.map_or_else(Cell::missing, |(from, to)| {
                let mut cell = Cell::text(format!("{from}/{to}"));
                let (from, to) = (from.date().year(), to.date().year());
                cell.label = Some(if from == to {
                    format!("{from}")
                } else {
                    format!("{from}–{to}")
                });
                cell
            });
            let kinds = kinds_and_places(context, source);
            coverage.remark = (!kinds.is_empty()).then_some(kinds);
            let mut date = text(&told.date);
            let words = in_words(&told.date);
            date.label = (words != told.date).then_some(words);
            let makers = if told.publishers.is_empty() {
                &told.creators
            } else {
                &told.publishers
            };
            Row {
                cells: vec![
                    Cell::thing(source.iri.as_str(), source.label.as_str()),
                    text(&told.version),
                    date,
                    text(&told.licence),
                    text(&told.rights),
                    text(&makers.join(", ")),
                    coverage,
                    Cell::count(source.situations),
                    Cell::count(source.actors),
                    Cell::count(source.places),
                    Cell::count(source.figures),
                    Cell::count(source.claims),
                    Cell::count(source.statements),
                    text(&told.citation),
                    text(&told.url),
                    text(&source.files.join(", ")),
                ],
                evidence: Vec::new(),
            }
        })
        .collect();
    Ok(Answer {
        question: "sources".to_owned(),
        reading: "sources".to_owned(),
        kind: Kind::Table,
        columns,
        total: rows.len(),
        rows,
        nodes: Vec::new(),
        notes: Vec::new(),
        sparql: String::new(),
    })
}
