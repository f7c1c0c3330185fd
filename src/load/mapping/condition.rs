//! Conditions as a researcher writes them: `type_of_violence is 3`, `not gwnoa`, `side_a starts with XXX and year above 1988`.
//!
//! ```text
//! condition := clause { "and" clause }
//! clause    := column                             there is a value
//!            | "not" clause                       not gwnoa: there is none; not side_a starts with XXX
//!            | column "is" ["not"] value { "or" value }
//!            | column "starts with" value { "or" value }
//!            | column "contains" value { "or" value }
//!            | column "above" number | column "below" number
//! ```
//!
//! Columns whose names are not one word stand in braces, `{target casualties}`; values of several words in single quotes.

use super::ColumnId;

/// Alternatives, each of tests that must all hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Condition {
    pub any: Vec<Vec<Test>>,
}

/// One test of a column.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Test {
    pub column: ColumnId,
    pub operator: Operator,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Operator {
    Present,
    Not(Box<Operator>),
    Is(Vec<String>),
    IsNot(Vec<String>),
    StartsWith(Vec<String>),
    Contains(Vec<String>),
    Above(f64),
    Below(f64),
}

/// What is wrong with a condition, at which of its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ConditionError {
    pub at: usize,
    pub message: String,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Word<'a> {
    text: &'a str,
    at: usize,
    quoted: bool,
}

fn words(text: &str) -> Result<Vec<Word<'_>>, ConditionError> {
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let Some(first) = rest.chars().next() else {
            break;
        };
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        let close = match first {
            '\'' => Some('\''),
            '{' => Some('}'),
            _ => None,
        };
        if let Some(close) = close {
            let inner = &rest[1..];
            let Some(end) = inner.find(close) else {
                return Err(ConditionError {
                    at,
                    message: format!("{first} is not closed"),
                });
            };
            words.push(Word {
                text: &inner[..end],
                at,
                quoted: true,
            });
            at += end + 2;
        } else {
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            words.push(Word {
                text: &rest[..end],
                at,
                quoted: false,
            });
            at += end;
        }
    }
    Ok(words)
}

struct Parser<'a, F> {
    words: Vec<Word<'a>>,
    at: usize,
    end: usize,
    column: F,
}

/// Reads the tests of a condition; `column` gives each column its number.
pub(super) fn parse(
    text: &str,
    column: impl FnMut(&str, usize) -> ColumnId,
) -> Result<Vec<Test>, ConditionError> {
    let mut parser = Parser {
        words: words(text)?,
        at: 0,
        end: text.len(),
        column,
    };
    let mut tests = vec![parser.clause()?];
    while parser.at < parser.words.len() {
        parser.keyword("and")?;
        tests.push(parser.clause()?);
    }
    Ok(tests)
}

impl<'a, F: FnMut(&str, usize) -> ColumnId> Parser<'a, F> {
    fn peek(&self, keyword: &str) -> bool {
        let word = self.words.get(self.at);
        word.is_some_and(|word| !word.quoted && word.text == keyword)
    }

    fn take(&mut self, keyword: &str) -> bool {
        let found = self.peek(keyword);
        self.at += usize::from(found);
        found
    }

    fn keyword(&mut self, keyword: &str) -> Result<(), ConditionError> {
        if self.take(keyword) {
            return Ok(());
        }
        Err(self.expected(&format!("\"{keyword}\"")))
    }

    fn expected(&self, what: &str) -> ConditionError {
        let word = self.words.get(self.at);
        ConditionError {
            at: word.map_or(self.end, |word| word.at),
            message: match word {
                Some(word) => format!("expected {what}, found \"{}\"", word.text),
                None => format!("expected {what} at the end"),
            },
        }
    }

