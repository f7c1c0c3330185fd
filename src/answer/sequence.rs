//! Answers about what comes when: the first and the last, how long until the next, and lulls.
//!
//! Dates are ranges, so what is the last is a range too: everything that may be the last is listed, and what only may be
//! is marked.

use super::empty::run;
use super::error::AnswerError;
use super::evidence::Member;
use super::facts::{Context, Facts};
use super::list::{Listing, column, list};
use super::output::{finish, listed};
use super::table::{Answer, Cell, ColumnType, Row, Value};
use crate::plan::{self, Output};
use crate::question::ast::End;
use crate::reading::{Anchor, Filter, Length, Reading, Relative, Rows, Set, Situations, TimeOrder};
use crate::sparql;
use crate::time::Day;
use std::collections::{BTreeMap, BTreeSet};

/// The days between which a situation began, and between which it ended.
#[derive(Clone, Copy)]
struct Bounds {
    earliest_start: Day,
    latest_start: Day,
    earliest_end: Day,
    latest_end: Day,
}

fn bounds(facts: &Facts, iri: &str) -> Option<Bounds> {
    Some(Bounds {
        earliest_start: facts.day(iri, "earliestStartDay")?,
        latest_start: facts.day(iri, "latestStartDay")?,
        earliest_end: facts.day(iri, "earliestEndDay")?,
        latest_end: facts.day(iri, "latestEndDay")?,
    })
}

/// The first or last so many of a set; those that only may be are marked.
pub fn extreme(
    context: &Context<'_>,
    (end, number, of): (End, usize, &Set),
    members: Vec<Member>,
    notes: &mut Vec<String>,
) -> Result<Listing, AnswerError> {
    let facts = context.facts(&members.iter().map(|m| m.iri.clone()).collect())?;
    // What began on day a to b, as seen from the end that is asked for.
    let place = |member: &Member| -> Option<(i64, i64)> {
        let bounds = bounds(&facts, &member.iri)?;
        let (a, b) = (bounds.earliest_start, bounds.latest_start);
        let (a, b) = (i64::from(a.number()), i64::from(b.number()));
        Some(match end {
            End::First => (a, b),
            End::Last => (-b, -a),
        })
    };
    let (dated, undated): (Vec<_>, Vec<_>) = members.into_iter().partition(|member| {
        bounds(&facts, &member.iri)
            .is_some_and(|b| b.earliest_start.is_finite() || b.latest_start.is_finite())
    });
    if !undated.is_empty() {
        notes.push(format!(
            "{} without a date {} left out",
            undated.len(),
            if undated.len() == 1 { "is" } else { "are" }
        ));
    }
    let places: Vec<(i64, i64)> = dated.iter().map(|m| place(m).unwrap_or((0, 0))).collect();
    // What may not belong here at all keeps nothing else out.
    let certain = dated
        .iter()
        .zip(&places)
        .filter(|(member, _)| member.certain);
    let mut surest: Vec<i64> = certain.map(|(_, (_, latest))| *latest).collect();
    surest.sort_unstable();
    let limit = surest
        .get(number.saturating_sub(1))
        .copied()
        .unwrap_or(i64::MAX);
    let kept: Vec<Member> = dated
        .into_iter()
        .enumerate()
        .filter(|(n, _)| places[*n].0 <= limit)
        .map(|(n, mut member)| {
            let rivals = places
                .iter()
                .enumerate()
                .filter(|(other, place)| *other != n && place.0 <= places[n].1)
                .count();
            member.certain &= rivals < number;
            member
        })
        .collect();
    if kept.len() > number {
        let word = if end == End::First { "first" } else { "last" };
        notes.push(format!(
            "{} may be the {word}{}, since dates are not known exactly enough or are the same",
            kept.len(),
            if number == 1 {
                String::new()
            } else {
                format!(" {number}")
            }
        ));
    }
    list(context, of, kept, Rows::All, &[])
}

