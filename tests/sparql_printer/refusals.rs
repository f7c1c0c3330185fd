//! What SPARQL 1.1 has no words for is refused, and nothing overflows the stack.

use crate::generate::{named, var};
use crate::{PREFIXES, parse, read, same, show};
use allegiance::sparql::print::{MAX_HEIGHT, MAX_NESTING, MAX_REREAD, Notes, PrintError, print};
use oxigraph::model::{BlankNode, Literal, NamedNode, Variable};
use spargebra::algebra::{
    AggregateExpression, AggregateFunction, Expression as E, Function, GraphPattern as G,
    PropertyPathExpression as P, QueryDataset,
};
use spargebra::term::TriplePattern;
use spargebra::{Query, SparqlParser};

fn ask(pattern: G) -> Query {
    Query::Ask {
        dataset: None,
        pattern,
        base_iri: None,
    }
}

fn refusal(pattern: G) -> PrintError {
    print(&ask(pattern), PREFIXES, &Notes::default()).unwrap_err()
}

fn bgp() -> Box<G> {
    let pattern = TriplePattern {
        subject: var("x").into(),
        predicate: named("p").into(),
        object: var("y").into(),
    };
    Box::new(G::Bgp {
        patterns: vec![pattern],
    })
}

fn filter(expr: E) -> G {
    G::Filter { expr, inner: bgp() }
}

#[test]
fn names_that_would_not_be_read_back() {
    for name in ["", "a b", "x-y", "a\n", ":x", "\u{10400}", "?x"] {
        let pattern = filter(Variable::new_unchecked(name).into());
        assert_eq!(refusal(pattern), PrintError::Variable(name.into()));
    }
    for iri in [
        "",
        "relative",
        "http://a/ b",
        "http://a/>",
        "http://a/\\u0020",
        "http://a/{}",
        "http://a/\n",
    ] {
        let pattern = filter(NamedNode::new_unchecked(iri).into());
        assert_eq!(refusal(pattern), PrintError::Iri(iri.into()));
    }
    for tag in ["", "en fr", "e\"", "12", "--ltr", "en--ltr", "en-"] {
        let pattern = filter(Literal::new_language_tagged_literal_unchecked("v", tag).into());
        assert_eq!(refusal(pattern), PrintError::Language(tag.into()));
    }
    for label in ["", "a b", "a.", "-a", "a:b", "\u{10400}"] {
        let node = BlankNode::new_unchecked(label);
        let pattern = TriplePattern {
            subject: node.into(),
            predicate: named("p").into(),
            object: var("y").into(),
        };
        assert_eq!(
            refusal(G::Bgp {
                patterns: vec![pattern]
            }),
            PrintError::BlankNode(label.into())
        );
    }
}

#[test]
fn blank_nodes_stay_in_their_group() {
    let pattern = TriplePattern {
        subject: BlankNode::new_unchecked("n").into(),
        predicate: named("p").into(),
        object: var("y").into(),
    };
    let with_blank = || {
        Box::new(G::Bgp {
            patterns: vec![pattern.clone()],
        })
    };
    let error = PrintError::SharedBlankNode("n".into());
    assert_eq!(
        refusal(G::Union {
            left: with_blank(),
            right: with_blank()
        }),
        error
    );
    assert_eq!(
        refusal(G::Minus {
            left: with_blank(),
            right: with_blank()
        }),
        error
    );
    // The parser reads what follows `!` twice, and takes the second time for another group.
    let exists = E::Exists(with_blank());
    assert_eq!(
        refusal(filter(E::Not(Box::new(E::Or(
            Box::new(exists.clone()),
            Box::new(var("x").into())
        ))))),
        error
    );
    let fine = ask(filter(E::Not(Box::new(exists))));
    assert!(show(&fine).contains("FILTER NOT EXISTS {\n    _:n ex:p ?y ."));
    parse(&show(&fine));
}

