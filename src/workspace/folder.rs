//! The folder of a workspace: made, found, and where things are in it.

use super::manifest::{Manifest, durable, sync_folder};
use super::{Entry, WorkspaceError};
use std::fs;
use std::path::{Path, PathBuf};

/// A folder with a manifest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workspace {
    root: PathBuf,
}

const IGNORED: &str = "\
# Of this machine only; the rest of the folder can be put under version control.
/.lock
/.allegiance.toml.new
/data/.loading-*
/cache/
";

impl Workspace {
    /// The file that makes a folder a workspace.
    pub const MANIFEST: &str = "allegiance.toml";
    /// The manifest while it is written.
    pub(super) const NEW_MANIFEST: &str = ".allegiance.toml.new";
    /// What the names of folders that are being filled begin with.
    pub(super) const LOADING: &str = ".loading-";

    /// Makes a workspace; the folder may be there already, with anything else in it.
    ///
    /// # Errors
    /// It is a workspace already, holds datasets whose manifest is lost, or cannot be written.
    pub fn init(folder: &Path) -> Result<Workspace, WorkspaceError> {
        let workspace = Workspace {
            root: folder.to_owned(),
        };
        if workspace.manifest_path().exists() {
            return Err(WorkspaceError::Exists {
                folder: folder.to_owned(),
            });
        }
        if workspace.has_datasets() {
            return Err(WorkspaceError::ManifestLost {
                folder: folder.to_owned(),
            });
        }
        let data = workspace.data();
        fs::create_dir_all(&data).map_err(|error| WorkspaceError::write(&data, &error))?;
        let ignored = folder.join(".gitignore");
        if !ignored.exists() {
            durable(&ignored, IGNORED.as_bytes())
                .map_err(|error| WorkspaceError::write(&ignored, &error))?;
        }
        Manifest::default().replace(&workspace)?;
        let _ = sync_folder(folder);
        Ok(workspace)
    }

    /// Returns the workspace that a folder is.
    ///
    /// # Errors
    /// It is none.
    pub fn at(folder: &Path) -> Result<Workspace, WorkspaceError> {
        let workspace = Workspace {
            root: folder.to_owned(),
        };
        if workspace.manifest_path().is_file() {
            return Ok(workspace);
        }
        let folder = folder.to_owned();
        Err(if workspace.has_datasets() {
            WorkspaceError::ManifestLost { folder }
        } else {
            WorkspaceError::NotAWorkspace { folder }
        })
    }

    /// Returns the nearest workspace that a folder is or lies in.
    #[must_use]
    pub fn around(folder: &Path) -> Option<Workspace> {
        let mut folders = folder.ancestors();
        folders.find_map(|folder| Workspace::at(folder).ok())
    }

    /// Returns a folder whose manifest may be lost, for making it again.
    pub(super) fn unchecked(folder: &Path) -> Workspace {
        Workspace {
            root: folder.to_owned(),
        }
    }

    /// Returns the folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Returns the path of the manifest.
    #[must_use]
    pub fn manifest_path(&self) -> PathBuf {
        self.root.join(Workspace::MANIFEST)
    }

    /// Reads what the workspace holds.
    ///
    /// # Errors
    /// The manifest cannot be read.
    pub fn manifest(&self) -> Result<Manifest, WorkspaceError> {
        Manifest::read(&self.manifest_path())
    }

    /// Returns where the datasets are.
    pub(super) fn data(&self) -> PathBuf {
        self.root.join("data")
    }

    /// Returns the path of a file of a dataset.
    #[must_use]
    pub fn file(&self, entry: &Entry, name: &str) -> PathBuf {
        self.root.join(&entry.folder).join(name)
    }

    /// Returns where a file that a dataset was loaded from was, if it was one.
    #[must_use]
    pub fn origin(&self, entry: &Entry) -> Option<PathBuf> {
        let path = entry.from.first()?.path.as_deref()?;
        Some(self.root.join(path))
    }

    /// Returns the folders of datasets that are there, whatever the manifest says, in the order of their names.
    pub(super) fn dataset_folders(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.data()).into_iter().flatten().flatten();
        let mut folders: Vec<PathBuf> = entries
            .filter(|entry| is_dataset(&entry.file_name().to_string_lossy()))
            .map(|entry| entry.path())
            .filter(|path| path.join(Entry::DESCRIPTION).is_file())
            .collect();
        folders.sort();
        folders
    }

    fn has_datasets(&self) -> bool {
        !self.dataset_folders().is_empty()
    }
}

/// Says whether a folder is named as those of datasets are.
fn is_dataset(name: &str) -> bool {
    name.rsplit_once('-').is_some_and(|(own, hash)| {
        Entry::is_name(own) && hash.len() == 8 && hash.bytes().all(|b| b.is_ascii_hexdigit())
    })
}
