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
pub(super) mod scan;

pub use error::{Place, RawError};
pub use parse::parse;
pub(super) use parse::shortened;

use super::{Cancel, Engine, Solutions};
use oxigraph::model::Triple;
use spargebra::Query;
use spargebra::algebra::GraphPattern;
use spargebra::term::Variable;

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

/// Checks that a query can stand for a set: it selects one variable.
///
/// # Errors
///
/// When the text is refused, is no SPARQL query, or gives something else.
pub fn check_set(text: &str) -> Result<(), RawError> {
    let no_set = |found: String| Err(RawError::NoSet { found });
    match parse(text)? {
        Query::Select { pattern, .. } => match selected(&pattern) {
            [_] => Ok(()),
            several => {
                let names: Vec<_> = several.iter().map(ToString::to_string).collect();
                no_set(format!("selects {}", names.join(", ")))
            }
        },
        Query::Ask { .. } => no_set("asks for yes or no".to_owned()),
        Query::Construct { .. } | Query::Describe { .. } => no_set("makes statements".to_owned()),
    }
}

fn selected(pattern: &GraphPattern) -> &[Variable] {
    match pattern {
        GraphPattern::Project { variables, .. } => variables,
        GraphPattern::Distinct { inner }
        | GraphPattern::Reduced { inner }
        | GraphPattern::Slice { inner, .. }
        | GraphPattern::OrderBy { inner, .. } => selected(inner),
        _ => &[],
    }
}

/// Runs a query as typed that gives statements, and returns them; `None` where its form gives rows.
///
/// # Errors
///
/// As [`run`].
pub fn statements(
    engine: &dyn Engine,
    text: &str,
    cancel: &Cancel,
) -> Result<Option<Vec<Triple>>, RawError> {
    let query = parse(text)?;
    Ok(match query {
        Query::Select { .. } | Query::Ask { .. } => None,
        Query::Construct { .. } | Query::Describe { .. } => Some(engine.construct(&query, cancel)?),
    })
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
