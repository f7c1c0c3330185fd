//! Making a workspace again from its datasets.

use super::lock::Lock;
use super::sweep::sweep;
use super::verify::dataset;
use super::{Entry, Finding, Verified, Workspace, WorkspaceError};
use std::fs;
use std::path::Path;

/// Makes again what can be made from the datasets: the manifest, where it is lost or cannot be read. What a killed writer
/// left is removed. No damage is blessed: each dataset says itself which hashes its files had when they were stored.
///
/// # Errors
/// Another process writes and is not to be waited for, there is nothing to make a manifest from, or it cannot be written.
pub fn rebuild(folder: &Path, wait: bool, command: &str) -> Result<Verified, WorkspaceError> {
    let workspace = Workspace::unchecked(folder);
    let known = workspace.manifest();
    if known.is_err() && workspace.dataset_folders().is_empty() {
        // Without datasets an unreadable manifest is all that there is.
        return match Workspace::at(folder) {
            Ok(_) => known.map(|_| Verified::default()),
            Err(error) => Err(error),
        };
    }
    let lock = Lock::take(&workspace, wait, command)?;
    let (entries, lost) = match workspace.manifest() {
        Ok(manifest) => (manifest.datasets, false),
        Err(WorkspaceError::Newer { path, found, known }) => {
            return Err(WorkspaceError::Newer { path, found, known });
        }
        Err(_) => (described(&workspace), true),
    };
    let mut verified = Verified::default();
    for entry in entries {
        let damages = dataset(&workspace, &entry).into_iter();
        verified.findings.extend(damages.map(|damage| Finding {
            dataset: entry.name.clone(),
            damage,
        }));
        verified.manifest.datasets.push(entry);
    }
    if lost {
        verified.manifest.replace(&workspace)?;
    }
    sweep(&workspace);
    drop(lock);
    Ok(verified)
}

/// Returns what the folders of datasets say of themselves, in the order in which they were loaded.
fn described(workspace: &Workspace) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for folder in workspace.dataset_folders() {
        let text = fs::read_to_string(folder.join(Entry::DESCRIPTION)).unwrap_or_default();
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        let entry: Option<Entry> = toml::from_str(&text).ok();
        entries.extend(entry.map(|entry| Entry {
            folder: format!("data/{name}"),
            ..entry
        }));
    }
    // Of two of one name the later is the one that took the other's place.
    entries.sort_by(|a, b| b.loaded.cmp(&a.loaded).then(a.name.cmp(&b.name)));
    let mut latest: Vec<Entry> = Vec::new();
    for entry in entries {
        if !latest.iter().any(|one| one.name == entry.name) {
            latest.push(entry);
        }
    }
    latest.reverse();
    latest
}
