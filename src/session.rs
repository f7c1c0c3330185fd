//! Everything that was opened, and the whole way from a question to its answer.

mod complete;
mod example;
mod reference;
mod sources;
mod summary;
mod vocabulary;

use crate::answer::{
    self, Answer, AnswerError, Cell, Column, ColumnType, Context, Kind, Row, Value,
};
use crate::diagnostic::Diagnostic;
use crate::files::{FileError, Files};
use crate::french::French;
use crate::iri::Iri;
use crate::lexicon::{Language, Name, NameIndex, Ontology};
use crate::load::vocabulary::{DERIVED_GRAPH, ONTOLOGY_GRAPH};
use crate::load::{Warning, WarningKind};
use crate::plan;
use crate::question::{self, Parameters, ast::Question};
use crate::reading::{self, Ask, Bindings, Reading, Rows};
use crate::sparql;
use crate::store::raw::{RawAnswer, RawError};
use crate::store::{self, Cancel, EmbeddedEngine, Engine, EngineError, Input, OpenError, Source};
use crate::time::Day;
use oxigraph::model::{GraphName, NamedNode, NamedOrBlankNode, Quad, Term, Triple};
use queries::check_queries;
use serde::Serialize;
use std::collections::BTreeSet;
use std::sync::OnceLock;

mod hole;
mod pipes;
mod queries;
mod speech;

/// An open dataset with its words and names.
pub struct Session {
    engine: EmbeddedEngine,
    ontology: Ontology,
    names: NameIndex,
    sources: Vec<Source>,
    /// Made when a question is first asked in French.
    french: OnceLock<French>,
    warnings: Vec<Warning>,
    inputs: Vec<Input>,
    counts: OnceLock<complete::Counts>,
}

/// What the caller wants beside the question.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// At most this many rows, unless the question itself says how many.
    pub limit: Option<usize>,
    /// What `export` and `save as` do with files that are there already.
    pub files: Files,
    /// The language of the question, and of what is told of its reading.
    pub language: Language,
}

/// What a question may refer to beside the data.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    pub bindings: Bindings,
    pub parameters: Parameters,
}

/// What a question was understood to be, without an answer.
#[derive(Clone, Debug, Serialize)]
pub struct Explanation {
    pub question: String,
    pub reading: String,
    pub plan: String,
    pub sparql: String,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum AskError {
    /// The question is wrong, and the diagnostic says how to put it right.
    #[error("{}", .0.message)]
    Question(Box<Diagnostic>),
    #[error("{0}")]
    Engine(String),
    /// The answer is there, and a file that it goes to is not.
    #[error(transparent)]
    File(FileError),
    #[error("stopped")]
    Cancelled,
}

impl Session {
    /// Opens datasets together with the ontology.
    ///
    /// # Errors
    /// A file cannot be read, or is no linked data.
    pub fn open(inputs: &[Input]) -> Result<Session, OpenError> {
        let mut opened = store::open(inputs)?;
        let own: Vec<Triple> = opened.ontology().collect();
        let extended = own.iter().chain(&opened.extensions).cloned();
        let ontology = match Ontology::from_triples(extended) {
            Ok(ontology) => ontology,
            // What a user's file adds to the words must not take the words of everybody with it.
            Err(error) => {
                opened.warnings.push(Warning {
                    kind: WarningKind::BadVocabulary,
                    source: String::new(),
                    subject: String::new(),
                    message: format!("the added vocabulary is left out: {error}"),
                });
                Ontology::from_triples(own).map_err(|error| OpenError::Ontology {
                    reason: error.to_string(),
                })?
            }
        };
        let names = opened.names.iter().map(name).collect();
        Ok(Session {
            engine: opened.engine,
            ontology,
            names: NameIndex::new(names),
            sources: opened.sources,
            french: OnceLock::new(),
            warnings: opened.warnings,
            inputs: inputs.to_vec(),
            counts: OnceLock::new(),
        })
    }

    /// Returns the sources that were opened.
    #[must_use]
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// Returns what was odd in the data.
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// Returns the ontology.
    #[must_use]
    pub fn ontology(&self) -> &Ontology {
        &self.ontology
    }

    /// Returns the names of all things.
    #[must_use]
    pub fn names(&self) -> &NameIndex {
        &self.names
    }

    /// Returns what runs queries.
    #[must_use]
    pub fn engine(&self) -> &dyn Engine {
        &self.engine
    }

