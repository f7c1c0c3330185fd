//! Raw SPARQL: what is answered, what is refused and in which words, and what would exhaust the program.

mod support;

use allegiance::store::raw::{RawAnswer, RawError, parse, run};
use allegiance::store::{Cancel, EngineError};
use std::time::{Duration, Instant};
use support::turtle;

fn refused(text: &str) -> RawError {
    match parse(text) {
        Err(error) => error,
        Ok(_) => panic!("accepted: {}", text.chars().take(80).collect::<String>()),
    }
}

#[test]
fn every_form_of_query_is_answered() {
    let opened = turtle("ent:a a al:State ; rdfs:label 'a' .");
    let ask = |text: &str| run(&opened.engine, text, &Cancel::new()).expect("an answer");
    assert!(matches!(
        ask("select ?l where { ent:a rdfs:label ?l } # comment"),
        RawAnswer::Solutions(solutions) if solutions.rows.len() == 1 && solutions.variables == ["l"]
    ));
    assert_eq!(ask("ASK { <a> a al:State }"), RawAnswer::Boolean(true));
    assert!(matches!(
        ask("PREFIX x: <http://x/> CONSTRUCT { ?s x:is ?l } WHERE { ?s rdfs:label ?l . ?s a al:State }"),
        RawAnswer::Graph(triples) if triples.len() == 1
    ));
    assert!(matches!(ask("DESCRIBE ent:a"), RawAnswer::Graph(triples) if triples.len() > 2));
}

#[test]
fn updates_and_services_are_refused_in_plain_words() {
    for text in [
        "INSERT DATA { <a> <b> <c> }",
        "delete where { ?s ?p ?o }",
        "PREFIX a: <b> WITH a:g DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "LOAD <http://localhost/>",
        "CLEAR ALL",
        "DROP GRAPH <a>",
        "CREATE GRAPH <a>",
        "COPY DEFAULT TO <a>",
        "MOVE DEFAULT TO <a>",
        "ADD DEFAULT TO <a>",
        "SELECT * { ?s ?p ?o } ; DROP ALL",
        "# SELECT\nINSERT DATA { <a> <b> <c> }",
    ] {
        assert!(matches!(refused(text), RawError::Update { .. }), "{text}");
    }
    assert_eq!(
        refused("PREFIX a: <b>\n drop all").to_string(),
        "line 2, column 2: DROP changes data, and queries only read"
    );
    for text in [
        "SELECT * { SERVICE <http://localhost/> { ?s ?p ?o } }",
        "SELECT * { { service silent ?x { ?s ?p ?o } } }",
        "ASK { FILTER EXISTS { Service <a> {} } }",
    ] {
        assert!(matches!(refused(text), RawError::Service { .. }), "{text}");
    }
}

#[test]
fn words_of_updates_may_be_names_and_texts() {
    for text in [
        "SELECT ?insert $load { ?insert ?load 'DELETE SERVICE' }",
        "PREFIX drop: <http://x/> SELECT * { ?s drop:service _:load ; drop:drop \"\"\"INSERT \"{\" \"\"\"@en }",
        "SELECT * { ?s ?p <http://x/SERVICE/(INSERT> } # DROP {{{",
        "SELECT * { ?s ?p ?o FILTER(?s<?p && ?p>?o || ?s <= 3) }",
    ] {
        assert!(parse(text).is_ok(), "{text}: {:?}", parse(text));
    }
}

