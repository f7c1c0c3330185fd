//! `allegiance init`: a folder for datasets.

use super::data::Data;
use super::failure::Failure;
use super::output::write;
use super::workspace::{ended, failure};
use crate::workspace::Workspace;
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  allegiance init
  allegiance init mali";

/// Makes a folder into which datasets are loaded
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Init {
    /// The folder; the current one when not given
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
}

impl Init {
    pub(super) fn run(&self, before: &Data) -> ExitCode {
        ended(self.init(before), false)
    }

    fn init(&self, before: &Data) -> Result<(), Failure> {
        let named = self.folder.as_deref().or(before.workspace());
        let folder = named.map_or_else(|| PathBuf::from("."), std::path::Path::to_owned);
        let made = Workspace::init(&folder).map_err(failure)?;
        let place = match named {
            Some(_) => format!("in {}", made.root().display()),
            None => "here".to_owned(),
        };
        write(&format!(
            "made a workspace {place}; `allegiance load FILE` loads a dataset into it, and commands run in it use it\n"
        ))
    }
}
