//! Takes a group apart into the steps by which the parser builds it.

use super::PrintError;
use super::triples::{Edge, edges};
use spargebra::algebra::{Expression, GraphPattern};
use spargebra::term::Variable;

/// One step in the reading of a group: the parser folds them from first to last.
pub(super) enum Step<'a> {
    Edges(Vec<Edge<'a>>),
    Part(&'a GraphPattern),
    Optional(&'a GraphPattern, Option<&'a Expression>),
    Minus(&'a GraphPattern),
    Bind(&'a Expression, &'a Variable),
}

/// Takes a left-deep chain apart into the steps that build it again.
pub(super) fn steps(pattern: &GraphPattern) -> Result<Vec<Step<'_>>, PrintError> {
    let mut reversed = Vec::new();
    let mut first = pattern;
    loop {
        first = match first {
            GraphPattern::Join { left, right } => {
                reversed.push(operand(right));
                left
            }
            GraphPattern::LeftJoin {
                left,
                right,
                expression,
            } => {
                reversed.push(Step::Optional(right, expression.as_ref()));
                left
            }
            GraphPattern::Minus { left, right } => {
                reversed.push(Step::Minus(right));
                left
            }
            GraphPattern::Extend {
                inner,
                variable,
                expression,
            } => {
                check_fresh(variable, inner)?;
                reversed.push(Step::Bind(expression, variable));
                inner
            }
            leaf => {
                reversed.push(operand(leaf));
                break;
            }
        }
    }
    let mut steps: Vec<Step<'_>> = Vec::with_capacity(reversed.len());
    for step in reversed.into_iter().rev() {
        // Neighbouring runs are one block to the parser, and to the reader.
        if let (Some(Step::Edges(before)), Step::Edges(after)) = (steps.last_mut(), &step) {
            before.extend(after);
        } else {
            steps.push(step);
        }
    }
    Ok(steps)
}

fn operand(pattern: &GraphPattern) -> Step<'_> {
    edges(pattern).map_or(Step::Part(pattern), Step::Edges)
}

/// Tells whether a pattern can only be written with `SELECT`.
pub(super) fn is_select(pattern: &GraphPattern) -> bool {
    matches!(
        pattern,
        GraphPattern::Project { .. }
            | GraphPattern::Distinct { .. }
            | GraphPattern::Reduced { .. }
            | GraphPattern::Slice { .. }
            | GraphPattern::OrderBy { .. }
            | GraphPattern::Group { .. }
    )
}

/// Returns an error when a variable already has a value in a pattern that is about to bind it.
pub(super) fn check_fresh(variable: &Variable, pattern: &GraphPattern) -> Result<(), PrintError> {
    let mut bound = false;
    pattern.on_in_scope_variable(|v| bound |= v == variable);
    if bound {
        return Err(PrintError::Rebound(variable.clone()));
    }
    Ok(())
}
