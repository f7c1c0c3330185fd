//! Blank nodes: apart from those of other files, the same at every load, and with an IRI where a row may show them.

use oxigraph::model::{
    BlankNode, GraphName, NamedNode, NamedOrBlankNode, Quad, Term,
    vocab::{rdf, rdfs},
};
use rustc_hash::{FxHashMap, FxHashSet};

/// Names the blank nodes of one file anew, in the order of their appearance.
///
/// A node with a type of its own (a situation written as `[ a al:Ambush … ]`) gets an IRI under `graph`, so that answers
/// can point at it; the others (readings of verbs, list cells, restrictions) stay blank. The reader gives anonymous nodes
/// random names, which would make equal loads differ.
pub(super) fn rename(quads: &mut [Quad], graph: &NamedNode, file: usize) {
    let typed = typed_blank_nodes(quads);
    let mut renaming = Renaming {
        graph,
        file,
        typed,
        names: FxHashMap::default(),
    };
    for quad in quads {
        if let NamedOrBlankNode::BlankNode(node) = &quad.subject {
            quad.subject = renaming.name(node);
        }
        if let Term::BlankNode(node) = &quad.object {
            quad.object = renaming.name(node).into();
        }
        if let GraphName::BlankNode(node) = &quad.graph_name {
            // A graph is a source, and sources are shown.
            renaming.typed.insert(node.clone());
            quad.graph_name = renaming.name(node).into();
        }
    }
}

fn typed_blank_nodes(quads: &[Quad]) -> FxHashSet<BlankNode> {
    const SCHEMA: [&str; 4] = [
        "http://www.w3.org/2002/07/owl#",
        "http://www.w3.org/2000/01/rdf-schema#",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "http://www.w3.org/ns/shacl#",
    ];
    let mut typed = FxHashSet::default();
    for quad in quads {
        if let (NamedOrBlankNode::BlankNode(node), Term::NamedNode(class)) =
            (&quad.subject, &quad.object)
            && quad.predicate == rdf::TYPE
            && class.as_ref() != rdfs::CLASS
            && !SCHEMA.iter().any(|ns| class.as_str().starts_with(ns))
        {
            typed.insert(node.clone());
        }
    }
    typed
}

struct Renaming<'a> {
    graph: &'a NamedNode,
    file: usize,
    typed: FxHashSet<BlankNode>,
    names: FxHashMap<BlankNode, NamedOrBlankNode>,
}

impl Renaming<'_> {
    fn name(&mut self, node: &BlankNode) -> NamedOrBlankNode {
        if let Some(name) = self.names.get(node) {
            return name.clone();
        }
        let number = self.names.len() + 1;
        let iri = self
            .typed
            .contains(node)
            .then(|| NamedNode::new(format!("{}/{number}", self.graph.as_str())).ok())
            .flatten();
        let name = iri.map_or_else(
            || blank(self.file, number).into(),
            NamedOrBlankNode::NamedNode,
        );
        self.names.insert(node.clone(), name.clone());
        name
    }
}

fn blank(file: usize, number: usize) -> BlankNode {
    // Letters and digits only, so always a valid name.
    BlankNode::new(format!("f{file}b{number}")).unwrap_or_default()
}
