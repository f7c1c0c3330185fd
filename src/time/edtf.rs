//! From the EDTF text of a source to bounds.

use super::{Bounds, Day};
use edtf_core::{Bound, Edtf, Interval, IntervalEndpoint, Set, SetElement, SetKind};
use thiserror::Error;

/// A date that is not EDTF.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("\"{text}\" is not an EDTF date: {reason} (at character {})", .offset + 1)]
pub struct EdtfError {
    pub text: String,
    pub reason: &'static str,
    /// Bytes before the problem.
    pub offset: usize,
}

impl Bounds {
    /// Reads an EDTF date, level 0 to 2.
    ///
    /// | text | start | end |
    /// |---|---|---|
    /// | `2024-07-27`, `2023-10`, `2012`, `201X`, `2021-21` | anywhere in it | anywhere in it |
    /// | `[a..b]`, `[a,b]` one of | first day of the first to last day of the last | the same |
    /// | `{a,b}` all of | anywhere in the first | anywhere in the last |
    /// | `a/b` | in a, not after the end | in b, not before the start |
    /// | `a/..` ongoing | in a, not after `ongoing_as_of` | from the last day of `ongoing_as_of` (without it: from the latest start) to ∞ |
    /// | `a/` end unknown | in a | from the latest start to ∞ |
    /// | `a/b..` | in a | from b to ∞ |
    /// | `/b`, `../b` start unknown | −∞ to the earliest end | in b |
    /// | `..a/b` | −∞ to a | in b |
    /// | no text | −∞ to the day of the source, if known | at any time |
    ///
    /// `?`, `~` and `%` leave the days alone and set `qualified`. A time of day is ignored. Years outside 1 to 9999 become
    /// the sentinels.
    ///
    /// # Errors
    ///
    /// When `text` or `ongoing_as_of` is not EDTF; the error carries the text that is not.
    pub fn from_edtf(
        text: Option<&str>,
        ongoing_as_of: Option<&str>,
        source_date: Option<Day>,
    ) -> Result<Bounds, EdtfError> {
        let seen_until = ongoing_as_of
            .map(|text| parse(text).map(|date| days(&date).1))
            .transpose()?;
        let Some(text) = text else {
            return Ok(Bounds::undated(source_date));
        };
        let date = parse(text)?;
        let bounds = match &date {
            Edtf::Interval(interval) => interval_bounds(interval, seen_until),
            Edtf::Set(set) => set_bounds(set, &date),
            Edtf::Date(_) | Edtf::DateTime(_) => {
                let (first, last) = days(&date);
                Bounds::within(first, last)
            }
        };
        Ok(Bounds {
            qualified: date.is_uncertain() || date.is_approximate(),
            ..bounds
        })
    }
}

fn parse(text: &str) -> Result<Edtf, EdtfError> {
    Edtf::parse(text.trim()).map_err(|error| EdtfError {
        text: text.trim().to_owned(),
        reason: error.message,
        offset: error.offset,
    })
}

/// Returns the first and the last day that the expression touches.
fn days(date: &Edtf) -> (Day, Day) {
    let bounds = date.bounds();
    (
        bound_day(bounds.earliest, Day::MIN),
        bound_day(bounds.latest, Day::MAX),
    )
}

fn bound_day(bound: Bound, unknown: Day) -> Day {
    match bound {
        Bound::NegativeInfinity => Day::MIN,
        Bound::PositiveInfinity => Day::MAX,
        Bound::Unknown => unknown,
        Bound::Date(date) if date.year < 1 => Day::MIN,
        Bound::Date(date) => i16::try_from(date.year)
            .ok()
            .zip(i8::try_from(date.month).ok())
            .zip(i8::try_from(date.day).ok())
            .and_then(|((year, month), day)| Day::new(year, month, day))
            .unwrap_or(Day::MAX),
    }
}

