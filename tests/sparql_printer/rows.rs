//! Algebra of any shape has the same rows after it went through text.

use crate::canonical::aggregate;
use crate::generate::{
    expression, named, node, path, predicate, term, triple, values, var, variable,
};
use crate::{PREFIXES, parse, same};
use allegiance::sparql::print::{Notes, PrintError, print};
use oxigraph::model::{GraphName, Literal, Quad, Term, Variable};
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use oxigraph::store::Store;
use proptest::prelude::*;
use proptest::sample::Index;
use spargebra::Query;
use spargebra::algebra::{
    AggregateExpression as A, AggregateFunction, Expression as E, GraphPattern as G,
    OrderExpression, PropertyPathExpression as P,
};
use spargebra::term::NamedNodePattern;

fn plain_expression(depth: u32) -> BoxedStrategy<E> {
    let atom = prop_oneof![4 => variable().prop_map(E::from), 1 => crate::generate::negative().prop_map(E::from)];
    expression(atom.boxed(), (depth > 0).then(|| pattern(depth - 1)))
}

/// Any pattern at all, except that an empty one is joined to nothing.
fn pattern(depth: u32) -> BoxedStrategy<G> {
    let leaf = prop_oneof![
        6 => prop::collection::vec(triple(false), 1..3).prop_map(|patterns| G::Bgp { patterns }),
        2 => (term(false), path().prop_filter("given algebra, the engine drops duplicates of sequences", |path| !is_sequence(path)), term(false)).prop_map(|(subject, path, object)| G::Path { subject, path, object }),
        2 => values(),
    ];
    if depth == 0 {
        return leaf.boxed();
    }
    let one = move || pattern(depth - 1).prop_map(Box::new);
    let two = move || (one(), one());
    let value = move || plain_expression(depth - 1);
    let names = |least| {
        proptest::sample::subsequence(vec!["w", "x", "y", "z"], least..4)
            .prop_map(|names| names.into_iter().map(var).collect::<Vec<_>>())
    };
    let name = prop_oneof![
        node().prop_map(NamedNodePattern::from),
        variable().prop_map(NamedNodePattern::from)
    ];
    let empty = || Box::new(G::default());
    prop_oneof![
        2 => leaf,
        4 => two().prop_map(|(left, right)| G::Join { left, right }),
        3 => (two(), prop::option::of(value())).prop_map(|((left, right), expression)| G::LeftJoin { left, right, expression }),
        1 => (one(), value()).prop_map(move |(right, e)| G::LeftJoin { left: empty(), right, expression: Some(e) }),
        3 => (value(), one()).prop_map(|(expr, inner)| G::Filter { expr, inner }),
        3 => two().prop_map(|(left, right)| G::Union { left, right }),
        1 => (name, one()).prop_map(|(name, inner)| G::Graph { name, inner }),
        3 => (one(), prop_oneof![4 => Just("n"), 4 => Just("m"), 1 => Just("x")], value())
            .prop_map(|(inner, name, expression)| G::Extend { inner, variable: var(name), expression }),
        2 => two().prop_map(|(left, right)| G::Minus { left, right }),
        1 => (one(), value(), any::<bool>()).prop_map(|(inner, e, up)| G::OrderBy { inner, expression: vec![if up { OrderExpression::Asc(e) } else { OrderExpression::Desc(e) }] }),
        2 => (one(), names(1)).prop_map(|(inner, variables)| G::Project { inner, variables }),
        1 => one().prop_map(|inner| G::Distinct { inner }),
        1 => one().prop_map(|inner| G::Reduced { inner }),
        1 => (one(), prop::option::of(prop_oneof![Just(0), Just(9999_usize)])).prop_map(|(inner, length)| G::Slice { inner, start: 0, length }),
        3 => (group(depth), prop::option::of(value()), prop::option::of(value()), any::<Index>()).prop_map(move |(group, having, column, start)| {
            let mut inner = group;
            if let Some(expr) = having {
                inner = G::Filter { expr, inner: Box::new(inner) };
            }
            if let Some(expression) = column {
                inner = G::Extend { inner: Box::new(inner), variable: var(&format!("m{depth}")), expression };
            }
            // Without a projection the engine lets values from outside flow into the group.
            let mut variables = Vec::new();
            inner.on_in_scope_variable(|variable| variables.push(variable.clone()));
            let start = start.index(variables.len().max(1));
            G::Project { inner: Box::new(inner), variables: variables.split_off(start) }
        }),
    ]
    .boxed()
}

fn group(depth: u32) -> impl Strategy<Value = G> {
    let names = proptest::sample::subsequence(vec!["w", "x", "y", "z"], 0..3);
    (
        pattern(depth - 1),
        names,
        prop::collection::vec(stable_aggregate(), 0..3),
    )
        .prop_map(move |(inner, names, aggregates)| G::Group {
            inner: Box::new(inner),
            variables: names.into_iter().map(var).collect(),
            aggregates: ["n", "o"]
                .map(|name| var(&format!("{name}{depth}")))
                .into_iter()
                .zip(aggregates)
                .collect(),
        })
}

fn is_sequence(path: &P) -> bool {
    match path {
        P::Sequence(..) => true,
        P::Reverse(inner) => is_sequence(inner),
        _ => false,
    }
}

