//! Loading invented rows, and looking at what became of them.

use allegiance::load::mapping::{Batch, ConvertError, Mapping, Report, Request, convert};
use allegiance::load::table::{Reason, TableError, TableInput};
use allegiance::store::tables;
use oxigraph::model::{NamedOrBlankNode, Quad, Term};
use std::convert::Infallible;

/// What became of a table.
pub struct Loaded {
    pub report: Report,
    pub quads: Vec<Quad>,
}

/// Writes a table of rows that name their columns; columns that a row does not name are empty.
pub fn csv(header: &str, rows: &[&[(&str, &str)]]) -> String {
    let columns: Vec<&str> = header.split(',').collect();
    let mut text = format!("{header}\n");
    for row in rows {
        for (name, _) in *row {
            assert!(columns.contains(name), "no column {name}");
        }
        let cells = columns.iter().map(|column| {
            let cell = row.iter().find(|(name, _)| name == column);
            let value = cell.map_or("", |(_, value)| value);
            format!("\"{}\"", value.replace('"', "\"\""))
        });
        text.push_str(&cells.collect::<Vec<_>>().join(","));
        text.push('\n');
    }
    text
}

/// Loads bytes as a file of this name, through the mapping that its header tells.
pub fn try_load(name: &str, bytes: &[u8], request: &Request) -> Result<Loaded, TableError> {
    let tables = tables().expect("what is bundled is sound");
    let mut quads = Vec::new();
    let mut sink = |batch: Batch| -> Result<(), Infallible> {
        quads.extend(batch.quads());
        Ok(())
    };
    let report = convert(
        tables,
        TableInput::bytes(name, bytes),
        request,
        &mut |_| (),
        &mut sink,
    );
    match report {
        Ok(report) => Ok(Loaded { report, quads }),
        Err(ConvertError::Table(error)) => Err(error),
        Err(ConvertError::Sink(never)) => match never {},
    }
}

pub fn load(name: &str, bytes: impl AsRef<[u8]>) -> Loaded {
    try_load(name, bytes.as_ref(), &Request::default()).expect("a table that can be read")
}

pub fn failure(name: &str, bytes: impl AsRef<[u8]>) -> TableError {
    match try_load(name, bytes.as_ref(), &Request::default()) {
        Err(error) => error,
        Ok(loaded) => panic!("{name} was read: {:?}", loaded.report),
    }
}

/// Loads rows through a mapping written in the test.
pub fn load_through(mapping: &str, name: &str, bytes: impl AsRef<[u8]>) -> Loaded {
    let mapping = parse(mapping);
    let request = Request {
        mapping: Some(&mapping),
        ..Request::default()
    };
    try_load(name, bytes.as_ref(), &request).expect("a table that can be read")
}

pub fn parse(mapping: &str) -> Mapping {
    let tables = tables().expect("what is bundled is sound");
    Mapping::parse("test.toml", mapping, &tables.vocabulary)
        .unwrap_or_else(|error| panic!("{error}"))
}

impl Loaded {
    /// Returns what a thing has for a property, shortened to what stands after the namespace; sorted, each once.
    pub fn values(&self, subject: &str, property: &str) -> Vec<String> {
        let mut values: Vec<String> = self
            .quads
            .iter()
            .filter(|quad| {
                short(&quad.subject) == subject && local(quad.predicate.as_str()) == property
            })
            .map(|quad| term(&quad.object))
            .collect();
        values.sort();
        values.dedup();
        values
    }

    pub fn value(&self, subject: &str, property: &str) -> String {
        self.values(subject, property).join(" | ")
    }

    /// Returns the things of a class.
    pub fn of_class(&self, class: &str) -> Vec<String> {
        let mut things: Vec<String> = self
            .quads
            .iter()
            .filter(|quad| local(quad.predicate.as_str()) == "type" && term(&quad.object) == class)
            .map(|quad| short(&quad.subject))
            .collect();
        things.sort();
        things.dedup();
        things
    }

    /// Returns row and column of everything that was set aside for a reason.
    pub fn set_aside(&self, reason: Reason) -> Vec<(u64, &str)> {
        let all = self
            .report
            .set_aside
            .iter()
            .filter(|one| one.reason == reason);
        all.map(|one| (one.row, one.column.as_str())).collect()
    }
}

fn local(iri: &str) -> &str {
    iri.rsplit(['#', '/']).next().unwrap_or(iri)
}

fn short(node: &NamedOrBlankNode) -> String {
    match node {
        NamedOrBlankNode::NamedNode(node) => strip(node.as_str()),
        NamedOrBlankNode::BlankNode(node) => node.to_string(),
    }
}

fn strip(iri: &str) -> String {
    let own = [
        "https://w3id.org/allegiance/id/",
        "https://w3id.org/allegiance/ns#",
        "https://w3id.org/allegiance/",
    ];
    own.iter()
        .find_map(|prefix| iri.strip_prefix(prefix))
        .unwrap_or(iri)
        .to_owned()
}

fn term(term: &Term) -> String {
    match term {
        Term::NamedNode(node) => strip(node.as_str()),
        Term::BlankNode(node) => node.to_string(),
        Term::Literal(literal) => literal.value().to_owned(),
    }
}
