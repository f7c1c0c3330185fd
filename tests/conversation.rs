//! Questions one after the other: named sets and the last answer, on the bundled dataset.

use allegiance::question::{Argument, ParameterKind, Parameters};
use allegiance::{AskError, Cancel, Conversation, Input, Options, Reply, Session};
use std::sync::LazyLock;

static SAHEL: LazyLock<Session> =
    LazyLock::new(|| Session::open(&[Input::from_argument("sahel")]).expect("the bundled dataset"));

fn say(conversation: &mut Conversation<'_>, text: &str) -> Result<Reply, AskError> {
    conversation.say(text, &Options::default(), &Cancel::new())
}

/// Says something and returns how it was read; the reading must read the same without the conversation.
fn read(conversation: &mut Conversation<'_>, text: &str) -> String {
    match say(conversation, text) {
        Ok(Reply::Answer(answer)) => {
            let (_, reading) = SAHEL
                .read(&answer.reading)
                .unwrap_or_else(|e| panic!("{}: {e:?}", answer.reading));
            assert_eq!(allegiance::reading::echo(&reading), answer.reading);
            let alone = SAHEL
                .ask(&answer.reading, &Options::default(), &Cancel::new())
                .unwrap();
            assert_eq!(alone.rows, answer.rows, "{text}: {}", answer.reading);
            answer.reading
        }
        Ok(Reply::Named(named)) => {
            format!("{} = {} ({})", named.name, named.reading, named.members)
        }
        Err(error) => panic!("{text}: {error:?}"),
    }
}

fn refused(
    conversation: &mut Conversation<'_>,
    text: &str,
) -> (&'static str, String, Option<String>) {
    match say(conversation, text) {
        Err(AskError::Question(diagnostic)) => {
            let span = diagnostic.labels[0].span;
            let marked = text
                .get(span.start..span.end)
                .expect("a place in the text")
                .to_owned();
            (diagnostic.code, marked, diagnostic.correction)
        }
        other => panic!("{text}: {other:?}"),
    }
}

fn talk(lines: &[(&str, &str)]) {
    let mut conversation = Conversation::new(&SAHEL);
    for (text, reading) in lines {
        assert_eq!(read(&mut conversation, text), *reading, "{text}");
    }
}

#[test]
fn a_named_set_stands_wherever_a_set_can() {
    talk(&[
        (
            "let mine = allies of MNLA",
            "mine = allies of \"MNLA\" [non-state armed group] (2)",
        ),
        (
            "allies of mine",
            "allies of (allies of \"MNLA\" [non-state armed group])",
        ),
        (
            "who fought Mine",
            "who fought allies of \"MNLA\" [non-state armed group]",
        ),
        (
            "events by mine in 2012",
            "events by (allies of \"MNLA\" [non-state armed group]) in 2012",
        ),
        (
            "mine in 2012",
            "allies of \"MNLA\" [non-state armed group] in 2012",
        ),
        (
            "mine except AQIM",
            "allies of \"MNLA\" [non-state armed group] except (\"AQIM\" [non-state armed group])",
        ),
        (
            "count mine by year",
            "count allies of \"MNLA\" [non-state armed group] by year",
        ),
        (
            "let further = mine or members of JNIM",
            "further = allies of \"MNLA\" [non-state armed group] or members of \"JNIM\" [non-state armed group] (6)",
        ),
        (
            "let mine = CSP",
            "mine = \"CSP\" [non-state armed group] (1)",
        ),
        (
            "allies of further",
            "allies of (allies of \"MNLA\" [non-state armed group] or members of \"JNIM\" [non-state armed group])",
        ),
    ]);
}

