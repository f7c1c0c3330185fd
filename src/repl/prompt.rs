//! The loop of the prompt, and what it remembers between questions.

use super::command::{self, Command};
use super::helper::Helper;
use super::history::History;
use super::input::{self, Editor, Input};
use super::{greeting, help};
use crate::answer::{self, Answer};
use crate::conversation::{Conversation, Named, OpenError, Reply};
use crate::files::{self, FileError, Files};
use crate::interrupt::interruptible;
use crate::lexicon::Language;
use crate::question;
use crate::render::{self, Format, Reader, Screen};
use crate::session::{AskError, Options, Session};
use std::io::{self, Write, stdout};

/// How many rows `why` lists to choose from.
const MOST_ROWS: usize = 15;

/// What the prompt remembers.
struct Prompt<'a> {
    session: &'a Session,
    conversation: Conversation<'a>,
    language: Language,
    screen: Screen,
    format: Format,
    last: Option<Answer>,
    /// The language of the last question.
    asked_in: Language,
    /// The questions behind the numbers of the last error.
    choices: Vec<String>,
}

/// What follows a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    Read,
    Quit,
}

/// Reads and answers until the input ends; `measure` describes the terminal, whose window may change between two questions.
///
/// # Errors
///
/// When the terminal cannot be read or written.
pub fn run(session: &Session, language: Language, measure: fn() -> Screen) -> io::Result<()> {
    let screen = measure();
    let helper = Helper::new(session, language, screen);
    let mut editor = input::editor(helper, screen.colour).map_err(io::Error::other)?;
    let (mut history, warning) = History::load(&mut editor);
    let mut prompt = Prompt {
        session,
        conversation: Conversation::new(session),
        language,
        screen,
        format: Format::default(),
        last: None,
        asked_in: language,
        choices: Vec::new(),
    };
    write(&greeting::greeting(&screen, session, language))?;
    prompt.warn(warning)?;
    loop {
        match input::read(&mut editor, measure())? {
            Input::End => return Ok(()),
            Input::Nothing => {}
            Input::Text(text) => {
                prompt.screen = measure();
                let text = prompt.chosen(&text).unwrap_or(text);
                prompt.warn(history.add(&mut editor, &text))?;
                if prompt.answer(&mut editor, &text)? == Next::Quit {
                    return Ok(());
                }
            }
        }
    }
}

