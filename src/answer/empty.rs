//! What an answer leaves out, and what emptied an empty one.

use super::error::AnswerError;
use super::evidence::{Evidence, Member, members};
use super::facts::Context;
use crate::iri::Iri;
use crate::plan::{self, Output, Plan, Schema};
use crate::reading::{self, Ask, Entity, Filler, Filter, Reading, Roles, Set, Situations};
use crate::sparql;
use crate::time::{Day, Range, in_words};
use std::collections::{BTreeMap, BTreeSet};

/// How many situations a note names before it only counts them.
const NAMED: usize = 3;

impl Schema for crate::lexicon::Ontology {
    fn is_event(&self, class: &Iri) -> bool {
        self.class_by_iri(class.as_str())
            .is_some_and(|id| self.class(id).extent == crate::lexicon::Extent::Event)
    }
}

/// How many roles of a name a note lists.
const ROLES: usize = 7;
/// How many sources a note names.
const SOURCES: usize = 4;

/// Says what was searched: that nothing is recorded means no more than these sources can bear.
pub fn searched(context: &Context<'_>) -> Option<String> {
    let with_situations: Vec<_> = context
        .sources
        .iter()
        .filter(|s| s.situations > 0)
        .collect();
    let mut parts: Vec<String> = with_situations
        .iter()
        .take(SOURCES)
        .map(|source| match source.coverage {
            Some((from, to)) => {
                let (from, to) = (from.date().year(), to.date().year());
                format!("{} ({from}–{to})", source.label)
            }
            None => source.label.clone(),
        })
        .collect();
    if with_situations.len() > SOURCES {
        parts.push(format!("{} more sources", with_situations.len() - SOURCES));
    }
    (!parts.is_empty()).then(|| format!("searched: {}", parts.join("; ")))
}

/// Says whether an answer rests on what is not recorded.
pub fn rests_on_absence(reading: &Reading) -> bool {
    fn negates(set: &Set) -> bool {
        match set {
            Set::Except(..) => true,
            Set::And(sets) | Set::Or(sets) => sets.iter().any(negates),
            Set::Roles(roles) => matches!(&roles.given, Filler::Set(set) if negates(set)),
            Set::Names(_) | Set::Situations(_) | Set::Entities { .. } => false,
        }
    }
    match &reading.ask {
        Ask::List(set) | Ask::Count { of: set, .. } => negates(set),
        _ => false,
    }
}

/// Says which denied situations would have answered the question, unless it asked for them.
pub fn denials(context: &Context<'_>, plan: &Plan) -> Result<Vec<String>, AnswerError> {
    let denied = plan::denied(plan);
    if denied.pattern == plan.pattern {
        return Ok(Vec::new());
    }
    let found = evidence(context, &denied)?;
    let facts = context.facts(&found.iter().map(|e| e.iri.clone()).collect())?;
    let mut notes: Vec<String> = found
        .iter()
        .take(NAMED)
        .map(|e| {
            let by: Vec<String> = facts
                .all(&e.iri, "accordingTo")
                .iter()
                .map(|s| context.label(s))
                .collect();
            let by = if by.is_empty() {
                String::new()
            } else {
                format!(" by {}", by.join(", "))
            };
            let kind = context
                .kind(&e.iri)
                .unwrap_or_else(|| "situation".to_owned());
            format!(
                "{} is denied{by} and does not count: {}",
                crate::iri::with_article(&kind),
                context.label(&e.iri)
            )
        })
        .collect();
    if found.len() > NAMED {
        notes.push(format!("{} more are denied", found.len() - NAMED));
    }
    Ok(notes)
}