#[test]
fn variables_are_bound_once_and_listed_once() {
    let one = || E::from(Literal::from(1));
    let rebound = PrintError::Rebound(var("y"));
    let repeated = PrintError::Repeated(var("y"));
    let select = |pattern: G| Query::Select {
        dataset: None,
        pattern,
        base_iri: None,
    };
    let error = |pattern: G| print(&select(pattern), PREFIXES, &Notes::default()).unwrap_err();
    let bind = || G::Extend {
        inner: bgp(),
        variable: var("y"),
        expression: one(),
    };
    let count = || AggregateExpression::CountSolutions { distinct: false };
    // Jena and others refuse a column named like a variable of the pattern, the embedded parser does not.
    let count_as_y = G::Group {
        inner: bgp(),
        variables: vec![var("x")],
        aggregates: vec![(var("y"), count())],
    };
    assert_eq!(error(count_as_y), rebound);
    assert_eq!(error(filter_over(bind())), rebound);
    assert_eq!(
        error(G::Project {
            inner: Box::new(bind()),
            variables: vec![var("y")]
        }),
        rebound
    );
    assert_eq!(
        error(G::Group {
            inner: bgp(),
            variables: vec![var("y")],
            aggregates: vec![(var("y"), count())]
        }),
        rebound
    );
    assert_eq!(
        error(G::Group {
            inner: Box::new(bind()),
            variables: vec![var("y")],
            aggregates: vec![]
        }),
        rebound
    );
    assert_eq!(
        error(G::Group {
            inner: bgp(),
            variables: vec![],
            aggregates: vec![(var("y"), count()), (var("y"), count())]
        }),
        repeated
    );
    assert_eq!(
        error(G::Project {
            inner: bgp(),
            variables: vec![var("y"), var("y")]
        }),
        repeated
    );
    assert_eq!(
        error(G::Values {
            variables: vec![var("y"), var("y")],
            bindings: vec![]
        }),
        repeated
    );
    assert_eq!(
        error(G::Project {
            inner: bgp(),
            variables: vec![]
        }),
        PrintError::NothingSelected
    );
    assert_eq!(
        error(G::Group {
            inner: bgp(),
            variables: vec![],
            aggregates: vec![]
        }),
        PrintError::NothingSelected
    );
}

fn filter_over(inner: G) -> G {
    G::Filter {
        expr: var("x").into(),
        inner: Box::new(inner),
    }
}

#[test]
fn shapes_without_words() {
    let lateral = G::Lateral {
        left: bgp(),
        right: bgp(),
    };
    assert_eq!(refusal(lateral), PrintError::NotPortable("LATERAL"));
    let call =
        |function: Function, n: usize| filter(E::FunctionCall(function, vec![var("x").into(); n]));
    assert_eq!(
        refusal(call(Function::Adjust, 2)),
        PrintError::NotPortable("ADJUST")
    );
    assert_eq!(
        refusal(call(Function::Str, 2)),
        PrintError::Arity {
            function: "STR".into(),
            arguments: 2
        }
    );
    assert_eq!(
        refusal(call(Function::Regex, 1)),
        PrintError::Arity {
            function: "REGEX".into(),
            arguments: 1
        }
    );
    let custom = AggregateExpression::FunctionCall {
        name: AggregateFunction::Custom(named("median")),
        expr: var("x").into(),
        distinct: false,
    };
    assert!(matches!(
        refusal(G::Group {
            inner: bgp(),
            variables: vec![],
            aggregates: vec![(var("n"), custom)]
        }),
        PrintError::NotPortable(_)
    ));
    let path = G::Path {
        subject: var("x").into(),
        path: P::NegatedPropertySet(vec![]),
        object: var("y").into(),
    };
    assert!(matches!(refusal(path), PrintError::NotPortable(_)));
    let values = G::Values {
        variables: vec![var("x")],
        bindings: vec![vec![]],
    };
    assert_eq!(
        refusal(values),
        PrintError::Row {
            expected: 1,
            found: 0
        }
    );
    for inner in [
        G::Distinct { inner: bgp() },
        G::Group {
            inner: bgp(),
            variables: vec![var("x")],
            aggregates: vec![],
        },
    ] {
        assert_eq!(
            refusal(filter(E::Exists(Box::new(inner)))),
            PrintError::Unprojected
        );
    }
    for (default, named) in [
        (vec![], None),
        (vec![], Some(vec![])),
        (vec![named("g")], None),
    ] {
        let query = Query::Ask {
            dataset: Some(QueryDataset { default, named }),
            pattern: *bgp(),
            base_iri: None,
        };
        assert_eq!(
            print(&query, PREFIXES, &Notes::default()),
            Err(PrintError::Dataset)
        );
    }
}

