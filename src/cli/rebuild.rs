//! `allegiance rebuild`: a manifest that was lost, made again.

use super::data::Data;
use super::failure::Failure;
use super::verify::tell;
use super::workspace::{Written, command, ended, failure};
use crate::workspace;
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;

/// Makes again what can be made from the datasets: a manifest that is lost; removes what killed commands left
#[derive(Args)]
pub(super) struct Rebuild {
    #[command(flatten)]
    written: Written,
}

impl Rebuild {
    pub(super) fn run(&self, before: &Data) -> ExitCode {
        match self.rebuild(before) {
            Ok(true) => ExitCode::SUCCESS,
            Ok(false) => ExitCode::from(1),
            Err(failure) => ended(Err(failure), false),
        }
    }

    fn rebuild(&self, before: &Data) -> Result<bool, Failure> {
        let named = self.written.place.named(before);
        let around = || super::workspace::around().map(|found| found.root().to_owned());
        // Where the manifest is lost there is nothing by which a folder could be found.
        let folder = named.or_else(around).unwrap_or_else(|| PathBuf::from("."));
        let verified =
            workspace::rebuild(&folder, self.written.wait, &command()).map_err(failure)?;
        tell(&verified)?;
        Ok(verified.findings.is_empty())
    }
}
