//! Answers that are drawn from many situations at once.

use super::error::AnswerError;
use super::facts::Context;
use super::output::listed;
use super::table::Answer;
use super::ties::Ties;
use super::{brokers, centre, communities, left_out, lineage, measured, neighbourhood, timeline};
use crate::iri::Iri;
use crate::plan::{Fact, Output, Plan, Test, Var};
use crate::question::ast;
use crate::reading::{self, Filler, Reading, Survey};
use crate::sparql;
use std::collections::BTreeSet;

/// Answers a survey.
pub fn survey(
    context: &Context<'_>,
    reading: &Reading,
    asked: &Survey,
    answer: &mut Answer,
) -> Result<(), AnswerError> {
    match asked.what {
        ast::Survey::Network => neighbourhood::neighbourhood(context, reading, asked, answer),
        ast::Survey::Centrality => centre::centrality(context, reading, asked, answer),
        ast::Survey::Communities => communities::communities(context, reading, asked, answer),
        ast::Survey::Brokers | ast::Survey::CutActors => {
            brokers::brokers(context, reading, asked, answer)
        }
        ast::Survey::Lineage => lineage::lineage(context, reading, asked, answer),
        ast::Survey::Timeline => timeline::timeline(context, reading, asked, answer),
    }
}

/// Prints the first query of a survey without asking it.
pub fn query(
    context: &Context<'_>,
    reading: &Reading,
    asked: &Survey,
) -> Result<String, AnswerError> {
    match asked.what {
        ast::Survey::Network | ast::Survey::Brokers | ast::Survey::CutActors => {
            let own = subjects(context, reading, &asked.of)?;
            let near: Vec<Iri> = own.iter().map(Iri::new).collect();
            first(
                context,
                reading,
                asked,
                Some(&near),
                neighbourhood::FIRST_STEP,
            )
        }
        ast::Survey::Centrality | ast::Survey::Communities => {
            first(context, reading, asked, None, measured::TIES)
        }
        ast::Survey::Lineage => lineage::query(context, reading, asked),
        ast::Survey::Timeline => timeline::query(context, reading, asked),
    }
}

/// Prints the query for the ties of the first kind.
fn first(
    context: &Context<'_>,
    reading: &Reading,
    asked: &Survey,
    near: Option<&[Iri]>,
    heading: &str,
) -> Result<String, AnswerError> {
    let mut filters = asked.filters.clone();
    filters.extend(asked.sides.iter().map(|sides| sides.0.clone()));
    let ties = Ties::new(context, reading, (&asked.via, &filters), BTreeSet::new());
    Ok(match ties.plans(near).first() {
        Some(plan) => super::make::print(&sparql::lower(plan)?, heading),
        None => String::new(),
    })
}

/// Returns those whom a survey is about.
pub fn subjects(
    context: &Context<'_>,
    reading: &Reading,
    of: &Filler,
) -> Result<BTreeSet<String>, AnswerError> {
    Ok(match of {
        Filler::Names(names) => names.iter().map(|n| n.iri.as_str().to_owned()).collect(),
        Filler::Set(set) => {
            let found = super::empty::run(context, &listed(reading, set.as_ref().clone()))?;
            found.into_iter().map(|member| member.iri).collect()
        }
        Filler::Anyone | Filler::Back(_) => BTreeSet::new(),
    })
}

/// Returns the survey without each of its clauses in turn, with what is left out.
pub fn looser(reading: &Reading, asked: &Survey) -> Vec<(String, Reading, Survey)> {
    let mut found = Vec::new();
    for at in 0..asked.filters.len() {
        let mut without = asked.clone();
        let removed = without.filters.remove(at);
        found.push((reading::clause_text(&removed), reading.clone(), without));
    }
    if !asked.via.is_empty() && asked.what != ast::Survey::Communities {
        let kinds: Vec<&str> = asked.via.iter().map(|noun| noun.plural.as_str()).collect();
        let any = Survey {
            via: Vec::new(),
            ..asked.clone()
        };
        let word = match asked.what {
            ast::Survey::Centrality => "in",
            _ => "via",
        };
        found.push((format!("{word} {}", kinds.join(", ")), reading.clone(), any));
    }
    if let Some(steps) = asked.steps.filter(|_| asked.what == ast::Survey::Brokers) {
        let longer = Survey {
            steps: None,
            ..asked.clone()
        };
        found.push((format!("at most {steps} steps"), reading.clone(), longer));
    }
    if reading.strictly {
        let usual = Reading {
            strictly: false,
            ..reading.clone()
        };
        found.push(("strictly".to_owned(), usual, asked.clone()));
    }
    found
}

/// Names those whom a survey is about.
pub fn whose(context: &Context<'_>, of: &BTreeSet<String>) -> String {
    let mut labels: Vec<String> = of.iter().map(|iri| context.label(iri)).collect();
    labels.sort();
    left_out::some(&labels)
}

/// Narrows a plan that lists situations to those in which any of some things fills any of some roles.
pub fn touching(mut plan: Plan, roles: &[Iri], near: &[Iri]) -> Option<Plan> {
    let Output::Rows { subject, .. } = &plan.output else {
        return None;
    };
    let var = Var("near".to_owned());
    plan.pattern.facts.push(Fact {
        situation: subject.clone(),
        roles: roles.to_vec(),
        filler: var.clone(),
    });
    plan.pattern.tests.push(Test::Is {
        var,
        any: near.to_vec(),
        parts: false,
    });
    Some(plan)
}
