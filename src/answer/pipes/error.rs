//! Why a step cannot be done on an answer.

use crate::answer::Kind;

/// What is wrong with a step, and with which of its columns or conditions.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{problem}")]
pub struct StepError {
    /// The column or condition, counted from 0; none when it is the step itself.
    pub part: Option<usize>,
    pub problem: StepProblem,
}

/// The problems.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StepProblem {
    #[error("this answer is {}, which has no rows for that", kind_in_words(*.kind))]
    NoRows { kind: Kind },
    #[error("there is no column \"{column}\"")]
    NoSuchColumn {
        column: String,
        accepted: Vec<String>,
        near: Option<String>,
    },
    #[error("the column \"{column}\" is selected twice")]
    SelectedTwice { column: String },
    /// A figure compared with a name, a name compared by size.
    #[error("\"{column}\" {instead}")]
    CannotCompare {
        column: String,
        instead: &'static str,
    },
    #[error("nothing in \"{column}\" is called \"{value}\"")]
    NoSuchValue {
        value: String,
        column: String,
        /// What is called nearly so, the nearest first.
        near: Vec<String>,
    },
}

impl StepProblem {
    /// Says which of the step's columns or conditions it is.
    #[must_use]
    pub fn at(self, part: usize) -> StepError {
        StepError {
            part: Some(part),
            problem: self,
        }
    }

    /// Returns the stable name for scripts.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoRows { .. } => "no-rows",
            Self::NoSuchColumn { .. } => "unknown-column",
            Self::SelectedTwice { .. } => "said-twice",
            Self::CannotCompare { .. } => "cannot-compare",
            Self::NoSuchValue { .. } => "unknown-value",
        }
    }
}

fn kind_in_words(kind: Kind) -> &'static str {
    match kind {
        Kind::YesNo => "a yes or no",
        Kind::Paths => "a path",
        Kind::Card => "a card",
        Kind::Table | Kind::Graph => "a table",
    }
}
