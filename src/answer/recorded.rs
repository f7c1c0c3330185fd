//! What is recorded of the names in a question, when nothing of the asked kind is.

use super::empty::{named, run};
use super::error::AnswerError;
use super::facts::{Context, text};
use super::left_out::some;
use crate::iri::Iri;
use crate::plan;
use crate::question::ast::Keyword;
use crate::reading::{
    Ask, Entity, Filler, Filter, Noun, Reading, Roles, Rows, Set, Situations, YesNo,
};
use crate::sparql;
use std::collections::{BTreeMap, BTreeSet};

/// How many roles of a name are told.
const ROLES: usize = 6;

/// Says that nothing of the kind is recorded, and what is of the names in the question.
pub fn recorded(context: &Context<'_>, reading: &Reading) -> Result<Vec<String>, AnswerError> {
    if let Ask::YesNo(question) = &reading.ask
        && let (Filler::Names(one), Filler::Names(other)) =
            (&question.subject, &question.verb.given)
    {
        return together(context, question, one, other);
    }
    let mut notes = vec!["nothing of this kind is recorded".to_owned()];
    for entity in subjects(reading) {
        notes.push(of_one(context, entity)?);
        notes.extend(before(context, reading, entity)?);
    }
    Ok(notes)
}

/// Says in what both sides of a yes-or-no question take part.
fn together(
    context: &Context<'_>,
    question: &YesNo,
    one: &[Entity],
    other: &[Entity],
) -> Result<Vec<String>, AnswerError> {
    let iri = Iri::al("Situation");
    let takes_part = |names: &[Entity]| Filter::Role {
        preposition: Keyword::Involving,
        roles: vec![Iri::al("participant")],
        filler: Filler::Names(names.to_vec()),
    };
    let mut filters = vec![takes_part(one), takes_part(other)];
    filters.extend(question.verb.filters.iter().cloned());
    let both = Reading {
        ask: Ask::List(Set::Situations(Situations {
            class: Noun {
                iri,
                singular: String::new(),
                plural: String::new(),
            },
            filters,
        })),
        strictly: false,
        rows: Rows::All,
        order: Vec::new(),
        pipes: Vec::new(),
        having: Vec::new(),
    };
    let mut told = Vec::new();
    let found = run(context, &both)?;
    if !found.is_empty() {
        told.push(format!("both take part in {}", named(context, &found)?));
    }
    if let Some(plan) = plan::plan(&both, context.ontology) {
        told.extend(super::left_out::denials(context, &plan, true)?);
    }
    if told.is_empty() {
        told.push("nothing in which both take part is recorded".to_owned());
    }
    Ok(told)
}

/// Says in which roles one name is recorded; of a situation, who fills its own.
fn of_one(context: &Context<'_>, entity: &Entity) -> Result<String, AnswerError> {
    let own = context.facts(&BTreeSet::from([entity.iri.as_str().to_owned()]))?;
    let filled = context.roles(&own, entity.iri.as_str());
    if !filled.is_empty() {
        let list: Vec<String> = filled
            .into_iter()
            .map(|(role, fillers)| {
                let labels: Vec<String> = fillers.iter().map(|f| context.label(f)).collect();
                let role = context.ontology.role(role).label(context.language);
                format!("{role} ({})", some(&labels))
            })
            .collect();
        return Ok(format!(
            "\"{}\" is recorded with {}",
            entity.label,
            list.join(", ")
        ));
    }
    let solutions = context.engine.select(
        &sparql::pointing_at(std::slice::from_ref(&entity.iri))?,
        context.cancel,
    )?;
    let things: BTreeSet<String> = solutions
        .rows
        .iter()
        .filter_map(|row| row.first()?.as_ref().map(text))
        .collect();
    let facts = context.facts(&things)?;
    let mut by_role: BTreeMap<String, BTreeSet<&String>> = BTreeMap::new();
    for thing in &things {
        for (role, fillers) in context.roles(&facts, thing) {
            if fillers.iter().any(|f| f == entity.iri.as_str()) {
                let label = context.ontology.role(role).label(context.language);
                by_role.entry(label.to_owned()).or_default().insert(thing);
            }
        }
    }
    if by_role.is_empty() {
        return Ok(format!(
            "no situation with \"{}\" is recorded",
            entity.label
        ));
    }
    let mut counted: Vec<(String, BTreeSet<&String>)> = by_role.into_iter().collect();
    counted.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then_with(|| a.0.cmp(&b.0)));
    let more = counted.len().saturating_sub(ROLES);
    let mut list: Vec<String> = counted
        .iter()
        .take(ROLES)
        .map(|(role, things)| match things.first() {
            Some(only) if things.len() == 1 => format!("{role} ({})", context.label(only)),
            _ => format!("{role} ({})", things.len()),
        })
        .collect();
    if more > 0 {
        list.push(format!("and {more} more roles, see `about`"));
    }
    Ok(format!(
        "\"{}\" is recorded as {}",
        entity.label,
        list.join(", ")
    ))
}

