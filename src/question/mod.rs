//! Text to tree and back: `grammar/question.pest` is the whole surface syntax, [`ast`] the tree.

pub mod ast;
mod split;

pub use split::{Open, split, unfinished};
