//! Raw SPARQL that stands for a set: checked with the question, and asked before a plan is made.

use super::{AskError, Session, engine_failure, moved, raw_failure};
use crate::answer::{self, AnswerError};
use crate::diagnostic::Diagnostic;
use crate::iri::Iri;
use crate::lexicon::Language;
use crate::question::ast::{Question, Span};
use crate::question::queries;
use crate::reading::{self, Entity, Reading};
use crate::store::Cancel;
use crate::store::raw::{self, RawAnswer, RawError};
use oxigraph::model::Term;

/// How many things a query may put in its place; more would hold up the engine.
const MOST: usize = 1000;

/// Checks the queries within a question.
pub(super) fn check_queries(text: &str, question: &Question) -> Result<(), AskError> {
    // Most questions have none, and are not searched for them.
    if !text.contains('{') {
        return Ok(());
    }
    for query in queries(question) {
        raw::check_set(&query.text).map_err(|error| {
            let start =
                query.span.start + text[query.span.start..].find('{').map_or(0, |at| at + 1);
            let mut diagnostic = error.diagnostic(&query.text);
            let whole = error.place().is_none();
            for label in &mut diagnostic.labels {
                label.span = if whole {
                    query.span
                } else {
                    Span {
                        start: label.span.start + start,
                        end: label.span.end + start,
                    }
                };
            }
            AskError::Question(Box::new(diagnostic))
        })?;
    }
    Ok(())
}

impl Session {
    /// Puts what queries find in their place.
    pub(super) fn grounded(
        &self,
        text: &str,
        reading: &Reading,
        cancel: &Cancel,
    ) -> Result<Reading, AskError> {
        if !reading::has_queries(reading) {
            return Ok(reading.clone());
        }
        reading::grounded(reading, &mut |query| {
            let found = self.found(query, cancel);
            found.map_err(|error| moved(error, text.find(query)))
        })
    }

    /// Counts the members of a set.
    ///
    /// # Errors
    /// The engine fails or is stopped.
    pub fn members(
        &self,
        text: &str,
        reading: &Reading,
        cancel: &Cancel,
    ) -> Result<usize, AskError> {
        let reading = self.grounded(text, reading, cancel)?;
        let answer = answer::answer(&self.context(cancel), text, &reading);
        answer
            .map(|answer| answer.total)
            .map_err(|error| match error {
                AnswerError::Engine(error) => engine_failure(error),
                other => AskError::Engine(other.to_string()),
            })
    }

    /// Asks a query for the things that it finds.
    fn found(&self, query: &str, cancel: &Cancel) -> Result<Vec<Entity>, AskError> {
        let refused = |message: String| {
            let span = Span {
                start: 0,
                end: query.len(),
            };
            AskError::Question(Box::new(Diagnostic::new("sparql-set", message, span)))
        };
        let outcome = raw::run(self.engine(), query, cancel).map_err(|error| match error {
            RawError::Engine(error) => raw_failure(query, error),
            wrong => AskError::Question(Box::new(wrong.diagnostic(query))),
        })?;
        let RawAnswer::Solutions(solutions) = outcome else {
            return Err(refused("a set takes SELECT with one variable".to_owned()));
        };
        let mut things = Vec::new();
        for term in solutions
            .rows
            .iter()
            .filter_map(|row| row.first()?.as_ref())
        {
            match term {
                Term::NamedNode(node) => things.push(node.as_str().to_owned()),
                other => {
                    return Err(refused(format!(
                        "a set holds things with IRIs, and the query finds {other}"
                    )));
                }
            }
        }
        things.sort_unstable();
        things.dedup();
        if things.len() > MOST {
            return Err(refused(format!(
                "the query finds {} things, and a set by query holds at most {MOST}",
                things.len()
            )));
        }
        Ok(things.iter().map(|iri| self.thing(iri)).collect())
    }

    fn thing(&self, iri: &str) -> Entity {
        reading::entity(self.ontology(), self.names(), Language::English, iri).unwrap_or_else(
            || Entity {
                iri: Iri::new(iri),
                label: Iri::new(iri).local().to_owned(),
                kind: String::new(),
                unique: false,
            },
        )
    }
}
