//! What emptied an empty answer, and what there is without it.

use super::error::AnswerError;
use super::evidence::{Evidence, Member, members};
use super::facts::{Context, text};
use super::left_out::{NAMED, as_rows, some};
use super::recorded::recorded;
use super::table::Value;
use crate::iri::Iri;
use crate::lexicon::Extent;
use crate::plan::{self, Relation, Schema};
use crate::question::ast::Keyword;
use crate::reading::{
    self, Anchor, Ask, Field, Filler, Filter, Given, Noun, Reading, Rows, Set, Situations,
};
use crate::sparql;
use crate::time::{Day, Range};
use std::collections::BTreeSet;

impl Schema for crate::lexicon::Ontology {
    fn relation(&self, class: &Iri) -> Relation {
        let class = self.class_by_iri(class.as_str());
        match class.map(|id| self.class(id).extent) {
            Some(Extent::Event) => Relation::Contained,
            Some(Extent::Relation) => Relation::Overlaps,
            Some(Extent::Neither) | None => Relation::Either,
        }
    }

    fn of_whole(&self, class: &Iri) -> bool {
        self.class_by_iri(class.as_str()).is_some_and(|id| {
            let ancestors = &self.class(id).ancestors;
            ancestors.iter().any(|above| self.class(*above).of_whole)
        })
    }
}

/// Explains an empty answer: each clause that emptied it, with what there is without it. Where a note has `told` already
/// why nothing counts, what else is recorded is not listed.
pub fn explain(
    context: &Context<'_>,
    reading: &Reading,
    told: bool,
) -> Result<Vec<String>, AnswerError> {
    let mut notes = Vec::new();
    if reading.strictly {
        notes = strictness(context, reading)?;
        if !notes.is_empty() {
            return Ok(notes);
        }
    }
    if let Ask::Measure { field, of, .. } = &reading.ask {
        let found = run(context, reading)?;
        if !found.is_empty() {
            return without_figures(context, reading, field, of, &found);
        }
    }
    notes.extend(apart(context, reading)?);
    for (without, clause, time) in relaxations(reading) {
        let found = run(context, &without)?;
        if found.is_empty() {
            continue;
        }
        let ends = match &time {
            Some(asked) if !are_events(context, &found) => ended(context, &found, asked)?,
            _ => Vec::new(),
        };
        if ends.is_empty() {
            notes.push(format!(
                "without `{clause}` there {}: {}",
                number(&found),
                named(context, &found)?
            ));
        } else {
            notes.extend(ends);
        }
    }
    notes.extend(unnamed(context, reading)?);
    if notes.is_empty() && !told {
        notes = recorded(context, reading)?;
    }
    Ok(notes)
}

/// Tells situations of the asked kind in which nobody fills the asked role: a massacre whose perpetrators are not told.
fn unnamed(context: &Context<'_>, reading: &Reading) -> Result<Vec<String>, AnswerError> {
    let Ask::List(Set::Roles(roles)) = &reading.ask else {
        return Ok(Vec::new());
    };
    let mut found: Vec<Member> = Vec::new();
    for view in &roles.views {
        let Given::Role(role) = &view.given else {
            continue;
        };
        let mut filters = vec![Filter::Role {
            preposition: Keyword::Involving,
            roles: vec![role.clone()],
            filler: roles.given.clone(),
        }];
        filters.extend(roles.filters.iter().cloned());
        let mut any = reading.clone();
        any.ask = Ask::List(Set::Situations(Situations {
            class: Noun {
                iri: view.class.clone(),
                singular: String::new(),
                plural: String::new(),
            },
            filters,
        }));
        let all = run(context, &any)?;
        let facts = context.facts(&all.iter().map(|m| m.iri.clone()).collect())?;
        for member in all {
            let filled = facts.values(&member.iri, view.answer.as_str());
            if filled.is_empty() && !found.contains(&member) {
                found.push(member);
            }
        }
    }
    if found.is_empty() {
        return Ok(Vec::new());
    }
    Ok(vec![format!(
        "nobody is recorded in the asked role of: {}",
        named(context, &found)?
    )])
}

