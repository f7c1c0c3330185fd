//! The prompt: questions typed one after the other, with completion, history and commands.

mod command;
mod greeting;
mod help;
mod helper;
mod history;
mod input;
mod prompt;

pub use prompt::run;
