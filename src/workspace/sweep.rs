//! Removing what a killed writer left: folders that no manifest names.

use super::{Entry, Workspace};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Returns what lies in the workspace and belongs to nothing: half-filled folders, datasets that the manifest does not
/// name, a manifest that was not put in place. What has another shape is not the workspace's, and is left alone.
pub(super) fn strays(workspace: &Workspace) -> Vec<PathBuf> {
    // What is listed must be known before anything else can be called stray.
    let Ok(manifest) = workspace.manifest() else {
        return Vec::new();
    };
    let listed: Vec<PathBuf> = manifest
        .datasets
        .iter()
        .map(|entry| workspace.root().join(&entry.folder))
        .collect();
    let entries = fs::read_dir(workspace.data()).into_iter().flatten();
    let half_filled = entries.flatten().filter(|entry| {
        entry
            .file_name()
            .to_string_lossy()
            .starts_with(Workspace::LOADING)
    });
    let mut found: Vec<PathBuf> = half_filled.map(|entry| entry.path()).collect();
    found.extend(
        workspace
            .dataset_folders()
            .into_iter()
            .filter(|folder| !listed.contains(folder) && is_whole(folder)),
    );
    let new = workspace.root().join(Workspace::NEW_MANIFEST);
    if new.exists() {
        found.push(new);
    }
    found
}

/// Says whether a folder is one that a writer completed; what is damaged is for people to look at.
fn is_whole(folder: &Path) -> bool {
    let text = fs::read_to_string(folder.join(Entry::DESCRIPTION));
    text.is_ok_and(|text| toml::from_str::<Entry>(&text).is_ok())
}

/// Removes what belongs to nothing; only who holds the lock may.
pub(super) fn sweep(workspace: &Workspace) {
    for path in strays(workspace) {
        // What cannot be removed now is stray for the next writer too.
        let _ = if path.is_dir() {
            remove(workspace, &path)
        } else {
            fs::remove_file(&path)
        };
    }
}

/// Removes a folder under a name by which it is known as stray, so that being killed midway leaves nothing unknown.
fn remove(workspace: &Workspace, folder: &Path) -> io::Result<()> {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    if name.starts_with(Workspace::LOADING) {
        return fs::remove_dir_all(folder);
    }
    let stray = workspace
        .data()
        .join(format!("{}{name}", Workspace::LOADING));
    fs::rename(folder, &stray)?;
    fs::remove_dir_all(stray)
}