/// Says in one line what was only planned, requested, proposed or tried, unless the question asked for that.
pub fn unrealised(context: &Context<'_>, plan: &Plan) -> Result<Option<String>, AnswerError> {
    let unrealised = plan::unrealised(plan);
    if asks_for_status(plan) {
        return Ok(None);
    }
    let found = evidence(context, &unrealised)?;
    if found.is_empty() {
        return Ok(None);
    }
    let facts = context.facts(&found.iter().map(|e| e.iri.clone()).collect())?;
    let mut parts: Vec<String> = found
        .iter()
        .take(NAMED)
        .map(|e| {
            let status = facts
                .one(&e.iri, "status")
                .map_or_else(String::new, |s| context.standing(s));
            format!("{} ({status})", context.label(&e.iri))
        })
        .collect();
    if found.len() > NAMED {
        parts.push(format!("and {} more", found.len() - NAMED));
    }
    Ok(Some(format!(
        "not counted, since it did not come about: {}",
        parts.join("; ")
    )))
}

/// Says whether a plan looks for other statuses than the usual ones.
fn asks_for_status(plan: &Plan) -> bool {
    fn unusual(pattern: &plan::Pattern) -> bool {
        pattern.tests.iter().any(
            |test| matches!(test, plan::Test::Status { any, .. } if *any != plan::usual_statuses()),
        ) || pattern.either.iter().flatten().any(unusual)
    }
    unusual(&plan.pattern)
}

/// Runs a plan and returns the distinct situations behind all its members, by date.
fn evidence(context: &Context<'_>, plan: &Plan) -> Result<Vec<Evidence>, AnswerError> {
    let rows = as_rows(plan);
    let lowered = sparql::lower(&rows)?;
    let found: BTreeSet<Evidence> = members(context, &rows, &lowered)?
        .into_iter()
        .flat_map(|m| m.evidence)
        .collect();
    Ok(found.into_iter().collect())
}

/// Turns a plan that counts into one that lists what it counts.
pub fn as_rows(plan: &Plan) -> Plan {
    let mut plan = plan.clone();
    if let Output::Groups { situation, .. } = &plan.output {
        plan.output = Output::Rows {
            subject: situation.clone(),
            evidence: vec![situation.clone()],
        };
    }
    plan
}

/// Explains an empty answer: each clause that emptied it, with what there is without it, or else, unless a denial has
/// explained it already, what is recorded of the names in the question.
pub fn explain(
    context: &Context<'_>,
    reading: &Reading,
    explained: bool,
) -> Result<Vec<String>, AnswerError> {
    let mut notes = Vec::new();
    if reading.strictly {
        let mut loose = reading.clone();
        loose.strictly = false;
        if let Ask::Measure { field, .. } = &reading.ask {
            let left_out = claimed_figures(context, &loose)?;
            if !left_out.is_empty() {
                notes.push(format!(
                    "`strictly` leaves out {} of {}: {}",
                    if left_out.len() == 1 {
                        "1 figure".to_owned()
                    } else {
                        format!("{} figures", left_out.len())
                    },
                    field.label,
                    left_out.join("; ")
                ));
                return Ok(notes);
            }
        }
        let found = run(context, &loose)?;
        if !found.is_empty() {
            notes.push(format!(
                "`strictly` leaves out {}: {}",
                found.len(),
                reasons(context, &found)?
            ));
            return Ok(notes);
        }
    }
    if let Ask::Measure { field, of, .. } = &reading.ask {
        let mut alone = reading.clone();
        alone.ask = Ask::List(Set::Situations(of.clone()));
        let found = run(context, &alone)?;
        if !found.is_empty() {
            notes.push(format!(
                "{} found, none with a figure of {}: {}",
                found.len(),
                field.label,
                named(context, &found)?
            ));
            return Ok(notes);
        }
    }
    let parts = parts(context, reading)?;
    if !parts.is_empty() {
        notes.extend(parts);
        return Ok(notes);
    }
    let mut helped = false;
    for (without, clause, time) in relaxations(reading) {
        let found = run(context, &without)?;
        if found.is_empty() {
            continue;
        }
        helped = true;
        let ends = match &time {
            Some(asked) => ended(context, &found, asked)?,
            None => Vec::new(),
        };
        if ends.is_empty() {
            notes.push(format!(
                "without `{clause}` there {}: {}",
                if found.len() == 1 {
                    "is 1".to_owned()
                } else {
                    format!("are {}", found.len())
                },
                named(context, &found)?
            ));
        } else {
            notes.extend(ends);
        }
    }
    if !helped && !explained {
        notes.extend(recorded(context, reading)?);
    }
    Ok(notes)
}

