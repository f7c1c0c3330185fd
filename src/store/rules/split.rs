//! From the text of a file of rules to single queries, each at its own lines.

use super::Rule;
use crate::load::mapping::Problem;
use crate::store::raw::scan::{Kind, Token, tokens};
use crate::store::raw::{self, RawError};
use spargebra::Query;
use std::ops::Range;

/// The text of one rule, with all else blanked out, so that places in it are those of the file.
#[derive(Debug)]
pub(super) struct Piece {
    span: Range<usize>,
    round: usize,
    text: String,
}

/// Words that begin what is no rule.
const OTHERS: [&str; 4] = ["SELECT", "ASK", "DESCRIBE", "INSERT"];

/// Cuts a file into its rules.
pub(super) fn split(text: &str) -> Result<Vec<Piece>, Problem> {
    let mut depth = 0_usize;
    let mut round = 0;
    let mut prologue: Vec<Range<usize>> = Vec::new();
    let mut pieces: Vec<Piece> = Vec::new();
    let mut open = Open::Nothing;
    let mut end = 0;
    for token in tokens(text) {
        let begins = match token.kind {
            Kind::Open => {
                depth += 1;
                None
            }
            Kind::Close => {
                depth = depth.saturating_sub(1);
                None
            }
            Kind::Word if depth == 0 => Begins::of(&token),
            Kind::Other if depth == 0 && token.text == ";" => Some(Begins::Round),
            _ => None,
        };
        match begins {
            None if matches!(open, Open::Nothing) => return Err(stray(&token)),
            None => {}
            Some(begins) => {
                open.close(end, text, round, &mut prologue, &mut pieces);
                open = match begins {
                    Begins::Prologue => Open::Prologue(token.offset),
                    Begins::Rule => Open::Rule(token.offset),
                    Begins::Round => {
                        round += 1;
                        Open::Nothing
                    }
                    Begins::Other => return Err(other(&token)),
                };
            }
        }
        end = token.offset + token.text.len();
    }
    open.close(end, text, round, &mut prologue, &mut pieces);
    if pieces.is_empty() {
        return Err(Problem {
            message: "there is no rule".to_owned(),
            span: 0..0,
            candidates: Vec::new(),
            help: EXAMPLE.to_owned(),
        });
    }
    Ok(pieces)
}

const EXAMPLE: &str =
    "for example: CONSTRUCT { ?x a al:Militia } WHERE { ?x a <http://example.org/Militia> }";

/// What a word at the outermost level begins.
enum Begins {
    Prologue,
    Rule,
    Other,
    Round,
}

impl Begins {
    fn of(token: &Token) -> Option<Begins> {
        let word = token.text.to_ascii_uppercase();
        match word.as_str() {
            "PREFIX" | "BASE" => Some(Begins::Prologue),
            "CONSTRUCT" => Some(Begins::Rule),
            word if OTHERS.contains(&word) => Some(Begins::Other),
            _ => None,
        }
    }
}

/// What is being read, from which byte on.
enum Open {
    Nothing,
    Prologue(usize),
    Rule(usize),
}

impl Open {
    fn close(
        &self,
        end: usize,
        text: &str,
        round: usize,
        prologue: &mut Vec<Range<usize>>,
        pieces: &mut Vec<Piece>,
    ) {
        match self {
            Open::Nothing => {}
            Open::Prologue(start) => prologue.push(*start..end),
            Open::Rule(start) => {
                let span = *start..end;
                pieces.push(Piece {
                    text: only(text, prologue.iter().chain([&span])),
                    round,
                    span,
                });
            }
        }
    }
}

fn stray(token: &Token) -> Problem {
    Problem {
        message: format!("`{}` begins no rule", raw::shortened(token.text)),
        span: token.offset..token.offset + token.text.len(),
        candidates: Vec::new(),
        help: format!("a rule begins with CONSTRUCT; {EXAMPLE}"),
    }
}

