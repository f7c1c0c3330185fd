//! `allegiance vocabulary`: the words that questions are made of.

use super::Failure;
use super::data::Data;
use super::format::{Format, write_answer, write_records};
use super::output::write;
use super::terminal;
use crate::lexicon::Language;
use crate::render;
use crate::session::Session;
use clap::Args;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  allegiance vocabulary
  allegiance vocabulary ambush
  allegiance vocabulary al:Support
  allegiance vocabulary embuscade --lang fr
  allegiance vocabulary --format csv > words.csv";

/// Shows the words of the language, or what one of them means
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Vocabulary {
    /// A word in any form, an IRI, or a short form such as al:Ambush
    #[arg(value_name = "TERM")]
    term: Vec<String>,
    /// The language of the words: en or fr
    #[arg(long, value_name = "LANG", default_value = "en", value_parser = language)]
    lang: Language,
    /// How to write the words
    #[arg(long, value_enum, default_value_t, hide_default_value = true)]
    format: Format,
    #[command(flatten)]
    data: Data,
}

fn language(tag: &str) -> Result<Language, String> {
    Language::from_tag(tag).ok_or_else(|| "there are words in en and fr".to_owned())
}

impl Vocabulary {
    pub(super) fn run(&self, data: &Data) -> ExitCode {
        data.run(&self.data, self.format == Format::Json, |session| {
            self.answer(session)
        })
    }

    fn answer(&self, session: &Session) -> Result<(), Failure> {
        let term = self.term.join(" ");
        if !term.trim().is_empty() {
            let found = session.word(&term, self.lang);
            let found = found.map_err(|error| Failure::of(&term, error))?;
            return write_records(session, &found, self.format);
        }
        match self.format {
            Format::Table => {
                let screen = terminal::output();
                write(&render::glossary(&screen, &session.words(self.lang)))?;
                write("\nallegiance vocabulary WORD says what a word means\n")
            }
            other => write_answer(session, &session.vocabulary(self.lang), other),
        }
    }
}
