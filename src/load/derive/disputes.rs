//! Disputes: situations of which those who speak of them do not say the same.
//!
//! A situation is disputed when at least one of these holds:
//!
//! - two of its figures for the same measure and the same victims, from different speakers or sources, have no number in
//!   common: each lies wholly outside the range of the other (84 against 20–30, not 84 against 80–90);
//! - another situation is denied that is of its kind (the same class, or one above or below), whose every filler fills the same
//!   role in it (or one above or below), and that may have been at the same time; the denial is then disputed too;
//! - it is itself both denied and not denied, or said both to have occurred and to have failed;
//! - two sources describe it and name different fillers of one role, neither naming all of the other's.
//!
//! That one source says more than another is no dispute, nor is a claim that nobody contradicts.

use super::facts::{Facts, Filler, values};
use super::figures::Figure;
use super::hierarchy::Hierarchy;
use super::{Emit, Terms};
use crate::load::TermId;
use crate::time::Bounds;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeSet;

/// Beyond this many figures of one group of victims each is compared with the extremes alone.
const MOST_COMPARED: usize = 100;

/// What contradicts what.
#[derive(Debug, Default)]
pub(super) struct Disputes {
    /// Disputed situations.
    situations: BTreeSet<TermId>,
    /// Figures, and situations, that cannot both be right, each pair both ways.
    conflicts: BTreeSet<(TermId, TermId)>,
    /// Situations with the roles and measures on which their sources differ.
    differ: BTreeSet<(TermId, TermId)>,
}

impl Disputes {
    pub(super) fn new(
        terms: &Terms,
        hierarchy: &Hierarchy,
        facts: &Facts,
        bounds: &[Bounds],
        figures: &[Figure],
    ) -> Disputes {
        let mut disputes = Disputes::default();
        disputes.figures(terms, figures);
        disputes.standings(terms, facts);
        disputes.denials(terms, hierarchy, facts, bounds);
        disputes.roles(hierarchy, facts);
        disputes
    }

    pub(super) fn emit(&self, emit: &mut Emit) {
        let terms = emit.terms;
        for situation in &self.situations {
            emit.add(*situation, terms.consensus, terms.disputed);
        }
        for (one, other) in &self.conflicts {
            emit.add(*one, terms.conflicts_with, *other);
        }
        for (situation, about) in &self.differ {
            emit.add(*situation, terms.disagrees_on, *about);
        }
    }

    fn conflict(&mut self, one: TermId, other: TermId) {
        self.conflicts.insert((one, other));
        self.conflicts.insert((other, one));
    }

    fn figures(&mut self, terms: &Terms, figures: &[Figure]) {
        let mut groups: FxHashMap<(TermId, TermId, &[TermId]), Vec<&Figure>> = FxHashMap::default();
        for figure in figures.iter().filter(|f| f.certainty != terms.denied) {
            groups
                .entry((figure.situation, figure.measure, &figure.of))
                .or_default()
                .push(figure);
        }
        for ((situation, measure, _), group) in groups {
            let compared: Vec<&Figure> = if group.len() > MOST_COMPARED {
                let lowest = group.iter().min_by_key(|figure| figure.high);
                let highest = group.iter().max_by_key(|figure| figure.low);
                lowest.into_iter().chain(highest).copied().collect()
            } else {
                group.clone()
            };
            for one in &group {
                for other in &compared {
                    let apart = one.high < other.low || other.high < one.low;
                    let same_voice = one.speakers == other.speakers && one.sources == other.sources;
                    if apart && !same_voice {
                        self.situations.insert(situation);
                        self.differ.insert((situation, measure));
                        self.conflict(one.id, other.id);
                    }
                }
            }
        }
    }

