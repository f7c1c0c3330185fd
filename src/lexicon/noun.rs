//! Role nouns: `allies of X`, `signatories of the accord`, `attackers of X`.

use super::graph::Graph;
use super::id::{ClassId, RoleId};
use super::labels::Labels;
use super::ns;
use super::ontology::OntologyError;
use super::role::Role;
use super::tables::Tables;
use super::verb::{Verb, sorted};
use std::collections::BTreeSet;

/// A noun for those who fill a role, said of somebody or something: `NOUN of X`.
#[derive(Clone, Debug)]
pub struct RoleNoun {
    /// The IRI of the declared noun, or of the role that implies it.
    pub iri: String,
    pub labels: Labels,
    /// What the noun says; it holds when any of its readings holds.
    pub reads: Vec<NounReads>,
    /// The role whose own label this noun is, unless the ontology declares the noun.
    pub implied_by: Option<RoleId>,
}

/// One reading of `NOUN of X`.
///
/// If X can fill `given`, the answers are the fillers of `answer` in the situations of `class` where X fills `given`.
/// If X is itself a situation of `class`, the answers are its fillers of `answer`; a reading without `given` has only
/// this use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NounReads {
    pub class: ClassId,
    pub answer: RoleId,
    pub given: Option<RoleId>,
}

/// Reads every `al:RoleNoun`, sorted by IRI.
pub(super) fn read(graph: &Graph, tables: &Tables) -> Result<Vec<RoleNoun>, OntologyError> {
    graph
        .instances(ns::ROLE_NOUN)
        .map(|iri| {
            let reads = graph
                .nodes(iri, ns::READS)
                .map(|node| reading(graph, tables, iri, node))
                .collect::<Result<Vec<_>, _>>()?;
            Ok(RoleNoun {
                iri: iri.to_owned(),
                labels: Labels::read(graph, iri)?,
                reads: sorted(reads, iri)?,
                implied_by: None,
            })
        })
        .collect()
}

fn reading(
    graph: &Graph,
    tables: &Tables,
    iri: &str,
    node: &str,
) -> Result<NounReads, OntologyError> {
    let missing = |property| OntologyError::IncompleteReading {
        iri: iri.to_owned(),
        property,
    };
    Ok(NounReads {
        class: tables
            .class_at(graph, iri, node)?
            .ok_or_else(|| missing(ns::OF_SITUATION))?,
        answer: tables
            .role_at(graph, iri, node, ns::ANSWER)?
            .ok_or_else(|| missing(ns::ANSWER))?,
        given: tables.role_at(graph, iri, node, ns::GIVEN)?,
    })
}

/// Makes a noun of every role that some class declares: `attackers of X`.
///
/// What X is, is taken from the verbs: where `ambush` reads attacker and target, the attackers of X are those who attacked
/// the target X.
pub(super) fn implied(tables: &Tables, verbs: &[Verb]) -> Vec<RoleNoun> {
    let declared = tables
        .roles
        .iter()
        .enumerate()
        .filter(|(_, role)| !role.role_of.is_empty());
    declared
        .map(|(row, role)| RoleNoun {
            iri: role.iri.clone(),
            labels: role.labels.clone(),
            reads: implied_reads(tables, verbs, RoleId::new(row), role),
            implied_by: Some(RoleId::new(row)),
        })
        .collect()
}

fn implied_reads(tables: &Tables, verbs: &[Verb], answer: RoleId, role: &Role) -> Vec<NounReads> {
    // The role's own verbs speak first; where it has none, those of its nearest super-roles do (victims by way of targets).
    let mut above: Vec<RoleId> = role.ancestors.iter().copied().collect();
    above.retain(|r| tables.roles[r.row()].iri != ns::PARTICIPANT);
    above.sort_by_key(|r| std::cmp::Reverse(tables.roles[r.row()].depth));
    let with_given = above
        .into_iter()
        .map(|as_role| counterparts(tables, verbs, role, as_role))
        .find(|pairs| !pairs.is_empty())
        .unwrap_or_default();
    let mut reads: BTreeSet<NounReads> = with_given
        .iter()
        .filter(|pair| {
            !with_given
                .iter()
                .any(|other| other != *pair && covers(tables, *other, **pair))
        })
        .map(|(class, given)| NounReads {
            class: *class,
            answer,
            given: Some(*given),
        })
        .collect();
    for class in &role.role_of {
        if !reads.iter().any(|r| r.class == *class) {
            reads.insert(NounReads {
                class: *class,
                answer,
                given: None,
            });
        }
    }
    reads.into_iter().collect()
}

/// Returns, for every verb whose subject or object is `as_role`, the narrower class and the role on the other side.
///
/// A verb that has the same role on both sides (`fight alongside`) counts only where no other verb speaks of the role:
/// the attackers of X are not those who attacked together with X.
fn counterparts(
    tables: &Tables,
    verbs: &[Verb],
    role: &Role,
    as_role: RoleId,
) -> BTreeSet<(ClassId, RoleId)> {
    let mut pairs = BTreeSet::new();
    for reading in verbs.iter().flat_map(|verb| &verb.reads) {
        let Some(object) = reading.object.role() else {
            continue;
        };
        let other = match as_role {
            _ if as_role == reading.subject => object,
            _ if as_role == object => reading.subject,
            _ => continue,
        };
        let classes = role
            .role_of
            .iter()
            .filter_map(|c| tables.narrower(*c, reading.class));
        pairs.extend(classes.map(|class| (class, other)));
    }
    if pairs.iter().any(|(_, other)| *other != as_role) {
        pairs.retain(|(_, other)| *other != as_role);
    }
    pairs
}

/// Tells whether the first class and given role hold whenever the second do.
fn covers(
    tables: &Tables,
    (class, given): (ClassId, RoleId),
    (narrow, special): (ClassId, RoleId),
) -> bool {
    tables.classes[narrow.row()].ancestors.contains(&class)
        && tables.roles[special.row()].ancestors.contains(&given)
}
