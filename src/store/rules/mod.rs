//! Rules that turn another vocabulary into ours: a file of SPARQL `CONSTRUCT` queries, applied to what a file says.
//!
//! The queries stand one after the other, and `PREFIX` lines hold for all that come after them. A `;` ends a round: each query
//! sees the ontology, what the file says and what the rounds before made, never what its own round makes, so that the order
//! within a round does not matter. What a rule makes goes to the file's own graph, or, where the rule binds `?source` (`GRAPH ?source { … }`), to
//! that graph, so that the sources in a file stay apart.
//!
//! A template is checked against the ontology before anything runs; what data put into its variables is checked afterwards, and
//! left out with a warning where no question would find it.

mod check;
mod made;
mod run;
mod split;

use super::bundled::RULES;
use super::open::OpenError;
use super::tables::tables;
use crate::load::mapping::{MappingError, Problem};
use crate::load::{Document, LoadError};
use spargebra::algebra::GraphPattern;
use spargebra::term::TriplePattern;
use std::ops::Range;
use std::path::Path;

/// The rules of one file.
#[derive(Clone, Debug)]
pub struct Rules {
    /// The file, as it was named.
    pub file: String,
    text: String,
    rules: Vec<Rule>,
}

/// One `CONSTRUCT`.
#[derive(Clone, Debug)]
struct Rule {
    /// Its bytes in the file.
    span: Range<usize>,
    /// The rounds before it.
    round: usize,
    template: Vec<TriplePattern>,
    pattern: GraphPattern,
}

impl Rules {
    /// Returns the names of the rules that are bundled.
    pub fn bundled() -> impl Iterator<Item = &'static str> {
        RULES.iter().map(|(name, _)| *name)
    }

    /// Takes bundled rules by their name (`wikidata`, `sem`), else reads the file.
    ///
    /// # Errors
    /// The file cannot be read, or is no file of rules.
    pub fn open(name: &Path) -> Result<Rules, OpenError> {
        if let Some((name, text)) = RULES.iter().find(|(known, _)| name == Path::new(known)) {
            return Rules::parse(name, text);
        }
        let file = name.display().to_string();
        let text = std::fs::read_to_string(name).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => OpenError::NoRules {
                file: file.clone(),
                bundled: Rules::bundled().map(str::to_owned).collect(),
            },
            _ => LoadError::Unreadable {
                file: file.clone(),
                reason: error.to_string(),
            }
            .into(),
        })?;
        Rules::parse(&file, &text)
    }

    /// Reads rules, and checks what they make against the ontology.
    ///
    /// # Errors
    /// Something in the file is no `CONSTRUCT`, or makes what the ontology does not know; with all places.
    pub fn parse(file: &str, text: &str) -> Result<Rules, OpenError> {
        let vocabulary = &tables()?.vocabulary;
        let mut problems = Vec::new();
        let mut rules = Vec::new();
        match split::split(text) {
            Ok(pieces) => {
                for piece in pieces {
                    match piece.parse() {
                        Ok(rule) => rules.push(rule),
                        Err(problem) => problems.push(problem),
                    }
                }
            }
            Err(problem) => problems.push(problem),
        }
        for rule in &rules {
            check::check(text, rule, vocabulary, &mut problems);
        }
        let rules = Rules {
            file: file.to_owned(),
            text: text.to_owned(),
            rules,
        };
        if problems.is_empty() {
            Ok(rules)
        } else {
            Err(rules.error(problems))
        }
    }

    /// Returns the rules as they are written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Adds to a document what the rules make of it.
    ///
    /// # Errors
    /// A rule cannot be run.
    pub fn apply(&self, document: &mut Document) -> Result<(), OpenError> {
        run::apply(self, document, &tables()?.vocabulary)
    }

    fn error(&self, problems: Vec<Problem>) -> OpenError {
        OpenError::Mapping(MappingError {
            file: self.file.clone(),
            text: self.text.clone(),
            problems,
        })
    }

    /// Returns the line on which a rule begins.
    fn line(&self, rule: &Rule) -> usize {
        let before = self.text.get(..rule.span.start).unwrap_or_default();
        before.matches('\n').count() + 1
    }
}
