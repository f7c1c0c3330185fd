//! Allegiance: who fights, backs, leads, joins, succeeds and signs with whom, when, where and according to whom.
//!
//! A question goes one way: text, [`question`], [`reading`], [`plan`], [`sparql`], [`store`], [`answer`], [`render`] or
//! [`export`]. [`session::Session`] is that way as one expression.

pub mod answer;
pub mod check;
pub mod cli;
pub mod conversation;
pub mod diagnostic;
pub mod export;
pub mod files;
pub mod french;
mod interrupt;
pub mod iri;
pub mod lexicon;
pub mod load;
pub mod network;
pub mod plan;
pub mod question;
pub mod reading;
pub mod render;
pub mod repl;
pub mod session;
pub mod sparql;
pub mod store;
pub mod time;
pub mod workspace;

pub use conversation::{Conversation, Named, Reply};
pub use files::Files;
pub use session::{AskError, Explanation, Options, Scope, Session};
pub use store::{Cancel, Input};
