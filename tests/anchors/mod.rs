//! The anchors of the article's statements: the paragraph that says so, and dates no finer than it says.

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{Quad, Term};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

const NS: &str = "https://w3id.org/allegiance/ns#";
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
/// Beginning and end of a year, as the README of the dataset reads them.
const PARTS_OF_YEARS: [&str; 2] = ["early", "late"];

/// A node of the article's graph: its properties, without their namespaces, and their values.
type Node = BTreeMap<String, Vec<String>>;

fn nodes() -> BTreeMap<String, Node> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("datasets/sahel/article.ttl");
    let text = fs::read_to_string(path).expect("the article's graph");
    let mut nodes: BTreeMap<String, Node> = BTreeMap::new();
    for quad in RdfParser::from_format(RdfFormat::Turtle).for_slice(&text) {
        let Quad {
            subject,
            predicate,
            object,
            ..
        } = quad.expect("Turtle");
        let value = match object {
            Term::Literal(literal) => literal.value().to_owned(),
            other => other.to_string(),
        };
        let property = predicate.as_str().trim_start_matches(NS).to_owned();
        let node = nodes.entry(subject.to_string()).or_default();
        node.entry(property).or_default().push(value);
    }
    nodes
}

/// Returns the nodes but for the source itself, and how many lines that says its text has.
fn anchored() -> (BTreeMap<String, Node>, usize) {
    let mut nodes = nodes();
    let source = "<https://w3id.org/allegiance/id/source/how-foreign-intervention-failed-mali>";
    let source = nodes.remove(source).expect("the source describes itself");
    let extent = &source["http://purl.org/dc/terms/extent"][0];
    let lines = extent.strip_suffix(" lines").expect("a number of lines");
    (nodes, lines.parse().expect("a number"))
}

/// Returns the lines of the article, where they are at hand.
fn text() -> Option<Vec<String>> {
    let folder = std::env::var_os("ALLEGIANCE_REAL_DATA")?;
    let path = Path::new(&folder).join("seed/how-foreign-intervention-failed-mali.txt");
    let text = fs::read_to_string(path).expect("the article");
    Some(
        text.lines()
            .map(|line| line.replace('’', "'").to_lowercase())
            .collect(),
    )
}

fn values<'a>(node: &'a Node, property: &str) -> &'a [String] {
    node.get(property).map_or(&[], Vec::as_slice)
}

#[test]
fn every_statement_points_at_a_paragraph_that_exists() {
    let (nodes, mut lines) = anchored();
    let text = text();
    if let Some(text) = &text {
        assert_eq!(text.len(), lines, "the source describes its text");
        lines = text.len();
    }
    assert!(nodes.len() > 200);
    let mut wrong = Vec::new();
    for (name, node) in &nodes {
        let paragraphs = values(node, "paragraph");
        if paragraphs.is_empty() {
            wrong.push(format!("{name} points at no paragraph"));
        }
        for paragraph in paragraphs {
            let number: usize = paragraph.parse().expect("a number");
            let said = text
                .as_ref()
                .and_then(|text| text.get(number.wrapping_sub(1)));
            // The first and the last line are brackets of the file, not of the article.
            let exists = (2..lines).contains(&number) && said.is_none_or(|line| line.contains(' '));
            if !exists {
                wrong.push(format!("{name} points at paragraph {number}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Returns the dates of an EDTF text, each as year, month and day.
fn dates(text: &str) -> Vec<Vec<&str>> {
    text.split(['/', ',', '[', ']'])
        .flat_map(|part| part.split(".."))
        .filter(|date| !date.is_empty())
        .map(|date| date.split('-').collect())
        .collect()
}

/// Tells what of a node's dates neither its paragraphs nor an inference that is owned up to account for.
fn finer(node: &Node, said: &str) -> Vec<String> {
    let inferred: BTreeSet<&str> = values(node, "inferred")
        .iter()
        .map(String::as_str)
        .collect();
    let written = values(node, "whenText").join(" ").to_lowercase();
    let part_of_year = PARTS_OF_YEARS.iter().any(|part| written.starts_with(part));
    let month_name = |month: &str| -> &str {
        month
            .parse()
            .ok()
            .and_then(|n: usize| MONTHS.get(n - 1))
            .unwrap_or(&"no month")
    };
    let mut wrong = Vec::new();
    for text in ["when", "starts", "ends"]
        .iter()
        .flat_map(|p| values(node, p))
    {
        for date in dates(text) {
            let (year, month, day) = (date[0], date.get(1), date.get(2));
            if !said.contains(year) && inferred.is_empty() && !is_of_the_source(text, &date) {
                wrong.push(format!("{text}: the year {year}"));
            }
            if let Some(month) = month
                && !said.contains(month_name(month))
                && !part_of_year
                && inferred.is_empty()
                && !is_of_the_source(text, &date)
            {
                wrong.push(format!("{text}: the month {month}"));
            }
            if let Some(day) = day {
                let spoken = format!(
                    "{} {}",
                    month_name(month.unwrap_or(&"")),
                    day.trim_start_matches('0')
                );
                if !said.contains(&spoken) || inferred.contains("day") {
                    wrong.push(format!("{text}: the day {day}"));
                }
            }
        }
    }
    wrong
}

/// Tells whether a date is only how far the source saw: something stood by, or until, the month in which it was written.
fn is_of_the_source(text: &str, date: &[&str]) -> bool {
    date.first() == Some(&"2024")
        && matches!(date.get(1), None | Some(&"07" | &"08"))
        && (text.contains('/') || text.contains(".."))
}

#[test]
fn no_date_is_finer_than_its_source() {
    let (nodes, _) = anchored();
    let Some(text) = text() else {
        // Without the text, a day is known only where its written form stands beside it or beside what it is a part of.
        for (name, node) in &nodes {
            let days = values(node, "when")
                .iter()
                .flat_map(|when| dates(when))
                .any(|date| date.len() > 2);
            assert!(
                !days || values(node, "inferred") == ["year"],
                "{name} has a day"
            );
        }
        return;
    };
    let mut wrong = Vec::new();
    for (name, node) in &nodes {
        let paragraphs = values(node, "paragraph")
            .iter()
            .filter_map(|p| p.parse::<usize>().ok());
        let said: Vec<&str> = paragraphs
            .filter_map(|p| text.get(p - 1))
            .map(String::as_str)
            .collect();
        let said = said.join(" ");
        for finer in finer(node, &said) {
            wrong.push(format!("{name} {finer} is not in its paragraphs"));
        }
        for written in values(node, "whenText") {
            if !said.contains(&written.to_lowercase()) {
                wrong.push(format!("{name}: {written:?} is not written there"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
