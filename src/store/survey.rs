//! What linked data holds, before it is stored.

use super::bundled::ONTOLOGY;
use super::gathered::Gathered;
use super::source::sources;
use super::{OpenError, Source};
use crate::load::vocabulary::{DERIVED_GRAPH, ONTOLOGY_GRAPH};
use crate::load::{Document, Format, Kind, Origin, Warning, derive, read_bytes};
use oxigraph::model::{Term, vocab::rdf};
use rustc_hash::FxHashSet;
use std::path::Path;

/// What was found in linked data.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    /// Situations that it describes.
    pub situations: u64,
    /// What is odd about it.
    pub warnings: Vec<Warning>,
}

/// Looks through what one file, or several that belong together, say; the paths are where terms are looked for.
///
/// # Errors
/// Something bundled is faulty, which is a fault of the program.
pub fn survey(documents: &[(String, &Path, &Document)]) -> Result<Survey, OpenError> {
    let mut gathered = Gathered::default();
    for (number, (name, text)) in ONTOLOGY.iter().enumerate() {
        let origin = Origin::new(name, number);
        gathered.ontology(read_bytes(&origin, Some(Format::Turtle), text.as_bytes())?);
    }
    for (name, path, document) in documents {
        gathered.file(name.clone(), path, (*document).clone());
    }
    let mut warnings = gathered.warnings();
    let mut statements = gathered.statements;
    let derived = derive(&mut statements);
    let found = sources(&statements, &derived, &gathered.files);
    warnings.extend(derived.warnings);
    warnings.extend(found.iter().filter_map(Source::warning));
    let id = |term: Term| statements.id(&term);
    let not_sources = [
        id(DERIVED_GRAPH.into_owned().into()),
        id(ONTOLOGY_GRAPH.into_owned().into()),
    ];
    let type_id = id(rdf::TYPE.into_owned().into());
    let typed: FxHashSet<u32> = statements
        .rows()
        .iter()
        .filter(|row| Some(row.predicate) == type_id && !not_sources.contains(&Some(row.graph)))
        .map(|row| row.subject)
        .collect();
    let is_situation = |thing: &&u32| {
        let kind = derived.kinds.get(thing);
        kind.is_some_and(|kind| kind.is(Kind::SITUATION))
    };
    Ok(Survey {
        situations: typed.iter().filter(is_situation).count() as u64,
        warnings,
    })
}
