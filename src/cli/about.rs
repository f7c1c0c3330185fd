//! `allegiance about`: what is known of one entity.

use super::Failure;
use super::data::Data;
use super::format::{Format, write_answer};
use super::speech::Speech;
use crate::interrupt::interruptible;
use crate::lexicon::Language;
use crate::question::format::quoted;
use crate::session::{Options, Session};
use clap::Args;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  allegiance about CSP
  allegiance about Wagner Group
  allegiance about Kidal --format json";

/// Shows what is known of one actor, place or situation
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct About {
    /// Its name
    #[arg(required = true, value_name = "NAME")]
    name: Vec<String>,
    /// How to write the answer
    #[arg(long, value_enum, default_value_t, hide_default_value = true)]
    format: Format,
    #[command(flatten)]
    speech: Speech,
    #[command(flatten)]
    data: Data,
}

impl About {
    pub(super) fn run(&self, data: &Data, speech: Speech) -> ExitCode {
        data.run(&self.data, self.format == Format::Json, |session| {
            self.answer(session, self.speech.or(speech))
        })
    }

    fn answer(&self, session: &Session, language: Language) -> Result<(), Failure> {
        let question = format!(
            "{} {}",
            about(language),
            written(self.name.join(" ").trim())
        );
        let failed = |error| Failure::of(&question, error);
        let options = Options {
            language,
            ..Options::default()
        };
        let answer = interruptible(|cancel| session.ask(&question, &options, cancel));
        write_answer(session, &answer.map_err(failed)?, self.format)
    }
}

fn about(language: Language) -> &'static str {
    match language {
        Language::English => "about",
        Language::French => "à propos de",
    }
}

/// Quotes a name, unless it is quoted already or an IRI.
fn written(name: &str) -> String {
    if name.starts_with(['<', '"']) {
        name.to_owned()
    } else {
        quoted(name)
    }
}
