//! What users add to the vocabulary: their own classes, roles, verbs and role nouns.

use oxigraph::model::{NamedOrBlankNode, Quad, Term, Triple, vocab::rdf};
use rustc_hash::FxHashSet;

/// The classes of things that make up a vocabulary.
const DECLARED: [&str; 10] = [
    "http://www.w3.org/2002/07/owl#Class",
    "http://www.w3.org/2000/01/rdf-schema#Class",
    "http://www.w3.org/2002/07/owl#ObjectProperty",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#Property",
    "https://w3id.org/allegiance/ns#Role",
    "https://w3id.org/allegiance/ns#Verb",
    "https://w3id.org/allegiance/ns#RoleNoun",
    "https://w3id.org/allegiance/ns#Measure",
    "https://w3id.org/allegiance/ns#Dimension",
    "https://w3id.org/allegiance/ns#Field",
];

/// Returns the triples of a file that declare words of the vocabulary, with the readings that hang on them.
pub(super) fn extension(quads: &[Quad]) -> Vec<Triple> {
    let declares = |quad: &&Quad| {
        quad.predicate == rdf::TYPE
            && matches!(&quad.object, Term::NamedNode(class) if DECLARED.contains(&class.as_str()))
    };
    let mut subjects: FxHashSet<NamedOrBlankNode> = quads
        .iter()
        .filter(declares)
        .map(|quad| quad.subject.clone())
        .collect();
    if subjects.is_empty() {
        return Vec::new();
    }
    let readings: Vec<NamedOrBlankNode> = quads
        .iter()
        .filter(|quad| subjects.contains(&quad.subject))
        .filter_map(|quad| match &quad.object {
            Term::BlankNode(node) => Some(node.clone().into()),
            _ => None,
        })
        .collect();
    subjects.extend(readings);
    let declared = quads.iter().filter(|quad| subjects.contains(&quad.subject));
    declared.cloned().map(Triple::from).collect()
}
