//! Looks over the text before any parser sees it.

use super::error::{Place, RawError};
use super::parse::{prefixes, shortened};
use super::scan::{Kind, Token, tokens};

/// The longest text that is read.
pub(super) const MAX_BYTES: usize = 200_000;
/// The deepest nesting of brackets; generated and human queries stay below fifty.
const MAX_DEPTH: usize = 500;
/// The same, counting brackets in texts and IRIs as well, in case the parser reads one of them differently.
const MAX_DEPTH_ANYWHERE: usize = 5000;
/// Signs such as `!` recurse in the parser without brackets.
const MAX_SIGNS: usize = 100;

const FORMS: [&str; 4] = ["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"];
/// Words that only updates have.
const UPDATES: [&str; 8] = [
    "INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE",
];
/// Words that begin updates, and could be something else further on.
const UPDATE_STARTS: [&str; 2] = ["ADD", "WITH"];

/// Refuses what is no query, what writes, what asks elsewhere and what is nested too deep.
pub(super) fn check(text: &str) -> Result<(), RawError> {
    if text.len() > MAX_BYTES {
        return Err(RawError::TooLong {
            bytes: text.len(),
            limit: MAX_BYTES,
        });
    }
    let mut guard = Guard {
        text,
        open: Vec::new(),
        anywhere: 0,
        signs: 0,
        form: None,
        prefixes: prefixes().map(|(prefix, _)| prefix).collect(),
        declaring: false,
    };
    for token in tokens(text) {
        guard.token(&token)?;
    }
    guard.finish()
}

struct Guard<'a> {
    text: &'a str,
    /// The brackets that are open, with their offsets.
    open: Vec<(char, usize)>,
    anywhere: usize,
    signs: usize,
    /// The word that says what the query is.
    form: Option<&'a str>,
    prefixes: Vec<&'a str>,
    /// The word before was PREFIX.
    declaring: bool,
}

impl<'a> Guard<'a> {
    fn place(&self, offset: usize) -> Place {
        Place::at(self.text, offset)
    }

    fn token(&mut self, token: &Token<'a>) -> Result<(), RawError> {
        let declaring = std::mem::take(&mut self.declaring);
        let signs = std::mem::take(&mut self.signs);
        self.anywhere += token.text.matches(['{', '(', '[']).count();
        if self.anywhere > MAX_DEPTH_ANYWHERE {
            return Err(RawError::TooDeep {
                place: self.place(token.offset),
                limit: MAX_DEPTH,
            });
        }
        match token.kind {
            Kind::Open => self.open(token),
            Kind::Close => self.close(token),
            Kind::Word => self.word(token),
            Kind::Prefixed => self.prefixed(token, declaring),
            Kind::Sign => {
                self.signs = signs + 1;
                if self.signs > MAX_SIGNS {
                    return Err(RawError::TooManySigns {
                        place: self.place(token.offset),
                        limit: MAX_SIGNS,
                    });
                }
                Ok(())
            }
            Kind::UnclosedText => Err(RawError::Unclosed {
                what: "a text in quotation marks".to_owned(),
                place: self.place(token.offset),
            }),
            Kind::Other => self.other(token),
            Kind::Iri | Kind::Text | Kind::Name | Kind::Number => Ok(()),
        }
    }

    fn open(&mut self, token: &Token<'a>) -> Result<(), RawError> {
        self.open
            .push((token.text.chars().next().unwrap_or('{'), token.offset));
        if self.open.len() > MAX_DEPTH {
            return Err(RawError::TooDeep {
                place: self.place(token.offset),
                limit: MAX_DEPTH,
            });
        }
        Ok(())
    }

    fn close(&mut self, token: &Token<'a>) -> Result<(), RawError> {
        let found = token.text.chars().next().unwrap_or('}');
        let Some((open, offset)) = self.open.pop() else {
            return Err(RawError::Unopened {
                bracket: found,
                place: self.place(token.offset),
            });
        };
        self.anywhere = self.anywhere.saturating_sub(1);
        if !matches!((open, found), ('{', '}') | ('(', ')') | ('[', ']')) {
            return Err(RawError::Mismatched {
                open,
                open_place: self.place(offset),
                found,
                place: self.place(token.offset),
            });
        }
        Ok(())
    }

    fn word(&mut self, token: &Token<'a>) -> Result<(), RawError> {
        let word = token.text.to_ascii_uppercase();
        let word = word.as_str();
        if UPDATES.contains(&word) || (self.form.is_none() && UPDATE_STARTS.contains(&word)) {
            return Err(RawError::Update {
                keyword: word.to_owned(),
                place: self.place(token.offset),
            });
        }
        if word == "SERVICE" {
            return Err(RawError::Service {
                place: self.place(token.offset),
            });
        }
        self.declaring = word == "PREFIX";
        if self.form.is_none() && !matches!(word, "PREFIX" | "BASE") {
            if !FORMS.contains(&word) {
                return Err(self.not_a_query(token));
            }
            self.form = Some(token.text);
        }
        Ok(())
    }

    fn prefixed(&mut self, token: &Token<'a>, declaring: bool) -> Result<(), RawError> {
        let prefix = token.text.split(':').next().unwrap_or_default();
        if declaring {
            self.prefixes.push(prefix);
        } else if self.form.is_none() {
            return Err(self.not_a_query(token));
        } else if !self.prefixes.contains(&prefix) {
            return Err(RawError::UndeclaredPrefix {
                prefix: prefix.to_owned(),
                place: self.place(token.offset),
            });
        }
        Ok(())
    }

    fn other(&mut self, token: &Token<'a>) -> Result<(), RawError> {
        match token.text.chars().next() {
            Some(found @ ('\u{2018}'..='\u{201f}' | '\u{ab}' | '\u{bb}')) => {
                Err(RawError::CurlyQuote {
                    found,
                    place: self.place(token.offset),
                })
            }
            _ => Ok(()),
        }
    }

    fn not_a_query(&self, token: &Token<'a>) -> RawError {
        RawError::NotAQuery {
            found: shortened(token.text),
            place: self.place(token.offset),
        }
    }

    fn finish(self) -> Result<(), RawError> {
        if let Some((bracket, offset)) = self.open.last() {
            return Err(RawError::Unclosed {
                what: format!("`{bracket}`"),
                place: self.place(*offset),
            });
        }
        if self.form.is_none() {
            return Err(RawError::Empty);
        }
        Ok(())
    }
}
