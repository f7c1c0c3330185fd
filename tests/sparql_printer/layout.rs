//! What the text looks like.

use crate::{PREFIXES, parse, read, same, show};
use allegiance::sparql::print::{Anchor, Comments, Notes, print};
use oxigraph::model::vocab::xsd;
use oxigraph::model::{Literal, Variable};
use spargebra::Query;
use spargebra::algebra::{AggregateExpression, Expression, GraphPattern as G, OrderExpression};

/// Checks that a query is laid out like this, and that the text is the same query.
fn is_laid_out(query: &Query, text: &str) {
    let printed = show(query);
    assert_eq!(printed, text);
    assert!(same(query, &parse(&printed)), "{printed}");
}

fn body(query: &str, lines: &str) {
    let query = read(&format!("SELECT ?x WHERE {{ {query} }}"));
    let text = show(&query);
    let (_, printed) = text.split_once("WHERE {\n").unwrap();
    assert_eq!(printed, format!("{}\n}}\n", lines.trim_matches('\n')));
    assert!(same(&query, &parse(&text)), "{text}");
}

#[test]
fn a_typical_answer() {
    let query = read(
        "SELECT ?attacker (COUNT(DISTINCT ?ambush) AS ?ambushes) (SUM(?killed) AS ?total) WHERE {
            { SELECT DISTINCT ?ambush ?attacker ?killed WHERE {
                ?ambush a ex:Ambush . ?ambush ex:attacker ?attacker . ?ambush ex:place ?place . ?place ex:within* ex:Mali .
                ?ambush ex:start ?start FILTER(?start >= 18628 && ?start < 18993)
                OPTIONAL { ?ambush ex:figure ?figure . ?figure ex:best ?killed }
                FILTER NOT EXISTS { ?ambush ex:status ex:Denied }
            } }
        } GROUP BY ?attacker HAVING(COUNT(DISTINCT ?ambush) > 2) ORDER BY DESC(?total) ?attacker LIMIT 10",
    );
    is_laid_out(
        &query,
        "\
PREFIX ex: <http://example.org/>

SELECT ?attacker (COUNT(DISTINCT ?ambush) AS ?ambushes) (SUM(?killed) AS ?total)
WHERE {
  SELECT DISTINCT ?ambush ?attacker ?killed
  WHERE {
    ?ambush a ex:Ambush ;
      ex:attacker ?attacker ;
      ex:place ?place .
    ?place ex:within* ex:Mali .
    ?ambush ex:start ?start .
    OPTIONAL {
      ?ambush ex:figure ?figure .
      ?figure ex:best ?killed .
    }
    FILTER(?start >= 18628)
    FILTER(?start < 18993)
    FILTER NOT EXISTS {
      ?ambush ex:status ex:Denied .
    }
  }
}
GROUP BY ?attacker
HAVING (COUNT(DISTINCT ?ambush) > 2)
ORDER BY DESC(?total) ?attacker
LIMIT 10
",
    );
}

#[test]
fn triples_share_subjects_and_predicates_in_their_order() {
    body(
        "?x ex:p ex:a . ?x ex:p 1 . ?x ex:q true . ?y ex:q ?x . ?x ex:q 1.5",
        "
  ?x ex:p ex:a, 1 ;
    ex:q true .
  ?y ex:q ?x .
  ?x ex:q 1.5 .",
    );
}

#[test]
fn groups_have_braces_only_where_they_mean_something() {
    body(
        "{ { ?x ex:p ?y } } { ?y ex:q ?z }",
        "\n  ?x ex:p ?y .\n  ?y ex:q ?z .",
    );
    body(
        "{ ?x ex:p ?y FILTER(?y > 1) } ?y ex:q ?z",
        "
  {
    ?x ex:p ?y .
    FILTER(?y > 1)
  }
  ?y ex:q ?z .",
    );
    body(
        "?x ex:p ?y OPTIONAL { { ?y ex:q ?z FILTER(?x = ?z) } } OPTIONAL { ?y ex:r ?w FILTER(?x = ?w) }",
        "
  ?x ex:p ?y .
  OPTIONAL {
    {
      ?y ex:q ?z .
      FILTER(?x = ?z)
    }
  }
  OPTIONAL {
    ?y ex:r ?w .
    FILTER(?x = ?w)
  }",
    );
}

