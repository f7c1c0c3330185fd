//! Why a workspace cannot be used, and what to do about it.

use super::{Damage, Holder};
use crate::load::LoadError;
use crate::load::table::TableError;
use std::io;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// A workspace that cannot be read, or something that cannot be done with it. Whatever it is, the workspace is as before.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum WorkspaceError {
    #[error("{} is no workspace: it has no {}", .folder.display(), super::Workspace::MANIFEST)]
    NotAWorkspace { folder: PathBuf },
    #[error("neither this folder nor one above it is a workspace")]
    NoneHere,
    #[error("{} is a workspace already", .folder.display())]
    Exists { folder: PathBuf },
    /// Datasets without the manifest that lists them.
    #[error("{} holds datasets, and its {} is missing", .folder.display(), super::Workspace::MANIFEST)]
    ManifestLost { folder: PathBuf },
    #[error("{}: {reason}", place(.path, *.line))]
    Manifest {
        path: PathBuf,
        line: Option<usize>,
        reason: String,
    },
    #[error("{} is of format {found}, and this program reads formats up to {known}", .path.display())]
    Newer {
        path: PathBuf,
        found: u32,
        known: u32,
    },
    #[error("{holder}")]
    Held { holder: Holder },
    #[error("no dataset is called \"{name}\"")]
    NoSuchDataset { name: String, known: Vec<String> },
    #[error("several datasets are called \"{name}\": {}", .names.join(", "))]
    Ambiguous { name: String, names: Vec<String> },
    #[error("{name} is loaded already, from {file} on {loaded}")]
    LoadedAlready {
        name: String,
        file: String,
        loaded: String,
    },
    /// Two datasets would speak in one graph.
    #[error("{name} would speak in the graph of {other}, which is loaded already")]
    SameGraph { name: String, other: String },
    #[error("\"{name}\" cannot be the name of a dataset")]
    BadName { name: String },
    #[error("{file} changed while it was read")]
    Changed { file: String },
    /// The entry does not say from where the file was, or it came from a pipe.
    #[error("where {name} came from is not known")]
    NoOrigin { name: String },
    #[error("dataset {name}: {damage}")]
    Damaged { name: String, damage: Damage },
    #[error("the disk is full: {} cannot be written", .path.display())]
    DiskFull { path: PathBuf },
    #[error("{} cannot be written: {reason}", .path.display())]
    Write { path: PathBuf, reason: String },
    #[error("{} cannot be read: {reason}", .path.display())]
    Read { path: PathBuf, reason: String },
    #[error(transparent)]
    Table(#[from] TableError),
    #[error(transparent)]
    Load(#[from] LoadError),
}

fn place(path: &Path, line: Option<usize>) -> String {
    match line {
        Some(line) => format!("{}:{line}", path.display()),
        None => path.display().to_string(),
    }
}

impl WorkspaceError {
    /// Tells what the system says of a write.
    pub(super) fn write(path: &Path, error: &io::Error) -> WorkspaceError {
        let path = path.to_owned();
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                WorkspaceError::DiskFull { path }
            }
            _ => WorkspaceError::Write {
                path,
                reason: error.to_string(),
            },
        }
    }

    /// Tells what the system says of a read.
    pub(super) fn read(path: &Path, error: &io::Error) -> WorkspaceError {
        WorkspaceError::Read {
            path: path.to_owned(),
            reason: error.to_string(),
        }
    }

    /// Returns one line that says how to put it right.
    #[must_use]
    pub fn remedy(&self) -> String {
        match self {
            WorkspaceError::NotAWorkspace { .. } | WorkspaceError::NoneHere => {
                "`allegiance init` makes one here; --workspace DIR names another".to_owned()
            }
            WorkspaceError::Exists { .. } => {
                "nothing is to be done: `allegiance load FILE` loads into it".to_owned()
            }
            WorkspaceError::ManifestLost { .. } => {
                "`allegiance rebuild` makes the manifest again from the datasets".to_owned()
            }
            WorkspaceError::Manifest { .. } => {
                "put the line right, or move the file away and let `allegiance rebuild` make it again".to_owned()
            }
            WorkspaceError::Newer { .. } => "use a newer version of allegiance".to_owned(),
            WorkspaceError::Held { .. } => {
                "--wait waits until it is done; questions can be asked meanwhile".to_owned()
            }
            WorkspaceError::NoSuchDataset { known, .. } if known.is_empty() => {
                "the workspace is empty; `allegiance load FILE` loads a dataset".to_owned()
            }
            WorkspaceError::NoSuchDataset { known, .. } => format!("loaded are {}", known.join(", ")),
            WorkspaceError::Ambiguous { .. } => "name one of them in full".to_owned(),
            WorkspaceError::LoadedAlready { name, .. } => format!(
                "`allegiance reload {name} FILE` puts another file in its place; --release VERSION or --as NAME loads it beside"
            ),
            WorkspaceError::SameGraph { other, .. } => format!(
                "tell the two apart with --release VERSION, or put it in place of the other with `allegiance reload {other} FILE`"
            ),
            WorkspaceError::BadName { .. } => {
                "a name has letters, digits, hyphens, underscores and dots, and begins with a letter or digit".to_owned()
            }
            WorkspaceError::Changed { .. } => "load it again when it is complete".to_owned(),
            WorkspaceError::NoOrigin { name } => {
                format!("name the file: `allegiance reload {name} FILE`")
            }
            WorkspaceError::Damaged { name, .. } => format!(
                "fetch the folder again from where it was copied or put under version control, or `allegiance reload {name}`; the other datasets can be asked after `allegiance unload {name}`"
            ),
            WorkspaceError::DiskFull { .. } => {
                "make room and repeat the command; the workspace is as it was before".to_owned()
            }
            WorkspaceError::Write { .. } => {
                "check the permissions of the folder; the workspace is as it was before".to_owned()
            }
            WorkspaceError::Read { .. } => "check the permissions of the folder".to_owned(),
            WorkspaceError::Table(error) => error.remedy(),
            WorkspaceError::Load(error) => error.remedy(),
        }
    }
}
