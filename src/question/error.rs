//! Why a text is no question, and what would be one.

use super::ast::Span;
use crate::diagnostic::Diagnostic;
use thiserror::Error;

/// A question that cannot be read: what is wrong, where, and a corrected question that can be read as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{problem}")]
pub struct ParseError {
    pub problem: Problem,
    /// On character boundaries of the text that was read.
    pub span: Span,
    pub correction: Option<String>,
}

/// What is wrong with a question.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Problem {
    #[error("nothing was asked")]
    Empty,
    #[error("the question is {length} bytes long; at most {limit} are read")]
    TooLong { length: usize, limit: usize },
    #[error("brackets are nested more than {limit} deep")]
    TooDeep { limit: usize },
    #[error("the SPARQL has more than {limit} words and signs outside of VALUES")]
    TooManyParts { limit: usize },
    #[error("the question is too complex to be read")]
    TooComplex,
    #[error("the text contains the invisible character U+{:04X} at position {position}", u32::from(*.found))]
    Control {
        found: char,
        /// Counted in characters from 1.
        position: usize,
    },
    #[error("the quote `{opener}` is not closed")]
    UnclosedQuote { opener: char },
    #[error("the quotes have no name between them")]
    EmptyName,
    #[error("`{opener}` is not closed")]
    UnclosedBracket { opener: char },
    #[error("`{closer}` closes nothing")]
    UnopenedBracket { closer: char },
    #[error("`{opener}` is closed by `{closer}`")]
    MismatchedBracket { opener: char, closer: char },
    #[error("there is nothing between the parentheses")]
    EmptyGroup,
    #[error("`{found}` has no meaning here")]
    Unexpected { found: char },
    #[error("`{found}` ends a question, but more follows")]
    MoreFollows { found: char },
    #[error("`{operator}` is written `{instead}`")]
    ForeignOperator {
        operator: String,
        instead: &'static str,
    },
    #[error("this is {language}, not a question")]
    Foreign { language: Language },
    #[error("`{escape}` stands for a mark; write the mark itself")]
    EscapedMark { escape: String },
    #[error("`{keyword}` has nothing after it")]
    NothingAfter { keyword: String },
    #[error("only how to put out the answer is said, not what is asked")]
    NothingAsked,
    #[error("`{connector}` joins nothing here")]
    LooseConnector { connector: String },
    #[error("`between` needs two sides joined by `and`")]
    BetweenWithoutAnd,
    #[error("`{after}` needs a number")]
    NumberExpected { after: String },
    #[error("a comparison follows `with`")]
    ComparisonWithoutWith,
    #[error("`{text}` names a span of years; write `between {first} and {last}`")]
    YearRange {
        text: String,
        first: String,
        last: String,
    },
    #[error("`{text}` is understood only as a number of steps in a path")]
    StepsExpected { text: String },
    #[error("`{what}` is said twice")]
    OutputTwice { what: String },
    #[error("`{what}` holds for the whole question and cannot stand in parentheses")]
    OutputInGroup { what: String },
    #[error("what is said of the output stands in the middle of a phrase")]
    OutputWithin,
    #[error("parentheses cannot follow a word")]
    GroupAfterWord,
    #[error("a type in square brackets follows a name")]
    GlossWithoutName,
    #[error("`{found}` does not continue the question")]
    NotContinued { found: String },
    #[error("`{measure}` needs a figure, such as killed")]
    FieldExpected { measure: String },
    #[error("`{measure}` needs `of` before what is added up or averaged")]
    OfExpected { measure: String },
    #[error("a path needs two ends")]
    PathWithoutEnds,
    #[error("`{word}` takes `of` and whose it is")]
    WhoseExpected { word: String },
    #[error("an answer cannot be piped into `{found}`")]
    NoSuchStep { found: String },
    #[error("`{column}` is compared with nothing")]
    TestExpected { column: String },
    #[error("{reason}")]
    Header { reason: String },
    #[error("`let` takes a name of one word")]
    NameExpected,
    #[error("`let NAME` takes `=` and a set")]
    EqualsExpected,
    #[error("there is no parameter `${name}` here")]
    NoSuchParameter { name: String, known: Vec<String> },
    #[error("`${name}` stands for a value of the kind {kind}, which cannot stand here")]
    WrongParameter {
        name: String,
        kind: super::ParameterKind,
    },
    #[error("`{step}` stands behind `|`, and there is no question before it")]
    StepAlone { step: String },
}

