//! French questions: read as the English questions that say the same, and told in French again.
//!
//! The grammar, the resolver and the echo know English sentences only. A French question becomes one word by word: its
//! keywords by the tables of [`keywords`], its nouns and verbs through the ontology, whose words are of both languages;
//! names stay as they are. Every English word remembers where its French stands, so that an error marks the user's own
//! words. So a French question has no meaning of its own that could differ: it has the reading of its English.

mod clause;
mod complete;
mod dates;
mod errors;
pub mod keywords;
mod nouns;
mod phrases;
mod sentence;
mod tell;
mod token;
mod translator;
mod verbs;
mod vocabulary;
mod written;

use crate::lexicon::{NameIndex, Ontology};
use translator::Translator;
use vocabulary::Vocabulary;
pub use written::Written;

/// The French of an ontology: its words, ready for lookup.
#[derive(Debug)]
pub struct French {
    vocabulary: Vocabulary,
}

impl French {
    /// Gathers the French words of an ontology.
    #[must_use]
    pub fn new(ontology: &Ontology) -> Self {
        Self {
            vocabulary: Vocabulary::new(ontology),
        }
    }

    /// Writes a French question in English.
    #[must_use]
    pub fn read(&self, text: &str, ontology: &Ontology, names: &NameIndex) -> Written {
        if text.len() > crate::question::LONGEST_QUESTION {
            return Written::verbatim(text);
        }
        Translator::new(text, self, ontology, names).sentence()
    }

    /// Tells an English question in French.
    #[must_use]
    pub fn tell(&self, english: &str, ontology: &Ontology) -> String {
        tell::tell(english, ontology)
    }

    /// Returns the French name of a column.
    #[must_use]
    pub fn column(&self, english: &str, ontology: &Ontology) -> String {
        tell::column(english, ontology)
    }
}
