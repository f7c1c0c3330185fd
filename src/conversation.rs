//! Questions one after the other: `let` names a set for later, and `it` is the last answer.

use crate::answer::{Answer, Kind};
use crate::diagnostic::Diagnostic;
use crate::files::Files;
use crate::lexicon::{Language, TermKind};
use crate::question::ast::{Question, Span, Word};
use crate::question::keywords::{BEGINNINGS, CLAUSES, CONNECTORS, OUTPUTS};
use crate::question::{Argument, File, Naming, ParameterKind, Parameters, naming, set_of};
use crate::reading::{self, Ask, Entity, Last, Reading, Rows, Set};
use crate::session::{AskError, Explanation, Options, Scope, Session};
use crate::store::Cancel;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// How many things `it` can list.
const MOST: usize = 200;

/// The kinds of terms that questions say by name.
const TERMS: [TermKind; 7] = [
    TermKind::Measure,
    TermKind::Field,
    TermKind::Dimension,
    TermKind::Certainty,
    TermKind::Status,
    TermKind::Consensus,
    TermKind::Implementation,
];

/// What was said so far.
pub struct Conversation<'s> {
    session: &'s Session,
    scope: Scope,
    /// The last reading that was answered.
    asked: Option<Reading>,
}

/// Why a file of questions is not asked.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum OpenError {
    #[error("{}", .0.message)]
    File(Box<Diagnostic>),
    #[error("the parameter `{name}` is {} and has no value", crate::iri::with_article(.kind.name()))]
    Missing { name: String, kind: ParameterKind },
    #[error("the parameter `{name}` is {}: {reason}", crate::iri::with_article(.kind.name()))]
    Value {
        name: String,
        kind: ParameterKind,
        reason: String,
    },
    #[error("there is no parameter `{name}`{}", declares(.known))]
    Unknown { name: String, known: Vec<String> },
}

fn declares(names: &[String]) -> String {
    match names {
        [] => "; the file declares none".to_owned(),
        names => format!("; the file declares {}", names.join(", ")),
    }
}

/// What follows what was said.
#[derive(Debug)]
pub enum Reply {
    Answer(Box<Answer>),
    Named(Named),
}

/// A set that got a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub name: String,
    /// The set as it is written without the names of others.
    pub reading: String,
    /// How many members it has now.
    pub members: usize,
    pub notes: Vec<String>,
}

impl<'s> Conversation<'s> {
    #[must_use]
    pub fn new(session: &'s Session) -> Self {
        Self {
            session,
            scope: Scope::default(),
            asked: None,
        }
    }

    /// Begins with values for the parameters of the questions.
    #[must_use]
    pub fn with(session: &'s Session, parameters: Parameters) -> Self {
        let mut conversation = Self::new(session);
        conversation.scope.parameters = parameters;
        conversation
    }

