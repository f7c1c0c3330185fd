//! Dates as stretches of days, and the three values of a time clause.

use crate::world::{Date, Side, Situation, When};
use allegiance::reading::{Time, TimeRelation};
use allegiance::time::Day;

/// What is known of start and end; `None` is no bound.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    pub earliest_start: Option<i32>,
    pub latest_start: Option<i32>,
    pub earliest_end: Option<i32>,
    pub latest_end: Option<i32>,
}

/// Days from the first up to but not including the second.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    from: Option<i32>,
    to: Option<i32>,
}

fn day(year: i16, month: i8, day: i8) -> i32 {
    Day::new(year, month, day).expect("a day").number()
}

pub fn first(date: Date) -> i32 {
    match date {
        Date::Year(y) => day(y, 1, 1),
        Date::Month(y, m) => day(y, m, 1),
        Date::Day(y, m, d) => day(y, m, d),
    }
}

pub fn last(date: Date) -> i32 {
    match date {
        Date::Year(y) => day(y, 12, 31),
        Date::Month(y, 12) => day(y, 12, 31),
        Date::Month(y, m) => day(y, m + 1, 1) - 1,
        Date::Day(y, m, d) => day(y, m, d),
    }
}

/// Days between which something lies.
type Stretch = (Option<i32>, Option<i32>);

pub fn bounds(situation: &Situation) -> Bounds {
    let (when_start, when_end) = match situation.when {
        None => ((None, None), (None, None)),
        Some(when) => sides(when),
    };
    let start = situation.starts.map(stretch);
    let end = situation.ends.map(stretch);
    let dated = situation.when.is_some();
    let (start, end) = match (start, end) {
        (None, None) => (when_start, when_end),
        (Some(start), Some(end)) => (start, end),
        (Some(start), None) if dated => (start, when_end),
        (None, Some(end)) if dated => (when_start, end),
        // An unknown end lies somewhere after the last possible start, and an unknown start before the first possible end.
        (Some(start), None) => (start, (start.1, None)),
        (None, Some(end)) => ((None, end.0), end),
    };
    drawn_in(start, end)
}

fn sides(when: When) -> (Stretch, Stretch) {
    let within = |date| (Some(first(date)), Some(last(date)));
    match when {
        When::At(date) => (within(date), within(date)),
        When::OneOf(a, b) => {
            let all = (Some(first(a)), Some(last(b)));
            (all, all)
        }
        When::Interval(a, b) => (within(a), within(b)),
        // Up to the day on which it was seen it held.
        When::Ongoing(a, seen) => (within(a), (Some(last(seen)), None)),
        When::EndUnknown(a) => (within(a), (Some(last(a)), None)),
        When::StartUnknown(b) => ((None, Some(first(b))), within(b)),
    }
}

fn stretch(side: Side) -> Stretch {
    match side {
        Side::OneOf(a, b) => (Some(first(a)), Some(last(b))),
        Side::OnOrBefore(date) => (None, Some(last(date))),
        Side::OnOrAfter(date) => (Some(first(date)), None),
    }
}

/// No start is after its end: what the one says bounds the other.
fn drawn_in(start: Stretch, end: Stretch) -> Bounds {
    let later = |a: Option<i32>, b: Option<i32>| match (a, b) {
        (Some(a), Some(b)) => Some(a.max(b)),
        (a, b) => a.or(b),
    };
    let earlier = |a: Option<i32>, b: Option<i32>| match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    // Of an end before every start, the start is believed.
    let earliest_end = later(start.0, end.0);
    let latest_end = end
        .1
        .map(|end| later(Some(end), earliest_end).unwrap_or(end));
    Bounds {
        earliest_start: start.0,
        latest_start: earlier(start.1, latest_end),
        earliest_end,
        latest_end,
    }
}

/// Returns the ranges that a time clause allows.
pub fn asked(time: &Time) -> Vec<Asked> {
    let from = |index: usize| open(time.moments[index].from, Day::MIN);
    let to = |index: usize| open(time.moments[index].to, Day::MAX);
    let end = time.moments.len() - 1;
    match time.relation {
        TimeRelation::In | TimeRelation::AsOf => (0..=end)
            .map(|n| Asked {
                from: from(n),
                to: to(n),
            })
            .collect(),
        TimeRelation::Since => vec![Asked {
            from: from(0),
            to: None,
        }],
        TimeRelation::Until => vec![Asked {
            from: None,
            to: to(0),
        }],
        TimeRelation::Before => vec![Asked {
            from: None,
            to: Some(time.moments[0].from.number()),
        }],
        TimeRelation::After => vec![Asked {
            from: to(0),
            to: None,
        }],
        TimeRelation::Between => vec![Asked {
            from: from(0),
            to: to(end),
        }],
    }
}

fn open(day: Day, sentinel: Day) -> Option<i32> {
    (day != sentinel).then(|| day.number())
}

impl Asked {
    /// `latest end ≥ a and earliest start < b`, for events and relations alike.
    pub fn possible(self, b: &Bounds) -> bool {
        reaches(b.latest_end, self.from) && begins(b.earliest_start, self.to)
    }

    /// `earliest start ≥ a and latest end < b`.
    pub fn contains(self, b: &Bounds) -> bool {
        let after = self
            .from
            .is_none_or(|from| b.earliest_start.is_some_and(|start| start >= from));
        let before = self
            .to
            .is_none_or(|to| b.latest_end.is_some_and(|end| end < to));
        after && before
    }

    /// `latest start < b and earliest end ≥ a`.
    pub fn overlaps(self, b: &Bounds) -> bool {
        let begun = self
            .to
            .is_none_or(|to| b.latest_start.is_some_and(|start| start < to));
        let held = self
            .from
            .is_none_or(|from| b.earliest_end.is_some_and(|end| end >= from));
        begun && held
    }
}

fn reaches(end: Option<i32>, from: Option<i32>) -> bool {
    match (end, from) {
        (Some(end), Some(from)) => end >= from,
        _ => true,
    }
}

fn begins(start: Option<i32>, to: Option<i32>) -> bool {
    match (start, to) {
        // The calendar has no day before its first.
        (_, Some(to)) if to == Day::MIN.number() => false,
        (Some(start), Some(to)) => start < to,
        _ => true,
    }
}
