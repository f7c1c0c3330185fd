//! One situation beside another in time, possibly and certainly.

use crate::held::Held;
use crate::sets::{Members, Oracle};
use crate::time::{Bounds, bounds};
use allegiance::question::ast::{End, Side, Unit};
use allegiance::reading::{Length, TimeOrder};
use allegiance::time::Day;

/// The days of a start and an end; what is not known lies beyond all days.
#[derive(Clone, Copy)]
struct Days {
    earliest_start: i32,
    latest_start: i32,
    earliest_end: i32,
    latest_end: i32,
}

impl From<&Bounds> for Days {
    fn from(bounds: &Bounds) -> Days {
        let (min, max) = (Day::MIN.number(), Day::MAX.number());
        Days {
            earliest_start: bounds.earliest_start.unwrap_or(min),
            latest_start: bounds.latest_start.unwrap_or(max),
            earliest_end: bounds.earliest_end.unwrap_or(min),
            latest_end: bounds.latest_end.unwrap_or(max),
        }
    }
}

/// Tells how surely a situation stands so to another; of an event all must, of a relation a part.
pub fn stands(situation: &Bounds, event: bool, anchor: &Bounds, how: TimeOrder) -> Held {
    let (s, a) = (&Days::from(situation), &Days::from(anchor));
    let both = match how {
        // From the day after its end on.
        TimeOrder::After => from(s, event, a.earliest_end + 1, a.latest_end.saturating_add(1)),
        TimeOrder::Since => from(s, event, a.earliest_start, a.latest_start),
        // Up to the day before its beginning.
        TimeOrder::Before => up_to(s, event, a.earliest_start - 1, a.latest_start - 1),
        TimeOrder::Until => up_to(s, event, a.earliest_end, a.latest_end),
        TimeOrder::During => during(s, event, a),
        TimeOrder::Overlapping => during(s, false, a),
        TimeOrder::Within(length, Side::After) | TimeOrder::PrecededBy(Some(length)) => {
            follows(s, a, Some(length))
        }
        TimeOrder::Within(length, Side::Before) | TimeOrder::FollowedBy(Some(length)) => {
            follows(a, s, Some(length))
        }
        TimeOrder::Within(length, Side::Of) => {
            let (after, surely_after) = follows(s, a, Some(length));
            let (before, surely_before) = follows(a, s, Some(length));
            (after || before, surely_after || surely_before)
        }
        TimeOrder::WithinStart(length) => (
            s.latest_start >= a.earliest_start && at_most(s.earliest_start, a.latest_start, length),
            s.earliest_start >= a.latest_start && at_most(s.latest_start, a.earliest_start, length),
        ),
        TimeOrder::Same(unit) => same(s, a, unit),
        TimeOrder::PrecededBy(None) => follows(s, a, None),
        TimeOrder::FollowedBy(None) => follows(a, s, None),
    };
    Held::of(both.0, both.1)
}

/// Both may have begun in one unit of the calendar; they did where every day of both lies in it.
fn same(s: &Days, a: &Days, unit: Unit) -> (bool, bool) {
    let unit_of = |day: i32| {
        let date = Day::from_number(i64::from(day)).date();
        match unit {
            Unit::Day => (date.year(), date.month(), date.day()),
            Unit::Month => (date.year(), date.month(), 0),
            _ => (date.year(), 0, 0),
        }
    };
    let (first, last) = (unit_of(s.earliest_start), unit_of(s.latest_start));
    let (other_first, other_last) = (unit_of(a.earliest_start), unit_of(a.latest_start));
    (
        first <= other_last && other_first <= last,
        first == last && other_first == other_last && first == other_first,
    )
}

impl Oracle<'_> {
    /// Keeps what may be among the first or last so many: fewer than that certainly are before it.
    pub fn extreme(&self, end: End, number: usize, members: Members) -> Members {
        let dated: Vec<(String, Held, (i32, i32))> = members
            .into_iter()
            .filter_map(|(iri, held)| {
                let bounds = bounds(&self.world.situations[crate::groups::number(&iri)]);
                // Of what has no date nobody knows where it stands.
                bounds.earliest_start.or(bounds.latest_start)?;
                let days = Days::from(&bounds);
                let began = match end {
                    End::First => (days.earliest_start, days.latest_start),
                    End::Last => (-days.latest_start, -days.earliest_start),
                };
                Some((iri, held, began))
            })
            .collect();
        let mut kept = Members::new();
        for (iri, held, (early, late)) in &dated {
            let others = || dated.iter().filter(|(other, ..)| other != iri);
            let before = others().filter(|(_, held, days)| held.is_certain() && days.1 < *early);
            let perhaps_before = others().filter(|(_, _, days)| days.0 <= *late);
            if before.count() < number {
                let sure = Held::of(true, perhaps_before.count() < number);
                kept.insert(iri.clone(), held.clone().and(sure));
            }
        }
        kept
    }
}

/// In the stretch that begins on some day from the first to the last and has no end.
fn from(s: &Days, event: bool, first: i32, last: i32) -> (bool, bool) {
    let certain = if event {
        s.earliest_start
    } else {
        s.earliest_end
    };
    (s.latest_end >= first, certain >= last)
}

/// In the stretch without a beginning that ends on some day from the first to the last.
fn up_to(s: &Days, event: bool, first: i32, last: i32) -> (bool, bool) {
    let certain = if event { s.latest_end } else { s.latest_start };
    (s.earliest_start <= last, certain <= first)
}

fn during(s: &Days, event: bool, a: &Days) -> (bool, bool) {
    let possible = s.latest_end >= a.earliest_start && s.earliest_start <= a.latest_end;
    let certain = if event {
        s.earliest_start >= a.latest_start && s.latest_end <= a.earliest_end
    } else {
        s.earliest_end >= a.latest_start && s.latest_start <= a.earliest_end
    };
    (possible, certain)
}

/// The late one begins after the end of the early one, at most so long.
fn follows(late: &Days, early: &Days, length: Option<Length>) -> (bool, bool) {
    let in_time = |start: i32, end: i32| length.is_none_or(|length| at_most(start, end, length));
    (
        late.latest_start > early.earliest_end && in_time(late.earliest_start, early.latest_end),
        late.earliest_start > early.latest_end && in_time(late.latest_start, early.earliest_end),
    )
}

/// Says whether a day is at most so long after another: days are exact, months and years are those of the calendar.
fn at_most(late: i32, early: i32, length: Length) -> bool {
    let count = i64::from(length.count);
    let days = i64::from(late) - i64::from(early);
    let months = match length.unit {
        Unit::Day => return days <= count,
        Unit::Week => return days <= count * 7,
        Unit::Month => count,
        Unit::Year => count * 12,
        Unit::Kilometre | Unit::Mile => panic!("a length of time"),
    };
    let date = |day: i32| {
        let date = Day::from_number(i64::from(day)).date();
        (
            i64::from(date.year()) * 12 + i64::from(date.month()),
            date.day(),
        )
    };
    let (month, day) = date(early);
    date(late) <= (month + months, day)
}