/// A query language that was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    Sql,
    Cypher,
    Sparql,
    SparqlUpdate,
}

impl std::fmt::Display for Language {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Language::Sql => "SQL",
            Language::Cypher => "Cypher",
            Language::Sparql => "SPARQL",
            Language::SparqlUpdate => "a SPARQL update",
        })
    }
}

impl Problem {
    /// Returns the stable name for scripts.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Problem::Empty => "empty-question",
            Problem::TooLong { .. } => "too-long",
            Problem::TooDeep { .. } => "too-deep",
            Problem::TooManyParts { .. } => "too-many-parts",
            Problem::TooComplex => "too-complex",
            Problem::Control { .. } => "control-character",
            Problem::UnclosedQuote { .. } => "unclosed-quote",
            Problem::EmptyName => "empty-name",
            Problem::UnclosedBracket { .. } => "unclosed-bracket",
            Problem::UnopenedBracket { .. } => "unopened-bracket",
            Problem::MismatchedBracket { .. } => "mismatched-bracket",
            Problem::EmptyGroup => "empty-group",
            Problem::Unexpected { .. } => "unexpected-character",
            Problem::MoreFollows { .. } => "more-follows",
            Problem::ForeignOperator { .. } => "foreign-operator",
            Problem::Foreign { .. } => "foreign-language",
            Problem::EscapedMark { .. } => "escaped-mark",
            Problem::NothingAfter { .. } => "nothing-after",
            Problem::NothingAsked => "nothing-asked",
            Problem::LooseConnector { .. } => "loose-connector",
            Problem::BetweenWithoutAnd => "between-without-and",
            Problem::NumberExpected { .. } => "number-expected",
            Problem::ComparisonWithoutWith => "comparison-without-with",
            Problem::YearRange { .. } => "year-range",
            Problem::StepsExpected { .. } => "steps-expected",
            Problem::OutputTwice { .. } => "said-twice",
            Problem::OutputInGroup { .. } => "output-in-parentheses",
            Problem::OutputWithin => "output-within",
            Problem::GroupAfterWord => "parentheses-after-word",
            Problem::GlossWithoutName => "type-without-name",
            Problem::NotContinued { .. } => "not-continued",
            Problem::FieldExpected { .. } => "figure-expected",
            Problem::OfExpected { .. } => "of-expected",
            Problem::PathWithoutEnds => "path-without-ends",
            Problem::WhoseExpected { .. } => "whose-expected",
            Problem::NoSuchStep { .. } => "no-such-step",
            Problem::TestExpected { .. } => "test-expected",
            Problem::StepAlone { .. } => "step-alone",
            Problem::Header { .. } => "bad-header",
            Problem::NameExpected => "name-expected",
            Problem::EqualsExpected => "equals-expected",
            Problem::NoSuchParameter { .. } => "no-such-parameter",
            Problem::WrongParameter { .. } => "wrong-parameter",
        }
    }

    /// Returns what is said under the marked place, shorter than the message.
    fn label(&self) -> String {
        match self {
            Problem::Empty => "a question goes here".into(),
            Problem::TooLong { .. } => "cut here".into(),
            Problem::TooDeep { .. } => "too deep from here".into(),
            Problem::TooManyParts { .. } => "too many from here".into(),
            Problem::Control { found, .. } => format!("U+{:04X}", u32::from(*found)),
            Problem::UnclosedQuote { .. } | Problem::UnclosedBracket { .. } => "opened here".into(),
            Problem::Foreign { language } => language.to_string(),
            Problem::NothingAfter { .. } => "expected something after this".into(),
            Problem::NumberExpected { .. } => "expected a number after this".into(),
            Problem::OfExpected { .. } => "expected `of` after this".into(),
            Problem::FieldExpected { .. } => "expected a figure after this".into(),
            Problem::PathWithoutEnds => "from where, to where?".into(),
            Problem::WhoseExpected { .. } => "expected `of` after this".into(),
            Problem::OutputTwice { .. } => "the second time".into(),
            Problem::MoreFollows { .. } => "the question ends here".into(),
            other => other.to_string(),
        }
    }

    /// Returns further lines: what is accepted here.
    fn notes(&self) -> &'static [&'static str] {
        match self {
            Problem::Empty | Problem::NothingAsked => &[
                "for example: who ambushed \"Wagner Group\" in Mali since 2021",
                "for example: ambushes in Mali in 2022",
            ],
            Problem::TooLong { .. } => {
                &["a long list of names is shorter as a set: members of JNIM"]
            }
            Problem::Control { .. } => {
                &["it cannot be seen and could make the question read as another"]
            }
            Problem::UnclosedQuote { .. } => {
                &["a quote within a name is written \\\"; an apostrophe needs nothing"]
            }
            Problem::Unexpected { found: '<' | '>' } => &[
                "figures are compared after `with`: ambushes with killed >= 3",
                "an entity can be named by its IRI: <https://example.org/entity>",
            ],
            Problem::Unexpected { found: '$' | '?' } => {
                &["variables belong in sparql { … }; a parameter of a file is written $name"]
            }
            Problem::Unexpected { .. } => &["names with unusual characters stand in quotes"],
            Problem::MoreFollows { .. } => {
                &["questions are asked one at a time; a name with a dot in it stands in quotes"]
            }
            Problem::Foreign { language } => match language {
                Language::Sql => &[
                    "name what you look for and where: ambushes in Mali since 2012",
                    "count ambushes in Mali since 2012 by year",
                ],
                Language::Cypher => &[
                    "name the relation and its ends: allies of JNIM, who supports CSP",
                    "path from Ukraine to JNIM",
                ],
                Language::Sparql => &["SPARQL is asked inside sparql { … }"],
                Language::SparqlUpdate => &["data are read here, never changed"],
            },
            Problem::BetweenWithoutAnd => &[
                "for example: between 2012 and 2015, between JNIM and ISGS",
                "several names make one side in parentheses: between France and (Mali, Chad)",
            ],
            Problem::ComparisonWithoutWith => &["for example: ambushes with killed >= 3"],
            Problem::NumberExpected { .. } => &["numbers are written in digits"],
            Problem::StepsExpected { .. } => &[
                "a path takes `at most 3 steps`; figures are compared after `with`: with killed <= 3",
            ],
            Problem::OutputWithin => {
                &["`limit`, `all` and `order by` stand last, `strictly` first"]
            }
            Problem::GlossWithoutName => &["for example: Georgia [state]"],
            Problem::NotContinued { .. } => &["a name of several words can stand in quotes"],
            Problem::FieldExpected { .. } | Problem::OfExpected { .. } => {
                &["for example: sum killed of ambushes by attacker"]
            }
            Problem::PathWithoutEnds => &["for example: path from Ukraine to JNIM"],
            Problem::WhoseExpected { word } if word.ends_with("centrality") => {
                &["for example: centrality of actors in alliances"]
            }
            Problem::WhoseExpected { .. } => &["for example: timeline of CSP since 2023"],
            Problem::NoSuchStep { .. } => &[
                "behind `|` stands sort, take, select, where, count, export or save as: coups | sort when desc | take 3",
            ],
            Problem::TestExpected { .. } => &[
                "for example: | where killed >= 3, | where attacker is CSP, | where killed is not empty",
            ],
            Problem::NameExpected | Problem::EqualsExpected => {
                &["for example: let sahel = {Mali, Niger, \"Burkina Faso\"}"]
            }
            Problem::NoSuchParameter { .. } => {
                &["parameters are declared above the questions of a file: param year: date = 2021"]
            }
            Problem::WrongParameter { .. } => &[
                "an actor or a place stands where a name does, a date behind `in`, `since` and the like, a number behind `>=` or `limit`",
            ],
            Problem::StepAlone { .. } => &["for example: coups in Mali | take 3"],
            _ => &[],
        }
    }
}

impl From<ParseError> for Diagnostic {
    fn from(error: ParseError) -> Diagnostic {
        let mut diagnostic =
            Diagnostic::new(error.problem.code(), error.problem.to_string(), error.span);
        for label in &mut diagnostic.labels {
            label.text = error.problem.label();
        }
        diagnostic.correction = error.correction;
        diagnostic.notes = error
            .problem
            .notes()
            .iter()
            .map(|&note| note.to_owned())
            .collect();
        diagnostic
    }
}
