//! Changing what a workspace holds: all of a command's changes at once, or none.

use super::entry::{Entry, Kind, MappingUsed, SetAsideTable, Stored};
use super::hash::{self, Fingerprint};
use super::lock::{Lock, now};
use super::manifest::{durable, sync_folder};
use super::origin::{fingerprinted, origin_of};
use super::pack::{Block, Packer};
use super::request::{Linked, Settings, TableSource};
use super::sweep::sweep;
use super::{Manifest, Workspace, WorkspaceError, describe, set_aside};
use crate::load::mapping::{Batch, ConvertError, Progress, Report, Request, convert};
use crate::load::table::{TableError, Weight};
use std::fs;
use std::path::{Path, PathBuf};

/// Statements that are packed together.
const TOGETHER: usize = 1 << 15;

/// The right to change a workspace.
#[derive(Debug)]
pub struct Writer {
    workspace: Workspace,
    /// As it will be.
    manifest: Manifest,
    /// Folders that are filled, and what each is to be called.
    filled: Vec<(PathBuf, PathBuf)>,
    _lock: Lock,
}

impl Writer {
    /// Takes the right to write, and removes what a killed writer left.
    ///
    /// # Errors
    /// Another process writes and is not to be waited for, or the workspace cannot be read.
    pub fn new(workspace: &Workspace, wait: bool, command: &str) -> Result<Writer, WorkspaceError> {
        let lock = Lock::take(workspace, wait, command)?;
        let manifest = workspace.manifest()?;
        sweep(workspace);
        Ok(Writer {
            workspace: workspace.clone(),
            manifest,
            filled: Vec::new(),
            _lock: lock,
        })
    }

