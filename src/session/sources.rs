//! What a session tells of its sources: the list of them, citations, and the statements behind a row.

use super::{AskError, Scope, Session, engine_failure};
use crate::answer::{self, Answer, AnswerError, Citation};
use crate::lexicon::Language;
use crate::reading::{Ask, Reading};
use crate::store::Cancel;
use crate::time::Day;

impl Session {
    /// Lists the sources: title, version, date, licence, citation, coverage and how much each holds.
    ///
    /// # Errors
    /// The engine fails or is stopped.
    pub fn catalogue(&self, cancel: &Cancel) -> Result<Answer, AskError> {
        answer::catalogue(&self.context(cancel)).map_err(failed)
    }

    /// Cites the sources that an answer used, and no others.
    ///
    /// # Errors
    /// The engine fails or is stopped.
    pub fn cite(&self, answer: &Answer, cancel: &Cancel) -> Result<Vec<Citation>, AskError> {
        answer::citations(&self.context(cancel), answer, Day::today()).map_err(failed)
    }

    /// Tells the statements behind the row of an answer, counted from one.
    ///
    /// An answer without rows has none; the notes say then what was searched.
    ///
    /// # Errors
    /// The engine fails or is stopped.
    pub fn why(&self, answer: &Answer, row: usize, cancel: &Cancel) -> Result<Answer, AskError> {
        let reading = self.reading_of(answer);
        answer::why(&self.context(cancel), answer, reading.as_ref(), row).map_err(failed)
    }

    /// Reads once more what an answer says that it answers, in which names that were given for later are written out; raw
    /// SPARQL has no reading.
    fn reading_of(&self, answer: &Answer) -> Option<Reading> {
        let french = |text: &str| self.read_as(&Scope::default(), text, Language::French);
        let (_, reading) = self
            .read(&answer.reading)
            .or_else(|_| self.read(&answer.question))
            .or_else(|_| french(&answer.reading))
            .or_else(|_| french(&answer.question))
            .ok()?;
        (!matches!(reading.ask, Ask::Sparql(_))).then_some(reading)
    }
}

fn failed(error: AnswerError) -> AskError {
    match error {
        AnswerError::Engine(error) => engine_failure(error),
        other => AskError::Engine(other.to_string()),
    }
}
