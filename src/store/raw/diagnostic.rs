//! Raw errors as diagnostics, which every front draws alike.

use super::RawError;
use super::scan::tokens;
use crate::diagnostic::Diagnostic;
use crate::question::ast::Span;

impl RawError {
    /// Returns what to tell the user of the query that was refused.
    #[must_use]
    pub fn diagnostic(&self, query: &str) -> Diagnostic {
        let offset = self.place().map(|place| place.offset);
        let token = offset.and_then(|offset| {
            tokens(query).find(|token| token.offset + token.text.len() > offset)
        });
        let span = match (offset, token) {
            (Some(start), Some(token)) => Span {
                start,
                end: token.offset + token.text.len(),
            },
            (Some(start), None) => Span { start, end: start },
            (None, _) => Span::default(),
        };
        let diagnostic = Diagnostic::new(self.code(), self.message(), span);
        match self {
            RawError::Update { .. } | RawError::NotAQuery { .. } | RawError::Empty => {
                diagnostic.note("SELECT, ASK, CONSTRUCT and DESCRIBE read")
            }
            RawError::UndeclaredPrefix { prefix, .. } => diagnostic.note(format!(
                "for example: PREFIX {prefix}: <http://example.org/>"
            )),
            RawError::NoSet { .. } => diagnostic
                .note("for example: allies of sparql { SELECT ?x WHERE { ?x a al:Militia } }"),
            RawError::TooComplex { .. } => diagnostic
                .note("ask for the parts one after the other, or name a part with { SELECT … }"),
            _ => diagnostic,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            RawError::Update { .. } => "sparql-update",
            RawError::Service { .. } => "sparql-service",
            RawError::UndeclaredPrefix { .. } => "sparql-prefix",
            RawError::TooLong { .. } => "too-long",
            RawError::TooDeep { .. } | RawError::TooManySigns { .. } => "too-deep",
            RawError::TooComplex { .. } => "too-complex",
            RawError::NoSet { .. } => "sparql-set",
            _ => "sparql",
        }
    }

    /// Returns the message without the place, which the drawn span shows.
    pub(in crate::store) fn message(&self) -> String {
        let message = self.to_string();
        match self.place() {
            Some(place) => message
                .strip_prefix(&format!("{place}: "))
                .map_or(message.clone(), str::to_owned),
            None => message,
        }
    }
}
