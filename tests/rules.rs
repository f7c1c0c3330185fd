//! Rules that turn other vocabularies into ours, packed files, and files that are damaged.

mod support;

use allegiance::load::{LoadError, WarningKind};
use allegiance::store::{Input, OpenError, Rules, open};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;
use support::{Files, rows};
use zip::write::SimpleFileOptions;

const TRIPLE: &str =
    "<https://example.org/a> <http://www.w3.org/2000/01/rdf-schema#label> \"x\" .\n";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        let options = SimpleFileOptions::default();
        archive.start_file(*name, options).expect("memory");
        archive.write_all(bytes).expect("memory");
    }
    archive.finish().expect("memory").into_inner()
}

#[test]
fn packed_files_are_read_as_what_is_in_them() {
    let files = Files::new();
    let json = "{\"@id\": \"https://example.org/a\", \"http://www.w3.org/2000/01/rdf-schema#label\": \"x\"}";
    for (name, bytes) in [
        ("a.nt.gz", gzip(TRIPLE.as_bytes())),
        ("a.ttl.gz", gzip(TRIPLE.as_bytes())),
        ("a.jsonld.gz", gzip(json.as_bytes())),
        ("plain.gz", gzip(TRIPLE.as_bytes())),
        (
            "a.zip",
            zip(&[
                ("__MACOSX/a.ttl", b"x"),
                ("in/a.ttl", TRIPLE.as_bytes()),
                ("README.txt", b"x"),
            ]),
        ),
        ("a.ttl.zip", zip(&[("a.jsonld", json.as_bytes())])),
    ] {
        let path = files.write(name, bytes);
        let input = Input::from_argument(path.to_str().expect("a name"));
        let opened = open(&[input]).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(
            rows(&opened, "SELECT ?x { ?s rdfs:label 'x' BIND(1 AS ?x) }"),
            ["1"],
            "{name}"
        );
    }
}

#[test]
fn damaged_files_say_what_is_wrong_with_them() {
    let files = Files::new();
    let whole = gzip(TRIPLE.repeat(2000).as_bytes());
    let bomb = gzip(&vec![b' '; 100 << 20]);
    let mut flipped = whole.clone();
    let middle = flipped.len() - 6;
    flipped[middle] ^= 0xff;
    let xml = "<?xml version=\"1.0\"?>\n<!DOCTYPE r [\n<!ENTITY host SYSTEM \"file:///etc/hostname\">\n]>\n<r>&host;</r>";
    let rdf = "<?xml version=\"1.0\"?><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"/>";
    let listed = "{\n \"@context\": [\n  {\"a\": \"http://a/\"},\n  \"https://schema.org/\"\n ],\n \"name\": \"x\"\n}";
    let nested = "{\n \"@context\": {\"a\": \"http://a/\"},\n \"a:b\": {\n  \"@context\": \"other.jsonld\", \"name\": \"x\"}\n}";
    for (name, bytes, message, remedy) in [
        (
            "cut.nt.gz",
            whole[..whole.len() / 2].to_vec(),
            "cut.nt.gz is cut off or damaged",
            "fetch or save the file again",
        ),
        (
            "flipped.nt.gz",
            flipped,
            "flipped.nt.gz is cut off or damaged",
            "fetch or save the file again",
        ),
        (
            "bomb.nt.gz",
            bomb.clone(),
            "unpacks to more than 300 times its size",
            "if you trust",
        ),
        (
            "cut.nt.zip",
            zip(&[("a.nt", TRIPLE.as_bytes())])[..60].to_vec(),
            "is cut off or damaged",
            "fetch or save",
        ),
        (
            "bomb.nt.zip",
            zip(&[("a.nt", &vec![b' '; 100 << 20])]),
            "unpacks to more than 300",
            "if you trust",
        ),
        (
            "two.nt.zip",
            zip(&[("a.nt", b""), ("b.ttl", b"")]),
            "holds several files of linked data: a.nt, b.ttl",
            "one by one",
        ),
        (
            "none.nt.zip",
            zip(&[("a.pdf", b"x")]),
            "holds no file of linked data: a.pdf",
            "endings .ttl",
        ),
        (
            "twice.nt.gz",
            gzip(&gzip(TRIPLE.as_bytes())),
            "is packed twice",
            "unpack it first",
        ),
        (
            "a.nt.bz2",
            b"BZh91AY".to_vec(),
            "is packed by bzip2",
            "unpack it first",
        ),
        ("empty.nt.gz", gzip(b""), "is empty", "written completely"),
        ("empty.rdf", Vec::new(), "is empty", "written completely"),
        (
            "outside.rdf",
            xml.into(),
            "outside.rdf:3: the XML entity \"host\" stands elsewhere, and nothing is fetched",
            "write its text where it is used",
        ),
        (
            "remote.jsonld",
            "{\n \"@context\": \"https://schema.org/\",\n \"name\": \"x\"\n}".into(),
            "remote.jsonld:2: the JSON-LD context https://schema.org/ is on the web",
            "in place of the address",
        ),
        (
            "listed.jsonld",
            listed.into(),
            "listed.jsonld:4: the JSON-LD context https://schema.org/ is",
            "in place of",
        ),
        (
            "nested.jsonld",
            nested.into(),
            "nested.jsonld:4: the JSON-LD context other.jsonld is",
            "in place of",
        ),
        (
            "really.ttl",
            rdf.into(),
            "the ending promises Turtle, the text looks like RDF/XML",
            "rename the file to end in .rdf",
        ),
        (
            "really.rdf",
            TRIPLE.into(),
            "the ending promises RDF/XML, the text looks like TriG",
            "rename",
        ),
        (
            "really.nt",
            "id,year\n1,2\n".into(),
            "the ending promises N-Triples, the text looks like a table",
            "end in .csv",
        ),
    ] {
        let path = files.write(name, bytes);
        let error = match open(&[Input::File(path)]) {
            Err(OpenError::Load(error)) => error,
            Err(error) => panic!("{name}: {error}"),
            Ok(_) => panic!("{name} was opened"),
        };
        assert!(error.to_string().contains(message), "{name}: {error}");
        assert!(
            error.remedy().contains(remedy),
            "{name}: {}",
            error.remedy()
        );
    }
}