fn interval_bounds(interval: &Interval, seen_until: Option<Day>) -> Bounds {
    let start = match interval.start {
        IntervalEndpoint::Date(date) | IntervalEndpoint::OnOrAfter(date) => {
            Some(days(&Edtf::Date(date)))
        }
        IntervalEndpoint::OnOrBefore(date) => Some((Day::MIN, days(&Edtf::Date(date)).1)),
        IntervalEndpoint::Open | IntervalEndpoint::Unknown => None,
    };
    let end = match interval.end {
        IntervalEndpoint::Date(date) => days(&Edtf::Date(date)),
        // The edtf grammar keeps `..date` out of the end; read as it would mean.
        IntervalEndpoint::OnOrBefore(date) => (Day::MIN, days(&Edtf::Date(date)).1),
        IntervalEndpoint::OnOrAfter(date) => (days(&Edtf::Date(date)).0, Day::MAX),
        IntervalEndpoint::Open => return open(start, seen_until),
        IntervalEndpoint::Unknown => return open(start, None),
    };
    Bounds::ordered(start.unwrap_or((Day::MIN, end.0)), end)
}

/// Returns the bounds of what has no known end, but perhaps a day on which it was still there.
fn open(start: Option<(Day, Day)>, seen_until: Option<Day>) -> Bounds {
    let (first, last) = start.unwrap_or((Day::MIN, seen_until.unwrap_or(Day::MAX)));
    // What was seen going on had begun; a sighting before every possible start is a slip of the source and says nothing.
    let seen = seen_until.filter(|seen| *seen >= first);
    let last = seen.map_or(last, |seen| last.min(seen));
    Bounds::ordered((first, last), (seen.unwrap_or(last), Day::MAX))
}

fn set_bounds(set: &Set, date: &Edtf) -> Bounds {
    let (first, last) = days(date);
    if set.kind == SetKind::OneMember {
        return Bounds::within(first, last);
    }
    let members: Vec<(Day, Day)> = set.elements.iter().map(member_days).collect();
    let start_last = members.iter().map(|member| member.1).min().unwrap_or(last);
    let end_first = members.iter().map(|member| member.0).max().unwrap_or(first);
    Bounds::ordered((first, start_last), (end_first, last))
}

