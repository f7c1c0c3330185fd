//! Code lists with words: measures, dimensions, certainties and statuses.

use super::graph::Graph;
use super::labels::Labels;
use super::ns;
use super::ontology::OntologyError;

/// One entry of a code list.
#[derive(Clone, Debug)]
pub struct Term {
    pub iri: String,
    pub kind: TermKind,
    pub labels: Labels,
}

/// Which code list a term belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TermKind {
    /// What figures count: `killed`.
    Measure,
    /// What answers are grouped by, besides roles: `year`.
    Dimension,
    /// How sure a source is, as an adjective: `claimed`.
    Certainty,
    /// Whether a situation came about, as an adjective: `planned`.
    Status,
}

/// Reads the code lists, sorted by kind and IRI.
pub(super) fn read(graph: &Graph) -> Result<Vec<Term>, OntologyError> {
    let lists = [
        (ns::MEASURE, TermKind::Measure),
        (ns::DIMENSION, TermKind::Dimension),
        (ns::CERTAINTY, TermKind::Certainty),
        (ns::STATUS, TermKind::Status),
    ];
    let mut terms = Vec::new();
    for (class, kind) in lists {
        for iri in graph.instances(class) {
            terms.push(Term {
                iri: iri.to_owned(),
                kind,
                labels: Labels::read(graph, iri)?,
            });
        }
    }
    Ok(terms)
}