    fn context<'a>(&'a self, cancel: &'a Cancel) -> Context<'a> {
        Context {
            engine: &self.engine,
            ontology: &self.ontology,
            names: &self.names,
            sources: &self.sources,
            language: Language::English,
            cancel,
        }
    }

    /// Answers a question.
    ///
    /// # Errors
    /// The question is wrong, the engine fails, or the answer was stopped.
    pub fn ask(&self, text: &str, options: &Options, cancel: &Cancel) -> Result<Answer, AskError> {
        let asked = self.ask_in(&Scope::default(), text, options, cancel);
        asked.map(|(answer, _)| answer)
    }

    /// Answers a question that may refer to named sets, to the last answer and to parameters; returns its reading too.
    ///
    /// # Errors
    /// As [`Session::ask`].
    pub fn ask_in(
        &self,
        scope: &Scope,
        text: &str,
        options: &Options,
        cancel: &Cancel,
    ) -> Result<(Answer, Reading), AskError> {
        match options.language {
            Language::English => {
                let (question, reading) = match self.read_in(scope, text) {
                    Ok(read) => read,
                    Err(error) => {
                        return Err(self.or_filled(
                            scope,
                            text,
                            options.language,
                            error,
                            cancel,
                        )?);
                    }
                };
                self.asked(text, question, reading, options, cancel)
            }
            Language::French => self.ask_french(scope, text, options, cancel),
        }
    }

    /// Tells what could stand for the `?` of a question instead of what is wrong with it.
    fn or_filled(
        &self,
        scope: &Scope,
        text: &str,
        language: Language,
        error: AskError,
        cancel: &Cancel,
    ) -> Result<AskError, AskError> {
        Ok(match self.filled(scope, text, language, cancel)? {
            Some(diagnostic) => AskError::Question(Box::new(diagnostic)),
            None => error,
        })
    }

    /// Answers a question that was read.
    fn asked(
        &self,
        text: &str,
        question: Question,
        reading: Reading,
        options: &Options,
        cancel: &Cancel,
    ) -> Result<(Answer, Reading), AskError> {
        let answer = if reading.pipes.is_empty() {
            self.run(text, &question, &reading, options, cancel)?
        } else {
            self.check_files(text, &question, options)?;
            // Steps are done on all rows, and only what is left of them is shown by the page.
            let whole = Reading {
                rows: match reading.rows {
                    Rows::Page => Rows::All,
                    asked => asked,
                },
                ..reading.clone()
            };
            let mut answer = self.run(text, &question, &whole, options, cancel)?;
            answer.reading = reading::echo(&reading);
            self.pipe(&mut answer, text, (&question, &reading), options, cancel)?;
            answer
        };
        Ok((answer, reading))
    }

    /// Answers a reading; what is done with the answer is left to others.
    fn run(
        &self,
        text: &str,
        question: &Question,
        reading: &Reading,
        options: &Options,
        cancel: &Cancel,
    ) -> Result<Answer, AskError> {
        let echo = reading::echo(reading);
        let mut reading = self.grounded(text, reading, cancel)?;
        if let (Rows::Page, Some(limit)) = (reading.rows, options.limit) {
            reading.rows = Rows::Limit(limit);
        }
        if let Ask::Sparql(query) = &reading.ask {
            let mut answer = self
                .sparql(query, cancel)
                .map_err(|error| moved(error, text.find(query.as_str())))?;
            text.clone_into(&mut answer.question);
            answer.reading = echo;
            limit(&mut answer, reading.rows);
            return Ok(answer);
        }
        let mut answer = answer::answer(&self.context(cancel), text, &reading)
            .map_err(|error| failure(error, question))?;
        answer.reading = echo;
        Ok(answer)
    }

    /// Parses and resolves a question.
    ///
    /// # Errors
    /// The question is wrong.
    pub fn read(&self, text: &str) -> Result<(Question, Reading), AskError> {
        self.read_in(&Scope::default(), text)
    }

    /// Parses and resolves a question that may refer to named sets, to the last answer and to parameters.
    ///
    /// # Errors
    /// The question is wrong.
    pub fn read_in(&self, scope: &Scope, text: &str) -> Result<(Question, Reading), AskError> {
        self.understand(scope, text).map_err(|error| match error {
            AskError::Question(mut diagnostic) => {
                if let Some(diagnostic) = naming_alone(text) {
                    return AskError::Question(Box::new(diagnostic));
                }
                diagnostic.correction = self.corrected(scope, diagnostic.correction.take(), 3);
                AskError::Question(Box::new(self.hint_at_french(scope, text, *diagnostic)))
            }
            other => other,
        })
    }