/// For each situation of one set, the next of the other, and the days between.
pub fn elapsed(
    context: &Context<'_>,
    reading: &Reading,
    (from, to): (&Situations, &Situations),
    answer: &mut Answer,
) -> Result<(), AnswerError> {
    let all = run(context, &listed(reading, Set::Situations(from.clone())))?;
    let mut followed = from.clone();
    followed.filters.push(Filter::Relative(Relative {
        how: TimeOrder::FollowedBy(None),
        anchor: Anchor::Set(Box::new(Set::Situations(to.clone()))),
    }));
    let pairs = pairs(context, reading, from, followed, answer)?;
    let mut things: BTreeSet<String> = all.iter().map(|m| m.iri.clone()).collect();
    things.extend(pairs.values().flatten().map(|(iri, _)| iri.clone()));
    let facts = context.facts(&things)?;
    // The next is the one that has surely begun first: what may have begun any time is no answer to "how long".
    let start = |iri: &str| bounds(&facts, iri).map_or(Day::MAX, |b| b.latest_start);
    answer.columns = vec![
        column(&from.class.singular, ColumnType::Situation),
        column("when", ColumnType::Date),
        column(
            &format!("next {}", to.class.singular),
            ColumnType::Situation,
        ),
        column("when next", ColumnType::Date),
        column("days", ColumnType::Integer),
    ];
    let mut none = 0;
    for member in &all {
        let mut first = context.situation(&facts, &member.iri);
        first.possible = !member.certain;
        let mut cells = vec![first, context.when(&facts, &member.iri)];
        let mut evidence = vec![member.iri.clone()];
        let next = pairs
            .get(&member.iri)
            .and_then(|all| all.iter().min_by_key(|(iri, _)| (start(iri), iri.clone())));
        match next {
            Some((iri, certain)) => {
                let mut cell = context.situation(&facts, iri);
                cell.possible = !certain;
                cells.push(cell);
                cells.push(context.when(&facts, iri));
                cells.push(days_between(&facts, &member.iri, iri));
                evidence.push(iri.clone());
            }
            None => {
                none += 1;
                let mut cell = Cell::missing();
                cell.remark = Some("none recorded".to_owned());
                cells.extend([cell, Cell::missing(), Cell::missing()]);
            }
        }
        answer.rows.push(Row { cells, evidence });
    }
    answer.total = answer.rows.len();
    if none > 0 {
        answer.notes.push(format!(
            "after {none} of {} no such {} is recorded",
            all.len(),
            to.class.singular
        ));
        answer
            .notes
            .extend(super::searched::searched(context, reading));
    }
    let rows = std::mem::take(&mut answer.rows);
    finish(reading, answer, rows, &[])
}

/// Situations, each with those that follow it and whether they certainly do.
type Pairs = BTreeMap<String, Vec<(String, bool)>>;

fn pairs(
    context: &Context<'_>,
    reading: &Reading,
    from: &Situations,
    followed: Situations,
    answer: &mut Answer,
) -> Result<Pairs, AnswerError> {
    let evidence = |set: &Situations| {
        let plan = plan::plan(
            &listed(reading, Set::Situations(set.clone())),
            context.ontology,
        );
        plan.and_then(|plan| match &plan.output {
            Output::Rows { evidence, .. } => Some((evidence.clone(), plan)),
            Output::Groups { .. } => None,
        })
    };
    let (Some((own, _)), Some((both, plan))) = (evidence(from), evidence(&followed)) else {
        return Ok(Pairs::new());
    };
    let (Some(first), Some(next)) = (both.first(), both.get(own.len())) else {
        return Ok(Pairs::new());
    };
    let lowered = sparql::lower(&plan)?;
    answer.sparql = super::make::print(&lowered, &answer.reading);
    let solutions = context.engine.select(&lowered.query, context.cancel)?;
    let column = |name: &str| solutions.column(name);
    let (from, to) = (column(&first.0), column(&next.0));
    let marks: Vec<usize> = lowered
        .marks
        .iter()
        .filter_map(|mark| column(&mark.name))
        .collect();
    let mut pairs = Pairs::new();
    for row in &solutions.rows {
        let cell = |at: Option<usize>| {
            at.and_then(|at| row.get(at))
                .and_then(Option::as_ref)
                .map(super::facts::text)
        };
        let (Some(from), Some(to)) = (cell(from), cell(to)) else {
            continue;
        };
        let certain = super::evidence::certain(row, &marks);
        let known = pairs.entry(from).or_default();
        match known.iter_mut().find(|(iri, _)| *iri == to) {
            Some((_, surely)) => *surely |= certain,
            None => known.push((to, certain)),
        }
    }
    Ok(pairs)
}

