//! What the measures of a network have in common: how it is drawn, and what is said of it.

use super::error::AnswerError;
use super::facts::Context;
use super::left_out;
use super::make;
use super::searched;
use super::survey::{looser, subjects};
use super::table::Answer;
use super::ties::{Drawn, MOST_SITUATIONS, Ties};
use crate::plan::Plan;
use crate::reading::{Filler, Reading, Survey};
use crate::store::EngineError;
use std::collections::BTreeSet;

/// What is said above the query of a measure.
pub const TIES: &str = "the situations that tie; who they tie is read from their roles";

/// What a tie is.
pub const TIE: &str =
    "a tie has no direction and counts once, however many situations are behind it";

/// The network of a survey.
pub struct Network {
    pub drawn: Drawn,
    /// Situations that only possibly fit.
    pub possible: BTreeSet<String>,
    /// What is left out of it.
    pub remarks: Vec<String>,
}

/// Draws the whole network of a survey and says how large it is: `None` where there is none, or too much of it.
pub fn drawn_from(
    context: &Context<'_>,
    reading: &Reading,
    asked: &Survey,
    answer: &mut Answer,
) -> Result<Option<Network>, AnswerError> {
    let ends = match &asked.of {
        Filler::Names(_) => subjects(context, reading, &asked.of)?,
        _ => BTreeSet::new(),
    };
    let mut ties = Ties::new(context, reading, (&asked.via, &asked.filters), ends);
    let found = ties.all()?;
    if let Some(first) = &ties.first {
        answer.sparql = make::print(first, TIES);
    }
    let Some((edges, situations)) = found else {
        answer.notes.push(format!(
            "more than {MOST_SITUATIONS} situations are too many to be measured at once: narrow them, as with `in Mali` or `during 2015`"
        ));
        return Ok(None);
    };
    let drawn = Drawn::of(&edges);
    let tied = drawn.tied();
    if edges.is_empty() {
        answer.notes.push(match situations {
            0 => "no such situation is recorded".to_owned(),
            n => format!(
                "{} {} recorded, and none ties two actors",
                number(n, "situation"),
                is(n)
            ),
        });
        for (clause, reading, asked) in looser(reading, asked) {
            let clauses = (asked.via.as_slice(), asked.filters.as_slice());
            let found = Ties::new(context, &reading, clauses, BTreeSet::new()).all()?;
            if let Some((edges, _)) = found.filter(|(edges, _)| !edges.is_empty()) {
                let drawn = Drawn::of(&edges);
                answer.notes.push(format!(
                    "without `{clause}` {} {} {}",
                    number(drawn.tied(), "situation"),
                    tie(drawn.tied()),
                    number(drawn.graph.nodes().len(), "actor"),
                ));
            }
        }
        answer.notes.extend(searched::searched(context, reading));
    } else {
        let graph = &drawn.graph;
        answer.notes.push(format!(
            "{} {} {} in {}",
            number(tied, "situation"),
            tie(tied),
            number(graph.nodes().len(), "actor"),
            number(graph.ties(), "pair"),
        ));
        if situations > tied {
            let rest = situations - tied;
            answer.notes.push(format!(
                "{rest} more {} nobody: fewer than two of those who count take part with each other",
                tie(rest),
            ));
        }
    }
    let remarks = left_out_of(
        context,
        &ties.plans(None),
        &ties.set_aside,
        edges.is_empty(),
    )?;
    if edges.is_empty() {
        answer.notes.extend(remarks);
        return Ok(None);
    }
    Ok(Some(Network {
        drawn,
        possible: ties.possible,
        remarks,
    }))
}

/// Says who ties nobody, what is denied, and what did not come about.
pub fn left_out_of(
    context: &Context<'_>,
    plans: &[Plan],
    set_aside: &BTreeSet<String>,
    is_empty: bool,
) -> Result<Vec<String>, AnswerError> {
    let mut notes: Vec<String> = Vec::new();
    if !set_aside.is_empty() {
        notes.push(format!(
            "left out, since they would tie everybody to everybody: {}",
            super::survey::whose(context, set_aside)
        ));
    }
    for plan in plans {
        let denials = left_out::denials(context, plan, is_empty)?;
        let unrealised = left_out::unrealised(context, plan)?;
        for note in denials.into_iter().chain(unrealised) {
            if !notes.contains(&note) {
                notes.push(note);
            }
        }
    }
    Ok(notes)
}

/// Says what the mark of an actor means.
pub fn doubt(possible: usize, total: usize) -> String {
    format!(
        "~ marks {possible} of {total} actors with a tie that only possibly fits, since a date or place is not known exactly enough or goes beyond what is asked; `strictly` leaves such ties out"
    )
}

/// Puts the situations behind each row in the order of their days.
pub fn with_dates(context: &Context<'_>, answer: &mut Answer) -> Result<(), AnswerError> {
    let all: BTreeSet<String> = answer
        .rows
        .iter()
        .flat_map(|row| row.evidence.iter().cloned())
        .collect();
    let facts = context.facts(&all)?;
    for row in &mut answer.rows {
        row.evidence.sort_by_cached_key(|iri| {
            let day = facts.day(iri, "earliestStartDay");
            (day, context.label(iri), iri.clone())
        });
    }
    Ok(())
}

/// Fails when the question was stopped.
pub fn unless_stopped(context: &Context<'_>) -> Result<(), AnswerError> {
    match context.cancel.is_cancelled() {
        true => Err(AnswerError::Engine(EngineError::Cancelled)),
        false => Ok(()),
    }
}

/// Writes a number of things.
pub fn number(n: usize, noun: &str) -> String {
    match n {
        1 => format!("1 {noun}"),
        n => format!("{n} {noun}s"),
    }
}

fn tie(n: usize) -> &'static str {
    if n == 1 { "ties" } else { "tie" }
}

fn is(n: usize) -> &'static str {
    if n == 1 { "is" } else { "are" }
}

/// Returns a count as a number to divide by.
#[allow(clippy::cast_precision_loss)]
pub fn real(n: usize) -> f64 {
    n as f64
}

/// Keeps four digits: more would not be worth the name of knowledge, and the last ones differ from machine to machine.
pub fn rounded(n: f64) -> f64 {
    (n * 10_000.0).round() / 10_000.0
}
