//! Measures algebra before the optimizer gets it, which recurses and takes time that no token stops.

use super::RawError;
use crate::store::walk::{Part, parts};
use spargebra::Query;
use spargebra::algebra::{GraphPattern, PropertyPathExpression};

/// Nested expressions, chains such as `1 + 1 + …` included; each level takes some 60 kB of stack.
const MAX_EXPRESSION_DEPTH: usize = 400;
/// Patterns in one another; a row of OPTIONAL, MINUS or BIND counts as nested, because that is what it becomes.
const MAX_PATTERN_DEPTH: usize = 100;
/// Patterns joined in one group: ordering them takes the cube of their number, a second or two at a hundred.
const MAX_JOINED: usize = 80;
/// Patterns in all.
const MAX_PATTERNS: usize = 2000;

/// Refuses a query on which the optimizer would work too long or recurse too deep.
pub(super) fn check(query: &Query) -> Result<(), RawError> {
    let (mut expression_depth, mut pattern_depth, mut patterns) = (0, 0, 0);
    let mut ordering = 0_usize;
    for part in parts(query) {
        match part {
            Part::Pattern {
                pattern,
                depth,
                joined: inside,
            } => {
                patterns += 1;
                // A long join is deep as a tree and flat in effect.
                if !inside {
                    pattern_depth = pattern_depth.max(depth);
                    let size = join_size(pattern);
                    // A pattern alone is not ordered.
                    if size > 1 {
                        ordering = ordering.saturating_add(size.saturating_pow(3));
                    }
                }
            }
            Part::Expression { depth, .. } => expression_depth = expression_depth.max(depth),
        }
    }
    for (what, found, limit) in [
        (
            "nests expressions too deep",
            expression_depth,
            MAX_EXPRESSION_DEPTH,
        ),
        ("nests patterns too deep", pattern_depth, MAX_PATTERN_DEPTH),
        (
            "joins too many patterns, all groups weighed as one",
            cube_root(ordering),
            MAX_JOINED,
        ),
        ("has too many patterns", patterns, MAX_PATTERNS),
    ] {
        if found > limit {
            return Err(RawError::TooComplex { what, found, limit });
        }
    }
    Ok(())
}

/// Returns the least number whose cube is not below.
fn cube_root(cube: usize) -> usize {
    (0..)
        .find(|root: &usize| root.saturating_pow(3) >= cube)
        .unwrap_or(usize::MAX)
}

/// Returns the number of patterns that are ordered together.
fn join_size(pattern: &GraphPattern) -> usize {
    let mut size = 0;
    let mut open = vec![pattern];
    while let Some(pattern) = open.pop() {
        size += match pattern {
            GraphPattern::Join { left, right } => {
                open.push(left);
                open.push(right);
                0
            }
            GraphPattern::Bgp { patterns } => patterns.len(),
            GraphPattern::Path { path, .. } => steps(path),
            _ => 1,
        };
    }
    size
}

/// Returns the number of steps of a path; sequences become joins.
fn steps(path: &PropertyPathExpression) -> usize {
    let mut steps = 0;
    let mut open = vec![path];
    while let Some(path) = open.pop() {
        match path {
            PropertyPathExpression::NamedNode(_)
            | PropertyPathExpression::NegatedPropertySet(_) => steps += 1,
            PropertyPathExpression::Sequence(a, b) | PropertyPathExpression::Alternative(a, b) => {
                open.push(a);
                open.push(b);
            }
            PropertyPathExpression::Reverse(inner)
            | PropertyPathExpression::ZeroOrMore(inner)
            | PropertyPathExpression::OneOrMore(inner)
            | PropertyPathExpression::ZeroOrOne(inner) => open.push(inner),
        }
    }
    steps
}
