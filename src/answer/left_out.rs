//! What an answer leaves out: what is denied, and what was only planned, requested, proposed or tried.

use super::error::AnswerError;
use super::evidence::{Evidence, members};
use super::facts::Context;
use crate::iri::Iri;
use crate::plan::{self, GroupMeasure, Output, Pattern, Plan, Sort, Test, Var};
use crate::sparql;
use std::collections::BTreeSet;

/// How many situations a note names before it only counts them.
pub const NAMED: usize = 3;

/// Says which denied situations would have answered the question, unless it asks for what is denied. Where nothing else
/// answers it, denied plans are told too.
pub fn denials(
    context: &Context<'_>,
    plan: &Plan,
    is_empty: bool,
) -> Result<Vec<String>, AnswerError> {
    let asked = mentions(
        &plan.pattern,
        &|test| matches!(test, Test::Certainty { any, .. } if any.contains(&Iri::al("Denied"))),
    );
    if asked {
        return Ok(Vec::new());
    }
    let denied = if is_empty {
        plan::denied_at_all(plan)
    } else {
        plan::denied(plan)
    };
    let found = evidence(context, &denied)?;
    let facts = context.facts(&found.iter().map(|e| e.iri.clone()).collect())?;
    let told = found.iter().map(|e| {
        let by: Vec<String> = facts
            .all(&e.iri, "accordingTo")
            .iter()
            .map(|speaker| context.label(speaker))
            .collect();
        let by = if by.is_empty() {
            String::new()
        } else {
            format!(" by {}", by.join(", "))
        };
        let kind = context
            .kind(&e.iri)
            .unwrap_or_else(|| "situation".to_owned());
        let kind = crate::iri::with_article(&kind);
        (
            format!("{kind} is denied{by} and does not count"),
            context.label(&e.iri),
        )
    });
    Ok(gathered(told))
}

/// Says in one line what was only planned, requested, proposed or tried, unless the question asks for that.
pub fn unrealised(context: &Context<'_>, plan: &Plan) -> Result<Option<String>, AnswerError> {
    let asked = mentions(
        &plan.pattern,
        &|test| matches!(test, Test::Status { any, .. } if *any != plan::usual_statuses()),
    );
    if asked {
        return Ok(None);
    }
    let found = evidence(context, &plan::unrealised(plan))?;
    let facts = context.facts(&found.iter().map(|e| e.iri.clone()).collect())?;
    let labels: Vec<String> = found
        .iter()
        .map(|e| {
            let status = facts
                .one(&e.iri, "status")
                .map_or_else(String::new, |status| context.standing(status));
            format!("{} ({status})", context.label(&e.iri))
        })
        .collect();
    Ok((!labels.is_empty()).then(|| {
        format!(
            "not counted, since it did not come about: {}",
            some(&labels)
        )
    }))
}

/// Makes one note of all things of which the same is told.
fn gathered(told: impl Iterator<Item = (String, String)>) -> Vec<String> {
    let mut notes: Vec<(String, Vec<String>)> = Vec::new();
    for (what, label) in told {
        match notes.iter_mut().find(|(known, _)| *known == what) {
            Some((_, labels)) => labels.push(label),
            None => notes.push((what, vec![label])),
        }
    }
    notes
        .into_iter()
        .map(|(what, labels)| format!("{what}: {}", some(&labels)))
        .collect()
}

/// Names the first few and counts the rest.
#[must_use]
pub fn some(labels: &[String]) -> String {
    let mut parts: Vec<String> = labels.iter().take(NAMED).cloned().collect();
    if labels.len() > NAMED {
        parts.push(format!("and {} more", labels.len() - NAMED));
    }
    parts.join("; ")
}

/// Runs a plan and returns the distinct situations that it is about, by date.
fn evidence(context: &Context<'_>, plan: &Plan) -> Result<Vec<Evidence>, AnswerError> {
    let mut rows = as_rows(plan);
    if let Output::Rows { evidence, .. } = &mut rows.output {
        evidence.retain(|var| rows.about.contains(var));
    }
    let lowered = sparql::lower(&rows)?;
    let found: BTreeSet<Evidence> = members(context, &rows, &lowered)?
        .into_iter()
        .flat_map(|m| m.evidence)
        .collect();
    Ok(found.into_iter().collect())
}

/// Turns a plan that counts into one that lists what it counts.
#[must_use]
pub fn as_rows(plan: &Plan) -> Plan {
    let mut plan = plan.clone();
    if let Output::Groups {
        situation, measure, ..
    } = &plan.output
    {
        let subject = match measure {
            GroupMeasure::Count(subject) => subject.clone(),
            GroupMeasure::Figure { .. } => situation.clone(),
        };
        // Actors and places are counted without any situation that makes them so.
        let evidence = if is_situation(&plan.pattern, situation) {
            vec![situation.clone()]
        } else {
            Vec::new()
        };
        let beside = Vec::new();
        plan.output = Output::Rows {
            subject,
            beside,
            evidence,
        };
    }
    plan
}

fn is_situation(pattern: &Pattern, var: &Var) -> bool {
    pattern
        .things
        .iter()
        .any(|thing| thing.var == *var && thing.sort == Sort::Situation)
        || pattern
            .either
            .iter()
            .flatten()
            .any(|branch| is_situation(branch, var))
}

fn mentions(pattern: &Pattern, wanted: &dyn Fn(&Test) -> bool) -> bool {
    pattern.tests.iter().any(wanted)
        || pattern
            .either
            .iter()
            .flatten()
            .any(|branch| mentions(branch, wanted))
}
