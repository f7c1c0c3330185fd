//! `allegiance sources`: what the questions are asked of.

use super::Failure;
use super::data::Data;
use super::format::{Format, write_records};
use crate::interrupt::interruptible;
use crate::session::Session;
use clap::Args;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  allegiance sources
  allegiance sources --format csv
  allegiance sources --data sahel --data reference
  allegiance sources --format turtle";

/// Lists the sources: title, version, date, licence, citation, coverage, counts
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Sources {
    /// How to write the list
    #[arg(long, value_enum, default_value_t, hide_default_value = true)]
    format: Format,
    #[command(flatten)]
    data: Data,
}

impl Sources {
    pub(super) fn run(&self, data: &Data) -> ExitCode {
        data.run(&self.data, self.format == Format::Json, |session| {
            self.answer(session)
        })
    }

    fn answer(&self, session: &Session) -> Result<(), Failure> {
        let answer = interruptible(|cancel| session.catalogue(cancel));
        let answer = answer.map_err(|error| Failure::of("sources", error))?;
        write_records(session, &answer, self.format)
    }
}