fn other(token: &Token) -> Problem {
    Problem {
        message: format!(
            "a rule is a CONSTRUCT, and this begins with {}",
            token.text.to_ascii_uppercase()
        ),
        span: token.offset..token.offset + token.text.len(),
        candidates: Vec::new(),
        help: EXAMPLE.to_owned(),
    }
}

/// Blanks out everything but the ranges, byte by byte, lines kept.
fn only<'a>(text: &str, ranges: impl Iterator<Item = &'a Range<usize>>) -> String {
    let mut bytes: Vec<u8> = text
        .bytes()
        .map(|byte| if byte == b'\n' { b'\n' } else { b' ' })
        .collect();
    for range in ranges {
        if let (Some(to), Some(from)) = (bytes.get_mut(range.clone()), text.get(range.clone())) {
            to.copy_from_slice(from.as_bytes());
        }
    }
    // The ranges begin and end with tokens, hence with whole characters.
    String::from_utf8(bytes).unwrap_or_default()
}

impl Piece {
    /// Parses the rule.
    pub(super) fn parse(self) -> Result<Rule, Problem> {
        match raw::parse(&self.text) {
            Ok(Query::Construct {
                template,
                pattern,
                dataset: None,
                ..
            }) => Ok(Rule {
                span: self.span,
                round: self.round,
                template,
                pattern,
            }),
            Ok(Query::Construct { .. }) => Err(Problem {
                message: "a rule reads the file that it is applied to, and takes no FROM"
                    .to_owned(),
                span: self.keyword("FROM"),
                candidates: Vec::new(),
                help: "leave FROM out".to_owned(),
            }),
            Ok(_) => Err(Problem {
                message: "a rule is a CONSTRUCT".to_owned(),
                span: self.span,
                candidates: Vec::new(),
                help: EXAMPLE.to_owned(),
            }),
            Err(error) => Err(self.problem(&error)),
        }
    }

    fn keyword(&self, word: &str) -> Range<usize> {
        tokens(&self.text)
            .find(|token| token.text.eq_ignore_ascii_case(word))
            .map_or(self.span.clone(), |token| {
                token.offset..token.offset + token.text.len()
            })
    }

    fn problem(&self, error: &RawError) -> Problem {
        let diagnostic = error.diagnostic(&self.text);
        let label = diagnostic
            .labels
            .first()
            .filter(|_| error.place().is_some());
        let span = label.map_or_else(
            || self.keyword("CONSTRUCT"),
            |label| label.span.start..label.span.end,
        );
        Problem {
            message: diagnostic.message,
            span,
            candidates: Vec::new(),
            help: diagnostic.notes.first().cloned().unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_keep_their_places_and_the_prefixes_above_them() {
        let text = "# é\nPREFIX a: <http://a/>\nCONSTRUCT { ?x a a:B } WHERE { ?x a a:C } ;\nPREFIX b: <http://b/> CONSTRUCT WHERE { ?x a b:C . { SELECT * { ?x ?y ?z } } }";
        let pieces = split(text).expect("two rules");
        assert_eq!(pieces.len(), 2);
        assert_eq!((pieces[0].round, pieces[1].round), (0, 1));
        for piece in &pieces {
            assert_eq!(piece.text.len(), text.len());
            assert!(text[piece.span.clone()].starts_with("CONSTRUCT"));
        }
        assert!(!pieces[0].text.contains("b:"));
        assert!(pieces[1].text.contains("PREFIX a:"));
        assert!(!pieces[1].text.contains("a:B"));
    }

    #[test]
    fn what_is_no_rule_is_told_where_it_stands() {
        for (text, at, part) in [
            ("", 0, "no rule"),
            ("  SELECT * { ?s ?p ?o }", 2, "begins with SELECT"),
            (
                "DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
                0,
                "`DELETE` begins no rule",
            ),
            (
                "CONSTRUCT { ?s ?p ?o } WHERE { } ; x",
                35,
                "`x` begins no rule",
            ),
        ] {
            let problem = split(text).expect_err(text);
            assert_eq!(problem.span.start, at, "{text}");
            assert!(problem.message.contains(part), "{}", problem.message);
        }
    }
}
