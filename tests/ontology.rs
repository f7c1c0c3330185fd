//! The ontology is what its header says: one OWL 2 DL ontology with a version, a licence, and words for every term.
//!
//! No checker of OWL profiles can be had from the registries of Rust or Python, so the structural conditions of OWL 2 DL that
//! a list of statements can break are tested here one by one; `second_library.rs` has HermiT reason over the axioms.

use allegiance::store::bundled::{ONTOLOGY, REFERENCE, SAHEL, SHAPES};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{Graph, NamedNodeRef, NamedOrBlankNodeRef, Term, TermRef, Triple};
use std::collections::{BTreeMap, BTreeSet};

const AL: &str = "https://w3id.org/allegiance/ns#";
const OWL: &str = "http://www.w3.org/2002/07/owl#";
const XSD: &str = "http://www.w3.org/2001/XMLSchema#";
const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const RDFS: &str = "http://www.w3.org/2000/01/rdf-schema#";
/// Annotation properties that OWL itself declares.
const BUILT_IN: [&str; 5] = ["label", "comment", "seeAlso", "isDefinedBy", "versionInfo"];
/// The datatypes of the OWL 2 datatype map that are used here.
const DATATYPE_MAP: [&str; 6] = [
    "string", "integer", "decimal", "boolean", "anyURI", "dateTime",
];

fn read(files: &[(&str, &str)]) -> Graph {
    let mut graph = Graph::new();
    for (name, text) in files {
        for quad in RdfParser::from_format(RdfFormat::Turtle).for_slice(text) {
            graph.insert(&Triple::from(quad.expect(name)));
        }
    }
    graph
}

fn ontology() -> Graph {
    read(ONTOLOGY)
}

fn owl(name: &str) -> String {
    format!("{OWL}{name}")
}

fn iri<'a>(term: TermRef<'a>) -> Option<&'a str> {
    match term {
        TermRef::NamedNode(node) => Some(node.as_str()),
        _ => None,
    }
}

fn subject<'a>(subject: NamedOrBlankNodeRef<'a>) -> Option<&'a str> {
    match subject {
        NamedOrBlankNodeRef::NamedNode(node) => Some(node.as_str()),
        NamedOrBlankNodeRef::BlankNode(_) => None,
    }
}

/// Returns the types of each IRI.
fn types(graph: &Graph) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut types: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for triple in graph.triples_for_predicate(rdf::TYPE) {
        if let (Some(term), Some(class)) = (subject(triple.subject), iri(triple.object)) {
            types.entry(term).or_default().insert(class);
        }
    }
    types
}

fn of_type<'a>(graph: &'a Graph, class: &str) -> BTreeSet<&'a str> {
    let typed = types(graph).into_iter();
    typed
        .filter(|(_, classes)| classes.contains(class))
        .map(|(term, _)| term)
        .collect()
}

fn fail(wrong: &[String]) {
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn there_is_one_header_and_it_says_what_this_is() {
    let graph = ontology();
    let headers = of_type(&graph, &owl("Ontology"));
    assert_eq!(headers, BTreeSet::from(["https://w3id.org/allegiance/ns"]));
    let header = NamedNodeRef::new("https://w3id.org/allegiance/ns").expect("an IRI");
    for property in [
        owl("versionIRI"),
        owl("versionInfo"),
        "http://purl.org/dc/terms/title".to_owned(),
        "http://purl.org/dc/terms/description".to_owned(),
        "http://purl.org/dc/terms/license".to_owned(),
        format!("{RDFS}comment"),
    ] {
        let iri = NamedNodeRef::new(&property).expect("an IRI");
        let mut values = graph.objects_for_subject_predicate(header, iri);
        assert!(values.next().is_some(), "no {property}");
    }
    let version = NamedNodeRef::new("http://www.w3.org/2002/07/owl#versionInfo").expect("an IRI");
    let version = graph.object_for_subject_predicate(header, version);
    assert_eq!(
        version,
        Some(TermRef::Literal(
            oxigraph::model::LiteralRef::new_simple_literal(env!("CARGO_PKG_VERSION"))
        ))
    );
}

#[test]
fn every_term_is_declared_and_documented() {
    let graph = ontology();
    let types = types(&graph);
    let mut wrong = Vec::new();
    let text = |term: &str, property: NamedNodeRef<'_>, language: &str| {
        let term = NamedNodeRef::new(term).expect("an IRI");
        graph
            .objects_for_subject_predicate(term, property)
            .any(|object| matches!(object, TermRef::Literal(l) if l.language() == Some(language)))
    };
    for (term, classes) in types.iter().filter(|(term, _)| term.starts_with(AL)) {
        let declared = classes.iter().any(|class| {
            class.starts_with(OWL) || class.starts_with(RDFS) || class.starts_with(AL)
        });
        if !declared {
            wrong.push(format!("{term} is no kind of term"));
        }
        for (property, language) in [
            (rdfs::LABEL, "en"),
            (rdfs::LABEL, "fr"),
            (rdfs::COMMENT, "en"),
        ] {
            if !text(term, property, language) {
                wrong.push(format!("{term} has no {} in {language}", property.as_str()));
            }
        }
    }
    assert!(types.len() > 400);
    fail(&wrong);
}