/// Says what each side of a conjunction has, where nothing is in both.
fn parts(context: &Context<'_>, reading: &Reading) -> Result<Vec<String>, AnswerError> {
    let (Ask::List(set) | Ask::Count { of: set, .. }) = &reading.ask else {
        return Ok(Vec::new());
    };
    let sides: Vec<&Set> = match set {
        Set::And(sets) => sets.iter().collect(),
        Set::Except(from, without) => vec![from, without],
        _ => return Ok(Vec::new()),
    };
    let mut notes = Vec::new();
    for side in sides {
        let mut alone = reading.clone();
        alone.order.clear();
        alone.rows = reading::Rows::Page;
        alone.ask = Ask::List(side.clone());
        let found = run(context, &alone)?;
        let echo = reading::echo(&alone);
        notes.push(if found.is_empty() {
            format!("0 for `{echo}`")
        } else {
            format!("{} for `{echo}`: {}", found.len(), named(context, &found)?)
        });
    }
    Ok(notes)
}

/// Returns the figures that a loose reading would count, each with who claims it.
fn claimed_figures(context: &Context<'_>, reading: &Reading) -> Result<Vec<String>, AnswerError> {
    let Some(plan) = plan::plan(reading, context.ontology) else {
        return Ok(Vec::new());
    };
    let solutions = context
        .engine
        .select(&sparql::lower_figures(&plan)?.query, context.cancel)?;
    let Some(column) = solutions.column("figure") else {
        return Ok(Vec::new());
    };
    let figures: BTreeSet<String> = solutions
        .rows
        .iter()
        .filter_map(|row| row.get(column)?.as_ref())
        .map(super::facts::text)
        .collect();
    let facts = context.facts(&figures)?;
    Ok(figures
        .iter()
        .map(|figure| {
            let certainty = facts
                .one(figure, "certainty")
                .map_or_else(String::new, |c| context.standing(c));
            let speakers: Vec<String> = facts
                .all(figure, "accordingTo")
                .iter()
                .map(|s| context.label(s))
                .collect();
            format!(
                "{} ({certainty} by {})",
                facts.one(figure, "best").unwrap_or("?"),
                speakers.join(", ")
            )
        })
        .collect())
}

/// Runs a reading and returns its members, whatever it asks to be done with them.
fn run(context: &Context<'_>, reading: &Reading) -> Result<Vec<Member>, AnswerError> {
    let Some(plan) = plan::plan(reading, context.ontology) else {
        return Ok(Vec::new());
    };
    let rows = as_rows(&plan);
    members(context, &rows, &sparql::lower(&rows)?)
}

fn named(context: &Context<'_>, found: &[Member]) -> Result<String, AnswerError> {
    let shown: Vec<&Member> = found.iter().take(NAMED).collect();
    let situations: BTreeSet<String> = shown
        .iter()
        .filter_map(|m| m.evidence.first())
        .map(|e| e.iri.clone())
        .collect();
    let facts = context.facts(&situations)?;
    let mut parts: Vec<String> = shown
        .iter()
        .map(|member| {
            let mut text = context.label(&member.iri);
            if let Some(first) = member.evidence.first() {
                let when = match context.when(&facts, &first.iri).value {
                    super::Value::Text(text) => in_words(&text),
                    _ => "undated".to_owned(),
                };
                if first.iri == member.iri {
                    text.push_str(&format!(" ({when})"));
                } else {
                    text.push_str(&format!(" ({}, {when})", context.label(&first.iri)));
                }
            }
            text
        })
        .collect();
    if found.len() > shown.len() {
        parts.push(format!("and {} more", found.len() - shown.len()));
    }
    Ok(parts.join("; "))
}

