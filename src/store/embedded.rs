//! The engine in this process: oxigraph's evaluator over the sorted tables.

use super::dataset::{Dataset, View};
use super::service::asks_service;
use super::stack::with_large_stack;
use super::watch::watch;
use super::{Cancel, Engine, EngineError, Solutions};
use crate::load::Statements;
use oxigraph::model::{NamedNodeRef, Triple};
use oxigraph::sparql::{QueryEvaluationError, QueryResults, SparqlEvaluator};
use spargebra::Query;

/// More rows than this are a mistake of the query, and would fill the memory.
const MAX_ROWS: usize = 2_000_000;

/// An engine over statements in memory.
#[derive(Debug)]
pub struct EmbeddedEngine {
    dataset: Dataset,
}

impl EmbeddedEngine {
    /// Builds the engine over the statements; what is derived must be among them.
    #[must_use]
    pub fn new(statements: Statements) -> EmbeddedEngine {
        EmbeddedEngine {
            dataset: Dataset::new(statements),
        }
    }

    /// Returns how many quads the engine holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.dataset.len()
    }

    /// Says whether the engine holds nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the triples of one named graph.
    pub fn graph(&self, graph: NamedNodeRef<'_>) -> impl Iterator<Item = Triple> + use<'_> {
        self.dataset.triples(graph)
    }

    /// Evaluates and hands the results on, all on a thread with a large stack.
    fn run<T: Send>(
        &self,
        query: &Query,
        cancel: &Cancel,
        collect: impl Fn(QueryResults<'_>) -> Result<T, EngineError> + Sync,
    ) -> Result<T, EngineError> {
        if cancel.is_cancelled() {
            return Err(EngineError::Cancelled);
        }
        if asks_service(query) {
            return Err(EngineError::Service);
        }
        with_large_stack(|| {
            watch(cancel);
            let results = SparqlEvaluator::new()
                .with_cancellation_token(cancel.token())
                .for_query(query.clone())
                .on_queryable_dataset(View::new(&self.dataset))
                .execute()
                .map_err(evaluation_error)?;
            collect(results)
        })
    }
}

impl Engine for EmbeddedEngine {
    fn select(&self, query: &Query, cancel: &Cancel) -> Result<Solutions, EngineError> {
        self.run(query, cancel, |results| match results {
            QueryResults::Solutions(solutions) => {
                let variables = solutions
                    .variables()
                    .iter()
                    .map(|variable| variable.as_str().to_owned())
                    .collect();
                let mut rows = Vec::new();
                for solution in solutions {
                    if rows.len() >= MAX_ROWS {
                        return Err(EngineError::TooManyRows { limit: MAX_ROWS });
                    }
                    let solution = solution.map_err(evaluation_error)?;
                    rows.push(solution.values().to_vec());
                }
                Ok(Solutions { variables, rows })
            }
            _ => Err(EngineError::Kind { expected: "SELECT" }),
        })
    }

    fn ask(&self, query: &Query, cancel: &Cancel) -> Result<bool, EngineError> {
        self.run(query, cancel, |results| match results {
            QueryResults::Boolean(answer) => Ok(answer),
            _ => Err(EngineError::Kind { expected: "ASK" }),
        })
    }

    fn construct(&self, query: &Query, cancel: &Cancel) -> Result<Vec<Triple>, EngineError> {
        self.run(query, cancel, |results| match results {
            QueryResults::Graph(found) => {
                let mut triples = Vec::new();
                for triple in found {
                    if triples.len() >= MAX_ROWS {
                        return Err(EngineError::TooManyRows { limit: MAX_ROWS });
                    }
                    triples.push(triple.map_err(evaluation_error)?);
                }
                triples.sort_by_cached_key(Triple::to_string);
                triples.dedup();
                Ok(triples)
            }
            _ => Err(EngineError::Kind {
                expected: "CONSTRUCT or DESCRIBE",
            }),
        })
    }
}

fn evaluation_error(error: QueryEvaluationError) -> EngineError {
    match error {
        QueryEvaluationError::Cancelled => EngineError::Cancelled,
        QueryEvaluationError::Service(_)
        | QueryEvaluationError::UnsupportedService(_)
        | QueryEvaluationError::UnboundService
        | QueryEvaluationError::InvalidServiceName(_) => EngineError::Service,
        other => EngineError::Evaluation {
            reason: other.to_string(),
        },
    }
}
