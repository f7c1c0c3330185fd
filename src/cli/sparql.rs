//! `allegiance sparql`: a query in SPARQL 1.1, which may read and not write.

use super::data::Data;
use super::format::{Format, Kind, write_quads, write_rows};
use super::{Failure, words};
use crate::interrupt::interruptible;
use crate::session::Session;
use clap::Args;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  allegiance sparql 'SELECT ?coup WHERE { ?coup a al:Coup }'
  allegiance sparql - --format csv < query.rq
  allegiance sparql 'DESCRIBE ent:csp' --format turtle

SELECT and ASK give rows (table, json, csv, tsv, markdown); CONSTRUCT and
DESCRIBE also give linked data (turtle, trig, ntriples, nquads, jsonld).";

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
        let export = match self.format.kind() {
            Kind::Rows(format) => {
                let answer = interruptible(|cancel| session.sparql(&query, cancel));
                let answer = answer.map_err(|error| Failure::of(&query, error))?;
                return write_rows(&answer, format);
            }
            Kind::Data(export) => export,
        };
        let statements = interruptible(|cancel| session.statements(&query, cancel));
        match statements.map_err(|error| Failure::of(&query, error))? {
            Some(quads) => write_quads(&quads, export),
            None => Err(Failure::Usage(
                "SELECT and ASK give rows, not linked data: use --format table, json, csv, tsv or markdown, \
                 or ask with CONSTRUCT"
                    .to_owned(),
            )),
        }
    }
}
