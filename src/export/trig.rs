//! TriG: Turtle with each statement in the graph of its source.

use super::Export;
use super::order::ordered;
use super::prefix::declared;
use oxigraph::io::{RdfFormat, RdfSerializer};
use oxigraph::model::Quad;
use std::io::{self, Write};

/// The TriG format.
pub struct TriG;

impl Export for TriG {
    fn export(&self, quads: &[Quad], out: &mut dyn Write) -> io::Result<()> {
        let serializer = RdfSerializer::from_format(RdfFormat::TriG);
        let mut writer = declared(serializer).for_writer(out);
        for quad in ordered(quads) {
            writer.serialize_quad(&quad)?;
        }
        writer.finish()?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample::{exported, quads, read};

    #[test]
    fn statements_read_back_in_their_graphs() {
        assert_eq!(read(&exported(&TriG), RdfFormat::TriG), ordered(&quads()));
    }
}
