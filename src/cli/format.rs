//! The formats of an answer.

use super::output::{remark, write};
use super::{Failure, terminal};
use crate::answer::Answer;
use crate::conversation::Named;
use crate::export::{Export, JsonLd, NQuads, NTriples, TriG, Turtle};
use crate::interrupt::interruptible;
use crate::render;
use crate::session::Session;
use clap::ValueEnum;
use oxigraph::model::Quad;

/// A format: of rows, or of the situations behind them as linked data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For reading, as wide as the terminal
    #[default]
    Table,
    /// One object: question, reading, kind, columns, rows, total, notes, sparql
    Json,
    /// Comma-separated, with columns of their own for IRIs and marks
    Csv,
    /// The same, tab-separated
    Tsv,
    /// For reports
    #[value(alias = "md")]
    Markdown,
    /// The situations behind the answer, with their sources
    #[value(alias = "ttl")]
    Turtle,
    /// The same, each statement in the graph of its source
    Trig,
    /// The same as turtle, one statement a line
    #[value(alias = "nt")]
    Ntriples,
    /// The same as trig, one statement a line
    #[value(alias = "nq")]
    Nquads,
    /// The same as trig, in JSON
    #[value(alias = "json-ld")]
    Jsonld,
}

/// What a format holds.
pub(super) enum Kind {
    Rows(render::Format),
    Data(&'static dyn Export),
}

impl Format {
    /// Tells rows from linked data.
    pub(super) fn kind(self) -> Kind {
        match self {
            Self::Table => Kind::Rows(render::Format::Table),
            Self::Json => Kind::Rows(render::Format::Json),
            Self::Csv => Kind::Rows(render::Format::Csv),
            Self::Tsv => Kind::Rows(render::Format::Tsv),
            Self::Markdown => Kind::Rows(render::Format::Markdown),
            Self::Turtle => Kind::Data(&Turtle),
            Self::Trig => Kind::Data(&TriG),
            Self::Ntriples => Kind::Data(&NTriples),
            Self::Nquads => Kind::Data(&NQuads),
            Self::Jsonld => Kind::Data(&JsonLd),
        }
    }
}

/// Writes the rows of an answer to standard output; what the format has no place for goes beside it.
pub(super) fn write_rows(answer: &Answer, format: render::Format) -> Result<(), Failure> {
    write(&format.write(&terminal::output(), answer))?;
    if format.is_bare() {
        render::remarks(answer).iter().for_each(|r| remark(r));
    }
    Ok(())
}

/// Writes an answer in any format, as linked data the situations behind it.
pub(super) fn write_answer(
    session: &Session,
    answer: &Answer,
    format: Format,
) -> Result<(), Failure> {
    let export = match format.kind() {
        Kind::Rows(format) => return write_rows(answer, format),
        Kind::Data(export) => export,
    };
    let quads = interruptible(|cancel| session.linked_data(answer, cancel));
    let quads = quads.map_err(|error| Failure::of(&answer.question, error))?;
    write_quads(&quads, export)
}

/// As [`write_answer`], for rows that hold too much for a table: for reading each is a block.
pub(super) fn write_records(
    session: &Session,
    answer: &Answer,
    format: Format,
) -> Result<(), Failure> {
    match format {
        Format::Table => write(&render::records(&terminal::output(), answer)),
        other => write_answer(session, answer, other),
    }
}

/// Writes to standard output what a name stands for.
pub(super) fn write_named(named: &Named) -> Result<(), Failure> {
    let Named {
        name,
        reading,
        members,
        notes,
    } = named;
    write(&render::named(
        &terminal::output(),
        name,
        reading,
        *members,
        notes,
    ))
}

/// Writes statements to standard output.
pub(super) fn write_quads(quads: &[Quad], format: &dyn Export) -> Result<(), Failure> {
    let mut bytes = Vec::new();
    let exported = format.export(quads, &mut bytes);
    exported.map_err(|error| Failure::Output(error.to_string()))?;
    write(&render::escape(&String::from_utf8_lossy(&bytes)))
}
