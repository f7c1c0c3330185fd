//! Lengths of time on the calendar: days are exact, months and years are calendar units.

use super::tree::Length;
use crate::question::ast::Unit;
use crate::time::Day;
use jiff::Span;

impl Length {
    /// Returns the day so long after another, or `None` beyond the calendar; the 31st of a shorter month is its last day.
    #[must_use]
    pub fn after(self, day: Day) -> Option<Day> {
        day.date()
            .checked_add(self.span()?)
            .ok()
            .map(Day::from_date)
    }

    /// Returns the day so long before another.
    #[must_use]
    pub fn before(self, day: Day) -> Option<Day> {
        day.date()
            .checked_sub(self.span()?)
            .ok()
            .map(Day::from_date)
    }

    fn span(self) -> Option<Span> {
        let count = i64::from(self.count);
        let span = Span::new();
        match self.unit {
            Unit::Day => span.try_days(count).ok(),
            Unit::Week => span.try_weeks(count).ok(),
            Unit::Month => span.try_months(count).ok(),
            Unit::Year => span.try_years(count).ok(),
            Unit::Kilometre | Unit::Mile => None,
        }
    }

    /// Returns the length in days, where it has the same number on any calendar page.
    #[must_use]
    pub fn days(self) -> Option<i64> {
        match self.unit {
            Unit::Day => Some(i64::from(self.count)),
            Unit::Week => Some(i64::from(self.count) * 7),
            _ => None,
        }
    }

    /// Returns the length in months, if it is one of months or years.
    #[must_use]
    pub fn months(self) -> Option<i64> {
        match self.unit {
            Unit::Month => Some(i64::from(self.count)),
            Unit::Year => Some(i64::from(self.count) * 12),
            _ => None,
        }
    }

    /// Returns the length in kilometres, if it is a distance.
    #[must_use]
    pub fn kilometres(self) -> Option<f64> {
        match self.unit {
            Unit::Kilometre => Some(f64::from(self.count)),
            Unit::Mile => Some(f64::from(self.count) * 1.609_344),
            _ => None,
        }
    }
}

impl std::fmt::Display for Length {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.count, self.unit.text(self.count == 1))
    }
}
