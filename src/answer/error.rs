//! Why an answer could not be made.

use crate::sparql::LowerError;
use crate::store::EngineError;

/// A failure between a reading and its answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AnswerError {
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// A reading that cannot be said in SPARQL is our mistake, not the user's.
    #[error("this question could not be turned into SPARQL, which is a fault of the program: {0}")]
    Lower(#[from] LowerError),
    #[error("there is no column {column:?} to order by")]
    NoSuchColumn {
        column: String,
        accepted: Vec<String>,
    },
}
