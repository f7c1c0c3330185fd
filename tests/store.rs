//! Opening files and asking the engine.

mod support;

use allegiance::load::{LoadError, WarningKind};
use allegiance::store::{Cancel, Engine, EngineError, Input, OpenError, open};
use std::path::PathBuf;
use support::{Files, PREFIXES, query, rows, turtle};

#[test]
fn every_format_is_read_alike() {
    let files = Files::new();
    let iri = "https://w3id.org/allegiance/id/x";
    let label = "http://www.w3.org/2000/01/rdf-schema#label";
    let xml = format!(
        "<?xml version=\"1.0\"?><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns:rdfs=\"http://www.w3.org/2000/01/rdf-schema#\"><rdf:Description rdf:about=\"{iri}\"><rdfs:label>x</rdfs:label></rdf:Description></rdf:RDF>"
    );
    let json = format!("{{\"@id\": \"{iri}\", \"{label}\": \"x\"}}");
    let triple = format!("<{iri}> <{label}> \"x\" .");
    let quad = format!("<{iri}> <{label}> \"x\" <https://example.org/g> .");
    let trig = format!("<https://example.org/g> {{ {triple} }}");
    let other = "https://example.org/g";
    for (name, text, graph) in [
        ("one.ttl", format!("\u{feff}{triple}"), "source/one"),
        ("one.nt", triple.clone(), "source/one"),
        ("one.nq", quad.clone(), other),
        ("one.trig", trig, other),
        ("one.rdf", xml.clone(), "source/one"),
        ("one.xml", xml.clone(), "source/one"),
        ("one.owl", xml.clone(), "source/one"),
        ("one.owl", format!("# a comment\n{triple}"), "source/one"),
        ("one.jsonld", json.clone(), "source/one"),
        ("one.json", json.clone(), "source/one"),
        ("ONE.TTL", triple.clone(), "source/one"),
        ("one.data", quad, other),
        ("one", json, "source/one"),
    ] {
        let opened = files.open(name, text).expect(name);
        let found = rows(&opened, "SELECT ?g { GRAPH ?g { ent:x rdfs:label 'x' } }");
        assert_eq!(found, [graph], "{name}");
        let found = rows(&opened, "SELECT * { ent:x rdfs:label ?x }");
        assert_eq!(found, ["x"], "{name}");
    }
}

#[test]
fn files_that_cannot_be_loaded_say_why() {
    let files = Files::new();
    let open_path = |path: PathBuf| open(&[Input::File(path)]).map(|_| ());
    assert!(matches!(
        open_path(files.directory.path().join("none.ttl")),
        Err(OpenError::Load(LoadError::NotFound { .. }))
    ));
    assert!(matches!(
        open_path(files.directory.path().to_path_buf()),
        Err(OpenError::Load(LoadError::Directory { .. }))
    ));
    let error = |name, content: &str| files.error(name, content);
    assert!(matches!(error("a.ttl", ""), LoadError::Empty { .. }));
    assert!(matches!(error("a.ttl", " \n"), LoadError::Empty { .. }));
    assert!(matches!(
        error("a.ttl", "# nothing"),
        LoadError::NoStatements { .. }
    ));
    assert!(matches!(
        error("a.json", "{\"a\": 1}"),
        LoadError::NoStatements { .. }
    ));
    assert!(matches!(
        error("a.csv", "a,b\n1,2"),
        LoadError::UnknownFormat { .. }
    ));
    assert!(matches!(
        files.error("a.ttl.gz", [0x1f, 0x8b, 8]),
        LoadError::Damaged { .. }
    ));
    let latin = files.error("a.ttl", b"<a> <b> <c> .\n<a> <b> \"\xe9\" .");
    assert!(
        matches!(
            latin,
            LoadError::NotUtf8 {
                line: 2,
                column: 10,
                ..
            }
        ),
        "{latin}"
    );
    let remote = "{\"@context\": \"https://schema.org/\", \"name\": \"x\"}";
    assert!(matches!(
        error("a.jsonld", remote),
        LoadError::RemoteContext { .. }
    ));
    let undeclared = error("a.ttl", "<a> <b> <c> .\nex:a <b> <c> .");
    assert!(
        undeclared
            .to_string()
            .ends_with("a.ttl:2:1: The prefix ex: has not been declared"),
        "{undeclared}"
    );
    assert_eq!(
        undeclared.remedy(),
        "add a line `@prefix ex: <…> .` at the top of the file"
    );
}

