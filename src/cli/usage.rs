//! A command line that is wrong, or that only asks for help.

use super::Failure;
use super::output::write_error;
use clap::error::{Error, ErrorKind};
use std::io;
use std::process::ExitCode;

/// Writes help to standard output and mistakes to standard error, as JSON when the command line asks for JSON.
pub(super) fn report(error: &Error) -> ExitCode {
    if !error.use_stderr() {
        return match error.print() {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                let failure = Failure::Output(error.to_string());
                failure.report(false, &[]);
                failure.exit_code()
            }
            _ => ExitCode::SUCCESS,
        };
    }
    let failure = Failure::Usage(error.to_string().trim_end().to_owned());
    if asks_for_json() {
        failure.report(true, &[]);
    } else {
        let _ = error.print();
        if error.kind() == ErrorKind::InvalidSubcommand {
            write_error(
                "\nA question needs a verb: allegiance ask 'who ambushed \"Wagner Group\"'\n",
            );
        }
    }
    failure.exit_code()
}

/// Refuses a command line that was understood but asks for nothing that can be.
pub(super) fn refuse(message: &str) -> ExitCode {
    let failure = Failure::Usage(message.to_owned());
    failure.report(asks_for_json(), &[]);
    failure.exit_code()
}

fn asks_for_json() -> bool {
    let words: Vec<_> = std::env::args_os().collect();
    let pair = words
        .windows(2)
        .any(|w| w[0] == "--format" && w[1] == "json");
    pair || words.iter().any(|word| word == "--format=json")
}
