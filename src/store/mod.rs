//! Where statements live and are asked: opening sources, and one [`Engine`] to run queries on what was opened.
//!
//! The default graph of an engine is the union of its named graphs: one for each source, one for the ontology, one for
//! derived statements. Remote engines with a union default graph therefore answer the same queries alike.

pub mod bundled;
mod coverage;
mod dataset;
mod embedded;
mod engine;
mod extension;
mod gathered;
mod jobs;
mod names;
mod open;
pub mod raw;
mod rules;
mod service;
mod source;
mod stack;
mod survey;
mod tables;
mod unknown;
mod walk;
mod watch;

pub use coverage::{CoveredPlace, Covers};
pub use embedded::EmbeddedEngine;
pub use engine::{Cancel, Engine, EngineError, Solutions};
pub use jobs::linked_document;
pub use names::Named;
pub use open::{Bundle, Input, OpenError, Opened, open};
pub use rules::Rules;
pub use source::Source;
pub use survey::{Survey, survey};
pub use tables::{mapping, table_document, table_input, tables};
