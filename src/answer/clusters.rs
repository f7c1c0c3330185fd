//! Situations close to one another: chains in which each is near the next, in place, in time, or in both.
//!
//! Two are linked when their dates may lie no farther apart than is asked (from the end of the one to the beginning of the
//! other) and their places do not; a cluster is what such links hold together, as in single-linkage clustering. Links that
//! only may hold mark the cluster. What is known only to a region has no point and is left out, and the answer says so.

use super::empty::run;
use super::error::AnswerError;
use super::facts::{Context, Facts};
use super::list::column;
use super::output::{finish, listed};
use super::table::{Answer, Cell, ColumnType, Row, Value};
use crate::iri::Iri;
use crate::plan;
use crate::reading::{Length, Reading, Set};
use crate::sparql;
use crate::time::Day;
use std::collections::{BTreeMap, BTreeSet};

/// The mean radius of the Earth, in kilometres.
const RADIUS: f64 = 6_371.008_8;

/// One situation with where and when it was.
struct Member {
    iri: String,
    certain: bool,
    first: Day,
    last: Day,
    points: Vec<[f64; 3]>,
    near: bool,
}

/// Lists clusters of two and more, in the order of their first day.
pub fn clusters(
    context: &Context<'_>,
    reading: &Reading,
    (of, near, within): (&Set, Option<Length>, Option<Length>),
    answer: &mut Answer,
) -> Result<(), AnswerError> {
    let sub = listed(reading, of.clone());
    let all = run(context, &sub)?;
    if let Some(plan) = plan::plan(&sub, context.ontology) {
        answer.sparql = super::make::print(&sparql::lower(&plan)?, &answer.reading);
    }
    let facts = context.facts(&all.iter().map(|m| m.iri.clone()).collect())?;
    let places: BTreeSet<String> = all
        .iter()
        .flat_map(|m| facts.all(&m.iri, "place").iter().cloned())
        .collect();
    let placed = context.facts(&places)?;
    let (mut undated, mut unplaced) = (0, 0);
    let mut members: Vec<Member> = Vec::new();
    for found in &all {
        let days = (
            facts.day(&found.iri, "earliestStartDay"),
            facts.day(&found.iri, "latestEndDay"),
        );
        let points = points(context, &facts, &placed, &found.iri);
        let (Some(first), Some(last)) = days else {
            undated += 1;
            continue;
        };
        if within.is_some() && !first.is_finite() {
            undated += 1;
        } else if near.is_some() && points.is_empty() {
            unplaced += 1;
        } else {
            let precision = facts.one(&found.iri, "placePrecision");
            members.push(Member {
                iri: found.iri.clone(),
                certain: found.certain,
                first,
                last,
                points,
                near: precision.is_some_and(|p| Iri::new(p).local() == "Near"),
            });
        }
    }
    members.sort_by(|a, b| (a.first, &a.iri).cmp(&(b.first, &b.iri)));
    let links = links(context, &facts, &members, near, within)?;
    let groups = joined(members.len(), links.iter().map(|(a, b, _)| (*a, *b)));
    let sure = joined(
        members.len(),
        links
            .iter()
            .filter(|(.., sure)| *sure)
            .map(|(a, b, _)| (*a, *b)),
    );
    answer.columns = vec![
        column("cluster", ColumnType::Integer),
        column("count", ColumnType::Integer),
        column("from", ColumnType::Date),
        column("to", ColumnType::Date),
        column("where", ColumnType::Place),
        column("situations", ColumnType::Situation),
    ];
    let mut by_group: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, group) in groups.iter().enumerate() {
        by_group.entry(*group).or_default().push(at);
    }
    let mut possible = 0;
    let clusters = by_group.values().filter(|group| group.len() > 1);
    for (n, group) in clusters.enumerate() {
        let certain = group
            .iter()
            .all(|at| sure[*at] == sure[group[0]] && members[*at].certain);
        possible += usize::from(!certain);
        answer
            .rows
            .push(row(context, &facts, &members, group, (n + 1, certain)));
    }
    answer.total = answer.rows.len();
    if possible > 0 {
        answer.notes.push(format!(
            "~ marks {possible} of {} that only possibly hold together: a date or place is not known exactly enough",
            answer.total
        ));
    }
    let alone = members.len()
        - by_group
            .values()
            .filter(|g| g.len() > 1)
            .map(Vec::len)
            .sum::<usize>();
    answer.notes.push(format!(
        "of {} in all, {alone} {} near no other",
        all.len(),
        if alone == 1 { "is" } else { "are" }
    ));
    for (count, what) in [
        (undated, "without a date"),
        (unplaced, "known to no place smaller than a region"),
    ] {
        if count > 0 {
            let are = if count == 1 { "is" } else { "are" };
            answer.notes.push(format!("{count} {what} {are} left out"));
        }
    }
    if answer.rows.is_empty() {
        answer
            .notes
            .extend(super::searched::searched(context, reading));
    }
    let rows = std::mem::take(&mut answer.rows);
    finish(reading, answer, rows, &[])
}

