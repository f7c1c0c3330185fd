//! What linked data says about itself: title, version, licence and citation of its sources.

use super::entry::{Entry, Kind};
use super::request::Linked;
use crate::load::Document;
use oxigraph::model::vocab::rdfs;
use oxigraph::model::{GraphName, NamedOrBlankNode, Term};
use rustc_hash::FxHashSet;

const TITLES: [&str; 2] = ["http://purl.org/dc/terms/title", rdfs::LABEL.as_str()];
const VERSIONS: [&str; 3] = [
    "http://www.w3.org/ns/dcat#version",
    "http://www.w3.org/2002/07/owl#versionInfo",
    "http://purl.org/dc/terms/hasVersion",
];
const LICENCES: [&str; 2] = [
    "http://purl.org/dc/terms/license",
    "http://purl.org/dc/terms/rights",
];
const CITATIONS: [&str; 1] = ["http://purl.org/dc/terms/bibliographicCitation"];

/// Returns the description of linked data, without what is known only when it is stored.
pub(super) fn described(linked: &Linked, release: Option<&str>) -> Entry {
    let mut graphs: Vec<String> = Vec::new();
    for (_, document) in &linked.documents {
        graphs.extend(graphs_of(document));
    }
    graphs.dedup();
    let said = |graph: &str, properties: &[&str]| {
        let of_graph = |property: &str| {
            let mut quads = linked
                .documents
                .iter()
                .flat_map(|(_, document)| &document.quads);
            quads.find_map(|quad| match (&quad.subject, &quad.object) {
                (NamedOrBlankNode::NamedNode(subject), object)
                    if subject.as_str() == graph && quad.predicate.as_str() == property =>
                {
                    Some(text(object))
                }
                _ => None,
            })
        };
        properties.iter().copied().find_map(of_graph).flatten()
    };
    let all = |properties: &[&str]| {
        let mut found: Vec<String> = Vec::new();
        for graph in graphs.iter().take(20) {
            let said = said(graph, properties);
            found.extend(said.filter(|one| !found.contains(one)));
        }
        (!found.is_empty()).then(|| found.join("; "))
    };
    let version = release.map(str::to_owned).or_else(|| all(&VERSIONS));
    Entry {
        title: all(&TITLES).unwrap_or_else(|| linked.name.clone()),
        version: version.unwrap_or_default(),
        kind: Kind::LinkedData,
        situations: linked.situations,
        licence: all(&LICENCES),
        citation: all(&CITATIONS),
        graphs,
        ..Entry::default()
    }
}

/// Returns the graphs of a document, in the order in which they first occur.
pub(super) fn graphs_of(document: &Document) -> Vec<String> {
    let mut seen = FxHashSet::default();
    let mut graphs = Vec::new();
    for quad in &document.quads {
        if let GraphName::NamedNode(graph) = &quad.graph_name
            && seen.insert(graph.as_str())
        {
            graphs.push(graph.as_str().to_owned());
        }
    }
    graphs
}

fn text(term: &Term) -> Option<String> {
    let text = match term {
        Term::NamedNode(node) => node.as_str(),
        Term::Literal(literal) => literal.value(),
        Term::BlankNode(_) => return None,
    };
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}
