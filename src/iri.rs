//! IRIs as plain text, and the terms of the ontology that the code itself must know.

use serde::{Deserialize, Serialize};
use std::fmt;

/// An absolute IRI that came from a store or an ontology; the engine's edge checks it again before it is used.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Iri(String);

impl Iri {
    /// Wraps an IRI.
    #[must_use]
    pub fn new(iri: impl Into<String>) -> Self {
        Self(iri.into())
    }

    /// Names a term of the ontology.
    #[must_use]
    pub fn al(local: &str) -> Self {
        Self(format!("{NS}{local}"))
    }

    /// Returns the text of the IRI.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns what stands after the last `#` or `/`.
    #[must_use]
    pub fn local(&self) -> &str {
        self.0.rsplit(['#', '/']).next().unwrap_or(&self.0)
    }
}

impl fmt::Display for Iri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The namespace of the ontology.
pub const NS: &str = "https://w3id.org/allegiance/ns#";
/// The namespace of individuals.
pub const ID: &str = "https://w3id.org/allegiance/id/";
/// Prefixes that printed SPARQL and exported data use.
pub const PREFIXES: &[(&str, &str)] = &[
    ("al", NS),
    ("ent", ID),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("dcterms", "http://purl.org/dc/terms/"),
    ("edtf", "http://id.loc.gov/datatypes/edtf/"),
];

/// Puts `a` or `an` before a noun.
#[must_use]
pub fn with_article(noun: &str) -> String {
    let vowel = noun
        .chars()
        .next()
        .is_some_and(|c| "aeiouAEIOU".contains(c))
        // One is said with a w.
        && !noun.starts_with("one");
    format!("{} {noun}", if vowel { "an" } else { "a" })
}
