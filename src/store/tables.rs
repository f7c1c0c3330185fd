//! What tables are read with, made once from what is bundled.

use super::bundled::{MAPPINGS, ONTOLOGY, REFERENCE};
use super::open::OpenError;
use crate::load::mapping::{Batch, ConvertError, Mapping, Report, Request, Tables, convert};
use crate::load::table::TableInput;
use crate::load::vocabulary::ONTOLOGY_GRAPH;
use crate::load::{Document, Format, LoadError, Origin, Statements, read_bytes};
use oxigraph::model::{NamedNode, Quad, Triple};
use std::convert::Infallible;
use std::path::Path;
use std::sync::OnceLock;

static TABLES: OnceLock<Result<Tables, OpenError>> = OnceLock::new();

/// Returns what tables are read with: the bundled ontology, states and mappings.
///
/// # Errors
/// Something bundled is faulty, which is a fault of the program.
pub fn tables() -> Result<&'static Tables, OpenError> {
    TABLES.get_or_init(make).as_ref().map_err(Clone::clone)
}

/// Returns the ontology, each statement in its graph.
pub(super) fn ontology() -> Result<&'static [Quad], OpenError> {
    static QUADS: OnceLock<Result<Vec<Quad>, OpenError>> = OnceLock::new();
    let quads = QUADS.get_or_init(|| {
        let mut quads = read(ONTOLOGY)?;
        for quad in &mut quads {
            quad.graph_name = ONTOLOGY_GRAPH.into();
        }
        Ok(quads)
    });
    quads.as_deref().map_err(Clone::clone)
}

fn read(files: &[(&str, &str)]) -> Result<Vec<Quad>, OpenError> {
    let mut quads = Vec::new();
    for (number, (name, text)) in files.iter().enumerate() {
        let origin = Origin::new(name, number);
        quads.extend(read_bytes(&origin, Some(Format::Turtle), text.as_bytes())?.quads);
    }
    Ok(quads)
}

fn make() -> Result<Tables, OpenError> {
    let ontology = read(ONTOLOGY)?.into_iter().map(Triple::from);
    Tables::new(ontology, &read(REFERENCE)?, MAPPINGS).map_err(|error| OpenError::Ontology {
        reason: error.to_string(),
    })
}

/// Reads a mapping of the user's own.
///
/// # Errors
/// The file cannot be read, or is no mapping.
pub fn mapping(path: &Path) -> Result<Mapping, OpenError> {
    let file = path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => LoadError::NotFound { file: file.clone() },
        _ => LoadError::Unreadable {
            file: file.clone(),
            reason: error.to_string(),
        },
    })?;
    Ok(Mapping::parse(&file, &text, &tables()?.vocabulary)?)
}

/// Returns the table of a path, `-` being standard input.
#[must_use]
pub fn table_input(path: &Path) -> TableInput {
    if path == Path::new("-") {
        TableInput::Stream("standard input".to_owned(), Box::new(std::io::stdin()))
    } else {
        TableInput::File(path.to_owned())
    }
}

/// Adds the statements of a table to others.
pub(super) fn load_table(
    path: &Path,
    own: Option<&Path>,
    statements: &mut Statements,
) -> Result<Report, OpenError> {
    read_table(path, own, &mut |batch| batch.push_into(statements))
}

/// Reads a table as if it were a file of linked data.
///
/// # Errors
/// The table or its mapping cannot be read.
pub fn table_document(path: &Path, own: Option<&Path>) -> Result<Document, OpenError> {
    let mut quads = Vec::new();
    let report = read_table(path, own, &mut |batch| quads.extend(batch.quads()))?;
    let graph = NamedNode::new(report.graph.as_str()).map_err(|error| LoadError::Unreadable {
        file: report.file.clone(),
        reason: error.to_string(),
    })?;
    Ok(Document {
        graph,
        quads,
        format: Format::NQuads,
        warnings: report.warning().into_iter().collect(),
    })
}

fn read_table(
    path: &Path,
    own: Option<&Path>,
    take: &mut dyn FnMut(Batch),
) -> Result<Report, OpenError> {
    let own = own.map(mapping).transpose()?;
    let request = Request {
        mapping: own.as_ref(),
        ..Request::default()
    };
    let mut sink = |batch: Batch| -> Result<(), Infallible> {
        take(batch);
        Ok(())
    };
    let input = table_input(path);
    convert(tables()?, input, &request, &mut |_| (), &mut sink).map_err(|error| match error {
        ConvertError::Table(error) => error.into(),
        ConvertError::Sink(never) => match never {},
    })
}
