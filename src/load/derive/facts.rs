//! One pass over the statements that sorts out what the derivations need.

use super::Terms;
use super::hierarchy::Hierarchy;
use crate::load::{Statement, Statements, TermId, Warning, WarningKind};
use oxigraph::model::Term;
use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

/// What a thing is; an operation can be a situation and an actor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Kind(u8);

impl Kind {
    pub const SITUATION: Kind = Kind(1);
    pub const ACTOR: Kind = Kind(2);
    pub const PLACE: Kind = Kind(4);
    pub const SOURCE: Kind = Kind(8);
    pub const FIGURE: Kind = Kind(16);

    /// Returns both kinds together.
    #[must_use]
    pub fn with(self, other: Kind) -> Kind {
        Kind(self.0 | other.0)
    }

    /// Says whether it is (also) of this kind.
    #[must_use]
    pub fn is(self, other: Kind) -> bool {
        self.0 & other.0 != 0
    }

    /// Says whether it is of any kind.
    #[must_use]
    pub fn is_known(self) -> bool {
        self.0 != 0
    }
}

/// A role of a situation and what fills it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Filler {
    pub situation: TermId,
    pub role: TermId,
    pub filler: TermId,
    pub graph: TermId,
}

/// Values by subject, in the order stated, each once. Nearly all are single, and millions of them need no list of their own.
pub(super) type Values = FxHashMap<TermId, SmallVec<[TermId; 2]>>;

/// What the sources say, by what it is about.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pub kinds: FxHashMap<TermId, Kind>,
    pub direct_classes: Values,
    /// Situations in the order in which they are first stated.
    pub situations: Vec<TermId>,
    /// The graphs that describe a situation or a figure.
    pub graphs: Values,
    pub fillers: Vec<Filler>,
    pub places: Vec<(TermId, TermId)>,
    pub within: Vec<(TermId, TermId)>,
    pub unit_of: Vec<(TermId, TermId)>,
    /// Speakers, reporters and victim groups.
    pub others: Vec<TermId>,
    pub certainty: Values,
    pub status: Values,
    pub according_to: Values,
    /// By property: what is said of dates.
    pub dates: FxHashMap<TermId, Values>,
    pub lifetime: Values,
    pub lat: Values,
    pub long: Values,
    pub issued: Values,
    pub figures: Vec<(TermId, TermId)>,
    pub measure: Values,
    pub of: Values,
    pub low: Values,
    pub best: Values,
    pub high: Values,
}

impl Facts {
    pub(super) fn new(statements: &Statements, terms: &Terms, hierarchy: &Hierarchy) -> Facts {
        let mut facts = Facts::default();
        let mut classes: Values = FxHashMap::default();
        let dates = FxHashSet::from_iter([
            terms.when,
            terms.starts,
            terms.ends,
            terms.ongoing_as_of,
            terms.earliest_start,
            terms.latest_start,
            terms.earliest_end,
            terms.latest_end,
        ]);
        for row in statements.rows() {
            let (subject, predicate, object) = (row.subject, row.predicate, row.object);
            if predicate == terms.rdf_type {
                facts.class(row, hierarchy.kind(object), terms, &mut classes);
            } else if hierarchy.roles_above(predicate).is_some() {
                facts.fillers.push(Filler {
                    situation: subject,
                    role: predicate,
                    filler: object,
                    graph: row.graph,
                });
            } else if dates.contains(&predicate) {
                note(facts.dates.entry(predicate).or_default(), subject, object);
            } else {
                facts.property(row, terms);
            }
        }
        facts.direct_classes = classes
            .iter()
            .map(|(thing, classes)| (*thing, hierarchy.most_special(classes)))
            .collect();
        facts
    }

    fn class(&mut self, row: &Statement, kind: Kind, terms: &Terms, classes: &mut Values) {
        if !kind.is_known() {
            return;
        }
        note(classes, row.subject, row.object);
        let known = self.kinds.entry(row.subject).or_default();
        if kind.is(Kind::SITUATION) && !known.is(Kind::SITUATION) {
            self.situations.push(row.subject);
        }
        *known = known.with(kind);
        let sourced = kind.is(Kind::SITUATION) || kind.is(Kind::FIGURE);
        if sourced && row.graph != terms.ontology_graph {
            note(&mut self.graphs, row.subject, row.graph);
        }
    }

    fn property(&mut self, row: &Statement, terms: &Terms) {
        let (subject, predicate, object) = (row.subject, row.predicate, row.object);
        let values = match predicate {
            p if p == terms.place => return self.places.push((subject, object)),
            p if p == terms.within => return self.within.push((subject, object)),
            p if p == terms.unit_of => return self.unit_of.push((subject, object)),
            p if p == terms.figure => return self.figures.push((subject, object)),
            p if p == terms.reported_by => return self.others.push(object),
            p if p == terms.according_to => {
                self.others.push(object);
                &mut self.according_to
            }
            p if p == terms.of => {
                self.others.push(object);
                &mut self.of
            }
            p if p == terms.certainty => &mut self.certainty,
            p if p == terms.status => &mut self.status,
            p if p == terms.lifetime => &mut self.lifetime,
            p if p == terms.lat => &mut self.lat,
            p if p == terms.long => &mut self.long,
            p if p == terms.measure => &mut self.measure,
            p if p == terms.low => &mut self.low,
            p if p == terms.best => &mut self.best,
            p if p == terms.high => &mut self.high,
            p if terms.issued.contains(&p) => &mut self.issued,
            _ => return,
        };
        note(values, subject, object);
    }
}

/// Notes a value once.
fn note(values: &mut Values, subject: TermId, value: TermId) {
    let noted = values.entry(subject).or_default();
    if !noted.contains(&value) {
        noted.push(value);
    }
}

/// Returns what is noted about a subject.
pub(super) fn values(values: &Values, subject: TermId) -> &[TermId] {
    values.get(&subject).map_or(&[], SmallVec::as_slice)
}

/// Takes out derived statements that stand in the data, as they do in an export of everything.
pub(super) fn drop_derived(statements: &mut Statements, terms: &Terms) -> Vec<Warning> {
    let derived = FxHashSet::from_iter(terms.derived_only());
    let mut dropped: Vec<(TermId, u32)> = Vec::new();
    statements.retain(|row| {
        let keep = !derived.contains(&row.predicate);
        if !keep {
            match dropped.iter_mut().find(|(graph, _)| *graph == row.graph) {
                Some((_, count)) => *count += 1,
                None => dropped.push((row.graph, 1)),
            }
        }
        keep
    });
    dropped
        .into_iter()
        .map(|(graph, count)| Warning {
            kind: WarningKind::DerivedInData,
            source: name(statements, graph),
            subject: String::new(),
            message: format!(
                "{count} statements that loading derives were left out and derived anew"
            ),
        })
        .collect()
}

/// Returns a term as a warning shows it.
pub(super) fn name(statements: &Statements, id: TermId) -> String {
    match statements.term(id) {
        Some(Term::NamedNode(node)) => node.as_str().to_owned(),
        Some(Term::Literal(literal)) => literal.value().to_owned(),
        Some(Term::BlankNode(node)) => node.to_string(),
        None => String::new(),
    }
}
