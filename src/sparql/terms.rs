//! Typed terms and small pieces of algebra.

use super::lower::LowerError;
use crate::iri::{Iri, NS};
use spargebra::algebra::{Expression, GraphPattern};
use spargebra::term::{Literal, NamedNode, NamedNodePattern, TermPattern, TriplePattern, Variable};

/// Checks a variable's name.
pub fn variable(name: &str) -> Result<Variable, LowerError> {
    Variable::new(name).map_err(|_| LowerError::Variable(name.to_owned()))
}

/// Checks an IRI.
pub fn iri(iri: &Iri) -> Result<NamedNode, LowerError> {
    NamedNode::new(iri.as_str()).map_err(|_| LowerError::Iri(iri.as_str().to_owned()))
}

/// Names a term of the ontology.
pub fn al(local: &str) -> Result<NamedNode, LowerError> {
    let text = format!("{NS}{local}");
    NamedNode::new(&text).map_err(|_| LowerError::Iri(text))
}

/// `rdf:type`.
pub fn rdf_type() -> NamedNode {
    oxigraph::model::vocab::rdf::TYPE.into_owned()
}

/// Makes a triple pattern.
pub fn triple(
    subject: impl Into<TermPattern>,
    predicate: impl Into<NamedNodePattern>,
    object: impl Into<TermPattern>,
) -> TriplePattern {
    TriplePattern {
        subject: subject.into(),
        predicate: predicate.into(),
        object: object.into(),
    }
}

/// Makes a basic graph pattern.
pub fn bgp(patterns: Vec<TriplePattern>) -> GraphPattern {
    GraphPattern::Bgp { patterns }
}

/// Joins patterns from left to right; none at all is the empty pattern.
pub fn join(patterns: Vec<GraphPattern>) -> GraphPattern {
    patterns
        .into_iter()
        .reduce(|left, right| GraphPattern::Join {
            left: Box::new(left),
            right: Box::new(right),
        })
        .unwrap_or_else(|| bgp(Vec::new()))
}

/// An integer constant.
pub fn int(number: i64) -> Expression {
    Expression::Literal(Literal::from(number))
}

/// A boolean constant.
pub fn boolean(value: bool) -> Literal {
    Literal::from(value)
}

/// Conjunction; `None` when there is nothing to hold.
pub fn and_all(expressions: Vec<Expression>) -> Option<Expression> {
    expressions
        .into_iter()
        .reduce(|left, right| Expression::And(Box::new(left), Box::new(right)))
}

/// Disjunction; `None` when there is nothing to choose from.
pub fn or_any(expressions: Vec<Expression>) -> Option<Expression> {
    expressions
        .into_iter()
        .reduce(|left, right| Expression::Or(Box::new(left), Box::new(right)))
}
