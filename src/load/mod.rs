//! From files to statements: linked data in any of its formats, and what is derived from it.
//!
//! A file becomes a [`Document`]: quads, each in the named graph of the source that says it. Documents are interned into
//! [`Statements`], from which `derive` computes everything that questions would otherwise need recursion for.

mod blank;
mod derive;
mod error;
mod format;
mod guard;
pub mod mapping;
mod packed;
mod rdf;
mod report;
mod statements;
pub mod table;
pub mod vocabulary;

pub use derive::{Derived, Kind, derive};
pub use error::LoadError;
pub use format::Format;
pub use packed::{holds_linked_data, looks_linked};
pub(crate) use rdf::slug;
pub use rdf::{Document, Origin, read_bytes, read_file};
pub use report::{Warning, WarningKind};
pub use statements::{Statement, Statements, TermId};
