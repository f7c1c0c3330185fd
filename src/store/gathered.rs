//! What files, tables and workspaces say, put together before anything is derived from it.

use super::OpenError;
use super::extension::extension;
use super::tables::load_table;
use super::unknown::Watch;
use crate::load::mapping::Report;
use crate::load::vocabulary::{DERIVED_GRAPH, ONTOLOGY_GRAPH};
use crate::load::{Document, Statements, Warning, WarningKind};
use crate::workspace::{Entry, Kind, Origin, Workspace};
use oxigraph::model::{GraphName, NamedNode, Triple};
use std::path::Path;

/// All statements, and what is to be known about where they come from.
#[derive(Debug, Default)]
pub(super) struct Gathered<'a> {
    pub statements: Statements,
    /// Graphs and the files that speak in them.
    pub files: Vec<(GraphName, String)>,
    /// What was added to the vocabulary.
    pub extensions: Vec<Triple>,
    pub reports: Vec<Report>,
    warnings: Vec<Warning>,
    watch: Watch<'a>,
}

impl<'a> Gathered<'a> {
    /// Takes a file of the ontology.
    pub(super) fn ontology(&mut self, document: Document) {
        self.warnings.extend(document.warnings);
        self.watch.declared(&document.quads);
        for mut quad in document.quads {
            quad.graph_name = GraphName::NamedNode(ONTOLOGY_GRAPH.into_owned());
            self.statements.push_quad(quad);
        }
    }

    /// Takes what a file of this name says.
    pub(super) fn document(&mut self, name: &str, document: Document) {
        self.stated(document, |_| vec![name.to_owned()]);
    }

    fn stated(&mut self, document: Document, names: impl Fn(&GraphName) -> Vec<String>) {
        self.warnings.extend(document.warnings);
        self.extensions.extend(extension(&document.quads));
        self.watch.declared(&document.quads);
        let mut last_graph = None;
        for quad in document.quads {
            // An export may carry what was derived; it is derived anew.
            if quad.graph_name == DERIVED_GRAPH.into() {
                continue;
            }
            if last_graph.as_ref() != Some(&quad.graph_name) {
                let graph = &quad.graph_name;
                let named = names(graph).into_iter();
                self.files.extend(named.map(|name| (graph.clone(), name)));
                last_graph = Some(graph.clone());
            }
            self.statements.push_quad(quad);
        }
    }

    /// Takes a file, and watches how it uses the vocabulary.
    pub(super) fn file(&mut self, name: String, path: &'a Path, document: Document) {
        self.watch.file(name.clone(), path, &document.quads);
        self.document(&name, document);
    }

    /// Takes a table.
    pub(super) fn table(&mut self, path: &Path, mapping: Option<&Path>) -> Result<(), OpenError> {
        let report = load_table(path, mapping, &mut self.statements)?;
        self.told(&report.graph, vec![path.display().to_string()]);
        self.warnings.extend(report.warning());
        self.reports.push(report);
        Ok(())
    }

    /// Takes everything that was loaded into a workspace.
    pub(super) fn workspace(&mut self, folder: &Path) -> Result<(), OpenError> {
        let snapshot = Workspace::at(folder)?.snapshot()?;
        if snapshot.manifest().datasets.is_empty() {
            self.warnings.push(Warning {
                kind: WarningKind::EmptyWorkspace,
                source: folder.display().to_string(),
                subject: String::new(),
                message: "the workspace holds no dataset yet; `allegiance load FILE` loads one, `--data sahel` asks the bundled one".to_owned(),
            });
        }
        for dataset in snapshot.datasets() {
            match dataset.entry.kind {
                // A table says nothing about the vocabulary, and may be large.
                Kind::Table => {
                    let entry = dataset.read_into(&mut self.statements)?;
                    for graph in &entry.graphs {
                        self.told(graph, names(&entry, graph));
                    }
                }
                Kind::LinkedData => {
                    let (entry, document) = dataset.document()?;
                    self.stated(document, |graph| match graph {
                        GraphName::NamedNode(graph) => names(&entry, graph.as_str()),
                        _ => Vec::new(),
                    });
                }
            }
        }
        Ok(())
    }

    fn told(&mut self, graph: &str, names: Vec<String>) {
        if let Ok(graph) = NamedNode::new(graph) {
            let named = |name| (GraphName::NamedNode(graph.clone()), name);
            self.files.extend(names.into_iter().map(named));
        }
    }

    /// Returns what was odd, when all is gathered.
    pub(super) fn warnings(&mut self) -> Vec<Warning> {
        let mut warnings = std::mem::take(&mut self.warnings);
        warnings.extend(std::mem::take(&mut self.watch).warnings());
        warnings
    }
}

/// Returns the files of a dataset that speak in a graph.
fn names(entry: &Entry, graph: &str) -> Vec<String> {
    let speaks =
        |origin: &&Origin| origin.graphs.is_empty() || origin.graphs.iter().any(|own| own == graph);
    let files = entry.from.iter().filter(speaks);
    files.map(|origin| origin.file.clone()).collect()
}
