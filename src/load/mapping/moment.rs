//! When a row's situation is.

use super::bind::RowView;
use super::date::{self, DateError, PartialDate};
use super::mapper::Mapper;
use super::model::{ColumnId, Time, When};
use super::number::whole;
use crate::load::table::Reason;
use crate::time::Day;

/// The time of a situation as it is stated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Moment {
    /// EDTF.
    pub when: Option<String>,
    pub ongoing_as_of: Option<String>,
}

/// Returns the first day of a row, by which states are found.
pub(super) fn day(view: &RowView<'_>, time: &Time) -> Option<Day> {
    let spell = time.spell.as_ref().and_then(|spell| {
        let mut text = String::new();
        view.write(spell, &mut text)
            .then(|| date::read(&text).ok())
            .flatten()
    });
    let read = |when: &Option<When>| {
        when.as_ref()
            .and_then(|when| read(view, when).ok().flatten())
    };
    // In the middle of a year, since states begin and end in the course of one.
    let middle = |date: PartialDate| match (date.month, date.day) {
        (Some(_), Some(_)) => date.first(),
        (Some(_), None) => date.first().plus(14),
        _ => date.first().plus(181),
    };
    let start = read(&time.start).map(middle);
    start
        .or_else(|| spell.map(middle))
        .or_else(|| read(&time.end).map(middle))
}

/// What is wrong with a date: the column, its value and why.
type Wrong = (ColumnId, String, DateError);

fn read(view: &RowView<'_>, when: &When) -> Result<Option<PartialDate>, Wrong> {
    match when {
        When::Fixed(text) => Ok(date::read(text).ok()),
        When::Whole(column) => {
            let Some(text) = view.value(*column) else {
                return Ok(None);
            };
            let formats = view
                .bound
                .mapping
                .columns
                .get(*column)
                .map(|column| column.dates.as_slice());
            let read = match formats.unwrap_or_default() {
                [] => date::read(text),
                formats => {
                    let read = formats.iter().find_map(|format| format.read(text).ok());
                    read.ok_or(DateError::NotADate)
                }
            };
            read.map(Some)
                .map_err(|error| (*column, text.to_owned(), error))
        }
        When::Parts { year, month, day } => {
            let number = |column: Option<ColumnId>| -> Result<Option<i64>, Wrong> {
                let Some((column, text)) =
                    column.and_then(|column| Some((column, view.value(column)?)))
                else {
                    return Ok(None);
                };
                let number = whole(text).ok_or((column, text.to_owned(), DateError::NotADate))?;
                // Unknown months and days are 0, 99 or negative codes.
                Ok((number > 0 && number != 99).then_some(number))
            };
            let (Some(y), m, d) = (number(Some(*year))?, number(*month)?, number(*day)?) else {
                return Ok(None);
            };
            let wrong = || {
                let shown = [Some(y), m, d]
                    .map(|part| part.map_or("?".to_owned(), |part| part.to_string()));
                (*year, shown.join("-"), DateError::NotADate)
            };
            PartialDate::new(y, m, d).map(Some).ok_or_else(wrong)
        }
    }
}

