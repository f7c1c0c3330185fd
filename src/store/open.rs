//! Opening sources: files in, an engine and what is to be known about them out.

use super::bundled::{ONTOLOGY, REFERENCE, SAHEL};
use super::embedded::EmbeddedEngine;
use super::extension::extension;
use super::names::{Named, names};
use super::rules::Rules;
use super::source::{Source, sources};
use super::tables::load_table;
use super::unknown::Watch;
use crate::load::mapping::{MappingError, Report};
use crate::load::table::{TableError, TableInput};
use crate::load::{
    Document, Format, LoadError, Origin, Statements, Warning, WarningKind, derive,
    holds_linked_data, looks_linked, read_bytes, read_file,
    vocabulary::{DERIVED_GRAPH, ONTOLOGY_GRAPH},
};
use oxigraph::model::{GraphName, Triple};
use std::io::BufRead;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{fs, thread};
use thiserror::Error;

/// A dataset that is part of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bundle {
    /// The war in Mali, as one article tells it, with background knowledge.
    Sahel,
    /// The states since 1945.
    Reference,
}

impl Bundle {
    /// Returns the bundle of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Bundle> {
        match name {
            "sahel" => Some(Bundle::Sahel),
            "reference" => Some(Bundle::Reference),
            _ => None,
        }
    }

    pub(crate) fn files(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Bundle::Sahel => SAHEL,
            Bundle::Reference => REFERENCE,
        }
    }
}

/// Something to open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    Bundled(Bundle),
    File(PathBuf),
    /// A file of linked data to which rules are applied: the name of bundled ones or a file; `-` is standard input.
    Using {
        path: PathBuf,
        rules: PathBuf,
    },
    /// A table, read through the mapping of a file, else through the one that its header tells; `-` is standard input.
    Table {
        path: PathBuf,
        mapping: Option<PathBuf>,
    },
}

impl Input {
    /// Reads what stands after `--data`: the name of a bundled dataset, else a path, whose ending tells tables.
    #[must_use]
    pub fn from_argument(argument: &str) -> Input {
        let path = PathBuf::from(argument);
        match Bundle::named(argument) {
            Some(bundle) => Input::Bundled(bundle),
            None if argument == "-" || TableInput::is_table(&path) => Input::Table {
                path,
                mapping: None,
            },
            None => Input::File(path),
        }
    }

    /// Applies rules to linked data; what is no linked data stays as it is.
    #[must_use]
    pub fn with_rules(self, rules: &Path) -> Input {
        let rules = rules.to_owned();
        match self {
            Input::File(path) => Input::Using { path, rules },
            Input::Table {
                path,
                mapping: None,
            } if path == Path::new("-") || holds_linked_data(&path) => Input::Using { path, rules },
            other => other,
        }
    }

    /// Reads a table through the mapping of this file; what is no table stays as it is.
    #[must_use]
    pub fn with_mapping(self, file: &Path) -> Input {
        match self {
            Input::Table {
                path,
                mapping: None,
            } => Input::Table {
                path,
                mapping: Some(file.to_owned()),
            },
            other => other,
        }
    }
}

