//! What is done with an answer behind `|`, and what is said when it cannot be.

use super::{AskError, Options, Session};
use crate::answer::{self, Answer, Kind, StepError, StepProblem};
use crate::diagnostic::{Candidate, Diagnostic};
use crate::files::{self, EXTENSIONS, Files, Form};
use crate::question::ast::{Question, Span, Step, Test, Word};
use crate::question::format::quoted;
use crate::question::{LANGUAGE, format_file};
use crate::reading::{self, Pipe, Reading, column_text};
use crate::store::Cancel;
use std::path::{Path, PathBuf};

/// How many rows are shown unless the question says otherwise.
const PAGE: usize = 200;

impl Session {
    /// Refuses what cannot be written, before anything is asked.
    pub(super) fn check_files(
        &self,
        text: &str,
        question: &Question,
        options: &Options,
    ) -> Result<(), AskError> {
        let mut names = Vec::new();
        for pipe in &question.pipes {
            match &pipe.step {
                Step::Export(file) if Form::of(&file.text).is_none() => {
                    return Err(AskError::Question(Box::new(unknown_extension(text, file))));
                }
                Step::Export(file) => names.push(file.text.clone()),
                Step::Save(name) => names.push(saved(&name.text)),
                _ => {}
            }
        }
        files::check(&names, options.files).map_err(AskError::File)
    }

    /// Does the steps on an answer that holds all its rows.
    pub(super) fn pipe(
        &self,
        answer: &mut Answer,
        text: &str,
        (question, reading): (&Question, &Reading),
        options: &Options,
        cancel: &Cancel,
    ) -> Result<(), AskError> {
        if answer.rows.len() < answer.total && answer.kind == Kind::Table {
            answer.notes.push(format!(
                "the question itself leaves {} of {} rows",
                answer.rows.len(),
                answer.total
            ));
            answer.total = answer.rows.len();
        }
        let mut written = Vec::new();
        for (index, pipe) in reading.pipes.iter().enumerate() {
            match pipe {
                Pipe::Export(name) => written.push(self.export(answer, name, options, cancel)?),
                Pipe::Save(name) => {
                    let before = Reading {
                        pipes: reading.pipes[..index].to_vec(),
                        ..reading.clone()
                    };
                    let path = self.save(name, &before, options.files)?;
                    written.push(format!("saved in {}", path.display()));
                }
                _ => answer::step(&self.context(cancel), answer, pipe, reading.strictly).map_err(
                    |error| {
                        let step = question
                            .pipes
                            .get(index)
                            .map(|pipe| (&pipe.step, pipe.span));
                        AskError::Question(Box::new(refused(text, step, &error)))
                    },
                )?,
            }
        }
        if answer.kind == Kind::Table && reading.rows == reading::Rows::Page {
            answer.rows.truncate(options.limit.unwrap_or(PAGE));
        }
        answer.notes.extend(written);
        Ok(())
    }

    /// Saves a reading as a question, under a name or in a file.
    ///
    /// # Errors
    /// The file cannot be written, or is there already and to be kept.
    pub fn save(&self, name: &str, reading: &Reading, files: Files) -> Result<PathBuf, AskError> {
        let mut reading = reading.clone();
        // A saved question that saves itself would only ask to be overwritten.
        reading.pipes.retain(|pipe| !matches!(pipe, Pipe::Save(_)));
        let text = save(name, &reading);
        files::write(&saved(name), text.as_bytes(), files).map_err(AskError::File)
    }

    /// Writes an answer to a file and says so.
    fn export(
        &self,
        answer: &Answer,
        name: &str,
        options: &Options,
        cancel: &Cancel,
    ) -> Result<String, AskError> {
        let (contents, what) = match Form::of(name) {
            Some(Form::Data(format)) => {
                let quads = self.linked_data(answer, cancel)?;
                let mut contents = Vec::new();
                format
                    .export(&quads, &mut contents)
                    .map_err(|error| AskError::Engine(error.to_string()))?;
                (contents, "the situations behind the answer".to_owned())
            }
            Some(Form::Rows(format)) => {
                let rows = answer.rows.len();
                let s = if rows == 1 { "" } else { "s" };
                (files::rows(answer, format), format!("{rows} row{s}"))
            }
            // Names without a known extension are refused before the question is asked.
            None => return Ok(String::new()),
        };
        let path = files::write(name, &contents, options.files).map_err(AskError::File)?;
        Ok(format!("wrote {what} to {}", path.display()))
    }
}