#[test]
fn a_list_of_names_stands_where_names_do() {
    talk(&[
        (
            "let north = Kidal or Tinzaouatene",
            "north = \"Kidal\" [populated place] or \"Tinzaouatene\" [populated place] (2)",
        ),
        (
            "battles in north",
            "battles in \"Kidal\" [populated place] or \"Tinzaouatene\" [populated place]",
        ),
        (
            "battles in north or Gao in 2024",
            "battles in \"Kidal\" [populated place] or \"Tinzaouatene\" [populated place] or \"Gao\" [populated place] in 2024",
        ),
        (
            "let w = \"Wagner Group\"",
            "w = \"Wagner Group\" [private military company] (1)",
        ),
        (
            "did CSP ambush w in north",
            "did \"CSP\" [non-state armed group] ambush \"Wagner Group\" [private military company] in \"Kidal\" [populated place] or \"Tinzaouatene\" [populated place]",
        ),
        (
            "did w ambush CSP",
            "did \"Wagner Group\" [private military company] ambush \"CSP\" [non-state armed group]",
        ),
        (
            "path from w to Ukraine",
            "paths from \"Wagner Group\" [private military company] to \"Ukraine\" [state]",
        ),
        (
            "about w",
            "about \"Wagner Group\" [private military company]",
        ),
    ]);
}

#[test]
fn it_is_the_last_answer() {
    talk(&[
        (
            "events in Mali since 2012",
            "events in \"Mali\" [country] since 2012",
        ),
        (
            "count it by year",
            "count events in \"Mali\" [country] since 2012 by year",
        ),
        (
            "who fought alongside CSP",
            "who fought alongside \"CSP\" [non-state armed group]",
        ),
        (
            "members of it",
            "members of \"JNIM\" [non-state armed group]",
        ),
        (
            "count it",
            "count members of \"JNIM\" [non-state armed group]",
        ),
        (
            "coups in Mali | take 1",
            "coups in \"Mali\" [country] | take 1",
        ),
        (
            "It in 2020",
            "coups in 2020 and (\"First coup in Mali\" [coup])",
        ),
        ("about CSP", "about \"CSP\" [non-state armed group]"),
        (
            "leaders of it",
            "leaders of \"CSP\" [non-state armed group]",
        ),
        (
            "count events by place | take 2",
            "count events by place | take 2",
        ),
        (
            "battles in it",
            "battles in \"Africa\" [world region] or \"Bamako\" [populated place]",
        ),
    ]);
}

#[test]
fn what_is_no_set_says_so() {
    let mut conversation = Conversation::new(&SAHEL);
    assert_eq!(
        refused(&mut conversation, "allies of it"),
        ("no-set", "it".to_owned(), None)
    );
    for text in [
        "count coups",
        "did CSP ambush \"Wagner Group\"",
        "path from CSP to JNIM",
        "count coups by year",
        "coups in 1950 | take 3",
    ] {
        read(&mut conversation, text);
        assert_eq!(
            refused(&mut conversation, "allies of it").0,
            "no-set",
            "{text}"
        );
    }
    assert_eq!(
        refused(&mut conversation, "let x = count coups").0,
        "no-set"
    );
    assert_eq!(
        refused(&mut conversation, "let x = coups | take 3"),
        ("whole-set", "take 3".to_owned(), None)
    );
    assert_eq!(
        refused(&mut conversation, "let x = coups limit 3").0,
        "whole-set"
    );
    assert_eq!(
        refused(&mut conversation, "let x = strictly coups").0,
        "whole-set"
    );
    assert_eq!(
        refused(&mut conversation, "let it = coups"),
        ("reserved-name", "it".to_owned(), None)
    );
    for word in [
        "allies", "coup", "since", "who", "ambushed", "killed", "year", "planned", "limit",
    ] {
        assert_eq!(
            refused(&mut conversation, &format!("let {word} = coups")).0,
            "reserved-name",
            "{word}"
        );
    }
}

