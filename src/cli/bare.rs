//! `allegiance` without a verb: the prompt on a terminal, else every question on standard input.

use super::data::Data;
use super::format::{write_named, write_rows};
use super::output::{failed, write};
use super::{Failure, terminal, words};
use crate::conversation::{Conversation, Reply};
use crate::interrupt::interruptible;
use crate::question;
use crate::render::Format;
use crate::repl;
use crate::session::{Options, Session};
use std::process::ExitCode;

pub(super) fn run(data: &Data) -> ExitCode {
    let mut worst = 0;
    let code = data.run(&Data::default(), false, |session| {
        if terminal::is_typed() {
            repl::run(session, terminal::output).map_err(|error| failed(&error))
        } else {
            answer_all(session, &mut worst)
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
fn answer_all(session: &Session, worst: &mut u8) -> Result<(), Failure> {
    let text = words::standard_input()?;
    let mut gap = "";
    let mut conversation = Conversation::new(session);
    for question in question::split(&text) {
        let options = Options::default();
        let reply = interruptible(|cancel| conversation.say(question, &options, cancel));
        let answer = reply
            .map_err(|error| Failure::of(question, error))
            .and_then(|reply| {
                write(gap)?;
                match reply {
                    Reply::Answer(answer) => write_rows(&answer, Format::Table),
                    Reply::Named(named) => write_named(&named),
                }
            });
        match answer {
            Ok(()) => gap = "\n",
            Err(failure) if failure.is_final() => return Err(failure),
            Err(failure) => {
                failure.report(false, &[]);
                *worst = failure.code().max(*worst);
            }
        }
    }
    Ok(())
}
