//! Small datasets in temporary files, and queries on them.

// Each test binary uses its part of this.
#![allow(dead_code)]

use allegiance::load::LoadError;
use allegiance::store::{Cancel, Engine, Input, OpenError, Opened, open};
use oxigraph::model::Term;
use spargebra::{Query, SparqlParser};
use std::path::PathBuf;
use tempfile::TempDir;

pub const PREFIXES: &str = "
PREFIX al: <https://w3id.org/allegiance/ns#>
PREFIX ent: <https://w3id.org/allegiance/id/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX edtf: <http://id.loc.gov/datatypes/edtf/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
";

pub struct Files {
    pub directory: TempDir,
}

impl Files {
    pub fn new() -> Files {
        Files {
            directory: TempDir::new().expect("a directory"),
        }
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.directory.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a directory");
        std::fs::write(&path, content).expect("a file");
        path
    }

    pub fn open(&self, name: &str, content: impl AsRef<[u8]>) -> Result<Opened, OpenError> {
        open(&[Input::File(self.write(name, content))])
    }

    pub fn error(&self, name: &str, content: impl AsRef<[u8]>) -> LoadError {
        match self.open(name, content) {
            Err(OpenError::Load(error)) => error,
            Err(error) => panic!("{name}: {error}"),
            Ok(_) => panic!("{name} was opened"),
        }
    }
}

pub fn turtle(text: &str) -> Opened {
    Files::new()
        .open("test.ttl", format!("{PREFIXES}{text}"))
        .expect("good data")
}

pub fn query(text: &str) -> Query {
    SparqlParser::new()
        .parse_query(&format!("{PREFIXES}{text}"))
        .expect("good SPARQL")
}

/// Returns the rows as text, sorted: IRIs without their namespaces, literals as their values.
pub fn rows(opened: &Opened, text: &str) -> Vec<String> {
    let solutions = opened
        .engine
        .select(&query(text), &Cancel::new())
        .expect("an answer");
    let mut rows: Vec<String> = solutions
        .rows
        .iter()
        .map(|row| {
            let cells: Vec<String> = row.iter().map(|term| short(term.as_ref())).collect();
            cells.join(" ")
        })
        .collect();
    rows.sort();
    rows
}

pub fn short(term: Option<&Term>) -> String {
    match term {
        None => "-".to_owned(),
        Some(Term::Literal(literal)) => literal.value().to_owned(),
        Some(Term::BlankNode(_)) => "_".to_owned(),
        Some(Term::NamedNode(node)) => node
            .as_str()
            .trim_start_matches("https://w3id.org/allegiance/ns#")
            .trim_start_matches("https://w3id.org/allegiance/id/")
            .to_owned(),
    }
}
