//! `allegiance ask`: one question, one answer.

use super::data::Data;
use super::format::{Format, write_answer, write_named, write_records};
use super::output::write;
use super::speech::Speech;
use super::{Failure, words};
use crate::answer::{self, Answer};
use crate::conversation::{Conversation, OpenError, Reply};
use crate::files::Files;
use crate::interrupt::interruptible;
use crate::lexicon::Language;
use crate::render;
use crate::session::{Options, Session};
use clap::Args;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  allegiance ask 'who ambushed \"Wagner Group\"'
  allegiance ask 'allies of MNLA in 2012' --format markdown
  allegiance ask 'sum killed of events in Tinzaouatene by victim' --format csv
  allegiance ask 'interventions in Mali since 2013' --format turtle > interventions.ttl
  allegiance ask 'sum killed of battles by victim' --why 2
  allegiance ask 'allies of MNLA in 2012' --cite >> references.bib
  allegiance ask 'battles in 2014' --data sahel --data mine.ttl
  allegiance ask --file coups.alq --param place=Mali
  allegiance ask - < question.txt";

/// Answers a question
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Ask {
    /// The question; `-` reads it from standard input
    #[arg(required_unless_present = "file", value_name = "QUESTION")]
    question: Vec<String>,
    /// Ask the questions of a file instead, one after the other
    #[arg(long, value_name = "FILE", conflicts_with_all = ["question", "why", "cite"])]
    file: Option<PathBuf>,
    /// The value of a parameter of the file; repeatable
    #[arg(long, value_name = "NAME=VALUE", requires = "file", value_parser = assignment)]
    param: Vec<(String, String)>,
    /// How to write the answer
    #[arg(long, value_enum, default_value_t, hide_default_value = true)]
    format: Format,
    /// Show at most N rows instead of 200
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    limit: Option<u64>,
    /// Overwrite the files that the question exports to
    #[arg(long)]
    force: bool,
    /// Write the statements behind a row instead: its number, or its first cell
    #[arg(long, value_name = "ROW")]
    why: Option<String>,
    /// Write citations of the sources that the answer used instead, as BibTeX
    #[arg(long)]
    cite: bool,
    #[command(flatten)]
    speech: Speech,
    #[command(flatten)]
    data: Data,
}

impl Ask {
    pub(super) fn run(&self, data: &Data, speech: Speech) -> ExitCode {
        let mut worst = 0;
        let language = self.speech.or(speech);
        let code = data.run(
            &self.data,
            self.format == Format::Json,
            |session| match &self.file {
                Some(path) => self.answer_file(session, path, language, &mut worst),
                None => self.answer(session, language),
            },
        );
        if worst > 0 && code == ExitCode::SUCCESS {
            ExitCode::from(worst)
        } else {
            code
        }
    }

    fn options(&self, language: Language) -> Options {
        let limit = self.limit.map(|n| usize::try_from(n).unwrap_or(usize::MAX));
        let files = if self.force {
            Files::Replace
        } else {
            Files::Keep
        };
        Options {
            limit,
            files,
            language,
        }
    }

    /// Answers the questions of a file in turn, and keeps the worst exit code of those that failed.
    fn answer_file(
        &self,
        session: &Session,
        path: &Path,
        language: Language,
        worst: &mut u8,
    ) -> Result<(), Failure> {
        let text = words::file(path)?;
        let mut conversation = Conversation::new(session);
        let questions = conversation
            .open(&text, &self.param)
            .map_err(|error| match error {
                OpenError::File(diagnostic) => Failure::Question {
                    question: text.clone(),
                    diagnostic,
                },
                other => Failure::Usage(format!("{}: {other}", path.display())),
            })?;
        let mut gap = "";
        let json = self.format == Format::Json;
        for question in questions {
            let options = self.options(language);
            let reply = interruptible(|cancel| conversation.say(question, &options, cancel));
            let told = reply
                .map_err(|error| Failure::of(question, error))
                .and_then(|reply| {
                    match reply {
                        Reply::Answer(answer) => {
                            if self.format == Format::Table || self.format == Format::Markdown {
                                write(gap)?;
                            }
                            write_answer(session, &answer, self.format)
                        }
                        // Programs read answers; the names in between are said to people.
                        Reply::Named(named) if self.format == Format::Table => {
                            write(gap)?;
                            write_named(&named)
                        }
                        Reply::Named(_) => Ok(()),
                    }
                });
            match told {
                Ok(()) => gap = "\n",
                Err(failure) if failure.is_final() => return Err(failure),
                Err(failure) => {
                    failure.report(json, &[]);
                    *worst = failure.code().max(*worst);
                }
            }
        }
        Ok(())
    }

    fn answer(&self, session: &Session, language: Language) -> Result<(), Failure> {
        let question = words::question(&self.question)?;
        let failed =
            |error| Failure::of(&question, error).noted(words::hint(&self.question, &question));
        let options = self.options(language);
        let answer = interruptible(|cancel| session.ask(&question, &options, cancel));
        let answer = answer.map_err(failed)?;
        let told = match &self.why {
            Some(row) => Some(why(session, &answer, row)?),
            None => None,
        };
        match &told {
            _ if self.cite => cite(session, told.as_ref().unwrap_or(&answer), self.format),
            Some(told) => write_records(session, told, self.format),
            None => write_answer(session, &answer, self.format),
        }
    }
}

/// Reads `year=2021`.
fn assignment(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() => Ok((
            name.trim().trim_start_matches('$').to_owned(),
            value.to_owned(),
        )),
        _ => Err("a parameter is given as NAME=VALUE".to_owned()),
    }
}

/// Tells what stands behind a row; an answer without rows has reasons to tell whatever the number.
fn why(session: &Session, answer: &Answer, row: &str) -> Result<Answer, Failure> {
    let number = match answer::row_meant(answer, row) {
        Some(number) => number,
        None if answer.rows.is_empty() => 1,
        None => return Err(Failure::Usage(answer::no_such_row(answer, row))),
    };
    interruptible(|cancel| session.why(answer, number, cancel))
        .map_err(|error| Failure::of(&answer.question, error))
}

fn cite(session: &Session, answer: &Answer, format: Format) -> Result<(), Failure> {
    let citations = interruptible(|cancel| session.cite(answer, cancel));
    let citations = citations.map_err(|error| Failure::of(&answer.question, error))?;
    match format {
        Format::Table => write(&render::bibtex(&citations)),
        other => write_answer(session, &answer::bibliography(answer, &citations), other),
    }
}