    /// Lists the names that were given.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.scope.bindings.names()
    }

    /// Answers a question, or gives a set its name.
    ///
    /// # Errors
    /// As [`Session::ask`]; a name cannot be given, or not to this.
    pub fn say(
        &mut self,
        text: &str,
        options: &Options,
        cancel: &Cancel,
    ) -> Result<Reply, AskError> {
        if let Some(naming) = self.naming(text)? {
            let named = self.name(text, &naming, options.language, cancel);
            if named.is_err() {
                self.scope.bindings.spoil(&naming.name.text);
            }
            return named.map(Reply::Named);
        }
        let (answer, reading) = self.session.ask_in(&self.scope, text, options, cancel)?;
        self.scope.bindings.remember(self.last(&answer, &reading));
        self.asked = Some(reading);
        Ok(Reply::Answer(Box::new(answer)))
    }

    /// Takes up a file of questions with values for its parameters; returns the questions.
    ///
    /// # Errors
    /// The file cannot be read as one, or a value is missing, not asked for, or of another kind.
    pub fn open<'t>(
        &mut self,
        text: &'t str,
        given: &[(String, String)],
    ) -> Result<Vec<&'t str>, OpenError> {
        let file = File::parse(text)
            .map_err(|error| OpenError::File(Box::new(Diagnostic::from(error))))?;
        let mut parameters = Parameters::default();
        for declared in &file.parameters {
            let value = given.iter().rev().find(|(name, _)| *name == declared.name);
            let value = match (value, &declared.default) {
                (Some((_, text)), _) => {
                    Argument::new(declared.kind, text).map_err(|error| OpenError::Value {
                        name: declared.name.clone(),
                        kind: declared.kind,
                        reason: error.to_string(),
                    })?
                }
                (None, Some(default)) => default.clone(),
                (None, None) => {
                    return Err(OpenError::Missing {
                        name: declared.name.clone(),
                        kind: declared.kind,
                    });
                }
            };
            parameters.set(&declared.name, value);
        }
        if let Some((name, _)) = given
            .iter()
            .find(|(name, _)| parameters.get(name).is_none())
        {
            let known: Vec<_> = parameters.names().map(str::to_owned).collect();
            return Err(OpenError::Unknown {
                name: name.clone(),
                known,
            });
        }
        self.scope.parameters = parameters;
        Ok(file
            .statements
            .iter()
            .filter_map(|span| text.get(span.start..span.end))
            .collect())
    }

    /// Forgets the parameters of a file that was asked.
    pub fn close(&mut self) {
        self.scope.parameters = Parameters::default();
    }

    /// Saves the last question that was answered, with its names pinned.
    ///
    /// # Errors
    /// Nothing was asked yet, or the file cannot be written.
    pub fn save(&self, name: &str, files: Files) -> Result<Option<PathBuf>, AskError> {
        self.asked
            .as_ref()
            .map(|reading| self.session.save(name, reading, files))
            .transpose()
    }

    /// Says how a question is understood, without asking it.
    ///
    /// # Errors
    /// The question is wrong.
    pub fn explain(&self, text: &str) -> Result<Explanation, AskError> {
        self.session.explain_in(&self.scope, text)
    }

    /// As [`Conversation::explain`], for a question in a language.
    ///
    /// # Errors
    /// The question is wrong.
    pub fn explain_as(&self, text: &str, language: Language) -> Result<Explanation, AskError> {
        self.session.explain_as(&self.scope, text, language)
    }

    fn naming(&self, text: &str) -> Result<Option<Naming>, AskError> {
        naming(text).map_err(|error| AskError::Question(Box::new(Diagnostic::from(error))))
    }

    fn name(
        &mut self,
        text: &str,
        naming: &Naming,
        language: Language,
        cancel: &Cancel,
    ) -> Result<Named, AskError> {
        self.check_name(&naming.name)?;
        let before = text.get(..naming.set).unwrap_or_default().trim_end();
        let set_text = set_of(text, naming);
        let (question, reading) = self
            .session
            .read_as(&self.scope, &set_text, language)
            .map_err(|error| whole(error, before))?;
        let set = as_set(
            &question,
            &reading,
            Span {
                start: naming.set,
                end: text.len(),
            },
        )
        .map_err(|diagnostic| AskError::Question(Box::new(diagnostic)))?;
        let listed = Reading {
            ask: Ask::List(set.clone()),
            rows: Rows::Page,
            ..reading
        };
        let members = self
            .session
            .members(&set_text, &listed, cancel)
            .map_err(|error| whole(error, before))?;
        let name = naming.name.text.clone();
        let mut notes = Vec::new();
        let names = self.session.names();
        if let Some(id) = names.lookup(&name).exact.first() {
            let label = &names.name(*id).label;
            notes.push(format!(
                "`{name}` now means this set; {label} itself is written in quotes"
            ));
        }
        self.scope.bindings.define(&name, set);
        Ok(Named {
            reading: reading::echo(&listed),
            name,
            members,
            notes,
        })
    }

    /// Refuses words that the language has: a question would no longer say what it says.
    fn check_name(&self, name: &Word) -> Result<(), AskError> {
        let folded = name.text.to_lowercase();
        let ontology = self.session.ontology();
        let words = ontology.words(Language::English);
        let spelled = BEGINNINGS
            .iter()
            .chain(OUTPUTS)
            .chain(CONNECTORS)
            .map(|(text, _)| *text);
        let spelled = spelled.chain(CLAUSES.iter().map(|(text, ..)| *text));
        let mut spelled = spelled.chain([
            "it",
            "let",
            "the",
            "that",
            "and",
            "today",
            "yesterday",
            "its",
        ]);
        let is_word = spelled.any(|text| text.split(' ').any(|word| word == folded))
            || !words.class_nouns(&folded).is_empty()
            || !words.role_nouns(&folded).is_empty()
            || words.verbs.longest_prefix(&[folded.as_str()]).is_some()
            || TERMS.into_iter().any(|kind| {
                !ontology
                    .terms_called(kind, &folded, Language::English)
                    .is_empty()
            });
        if !is_word {
            return Ok(());
        }
        let message = format!(
            "`{}` is a word of the language, and cannot name a set",
            name.text
        );
        let diagnostic = Diagnostic::new("reserved-name", message, name.span);
        Err(AskError::Question(Box::new(
            diagnostic.note(format!("for example: let my-{folded} = …")),
        )))
    }

    /// Returns what `it` stands for after an answer: the set that was asked for where all of it was, else the things in the
    /// first column.
    fn last(&self, answer: &Answer, reading: &Reading) -> Last {
        let whole = reading.pipes.is_empty() && !reading.strictly && reading.rows == Rows::Page;
        match &reading.ask {
            // Of a query, what it found is meant.
            Ask::List(Set::Query(_)) => {}
            Ask::List(set) if whole && !reading::is_asked(set) => {
                return Last::Set(Box::new(set.clone()));
            }
            Ask::About(entity) => return Last::Set(Box::new(Set::Names(vec![entity.clone()]))),
            _ => {}
        }
        let why = |why: &str| {
            Last::NoSet(format!(
                "the last answer is {why}, and `it` stands for a set"
            ))
        };
        match answer.kind {
            Kind::Table | Kind::Graph => {}
            Kind::YesNo => return why("a yes or no"),
            Kind::Paths => return why("a path"),
            Kind::Card => return why("a card"),
        }
        let cells = answer.rows.iter().filter_map(|row| row.cells.first());
        let own = cells.flat_map(|cell| std::iter::once(cell).chain(&cell.items));
        let iris: BTreeSet<&str> = own.filter_map(|cell| cell.iri.as_deref()).collect();
        if answer.rows.is_empty() {
            return why("empty");
        }
        if iris.is_empty() {
            return why("numbers, dates or texts");
        }
        if answer.rows.len() < answer.total || iris.len() > MOST {
            let rows = answer.total;
            return Last::NoSet(format!(
                "the last answer has {rows} rows, and `it` lists at most {MOST} of those shown"
            ));
        }
        let entity = |iri: &&str| {
            reading::entity(
                self.session.ontology(),
                self.session.names(),
                Language::English,
                iri,
            )
        };
        let mut names: Vec<Entity> = iris.iter().filter_map(entity).collect();
        if names.len() < iris.len() {
            return why("of things without names");
        }
        names.sort_by(|a, b| (&a.label, a.iri.as_str()).cmp(&(&b.label, b.iri.as_str())));
        Last::Set(Box::new(Set::Names(names)))
    }
}

