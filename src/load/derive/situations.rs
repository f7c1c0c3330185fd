//! What every situation carries: dates, certainty, status and source.

use super::facts::{Facts, values};
use super::{Emit, Kind};
use crate::load::TermId;
use crate::time::{Bounds, Day, Moment};

/// Adds the derived statements of situations; `bounds` are in the order of the situations.
pub(super) fn emit(emit: &mut Emit, facts: &Facts, bounds: &[Bounds]) {
    let terms = emit.terms;
    for (situation, bounds) in facts.situations.iter().zip(bounds) {
        dates(emit, *situation, bounds);
        start(emit, *situation, bounds);
        if values(&facts.certainty, *situation).is_empty() {
            emit.add(*situation, terms.certainty, terms.asserted);
        }
        if values(&facts.status, *situation).is_empty() {
            emit.add(*situation, terms.status, terms.occurred);
        }
    }
    for (thing, graphs) in &facts.graphs {
        debug_assert!(
            facts
                .kinds
                .get(thing)
                .is_some_and(|kind| { kind.is(Kind::SITUATION) || kind.is(Kind::FIGURE) })
        );
        for graph in graphs {
            emit.add(*thing, terms.source, *graph);
        }
    }
}

fn dates(emit: &mut Emit, situation: TermId, bounds: &Bounds) {
    let terms = emit.terms;
    for (date, number, day) in [
        (
            terms.earliest_start,
            terms.earliest_start_day,
            bounds.earliest_start,
        ),
        (
            terms.latest_start,
            terms.latest_start_day,
            bounds.latest_start,
        ),
        (
            terms.earliest_end,
            terms.earliest_end_day,
            bounds.earliest_end,
        ),
        (terms.latest_end, terms.latest_end_day, bounds.latest_end),
    ] {
        emit.add_day_number(situation, number, day);
        if day.is_finite() {
            emit.add_date(situation, date, day);
        }
    }
    if bounds.qualified {
        emit.add_true(situation, terms.date_qualified);
    }
}

/// Adds the year, quarter, month and day of the start, as far as every possible start has the same.
fn start(emit: &mut Emit, situation: TermId, bounds: &Bounds) {
    let terms = emit.terms;
    let (first, last) = (bounds.earliest_start, bounds.latest_start);
    if !first.is_finite() || !last.is_finite() {
        return;
    }
    let properties = [
        terms.start_year,
        terms.start_quarter,
        terms.start_month,
        terms.start_date,
    ];
    let pairs = units(first).into_iter().zip(units(last));
    for (property, (moment, other)) in properties.into_iter().zip(pairs) {
        match moment {
            _ if moment != other => return,
            Moment::Year(year) => emit.add_integer(situation, property, i64::from(year)),
            finer => emit.add_text(situation, property, finer.to_string()),
        }
    }
}

/// Returns the year, quarter, month and day that a day is in.
fn units(day: Day) -> [Moment; 4] {
    let (year, month) = (day.date().year(), day.date().month());
    [
        Moment::Year(year),
        Moment::Quarter(year, (month - 1) / 3 + 1),
        Moment::Month(year, month),
        Moment::Day(day),
    ]
}
