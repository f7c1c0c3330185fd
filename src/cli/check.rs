//! `allegiance check`: whether files are well-formed data.

use super::data::Data;
use super::output::write;
use super::{Failure, terminal};
use crate::check::{Report, check, turtle};
use crate::render;
use crate::store::Input;
use clap::{Args, ValueEnum};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  allegiance check mine.ttl
  allegiance check mine.ttl --data sahel     mine.ttl may speak of what sahel describes
  allegiance check mine.ttl --format turtle > report.ttl

Exit codes: 0 the files conform, 1 a rule is broken, 2 the command line is wrong,
3 a file cannot be read.";

/// Checks linked-data files against the rules of the vocabulary
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Check {
    /// The files, checked together; `sahel` and `reference` are the bundled datasets
    #[arg(required = true, value_name = "FILE", value_parser = super::data::input)]
    files: Vec<Input>,
    /// How to write the report
    #[arg(long, value_enum, default_value_t, hide_default_value = true)]
    format: Format,
    #[command(flatten)]
    data: Data,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading
    #[default]
    Text,
    /// One object: conforms, files, statements, rules, violations
    Json,
    /// A SHACL validation report
    Turtle,
}

impl Check {
    pub(super) fn run(&self, data: &Data) -> ExitCode {
        match self.check(data) {
            Ok(true) => ExitCode::SUCCESS,
            Ok(false) => ExitCode::from(1),
            Err(failure) => {
                failure.report(self.format == Format::Json, &[]);
                failure.exit_code()
            }
        }
    }

    fn check(&self, data: &Data) -> Result<bool, Failure> {
        let background = data.named(&self.data);
        let report = check(&self.files, &background)
            .map_err(|error| Failure::Data(format!("{error}\n{}", error.remedy())))?;
        write(&self.written(&report)?)?;
        Ok(report.conforms)
    }

    fn written(&self, report: &Report) -> Result<String, Failure> {
        match self.format {
            Format::Text => Ok(render::check(&terminal::output(), report)),
            Format::Json => Ok(render::json(report)),
            Format::Turtle => turtle(report)
                .map(|text| render::escape(&text).into_owned())
                .map_err(|error| Failure::Output(error.to_string())),
        }
    }
}