/// Why sources cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum OpenError {
    #[error(transparent)]
    Load(#[from] LoadError),
    #[error(transparent)]
    Table(#[from] TableError),
    #[error(transparent)]
    Mapping(#[from] MappingError),
    #[error("{file}: there is no such file of rules")]
    NoRules {
        file: String,
        /// The rules that need no file.
        bundled: Vec<String>,
    },
    /// The bundled ontology is faulty, which is a fault of the program.
    #[error("the ontology cannot be read: {reason}")]
    Ontology { reason: String },
}

impl OpenError {
    /// Returns one line that says how to put it right.
    #[must_use]
    pub fn remedy(&self) -> String {
        match self {
            OpenError::Load(error) => error.remedy(),
            OpenError::Table(error) => error.remedy(),
            OpenError::Mapping(error) => {
                let problem = error.problems.first();
                problem.map_or_else(String::new, |problem| problem.help.clone())
            }
            OpenError::NoRules { bundled, .. } => {
                format!("check the path; bundled are {}", bundled.join(" and "))
            }
            OpenError::Ontology { .. } => "please report this".to_owned(),
        }
    }
}

/// What was opened.
#[derive(Debug)]
pub struct Opened {
    pub engine: EmbeddedEngine,
    /// What was odd, in the order of the inputs.
    pub warnings: Vec<Warning>,
    /// The sources, in the order of the inputs.
    pub sources: Vec<Source>,
    /// What actors, places, situations and sources are called, sorted by IRI.
    pub names: Vec<Named>,
    /// What the inputs add to the vocabulary; see [`Opened::ontology`].
    pub extensions: Vec<Triple>,
    /// What came of the tables, in the order of the inputs.
    pub reports: Vec<Report>,
}

impl Opened {
    /// Returns the triples of the ontology, from which the vocabulary is built.
    pub fn ontology(&self) -> impl Iterator<Item = Triple> + '_ {
        self.engine.graph(ONTOLOGY_GRAPH)
    }
}

/// Opens the ontology and the inputs.
///
/// # Errors
///
/// The first input that cannot be loaded.
pub fn open(inputs: &[Input]) -> Result<Opened, OpenError> {
    let mut warnings = Vec::new();
    let (jobs, table_jobs) = jobs(inputs, &mut warnings);
    let mut statements = Statements::default();
    let mut files = Vec::new();
    let mut extensions = Vec::new();
    let mut watch = Watch::default();
    for (job, document) in jobs.iter().zip(read_all(&jobs)) {
        let document = document?;
        warnings.extend(document.warnings);
        let in_ontology = matches!(job, Job::Ontology(..));
        if !in_ontology {
            extensions.extend(extension(&document.quads));
        }
        watch.declared(&document.quads);
        if let Job::File(path, ..) = job {
            watch.file(job.name(), path, &document.quads);
        }
        let mut last_graph = None;
        for mut quad in document.quads {
            // An export may carry what was derived; it is derived anew.
            if quad.graph_name == DERIVED_GRAPH.into() {
                continue;
            }
            if in_ontology {
                quad.graph_name = GraphName::NamedNode(ONTOLOGY_GRAPH.into_owned());
            } else if last_graph.as_ref() != Some(&quad.graph_name) {
                files.push((quad.graph_name.clone(), job.name()));
                last_graph = Some(quad.graph_name.clone());
            }
            statements.push_quad(quad);
        }
    }
    warnings.extend(watch.warnings());
    let mut reports = Vec::new();
    for (path, mapping) in table_jobs {
        let report = load_table(path, mapping, &mut statements)?;
        if let Ok(graph) = oxigraph::model::NamedNode::new(report.graph.as_str()) {
            files.push((GraphName::NamedNode(graph), path.display().to_string()));
        }
        warnings.extend(report.warning());
        reports.push(report);
    }
    let derived = derive(&mut statements);
    let sources = sources(&statements, &derived, &files);
    let names = names(&statements, &derived, &sources);
    warnings.extend(derived.warnings);
    // What is bundled holds what it should: borders are no situations.
    let from_files = sources.iter().filter(|source| {
        !source
            .files
            .iter()
            .any(|file| REFERENCE.iter().chain(SAHEL).any(|(name, _)| name == file))
    });
    warnings.extend(from_files.filter_map(Source::warning));
    Ok(Opened {
        engine: EmbeddedEngine::new(statements),
        warnings,
        sources,
        names,
        extensions,
        reports,
    })
}

/// One file to read.
enum Job<'a> {
    Ontology(&'static str, &'static str),
    Bundled(&'static str, &'static str),
    File(&'a Path, Origin, Option<&'a Path>),
}

/// A table and the file of its mapping.
type TableJob<'a> = (&'a Path, Option<&'a Path>);

/// Returns the files of linked data and the tables, each once.
fn jobs<'a>(inputs: &'a [Input], warnings: &mut Vec<Warning>) -> (Vec<Job<'a>>, Vec<TableJob<'a>>) {
    let mut tables = Vec::new();
    let mut jobs: Vec<Job> = ONTOLOGY
        .iter()
        .map(|(name, text)| Job::Ontology(name, text))
        .collect();
    let (mut seen, mut slugs): (Vec<PathBuf>, Vec<String>) = (Vec::new(), Vec::new());
    for input in inputs {
        let (key, name) = match input {
            Input::Bundled(bundle) => (PathBuf::from(format!("bundle {bundle:?}")), String::new()),
            Input::File(path) | Input::Using { path, .. } | Input::Table { path, .. } => (
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
    (jobs, tables)
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
fn read_all(jobs: &[Job]) -> Vec<Result<Document, OpenError>> {
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
    fn name(&self) -> String {
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
