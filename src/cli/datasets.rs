//! `allegiance datasets`: what is loaded.

use super::data::Data;
use super::failure::Failure;
use super::format::{Format, Kind, write_rows};
use super::output::remark;
use super::workspace::{Place, ended, failure};
use crate::answer::{self, Answer, Cell, Column, ColumnType, Row, Value};
use crate::workspace::Entry;
use clap::Args;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  allegiance datasets
  allegiance datasets --format json";

/// Lists what is loaded: name, version, counts, licence, when and from what file
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Datasets {
    /// How to write the list
    #[arg(long, value_enum, default_value_t, hide_default_value = true)]
    format: Format,
    #[command(flatten)]
    place: Place,
}

impl Datasets {
    pub(super) fn run(&self, before: &Data) -> ExitCode {
        ended(self.list(before), self.format == Format::Json)
    }

    fn list(&self, before: &Data) -> Result<(), Failure> {
        let Kind::Rows(format) = self.format.kind() else {
            let message = "datasets are listed as table, json, csv, tsv or markdown";
            return Err(Failure::Usage(message.to_owned()));
        };
        let workspace = self.place.open(before)?;
        let manifest = workspace.manifest().map_err(failure)?;
        let for_reading = matches!(self.format, Format::Table | Format::Markdown);
        write_rows(&listed(&manifest.datasets, for_reading), format)?;
        if manifest.datasets.is_empty() {
            remark("nothing is loaded yet; `allegiance load FILE` loads a dataset");
        }
        Ok(())
    }
}

/// Returns datasets as rows; for reading, hashes and times are short.
fn listed(entries: &[Entry], for_reading: bool) -> Answer {
    use ColumnType::{Integer, Text};
    let columns = [
        ("dataset", Text),
        ("version", Text),
        ("rows", Integer),
        ("situations", Integer),
        ("statements", Integer),
        ("set aside", Integer),
        ("licence", Text),
        ("loaded", Text),
        ("from", Text),
        ("SHA-256", Text),
    ];
    let rows = entries.iter().map(|entry| {
        let aside = entry.set_aside.as_ref();
        let short = |text: &str, length: usize| {
            let length = if for_reading { length } else { text.len() };
            text.chars().take(length).collect::<String>()
        };
        let files = entry.from.iter().map(|from| from.file.clone());
        let hashes = entry.from.iter().map(|from| short(&from.sha256, 12));
        let list = |texts: Vec<String>| Cell::text(texts.join(", "));
        let cells = vec![
            Cell::text(&entry.name),
            text(Some(&entry.version)),
            entry.rows.map_or_else(Cell::missing, number),
            number(entry.situations),
            number(entry.statements),
            number(aside.map_or(0, |table| table.rows + table.values)),
            text(entry.licence.as_ref()),
            Cell::text(short(&entry.loaded, 10)),
            list(files.collect()),
            list(hashes.collect()),
        ];
        Row {
            cells,
            evidence: Vec::new(),
        }
    });
    Answer {
        question: "datasets".to_owned(),
        reading: String::new(),
        kind: answer::Kind::Table,
        columns: columns
            .into_iter()
            .map(|(name, kind)| Column {
                name: name.to_owned(),
                kind,
            })
            .collect(),
        rows: rows.collect(),
        total: entries.len(),
        nodes: Vec::new(),
        notes: Vec::new(),
        sparql: String::new(),
    }
}

fn text(text: Option<&String>) -> Cell {
    match text {
        Some(text) if !text.is_empty() => Cell::text(text),
        _ => Cell::missing(),
    }
}

fn number(number: u64) -> Cell {
    Cell::of(Value::Integer(i64::try_from(number).unwrap_or(i64::MAX)))
}
