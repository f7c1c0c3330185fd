//! Statements for formats without graphs: what the graph of a statement said is said by `al:source` instead.

use oxigraph::model::{GraphName, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad};

const SOURCE: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("https://w3id.org/allegiance/ns#source");

/// Moves every statement into the default graph, and lets each subject point to the graphs that speak of it.
pub(super) fn flattened(quads: &[Quad]) -> Vec<Quad> {
    let mut flat = Vec::with_capacity(quads.len() * 2);
    for quad in quads {
        if let GraphName::NamedNode(graph) = &quad.graph_name
            && !is_about(&quad.subject, graph)
        {
            let graph_name = GraphName::DefaultGraph;
            flat.push(Quad::new(
                quad.subject.clone(),
                SOURCE,
                graph.clone(),
                graph_name,
            ));
        }
        flat.push(Quad {
            graph_name: GraphName::DefaultGraph,
            ..quad.clone()
        });
    }
    flat
}

/// Tells the description of the source itself.
fn is_about(subject: &NamedOrBlankNode, graph: &NamedNode) -> bool {
    matches!(subject, NamedOrBlankNode::NamedNode(node) if node == graph)
}
