//! The ontology's triples, sorted, so that tables do not depend on the order in which files were read.

use super::fold::fold;
use super::language::Language;
use super::ns;
use oxigraph::model::{NamedOrBlankNode, Term, Triple};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Triples by subject and predicate; blank nodes are written `_:id`, which no IRI begins with.
#[derive(Default)]
pub(super) struct Graph {
    nodes: Properties<String>,
    texts: Properties<(Language, String)>,
    instances: BTreeMap<String, BTreeSet<String>>,
}

/// Sorted values by subject and predicate.
type Properties<V> = HashMap<String, HashMap<String, BTreeSet<V>>>;

impl Graph {
    pub(super) fn new(triples: impl IntoIterator<Item = Triple>) -> Self {
        let mut graph = Self::default();
        for triple in triples {
            graph.insert(triple);
        }
        graph
    }

    fn insert(&mut self, triple: Triple) {
        let subject = match triple.subject {
            NamedOrBlankNode::NamedNode(node) => node.into_string(),
            NamedOrBlankNode::BlankNode(node) => node.to_string(),
        };
        let predicate = triple.predicate.into_string();
        let object = match triple.object {
            Term::NamedNode(node) => node.into_string(),
            Term::BlankNode(node) => node.to_string(),
            Term::Literal(literal) => {
                // A user's extension may leave the tag out; its words are then English.
                let language = match literal.language() {
                    Some(tag) => Language::from_tag(tag),
                    None => Some(Language::English),
                };
                if let Some(language) = language {
                    let text = (language, literal.value().trim().to_owned());
                    let properties = self.texts.entry(subject).or_default();
                    properties.entry(predicate).or_default().insert(text);
                }
                return;
            }
        };
        if predicate == ns::TYPE {
            self.instances.entry(object).or_default().insert(subject);
        } else {
            let properties = self.nodes.entry(subject).or_default();
            properties.entry(predicate).or_default().insert(object);
        }
    }

    /// Returns the subjects of a type, sorted.
    pub(super) fn instances(&self, class: &str) -> impl Iterator<Item = &str> {
        self.instances
            .get(class)
            .into_iter()
            .flatten()
            .map(String::as_str)
    }

    /// Returns the nodes that a property leads to, sorted.
    pub(super) fn nodes(&self, subject: &str, predicate: &str) -> impl Iterator<Item = &str> {
        let values = values(&self.nodes, subject, predicate);
        values.map(String::as_str)
    }

    /// Returns the texts of a property in every known language, sorted.
    pub(super) fn texts(
        &self,
        subject: &str,
        predicate: &str,
    ) -> impl Iterator<Item = (Language, &str)> {
        let values = values(&self.texts, subject, predicate);
        values.map(|(language, text)| (*language, text.as_str()))
    }

    /// Returns the folded texts of a property by language, sorted.
    pub(super) fn folded(&self, subject: &str, predicate: &str) -> BTreeMap<Language, Vec<String>> {
        let mut folded: BTreeMap<Language, Vec<String>> = BTreeMap::new();
        for (language, text) in self.texts(subject, predicate) {
            folded.entry(language).or_default().push(fold(text));
        }
        folded
    }

    /// Returns the texts of a property in one language, sorted.
    pub(super) fn texts_in(
        &self,
        subject: &str,
        predicate: &str,
        language: Language,
    ) -> Vec<String> {
        self.texts(subject, predicate)
            .filter(|(l, _)| *l == language)
            .map(|(_, text)| text.to_owned())
            .collect()
    }
}

fn values<'a, V>(
    properties: &'a Properties<V>,
    subject: &str,
    predicate: &str,
) -> impl Iterator<Item = &'a V> + use<'a, V> {
    let of_subject = properties.get(subject);
    of_subject
        .and_then(|properties| properties.get(predicate))
        .into_iter()
        .flatten()
}