fn number(found: &[Member]) -> String {
    match found.len() {
        1 => "is 1".to_owned(),
        n => format!("are {n}"),
    }
}

/// Says what strictness leaves out, and why.
fn strictness(context: &Context<'_>, reading: &Reading) -> Result<Vec<String>, AnswerError> {
    let mut loose = reading.clone();
    loose.strictly = false;
    if let Ask::Measure { field, .. } = &reading.ask {
        let left_out = claimed_figures(context, &loose)?;
        if !left_out.is_empty() {
            return Ok(vec![format!(
                "`strictly` leaves out {} of {}: {}",
                if left_out.len() == 1 {
                    "1 figure".to_owned()
                } else {
                    format!("{} figures", left_out.len())
                },
                field.label,
                left_out.join("; ")
            )]);
        }
    }
    let found = run(context, &loose)?;
    if found.is_empty() {
        return Ok(Vec::new());
    }
    Ok(vec![format!(
        "`strictly` leaves out {}, {}: {}",
        found.len(),
        reasons(context, &found)?,
        named(context, &found)?
    )])
}

/// Says that none of the situations has a figure, and which ones have.
fn without_figures(
    context: &Context<'_>,
    reading: &Reading,
    field: &Field,
    of: &Situations,
    found: &[Member],
) -> Result<Vec<String>, AnswerError> {
    let speakers: Vec<&str> = of
        .filters
        .iter()
        .filter_map(|filter| match filter {
            Filter::AccordingTo(names) | Filter::ClaimedBy(names) => Some(names),
            _ => None,
        })
        .flatten()
        .map(|name| name.label.as_str())
        .collect();
    let whose = if speakers.is_empty() {
        String::new()
    } else {
        format!(" according to {}", speakers.join(", "))
    };
    let mut notes = vec![match found {
        [one] => format!(
            "{} has no figure of {}{whose}",
            context.label(&one.iri),
            field.label
        ),
        many => format!(
            "none of {} situations has a figure of {}{whose}",
            many.len(),
            field.label
        ),
    }];
    let mut all = reading.clone();
    if let Ask::Measure { of, by, .. } = &mut all.ask {
        by.clear();
        *of = Situations {
            class: Noun {
                iri: Iri::al("Situation"),
                singular: String::new(),
                plural: String::new(),
            },
            filters: Vec::new(),
        };
    }
    let figures = claimed_figures(context, &all)?;
    let with = figured(context, &all)?;
    notes.push(if with.is_empty() {
        format!("no figure of {} is recorded at all", field.label)
    } else {
        format!(
            "there are figures of {} for {}: {}",
            field.label,
            some(&with),
            some(&figures)
        )
    });
    Ok(notes)
}

/// Returns the labels of the situations that a measuring reading finds figures for.
fn figured(context: &Context<'_>, reading: &Reading) -> Result<Vec<String>, AnswerError> {
    let Some(plan) = plan::plan(reading, context.ontology) else {
        return Ok(Vec::new());
    };
    let solutions = context
        .engine
        .select(&sparql::lower_figures(&plan)?.query, context.cancel)?;
    let Some(column) = solutions.column("situation") else {
        return Ok(Vec::new());
    };
    let found: BTreeSet<String> = solutions
        .rows
        .iter()
        .filter_map(|row| row.get(column)?.as_ref())
        .map(|term| context.label(&text(term)))
        .collect();
    Ok(found.into_iter().collect())
}

