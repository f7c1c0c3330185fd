//! The numbers of the terms that deriving computes with.

use crate::load::vocabulary::{DERIVED_GRAPH, NS, ONTOLOGY_GRAPH};
use crate::load::{Statements, TermId};
use oxigraph::model::{NamedNode, vocab};

macro_rules! terms {
    ($($name:ident = $local:literal),* $(,)?) => {
        /// Terms of the ontology by number, and the few from elsewhere.
        #[derive(Debug)]
        pub(super) struct Terms {
            pub rdf_type: TermId,
            pub sub_class_of: TermId,
            pub sub_property_of: TermId,
            pub issued: [TermId; 3],
            pub ontology_graph: TermId,
            pub derived_graph: TermId,
            $(pub $name: TermId,)*
        }

        impl Terms {
            pub(super) fn new(statements: &mut Statements) -> Terms {
                let dcterms = |local: &str| {
                    NamedNode::new_unchecked(format!("http://purl.org/dc/terms/{local}"))
                };
                Terms {
                    rdf_type: statements.intern_iri(vocab::rdf::TYPE),
                    sub_class_of: statements.intern_iri(vocab::rdfs::SUB_CLASS_OF),
                    sub_property_of: statements.intern_iri(vocab::rdfs::SUB_PROPERTY_OF),
                    issued: ["issued", "date", "created"]
                        .map(|local| statements.intern_iri(dcterms(local).as_ref())),
                    ontology_graph: statements.intern_iri(ONTOLOGY_GRAPH),
                    derived_graph: statements.intern_iri(DERIVED_GRAPH),
                    $($name: statements.intern_iri(
                        NamedNode::new_unchecked(format!("{NS}{}", $local)).as_ref(),
                    ),)*
                }
            }
        }
    };
}

terms! {
    situation = "Situation",
    actor = "Actor",
    place_class = "Place",
    source_class = "Source",
    casualties = "Casualties",
    participant = "participant",
    place = "place",
    within = "within",
    inside = "inside",
    unit_of = "unitOf",
    counts_for = "countsFor",
    direct_class = "directClass",
    source = "source",
    when = "when",
    starts = "starts",
    ends = "ends",
    ongoing_as_of = "ongoingAsOf",
    lat = "lat",
    long = "long",
    sphere_x = "sphereX",
    sphere_y = "sphereY",
    sphere_z = "sphereZ",
    lifetime = "lifetime",
    earliest_start = "earliestStart",
    latest_start = "latestStart",
    earliest_end = "earliestEnd",
    latest_end = "latestEnd",
    earliest_start_day = "earliestStartDay",
    latest_start_day = "latestStartDay",
    earliest_end_day = "earliestEndDay",
    latest_end_day = "latestEndDay",
    date_qualified = "dateQualified",
    start_year = "startYear",
    start_quarter = "startQuarter",
    start_month = "startMonth",
    start_date = "startDate",
    exists_from_day = "existsFromDay",
    exists_to_day = "existsToDay",
    certainty = "certainty",
    asserted = "Asserted",
    assessed = "Assessed",
    claimed = "Claimed",
    suggested = "Suggested",
    rumoured = "Rumoured",
    denied = "Denied",
    status = "status",
    occurred = "Occurred",
    ongoing = "Ongoing",
    failed = "Failed",
    planned = "Planned",
    requested = "Requested",
    proposed = "Proposed",
    according_to = "accordingTo",
    reported_by = "reportedBy",
    figure = "figure",
    measure = "measure",
    of = "of",
    low = "low",
    best = "best",
    high = "high",
    basis = "basis",
    any_speaker = "AnySpeaker",
    strict = "Strict",
    consensus = "consensus",
    disputed = "Disputed",
    conflicts_with = "conflictsWith",
    disagrees_on = "disagreesOn",
    defined_by = "definedBy",
    consolidates = "consolidates",
    best_is_midpoint = "bestIsMidpoint",
}

impl Terms {
    /// Returns the properties that only loading may state, because rows are counted by them.
    pub(super) fn derived_only(&self) -> [TermId; 19] {
        [
            self.inside,
            self.counts_for,
            self.direct_class,
            self.earliest_start_day,
            self.latest_start_day,
            self.earliest_end_day,
            self.latest_end_day,
            self.date_qualified,
            self.start_year,
            self.start_quarter,
            self.start_month,
            self.start_date,
            self.exists_from_day,
            self.exists_to_day,
            self.sphere_x,
            self.sphere_y,
            self.sphere_z,
            self.basis,
            self.best_is_midpoint,
        ]
    }

    /// Returns how far a certainty is from assertion; unknown ones are as far as a rumour.
    pub(super) fn doubt(&self, certainty: TermId) -> u8 {
        [
            self.asserted,
            self.assessed,
            self.claimed,
            self.suggested,
            self.rumoured,
            self.denied,
        ]
        .iter()
        .position(|known| *known == certainty)
        .and_then(|doubt| u8::try_from(doubt).ok())
        .unwrap_or(4)
    }
}
