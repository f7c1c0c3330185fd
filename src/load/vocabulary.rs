//! The terms of the ontology that loading must know, because it computes with them.

use oxigraph::model::NamedNodeRef;

pub use crate::iri::{ID, NS};

/// The graph that holds the ontology.
pub const ONTOLOGY_GRAPH: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("https://w3id.org/allegiance/ns");
/// The graph that holds derived statements, and nothing that a source says.
pub const DERIVED_GRAPH: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("https://w3id.org/allegiance/id/derived");
/// Under it stand the graphs of sources that do not name themselves.
pub const SOURCE_NS: &str = "https://w3id.org/allegiance/id/source/";
/// Under it stand figures that are put together from several.
pub const DERIVED_NS: &str = "https://w3id.org/allegiance/id/derived/";
