//! A total order of statements that names of blank nodes, which differ from run to run, have no part in.

use oxigraph::model::{BlankNode, GraphName, NamedOrBlankNode, Quad, Term, vocab::rdf};
use std::collections::HashMap;

/// Sorts statements by graph, subject, property (the type first) and object, drops repetitions, and names blank
/// nodes by their place.
pub(super) fn ordered(quads: &[Quad]) -> Vec<Quad> {
    let signatures = signatures(quads);
    let mut sorted: Vec<_> = quads.to_vec();
    sorted.sort_by_cached_key(|quad| {
        (
            key(&quad.graph_name.to_string(), &signatures),
            key(&quad.subject.to_string(), &signatures),
            quad.predicate != rdf::TYPE,
            quad.predicate.as_str().to_owned(),
            key(&quad.object.to_string(), &signatures),
        )
    });
    sorted.dedup();
    let mut names = HashMap::new();
    sorted
        .iter()
        .map(|quad| renamed(quad, &mut names))
        .collect()
}

/// Sorts blank nodes behind everything else: by what is said with them, then, among those of which the same is said, by name.
fn key(term: &str, signatures: &HashMap<String, String>) -> (bool, String, String) {
    match signatures.get(term) {
        Some(signature) => (true, signature.clone(), term.to_owned()),
        None => (false, term.to_owned(), String::new()),
    }
}

/// Describes each blank node by its statements, other blank nodes by theirs to a depth of one.
fn signatures(quads: &[Quad]) -> HashMap<String, String> {
    let mut signatures = HashMap::new();
    for _ in 0..2 {
        let mut said: HashMap<String, Vec<String>> = HashMap::new();
        for quad in quads {
            let (subject, object) = (quad.subject.to_string(), quad.object.to_string());
            let shown = |term: &str| match signatures.get(term) {
                _ if !term.starts_with("_:") => term.to_owned(),
                Some(signature) => format!("[{signature}]"),
                None => "[]".to_owned(),
            };
            if quad.subject.is_blank_node() {
                let text = format!("{} {}", quad.predicate, shown(&object));
                said.entry(subject.clone()).or_default().push(text);
            }
            if quad.object.is_blank_node() {
                let text = format!("{} ^{}", shown(&subject), quad.predicate);
                said.entry(object).or_default().push(text);
            }
        }
        signatures = said
            .into_iter()
            .map(|(node, mut texts)| {
                texts.sort();
                (node, texts.join(" ; "))
            })
            .collect();
    }
    signatures
}

fn renamed(quad: &Quad, names: &mut HashMap<BlankNode, BlankNode>) -> Quad {
    let mut name = |node: &BlankNode| {
        let next = format!("b{}", names.len());
        let new = || BlankNode::new(next).unwrap_or_else(|_| node.clone());
        names.entry(node.clone()).or_insert_with(new).clone()
    };
    let graph_name = match &quad.graph_name {
        GraphName::BlankNode(node) => name(node).into(),
        other => other.clone(),
    };
    let subject = match &quad.subject {
        NamedOrBlankNode::BlankNode(node) => name(node).into(),
        other => other.clone(),
    };
    let object = match &quad.object {
        Term::BlankNode(node) => name(node).into(),
        other => other.clone(),
    };
    Quad::new(subject, quad.predicate.clone(), object, graph_name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample::{parsed, quads};

    #[test]
    fn order_and_blank_names_do_not_matter() {
        let there = parsed(
            "_:x <http://p> _:y . _:y <http://q> 1 . _:z <http://q> 2 . <http://s> <http://p> _:z .",
        );
        let mut back = parsed(
            "<http://s> <http://p> _:a . _:a <http://q> 2 . _:q <http://q> 1 . _:b <http://p> _:q .",
        );
        assert_eq!(ordered(&there), ordered(&back));
        back.reverse();
        assert_eq!(ordered(&there), ordered(&back));
    }

    #[test]
    fn the_type_comes_first_and_nothing_twice() {
        let mut twice = quads();
        twice.extend(quads());
        let sorted = ordered(&twice);
        assert_eq!(sorted.len(), quads().len());
        for pair in sorted.windows(2) {
            let same =
                pair[0].subject == pair[1].subject && pair[0].graph_name == pair[1].graph_name;
            assert!(!same || pair[1].predicate != rdf::TYPE || pair[0].predicate == rdf::TYPE);
        }
    }
}
