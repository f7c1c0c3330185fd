//! SPARQL as users type it: refused in plain words where it writes, asks elsewhere or would exhaust the program.
//!
//! The text is looked over first, since the parser recurses; then it is parsed on a thread with a large stack; then the
//! algebra is measured, since the optimizer takes the cube of the number of joined patterns and looks at no token. What
//! passes all three is run by the engine.

mod diagnostic;
mod error;
mod guard;
mod limits;
mod parse;
mod scan;

pub use error::{Place, RawError};
pub use parse::parse;

use super::{Cancel, Engine, Solutions};
use oxigraph::model::Triple;
use spargebra::Query;

/// What a query gives, by its form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RawAnswer {
    /// Of `SELECT`.
    Solutions(Solutions),
    /// Of `ASK`.
    Boolean(bool),
    /// Of `CONSTRUCT` and `DESCRIBE`.
    Graph(Vec<Triple>),
}

/// Runs a query as typed. The usual prefixes need not be declared; relative IRIs are individuals.
///
/// # Errors
///
/// When the text is refused, is no SPARQL query, or cannot be evaluated.
pub fn run(engine: &dyn Engine, text: &str, cancel: &Cancel) -> Result<RawAnswer, RawError> {
    let query = parse(text)?;
    Ok(match query {
        Query::Select { .. } => RawAnswer::Solutions(engine.select(&query, cancel)?),
        Query::Ask { .. } => RawAnswer::Boolean(engine.ask(&query, cancel)?),
        Query::Construct { .. } | Query::Describe { .. } => {
            RawAnswer::Graph(engine.construct(&query, cancel)?)
        }
    })
}
