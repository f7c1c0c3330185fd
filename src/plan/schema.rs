//! What planning must know of the ontology.

use super::pattern::Relation;
use crate::iri::Iri;

/// The ontology's answers to the planner's questions.
pub trait Schema {
    /// Tells how situations of this class must stand to the range of a time clause to be certainly in it.
    fn relation(&self, class: &Iri) -> Relation;

    /// Says whether in situations of this class a part does not stand for its whole.
    fn of_whole(&self, class: &Iri) -> bool;
}
