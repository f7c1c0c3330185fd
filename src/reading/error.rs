//! What can be wrong with the words of a question, as data, and the one place where it becomes prose.

use crate::diagnostic::{Candidate, Diagnostic};
use crate::question::ast::Span;

/// A word, name or clause that could not be understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ResolveError {
    #[error("no {expected} {word:?}")]
    UnknownWord {
        word: String,
        span: Span,
        /// `verb`, `noun`, `field` …
        expected: &'static str,
        /// Words that are near.
        near: Vec<String>,
        /// Words that are accepted here, when they are few.
        accepted: Vec<String>,
    },
    #[error("nothing is called {name:?}")]
    UnknownName {
        name: String,
        span: Span,
        near: Vec<NameCandidate>,
        /// The longer known name, with the span that it covers, when the name went on past a keyword.
        longer: Option<(String, Span)>,
    },
    #[error("{name:?} fits {} things", candidates.len())]
    AmbiguousName {
        name: String,
        span: Span,
        candidates: Vec<NameCandidate>,
    },
    #[error("no {kind} is called {name:?}")]
    NoSuchKind {
        name: String,
        span: Span,
        /// The kind that the question gives, as typed.
        kind: String,
        /// Those who are called so.
        known: Vec<NameCandidate>,
    },
    #[error("{name:?} is {found}, not {expected}")]
    WrongKind {
        name: String,
        span: Span,
        /// With its article: `a place`.
        found: String,
        expected: String,
        correction: Option<(Span, String)>,
    },
    #[error("expected `of` before a name")]
    MissingOf { noun: String, span: Span },
    #[error("{noun} take no `{preposition}`")]
    NoSuchRole {
        preposition: String,
        span: Span,
        noun: String,
        /// The prepositions that the class declares, with the role that each introduces.
        accepted: Vec<(String, String)>,
    },
    #[error("{noun} cannot be grouped by {word:?}")]
    BadDimension {
        word: String,
        span: Span,
        noun: String,
        accepted: Vec<String>,
    },
    #[error("{reason}")]
    BadMoment {
        text: String,
        span: Span,
        reason: String,
        correction: Option<String>,
    },
    /// A construction that is understood but means nothing here.
    #[error("{message}")]
    Misplaced {
        code: &'static str,
        message: String,
        span: Span,
        /// What to put in place of which span.
        replacement: Option<(Span, String)>,
        note: Option<String>,
    },
}

/// A thing that a name could stand for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameCandidate {
    pub label: String,
    pub kind: String,
    pub detail: String,
    pub iri: String,
    /// How the question names it: quoted, with its kind or IRI where the label alone is not enough.
    pub written: String,
}

impl ResolveError {
    /// Tells the error to the user, with the corrected question where one is certain enough to offer.
    #[must_use]
    pub fn diagnostic(&self, question: &str) -> Diagnostic {
        match self {
            Self::UnknownWord {
                word,
                span,
                expected,
                near,
                accepted,
            } => unknown_word(question, word, *span, expected, near, accepted),
            Self::UnknownName {
                name,
                span,
                near,
                longer,
            } => unknown_name(question, name, *span, near, longer.as_ref()),
            Self::NoSuchKind {
                name,
                span,
                kind,
                known,
            } => {
                let mut diagnostic = Diagnostic::new(
                    "unknown-name",
                    format!("no {kind} is called \"{name}\""),
                    *span,
                );
                diagnostic.candidates = offer(question, *span, known);
                match known.as_slice() {
                    [one] => diagnostic.correct(replace(question, *span, &one.written)),
                    _ => diagnostic,
                }
            }
            Self::AmbiguousName {
                name,
                span,
                candidates,
            } => {
                let mut diagnostic = Diagnostic::new(
                    "ambiguous-name",
                    format!("\"{name}\" fits {} things", candidates.len()),
                    *span,
                );
                diagnostic.candidates = offer(question, *span, candidates);
                diagnostic.note("choose one by its number at the prompt, or write its kind or <iri> after the name")
            }
            Self::WrongKind {
                name,
                span,
                found,
                expected,
                correction,
            } => {
                let diagnostic = Diagnostic::new(
                    "wrong-kind",
                    format!("\"{name}\" is {found}, but here stands {expected}"),
                    *span,
                );
                with_replacement(diagnostic, question, correction.as_ref())
            }
            Self::MissingOf { noun, span } => {
                Diagnostic::new("missing-of", "expected `of` before a name", *span)
                    .correct(insert(question, span.start, "of "))
                    .note(format!("{noun} are asked for as `{noun} of NAME`"))
            }
            Self::NoSuchRole {
                preposition,
                span,
                noun,
                accepted,
            } => {
                let list = accepted
                    .iter()
                    .map(|(preposition, role)| format!("`{preposition}` ({role})"))
                    .collect::<Vec<_>>()
                    .join(", ");
                let diagnostic = Diagnostic::new(
                    "no-such-role",
                    format!("{noun} take no `{preposition}`"),
                    *span,
                );
                let diagnostic = if list.is_empty() {
                    diagnostic
                } else {
                    diagnostic.note(format!("{noun} take {list}"))
                };
                diagnostic.correct(replace(question, *span, "involving"))
            }
            Self::BadDimension {
                word,
                span,
                noun,
                accepted,
            } => {
                let mut diagnostic = Diagnostic::new(
                    "bad-dimension",
                    format!("{noun} cannot be grouped by \"{word}\""),
                    *span,
                );
                if let Some(nearest) = nearest(word, accepted) {
                    diagnostic = diagnostic.correct(replace(question, *span, &nearest));
                }
                diagnostic.note(format!("{noun} can be grouped by {}", accepted.join(", ")))
            }
            Self::BadMoment {
                span,
                reason,
                correction,
                ..
            } => {
                let diagnostic = Diagnostic::new("bad-date", reason.clone(), *span);
                match correction {
                    Some(text) => diagnostic.correct(replace(question, *span, text)),
                    None => diagnostic,
                }
            }
            Self::Misplaced {
                code,
                message,
                span,
                replacement,
                note,
            } => {
                let mut diagnostic = Diagnostic::new(code, message.clone(), *span);
                if let Some(note) = note {
                    diagnostic = diagnostic.note(note.clone());
                }
                with_replacement(diagnostic, question, replacement.as_ref())
            }
        }
    }
}

