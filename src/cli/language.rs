//! `allegiance language`: the reference of the question language.

use super::Failure;
use super::data::Data;
use super::output::write;
use crate::session::Session;
use clap::Args;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  allegiance language
  allegiance language scopes
  allegiance language --data mine.ttl > language.md";

/// Writes the reference of the question language, in Markdown
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Reference {
    /// Only a part of it: the sentences whose reading surprises
    #[arg(value_name = "PART", value_parser = ["scopes"])]
    part: Option<String>,
    #[command(flatten)]
    data: Data,
}

impl Reference {
    pub(super) fn run(&self, data: &Data) -> ExitCode {
        data.run(&self.data, false, |session| self.answer(session))
    }

    fn answer(&self, session: &Session) -> Result<(), Failure> {
        match self.part {
            Some(_) => write(session.scopes().trim_start()),
            None => write(&session.reference()),
        }
    }
}