#[test]
fn slips_are_told_with_their_place() {
    for (text, told) in [
        ("", "there is no query"),
        (" # nothing\n PREFIX a: <b>", "there is no query"),
        (
            "SELEC * { ?s ?p ?o }",
            "line 1, column 1: a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE, not with `SELEC`",
        ),
        (
            "SELECT * {\n  ?s ?p ?o\n  { ?a ?b ?c",
            "line 3, column 3: `{` is opened here and never closed",
        ),
        (
            "SELECT * { ?s ?p ?o }}",
            "line 1, column 22: `}` closes nothing",
        ),
        (
            "SELECT * { ?s ?p (1 }",
            "line 1, column 21: `}` cannot close the `(` of line 1, column 18",
        ),
        (
            "SELECT * { ?s ?p 'é\n' }",
            "line 1, column 18: a text in quotation marks is opened here and never closed",
        ),
        (
            "SELECT * { ?s ?p “x” }",
            "line 1, column 18: `“` is a curly quotation mark; SPARQL takes straight ones",
        ),
        (
            "SELECT * { ?s foo:bar ?o }",
            "line 1, column 15: the prefix `foo:` is not declared; add PREFIX foo: <…> at the top",
        ),
        (
            "SELECT * { ?s ?p }",
            "line 1, column 18: the query cannot be read near `SELECT * { ?s ?p }`",
        ),
        (
            "ASK",
            "line 1, column 1: the query cannot be read near `ASK`",
        ),
        (
            "SELECT ?s { ?s ?p ?o } GROUP BY ?p",
            "line 1, column 33: near `} GROUP BY ?p`: every selected variable must be grouped by or be inside COUNT, SUM or another aggregate",
        ),
        (
            "SELECT * { ?s ?p ?o }\n  LIMIT -1",
            "line 2, column 9: the query cannot be read near `?o }  LIMIT -`",
        ),
    ] {
        assert_eq!(refused(text).to_string(), told, "{text}");
    }
}

/// Returns queries of about the given size that nest or chain without end.
fn bombs(bytes: usize) -> Vec<String> {
    let fill = |head: &str, repeated: &str, middle: &str, closing: &str, tail: &str| {
        let room = bytes.saturating_sub(head.len() + middle.len() + tail.len());
        let count = room / (repeated.len() + closing.len()).max(1);
        [
            head,
            &repeated.repeat(count),
            middle,
            &closing.repeat(count),
            tail,
        ]
        .concat()
    };
    let group = "SELECT * { ?s ?p ?o ";
    let filter = "SELECT * { ?s ?p ?o FILTER(";
    vec![
        fill("SELECT * { ", "{", "?s ?p ?o", "}", " }"),
        fill(filter, "(", "1", ")", ") }"),
        fill(filter, "STR(", "?s", ")", ") }"),
        fill(filter, "IF(?s,", "1", ",1)", ") }"),
        fill(filter, "1 IN (", "1", ")", ") }"),
        fill(filter, "!", "true", "", ") }"),
        fill(filter, "! ", "true", "", ") }"),
        fill(filter, "-", "1", "", ") }"),
        fill(filter, "1", "+1", "", ") }"),
        fill(filter, "1+", "1", "", ") }"),
        fill(filter, "1*", "1", "", ") }"),
        fill(filter, "1=(", "1", ")", ") }"),
        fill(filter, "true||", "true", "", ") }"),
        fill(filter, "true&&", "true", "", ") }"),
        fill("SELECT * { ?s ", "<p>/", "<p>", "", " ?o }"),
        fill("SELECT * { ?s ", "<p>|", "<p>", "", " ?o }"),
        fill("SELECT * { ?s ", "(", "<p>", ")*", " ?o }"),
        fill("SELECT * { ?s ", "^(", "<p>", ")", " ?o }"),
        fill("SELECT * { ?s ", "^", "<p>", "", " ?o }"),
        fill("SELECT * { ?s ?p ", "(", "1", ")", " }"),
        fill("SELECT * { ?s ?p (", "1 ", "1", "", ") }"),
        fill("SELECT * { ?s ?p ", "[ ?p ", "1", "]", " }"),
        fill(group, "OPTIONAL{?s ?p ?o}", "", "", "}"),
        fill(group, "OPTIONAL{?s ?p ?o ", "", "}", "}"),
        fill("SELECT * { {?s ?p ?o} ", "UNION{?s ?p ?o}", "", "", "}"),
        fill(group, "MINUS{?s ?p ?o}", "", "", "}"),
        fill(group, "FILTER(?s)", "", "", "}"),
        fill(group, "FILTER EXISTS{?s ?p ?o ", "", "}", "}"),
        fill(group, "FILTER EXISTS{?s ?p ?o}", "", "", "}"),
        fill(group, "GRAPH ?g{", "?s ?p ?o", "}", "}"),
        fill(group, "GRAPH ?g{?s ?p ?o}", "", "", "}"),
        fill(group, "VALUES ?x{1}", "", "", "}"),
        fill("SELECT * {", "{SELECT * {", "?s ?p ?o", "}}", "}"),
        fill("SELECT * { ", "?s ?p ?o. ", "", "", "}"),
        fill("SELECT * { ?s ?p 1", ", 1", "", "", "}"),
        fill("SELECT * { ", "{?s ?p ?o}", "", "", "}"),
        fill("SELECT * { ?s ?p ?o } ORDER BY ", "?s ", "?s", "", ""),
        fill("SELECT * { ", "(", "", "", ""),
        fill("SELECT ", "(", "", "", ""),
        fill(filter, "STR(", "", "", ""),
        fill("SELECT * { ?s ?p <", "(", "", "", "> }"),
        fill("SELECT * { ?s ?p '", "(", "", "", "' }"),
        fill("SELECT * { ?s ?p <a\\u0020#", "(", "", "", "\n> }"),
        fill("", "\u{202e}é\0", "", "", ""),
    ]
}

