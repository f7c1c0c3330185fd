//! Values that are given to a question from outside: typed, and never a part of its text.

use std::collections::BTreeMap;
use std::fmt;
use thiserror::Error;

/// What a parameter stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ParameterKind {
    Actor,
    Place,
    Date,
    Number,
    Text,
}

impl ParameterKind {
    pub const ALL: [Self; 5] = [
        Self::Actor,
        Self::Place,
        Self::Date,
        Self::Number,
        Self::Text,
    ];

    /// Finds a kind by its name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Actor => "actor",
            Self::Place => "place",
            Self::Date => "date",
            Self::Number => "number",
            Self::Text => "text",
        }
    }
}

impl fmt::Display for ParameterKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Why a value is none of its kind.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ValueError {
    #[error("there is no value")]
    Empty,
    #[error("\"{0}\" is no number")]
    NoNumber(String),
    #[error("the value contains the invisible character U+{:04X}", u32::from(*.0))]
    Control(char),
}

/// A value of a kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Argument {
    kind: ParameterKind,
    text: String,
}

impl Argument {
    /// Takes a value as it is given: a name without quotes, an IRI in `< >`, a date, a number, a text.
    ///
    /// # Errors
    /// It is empty, is no number where one is wanted, or hides characters. Whether a name is known and a day exists is
    /// found out where they stand.
    pub fn new(kind: ParameterKind, value: &str) -> Result<Self, ValueError> {
        let hidden = |c: &char| {
            (c.is_control() && !c.is_whitespace())
                || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
        };
        if let Some(found) = value.trim().chars().find(hidden) {
            return Err(ValueError::Control(found));
        }
        let text = super::spelling::spaced(value);
        if text.is_empty() {
            return Err(ValueError::Empty);
        }
        if kind == ParameterKind::Number && !is_number(&text) {
            return Err(ValueError::NoNumber(text));
        }
        Ok(Self { kind, text })
    }

    #[must_use]
    pub fn kind(&self) -> ParameterKind {
        self.kind
    }

    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the IRI of a value that is one.
    #[must_use]
    pub fn iri(&self) -> Option<&str> {
        let inner = self.text.strip_prefix('<')?.strip_suffix('>')?;
        let plain = |c: char| !c.is_whitespace() && !"<>\"{}|\\^`".contains(c);
        let scheme = inner.split_once(':').map_or("", |(scheme, _)| scheme);
        (!scheme.is_empty() && inner.chars().all(plain)).then_some(inner)
    }
}

fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    [whole, fraction]
        .iter()
        .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
}

/// The values of a question's parameters, by their names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parameters(BTreeMap<String, Argument>);

impl Parameters {
    /// Gives a parameter its value.
    pub fn set(&mut self, name: impl Into<String>, argument: Argument) {
        self.0.insert(name.into(), argument);
    }

    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Argument> {
        self.0.get(name)
    }

    /// Lists the names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_of_their_kind() {
        let number = |text| Argument::new(ParameterKind::Number, text);
        for good in ["3", "-3", "2.5", " 10 "] {
            assert!(number(good).is_ok(), "{good}");
        }
        for bad in ["3 or 4", "1e9", ".5", "5.", "--1", "three", "1,000"] {
            assert!(matches!(number(bad), Err(ValueError::NoNumber(_))), "{bad}");
        }
        assert_eq!(number(" "), Err(ValueError::Empty));
        let text = Argument::new(ParameterKind::Text, "a\u{1b}[2J");
        assert_eq!(text, Err(ValueError::Control('\u{1b}')));
        let name = |text| Argument::new(ParameterKind::Actor, text).unwrap();
        assert_eq!(
            name("<https://example.org/a>").iri(),
            Some("https://example.org/a")
        );
        assert_eq!(name("<a> or <b>").iri(), None);
        assert_eq!(name("a  \n b").text(), "a b");
    }
}
