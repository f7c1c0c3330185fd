//! The calendar literals of questions: `2021`, `2021-Q2`, `May 2021`, `27 July 2024`, `today`.

use super::{Day, Range};
use serde::{Deserialize, Serialize};
use std::fmt;

/// One unit of the calendar, named by a literal. Years run from 1 to 9998, so that each has a day after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Moment {
    Year(i16),
    /// Year and quarter, 1 to 4.
    Quarter(i16, i8),
    /// Year and month, 1 to 12.
    Month(i16, i8),
    Day(Day),
}

impl Moment {
    /// Returns the days that the literal means.
    #[must_use]
    pub fn range(&self) -> Range {
        let (from, to) = match *self {
            Moment::Year(year) => (first(year, 1), first(year.saturating_add(1), 1)),
            Moment::Quarter(year, quarter) => {
                let month = quarter.clamp(1, 4) * 3 - 2;
                (first(year, month), month_after(year, month + 2))
            }
            Moment::Month(year, month) => (first(year, month), month_after(year, month)),
            Moment::Day(day) => (day, day.plus(1)),
        };
        Range { from, to }
    }
}

/// Writes the canonical literal.
impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Moment::Year(year) => write!(f, "{year:04}"),
            Moment::Quarter(year, quarter) => write!(f, "{year:04}-Q{quarter}"),
            Moment::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Moment::Day(day) => day.fmt(f),
        }
    }
}

/// Returns the first day of a month.
pub(super) fn first(year: i16, month: i8) -> Day {
    Day::new(year, month, 1).unwrap_or(if year < 1 { Day::MIN } else { Day::MAX })
}

fn month_after(year: i16, month: i8) -> Day {
    if month >= 12 {
        first(year.saturating_add(1), 1)
    } else {
        first(year, month + 1)
    }
}
