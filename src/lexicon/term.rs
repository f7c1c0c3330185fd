//! Code lists with words: measures, fields, dimensions, certainties, statuses, agreements and states of implementation.

use super::graph::Graph;
use super::id::ClassId;
use super::labels::Labels;
use super::language::Language;
use super::ns;
use super::ontology::OntologyError;
use std::collections::BTreeMap;

/// One entry of a code list.
#[derive(Clone, Debug)]
pub struct Term {
    pub iri: String,
    pub kind: TermKind,
    pub labels: Labels,
    /// The IRI of the property whose values a dimension or field takes.
    pub property: Option<String>,
    /// The calendar unit of a dimension, whose groups run without gaps.
    pub calendar: Option<Calendar>,
    /// The class of the enclosing place that a dimension groups by.
    pub of_class: Option<ClassId>,
}

/// Which code list a term belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TermKind {
    /// What figures count: `killed`.
    Measure,
    /// A number of a figure: `low`.
    Field,
    /// What answers are grouped by, besides roles: `year`.
    Dimension,
    /// How sure a source is, as an adjective: `claimed`.
    Certainty,
    /// Whether a situation came about, as an adjective: `planned`.
    Status,
    /// Whether those who speak of a situation agree, as an adjective: `disputed`.
    Consensus,
    /// What became of an accord, as an adjective: `stalled`.
    Implementation,
}

/// A calendar unit by which answers are grouped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Calendar {
    Year,
    Quarter,
    Month,
    Day,
}

impl Calendar {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "year" => Self::Year,
            "quarter" => Self::Quarter,
            "month" => Self::Month,
            "day" => Self::Day,
            _ => return None,
        })
    }
}

/// Reads the code lists, sorted by kind and IRI.
pub(super) fn read(
    graph: &Graph,
    classes: &BTreeMap<String, ClassId>,
) -> Result<Vec<Term>, OntologyError> {
    let lists = [
        (ns::MEASURE, TermKind::Measure),
        (ns::FIELD, TermKind::Field),
        (ns::DIMENSION, TermKind::Dimension),
        (ns::CERTAINTY, TermKind::Certainty),
        (ns::STATUS, TermKind::Status),
        (ns::CONSENSUS, TermKind::Consensus),
        (ns::IMPLEMENTATION, TermKind::Implementation),
    ];
    let mut terms = Vec::new();
    for (class, kind) in lists {
        for iri in graph.instances(class) {
            let calendar = graph.texts_in(iri, ns::CALENDAR, Language::English);
            terms.push(Term {
                iri: iri.to_owned(),
                kind,
                labels: Labels::read(graph, iri)?,
                property: graph.nodes(iri, ns::PROPERTY).next().map(str::to_owned),
                calendar: calendar.iter().find_map(|name| Calendar::named(name)),
                of_class: graph
                    .nodes(iri, ns::OF_CLASS)
                    .find_map(|class| classes.get(class).copied()),
            });
        }
    }
    Ok(terms)
}
