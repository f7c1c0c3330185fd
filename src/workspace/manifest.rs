//! The manifest: what a workspace holds, as a file that people can read.

use super::{Entry, Workspace, WorkspaceError};
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

/// What a workspace holds, in the order in which it was loaded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The layout of the folder, for programs to come.
    pub format: u32,
    #[serde(default, rename = "dataset", skip_serializing_if = "Vec::is_empty")]
    pub datasets: Vec<Entry>,
}

/// Of a manifest of whatever format.
#[derive(Deserialize)]
struct Version {
    format: u32,
}

const HEADER: &str = "\
# What this workspace holds. `allegiance load`, `reload` and `unload` write it; `allegiance verify` checks the files against it.
";

impl Default for Manifest {
    fn default() -> Manifest {
        Manifest {
            format: Manifest::FORMAT,
            datasets: Vec::new(),
        }
    }
}

impl Manifest {
    /// The format that is written.
    pub const FORMAT: u32 = 1;

    /// Reads a manifest.
    pub(super) fn read(path: &Path) -> Result<Manifest, WorkspaceError> {
        let text = fs::read_to_string(path).map_err(|error| WorkspaceError::read(path, &error))?;
        Manifest::parse(path, &text)
    }

    fn parse(path: &Path, text: &str) -> Result<Manifest, WorkspaceError> {
        let wrong = |line, reason| WorkspaceError::Manifest {
            path: path.to_owned(),
            line,
            reason,
        };
        let error = |error: toml::de::Error| {
            let before = error.span().and_then(|span| text.get(..span.start));
            let line = before.map(|before| before.matches('\n').count() + 1);
            let reason = error.message().lines().next().unwrap_or_default();
            wrong(line, reason.to_owned())
        };
        let version: Version = toml::from_str(text).map_err(error)?;
        if version.format > Manifest::FORMAT {
            return Err(WorkspaceError::Newer {
                path: path.to_owned(),
                found: version.format,
                known: Manifest::FORMAT,
            });
        }
        let manifest: Manifest = toml::from_str(text).map_err(error)?;
        for entry in &manifest.datasets {
            // Names of files are joined to the folder, and must not lead out of it.
            let inside = |name: &str| {
                !name.is_empty() && !name.starts_with('.') && !name.contains(['/', '\\', ':'])
            };
            let folder = entry.folder.strip_prefix("data/");
            let files = [
                Some(entry.data.file.as_str()),
                entry.set_aside.as_ref().map(|table| table.file.as_str()),
                entry.mapping.as_ref().and_then(|used| used.file.as_deref()),
            ];
            if !Entry::is_name(&entry.name)
                || !folder.is_some_and(inside)
                || !files.into_iter().flatten().all(inside)
            {
                let reason = format!("dataset \"{}\" has a bad name or folder", entry.name);
                return Err(wrong(None, reason));
            }
        }
        Ok(manifest)
    }

    /// Returns the manifest as its file says it.
    pub(super) fn text(&self) -> Result<String, String> {
        let body = toml::to_string(self).map_err(|error| error.to_string())?;
        Ok(format!("{HEADER}{body}"))
    }

    /// Puts the manifest in the place of the one that is there, at once or not at all.
    pub(super) fn replace(&self, workspace: &Workspace) -> Result<(), WorkspaceError> {
        let path = workspace.manifest_path();
        let new = workspace.root().join(Workspace::NEW_MANIFEST);
        let text = self.text().map_err(|reason| WorkspaceError::Write {
            path: path.clone(),
            reason,
        })?;
        durable(&new, text.as_bytes())
            .and_then(|()| fs::rename(&new, &path))
            .map_err(|error| {
                let _ = fs::remove_file(&new);
                WorkspaceError::write(&path, &error)
            })?;
        // From the rename on, the new state is there, whatever comes.
        let _ = sync_folder(workspace.root());
        Ok(())
    }

    /// Returns the dataset that a name means: in full, or as far as it means only one.
    pub fn find(&self, name: &str) -> Result<&Entry, WorkspaceError> {
        if let Some(entry) = self.datasets.iter().find(|entry| entry.name == name) {
            return Ok(entry);
        }
        let lower = name.to_lowercase();
        let meant: Vec<&Entry> = self
            .datasets
            .iter()
            .filter(|entry| {
                let of_dataset = entry.name.strip_prefix(&lower);
                entry.title.to_lowercase() == lower
                    || entry.name == lower
                    || of_dataset.is_some_and(|rest| rest.starts_with('-'))
            })
            .collect();
        let names = |entries: &[&Entry]| entries.iter().map(|entry| entry.name.clone()).collect();
        match meant.as_slice() {
            [entry] => Ok(entry),
            [] => Err(WorkspaceError::NoSuchDataset {
                name: name.to_owned(),
                known: names(&self.datasets.iter().collect::<Vec<_>>()),
            }),
            several => Err(WorkspaceError::Ambiguous {
                name: name.to_owned(),
                names: names(several),
            }),
        }
    }
}

/// Writes a file so that it outlasts a loss of power.
pub(super) fn durable(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Makes what was named in a folder outlast a loss of power, where folders can be synced.
pub(super) fn sync_folder(path: &Path) -> io::Result<()> {
    if cfg!(unix) {
        File::open(path)?.sync_all()?;
    }
    Ok(())
}
