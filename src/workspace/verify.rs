//! Whether everything is there as it was stored.

use super::hash::{self, Fingerprint};
use super::sweep::strays;
use super::unpack::unpack;
use super::{Damage, Entry, Manifest, Workspace, WorkspaceError};
use std::fs::File;
use std::io;
use std::path::PathBuf;

/// What came of looking at every file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// What the workspace should hold.
    pub manifest: Manifest,
    /// What is wrong, dataset by dataset.
    pub findings: Vec<Finding>,
    /// What lies there and belongs to nothing; the next command that writes removes it.
    pub strays: Vec<PathBuf>,
}

/// Damage to one dataset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The dataset's name.
    pub dataset: String,
    pub damage: Damage,
}

/// Reads every file of a workspace and holds it against the manifest.
///
/// # Errors
/// The manifest cannot be read.
pub fn verify(workspace: &Workspace) -> Result<Verified, WorkspaceError> {
    let manifest = workspace.manifest()?;
    let mut findings = Vec::new();
    for entry in &manifest.datasets {
        let damages = dataset(workspace, entry);
        findings.extend(damages.into_iter().map(|damage| Finding {
            dataset: entry.name.clone(),
            damage,
        }));
    }
    // Somebody may have written meanwhile; then this was about what is no more.
    if !findings.is_empty() && workspace.manifest()? != manifest {
        return verify(workspace);
    }
    Ok(Verified {
        manifest,
        findings,
        strays: strays(workspace),
    })
}

/// Returns what is wrong with the files of a dataset.
pub(super) fn dataset(workspace: &Workspace, entry: &Entry) -> Vec<Damage> {
    let mut damages = Vec::new();
    damages.extend(data(workspace, entry).err());
    if let Some(table) = &entry.set_aside {
        let expected = Fingerprint {
            bytes: table.bytes,
            sha256: table.sha256.clone(),
        };
        damages.extend(same(workspace, entry, &table.file, Some(&expected), None).err());
    }
    if let Some(used) = &entry.mapping
        && let Some(file) = &used.file
    {
        damages.extend(same(workspace, entry, file, None, Some(&used.sha256)).err());
    }
    damages
}

fn data(workspace: &Workspace, entry: &Entry) -> Result<(), Damage> {
    let mut stored = entry.data.clone();
    stored.file = shown(entry, &stored.file);
    let path = workspace.file(entry, &entry.data.file);
    let file = File::open(path).map_err(|error| unreadable(&stored.file, &error))?;
    let mut found = 0;
    unpack(file, &stored, &mut |lines| {
        found += lines.statements.len() as u64;
    })?;
    if found != entry.statements {
        return Err(Damage::Count {
            file: stored.file,
            what: "statements",
            found,
            expected: entry.statements,
        });
    }
    Ok(())
}

fn same(
    workspace: &Workspace,
    entry: &Entry,
    file: &str,
    whole: Option<&Fingerprint>,
    sha256: Option<&str>,
) -> Result<(), Damage> {
    let name = shown(entry, file);
    let found = hash::of_file(&workspace.file(entry, file));
    let found = found.map_err(|error| unreadable(&name, &error))?;
    if let Some(whole) = whole
        && whole.bytes != found.bytes
    {
        return Err(Damage::Length {
            file: name,
            found: found.bytes,
            expected: whole.bytes,
        });
    }
    let expected = sha256.or(whole.map(|whole| whole.sha256.as_str()));
    match expected {
        Some(expected) if expected != found.sha256 => Err(Damage::Hash {
            file: name,
            found: found.sha256,
            expected: expected.to_owned(),
        }),
        _ => Ok(()),
    }
}

fn shown(entry: &Entry, file: &str) -> String {
    format!("{}/{file}", entry.folder)
}

fn unreadable(file: &str, error: &io::Error) -> Damage {
    let file = file.to_owned();
    match error.kind() {
        io::ErrorKind::NotFound => Damage::Missing { file },
        _ => Damage::Unreadable {
            file,
            reason: error.to_string(),
        },
    }
}
