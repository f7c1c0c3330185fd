//! Why raw SPARQL is refused, in words instead of the parser's list of tokens.

use crate::diagnostic::Diagnostic;
use crate::question::ast::Span;

/// The words that an update begins with.
const UPDATES: [&str; 11] = [
    "insert", "delete", "load", "clear", "create", "drop", "copy", "move", "add", "with", "using",
];

/// Says why a query is refused that the parser does not take, from the parser's own message.
#[must_use]
pub fn refusal(query: &str, parser: &str) -> Diagnostic {
    if let Some(span) = update(query) {
        let message = "this would change the data, and queries here only read";
        return Diagnostic::new("sparql-update", message, span)
            .note("SELECT, ASK, CONSTRUCT and DESCRIBE read");
    }
    let at = place(query, parser).unwrap_or(query.len());
    let token = query[at..]
        .find(char::is_whitespace)
        .map_or(query.len(), |end| at + end);
    let span = Span {
        start: at,
        end: token,
    };
    if parser.contains("Prefix not found") {
        let message = "a prefix that is used here is not declared";
        return Diagnostic::new("sparql-prefix", message, prefixed(query, at))
            .note("for example: PREFIX al: <https://w3id.org/allegiance/ns#>");
    }
    if query[at..].trim().is_empty() {
        return Diagnostic::new("sparql", "the query ends too early", span);
    }
    Diagnostic::new("sparql", "from here on this is no SPARQL", span)
}

/// Finds the word that makes a text an update: the first one after comments and declarations.
fn update(query: &str) -> Option<Span> {
    let mut rest = query;
    loop {
        rest = rest.trim_start();
        let line = |rest: &str| rest.find('\n').unwrap_or(rest.len());
        let word = rest
            .find(|c: char| !c.is_ascii_alphabetic())
            .unwrap_or(rest.len());
        let (first, after) = rest.split_at(word);
        if rest.starts_with('#') {
            rest = &rest[line(rest)..];
        } else if first.eq_ignore_ascii_case("prefix") || first.eq_ignore_ascii_case("base") {
            rest = &after[after.find('>')? + 1..];
        } else {
            let start = query.len() - rest.len();
            let is_update = UPDATES
                .iter()
                .any(|update| first.eq_ignore_ascii_case(update));
            return is_update.then_some(Span {
                start,
                end: start + word,
            });
        }
    }
}

/// Reads the `LINE:COLUMN` of the parser's message, both counted from 1.
fn place(query: &str, parser: &str) -> Option<usize> {
    let (line, rest) = parser.strip_prefix("error at ")?.split_once(':')?;
    let column = rest.split_once(':')?.0.trim();
    let (line, column): (usize, usize) = (line.parse().ok()?, column.parse().ok()?);
    let start: usize = query
        .split_inclusive('\n')
        .take(line.checked_sub(1)?)
        .map(str::len)
        .sum();
    let mut characters = query.get(start..)?.char_indices();
    let at = characters.nth(column.checked_sub(1)?).map(|(i, _)| i);
    Some(start + at.unwrap_or(query.len() - start))
}

/// Finds the prefixed name that ends at or holds a place.
fn prefixed(query: &str, at: usize) -> Span {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, ':' | '_' | '-' | '.');
    let start = query[..at].trim_end_matches(is_part).len();
    let end = query[at..]
        .find(|c| !is_part(c))
        .map_or(query.len(), |i| at + i);
    Span { start, end }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sparql::parse;

    fn refused(query: &str) -> (String, &str) {
        let diagnostic = refusal(query, &parse(query).unwrap_err());
        let span = diagnostic.labels[0].span;
        (diagnostic.message, &query[span.start..span.end])
    }

    #[test]
    fn updates_are_named() {
        for (query, word) in [
            ("INSERT DATA { <http://a> <http://b> <http://c> }", "INSERT"),
            (
                "# note\nPREFIX a: <http://a#> delete where { ?s ?p ?o }",
                "delete",
            ),
            ("DROP ALL", "DROP"),
            ("CLEAR GRAPH <http://a>", "CLEAR"),
        ] {
            let (message, marked) = refused(query);
            assert!(message.contains("only read"), "{query}: {message}");
            assert_eq!(marked, word);
        }
    }

    #[test]
    fn the_place_is_marked_without_a_list_of_tokens() {
        assert_eq!(
            refused("SELECT ?x\nWHERE { ?x a ex:Foo }"),
            (
                "a prefix that is used here is not declared".to_owned(),
                "ex:Foo"
            )
        );
        assert_eq!(refused("SELECT * {").0, "the query ends too early");
        assert_eq!(refused("").0, "the query ends too early");
        assert_eq!(
            refused("SELECT * { ?s ?p ?o } LIMIT é x"),
            ("from here on this is no SPARQL".to_owned(), "é")
        );
    }

    #[test]
    fn any_message_of_a_parser_is_taken() {
        for message in [
            "",
            "error at",
            "error at 9:9: x",
            "error at 0:0: x",
            "error at a:b: x",
        ] {
            assert!(!refusal("SELECT", message).message.is_empty());
            assert!(!refusal("é", message).message.is_empty());
        }
    }
}
