//! The table of what was set aside while a dataset was loaded.

use super::hash::{self, Fingerprint};
use super::manifest::durable;
use crate::load::mapping::Report;
use std::io;
use std::path::Path;

const HEADER: [&str; 6] = ["file", "row", "column", "value", "reason", "remedy"];

/// Writes the table.
pub(super) fn write(path: &Path, report: &Report) -> io::Result<Fingerprint> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(HEADER)?;
    for one in &report.set_aside {
        table.write_record([
            &report.file,
            &one.row.to_string(),
            &one.column,
            &one.value,
            &one.reason.to_string(),
            &one.remedy,
        ])?;
    }
    let bytes = table.into_inner().map_err(|error| error.into_error())?;
    durable(path, &bytes)?;
    Ok(hash::of_bytes(&bytes))
}
