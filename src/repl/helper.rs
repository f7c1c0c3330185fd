//! What the line editor asks of this program: completion.

use super::command;
use super::completion::Completions;
use crate::render::clean;
use rustyline::completion::{Completer, Pair};
use rustyline::{Context, Helper as Help, Highlighter, Hinter, Validator};

/// Completes what is typed.
#[derive(Help, Highlighter, Hinter, Validator)]
pub(super) struct Helper<'a> {
    completions: Completions<'a>,
    /// The earlier lines of the input that is being typed, each with its line end.
    pub(super) before: String,
}

impl<'a> Helper<'a> {
    pub(super) fn new(completions: Completions<'a>) -> Self {
        Self {
            completions,
            before: String::new(),
        }
    }

    /// Completes a question; places are counted in the whole input, but only this line can be changed.
    fn words(&self, line: &str, cursor: usize) -> (usize, Vec<Pair>) {
        let text = format!("{}{line}", self.before);
        let (start, words) = self.completions.at(&text, self.before.len() + cursor);
        let Some(start) = start.checked_sub(self.before.len()) else {
            return (cursor, Vec::new());
        };
        let pairs = words
            .into_iter()
            .map(|word| Pair {
                display: match word.detail.as_str() {
                    "" => clean(&word.text).into_owned(),
                    detail => format!("{}  ({})", clean(&word.text), clean(detail)),
                },
                replacement: clean(&word.text).into_owned(),
            })
            .collect();
        (start, pairs)
    }
}

impl Completer for Helper<'_> {
    type Candidate = Pair;

    fn complete(
        &self,
        line: &str,
        cursor: usize,
        _: &Context<'_>,
    ) -> rustyline::Result<(usize, Vec<Pair>)> {
        if !self.before.is_empty() || !line.starts_with(':') {
            return Ok(self.words(line, cursor));
        }
        let question = command::question_start(line).filter(|&start| start <= cursor);
        let Some(start) = question else {
            return Ok(command::complete(line, cursor));
        };
        let (at, pairs) = self.words(&line[start..], cursor - start);
        Ok((start + at, pairs))
    }
}
