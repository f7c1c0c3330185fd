//! What is done with an answer, step by step, and how it is written in the echo.

use super::error::ResolveError;
use super::tree::Order;
use crate::question::ast::{
    Comparison, Condition as Typed, Phrase, Pipe as Bar, Span, Step, Test as TypedTest,
    Value as TypedValue,
};
use crate::question::format::quoted;
use crate::question::keywords::{CLAUSES, CONNECTORS, OUTPUTS};
use crate::time::{Day, Moment, Range};
use serde::{Deserialize, Serialize};

/// One step; columns are named in lower case, as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Pipe {
    Sort(Vec<Order>),
    Take(usize),
    Select(Vec<String>),
    /// All of these hold.
    Where(Vec<Condition>),
    Count,
    /// To a file, in the format of its extension.
    Export(String),
    /// The question before it, under a name.
    Save(String),
}

/// A condition on a cell of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    pub column: String,
    pub test: Test,
}

/// What is asked of a cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Test {
    Compare { operator: Comparison, value: Value },
    Contains(String),
    Empty,
    Full,
}

/// What a cell is compared with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Value {
    /// Digits with an optional sign and fraction.
    Number(String),
    /// A year, quarter, month or day; a year is also a number.
    Date(Range),
    /// A name or any other text.
    Text(String),
    Iri(String),
}

/// Resolves the steps behind a question.
pub(super) fn pipes(bars: &[Bar], today: Day) -> Result<Vec<Pipe>, ResolveError> {
    bars.iter().map(|bar| pipe(&bar.step, today)).collect()
}

fn pipe(step: &Step, today: Day) -> Result<Pipe, ResolveError> {
    Ok(match step {
        Step::Sort(keys) => Pipe::Sort(
            keys.iter()
                .map(|key| Order {
                    column: column(&key.key),
                    descending: key.descending,
                })
                .collect(),
        ),
        Step::Take(number) => Pipe::Take(super::resolve::whole(number)?),
        Step::Select(columns) => Pipe::Select(columns.iter().map(column).collect()),
        Step::Where(conditions) => Pipe::Where(
            conditions
                .iter()
                .map(|typed| condition(typed, today))
                .collect::<Result<_, _>>()?,
        ),
        Step::Count => Pipe::Count,
        Step::Export(file) => Pipe::Export(file.text.clone()),
        Step::Save(name) => Pipe::Save(name.text.clone()),
    })
}

fn condition(typed: &Typed, today: Day) -> Result<Condition, ResolveError> {
    Ok(Condition {
        column: column(&typed.column),
        test: match &typed.test {
            TypedTest::Compare { operator, value } => Test::Compare {
                operator: *operator,
                value: self::value(value, today)?,
            },
            TypedTest::Contains(value) => Test::Contains(match value {
                TypedValue::Number(number) => number.text.clone(),
                TypedValue::Moment(moment) => moment.text.clone(),
                TypedValue::Phrase(phrase) => words(phrase),
            }),
            TypedTest::Empty => Test::Empty,
            TypedTest::Full => Test::Full,
        },
    })
}

fn value(typed: &TypedValue, today: Day) -> Result<Value, ResolveError> {
    use crate::question::ast::Piece;
    Ok(match typed {
        TypedValue::Number(number) => Value::Number(number.text.clone()),
        TypedValue::Moment(moment) => Value::Date(date(&moment.text, moment.span, today)?),
        TypedValue::Phrase(phrase) => match phrase.pieces.as_slice() {
            [Piece::Iri(iri), ..] => Value::Iri(iri.text.clone()),
            // A kind in brackets behind a name says no more than the column does.
            [Piece::Quoted(name), Piece::Gloss(_)] => Value::Text(name.text.clone()),
            _ => Value::Text(words(phrase)),
        },
    })
}

fn date(text: &str, span: Span, today: Day) -> Result<Range, ResolveError> {
    let moment = Moment::parse(text, today).map_err(|error| ResolveError::Misplaced {
        code: "bad-date",
        message: error.to_string(),
        span,
        replacement: None,
        note: None,
    })?;
    Ok(moment.range())
}

fn words(phrase: &Phrase) -> String {
    let pieces = phrase.pieces.iter().map(|piece| piece.word().text.as_str());
    pieces.collect::<Vec<_>>().join(" ")
}

fn column(phrase: &Phrase) -> String {
    words(phrase).to_lowercase()
}

/// Writes a step without its bar.
#[must_use]
pub fn pipe_text(pipe: &Pipe) -> String {
    match pipe {
        Pipe::Sort(keys) => {
            let keys: Vec<_> = keys
                .iter()
                .map(|key| {
                    let direction = if key.descending { " desc" } else { "" };
                    format!("{}{direction}", column_text(&key.column))
                })
                .collect();
            format!("sort {}", keys.join(", "))
        }
        Pipe::Take(n) => format!("take {n}"),
        Pipe::Select(columns) => {
            let columns: Vec<_> = columns.iter().map(|column| column_text(column)).collect();
            format!("select {}", columns.join(", "))
        }
        Pipe::Where(conditions) => {
            let conditions: Vec<_> = conditions.iter().map(condition_text).collect();
            format!("where {}", conditions.join(" and "))
        }
        Pipe::Count => "count".to_owned(),
        Pipe::Export(file) => format!("export {}", quoted(file)),
        Pipe::Save(name) => format!("save as {}", quoted(name)),
    }
}

/// Writes one condition of `where`.
#[must_use]
pub fn condition_text(condition: &Condition) -> String {
    let column = column_text(&condition.column);
    match &condition.test {
        Test::Compare { operator, value } => {
            let value = match value {
                Value::Number(number) => number.clone(),
                Value::Date(range) => range.to_string(),
                Value::Text(text) => quoted(text),
                Value::Iri(iri) => format!("<{iri}>"),
            };
            format!("{column} {} {value}", operator.sign())
        }
        Test::Contains(text) => format!("{column} contains {}", quoted(text)),
        Test::Empty => format!("{column} is empty"),
        Test::Full => format!("{column} is not empty"),
    }
}

/// Writes the name of a column: in quotes where a word of it could be read as something else.
#[must_use]
pub fn column_text(column: &str) -> String {
    let spoken = |word: &str| {
        let known = CLAUSES.iter().map(|(text, ..)| *text);
        let known = known.chain(CONNECTORS.iter().chain(OUTPUTS).map(|(text, _)| *text));
        let known = known.chain(["is", "contains", "asc", "desc", "ascending", "descending"]);
        let known = known.chain([
            "at", "least", "most", "exactly", "more", "less", "fewer", "than", "over", "above",
            "under", "below",
        ]);
        known
            .flat_map(|text| text.split(' '))
            .any(|part| part == word)
    };
    let plain = |word: &str| word.chars().all(|c| c.is_ascii_lowercase()) && !spoken(word);
    if [
        "where",
        "when",
        "according to",
        "followed by",
        "preceded by",
    ]
    .contains(&column)
        || column
            .split(' ')
            .all(|word| !word.is_empty() && plain(word))
    {
        column.to_owned()
    } else {
        quoted(column)
    }
}
