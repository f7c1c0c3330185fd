//! SPARQL: from a plan to algebra, and from algebra to text.

mod describe;
mod lower;
pub mod print;
mod terms;

pub use describe::{describe, describe_in_graphs, fillers, pointing_at};
pub use lower::{
    LowerError, Lowered, Mark, WIDE_PLACES, certainty_of, end_of, lower, lower_evidence,
    lower_figures, start_of,
};