/// Says which extensions there are; a table is what most want.
fn unknown_extension(text: &str, file: &Word) -> Diagnostic {
    let message = format!(
        "the extension of \"{}\" says nothing of its format",
        file.text
    );
    let csv = Path::new(&file.text)
        .with_extension("csv")
        .display()
        .to_string();
    Diagnostic::new("unknown-extension", message, file.span)
        .note(format!("known are {}", EXTENSIONS.join(", ")))
        .correct(reading::replace(text, file.span, &quoted(&csv)))
}

/// Returns the file that a saved question is kept in.
fn saved(name: &str) -> String {
    if name.ends_with(".alq") {
        name.to_owned()
    } else {
        format!("{name}.alq")
    }
}

/// Writes a question as it is saved: its names pinned, so that it asks the same when other data call others so.
fn save(name: &str, reading: &Reading) -> String {
    let title = name
        .rsplit('/')
        .next()
        .unwrap_or(name)
        .trim_end_matches(".alq");
    let question = reading::echo(&reading::pinned(reading));
    let text = format!("title: {title}\nlanguage: {LANGUAGE}\n\n{question}\n");
    format_file(&text).unwrap_or(text)
}

/// Says what is wrong with a step, and what would be right.
fn refused(text: &str, step: Option<(&Step, Span)>, error: &StepError) -> Diagnostic {
    let span = step.map_or_else(Span::default, |(step, whole)| {
        place(step, error).unwrap_or(whole)
    });
    let replaced = |with: &str| reading::replace(text, span, with);
    let diagnostic = Diagnostic::new(error.problem.code(), error.problem.to_string(), span);
    match &error.problem {
        StepProblem::NoSuchColumn { accepted, near, .. } => {
            let diagnostic = diagnostic.note(format!("the columns are {}", accepted.join(", ")));
            match near {
                Some(near) => diagnostic.correct(replaced(&column_text(&near.to_lowercase()))),
                None if matches!(step, Some((Step::Where(_), _))) => diagnostic
                    .note("what is no column is asked before the bar: attacks with killed >= 3"),
                None => diagnostic,
            }
        }
        StepProblem::NoSuchValue { near, .. } => {
            let mut diagnostic = diagnostic;
            let question = |name: &String| replaced(&quoted(name));
            if let [one] = near.as_slice() {
                return diagnostic.correct(question(one));
            }
            diagnostic.candidates = near
                .iter()
                .map(|name| Candidate {
                    label: name.clone(),
                    detail: String::new(),
                    iri: None,
                    question: Some(question(name)),
                })
                .collect();
            diagnostic
        }
        StepProblem::NoRows { .. } => {
            diagnostic.note("`export` and `save as` take any answer; the others take tables")
        }
        StepProblem::SelectedTwice { .. } | StepProblem::CannotCompare { .. } => diagnostic,
    }
}

/// Finds where a step names the column or the value that the error is about.
fn place(step: &Step, error: &StepError) -> Option<Span> {
    let part = error.part?;
    match step {
        Step::Sort(keys) => keys.get(part).map(|key| key.key.span),
        Step::Select(columns) => columns.get(part).map(|column| column.span),
        Step::Where(conditions) => {
            let condition = conditions.get(part)?;
            Some(match (&error.problem, &condition.test) {
                (StepProblem::NoSuchValue { .. }, Test::Compare { value, .. }) => value.span(),
                (StepProblem::CannotCompare { .. }, _) => condition.span,
                _ => condition.column.span,
            })
        }
        _ => None,
    }
}
