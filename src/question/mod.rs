//! Text to tree and back: `grammar/question.pest` is the whole surface syntax, [`ast`] the tree.

pub mod ast;
pub mod data;
pub mod error;
mod file;
pub mod format;
mod grow;
mod hole;
pub mod keywords;
mod lexis;
pub mod meanings;
mod naming;
mod parameter;
mod parse;
mod pipe;
mod queries;
mod raw;
mod repair;
mod source;
mod spans;
mod spelling;
mod split;
#[cfg(test)]
mod tests;

pub use error::{ParseError, Problem};
pub use file::{Declared, File, LANGUAGE, format_file};
pub use format::format;
pub use hole::hole;
pub use naming::{Naming, naming, set_of};
pub use parameter::{Argument, ParameterKind, Parameters, ValueError};
pub use parse::{LONGEST_QUESTION, parse, parse_open, parse_with};
pub use queries::queries;
pub use raw::{DEEPEST_SPARQL, LONGEST_SPARQL, MOST_SPARQL_PARTS, check_sparql};
pub use split::{Open, split, unfinished};