#[test]
fn nothing_is_used_that_is_not_declared() {
    let graph = read(&[ONTOLOGY, SAHEL, REFERENCE, &[SHAPES]].concat());
    let types = types(&graph);
    let mut wrong = BTreeSet::new();
    for triple in &graph {
        let terms = [
            subject(triple.subject),
            Some(triple.predicate.as_str()),
            iri(triple.object),
        ];
        for term in terms
            .into_iter()
            .flatten()
            .filter(|term| term.starts_with(AL))
        {
            if !types.contains_key(term) {
                wrong.insert(format!("{term} is not declared"));
            }
        }
        if let TermRef::Literal(literal) = triple.object
            && literal.datatype().as_str().starts_with(AL)
            && !types.contains_key(literal.datatype().as_str())
        {
            wrong.insert(format!("{} is not declared", literal.datatype()));
        }
    }
    // In the ontology itself, foreign properties and classes are declared too.
    let graph = ontology();
    for triple in &graph {
        let property = triple.predicate.as_str();
        let built_in = [OWL, RDF, RDFS].iter().any(|ns| property.starts_with(ns));
        let declared = types
            .get(property)
            .is_some_and(|classes| classes.iter().any(|c| c.ends_with("Property")));
        if !built_in && !declared {
            wrong.insert(format!("the property {property} is not declared"));
        }
        if let Some(class) = iri(triple.object)
            && [rdf::TYPE, rdfs::SUB_CLASS_OF].contains(&triple.predicate)
            && ![OWL, RDF, RDFS].iter().any(|ns| class.starts_with(ns))
            && !types
                .get(class)
                .is_some_and(|classes| classes.contains(owl("Class").as_str()))
        {
            wrong.insert(format!("the class {class} is not declared"));
        }
    }
    fail(&wrong.into_iter().collect::<Vec<_>>());
}

#[test]
fn no_name_stands_for_two_kinds_that_dl_keeps_apart() {
    let graph = ontology();
    let kinds = ["ObjectProperty", "DatatypeProperty", "AnnotationProperty"].map(owl);
    let datatype = format!("{RDFS}Datatype");
    let mut wrong = Vec::new();
    for (term, classes) in types(&graph) {
        let properties = kinds
            .iter()
            .filter(|kind| classes.contains(kind.as_str()))
            .count();
        if properties > 1 {
            wrong.push(format!("{term} is a property of several kinds"));
        }
        if classes.contains(owl("Class").as_str()) && classes.contains(datatype.as_str()) {
            wrong.push(format!("{term} is a class and a datatype"));
        }
        if classes.contains(format!("{RDF}Property").as_str()) {
            wrong.push(format!("{term} is a property of no kind of OWL"));
        }
        let reserved = [OWL, RDF, RDFS, XSD].iter().any(|ns| term.starts_with(ns));
        if reserved {
            wrong.push(format!("{term} is reserved and cannot be declared"));
        }
    }
    fail(&wrong);
}

#[test]
fn properties_are_used_as_what_they_are() {
    let schema = ontology();
    let graph = read(&[ONTOLOGY, SAHEL, REFERENCE].concat());
    let object = of_type(&schema, &owl("ObjectProperty"));
    let data = of_type(&schema, &owl("DatatypeProperty"));
    let mut wrong = BTreeSet::new();
    // dcterms:source is an object property for the alignment, and leads to addresses.
    for triple in &graph {
        let property = triple.predicate.as_str();
        let literal = matches!(triple.object, TermRef::Literal(_));
        if object.contains(property) && literal || data.contains(property) && !literal {
            wrong.insert(format!("{property} leads to {}", triple.object));
        }
    }
    fail(&wrong.into_iter().collect::<Vec<_>>());
}

