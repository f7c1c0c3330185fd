//! Classes and roles: what is above what, as far as the ontology of this program is concerned.

use super::{Ancestors, Emit, Facts, Kind, Terms};
use crate::load::vocabulary::NS;
use crate::load::{Statements, TermId};
use oxigraph::model::Term;
use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

/// The classes and roles that lead to terms of the ontology, users' own ones included.
#[derive(Debug)]
pub(super) struct Hierarchy {
    classes: Ancestors,
    /// Classes that are of the ontology or below one that is; those of other vocabularies above are left out.
    known: FxHashSet<TermId>,
    kinds: FxHashMap<TermId, Kind>,
    /// For every role the roles above it, the highest being `al:participant`.
    roles: FxHashMap<TermId, Vec<TermId>>,
    /// The classes of whatever has a role filled.
    defined: FxHashMap<TermId, Vec<TermId>>,
}

impl Hierarchy {
    pub(super) fn new(statements: &Statements, terms: &Terms) -> Hierarchy {
        let pairs = |predicate: TermId| -> Vec<(TermId, TermId)> {
            let rows = statements.rows().iter();
            rows.filter(|row| row.predicate == predicate)
                .map(|row| (row.subject, row.object))
                .collect()
        };
        let class_pairs = pairs(terms.sub_class_of);
        let classes = Ancestors::new(&class_pairs);
        let mut all: FxHashSet<TermId> = class_pairs
            .iter()
            .flat_map(|(below, above)| [*below, *above])
            .collect();
        let roots = [
            (terms.situation, Kind::SITUATION),
            (terms.actor, Kind::ACTOR),
            (terms.place_class, Kind::PLACE),
            (terms.source_class, Kind::SOURCE),
            (terms.casualties, Kind::FIGURE),
        ];
        all.extend(roots.map(|(root, _)| root));
        let is_own = |class: TermId| matches!(statements.term(class), Some(Term::NamedNode(iri)) if iri.as_str().starts_with(NS));
        let known: FxHashSet<TermId> = all
            .iter()
            .copied()
            .filter(|class| classes.with_self(*class).any(is_own))
            .collect();
        let kinds = known
            .iter()
            .map(|class| {
                let mut kind = Kind::default();
                for (root, bit) in roots {
                    if classes.with_self(*class).any(|above| above == root) {
                        kind = kind.with(bit);
                    }
                }
                (*class, kind)
            })
            .collect();
        Hierarchy {
            classes,
            known,
            kinds,
            roles: roles(&pairs(terms.sub_property_of), terms.participant),
            defined: defined(&pairs(terms.defined_by)),
        }
    }

    /// Returns what an instance of the class is.
    pub(super) fn kind(&self, class: TermId) -> Kind {
        self.kinds.get(&class).copied().unwrap_or_default()
    }

    /// Returns the roles above a role, or `None` if the property is no role.
    pub(super) fn roles_above(&self, property: TermId) -> Option<&[TermId]> {
        self.roles.get(&property).map(Vec::as_slice)
    }

    /// Returns the known classes above a class.
    fn classes_above(&self, class: TermId) -> impl Iterator<Item = TermId> + '_ {
        let above = self.classes.above(class).iter().copied();
        above.filter(|class| self.known.contains(class))
    }

    /// Returns those of the classes that are above no other of them.
    pub(super) fn most_special(&self, classes: &[TermId]) -> SmallVec<[TermId; 2]> {
        let mut special: SmallVec<[TermId; 2]> = classes
            .iter()
            .copied()
            .filter(|class| {
                !classes
                    .iter()
                    .any(|other| other != class && self.is_below(*other, *class))
            })
            .collect();
        special.sort_unstable();
        special.dedup();
        special
    }

    /// Says whether two roles are one, or one is above the other.
    pub(super) fn in_line(&self, one: TermId, other: TermId) -> bool {
        let above = |a, b| self.roles_above(a).unwrap_or_default().contains(&b);
        one == other || above(one, other) || above(other, one)
    }

    /// Says whether two classes are one, or one is above the other.
    pub(super) fn class_in_line(&self, one: TermId, other: TermId) -> bool {
        let above = |a, b| self.classes.above(a).contains(&b);
        one == other || above(one, other) || above(other, one)
    }

    /// Says whether a class is strictly below another; two that are below each other are equals, and neither is.
    fn is_below(&self, class: TermId, above: TermId) -> bool {
        self.classes.above(class).contains(&above) && !self.classes.above(above).contains(&class)
    }
}

/// Returns classes by the role that defines them.
fn defined(pairs: &[(TermId, TermId)]) -> FxHashMap<TermId, Vec<TermId>> {
    let mut defined: FxHashMap<TermId, Vec<TermId>> = FxHashMap::default();
    for (class, role) in pairs {
        defined.entry(*role).or_default().push(*class);
    }
    defined
}

/// Returns the properties at or below `al:participant`, each with those of them that are above it.
fn roles(pairs: &[(TermId, TermId)], participant: TermId) -> FxHashMap<TermId, Vec<TermId>> {
    let properties = Ancestors::new(pairs);
    let is_role = |property: TermId| {
        property == participant || properties.above(property).contains(&participant)
    };
    let below = pairs.iter().map(|(below, _)| *below);
    below
        .chain([participant])
        .filter(|property| is_role(*property))
        .map(|property| {
            let above = properties.above(property).iter().copied();
            (property, above.filter(|above| is_role(*above)).collect())
        })
        .collect()
}

/// Adds the classes above the stated ones, and the most special ones as such. What is a situation and acts too, as a
/// mission does, is a special kind of situation alone: it is one thing when situations are counted by type.
pub(super) fn emit_classes(emit: &mut Emit, facts: &Facts, hierarchy: &Hierarchy) {
    let (rdf_type, direct_class) = (emit.terms.rdf_type, emit.terms.direct_class);
    for (thing, classes) in &facts.direct_classes {
        let is_situation = facts
            .kinds
            .get(thing)
            .is_some_and(|kind| kind.is(Kind::SITUATION));
        for class in classes {
            if !is_situation || hierarchy.kind(*class).is(Kind::SITUATION) {
                emit.add(*thing, direct_class, *class);
            }
            for above in hierarchy.classes_above(*class) {
                emit.add(*thing, rdf_type, above);
            }
        }
    }
    if hierarchy.defined.is_empty() {
        return;
    }
    for fact in &facts.fillers {
        let above = hierarchy.roles_above(fact.role).unwrap_or_default();
        for role in std::iter::once(&fact.role).chain(above) {
            for class in hierarchy.defined.get(role).into_iter().flatten() {
                emit.add(fact.situation, rdf_type, *class);
            }
        }
    }
}