/// Says why strictness leaves members out.
fn reasons(context: &Context<'_>, found: &[Member]) -> Result<String, AnswerError> {
    let claims: BTreeSet<String> = found
        .iter()
        .flat_map(|m| &m.evidence)
        .filter(|e| !e.asserted)
        .map(|e| e.iri.clone())
        .collect();
    let facts = context.facts(&claims)?;
    let mut speakers: BTreeMap<String, usize> = BTreeMap::new();
    for claim in &claims {
        for speaker in facts.all(claim, "accordingTo") {
            *speakers.entry(context.label(speaker)).or_default() += 1;
        }
    }
    let mut parts = Vec::new();
    if !claims.is_empty() {
        let who: Vec<String> = speakers.into_keys().collect();
        parts.push(if who.is_empty() {
            "not asserted by the source".to_owned()
        } else {
            format!("said only by {}", who.join(", "))
        });
    }
    if found.iter().any(|m| !m.certain) {
        parts.push(format!(
            "only possible in date or place ({})",
            named(context, found)?
        ));
    }
    if parts.is_empty() {
        parts.push("their figures are claims, not the source's own".to_owned());
    }
    Ok(parts.join("; "))
}

/// Where relations ended before the asked time, says when.
fn ended(
    context: &Context<'_>,
    found: &[Member],
    asked: &[Range],
) -> Result<Vec<String>, AnswerError> {
    let Some(from) = asked.iter().map(|range| range.from).min() else {
        return Ok(Vec::new());
    };
    let all: BTreeSet<&Evidence> = found.iter().flat_map(|m| &m.evidence).collect();
    let over = !all.is_empty()
        && all
            .iter()
            .all(|e| Day::from_number(e.end) < from && e.end < i64::from(Day::MAX.number()));
    if !over {
        return Ok(Vec::new());
    }
    let facts = context.facts(&all.iter().map(|e| e.iri.clone()).collect())?;
    Ok(all
        .iter()
        .take(NAMED)
        .map(|e| {
            let last = Day::from_number(e.end);
            let first = facts.day(&e.iri, "earliestEndDay").unwrap_or(last);
            let (a, b) = (first.date().year(), last.date().year());
            let when = if a == b {
                format!("{b}")
            } else if a + 1 == b {
                format!("{a} or {b}")
            } else {
                format!("between {a} and {b}")
            };
            let extent = context.kind(&e.iri).unwrap_or_default();
            format!("{} ({extent}) ended in {when}", context.label(&e.iri))
        })
        .collect())
}

/// Says what is recorded of the names in the question, when nothing of the asked kind is.
fn recorded(context: &Context<'_>, reading: &Reading) -> Result<Vec<String>, AnswerError> {
    let mut notes = Vec::new();
    for entity in subjects(reading) {
        if let Some(note) = within(context, entity)? {
            notes.push(note);
            notes.extend(before(context, reading, entity)?);
            continue;
        }
        let solutions = context.engine.select(
            &sparql::pointing_at(std::slice::from_ref(&entity.iri))?,
            context.cancel,
        )?;
        let mut by_role: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut things = BTreeSet::new();
        for row in &solutions.rows {
            if let [Some(thing), Some(_), _] = row.as_slice() {
                things.insert(super::facts::text(thing));
            }
        }
        let facts = context.facts(&things)?;
        for thing in &things {
            for (role, fillers) in context.roles(&facts, thing) {
                if fillers.iter().any(|f| f == entity.iri.as_str()) {
                    let label = context.ontology.role(role).label(context.language);
                    by_role
                        .entry(label.to_owned())
                        .or_default()
                        .insert(thing.clone());
                }
            }
        }
        if by_role.is_empty() {
            notes.push(format!(
                "no situation with \"{}\" is recorded",
                entity.label
            ));
            continue;
        }
        let mut counted: Vec<(usize, String, String)> = by_role
            .into_iter()
            .map(|(role, things)| {
                let example = things
                    .first()
                    .map_or_else(String::new, |thing| context.label(thing));
                (things.len(), role, example)
            })
            .collect();
        counted.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        let more = counted.len().saturating_sub(ROLES);
        let mut list: Vec<String> = counted
            .into_iter()
            .take(ROLES)
            .map(|(n, role, example)| {
                if n == 1 {
                    format!("{role} ({example})")
                } else {
                    format!("{role} ({n})")
                }
            })
            .collect();
        if more > 0 {
            list.push(format!("and {more} more roles, see `about`"));
        }
        notes.push(format!(
            "nothing of this kind is recorded; \"{}\" is recorded as {}",
            entity.label,
            list.join(", ")
        ));
        notes.extend(before(context, reading, entity)?);
    }
    Ok(notes)
}

