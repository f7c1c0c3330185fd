//! Random terms and expressions.

use oxigraph::model::{Literal, NamedNode, Variable};
use proptest::prelude::*;
use proptest::sample::select;
use spargebra::algebra::{
    Expression as E, Function as F, GraphPattern, PropertyPathExpression as P,
};
use spargebra::term::{BlankNode, GroundTerm, NamedNodePattern, TermPattern, TriplePattern};

pub fn named(name: &str) -> NamedNode {
    NamedNode::new(format!("http://example.org/{name}")).unwrap()
}

pub fn var(name: &str) -> Variable {
    Variable::new(name).unwrap()
}

pub fn variable() -> impl Strategy<Value = Variable> {
    select(vec!["x", "y", "z", "w"]).prop_map(var)
}

pub fn node() -> impl Strategy<Value = NamedNode> {
    select(vec!["a", "b", "c"]).prop_map(named)
}

pub fn predicate() -> impl Strategy<Value = NamedNode> {
    prop_oneof![
        4 => select(vec!["p", "q"]).prop_map(named),
        1 => Just(NamedNode::new("http://www.w3.org/1999/02/22-rdf-syntax-ns#type").unwrap()),
    ]
}

/// Literals that the parser gives back as they are, also inside expressions.
pub fn literal() -> impl Strategy<Value = Literal> {
    let xsd =
        |kind: &str| NamedNode::new(format!("http://www.w3.org/2001/XMLSchema#{kind}")).unwrap();
    prop_oneof![
        4 => (0..4_i64).prop_map(Literal::from),
        1 => any::<bool>().prop_map(Literal::from),
        1 => select(vec!["", "v", "say \"no\"", "back\\slash", "two\nlines", "'", "# no", "\u{202E}\u{0}\u{1F5FA}"]).prop_map(Literal::from),
        1 => select(vec!["en", "fr", "ar-ml"]).prop_map(|tag| Literal::new_language_tagged_literal("v", tag).unwrap()),
        1 => select(vec![("decimal", "1.5"), ("decimal", "2.50"), ("decimal", "3"), ("double", "1.0E3"), ("double", "1e3"),
            ("integer", "007"), ("integer", "+7"), ("date", "2020-01-31"), ("boolean", "1"), ("gYear", "2020")])
            .prop_map(move |(kind, value)| Literal::new_typed_literal(value, xsd(kind))),
    ]
}

pub fn negative() -> impl Strategy<Value = Literal> {
    let xsd =
        |kind: &str| NamedNode::new(format!("http://www.w3.org/2001/XMLSchema#{kind}")).unwrap();
    select(vec![
        ("integer", "-5"),
        ("integer", "-0"),
        ("integer", "-9223372036854775808"),
        ("decimal", "-1.5"),
        ("decimal", "-1.50"),
        ("double", "-1.0E3"),
        ("integer", "-05"),
    ])
    .prop_map(move |(kind, value)| Literal::new_typed_literal(value, xsd(kind)))
}

pub fn blank() -> impl Strategy<Value = BlankNode> {
    any::<u32>().prop_map(|n| BlankNode::new(format!("b{n}")).unwrap())
}

pub fn term(blanks: bool) -> BoxedStrategy<TermPattern> {
    let known = prop_oneof![
        14 => variable().prop_map(TermPattern::from),
        3 => node().prop_map(TermPattern::from),
        1 => literal().prop_map(TermPattern::from),
        1 => negative().prop_map(TermPattern::from),
    ];
    if blanks {
        prop_oneof![19 => known, 1 => blank().prop_map(TermPattern::from)].boxed()
    } else {
        known.boxed()
    }
}

pub fn triple(blanks: bool) -> impl Strategy<Value = TriplePattern> {
    let verb = prop_oneof![
        4 => predicate().prop_map(NamedNodePattern::from),
        1 => variable().prop_map(NamedNodePattern::from),
    ];
    (term(blanks), verb, term(blanks)).prop_map(|(subject, predicate, object)| TriplePattern {
        subject,
        predicate,
        object,
    })
}

pub fn ground() -> impl Strategy<Value = GroundTerm> {
    prop_oneof![
        node().prop_map(GroundTerm::from),
        literal().prop_map(GroundTerm::from),
        negative().prop_map(GroundTerm::from),
    ]
}

pub fn values() -> impl Strategy<Value = GraphPattern> {
    let variables = proptest::sample::subsequence(vec!["x", "y", "z"], 0..=3);
    (variables, 0..4_usize).prop_flat_map(|(names, rows)| {
        let row = prop::collection::vec(prop::option::weighted(0.8, ground()), names.len());
        prop::collection::vec(row, rows).prop_map(move |bindings| GraphPattern::Values {
            variables: names.iter().copied().map(var).collect(),
            bindings,
        })
    })
}

