//! The words that questions are made of, as a table.

use super::{AskError, Session};
use crate::answer::{Answer, Cell, Column, ColumnType, Kind, Row, several};
use crate::diagnostic::Diagnostic;
use crate::lexicon::{Entry, Language, NOBODY, Sort, TermKind, Wanted, WordKind};
use crate::question::ast::Span;
use crate::question::keywords::{BEGINNINGS, CLAUSES, CONNECTORS, OUTPUTS, STEPS};

/// How many near misses an error names.
const NEAR: usize = 5;

impl Session {
    /// Tells what a word means: one row a meaning. A word in any form will do, as will an IRI or `al:Ambush`.
    ///
    /// # Errors
    /// The language has no such word; the diagnostic says which are near.
    pub fn word(&self, written: &str, language: Language) -> Result<Answer, AskError> {
        let found = self.ontology.look_up(written, language);
        if found.is_empty() {
            return Err(AskError::Question(Box::new(
                self.unknown_word(written, language),
            )));
        }
        Ok(self.entries(written, &found))
    }

    /// Lists every word with what it means.
    #[must_use]
    pub fn vocabulary(&self, language: Language) -> Answer {
        self.entries("vocabulary", &self.ontology.vocabulary(language))
    }

    /// Lists the words by sort, without what they mean.
    #[must_use]
    pub fn words(&self, language: Language) -> Vec<(Sort, Vec<String>)> {
        let all = self.ontology.vocabulary(language);
        let of = |sort: Sort| {
            let mut words: Vec<String> = all
                .iter()
                .filter(|entry| entry.sort == sort)
                .map(|entry| entry.word.clone())
                .collect();
            words.sort_by_key(|word| crate::lexicon::fold(word));
            words.dedup();
            words
        };
        let sorts = Sort::ALL.into_iter().map(|sort| (sort, of(sort)));
        sorts.filter(|(_, words)| !words.is_empty()).collect()
    }

    fn entries(&self, question: &str, entries: &[Entry]) -> Answer {
        let rows: Vec<Row> = entries.iter().map(|entry| self.entry_row(entry)).collect();
        let column = |name: &str| Column {
            name: name.to_owned(),
            kind: ColumnType::Text,
        };
        Answer {
            question: question.to_owned(),
            reading: question.to_owned(),
            kind: Kind::Table,
            columns: [
                "word", "kind", "meaning", "iri", "also", "above", "below", "takes", "verbs",
                "example",
            ]
            .map(column)
            .to_vec(),
            total: rows.len(),
            rows,
            nodes: Vec::new(),
            notes: Vec::new(),
            sparql: String::new(),
        }
    }

    fn entry_row(&self, entry: &Entry) -> Row {
        let text = |text: &str| match text {
            "" => Cell::missing(),
            text => Cell::text(text),
        };
        let list = |words: &[String]| several(words.iter().map(Cell::text).collect());
        let mut iri = text(&entry.iri);
        iri.iri = (!entry.iri.is_empty()).then(|| entry.iri.clone());
        Row {
            cells: vec![
                Cell::text(entry.word.as_str()),
                Cell::text(entry.sort.name()),
                text(&entry.meaning),
                iri,
                list(&entry.forms),
                list(&entry.above),
                list(&entry.below),
                list(&entry.roles),
                list(&entry.verbs),
                text(&self.example(entry)),
            ],
            evidence: Vec::new(),
        }
    }

    /// Returns the first question that shows an entry and can be asked as it stands, else one in which `NAME` stands for a name;
    /// empty where no question asks for the word alone.
    fn example(&self, entry: &Entry) -> String {
        let name_at = |class: &str, property: &str| self.name_at(class, property);
        let examples = self.ontology.examples(entry, &name_at);
        let fits = |example: &&String| self.understand(&super::Scope::default(), example).is_ok();
        let open = |example: &&String| example.ends_with(NOBODY);
        let found = examples
            .iter()
            .find(fits)
            .or_else(|| examples.iter().find(open));
        found.cloned().unwrap_or_default()
    }

    fn unknown_word(&self, written: &str, language: Language) -> Diagnostic {
        let near = self.near_words(written, language);
        let span = Span {
            start: 0,
            end: written.len(),
        };
        let diagnostic = Diagnostic::new(
            "unknown-word",
            format!("no word \"{}\"", written.trim()),
            span,
        );
        match near.as_slice() {
            [] => diagnostic.note("`vocabulary` without a word lists them all"),
            [one] => diagnostic.correct(one.clone()),
            [first, others @ ..] => diagnostic
                .correct(first.clone())
                .note(format!("near it are also: {}", others.join(", "))),
        }
    }

    /// Returns words that are spelled nearly like a typed one, the nearest first.
    #[must_use]
    pub fn near_words(&self, written: &str, language: Language) -> Vec<String> {
        let keywords: Vec<&str> = BEGINNINGS
            .iter()
            .map(|(word, _)| *word)
            .chain(CLAUSES.iter().map(|(word, ..)| *word))
            .chain(
                CONNECTORS
                    .iter()
                    .chain(OUTPUTS)
                    .chain(STEPS)
                    .map(|(word, _)| *word),
            )
            .collect();
        let kinds = [
            WordKind::ClassNoun,
            WordKind::RoleNoun,
            WordKind::Verb,
            WordKind::Term(TermKind::Measure),
            WordKind::Term(TermKind::Field),
            WordKind::Term(TermKind::Dimension),
            WordKind::Term(TermKind::Certainty),
            WordKind::Term(TermKind::Status),
            WordKind::Term(TermKind::Consensus),
            WordKind::Keyword,
        ];
        let wanted = Wanted {
            language,
            kinds: &kinds,
            form: None,
            keywords: &keywords,
            frequency: &|_| 0,
        };
        // Of a mistyped `al:Ambsh` only its end can be near anything.
        let bare = written.trim().trim_matches(['<', '>', '"']);
        let bare = bare.rsplit(['#', ':', '/']).next().unwrap_or(bare);
        let near = self.ontology.suggest_word(&spaced(bare), &wanted, NEAR);
        near.into_iter().map(|word| word.text).collect()
    }
}

/// Writes a name of the ontology as words: `ArmedClash` as `armed clash`.
fn spaced(name: &str) -> String {
    let mut text = String::new();
    for c in name.chars() {
        if c.is_uppercase() && text.ends_with(char::is_lowercase) {
            text.push(' ');
        }
        text.extend(c.to_lowercase());
    }
    text
}