    fn word(&mut self, what: &str) -> Result<Word<'a>, ConditionError> {
        let word = self
            .words
            .get(self.at)
            .copied()
            .ok_or_else(|| self.expected(what))?;
        self.at += 1;
        Ok(word)
    }

    fn clause(&mut self) -> Result<Test, ConditionError> {
        let negated = self.take("not");
        let name = self.word("a column")?;
        let column = (self.column)(name.text, name.at);
        let operator = if self.take("is") {
            if self.take("not") {
                Operator::IsNot(self.values()?)
            } else {
                Operator::Is(self.values()?)
            }
        } else if self.take("starts") {
            self.keyword("with")?;
            Operator::StartsWith(self.values()?)
        } else if self.take("contains") {
            Operator::Contains(self.values()?)
        } else if self.take("above") {
            Operator::Above(self.number()?)
        } else if self.take("below") {
            Operator::Below(self.number()?)
        } else if self.at == self.words.len() || self.peek("and") {
            Operator::Present
        } else {
            return Err(self.expected(
                "\"is\", \"is not\", \"starts with\", \"contains\", \"above\", \"below\" or \"and\"",
            ));
        };
        Ok(Test {
            column,
            operator: if negated {
                Operator::Not(Box::new(operator))
            } else {
                operator
            },
        })
    }

    fn values(&mut self) -> Result<Vec<String>, ConditionError> {
        let mut values = vec![self.word("a value")?.text.to_owned()];
        while self.take("or") {
            values.push(self.word("a value")?.text.to_owned());
        }
        Ok(values)
    }

    fn number(&mut self) -> Result<f64, ConditionError> {
        let word = self.word("a number")?;
        word.text.parse().map_err(|_| ConditionError {
            at: word.at,
            message: format!("\"{}\" is not a number", word.text),
        })
    }
}

impl Operator {
    /// Says whether the test holds for a value.
    pub(super) fn holds(&self, value: Option<&str>) -> bool {
        let number = || value.and_then(|value| value.parse::<f64>().ok());
        match self {
            Operator::Present => value.is_some(),
            Operator::Not(operator) => !operator.holds(value),
            Operator::Is(values) => {
                value.is_some_and(|value| values.iter().any(|v| same(v, value)))
            }
            Operator::IsNot(values) => {
                !value.is_some_and(|value| values.iter().any(|v| same(v, value)))
            }
            Operator::StartsWith(values) => {
                value.is_some_and(|value| values.iter().any(|v| value.starts_with(v.as_str())))
            }
            Operator::Contains(values) => {
                value.is_some_and(|value| values.iter().any(|v| value.contains(v.as_str())))
            }
            Operator::Above(bound) => number().is_some_and(|number| number > *bound),
            Operator::Below(bound) => number().is_some_and(|number| number < *bound),
        }
    }
}

/// Says whether a value is the one that is asked for; spreadsheets turn 3 into 3.0.
pub(super) fn same(wanted: &str, value: &str) -> bool {
    wanted == value
        || value
            .strip_suffix(".0")
            .is_some_and(|value| value == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<(String, Operator)>, ConditionError> {
        let mut names = Vec::new();
        let tests = parse(text, |name, _| {
            names.push(name.to_owned());
            names.len() - 1
        })?;
        Ok(tests
            .into_iter()
            .map(|test| (names[test.column].clone(), test.operator))
            .collect())
    }

    #[test]
    fn conditions_read_as_written() {
        let is = |values: &[&str]| Operator::Is(values.iter().map(|v| (*v).to_owned()).collect());
        assert_eq!(read("kind is 3"), Ok(vec![("kind".to_owned(), is(&["3"]))]));
        assert_eq!(
            read("{event type} is 'Remote violence' or Riots and not gwnoa and year above 1988"),
            Ok(vec![
                ("event type".to_owned(), is(&["Remote violence", "Riots"])),
                (
                    "gwnoa".to_owned(),
                    Operator::Not(Box::new(Operator::Present))
                ),
                ("year".to_owned(), Operator::Above(1988.0)),
            ])
        );
        assert_eq!(
            read("gwnoa"),
            Ok(vec![("gwnoa".to_owned(), Operator::Present)])
        );
        let error = read("kind equals 3").expect_err("no such word");
        assert_eq!(error.at, 5);
        assert!(read("kind is").is_err());
        assert!(read("kind is 'open").is_err());
    }

    #[test]
    fn tests_hold() {
        assert!(Operator::Is(vec!["3".into()]).holds(Some("3.0")));
        assert!(Operator::IsNot(vec!["3".into()]).holds(None));
        assert!(!Operator::Above(3.0).holds(Some("x")));
        assert!(Operator::StartsWith(vec!["XXX".into()]).holds(Some("XXX432")));
    }
}
