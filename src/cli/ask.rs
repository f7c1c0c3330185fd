//! `allegiance ask`: one question, one answer.

use super::data::Data;
use super::format::{Format, Kind, write_quads, write_rows};
use super::{Failure, words};
use crate::files::Files;
use crate::interrupt::interruptible;
use crate::session::{Options, Session};
use clap::Args;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  allegiance ask 'who ambushed \"Wagner Group\"'
  allegiance ask 'allies of MNLA in 2012' --format markdown
  allegiance ask 'sum killed of events in Tinzaouatene by victim' --format csv
  allegiance ask 'interventions in Mali since 2013' --format turtle > interventions.ttl
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
        let failed = |error| Failure::of(&question, error);
        let files = if self.force {
            Files::Replace
        } else {
            Files::Keep
        };
        let options = Options { limit, files };
        let answer = interruptible(|cancel| session.ask(&question, &options, cancel));
        let answer = answer.map_err(failed)?;
        let export = match self.format.kind() {
            Kind::Rows(format) => return write_rows(&answer, format),
            Kind::Data(export) => export,
        };
        let quads = interruptible(|cancel| session.evidence(&answer, cancel));
        write_quads(&quads.map_err(failed)?, export)
    }
}