#[test]
fn external_dtds_and_entities_of_all_kinds_are_not_fetched() {
    let files = Files::new();
    let secret = files.write("secret.txt", "secret");
    let xml = |declaration: &str| {
        format!(
            "<?xml version=\"1.0\"?><!DOCTYPE rdf:RDF {declaration}><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns:rdfs=\"http://www.w3.org/2000/01/rdf-schema#\"><rdf:Description rdf:about=\"http://a/\"><rdfs:label>x</rdfs:label></rdf:Description></rdf:RDF>"
        )
    };
    let secret = secret.display();
    // A document type on the web is named and never needed.
    assert!(
        files
            .open("a.rdf", xml("SYSTEM \"https://example.org/rdf.dtd\""))
            .is_ok()
    );
    for declaration in [
        format!("[<!ENTITY x SYSTEM \"file://{secret}\">]"),
        format!("[<!ENTITY % x PUBLIC \"p\" \"file://{secret}\">]"),
        format!("[<!ENTITY\n x\n SYSTEM '{secret}'>]"),
    ] {
        assert!(matches!(
            files.error("a.rdf", xml(&declaration)),
            LoadError::ExternalEntity { .. }
        ));
    }
}

fn problems(text: &str) -> Vec<String> {
    match Rules::parse("my.rq", text) {
        Ok(_) => Vec::new(),
        Err(OpenError::Mapping(error)) => {
            let help = error.problems.iter().map(|problem| {
                let place = error.place(problem);
                format!(
                    "{}:{} {} ({}) {}",
                    place.0,
                    place.1,
                    problem.message,
                    problem.candidates.join(", "),
                    problem.help
                )
            });
            help.collect()
        }
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn faulty_rules_are_told_at_their_own_lines() {
    for (text, expected) in [
        ("", "1:1 there is no rule"),
        (
            "SELECT * { ?s ?p ?o }",
            "1:1 a rule is a CONSTRUCT, and this begins with SELECT",
        ),
        (
            "CONSTRUCT { ?s a al:Event } WHERE { ?s a <urn:x> }\n;\nCONSTRUCT { ?s a al:Ambsh }\nWHERE { ?s a <urn:x> }",
            "3:18 al:Ambsh is no class of the ontology (al:Ambush)",
        ),
        (
            "CONSTRUCT { ?s\n  al:atacker ?x } WHERE { ?s <urn:x> ?x }",
            "2:3 al:atacker is no property of the ontology (al:attacker)",
        ),
        (
            "PREFIX ns: <https://w3id.org/allegiance/ns#>\nCONSTRUCT { ?s a ns:Accord ; ns:attacker ?x } WHERE { ?s <urn:x> ?x }",
            "2:30 al:attacker is no role of an accord () roles of al:Accord: ",
        ),
        (
            "CONSTRUCT { ?s a al:Accord ; al:signatory ?x . ?x a al:Border } WHERE { ?s <urn:x> ?x }",
            "1:30 a land border cannot be al:signatory () it is filled by Actor",
        ),
        (
            "CONSTRUCT { ?s al:status al:Gone } WHERE { ?s <urn:x> ?x }",
            "1:26 al:Gone is no term of the ontology",
        ),
        (
            "CONSTRUCT { ?s al:place ?place } WHERE { ?s <urn:x> ?plce }",
            "1:25 ?place is nowhere bound, so that nothing comes of it",
        ),
        (
            "CONSTRUCT { ?s al:figure [ al:best 1 ] } WHERE { ?s <urn:x> ?x }",
            "1:26 a rule makes a blank node, which no answer can name",
        ),
        (
            "CONSTRUCT { ?s a al:Event }\nWHERE { ?s a foo:Bar }",
            "2:14 the prefix `foo:` is not declared",
        ),
        (
            "CONSTRUCT { ?s a al:Event } WHERE { ?s a <urn:x> ",
            "1:35 `{` is opened here and never closed",
        ),
        (
            "CONSTRUCT { ?s a al:Event } WHERE { SERVICE <http://a/> { ?s a <urn:x> } }",
            "1:37 SERVICE asks another server",
        ),
    ] {
        let found = problems(text);
        assert!(
            found
                .first()
                .is_some_and(|problem| problem.starts_with(expected)),
            "{text}\n{found:?}\n{expected}"
        );
    }
}

#[test]
fn bundled_rules_are_good() {
    for name in Rules::bundled() {
        if let Err(error) = Rules::open(name.as_ref()) {
            panic!("{error}");
        }
    }
    let error = Rules::open("nowhere.rq".as_ref()).expect_err("no such file");
    assert!(
        error.remedy().contains("sem and wikidata"),
        "{}",
        error.remedy()
    );
}

#[test]
fn what_no_question_would_find_is_left_out_and_told() {
    let files = Files::new();
    let rules = files.write(
        "my.rq",
        "# two rules\nCONSTRUCT { ?s a ?class } WHERE { ?s a ?old . ?old <urn:class> ?class }\n;\n\nCONSTRUCT { ?s al:attacker ?x ; al:signatory ?y } WHERE { ?s a ?any ; <urn:by> ?x OPTIONAL { ?s <urn:with> ?y } }",
    );
    let data = files.write(
        "data.ttl",
        "<urn:kind> <urn:class> <https://w3id.org/allegiance/ns#Ambush> .
         <urn:bad> <urn:class> <https://w3id.org/allegiance/ns#Ambsh> .
         <urn:1> a <urn:kind> ; <urn:by> <urn:x> ; <urn:with> <urn:y> . <urn:2> a <urn:bad> .
         <urn:x> a <https://w3id.org/allegiance/ns#Militia> .",
    );
    let opened = open(&[Input::Using { path: data, rules }]).expect("good rules");
    assert_eq!(
        rows(&opened, "SELECT ?a ?x { ?a a al:Ambush ; al:attacker ?x }"),
        ["urn:1 urn:x"]
    );
    // What the file says itself stays as it is.
    assert_eq!(
        rows(&opened, "SELECT ?o { <urn:1> <urn:with> ?o }"),
        ["urn:y"]
    );
    let told: Vec<String> = opened
        .warnings
        .iter()
        .filter(|warning| warning.kind == WarningKind::Rules)
        .map(|warning| warning.message.clone())
        .collect();
    assert_eq!(
        told,
        [
            "al:Ambsh is no class: 1 statement left out, the first of <urn:2>",
            "al:signatory is no role of ambush: 1 statement left out, the first of <urn:1>"
        ]
    );
    assert!(
        opened
            .warnings
            .iter()
            .any(|w| w.source.ends_with("my.rq, line 5"))
    );
}

#[test]
fn rules_that_make_nothing_say_so() {
    let files = Files::new();
    let data = files.write("data.ttl", TRIPLE);
    let opened = open(&[Input::Using {
        path: data,
        rules: "wikidata".into(),
    }])
    .expect("good data");
    assert!(opened.warnings.iter().any(|warning| {
        warning.kind == WarningKind::Rules && warning.message.contains("make nothing")
    }));
}