#[test]
fn nothing_that_is_typed_exhausts_the_stack_or_the_patience() {
    let opened = turtle("ent:a rdfs:label 'a' .");
    for size in [2_000, 199_000, 1_000_000] {
        for bomb in bombs(size) {
            let start = bomb.chars().take(60).collect::<String>();
            let cancel = Cancel::new();
            let clock = Instant::now();
            std::thread::scope(|scope| {
                let (done, wait) = std::sync::mpsc::channel::<()>();
                let watched = cancel.clone();
                scope.spawn(move || {
                    if wait.recv_timeout(Duration::from_secs(2)).is_err() {
                        watched.cancel();
                    }
                });
                let answer = run(&opened.engine, &bomb, &cancel);
                // The watcher may have gone already.
                let _ = done.send(());
                assert_eq!(
                    size > 200_000,
                    matches!(answer, Err(RawError::TooLong { .. })),
                    "{start}"
                );
            });
            // Generous, because tests share their machine; unbounded, most of these take minutes or abort.
            assert!(
                clock.elapsed() < Duration::from_secs(20),
                "{start}: {:?}",
                clock.elapsed()
            );
        }
    }
}

#[test]
fn nesting_is_refused_where_it_gets_too_deep() {
    let deep = format!("SELECT * {{ {}{} }}", "{".repeat(5000), "}".repeat(5000));
    assert_eq!(
        refused(&deep).to_string(),
        "line 1, column 511: brackets are nested more than 500 deep"
    );
    let usual = format!(
        "SELECT * {{ {}?s ?p ?o{} }}",
        "{".repeat(50),
        "}".repeat(50)
    );
    assert!(parse(&usual).is_ok());
    let chain = format!("ASK {{ FILTER(1{}) }}", " + 1".repeat(1000));
    assert!(matches!(refused(&chain), RawError::TooComplex { .. }));
    let joins = format!("ASK {{ {} }}", "?s ?p ?o . ".repeat(81));
    assert_eq!(
        refused(&joins).to_string(),
        "the query joins too many patterns, all groups weighed as one (81; at most 80); split it into several"
    );
}

#[test]
fn a_raw_query_can_be_stopped() {
    let opened = turtle("ent:a rdfs:label 'a' .");
    let cancel = Cancel::new();
    cancel.cancel();
    assert_eq!(
        run(&opened.engine, "SELECT * { ?s ?p ?o }", &cancel),
        Err(RawError::Engine(EngineError::Cancelled))
    );
}
