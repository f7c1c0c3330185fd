//! Entities asked about outside their lifetime, and who there was then instead.

use super::error::AnswerError;
use super::evidence::Member;
use super::facts::Context;
use super::recorded::subjects;
use crate::iri::Iri;
use crate::lexicon::NameId;
use crate::plan;
use crate::reading::{Ask, Entity, Filler, Filter, Given, Reading, Roles, Set};
use crate::sparql;
use crate::time::{Day, Range};
use std::collections::BTreeSet;

/// The pairs of roles by which one entity stands for another: in Succession and in Membership. What a group is composed
/// of, such as a people, is not there in its place.
const KIN: &[(&str, &str)] = &[
    ("successor", "predecessor"),
    ("predecessor", "successor"),
    ("organisation", "member"),
];

/// Warns of names that did not exist in the asked time.
pub fn warnings(context: &Context<'_>, reading: &Reading) -> Result<Vec<String>, AnswerError> {
    let ranges = asked(reading);
    if ranges.is_empty() {
        return Ok(Vec::new());
    }
    let mut notes = Vec::new();
    for entity in subjects(reading) {
        let Some(id) = context.names.by_iri(entity.iri.as_str()) else {
            continue;
        };
        let Some((from, to)) = alive(context, id) else {
            continue;
        };
        if ranges
            .iter()
            .any(|range| from < range.to && to >= range.from)
        {
            continue;
        }
        let lived = lived(context, entity, from, to)?;
        let kin = kin(context, entity, &ranges)?;
        let then = ranges
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join(" or ");
        notes.push(match kin.as_slice() {
            [] => format!("{} {lived}, not in {then}", entity.label),
            [one] => format!("{} {lived}; in {then} there was {one}", entity.label),
            several => format!(
                "{} {lived}; in {then} there were {}",
                entity.label,
                several.join(", ")
            ),
        });
    }
    Ok(notes)
}

/// Tells of situations that only possibly lie in the asked time, and that as actors existed at another.
pub fn outside(
    context: &Context<'_>,
    reading: &Reading,
    members: &[Member],
) -> Result<Vec<String>, AnswerError> {
    let ranges = asked(reading);
    let mut notes = Vec::new();
    if ranges.is_empty() {
        return Ok(notes);
    }
    for member in members.iter().filter(|member| !member.certain) {
        let Some(id) = context.names.by_iri(&member.iri) else {
            continue;
        };
        let Some((from, to)) = alive(context, id) else {
            continue;
        };
        let overlaps = |range: &Range| from < range.to && to >= range.from;
        if ranges.iter().any(overlaps) {
            continue;
        }
        let entity = Entity {
            iri: Iri::new(member.iri.clone()),
            label: context.label(&member.iri),
            kind: String::new(),
            unique: false,
        };
        let lived = lived(context, &entity, from, to)?;
        notes.push(format!("{} {lived}", entity.label));
    }
    Ok(notes)
}

/// Says when an entity existed, as precisely as its source does and no more.
fn lived(
    context: &Context<'_>,
    entity: &Entity,
    from: Day,
    to: Day,
) -> Result<String, AnswerError> {
    let iri = entity.iri.as_str();
    let facts = context.facts(&BTreeSet::from([iri.to_owned()]))?;
    let written = facts
        .one(iri, "lifetime")
        .and_then(|text| text.split_once('/'));
    let (first, last) = match written {
        Some((first, last)) => (first.to_owned(), last.to_owned()),
        None => (from.to_string(), to.to_string()),
    };
    Ok(match (from > Day::MIN, to < Day::MAX) {
        (true, true) => format!("existed from {first} to {last}"),
        (true, false) => format!("exists from {first}"),
        _ => format!("existed until {last}"),
    })
}

fn alive(context: &Context<'_>, id: NameId) -> Option<(Day, Day)> {
    context
        .names
        .name(id)
        .alive
        .map(|(from, to)| (Day::from_number(from.into()), Day::from_number(to.into())))
}

