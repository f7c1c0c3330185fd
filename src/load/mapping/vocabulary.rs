//! The words of the ontology that a mapping may use: classes, roles, measures, properties and kinds of identifier.

use crate::iri::NS;
use oxigraph::model::{
    Literal, NamedNodeRef, NamedOrBlankNode, Term, Triple, vocab::rdf, vocab::rdfs,
};
use rustc_hash::{FxHashMap, FxHashSet};

/// What the ontology knows, by the local names that mappings write.
#[derive(Debug, Default)]
pub struct Vocabulary {
    above: FxHashMap<String, Vec<String>>,
    labels: FxHashMap<String, String>,
    role_of: FxHashMap<String, Vec<String>>,
    fillers: FxHashMap<String, Vec<String>>,
    prepositions: FxHashMap<String, Vec<String>>,
    kinds: FxHashMap<String, FxHashSet<String>>,
    concepts: FxHashSet<String>,
}

const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
const CODE: &str = "https://w3id.org/allegiance/code/";

impl Vocabulary {
    /// Collects the vocabulary from the triples of the ontology.
    pub fn from_triples(triples: impl IntoIterator<Item = Triple>) -> Vocabulary {
        let mut vocabulary = Vocabulary::default();
        for triple in triples {
            vocabulary.add(&triple);
        }
        vocabulary
    }

    fn add(&mut self, triple: &Triple) {
        let NamedOrBlankNode::NamedNode(subject) = &triple.subject else {
            return;
        };
        let predicate = triple.predicate.as_ref();
        if let (Some(concept), Term::NamedNode(class)) =
            (subject.as_str().strip_prefix(CODE), &triple.object)
        {
            if predicate == rdf::TYPE && class.as_str() == format!("{SKOS}Concept") {
                self.concepts.insert(concept.to_owned());
            }
            return;
        }
        let Some(name) = subject.as_str().strip_prefix(NS) else {
            return;
        };
        match &triple.object {
            Term::NamedNode(object) => self.add_link(name, predicate, object.as_str()),
            Term::Literal(text) => self.add_text(name, predicate, text),
            Term::BlankNode(_) => {}
        }
    }

    fn add_link(&mut self, name: &str, predicate: NamedNodeRef, object: &str) {
        let own = object.strip_prefix(NS);
        let list = |map: &mut FxHashMap<String, Vec<String>>, value: &str| {
            map.entry(name.to_owned())
                .or_default()
                .push(value.to_owned());
        };
        if predicate == rdf::TYPE {
            let kind = own.map_or_else(
                || {
                    object
                        .rsplit(['#', '/'])
                        .next()
                        .unwrap_or(object)
                        .to_owned()
                },
                str::to_owned,
            );
            self.kinds.entry(kind).or_default().insert(name.to_owned());
        } else if let Some(own) = own {
            match predicate.as_str().strip_prefix(NS) {
                Some("roleOf" | "silentRoleOf") => list(&mut self.role_of, own),
                Some("filler") => list(&mut self.fillers, own),
                _ if predicate == rdfs::SUB_CLASS_OF || predicate == rdfs::SUB_PROPERTY_OF => {
                    list(&mut self.above, own);
                }
                _ => {}
            }
        }
    }

    fn add_text(&mut self, name: &str, predicate: NamedNodeRef, text: &Literal) {
        if text.language() != Some("en") {
            return;
        }
        if predicate == rdfs::LABEL {
            self.labels
                .entry(name.to_owned())
                .or_insert_with(|| text.value().to_owned());
        } else if predicate.as_str().strip_prefix(NS) == Some("preposition") {
            self.prepositions
                .entry(name.to_owned())
                .or_default()
                .push(text.value().to_owned());
        }
    }

    /// Says whether a term is of a kind: `Class`, `Role`, `Measure`, `Certainty`, `Status`, `Datatype` …
    #[must_use]
    pub fn is(&self, kind: &str, name: &str) -> bool {
        self.kinds
            .get(kind)
            .is_some_and(|names| names.contains(name))
    }

    /// Returns the names of a kind, sorted.
    #[must_use]
    pub fn names(&self, kind: &str) -> Vec<&str> {
        let mut names: Vec<&str> = self
            .kinds
            .get(kind)
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect();
        names.sort_unstable();
        names
    }

