//! What follows a whole question behind `|`: steps that are done with its answer, one after the other.

use super::ast::{Comparison, Moment, Number, OrderKey, Phrase, Span, Word};
use serde::{Deserialize, Serialize};

/// One step, with the place of what stands between its bars.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pipe {
    pub step: Step,
    pub span: Span,
}

/// The steps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Step {
    /// `sort killed desc, when`.
    Sort(Vec<OrderKey>),
    /// `take 20`.
    Take(Number),
    /// `select attacker, when`.
    Select(Vec<Phrase>),
    /// `where killed >= 3 and attacker is CSP`: all of the conditions.
    Where(Vec<Condition>),
    /// `count`: how many rows there are.
    Count,
    /// `export "out.ttl"`: the extension says in which format.
    Export(Word),
    /// `save as sahel-ambushes`.
    Save(Word),
}

/// A condition on a cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    pub column: Phrase,
    pub test: Test,
    pub span: Span,
}

/// What a cell is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Test {
    /// `killed >= 3`, `attacker is CSP`.
    Compare { operator: Comparison, value: Value },
    /// `ambush contains Kidal`.
    Contains(Value),
    /// `is empty`.
    Empty,
    /// `is not empty`.
    Full,
}

/// What a cell is compared with; which of these fits is a matter of the column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Value {
    Number(Number),
    Moment(Moment),
    Phrase(Phrase),
}

impl Value {
    /// Returns where the value stands.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Value::Number(number) => number.span,
            Value::Moment(moment) => moment.span,
            Value::Phrase(phrase) => phrase.span,
        }
    }
}