/// Returns those who stood in an entity's place in the asked time: predecessors, successors, parts and wholes.
fn kin(
    context: &Context<'_>,
    entity: &Entity,
    ranges: &[Range],
) -> Result<Vec<String>, AnswerError> {
    let solutions = context.engine.select(
        &sparql::pointing_at(std::slice::from_ref(&entity.iri))?,
        context.cancel,
    )?;
    let mut links: BTreeSet<(String, &str)> = BTreeSet::new();
    for row in &solutions.rows {
        if let [Some(thing), Some(property), _] = row.as_slice() {
            let property = super::facts::text(property);
            for (own, other) in KIN {
                if property == Iri::al(own).as_str() {
                    links.insert((super::facts::text(thing), other));
                }
            }
        }
    }
    let facts = context.facts(&links.iter().map(|(thing, _)| thing.clone()).collect())?;
    let mut found: BTreeSet<String> = BTreeSet::new();
    for (thing, other) in &links {
        for relative in facts.all(thing, other) {
            let lived = context
                .names
                .by_iri(relative)
                .and_then(|id| alive(context, id));
            let then = lived.is_none_or(|(from, to)| {
                ranges
                    .iter()
                    .any(|range| from < range.to && to >= range.from)
            });
            if then && relative != entity.iri.as_str() {
                found.insert(context.label(relative));
            }
        }
    }
    Ok(found.into_iter().collect())
}

/// Returns the ranges of a reading's own time clauses.
#[must_use]
pub fn asked(reading: &Reading) -> Vec<Range> {
    own_filters(reading)
        .into_iter()
        .filter_map(|filter| match filter {
            Filter::Time(time) => Some(plan::ranges(time)),
            _ => None,
        })
        .flatten()
        .collect()
}

/// Says whether a reading asks for a place.
#[must_use]
pub fn asks_place(reading: &Reading) -> bool {
    let in_filters = own_filters(reading).into_iter().any(|filter| {
        matches!(
            filter,
            Filter::Place(_) | Filter::Near(_) | Filter::Distance { .. } | Filter::Neighbours(_)
        )
    });
    let in_verb = |roles: &Roles| roles.views.iter().any(|view| view.given == Given::Place);
    in_filters
        || match &reading.ask {
            Ask::List(Set::Roles(roles)) => in_verb(roles),
            Ask::YesNo(question) | Ask::Happened { what: question, .. } => in_verb(&question.verb),
            _ => false,
        }
}

/// Returns the filters of what a reading asks about.
pub fn own_filters(reading: &Reading) -> Vec<&Filter> {
    match &reading.ask {
        Ask::List(set)
        | Ask::Count { of: set, .. }
        | Ask::Claims(set)
        | Ask::Extreme { of: set, .. }
        | Ask::Lulls { of: set, .. }
        | Ask::Clusters { of: set, .. }
        | Ask::Share { whole: set, .. } => set_filters(set),
        Ask::Compare(compared) => compared.of.filters.iter().collect(),
        Ask::Pairs(pairs) => pairs.each.filters.iter().collect(),
        Ask::ChangedSides { filters, .. } => filters.iter().collect(),
        Ask::Elapsed { from, .. } => from.filters.iter().collect(),
        Ask::Measure { of, .. } => of.filters.iter().collect(),
        Ask::YesNo(question) | Ask::Happened { what: question, .. } => {
            question.verb.filters.iter().collect()
        }
        Ask::Survey(survey) => match &survey.of {
            Filler::Set(set) if survey.filters.is_empty() => set_filters(set),
            _ => {
                let sides = survey.sides.iter().flat_map(|sides| [&sides.0, &sides.1]);
                survey.filters.iter().chain(sides).collect()
            }
        },
        Ask::Paths(paths) => paths.filters.iter().collect(),
        Ask::Several(_) | Ask::About(_) | Ask::Sparql(_) => Vec::new(),
    }
}

fn set_filters(set: &Set) -> Vec<&Filter> {
    match set {
        Set::Situations(situations) => situations.filters.iter().collect(),
        Set::Roles(Roles { filters, .. }) => filters.iter().collect(),
        Set::And(sets) | Set::Or(sets) => sets.iter().flat_map(set_filters).collect(),
        Set::Except(first, _) => set_filters(first),
        Set::Names(_) | Set::Entities { .. } | Set::Query(_) => Vec::new(),
    }
}
