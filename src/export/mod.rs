//! Linked data as files: one trait, one file per format; equal statements give equal bytes.

mod jsonld;
mod nquads;
mod ntriples;
mod order;
mod prefix;
#[cfg(test)]
mod sample;
mod source;
mod trig;
mod turtle;

pub use jsonld::JsonLd;
pub use nquads::NQuads;
pub use ntriples::NTriples;
pub use trig::TriG;
pub use turtle::Turtle;

use oxigraph::model::Quad;
use std::io::{self, Write};

/// A format that statements can be written in.
pub trait Export {
    /// Writes the statements in an order that depends on nothing but themselves; fails as the output fails.
    fn export(&self, quads: &[Quad], out: &mut dyn Write) -> io::Result<()>;
}