impl Prompt<'_> {
    /// Replaces the number of a candidate by its question.
    fn chosen(&self, text: &str) -> Option<String> {
        let number: usize = text.trim_end_matches(['.', ')']).parse().ok()?;
        self.choices.get(number.checked_sub(1)?).cloned()
    }

    fn answer(&mut self, editor: &mut Editor<'_>, text: &str) -> io::Result<Next> {
        if let Some(line) = text.strip_prefix(':') {
            return self.obey(editor, line);
        }
        // What other prompts are left with is no question here.
        let alone = text.trim().to_lowercase();
        if ["quit", "exit", "help", "aide", "why", "cite"].contains(&alone.as_str()) {
            return self.obey(editor, &alone);
        }
        // What stands behind a row is asked for right after the answer.
        if alone.starts_with("why ") {
            return self.obey(editor, text.trim());
        }
        for question in question::split(text) {
            self.ask(editor, question)?;
        }
        Ok(Next::Read)
    }

    fn ask(&mut self, editor: &mut Editor<'_>, question: &str) -> io::Result<()> {
        self.choices.clear();
        let mut options = Options {
            language: self.language,
            ..Options::default()
        };
        let mut outcome = interruptible(|cancel| self.conversation.say(question, &options, cancel));
        if let Err(AskError::File(error @ FileError::Exists { .. })) = &outcome {
            self.error(&error.to_string())?;
            if !input::confirm(editor, "overwrite?")? {
                return write("nothing was written\n");
            }
            options.files = Files::Replace;
            outcome = interruptible(|cancel| self.conversation.say(question, &options, cancel));
        }
        match outcome {
            Ok(Reply::Named(named)) => {
                let Named {
                    name,
                    reading,
                    members,
                    notes,
                } = named;
                write(&render::named(
                    &self.screen,
                    &name,
                    &reading,
                    members,
                    &notes,
                ))?;
                write("\n")
            }
            Ok(Reply::Answer(answer)) => {
                write(&self.format.write(&self.screen, &answer))?;
                if self.format.is_bare() {
                    for remark in render::remarks(&answer) {
                        write(&(render::message(&self.screen, "note", &remark) + "\n"))?;
                    }
                }
                self.last = Some(*answer);
                self.asked_in = self.language;
                write("\n")
            }
            Err(error) => self.refuse(question, error),
        }
    }

    fn refuse(&mut self, question: &str, error: AskError) -> io::Result<()> {
        match error {
            AskError::Question(diagnostic) => {
                let choices = render::choices(&diagnostic).into_iter();
                self.choices = choices.map(str::to_owned).collect();
                if self.choices.is_empty() {
                    self.choices.extend(diagnostic.correction.clone());
                }
                let drawing =
                    render::diagnostic(&self.screen, question, &diagnostic, Reader::Prompt);
                write(&drawing)
            }
            AskError::Engine(message) => self.error(&format!("the engine failed: {message}")),
            AskError::File(error) => self.error(&error.to_string()),
            AskError::Cancelled => {
                // The terminal has echoed `^C`.
                write("\n")?;
                self.error("cancelled")
            }
        }
    }

    fn obey(&mut self, editor: &mut Editor<'_>, line: &str) -> io::Result<Next> {
        match command::parse(line) {
            Ok(Command::Quit) => return Ok(Next::Quit),
            Ok(Command::Help(topic)) => {
                write(&help::help(
                    &self.screen,
                    self.session,
                    &topic,
                    self.language,
                ))?;
            }
            Ok(Command::Sources) => match interruptible(|cancel| self.session.catalogue(cancel)) {
                Ok(sources) => self.records(&sources)?,
                Err(error) => self.refuse("", error)?,
            },
            Ok(Command::Vocabulary(word)) => self.vocabulary(&word)?,
            Ok(Command::Why(row)) => self.why(&row)?,
            Ok(Command::Cite) => self.cite()?,
            Ok(Command::Save(name)) => self.save(editor, &name)?,
            Ok(Command::Run(file, given)) => self.run_file(editor, &file, &given)?,
            Ok(Command::Sparql(question)) => self.show_sparql(&question)?,
            Ok(Command::Explain(question)) => self.explain(&question)?,
            Ok(Command::Format(format)) => {
                self.format = format.unwrap_or(self.format);
                write(&format!("answers are written as {}\n", self.format.name()))?;
            }
            Ok(Command::Language(language)) => {
                self.language = language.unwrap_or(self.language);
                if let Some(helper) = editor.helper_mut() {
                    helper.language = self.language;
                }
                write(match self.language {
                    Language::English => "questions are asked in English\n",
                    Language::French => "les questions se posent en français\n",
                })?;
            }
            Err(message) => self.error(&message)?,
        }
        Ok(Next::Read)
    }

    fn save(&mut self, editor: &mut Editor<'_>, name: &str) -> io::Result<()> {
        let mut outcome = self.conversation.save(name, Files::Keep);
        if let Err(AskError::File(error @ FileError::Exists { .. })) = &outcome {
            self.error(&error.to_string())?;
            if !input::confirm(editor, "overwrite?")? {
                return write("nothing was written\n");
            }
            outcome = self.conversation.save(name, Files::Replace);
        }
        match outcome {
            Ok(Some(path)) => write(&format!(
                "saved in {}\n",
                render::clean(&path.display().to_string())
            )),
            Ok(None) => self.error("nothing was asked yet; :save keeps the last question"),
            Err(error) => self.refuse("", error),
        }
    }

    fn run_file(
        &mut self,
        editor: &mut Editor<'_>,
        file: &str,
        given: &[(String, String)],
    ) -> io::Result<()> {
        let text = match std::fs::read_to_string(files::path(file)) {
            Ok(text) => text,
            Err(error) => return self.error(&format!("cannot read {file}: {error}")),
        };
        match self.conversation.open(&text, given) {
            Ok(questions) => {
                for question in questions {
                    self.ask(editor, question)?;
                }
            }
            Err(OpenError::File(diagnostic)) => {
                self.refuse(&text, AskError::Question(diagnostic))?
            }
            Err(error) => self.error(&format!(
                "{error}\nvalues are given behind the file: :run {file} name=value"
            ))?,
        }
        self.conversation.close();
        Ok(())
    }

    /// Writes rows with much in them: for reading each is a block.
    fn records(&self, answer: &Answer) -> io::Result<()> {
        match self.format {
            Format::Table => write(&(render::records(&self.screen, answer) + "\n")),
            other => write(&(other.write(&self.screen, answer) + "\n")),
        }
    }

    fn vocabulary(&mut self, word: &str) -> io::Result<()> {
        if word.is_empty() {
            let words = self.session.words(self.language);
            return write(&(render::glossary(&self.screen, &words) + "\n"));
        }
        match self.session.word(word, self.language) {
            Ok(found) => self.records(&found),
            Err(_) => write(&help::help(&self.screen, self.session, word, self.language)),
        }
    }

    fn why(&mut self, row: &str) -> io::Result<()> {
        let Some(answer) = &self.last else {
            return self.error("nothing was asked yet; `why 1` follows an answer");
        };
        let number = match answer::row_meant(answer, row) {
            Some(number) => number,
            None if answer::numbered(answer) <= 1 && row.is_empty() || answer.rows.is_empty() => 1,
            None if row.is_empty() => return write(&self.rows_to_choose(answer)),
            None => return self.error(&answer::no_such_row(answer, row)),
        };
        match interruptible(|cancel| self.session.why(answer, number, cancel)) {
            Ok(told) => self.records(&told),
            Err(error) => self.refuse("", error),
        }
    }

    /// Lists the rows that `why` can be asked of, by number.
    fn rows_to_choose(&self, answer: &Answer) -> String {
        let first = |number: usize| match answer.kind {
            answer::Kind::Paths => "path".to_owned(),
            _ => {
                let cells = answer.rows.get(number - 1).map(|row| row.cells.iter());
                let texts = cells.into_iter().flatten().take(2).map(render::cell_text);
                texts.collect::<Vec<_>>().join(", ")
            }
        };
        let count = answer::numbered(answer);
        let mut entries: Vec<(String, String)> = (1..=count.min(MOST_ROWS))
            .map(|number| (format!("why {number}"), first(number)))
            .collect();
        if count > MOST_ROWS {
            entries.push((String::new(), format!("and {} more", count - MOST_ROWS)));
        }
        render::listing(&self.screen, "Of which row?", &entries) + "\n"
    }

    fn cite(&mut self) -> io::Result<()> {
        let Some(answer) = &self.last else {
            return self.error("nothing was asked yet; `cite` follows an answer");
        };
        match interruptible(|cancel| self.session.cite(answer, cancel)) {
            Ok(citations) if self.format == Format::Table => {
                write(&(render::bibliography(&self.screen, &citations) + "\n"))
            }
            Ok(citations) => self.records(&answer::bibliography(answer, &citations)),
            Err(error) => self.refuse("", error),
        }
    }

    fn show_sparql(&mut self, question: &str) -> io::Result<()> {
        if question.is_empty() {
            return match &self.last {
                Some(answer) => write(&sparql(&answer.sparql)),
                None => self.error("nothing was asked yet; :sparql also takes a question"),
            };
        }
        match self.conversation.explain_as(question, self.language) {
            Ok(explanation) => write(&sparql(&explanation.sparql)),
            Err(error) => self.refuse(question, error),
        }
    }

    fn explain(&mut self, question: &str) -> io::Result<()> {
        let last = self.last.as_ref().map(|answer| answer.question.clone());
        let language = if question.is_empty() {
            self.asked_in
        } else {
            self.language
        };
        let asked = (!question.is_empty()).then(|| question.to_owned());
        let Some(question) = asked.or(last) else {
            return self.error("nothing was asked yet; :explain also takes a question");
        };
        match self.conversation.explain_as(&question, language) {
            Ok(explanation) => write(&render::explanation(
                &self.screen,
                &explanation.reading,
                &explanation.plan,
                &explanation.sparql,
            )),
            Err(error) => self.refuse(&question, error),
        }
    }

    fn error(&self, message: &str) -> io::Result<()> {
        write(&render::error(&self.screen, message))
    }

    fn warn(&self, warning: Option<String>) -> io::Result<()> {
        let warning = warning.map(|w| render::message(&self.screen, "warning", &w) + "\n");
        write(&warning.unwrap_or_default())
    }
}

fn sparql(query: &str) -> String {
    format!("{}\n", render::clean_lines(query).trim_end())
}

fn write(text: &str) -> io::Result<()> {
    let mut out = stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}
