//! `allegiance ask`: one question, one answer.

use super::data::Data;
use super::format::{Format, write_answer, write_records};
use super::output::write;
use super::{Failure, words};
use crate::answer::{self, Answer};
use crate::files::Files;
use crate::interrupt::interruptible;
use crate::render;
use crate::session::{Options, Session};
use clap::Args;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  allegiance ask 'who ambushed \"Wagner Group\"'
  allegiance ask 'allies of MNLA in 2012' --format markdown
  allegiance ask 'sum killed of events in Tinzaouatene by victim' --format csv
  allegiance ask 'interventions in Mali since 2013' --format turtle > interventions.ttl
  allegiance ask 'sum killed of battles by victim' --why 2
  allegiance ask 'allies of MNLA in 2012' --cite >> references.bib
  allegiance ask 'battles in 2014' --data sahel --data mine.ttl
  allegiance ask - < question.txt";

/// Answers a question
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Ask {
    /// The question; `-` reads it from standard input
    #[arg(required = true, value_name = "QUESTION")]
    question: Vec<String>,
    /// How to write the answer
    #[arg(long, value_enum, default_value_t, hide_default_value = true)]
    format: Format,
    /// Show at most N rows instead of 200
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    limit: Option<u64>,
    /// Overwrite the files that the question exports to
    #[arg(long)]
    force: bool,
    /// Write the statements behind a row instead: its number, or its first cell
    #[arg(long, value_name = "ROW")]
    why: Option<String>,
    /// Write citations of the sources that the answer used instead, as BibTeX
    #[arg(long)]
    cite: bool,
    #[command(flatten)]
    data: Data,
}

impl Ask {
    pub(super) fn run(&self, data: &Data) -> ExitCode {
        data.run(&self.data, self.format == Format::Json, |session| {
            self.answer(session)
        })
    }

    fn answer(&self, session: &Session) -> Result<(), Failure> {
        let question = words::question(&self.question)?;
        let limit = self.limit.map(|n| usize::try_from(n).unwrap_or(usize::MAX));
        let failed =
            |error| Failure::of(&question, error).noted(words::hint(&self.question, &question));
        let files = if self.force {
            Files::Replace
        } else {
            Files::Keep
        };
        let options = Options { limit, files };
        let answer = interruptible(|cancel| session.ask(&question, &options, cancel));
        let answer = answer.map_err(failed)?;
        let told = match &self.why {
            Some(row) => Some(why(session, &answer, row)?),
            None => None,
        };
        match &told {
            _ if self.cite => cite(session, told.as_ref().unwrap_or(&answer), self.format),
            Some(told) => write_records(session, told, self.format),
            None => write_answer(session, &answer, self.format),
        }
    }
}

/// Tells what stands behind a row; an answer without rows has reasons to tell whatever the number.
fn why(session: &Session, answer: &Answer, row: &str) -> Result<Answer, Failure> {
    let number = match answer::row_meant(answer, row) {
        Some(number) => number,
        None if answer.rows.is_empty() => 1,
        None => return Err(Failure::Usage(answer::no_such_row(answer, row))),
    };
    interruptible(|cancel| session.why(answer, number, cancel))
        .map_err(|error| Failure::of(&answer.question, error))
}

fn cite(session: &Session, answer: &Answer, format: Format) -> Result<(), Failure> {
    let citations = interruptible(|cancel| session.cite(answer, cancel));
    let citations = citations.map_err(|error| Failure::of(&answer.question, error))?;
    match format {
        Format::Table => write(&render::bibtex(&citations)),
        other => write_answer(session, &answer::bibliography(answer, &citations), other),
    }
}
