//! What is known of a start and an end: four days, or "at any time".

use super::Day;
use serde::{Deserialize, Serialize};

/// The days between which something starts and ends.
///
/// Always `earliest_start ≤ latest_start`, `earliest_end ≤ latest_end`, `earliest_start ≤ earliest_end` and
/// `latest_start ≤ latest_end`. [`Day::MIN`] and [`Day::MAX`] stand for the absence of a bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Bounds {
    pub earliest_start: Day,
    pub latest_start: Day,
    pub earliest_end: Day,
    pub latest_end: Day,
    /// The source itself calls the date uncertain or approximate, so nothing about it is certain.
    pub qualified: bool,
}

impl Bounds {
    /// Returns the bounds of something that lies on one unknown day (or stretch) between two days.
    #[must_use]
    pub fn within(first: Day, last: Day) -> Bounds {
        Bounds::ordered((first, last), (first, last))
    }

    /// Returns the bounds of something without any date.
    ///
    /// It cannot have started after the source told of it, when that day is known; nothing says when it ended.
    #[must_use]
    pub fn undated(source_date: Option<Day>) -> Bounds {
        Bounds::ordered(
            (Day::MIN, source_date.unwrap_or(Day::MAX)),
            (Day::MIN, Day::MAX),
        )
    }

    /// Returns the bounds with start and end in the given (first, last) days, drawn in where "a start is never after its
    /// end" says more than the days themselves.
    ///
    /// Contradictory input (an end before every start) keeps the invariants by letting the start win.
    #[must_use]
    pub fn ordered(start: (Day, Day), end: (Day, Day)) -> Bounds {
        let earliest_start = start.0.min(start.1);
        let earliest_end = end.0.max(earliest_start);
        let latest_end = end.1.max(earliest_end);
        let latest_start = start.1.max(earliest_start).min(latest_end);
        Bounds {
            earliest_start,
            latest_start,
            earliest_end,
            latest_end,
            qualified: false,
        }
    }

    /// Says whether any of the four days is known.
    #[must_use]
    pub fn is_dated(&self) -> bool {
        self.earliest_start.is_finite() || self.latest_end.is_finite()
    }

    /// Says whether the invariants hold.
    #[must_use]
    pub fn is_ordered(&self) -> bool {
        self.earliest_start <= self.latest_start
            && self.earliest_end <= self.latest_end
            && self.earliest_start <= self.earliest_end
            && self.latest_start <= self.latest_end
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day() -> impl Strategy<Value = Day> {
        (-800_000_i64..3_000_000).prop_map(Day::from_number)
    }

    proptest! {
        #[test]
        fn ordered_is_ordered_whatever_comes_in(a in day(), b in day(), c in day(), d in day()) {
            prop_assert!(Bounds::ordered((a, b), (c, d)).is_ordered());
        }

        #[test]
        fn drawing_in_loses_no_possible_start_or_end(
            a in day(), b in 0_i64..5000, c in day(), d in 0_i64..5000, i in 0_i64..5000, j in 0_i64..5000,
        ) {
            let (start, end) = ((a, a.plus(b)), (c, c.plus(d)));
            let (s, e) = (a.plus(i.min(b)), c.plus(j.min(d)));
            prop_assume!(s <= e);
            let bounds = Bounds::ordered(start, end);
            prop_assert!(bounds.earliest_start <= s && s <= bounds.latest_start);
            prop_assert!(bounds.earliest_end <= e && e <= bounds.latest_end);
        }
    }
}
