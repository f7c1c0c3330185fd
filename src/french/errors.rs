//! What is wrong with a French question, told of the words as they were typed.

use super::French;
use super::tell::{column, tell};
use super::token::{Kind, tokens};
use super::translator::HIDDEN;
use super::written::Written;
use crate::diagnostic::{Candidate, Diagnostic};
use crate::lexicon::{NameIndex, Ontology, fold};
use crate::question::ast::Span;
use crate::reading::replace;

/// How many words are offered.
const OFFERED: usize = 5;
/// Longer texts, in bytes, get no corrected question, so that an error is not slower than an answer.
const LONGEST_CORRECTED: usize = 2048;

impl French {
    /// Turns what is wrong with the English of a question into what is wrong with the question itself.
    ///
    /// `runs` tells whether a corrected question can be read.
    #[must_use]
    pub fn diagnostic(
        &self,
        text: &str,
        written: &Written,
        mut diagnostic: Diagnostic,
        ontology: &Ontology,
        names: &NameIndex,
        runs: &dyn Fn(&str) -> bool,
    ) -> Diagnostic {
        let primary = diagnostic
            .labels
            .first()
            .map_or(Span::default(), |l| l.span);
        let own = Own {
            english: written
                .english
                .get(primary.start..primary.end)
                .unwrap_or_default(),
            typed: slice(text, written.place(primary)),
        };
        for label in &mut diagnostic.labels {
            label.span = written.place(label.span);
            label.text = own.told(&label.text, ontology);
        }
        diagnostic.message = own.told(&diagnostic.message, ontology);
        for note in &mut diagnostic.notes {
            *note = examples(note, ontology);
        }
        let back = |english: &str| -> Option<String> {
            if text.len() > LONGEST_CORRECTED {
                return None;
            }
            let (span, part) = written.change(english);
            let part = as_typed(&tell(part, ontology), slice(text, span));
            let question = tidy(&replace(text, span, &part));
            if runs(&question) {
                return Some(question);
            }
            let whole = tell(english, ontology);
            runs(&whole).then_some(whole)
        };
        for candidate in &mut diagnostic.candidates {
            candidate.question = candidate.question.as_deref().and_then(back);
        }
        diagnostic.correction = diagnostic.correction.as_deref().and_then(back);
        if ["unknown-word", "unknown-name", "bad-dimension"].contains(&diagnostic.code) {
            let span = diagnostic
                .labels
                .first()
                .map_or(Span::default(), |l| l.span);
            let near = self.near(text, span, names, runs);
            if !near.is_empty() {
                diagnostic.correction = near.first().and_then(|c| c.question.clone());
                diagnostic.candidates = near;
            } else if diagnostic.code == "unknown-word" {
                // English words would not be understood here.
                diagnostic.candidates.clear();
            }
        }
        diagnostic
    }

    /// Returns French words near the unknown ones, with the questions that they make, if those run.
    fn near(
        &self,
        text: &str,
        span: Span,
        names: &NameIndex,
        runs: &dyn Fn(&str) -> bool,
    ) -> Vec<Candidate> {
        if text.len() > LONGEST_CORRECTED {
            return Vec::new();
        }
        let unknown = tokens(text).into_iter().filter(|token| {
            token.kind == Kind::Word && span.start <= token.span.start && token.span.end <= span.end
        });
        let mut found: Vec<(usize, usize, String, Span)> = Vec::new();
        for token in unknown.take(3) {
            let typed = &text[token.span.start..token.span.end];
            let key = fold(typed);
            if key.chars().count() < 3 || !names.exact(typed).is_empty() {
                continue;
            }
            let slack = (key.chars().count() / 4).max(1);
            for (word, spellings) in self.vocabulary.spelled() {
                let distance = strsim::osa_distance(&key, word);
                if distance == 0 || distance > slack {
                    continue;
                }
                let lower = typed.to_lowercase();
                let as_written = |word: &&String| strsim::osa_distance(&lower, word);
                if let Some(spelled) = spellings.iter().min_by_key(as_written) {
                    let accents = as_written(&spelled);
                    found.push((distance, accents, spelled.clone(), token.span));
                }
            }
        }
        found.sort_by(|a, b| {
            let rank = |f: &(usize, usize, String, Span)| (f.0, f.1, f.2.chars().count());
            rank(a).cmp(&rank(b)).then_with(|| a.2.cmp(&b.2))
        });
        found
            .into_iter()
            .take(4 * OFFERED)
            .map(|(_, _, word, span)| (replace(text, span, &word), word))
            .filter(|(question, _)| runs(question))
            .take(OFFERED)
            .map(|(question, word)| Candidate {
                label: word,
                detail: String::new(),
                iri: None,
                question: Some(question),
            })
            .collect()
    }