/// A situation may have taken over from another that has an answer: what Barkhane grew out of was requested.
fn before(
    context: &Context<'_>,
    reading: &Reading,
    entity: &Entity,
) -> Result<Vec<String>, AnswerError> {
    let mut notes = Vec::new();
    let facts = context.facts(&BTreeSet::from([entity.iri.as_str().to_owned()]))?;
    for earlier in facts.all(entity.iri.as_str(), "follows") {
        let mut other = reading.clone();
        if let Ask::List(Set::Roles(roles)) = &mut other.ask {
            roles.given = Filler::Names(vec![Entity {
                iri: Iri::new(earlier.clone()),
                label: context.label(earlier),
                kind: context.kind(earlier).unwrap_or_default(),
                unique: false,
            }]);
        }
        let found = run(context, &other)?;
        if !found.is_empty() && other != *reading {
            notes.push(format!(
                "it follows \"{}\", for which there is: {}",
                context.label(earlier),
                named(context, &found)?
            ));
        }
    }
    Ok(notes)
}

/// Returns the names that a reading is about, places aside.
pub fn subjects(reading: &Reading) -> Vec<&Entity> {
    let mut found = Vec::new();
    match &reading.ask {
        Ask::List(set)
        | Ask::Count { of: set, .. }
        | Ask::Claims(set)
        | Ask::Extreme { of: set, .. }
        | Ask::Lulls { of: set, .. }
        | Ask::Clusters { of: set, .. }
        | Ask::Share { part: set, .. } => set_subjects(set, &mut found),
        Ask::Pairs(pairs) => filter_subjects(&pairs.each.filters, &mut found),
        Ask::ChangedSides { filters, .. } => filter_subjects(filters, &mut found),
        Ask::Compare(compared) => filter_subjects(&compared.of.filters, &mut found),
        Ask::Elapsed { from, to } => {
            filter_subjects(&from.filters, &mut found);
            filter_subjects(&to.filters, &mut found);
        }
        // Each part is told of on its own.
        Ask::Several(_) => {}
        Ask::Measure { of, .. } => filter_subjects(&of.filters, &mut found),
        Ask::YesNo(question) | Ask::Happened { what: question, .. } => {
            filler_subjects(&question.subject, &mut found);
            roles_subjects(&question.verb, &mut found);
        }
        Ask::About(entity) => found.push(entity),
        Ask::Survey(survey) => {
            filler_subjects(&survey.of, &mut found);
            filler_subjects(&survey.to, &mut found);
            filter_subjects(&survey.filters, &mut found);
        }
        Ask::Paths(paths) => found.extend(paths.from.iter().chain(&paths.to)),
        Ask::Sparql(_) => {}
    }
    let mut seen = BTreeSet::new();
    found.retain(|entity| seen.insert(&entity.iri));
    found
}

fn set_subjects<'r>(set: &'r Set, found: &mut Vec<&'r Entity>) {
    match set {
        Set::Names(names) => found.extend(names),
        Set::Situations(Situations { filters, .. }) | Set::Entities { filters, .. } => {
            filter_subjects(filters, found);
        }
        Set::Roles(roles) => roles_subjects(roles, found),
        Set::And(sets) | Set::Or(sets) => {
            for set in sets {
                set_subjects(set, found);
            }
        }
        Set::Except(a, b) => {
            set_subjects(a, found);
            set_subjects(b, found);
        }
        Set::Query(_) => {}
    }
}

fn roles_subjects<'r>(roles: &'r Roles, found: &mut Vec<&'r Entity>) {
    filler_subjects(&roles.given, found);
    filter_subjects(&roles.filters, found);
}

fn filler_subjects<'r>(filler: &'r Filler, found: &mut Vec<&'r Entity>) {
    match filler {
        Filler::Anyone | Filler::Back(_) => {}
        Filler::Names(names) => found.extend(names),
        Filler::Set(set) => set_subjects(set, found),
    }
}

fn filter_subjects<'r>(filters: &'r [Filter], found: &mut Vec<&'r Entity>) {
    for filter in filters {
        match filter {
            Filter::Role { filler, .. } => filler_subjects(filler, found),
            Filter::Between { first, second, .. } => {
                filler_subjects(first, found);
                filler_subjects(second, found);
            }
            Filter::Named(entity) => found.push(entity),
            _ => {}
        }
    }
}
