//! Parsing raw SPARQL, and its errors in our words.

use super::error::{Place, RawError};
use super::scan::{Token, tokens};
use super::{guard, limits};
use crate::iri::PREFIXES;
use crate::load::vocabulary::{ID, SOURCE_NS};
use crate::store::stack::with_large_stack;
use spargebra::{Query, SparqlParser};

/// The longest keyword of SPARQL, ENCODE_FOR_URI.
const LONGEST_KEYWORD: usize = 14;

/// Reads a query; what it returns is small enough to be run and dropped on any thread.
///
/// # Errors
///
/// When the text is refused or is no SPARQL query.
pub fn parse(text: &str) -> Result<Query, RawError> {
    guard::check(text)?;
    with_large_stack(|| {
        let parsed = parser().parse_query(text);
        Ok(match parsed {
            Ok(query) => limits::check(&query).map(|()| query),
            Err(error) => Err(syntax_error(text, &error.to_string())),
        })
    })?
}

/// Returns the prefixes that need not be declared: those of printed queries, and a few of common vocabularies.
pub(super) fn prefixes() -> impl Iterator<Item = (&'static str, &'static str)> {
    let further = [
        ("src", SOURCE_NS),
        ("owl", "http://www.w3.org/2002/07/owl#"),
        ("dcat", "http://www.w3.org/ns/dcat#"),
        ("prov", "http://www.w3.org/ns/prov#"),
        ("wd", "http://www.wikidata.org/entity/"),
    ];
    PREFIXES.iter().copied().chain(further)
}

/// Returns a parser that knows the usual prefixes and takes relative IRIs as individuals.
fn parser() -> SparqlParser {
    let mut parser = SparqlParser::new();
    for (prefix, iri) in prefixes() {
        // The prefixes are constants, and valid.
        parser = match parser.clone().with_prefix(prefix, iri) {
            Ok(parser) => parser,
            Err(_) => parser,
        };
    }
    match parser.clone().with_base_iri(ID) {
        Ok(parser) => parser,
        Err(_) => parser,
    }
}

/// Turns the parser's message, a place and a dump of tokens, into the place and what is known of the reason.
fn syntax_error(text: &str, message: &str) -> RawError {
    let numbers = message
        .strip_prefix("error at ")
        .and_then(|rest| rest.split_once(": "))
        .and_then(|(place, _)| place.split_once(':'))
        .and_then(|(line, column)| Some((line.parse().ok()?, column.parse().ok()?)));
    let reached = numbers.map_or(text.len(), |(line, column)| {
        Place::of(text, line, column).offset
    });
    let reasons = [
        (
            "The SELECT contains a variable that is unbound",
            "every selected variable must be grouped by or be inside COUNT, SUM or another aggregate",
        ),
        (
            "IRI parsing failed",
            "an IRI between < and > has no spaces or quotation marks",
        ),
        (
            "The query limit should be",
            "LIMIT takes a whole number that is not too large",
        ),
        (
            "The query offset should be",
            "OFFSET takes a whole number that is not too large",
        ),
        (
            "language tag parsing failed",
            "what stands after @ is no language",
        ),
        ("Double negation", "write ! once, or use brackets: !(!…)"),
        ("Prefix not found", "the prefix is not declared"),
    ];
    let reason = reasons
        .iter()
        .find(|(part, _)| message.contains(part))
        .map(|(_, reason)| *reason);
    // The parser counts a keyword that it tried as read, so that the slip stands up to that far before.
    let near: Vec<Token> = tokens(text)
        .skip_while(|token| token.offset + token.text.len() + LONGEST_KEYWORD <= reached)
        .take_while(|token| token.offset <= reached)
        .collect();
    let start = near.first().map_or(text.len(), |token| token.offset);
    let end = near
        .last()
        .map_or(start, |token| token.offset + token.text.len());
    RawError::Syntax {
        place: Place::at(text, near.last().map_or(text.len(), |token| token.offset)),
        near: shortened(text.get(start..end).unwrap_or_default()),
        reason,
    }
}

/// Returns the beginning of a token, for a message of one line.
pub(in crate::store) fn shortened(text: &str) -> String {
    let mut chars = text.chars().filter(|c| !c.is_control());
    let start: String = chars.by_ref().take(30).collect();
    if chars.next().is_some() {
        start + "…"
    } else {
        start
    }
}
