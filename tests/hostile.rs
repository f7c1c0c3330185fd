//! Names, IRIs, numbers and questions that try to break out of the generated SPARQL: what is printed always parses to the
//! very algebra that ran, and asks for the named thing alone.

use allegiance::{AskError, Cancel, Input, Options, Session, answer, plan, sparql};
use std::io::Write;

const NAMES: &[&str] = &[
    "x\\\" } ; DROP ALL #",
    "> . ?s ?p ?o . <",
    "} UNION { ?s ?p ?o }",
    "# comment\\n} SELECT * { ?s ?p ?o",
    "\\u0022 } DROP ALL",
    "' OR 1=1 --",
    "?ambush a al:Coup",
    "a\\\\",
    "\u{5e9}\u{5dc}\u{5d5}\u{5dd} \u{0645}",
];

fn data() -> tempfile::NamedTempFile {
    let mut text = String::from(
        "@prefix al: <https://w3id.org/allegiance/ns#> .\n@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n<https://example.org/victim> a al:NonStateArmedGroup ; rdfs:label \"Victim\"@en .\n",
    );
    for (n, name) in NAMES.iter().enumerate() {
        text.push_str(&format!(
            "<https://example.org/actor{n}> a al:NonStateArmedGroup ; rdfs:label \"{name}\"@en .\n<https://example.org/event{n}> a al:Ambush ; rdfs:label \"Ambush {n}\"@en ; al:attacker <https://example.org/actor{n}> ; al:target <https://example.org/victim> .\n"
        ));
    }
    let mut file = tempfile::Builder::new()
        .suffix(".ttl")
        .tempfile()
        .expect("a file");
    file.write_all(text.as_bytes()).expect("room");
    file
}

#[test]
fn hostile_names_stay_names() {
    let file = data();
    let session = Session::open(&[Input::File(file.path().to_owned())]).expect("good data");
    for n in 0..NAMES.len() {
        let iri = format!("https://example.org/actor{n}");
        let id = session.names().by_iri(&iri).expect("named");
        let label = session.names().name(id).label.clone();
        let quoted = label.replace('\\', "\\\\").replace('"', "\\\"");
        let question = format!("who was ambushed by \"{quoted}\"");
        let answer = session
            .ask(&question, &Options::default(), &Cancel::new())
            .unwrap_or_else(|error| panic!("{question}: {error:?}"));
        assert_eq!(answer.total, 1, "{question}");
        assert_eq!(
            answer.rows[0].evidence,
            [format!("https://example.org/event{n}")]
        );
        let (_, reading) = session.read(&question).expect("read");
        let plan = plan::plan(&reading, session.ontology()).expect("a pattern");
        let lowered = sparql::lower(&plan).expect("lowered");
        let printed = answer::print(&lowered, &answer.reading);
        let parsed = spargebra::SparqlParser::new()
            .parse_query(&printed)
            .unwrap_or_else(|error| panic!("{error}\n{printed}"));
        assert_eq!(parsed, lowered.query, "{printed}");
    }
}

#[test]
fn hostile_questions_are_answered_in_words() {
    let session = Session::open(&[Input::from_argument("sahel")]).expect("the bundled dataset");
    for question in [
        "who ambushed <https://x/> . ?s ?p ?o",
        "who ambushed \"x\" } DROP ALL {",
        "about <javascript:alert(1)>",
        "events with killed >= 1); DROP ALL",
        "events order by ) } DROP ALL",
        "about \"Wagner Group\" [x> . ?s ?p ?o]",
        "sparql { SELECT * { ?s ?p ?o } } ; DROP ALL",
        "sparql { INSERT DATA { <a:a> <a:b> <a:c> } }",
        "sparql { SELECT * { SERVICE <http://x/> { ?s ?p ?o } } }",
    ] {
        let outcome = session.ask(question, &Options::default(), &Cancel::new());
        assert!(
            matches!(outcome, Err(AskError::Question(_))),
            "{question}: {outcome:?}"
        );
    }
}