/// The days from the end of one to the beginning of another, as a range where their dates are.
fn days_between(facts: &Facts, from: &str, to: &str) -> Cell {
    let (Some(from), Some(to)) = (bounds(facts, from), bounds(facts, to)) else {
        return Cell::missing();
    };
    let known = [
        from.earliest_end,
        from.latest_end,
        to.earliest_start,
        to.latest_start,
    ];
    if known.iter().any(|day| !day.is_finite()) {
        return Cell::missing();
    }
    let apart = |late: Day, early: Day| i64::from(late.number()) - i64::from(early.number());
    let least = apart(to.earliest_start, from.latest_end).max(1);
    let most = apart(to.latest_start, from.earliest_end);
    if least == most {
        Cell::of(Value::Integer(most))
    } else {
        Cell::text(format!("{least} to {most}"))
    }
}

/// Stretches without any situation of a set. What is known only to a range of days may lie anywhere in it, so that a lull
/// lasts at least so long as is said.
pub fn lulls(
    context: &Context<'_>,
    reading: &Reading,
    (least, of): (Option<Length>, &Set),
    answer: &mut Answer,
) -> Result<(), AnswerError> {
    let sub = listed(reading, of.clone());
    let all = run(context, &sub)?;
    if let Some(plan) = plan::plan(&sub, context.ontology) {
        answer.sparql = super::make::print(&sparql::lower(&plan)?, &answer.reading);
    }
    let facts = context.facts(&all.iter().map(|m| m.iri.clone()).collect())?;
    let mut dated: Vec<(Bounds, &str)> = Vec::new();
    let mut undated = 0;
    for member in &all {
        match bounds(&facts, &member.iri) {
            Some(b) if b.earliest_start.is_finite() => dated.push((b, &member.iri)),
            _ => undated += 1,
        }
    }
    dated.sort_by_key(|(b, iri)| (b.earliest_start, b.latest_end, iri.to_owned()));
    answer.columns = vec![
        column("from", ColumnType::Date),
        column("to", ColumnType::Date),
        column("days", ColumnType::Integer),
        column("after", ColumnType::Situation),
        column("before", ColumnType::Situation),
    ];
    let mut last: Option<(Day, &str)> = None;
    for (b, iri) in &dated {
        if let Some((end, before)) = last
            && end < b.earliest_start
        {
            let (from, to) = (end.plus(1), b.earliest_start.plus(-1));
            let days = i64::from(b.earliest_start.number()) - i64::from(end.number()) - 1;
            let enough = least.is_none_or(|least| least.after(end).is_some_and(|day| day <= to));
            if days > 0 && enough {
                answer.rows.push(Row {
                    cells: vec![
                        Cell::text(from.to_string()),
                        Cell::text(to.to_string()),
                        Cell::of(Value::Integer(days)),
                        context.situation(&facts, before),
                        context.situation(&facts, iri),
                    ],
                    evidence: vec![before.to_owned(), (*iri).to_owned()],
                });
            }
        }
        if last.is_none_or(|(end, _)| b.latest_end > end) {
            last = Some((b.latest_end, iri));
        }
    }
    answer.total = answer.rows.len();
    answer.notes.push(format!(
        "a lull is counted from the latest possible end of one to the earliest possible beginning of the next, over {} in all",
        all.len()
    ));
    if undated > 0 {
        answer.notes.push(format!(
            "{undated} without a date {} left out, and may lie in any lull",
            if undated == 1 { "is" } else { "are" }
        ));
    }
    answer
        .notes
        .extend(super::searched::searched(context, reading));
    let rows = std::mem::take(&mut answer.rows);
    finish(reading, answer, rows, &[])
}
