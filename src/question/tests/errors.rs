use crate::diagnostic::Diagnostic;
use crate::question::{format, parse};

/// A question that is refused: its code, the text that is marked, and the correction.
type Case = (
    &'static str,
    &'static str,
    &'static str,
    Option<&'static str>,
);

#[track_caller]
fn refused(cases: &[Case]) {
    for (text, code, marked, correction) in cases {
        let error = match parse(text) {
            Ok(question) => panic!("{text} is read as {}", format(&question)),
            Err(error) => error,
        };
        let span = error.span;
        let diagnostic = Diagnostic::from(error);
        let found = (
            *text,
            diagnostic.code,
            &text[span.start..span.end],
            diagnostic.correction.as_deref(),
        );
        assert_eq!(found, (*text, *code, *marked, *correction));
        assert_eq!(diagnostic.labels[0].span, span);
        if let Some(correction) = &diagnostic.correction {
            assert!(parse(correction).is_ok(), "{correction}");
        }
        let shown = [&diagnostic.message, &diagnostic.labels[0].text];
        for line in shown.into_iter().chain(&diagnostic.notes) {
            assert!(
                !line.is_empty() && !line.contains("kw_") && !line.contains("Rule"),
                "{line}"
            );
        }
    }
}

#[test]
fn quotes() {
    refused(&[
        (
            "who ambushed \"Wagner Group in Mali since 2021",
            "unclosed-quote",
            "\"",
            Some("who ambushed \"Wagner Group\" in Mali since 2021"),
        ),
        (
            "who ambushed “Wagner Group?",
            "unclosed-quote",
            "“",
            Some("who ambushed \"Wagner Group\"?"),
        ),
        (
            "who ambushed «Wagner Group\nin Mali",
            "unclosed-quote",
            "«",
            Some("who ambushed \"Wagner Group\" in Mali"),
        ),
        (
            "about \"Movement for Azawad and Peace",
            "unclosed-quote",
            "\"",
            Some("about \"Movement for Azawad and Peace\""),
        ),
        (
            "allies of (\"Mali) in 2012",
            "unclosed-quote",
            "\"",
            Some("allies of (\"Mali\") in 2012"),
        ),
        (
            "who ambushed Wagner Group\" in Mali",
            "unclosed-quote",
            "\"",
            Some("who ambushed Wagner Group in Mali"),
        ),
        (
            "allies of \"Mali\" and \"Niger",
            "unclosed-quote",
            "\"",
            Some("allies of \"Mali\" and \"Niger\""),
        ),
        ("coups \"\"", "empty-name", "\"\"", Some("coups")),
        ("coups in « »", "empty-name", "« »", Some("coups")),
    ]);
}

#[test]
fn brackets() {
    refused(&[
        (
            "(ambushes in Mali",
            "unclosed-bracket",
            "(",
            Some("(ambushes in Mali)"),
        ),
        (
            "allies of {Mali, (Niger?",
            "unclosed-bracket",
            "(",
            Some("allies of {Mali, (Niger)}?"),
        ),
        (
            "ambushes in Mali)",
            "unopened-bracket",
            ")",
            Some("ambushes in Mali"),
        ),
        (
            "ambushes by (Mali or Niger}",
            "mismatched-bracket",
            "}",
            Some("ambushes by (Mali or Niger)"),
        ),
        (
            "ambushes ()",
            "parentheses-after-word",
            "()",
            Some("ambushes"),
        ),
        ("allies of ()", "empty-group", "()", Some("allies")),
        (
            "who ambushed (JNIM or ISGS) in Mali",
            "parentheses-after-word",
            "(JNIM or ISGS)",
            Some("who ambushed JNIM or ISGS in Mali"),
        ),
        (
            "did (A and B) support C",
            "not-continued",
            "support",
            Some("did A and B support C"),
        ),
        (
            "coups by Georgia [state",
            "unclosed-bracket",
            "[",
            Some("coups by Georgia state"),
        ),
        (
            "[state] coups",
            "type-without-name",
            "[state]",
            Some("coups"),
        ),
    ]);
}

