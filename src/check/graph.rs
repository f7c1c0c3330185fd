//! What is checked: the statements of files, of what they build on, and of the ontology, as one graph.

use super::CheckError;
use crate::load::vocabulary::DERIVED_GRAPH;
use crate::load::{Document, Format, LoadError, Origin, read_bytes, read_file};
use crate::store::bundled::ONTOLOGY;
use crate::store::{Bundle, Input, OpenError, linked_document, table_document};
use crate::workspace::{Dataset, Workspace};
use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{Graph, LiteralRef, NamedNodeRef, NamedOrBlankNode, TermRef, Triple};
use rustc_hash::{FxHashMap, FxHashSet};

/// Statements, and in which file each subject is described.
pub(super) struct Checked {
    pub graph: Graph,
    /// The files to check, in the order in which they were given.
    pub files: Vec<String>,
    /// Statements in those files.
    pub statements: usize,
    /// The first file that describes each subject.
    pub described: FxHashMap<NamedOrBlankNode, usize>,
    /// Subjects that only what the files build on describes.
    pub background: FxHashSet<NamedOrBlankNode>,
}

impl Checked {
    /// Reads the files to check, what they build on, and the ontology.
    ///
    /// # Errors
    ///
    /// The first file that cannot be read.
    pub(super) fn read(inputs: &[Input], background: &[Input]) -> Result<Checked, CheckError> {
        let mut checked = Checked {
            graph: ontology()?,
            files: Vec::new(),
            statements: 0,
            described: FxHashMap::default(),
            background: FxHashSet::default(),
        };
        let mut number = ONTOLOGY.len();
        for input in inputs {
            for (file, document) in documents(input, &mut number)? {
                let index = checked.files.len();
                checked.files.push(file);
                for triple in triples(document) {
                    checked.statements += 1;
                    checked
                        .described
                        .entry(triple.subject.clone())
                        .or_insert(index);
                    checked.graph.insert(&triple);
                }
            }
        }
        for input in background {
            for (_, document) in documents(input, &mut number)? {
                for triple in triples(document) {
                    if !checked.described.contains_key(&triple.subject) {
                        checked.background.insert(triple.subject.clone());
                    }
                    checked.graph.insert(&triple);
                }
            }
        }
        Ok(checked)
    }

    /// Returns what a node is called: its English label, else any, of several the first by its letters.
    pub(super) fn label(&self, node: TermRef<'_>) -> Option<String> {
        let labels = self.literals(node, rdfs::LABEL);
        let english = |label: &LiteralRef<'_>| label.language() == Some("en");
        labels
            .into_iter()
            .min_by_key(|label| (!english(label), label.value()))
            .map(|label| label.value().to_owned())
    }

    /// Returns what a class of a node is called, of several the first by its letters.
    pub(super) fn class(&self, node: TermRef<'_>) -> Option<String> {
        let subject = subject(node)?;
        let classes = self
            .graph
            .objects_for_subject_predicate(subject.as_ref(), rdf::TYPE);
        classes.filter_map(|class| self.label(class)).min()
    }

    fn literals(&self, node: TermRef<'_>, property: NamedNodeRef<'_>) -> Vec<LiteralRef<'_>> {
        let Some(subject) = subject(node) else {
            return Vec::new();
        };
        let objects = self
            .graph
            .objects_for_subject_predicate(subject.as_ref(), property);
        objects
            .filter_map(|object| match object {
                TermRef::Literal(literal) => Some(literal),
                _ => None,
            })
            .collect()
    }
}

/// Returns a term as a subject, which a literal cannot be.
pub(super) fn subject(term: TermRef<'_>) -> Option<NamedOrBlankNode> {
    match term {
        TermRef::NamedNode(node) => Some(node.into_owned().into()),
        TermRef::BlankNode(node) => Some(node.into_owned().into()),
        TermRef::Literal(_) => None,
    }
}

fn ontology() -> Result<Graph, LoadError> {
    let mut graph = Graph::new();
    for (number, (name, text)) in ONTOLOGY.iter().enumerate() {
        let origin = Origin::new(name, number);
        let document = read_bytes(&origin, Some(Format::Turtle), text.as_bytes())?;
        triples(document).for_each(|triple| {
            graph.insert(&triple);
        });
    }
    Ok(graph)
}

/// Reads an input; a bundled dataset has several files.
fn documents(input: &Input, number: &mut usize) -> Result<Vec<(String, Document)>, CheckError> {
    let mut origin = |name: &str| {
        *number += 1;
        Origin::new(name, *number)
    };
    match input {
        Input::File(path) => {
            let name = path.display().to_string();
            let document = read_file(path, &origin(&name))?;
            Ok(vec![(name, document)])
        }
        Input::Using { path, rules } => {
            let name = path.display().to_string();
            let document = linked_document(path, &origin(&name), Some(rules))?;
            Ok(vec![(name, document)])
        }
        Input::Table { path, mapping } => {
            let document = table_document(path, mapping.as_deref())?;
            Ok(vec![(path.display().to_string(), document)])
        }
        Input::Workspace(folder) => {
            let snapshot = Workspace::at(folder).and_then(|workspace| workspace.snapshot());
            let datasets = snapshot.map_err(OpenError::from)?.datasets();
            let named = |dataset: Dataset| {
                let (entry, document) = dataset.document().map_err(OpenError::from)?;
                Ok((entry.name, document))
            };
            datasets.map(named).collect()
        }
        Input::Bundled(bundle) => Bundle::files(*bundle)
            .iter()
            .map(|(name, text)| {
                let document = read_bytes(&origin(name), Some(Format::Turtle), text.as_bytes())?;
                Ok(((*name).to_owned(), document))
            })
            .collect(),
    }
}

/// Returns the statements of a file without those that are derived anew at every load.
fn triples(document: Document) -> impl Iterator<Item = Triple> {
    document
        .quads
        .into_iter()
        .filter(|quad| quad.graph_name != DERIVED_GRAPH.into())
        .map(Triple::from)
}
