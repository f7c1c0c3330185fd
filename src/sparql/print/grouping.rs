//! Finds `GROUP BY`, `HAVING` and the aggregates of a `SELECT`.

use super::PrintError;
use super::level::{Item, aliases, check_distinct};
use super::steps::check_fresh;
use super::walk::{Node, expressions_under, variables};
use spargebra::algebra::{AggregateExpression, Expression, GraphPattern, OrderExpression};
use spargebra::term::Variable;
use std::collections::BTreeSet;

type Aggregates<'a> = &'a [(Variable, AggregateExpression)];

/// The columns of a grouped `SELECT`, its grouping, and the pattern that is grouped.
type Grouped<'a> = (Vec<Item<'a>>, Group<'a>, &'a GraphPattern);

/// The clauses that only a grouped `SELECT` has.
pub(super) struct Group<'a> {
    pub keys: Vec<Item<'a>>,
    pub having: Vec<&'a Expression>,
    pub aggregates: Aggregates<'a>,
}

/// Reads the clauses of a grouped level, if one `SELECT` can hold them all.
pub(super) fn grouped<'a>(
    core: &'a GraphPattern,
    projected: Option<&'a Vec<Variable>>,
    order: &'a [OrderExpression],
) -> Result<Option<Grouped<'a>>, PrintError> {
    let (listed, mut pattern) = match projected {
        Some(projected) => aliases(core, projected, |_| true)?,
        None => (Vec::new(), core),
    };
    let mut having = Vec::new();
    while let GraphPattern::Filter { expr, inner } = pattern {
        having.push(expr);
        pattern = inner;
    }
    having.reverse();
    let GraphPattern::Group {
        inner,
        variables: keys,
        aggregates,
    } = pattern
    else {
        return Ok(None);
    };
    if keys.is_empty() && aggregates.is_empty() {
        return Err(PrintError::NothingSelected);
    }
    check_aggregates(keys, aggregates)?;
    let items = match projected {
        Some(_) => columns(listed, keys, aggregates),
        None => having.is_empty().then(|| all_columns(keys, aggregates)),
    };
    let Some(items) = items.filter(|items| can_write(items, &having, order, keys, aggregates))
    else {
        return Ok(None);
    };
    // Not all engines let a column take a name that the pattern uses, though nothing of that name is left.
    for item in &items {
        if let Item::Alias(_, name) | Item::Aggregate(_, name) = item {
            check_fresh(name, inner)?;
        }
    }
    // The parser takes `(?x AS ?y)` for the key ?x.
    let (keys, body) = aliases(inner, keys, |e| !matches!(e, Expression::Variable(_)))?;
    let group = Group {
        keys,
        having,
        aggregates,
    };
    Ok(Some((items, group, body)))
}

/// Finds what the listed variables stand for; none if a column has more than one value per group.
fn columns<'a>(
    mut items: Vec<Item<'a>>,
    keys: &[Variable],
    aggregates: Aggregates<'a>,
) -> Option<Vec<Item<'a>>> {
    for item in &mut items {
        match *item {
            Item::Variable(name) => {
                match aggregates.iter().find(|(aggregate, _)| aggregate == name) {
                    Some((_, aggregate)) => *item = Item::Aggregate(aggregate, name),
                    None if keys.contains(name) => (),
                    None => return None,
                }
            }
            Item::Alias(expression, _) if !is_grouped(expression, keys, aggregates) => return None,
            _ => (),
        }
    }
    (!items.is_empty()).then_some(items)
}

fn all_columns<'a>(keys: &'a [Variable], aggregates: Aggregates<'a>) -> Vec<Item<'a>> {
    let keys: BTreeSet<&Variable> = keys.iter().collect();
    let aggregates = aggregates
        .iter()
        .map(|(name, aggregate)| Item::Aggregate(aggregate, name));
    keys.into_iter()
        .map(Item::Variable)
        .chain(aggregates)
        .collect()
}

/// Tells whether the clauses can spell out the aggregates that they use, and make the parser group at all.
fn can_write(
    items: &[Item<'_>],
    having: &[&Expression],
    order: &[OrderExpression],
    keys: &[Variable],
    aggregates: Aggregates<'_>,
) -> bool {
    let columns = items.iter().filter_map(|item| match item {
        Item::Alias(expression, _) => Some(*expression),
        _ => None,
    });
    let sorts = order
        .iter()
        .map(|(OrderExpression::Asc(e) | OrderExpression::Desc(e))| e);
    let clauses: Vec<&Expression> = columns.chain(having.iter().copied()).chain(sorts).collect();
    let groups = !keys.is_empty()
        || items.iter().any(|item| matches!(item, Item::Aggregate(..)))
        || clauses.iter().any(|clause| mentions(clause, aggregates));
    groups && clauses.iter().all(|clause| can_inline(clause, aggregates))
}

fn check_aggregates(keys: &[Variable], aggregates: Aggregates<'_>) -> Result<(), PrintError> {
    let names: Vec<Variable> = aggregates.iter().map(|(name, _)| name.clone()).collect();
    check_distinct(&names)?;
    match names.into_iter().find(|name| keys.contains(name)) {
        Some(name) => Err(PrintError::Rebound(name)),
        None => Ok(()),
    }
}

/// Tells whether an expression uses only what has one value per group; the parser asks this of columns.
fn is_grouped(expression: &Expression, keys: &[Variable], aggregates: Aggregates<'_>) -> bool {
    let mut grouped = true;
    variables(Node::Expression(expression), false, &mut |variable| {
        grouped &= keys.contains(variable) || aggregates.iter().any(|(name, _)| name == variable);
    });
    grouped
}

/// Tells whether every aggregate that an expression uses can stand in the place of its variable.
fn can_inline(expression: &Expression, aggregates: Aggregates<'_>) -> bool {
    let is_aggregate = |variable| aggregates.iter().any(|(name, _)| name == variable);
    let mut todo = vec![expression];
    let mut nodes = Vec::new();
    while let Some(expression) = todo.pop() {
        expressions_under(expression, &mut |e| todo.push(e));
        nodes.push(expression);
    }
    nodes.into_iter().all(|node| match node {
        Expression::Bound(variable) => !is_aggregate(variable),
        Expression::Exists(pattern) => {
            let mut inside = false;
            variables(Node::Pattern(pattern), true, &mut |v| {
                inside |= is_aggregate(v)
            });
            !inside
        }
        _ => true,
    })
}

fn mentions(expression: &Expression, aggregates: Aggregates<'_>) -> bool {
    let mut found = false;
    variables(Node::Expression(expression), false, &mut |variable| {
        found |= aggregates.iter().any(|(name, _)| name == variable);
    });
    found
}
