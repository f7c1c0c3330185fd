//! The prompt: questions typed one after the other, with completion, history and commands.

mod command;
mod completion;
mod greeting;
mod help;
mod helper;
mod history;
mod input;
mod prompt;
mod vocabulary;

pub use prompt::run;
