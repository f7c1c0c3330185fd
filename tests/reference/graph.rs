//! The statements of the Turtle files, as the trials ask for them.

use allegiance::time::Bounds;
use libtest_mimic::Failed;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{Graph, NamedNodeRef, NamedOrBlankNodeRef, TermRef};
use std::path::Path;

pub const AL: &str = "https://w3id.org/allegiance/ns#";
pub const ENT: &str = "https://w3id.org/allegiance/id/";
pub const RDF_TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
pub const LABEL: &str = "http://www.w3.org/2000/01/rdf-schema#label";
pub const ALT_LABEL: &str = "http://www.w3.org/2004/02/skos/core#altLabel";
pub const NOTATION: &str = "http://www.w3.org/2004/02/skos/core#notation";

/// Returns the IRI of a term of the vocabulary.
pub fn al(name: &str) -> String {
    format!("{AL}{name}")
}

/// Reads the two files of the reference data.
pub fn reference() -> Result<Graph, Failed> {
    read(&["reference/states.ttl", "reference/borders.ttl"])
}

/// Reads files of the datasets folder into one graph.
pub fn read(files: &[&str]) -> Result<Graph, Failed> {
    let datasets = Path::new(env!("CARGO_MANIFEST_DIR")).join("datasets");
    let mut graph = Graph::new();
    for file in files {
        let text = std::fs::read(datasets.join(file))?;
        for quad in RdfParser::from_format(RdfFormat::Turtle).for_slice(&text) {
            let quad = quad.map_err(|error| format!("{file}: {error}"))?;
            graph.insert(&oxigraph::model::Triple::from(quad));
        }
    }
    Ok(graph)
}

/// Returns the last part of an IRI, for messages.
pub fn short(iri: &str) -> &str {
    iri.strip_prefix(ENT)
        .or_else(|| iri.strip_prefix(AL))
        .unwrap_or(iri)
}

/// Returns the subjects of a class of the vocabulary, sorted.
pub fn of_class(graph: &Graph, class: &str) -> Vec<String> {
    let class = al(class);
    let mut found: Vec<String> = graph
        .subjects_for_predicate_object(node(RDF_TYPE), node(&class))
        .filter_map(|subject| match subject {
            NamedOrBlankNodeRef::NamedNode(subject) => Some(subject.as_str().to_owned()),
            NamedOrBlankNodeRef::BlankNode(_) => None,
        })
        .collect();
    found.sort();
    found
}

/// Returns the IRIs and the literals' texts that a property has, sorted.
pub fn values(graph: &Graph, subject: &str, property: &str) -> Vec<String> {
    typed_values(graph, subject, property)
        .into_iter()
        .map(|(value, _)| value)
        .collect()
}

/// Returns the values of a property with their datatype, which is empty for an IRI, sorted.
pub fn typed_values(graph: &Graph, subject: &str, property: &str) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = graph
        .objects_for_subject_predicate(node(subject), node(property))
        .filter_map(|object| match object {
            TermRef::NamedNode(iri) => Some((iri.as_str().to_owned(), String::new())),
            TermRef::Literal(literal) => Some((
                literal.value().to_owned(),
                literal.datatype().as_str().to_owned(),
            )),
            _ => None,
        })
        .collect();
    found.sort();
    found
}

/// Returns the codes of one kind.
pub fn codes(graph: &Graph, subject: &str, kind: &str) -> Vec<String> {
    let kind = al(kind);
    typed_values(graph, subject, NOTATION)
        .into_iter()
        .filter(|(_, datatype)| *datatype == kind)
        .map(|(code, _)| code)
        .collect()
}

/// Returns the stated lifetimes with their bounds, the earliest first.
pub fn lifetimes(graph: &Graph, subject: &str) -> Result<Vec<(String, Bounds)>, Failed> {
    let mut found = Vec::new();
    for text in values(graph, subject, &al("lifetime")) {
        let bounds = Bounds::from_edtf(Some(&text), None, None)
            .map_err(|error| format!("{}: {error}", short(subject)))?;
        found.push((text, bounds));
    }
    found.sort_by_key(|(_, bounds)| bounds.earliest_start);
    Ok(found)
}

/// Fails with the complaints, if there are any.
pub fn verdict(complaints: Vec<String>) -> Result<(), Failed> {
    if complaints.is_empty() {
        Ok(())
    } else {
        Err(complaints.join("\n").into())
    }
}

/// The names are constants of the trials or come out of a parsed file, so that they are IRIs.
fn node(iri: &str) -> NamedNodeRef<'_> {
    NamedNodeRef::new_unchecked(iri)
}