    /// Says whether a class or role is another or below it.
    #[must_use]
    pub fn is_below(&self, name: &str, above: &str) -> bool {
        self.with_above(name).contains(&above)
    }

    /// Returns a class or role and those above it, nearest first.
    fn with_above<'a>(&'a self, name: &'a str) -> Vec<&'a str> {
        let mut found = vec![name];
        let mut at = 0;
        while let Some(current) = found.get(at).copied() {
            for above in self.above.get(current).into_iter().flatten() {
                if !found.contains(&above.as_str()) {
                    found.push(above);
                }
            }
            at += 1;
        }
        found
    }

    /// Returns the classes below another that mappings may use, sorted.
    #[must_use]
    pub fn classes_below(&self, above: &str) -> Vec<&str> {
        let mut names = self.names("Class");
        names.retain(|name| self.is_below(name, above));
        names
    }

    /// Says whether a role is one of a class, itself or by a class above.
    #[must_use]
    pub fn has_role(&self, class: &str, role: &str) -> bool {
        let classes = self.with_above(class);
        let own = self.role_of.get(role).into_iter().flatten();
        own.into_iter().any(|of| classes.contains(&of.as_str()))
    }

    /// Says whether a term is a class.
    #[must_use]
    pub fn is_class(&self, name: &str) -> bool {
        self.is("Class", name)
    }

    /// Says whether statements may have a term as their predicate.
    #[must_use]
    pub fn is_predicate(&self, name: &str) -> bool {
        self.is("Role", name) || self.is_property(name)
    }

    /// Returns the terms that statements may have as their predicates, sorted.
    #[must_use]
    pub fn predicates(&self) -> Vec<&str> {
        let mut names = self.all();
        names.retain(|name| self.is_predicate(name));
        names
    }

    /// Says whether the ontology declares a term.
    #[must_use]
    pub fn knows(&self, name: &str) -> bool {
        self.kinds.values().any(|names| names.contains(name))
    }

    /// Returns all terms that the ontology declares, sorted.
    #[must_use]
    pub fn all(&self) -> Vec<&str> {
        let names = self.kinds.values().flatten();
        let mut names: Vec<&str> = names.map(String::as_str).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Returns the roles of a class, sorted.
    #[must_use]
    pub fn roles_of(&self, class: &str) -> Vec<&str> {
        let mut roles = self.names("Role");
        roles.retain(|role| self.has_role(class, role));
        roles
    }

    /// Says whether something of a class may fill a role.
    #[must_use]
    pub fn may_fill(&self, role: &str, class: &str) -> bool {
        let fillers = self
            .fillers
            .get(role)
            .map(Vec::as_slice)
            .unwrap_or_default();
        fillers.is_empty() || fillers.iter().any(|filler| self.is_below(class, filler))
    }

    /// Returns the classes that may fill a role.
    #[must_use]
    pub fn fillers(&self, role: &str) -> Vec<&str> {
        self.fillers
            .get(role)
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect()
    }

    /// Returns the English label of a term, else its name.
    #[must_use]
    pub fn label<'a>(&'a self, name: &'a str) -> &'a str {
        self.labels.get(name).map_or(name, String::as_str)
    }

    /// Returns the first preposition that introduces a role.
    #[must_use]
    pub fn preposition(&self, role: &str) -> Option<&str> {
        self.prepositions.get(role)?.first().map(String::as_str)
    }

    /// Says whether a property of the ontology carries texts or things and is no role.
    #[must_use]
    pub fn is_property(&self, name: &str) -> bool {
        !self.is("Role", name)
            && ["DatatypeProperty", "ObjectProperty", "AnnotationProperty"]
                .iter()
                .any(|kind| self.is(kind, name))
    }

    /// Says whether a code list has such a concept (`pax-stage/Cea`).
    #[must_use]
    pub fn has_concept(&self, name: &str) -> bool {
        self.concepts.contains(name)
    }

    /// Says whether there is a code list of this name.
    #[must_use]
    pub fn has_code_list(&self, scheme: &str) -> bool {
        self.concepts
            .iter()
            .any(|concept| concept.split('/').next() == Some(scheme))
    }
}