#[test]
fn a_slip_in_a_named_set_is_corrected_with_its_name() {
    let mut conversation = Conversation::new(&SAHEL);
    let (code, marked, correction) = refused(&mut conversation, "let x = allies of Wagnr");
    assert_eq!((code, marked.as_str()), ("unknown-name", "Wagnr"));
    assert_eq!(
        correction.as_deref(),
        Some("let x = allies of \"Wagner Group\"")
    );
    let (code, marked, correction) = refused(&mut conversation, "let x = coups in (Kidal");
    assert_eq!((code, marked.as_str()), ("unclosed-bracket", "("));
    assert_eq!(correction.as_deref(), Some("let x = coups in (Kidal)"));
}

/// A name whose `let` failed must not silently mean the place that is called so.
#[test]
fn a_failed_name_means_nothing() {
    let mut conversation = Conversation::new(&SAHEL);
    refused(&mut conversation, "let sahel = allies of Wagnr");
    assert_eq!(
        refused(&mut conversation, "events in sahel"),
        ("no-set", "sahel".to_owned(), None)
    );
    read(&mut conversation, "events in \"Sahel\"");
    let named = say(&mut conversation, "let sahel = \"Mali\" [country]").unwrap();
    let Reply::Named(named) = named else {
        panic!("a name")
    };
    assert_eq!(
        named.notes,
        ["`sahel` now means this set; Sahel itself is written in quotes"]
    );
    assert_eq!(
        read(&mut conversation, "coups in sahel"),
        "coups in \"Mali\" [country]"
    );
}

#[test]
fn queries_are_sets_with_names() {
    let query = "sparql { SELECT ?x WHERE { ?x a al:PrivateMilitaryCompany } }";
    talk(&[
        (
            &format!("let companies = {query}"),
            &format!("companies = {query} (1)"),
        ),
        ("who ambushed companies", &format!("who ambushed {query}")),
        (
            "sparql { SELECT ?x ?y { ?x a al:Coup } }",
            "sparql { SELECT ?x ?y { ?x a al:Coup } }",
        ),
        (
            "count it by year",
            "count coups and (\"First coup in Mali\" [coup] or \"Second coup in Mali\" [coup]) by year",
        ),
    ]);
}

fn with(name: &str, kind: ParameterKind, value: &str, question: &str) -> Result<String, String> {
    let mut parameters = Parameters::default();
    parameters.set(
        name,
        Argument::new(kind, value).map_err(|error| error.to_string())?,
    );
    let mut conversation = Conversation::with(&SAHEL, parameters);
    match say(&mut conversation, question) {
        Ok(Reply::Answer(answer)) => Ok(answer.reading),
        Err(AskError::Question(diagnostic)) => Err(diagnostic.code.to_owned()),
        other => panic!("{question}: {other:?}"),
    }
}

#[test]
fn parameters_are_values() {
    use ParameterKind::{Actor, Date, Number, Place, Text};
    let read = |kind, value, question: &str| with("x", kind, value, question);
    assert_eq!(
        read(Actor, "Wagner Group", "who ambushed $x"),
        Ok("who ambushed \"Wagner Group\" [private military company]".into())
    );
    assert_eq!(
        read(Actor, "Mali", "allies of $x"),
        Ok("allies of \"Mali\" [state]".into())
    );
    assert_eq!(
        read(
            Actor,
            "<https://w3id.org/allegiance/id/csp>",
            "allies of $x"
        ),
        Ok("allies of \"CSP\" [non-state armed group]".into())
    );
    assert_eq!(
        read(Place, "Mali", "coups in $x"),
        Ok("coups in \"Mali\" [country]".into())
    );
    assert_eq!(
        read(Date, "2020", "coups in $x"),
        Ok("coups in 2020".into())
    );
    assert_eq!(
        read(Date, "May 2020", "coups between $x and 2021"),
        Ok("coups between 2020-05 and 2021".into())
    );
    assert_eq!(
        read(Number, "80", "battles with killed >= $x"),
        Ok("battles with killed >= 80".into())
    );
    assert_eq!(
        read(Number, "1", "coups limit $x"),
        Ok("coups limit 1".into())
    );
    assert_eq!(
        read(Number, "2", "count events by year | where count >= $x"),
        Ok("count events by year | where count >= 2".into())
    );
    assert_eq!(
        read(Date, "2020", "coups | where when >= $x"),
        Ok("coups | where when >= 2020".into())
    );
    assert_eq!(
        read(Text, "first", "coups | where coup contains $x"),
        Ok("coups | where coup contains \"first\"".into())
    );
    assert_eq!(
        read(Text, "CSP", "about $x"),
        Ok("about \"CSP\" [non-state armed group]".into())
    );
}

