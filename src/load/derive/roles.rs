//! Roles and what fills them: upper roles, parts and wholes, places and those around them.

use super::facts::{Facts, name};
use super::hierarchy::Hierarchy;
use super::{Ancestors, Emit, Kind};
use crate::load::{Statements, TermId, Warning, WarningKind};
use oxigraph::model::Term;
use rustc_hash::{FxHashMap, FxHashSet};

/// Adds the roles above the stated ones.
pub(super) fn emit(emit: &mut Emit, facts: &Facts, hierarchy: &Hierarchy) {
    for fact in &facts.fillers {
        for role in hierarchy.roles_above(fact.role).unwrap_or_default() {
            emit.add(fact.situation, *role, fact.filler);
        }
    }
}

/// Adds for every place those around it and itself, and for whatever acts the wholes of which it is a part and itself.
pub(super) fn emit_closures(
    emit: &mut Emit,
    facts: &Facts,
    wholes: &Ancestors,
    around: &Ancestors,
) {
    let of_kind = |kind: Kind| {
        let things = facts.kinds.iter().filter(move |(_, known)| known.is(kind));
        things.map(|(thing, _)| *thing)
    };
    let mut places: FxHashSet<TermId> = of_kind(Kind::PLACE).collect();
    places.extend(facts.places.iter().map(|(_, place)| *place));
    places.extend(
        facts
            .within
            .iter()
            .flat_map(|(inner, outer)| [*inner, *outer]),
    );
    let mut actors: FxHashSet<TermId> = of_kind(Kind::ACTOR).collect();
    actors.extend(facts.fillers.iter().map(|fact| fact.filler));
    actors.extend(&facts.others);
    actors.extend(
        facts
            .unit_of
            .iter()
            .flat_map(|(part, whole)| [*part, *whole]),
    );

    let (inside, counts_for) = (emit.terms.inside, emit.terms.counts_for);
    for (things, property, closure) in [(places, inside, around), (actors, counts_for, wholes)] {
        let mut things: Vec<TermId> = things.into_iter().collect();
        things.sort_unstable();
        for thing in things {
            if matches!(emit.statements.term(thing), Some(Term::Literal(_)) | None) {
                continue;
            }
            for above in closure.with_self(thing) {
                emit.add(thing, property, above);
            }
        }
    }
}

/// Counts the situations in which something takes part, itself or by a part, or that happen in it.
pub(super) fn count_situations(
    facts: &Facts,
    wholes: &Ancestors,
    around: &Ancestors,
) -> FxHashMap<TermId, u32> {
    let mut pairs: Vec<(TermId, TermId)> = Vec::with_capacity(facts.fillers.len() * 2);
    for fact in &facts.fillers {
        pairs.extend(
            wholes
                .with_self(fact.filler)
                .map(|whole| (whole, fact.situation)),
        );
    }
    for (situation, place) in &facts.places {
        let known = facts.kinds.get(situation);
        if known.is_some_and(|kind| kind.is(Kind::SITUATION)) {
            pairs.extend(around.with_self(*place).map(|outer| (outer, *situation)));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    let mut counts = FxHashMap::default();
    for (thing, _) in pairs {
        *counts.entry(thing).or_insert(0) += 1;
    }
    counts
}

/// Warns of fillers that are texts and of roles of what is no situation.
pub(super) fn check(statements: &Statements, facts: &Facts, warnings: &mut Vec<Warning>) {
    let mut told = FxHashSet::default();
    for fact in &facts.fillers {
        let mut warn = |kind, message: String| {
            warnings.push(Warning {
                kind,
                source: name(statements, fact.graph),
                subject: name(statements, fact.situation),
                message,
            });
        };
        if let Some(Term::Literal(text)) = statements.term(fact.filler) {
            warn(
                WarningKind::TextInRole,
                format!(
                    "the text \"{}\" fills a role; only something with an IRI is found by questions",
                    text.value()
                ),
            );
        }
        let known = facts
            .kinds
            .get(&fact.situation)
            .copied()
            .unwrap_or_default();
        if !known.is(Kind::SITUATION) && told.insert(fact.situation) {
            warn(
                WarningKind::NoClass,
                "has roles but no class of situation, so that questions do not find it; add `a al:Event` or a more special class".to_owned(),
            );
        }
    }
}
