//! Trials against files of other projects, which are not part of this one.

use libtest_mimic::{Failed, Trial};
use std::path::{Path, PathBuf};

/// The environment variable that names the folder with the files.
pub const VARIABLE: &str = "ALLEGIANCE_REAL_DATA";

/// Returns a trial that is given the folder; without one it reports itself as ignored, and fails when it is run all the same.
pub fn trial<F>(name: &str, run: F) -> Trial
where
    F: FnOnce(&Path) -> Result<(), Failed> + Send + 'static,
{
    let folder = std::env::var_os(VARIABLE).map(PathBuf::from);
    let ignored = folder.is_none();
    Trial::test(name, move || match folder {
        Some(folder) => run(&folder),
        None => Err(format!("{VARIABLE} names no folder").into()),
    })
    .with_ignored_flag(ignored)
}