    /// Keeps a corrected question only if it runs; one that has another slip is corrected in turn.
    fn corrected(&self, scope: &Scope, correction: Option<String>, tries: usize) -> Option<String> {
        let text = correction?;
        match self.understand(scope, &text) {
            Ok(_) => Some(text),
            Err(AskError::Question(again)) if tries > 0 => {
                self.corrected(scope, again.correction, tries - 1)
            }
            Err(_) => None,
        }
    }

    fn understand(&self, scope: &Scope, text: &str) -> Result<(Question, Reading), AskError> {
        let question = question::parse_with(text, &scope.parameters)
            .map_err(|error| AskError::Question(Box::new(Diagnostic::from(error))))?;
        check_queries(text, &question)?;
        let reading = reading::resolve(
            &question,
            text,
            &self.ontology,
            &self.names,
            Language::English,
            Day::today(),
            &scope.bindings,
        )
        .map_err(|error| AskError::Question(Box::new(error.diagnostic(text))))?;
        Ok((question, reading))
    }

    /// Says how a question is read, planned and asked, without asking it.
    ///
    /// # Errors
    /// The question is wrong.
    pub fn explain(&self, text: &str) -> Result<Explanation, AskError> {
        self.explain_in(&Scope::default(), text)
    }

    /// As [`Session::explain`], for a question that may refer to named sets, to the last answer and to parameters.
    ///
    /// # Errors
    /// The question is wrong.
    pub fn explain_in(&self, scope: &Scope, text: &str) -> Result<Explanation, AskError> {
        let (_, reading) = self.read_in(scope, text)?;
        let echo = reading::echo(&reading);
        let reading = self.grounded(text, &reading, &Cancel::new())?;
        let plan = plan::plan(&reading, &self.ontology);
        let sparql = answer::query(&self.context(&Cancel::new()), &reading)
            .map_err(|error| AskError::Engine(error.to_string()))?;
        Ok(Explanation {
            question: text.to_owned(),
            reading: echo,
            plan: plan.map_or_else(String::new, |plan| plan.to_string()),
            sparql,
        })
    }

    /// Tells what is known of a thing by its name.
    ///
    /// # Errors
    /// Nothing or several things are called so.
    pub fn about(&self, name: &str, cancel: &Cancel) -> Result<Answer, AskError> {
        let name = name.trim();
        let written = if name.starts_with('<') || name.starts_with('"') {
            name.to_owned()
        } else {
            question::format::quoted(name)
        };
        self.ask(&format!("about {written}"), &Options::default(), cancel)
    }

    /// Runs raw SPARQL that only reads.
    ///
    /// # Errors
    /// The query is no SPARQL, writes, asks another server, or is too long or too deep.
    pub fn sparql(&self, query: &str, cancel: &Cancel) -> Result<Answer, AskError> {
        let outcome = store::raw::run(&self.engine, query, cancel)
            .map_err(|error| raw_error(query, error))?;
        let mut answer = Answer {
            question: query.to_owned(),
            reading: String::new(),
            kind: Kind::Table,
            columns: Vec::new(),
            rows: Vec::new(),
            total: 0,
            nodes: Vec::new(),
            notes: Vec::new(),
            sparql: query.to_owned(),
        };
        match outcome {
            RawAnswer::Solutions(solutions) => {
                answer.columns = answer::raw_columns(&solutions.variables);
                answer.rows = solutions
                    .rows
                    .iter()
                    .map(|row| self.raw_row(row.iter().map(Option::as_ref)))
                    .collect();
            }
            RawAnswer::Boolean(value) => {
                answer.kind = Kind::YesNo;
                answer.columns = vec![Column {
                    name: "answer".to_owned(),
                    kind: ColumnType::Boolean,
                }];
                answer.rows = vec![Row {
                    cells: vec![Cell::of(Value::Boolean(value))],
                    evidence: Vec::new(),
                }];
            }
            RawAnswer::Graph(triples) => {
                answer.kind = Kind::Graph;
                answer.columns =
                    answer::raw_columns(&["subject", "predicate", "object"].map(str::to_owned));
                answer.rows = triples
                    .iter()
                    .map(|triple| {
                        let terms = [
                            Term::from(triple.subject.clone()),
                            Term::from(triple.predicate.clone()),
                            triple.object.clone(),
                        ];
                        self.raw_row(terms.iter().map(Some))
                    })
                    .collect();
            }
        }
        answer.total = answer.rows.len();
        Ok(answer)
    }

