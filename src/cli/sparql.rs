//! `allegiance sparql`: a query in SPARQL 1.1, which may read and not write.

use super::data::Data;
use super::format::{Format, Kind, write_quads, write_rows};
use super::{Failure, words};
use crate::answer;
use crate::interrupt::interruptible;
use crate::session::Session;
use crate::store;
use crate::store::EngineError;
use clap::Args;
use oxigraph::model::{GraphName, Quad, Triple};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  allegiance sparql 'SELECT ?coup WHERE { ?coup a al:Coup }'
  allegiance sparql - --format csv < query.rq
  allegiance sparql 'DESCRIBE ent:csp' --format turtle

SELECT and ASK give rows (table, json, csv, tsv, markdown); CONSTRUCT and
DESCRIBE also give linked data (turtle, trig, ntriples, jsonld).";

/// Answers a SPARQL query, read-only
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Sparql {
    /// The query; `-` reads it from standard input
    #[arg(value_name = "QUERY")]
    query: String,
    /// How to write the answer
    #[arg(long, value_enum, default_value_t, hide_default_value = true)]
    format: Format,
    #[command(flatten)]
    data: Data,
}

impl Sparql {
    pub(super) fn run(&self, data: &Data) -> ExitCode {
        data.run(&self.data, self.format == Format::Json, |session| {
            self.answer(session)
        })
    }

    fn answer(&self, session: &Session) -> Result<(), Failure> {
        let query = words::question(std::slice::from_ref(&self.query))?;
        let answer = interruptible(|cancel| session.sparql(&query, cancel));
        let answer = answer.map_err(|error| Failure::of(&query, error))?;
        match self.format.kind() {
            Kind::Rows(format) => write_rows(&answer, format),
            Kind::Data(_) if answer.kind != answer::Kind::Graph => Err(Failure::Usage(
                "SELECT and ASK give rows, not linked data: use --format table, json, csv, tsv or markdown, \
                 or ask with CONSTRUCT"
                    .to_owned(),
            )),
            Kind::Data(export) => write_quads(&constructed(session, &query)?, export),
        }
    }
}

/// Asks once more for the statements themselves, which rows of text do not hold; the query is known to be good.
fn constructed(session: &Session, query: &str) -> Result<Vec<Quad>, Failure> {
    let failed = |message| Failure::Engine {
        question: query.to_owned(),
        message,
    };
    let parsed = store::raw::parse(query).map_err(|error| failed(error.to_string()))?;
    let triples = interruptible(|cancel| session.engine().construct(&parsed, cancel));
    let triples = triples.map_err(|error| match error {
        EngineError::Cancelled => Failure::Cancelled,
        other => failed(other.to_string()),
    })?;
    let in_default = |triple: Triple| triple.in_graph(GraphName::DefaultGraph);
    Ok(triples.into_iter().map(in_default).collect())
}
