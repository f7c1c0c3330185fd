//! `allegiance explain`: how a question is understood, without asking it.

use super::data::Data;
use super::output::write;
use super::speech::Speech;
use super::{Failure, terminal, words};
use crate::lexicon::Language;
use crate::render;
use crate::session::{Scope, Session};
use clap::{Args, ValueEnum};
use std::process::ExitCode;

/// Shows how a question is understood, without running it
#[derive(Args)]
#[command(after_help = "Example:\n  allegiance explain 'allies of MNLA in 2012'")]
pub(super) struct Explain {
    /// The question; `-` reads it from standard input
    #[arg(required = true, value_name = "QUESTION")]
    question: Vec<String>,
    /// How to write the explanation
    #[arg(long, value_enum, default_value_t, hide_default_value = true)]
    format: Format,
    #[command(flatten)]
    speech: Speech,
    #[command(flatten)]
    data: Data,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading
    #[default]
    Text,
    /// One object: question, reading, sparql, plan
    Json,
}

impl Explain {
    pub(super) fn run(&self, data: &Data, speech: Speech) -> ExitCode {
        data.run(&self.data, self.format == Format::Json, |session| {
            self.explain(session, self.speech.or(speech))
        })
    }

    fn explain(&self, session: &Session, language: Language) -> Result<(), Failure> {
        let question = words::question(&self.question)?;
        let explanation = session.explain_as(&Scope::default(), &question, language);
        let explanation = explanation.map_err(|error| {
            Failure::of(&question, error).noted(words::hint(&self.question, &question))
        })?;
        match self.format {
            Format::Json => write(&render::json(&explanation)),
            Format::Text => write(&render::explanation(
                &terminal::output(),
                &explanation.reading,
                &explanation.plan,
                &explanation.sparql,
            )),
        }
    }
}
