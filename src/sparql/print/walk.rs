//! Walks algebra without recursion, so that its height can be judged before anything recurses into it.

use super::{MAX_HEIGHT, PrintError};
use spargebra::Query;
use spargebra::algebra::{
    AggregateExpression, Expression, Function, GraphPattern, OrderExpression,
    PropertyPathExpression,
};
use spargebra::term::{NamedNodePattern, TermPattern, Variable};

/// A node of the algebra.
#[derive(Clone, Copy)]
pub(super) enum Node<'a> {
    Pattern(&'a GraphPattern),
    Expression(&'a Expression),
    Path(&'a PropertyPathExpression),
}

/// Refuses a query that is too high to recurse into, or that uses what SPARQL 1.1 does not have.
pub(super) fn check(query: &Query) -> Result<(), PrintError> {
    let (Query::Select { pattern, .. }
    | Query::Construct { pattern, .. }
    | Query::Describe { pattern, .. }
    | Query::Ask { pattern, .. }) = query;
    let mut todo = vec![(Node::Pattern(pattern), 1)];
    while let Some((node, height)) = todo.pop() {
        if height > MAX_HEIGHT {
            return Err(PrintError::TooDeep { limit: MAX_HEIGHT });
        }
        children(node, &mut |child| todo.push((child, height + 1)))?;
    }
    Ok(())
}

/// Visits the variables at and under a node; with `into_patterns` false, what is inside `EXISTS` is left out.
pub(super) fn variables<'a>(
    node: Node<'a>,
    into_patterns: bool,
    visit: &mut impl FnMut(&'a Variable),
) {
    let mut todo = vec![node];
    while let Some(node) = todo.pop() {
        own_variables(node, visit);
        // What `children` refuses has been refused by `check` before.
        let _ = children(node, &mut |child| {
            if into_patterns || !matches!(child, Node::Pattern(_)) {
                todo.push(child);
            }
        });
    }
}

fn own_variables<'a>(node: Node<'a>, visit: &mut impl FnMut(&'a Variable)) {
    let mut term = |term: &'a TermPattern| {
        if let TermPattern::Variable(variable) = term {
            visit(variable);
        }
    };
    match node {
        Node::Expression(Expression::Variable(v) | Expression::Bound(v)) => visit(v),
        Node::Pattern(GraphPattern::Bgp { patterns }) => {
            for triple in patterns {
                term(&triple.subject);
                term(&triple.object);
            }
            for triple in patterns {
                if let NamedNodePattern::Variable(predicate) = &triple.predicate {
                    visit(predicate);
                }
            }
        }
        Node::Pattern(GraphPattern::Path {
            subject, object, ..
        }) => {
            term(subject);
            term(object);
        }
        Node::Pattern(
            GraphPattern::Graph {
                name: NamedNodePattern::Variable(variable),
                ..
            }
            | GraphPattern::Service {
                name: NamedNodePattern::Variable(variable),
                ..
            }
            | GraphPattern::Extend { variable, .. },
        ) => visit(variable),
        Node::Pattern(
            GraphPattern::Values { variables, .. } | GraphPattern::Project { variables, .. },
        ) => variables.iter().for_each(visit),
        Node::Pattern(GraphPattern::Group {
            variables,
            aggregates,
            ..
        }) => {
            variables.iter().for_each(&mut *visit);
            aggregates.iter().for_each(|(variable, _)| visit(variable));
        }
        _ => (),
    }
}

fn children<'a>(node: Node<'a>, push: &mut impl FnMut(Node<'a>)) -> Result<(), PrintError> {
    match node {
        Node::Pattern(pattern) => pattern_children(pattern, push),
        Node::Expression(expression) => expression_children(expression, push),
        Node::Path(path) => {
            path_children(path, push);
            Ok(())
        }
    }
}

fn pattern_children<'a>(
    pattern: &'a GraphPattern,
    push: &mut impl FnMut(Node<'a>),
) -> Result<(), PrintError> {
    match pattern {
        GraphPattern::Bgp { .. } | GraphPattern::Values { .. } => (),
        GraphPattern::Path { path, .. } => push(Node::Path(path)),
        GraphPattern::Join { left, right }
        | GraphPattern::Union { left, right }
        | GraphPattern::Minus { left, right } => {
            push(Node::Pattern(left));
            push(Node::Pattern(right));
        }
        GraphPattern::LeftJoin {
            left,
            right,
            expression,
        } => {
            push(Node::Pattern(left));
            push(Node::Pattern(right));
            expression.iter().map(Node::Expression).for_each(push);
        }
        GraphPattern::Filter {
            expr: expression,
            inner,
        }
        | GraphPattern::Extend {
            inner, expression, ..
        } => {
            push(Node::Pattern(inner));
            push(Node::Expression(expression));
        }
        GraphPattern::OrderBy { inner, expression } => {
            push(Node::Pattern(inner));
            for OrderExpression::Asc(e) | OrderExpression::Desc(e) in expression {
                push(Node::Expression(e));
            }
        }
        GraphPattern::Group {
            inner, aggregates, ..
        } => {
            push(Node::Pattern(inner));
            for (_, aggregate) in aggregates {
                if let AggregateExpression::FunctionCall { expr, .. } = aggregate {
                    push(Node::Expression(expr));
                }
            }
        }
        GraphPattern::Graph { inner, .. }
        | GraphPattern::Service { inner, .. }
        | GraphPattern::Project { inner, .. }
        | GraphPattern::Distinct { inner }
        | GraphPattern::Reduced { inner }
        | GraphPattern::Slice { inner, .. } => push(Node::Pattern(inner)),
        _ => return Err(PrintError::NotPortable("LATERAL")),
    }
    Ok(())
}

fn expression_children<'a>(
    expression: &'a Expression,
    push: &mut impl FnMut(Node<'a>),
) -> Result<(), PrintError> {
    use Expression as E;
    match expression {
        E::NamedNode(_) | E::Literal(_) | E::Variable(_) | E::Bound(_) => (),
        E::Or(a, b)
        | E::And(a, b)
        | E::Equal(a, b)
        | E::SameTerm(a, b)
        | E::Greater(a, b)
        | E::GreaterOrEqual(a, b)
        | E::Less(a, b)
        | E::LessOrEqual(a, b)
        | E::Add(a, b)
        | E::Subtract(a, b)
        | E::Multiply(a, b)
        | E::Divide(a, b) => {
            push(Node::Expression(a));
            push(Node::Expression(b));
        }
        E::UnaryPlus(a) | E::UnaryMinus(a) | E::Not(a) => push(Node::Expression(a)),
        E::Exists(pattern) => push(Node::Pattern(pattern)),
        E::In(a, list) => {
            push(Node::Expression(a));
            list.iter().map(Node::Expression).for_each(push);
        }
        E::If(a, b, c) => [a, b, c]
            .into_iter()
            .for_each(|e| push(Node::Expression(e))),
        E::Coalesce(list) => list.iter().map(Node::Expression).for_each(push),
        E::FunctionCall(function, list) => {
            if super::function::signature(function).is_none()
                && !matches!(function, Function::Custom(_))
            {
                return Err(PrintError::NotPortable("ADJUST"));
            }
            list.iter().map(Node::Expression).for_each(push);
        }
    }
    Ok(())
}

fn path_children<'a>(path: &'a PropertyPathExpression, push: &mut impl FnMut(Node<'a>)) {
    use PropertyPathExpression as P;
    match path {
        P::NamedNode(_) | P::NegatedPropertySet(_) => (),
        P::Reverse(a) | P::ZeroOrMore(a) | P::OneOrMore(a) | P::ZeroOrOne(a) => push(Node::Path(a)),
        P::Sequence(a, b) | P::Alternative(a, b) => {
            push(Node::Path(a));
            push(Node::Path(b));
        }
    }
}

/// Visits the expressions directly under an expression.
pub(super) fn expressions_under<'a>(
    expression: &'a Expression,
    visit: &mut impl FnMut(&'a Expression),
) {
    let _ = expression_children(expression, &mut |child| {
        if let Node::Expression(child) = child {
            visit(child);
        }
    });
}