#[test]
fn hostile_files_are_refused_before_they_are_parsed() {
    let files = Files::new();
    let deep = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(matches!(
        files.error("a.json", deep),
        LoadError::TooDeep { .. }
    ));
    let xml = "<?xml version=\"1.0\"?><!DOCTYPE r [<!ENTITY a \"aa\"><!ENTITY b \"&a;&a;\">]><r/>";
    assert!(matches!(
        files.error("a.rdf", xml),
        LoadError::Entity { entity, .. } if entity == "b"
    ));
    let deep = format!("<a> <b> {}{} .", "( ".repeat(20_000), ")".repeat(20_000));
    assert!(files.open("a.ttl", deep).is_ok());
}

#[test]
fn statements_stand_in_the_graph_of_their_source() {
    let files = Files::new();
    let source = "<https://example.org/s> a al:Source .";
    let named = files.write(
        "named.ttl",
        format!("{PREFIXES} {source} ent:a a al:State ; rdfs:label 'a' ."),
    );
    let plain = files.write(
        "Größe 2021 (v2).ttl",
        format!("{PREFIXES} ent:b a al:State ; rdfs:label 'b' ; rdfs:seeAlso <#b> ."),
    );
    let twin = files.write(
        "other/Größe 2021 (v2).ttl",
        format!("{PREFIXES} ent:c a al:State ; rdfs:label 'c' ."),
    );
    let inputs = [named.clone(), plain, twin, named].map(Input::File);
    let opened = open(&inputs).expect("good data");
    assert_eq!(
        rows(
            &opened,
            "SELECT ?l ?g { GRAPH ?g { ?x rdfs:label ?l FILTER(?x IN (ent:a, ent:b, ent:c)) } }"
        ),
        [
            "a https://example.org/s",
            "b source/größe-2021-v2",
            "c source/größe-2021-v2-2"
        ]
    );
    assert_eq!(
        rows(&opened, "SELECT ?o { ent:b rdfs:seeAlso ?o }"),
        ["source/größe-2021-v2#b"]
    );
    assert_eq!(opened.warnings.len(), 1, "{:?}", opened.warnings);
}

#[test]
fn a_statement_of_two_sources_is_one_in_the_default_graph() {
    let files = Files::new();
    let text = format!("{PREFIXES} ent:a a al:State ; rdfs:label 'a' .");
    let inputs = ["one.ttl", "two.ttl"].map(|name| Input::File(files.write(name, &text)));
    let opened = open(&inputs).expect("good data");
    let label = "ent:a rdfs:label ?l";
    assert_eq!(
        rows(
            &opened,
            &format!("SELECT ?l {{ ent:a a al:State . {label} }}")
        ),
        ["a"]
    );
    assert_eq!(
        rows(&opened, &format!("SELECT ?g {{ GRAPH ?g {{ {label} }} }}")),
        ["source/one", "source/two"]
    );
    assert_eq!(
        rows(
            &opened,
            &format!("SELECT ?l FROM <https://w3id.org/allegiance/id/source/one> {{ {label} }}")
        ),
        ["a"]
    );
    for pattern in ["ent:a ?p ?o", "?s ?p 'a'", "?s rdfs:label 'a'"] {
        let text = format!("SELECT * {{ {pattern} . ent:a ?p 'a' FILTER(?p = rdfs:label) }}");
        assert_eq!(rows(&opened, &text.replace("?s", "ent:a")).len(), 1);
    }
}

#[test]
fn blank_nodes_stay_apart_and_typed_ones_can_be_shown() {
    let files = Files::new();
    let text =
        format!("{PREFIXES} _:a a al:Ambush ; rdfs:label 'x' ; al:note [ rdfs:label 'y' ] .");
    let inputs = ["one.ttl", "two.ttl"].map(|name| Input::File(files.write(name, &text)));
    let opened = open(&inputs).expect("good data");
    let found = rows(&opened, "SELECT ?a ?b { ?a rdfs:label 'x' ; al:note ?b }");
    assert_eq!(found, ["source/one/1 _", "source/two/1 _"]);
    let again = open(&inputs).expect("good data");
    let all = query("SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o");
    assert_eq!(
        opened.engine.select(&all, &Cancel::new()),
        again.engine.select(&all, &Cancel::new())
    );
}

