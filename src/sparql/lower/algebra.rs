//! Pieces of algebra and of comments that clauses and groups share.

use super::LowerError;
use crate::iri::Iri;
use crate::question::ast::Comparison;
use crate::sparql::terms::{iri, variable};
use spargebra::algebra::{
    AggregateExpression, AggregateFunction, Expression, GraphPattern, PropertyPathExpression,
};
use spargebra::term::{GroundTerm, Variable};

/// Writes the end of a term's IRI as words: `ArmedClash` as `armed clash`.
pub(super) fn words(term: &Iri) -> String {
    let mut text = String::new();
    for c in term.local().chars() {
        if c.is_ascii_uppercase() && !text.is_empty() {
            text.push(' ');
        }
        text.push(c.to_ascii_lowercase());
    }
    text
}

pub(super) fn names(iris: &[Iri]) -> String {
    iris.iter().map(Iri::local).collect::<Vec<_>>().join(" or ")
}

pub(super) fn variables(names: &[String]) -> Result<Vec<Variable>, LowerError> {
    names.iter().map(|name| variable(name)).collect()
}

pub(super) fn distinct(pattern: GraphPattern, variables: Vec<Variable>) -> GraphPattern {
    GraphPattern::Distinct {
        inner: Box::new(GraphPattern::Project {
            inner: Box::new(pattern),
            variables,
        }),
    }
}

pub(super) fn aggregate(
    name: AggregateFunction,
    of: &str,
    distinct: bool,
) -> Result<AggregateExpression, LowerError> {
    Ok(AggregateExpression::FunctionCall {
        name,
        expr: Expression::Variable(variable(of)?),
        distinct,
    })
}

pub(super) fn values(var: &Variable, any: &[Iri]) -> Result<GraphPattern, LowerError> {
    Ok(GraphPattern::Values {
        variables: vec![var.clone()],
        bindings: any
            .iter()
            .map(|one| Ok(vec![Some(GroundTerm::NamedNode(iri(one)?))]))
            .collect::<Result<_, LowerError>>()?,
    })
}

pub(super) fn alternatives(roles: &[Iri]) -> Result<Option<PropertyPathExpression>, LowerError> {
    let mut path = None;
    for role in roles {
        let step = PropertyPathExpression::NamedNode(iri(role)?);
        path = Some(match path {
            None => step,
            Some(before) => PropertyPathExpression::Alternative(Box::new(before), Box::new(step)),
        });
    }
    Ok(path)
}

pub(super) fn compare(operator: Comparison, left: Expression, right: Expression) -> Expression {
    let (left, right) = (Box::new(left), Box::new(right));
    match operator {
        Comparison::Less => Expression::Less(left, right),
        Comparison::LessOrEqual => Expression::LessOrEqual(left, right),
        Comparison::Equal => Expression::Equal(left, right),
        Comparison::NotEqual => Expression::Not(Box::new(Expression::Equal(left, right))),
        Comparison::GreaterOrEqual => Expression::GreaterOrEqual(left, right),
        Comparison::Greater => Expression::Greater(left, right),
    }
}
