//! The rules: what each shape is called, what it says and how to put right what breaks it.

use super::EngineError;
use crate::iri::NS;
use crate::load::{Format, Origin, read_bytes};
use crate::store::bundled::SHAPES;
use oxigraph::model::{Graph, NamedNode, NamedNodeRef, NamedOrBlankNodeRef, TermRef, Triple};
use std::collections::BTreeMap;

/// The namespace of rules.
const RULES: &str = "https://w3id.org/allegiance/rule/";
const MESSAGE: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("http://www.w3.org/ns/shacl#message");

/// A rule of the model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The name of its shape.
    pub iri: NamedNode,
    /// What is wrong where it is broken.
    pub message: String,
    /// How to put that right.
    pub remedy: String,
}

impl Rule {
    /// Returns the short name, as reports show it.
    #[must_use]
    pub fn name(&self) -> &str {
        let iri = self.iri.as_str();
        iri.strip_prefix(RULES).unwrap_or(iri)
    }
}

/// Returns the rules in the order of their names.
///
/// # Errors
///
/// When the bundled shapes cannot be read, which is a fault of the program.
pub fn rules() -> Result<Vec<Rule>, EngineError> {
    Ok(read(&shapes()?).into_values().collect())
}

/// Returns the bundled shapes.
pub(super) fn shapes() -> Result<Graph, EngineError> {
    let (name, text) = SHAPES;
    let document = read_bytes(&Origin::new(name, 0), Some(Format::Turtle), text.as_bytes())
        .map_err(|error| EngineError {
            reason: error.to_string(),
        })?;
    let mut graph = Graph::new();
    for quad in document.quads {
        graph.insert(&Triple::from(quad));
    }
    Ok(graph)
}

/// Returns the rules of shapes by their IRIs.
pub(super) fn read(shapes: &Graph) -> BTreeMap<String, Rule> {
    let remedy = NamedNode::new_unchecked(format!("{NS}remedy"));
    let text = |subject: NamedOrBlankNodeRef<'_>, property: NamedNodeRef<'_>| match shapes
        .object_for_subject_predicate(subject, property)
    {
        Some(TermRef::Literal(literal)) => literal.value().to_owned(),
        _ => String::new(),
    };
    shapes
        .triples_for_predicate(MESSAGE)
        .filter_map(|triple| match triple.subject {
            NamedOrBlankNodeRef::NamedNode(iri) => Some(iri),
            NamedOrBlankNodeRef::BlankNode(_) => None,
        })
        .map(|iri| {
            let rule = Rule {
                iri: iri.into_owned(),
                message: text(iri.into(), MESSAGE),
                remedy: text(iri.into(), remedy.as_ref()),
            };
            (iri.as_str().to_owned(), rule)
        })
        .collect()
}