/// Takes what was asked as a set.
fn as_set(question: &Question, reading: &Reading, place: Span) -> Result<Set, Diagnostic> {
    let span = question.pipes.first().map(|pipe| pipe.span);
    let output = &question.output;
    let limit = output.limit.as_ref().map(|number| number.span);
    let order = output.order.first().map(|key| key.key.span);
    if let Some(span) = span.or(limit).or(order).or(output.strictly).or(output.all) {
        let message = "a set is named as a whole".to_owned();
        let diagnostic = Diagnostic::new("whole-set", message, span);
        return Err(diagnostic.note("how an answer is cut and ordered is said where it is asked; `let NAME = it` names the last answer"));
    }
    match &reading.ask {
        Ask::List(set) if !reading::is_asked(set) => Ok(set.clone()),
        Ask::About(entity) => Ok(Set::Names(vec![entity.clone()])),
        Ask::Sparql(query) => match crate::store::raw::check_set(query) {
            Ok(()) => Ok(Set::Query(query.clone())),
            Err(error) => Err(Diagnostic::new("sparql-set", error.to_string(), place)),
        },
        _ => Err(
            Diagnostic::new("no-set", "this is a question, and `let` names a set", place)
                .note("ask it, and then: let NAME = it"),
        ),
    }
}

/// Puts what stands before a set in front of the corrected sets.
fn whole(mut error: AskError, before: &str) -> AskError {
    if let AskError::Question(diagnostic) = &mut error {
        let corrections = diagnostic
            .candidates
            .iter_mut()
            .map(|c| &mut c.question)
            .chain([&mut diagnostic.correction]);
        for text in corrections.flatten() {
            *text = format!("{before} {}", text.trim_start());
        }
    }
    error
}
