//! All that tables are read with: the ontology's words, the states, and the known mappings.

use super::model::Mapping;
use super::problem::MappingError;
use super::states::States;
use super::vocabulary::Vocabulary;
use oxigraph::model::{Quad, Triple};

/// What is needed to read tables, made once.
#[derive(Debug, Default)]
pub struct Tables {
    pub vocabulary: Vocabulary,
    pub states: States,
    /// The bundled mappings, by name.
    pub mappings: Vec<Mapping>,
}

impl Tables {
    /// Takes the triples of the ontology, the quads of the reference data, and mapping files as name and text.
    ///
    /// # Errors
    /// A mapping is faulty.
    pub fn new(
        ontology: impl IntoIterator<Item = Triple>,
        reference: &[Quad],
        mappings: &[(&str, &str)],
    ) -> Result<Tables, MappingError> {
        let vocabulary = Vocabulary::from_triples(ontology);
        let parsed = mappings
            .iter()
            .map(|(name, text)| Mapping::parse(name, text, &vocabulary));
        let mut mappings = parsed.collect::<Result<Vec<_>, _>>()?;
        mappings.sort_by(|a, b| a.dataset.name.cmp(&b.dataset.name));
        Ok(Tables {
            states: States::from_quads(reference),
            vocabulary,
            mappings,
        })
    }

    /// Returns the bundled mapping of this name.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&Mapping> {
        self.mappings
            .iter()
            .find(|mapping| mapping.dataset.name == name)
    }
}