#[test]
fn a_value_of_the_wrong_kind_is_refused() {
    use ParameterKind::{Actor, Date, Number, Place};
    let code = |kind, value, question: &str| with("x", kind, value, question).unwrap_err();
    assert_eq!(code(Number, "3", "coups in $x"), "wrong-parameter");
    assert_eq!(
        code(Date, "2020", "battles with killed >= $x"),
        "wrong-parameter"
    );
    assert_eq!(code(Date, "2020", "who ambushed $x"), "wrong-parameter");
    assert_eq!(code(Place, "CSP", "coups in $x"), "unknown-name");
    assert_eq!(code(Actor, "Kidal", "allies of $x"), "unknown-name");
    assert_eq!(code(Date, "2020-13", "coups in $x"), "bad-date");
    assert_eq!(code(Actor, "CSP", "allies of $y"), "no-such-parameter");
}

/// Whatever a value holds, it is one value: the question keeps its shape or is refused.
#[test]
fn a_value_never_becomes_a_part_of_the_question() {
    use ParameterKind::{Actor, Date, Number, Place, Text};
    let hostile = [
        "CSP\" or allies of \"JNIM",
        "CSP or JNIM",
        "CSP) or (coups",
        "CSP | export \"x.csv\"",
        "sparql { SELECT ?x { ?x ?y ?z } }",
        "$x",
        "it",
        "CSP # ",
        "CSP\nin Mali",
        "<https://w3id.org/allegiance/id/csp> or <https://w3id.org/allegiance/id/jnim>",
        "<https://w3id.org/allegiance/id/csp> } UNION { ?s ?p ?o",
        "2020 or 2021",
        "1 or killed >= 0",
        "all",
        "strictly CSP",
        "CSP [state]",
        "\u{202e}CSP",
        "CSP\u{0}",
    ];
    for value in hostile {
        for (kind, question) in [
            (Actor, "allies of $x"),
            (Place, "coups in $x"),
            (Date, "coups in $x"),
            (Number, "battles with killed >= $x"),
        ] {
            let outcome = with("x", kind, value, question);
            assert!(outcome.is_err(), "{kind} {value:?}: {outcome:?}");
        }
        if let Ok(reading) = with("x", Text, value, "coups | where coup contains $x") {
            let quoted = allegiance::question::format::quoted(
                &value.split_whitespace().collect::<Vec<_>>().join(" "),
            );
            assert_eq!(reading, format!("coups | where coup contains {quoted}"));
        }
    }
}

/// A correction is chosen by its number and asked: a value must not get into it as text.
#[test]
fn a_value_is_no_part_of_a_correction() {
    let mut parameters = Parameters::default();
    let value = Argument::new(ParameterKind::Date, "2020 | export \"owned.csv\"").unwrap();
    parameters.set("x", value);
    let mut conversation = Conversation::with(&SAHEL, parameters);
    for text in [
        "coups\nin $x and in (Kidal",
        "coups in $x || coups",
        "coups\nin $x limit 3 limit 3",
        "coups in $x by &",
        "coups\nin 2012-2015 and in $x",
    ] {
        let Err(AskError::Question(diagnostic)) = say(&mut conversation, text) else {
            panic!("{text}")
        };
        let questions = diagnostic
            .candidates
            .iter()
            .filter_map(|c| c.question.as_ref());
        for correction in questions.chain(&diagnostic.correction) {
            assert!(!correction.contains("owned"), "{text}: {correction}");
        }
    }
}
