//! What tables are read with, made once from what is bundled.

use super::bundled::{MAPPINGS, ONTOLOGY, REFERENCE};
use super::open::OpenError;
use crate::load::mapping::Tables;
use crate::load::{Format, Origin, read_bytes};
use oxigraph::model::{Quad, Triple};
use std::sync::OnceLock;

static TABLES: OnceLock<Result<Tables, OpenError>> = OnceLock::new();

/// Returns what tables are read with: the bundled ontology, states and mappings.
///
/// # Errors
/// Something bundled is faulty, which is a fault of the program.
pub fn tables() -> Result<&'static Tables, OpenError> {
    TABLES.get_or_init(make).as_ref().map_err(Clone::clone)
}

fn make() -> Result<Tables, OpenError> {
    let read = |files: &[(&str, &str)]| -> Result<Vec<Quad>, OpenError> {
        let mut quads = Vec::new();
        for (number, (name, text)) in files.iter().enumerate() {
            let origin = Origin::new(name, number);
            quads.extend(read_bytes(&origin, Some(Format::Turtle), text.as_bytes())?.quads);
        }
        Ok(quads)
    };
    let ontology = read(ONTOLOGY)?.into_iter().map(Triple::from);
    Tables::new(ontology, &read(REFERENCE)?, MAPPINGS).map_err(|error| OpenError::Ontology {
        reason: error.to_string(),
    })
}
