//! The words by which a class, role, role noun or term is called, in each language.

use super::graph::Graph;
use super::language::Language;
use super::ns;
use super::ontology::OntologyError;
use std::collections::BTreeMap;

/// The words of one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nominal {
    pub label: String,
    /// The plural of the label; the label itself where the ontology gives none.
    pub plural: String,
    /// Other words for the same thing, singular and plural, sorted.
    pub synonyms: Vec<String>,
    /// The definition; empty where the ontology gives none.
    pub comment: String,
}

/// Words by language; at least one language is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Labels {
    by_language: BTreeMap<Language, Nominal>,
    fallback: Nominal,
}

impl Labels {
    /// Reads the words of a node, which must have a label in some language.
    pub(super) fn read(graph: &Graph, iri: &str) -> Result<Self, OntologyError> {
        let mut by_language: BTreeMap<Language, Nominal> = BTreeMap::new();
        for (language, label) in graph.texts(iri, ns::LABEL) {
            by_language.entry(language).or_insert_with(|| {
                let first = |predicate| graph.texts_in(iri, predicate, language).into_iter().next();
                Nominal {
                    label: label.to_owned(),
                    plural: first(ns::PLURAL).unwrap_or_else(|| label.to_owned()),
                    synonyms: graph.texts_in(iri, ns::ALT_LABEL, language),
                    comment: first(ns::COMMENT).unwrap_or_default(),
                }
            });
        }
        // English sorts first, and stands in for a language without words.
        let fallback =
            by_language
                .values()
                .next()
                .cloned()
                .ok_or_else(|| OntologyError::NoLabel {
                    iri: iri.to_owned(),
                })?;
        Ok(Self {
            by_language,
            fallback,
        })
    }

    /// Returns the words of a language, or else those of the first language there is.
    #[must_use]
    pub fn get(&self, language: Language) -> &Nominal {
        self.by_language.get(&language).unwrap_or(&self.fallback)
    }

    /// Returns each language with its words.
    pub fn iter(&self) -> impl Iterator<Item = (Language, &Nominal)> {
        self.by_language
            .iter()
            .map(|(language, words)| (*language, words))
    }
}

/// Gives a struct with `labels` the accessors for one language.
macro_rules! labelled {
    ($($name:ty),+ $(,)?) => {
        $(
            impl $name {
                /// Returns the preferred singular word.
                #[must_use]
                pub fn label(&self, language: Language) -> &str {
                    &self.labels.get(language).label
                }

                /// Returns the plural of the label.
                #[must_use]
                pub fn plural(&self, language: Language) -> &str {
                    &self.labels.get(language).plural
                }

                /// Returns other words for the same thing, singular and plural, sorted.
                #[must_use]
                pub fn synonyms(&self, language: Language) -> &[String] {
                    &self.labels.get(language).synonyms
                }

                /// Returns the definition, or an empty text.
                #[must_use]
                pub fn comment(&self, language: Language) -> &str {
                    &self.labels.get(language).comment
                }
            }
        )+
    };
}

labelled!(
    super::class::Class,
    super::role::Role,
    super::noun::RoleNoun,
    super::term::Term
);
