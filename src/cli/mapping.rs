//! `allegiance mapping`: how tables become situations.

use super::failure::Failure;
use super::output::{warn, write};
use crate::diagnostic::{Candidate, Diagnostic};
use crate::load::mapping::{
    Batch, ConvertError, MappingError, Problem, Report, Request, convert, draft, sentences,
};
use crate::load::table::Weight;
use crate::question::ast::Span;
use crate::store::{OpenError, mapping, table_input, tables};
use clap::{Args, Subcommand};
use std::convert::Infallible;
use std::fmt::Write;
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  allegiance mapping list
  allegiance mapping new incidents.csv > incidents.toml
  allegiance mapping check incidents.toml incidents.csv
  allegiance ask 'count events by year' --data incidents.csv --mapping incidents.toml";

/// Rows that `check` reads.
const CHECKED: u64 = 1000;

/// Writes, checks and lists mappings, by which tables are read
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Mapping {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Drafts a mapping from the header and the first rows of a table
    New {
        /// The table
        #[arg(value_name = "TABLE")]
        table: PathBuf,
    },
    /// Reads the first 1,000 rows of a table and shows three situations as sentences
    Check {
        /// The mapping, or the name of one that is bundled
        #[arg(value_name = "FILE.toml")]
        mapping: PathBuf,
        /// The table
        #[arg(value_name = "TABLE")]
        table: PathBuf,
    },
    /// Lists the datasets whose tables are known
    List,
}

impl Mapping {
    pub(super) fn run(&self) -> ExitCode {
        let done = match &self.verb {
            Verb::New { table } => new(table),
            Verb::Check { mapping, table } => check(mapping, table),
            Verb::List => list(),
        };
        match done {
            Ok(()) => ExitCode::SUCCESS,
            Err(failure) => {
                failure.report(false, &[]);
                failure.exit_code()
            }
        }
    }
}

fn new(table: &std::path::Path) -> Result<(), Failure> {
    let tables = tables().map_err(failure)?;
    let text = draft(tables, table_input(table)).map_err(|error| failure(error.into()))?;
    write(&text)
}

fn check(file: &std::path::Path, table: &std::path::Path) -> Result<(), Failure> {
    let tables = tables().map_err(failure)?;
    let own;
    let mapping = match file.to_str().and_then(|name| tables.named(name)) {
        Some(bundled) => bundled,
        None => {
            own = mapping(file).map_err(failure)?;
            &own
        }
    };
    let request = Request {
        mapping: Some(mapping),
        limit: Some(CHECKED),
        ..Request::default()
    };
    let mut quads = Vec::new();
    let mut sink = |batch: Batch| -> Result<(), Infallible> {
        quads.extend(batch.quads());
        Ok(())
    };
    let report = convert(tables, table_input(table), &request, &mut |_| (), &mut sink);
    let report = report.map_err(|error| match error {
        ConvertError::Table(error) => failure(error.into()),
        ConvertError::Sink(never) => match never {},
    })?;
    let mut text = summary(&report);
    for sentence in sentences(&quads, &tables.vocabulary, 3) {
        let _ = writeln!(text, "\n{sentence}");
    }
    write(&crate::render::clean_lines(&text))?;
    if report.situations == 0 && report.rows > 0 {
        warn("no row became a situation; see above what is missing");
    }
    Ok(())
}

/// Tells what came of a table.
pub(super) fn summary(report: &Report) -> String {
    let mut text = String::new();
    let version = if report.version.is_empty() {
        String::new()
    } else {
        format!(" {}", report.version)
    };
    let _ = writeln!(text, "{}{version}, from {}", report.title, report.file);
    let _ = writeln!(
        text,
        "{} rows read, {} situations",
        report.rows, report.situations
    );
    for (class, count) in &report.classes {
        let _ = writeln!(text, "  {count} {class}");
    }
    for (weight, title) in [
        (Weight::Row, "rows set aside"),
        (Weight::Value, "values set aside"),
        (Weight::Noted, "to look at"),
    ] {
        let counts: Vec<_> = report
            .counts
            .iter()
            .filter(|count| count.weight == weight)
            .collect();
        if counts.is_empty() {
            continue;
        }
        let _ = writeln!(text, "{} {title}", report.of_weight(weight));
        for count in counts {
            let column = if count.column.is_empty() {
                String::new()
            } else {
                format!(" in {}", count.column)
            };
            let first = report
                .set_aside
                .iter()
                .find(|one| one.reason == count.reason && one.column == count.column);
            let example = first.map_or_else(String::new, |one| {
                format!(", first in row {}: \"{}\"", one.row, one.value)
            });
            let _ = writeln!(
                text,
                "  {} × {}{column}{example}",
                count.count, count.reason
            );
            let _ = writeln!(text, "    {}", count.remedy);
        }
    }
    text
}

fn list() -> Result<(), Failure> {
    let tables = tables().map_err(failure)?;
    let mut text = String::new();
    for mapping in &tables.mappings {
        let dataset = &mapping.dataset;
        let licence = dataset.licence.as_deref().unwrap_or("unknown licence");
        let _ = writeln!(text, "{:24} {} ({licence})", dataset.name, dataset.title);
    }
    write(&text)
}

/// Tells why data cannot be opened; what is wrong with a mapping is shown at its own lines.
pub(super) fn failure(error: OpenError) -> Failure {
    match error {
        OpenError::Mapping(error) => Failure::Mapping {
            problems: error
                .problems
                .iter()
                .map(|problem| drawn(&error, problem))
                .collect(),
            message: error.to_string(),
        },
        OpenError::Workspace(error) => super::workspace::failure(error),
        error => Failure::Data(format!("{error}\n{}", error.remedy())),
    }
}

/// Returns a problem with the line that it is in.
fn drawn(error: &MappingError, problem: &Problem) -> (String, Diagnostic) {
    let (number, _) = error.place(problem);
    let before = error.text.get(..problem.span.start).unwrap_or_default();
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = error
        .text
        .get(start..)
        .and_then(|rest| rest.lines().next())
        .unwrap_or_default();
    let from = (problem.span.start.saturating_sub(start)).min(line.len());
    let to = problem
        .span
        .end
        .saturating_sub(start)
        .min(line.len())
        .max(from);
    let candidate = |name: &String| Candidate {
        label: name.clone(),
        detail: String::new(),
        iri: None,
        question: None,
    };
    let mut diagnostic = Diagnostic::new(
        "mapping",
        format!("{}, line {number}: {}", error.file, problem.message),
        Span {
            start: from,
            end: to,
        },
    );
    diagnostic.candidates = problem.candidates.iter().map(candidate).collect();
    if !problem.help.is_empty() {
        diagnostic = diagnostic.note(problem.help.clone());
    }
    (line.to_owned(), diagnostic)
}
