//! Reading calendar literals, in the spellings that people use.

use super::moment::first;
use super::{Day, Moment};
use thiserror::Error;

/// Why a text is no calendar literal.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum MomentError {
    #[error("there is no {day} {} {year}: that month has {last} days", month_name(*.month))]
    NoSuchDay {
        year: i16,
        month: i8,
        day: i64,
        last: i8,
    },
    #[error("there is no month {month}: months run from 1 to 12")]
    NoSuchMonth { month: i64 },
    #[error("there is no quarter {quarter}: quarters run from 1 to 4")]
    NoSuchQuarter { quarter: i64 },
    #[error("the year {year} is outside 1 to 9998")]
    NoSuchYear { year: i64 },
    /// `03/04/2021` is read differently on the two sides of the Atlantic.
    #[error("\"{text}\" can be read in two ways: {}", .readings.join(" or "))]
    Ambiguous { text: String, readings: Vec<String> },
    #[error("\"{word}\" is not the name of a month")]
    UnknownMonth {
        word: String,
        /// The name that is nearest, when one is near.
        nearest: Option<&'static str>,
    },
    #[error(
        "\"{text}\" is not a date: dates are written 2021, 2021-Q2, 2021-05, May 2021, 2024-07-27 or 27 July 2024"
    )]
    NotADate { text: String },
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn month_name(month: i8) -> &'static str {
    usize::try_from(month - 1)
        .ok()
        .and_then(|index| MONTHS.get(index))
        .copied()
        .unwrap_or("month")
}

impl Moment {
    /// Reads a calendar literal; `today` and `yesterday` count from the given day.
    ///
    /// # Errors
    ///
    /// Says which part of the date does not exist, or that the text is no date.
    pub fn parse(text: &str, today: Day) -> Result<Moment, MomentError> {
        let pieces = pieces(text);
        let pieces: Vec<&str> = pieces.iter().map(String::as_str).collect();
        let not_a_date = || MomentError::NotADate {
            text: text.trim().to_owned(),
        };
        match pieces.as_slice() {
            ["today"] => Ok(Moment::Day(today)),
            ["yesterday"] => Ok(Moment::Day(today.plus(-1))),
            [year] if is_year(year) => self::year(year).map(Moment::Year),
            [year, "-", month] if is_year(year) && is_number(month) => {
                self::month(self::year(year)?, number(month))
            }
            [year, "-", month, "-", day] if is_year(year) && is_number(month) && is_number(day) => {
                self::day(self::year(year)?, number(month), number(day))
            }
            [year, "-", quarter] | [year, quarter] | [quarter, year]
                if is_year(year) && is_quarter(quarter) =>
            {
                self::quarter(self::year(year)?, number(&quarter[1..]))
            }
            [a, "/", b, "/", c] if [a, b, c].iter().all(|piece| is_number(piece)) => {
                slashed(text, number(a), number(b), c)
            }
            [name, year] | [year, name] if is_year(year) && is_word(name) => {
                self::month(self::year(year)?, named_month(name)?)
            }
            [day, name, year] | [name, day, year] | [name, day, ",", year] | [year, name, day]
                if is_year(year) && is_day(day) && is_word(name) =>
            {
                self::day(self::year(year)?, named_month(name)?, number(ordinal(day)))
            }
            _ => Err(not_a_date()),
        }
    }
}

/// Splits a text into runs of letters and digits, and single marks; letters in lower case, every dash a hyphen.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut open = false;
    for c in text.trim().trim_end_matches('.').chars() {
        let c = match c {
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            c => c,
        };
        if c.is_alphanumeric() {
            if !open {
                pieces.push(String::new());
            }
            if let Some(piece) = pieces.last_mut() {
                piece.extend(c.to_lowercase());
            }
            open = true;
        } else {
            // The dot of `27 Feb. 2024` and the spaces say nothing.
            if !c.is_whitespace() && c != '.' {
                pieces.push(c.to_string());
            }
            open = false;
        }
    }
    // `2021Q2` is one run; the quarter is its own piece.
    if let [joined] = pieces.as_slice()
        && let Some((year, quarter)) = joined.split_at_checked(4)
        && is_year(year)
        && is_quarter(quarter)
    {
        return vec![year.to_owned(), quarter.to_owned()];
    }
    pieces
}

fn is_number(piece: &str) -> bool {
    !piece.is_empty() && piece.bytes().all(|b| b.is_ascii_digit())
}

