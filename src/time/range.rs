//! The stretch of time that a question asks about.

use super::{Day, Moment};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Whole days from `from` up to but not including `to`; [`Day::MIN`] and [`Day::MAX`] leave a side open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Range {
    pub from: Day,
    pub to: Day,
}

impl Range {
    /// All of time.
    pub const ALL: Range = Range {
        from: Day::MIN,
        to: Day::MAX,
    };

    /// Returns the range, or `None` when no day is in it.
    #[must_use]
    pub fn new(from: Day, to: Day) -> Option<Range> {
        (from < to).then_some(Range { from, to })
    }

    /// Returns the range from this day on.
    #[must_use]
    pub fn since(from: Day) -> Range {
        Range { from, to: Day::MAX }
    }

    /// Returns the range up to but not including this day.
    #[must_use]
    pub fn before(to: Day) -> Range {
        Range { from: Day::MIN, to }
    }

    /// Says whether the range has a last day.
    #[must_use]
    pub fn has_end(&self) -> bool {
        self.to != Day::MAX
    }

    /// Says whether the range has a first day.
    #[must_use]
    pub fn has_start(&self) -> bool {
        self.from != Day::MIN
    }

    /// Returns the last day in the range.
    #[must_use]
    pub fn last(&self) -> Day {
        if self.has_end() {
            self.to.plus(-1)
        } else {
            Day::MAX
        }
    }

    /// Returns the year, quarter, month or day that is exactly this range.
    #[must_use]
    pub fn moment(&self) -> Option<Moment> {
        let start = self.from.date();
        let (year, month) = (start.year(), start.month());
        [
            Moment::Year(year),
            Moment::Quarter(year, (month - 1) / 3 + 1),
            Moment::Month(year, month),
            Moment::Day(self.from),
        ]
        .into_iter()
        .find(|moment| moment.range() == *self)
    }
}

/// Writes the shortest literal that means the range (`2021`, `2021-Q2`, `2021-05`, `2024-07-27`), else its first and
/// last day with a slash, `..` where a side is open.
impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(moment) = self.moment() {
            return moment.fmt(f);
        }
        match (self.has_start(), self.has_end()) {
            (true, true) => write!(f, "{}/{}", self.from, self.last()),
            (true, false) => write!(f, "{}/..", self.from),
            (false, true) => write!(f, "../{}", self.last()),
            (false, false) => f.write_str("../.."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i16, month: i8, day: i8) -> Day {
        Day::new(year, month, day).expect("a day of the calendar")
    }

    #[test]
    fn a_range_is_written_as_briefly_as_it_can_be() {
        let shown = |from, to| Range { from, to }.to_string();
        assert_eq!(shown(day(2021, 1, 1), day(2022, 1, 1)), "2021");
        assert_eq!(shown(day(2021, 4, 1), day(2021, 7, 1)), "2021-Q2");
        assert_eq!(shown(day(2021, 12, 1), day(2022, 1, 1)), "2021-12");
        assert_eq!(shown(day(2024, 2, 29), day(2024, 3, 1)), "2024-02-29");
        assert_eq!(
            shown(day(2021, 1, 1), day(2023, 1, 1)),
            "2021-01-01/2022-12-31"
        );
        assert_eq!(Range::since(day(2021, 1, 1)).to_string(), "2021-01-01/..");
        assert_eq!(Range::before(day(2021, 1, 1)).to_string(), "../2020-12-31");
        assert_eq!(Range::ALL.to_string(), "../..");
        assert_eq!(Range::new(day(2021, 1, 1), day(2021, 1, 1)), None);
    }
}