#[test]
fn every_kind_of_pattern() {
    body(
        "{ ?x a ex:A } UNION { ?x a ex:B } UNION { { ?x a ex:C } UNION { } } GRAPH ?g { ?x ex:p ?y } MINUS { ?x ex:dead true }
         BIND(?y + 1 AS ?z) VALUES ?y { 1 -2 UNDEF } VALUES (?y ?w) { (\"a\"@fr UNDEF) (ex:b 2.0e0) } SERVICE SILENT ex:s { ?x ?p ?o }",
        "
  {
    ?x a ex:A .
  } UNION {
    ?x a ex:B .
  } UNION {
    {
      ?x a ex:C .
    } UNION { }
  }
  GRAPH ?g {
    ?x ex:p ?y .
  }
  MINUS {
    ?x ex:dead true .
  }
  BIND(?y + 1 AS ?z)
  VALUES ?y { 1 -2 UNDEF }
  VALUES (?y ?w) {
    (\"a\"@fr UNDEF)
    (ex:b \"2.0e0\"^^xsd:double)
  }
  SERVICE SILENT ex:s {
    ?x ?p ?o .
  }",
    );
}

#[test]
fn long_conditions_take_lines() {
    body(
        "?x ex:p ?y FILTER(?x = ex:a_rather_long_name || ?x = ex:another_rather_long_name || EXISTS { ?x a ex:C } || ?y IN (ex:a, ex:b))",
        "
  ?x ex:p ?y .
  FILTER(
    ?x = ex:a_rather_long_name
    || ?x = ex:another_rather_long_name
    || EXISTS {
      ?x a ex:C .
    }
    || ?y IN (ex:a, ex:b)
  )",
    );
}

#[test]
fn expressions_keep_their_structure() {
    for text in [
        "(?x + 1) * 2",
        "?x + 1 * 2 - 3 / ?y",
        "?x - (?y - ?z) - 1",
        "?x / (?y * ?z)",
        "(?a || ?b) && !(?c && ?d)",
        "(?a && ?b) || ?c",
        "?a && (?b && ?c)",
        "!BOUND(?x)",
        "!(!?x)",
        "(!?x) = ?y",
        "(?x = ?y) = ?z",
        "?x != ?y",
        "?x NOT IN (1, -2, \"a\")",
        "-?x * -(?y + 1)",
        "-(-5) + +?x",
        "IF(?x, COALESCE(), CONCAT())",
        "xsd:integer(?x) + ex:f()",
        "sameTerm(?x, ex:a)",
        "REPLACE(STR(?x), \"a|\\\"\", \"\\\\\", \"i\")",
    ] {
        let query = read(&format!("SELECT ?w WHERE {{ BIND(({text}) AS ?w) }}"));
        assert_eq!(parse(&show(&query)), query);
        let shown = show(&query);
        assert!(
            shown.contains(&format!("({text} AS ?w)")),
            "{text}: {shown}"
        );
    }
}

#[test]
fn numbers_are_bare_where_they_are_read_back() {
    body(
        "?x ex:p 0, -7, 1.50, 1.0E-3, -2.5, true, 007, +1, \"1\", \"1\"^^ex:n FILTER(?x IN (-7, -2.5, 1.0E3))",
        "
  ?x ex:p 0, -7, 1.50, 1.0E-3, -2.5, true, \"007\"^^xsd:integer, \"+1\"^^xsd:integer, \"1\", \"1\"^^ex:n .
  FILTER(?x IN (-7, -2.5, 1.0E3))",
    );
    // Minus the positive number would be another term: 64 bits are not enough, and zeros are lost.
    for value in ["-9223372036854775808", "-0"] {
        let literal = Literal::new_typed_literal(value, xsd::INTEGER);
        let expr = Expression::from(literal);
        let filter = G::Filter {
            expr,
            inner: Box::default(),
        };
        let text = show(&Query::Ask {
            dataset: None,
            pattern: filter,
            base_iri: None,
        });
        assert!(
            text.contains(&format!("FILTER(\"{value}\"^^xsd:integer)")),
            "{text}"
        );
    }
}

#[test]
fn paths_have_few_parentheses() {
    body(
        "?x ex:p/ex:q|^ex:p ?y ; (ex:p/ex:q?|ex:q)* ?z ; !(a|ex:p)|^(!ex:q)+ ?w ; ^(ex:p*) ?v ; (!ex:p)* ?u",
        "
  ?x ex:p/ex:q|^ex:p ?y ;
    (ex:p/ex:q?|ex:q)* ?z ;
    !(a|ex:p)|^(!ex:q)+ ?w .
  ?v ex:p* ?x .
  ?x (!ex:p)* ?u .",
    );
}

#[test]
fn the_other_forms() {
    is_laid_out(
        &read("ASK FROM ex:g { ?x a ex:A } OFFSET 0"),
        "PREFIX ex: <http://example.org/>\n\nASK\nFROM ex:g\nWHERE {\n  ?x a ex:A .\n}\nOFFSET 0\n",
    );
    is_laid_out(
        &read("DESCRIBE ?x ex:b FROM NAMED ex:g WHERE { ?x a ?y } LIMIT 3"),
        "PREFIX ex: <http://example.org/>\n\nDESCRIBE ?x ex:b\nFROM NAMED ex:g\nWHERE {\n  ?x a ?y .\n}\nLIMIT 3\n",
    );
    is_laid_out(
        &read("CONSTRUCT { ?x ex:p _:n, 1 } WHERE { ?x a ?y } ORDER BY ?y DESC(STR(?x)) OFFSET 2"),
        "\
PREFIX ex: <http://example.org/>

CONSTRUCT {
  ?x ex:p _:n, 1 .
}
WHERE {
  ?x a ?y .
}
ORDER BY ?y DESC(STR(?x))
OFFSET 2
",
    );
    is_laid_out(&read("SELECT * WHERE { }"), "SELECT *\nWHERE { }\n");
    is_laid_out(&read("DESCRIBE * { }"), "DESCRIBE *\nWHERE { }\n");
}

#[test]
fn groups_and_their_columns() {
    is_laid_out(
        &read(
            "SELECT ?year (COUNT(*) / 2 AS ?half) (GROUP_CONCAT(DISTINCT ?l; SEPARATOR=\"; \") AS ?all) WHERE { ?x ex:year ?y ; ex:l ?l FILTER(?y > 3) }
             GROUP BY (YEAR(?y) AS ?year) ?z HAVING(MAX(?y) < 9) (MIN(?y) > 1) ORDER BY DESC(AVG(?y)) ?half LIMIT 5 OFFSET 1",
        ),
        "\
PREFIX ex: <http://example.org/>

SELECT ?year (COUNT(*) / 2 AS ?half) (GROUP_CONCAT(DISTINCT ?l; SEPARATOR=\"; \") AS ?all)
WHERE {
  ?x ex:year ?y ;
    ex:l ?l .
  FILTER(?y > 3)
}
GROUP BY (YEAR(?y) AS ?year) ?z
HAVING (MAX(?y) < 9 && MIN(?y) > 1)
ORDER BY DESC(AVG(?y)) ?half
LIMIT 5
OFFSET 1
",
    );
}

fn bgp(text: &str) -> Box<G> {
    match read(&format!("ASK {{ {text} }}")) {
        Query::Ask {
            pattern: G::Project { inner, .. },
            ..
        } => inner,
        other => panic!("{other}"),
    }
}

fn count_by(keys: &[&str], inner: Box<G>) -> Box<G> {
    Box::new(G::Group {
        inner,
        variables: keys.iter().copied().map(Variable::new_unchecked).collect(),
        aggregates: vec![(
            Variable::new_unchecked("n"),
            AggregateExpression::CountSolutions { distinct: false },
        )],
    })
}

fn select(inner: Box<G>, variables: &[&str]) -> String {
    let variables = variables
        .iter()
        .copied()
        .map(Variable::new_unchecked)
        .collect();
    let pattern = G::Project { inner, variables };
    let text = show(&Query::Select {
        dataset: None,
        pattern,
        base_iri: None,
    });
    parse(&text);
    text.split_once("\n\n").unwrap().1.to_owned()
}

fn extend(inner: Box<G>, name: &str, expression: impl Into<Expression>) -> Box<G> {
    let variable = Variable::new_unchecked(name);
    Box::new(G::Extend {
        inner,
        variable,
        expression: expression.into(),
    })
}

#[test]
fn a_projected_aggregate_needs_no_other_name() {
    let expression = vec![OrderExpression::Desc(Variable::new_unchecked("n").into())];
    let sorted = G::OrderBy {
        inner: count_by(&["y"], bgp("?x ex:p ?y")),
        expression,
    };
    assert_eq!(
        select(Box::new(sorted), &["n", "y"]),
        "SELECT (COUNT(*) AS ?n) ?y\nWHERE {\n  ?x ex:p ?y .\n}\nGROUP BY ?y\nORDER BY DESC(?n)\n"
    );
}

#[test]
fn a_key_that_renames_a_variable_is_bound_before() {
    // The parser takes GROUP BY (?y AS ?key) for GROUP BY ?y.
    let named = extend(bgp("?x ex:p ?y"), "key", Variable::new_unchecked("y"));
    assert_eq!(
        select(count_by(&["key"], named), &["key"]),
        "SELECT ?key\nWHERE {\n  ?x ex:p ?y .\n  BIND(?y AS ?key)\n}\nGROUP BY ?key\n"
    );
}

#[test]
fn a_group_of_everything_stays_a_group() {
    // Without an aggregate in its text the outer SELECT would have a row for each solution.
    let one = extend(count_by(&[], bgp("?x ex:p ?y")), "one", Literal::from(1));
    assert_eq!(
        select(one, &["one"]),
        "SELECT (1 AS ?one)\nWHERE {\n  SELECT (COUNT(*) AS ?n)\n  WHERE {\n    ?x ex:p ?y .\n  }\n}\n"
    );
}

#[test]
fn an_aggregate_in_a_pattern_gets_a_name_first() {
    // EXISTS cannot hold COUNT(*), but it can hold a variable that was counted before.
    let Query::Ask {
        pattern: G::Project { inner, .. },
        ..
    } = read("ASK { FILTER EXISTS { ?y ex:q ?n } }")
    else {
        panic!()
    };
    let G::Filter { expr, .. } = *inner else {
        panic!()
    };
    let having = G::Filter {
        expr,
        inner: count_by(&["y"], bgp("?x ex:p ?y")),
    };
    assert_eq!(
        select(Box::new(having), &["y"]),
        "\
SELECT ?y
WHERE {
  {
    SELECT ?y (COUNT(*) AS ?n)
    WHERE {
      ?x ex:p ?y .
    }
    GROUP BY ?y
  }
  FILTER EXISTS {
    ?y ex:q ?n .
  }
}
"
    );
}

#[test]
fn filters_on_filters_are_lines_of_one_group() {
    let filter = |inner, n| {
        Box::new(G::Filter {
            expr: Expression::Bound(Variable::new_unchecked(n)),
            inner,
        })
    };
    assert_eq!(
        select(filter(filter(bgp("?x ex:p ?y"), "first"), "second"), &["x"]),
        "SELECT ?x\nWHERE {\n  ?x ex:p ?y .\n  FILTER(BOUND(?first))\n  FILTER(BOUND(?second))\n}\n"
    );
}

#[test]
fn what_one_select_cannot_hold_becomes_two() {
    // The parser wants columns of a grouped SELECT to use nothing but keys and aggregates.
    is_same_rows_shape(
        "SELECT ?n ?m { { SELECT (COUNT(*) AS ?n) { ?x ex:p ?y } } BIND(?n + 1 AS ?m) }",
        "\
SELECT ?n (?n + 1 AS ?m)
WHERE {
  SELECT (COUNT(*) AS ?n)
  WHERE {
    ?x ex:p ?y .
  }
}
",
    );
}

fn is_same_rows_shape(query: &str, text: &str) {
    is_laid_out(
        &read(query),
        &format!("PREFIX ex: <http://example.org/>\n\n{text}"),
    );
}

#[test]
fn comments_stand_above_their_lines() {
    let query = read(
        "SELECT ?x (COUNT(?y) AS ?n) { ?x a ex:A ; ex:p ?y, ?z . ?y ex:q* ?z OPTIONAL { ?y ex:l ?l } FILTER(?y > 1 && ?z > 2)
         BIND(1 AS ?one) VALUES ?y { 1 } } GROUP BY ?x HAVING(COUNT(?y) > 3)",
    );
    let Query::Select { pattern, .. } = &query else {
        panic!()
    };
    let mut comments = Comments::default();
    note(pattern, &mut comments);
    comments.add(Anchor::Bind(Variable::new_unchecked("n")), "how many");
    let notes = Notes {
        header: vec!["allies of Mali".into(), String::new(), "two\nlines".into()],
        comments,
    };
    let text = print(&query, PREFIXES, &notes).unwrap();
    assert_eq!(
        text,
        "\
# allies of Mali
#
# two lines
PREFIX ex: <http://example.org/>

SELECT
  ?x
  # how many
  (COUNT(?y) AS ?n)
WHERE {
  ?x a ex:A ;
    # a triple with ?y
    ex:p ?y ;
    # a triple with ?z
    ex:p ?z .
  # a path
  ?y ex:q* ?z .
  OPTIONAL {
    # maybe
    ?y ex:l ?l .
  }
  # a name for 1
  BIND(1 AS ?one)
  # a table
  VALUES ?y { 1 }
  # a condition
  FILTER(?y > 1)
  # a condition
  FILTER(?z > 2)
}
GROUP BY ?x
# a condition
HAVING (COUNT(?y) > 3)
"
    );
    assert!(same(&query, &parse(&text)), "{text}");
}

/// Adds a comment to each kind of node.
fn note(pattern: &G, comments: &mut Comments) {
    match pattern {
        G::Bgp { patterns } => {
            for triple in patterns
                .iter()
                .filter(|triple| triple.predicate.to_string().ends_with("/p>"))
            {
                comments.add(
                    Anchor::Triple(triple.clone()),
                    format!("a triple with {}", triple.object),
                );
            }
        }
        G::Path { .. } => comments.add(Anchor::Pattern(pattern.clone()), "a path"),
        G::Join { left, right } => [left, right]
            .into_iter()
            .for_each(|side| note(side, comments)),
        G::LeftJoin { left, right, .. } => {
            note(left, comments);
            comments.add(Anchor::Pattern(right.as_ref().clone()), "maybe");
        }
        G::Values { variables, .. } => comments.add(Anchor::Values(variables.clone()), "a table"),
        G::Extend {
            inner, variable, ..
        } => {
            note(inner, comments);
            if variable.as_str() == "one" {
                comments.add(Anchor::Bind(variable.clone()), "a name for 1");
            }
        }
        G::Filter { expr, inner } => {
            note(inner, comments);
            let parts = if let Expression::And(a, b) = expr {
                vec![a.as_ref(), b.as_ref()]
            } else {
                vec![expr]
            };
            for part in parts {
                comments.add(Anchor::Filter(part.clone()), "a condition");
            }
        }
        G::Project { inner, .. } | G::Group { inner, .. } => note(inner, comments),
        _ => (),
    }
}

#[test]
fn prefixes_are_declared_only_where_they_shorten_something() {
    let query = parse(
        "ASK { <http://a/b/c> <http://a/b/1> <http://a/x-y_z>, <http://a/b/c.d>, <http://a/b/> }",
    );
    let table = [
        ("a", "http://a/"),
        ("b", "http://a/b/"),
        ("a", "http://other/"),
        ("1", "http://a/b/c"),
        ("r", "not an iri"),
        ("", "http://a/b/c."),
    ];
    assert_eq!(
        print(&query, &table, &Notes::default()).unwrap(),
        "\
PREFIX a: <http://a/>
PREFIX b: <http://a/b/>
PREFIX : <http://a/b/c.>

ASK
WHERE {
  b:c <http://a/b/1> a:x-y_z, :d, <http://a/b/> .
}
"
    );
}

#[test]
fn a_prefix_is_never_taken_for_a_keyword() {
    let text = "SELECT (SUM(<http://a/distinct#f>(?x)) AS ?n) { SERVICE <http://a/silent#s> { ?x ?y <http://a/f> } }";
    let query = parse(text);
    let table = [
        ("distinct", "http://a/distinct#"),
        ("Silent", "http://a/silent#"),
        ("", "http://a/"),
    ];
    let text = print(&query, &table, &Notes::default()).unwrap();
    assert!(
        text.contains("<http://a/distinct#f>(?x)") && text.contains(":f ."),
        "{text}"
    );
    assert!(same(&query, &parse(&text)), "{text}");
}

#[test]
fn strings_show_what_they_hold() {
    body(
        r#"?x ex:p "a \"b\" 'c'", "tab\tline\nend", "\u202Eevil\u0000", "\\u0022", "سلام", "می‌خواهم", "\U0001F5FA\U000E0041"@en"#,
        "\n  ?x ex:p \"a \\\"b\\\" 'c'\", \"tab\\tline\\nend\", \"\\u202Eevil\\u0000\", \"\\\\\\u00750022\", \"سلام\", \"می‌خواهم\", \"🗺\\U000E0041\"@en .",
    );
}

#[test]
fn a_base_is_kept() {
    let query = parse("BASE <http://a/b/> SELECT (IRI(\"x\") AS ?y) { <s> <p> <../o> }");
    let text = print(&query, &[("a", "http://a/../")], &Notes::default()).unwrap();
    assert!(
        text.starts_with("BASE <http://a/b/>\n\nSELECT (IRI(\"x\") AS ?y)"),
        "{text}"
    );
    assert_eq!(parse(&text), query);
}

#[test]
fn long_lists_take_lines() {
    let name = |n: usize| format!("?a_rather_long_name_{n}");
    let list = |start: &str, end: &str| {
        let items: Vec<String> = (1..6).map(|n| format!("{start}{}{end}", name(n))).collect();
        items
    };
    let query = format!(
        "SELECT {} WHERE {{ }} ORDER BY {}",
        list("", "").join(" "),
        list("DESC(", ")").join(" ")
    );
    is_laid_out(
        &read(&query),
        &format!(
            "SELECT\n  {}\nWHERE {{ }}\nORDER BY\n  {}\n",
            list("", "").join("\n  "),
            list("DESC(", ")").join("\n  ")
        ),
    );
}
