//! What went wrong with a question, as plain data: every stage fills it, `render` draws it, JSON carries it.
//!
//! A stage keeps its own error enum with the names, candidates and spans that it knows; only the text here is prose,
//! made once at the stage's edge, so that a terminal, a web page and a JSON reader say the same thing.

use crate::question::ast::Span;
use serde::Serialize;

/// One problem, with where it is and how to put it right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// A stable name such as `unknown-verb`, for scripts.
    pub code: &'static str,
    /// One line that says what is wrong, in the user's words.
    pub message: String,
    /// Where: the first label is the primary one.
    pub labels: Vec<Label>,
    /// What would fit, at most five; empty when nothing is near.
    pub candidates: Vec<Candidate>,
    /// A whole question that runs as it stands.
    pub correction: Option<String>,
    /// Further lines: what is accepted here, what the data hold.
    pub notes: Vec<String>,
}

/// A span of the question and what is said of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Label {
    pub span: Span,
    pub text: String,
}

/// One thing that would fit, with the question that asks for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Candidate {
    pub label: String,
    /// What it is, e.g. `state, since 1960 (312 situations)`.
    pub detail: String,
    pub iri: Option<String>,
    pub question: Option<String>,
}

impl Diagnostic {
    /// Starts a diagnostic with its primary label; the label repeats the message unless it has its own text.
    #[must_use]
    pub fn new(code: &'static str, message: impl Into<String>, span: Span) -> Self {
        let message = message.into();
        Self {
            code,
            labels: vec![Label {
                span,
                text: message.clone(),
            }],
            message,
            candidates: Vec::new(),
            correction: None,
            notes: Vec::new(),
        }
    }

    /// Adds the corrected question.
    #[must_use]
    pub fn correct(mut self, question: impl Into<String>) -> Self {
        self.correction = Some(question.into());
        self
    }

    /// Adds a note.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }
}
