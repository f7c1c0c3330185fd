//! Whether data are well-formed: the shapes of `ontology/shapes.ttl`, asked of files together with the ontology.
//!
//! What is a rule, what it says when broken and how that is put right stand in the shapes; the code here reads the files,
//! runs the shapes and tells which node of which file breaks which rule. `engine` alone knows the library that runs them,
//! `shacl-rust`: it needs nothing but Rust, asks nothing of the network, shares the versions of oxigraph and of the
//! regular expressions that are here already, and gives the same results as pySHACL on everything in `tests/check`
//! (`tests/second_library.rs`). What it does in its own way is kept out of the shapes: it takes properties below a target's
//! property for the target's, counts no text among the values of a qualified shape, and lets pass what cannot be compared.

mod engine;
mod graph;
mod report;
mod rule;
mod shacl;
mod suggest;

pub use engine::EngineError;
pub use report::{Report, Thing, Violation, check};
pub use rule::{Rule, rules};
pub use shacl::turtle;

use crate::load::LoadError;
use crate::store::OpenError;
use thiserror::Error;

/// Why data could not be checked.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CheckError {
    #[error(transparent)]
    Load(#[from] LoadError),
    /// A table, or the mapping that it is read through.
    #[error(transparent)]
    Table(#[from] OpenError),
    /// The bundled shapes or ontology are faulty, which is a fault of the program.
    #[error(transparent)]
    Engine(#[from] EngineError),
}

impl CheckError {
    /// Returns one line that says how to put it right.
    #[must_use]
    pub fn remedy(&self) -> String {
        match self {
            CheckError::Load(error) => error.remedy(),
            CheckError::Table(error) => error.remedy(),
            CheckError::Engine(_) => "please report this".to_owned(),
        }
    }
}
