//! What a dataset was loaded from: name, place and fingerprint of each file.

use super::entry::Origin;
use super::hash::{self, Fingerprint, Tap};
use super::{LinkedFile, Workspace, WorkspaceError};
use crate::load::table::TableInput;
use std::fs;
use std::path::Path;
use std::thread;

/// What tells, after a table was read, what it was.
pub(super) type Print = Box<dyn FnOnce(&Workspace) -> Result<Origin, WorkspaceError>>;

/// Has a table fingerprinted while it is read.
pub(super) fn fingerprinted(input: TableInput) -> (String, TableInput, Print) {
    let file = input.name();
    match input {
        TableInput::File(path) => {
            let (name, own) = (file.clone(), path.clone());
            let before = seen(&path);
            let hashing = thread::spawn({
                let path = path.clone();
                move || hash::of_file(&path)
            });
            let print = move |workspace: &Workspace| {
                let changed = || WorkspaceError::Changed { file: name.clone() };
                let print = hashing.join().map_err(|_| changed())?;
                let print = print.map_err(|error| WorkspaceError::read(&own, &error))?;
                if seen(&own) != before {
                    return Err(changed());
                }
                Ok(origin(workspace, &name, Some(&own), print))
            };
            (file, TableInput::File(path), Box::new(print))
        }
        TableInput::Stream(name, reader) => {
            let tap = Tap::default();
            let stream = TableInput::Stream(name.clone(), Box::new(tap.on(reader)));
            let print =
                move |workspace: &Workspace| Ok(origin(workspace, &name, None, tap.fingerprint()));
            (file, stream, Box::new(print))
        }
    }
}

/// Returns what changes when a file does.
fn seen(path: &Path) -> Option<(u64, std::time::SystemTime)> {
    let file = fs::metadata(path).ok()?;
    Some((file.len(), file.modified().ok()?))
}

/// Returns what a file of linked data was.
pub(super) fn origin_of(
    workspace: &Workspace,
    file: &LinkedFile,
) -> Result<Origin, WorkspaceError> {
    let print = match (&file.bytes, &file.path) {
        (Some(bytes), _) => hash::of_bytes(bytes),
        (None, Some(path)) => {
            hash::of_file(path).map_err(|error| WorkspaceError::read(path, &error))?
        }
        (None, None) => Fingerprint::default(),
    };
    Ok(origin(workspace, &file.name, file.path.as_deref(), print))
}

fn origin(workspace: &Workspace, name: &str, path: Option<&Path>, print: Fingerprint) -> Origin {
    let whole = path.and_then(|path| fs::canonicalize(path).ok());
    let root = fs::canonicalize(workspace.root()).ok();
    let shown = path
        .and_then(Path::file_name)
        .and_then(|name| name.to_str());
    Origin {
        file: shown.unwrap_or(name).to_owned(),
        path: whole.as_deref().and_then(|whole| {
            let within = root.and_then(|root| whole.strip_prefix(root).ok());
            within.unwrap_or(whole).to_str().map(str::to_owned)
        }),
        bytes: print.bytes,
        sha256: print.sha256,
        graphs: Vec::new(),
    }
}
