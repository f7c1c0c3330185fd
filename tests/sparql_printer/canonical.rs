//! Algebra in canonical shape comes back from the parser as it was.

use crate::generate::{expression, node, path, triple, values, var, variable};
use crate::{PREFIXES, parse, same};
use allegiance::sparql::print::{Notes, PrintError, print};
use oxigraph::model::{Literal, Variable};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use spargebra::Query;
use spargebra::algebra::{
    AggregateExpression, AggregateFunction, Expression as E, GraphPattern as G, OrderExpression,
    PropertyPathExpression as P, QueryDataset,
};
use spargebra::term::NamedNodePattern;
use std::collections::BTreeSet;

fn scope(pattern: &G) -> BTreeSet<Variable> {
    let mut scope = BTreeSet::new();
    pattern.on_in_scope_variable(|v| {
        scope.insert(v.clone());
    });
    scope
}

fn join(left: G, right: G) -> G {
    G::Join {
        left: Box::new(left),
        right: Box::new(right),
    }
}

fn is_block(pattern: &G) -> bool {
    match pattern {
        G::Bgp { .. } | G::Path { .. } => true,
        G::Join { left, right } => is_block(left) && is_block(right),
        _ => false,
    }
}

fn block(blanks: bool) -> impl Strategy<Value = G> {
    let canonical = path().prop_filter("the parser takes these apart", |path| !has_odd_top(path));
    let path = (
        crate::generate::term(blanks),
        canonical,
        crate::generate::term(blanks),
    )
        .prop_map(|(subject, path, object)| G::Path {
            subject,
            path,
            object,
        });
    let bgp = prop::collection::vec(triple(blanks), 1..4).prop_map(|patterns| G::Bgp { patterns });
    let part = prop_oneof![3 => bgp, 1 => path];
    prop::collection::vec(part, 1..3).prop_map(|parts| {
        let mut parts = parts.into_iter();
        let first = parts.next().unwrap();
        parts.fold(first, |left, right| {
            let last = if let G::Join { right, .. } = &left {
                right
            } else {
                &left
            };
            if matches!((last, &right), (G::Bgp { .. }, G::Bgp { .. })) {
                left
            } else {
                join(left, right)
            }
        })
    })
}

fn has_odd_top(path: &P) -> bool {
    matches!(path, P::NamedNode(_) | P::Reverse(_) | P::Sequence(..))
}

#[derive(Clone, Debug)]
enum Step {
    Join(G),
    Optional(G, Option<E>),
    Minus(G),
    Bind(E),
}

fn plain_expression(depth: u32) -> BoxedStrategy<E> {
    let atom = variable().prop_map(E::from).boxed();
    expression(atom, (depth > 0).then(|| body(depth - 1, false).boxed()))
}

fn body(depth: u32, blanks: bool) -> BoxedStrategy<G> {
    let start = prop_oneof![
        6 => block(blanks),
        1 => Just(G::default()),
        3 => operand(depth, blanks),
    ];
    let conditions = || {
        prop::collection::vec(plain_expression(depth), 1..3).prop_map(|c| {
            c.into_iter()
                .reduce(|a, b| E::And(Box::new(a), Box::new(b)))
                .unwrap()
        })
    };
    let filter = prop::option::weighted(0.4, conditions());
    if depth == 0 {
        return (start, filter)
            .prop_map(|(body, filter)| filtered(body, filter))
            .boxed();
    }
    let inner = move || body(depth - 1, blanks);
    let step = prop_oneof![
        3 => operand(depth, blanks).prop_map(Step::Join),
        2 => block(blanks).prop_map(Step::Join),
        1 => inner().prop_map(Step::Join),
        2 => (inner(), prop::option::of(conditions())).prop_map(|(g, e)| Step::Optional(g, e)),
        1 => inner().prop_map(Step::Minus),
        2 => plain_expression(depth).prop_map(Step::Bind),
    ];
    (start, prop::collection::vec(step, 0..4), filter)
        .prop_map(|(start, steps, filter)| filtered(steps.into_iter().fold(start, take), filter))
        .boxed()
}

fn take(left: G, step: Step) -> G {
    match step {
        Step::Join(right) if left == G::default() => right,
        Step::Join(right) if right == G::default() => left,
        // The parser makes one block of neighbouring triples and paths.
        Step::Join(right) if is_block(&right) && ends_in_block(&left) => left,
        Step::Join(right) => join(left, right),
        Step::Optional(right, expression) => G::LeftJoin {
            left: Box::new(left),
            right: Box::new(right),
            expression,
        },
        Step::Minus(right) => G::Minus {
            left: Box::new(left),
            right: Box::new(right),
        },
        Step::Bind(expression) => extend(left, expression, "bound"),
    }
}

fn ends_in_block(pattern: &G) -> bool {
    is_block(pattern) || matches!(pattern, G::Join { right, .. } if is_block(right))
}

