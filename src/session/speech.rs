//! Questions in another language than English: read as the English ones that say the same, answered in their own.

use super::{AskError, Explanation, Options, Scope, Session};
use crate::answer::Answer;
use crate::diagnostic::Diagnostic;
use crate::french::{French, Written};
use crate::lexicon::Language;
use crate::question::ast::Question;
use crate::reading::Reading;
use crate::store::Cancel;

/// Longer questions, in bytes, are not tried in the other language.
const LONGEST_HINTED: usize = 2048;

impl Session {
    /// Parses and resolves a question in a language.
    ///
    /// # Errors
    /// The question is wrong.
    pub fn read_as(
        &self,
        scope: &Scope,
        text: &str,
        language: Language,
    ) -> Result<(Question, Reading), AskError> {
        match language {
            Language::English => self.read_in(scope, text),
            Language::French => {
                let written = self.french().read(text, &self.ontology, &self.names);
                self.read_in(scope, &written.english)
                    .map_err(|error| self.in_french(scope, text, &written, error))
            }
        }
    }

    /// Says how a question in a language is read, planned and asked, without asking it.
    ///
    /// # Errors
    /// The question is wrong.
    pub fn explain_as(
        &self,
        scope: &Scope,
        text: &str,
        language: Language,
    ) -> Result<Explanation, AskError> {
        if language == Language::English {
            return self.explain_in(scope, text);
        }
        let written = self.french().read(text, &self.ontology, &self.names);
        let english = self
            .explain_in(scope, &written.english)
            .map_err(|error| self.in_french(scope, text, &written, error))?;
        let reading = self.told(scope, &english.reading);
        Ok(Explanation {
            question: text.to_owned(),
            sparql: english.sparql.replacen(&english.reading, &reading, 1),
            reading,
            plan: english.plan,
        })
    }

    /// Parses and resolves a question in a language, and leaves what is wrong with it as it is told in English.
    pub(super) fn understand_as(
        &self,
        scope: &Scope,
        text: &str,
        language: Language,
    ) -> Result<(Question, Reading), AskError> {
        match language {
            Language::English => self.understand(scope, text),
            Language::French => {
                let written = self.french().read(text, &self.ontology, &self.names);
                self.understand(scope, &written.english)
            }
        }
    }

    /// Returns the French words of the ontology.
    pub(crate) fn french(&self) -> &French {
        self.french.get_or_init(|| French::new(&self.ontology))
    }

    pub(super) fn ask_french(
        &self,
        scope: &Scope,
        text: &str,
        options: &Options,
        cancel: &Cancel,
    ) -> Result<(Answer, Reading), AskError> {
        let written = self.french().read(text, &self.ontology, &self.names);
        let (question, reading) = match self.read_in(scope, &written.english) {
            Ok(read) => read,
            Err(error) => {
                let error = self.in_french(scope, text, &written, error);
                return Err(self.or_filled(scope, text, Language::French, error, cancel)?);
            }
        };
        let (mut answer, read) = self
            .asked(&written.english, question, reading, options, cancel)
            .map_err(|error| self.in_french(scope, text, &written, error))?;
        text.clone_into(&mut answer.question);
        if answer.reading.starts_with("sparql") {
            return Ok((answer, read));
        }
        let reading = self.told(scope, &answer.reading);
        answer.sparql = answer.sparql.replacen(&answer.reading, &reading, 1);
        answer.reading = reading;
        for column in &mut answer.columns {
            column.name = self.french().column(&column.name, &self.ontology);
        }
        for note in &mut answer.notes {
            *note = self.french().note(note, &self.ontology);
        }
        Ok((answer, read))
    }

    /// Tells an echo in French if that reads the same; else it stays as it is.
    fn told(&self, scope: &Scope, echo: &str) -> String {
        let told = self.french().tell(echo, &self.ontology);
        let back = self.french().read(&told, &self.ontology, &self.names);
        let same = match (
            self.understand(scope, echo),
            self.understand(scope, &back.english),
        ) {
            (Ok((_, one)), Ok((_, other))) => one == other,
            _ => false,
        };
        if same { told } else { echo.to_owned() }
    }

    /// Tells what is wrong with a French question of its own words.
    fn in_french(&self, scope: &Scope, text: &str, written: &Written, error: AskError) -> AskError {
        let AskError::Question(diagnostic) = error else {
            return error;
        };
        let runs = |question: &str| {
            let written = self.french().read(question, &self.ontology, &self.names);
            self.understand(scope, &written.english).is_ok()
        };
        let told = self.french().diagnostic(
            text,
            written,
            *diagnostic,
            &self.ontology,
            &self.names,
            &runs,
        );
        let english = text.len() <= LONGEST_HINTED && self.understand(scope, text).is_ok();
        let told = if english {
            told.note(
                "this is a question in English: write it under `:lang en`, or with `--lang en`",
            )
        } else {
            told
        };
        AskError::Question(Box::new(told))
    }

    /// Says so where a question that cannot be read is one in French.
    pub(super) fn hint_at_french(
        &self,
        scope: &Scope,
        text: &str,
        diagnostic: Diagnostic,
    ) -> Diagnostic {
        if text.len() > LONGEST_HINTED {
            return diagnostic;
        }
        let written = self.french().read(text, &self.ontology, &self.names);
        if self.understand(scope, &written.english).is_err() {
            return diagnostic;
        }
        diagnostic
            .note("this is a question in French: write it under `:lang fr`, or with `--lang fr`")
    }
}
