//! Classes and roles by IRI: what verbs, nouns and terms refer to.

use super::class::{self, Class};
use super::graph::Graph;
use super::id::{ClassId, RoleId};
use super::ns;
use super::ontology::OntologyError;
use super::role::{self, Role};
use std::collections::BTreeMap;

/// Classes and roles with their rows by IRI: what verbs and nouns refer to.
#[derive(Clone, Debug)]
pub(super) struct Tables {
    pub classes: Vec<Class>,
    pub roles: Vec<Role>,
    pub class_ids: BTreeMap<String, ClassId>,
    pub role_ids: BTreeMap<String, RoleId>,
}

impl Tables {
    pub fn read(graph: &Graph) -> Result<Self, OntologyError> {
        let classes = class::read(graph)?;
        let class_ids: BTreeMap<String, ClassId> =
            rows(classes.iter().map(|c| &c.iri), ClassId::new);
        let roles = role::read(graph, &class_ids)?;
        let role_ids = rows(roles.iter().map(|r| &r.iri), RoleId::new);
        Ok(Self {
            classes,
            roles,
            class_ids,
            role_ids,
        })
    }

    /// Returns the class that a reading is about.
    pub fn class_at(
        &self,
        graph: &Graph,
        iri: &str,
        node: &str,
    ) -> Result<Option<ClassId>, OntologyError> {
        let Some(class) = graph.nodes(node, ns::OF_SITUATION).next() else {
            return Ok(None);
        };
        match self.class_ids.get(class) {
            Some(id) => Ok(Some(*id)),
            None => Err(OntologyError::UnknownClass {
                iri: iri.to_owned(),
                class: class.to_owned(),
            }),
        }
    }

    /// Returns the role that a property of a reading names.
    pub fn role_at(
        &self,
        graph: &Graph,
        iri: &str,
        node: &str,
        property: &str,
    ) -> Result<Option<RoleId>, OntologyError> {
        let Some(role) = graph.nodes(node, property).next() else {
            return Ok(None);
        };
        match self.role_ids.get(role) {
            Some(id) => Ok(Some(*id)),
            None => Err(OntologyError::UnknownRole {
                iri: iri.to_owned(),
                role: role.to_owned(),
            }),
        }
    }

    /// Returns the class that is below the other, if one is.
    pub fn narrower(&self, one: ClassId, other: ClassId) -> Option<ClassId> {
        if self.classes[one.row()].ancestors.contains(&other) {
            Some(one)
        } else if self.classes[other.row()].ancestors.contains(&one) {
            Some(other)
        } else {
            None
        }
    }
}

fn rows<'a, I>(
    iris: impl Iterator<Item = &'a String>,
    id: impl Fn(usize) -> I,
) -> BTreeMap<String, I> {
    iris.enumerate()
        .map(|(row, iri)| (iri.clone(), id(row)))
        .collect()
}