impl Mapper<'_> {
    fn date(&mut self, when: Option<&When>, view: &RowView<'_>) -> Option<PartialDate> {
        match read(view, when?) {
            Ok(date) => date,
            Err((column, text, error)) => {
                let name = self.context.bound.name(column).to_owned();
                let (reason, remedy) = match error {
                    DateError::NotADate => (
                        Reason::NotADate,
                        format!(
                            "the row is kept undated; if the column writes dates in its own way, say how: [columns.{name}] date = \"dd/mm/yyyy\""
                        ),
                    ),
                    DateError::Ambiguous => (
                        Reason::AmbiguousDate,
                        format!(
                            "say which comes first: [columns.{name}] date = \"dd/mm/yyyy\" or \"mm/dd/yyyy\""
                        ),
                    ),
                };
                self.set_aside(&name, &text, reason, remedy);
                None
            }
        }
    }

    /// Returns the time of a situation; relations last from their start to their end.
    pub(super) fn moment(&mut self, time: &Time, view: &RowView<'_>, lasts: bool) -> Moment {
        let start = self.date(time.start.as_ref(), view);
        let end = self.date(time.end.as_ref(), view);
        let precision = match &time.precision {
            None => None,
            Some(choice) => match self.chosen(choice, view) {
                Ok(values) => values.first().cloned(),
                Err((column, code)) => {
                    if !code.is_empty() {
                        let name = self.context.bound.name(column).to_owned();
                        self.set_aside(&name, &code, Reason::UnlistedCode, "add the code to the precisions of the mapping; the dates are taken as they stand");
                    }
                    None
                }
            },
        };
        self.check(time, start, view);
        if let (Some(first), Some(last)) = (start, end)
            && last.last() < first.first()
        {
            let column = match &time.start {
                Some(When::Whole(column)) => self.context.bound.name(*column).to_owned(),
                _ => String::new(),
            };
            self.set_aside(
                &column,
                &format!("{first}, {last}"),
                Reason::ReversedDates,
                "taken as lying between the two; correct the file",
            );
            return Moment {
                when: Some(format!("[{last}..{first}]")),
                ongoing_as_of: None,
            };
        }
        let ongoing = end.is_none()
            && time
                .ongoing
                .as_ref()
                .is_some_and(|condition| view.holds(Some(condition)));
        let when = if lasts && time.end.is_some() {
            lasting(start, end, ongoing, time, view)
        } else {
            point(start, end, precision.as_deref(), time, view)
        };
        let as_of = time
            .as_of
            .as_ref()
            .filter(|_| ongoing)
            .and_then(|template| {
                let mut text = String::new();
                view.write(template, &mut text)
                    .then(|| date::read(&text).ok())
                    .flatten()
            });
        Moment {
            when,
            ongoing_as_of: as_of.map(|date| date.to_string()),
        }
    }

    /// Compares the start with what another column says.
    fn check(&mut self, time: &Time, start: Option<PartialDate>, view: &RowView<'_>) {
        let (Some(column), Some(start)) = (time.check, start) else {
            return;
        };
        let Ok(Some(other)) = read(view, &When::Whole(column)) else {
            return;
        };
        if other == start {
            return;
        }
        let reason = if start.is_swapped(other) {
            Reason::SwappedDayMonth
        } else {
            Reason::DatesDiffer
        };
        let (name, text) = (
            self.context.bound.name(column).to_owned(),
            view.value(column).unwrap_or_default().to_owned(),
        );
        self.set_aside(&name, &text, reason, format!("{start} is taken instead"));
    }
}

fn point(
    start: Option<PartialDate>,
    end: Option<PartialDate>,
    precision: Option<&str>,
    time: &Time,
    view: &RowView<'_>,
) -> Option<String> {
    let (first, last) = match (start, end) {
        (None, None) => return None,
        (Some(date), None) | (None, Some(date)) => (date, date),
        (Some(first), Some(last)) => (first, last),
    };
    let approximate = time
        .approximate
        .as_ref()
        .is_some_and(|condition| view.holds(Some(condition)));
    let mark = if approximate { "~" } else { "" };
    Some(match precision {
        Some("month") => format!("{}{mark}", first.to_month()),
        Some("year") => format!("{}{mark}", first.to_year()),
        Some("week") if first == last => {
            let day = first.first();
            format!("[{}..{}]", day.plus(-6), day.plus(6))
        }
        _ if first == last => format!("{first}{mark}"),
        Some("between" | "week") => format!("[{first}..{last}]"),
        _ => format!("{first}/{last}"),
    })
}

fn lasting(
    start: Option<PartialDate>,
    end: Option<PartialDate>,
    ongoing: bool,
    time: &Time,
    view: &RowView<'_>,
) -> Option<String> {
    let before = time
        .begun_by
        .as_ref()
        .is_some_and(|condition| view.holds(Some(condition)));
    let from = start.map_or_else(String::new, |date| {
        format!("{}{date}", if before { ".." } else { "" })
    });
    match (start, end) {
        (None, None) => None,
        (_, Some(end)) => Some(format!("{from}/{end}")),
        (Some(_), None) => Some(format!("{from}/{}", if ongoing { ".." } else { "" })),
    }
}
