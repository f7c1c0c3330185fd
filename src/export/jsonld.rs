//! JSON-LD, pretty-printed, with each statement in the graph of its source.

use super::Export;
use super::order::ordered;
use super::prefix::declared;
use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfSerializer};
use oxigraph::model::Quad;
use std::io::{self, Write};

/// The JSON-LD format.
pub struct JsonLd;

/// The format as its library names it, without a profile.
fn format() -> RdfFormat {
    RdfFormat::JsonLd {
        profile: JsonLdProfileSet::empty(),
    }
}

impl Export for JsonLd {
    fn export(&self, quads: &[Quad], out: &mut dyn Write) -> io::Result<()> {
        let mut writer = declared(RdfSerializer::from_format(format())).for_writer(Vec::new());
        for quad in ordered(quads) {
            writer.serialize_quad(&quad)?;
        }
        let value: serde_json::Value = serde_json::from_slice(&writer.finish()?)?;
        serde_json::to_writer_pretty(&mut *out, &value)?;
        out.write_all(b"\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample::{exported, quads, read};

    #[test]
    fn statements_read_back_in_their_graphs() {
        assert_eq!(read(&exported(&JsonLd), format()), ordered(&quads()));
    }

    #[test]
    fn nothing_is_still_a_document() {
        let mut out = Vec::new();
        JsonLd.export(&[], &mut out).unwrap();
        assert!(read(std::str::from_utf8(&out).unwrap(), format()).is_empty());
    }
}
