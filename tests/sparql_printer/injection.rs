//! Text from outside stays inside its literal, its IRI or its comment.

use crate::generate::{named, var};
use crate::{PREFIXES, parse, read, same, show};
use allegiance::sparql::print::{Anchor, Comments, Notes, print};
use oxigraph::model::{BlankNode, Literal, NamedNode, Variable};
use proptest::prelude::*;
use spargebra::Query;
use spargebra::algebra::{
    AggregateExpression, AggregateFunction, Expression as E, Function, GraphPattern as G,
};
use spargebra::term::{GroundTerm, TermPattern, TriplePattern};

/// Any text, rich in what means something to a parser.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => any::<char>().prop_map(String::from),
        3 => prop::sample::select(vec!["\"", "'", "\\", "\n", "\r", "#", "}", "{", ")", ">", "<", "\\u000A", "\\U0000000A", "\u{202E}", "\u{2028}", "\u{0}",
            "\u{85}", "\u{FEFF}", "\u{FFFE}", " ", ".", "\"\"\"", "?x", "} ; DROP ALL #", "\u{1F5FA}", "@en", "^^", "\t", "\u{8}", "\u{C}"]).prop_map(String::from),
        1 => "[a-z]{1,4}".prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

fn select(expression: E) -> Query {
    let pattern = TriplePattern {
        subject: var("x").into(),
        predicate: named("p").into(),
        object: var("y").into(),
    };
    let bgp = G::Bgp {
        patterns: vec![pattern],
    };
    let extend = G::Extend {
        inner: Box::new(bgp),
        variable: var("v"),
        expression,
    };
    Query::Select {
        dataset: None,
        pattern: G::Project {
            inner: Box::new(extend),
            variables: vec![var("v")],
        },
        base_iri: None,
    }
}

