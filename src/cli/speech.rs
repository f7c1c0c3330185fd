//! In which language questions are asked.

use crate::lexicon::Language;
use clap::{Args, ValueEnum};

/// The `--lang` of a command.
#[derive(Args, Clone, Copy, Debug, Default)]
pub(super) struct Speech {
    /// The language of the questions: `en` (the default) or `fr`
    #[arg(long = "lang", value_name = "LANG", value_enum)]
    language: Option<Choice>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Choice {
    /// English
    En,
    /// French
    Fr,
}

impl Speech {
    /// Returns the language that was asked for here, or else before the verb.
    pub(super) fn or(self, before: Self) -> Language {
        match self.language.or(before.language) {
            Some(Choice::Fr) => Language::French,
            Some(Choice::En) | None => Language::English,
        }
    }
}