/// Tells the parts of a set that is empty though its parts may not be.
fn apart(context: &Context<'_>, reading: &Reading) -> Result<Vec<String>, AnswerError> {
    let (Ask::List(set) | Ask::Count { of: set, .. }) = &reading.ask else {
        return Ok(Vec::new());
    };
    // A part that refers back to another one cannot be asked on its own.
    if refers_back(set) {
        return Ok(Vec::new());
    }
    let alone = |set: &Set| -> Result<(String, Vec<Member>), AnswerError> {
        let part = Reading {
            ask: Ask::List(set.clone()),
            strictly: reading.strictly,
            rows: Rows::Page,
            order: Vec::new(),
            pipes: Vec::new(),
            having: Vec::new(),
        };
        let found = run(context, &part)?;
        Ok((reading::echo(&part), found))
    };
    let count = |text: &str, found: &[Member]| -> Result<String, AnswerError> {
        Ok(if found.is_empty() {
            format!("`{text}` has no answer")
        } else {
            format!("`{text}` has {}: {}", found.len(), named(context, found)?)
        })
    };
    let mut notes = Vec::new();
    match set {
        Set::And(sets) => {
            for set in sets {
                let (text, found) = alone(set)?;
                notes.push(count(&text, &found)?);
            }
        }
        Set::Except(from, without) => {
            let (text, found) = alone(from)?;
            notes.push(count(&text, &found)?);
            if !found.is_empty() {
                notes.push(format!(
                    "all of them are left out by `{}`",
                    alone(without)?.0
                ));
            }
        }
        Set::Roles(roles) => {
            if let Filler::Set(given) = &roles.given {
                let (text, found) = alone(given)?;
                notes.push(count(&text, &found)?);
            }
        }
        Set::Names(_) | Set::Situations(_) | Set::Entities { .. } | Set::Or(_) | Set::Query(_) => {}
    }
    Ok(notes)
}