    /// Runs raw SPARQL that gives statements, and returns them; `None` where its form gives rows.
    ///
    /// # Errors
    /// As [`Session::sparql`].
    pub fn statements(&self, query: &str, cancel: &Cancel) -> Result<Option<Vec<Quad>>, AskError> {
        let triples = store::raw::statements(&self.engine, query, cancel)
            .map_err(|error| raw_error(query, error))?;
        let in_default = |triple: Triple| triple.in_graph(GraphName::DefaultGraph);
        Ok(triples.map(|triples| triples.into_iter().map(in_default).collect()))
    }

    fn raw_row<'t>(&self, terms: impl Iterator<Item = Option<&'t Term>>) -> Row {
        let cells = terms
            .map(|term| match term {
                None => Cell::missing(),
                Some(Term::NamedNode(node)) => {
                    let mut cell = Cell::text(node.as_str());
                    cell.iri = Some(node.as_str().to_owned());
                    cell.label = self
                        .names
                        .by_iri(node.as_str())
                        .map(|id| self.names.name(id).label.clone());
                    cell
                }
                Some(Term::BlankNode(node)) => Cell::text(format!("_:{}", node.as_str())),
                Some(Term::Literal(literal)) => Cell::of(literal_value(literal)),
            })
            .collect();
        Row {
            cells,
            evidence: Vec::new(),
        }
    }

    /// Returns an answer as linked data: the statements that a raw query made, else what stands behind the rows.
    ///
    /// # Errors
    /// The engine fails or is stopped.
    pub fn linked_data(&self, answer: &Answer, cancel: &Cancel) -> Result<Vec<Quad>, AskError> {
        let made = match answer.kind {
            Kind::Graph => self.statements(&answer.sparql, cancel)?,
            _ => None,
        };
        match made {
            Some(quads) => Ok(quads),
            None => self.evidence(answer, cancel),
        }
    }

    /// Returns what stands behind an answer: its situations with their figures, those who take part, and the sources,
    /// each in its source's graph.
    ///
    /// # Errors
    /// The engine fails or is stopped.
    pub fn evidence(&self, answer: &Answer, cancel: &Cancel) -> Result<Vec<Quad>, AskError> {
        let things: BTreeSet<String> = answer
            .rows
            .iter()
            .flat_map(|row| row.evidence.iter().cloned())
            .chain(
                answer
                    .rows
                    .iter()
                    .flat_map(|row| &row.cells)
                    .filter_map(|cell| cell.iri.clone()),
            )
            .collect();
        let mut quads: BTreeSet<String> = BTreeSet::new();
        let mut found = Vec::new();
        let mut wanted = things.clone();
        let mut seen = BTreeSet::new();
        // Situations first, then what they mention and the sources that say so.
        for _ in 0..2 {
            let next: Vec<Iri> = wanted
                .iter()
                .filter(|iri| seen.insert((*iri).clone()) && NamedNode::new(iri.as_str()).is_ok())
                .map(Iri::new)
                .collect();
            wanted = BTreeSet::new();
            for batch in next.chunks(500) {
                let query = sparql::describe_in_graphs(batch)
                    .map_err(|error| AskError::Engine(error.to_string()))?;
                let solutions = self.engine.select(&query, cancel).map_err(engine_failure)?;
                for row in solutions.rows {
                    let Some(quad) = quad(row) else {
                        continue;
                    };
                    if quad.graph_name == DERIVED_GRAPH.into()
                        || quad.graph_name == ONTOLOGY_GRAPH.into()
                    {
                        continue;
                    }
                    if let Term::NamedNode(node) = &quad.object {
                        wanted.insert(node.as_str().to_owned());
                    }
                    if let GraphName::NamedNode(node) = &quad.graph_name {
                        wanted.insert(node.as_str().to_owned());
                    }
                    if quads.insert(quad.to_string()) {
                        found.push(quad);
                    }
                }
            }
            // Terms of the ontology are found at their own address, not copied.
            wanted.retain(|iri| !iri.starts_with(crate::iri::NS));
        }
        Ok(found)
    }
}