fn is_year(piece: &str) -> bool {
    piece.len() == 4 && is_number(piece)
}

fn is_quarter(piece: &str) -> bool {
    piece.strip_prefix('q').is_some_and(is_number)
}

fn is_word(piece: &str) -> bool {
    piece.chars().all(char::is_alphabetic)
}

fn is_day(piece: &str) -> bool {
    is_number(ordinal(piece)) && ordinal(piece).len() <= 2
}

/// Returns `27` of `27th`.
fn ordinal(piece: &str) -> &str {
    ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|ending| piece.strip_suffix(ending))
        .unwrap_or(piece)
}

/// Returns the number, or one that no calendar has when there are too many digits.
fn number(digits: &str) -> i64 {
    digits.parse().unwrap_or(i64::MAX)
}

fn year(digits: &str) -> Result<i16, MomentError> {
    let year = number(digits);
    i16::try_from(year)
        .ok()
        .filter(|year| (1..=9998).contains(year))
        .ok_or(MomentError::NoSuchYear { year })
}

fn quarter(year: i16, quarter: i64) -> Result<Moment, MomentError> {
    i8::try_from(quarter)
        .ok()
        .filter(|quarter| (1..=4).contains(quarter))
        .map(|quarter| Moment::Quarter(year, quarter))
        .ok_or(MomentError::NoSuchQuarter { quarter })
}

fn month(year: i16, month: i64) -> Result<Moment, MomentError> {
    i8::try_from(month)
        .ok()
        .filter(|month| (1..=12).contains(month))
        .map(|month| Moment::Month(year, month))
        .ok_or(MomentError::NoSuchMonth { month })
}

fn day(year: i16, month_number: i64, day: i64) -> Result<Moment, MomentError> {
    let Moment::Month(year, month) = month(year, month_number)? else {
        return Err(MomentError::NoSuchMonth {
            month: month_number,
        });
    };
    i8::try_from(day)
        .ok()
        .and_then(|day| Day::new(year, month, day))
        .map(Moment::Day)
        .ok_or_else(|| MomentError::NoSuchDay {
            year,
            month,
            day,
            last: first(year, month).date().days_in_month(),
        })
}

fn named_month(word: &str) -> Result<i64, MomentError> {
    let lower: Vec<String> = MONTHS.iter().map(|name| name.to_lowercase()).collect();
    let position = lower
        .iter()
        .position(|name| name == word || (word.len() >= 3 && name.starts_with(word)));
    let position = position.or((word == "sept").then_some(8));
    if let Some(position) = position {
        return Ok(i64::try_from(position).unwrap_or(0) + 1);
    }
    let nearest = lower
        .iter()
        .zip(MONTHS)
        .map(|(name, shown)| (strsim::osa_distance(name, word), shown))
        .min()
        .filter(|(distance, _)| *distance <= 2);
    Err(MomentError::UnknownMonth {
        word: word.to_owned(),
        nearest: nearest.map(|(_, name)| name),
    })
}