#[test]
fn axioms_stay_within_one_kind() {
    let graph = ontology();
    let types = types(&graph);
    let is = |term: &str, kind: &str| {
        types
            .get(term)
            .is_some_and(|classes| classes.contains(owl(kind).as_str()))
    };
    let mut wrong = Vec::new();
    for triple in graph.triples_for_predicate(rdfs::SUB_PROPERTY_OF) {
        let (Some(below), Some(above)) = (subject(triple.subject), iri(triple.object)) else {
            wrong.push(format!("{triple}"));
            continue;
        };
        let alike = ["ObjectProperty", "DatatypeProperty", "AnnotationProperty"]
            .iter()
            .any(|kind| is(below, kind) && is(above, kind));
        if !alike {
            wrong.push(format!(
                "{below} is below {above}, which is of another kind"
            ));
        }
    }
    for triple in graph.triples_for_predicate(rdfs::RANGE) {
        let (Some(property), Some(range)) = (subject(triple.subject), iri(triple.object)) else {
            wrong.push(format!("{triple}"));
            continue;
        };
        let class = is(range, "Class");
        let datatype = range.starts_with(XSD)
            || types
                .get(range)
                .is_some_and(|c| c.contains(format!("{RDFS}Datatype").as_str()));
        let fits = is(property, "ObjectProperty") && class
            || is(property, "DatatypeProperty") && datatype
            || is(property, "AnnotationProperty");
        if !fits {
            wrong.push(format!("{property} has the range {range}"));
        }
    }
    for triple in graph.triples_for_predicate(rdfs::DOMAIN) {
        let (property, domain) = (subject(triple.subject), iri(triple.object));
        if !domain.is_some_and(|domain| is(domain, "Class"))
            || !property.is_some_and(|p| is(p, "ObjectProperty") || is(p, "DatatypeProperty"))
        {
            wrong.push(format!("{triple}"));
        }
    }
    assert!(
        !graph
            .iter()
            .any(|t| t.predicate.as_str() == owl("equivalentClass"))
    );
    fail(&wrong);
}

#[test]
fn axioms_name_no_datatype_that_reasoners_do_not_know() {
    let graph = ontology();
    let types = types(&graph);
    let known = |datatype: &str| {
        DATATYPE_MAP
            .iter()
            .any(|name| datatype == format!("{XSD}{name}"))
    };
    let mut wrong = BTreeSet::new();
    for triple in graph.triples_for_predicate(rdfs::RANGE) {
        let range = iri(triple.object).unwrap_or_default();
        let class = types
            .get(range)
            .is_some_and(|classes| classes.contains(owl("Class").as_str()));
        if !class && !known(range) {
            wrong.insert(format!("{} has the range {range}", triple.subject));
        }
    }
    // Outside axioms any datatype will do that is declared, or XML Schema's.
    for triple in &graph {
        if let TermRef::Literal(literal) = triple.object {
            let datatype = literal.datatype();
            let declared = datatype.as_str().starts_with(XSD)
                || datatype.as_str() == format!("{RDF}langString")
                || types.contains_key(datatype.as_str());
            if !declared {
                wrong.insert(format!("{datatype} is not declared"));
            }
        }
    }
    fail(&wrong.into_iter().collect::<Vec<_>>());
}

#[test]
fn no_class_is_below_itself_or_below_two_that_are_disjoint() {
    let graph = ontology();
    let mut above: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for triple in graph.triples_for_predicate(rdfs::SUB_CLASS_OF) {
        if let (Some(below), Some(class)) = (subject(triple.subject), iri(triple.object)) {
            above.entry(below).or_default().insert(class);
        }
    }
    let closure = |class: &str| {
        let (mut all, mut open) = (BTreeSet::new(), vec![class.to_owned()]);
        while let Some(next) = open.pop() {
            for class in above.get(next.as_str()).into_iter().flatten() {
                if all.insert((*class).to_owned()) {
                    open.push((*class).to_owned());
                }
            }
        }
        all
    };
    let disjoint = NamedNodeRef::new("http://www.w3.org/2002/07/owl#disjointWith").expect("an IRI");
    let mut wrong = Vec::new();
    for class in above.keys() {
        let mut all = closure(class);
        if all.contains(*class) {
            wrong.push(format!("{class} is below itself"));
        }
        all.insert((*class).to_owned());
        for triple in graph.triples_for_predicate(disjoint) {
            let pair = [subject(triple.subject), iri(triple.object)];
            if pair.iter().flatten().all(|one| all.contains(*one)) {
                wrong.push(format!(
                    "{class} is below {} and {}",
                    triple.subject, triple.object
                ));
            }
        }
    }
    fail(&wrong);
}

#[test]
fn words_are_annotations_so_that_no_reasoner_minds_them() {
    let graph = ontology();
    let annotations = of_type(&graph, &owl("AnnotationProperty"));
    for word in [
        "plural",
        "present",
        "past",
        "participle",
        "form",
        "preposition",
        "reads",
        "roleOf",
        "filler",
    ] {
        assert!(
            annotations.contains(format!("{AL}{word}").as_str()),
            "{word}"
        );
    }
    for name in BUILT_IN {
        assert!(
            !annotations.contains(format!("{RDFS}{name}").as_str()),
            "{name} is built in"
        );
    }
    assert!(graph.iter().all(
        |triple| !matches!(Term::from(triple.object), Term::BlankNode(_))
            || annotations.contains(triple.predicate.as_str())
    ));
}
