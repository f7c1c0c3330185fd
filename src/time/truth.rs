//! Whether something is certainly, possibly or not in a range, as `meaning.md` defines it.

use super::{Bounds, Range};
use serde::{Deserialize, Serialize};

/// The three answers to a time clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Truth {
    No,
    Possible,
    Certain,
}

impl Truth {
    fn of(possible: bool, certain: bool) -> Truth {
        match (possible, certain) {
            (false, _) => Truth::No,
            (true, false) => Truth::Possible,
            (true, true) => Truth::Certain,
        }
    }
}

/// Tests an event: it is in the range when it starts and ends there.
///
/// An open side of the range excludes nothing, as when no bound is written.
#[must_use]
pub fn contained(bounds: &Bounds, range: &Range) -> Truth {
    Truth::of(
        may_touch(bounds, range),
        !bounds.qualified
            && bounds.earliest_start >= range.from
            && (!range.has_end() || bounds.latest_end < range.to),
    )
}

/// Tests a relation: it is in the range when it holds on at least one day there.
///
/// An open side of the range excludes nothing, as when no bound is written.
#[must_use]
pub fn overlaps(bounds: &Bounds, range: &Range) -> Truth {
    Truth::of(
        may_touch(bounds, range),
        !bounds.qualified
            && (!range.has_end() || bounds.latest_start < range.to)
            && bounds.earliest_end >= range.from,
    )
}

fn may_touch(bounds: &Bounds, range: &Range) -> bool {
    bounds.latest_end >= range.from && (!range.has_end() || bounds.earliest_start < range.to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Day;
    use proptest::prelude::*;

    fn bounds(text: &str) -> Bounds {
        Bounds::from_edtf(Some(text), Some("2024-08"), None).expect("EDTF")
    }

    fn range(text: &str) -> Range {
        let moment = crate::time::Moment::parse(text, Day::MIN).expect("a literal");
        moment.range()
    }

    #[test]
    fn events() {
        let test = |event, asked| contained(&bounds(event), &range(asked));
        assert_eq!(test("2021-05-24", "2021"), Truth::Certain);
        assert_eq!(test("[2020-08-19..2021-08-17]", "2021"), Truth::Possible);
        assert_eq!(test("2021~", "2021"), Truth::Possible);
        assert_eq!(test("2021", "2021-05"), Truth::Possible);
        assert_eq!(test("2022", "2021"), Truth::No);
        assert_eq!(test("2021-12-31", "2022"), Truth::No);
        assert_eq!(test("2022-01-01", "2021"), Truth::No);
        let undated = Bounds::undated(None);
        assert_eq!(contained(&undated, &range("2021")), Truth::Possible);
        assert_eq!(contained(&undated, &Range::ALL), Truth::Certain);
    }

    #[test]
    fn relations() {
        let test = |relation, asked| overlaps(&bounds(relation), &range(asked));
        assert_eq!(test("2012/2013", "2012"), Truth::Certain);
        assert_eq!(test("2012/2013", "2012-06"), Truth::Possible);
        assert_eq!(test("2012/2013", "2014"), Truth::No);
        assert_eq!(test("2021-10/..", "2023"), Truth::Certain);
        assert_eq!(test("2021-10/..", "2025"), Truth::Possible);
        assert_eq!(test("2012/", "2013"), Truth::Possible);
        assert_eq!(test("2012/", "2011"), Truth::No);
        let since = Range::since(range("2023").from);
        assert_eq!(overlaps(&bounds("2021-10/.."), &since), Truth::Certain);
    }

    prop_compose! {
        fn any_bounds()(
            a in -1000_i64..1000, b in 0_i64..400, c in 0_i64..400, d in 0_i64..400,
            no_start in any::<bool>(), no_end in any::<bool>(), qualified in any::<bool>(),
        ) -> Bounds {
            let day = Day::from_number;
            let start = if no_start { Day::MIN } else { day(a) };
            let end = if no_end { Day::MAX } else { day(a + b + c + d) };
            Bounds { qualified, ..Bounds::ordered((start, day(a + b)), (day(a + c), end)) }
        }
    }

    prop_compose! {
        fn any_range()(from in -1500_i64..1500, length in 1_i64..900, open in 0_u8..4) -> Range {
            let from = Day::from_number(from);
            match open {
                1 => Range::since(from),
                2 => Range::before(from),
                _ => Range { from, to: from.plus(length) },
            }
        }
    }

    proptest! {
        /// Whatever the true start and end are, "no" excludes and "certain" includes.
        #[test]
        fn the_tests_are_sound(b in any_bounds(), r in any_range(), i in 0_i64..900, j in 0_i64..900) {
            let start = b.earliest_start.max(Day::from_number(-2000)).plus(i).min(b.latest_start);
            let end = b.earliest_end.max(start).plus(j).min(b.latest_end);
            prop_assume!(b.earliest_start <= start && start <= end && b.earliest_end <= end);
            let inside = start >= r.from && (!r.has_end() || end < r.to);
            let touches = end >= r.from && (!r.has_end() || start < r.to);
            match contained(&b, &r) {
                Truth::No => prop_assert!(!inside),
                Truth::Possible => (),
                Truth::Certain => prop_assert!(inside && !b.qualified),
            }
            match overlaps(&b, &r) {
                Truth::No => prop_assert!(!touches),
                Truth::Possible => (),
                Truth::Certain => prop_assert!(touches && !b.qualified),
            }
        }

        /// A wider range never takes certainty away, and what is certainly inside certainly overlaps.
        #[test]
        fn the_tests_are_monotone(b in any_bounds(), r in any_range(), more in 0_i64..300) {
            let wider = Range { from: r.from.plus(-more), to: r.to.plus(more) };
            prop_assert!(contained(&b, &wider) >= contained(&b, &r));
            prop_assert!(overlaps(&b, &wider) >= overlaps(&b, &r));
            prop_assert!(overlaps(&b, &r) >= contained(&b, &r));
        }
    }
}
