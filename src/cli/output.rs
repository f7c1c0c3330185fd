//! Standard output and standard error, whose failures are told instead of panicking.

use super::failure::Failure;
use super::terminal;
use crate::render;
use std::io::{self, Write};

/// Writes an answer to standard output, at once and whole.
pub(super) fn write(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    written.map_err(|error| failed(&error))
}

/// Tells an output that nobody reads any more from one that fails.
pub(super) fn failed(error: &io::Error) -> Failure {
    match error.kind() {
        io::ErrorKind::BrokenPipe => Failure::Closed,
        _ => Failure::Output(error.to_string()),
    }
}

/// Writes to standard error; when even that fails there is nowhere left to say so.
pub(super) fn write_error(text: &str) {
    let mut error = io::stderr().lock();
    let _ = error
        .write_all(text.as_bytes())
        .and_then(|()| error.flush());
}

/// Warns of something that did not stop the work.
pub(super) fn warn(warning: &str) {
    write_error(&(render::message(&terminal::error(), "warning", warning) + "\n"));
}

/// Says beside an answer what its format has no place for.
pub(super) fn remark(remark: &str) {
    write_error(&(render::message(&terminal::error(), "note", remark) + "\n"));
}