    /// Finds situations that are said to be so and not so.
    fn standings(&mut self, terms: &Terms, facts: &Facts) {
        for situation in &facts.situations {
            let certainty = values(&facts.certainty, *situation);
            let status = values(&facts.status, *situation);
            let both_ways = certainty.len() > 1 && certainty.contains(&terms.denied);
            let came_about = status.contains(&terms.occurred) || status.contains(&terms.ongoing);
            if both_ways || (came_about && status.contains(&terms.failed)) {
                self.situations.insert(*situation);
            }
        }
    }

    fn denials(&mut self, terms: &Terms, hierarchy: &Hierarchy, facts: &Facts, bounds: &[Bounds]) {
        let is_denied = |id: TermId| values(&facts.certainty, id).contains(&terms.denied);
        if !facts.situations.iter().any(|id| is_denied(*id)) {
            return;
        }
        let dates: FxHashMap<TermId, &Bounds> =
            facts.situations.iter().copied().zip(bounds).collect();
        let mut of: FxHashMap<TermId, Vec<&Filler>> = FxHashMap::default();
        let mut with: FxHashMap<TermId, FxHashSet<TermId>> = FxHashMap::default();
        for fact in &facts.fillers {
            of.entry(fact.situation).or_default().push(fact);
            with.entry(fact.filler).or_default().insert(fact.situation);
        }
        for denied in facts.situations.iter().filter(|id| is_denied(**id)) {
            let fillers = of.get(denied).map_or(&[][..], Vec::as_slice);
            // Who is in the fewest situations leaves the fewest to look at.
            let rarest = fillers
                .iter()
                .filter_map(|fact| with.get(&fact.filler))
                .min_by_key(|situations| situations.len());
            for held in rarest.into_iter().flatten() {
                let told = of.get(held).map_or(&[][..], Vec::as_slice);
                let in_it = |fact: &&Filler| {
                    let mut of_filler = told.iter().filter(|other| other.filler == fact.filler);
                    of_filler.any(|other| hierarchy.in_line(fact.role, other.role))
                };
                let at_once = match (dates.get(denied), dates.get(held)) {
                    (Some(a), Some(b)) => {
                        a.earliest_start <= b.latest_end && b.earliest_start <= a.latest_end
                    }
                    _ => true,
                };
                if at_once
                    && !is_denied(*held)
                    && same_kind(hierarchy, facts, *denied, *held)
                    && fillers.iter().all(in_it)
                {
                    self.situations.extend([*denied, *held]);
                    self.conflict(*denied, *held);
                }
            }
        }
    }

    /// Finds situations whose sources name different fillers of a role.
    fn roles(&mut self, hierarchy: &Hierarchy, facts: &Facts) {
        let told_twice = |situation: TermId| values(&facts.graphs, situation).len() > 1;
        type Told = FxHashMap<TermId, BTreeSet<TermId>>;
        let mut by_role: FxHashMap<(TermId, TermId), Told> = FxHashMap::default();
        for fact in facts.fillers.iter().filter(|f| told_twice(f.situation)) {
            by_role
                .entry((fact.situation, fact.role))
                .or_default()
                .entry(fact.graph)
                .or_default()
                .insert(fact.filler);
        }
        for ((situation, role), told) in by_role {
            let all: Vec<&BTreeSet<TermId>> = told.values().collect();
            let differ = all.iter().enumerate().any(|(at, one)| {
                all[..at]
                    .iter()
                    .any(|other| !one.is_subset(other) && !other.is_subset(one))
            });
            if differ {
                self.situations.insert(situation);
                self.differ.insert((situation, role));
                for wider in hierarchy.roles_above(role).unwrap_or_default() {
                    self.differ.insert((situation, *wider));
                }
            }
        }
    }
}

/// Says whether two situations are of one kind, or one of a kind of the other.
fn same_kind(hierarchy: &Hierarchy, facts: &Facts, a: TermId, b: TermId) -> bool {
    let classes = |id: TermId| values(&facts.direct_classes, id);
    let pairs = |x: &TermId| classes(b).iter().any(|y| hierarchy.class_in_line(*x, *y));
    classes(a).iter().any(pairs)
}
