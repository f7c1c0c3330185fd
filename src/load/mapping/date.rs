//! Dates as tables write them, known to the day, the month or the year.
//!
//! Without a format, what can only be read in one way is read: `2021-08-26`, with a time of day or without, `20210826`,
//! `26 August 2021`, `26-Aug-21`, `2021-08`, `2021`. A date such as `05/06/2021` needs a format that says which is the month.

use crate::time::Day;
use std::fmt;

/// A date as closely as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PartialDate {
    pub year: i16,
    pub month: Option<i8>,
    pub day: Option<i8>,
}

/// How a column writes dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateFormat {
    /// Days since a day, as statistics programs export them.
    DaysSince(Day),
    /// A text such as `dd/mm/yyyy`.
    Pattern(Vec<Token>),
}

/// A piece of a format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token {
    /// `yyyy`, or `yy`.
    Year(usize),
    /// `mm`, or `m`.
    Month(usize),
    /// `mmm` or `mmmm`: a name.
    MonthName,
    /// `dd`, or `d`.
    Day(usize),
    Text(String),
}

/// Why a date cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateError {
    NotADate,
    /// Day and month cannot be told apart.
    Ambiguous,
}

impl PartialDate {
    /// Returns the date, if the calendar has it.
    #[must_use]
    pub fn new(year: i64, month: Option<i64>, day: Option<i64>) -> Option<PartialDate> {
        let year = i16::try_from(year)
            .ok()
            .filter(|year| (1..=9999).contains(year))?;
        let month = match month {
            Some(month) => Some(
                i8::try_from(month)
                    .ok()
                    .filter(|month| (1..=12).contains(month))?,
            ),
            None => None,
        };
        let day = match (month, day) {
            (Some(month), Some(day)) => {
                let day = i8::try_from(day).ok()?;
                Day::new(year, month, day)?;
                Some(day)
            }
            _ => None,
        };
        Some(PartialDate { year, month, day })
    }

    /// Returns the first day that it can mean.
    #[must_use]
    pub fn first(self) -> Day {
        Day::new(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1)).unwrap_or(Day::MIN)
    }

    /// Returns the last day that it can mean.
    #[must_use]
    pub fn last(self) -> Day {
        match (self.month, self.day) {
            (Some(month), Some(day)) => Day::new(self.year, month, day).unwrap_or(Day::MAX),
            (Some(12) | None, _) => Day::new(self.year, 12, 31).unwrap_or(Day::MAX),
            (Some(month), None) => {
                Day::new(self.year, month + 1, 1).map_or(Day::MAX, |next| next.plus(-1))
            }
        }
    }

    /// Returns it without what is finer than a month.
    #[must_use]
    pub fn to_month(self) -> PartialDate {
        PartialDate { day: None, ..self }
    }

    /// Returns it without what is finer than a year.
    #[must_use]
    pub fn to_year(self) -> PartialDate {
        PartialDate {
            month: None,
            day: None,
            ..self
        }
    }

    /// Returns the date of a day.
    #[must_use]
    pub fn of(day: Day) -> PartialDate {
        let date = day.date();
        PartialDate {
            year: date.year(),
            month: Some(date.month()),
            day: Some(date.day()),
        }
    }

    /// Says whether day and month of the other are swapped.
    #[must_use]
    pub fn is_swapped(self, other: PartialDate) -> bool {
        self.year == other.year
            && self.month == other.day
            && self.day == other.month
            && self != other
    }
}

impl fmt::Display for PartialDate {
    /// Writes it as EDTF.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

impl DateFormat {
    /// Reads a format: `dd/mm/yyyy`, `d mmmm yyyy`, `yyyymmdd`, `days since 1970-01-01`, `excel`.
    #[must_use]
    pub fn new(text: &str) -> Option<DateFormat> {
        if text == "excel" {
            // The serial numbers of spreadsheets count from the day before 1900, and count 29 February 1900.
            return Day::new(1899, 12, 30).map(DateFormat::DaysSince);
        }
        if let Some(day) = text.strip_prefix("days since ") {
            return Day::from_xsd_date(day).map(DateFormat::DaysSince);
        }
        let mut tokens = Vec::new();
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let length = rest.len() - rest.trim_start_matches(first).len();
            match (first, length) {
                ('y', 2 | 4) => tokens.push(Token::Year(length)),
                ('m', 1 | 2) => tokens.push(Token::Month(length)),
                ('m', 3 | 4) => tokens.push(Token::MonthName),
                ('d', 1 | 2) => tokens.push(Token::Day(length)),
                (first, _) if first.is_alphanumeric() => return None,
                _ => tokens.push(Token::Text(rest[..length].to_owned())),
            }
            rest = &rest[length..];
        }
        let has_year = tokens.iter().any(|token| matches!(token, Token::Year(_)));
        has_year.then_some(DateFormat::Pattern(tokens))
    }

