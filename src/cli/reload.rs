//! `allegiance reload`: another release of a dataset, in its place or beside it.

use super::data::Data;
use super::failure::Failure;
use super::load::{How, Job, no_origin, tell};
use super::workspace::{Written, ended, failure};
use crate::store::Bundle;
use crate::workspace::{Entry, Kind, Workspace};
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  allegiance reload ucdp-ged                     read the same file again
  allegiance reload ucdp-ged GEDEvent_v25_1.csv  the new release takes the place of the old
  allegiance reload ucdp-ged GEDEvent_v25_1.csv --beside";

/// Loads a dataset again, or another release of it, in its place or beside it
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Reload {
    /// The dataset, as `datasets` calls it; its beginning is enough where only one begins so
    #[arg(value_name = "NAME")]
    dataset: String,
    /// The file; the one that it was loaded from when not given
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// Keep what is loaded, and load the file beside it
    #[arg(long, requires = "file")]
    beside: bool,
    #[command(flatten)]
    how: How,
    #[command(flatten)]
    written: Written,
}

impl Reload {
    pub(super) fn run(&self, before: &Data) -> ExitCode {
        ended(self.reload(before), false)
    }

    fn reload(&self, before: &Data) -> Result<(), Failure> {
        let workspace = self.written.place.open(before)?;
        let mut writer = self.written.writer(&workspace)?;
        let entry = writer
            .manifest()
            .find(&self.dataset)
            .map_err(failure)?
            .clone();
        let file = self.file.clone().or_else(|| origin(&workspace, &entry));
        let file = file.ok_or_else(|| no_origin(&entry))?;
        let mut how = self.how.clone();
        let used = entry.mapping.as_ref().map(|used| match &used.file {
            Some(copy) => workspace.file(&entry, copy),
            None => PathBuf::from(&used.name),
        });
        match entry.kind {
            Kind::Table => how.mapping = how.mapping.or(used),
            Kind::LinkedData => how.using = how.using.or(used),
        }
        let job = Job {
            file: &file,
            how: &how,
            replaces: (!self.beside).then_some(entry.name.as_str()),
        };
        let loaded = job.run(&mut writer)?;
        writer.commit().map_err(failure)?;
        tell(&workspace, &[loaded])
    }
}

/// Returns what a dataset was loaded from: a file, or what is bundled.
fn origin(workspace: &Workspace, entry: &Entry) -> Option<PathBuf> {
    let of_bundle = |name: &str| {
        let files = Bundle::named(name)?.files();
        let known = entry
            .from
            .iter()
            .all(|from| files.iter().any(|(file, _)| from.file == *file));
        known.then(|| PathBuf::from(name))
    };
    workspace
        .origin(entry)
        .or_else(|| ["sahel", "reference"].into_iter().find_map(of_bundle))
}
