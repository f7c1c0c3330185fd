//! What standard output and standard error are.

use crate::render::Screen;
use anstream::{AutoStream, ColorChoice};
use comfy_table::Table;
use std::io::{IsTerminal, stderr, stdin, stdout};

/// Describes standard output.
pub(super) fn output() -> Screen {
    let columns = Table::new().width();
    let colour = AutoStream::choice(&stdout()) != ColorChoice::Never;
    screen(stdout().is_terminal(), columns, colour)
}

/// Describes standard error.
pub(super) fn error() -> Screen {
    let columns = Table::new().use_stderr().width();
    let colour = AutoStream::choice(&stderr()) != ColorChoice::Never;
    screen(stderr().is_terminal(), columns, colour)
}

/// Tells whether a person types the input.
pub(super) fn is_typed() -> bool {
    stdin().is_terminal()
}

fn screen(is_terminal: bool, columns: Option<u16>, colour: bool) -> Screen {
    if is_terminal {
        Screen::terminal(columns.map(usize::from).filter(|&c| c > 0), colour)
    } else {
        Screen {
            colour,
            ..Screen::piped()
        }
    }
}
