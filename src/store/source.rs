//! The sources that were opened: what answers name as searched.

use super::coverage::{self, Covers};
use crate::load::vocabulary::{DERIVED_GRAPH, NS, ONTOLOGY_GRAPH};
use crate::load::{Derived, Kind, Statements, TermId, Warning, WarningKind};
use crate::time::Day;
use oxigraph::model::{GraphName, NamedNode, NamedNodeRef, Term, vocab::rdfs};
use rustc_hash::FxHashMap;

/// A source: an article, or one release of a dataset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its name and that of its graph.
    pub iri: NamedNode,
    /// Its title, else its label, else the file's name.
    pub label: String,
    /// The files that it was read from, in the order of the inputs.
    pub files: Vec<String>,
    /// Statements that it makes, each once.
    pub statements: usize,
    /// Actors, places, situations and figures that it speaks of.
    pub individuals: usize,
    /// Situations that it describes.
    pub situations: usize,
    /// Actors that it speaks of; an operation is one, and a situation too.
    pub actors: usize,
    pub places: usize,
    /// Figures that it gives.
    pub figures: usize,
    /// Situations and figures that it does not assert in its own voice.
    pub claims: usize,
    /// First and last known day of its situations.
    pub coverage: Option<(Day, Day)>,
    /// What it says that it covers.
    pub covers: Covers,
}

pub(super) const TITLE: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("http://purl.org/dc/terms/title");

impl Source {
    /// Warns of a source in which questions find nothing.
    pub(super) fn warning(&self) -> Option<Warning> {
        (self.individuals == 0).then(|| Warning {
            kind: WarningKind::NothingKnown,
            source: self.files.first().unwrap_or(&self.label).clone(),
            subject: String::new(),
            message: format!(
                "nothing in it is an actor, a place or a situation of {NS}, so that questions find nothing; `sparql` reads all of it"
            ),
        })
    }
}

/// Returns the sources in the order in which they were first read; `files` are (graph, file) pairs.
pub(super) fn sources(
    statements: &Statements,
    derived: &Derived,
    files: &[(GraphName, String)],
) -> Vec<Source> {
    let id = |iri: NamedNodeRef| statements.id(&Term::NamedNode(iri.into_owned()));
    let not_sources = [id(DERIVED_GRAPH), id(ONTOLOGY_GRAPH)];
    let naming = [id(TITLE), id(rdfs::LABEL)];
    let type_id = id(oxigraph::model::vocab::rdf::TYPE);
    let al = |local: &str| {
        statements.id(&Term::from(NamedNode::new_unchecked(format!(
            "{NS}{local}"
        ))))
    };
    let (certainty, asserted) = (al("certainty"), al("Asserted"));
    let covering = coverage::Terms::of(statements);
    let mut order: Vec<TermId> = Vec::new();
    let mut rows: FxHashMap<TermId, Vec<(TermId, TermId, TermId)>> = FxHashMap::default();
    let mut individuals: FxHashMap<TermId, Vec<TermId>> = FxHashMap::default();
    let mut typed: FxHashMap<TermId, Vec<TermId>> = FxHashMap::default();
    let mut claimed: FxHashMap<TermId, Vec<TermId>> = FxHashMap::default();
    let mut labels: FxHashMap<TermId, (usize, &str)> = FxHashMap::default();
    for row in statements.rows() {
        if not_sources.contains(&Some(row.graph)) {
            continue;
        }
        let spoken = rows.entry(row.graph).or_insert_with(|| {
            order.push(row.graph);
            Vec::new()
        });
        spoken.push((row.subject, row.predicate, row.object));
        let kind = derived.kinds.get(&row.subject).copied().unwrap_or_default();
        if Some(row.predicate) == certainty && Some(row.object) != asserted {
            claimed.entry(row.graph).or_default().push(row.subject);
        }
        if Some(row.predicate) == type_id {
            typed.entry(row.graph).or_default().push(row.subject);
        }
        if kind.is_known() && row.subject != row.graph {
            individuals.entry(row.graph).or_default().push(row.subject);
        }
        let naming = naming.iter().position(|id| *id == Some(row.predicate));
        if let (Some(rank), Some(Term::Literal(text))) = (naming, statements.term(row.object))
            && labels
                .get(&row.subject)
                .is_none_or(|(best, _)| rank < *best)
        {
            labels.insert(row.subject, (rank, text.value()));
        }
    }
    order
        .into_iter()
        .filter_map(|graph| {
            let Some(Term::NamedNode(iri)) = statements.term(graph) else {
                return None;
            };
            let mut files: Vec<String> = files
                .iter()
                .filter(|(known, _)| *known == GraphName::NamedNode(iri.clone()))
                .map(|(_, file)| file.clone())
                .collect();
            files.dedup();
            let label = match labels.get(&graph) {
                Some((_, label)) => (*label).to_owned(),
                None => files
                    .first()
                    .map_or_else(|| iri.as_str().to_owned(), Clone::clone),
            };
            let individuals = distinct(individuals.remove(&graph));
            let typed = distinct(typed.remove(&graph));
            let of_kind = |things: &[TermId], kind: Kind| {
                let is = |thing: &&TermId| derived.kinds.get(thing).is_some_and(|k| k.is(kind));
                things.iter().filter(is).count()
            };
            let spoken = distinct(rows.remove(&graph));
            let extent = derived.extents.get(&graph).copied();
            Some(Source {
                iri: iri.clone(),
                label,
                files,
                covers: coverage::covers(statements, &covering, graph, &spoken, extent),
                statements: spoken.len(),
                // Situations and figures are a source's where it says what they are; others it may only name.
                situations: of_kind(&typed, Kind::SITUATION),
                figures: of_kind(&typed, Kind::FIGURE),
                actors: of_kind(&individuals, Kind::ACTOR),
                places: of_kind(&individuals, Kind::PLACE),
                individuals: individuals.len(),
                claims: distinct(claimed.remove(&graph)).len(),
                coverage: derived.coverage.get(&graph).copied(),
            })
        })
        .collect()
}

fn distinct<T: Ord>(list: Option<Vec<T>>) -> Vec<T> {
    let mut list = list.unwrap_or_default();
    list.sort_unstable();
    list.dedup();
    list
}
