//! N-Triples: one statement a line, for line tools; sources are named by `al:source`.

use super::Export;
use super::order::ordered;
use super::source::flattened;
use oxigraph::io::{RdfFormat, RdfSerializer};
use oxigraph::model::Quad;
use std::io::{self, Write};

/// The N-Triples format.
pub struct NTriples;

impl Export for NTriples {
    fn export(&self, quads: &[Quad], out: &mut dyn Write) -> io::Result<()> {
        let mut writer = RdfSerializer::from_format(RdfFormat::NTriples).for_writer(out);
        for quad in ordered(&flattened(quads)) {
            writer.serialize_triple(quad.as_ref())?;
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
        let text = exported(&NTriples);
        let expected = ordered(&flattened(&quads()));
        assert_eq!(text.lines().count(), expected.len());
        assert_eq!(read(&text, RdfFormat::NTriples), expected);
    }
}