    /// Reads a date in this format. A day or month of 0 or 99 is unknown; what follows a space or a `T` is a time of day.
    ///
    /// # Errors
    /// The text is not in the format, or no such day exists.
    pub fn read(&self, text: &str) -> Result<PartialDate, DateError> {
        match self {
            DateFormat::DaysSince(epoch) => {
                let days: f64 = text.parse().map_err(|_| DateError::NotADate)?;
                if !days.is_finite() || days.abs() > 4_000_000.0 {
                    return Err(DateError::NotADate);
                }
                // Bounded above, so that the conversion is exact.
                #[expect(clippy::cast_possible_truncation)]
                let days = days.floor() as i64;
                Ok(PartialDate::of(epoch.plus(days)))
            }
            DateFormat::Pattern(tokens) => pattern(tokens, text).ok_or(DateError::NotADate),
        }
    }
}

fn pattern(tokens: &[Token], text: &str) -> Option<PartialDate> {
    let (mut year, mut month, mut day) = (None, None, None);
    let mut rest = text;
    for (index, token) in tokens.iter().enumerate() {
        // Digits that stand side by side are split by the width of their tokens.
        let fixed = tokens
            .get(index + 1)
            .is_some_and(|next| !matches!(next, Token::Text(_)));
        match token {
            Token::Text(literal) => rest = rest.strip_prefix(literal.as_str())?,
            Token::MonthName => {
                let end = rest
                    .find(|c: char| !c.is_alphabetic() && c != '.')
                    .unwrap_or(rest.len());
                month = Some(month_number(&rest[..end])?);
                rest = &rest[end..];
            }
            Token::Year(width) | Token::Month(width) | Token::Day(width) => {
                let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
                let is_year = matches!(token, Token::Year(4));
                let end = if fixed || is_year {
                    digits.min(*width)
                } else {
                    digits.min((*width).max(2))
                };
                if is_year && end != 4 {
                    return None;
                }
                let number: i64 = rest.get(..end)?.parse().ok()?;
                rest = &rest[end..];
                match token {
                    Token::Year(2) if end == 2 => year = Some(century(number)),
                    Token::Year(_) => year = Some(number),
                    Token::Month(_) => month = known(number),
                    _ => day = known(number),
                }
            }
        }
    }
    let time = rest.is_empty() || rest.starts_with([' ', 'T']);
    if !time {
        return None;
    }
    PartialDate::new(year?, month, day)
}

/// Takes 0 and 99 for unknown.
fn known(number: i64) -> Option<i64> {
    (number != 0 && number != 99).then_some(number)
}

fn century(year: i64) -> i64 {
    if year <= 40 { 2000 + year } else { 1900 + year }
}

/// Returns the number of a month by its English or French name, short or long.
fn month_number(name: &str) -> Option<i64> {
    const NAMES: [(&str, i64); 16] = [
        ("jan", 1),
        ("feb", 2),
        ("mar", 3),
        ("apr", 4),
        ("may", 5),
        ("jun", 6),
        ("jul", 7),
        ("aug", 8),
        ("sep", 9),
        ("oct", 10),
        ("nov", 11),
        ("dec", 12),
        ("fév", 2),
        ("avr", 4),
        ("mai", 5),
        ("déc", 12),
    ];
    let lower = name.to_lowercase();
    if lower.starts_with("juin") {
        return Some(6);
    }
    if lower.starts_with("juil") {
        return Some(7);
    }
    if lower.starts_with("aoû") {
        return Some(8);
    }
    NAMES
        .iter()
        .find(|(short, _)| lower.starts_with(short))
        .map(|(_, number)| *number)
}

/// Reads a date that can only be read in one way.
///
/// # Errors
/// It is no date, or may be read in two ways.
pub fn read(text: &str) -> Result<PartialDate, DateError> {
    let text = text.trim();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let with = |format: &[Token]| pattern(format, text).ok_or(DateError::NotADate);
    let dash = || Token::Text("-".to_owned());
    let all_digits = digits == text.len();
    match digits {
        4 if all_digits => with(&[Token::Year(4)]),
        8 if all_digits => with(&[Token::Year(4), Token::Month(2), Token::Day(2)]),
        14 if all_digits => read(text.get(..8).unwrap_or_default()),
        4 if text.len() == 7 && text.as_bytes().get(4) == Some(&b'-') => {
            with(&[Token::Year(4), dash(), Token::Month(2)])
        }
        4 if text.as_bytes().get(4) == Some(&b'-') => with(&[
            Token::Year(4),
            dash(),
            Token::Month(2),
            dash(),
            Token::Day(2),
        ]),
        4 => {
            let slash = || Token::Text("/".to_owned());
            with(&[
                Token::Year(4),
                slash(),
                Token::Month(2),
                slash(),
                Token::Day(2),
            ])
        }
        1 | 2 => day_first(text),
        _ => month_first(text),
    }
}

