//! SPARQL: from a plan to algebra, and from algebra to text.

mod describe;
mod lower;
pub mod print;
mod refusal;
mod terms;

/// Parses SPARQL.
///
/// # Errors
/// What the parser says is wrong.
pub fn parse(text: &str) -> Result<spargebra::Query, String> {
    spargebra::SparqlParser::new()
        .parse_query(text)
        .map_err(|e| e.to_string())
}

pub use describe::{describe, describe_in_graphs, pointing_at};
pub use lower::{
    LowerError, Lowered, certainly_of, certainty_of, end_of, lower, lower_evidence, lower_figures,
    start_of,
};
pub use refusal::refusal;
