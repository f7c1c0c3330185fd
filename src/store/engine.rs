//! What runs queries, wherever the statements are.

use oxigraph::model::{Term, Triple};
use oxigraph::sparql::CancellationToken;
use spargebra::Query;
use thiserror::Error;

/// Runs SPARQL algebra on statements. Only reads.
pub trait Engine: Send + Sync {
    /// Runs a `SELECT`.
    ///
    /// # Errors
    ///
    /// When the query is of another kind, asks for a remote service, is cancelled, or fails.
    fn select(&self, query: &Query, cancel: &Cancel) -> Result<Solutions, EngineError>;

    /// Runs an `ASK`.
    ///
    /// # Errors
    ///
    /// As [`Engine::select`].
    fn ask(&self, query: &Query, cancel: &Cancel) -> Result<bool, EngineError>;

    /// Runs a `CONSTRUCT` or `DESCRIBE`; the triples come once each, sorted.
    ///
    /// # Errors
    ///
    /// As [`Engine::select`].
    fn construct(&self, query: &Query, cancel: &Cancel) -> Result<Vec<Triple>, EngineError>;
}

/// The rows of a `SELECT`, in the order of the query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Solutions {
    /// Names without the question mark.
    pub variables: Vec<String>,
    /// One term a variable, `None` where it is unbound.
    pub rows: Vec<Vec<Option<Term>>>,
}

impl Solutions {
    /// Returns the column of a variable.
    #[must_use]
    pub fn column(&self, variable: &str) -> Option<usize> {
        self.variables.iter().position(|name| name == variable)
    }
}

/// Stops a running query from another thread or a signal handler.
#[derive(Clone, Default)]
pub struct Cancel {
    token: CancellationToken,
}

impl Cancel {
    /// Returns a handle that has not been used.
    #[must_use]
    pub fn new() -> Cancel {
        Cancel::default()
    }

    /// Stops every query that was given this handle or a clone of it.
    pub fn cancel(&self) {
        self.token.cancel();
    }

    /// Says whether it was used.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.token.is_cancelled()
    }

    pub(super) fn token(&self) -> CancellationToken {
        self.token.clone()
    }
}

/// Why a query gave no answer.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum EngineError {
    #[error("the query was stopped")]
    Cancelled,
    #[error("SERVICE asks another server, which is not done here")]
    Service,
    #[error("the query is of another kind than {expected}")]
    Kind { expected: &'static str },
    #[error("the answer has more than {limit} rows: count them or add a LIMIT")]
    TooManyRows { limit: usize },
    #[error("the query makes a text of more than {} MB", .limit >> 20)]
    TooLong { limit: usize },
    #[error("the query cannot be evaluated: {reason}")]
    Evaluation { reason: String },
    /// The system gave no thread to run it on.
    #[error("the system has no memory left to run the query: {reason}")]
    NoThread { reason: String },
}
