//! `allegiance unload`: datasets out of a workspace.

use super::data::Data;
use super::failure::Failure;
use super::output::write;
use super::workspace::{Written, counted, ended, failure};
use clap::Args;
use std::fmt::Write;
use std::process::ExitCode;

/// Takes datasets out of the workspace
#[derive(Args)]
pub(super) struct Unload {
    /// The datasets, as `datasets` calls them
    #[arg(required = true, value_name = "NAME")]
    names: Vec<String>,
    #[command(flatten)]
    written: Written,
}

impl Unload {
    pub(super) fn run(&self, before: &Data) -> ExitCode {
        ended(self.unload(before), false)
    }

    fn unload(&self, before: &Data) -> Result<(), Failure> {
        let workspace = self.written.place.open(before)?;
        let mut writer = self.written.writer(&workspace)?;
        let mut text = String::new();
        for name in &self.names {
            let entry = writer.remove(name).map_err(failure)?;
            let situations = counted(entry.situations, "situation");
            let _ = writeln!(text, "unloaded {}: {situations}", entry.name);
        }
        writer.commit().map_err(failure)?;
        write(&text)
    }
}
