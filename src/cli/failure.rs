//! What can end a command, its exit code, and how it is reported.

use super::output::write_error;
use super::terminal;
use crate::diagnostic::Diagnostic;
use crate::files::FileError;
use crate::interrupt;
use crate::render::{self, Reader};
use crate::session::AskError;
use serde_json::{Value, json};
use std::process::ExitCode;

/// Why a command did not succeed.
#[derive(Debug)]
pub(super) enum Failure {
    /// The question is wrong.
    Question {
        question: String,
        diagnostic: Box<Diagnostic>,
    },
    /// The command line asks for what cannot be.
    Usage(String),
    /// The data cannot be opened.
    Data(String),
    /// A mapping is wrong.
    Mapping {
        /// Each problem with the line that it is in.
        problems: Vec<(String, Diagnostic)>,
        message: String,
    },
    /// The engine failed on a question.
    Engine { question: String, message: String },
    /// A file that the question names is not written.
    File { question: String, message: String },
    /// Standard input cannot be read.
    Input(String),
    /// Standard output cannot be written.
    Output(String),
    /// These are not in their canonical form.
    Unformatted(Vec<String>),
    /// Ctrl-C stopped the question.
    Cancelled,
    /// Nobody reads standard output any more.
    Closed,
}

/// Which of several questions failed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked {
    /// Counted from one.
    pub(super) number: usize,
    pub(super) line: usize,
}

impl Failure {
    /// Tells why a question was not answered.
    pub(super) fn of(question: &str, error: AskError) -> Self {
        let question = question.to_owned();
        match error {
            AskError::Question(diagnostic) => Self::Question {
                question,
                diagnostic,
            },
            AskError::Engine(message) => Self::Engine { question, message },
            AskError::File(error @ FileError::Exists { .. }) => Self::File {
                question,
                message: format!("{error}; --force overwrites"),
            },
            AskError::File(error) => Self::File {
                question,
                message: error.to_string(),
            },
            AskError::Cancelled => Self::Cancelled,
        }
    }

    /// Adds a note to what is wrong with a name, which a shell may have cut.
    pub(super) fn noted(mut self, note: Option<String>) -> Self {
        const OF_NAMES: &[&str] = &[
            "unknown-name",
            "ambiguous-name",
            "wrong-kind",
            "missing-of",
            "missing-preposition",
            "one-name",
        ];
        if let (Self::Question { diagnostic, .. }, Some(note)) = (&mut self, note)
            && OF_NAMES.contains(&diagnostic.code)
        {
            diagnostic.notes.push(note);
        }
        self
    }

    pub(super) fn code(&self) -> u8 {
        match self {
            Self::Closed => 0,
            Self::Unformatted(_) => 1,
            Self::Question { .. } | Self::Usage(_) | Self::Mapping { .. } => 2,
            Self::Data(_)
            | Self::Engine { .. }
            | Self::File { .. }
            | Self::Input(_)
            | Self::Output(_) => 3,
            Self::Cancelled => interrupt::EXIT_CODE,
        }
    }

    pub(super) fn exit_code(&self) -> ExitCode {
        ExitCode::from(self.code())
    }

    /// Tells whether going on with further questions makes no sense.
    pub(super) fn is_final(&self) -> bool {
        !matches!(
            self,
            Self::Question { .. } | Self::Engine { .. } | Self::File { .. }
        )
    }

    /// Writes what went wrong to standard error.
    pub(super) fn report(&self, json: bool, warnings: &[String]) {
        if matches!(self, Self::Closed) {
            return;
        }
        write_error(&if json {
            self.as_json(warnings)
        } else {
            self.as_text()
        });
    }

    /// As [`Failure::report`], for one of several questions, told by its number and line.
    pub(super) fn report_of(&self, json: bool, asked: Option<Asked>) {
        let Some(asked) = asked else {
            return self.report(json, &[]);
        };
        if json {
            let mut object = self.as_object(&[]);
            object["number"] = json!(asked.number);
            object["line"] = json!(asked.line);
            write_error(&render::json(&object));
        } else {
            let place = format!("question {} (line {})", asked.number, asked.line);
            write_error(&format!("{place}\n{}", self.as_text()));
        }
    }

    fn as_text(&self) -> String {
        let screen = terminal::error();
        match self {
            Self::Question {
                question,
                diagnostic,
            } => render::diagnostic(&screen, question, diagnostic, Reader::Log),
            Self::Mapping { problems, .. } => {
                let shown = problems.iter().take(20);
                let drawn =
                    shown.map(|(line, one)| render::diagnostic(&screen, line, one, Reader::Log));
                drawn.collect::<Vec<_>>().join("\n")
            }
            other => render::error(&screen, &other.message()),
        }
    }

    fn as_json(&self, warnings: &[String]) -> String {
        render::json(&self.as_object(warnings))
    }

    fn as_object(&self, warnings: &[String]) -> Value {
        let (error, question) = match self {
            Self::Question {
                question,
                diagnostic,
            } => (json!(diagnostic), Some(question)),
            Self::Engine { question, .. } | Self::File { question, .. } => {
                (self.plain_json(), Some(question))
            }
            _ => (self.plain_json(), None),
        };
        let mut object = json!({ "error": error, "question": question });
        if !warnings.is_empty() {
            object["warnings"] = json!(warnings);
        }
        object
    }

    fn plain_json(&self) -> Value {
        json!({ "code": self.name(), "message": self.message() })
    }

    fn name(&self) -> &'static str {
        match self {
            Self::Question { diagnostic, .. } => diagnostic.code,
            Self::Usage(_) => "command-line",
            Self::Data(_) => "data",
            Self::Mapping { .. } => "mapping",
            Self::Engine { .. } => "engine",
            Self::File { .. } => "file",
            Self::Input(_) => "input",
            Self::Output(_) => "output",
            Self::Unformatted(_) => "unformatted",
            Self::Cancelled => "cancelled",
            Self::Closed => "closed",
        }
    }

    fn message(&self) -> String {
        match self {
            Self::Question { diagnostic, .. } => diagnostic.message.clone(),
            Self::Usage(message) | Self::Data(message) | Self::Mapping { message, .. } => {
                message.clone()
            }
            Self::File { message, .. } => message.clone(),
            Self::Engine { message, .. } => format!("the engine failed: {message}"),
            Self::Input(why) => format!("cannot read standard input: {why}"),
            Self::Output(why) => format!("cannot write the answer: {why}"),
            Self::Unformatted(names) => {
                let verb = if names.len() == 1 { "is" } else { "are" };
                format!("{} {verb} not in canonical form", names.join(", "))
            }
            Self::Cancelled => "cancelled".to_owned(),
            Self::Closed => "standard output is closed".to_owned(),
        }
    }
}
