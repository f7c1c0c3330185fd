//! What planning must know of the ontology.

use crate::iri::Iri;

/// The ontology's answers to the planner's questions.
pub trait Schema {
    /// Says whether situations of this class are events, which a time clause must contain rather than overlap.
    fn is_event(&self, class: &Iri) -> bool;
}
