//! What is set aside from a table: a row, a value, or a doubt about one, with what to do about it.

use serde::Serialize;
use std::fmt;

/// Something that could not be taken as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SetAside {
    /// The row as a spreadsheet shows it; the header is row 1.
    pub row: u64,
    /// The column's name in the file; empty when it is the whole row.
    pub column: String,
    /// What stands there, shortened.
    pub value: String,
    pub reason: Reason,
    /// What to do about it.
    pub remedy: String,
}

/// How much of a row is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Weight {
    /// Nothing is lost, but it should be looked at.
    Noted,
    /// The value is left out, the rest of the row is taken.
    Value,
    /// The whole row is left out.
    Row,
}

/// Why something was set aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// The row has too few or too many cells.
    WrongWidth,
    /// What names the situation is missing.
    NoIdentifier,
    /// The same identifier stands in an earlier row.
    RepeatedIdentifier,
    /// The code is in no code list of the mapping, and what it decides cannot be done without.
    UnknownCode,
    /// The code is in no code list of the mapping.
    UnlistedCode,
    /// No state had this code then.
    UnknownState,
    /// What should be a number is none.
    NotANumber,
    /// A number of people below zero that is no declared missing code.
    NegativeNumber,
    /// Low, best and high are out of order.
    UnorderedFigure,
    /// What should be a date is none.
    NotADate,
    /// Day and month cannot be told apart.
    AmbiguousDate,
    /// The end lies before the start.
    ReversedDates,
    /// Another column gives another date.
    DatesDiffer,
    /// Another column gives the date with day and month swapped.
    SwappedDayMonth,
    /// Latitude or longitude is out of range.
    BadCoordinates,
    /// Latitude and longitude stand in each other's place.
    SwappedCoordinates,
    /// Lists that belong together have different lengths.
    UnequalLists,
    /// The cell is not in the declared encoding.
    OtherEncoding,
    /// The cell holds bytes that its encoding has no character for.
    BadCharacters,
    /// The cell of a spreadsheet holds an error or a formula without a value.
    FormulaCell,
}

impl Reason {
    /// Returns how much is lost.
    #[must_use]
    pub fn weight(self) -> Weight {
        match self {
            Reason::WrongWidth
            | Reason::NoIdentifier
            | Reason::RepeatedIdentifier
            | Reason::UnknownCode => Weight::Row,
            Reason::NotANumber
            | Reason::NegativeNumber
            | Reason::NotADate
            | Reason::AmbiguousDate
            | Reason::BadCoordinates
            | Reason::SwappedCoordinates
            | Reason::UnlistedCode
            | Reason::FormulaCell => Weight::Value,
            Reason::UnknownState
            | Reason::UnorderedFigure
            | Reason::ReversedDates
            | Reason::DatesDiffer
            | Reason::SwappedDayMonth
            | Reason::UnequalLists
            | Reason::OtherEncoding
            | Reason::BadCharacters => Weight::Noted,
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Reason::WrongWidth => "wrong number of cells",
            Reason::NoIdentifier => "no identifier",
            Reason::RepeatedIdentifier => "identifier used before",
            Reason::UnknownCode | Reason::UnlistedCode => "unknown code",
            Reason::UnknownState => "no state with this code at that time",
            Reason::NotANumber => "not a number",
            Reason::NegativeNumber => "a negative number",
            Reason::UnorderedFigure => "low, best and high out of order",
            Reason::NotADate => "not a date",
            Reason::AmbiguousDate => "day or month first?",
            Reason::ReversedDates => "ends before it starts",
            Reason::DatesDiffer => "columns give different dates",
            Reason::SwappedDayMonth => "day and month swapped",
            Reason::BadCoordinates => "coordinates out of range",
            Reason::SwappedCoordinates => "latitude and longitude swapped",
            Reason::UnequalLists => "lists of different lengths",
            Reason::OtherEncoding => "not in the declared encoding",
            Reason::BadCharacters => "unreadable characters",
            Reason::FormulaCell => "a formula without a value, or an error",
        })
    }
}

/// Returns a text as a report shows it: one line, not too long.
pub(in crate::load) fn shortened(text: &str) -> String {
    const MOST: usize = 80;
    let mut line: String = text
        .chars()
        .take(MOST)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if text.chars().nth(MOST).is_some() {
        line.push('…');
    }
    line
}
