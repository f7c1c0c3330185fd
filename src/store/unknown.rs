//! Terms that a file takes for terms of the ontology and that are none, which questions would pass over in silence.

use crate::load::vocabulary::{DERIVED_GRAPH, NS};
use crate::load::{Warning, WarningKind};
use oxigraph::model::{NamedOrBlankNode, Quad, Term, vocab::rdf};
use rustc_hash::FxHashMap;
use std::path::Path;

/// Terms that loading states and the ontology does not list; a file that holds them is told so elsewhere.
const DERIVED: &[&str] = &[
    "directClass",
    "existsFromDay",
    "existsToDay",
    "startDate",
    "dateQualified",
    "basis",
    "bestIsMidpoint",
    "consolidates",
    "AnySpeaker",
    "Strict",
];

/// How many unknown terms of a file are named.
const MOST: usize = 10;

/// How a file uses a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Usage {
    Property,
    Class,
    Value,
}

/// How often a file uses each term in the ontology's namespace.
#[derive(Clone, Debug, Default)]
pub(super) struct Used(FxHashMap<(Usage, String), usize>);

impl Used {
    /// Counts the terms of a file.
    pub(super) fn of(quads: &[Quad]) -> Used {
        let mut used = Used::default();
        // What an export holds of derived statements is derived anew.
        let stated = quads
            .iter()
            .filter(|quad| quad.graph_name != DERIVED_GRAPH.into());
        for quad in stated {
            used.count(Usage::Property, quad.predicate.as_str());
            if let Term::NamedNode(value) = &quad.object {
                let usage = if quad.predicate == rdf::TYPE {
                    Usage::Class
                } else {
                    Usage::Value
                };
                used.count(usage, value.as_str());
            }
        }
        used
    }

    fn count(&mut self, usage: Usage, iri: &str) {
        let Some(name) = iri.strip_prefix(NS) else {
            return;
        };
        match self.0.get_mut(&(usage, name.to_owned())) {
            Some(count) => *count += 1,
            None => {
                self.0.insert((usage, name.to_owned()), 1);
            }
        }
    }

    /// Warns of each term that nobody declares, with the line where it first stands and what it was probably meant to be.
    pub(super) fn warnings(&self, file: &str, path: &Path, known: &Known) -> Vec<Warning> {
        let mut unknown: Vec<(&(Usage, String), &usize)> = self
            .0
            .iter()
            .filter(|((_, name), _)| !known.names.contains_key(name.as_str()))
            .collect();
        unknown.sort();
        if unknown.is_empty() {
            return Vec::new();
        }
        let text = std::fs::read_to_string(path).unwrap_or_default();
        let more = unknown.len().saturating_sub(MOST);
        let rest = (more > 0).then(|| Warning {
            kind: WarningKind::UnknownTerm,
            source: file.to_owned(),
            subject: String::new(),
            message: format!(
                "{more} more terms are not of the vocabulary; `allegiance check` lists them"
            ),
        });
        let told = unknown
            .into_iter()
            .take(MOST)
            .map(|((usage, name), count)| Warning {
                kind: WarningKind::UnknownTerm,
                source: match line(&text, name) {
                    Some(line) => format!("{file}, line {line}"),
                    None => file.to_owned(),
                },
                subject: format!("al:{name}"),
                message: message(*usage, name, *count, known),
            });
        told.chain(rest).collect()
    }
}

fn message(usage: Usage, name: &str, count: usize, known: &Known) -> String {
    let what = match usage {
        Usage::Property => "no property of the vocabulary, so that questions pass it over",
        Usage::Class => "no class of the vocabulary, so that questions do not find what is one",
        Usage::Value => "no term of the vocabulary",
    };
    let often = match count {
        1 => String::new(),
        n => format!(" ({n} statements)"),
    };
    match known.near(usage, name).as_slice() {
        [] => format!("{what}{often}; `allegiance vocabulary` lists the words"),
        near => format!("{what}{often}; do you mean {}?", near.join(" or ")),
    }
}

/// The terms that the ontology and the files declare.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    /// By name without the namespace: whether it is a property or a class.
    names: FxHashMap<String, Option<Usage>>,
}

impl Known {
    /// Adds whatever a file says something about.
    pub(super) fn add(&mut self, quads: &[Quad]) {
        for quad in quads {
            let NamedOrBlankNode::NamedNode(subject) = &quad.subject else {
                continue;
            };
            let Some(name) = subject.as_str().strip_prefix(NS) else {
                continue;
            };
            let known = self.names.entry(name.to_owned()).or_default();
            if quad.predicate == rdf::TYPE
                && let Term::NamedNode(class) = &quad.object
            {
                *known = match class.as_str() {
                    iri if iri.ends_with("Property") => Some(Usage::Property),
                    iri if iri.ends_with("#Class") => Some(Usage::Class),
                    _ => *known,
                };
            }
        }
    }

    /// Returns the nearest terms that can be used so.
    fn near(&self, usage: Usage, name: &str) -> Vec<String> {
        let folded = name.to_lowercase();
        let limit = (folded.chars().count() / 3).clamp(1, 4);
        let fits = |kind: &Option<Usage>| match usage {
            Usage::Value => true,
            wanted => *kind == Some(wanted),
        };
        let mut found: Vec<(usize, &str)> = self
            .names
            .iter()
            .filter(|(_, kind)| fits(kind))
            .map(|(known, _)| {
                (
                    strsim::osa_distance(&folded, &known.to_lowercase()),
                    known.as_str(),
                )
            })
            .filter(|(distance, _)| *distance <= limit)
            .collect();
        found.sort_unstable();
        let nearest = found.first().map_or(0, |(distance, _)| *distance);
        found.retain(|(distance, _)| *distance == nearest);
        found.truncate(3);
        found
            .into_iter()
            .map(|(_, name)| format!("al:{name}"))
            .collect()
    }
}

/// Finds the first line on which a term stands by its name, behind a prefix or its namespace.
fn line(text: &str, name: &str) -> Option<usize> {
    let ends =
        |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '-'));
    let stands = |line: &str| {
        line.match_indices(name).any(|(at, _)| {
            let before = line.get(..at).and_then(|before| before.chars().next_back());
            matches!(before, Some(':' | '#' | '"')) && line.get(at + name.len()..).is_some_and(ends)
        })
    };
    text.lines().position(stands).map(|at| at + 1)
}

/// Gathers what is asked of every file while the files are read.
#[derive(Debug, Default)]
pub(super) struct Watch<'a> {
    known: Known,
    used: Vec<(String, &'a Path, Used)>,
}

impl<'a> Watch<'a> {
    pub(super) fn declared(&mut self, quads: &[Quad]) {
        self.known.add(quads);
    }

    pub(super) fn file(&mut self, name: String, path: &'a Path, quads: &[Quad]) {
        self.used.push((name, path, Used::of(quads)));
    }

    /// Warns of the terms that no file declared.
    pub(super) fn warnings(mut self) -> Vec<Warning> {
        for name in DERIVED {
            self.known.names.entry((*name).to_owned()).or_default();
        }
        let known = &self.known;
        self.used
            .iter()
            .flat_map(|(name, path, used)| used.warnings(name, path, known))
            .collect()
    }
}
