//! Why raw SPARQL was not run.

use crate::store::EngineError;
use std::fmt;
use thiserror::Error;

/// A place in the text; line and column count characters from 1, the offset bytes from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    pub line: usize,
    pub column: usize,
    pub offset: usize,
}

impl Place {
    /// Returns the place of a byte; one inside a character is that of the character.
    #[must_use]
    pub fn at(text: &str, offset: usize) -> Place {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let before = text.get(..offset).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |position| position + 1);
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        let column = before.get(line_start..).unwrap_or_default().chars().count() + 1;
        Place {
            line,
            column,
            offset,
        }
    }

    /// Returns the place of a line and a column, both from 1.
    pub(super) fn of(text: &str, line: usize, column: usize) -> Place {
        let start: usize = text
            .split_inclusive('\n')
            .take(line.saturating_sub(1))
            .map(str::len)
            .sum();
        let rest = text.get(start..).unwrap_or_default();
        let within = rest
            .char_indices()
            .nth(column.saturating_sub(1))
            .map_or(rest.len(), |(position, _)| position);
        Place::at(text, start + within)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

/// Why raw SPARQL was not run.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum RawError {
    #[error("there is no query")]
    Empty,
    #[error("the query has {bytes} bytes; at most {limit} are read")]
    TooLong { bytes: usize, limit: usize },
    #[error("{place}: brackets are nested more than {limit} deep")]
    TooDeep { place: Place, limit: usize },
    #[error("{place}: more than {limit} operators in a row")]
    TooManySigns { place: Place, limit: usize },
    #[error("{place}: {what} is opened here and never closed")]
    Unclosed { what: String, place: Place },
    #[error("{place}: `{bracket}` closes nothing")]
    Unopened { bracket: char, place: Place },
    #[error("{place}: `{found}` cannot close the `{open}` of {open_place}")]
    Mismatched {
        open: char,
        open_place: Place,
        found: char,
        place: Place,
    },
    #[error("{place}: `{found}` is a curly quotation mark; SPARQL takes straight ones")]
    CurlyQuote { found: char, place: Place },
    #[error("{place}: a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE, not with `{found}`")]
    NotAQuery { found: String, place: Place },
    #[error("{place}: {keyword} changes data, and queries only read")]
    Update { keyword: String, place: Place },
    #[error("{place}: SERVICE asks another server, which is not done here")]
    Service { place: Place },
    #[error("{place}: the prefix `{prefix}:` is not declared; add PREFIX {prefix}: <…> at the top")]
    UndeclaredPrefix { prefix: String, place: Place },
    #[error("{place}: {}", describe(.near, .reason))]
    Syntax {
        place: Place,
        /// What stands there, up to a line's width.
        near: String,
        /// What is known of the reason.
        reason: Option<&'static str>,
    },
    #[error("the query {what} ({found}; at most {limit}); split it into several")]
    TooComplex {
        what: &'static str,
        found: usize,
        limit: usize,
    },
    #[error("a set takes SELECT with one variable, and this {found}")]
    NoSet { found: String },
    #[error(transparent)]
    Engine(#[from] EngineError),
}

impl RawError {
    /// Returns where the problem is, if it is at one place.
    #[must_use]
    pub fn place(&self) -> Option<Place> {
        match self {
            RawError::TooDeep { place, .. }
            | RawError::TooManySigns { place, .. }
            | RawError::Unclosed { place, .. }
            | RawError::Unopened { place, .. }
            | RawError::Mismatched { place, .. }
            | RawError::CurlyQuote { place, .. }
            | RawError::NotAQuery { place, .. }
            | RawError::Update { place, .. }
            | RawError::Service { place }
            | RawError::UndeclaredPrefix { place, .. }
            | RawError::Syntax { place, .. } => Some(*place),
            RawError::Empty
            | RawError::TooLong { .. }
            | RawError::TooComplex { .. }
            | RawError::NoSet { .. }
            | RawError::Engine(_) => None,
        }
    }
}

fn describe(near: &str, reason: &Option<&'static str>) -> String {
    match reason {
        Some(reason) => format!("near `{near}`: {reason}"),
        None => format!("the query cannot be read near `{near}`"),
    }
}