/// Returns the points of a situation's places, unless they are too wide for a point to tell where in them it was.
fn points(context: &Context<'_>, facts: &Facts, placed: &Facts, iri: &str) -> Vec<[f64; 3]> {
    let wide = |place: &str| {
        context.names.by_iri(place).is_some_and(|id| {
            context.names.name(id).classes.iter().any(|class| {
                let class = context.ontology.class_by_iri(class);
                sparql::WIDE_PLACES.iter().any(|wide| {
                    let wide = context.ontology.class_by_iri(Iri::al(wide).as_str());
                    matches!((class, wide), (Some(class), Some(wide)) if context.ontology.is_subclass(class, wide))
                })
            })
        })
    };
    facts
        .all(iri, "place")
        .iter()
        .filter(|place| !wide(place))
        .filter_map(|place| {
            let axis = |local| {
                placed
                    .one(place, local)
                    .and_then(|text| text.parse::<f64>().ok())
            };
            Some([axis("sphereX")?, axis("sphereY")?, axis("sphereZ")?])
        })
        .collect()
}

/// Finds which two are near each other, and whether they certainly are.
fn links(
    context: &Context<'_>,
    facts: &Facts,
    members: &[Member],
    near: Option<Length>,
    within: Option<Length>,
) -> Result<Vec<(usize, usize, bool)>, AnswerError> {
    let chord = near.and_then(Length::kilometres).map(|far| {
        let half = (far / RADIUS / 2.0).min(std::f64::consts::FRAC_PI_2);
        4.0 * half.sin().powi(2)
    });
    let mut links = Vec::new();
    for (at, one) in members.iter().enumerate() {
        if context.cancel.is_cancelled() {
            return Err(crate::store::EngineError::Cancelled.into());
        }
        let reach = within.map(|within| within.after(one.last).unwrap_or(Day::MAX));
        for (other_at, other) in members.iter().enumerate().skip(at + 1) {
            // They are in the order of their first days, so that none behind this one is nearer.
            if reach.is_some_and(|reach| other.first > reach) {
                break;
            }
            let close = |a: &[f64; 3]| {
                let apart =
                    |b: &[f64; 3]| a.iter().zip(b).map(|(x, y)| (x - y).powi(2)).sum::<f64>();
                other
                    .points
                    .iter()
                    .any(|b| chord.is_none_or(|chord| apart(b) <= chord))
            };
            if chord.is_some() && !one.points.iter().any(close) {
                continue;
            }
            let in_place = chord.is_none() || !(one.near || other.near);
            let in_time = within.is_none_or(|within| surely_within(facts, one, other, within));
            links.push((at, other_at, in_place && in_time));
        }
    }
    Ok(links)
}

/// However the dates fall, neither begins later after the other's end than is asked.
fn surely_within(facts: &Facts, one: &Member, other: &Member, within: Length) -> bool {
    let soon = |a: &Member, b: &Member| {
        let (end, start) = (
            facts.day(&a.iri, "earliestEndDay"),
            facts.day(&b.iri, "latestStartDay"),
        );
        match (end, start) {
            (Some(end), Some(start)) => within.after(end).is_some_and(|day| start <= day),
            _ => false,
        }
    };
    soon(one, other) && soon(other, one)
}

/// Numbers what hangs together: for each the smallest of its group.
fn joined(count: usize, links: impl Iterator<Item = (usize, usize)>) -> Vec<usize> {
    fn root(of: &mut [usize], mut at: usize) -> usize {
        while of[at] != at {
            of[at] = of[of[at]];
            at = of[at];
        }
        at
    }
    let mut of: Vec<usize> = (0..count).collect();
    for (a, b) in links {
        let (a, b) = (root(&mut of, a), root(&mut of, b));
        of[a.max(b)] = a.min(b);
    }
    (0..count).map(|at| root(&mut of, at)).collect()
}

fn row(
    context: &Context<'_>,
    facts: &Facts,
    members: &[Member],
    group: &[usize],
    (number, certain): (usize, bool),
) -> Row {
    let of = || group.iter().map(|at| &members[*at]);
    let first = of().map(|m| m.first).min().unwrap_or(Day::MIN);
    let last = of().map(|m| m.last).max().unwrap_or(Day::MAX);
    let places: BTreeSet<String> = of()
        .flat_map(|m| facts.all(&m.iri, "place").iter().cloned())
        .collect();
    let named: Vec<Cell> = of().map(|m| context.situation(facts, &m.iri)).collect();
    let mut cell = Cell::of(Value::Integer(i64::try_from(number).unwrap_or(i64::MAX)));
    cell.possible = !certain;
    let day = |day: Day| {
        if day.is_finite() {
            Cell::text(day.to_string())
        } else {
            Cell::missing()
        }
    };
    Row {
        cells: vec![
            cell,
            Cell::of(Value::Integer(
                i64::try_from(group.len()).unwrap_or(i64::MAX),
            )),
            day(first),
            day(last),
            context.things(&places),
            super::facts::several(named),
        ],
        evidence: of().map(|m| m.iri.clone()).collect(),
    }
}
