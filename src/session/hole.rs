//! `?` where a word or name could stand: what would fit there and has an answer, most of it first.

use super::{AskError, Options, Scope, Session};
use crate::answer::{Answer, Value};
use crate::diagnostic::{Candidate, Diagnostic};
use crate::lexicon::{Completion, Language};
use crate::question::ast::Span;
use crate::question::hole;
use crate::reading::{Reading, Rows};
use crate::store::Cancel;
use std::collections::BTreeSet;

/// How many words and names are tried, and how many are told.
const TRIED: usize = 120;
const TOLD: usize = 12;

impl Session {
    /// Says what could stand for the `?` of a question that cannot be read with it; none where nothing could.
    ///
    /// # Errors
    /// The engine fails or is stopped.
    pub(super) fn filled(
        &self,
        scope: &Scope,
        text: &str,
        language: Language,
        cancel: &Cancel,
    ) -> Result<Option<Diagnostic>, AskError> {
        let Some(hole) = hole(text) else {
            return Ok(None);
        };
        // Of nothing but a question mark nothing was asked.
        if text
            .trim_matches(|c: char| c == '?' || c.is_whitespace())
            .is_empty()
        {
            return Ok(None);
        }
        let mut tried = 0;
        let mut seen = BTreeSet::new();
        let mut found: Vec<(usize, String, String, String)> = Vec::new();
        for completion in self.offered(text, hole.start, language) {
            let question = with(text, hole, &completion);
            let Ok((tree, reading)) = self.understand_as(scope, &question, language) else {
                continue;
            };
            // Several spellings of one thing are told once.
            if tried == TRIED || !seen.insert(crate::reading::echo(&reading)) {
                continue;
            }
            tried += 1;
            let one = Reading {
                rows: Rows::Limit(1),
                order: Vec::new(),
                pipes: Vec::new(),
                ..reading
            };
            let answer = self.run(&question, &tree, &one, &Options::default(), cancel)?;
            let answers = answers(&answer);
            if answers > 0 {
                let detail = completion.detail.clone();
                found.push((answers, completion.text, detail, question));
            }
        }
        if tried == 0 {
            return Ok(None);
        }
        found.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        let more = found.len().saturating_sub(TOLD);
        let message = match found.len() {
            0 => "nothing that could stand here has an answer in these data".to_owned(),
            1 => "one word or name that could stand here has an answer".to_owned(),
            n => format!("{n} words or names that could stand here have an answer"),
        };
        let mut diagnostic = Diagnostic::new("hole", message, hole);
        if more > 0 {
            diagnostic = diagnostic.note(format!("and {more} more, with no more rows than these"));
        }
        diagnostic.candidates = found
            .into_iter()
            .take(TOLD)
            .map(|(answers, label, detail, question)| {
                let s = if answers == 1 { "" } else { "s" };
                let rows = format!("{answers} row{s}");
                Candidate {
                    label,
                    detail: if detail.is_empty() {
                        rows
                    } else {
                        format!("{detail}: {rows}")
                    },
                    iri: None,
                    question: Some(question),
                }
            })
            .collect();
        Ok(Some(diagnostic))
    }
}

/// Puts a completion in place of the hole.
fn with(text: &str, hole: Span, completion: &Completion) -> String {
    let before = text.get(..completion.range.start).unwrap_or_default();
    let after = text.get(hole.end..).unwrap_or_default();
    format!("{before}{}{after}", completion.text.trim_end())
        .trim_end()
        .to_owned()
}

/// Counts what an answer tells: a count of nothing tells nothing.
fn answers(answer: &Answer) -> usize {
    let none = answer.rows.iter().flat_map(|row| &row.cells).all(|cell| {
        matches!(cell.value, Value::Integer(0) | Value::Missing) && cell.items.is_empty()
    });
    if none {
        0
    } else {
        answer.total.max(answer.rows.len())
    }
}