/// Offers the readings of `a/b/YEAR`; such a date is never taken silently, even when only one reading exists.
fn slashed(text: &str, a: i64, b: i64, c: &str) -> Result<Moment, MomentError> {
    let not_a_date = || MomentError::NotADate {
        text: text.trim().to_owned(),
    };
    let (year, orders) = if is_year(c) {
        (number(c), vec![(b, a), (a, b)])
    } else if (1000..10000).contains(&a) {
        (a, vec![(b, number(c))])
    } else {
        return Err(not_a_date());
    };
    let mut readings: Vec<String> = orders
        .into_iter()
        .filter_map(|(month, of_month)| {
            day(i16::try_from(year).ok()?, month, of_month)
                .ok()
                .map(|moment| moment.to_string())
        })
        .collect();
    readings.dedup();
    match readings.as_slice() {
        [] => Err(not_a_date()),
        [only] => Moment::parse(only, Day::MIN),
        _ => Err(MomentError::Ambiguous {
            text: text.trim().to_owned(),
            readings,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn today() -> Day {
        Day::new(2026, 11, 22).expect("a day of the calendar")
    }

    fn read(text: &str) -> Result<String, MomentError> {
        Moment::parse(text, today()).map(|moment| moment.to_string())
    }

    #[test]
    fn literals_in_every_spelling() {
        for (text, canonical) in [
            ("2021", "2021"),
            ("0622", "0622"),
            ("2021-05", "2021-05"),
            ("2021-5", "2021-05"),
            ("May 2021", "2021-05"),
            ("2021 may", "2021-05"),
            ("SEPT 2021", "2021-09"),
            ("Sept. 2021", "2021-09"),
            ("2021-Q2", "2021-Q2"),
            ("Q2 2021", "2021-Q2"),
            ("2021 q2", "2021-Q2"),
            ("2021Q2", "2021-Q2"),
            ("27 July 2024", "2024-07-27"),
            ("27th jul 2024", "2024-07-27"),
            ("July 27, 2024", "2024-07-27"),
            ("July 27 2024", "2024-07-27"),
            (" 2024-07-27 ", "2024-07-27"),
            ("2024\u{2011}07\u{2011}27", "2024-07-27"),
            ("27/07/2024", "2024-07-27"),
            ("2024/07/27", "2024-07-27"),
            ("04/04/2021", "2021-04-04"),
            ("today", "2026-11-22"),
            ("Yesterday", "2026-11-21"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(canonical), "{text}");
        }
    }

    #[test]
    fn what_does_not_exist_is_said() {
        assert_eq!(
            read("2024-02-30"),
            Err(MomentError::NoSuchDay {
                year: 2024,
                month: 2,
                day: 30,
                last: 29
            })
        );
        assert_eq!(
            read("2023-02-29").map_err(|error| error.to_string()),
            Err("there is no 29 February 2023: that month has 28 days".to_owned())
        );
        assert_eq!(read("2021-13"), Err(MomentError::NoSuchMonth { month: 13 }));
        assert_eq!(
            read("Q5 2021"),
            Err(MomentError::NoSuchQuarter { quarter: 5 })
        );
        assert_eq!(read("0000"), Err(MomentError::NoSuchYear { year: 0 }));
        assert_eq!(read("9999"), Err(MomentError::NoSuchYear { year: 9999 }));
        assert_eq!(
            read("Juli 2024"),
            Err(MomentError::UnknownMonth {
                word: "juli".to_owned(),
                nearest: Some("July")
            })
        );
        assert_eq!(
            read("03/04/2021"),
            Err(MomentError::Ambiguous {
                text: "03/04/2021".to_owned(),
                readings: vec!["2021-04-03".to_owned(), "2021-03-04".to_owned()]
            })
        );
        for text in [
            "",
            "21",
            "20211",
            "2021-05-",
            "soon",
            "2021-05-01-02",
            "-",
            "é",
        ] {
            assert!(
                matches!(read(text), Err(MomentError::NotADate { .. })),
                "{text}"
            );
        }
    }

    #[test]
    fn units_cover_whole_days() {
        let shown = |text| {
            let range = Moment::parse(text, today()).map(|moment| moment.range());
            range.map(|range| (range.from.to_string(), range.to.to_string()))
        };
        let days = |from: &str, to: &str| Ok((from.to_owned(), to.to_owned()));
        assert_eq!(shown("2021"), days("2021-01-01", "2022-01-01"));
        assert_eq!(shown("2021-Q4"), days("2021-10-01", "2022-01-01"));
        assert_eq!(shown("2024-02"), days("2024-02-01", "2024-03-01"));
        assert_eq!(shown("2024-12-31"), days("2024-12-31", "2025-01-01"));
    }

    proptest! {
        #[test]
        fn no_text_is_a_panic(text in "\\PC{0,24}") {
            let _ = Moment::parse(&text, today());
        }

        #[test]
        fn dates_of_any_digits_are_no_panic(text in "[0-9]{1,20}[-/ ][0-9q]{1,20}([-/ ][0-9]{1,20})?") {
            let _ = Moment::parse(&text, today());
        }

        #[test]
        fn what_is_written_is_read_back(year in 1_i16..=9998, month in 1_i8..=12, day in 1_i8..=28) {
            for moment in [
                Moment::Year(year),
                Moment::Quarter(year, (month - 1) / 3 + 1),
                Moment::Month(year, month),
                Moment::Day(Day::new(year, month, day).expect("a day of the calendar")),
            ] {
                prop_assert_eq!(&Moment::parse(&moment.to_string(), today()), &Ok(moment));
                prop_assert_eq!(moment.range().moment(), Some(moment));
                prop_assert_eq!(moment.range().to_string(), moment.to_string());
            }
        }
    }
}
