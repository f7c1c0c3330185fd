//! Finds `SERVICE` in algebra: the evaluator would pass over `SERVICE SILENT` as if it had found nothing.

use spargebra::Query;
use spargebra::algebra::{AggregateExpression, Expression, GraphPattern, OrderExpression};

/// Says whether the query asks another server anywhere.
pub(super) fn asks_service(query: &Query) -> bool {
    let (Query::Select { pattern, .. }
    | Query::Construct { pattern, .. }
    | Query::Describe { pattern, .. }
    | Query::Ask { pattern, .. }) = query;
    let mut search = Search {
        patterns: vec![pattern],
        expressions: Vec::new(),
    };
    search.run()
}

/// What is still to be looked at; a list, because nesting may be deep.
struct Search<'a> {
    patterns: Vec<&'a GraphPattern>,
    expressions: Vec<&'a Expression>,
}

impl<'a> Search<'a> {
    fn run(&mut self) -> bool {
        loop {
            if let Some(pattern) = self.patterns.pop() {
                if matches!(pattern, GraphPattern::Service { .. }) {
                    return true;
                }
                self.open_pattern(pattern);
            } else if let Some(expression) = self.expressions.pop() {
                self.open_expression(expression);
            } else {
                return false;
            }
        }
    }

    fn open_pattern(&mut self, pattern: &'a GraphPattern) {
        match pattern {
            GraphPattern::Bgp { .. } | GraphPattern::Path { .. } | GraphPattern::Values { .. } => {}
            GraphPattern::Join { left, right }
            | GraphPattern::Lateral { left, right }
            | GraphPattern::Union { left, right }
            | GraphPattern::Minus { left, right } => self.patterns.extend([&**left, &**right]),
            GraphPattern::LeftJoin {
                left,
                right,
                expression,
            } => {
                self.patterns.extend([&**left, &**right]);
                self.expressions.extend(expression);
            }
            GraphPattern::Filter { expr, inner } => {
                self.expressions.push(expr);
                self.patterns.push(inner);
            }
            GraphPattern::Extend {
                inner, expression, ..
            } => {
                self.expressions.push(expression);
                self.patterns.push(inner);
            }
            GraphPattern::OrderBy { inner, expression } => {
                self.expressions
                    .extend(expression.iter().map(|order| match order {
                        OrderExpression::Asc(by) | OrderExpression::Desc(by) => by,
                    }));
                self.patterns.push(inner);
            }
            GraphPattern::Group {
                inner, aggregates, ..
            } => {
                self.expressions
                    .extend(aggregates.iter().filter_map(|(_, by)| match by {
                        AggregateExpression::FunctionCall { expr, .. } => Some(expr),
                        AggregateExpression::CountSolutions { .. } => None,
                    }));
                self.patterns.push(inner);
            }
            GraphPattern::Graph { inner, .. }
            | GraphPattern::Project { inner, .. }
            | GraphPattern::Distinct { inner }
            | GraphPattern::Reduced { inner }
            | GraphPattern::Slice { inner, .. }
            | GraphPattern::Service { inner, .. } => self.patterns.push(inner),
        }
    }

    fn open_expression(&mut self, expression: &'a Expression) {
        match expression {
            Expression::NamedNode(_)
            | Expression::Literal(_)
            | Expression::Variable(_)
            | Expression::Bound(_) => {}
            Expression::Or(a, b)
            | Expression::And(a, b)
            | Expression::Equal(a, b)
            | Expression::SameTerm(a, b)
            | Expression::Greater(a, b)
            | Expression::GreaterOrEqual(a, b)
            | Expression::Less(a, b)
            | Expression::LessOrEqual(a, b)
            | Expression::Add(a, b)
            | Expression::Subtract(a, b)
            | Expression::Multiply(a, b)
            | Expression::Divide(a, b) => self.expressions.extend([&**a, &**b]),
            Expression::UnaryPlus(a) | Expression::UnaryMinus(a) | Expression::Not(a) => {
                self.expressions.push(a);
            }
            Expression::In(a, list) => {
                self.expressions.push(a);
                self.expressions.extend(list);
            }
            Expression::If(a, b, c) => self.expressions.extend([&**a, &**b, &**c]),
            Expression::Coalesce(list) | Expression::FunctionCall(_, list) => {
                self.expressions.extend(list);
            }
            Expression::Exists(pattern) => self.patterns.push(pattern),
        }
    }
}