fn extend(inner: G, expression: E, name: &str) -> G {
    let taken = scope(&inner);
    let free = (0..)
        .map(|n| var(&format!("{name}{n}")))
        .find(|v| !taken.contains(v))
        .unwrap();
    G::Extend {
        inner: Box::new(inner),
        variable: free,
        expression,
    }
}

fn filtered(inner: G, filter: Option<E>) -> G {
    match (filter, inner) {
        // Filters on filters are written as one.
        (Some(_), inner @ G::Filter { .. }) | (None, inner) => inner,
        (Some(expr), inner) => G::Filter {
            expr,
            inner: Box::new(inner),
        },
    }
}

fn operand(depth: u32, blanks: bool) -> BoxedStrategy<G> {
    if depth == 0 {
        return values().boxed();
    }
    let inner = move || body(depth - 1, blanks);
    let name = || {
        prop_oneof![
            node().prop_map(NamedNodePattern::from),
            variable().prop_map(NamedNodePattern::from)
        ]
    };
    prop_oneof![
        2 => values(),
        2 => prop::collection::vec(inner(), 2..4).prop_map(|g| g.into_iter().reduce(|left, right| G::Union { left: Box::new(left), right: Box::new(right) }).unwrap()),
        1 => (name(), inner()).prop_map(|(name, inner)| G::Graph { name, inner: Box::new(inner) }),
        1 => (name(), inner(), any::<bool>()).prop_map(|(name, inner, silent)| G::Service { name, inner: Box::new(inner), silent }),
        2 => level(depth - 1, blanks),
    ]
    .boxed()
}

fn sorting(expression: BoxedStrategy<E>) -> impl Strategy<Value = Vec<OrderExpression>> {
    let key = (expression, any::<bool>()).prop_map(|(e, up)| {
        if up {
            OrderExpression::Asc(e)
        } else {
            OrderExpression::Desc(e)
        }
    });
    prop::collection::vec(key, 0..3)
}

fn ordered(inner: G, expression: Vec<OrderExpression>) -> G {
    if expression.is_empty() {
        inner
    } else {
        G::OrderBy {
            inner: Box::new(inner),
            expression,
        }
    }
}

fn level(depth: u32, blanks: bool) -> BoxedStrategy<G> {
    let core = prop_oneof![2 => plain_level(depth, blanks), 1 => grouped_level(depth, blanks)];
    let slice = prop::option::weighted(0.3, (0..3_usize, prop::option::of(0..3_usize)));
    (core, 0..3_u8, slice)
        .prop_map(|(core, modifier, slice)| {
            let inner = Box::new(core);
            let core = match modifier {
                0 => *inner,
                1 => G::Distinct { inner },
                _ => G::Reduced { inner },
            };
            match slice {
                Some((start, length)) => G::Slice {
                    inner: Box::new(core),
                    start,
                    length,
                },
                None => core,
            }
        })
        .boxed()
}

fn plain_level(depth: u32, blanks: bool) -> BoxedStrategy<G> {
    let columns = prop::collection::vec(plain_expression(depth), 0..3);
    (
        body(depth, blanks),
        columns,
        sorting(plain_expression(0)),
        any::<Index>(),
        any::<Index>(),
    )
        .prop_map(|(body, columns, order, start, place)| {
            let seen: Vec<Variable> = scope(&body).into_iter().collect();
            let mut variables = if seen.is_empty() {
                Vec::new()
            } else {
                seen[start.index(seen.len())..].to_vec()
            };
            variables.reverse();
            let place = place.index(variables.len() + 1);
            let mut inner = body;
            for (n, expression) in columns.into_iter().enumerate() {
                inner = extend(inner, expression, "column");
                let G::Extend { variable, .. } = &inner else {
                    unreachable!()
                };
                variables.insert(place + n, variable.clone());
            }
            G::Project {
                inner: Box::new(ordered(inner, order)),
                variables,
            }
        })
        .boxed()
}

pub fn aggregate(argument: BoxedStrategy<E>) -> impl Strategy<Value = AggregateExpression> {
    let name = select(vec![
        AggregateFunction::Count,
        AggregateFunction::Sum,
        AggregateFunction::Avg,
        AggregateFunction::Min,
        AggregateFunction::Max,
        AggregateFunction::Sample,
        AggregateFunction::GroupConcat { separator: None },
        AggregateFunction::GroupConcat {
            separator: Some("\"; \n".into()),
        },
    ]);
    prop_oneof![
        1 => any::<bool>().prop_map(|distinct| AggregateExpression::CountSolutions { distinct }),
        5 => (name, argument, any::<bool>()).prop_map(|(name, expr, distinct)| AggregateExpression::FunctionCall { name, expr, distinct }),
    ]
}

