//! The `allegiance` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    allegiance::cli::run()
}