#[test]
fn something_is_missing() {
    refused(&[
        ("", "empty-question", "", None),
        (" \n ?", "empty-question", " \n ?", None),
        (
            "# only a comment",
            "empty-question",
            "# only a comment",
            None,
        ),
        ("strictly", "nothing-asked", "strictly", None),
        ("limit 5 all", "nothing-asked", "limit 5 all", None),
        ("who", "nothing-after", "who", None),
        ("who was ?", "nothing-after", "was", None),
        ("count", "nothing-after", "count", None),
        ("ambushes in", "nothing-after", "in", Some("ambushes")),
        (
            "ambushes in since 2012",
            "nothing-after",
            "in",
            Some("ambushes since 2012"),
        ),
        ("ambushes between A and", "nothing-after", "and", None),
        (
            "ambushes between 2012 to 2015",
            "between-without-and",
            "between 2012",
            Some("ambushes between 2012 and 2015"),
        ),
        (
            "accords between France, Mali and Chad",
            "between-without-and",
            "between France",
            None,
        ),
        ("ambushes and", "loose-connector", "and", Some("ambushes")),
        (
            "and ambushes, in Mali",
            "loose-connector",
            "and",
            Some("ambushes, in Mali"),
        ),
        (
            "ambushes in Mali and and Niger",
            "loose-connector",
            "and",
            Some("ambushes in Mali and Niger"),
        ),
        (
            "ambushes and limit 5",
            "loose-connector",
            "and",
            Some("ambushes limit 5"),
        ),
        (
            "ambushes order by",
            "nothing-after",
            "order by",
            Some("ambushes"),
        ),
        ("ambushes limit five", "number-expected", "limit", None),
        ("ambushes limit -5", "number-expected", "limit -5", None),
        ("ambushes with killed >=", "number-expected", ">=", None),
        ("ambushes with killed >= ten", "number-expected", ">=", None),
        (
            "ambushes killed >= 3",
            "comparison-without-with",
            ">=",
            Some("ambushes with killed >= 3"),
        ),
        (
            "killed > 3",
            "comparison-without-with",
            ">",
            Some("with killed > 3"),
        ),
        (
            "sum killed ambushes in Mali",
            "of-expected",
            "sum killed ambushes",
            Some("sum killed of ambushes in Mali"),
        ),
        (
            "sum killed in Mali",
            "of-expected",
            "sum killed",
            Some("sum killed of events in Mali"),
        ),
        (
            "average of ambushes",
            "figure-expected",
            "average",
            Some("average killed of ambushes"),
        ),
        ("sum killed of", "nothing-after", "of", None),
        (
            "path A to B",
            "path-without-ends",
            "path",
            Some("path from A to B"),
        ),
        ("path from A", "path-without-ends", "from", None),
        ("path from to B", "nothing-after", "from", None),
        ("path between A", "between-without-and", "between", None),
        ("path in Mali", "path-without-ends", "path", None),
        (
            "timeline CSP since 2023",
            "whose-expected",
            "timeline",
            Some("timeline of CSP since 2023"),
        ),
        ("lineage", "whose-expected", "lineage", None),
        ("timeline of", "nothing-after", "of", None),
    ]);
}

#[test]
fn something_is_too_much() {
    refused(&[
        (
            "ambushes limit 5 top 6",
            "said-twice",
            "top 6",
            Some("ambushes limit 5"),
        ),
        (
            "strictly coups strictly in 2012",
            "said-twice",
            "strictly",
            Some("strictly coups in 2012"),
        ),
        (
            "(ambushes limit 5) and coups",
            "output-in-parentheses",
            "limit 5",
            Some("(ambushes) and coups limit 5"),
        ),
        (
            "coups order all by date",
            "output-within",
            "coups order all by date",
            None,
        ),
        (
            "ambushes within 100 villages of Kidal",
            "steps-expected",
            "within 100 villages",
            None,
        ),
        (
            "ambushes at most 3 killed",
            "steps-expected",
            "at most 3 killed",
            None,
        ),
        (
            "ambushes in 2012-2015",
            "year-range",
            "2012-2015",
            Some("ambushes between 2012 and 2015"),
        ),
        (
            "ambushes during 2012–2015 in Mali",
            "year-range",
            "2012–2015",
            Some("ambushes between 2012 and 2015 in Mali"),
        ),
        (
            "ambushes with killed >= 10 people",
            "not-continued",
            "people",
            None,
        ),
        (
            "coups in Mali; coups in Niger",
            "more-follows",
            ";",
            Some("coups in Mali"),
        ),
        (
            "coups in Mali. Ambushes in Niger",
            "more-follows",
            ".",
            Some("coups in Mali"),
        ),
        (
            "support to Gen. Haftar",
            "more-follows",
            ".",
            Some("support to Gen Haftar"),
        ),
        ("who ? \"Wagner Group\"", "more-follows", "?", None),
    ]);
}