fn nested(depth: usize, wrap: impl Fn(E) -> E) -> E {
    (0..depth).fold(var("x").into(), |inner, _| wrap(inner))
}

#[test]
fn what_nests_too_deep_is_refused() {
    let call = |inner| E::FunctionCall(Function::Str, vec![inner]);
    assert_eq!(
        refusal(filter(nested(MAX_NESTING + 1, call))),
        PrintError::TooDeep { limit: MAX_NESTING }
    );
    let not = |inner| E::Not(Box::new(inner));
    assert_eq!(
        refusal(filter(nested(MAX_REREAD + 1, not))),
        PrintError::TooDeep { limit: MAX_REREAD }
    );
    let high = filter(nested(MAX_HEIGHT, call));
    assert_eq!(refusal(high), PrintError::TooDeep { limit: MAX_HEIGHT });
    let mut deep = *bgp();
    for _ in 0..200_000 {
        deep = G::Graph {
            name: named("g").into(),
            inner: Box::new(deep),
        };
    }
    let deep = ask(G::Extend {
        inner: Box::new(deep),
        variable: var("z"),
        expression: var("x").into(),
    });
    assert_eq!(
        print(&deep, PREFIXES, &Notes::default()),
        Err(PrintError::TooDeep { limit: MAX_HEIGHT })
    );
    // Dropping it would overflow the stack by itself.
    std::mem::forget(deep);
}

#[test]
fn what_nests_just_deep_enough_fits_on_a_small_stack() {
    let call = |inner| E::FunctionCall(Function::Str, vec![inner]);
    let exists = |inner: E| E::Exists(Box::new(filter(inner)));
    let group = |inner: E| {
        E::Exists(Box::new(G::Union {
            left: bgp(),
            right: Box::new(filter(inner)),
        }))
    };
    let deepest = |wrap: fn(E) -> E| {
        let query = |depth| {
            ask(G::Project {
                inner: Box::new(filter(nested(depth, wrap))),
                variables: vec![var("x"), var("y")],
            })
        };
        let depth = (1..MAX_NESTING)
            .rev()
            .find(|depth| print(&query(*depth), PREFIXES, &Notes::default()).is_ok());
        query(depth.unwrap())
    };
    for query in [deepest(call), deepest(exists), deepest(group)] {
        let text = show(&query);
        let reader = std::thread::Builder::new().stack_size(1 << 20);
        let back = reader
            .spawn(move || SparqlParser::new().parse_query(&text).is_ok())
            .unwrap();
        assert!(back.join().unwrap());
        assert_eq!(parse(&show(&query)), query);
    }
}

#[test]
fn long_chains_are_not_deep() {
    let n = MAX_HEIGHT - 10;
    let items = |start: &str, separator: &str| vec![start; n].join(separator);
    for text in [
        format!(
            "SELECT ?x WHERE {{ ?x ex:p ?y FILTER({}) }}",
            items("?x = 1", " || ")
        ),
        format!(
            "SELECT ?x WHERE {{ ?x ex:p ?y FILTER({}) }}",
            items("?x = 1", " && ")
        ),
        format!("SELECT (({}) AS ?s) WHERE {{ }}", items("1", " - ")),
        format!(
            "SELECT ?x WHERE {{ {} }}",
            items("{ ?x ex:p 1 }", " UNION ")
        ),
        format!(
            "SELECT ?x WHERE {{ {} }}",
            items("{ ?x ex:p 1 } UNION { }", " ")
        ),
        format!(
            "SELECT ?x WHERE {{ {} }}",
            items("OPTIONAL { ?x ex:p 1 }", " ")
        ),
        format!("SELECT ?x WHERE {{ ?x {} ?y }}", items("ex:p", "|")),
    ] {
        let query = read(&text);
        assert!(same(&query, &parse(&show(&query))));
    }
}