fn unknown_word(
    question: &str,
    word: &str,
    span: Span,
    expected: &str,
    near: &[String],
    accepted: &[String],
) -> Diagnostic {
    let mut diagnostic = Diagnostic::new("unknown-word", format!("no {expected} \"{word}\""), span);
    if let Some(best) = near.first() {
        diagnostic = diagnostic.correct(replace(question, span, best));
    }
    if near.is_empty() && expected == "verb" {
        diagnostic =
            diagnostic.note("for example `who attacked …`, `who supported …`, `who signed …`");
    }
    diagnostic.candidates = near
        .iter()
        .map(|word| Candidate {
            label: word.clone(),
            detail: String::new(),
            iri: None,
            question: Some(replace(question, span, word)),
        })
        .collect();
    if accepted.is_empty() {
        diagnostic
    } else {
        diagnostic.note(format!("accepted here: {}", accepted.join(", ")))
    }
}

fn unknown_name(
    question: &str,
    name: &str,
    span: Span,
    near: &[NameCandidate],
    longer: Option<&(String, Span)>,
) -> Diagnostic {
    let mut diagnostic = Diagnostic::new(
        "unknown-name",
        format!("nothing is called \"{name}\""),
        span,
    );
    if let Some((written, whole)) = longer {
        return diagnostic
            .note("a name that holds a word such as `in`, `of` or `and` stands in quotes")
            .correct(replace(question, *whole, written));
    }
    if let Some(best) = near.first() {
        diagnostic = diagnostic.correct(replace(question, span, &best.written));
    }
    diagnostic.candidates = offer(question, span, near);
    let digits = name.split(|c: char| !c.is_ascii_digit());
    if near.is_empty() && digits.into_iter().any(|run| run.len() == 4) {
        diagnostic =
            diagnostic.note("dates are written 2024, 2024-Q3, 2024-07, 2024-07-27 or 27 July 2024");
    }
    diagnostic
}

fn offer(question: &str, span: Span, candidates: &[NameCandidate]) -> Vec<Candidate> {
    candidates
        .iter()
        .take(5)
        .map(|candidate| Candidate {
            label: candidate.label.clone(),
            detail: format!("{}{}", candidate.kind, candidate.detail),
            iri: Some(candidate.iri.clone()),
            question: Some(replace(question, span, &candidate.written)),
        })
        .collect()
}

fn with_replacement(
    diagnostic: Diagnostic,
    question: &str,
    replacement: Option<&(Span, String)>,
) -> Diagnostic {
    match replacement {
        Some((span, text)) => diagnostic.correct(replace(question, *span, text)),
        None => diagnostic,
    }
}

/// Returns the accepted word nearest to what was typed, if any is near.
fn nearest(word: &str, accepted: &[String]) -> Option<String> {
    accepted
        .iter()
        .map(|candidate| (strsim::osa_distance(word, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= candidate.chars().count().div_ceil(3))
        .min()
        .map(|(_, candidate)| candidate.clone())
}

/// Returns the question with one span replaced.
#[must_use]
pub fn replace(question: &str, span: Span, with: &str) -> String {
    let before = question.get(..span.start).unwrap_or_default();
    let after = question.get(span.end..).unwrap_or_default();
    format!("{before}{with}{after}")
}

fn insert(question: &str, at: usize, text: &str) -> String {
    replace(question, Span { start: at, end: at }, text)
}
