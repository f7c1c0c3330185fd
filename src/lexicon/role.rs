//! Roles: how a participant takes part in a situation.

use super::graph::Graph;
use super::hierarchy::close;
use super::id::{ClassId, RoleId};
use super::labels::Labels;
use super::language::Language;
use super::ns;
use super::ontology::OntologyError;
use std::collections::{BTreeMap, BTreeSet};

/// A role of the ontology.
#[derive(Clone, Debug)]
pub struct Role {
    pub iri: String,
    pub labels: Labels,
    /// Direct super-roles.
    pub parents: Vec<RoleId>,
    /// All super-roles and the role itself.
    pub ancestors: BTreeSet<RoleId>,
    /// The longest distance from a root.
    pub depth: usize,
    /// The situation classes that declare the role; their subclasses inherit it.
    pub role_of: Vec<ClassId>,
    /// The classes whose instances can fill the role.
    pub fillers: Vec<ClassId>,
    /// Folded prepositions that introduce the role after a class noun, sorted.
    pub prepositions: BTreeMap<Language, Vec<String>>,
}

impl Role {
    /// Tells whether a folded preposition introduces the role after a class noun.
    #[must_use]
    pub fn takes(&self, preposition: &str, language: Language) -> bool {
        self.prepositions
            .get(&language)
            .is_some_and(|known| known.iter().any(|p| p == preposition))
    }
}

/// Reads every `al:Role`, sorted by IRI.
pub(super) fn read(
    graph: &Graph,
    classes: &BTreeMap<String, ClassId>,
) -> Result<Vec<Role>, OntologyError> {
    let iris: Vec<&str> = graph
        .instances(ns::ROLE)
        .filter(|iri| !iri.starts_with("_:"))
        .collect();
    let rows: BTreeMap<&str, usize> = iris
        .iter()
        .enumerate()
        .map(|(row, iri)| (*iri, row))
        .collect();
    let parents: Vec<Vec<usize>> = iris
        .iter()
        .map(|iri| {
            graph
                .nodes(iri, ns::SUB_PROPERTY_OF)
                .filter_map(|parent| rows.get(parent).copied())
                .collect()
        })
        .collect();
    let places = close(&parents).map_err(|row| OntologyError::Cycle {
        iri: iris[row].to_owned(),
    })?;
    let class_list = |iri: &str, property: &str| {
        graph
            .nodes(iri, property)
            .map(|class| {
                classes
                    .get(class)
                    .copied()
                    .ok_or_else(|| OntologyError::UnknownClass {
                        iri: iri.to_owned(),
                        class: class.to_owned(),
                    })
            })
            .collect::<Result<Vec<_>, _>>()
    };
    iris.iter()
        .enumerate()
        .map(|(row, iri)| {
            Ok(Role {
                iri: (*iri).to_owned(),
                labels: Labels::read(graph, iri)?,
                parents: parents[row].iter().copied().map(RoleId::new).collect(),
                ancestors: places[row]
                    .ancestors
                    .iter()
                    .copied()
                    .map(RoleId::new)
                    .collect(),
                depth: places[row].depth,
                role_of: class_list(iri, ns::ROLE_OF)?,
                fillers: class_list(iri, ns::FILLER)?,
                prepositions: graph.folded(iri, ns::PREPOSITION),
            })
        })
        .collect()
}
