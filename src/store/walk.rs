//! Walks over algebra without recursion, because it may be nested deeper than the stack allows.

use spargebra::Query;
use spargebra::algebra::{AggregateExpression, Expression, GraphPattern, OrderExpression};

/// A part of a query and how deep it stands.
#[derive(Clone, Copy, Debug)]
pub(super) enum Part<'a> {
    Pattern {
        pattern: &'a GraphPattern,
        /// Patterns around it.
        depth: usize,
        /// It is a side of a join.
        joined: bool,
    },
    Expression {
        expression: &'a Expression,
        /// Expressions around it, up to the next pattern.
        depth: usize,
        /// Patterns around it.
        pattern_depth: usize,
    },
}

/// Returns every pattern and expression of a query, outer ones before inner ones.
pub(super) fn parts(query: &Query) -> impl Iterator<Item = Part<'_>> {
    let (Query::Select { pattern, .. }
    | Query::Construct { pattern, .. }
    | Query::Describe { pattern, .. }
    | Query::Ask { pattern, .. }) = query;
    Walk {
        open: vec![Part::Pattern {
            pattern,
            depth: 0,
            joined: false,
        }],
    }
}

struct Walk<'a> {
    open: Vec<Part<'a>>,
}

impl<'a> Iterator for Walk<'a> {
    type Item = Part<'a>;

    fn next(&mut self) -> Option<Part<'a>> {
        let part = self.open.pop()?;
        match part {
            Part::Pattern { pattern, depth, .. } => self.enter_pattern(pattern, depth + 1),
            Part::Expression {
                expression,
                depth,
                pattern_depth,
            } => self.enter_expression(expression, depth + 1, pattern_depth),
        }
        Some(part)
    }
}

impl<'a> Walk<'a> {
    fn push_pattern(&mut self, pattern: &'a GraphPattern, depth: usize) {
        self.open.push(Part::Pattern {
            pattern,
            depth,
            joined: false,
        });
    }

    fn push_expression(&mut self, expression: &'a Expression, pattern_depth: usize) {
        self.open.push(Part::Expression {
            expression,
            depth: 0,
            pattern_depth,
        });
    }

    fn enter_pattern(&mut self, pattern: &'a GraphPattern, depth: usize) {
        match pattern {
            GraphPattern::Bgp { .. } | GraphPattern::Path { .. } | GraphPattern::Values { .. } => {}
            GraphPattern::Join { left, right } => {
                self.open.extend([left, right].map(|pattern| Part::Pattern {
                    pattern,
                    depth,
                    joined: true,
                }));
            }
            // Alternatives are a tree in algebra and a list in effect.
            GraphPattern::Union { left, right } => {
                self.push_pattern(left, depth - 1);
                self.push_pattern(right, depth - 1);
            }
            GraphPattern::Lateral { left, right } | GraphPattern::Minus { left, right } => {
                self.push_pattern(left, depth);
                self.push_pattern(right, depth);
            }
            GraphPattern::LeftJoin {
                left,
                right,
                expression,
            } => {
                self.push_pattern(left, depth);
                self.push_pattern(right, depth);
                if let Some(expression) = expression {
                    self.push_expression(expression, depth);
                }
            }
            GraphPattern::Filter { expr, inner } => {
                self.push_expression(expr, depth);
                self.push_pattern(inner, depth);
            }
            GraphPattern::Extend {
                inner, expression, ..
            } => {
                self.push_expression(expression, depth);
                self.push_pattern(inner, depth);
            }
            GraphPattern::OrderBy { inner, expression } => {
                for OrderExpression::Asc(by) | OrderExpression::Desc(by) in expression {
                    self.push_expression(by, depth);
                }
                self.push_pattern(inner, depth);
            }
            GraphPattern::Group {
                inner, aggregates, ..
            } => {
                for (_, aggregate) in aggregates {
                    if let AggregateExpression::FunctionCall { expr, .. } = aggregate {
                        self.push_expression(expr, depth);
                    }
                }
                self.push_pattern(inner, depth);
            }
            GraphPattern::Graph { inner, .. }
            | GraphPattern::Project { inner, .. }
            | GraphPattern::Distinct { inner }
            | GraphPattern::Reduced { inner }
            | GraphPattern::Slice { inner, .. }
            | GraphPattern::Service { inner, .. } => self.push_pattern(inner, depth),
        }
    }

    fn enter_expression(&mut self, expression: &'a Expression, depth: usize, pattern_depth: usize) {
        let mut push = |expression: &'a Expression| {
            self.open.push(Part::Expression {
                expression,
                depth,
                pattern_depth,
            });
        };
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
            | Expression::Divide(a, b) => {
                push(a);
                push(b);
            }
            Expression::UnaryPlus(a) | Expression::UnaryMinus(a) | Expression::Not(a) => push(a),
            Expression::In(a, list) => {
                push(a);
                list.iter().for_each(push);
            }
            Expression::If(a, b, c) => {
                push(a);
                push(b);
                push(c);
            }
            Expression::Coalesce(list) | Expression::FunctionCall(_, list) => {
                list.iter().for_each(push);
            }
            Expression::Exists(pattern) => self.push_pattern(pattern, pattern_depth + 1),
        }
    }
}