#[test]
fn the_engine_only_reads_what_is_here() {
    let opened = turtle("ent:a rdfs:label 'a' .");
    let (engine, cancel) = (&opened.engine, Cancel::new());
    let remote = "SERVICE SILENT <http://localhost:9/> { ?s ?p ?o }";
    let service = query(&format!(
        "SELECT * {{ ?s ?p ?o FILTER EXISTS {{ {remote} }} }}"
    ));
    assert_eq!(engine.select(&service, &cancel), Err(EngineError::Service));
    let ask = query("ASK { ent:a rdfs:label 'a' }");
    assert_eq!(engine.ask(&ask, &cancel), Ok(true));
    assert!(matches!(
        engine.select(&ask, &cancel),
        Err(EngineError::Kind { .. })
    ));
    let construct =
        query("CONSTRUCT { ?s rdfs:comment ?l } { VALUES ?s { ent:a } ?s rdfs:label ?l }");
    assert_eq!(
        engine.construct(&construct, &cancel).map(|t| t.len()),
        Ok(1)
    );
}

#[test]
fn a_running_query_can_be_stopped() {
    let opened = turtle("ent:a rdfs:label 'a' .");
    let cancel = Cancel::new();
    let endless = query("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }");
    let from_elsewhere = cancel.clone();
    let started = std::time::Instant::now();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            std::thread::sleep(std::time::Duration::from_millis(50));
            from_elsewhere.cancel();
        });
        assert_eq!(
            opened.engine.select(&endless, &cancel),
            Err(EngineError::Cancelled)
        );
    });
    assert!(started.elapsed().as_secs() < 5);
}

#[test]
fn a_query_that_doubles_a_text_without_end_is_stopped() {
    let opened = turtle("ent:a rdfs:label 'a' .");
    let doubling: String = (0..60)
        .map(|i| format!("BIND(CONCAT(?t{i}, ?t{i}) AS ?t{}) ", i + 1))
        .collect();
    let bomb = query(&format!("SELECT ?t60 {{ BIND('ab' AS ?t0) {doubling} }}"));
    assert!(matches!(
        opened.engine.select(&bomb, &Cancel::new()),
        Err(EngineError::TooLong { .. })
    ));
}

#[test]
fn a_mistyped_term_is_told_with_its_line_and_what_was_meant() {
    let files = Files::new();
    let text = format!(
        "{PREFIXES}ent:one a al:Ambsh ; al:attacker ent:csp .
         ent:two a al:Ambush ; al:attackers ent:csp ;
             al:certainty al:Claimd ; al:weather \"hot\" .
         ent:three a al:Ambush ; al:attackers ent:csp .
         al:toSurprise a al:Measure ; rdfs:label \"surprised\"@en .
         ent:four al:toSurprise 1 ; <https://example.org/attackers> ent:csp ."
    );
    let opened = files.open("mine.ttl", text).expect("good data");
    let told: Vec<String> = opened
        .warnings
        .iter()
        .filter(|warning| warning.kind == WarningKind::UnknownTerm)
        .map(|warning| {
            let place = warning.source.rsplit("mine.ttl").next().unwrap_or_default();
            format!("{place}: {}: {}", warning.subject, warning.message)
        })
        .collect();
    assert_eq!(
        told,
        [
            ", line 10: al:attackers: no property of the vocabulary, so that questions pass it over (2 statements); do you mean al:attacker?",
            ", line 11: al:weather: no property of the vocabulary, so that questions pass it over; `allegiance vocabulary` lists the words",
            ", line 9: al:Ambsh: no class of the vocabulary, so that questions do not find what is one; do you mean al:Ambush?",
            ", line 11: al:Claimd: no term of the vocabulary; do you mean al:Claimed?",
        ]
    );
    let many: String = (0..40)
        .map(|n| format!("ent:x al:odd{n} ent:y .\n"))
        .collect();
    let opened = files
        .open("many.ttl", format!("{PREFIXES}{many}"))
        .expect("good data");
    let told = opened
        .warnings
        .iter()
        .filter(|w| w.kind == WarningKind::UnknownTerm);
    let last = told.clone().next_back().expect("a warning");
    assert_eq!(told.count(), 11);
    assert!(
        last.message.starts_with("30 more terms"),
        "{}",
        last.message
    );
}

#[test]
fn what_is_bundled_uses_known_terms_alone() {
    let files = Files::new();
    for (name, text) in allegiance::store::bundled::SAHEL
        .iter()
        .chain(allegiance::store::bundled::REFERENCE)
    {
        let opened = files
            .open(&name.replace('/', "-"), text)
            .expect("good data");
        let told: Vec<_> = opened
            .warnings
            .iter()
            .filter(|warning| warning.kind == WarningKind::UnknownTerm)
            .collect();
        assert!(told.is_empty(), "{told:?}");
    }
}
