//! A day as a number, so that windows, gaps and durations are integer arithmetic on every engine.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A civil day, counted from 1970-01-01, between [`Day::MIN`] and [`Day::MAX`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(i32);

const EPOCH: Date = Date::constant(1970, 1, 1);

impl Day {
    /// 0001-01-01, which stands for "no known beginning".
    pub const MIN: Day = Day(-719_162);
    /// 9999-12-31, which stands for "no known end".
    pub const MAX: Day = Day(2_932_896);

    /// Returns the day with this number; numbers outside the calendar become the nearer sentinel.
    #[must_use]
    pub fn from_number(number: i64) -> Day {
        let clamped = number.clamp(i64::from(Day::MIN.0), i64::from(Day::MAX.0));
        // The clamp has just made the conversion exact.
        Day(i32::try_from(clamped).unwrap_or(Day::MAX.0))
    }

    /// Returns the day of a civil date; dates outside the calendar become the nearer sentinel.
    #[must_use]
    pub fn from_date(date: Date) -> Day {
        Day::from_number(date.duration_since(EPOCH).as_hours() / 24)
    }

    /// Returns the day of year, month and day, or `None` when the calendar has no such day.
    #[must_use]
    pub fn new(year: i16, month: i8, day: i8) -> Option<Day> {
        if !(1..=9999).contains(&year) {
            return None;
        }
        Date::new(year, month, day).ok().map(Day::from_date)
    }

    /// Reads `YYYY-MM-DD`, with or without a time zone, as `xsd:date` writes it.
    #[must_use]
    pub fn from_xsd_date(text: &str) -> Option<Day> {
        let text = text.trim();
        let (date, zone) = text.split_at_checked(10)?;
        let zoned = zone.is_empty() || zone == "Z" || (zone.len() == 6 && zone.contains(':'));
        if !zoned {
            return None;
        }
        date.parse().ok().map(Day::from_date)
    }

    /// Returns today's day in UTC.
    #[must_use]
    pub fn today() -> Day {
        Day::from_number(jiff::Timestamp::now().as_second().div_euclid(86_400))
    }

    /// Returns the number of days since 1970-01-01.
    #[must_use]
    pub fn number(self) -> i32 {
        self.0
    }

    /// Returns the civil date.
    #[must_use]
    pub fn date(self) -> Date {
        EPOCH.saturating_add(self.0.days())
    }

    /// Returns the day `days` later (earlier when negative), stopping at the sentinels.
    #[must_use]
    pub fn plus(self, days: i64) -> Day {
        Day::from_number(i64::from(self.0).saturating_add(days))
    }

    /// Says whether the day is a real one and not a sentinel.
    #[must_use]
    pub fn is_finite(self) -> bool {
        self != Day::MIN && self != Day::MAX
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = self.date();
        write!(
            f,
            "{:04}-{:02}-{:02}",
            date.year(),
            date.month(),
            date.day()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn sentinels_are_the_ends_of_the_calendar() {
        assert_eq!(Day::new(1, 1, 1), Some(Day::MIN));
        assert_eq!(Day::new(9999, 12, 31), Some(Day::MAX));
        assert_eq!(Day::new(1970, 1, 1).map(Day::number), Some(0));
        assert_eq!(Day::new(2024, 2, 30), None);
        assert_eq!(Day::new(0, 1, 1), None);
        assert_eq!(Day::MAX.plus(1), Day::MAX);
        assert_eq!(Day::MIN.plus(i64::MIN), Day::MIN);
    }

    #[test]
    fn xsd_dates_may_carry_a_zone() {
        let day = Day::new(2024, 7, 27);
        assert_eq!(Day::from_xsd_date("2024-07-27"), day);
        assert_eq!(Day::from_xsd_date("2024-07-27Z"), day);
        assert_eq!(Day::from_xsd_date("2024-07-27+02:00"), day);
        assert_eq!(Day::from_xsd_date("2024-07-27T10:00:00"), None);
        assert_eq!(Day::from_xsd_date("2024-02-30"), None);
        assert_eq!(Day::from_xsd_date("2024é07-27"), None);
    }

    proptest! {
        #[test]
        fn numbers_and_dates_agree(number in Day::MIN.0..=Day::MAX.0) {
            let day = Day::from_number(i64::from(number));
            prop_assert_eq!(Day::from_date(day.date()), day);
            prop_assert_eq!(Day::from_xsd_date(&day.to_string()), Some(day));
        }
    }
}
