//! The ontology as typed tables, and the questions about its hierarchy that resolving a sentence asks.

use super::class::{Class, ClassKind};
use super::fold::fold;
use super::graph::Graph;
use super::id::{ClassId, RoleId, RoleNounId, TermId, VerbId};
use super::language::Language;
use super::noun::{self, RoleNoun};
use super::role::Role;
use super::tables::Tables;
use super::term::{self, Term, TermKind};
use super::verb::{self, Verb};
use super::words::Words;
use oxigraph::model::Triple;
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// The classes, roles, verbs, role nouns and code lists of `ontology/`, with their words.
///
/// Tables are sorted by IRI, so equal triples give an equal ontology whatever their order.
#[derive(Clone, Debug)]
pub struct Ontology {
    tables: Tables,
    verbs: Vec<Verb>,
    role_nouns: Vec<RoleNoun>,
    terms: Vec<Term>,
    /// Made when a language is first asked in.
    english: OnceLock<Words>,
    french: OnceLock<Words>,
}

/// What makes a set of triples no usable ontology.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OntologyError {
    #[error("<{iri}> has no rdfs:label in a known language")]
    NoLabel { iri: String },
    #[error("<{iri}> is below <{parent}>, which is no labelled class")]
    UnknownParent { iri: String, parent: String },
    #[error("<{iri}> is below itself")]
    Cycle { iri: String },
    #[error("<{iri}> refers to <{class}>, which is no labelled class")]
    UnknownClass { iri: String, class: String },
    #[error("<{iri}> refers to <{role}>, which is no al:Role")]
    UnknownRole { iri: String, role: String },
    #[error("<{iri}> has no al:reads")]
    NoReading { iri: String },
    #[error("an al:reads of <{iri}> has no <{property}>")]
    IncompleteReading { iri: String, property: &'static str },
    #[error("<{iri}> has no <{property}> in {language:?}")]
    NoForm {
        iri: String,
        property: &'static str,
        language: Language,
    },
}

impl Ontology {
    /// Builds the tables from the triples of all files of `ontology/`.
    ///
    /// Blank nodes of different files must have been given different labels, as a parser does on request.
    ///
    /// # Errors
    /// The first declaration that is incomplete or refers to something undeclared.
    pub fn from_triples(triples: impl IntoIterator<Item = Triple>) -> Result<Self, OntologyError> {
        let graph = Graph::new(triples);
        let tables = Tables::read(&graph)?;
        let verbs = verb::read(&graph, &tables)?;
        let mut role_nouns = noun::read(&graph, &tables)?;
        role_nouns.extend(noun::implied(&tables, &verbs));
        let terms = term::read(&graph, &tables.class_ids)?;
        Ok(Self {
            tables,
            verbs,
            role_nouns,
            terms,
            english: OnceLock::new(),
            french: OnceLock::new(),
        })
    }

    /// Returns the words of a language and their meanings.
    #[must_use]
    pub fn words(&self, language: Language) -> &Words {
        let words = match language {
            Language::English => &self.english,
            Language::French => &self.french,
        };
        words.get_or_init(|| {
            Words::new(
                language,
                &self.tables,
                &self.verbs,
                &self.role_nouns,
                &self.terms,
            )
        })
    }

    /// Returns a class.
    #[must_use]
    pub fn class(&self, id: ClassId) -> &Class {
        &self.tables.classes[id.row()]
    }

    /// Returns a role.
    #[must_use]
    pub fn role(&self, id: RoleId) -> &Role {
        &self.tables.roles[id.row()]
    }

    /// Returns a verb.
    #[must_use]
    pub fn verb(&self, id: VerbId) -> &Verb {
        &self.verbs[id.row()]
    }

    /// Returns a role noun.
    #[must_use]
    pub fn role_noun(&self, id: RoleNounId) -> &RoleNoun {
        &self.role_nouns[id.row()]
    }

    /// Returns an entry of a code list.
    #[must_use]
    pub fn term(&self, id: TermId) -> &Term {
        &self.terms[id.row()]
    }

    /// Returns all classes, sorted by IRI.
    pub fn classes(&self) -> impl Iterator<Item = (ClassId, &Class)> {
        (0..).map(ClassId).zip(&self.tables.classes)
    }

    /// Returns all roles, sorted by IRI.
    pub fn roles(&self) -> impl Iterator<Item = (RoleId, &Role)> {
        (0..).map(RoleId).zip(&self.tables.roles)
    }

    /// Returns all verbs, sorted by IRI.
    pub fn verbs(&self) -> impl Iterator<Item = (VerbId, &Verb)> {
        (0..).map(VerbId).zip(&self.verbs)
    }

    /// Returns all role nouns: the declared ones, then those implied by roles, each sorted by IRI.
    pub fn role_nouns(&self) -> impl Iterator<Item = (RoleNounId, &RoleNoun)> {
        (0..).map(RoleNounId).zip(&self.role_nouns)
    }

    /// Returns the entries of a code list, sorted by IRI.
    pub fn terms(&self, kind: TermKind) -> impl Iterator<Item = (TermId, &Term)> {
        (0..)
            .map(TermId)
            .zip(&self.terms)
            .filter(move |(_, term)| term.kind == kind)
    }

    /// Returns how many entries all code lists have.
    pub(super) fn term_count(&self) -> usize {
        self.terms.len()
    }

    /// Returns the entries of a code list that a word can mean.
    #[must_use]
    pub fn terms_called(&self, kind: TermKind, word: &str, language: Language) -> Vec<TermId> {
        self.words(language).terms(kind, word, &self.terms)
    }

