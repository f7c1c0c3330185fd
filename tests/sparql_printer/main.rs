//! The SPARQL printer: layout, round trips, equal rows, and text that cannot break out of its place.

#[allow(dead_code)]
#[path = "../support/tape.rs"]
mod tape;

mod canonical;
mod generate;
mod injection;
mod layout;
mod refusals;
mod rows;

use allegiance::sparql::print::{Notes, print};
use spargebra::{Query, SparqlParser};

const PREFIXES: &[(&str, &str)] = &[
    ("ex", "http://example.org/"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
];

fn parse(text: &str) -> Query {
    match SparqlParser::new().parse_query(text) {
        Ok(query) => query,
        Err(error) => panic!("{error}\n{text}"),
    }
}

fn show(query: &Query) -> String {
    print(query, PREFIXES, &Notes::default()).unwrap()
}

/// Reads a query whose prefixes are those of the table.
fn read(text: &str) -> Query {
    let prologue: String = PREFIXES
        .iter()
        .map(|(name, iri)| format!("PREFIX {name}: <{iri}>\n"))
        .collect();
    parse(&(prologue + text))
}

/// Tells whether two queries are equal up to the names that the parser draws at random for aggregates.
fn same(made: &Query, read: &Query) -> bool {
    const NAME: &str = "Variable { name: \"";
    let (made, read) = (format!("{made:?}"), format!("{read:?}"));
    let (made, read): (Vec<&str>, Vec<&str>) =
        (made.split(NAME).collect(), read.split(NAME).collect());
    let mut drawn = std::collections::HashMap::new();
    made.len() == read.len()
        && made.iter().zip(&read).all(|(made, read)| {
            let (Some((old, made)), Some((new, read))) =
                (made.split_once('"'), read.split_once('"'))
            else {
                return made == read;
            };
            let known = old == new || (new.len() > 20 && *drawn.entry(new).or_insert(old) == old);
            known && made == read
        })
}
