//! What became of a real table.

use allegiance::load::mapping::{Batch, ConvertError, Report, Request, convert};
use allegiance::load::table::TableInput;
use allegiance::store::tables;
use allegiance::{Cancel, Input, Options, Session};
use oxigraph::model::{NamedOrBlankNode, Term};
use std::collections::{BTreeMap, HashMap};
use std::convert::Infallible;
use std::path::{Path, PathBuf};

/// The statements of a table by subject and property.
pub struct World {
    pub report: Report,
    facts: HashMap<String, BTreeMap<String, Vec<String>>>,
}

fn short(iri: &str) -> String {
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

impl World {
    pub fn load(path: &Path) -> World {
        let mut facts: HashMap<String, BTreeMap<String, Vec<String>>> = HashMap::new();
        let mut sink = |batch: Batch| -> Result<(), Infallible> {
            for quad in batch.quads() {
                let NamedOrBlankNode::NamedNode(subject) = &quad.subject else {
                    continue;
                };
                let object = match &quad.object {
                    Term::NamedNode(node) => short(node.as_str()),
                    Term::Literal(literal) => literal.value().to_owned(),
                    Term::BlankNode(node) => node.to_string(),
                };
                let property = quad
                    .predicate
                    .as_str()
                    .rsplit(['#', '/'])
                    .next()
                    .unwrap_or_default();
                let values = facts
                    .entry(short(subject.as_str()))
                    .or_default()
                    .entry(property.to_owned())
                    .or_default();
                if !values.contains(&object) {
                    values.push(object);
                }
            }
            Ok(())
        };
        let tables = tables().expect("what is bundled is sound");
        let input = TableInput::File(path.to_owned());
        let report = convert(tables, input, &Request::default(), &mut |_| (), &mut sink);
        let report = report.unwrap_or_else(|error| match error {
            ConvertError::Table(error) => panic!("{error}"),
            ConvertError::Sink(never) => match never {},
        });
        World { report, facts }
    }

    pub fn all(&self, subject: &str, property: &str) -> &[String] {
        let facts = self
            .facts
            .get(subject)
            .and_then(|facts| facts.get(property));
        facts.map_or(&[], Vec::as_slice)
    }

    pub fn one(&self, subject: &str, property: &str) -> &str {
        match self.all(subject, property) {
            [one] => one,
            other => panic!("{subject} has {other:?} as {property}"),
        }
    }

    pub fn has(&self, subject: &str, property: &str) -> bool {
        !self.all(subject, property).is_empty()
    }

    pub fn of_class(&self, class: &str) -> Vec<&str> {
        let facts = self.facts.iter();
        let own = facts.filter(|(_, facts)| {
            facts
                .get("type")
                .is_some_and(|types| types.iter().any(|own| own == class))
        });
        own.map(|(subject, _)| subject.as_str()).collect()
    }
}

pub fn session(paths: &[&PathBuf]) -> Session {
    let inputs: Vec<Input> = paths
        .iter()
        .map(|path| Input::from_argument(&path.display().to_string()))
        .collect();
    Session::open(&inputs).unwrap_or_else(|error| panic!("{error}"))
}

/// Returns the cells of an answer as texts.
pub fn asked(session: &Session, question: &str) -> Vec<Vec<String>> {
    let answer = session.ask(question, &Options::default(), &Cancel::new());
    let answer = answer.unwrap_or_else(|error| panic!("{question}: {error}"));
    let cell = |cell: &allegiance::answer::Cell| match (&cell.label, &cell.value) {
        (Some(label), _) => label.clone(),
        (None, allegiance::answer::Value::Integer(number)) => number.to_string(),
        (None, value) => format!("{value:?}"),
    };
    answer
        .rows
        .iter()
        .map(|row| row.cells.iter().map(cell).collect())
        .collect()
}

/// Returns the things in the first column of an answer, by their IRIs.
pub fn things(session: &Session, question: &str) -> Vec<String> {
    let answer = session.ask(question, &Options::default(), &Cancel::new());
    let answer = answer.unwrap_or_else(|error| panic!("{question}: {error}"));
    let first = answer.rows.iter().filter_map(|row| row.cells.first());
    first
        .filter_map(|cell| cell.iri.as_deref().map(short))
        .collect()
}