/// Reads `26 August 2021`, `26-Aug-21`, and `26/8/2021` where only one order is possible.
fn day_first(text: &str) -> Result<PartialDate, DateError> {
    let parts: Vec<&str> = text
        .split([' ', '-', '/', '.'])
        .filter(|part| !part.is_empty())
        .collect();
    let [first, second, third, ..] = parts.as_slice() else {
        return Err(DateError::NotADate);
    };
    let number = |text: &str| text.parse::<i64>().map_err(|_| DateError::NotADate);
    let year = number(third)?;
    let year = if third.len() == 2 {
        century(year)
    } else {
        year
    };
    let date = |month: i64, day: i64| {
        PartialDate::new(year, Some(month), Some(day)).ok_or(DateError::NotADate)
    };
    if let Some(month) = month_number(second) {
        return date(month, number(first)?);
    }
    match (number(first)?, number(second)?) {
        (day, month) if day == month => date(month, day),
        (1..=12, 1..=12) => Err(DateError::Ambiguous),
        (day, month @ 1..=12) => date(month, day),
        (month, day) => date(month, day),
    }
}

/// Reads `August 26, 2021`.
fn month_first(text: &str) -> Result<PartialDate, DateError> {
    let parts: Vec<&str> = text
        .split([' ', ',', '-'])
        .filter(|part| !part.is_empty())
        .collect();
    let [month, rest @ ..] = parts.as_slice() else {
        return Err(DateError::NotADate);
    };
    let month = month_number(month).ok_or(DateError::NotADate)?;
    let numbers: Option<Vec<i64>> = rest.iter().map(|part| part.parse().ok()).collect();
    match numbers.as_deref() {
        Some([year]) => PartialDate::new(*year, Some(month), None),
        Some([day, year]) => PartialDate::new(*year, Some(month), Some(*day)),
        _ => None,
    }
    .ok_or(DateError::NotADate)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(text: &str) -> String {
        read(text).map_or_else(|error| format!("{error:?}"), |date| date.to_string())
    }

    #[test]
    fn dates_of_real_files() {
        for (text, date) in [
            ("2021-08-26 00:00:00.000", "2021-08-26"),
            ("2009-02-20T00:00:00", "2009-02-20"),
            ("2021-01-02T00:00:00Z", "2021-01-02"),
            ("22 February 2019", "2019-02-22"),
            ("19460101", "1946-01-01"),
            ("19460199", "1946-01"),
            ("19469999", "1946"),
            ("20150218230000", "2015-02-18"),
            ("28-Jan-90", "1990-01-28"),
            ("03-May-2014", "2014-05-03"),
            ("1990", "1990"),
            ("1990-05", "1990-05"),
            ("23/05/2014", "2014-05-23"),
            ("May 5, 2014", "2014-05-05"),
            ("3 août 2014", "2014-08-03"),
            ("05/06/2014", "Ambiguous"),
            ("2021-02-30", "NotADate"),
            ("unknown", "NotADate"),
            ("", "NotADate"),
        ] {
            assert_eq!(show(text), date, "{text}");
        }
    }

    #[test]
    fn formats() {
        let read = |format: &str, text: &str| {
            let format = DateFormat::new(format).expect("a format");
            format
                .read(text)
                .map_or_else(|error| format!("{error:?}"), |date| date.to_string())
        };
        assert_eq!(read("dd/mm/yyyy", "15/02/1990"), "1990-02-15");
        assert_eq!(read("m/d/yy", "6/5/03"), "2003-06-05");
        assert_eq!(read("days since 1970-01-01", "14977.0"), "2011-01-03");
        assert_eq!(read("excel", "27729"), "1975-12-01");
        assert_eq!(read("yyyymmdd", "19460100"), "1946-01");
        assert_eq!(read("d mmmm yyyy", "22 February 2019"), "2019-02-22");
        assert_eq!(read("dd/mm/yyyy", "1990-02-15"), "NotADate");
        assert_eq!(read("d-mmm-yyyy", "03-May-14"), "NotADate");
        assert_eq!(DateFormat::new("hello"), None);
        assert_eq!(DateFormat::new("dd/mm"), None);
    }

    #[test]
    fn first_and_last_days() {
        let date = PartialDate::new(2012, Some(2), None).expect("a month");
        assert_eq!(
            (date.first().to_string(), date.last().to_string()),
            ("2012-02-01".into(), "2012-02-29".into())
        );
        assert_eq!(date.to_year().last().to_string(), "2012-12-31");
    }
}
