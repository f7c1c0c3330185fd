//! What the line editor asks of this program: completion.

use super::command;
use crate::lexicon::Language;
use crate::render::{Screen, clean};
use crate::session::Session;
use rustyline::completion::{Completer, Pair};
use rustyline::highlight::Highlighter;
use rustyline::{CompletionType, Context, Helper as Help, Hinter, Validator};
use std::borrow::Cow;

/// What stands between a candidate and what it is.
const GAP: &str = "  ";

/// Completes what is typed.
#[derive(Help, Hinter, Validator)]
pub(super) struct Helper<'a> {
    session: &'a Session,
    pub(super) language: Language,
    /// Where candidates are shown.
    pub(super) screen: Screen,
    /// The earlier lines of the input that is being typed, each with its line end.
    pub(super) before: String,
}

impl<'a> Helper<'a> {
    pub(super) fn new(session: &'a Session, language: Language, screen: Screen) -> Self {
        Self {
            session,
            language,
            screen,
            before: String::new(),
        }
    }

    /// Completes a question; places are counted in the whole input, but only this line can be changed.
    fn words(&self, line: &str, cursor: usize) -> (usize, Vec<Pair>) {
        let text = format!("{}{line}", self.before);
        let (start, words) =
            self.session
                .complete_in(&text, self.before.len() + cursor, self.language);
        let Some(start) = start.checked_sub(self.before.len()) else {
            return (cursor, Vec::new());
        };
        let pairs = words
            .into_iter()
            .map(|word| {
                let name = clean(&word.text).into_owned();
                let whole = format!("{name}{GAP}{}", clean(&word.detail));
                Pair {
                    display: self.screen.cut(whole.trim_end()),
                    replacement: name,
                }
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
            return Ok(command::complete(self.session, self.language, line, cursor));
        };
        let (at, pairs) = self.words(&line[start..], cursor - start);
        Ok((start + at, pairs))
    }
}

impl Highlighter for Helper<'_> {
    fn highlight_candidate<'c>(&self, candidate: &'c str, _: CompletionType) -> Cow<'c, str> {
        match candidate.split_once(GAP) {
            Some((name, detail)) => format!("{name}{GAP}{}", self.screen.quiet(detail)).into(),
            None => candidate.into(),
        }
    }
}
