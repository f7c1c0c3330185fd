//! `allegiance fmt`: questions in one canonical form.

use super::Failure;
use super::output::{remark, write};
use super::words;
use crate::diagnostic::Diagnostic;
use crate::files::{self, Files};
use crate::question::format_file;
use clap::Args;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  allegiance fmt coups.alq
  allegiance fmt --check *.alq
  echo 'Coups  in Mali' | allegiance fmt";

/// Writes questions in their canonical form, comments kept
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Fmt {
    /// Files of questions, which are rewritten; without any, or with `-`, standard input goes to standard output
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Write nothing; name the files that are not in their canonical form, and exit with 1
    #[arg(long)]
    check: bool,
}

impl Fmt {
    pub(super) fn run(&self) -> ExitCode {
        match self.format() {
            Ok(()) => ExitCode::SUCCESS,
            Err(failure) => {
                failure.report(false, &[]);
                failure.exit_code()
            }
        }
    }

    fn format(&self) -> Result<(), Failure> {
        let standard = [PathBuf::from("-")];
        let paths = if self.files.is_empty() {
            &standard
        } else {
            self.files.as_slice()
        };
        let mut other = Vec::new();
        for path in paths {
            let is_standard = path == Path::new("-");
            let text = if is_standard {
                words::standard_input()?
            } else {
                words::file(path)?
            };
            let canonical = format_file(&text).map_err(|error| Failure::Question {
                question: text.clone(),
                diagnostic: Box::new(Diagnostic::from(error)),
            })?;
            let name = if is_standard {
                "the input".to_owned()
            } else {
                path.display().to_string()
            };
            match (self.check, is_standard) {
                (true, _) if canonical != text => other.push(name),
                (true, _) => {}
                (false, true) => write(&canonical)?,
                (false, false) if canonical == text => {}
                (false, false) => {
                    let written = files::write(
                        &path.to_string_lossy(),
                        canonical.as_bytes(),
                        Files::Replace,
                    );
                    written.map_err(|error| Failure::Output(error.to_string()))?;
                    remark(&format!("formatted {name}"));
                }
            }
        }
        if other.is_empty() {
            Ok(())
        } else {
            Err(Failure::Unformatted(other))
        }
    }
}