pub fn path() -> impl Strategy<Value = P> {
    let leaf = prop_oneof![
        3 => predicate().prop_map(P::from),
        1 => prop::collection::vec(predicate(), 1..3).prop_map(P::NegatedPropertySet),
    ];
    leaf.prop_recursive(3, 8, 2, |inner| {
        let boxed = inner.prop_map(Box::new);
        prop_oneof![
            (boxed.clone(), boxed.clone()).prop_map(|(a, b)| P::Sequence(a, b)),
            (boxed.clone(), boxed.clone()).prop_map(|(a, b)| P::Alternative(a, b)),
            boxed.clone().prop_map(P::Reverse),
            boxed.clone().prop_map(P::ZeroOrMore),
            boxed.clone().prop_map(P::OneOrMore),
            boxed.prop_map(P::ZeroOrOne),
        ]
    })
}

/// Functions whose value depends on nothing but their arguments.
fn call(argument: BoxedStrategy<E>) -> impl Strategy<Value = E> {
    let one = select(vec![
        F::Str,
        F::Lang,
        F::Datatype,
        F::Abs,
        F::Ceil,
        F::StrLen,
        F::UCase,
        F::Year,
        F::IsIri,
        F::IsLiteral,
        F::IsNumeric,
        F::Sha1,
        F::Iri,
        F::EncodeForUri,
        F::Custom(NamedNode::new("http://www.w3.org/2001/XMLSchema#integer").unwrap()),
    ]);
    let two = select(vec![
        F::LangMatches,
        F::Contains,
        F::StrStarts,
        F::StrEnds,
        F::StrBefore,
        F::StrAfter,
        F::StrLang,
        F::StrDt,
        F::Regex,
        F::SubStr,
        F::Concat,
    ]);
    let three = select(vec![F::SubStr, F::Regex, F::Replace, F::Concat]);
    let list = move |n| prop::collection::vec(argument.clone(), n);
    prop_oneof![
        (one, list(1)).prop_map(|(f, list)| E::FunctionCall(f, list)),
        (two, list(2)).prop_map(|(f, list)| E::FunctionCall(f, list)),
        (three, list(3)).prop_map(|(f, list)| E::FunctionCall(f, list)),
        list(4).prop_map(|list| E::FunctionCall(F::Replace, list)),
        list(0).prop_map(|list| E::FunctionCall(F::Concat, list)),
    ]
}

pub fn expression(
    atom: BoxedStrategy<E>,
    pattern: Option<BoxedStrategy<GraphPattern>>,
) -> BoxedStrategy<E> {
    let leaf = prop_oneof![
        4 => atom,
        2 => literal().prop_map(E::from),
        1 => node().prop_map(E::from),
        1 => variable().prop_map(E::Bound),
    ];
    leaf.prop_recursive(4, 12, 3, move |inner| {
        let one = inner.clone().prop_map(Box::new);
        let two = (one.clone(), one.clone());
        let binary = select(vec![
            E::Or as fn(Box<E>, Box<E>) -> E,
            E::And,
            E::Equal,
            E::SameTerm,
            E::Greater,
            E::GreaterOrEqual,
            E::Less,
            E::LessOrEqual,
            E::Add,
            E::Subtract,
            E::Multiply,
            E::Divide,
        ]);
        let unary = select(vec![E::UnaryPlus as fn(Box<E>) -> E, E::UnaryMinus, E::Not]);
        let list = prop::collection::vec(inner.clone(), 0..3);
        let exists = match &pattern {
            Some(pattern) => pattern
                .clone()
                .prop_map(|pattern| E::Exists(Box::new(pattern)))
                .boxed(),
            None => inner.clone().boxed(),
        };
        prop_oneof![
            8 => (binary, two.clone()).prop_map(|(f, (a, b))| f(a, b)),
            2 => two.prop_map(|(a, b)| E::Not(Box::new(E::Equal(a, b)))),
            3 => (unary, one.clone()).prop_map(|(f, a)| f(a)),
            1 => (one.clone(), list.clone()).prop_map(|(a, list)| E::In(a, list)),
            1 => (one.clone(), list.clone()).prop_map(|(a, list)| E::Not(Box::new(E::In(a, list)))),
            1 => (one.clone(), one.clone(), one).prop_map(|(a, b, c)| E::If(a, b, c)),
            1 => list.prop_map(E::Coalesce),
            2 => call(inner.boxed()),
            1 => exists,
        ]
    })
    .boxed()
}