/// Aggregates whose value does not depend on the order of the rows; nor has their argument a sign, which decides by which of two ways the
/// engine computes it, and so whether an error leaves COUNT unbound.
fn stable_aggregate() -> impl Strategy<Value = A> {
    aggregate(expression(variable().prop_map(E::from).boxed(), None)).prop_filter(
        "depends on order",
        |aggregate| {
            !matches!(
                aggregate,
                A::FunctionCall {
                    name: AggregateFunction::Sample | AggregateFunction::GroupConcat { .. },
                    ..
                }
            )
        },
    )
}

fn data() -> impl Strategy<Value = Vec<Quad>> {
    let node = || proptest::sample::select(vec!["a", "b"]).prop_map(named);
    let object = prop_oneof![4 => node().prop_map(Term::from), 1 => (0..3_i64).prop_map(|n| Term::from(Literal::from(n))), 1 => Just(Term::from(Literal::from("v")))];
    let graph =
        prop_oneof![3 => Just(GraphName::DefaultGraph), 1 => node().prop_map(GraphName::from)];
    let quad = (node(), predicate(), object, graph).prop_map(|(s, p, o, g)| Quad::new(s, p, o, g));
    prop::collection::vec(quad, 6..16)
}

/// Returns the rows of a query in a fixed order, with the bound variables in scope: the engine also shows some of its own.
fn rows(store: &Store, query: Query, scope: &[Variable]) -> Result<Vec<String>, String> {
    let results = SparqlEvaluator::new()
        .for_query(query)
        .on_store(store)
        .execute()
        .map_err(|e| e.to_string())?;
    let QueryResults::Solutions(solutions) = results else {
        return Err("not a SELECT".into());
    };
    let mut rows = Vec::new();
    for solution in solutions {
        let solution = solution.map_err(|e| e.to_string())?;
        let mut row: Vec<String> = solution
            .iter()
            .filter(|(variable, _)| scope.contains(variable))
            .map(|(variable, term)| format!("{variable}={term}"))
            .collect();
        row.sort();
        rows.push(row.join(" "));
    }
    rows.sort();
    Ok(rows)
}

/// Returns the triples of a query in a fixed order, or its truth.
fn answer(store: &Store, query: Query) -> Result<Vec<String>, String> {
    let results = SparqlEvaluator::new()
        .for_query(query)
        .on_store(store)
        .execute();
    match results.map_err(|e| e.to_string())? {
        QueryResults::Boolean(truth) => Ok(vec![truth.to_string()]),
        QueryResults::Graph(triples) => {
            let mut triples = triples.map(|triple| {
                triple
                    .map(|triple| triple.to_string())
                    .map_err(|e| e.to_string())
            });
            let mut triples = triples.by_ref().collect::<Result<Vec<_>, _>>()?;
            triples.sort();
            triples.dedup();
            Ok(triples)
        }
        QueryResults::Solutions(_) => Err("a SELECT".into()),
    }
}

fn is_refused_rightly(error: &PrintError) -> bool {
    matches!(
        error,
        PrintError::Rebound(_)
            | PrintError::Repeated(_)
            | PrintError::NothingSelected
            | PrintError::Unprojected
            | PrintError::TooDeep { .. }
    )
}

proptest! {
    #![proptest_config(crate::tape::cases(1000))]

    #[test]
    fn any_algebra_keeps_its_rows(pattern in prop_oneof![9 => pattern(3), 1 => group(3)], data in data()) {
        let mut scope = Vec::new();
        pattern.on_in_scope_variable(|variable| scope.push(variable.clone()));
        let query = Query::Select { dataset: None, pattern, base_iri: None };
        let text = match print(&query, PREFIXES, &Notes::default()) {
            Ok(text) => text,
            Err(error) => {
                prop_assert!(is_refused_rightly(&error), "{error}");
                return Ok(());
            }
        };
        let back = parse(&text);
        // What the parser makes is canonical, unless the blank nodes of a sequence end up where it reads twice.
        match print(&back, PREFIXES, &Notes::default()) {
            Ok(again) => prop_assert!(same(&back, &parse(&again)), "{text}\n{again}"),
            Err(error) => prop_assert!(matches!(error, PrintError::SharedBlankNode(_)), "{error}"),
        }
        let store = Store::new().unwrap();
        store.extend(data.clone()).unwrap();
        let data: Vec<String> = data.iter().map(ToString::to_string).collect();
        prop_assert_eq!(rows(&store, query.clone(), &scope), rows(&store, back, &scope), "{}\n{:#?}\n{}", text, data, query);
    }

    #[test]
    fn other_forms_keep_their_answers(pattern in pattern(2), data in data(), template in prop::collection::vec(triple(false), 1..3)) {
        let ask = Query::Ask { dataset: None, pattern: pattern.clone(), base_iri: None };
        let construct = Query::Construct { template, dataset: None, pattern: pattern.clone(), base_iri: None };
        // Without a projection the engine also describes what it computes for itself.
        let mut variables = Vec::new();
        pattern.on_in_scope_variable(|variable| variables.push(variable.clone()));
        variables.sort();
        variables.dedup();
        let projected = G::Project { inner: Box::new(pattern), variables };
        let describe = Query::Describe { dataset: None, pattern: projected, base_iri: None };
        let store = Store::new().unwrap();
        store.extend(data).unwrap();
        for query in [ask, construct, describe] {
            if let Ok(text) = print(&query, PREFIXES, &Notes::default()) {
                prop_assert_eq!(answer(&store, query), answer(&store, parse(&text)), "{}", text);
            }
        }
    }
}
