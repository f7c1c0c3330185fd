//! What the bundled dataset holds, as the READMEs count it, and that each statement of its article points at a paragraph.
//!
//! `ALLEGIANCE_CORPUS=update cargo test --test dataset` writes the counts into the READMEs. With `ALLEGIANCE_REAL_DATA` the
//! article's own text says which paragraphs there are, and how closely it dates what it tells.

mod anchors;
mod support;

use allegiance::store::{Cancel, Engine, Input, Opened, open};
use oxigraph::model::Term;
use std::collections::HashSet;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;
use support::query;

static SAHEL: LazyLock<Opened> =
    LazyLock::new(|| open(&[Input::from_argument("sahel")]).expect("bundled data"));
const ARTICLE: &str =
    "<https://w3id.org/allegiance/id/source/how-foreign-intervention-failed-mali>";
const BACKGROUND: &str = "<https://w3id.org/allegiance/id/source/sahel-background>";
const HEADING: &str = "| in the bundled dataset | article | background | together |";

/// What is counted, and the pattern of a graph and of the ontology that it must match.
const ROWS: &[(&str, &str)] = &[
    (
        "actors",
        "GRAPH G { ?x a ?c } ?c rdfs:subClassOf* al:Actor .",
    ),
    (
        "places",
        "GRAPH G { ?x a ?c } ?c rdfs:subClassOf* al:Place .",
    ),
    (
        "situations",
        "GRAPH G { ?x a ?c } ?c rdfs:subClassOf* al:Situation .",
    ),
    (
        "– events",
        "GRAPH G { ?x a ?c } ?c rdfs:subClassOf* al:Event .",
    ),
    (
        "– relations",
        "GRAPH G { ?x a ?c } ?c rdfs:subClassOf* al:Relation .",
    ),
    ("figures", "GRAPH G { ?x a al:Casualties }"),
    (
        "claims: what is claimed, suggested, assessed or denied",
        "GRAPH G { ?x al:certainty ?c } FILTER(?c != al:Asserted)",
    ),
    (
        "what is planned, requested, proposed or failed",
        "GRAPH G { ?x al:status ?s } FILTER(?s NOT IN (al:Occurred, al:Ongoing))",
    ),
    (
        "links of a part to its whole (`al:unitOf`)",
        "GRAPH G { ?x al:unitOf ?y }",
    ),
    (
        "links of a place to a larger one (`al:within`)",
        "GRAPH G { ?x al:within ?y }",
    ),
];

/// Returns how many things, or pairs of them, match in one graph.
fn found(pattern: &str, graph: &str) -> HashSet<Vec<Option<Term>>> {
    let variables = if pattern.contains("?y") {
        "?x ?y"
    } else {
        "?x"
    };
    let pattern = pattern.replace("GRAPH G", &format!("GRAPH {graph}"));
    let text = format!("SELECT DISTINCT {variables} WHERE {{ {pattern} }}");
    let rows = SAHEL.engine.select(&query(&text), &Cancel::new());
    let rows = rows.expect("an answer").rows;
    assert!(rows.iter().flatten().all(Option::is_some));
    rows.into_iter().collect()
}

fn table() -> String {
    let mut lines = vec![HEADING.to_owned(), "|---|---|---|---|".to_owned()];
    for (name, pattern) in ROWS {
        let (article, background) = (found(pattern, ARTICLE), found(pattern, BACKGROUND));
        let together = article.union(&background).count();
        lines.push(format!(
            "| {name} | {} | {} | {together} |",
            article.len(),
            background.len()
        ));
    }
    lines.join("\n")
}

#[test]
fn the_readmes_count_what_is_there() {
    let update = std::env::var("ALLEGIANCE_CORPUS").is_ok_and(|mode| mode == "update");
    let expected = table();
    for name in ["README.md", "datasets/sahel/README.md"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
        let text = fs::read_to_string(&path).expect(name);
        let (before, rest) = text.split_once(HEADING).expect("the table of counts");
        let end = rest.find("\n\n").expect("an empty line after the table");
        let shown = format!("{HEADING}{}", &rest[..end]);
        if update && shown != expected {
            fs::write(&path, format!("{before}{expected}{}", &rest[end..])).expect(name);
            continue;
        }
        assert_eq!(shown, expected, "{name}");
    }
}

#[test]
fn there_is_enough_to_ask() {
    let count = |class: &str| {
        let pattern = format!("GRAPH G {{ ?x a ?c }} ?c rdfs:subClassOf* al:{class} .");
        found(&pattern, ARTICLE)
            .union(&found(&pattern, BACKGROUND))
            .count()
    };
    assert!(count("Actor") >= 60);
    assert!(count("Event") >= 60);
    assert!(count("Relation") >= 100);
}
