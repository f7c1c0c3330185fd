//! Opening sources: files in, an engine and what is to be known about them out.

use super::bundled::{REFERENCE, SAHEL};
use super::embedded::EmbeddedEngine;
use super::gathered::Gathered;
use super::jobs::{Job, jobs, read_all};
use super::names::{Named, names};
use super::source::{Source, sources};
use crate::load::mapping::{MappingError, Report};
use crate::load::table::{TableError, TableInput};
use crate::load::vocabulary::ONTOLOGY_GRAPH;
use crate::load::{LoadError, Warning, derive, holds_linked_data};
use crate::workspace::{Workspace, WorkspaceError};
use oxigraph::model::Triple;
use std::path::{Path, PathBuf};
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
    /// A folder of loaded datasets.
    Workspace(PathBuf),
}

impl Input {
    /// Reads what stands after `--data`: the name of a bundled dataset, else a path; a workspace is told by its manifest, a
    /// table by its ending.
    #[must_use]
    pub fn from_argument(argument: &str) -> Input {
        let path = PathBuf::from(argument);
        match Bundle::named(argument) {
            Some(bundle) => Input::Bundled(bundle),
            None if Workspace::at(&path).is_ok() => Input::Workspace(path),
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
    #[error(transparent)]
    Workspace(#[from] WorkspaceError),
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
            OpenError::Workspace(error) => error.remedy(),
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
    let jobs = jobs(inputs, &mut warnings);
    let mut gathered = Gathered::default();
    for (job, document) in jobs.files.iter().zip(read_all(&jobs.files)) {
        let document = document?;
        match job {
            Job::Ontology(..) => gathered.ontology(document),
            Job::Bundled(..) => gathered.document(&job.name(), document),
            Job::File(path, ..) => gathered.file(job.name(), path, document),
        }
    }
    for folder in jobs.workspaces {
        gathered.workspace(folder)?;
    }
    for (path, mapping) in jobs.tables {
        gathered.table(path, mapping)?;
    }
    warnings.extend(gathered.warnings());
    let Gathered {
        mut statements,
        files,
        extensions,
        reports,
        ..
    } = gathered;
    let derived = derive(&mut statements);
    let sources = sources(&statements, &derived, &files);
    let names = names(&statements, &derived, &sources);
    warnings.extend(derived.warnings);
    // What is bundled holds what it should: borders are no situations. What is loaded was told when it was loaded.
    let given: Vec<String> = inputs
        .iter()
        .filter_map(|input| match input {
            Input::File(path) | Input::Using { path, .. } | Input::Table { path, .. } => {
                Some(path.display().to_string())
            }
            Input::Bundled(_) | Input::Workspace(_) => None,
        })
        .collect();
    let from_files = sources
        .iter()
        .filter(|source| source.files.iter().any(|file| given.contains(file)));
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