/// Returns the first and last day of a member; of a range of members, those that all of them are sure to span.
fn member_days(element: &SetElement) -> (Day, Day) {
    match element {
        SetElement::Date(date) => days(&Edtf::Date(*date)),
        SetElement::OnOrBefore(date) => (Day::MIN, days(&Edtf::Date(*date)).1),
        SetElement::OnOrAfter(date) => (days(&Edtf::Date(*date)).0, Day::MAX),
        SetElement::Range(from, to) => (days(&Edtf::Date(*to)).0, days(&Edtf::Date(*from)).1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the four days as text, `-` and `+` for the sentinels.
    fn read(text: &str, as_of: Option<&str>) -> String {
        let bounds = Bounds::from_edtf(Some(text), as_of, None).expect("EDTF");
        assert!(bounds.is_ordered(), "{text}");
        show(&bounds)
    }

    fn show(bounds: &Bounds) -> String {
        let day = |day: Day| match day {
            Day::MIN => "-".to_owned(),
            Day::MAX => "+".to_owned(),
            day => day.to_string(),
        };
        let mark = if bounds.qualified { " ~" } else { "" };
        format!(
            "{} {} | {} {}{mark}",
            day(bounds.earliest_start),
            day(bounds.latest_start),
            day(bounds.earliest_end),
            day(bounds.latest_end),
        )
    }

    #[test]
    fn points() {
        assert_eq!(
            read("2024-07-27", None),
            "2024-07-27 2024-07-27 | 2024-07-27 2024-07-27"
        );
        assert_eq!(
            read("2023-10", None),
            "2023-10-01 2023-10-31 | 2023-10-01 2023-10-31"
        );
        assert_eq!(
            read("2012~", None),
            "2012-01-01 2012-12-31 | 2012-01-01 2012-12-31 ~"
        );
        assert_eq!(
            read("2021-36", None),
            "2021-10-01 2021-12-31 | 2021-10-01 2021-12-31"
        );
        assert_eq!(
            read("2021-05-24T10:00:00Z", None),
            "2021-05-24 2021-05-24 | 2021-05-24 2021-05-24"
        );
        assert_eq!(read("-0300", None), "- - | - -");
    }

    #[test]
    fn sets() {
        assert_eq!(
            read("[2020-08-19..2021-08-17]", None),
            "2020-08-19 2021-08-17 | 2020-08-19 2021-08-17"
        );
        assert_eq!(read("[..2012]", None), "- 2012-12-31 | - 2012-12-31");
        assert_eq!(
            read("{2012,2014}", None),
            "2012-01-01 2012-12-31 | 2014-01-01 2014-12-31"
        );
        assert_eq!(
            read("{2012..2014}", None),
            "2012-01-01 2012-12-31 | 2014-01-01 2014-12-31"
        );
    }

    #[test]
    fn intervals() {
        assert_eq!(
            read("2012/2013", None),
            "2012-01-01 2012-12-31 | 2013-01-01 2013-12-31"
        );
        assert_eq!(
            read("2012-06/2012", None),
            "2012-06-01 2012-06-30 | 2012-06-01 2012-12-31"
        );
        assert_eq!(
            read("2012/2012-03", None),
            "2012-01-01 2012-03-31 | 2012-03-01 2012-03-31"
        );
        assert_eq!(
            read("2012/2013-05?", None),
            "2012-01-01 2012-12-31 | 2013-05-01 2013-05-31 ~"
        );
    }

    #[test]
    fn open_and_unknown_sides() {
        assert_eq!(
            read("2021-10/..", Some("2024-08")),
            "2021-10-01 2021-10-31 | 2024-08-31 +"
        );
        assert_eq!(
            read("2021-10/..", None),
            "2021-10-01 2021-10-31 | 2021-10-31 +"
        );
        // Seen going on in May, so begun by then.
        assert_eq!(
            read("2021/..", Some("2021-05")),
            "2021-01-01 2021-05-31 | 2021-05-31 +"
        );
        // A sighting before the beginning says nothing.
        assert_eq!(
            read("2021/..", Some("2019")),
            "2021-01-01 2021-12-31 | 2021-12-31 +"
        );
        assert_eq!(read("2012/", None), "2012-01-01 2012-12-31 | 2012-12-31 +");
        // An unknown end is unknown, even if the relation was seen going on.
        assert_eq!(
            read("2012/", Some("2014")),
            "2012-01-01 2012-12-31 | 2012-12-31 +"
        );
        assert_eq!(
            read("/2020-08", None),
            "- 2020-08-01 | 2020-08-01 2020-08-31"
        );
        assert_eq!(
            read("../2020-08", None),
            "- 2020-08-01 | 2020-08-01 2020-08-31"
        );
        assert_eq!(
            read("2012/2014..", None),
            "2012-01-01 2012-12-31 | 2014-01-01 +"
        );
        // Begun by some day of 2017, still there on some day of 2017.
        assert_eq!(read("..2017/2017..", None), "- 2017-12-31 | 2017-01-01 +");
        assert_eq!(
            read("..2020/..", Some("2024-08")),
            "- 2020-12-31 | 2024-08-31 +"
        );
        assert_eq!(
            read("..2012/2014", None),
            "- 2012-12-31 | 2014-01-01 2014-12-31"
        );
    }

    #[test]
    fn undated() {
        let undated = |day| show(&Bounds::from_edtf(None, None, day).expect("no text, no error"));
        assert_eq!(undated(None), "- + | - +");
        assert_eq!(undated(Day::new(2024, 9, 1)), "- 2024-09-01 | - +");
    }

    #[test]
    fn what_is_not_edtf_is_said() {
        let error = Bounds::from_edtf(Some("July 2024"), None, None).expect_err("not EDTF");
        assert_eq!(error.text, "July 2024");
        let error = Bounds::from_edtf(Some("2024"), Some("2024-13"), None).expect_err("not EDTF");
        assert_eq!(error.text, "2024-13");
        assert!(Bounds::from_edtf(Some("2013/2012"), None, None).is_err());
    }
}