/// Says who takes part in a situation that the question names.
fn within(context: &Context<'_>, entity: &Entity) -> Result<Option<String>, AnswerError> {
    let iri = entity.iri.as_str();
    let facts = context.facts(&BTreeSet::from([iri.to_owned()]))?;
    let roles = context.roles(&facts, iri);
    if roles.is_empty() {
        return Ok(None);
    }
    let list: Vec<String> = roles
        .iter()
        .map(|(role, fillers)| {
            let names: Vec<String> = fillers.iter().map(|f| context.label(f)).collect();
            format!(
                "{} {}",
                context.ontology.role(*role).label(context.language),
                names.join(" and ")
            )
        })
        .collect();
    Ok(Some(format!(
        "nothing of this kind is recorded; in \"{}\" there are {}",
        entity.label,
        list.join("; ")
    )))
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
        Ask::List(set) | Ask::Count { of: set, .. } => set_subjects(set, &mut found),
        Ask::Measure { of, .. } => filter_subjects(&of.filters, &mut found),
        Ask::YesNo(question) => {
            filler_subjects(&question.subject, &mut found);
            roles_subjects(&question.verb, &mut found);
        }
        Ask::About(entity) => found.push(entity),
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
    }
}

fn roles_subjects<'r>(roles: &'r Roles, found: &mut Vec<&'r Entity>) {
    filler_subjects(&roles.given, found);
    filter_subjects(&roles.filters, found);
}

fn filler_subjects<'r>(filler: &'r Filler, found: &mut Vec<&'r Entity>) {
    match filler {
        Filler::Anyone => {}
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

/// Returns the reading once without each of its clauses, with the clause as text, and its ranges if it is a time.
fn relaxations(reading: &Reading) -> Vec<(Reading, String, Option<Vec<Range>>)> {
    let count = filters_of(&mut reading.clone()).map_or(0, |filters| filters.len());
    (0..count)
        .filter_map(|at| {
            let mut without = reading.clone();
            without.order.clear();
            let removed = filters_of(&mut without)?.remove(at);
            let time = match &removed {
                Filter::Time(time) => Some(plan::ranges(time)),
                _ => None,
            };
            let text = match &removed {
                Filter::Standing { word, .. } => word.clone(),
                other => reading::clause_text(other),
            };
            Some((without, text, time))
        })
        .collect()
}

/// Returns the filters of the one set of situations that a reading is about.
fn filters_of(reading: &mut Reading) -> Option<&mut Vec<Filter>> {
    match &mut reading.ask {
        Ask::List(set) | Ask::Count { of: set, .. } => match set {
            Set::Situations(situations) => Some(&mut situations.filters),
            Set::Roles(roles) => Some(&mut roles.filters),
            _ => None,
        },
        Ask::Measure { of, .. } => Some(&mut of.filters),
        Ask::YesNo(question) => Some(&mut question.verb.filters),
        Ask::About(_) | Ask::Paths(_) | Ask::Sparql(_) => None,
    }
}