#[test]
fn foreign_habits() {
    refused(&[
        (
            "select * from coups where country = 'Mali'",
            "foreign-language",
            "select",
            None,
        ),
        (
            "INSERT INTO coups VALUES (1)",
            "foreign-language",
            "INSERT",
            None,
        ),
        (
            "match (a)-[:ALLY]->(b) return b",
            "foreign-language",
            "match",
            None,
        ),
        (
            "SELECT ?x WHERE { ?x a ?y };",
            "foreign-language",
            "SELECT",
            Some("sparql { SELECT ?x WHERE { ?x a ?y } }"),
        ),
        (
            "prefix al: <http://x> ask { ?x a al:Coup }",
            "foreign-language",
            "prefix",
            Some("sparql { prefix al: <http://x> ask { ?x a al:Coup } }"),
        ),
        (
            "ask {?a ?b ?c}",
            "foreign-language",
            "ask",
            Some("sparql { ask {?a ?b ?c} }"),
        ),
        (
            "sparql select * { ?s ?p ?o }",
            "foreign-language",
            "sparql",
            Some("sparql { select * { ?s ?p ?o } }"),
        ),
        (
            "insert data { <a:b> <a:c> <a:d> }",
            "foreign-language",
            "insert",
            None,
        ),
        (
            "ambushes in Mali && coups in Niger",
            "foreign-operator",
            "&&",
            Some("ambushes in Mali and coups in Niger"),
        ),
        (
            "allies of Mali||Niger",
            "foreign-operator",
            "||",
            Some("allies of Mali or Niger"),
        ),
        (
            "allies of Mali !Niger",
            "foreign-operator",
            "!",
            Some("allies of Mali except Niger"),
        ),
        (
            "coups by @Wagner and *",
            "unexpected-character",
            "@",
            Some("coups by Wagner"),
        ),
        (
            "coups = 3 in Mali",
            "comparison-without-with",
            "=",
            Some("with coups = 3 in Mali"),
        ),
        ("coups in $country", "no-such-parameter", "$country", None),
    ]);
}

#[test]
fn steps() {
    refused(&[
        ("coups |", "nothing-after", "|", Some("coups")),
        (
            "coups | | take 3",
            "nothing-after",
            "|",
            Some("coups | take 3"),
        ),
        ("| take 3", "step-alone", "| take", None),
        ("coups | plot", "no-such-step", "plot", None),
        ("coups | map by year", "no-such-step", "map", None),
        ("coups | timeline", "no-such-step", "timeline", None),
        (
            "coups | sotr when | take 3",
            "no-such-step",
            "sotr",
            Some("coups | sort when | take 3"),
        ),
        ("coups | saev as x", "no-such-step", "saev", None),
        ("coups | take", "number-expected", "take", None),
        ("coups | take -3", "number-expected", "take -3", None),
        ("coups | take 3 4", "not-continued", "4", None),
        ("coups | sort", "nothing-after", "sort", None),
        ("coups | select", "nothing-after", "select", None),
        ("coups | where", "nothing-after", "where", None),
        ("coups | where when", "test-expected", "when", None),
        ("coups | where when >=", "nothing-after", ">=", None),
        ("coups | export", "nothing-after", "export", None),
        ("coups | export \"\"", "empty-name", "\"\"", None),
        ("coups | save", "nothing-after", "save", None),
        (
            "coups in (Mali | take 3",
            "unclosed-bracket",
            "(",
            Some("coups in (Mali) | take 3"),
        ),
        ("coups in 2020 | count by year", "not-continued", "by", None),
        (
            "coups \"in 2020 | take 3",
            "unclosed-quote",
            "\"",
            Some("coups \"in 2020\" | take 3"),
        ),
    ]);
}

#[test]
fn what_cannot_be_seen() {
    refused(&[
        (
            "coups in Ma\u{7}li\u{0}",
            "control-character",
            "\u{7}",
            Some("coups in Mali"),
        ),
        (
            "coups in \u{202e}ilaM",
            "control-character",
            "\u{202e}",
            Some("coups in ilaM"),
        ),
    ]);
    let error = parse("coups in \u{1b}[31mMali").expect_err("an escape sequence");
    assert_eq!(
        error.to_string(),
        "the text contains the invisible character U+001B at position 10"
    );
}

#[test]
fn sparql_blocks() {
    refused(&[
        (
            "sparql { SELECT * { ?s ?p ?o }",
            "unclosed-bracket",
            "{",
            Some("sparql { SELECT * { ?s ?p ?o } }"),
        ),
        (
            "sparql { ?s } }",
            "unopened-bracket",
            "}",
            Some("sparql { ?s }"),
        ),
        (
            "allies of sparql { ?s",
            "unclosed-bracket",
            "{",
            Some("allies of sparql { ?s }"),
        ),
        (
            "allies of sparql { ?s } }",
            "unopened-bracket",
            "}",
            Some("allies of sparql { ?s }"),
        ),
        (
            "allies of sparql { \\u007B }",
            "escaped-mark",
            "\\u007B",
            None,
        ),
        ("sparql { ?s } limit", "number-expected", "limit", None),
        ("sparql { 'a }", "unclosed-quote", "'", None),
        ("sparql { \\u007B }", "escaped-mark", "\\u007B", None),
    ]);
}
