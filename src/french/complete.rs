//! Completion of French questions: what can come next in their English, told in French.

use super::French;
use super::keywords::{BEGINNINGS, CLAUSES, CONNECTORS, OUTPUTS, STEPS, WORDS};
use super::tell::{column, participle, past, tell};
use super::token::{Kind, Token, tokens};
use crate::lexicon::{Completer, Completion, CompletionKind, fold};
use std::collections::BTreeSet;

/// How many English completions are looked at.
const MOST: usize = 4000;
/// How many words before the one at the cursor can belong to what is completed.
const MOST_WORDS: usize = 3;

impl French {
    /// Returns at most `n` completions of the text before the cursor, a byte position; the completer speaks English.
    #[must_use]
    pub fn complete(
        &self,
        completer: &Completer<'_>,
        text: &str,
        cursor: usize,
        n: usize,
    ) -> Vec<Completion> {
        let mut end = cursor.min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let line = text[..end].rfind([';', '|']).map_or(0, |at| at + 1);
        let text = &text[..end];
        let known = tokens(&text[line..]);
        let start = line + unfinished(&text[line..], &known);
        let mut found: Vec<Completion> = Vec::new();
        let mut seen = BTreeSet::new();
        for start in starts(text, line, start) {
            let head = self.read(&text[line..start], completer.ontology, completer.names);
            let passive = ["was", "were", "is", "are"]
                .contains(&head.english.rsplit(' ').next().unwrap_or_default());
            let typed = fold(&text[start..]);
            let mut next = completer.complete(&spaced(&head.english), head.english.len() + 1, MOST);
            next.retain(|one| !matches!(one.kind, CompletionKind::Name(_)));
            let told = next.into_iter().filter_map(|one| {
                let text = self.told(&one, completer, passive)?;
                Some(Completion { text, ..one })
            });
            let names = self.names(completer, &head.english, &text[start..]);
            let fitting = told.filter(|one| fold(&one.text).starts_with(&typed));
            for one in fitting.chain(names) {
                if found.len() < n && seen.insert(one.text.clone()) {
                    let range = start..end;
                    found.push(Completion { range, ..one });
                }
            }
        }
        found
    }

    /// Returns the names that begin as typed, where a name can come next.
    fn names(&self, completer: &Completer<'_>, head: &str, typed: &str) -> Vec<Completion> {
        let before = spaced(head);
        let whole = format!("{before}{typed}");
        let mut found = completer.complete(&whole, whole.len(), MOST);
        found.retain(|one| {
            matches!(one.kind, CompletionKind::Name(_)) && one.range.start == before.len()
        });
        found
    }

    fn told(&self, one: &Completion, completer: &Completer<'_>, passive: bool) -> Option<String> {
        let ontology = completer.ontology;
        match one.kind {
            CompletionKind::Keyword => keyword(&one.text).map(str::to_owned),
            CompletionKind::Noun => Some(tell(&one.text, ontology)),
            CompletionKind::Verb if passive => participle(&one.text, ontology),
            CompletionKind::Verb => past(&one.text, ontology),
            CompletionKind::Field => Some(column(&one.text, ontology)),
            CompletionKind::Date | CompletionKind::Name(_) => Some(one.text.clone()),
        }
    }
}

/// Returns where what is typed may begin: at a word before, since `a attaqué` and `à propos de` have several, or at the
/// word itself.
fn starts(text: &str, line: usize, start: usize) -> Vec<usize> {
    let before = tokens(&text[line..start]);
    let words = before
        .iter()
        .rev()
        .take_while(|token| token.kind == Kind::Word)
        .take(MOST_WORDS)
        .filter(|token| !token.contracted);
    let mut starts: Vec<usize> = words.map(|token| line + token.span.start).collect();
    starts.reverse();
    starts.push(start);
    starts
}

fn spaced(head: &str) -> String {
    if head.is_empty() {
        String::new()
    } else {
        format!("{head} ")
    }
}

/// Returns the usual French of a keyword, if it has one of its own.
fn keyword(english: &str) -> Option<&'static str> {
    let tables = [BEGINNINGS, CLAUSES, OUTPUTS, CONNECTORS, STEPS];
    tables
        .iter()
        .flat_map(|table| table.iter())
        .find(|(_, known, _)| *known == english)
        .map(|(french, ..)| *french)
        .or_else(|| {
            let known = WORDS.iter().find(|(_, known)| *known == english);
            known.map(|(french, _)| *french)
        })
}

/// Returns where the unfinished word begins: behind a space, a mark or an elision, or at the quote of an unfinished name.
fn unfinished(text: &str, known: &[Token]) -> usize {
    let open = known
        .iter()
        .find(|token| token.kind == Kind::Mark && "\"“„«".contains(&token.key));
    if let Some(quote) = open {
        return quote.span.start;
    }
    match known.last() {
        Some(last) if last.span.end == text.len() && last.kind == Kind::Word => {
            // `l'` is complete: what it stands before comes next.
            if text.ends_with(['\'', '’']) || last.contracted {
                text.len()
            } else {
                last.span.start
            }
        }
        _ => text.len(),
    }
}