    /// Returns the class with an IRI.
    #[must_use]
    pub fn class_by_iri(&self, iri: &str) -> Option<ClassId> {
        self.tables.class_ids.get(iri).copied()
    }

    /// Returns the role with an IRI.
    #[must_use]
    pub fn role_by_iri(&self, iri: &str) -> Option<RoleId> {
        self.tables.role_ids.get(iri).copied()
    }

    /// Tells whether a class is the other or below it.
    #[must_use]
    pub fn is_subclass(&self, class: ClassId, of: ClassId) -> bool {
        self.class(class).ancestors.contains(&of)
    }

    /// Tells whether a role is the other or below it.
    #[must_use]
    pub fn is_subrole(&self, role: RoleId, of: RoleId) -> bool {
        self.role(role).ancestors.contains(&of)
    }

    /// Returns a class and everything below it, sorted by IRI.
    #[must_use]
    pub fn subclasses(&self, class: ClassId) -> Vec<ClassId> {
        self.classes()
            .map(|(id, _)| id)
            .filter(|id| self.is_subclass(*id, class))
            .collect()
    }

    /// Returns the roles that a situation of a class has, inherited ones included: those of the most special class first.
    #[must_use]
    pub fn roles_of(&self, class: ClassId) -> Vec<RoleId> {
        let mut found: Vec<(usize, usize, RoleId)> = Vec::new();
        for (id, role) in self.roles() {
            let declared = role.role_of.iter().filter(|c| self.is_subclass(class, **c));
            if let Some(depth) = declared.map(|c| self.class(*c).depth).max() {
                found.push((depth, role.depth, id));
            }
        }
        found.sort_by_key(|(class_depth, role_depth, id)| {
            (
                std::cmp::Reverse(*class_depth),
                std::cmp::Reverse(*role_depth),
                *id,
            )
        });
        found.into_iter().map(|(_, _, id)| id).collect()
    }

    /// Returns the roles that only some of a class's subclasses have, sorted by IRI: `attacker` for events.
    #[must_use]
    pub fn roles_below(&self, class: ClassId) -> Vec<RoleId> {
        let own: BTreeSet<RoleId> = self.roles_of(class).into_iter().collect();
        self.roles()
            .filter(|(id, role)| {
                !own.contains(id) && role.role_of.iter().any(|c| self.is_subclass(*c, class))
            })
            .map(|(id, _)| id)
            .collect()
    }

    /// Returns the roles that a preposition introduces after a class noun: those of the most special class first.
    #[must_use]
    pub fn roles_for_preposition(
        &self,
        class: ClassId,
        preposition: &str,
        language: Language,
    ) -> Vec<RoleId> {
        let own = self.class(class).of_role.as_deref();
        if let (Some(role), true) = (own, ["of", "de"].contains(&preposition)) {
            return self.role_by_iri(role).into_iter().collect();
        }
        self.taking(self.roles_of(class), preposition, language)
    }

    /// Returns the roles of a class's subclasses that a preposition introduces, sorted by IRI.
    ///
    /// `events by X` needs them: no event has an actor as such, but attacks, coups and captures have.
    #[must_use]
    pub fn roles_below_for_preposition(
        &self,
        class: ClassId,
        preposition: &str,
        language: Language,
    ) -> Vec<RoleId> {
        self.taking(self.roles_below(class), preposition, language)
    }

    /// Tells whether a preposition introduces the place after a noun or verb of a class, besides `in` and `near`.
    #[must_use]
    pub fn introduces_place(&self, class: ClassId, preposition: &str, language: Language) -> bool {
        let key = fold(preposition);
        self.class(class)
            .ancestors
            .iter()
            .filter_map(|above| self.class(*above).place_prepositions.get(&language))
            .flatten()
            .any(|known| *known == key)
    }

    fn taking(&self, mut roles: Vec<RoleId>, preposition: &str, language: Language) -> Vec<RoleId> {
        let key = fold(preposition);
        roles.retain(|id| self.role(*id).takes(&key, language));
        roles
    }

    /// Returns the verbs that can be said of a situation of a class, those about the most special class first.
    #[must_use]
    pub fn verbs_of(&self, class: ClassId) -> Vec<VerbId> {
        let mut found: Vec<(usize, VerbId)> = Vec::new();
        for (id, verb) in self.verbs() {
            let about = verb
                .reads
                .iter()
                .filter(|r| self.is_subclass(class, r.class));
            if let Some(depth) = about.map(|r| self.class(r.class).depth).max() {
                found.push((depth, id));
            }
        }
        found.sort_by_key(|(depth, id)| (std::cmp::Reverse(*depth), *id));
        found.into_iter().map(|(_, id)| id).collect()
    }

    /// Tells whether an instance of a class can fill a role; a role without declared fillers takes anything.
    #[must_use]
    pub fn can_fill(&self, role: RoleId, class: ClassId) -> bool {
        let fillers = &self.role(role).fillers;
        fillers.is_empty() || fillers.iter().any(|f| self.is_subclass(class, *f))
    }

    /// Returns the classes of one kind, sorted by IRI.
    pub fn classes_of_kind(&self, kind: ClassKind) -> impl Iterator<Item = (ClassId, &Class)> {
        self.classes().filter(move |(_, class)| class.kind == kind)
    }
}

#[cfg(test)]
#[path = "ontology_tests.rs"]
mod tests;
