//! N-Quads: one statement a line, each with the graph of its source.

use super::Export;
use super::order::ordered;
use oxigraph::io::{RdfFormat, RdfSerializer};
use oxigraph::model::Quad;
use std::io::{self, Write};

/// The N-Quads format.
pub struct NQuads;

impl Export for NQuads {
    fn export(&self, quads: &[Quad], out: &mut dyn Write) -> io::Result<()> {
        let mut writer = RdfSerializer::from_format(RdfFormat::NQuads).for_writer(out);
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
    fn statements_read_back_one_a_line() {
        let text = exported(&NQuads);
        assert_eq!(text.lines().count(), ordered(&quads()).len());
        assert_eq!(read(&text, RdfFormat::NQuads), ordered(&quads()));
    }
}
