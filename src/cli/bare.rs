//! `allegiance` without a verb: the prompt on a terminal, else every question on standard input.

use super::data::Data;
use super::failure::Asked;
use super::format::{Format, write_answer, write_named};
use super::output::{failed, write};
use super::{Failure, terminal, words};
use crate::conversation::{Conversation, Reply};
use crate::interrupt::interruptible;
use crate::lexicon::Language;
use crate::question;
use crate::repl;
use crate::session::{Options, Session};
use std::process::ExitCode;

pub(super) fn run(data: &Data, format: Format, language: Language) -> ExitCode {
    let mut worst = 0;
    let json = format == Format::Json;
    let code = data.run(&Data::default(), json, |session| {
        if terminal::is_typed() {
            repl::run(session, language, terminal::output).map_err(|error| failed(&error))
        } else {
            answer_all(session, (format, language), &mut worst)
        }
    });
    // A failure that ended the run has the last word.
    if worst > 0 && code == ExitCode::SUCCESS {
        ExitCode::from(worst)
    } else {
        code
    }
}

/// Answers the questions on standard input in turn, and keeps the worst exit code of those that failed.
fn answer_all(
    session: &Session,
    (format, language): (Format, Language),
    worst: &mut u8,
) -> Result<(), Failure> {
    let text = words::standard_input()?;
    let questions = question::split(&text);
    let mut gap = "";
    let mut conversation = Conversation::new(session);
    for (index, question) in questions.iter().enumerate() {
        let options = Options {
            language,
            ..Options::default()
        };
        let reply = interruptible(|cancel| conversation.say(question, &options, cancel));
        let answer = reply
            .map_err(|error| Failure::of(question, error))
            .and_then(|reply| {
                write(gap)?;
                match reply {
                    Reply::Answer(answer) => write_answer(session, &answer, format),
                    Reply::Named(named) => write_named(&named),
                }
            });
        match answer {
            // Objects and statements follow each other without a gap.
            Ok(()) if matches!(format, Format::Json | Format::Ntriples | Format::Nquads) => {}
            Ok(()) => gap = "\n",
            Err(failure) if failure.is_final() => return Err(failure),
            Err(failure) => {
                // One question needs no number.
                let asked = (questions.len() > 1).then(|| Asked {
                    number: index + 1,
                    line: line(&text, question),
                });
                failure.report_of(format == Format::Json, asked);
                *worst = failure.code().max(*worst);
            }
        }
    }
    Ok(())
}

/// Returns the line on which a question begins, which is a part of the text.
fn line(text: &str, question: &str) -> usize {
    let start = (question.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    let before = text.get(..start).unwrap_or_default();
    before.matches('\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_is_where_the_question_begins() {
        let text = "coups;\n\n# a comment\nallies of X;  accords\n";
        let lines: Vec<_> = question::split(text)
            .into_iter()
            .map(|q| line(text, q))
            .collect();
        assert_eq!(lines, [1, 4, 4]);
    }
}
