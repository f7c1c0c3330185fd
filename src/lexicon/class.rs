//! Classes of situations, actors and places.

use super::graph::Graph;
use super::hierarchy::close;
use super::id::ClassId;
use super::labels::Labels;
use super::language::Language;
use super::ns;
use super::ontology::OntologyError;
use std::collections::{BTreeMap, BTreeSet};

/// A class of the ontology.
#[derive(Clone, Debug)]
pub struct Class {
    pub iri: String,
    pub labels: Labels,
    /// Direct superclasses that are classes of the ontology.
    pub parents: Vec<ClassId>,
    /// All superclasses and the class itself.
    pub ancestors: BTreeSet<ClassId>,
    pub kind: ClassKind,
    pub extent: Extent,
    /// The longest distance from a root; a subclass is deeper than its superclasses.
    pub depth: usize,
    /// Folded prepositions that introduce the place after the noun or a verb of this class, besides `in` and `near`.
    pub place_prepositions: BTreeMap<Language, Vec<String>>,
    /// The actor class that the word of a place class stands for where an actor is meant: countries that signed.
    pub acts_as: Option<ClassId>,
    /// Whether a part does not stand for its whole: what succeeds a battalion does not succeed the army.
    pub of_whole: bool,
    /// The role that `of` introduces for this class alone: defeats of somebody.
    pub of_role: Option<String>,
}

/// What the instances of a class are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClassKind {
    Situation,
    Actor,
    Place,
    Source,
    Other,
}

/// How a situation class stands in time: events are contained in an interval, relations overlap it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Extent {
    Event,
    Relation,
    /// A class above both, or no situation class.
    Neither,
}

/// Reads every `owl:Class` of the graph that is named by an IRI, sorted by IRI.
pub(super) fn read(graph: &Graph) -> Result<Vec<Class>, OntologyError> {
    let iris: Vec<&str> = graph
        .instances(ns::OWL_CLASS)
        .filter(|iri| !iri.starts_with("_:") && graph.texts(iri, ns::LABEL).next().is_some())
        .collect();
    let rows: BTreeMap<&str, usize> = iris
        .iter()
        .enumerate()
        .map(|(row, iri)| (*iri, row))
        .collect();
    let parents = iris
        .iter()
        .map(|iri| parents(graph, iri, &rows))
        .collect::<Result<Vec<_>, _>>()?;
    let places = close(&parents).map_err(|row| OntologyError::Cycle {
        iri: iris[row].to_owned(),
    })?;
    let has = |row: usize, iri| {
        rows.get(iri)
            .is_some_and(|r| places[row].ancestors.contains(r))
    };
    iris.iter()
        .enumerate()
        .map(|(row, iri)| {
            let kind = [
                (ns::SITUATION, ClassKind::Situation),
                (ns::ACTOR, ClassKind::Actor),
                (ns::PLACE, ClassKind::Place),
                (ns::SOURCE, ClassKind::Source),
            ]
            .into_iter()
            .find(|(root, _)| has(row, *root));
            Ok(Class {
                iri: (*iri).to_owned(),
                labels: Labels::read(graph, iri)?,
                parents: parents[row].iter().copied().map(ClassId::new).collect(),
                ancestors: places[row]
                    .ancestors
                    .iter()
                    .copied()
                    .map(ClassId::new)
                    .collect(),
                kind: kind.map_or(ClassKind::Other, |(_, kind)| kind),
                extent: match (has(row, ns::EVENT), has(row, ns::RELATION)) {
                    (true, false) => Extent::Event,
                    (false, true) => Extent::Relation,
                    _ => Extent::Neither,
                },
                depth: places[row].depth,
                place_prepositions: graph.folded(iri, ns::PLACE_PREPOSITION),
                acts_as: graph
                    .nodes(iri, ns::ACTS_AS)
                    .find_map(|class| rows.get(class).copied().map(ClassId::new)),
                of_whole: graph.texts(iri, ns::OF_WHOLE).next().is_some(),
                of_role: graph.nodes(iri, ns::OF_ROLE).next().map(str::to_owned),
            })
        })
        .collect()
}

/// Returns the declared superclasses; classes of other vocabularies are alignments, not words, and are skipped.
fn parents(
    graph: &Graph,
    iri: &str,
    rows: &BTreeMap<&str, usize>,
) -> Result<Vec<usize>, OntologyError> {
    let mut found = Vec::new();
    for parent in graph.nodes(iri, ns::SUB_CLASS_OF) {
        match rows.get(parent) {
            Some(row) => found.push(*row),
            None if parent.starts_with(ns::BASE) => {
                return Err(OntologyError::UnknownParent {
                    iri: iri.to_owned(),
                    parent: parent.to_owned(),
                });
            }
            None => {}
        }
    }
    Ok(found)
}