    /// Returns what the workspace will hold.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Adds a table.
    ///
    /// # Errors
    /// It cannot be read, is there already, or cannot be written.
    pub fn add_table(
        &mut self,
        source: TableSource,
        settings: &Settings,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<(Entry, Report), WorkspaceError> {
        let folder = self.begin()?;
        let data = folder.join(Entry::DATA);
        let failed = |error| WorkspaceError::write(&data, &error);
        let request = Request {
            mapping: source.mapping,
            version: settings.release,
            strict: settings.strict,
            limit: None,
        };
        let (file, input, print) = fingerprinted(source.input);
        let mut packer = Packer::new(&data).map_err(failed)?;
        let mut begun = false;
        let mut sink = |batch: Batch| {
            if !begun {
                self.is_new(batch.graph().as_str(), settings)?;
                begun = true;
            }
            packer.push(Block::Batch(batch)).map_err(failed)
        };
        let converted = convert(source.tables, input, &request, progress, &mut sink);
        let report = converted.map_err(|error| match error {
            ConvertError::Table(error) => error.into(),
            ConvertError::Sink(error) => error,
        })?;
        let origin = print(&self.workspace)?;
        if !begun {
            return Err(TableError::NoRows { file }.into());
        }
        let stored = stored(Entry::DATA, packer.finish().map_err(failed)?);
        let citation = source.mapping.into_iter().chain(&source.tables.mappings);
        let citation = citation
            .map(|mapping| &mapping.dataset)
            .find(|dataset| dataset.name == report.dataset)
            .and_then(|dataset| dataset.citation.clone());
        let entry = Entry {
            name: self.name(settings, &report.dataset, &report.version),
            title: report.title.clone(),
            version: report.version.clone(),
            kind: Kind::Table,
            rows: Some(report.rows),
            situations: report.situations,
            statements: report.statements,
            licence: report.licence.clone(),
            citation,
            graphs: vec![report.graph.clone()],
            from: vec![origin],
            mapping: mapping(&folder, &report.dataset, source.text, source.bundled)?,
            data: stored,
            set_aside: aside(&folder, &report)?,
            ..Entry::default()
        };
        let entry = self.fill(folder, entry, settings)?;
        Ok((entry, report))
    }

    /// Adds linked data.
    ///
    /// # Errors
    /// A dataset of this name is there already, or it cannot be written.
    pub fn add_linked(
        &mut self,
        linked: Linked,
        settings: &Settings,
    ) -> Result<Entry, WorkspaceError> {
        let folder = self.begin()?;
        let data = folder.join(Entry::DATA);
        let failed = |error| WorkspaceError::write(&data, &error);
        let mut packer = Packer::new(&data).map_err(failed)?;
        let mut entry = describe::described(&linked, settings.release);
        entry.name = self.name(settings, &linked.name, settings.release.unwrap_or_default());
        let several = linked.documents.len() > 1;
        for (file, document) in linked.documents {
            let mut origin = origin_of(&self.workspace, &file)?;
            if several {
                origin.graphs = describe::graphs_of(&document);
            }
            entry.from.push(origin);
            entry.statements += document.quads.len() as u64;
            let mut quads = document.quads;
            while !quads.is_empty() {
                let rest = quads.split_off(quads.len().min(TOGETHER));
                packer.push(Block::Quads(quads)).map_err(failed)?;
                quads = rest;
            }
        }
        entry.data = stored(Entry::DATA, packer.finish().map_err(failed)?);
        if let Some(rules) = &linked.rules {
            let copy = rules.own.then_some(Entry::RULES);
            entry.mapping = Some(kept(&folder, &rules.name, &rules.text, copy)?);
        }
        self.fill(folder, entry, settings)
    }

    /// Takes a dataset out.
    ///
    /// # Errors
    /// None is called so.
    pub fn remove(&mut self, name: &str) -> Result<Entry, WorkspaceError> {
        let entry = self.manifest.find(name)?.clone();
        self.manifest.datasets.retain(|one| one.name != entry.name);
        Ok(entry)
    }

    /// Makes all changes, at once; until it returns nothing has changed.
    ///
    /// # Errors
    /// They cannot be written; the workspace is as before.
    pub fn commit(mut self) -> Result<Manifest, WorkspaceError> {
        for (folder, name) in &self.filled {
            fs::rename(folder, name).map_err(|error| WorkspaceError::write(name, &error))?;
        }
        let data = self.workspace.data();
        sync_folder(&data).map_err(|error| WorkspaceError::write(&data, &error))?;
        self.manifest.replace(&self.workspace)?;
        Ok(std::mem::take(&mut self.manifest))
    }

    /// Makes a folder to fill.
    fn begin(&self) -> Result<PathBuf, WorkspaceError> {
        let name = format!(
            "{}{}-{}",
            Workspace::LOADING,
            std::process::id(),
            self.filled.len()
        );
        let folder = self.workspace.data().join(name);
        fs::create_dir_all(&folder).map_err(|error| WorkspaceError::write(&folder, &error))?;
        Ok(folder)
    }

    /// Refuses a graph that another dataset speaks in.
    fn is_new(&self, graph: &str, settings: &Settings) -> Result<(), WorkspaceError> {
        let same = |entry: &&Entry| {
            Some(entry.name.as_str()) != settings.replaces
                && entry.graphs.iter().any(|own| own == graph)
        };
        match (self.manifest.datasets.iter().find(same), settings.name) {
            (None, _) => Ok(()),
            (Some(entry), None) => Err(loaded_already(entry)),
            (Some(entry), Some(name)) => Err(WorkspaceError::SameGraph {
                name: name.to_owned(),
                other: entry.name.clone(),
            }),
        }
    }

    /// Returns what a dataset is to be called. One that takes the place of another keeps a name that somebody gave it.
    fn name(&self, settings: &Settings, dataset: &str, version: &str) -> String {
        let given = settings.name.map(str::to_owned);
        let own = Entry::name_of(dataset, version);
        let kept = || {
            let replaced = settings.replaces?;
            let mut entries = self.manifest.datasets.iter();
            let old = entries.find(|entry| entry.name == replaced)?;
            let known = [&old.version, ""].map(|version| Entry::name_of(dataset, version));
            (!known.contains(&old.name)).then(|| old.name.clone())
        };
        given.or_else(kept).unwrap_or(own)
    }

    /// Completes a filled folder and puts its dataset into the manifest to come.
    fn fill(
        &mut self,
        folder: PathBuf,
        mut entry: Entry,
        settings: &Settings,
    ) -> Result<Entry, WorkspaceError> {
        if !Entry::is_name(&entry.name) {
            return Err(WorkspaceError::BadName { name: entry.name });
        }
        let datasets = &mut self.manifest.datasets;
        let place = settings
            .replaces
            .and_then(|name| datasets.iter().position(|one| one.name == name));
        let namesake = datasets.iter().position(|one| one.name == entry.name);
        if let Some(namesake) = namesake
            && Some(namesake) != place
        {
            return Err(datasets
                .get(namesake)
                .map_or_else(|| WorkspaceError::NoneHere, loaded_already));
        }
        entry.loaded = now();
        entry.loaded_by = concat!("allegiance ", env!("CARGO_PKG_VERSION")).to_owned();
        let path = folder.join(Entry::DESCRIPTION);
        let failed = |error| WorkspaceError::write(&path, &error);
        let text = toml::to_string(&entry).map_err(|error| WorkspaceError::Write {
            path: path.clone(),
            reason: error.to_string(),
        })?;
        durable(&path, text.as_bytes()).map_err(failed)?;
        sync_folder(&folder).map_err(failed)?;
        let name = free(&self.workspace.data(), &entry.name, &text);
        entry.folder = format!("data/{name}");
        self.filled.push((folder, self.workspace.data().join(name)));
        match place.and_then(|place| datasets.get_mut(place)) {
            Some(old) => *old = entry.clone(),
            None => datasets.push(entry.clone()),
        }
        Ok(entry)
    }
}

impl Drop for Writer {
    /// Removes what was replaced, or, when nothing was committed, what was filled.
    fn drop(&mut self) {
        sweep(&self.workspace);
    }
}

/// Returns a name that no folder has; its ending tells datasets of one name apart.
fn free(data: &Path, name: &str, text: &str) -> String {
    let mut salted = text.to_owned();
    loop {
        let hash = hash::of_bytes(salted.as_bytes()).sha256;
        let name = format!("{name}-{}", hash.get(..8).unwrap_or_default());
        if !data.join(&name).exists() {
            return name;
        }
        salted.push('\n');
    }
}

fn loaded_already(entry: &Entry) -> WorkspaceError {
    let files = entry.from.iter().map(|origin| origin.file.as_str());
    WorkspaceError::LoadedAlready {
        name: entry.name.clone(),
        file: files.collect::<Vec<_>>().join(", "),
        loaded: entry.loaded.clone(),
    }
}

fn stored(file: &str, print: Fingerprint) -> Stored {
    Stored {
        file: file.to_owned(),
        bytes: print.bytes,
        sha256: print.sha256,
    }
}

/// Keeps the mapping that was used, where the program does not have it.
fn mapping(
    folder: &Path,
    dataset: &str,
    own: Option<&str>,
    bundled: &[(&str, &str)],
) -> Result<Option<MappingUsed>, WorkspaceError> {
    let file = format!("/{dataset}.toml");
    let known = || bundled.iter().find(|(name, _)| name.ends_with(&file));
    let Some(text) = own.or_else(|| known().map(|(_, text)| *text)) else {
        return Ok(None);
    };
    kept(folder, dataset, text, own.map(|_| Entry::MAPPING)).map(Some)
}

/// Tells what a dataset was read by, and writes a copy under the name that is given for one.
fn kept(
    folder: &Path,
    name: &str,
    text: &str,
    copy: Option<&str>,
) -> Result<MappingUsed, WorkspaceError> {
    if let Some(copy) = copy {
        let path = folder.join(copy);
        durable(&path, text.as_bytes()).map_err(|error| WorkspaceError::write(&path, &error))?;
    }
    Ok(MappingUsed {
        name: name.to_owned(),
        file: copy.map(str::to_owned),
        sha256: hash::of_bytes(text.as_bytes()).sha256,
    })
}

/// Writes the table of what was set aside, if anything was.
fn aside(folder: &Path, report: &Report) -> Result<Option<SetAsideTable>, WorkspaceError> {
    if report.set_aside.is_empty() {
        return Ok(None);
    }
    let path = folder.join(Entry::SET_ASIDE);
    let print =
        set_aside::write(&path, report).map_err(|error| WorkspaceError::write(&path, &error))?;
    Ok(Some(SetAsideTable {
        file: Entry::SET_ASIDE.to_owned(),
        bytes: print.bytes,
        sha256: print.sha256,
        rows: report.rows_left_out(),
        values: report.of_weight(Weight::Value),
        noted: report.of_weight(Weight::Noted),
    }))
}
