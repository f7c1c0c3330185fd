//! What is to be read for the inputs, and reading it on all processors.

use super::bundled::ONTOLOGY;
use super::open::{Input, OpenError};
use super::rules::Rules;
use crate::load::{
    Document, Format, Origin, Warning, WarningKind, holds_linked_data, looks_linked, read_bytes,
    read_file,
};
use std::io::BufRead;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{fs, thread};

/// One file to read.
pub(super) enum Job<'a> {
    Ontology(&'static str, &'static str),
    Bundled(&'static str, &'static str),
    File(&'a Path, Origin, Option<&'a Path>),
}

/// A table and the file of its mapping.
pub(super) type TableJob<'a> = (&'a Path, Option<&'a Path>);

/// Everything that is to be read.
pub(super) struct Jobs<'a> {
    pub files: Vec<Job<'a>>,
    pub tables: Vec<TableJob<'a>>,
    pub workspaces: Vec<&'a Path>,
}

/// Returns what is to be read, each once.
pub(super) fn jobs<'a>(inputs: &'a [Input], warnings: &mut Vec<Warning>) -> Jobs<'a> {
    let (mut tables, mut workspaces) = (Vec::new(), Vec::new());
    let mut jobs: Vec<Job> = ONTOLOGY
        .iter()
        .map(|(name, text)| Job::Ontology(name, text))
        .collect();
    let (mut seen, mut slugs): (Vec<PathBuf>, Vec<String>) = (Vec::new(), Vec::new());
    for input in inputs {
        let (key, name) = match input {
            Input::Bundled(bundle) => (PathBuf::from(format!("bundle {bundle:?}")), String::new()),
            Input::File(path)
            | Input::Using { path, .. }
            | Input::Table { path, .. }
            | Input::Workspace(path) => (
                fs::canonicalize(path).unwrap_or_else(|_| path.clone()),
                path.display().to_string(),
            ),
        };
        if seen.contains(&key) {
            warnings.push(Warning {
                kind: WarningKind::GivenTwice,
                source: name,
                subject: String::new(),
                message: "given twice, read once".to_owned(),
            });
            continue;
        }
        seen.push(key);
        match input {
            Input::Bundled(bundle) => jobs.extend(
                bundle
                    .files()
                    .iter()
                    .map(|(name, text)| Job::Bundled(name, text)),
            ),
            Input::Workspace(path) => workspaces.push(path.as_path()),
            Input::Table { path, mapping } if mapping.is_some() || !is_linked(path) => {
                tables.push((path.as_path(), mapping.as_deref()));
            }
            Input::File(path) | Input::Using { path, .. } | Input::Table { path, .. } => {
                let rules = match input {
                    Input::Using { rules, .. } => Some(rules.as_path()),
                    _ => None,
                };
                let mut origin = Origin::new(&name, jobs.len());
                let alike = slugs.iter().filter(|slug| **slug == origin.slug).count();
                slugs.push(origin.slug.clone());
                if alike > 0 {
                    // Two files of one name from different directories are two sources.
                    origin.slug = format!("{}-{}", origin.slug, alike + 1);
                }
                jobs.push(Job::File(path, origin, rules));
            }
        }
    }
    Jobs {
        files: jobs,
        tables,
        workspaces,
    }
}

/// Says whether what looks like a table by its name holds linked data; standard input is looked at and not taken.
fn is_linked(path: &Path) -> bool {
    if path == Path::new("-") {
        let mut input = std::io::stdin().lock();
        return input.fill_buf().is_ok_and(looks_linked);
    }
    holds_linked_data(path)
}

/// Reads all files, on as many threads as there are processors; the documents come in the order of the jobs.
pub(super) fn read_all(jobs: &[Job]) -> Vec<Result<Document, OpenError>> {
    let threads = thread::available_parallelism()
        .map_or(1, usize::from)
        .min(jobs.len());
    // The longest file first, so that no thread is left alone with it at the end.
    let mut order: Vec<usize> = (0..jobs.len()).collect();
    order.sort_by_key(|index| std::cmp::Reverse(jobs[*index].size()));
    let next = AtomicUsize::new(0);
    let take = || {
        let mut read = Vec::new();
        while let Some(index) = order.get(next.fetch_add(1, Ordering::Relaxed)) {
            read.push((*index, jobs[*index].read(*index)));
        }
        read
    };
    let mut documents = thread::scope(|scope| {
        let others: Vec<_> = (1..threads)
            .filter_map(|_| thread::Builder::new().spawn_scoped(scope, take).ok())
            .collect();
        let mut documents = take();
        for other in others {
            documents.extend(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        documents
    });
    documents.sort_by_key(|(index, _)| *index);
    documents
        .into_iter()
        .map(|(_, document)| document)
        .collect()
}

/// Reads a file of linked data, and applies rules to it.
///
/// # Errors
/// The file or the rules cannot be read, or a rule cannot be run.
pub fn linked_document(
    path: &Path,
    origin: &Origin,
    rules: Option<&Path>,
) -> Result<Document, OpenError> {
    // Faulty rules are told before a long file is read.
    let rules = rules.map(Rules::open).transpose()?;
    let mut document = read_file(path, origin)?;
    if let Some(rules) = rules {
        rules.apply(&mut document)?;
    }
    Ok(document)
}

impl Job<'_> {
    /// Returns the file's name as reports show it.
    pub(super) fn name(&self) -> String {
        match self {
            Job::Ontology(name, _) | Job::Bundled(name, _) => (*name).to_owned(),
            Job::File(_, origin, _) => origin.file.clone(),
        }
    }

    fn size(&self) -> u64 {
        match self {
            Job::Ontology(_, text) | Job::Bundled(_, text) => {
                u64::try_from(text.len()).unwrap_or(u64::MAX)
            }
            Job::File(path, ..) => fs::metadata(path).map_or(0, |file| file.len()),
        }
    }

    fn read(&self, number: usize) -> Result<Document, OpenError> {
        match self {
            Job::Ontology(name, text) | Job::Bundled(name, text) => {
                let origin = Origin::new(name, number);
                Ok(read_bytes(&origin, Some(Format::Turtle), text.as_bytes())?)
            }
            Job::File(path, origin, rules) => linked_document(path, origin, *rules),
        }
    }
}
