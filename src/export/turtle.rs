//! Turtle: to be read and edited; sources are named by `al:source`.

use super::Export;
use super::order::ordered;
use super::prefix::declared;
use super::source::flattened;
use oxigraph::io::{RdfFormat, RdfSerializer};
use oxigraph::model::Quad;
use std::io::{self, Write};

/// The Turtle format.
pub struct Turtle;

impl Export for Turtle {
    fn export(&self, quads: &[Quad], out: &mut dyn Write) -> io::Result<()> {
        let serializer = RdfSerializer::from_format(RdfFormat::Turtle);
        let mut writer = declared(serializer).for_writer(out);
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
    fn statements_read_back_with_their_sources() {
        let text = exported(&Turtle);
        assert!(
            text.contains("@prefix al: <https://w3id.org/allegiance/ns#> .\n"),
            "{text}"
        );
        assert!(text.contains("ent:ambush a al:Ambush ;"), "{text}");
        assert!(text.contains("al:source source:article"), "{text}");
        assert_eq!(
            read(&text, RdfFormat::Turtle),
            ordered(&flattened(&quads()))
        );
    }
}
