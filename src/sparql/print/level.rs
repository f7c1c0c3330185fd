//! Finds the clauses of a `SELECT` in the algebra that they became.

use super::PrintError;
use super::grouping::{Group, grouped};
use super::steps::check_fresh;
use spargebra::algebra::{AggregateExpression, Expression, GraphPattern, OrderExpression};
use spargebra::term::Variable;
use std::collections::BTreeSet;

/// The clauses of one `SELECT`.
pub(super) struct Level<'a> {
    pub modifier: Option<&'static str>,
    /// The projection, or all variables in scope where the algebra has none.
    pub items: Vec<Item<'a>>,
    pub body: &'a GraphPattern,
    pub group: Option<Group<'a>>,
    pub order: &'a [OrderExpression],
    pub slice: Option<(usize, Option<usize>)>,
}

/// One column of `SELECT`, or one key of `GROUP BY`.
#[derive(Clone, Copy)]
pub(super) enum Item<'a> {
    Variable(&'a Variable),
    Alias(&'a Expression, &'a Variable),
    Aggregate(&'a AggregateExpression, &'a Variable),
}

impl<'a> Level<'a> {
    /// Takes the clauses off a pattern; what one `SELECT` cannot hold stays in the body, as a sub-select.
    pub(super) fn of(pattern: &'a GraphPattern) -> Result<Self, PrintError> {
        let (slice, pattern) = sliced(pattern);
        let (modifier, pattern) = match pattern {
            GraphPattern::Distinct { inner } => (Some("DISTINCT"), inner.as_ref()),
            GraphPattern::Reduced { inner } => (Some("REDUCED"), inner.as_ref()),
            other => (None, other),
        };
        let (projected, pattern) = match pattern {
            GraphPattern::Project { inner, variables } => (Some(variables), inner.as_ref()),
            other => (None, other),
        };
        let (order, core) = ordered(pattern);
        if let Some(projected) = projected {
            check_distinct(projected)?;
        }
        let (items, group, body) = match (grouped(core, projected, order)?, projected) {
            (Some((items, group, body)), _) => (items, Some(group), body),
            (None, Some(projected)) => {
                let (items, body) = plain(core, projected)?;
                (items, None, body)
            }
            (None, None) => {
                let scope = in_scope(core).into_iter();
                (scope.map(Item::Variable).collect(), None, core)
            }
        };
        Ok(Self {
            modifier,
            items,
            body,
            group,
            order,
            slice,
        })
    }
}

pub(super) fn sliced(pattern: &GraphPattern) -> (Option<(usize, Option<usize>)>, &GraphPattern) {
    match pattern {
        GraphPattern::Slice {
            inner,
            start,
            length,
        } => (Some((*start, *length)), inner),
        other => (None, other),
    }
}

pub(super) fn ordered(pattern: &GraphPattern) -> (&[OrderExpression], &GraphPattern) {
    match pattern {
        GraphPattern::OrderBy { inner, expression } => (expression, inner),
        other => (&[], other),
    }
}

pub(super) fn check_distinct(variables: &[Variable]) -> Result<(), PrintError> {
    let mut seen = BTreeSet::new();
    match variables.iter().find(|variable| !seen.insert(*variable)) {
        Some(variable) => Err(PrintError::Repeated(variable.clone())),
        None => Ok(()),
    }
}

pub(super) fn in_scope(pattern: &GraphPattern) -> BTreeSet<&Variable> {
    let mut scope = BTreeSet::new();
    pattern.on_in_scope_variable(|variable| {
        scope.insert(variable);
    });
    scope
}

/// Takes off the extends that can be written with `AS` in a list of variables; the parser applies those in the order of the list.
pub(super) fn aliases<'a>(
    mut pattern: &'a GraphPattern,
    list: &'a [Variable],
    fits: impl Fn(&Expression) -> bool,
) -> Result<(Vec<Item<'a>>, &'a GraphPattern), PrintError> {
    let mut items: Vec<Item<'a>> = list.iter().map(Item::Variable).collect();
    let mut end = list.len();
    while let GraphPattern::Extend {
        inner,
        variable,
        expression,
    } = pattern
    {
        let Some(place) = list.iter().take(end).position(|v| v == variable) else {
            break;
        };
        if !fits(expression) || list.iter().skip(place + 1).any(|v| v == variable) {
            break;
        }
        check_fresh(variable, inner)?;
        if let Some(item) = items.get_mut(place) {
            *item = Item::Alias(expression, variable);
        }
        end = place;
        pattern = inner;
    }
    Ok((items, pattern))
}

fn plain<'a>(
    core: &'a GraphPattern,
    projected: &'a [Variable],
) -> Result<(Vec<Item<'a>>, &'a GraphPattern), PrintError> {
    if projected.is_empty() && !in_scope(core).is_empty() {
        return Err(PrintError::NothingSelected);
    }
    aliases(core, projected, |_| true)
}