/// Says whether a set holds words that refer back to a situation.
fn refers_back(set: &Set) -> bool {
    let filler = |filler: &Filler| match filler {
        Filler::Back(_) => true,
        Filler::Set(set) => refers_back(set),
        Filler::Anyone | Filler::Names(_) => false,
    };
    let anchored = |filters: &[Filter]| {
        filters.iter().any(|filter| match filter {
            Filter::Relative(told) => matches!(told.anchor, Anchor::It { .. }),
            Filter::Role { filler: f, .. } => filler(f),
            Filter::Between { first, second, .. } => filler(first) || filler(second),
            _ => false,
        })
    };
    match set {
        Set::Names(_) | Set::Query(_) => false,
        Set::Situations(Situations { filters, .. }) | Set::Entities { filters, .. } => {
            anchored(filters)
        }
        Set::Roles(roles) => filler(&roles.given) || anchored(&roles.filters),
        Set::And(sets) | Set::Or(sets) => sets.iter().any(refers_back),
        Set::Except(a, b) => refers_back(a) || refers_back(b),
    }
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
        .map(text)
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
pub fn run(context: &Context<'_>, reading: &Reading) -> Result<Vec<Member>, AnswerError> {
    let Some(plan) = plan::plan(reading, context.ontology) else {
        return Ok(Vec::new());
    };
    let rows = as_rows(&plan);
    let mut found = members(context, &rows, &sparql::lower(&rows)?)?;
    found.sort_by_cached_key(|member| {
        let start = member.evidence.first().map_or(i64::MIN, |e| e.start);
        (start, context.label(&member.iri), member.iri.clone())
    });
    Ok(found)
}

pub fn named(context: &Context<'_>, found: &[Member]) -> Result<String, AnswerError> {
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
            let label = context.label(&member.iri);
            let Some(first) = member.evidence.first() else {
                return label;
            };
            let when = context.when(&facts, &first.iri);
            let when = match (when.label, when.value) {
                (Some(words), _) | (None, Value::Text(words)) => words,
                _ => "undated".to_owned(),
            };
            let said = context.situation(&facts, &first.iri);
            let said = said.certainty.map_or_else(String::new, |certainty| {
                format!(", {certainty} by {}", said.according_to.join(", "))
            });
            if first.iri == member.iri {
                format!("{label} ({when}{said})")
            } else {
                format!("{label} ({}, {when}{said})", context.label(&first.iri))
            }
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
    let speakers: BTreeSet<String> = claims
        .iter()
        .flat_map(|claim| facts.all(claim, "accordingTo"))
        .map(|speaker| context.label(speaker))
        .collect();
    let mut parts = Vec::new();
    if !claims.is_empty() {
        parts.push(if speakers.is_empty() {
            "not asserted by the source".to_owned()
        } else {
            let speakers: Vec<String> = speakers.into_iter().collect();
            format!("said only by {}", speakers.join(", "))
        });
    }
    if found.iter().any(|m| !m.certain) {
        parts.push("only possible in date or place".to_owned());
    }
    if parts.is_empty() {
        parts.push("whose figures are claims, not the source's own".to_owned());
    }
    Ok(parts.join(", "))
}

/// Says whether any of these is an event: of an event nobody asks when it ended.
fn are_events(context: &Context<'_>, found: &[Member]) -> bool {
    found
        .iter()
        .flat_map(|member| &member.evidence)
        .filter_map(|e| context.names.by_iri(&e.iri))
        .flat_map(|id| &context.names.name(id).classes)
        .any(|class| context.ontology.relation(&Iri::new(class.clone())) == Relation::Contained)
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

/// Returns the reading once without each of its clauses, with the clause as text, and its ranges if it is a time.
fn relaxations(reading: &Reading) -> Vec<(Reading, String, Option<Vec<Range>>)> {
    let count = filters_of(&mut reading.clone()).map_or(0, |filters| filters.len());
    (0..count)
        .filter_map(|at| {
            let mut without = reading.clone();
            without.order.clear();
            let removed = filters_of(&mut without)?.remove(at);
            // Without its name a situation is any situation.
            if matches!(removed, Filter::Named(_)) {
                return None;
            }
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
        .chain(anywhere(reading))
        .collect()
}

/// Returns the reading without the place that its verb takes: who withdrew from anywhere.
fn anywhere(reading: &Reading) -> Option<(Reading, String, Option<Vec<Range>>)> {
    let mut without = reading.clone();
    let roles = match &mut without.ask {
        Ask::List(Set::Roles(roles)) => roles,
        Ask::Count {
            of: Set::Roles(roles),
            ..
        } => roles,
        Ask::YesNo(question) | Ask::Happened { what: question, .. } => &mut question.verb,
        _ => return None,
    };
    if roles.views.iter().all(|view| view.given != Given::Place) {
        return None;
    }
    let Filler::Names(places) = std::mem::replace(&mut roles.given, Filler::Anyone) else {
        return None;
    };
    roles.views.retain(|view| view.given == Given::Place);
    for view in &mut roles.views {
        view.given = Given::Nothing;
    }
    without.order.clear();
    let place = reading::clause_text(&Filter::Place(places));
    Some((without, place.trim_start_matches("in ").to_owned(), None))
}

/// Returns the filters of the one set of situations that a reading is about.
fn filters_of(reading: &mut Reading) -> Option<&mut Vec<Filter>> {
    match &mut reading.ask {
        Ask::List(set) | Ask::Count { of: set, .. } | Ask::Extreme { of: set, .. } => match set {
            Set::Situations(situations) => Some(&mut situations.filters),
            Set::Roles(roles) => Some(&mut roles.filters),
            _ => None,
        },
        Ask::Measure { of, .. } => Some(&mut of.filters),
        Ask::YesNo(question) | Ask::Happened { what: question, .. } => {
            Some(&mut question.verb.filters)
        }
        Ask::ChangedSides { filters, .. } => Some(filters),
        Ask::Pairs(_)
        | Ask::Clusters { .. }
        | Ask::Several(_)
        | Ask::Share { .. }
        | Ask::Compare(_)
        | Ask::Elapsed { .. }
        | Ask::Lulls { .. }
        | Ask::About(_)
        | Ask::Claims(_)
        | Ask::Survey(_)
        | Ask::Paths(_)
        | Ask::Sparql(_) => None,
    }
}