fn grouped_level(depth: u32, blanks: bool) -> BoxedStrategy<G> {
    // Keys are fresh expressions or variables of the group; every aggregate is used once in SELECT, HAVING or ORDER BY.
    let keys = prop::collection::vec(
        prop_oneof![
            variable().prop_map(E::from),
            plain_expression(0).prop_filter("a key that is a variable has no name", |e| !matches!(
                e,
                E::Variable(_)
            )),
        ],
        0..3,
    );
    let aggregates = prop::collection::vec((aggregate(plain_expression(0)), 0..3_u8), 1..4);
    (body(depth, blanks), keys, aggregates, any::<bool>())
        .prop_map(|(body, keys, aggregates, show_keys)| {
            let mut inner = body;
            let mut variables = Vec::new();
            for key in keys {
                if let E::Variable(variable) = key {
                    if !variables.contains(&variable) {
                        variables.push(variable);
                    }
                } else {
                    inner = extend(inner, key, "key");
                    let G::Extend { variable, .. } = &inner else {
                        unreachable!()
                    };
                    variables.push(variable.clone());
                }
            }
            let mut listed: Vec<(Variable, AggregateExpression)> = Vec::new();
            let mut uses: [Vec<E>; 3] = Default::default();
            for place in 0..3 {
                for (aggregate, _) in aggregates.iter().filter(|(_, at)| *at == place) {
                    if listed.iter().all(|(_, known)| known != aggregate) {
                        let name = var(&format!("aggregate{}", listed.len()));
                        uses[usize::from(place)].push(name.clone().into());
                        listed.push((name, aggregate.clone()));
                    }
                }
            }
            let [columns, having, order] = uses;
            let mut shown = if show_keys || columns.is_empty() {
                variables.clone()
            } else {
                Vec::new()
            };
            let taken = scope(&inner);
            let is_free = |name: &String| taken.iter().all(|v| !v.as_str().starts_with(name));
            let column = (0..).map(|n| format!("total{n}_")).find(is_free).unwrap();
            let mut pattern = G::Group {
                inner: Box::new(inner),
                variables,
                aggregates: listed,
            };
            if let Some(expr) = having
                .into_iter()
                .map(|e| E::Greater(Box::new(e), Box::new(E::from(Literal::from(1)))))
                .reduce(|a, b| E::And(Box::new(a), Box::new(b)))
            {
                pattern = G::Filter {
                    expr,
                    inner: Box::new(pattern),
                };
            }
            let none = columns.is_empty() && shown.is_empty();
            for expression in columns
                .into_iter()
                .chain(none.then(|| E::from(Literal::from(1))))
            {
                pattern = extend(pattern, expression, &column);
                let G::Extend { variable, .. } = &pattern else {
                    unreachable!()
                };
                shown.push(variable.clone());
            }
            let order = order.into_iter().map(OrderExpression::Desc).collect();
            G::Project {
                inner: Box::new(ordered(pattern, order)),
                variables: shown,
            }
        })
        .boxed()
}

fn dataset() -> impl Strategy<Value = Option<QueryDataset>> {
    let graphs = || prop::collection::vec(node(), 0..3);
    prop::option::weighted(0.3, (graphs(), graphs())).prop_map(|dataset| {
        let (default, named) = dataset?;
        (!default.is_empty() || !named.is_empty()).then_some(QueryDataset {
            default,
            named: Some(named),
        })
    })
}

fn query() -> impl Strategy<Value = Query> {
    let star = (
        body(2, true),
        sorting(plain_expression(0)),
        prop::option::weighted(0.3, 0..3_usize),
    )
        .prop_map(|(body, order, start)| {
            let variables = scope(&body).into_iter().collect();
            let inner = Box::new(G::Project {
                inner: Box::new(ordered(body, order)),
                variables,
            });
            match start {
                Some(start) => G::Slice {
                    inner,
                    start,
                    length: None,
                },
                None => *inner,
            }
        })
        .boxed();
    let template = prop::collection::vec(triple(true), 0..4);
    prop_oneof![
        4 => (level(2, true), dataset()).prop_map(|(pattern, dataset)| Query::Select { dataset, pattern, base_iri: None }),
        1 => (star.clone(), dataset()).prop_map(|(pattern, dataset)| Query::Ask { dataset, pattern, base_iri: None }),
        1 => (star.clone(), dataset()).prop_map(|(pattern, dataset)| Query::Describe { dataset, pattern, base_iri: None }),
        1 => (star, dataset(), template).prop_map(|(pattern, dataset, template)| Query::Construct { template, dataset, pattern, base_iri: None }),
    ]
}

proptest! {
    #![proptest_config(crate::tape::cases(1000))]

    #[test]
    fn canonical_algebra_comes_back(query in query()) {
        match print(&query, PREFIXES, &Notes::default()) {
            Ok(text) => {
                let back = parse(&text);
                prop_assert!(same(&query, &back), "{text}\n{query:#?}\n{back:#?}");
            }
            Err(error) => prop_assert!(matches!(error, PrintError::TooDeep { .. }), "{error}"),
        }
    }
}
