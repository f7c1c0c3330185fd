//! From a failure to a corrected question: small edits, applied until the text can be read.

use super::ast::Span;
use super::error::{ParseError, Problem};

/// One replacement in the text.
#[derive(Clone, Debug)]
pub(super) struct Edit {
    pub(super) span: Span,
    pub(super) text: String,
}

/// A failed reading, with the edits that would put it right, if any are plain.
#[derive(Clone, Debug)]
pub(super) struct Failure {
    pub(super) problem: Problem,
    pub(super) span: Span,
    edits: Vec<Edit>,
}

impl Failure {
    pub(super) fn new(problem: Problem, span: Span) -> Box<Failure> {
        Box::new(Failure {
            problem,
            span,
            edits: Vec::new(),
        })
    }

    /// Adds a replacement to the correction.
    pub(super) fn replace(mut self: Box<Self>, span: Span, text: impl Into<String>) -> Box<Self> {
        let text = text.into();
        self.edits.push(Edit { span, text });
        self
    }

    /// Adds a deletion to the correction.
    pub(super) fn delete(self: Box<Self>, span: Span) -> Box<Self> {
        self.replace(span, " ")
    }

    /// Adds an insertion to the correction.
    pub(super) fn insert(self: Box<Self>, at: usize, text: impl Into<String>) -> Box<Self> {
        self.replace(Span { start: at, end: at }, text)
    }
}

/// How many problems of one text are put right; a text with more is no slip of the pen.
const MOST_REPAIRS: usize = 8;
/// Texts longer than this, in bytes, are put right once, so that an error is not slower than an answer.
const LONGEST_REPAIRED: usize = 2048;

/// Turns a failure into an error whose correction, if there is one, is known to be readable.
pub(super) fn error<T>(
    text: &str,
    failure: Box<Failure>,
    read: impl Fn(&str) -> Result<T, Box<Failure>>,
    written: impl Fn(&T) -> String,
) -> ParseError {
    let mut correction = None;
    let mut current = text.to_owned();
    let mut pending = failure.clone();
    let repairs = if text.len() > LONGEST_REPAIRED {
        1
    } else {
        MOST_REPAIRS
    };
    for _ in 0..repairs {
        let Some(next) = edited(&current, &pending.edits) else {
            break;
        };
        match read(&next) {
            // Line breaks and comments would not survive a copy of the one line that is shown.
            Ok(tree) if next.contains(['\n', '\r', '#']) => {
                correction = Some(written(&tree));
                break;
            }
            Ok(_) => {
                correction = Some(next);
                break;
            }
            Err(again) => {
                current = next;
                pending = again;
            }
        }
    }
    ParseError {
        problem: failure.problem,
        span: failure.span,
        correction,
    }
}

/// Applies the edits in one pass, leaving single spaces where something was taken out.
fn edited(text: &str, edits: &[Edit]) -> Option<String> {
    if edits.is_empty() {
        return None;
    }
    let mut edits: Vec<&Edit> = edits.iter().collect();
    edits.sort_by_key(|edit| edit.span.start);
    let mut result = String::with_capacity(text.len());
    let mut read = 0;
    for edit in edits {
        result.push_str(text.get(read..edit.span.start)?);
        read = edit.span.end;
        let mut put = edit.text.as_str();
        if result.is_empty() || result.ends_with(char::is_whitespace) {
            put = put.trim_start();
        }
        result.push_str(put);
        if result.ends_with(' ') {
            let rest = text.get(read..)?;
            if rest.starts_with([',', ')', '}']) {
                result.pop();
            }
            read += rest.len() - rest.trim_start_matches(' ').len();
        }
    }
    result.push_str(text.get(read..)?);
    Some(result.trim().to_owned())
}