fn name(named: &store::Named) -> Name {
    Name {
        iri: named.iri.as_str().to_owned(),
        label: named.label.clone(),
        aliases: named.aliases.clone(),
        classes: named
            .classes
            .iter()
            .map(|c| c.as_str().to_owned())
            .collect(),
        situation: named.is_situation,
        situations: named.situations,
        alive: named.alive.map(|(from, to)| (from.number(), to.number())),
    }
}

fn quad(row: Vec<Option<Term>>) -> Option<Quad> {
    let mut terms = row.into_iter();
    let subject = match terms.next()?? {
        Term::NamedNode(node) => NamedOrBlankNode::NamedNode(node),
        Term::BlankNode(node) => NamedOrBlankNode::BlankNode(node),
        Term::Literal(_) => return None,
    };
    let Term::NamedNode(predicate) = terms.next()?? else {
        return None;
    };
    let object = terms.next()??;
    let graph = match terms.next()?? {
        Term::NamedNode(node) => GraphName::NamedNode(node),
        Term::BlankNode(node) => GraphName::BlankNode(node),
        Term::Literal(_) => return None,
    };
    Some(Quad::new(subject, predicate, object, graph))
}

fn literal_value(literal: &oxigraph::model::Literal) -> Value {
    use oxigraph::model::vocab::xsd;
    let text = literal.value();
    let datatype = literal.datatype();
    if datatype == xsd::BOOLEAN
        && let Ok(value) = text.parse()
    {
        return Value::Boolean(value);
    }
    if datatype == xsd::INTEGER
        && let Ok(value) = text.parse()
    {
        return Value::Integer(value);
    }
    if (datatype == xsd::DECIMAL || datatype == xsd::DOUBLE)
        && let Ok(value) = text.parse()
    {
        return Value::Number(value);
    }
    Value::Text(text.to_owned())
}

fn limit(answer: &mut Answer, rows: Rows) {
    match rows {
        Rows::Limit(n) => answer.rows.truncate(n),
        Rows::Page if answer.kind == Kind::Table => answer.rows.truncate(200),
        Rows::Page | Rows::All => {}
    }
}

fn failure(error: AnswerError, question: &Question) -> AskError {
    match error {
        AnswerError::Engine(error) => engine_failure(error),
        AnswerError::NoSuchColumn { column, accepted } => {
            let span = question
                .output
                .order
                .first()
                .map_or_else(Default::default, |key| key.key.span);
            AskError::Question(Box::new(
                Diagnostic::new(
                    "unknown-column",
                    format!("there is no column \"{column}\" to order by"),
                    span,
                )
                .note(format!("the columns are {}", accepted.join(", "))),
            ))
        }
        AnswerError::Lower(_) => AskError::Engine(error.to_string()),
    }
}

/// Tells what is wrong where a set gets a name in a text that is one question.
fn naming_alone(text: &str) -> Option<Diagnostic> {
    let naming = match question::naming(text) {
        Ok(naming) => naming?,
        Err(error) => return Some(Diagnostic::from(error)),
    };
    let message = "`let` names a set for later questions, and this is one question".to_owned();
    let diagnostic = Diagnostic::new("naming-alone", message, naming.name.span);
    Some(
        diagnostic
            .note("name sets at the prompt, in a file of questions, or before `;` in piped input"),
    )
}

fn raw_error(query: &str, error: RawError) -> AskError {
    match error {
        RawError::Engine(error) => raw_failure(query, error),
        wrong => AskError::Question(Box::new(wrong.diagnostic(query))),
    }
}

/// Tells what is wrong with a raw query from what is wrong with the engine.
fn raw_failure(query: &str, error: EngineError) -> AskError {
    let place = match error {
        EngineError::Service => "service",
        EngineError::TooManyRows { .. } => "",
        other => return engine_failure(other),
    };
    let start = query.to_ascii_lowercase().find(place).unwrap_or(0);
    let span = question::ast::Span {
        start,
        end: start + place.len(),
    };
    AskError::Question(Box::new(Diagnostic::new("sparql", error.to_string(), span)))
}

/// Moves the labels of a query's diagnostic to where the query stands in its question.
fn moved(mut error: AskError, by: Option<usize>) -> AskError {
    if let AskError::Question(diagnostic) = &mut error {
        for label in &mut diagnostic.labels {
            label.span.start += by.unwrap_or(0);
            label.span.end += by.unwrap_or(0);
        }
    }
    error
}

fn engine_failure(error: EngineError) -> AskError {
    match error {
        EngineError::Cancelled => AskError::Cancelled,
        other => AskError::Engine(other.to_string()),
    }
}