/// Checks that a query is refused, or comes back as it was.
fn is_safe(query: &Query) -> Result<(), TestCaseError> {
    if let Ok(text) = print(query, PREFIXES, &Notes::default()) {
        prop_assert!(same(query, &parse(&text)), "{text}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(crate::tape::cases(300))]

    #[test]
    fn literals_come_back(value in text(), language in "[a-z]{2}(-[A-Z]{2})?", datatype in text()) {
        let plain = Literal::from(value.as_str());
        let tagged = Literal::new_language_tagged_literal(value.as_str(), language).unwrap();
        let typed = Literal::new_typed_literal(value.as_str(), named("type"));
        for literal in [plain, tagged, typed] {
            let query = select(literal.clone().into());
            prop_assert_eq!(parse(&show(&query)), query);
            let values = G::Values { variables: vec![var("v")], bindings: vec![vec![Some(GroundTerm::from(literal))]] };
            let query = Query::Select { dataset: None, pattern: G::Project { inner: Box::new(values), variables: vec![var("v")] }, base_iri: None };
            prop_assert_eq!(parse(&show(&query)), query);
        }
        is_safe(&select(Literal::new_typed_literal(value, NamedNode::new_unchecked(datatype)).into()))?;
    }

    #[test]
    fn separators_come_back(separator in text()) {
        let pattern = TriplePattern { subject: var("x").into(), predicate: named("p").into(), object: var("y").into() };
        let inner = Box::new(G::Bgp { patterns: vec![pattern] });
        let name = AggregateFunction::GroupConcat { separator: Some(separator) };
        let aggregates = vec![(var("n"), AggregateExpression::FunctionCall { name, expr: var("y").into(), distinct: false })];
        let group = Box::new(G::Group { inner, variables: vec![], aggregates });
        let extend = G::Extend { inner: group, variable: var("all"), expression: var("n").into() };
        let query = Query::Select { dataset: None, pattern: G::Project { inner: Box::new(extend), variables: vec![var("all")] }, base_iri: None };
        prop_assert!(same(&query, &parse(&show(&query))));
    }

    #[test]
    fn names_come_back_or_are_refused(tail in text(), scheme in prop::sample::select(vec!["", "http://example.org/", "http://a/", "urn:x:"])) {
        let iri = NamedNode::new_unchecked(format!("{scheme}{tail}"));
        is_safe(&select(iri.clone().into()))?;
        is_safe(&select(E::FunctionCall(Function::Custom(iri), vec![])))?;
        is_safe(&select(Variable::new_unchecked(tail.as_str()).into()))?;
        is_safe(&select(Literal::new_language_tagged_literal_unchecked("v", tail.to_lowercase()).into()))?;
        let blank = TermPattern::from(BlankNode::new_unchecked(tail));
        let pattern = TriplePattern { subject: blank, predicate: named("p").into(), object: var("y").into() };
        let bgp = G::Bgp { patterns: vec![pattern] };
        is_safe(&Query::Ask { dataset: None, pattern: G::Project { inner: Box::new(bgp), variables: vec![var("y")] }, base_iri: None })?;
    }

    #[test]
    fn valid_names_are_never_refused(local in "[A-Za-z0-9_.~%é-]{0,8}", name in "[a-z0-9_é][a-z0-9_é·]{0,8}", label in "[a-z0-9_][a-z0-9_.-]{0,6}[a-z]") {
        let encoded = format!("http://example.org/{}", local.replace('%', "%41"));
        let query = select(NamedNode::new(encoded).unwrap().into());
        prop_assert_eq!(parse(&show(&query)), query);
        let query = select(Variable::new(name).unwrap().into());
        prop_assert_eq!(parse(&show(&query)), query);
        let blank = TermPattern::from(BlankNode::new(label).unwrap());
        let pattern = TriplePattern { subject: blank, predicate: named("p").into(), object: var("y").into() };
        let bgp = G::Bgp { patterns: vec![pattern] };
        let query = Query::Ask { dataset: None, pattern: G::Project { inner: Box::new(bgp), variables: vec![var("y")] }, base_iri: None };
        prop_assert_eq!(parse(&show(&query)), query);
    }

    #[test]
    fn comments_change_nothing(texts in prop::collection::vec(text(), 6), header in prop::collection::vec(text(), 0..3)) {
        let query = read("SELECT ?x (1 AS ?one) { ?x ex:p ?y ; ex:q ?z OPTIONAL { ?y ex:p* ?w } BIND(2 AS ?two) VALUES ?z { 3 } FILTER(?y > 1) }");
        let Query::Select { pattern: G::Project { inner, .. }, .. } = &query else { unreachable!() };
        let mut comments = Comments::default();
        let mut texts = texts.into_iter();
        let mut add = |anchor| comments.add(anchor, texts.next().unwrap());
        add(Anchor::Bind(var("one")));
        add(Anchor::Bind(var("two")));
        add(Anchor::Values(vec![var("z")]));
        let G::Extend { inner, .. } = inner.as_ref() else { unreachable!() };
        let G::Filter { expr, inner } = inner.as_ref() else { unreachable!() };
        add(Anchor::Filter(expr.clone()));
        let mut node = inner.as_ref();
        loop {
            node = match node {
                G::LeftJoin { left, right, .. } => {
                    add(Anchor::Pattern(right.as_ref().clone()));
                    left
                }
                G::Join { left, .. } | G::Extend { inner: left, .. } => left,
                G::Bgp { patterns } => {
                    add(Anchor::Triple(patterns[1].clone()));
                    break;
                }
                other => panic!("{other}"),
            }
        }
        let printed = print(&query, PREFIXES, &Notes { header, comments }).unwrap();
        prop_assert_eq!(parse(&printed), query);
        // Engines may decode escapes before they look for comments.
        prop_assert!(!printed.contains("\\u") && !printed.contains("\\U"), "{}", printed);
        for line in printed.lines().filter(|line| line.trim_start().starts_with('#')) {
            prop_assert!(line.chars().all(|c| !c.is_control() && !('\u{2028}'..='\u{202E}').contains(&c)), "{:?}", line);
        }
        prop_assert_eq!(printed.lines().count(), printed.split(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']).count() - 1);
    }
}