    /// Tells an English text with questions in it in French: what stands between backticks.
    #[must_use]
    pub fn note(&self, note: &str, ontology: &Ontology) -> String {
        quoted_parts(note, ontology)
    }
}

/// Tells what stands between backticks in French.
fn quoted_parts(text: &str, ontology: &Ontology) -> String {
    let text = text.replace(HIDDEN, "");
    if text.matches('`').count() % 2 == 1 {
        return text;
    }
    let parts = text.split('`').enumerate().map(|(index, part)| {
        if index % 2 == 1 {
            format!("`{}`", tell(part, ontology))
        } else {
            part.to_owned()
        }
    });
    parts.collect()
}

/// Tells the examples and lists of a note in French.
fn examples(note: &str, ontology: &Ontology) -> String {
    if let Some(example) = note.strip_prefix("for example: ") {
        return format!("for example: {}", tell(example, ontology));
    }
    if let Some((noun, keys)) = note.split_once(" can be grouped by ") {
        let keys: Vec<String> = keys.split(", ").map(|key| column(key, ontology)).collect();
        return format!(
            "{} can be grouped by {}",
            tell(noun, ontology),
            keys.join(", ")
        );
    }
    if let Some((noun, list)) = note.split_once(" take `") {
        let roles = list.split(", ").map(|one| match one.split_once(" (") {
            Some((word, role)) => {
                let role = column(role.trim_end_matches(')'), ontology);
                format!("{word} ({role})")
            }
            None => one.to_owned(),
        });
        let list = quoted_parts(
            &format!("`{}", roles.collect::<Vec<_>>().join(", ")),
            ontology,
        );
        return format!("{} take {list}", tell(noun, ontology));
    }
    quoted_parts(note, ontology)
}

/// The words at fault, as they were typed and in English.
struct Own<'t> {
    english: &'t str,
    typed: &'t str,
}

impl Own<'_> {
    /// Tells a message in the user's own words.
    fn told(&self, text: &str, ontology: &Ontology) -> String {
        let text = text.replace("\"\"", "\"");
        let quoted = format!("`{}`", self.english.to_lowercase());
        if !self.english.is_empty() && text.contains(&quoted) {
            let parts: Vec<String> = text
                .split(&quoted)
                .map(|part| quoted_parts(part, ontology))
                .collect();
            return parts.join(&format!("`{}`", self.typed));
        }
        quoted_parts(&text, ontology)
    }
}

fn slice(text: &str, span: Span) -> &str {
    text.get(span.start..span.end).unwrap_or_default()
}

/// Takes the quotes off names that were typed without any.
fn as_typed(told: &str, typed: &str) -> String {
    let mut told = told.to_owned();
    for name in told.clone().split('"').skip(1).step_by(2) {
        let quoted = format!("\"{name}\"");
        if typed.contains(name) && !typed.contains(&quoted) {
            told = told.replace(&quoted, name);
        }
    }
    told
}

/// Takes out the spaces that a change has left over, and an elision that stands before nothing.
fn tidy(text: &str) -> String {
    let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    let text = words.join(" ");
    match text.rsplit_once(' ') {
        Some((before, "l'" | "l’" | "le" | "la" | "les")) => before.to_owned(),
        _ => text,
    }
}
