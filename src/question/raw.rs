//! The bounds of raw SPARQL, checked before any parser sees it.
//!
//! The engine's parser recurses once per bracket, and its evaluator once per operator of a flat chain too: `1+1+…` of 160
//! terms overflows a stack of 8 MB (some 52 KB a level), so brackets and parts are bounded both.

use super::ast::Span;
use super::error::{ParseError, Problem};
use super::repair::Failure;

/// The longest SPARQL text that is read, in bytes.
pub const LONGEST_SPARQL: usize = 200_000;
/// The deepest nesting of braces, parentheses and square brackets in SPARQL that is read.
pub const DEEPEST_SPARQL: usize = 500;
/// The most words and signs of SPARQL that are read, those of `VALUES` blocks not counted: 2,500 chained operators need
/// about 130 MB of stack.
pub const MOST_SPARQL_PARTS: usize = 5_000;

/// Checks the bounds of a SPARQL text that stands alone.
///
/// # Errors
///
/// Says that the text is too long, has too many parts, is nested too deeply, or hides a bracket behind a code point
/// escape.
pub fn check_sparql(text: &str) -> Result<(), ParseError> {
    let checked = if text.len() > LONGEST_SPARQL {
        Err(too_long(text, LONGEST_SPARQL))
    } else {
        escapes(text).and_then(|()| Scan::new(text, 0).run(false).map(|_| ()))
    };
    checked.map_err(|failure| ParseError {
        problem: failure.problem,
        span: failure.span,
        correction: None,
    })
}

/// Finds the brace that closes the one at `open`, within the bounds.
pub(super) fn closing_brace(text: &str, open: usize) -> Result<usize, Box<Failure>> {
    escapes(text)?;
    Scan::new(text, open).run(true)?.ok_or_else(|| {
        Failure::new(Problem::UnclosedBracket { opener: '{' }, byte(open))
            .insert(text.trim_end().len(), " }")
    })
}

/// Refuses a text by its length, marking where it would have to end.
pub(super) fn too_long(text: &str, limit: usize) -> Box<Failure> {
    let length = text.len();
    let cut = (0..=limit.min(length)).rev();
    let cut = cut.into_iter().find(|&at| text.is_char_boundary(at));
    let cut = cut.unwrap_or(0);
    let span = Span {
        start: cut,
        end: cut,
    };
    Failure::new(Problem::TooLong { length, limit }, span)
}

/// Refuses code point escapes that stand for marks: they are resolved before the text is parsed, so `\u007B` opens a
/// brace that no scan of the text sees.
fn escapes(text: &str) -> Result<(), Box<Failure>> {
    for (start, _) in text.match_indices('\\') {
        let rest = &text[start + 1..];
        let digits = match rest.as_bytes().first() {
            Some(b'u') => 4,
            Some(b'U') => 8,
            _ => continue,
        };
        let code: String = rest.chars().skip(1).take(digits).collect();
        let mark = u32::from_str_radix(&code, 16)
            .ok()
            .and_then(char::from_u32)
            .is_some_and(|c| c.is_ascii() && !c.is_ascii_alphanumeric());
        if mark {
            let escape = format!("\\{}{code}", &rest[..1]);
            let end = start + escape.len();
            return Err(Failure::new(
                Problem::EscapedMark { escape },
                Span { start, end },
            ));
        }
    }
    Ok(())
}

fn is_word(b: u8) -> bool {
    b.is_ascii_alphanumeric() || !b.is_ascii() || b"_?$:@%".contains(&b)
}

fn byte(at: usize) -> Span {
    Span {
        start: at,
        end: at + 1,
    }
}

/// A walk over SPARQL that knows strings, IRIs and comments; all its marks are ASCII, so bytes suffice.
struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Open braces, which never stand in an IRI: they delimit the block.
    braces: usize,
    /// Open brackets of any kind, never fewer than a parser would count.
    depth: usize,
    /// Words and signs so far.
    parts: usize,
    /// Within `VALUES … { … }`, which holds terms only and never recurses.
    values: bool,
}

impl<'a> Scan<'a> {
    fn new(text: &'a str, at: usize) -> Scan<'a> {
        Scan {
            bytes: text.as_bytes(),
            at,
            braces: 0,
            depth: 0,
            parts: 0,
            values: false,
        }
    }

    /// Walks to the end, or to the brace that closes the first one.
    fn run(&mut self, block: bool) -> Result<Option<usize>, Box<Failure>> {
        while let Some(&b) = self.bytes.get(self.at) {
            self.part(b)?;
            match b {
                b'{' | b'(' | b'[' => {
                    self.depth += 1;
                    self.braces += usize::from(b == b'{');
                    self.bounded()?;
                }
                b'}' | b')' | b']' => {
                    self.depth = self.depth.saturating_sub(1);
                    if b == b'}' {
                        self.values = false;
                        self.braces = self.braces.saturating_sub(1);
                        if block && self.braces == 0 {
                            return Ok(Some(self.at));
                        }
                    }
                }
                b'#' => self.skip_until(|b| b == b'\n' || b == b'\r'),
                b'"' | b'\'' => self.string(b)?,
                b'<' => self.iri()?,
                // `ex:a\)` is a name: the bracket behind the backslash is none.
                b'\\' => self.at += 1,
                b if is_word(b) => self.word(),
                _ => {}
            }
            self.at += 1;
        }
        Ok(None)
    }

    fn part(&mut self, b: u8) -> Result<(), Box<Failure>> {
        if b.is_ascii_whitespace() || self.values {
            return Ok(());
        }
        self.parts += 1;
        if self.parts > MOST_SPARQL_PARTS {
            let limit = MOST_SPARQL_PARTS;
            return Err(Failure::new(Problem::TooManyParts { limit }, byte(self.at)));
        }
        Ok(())
    }

    /// Moves to the last byte of the word that begins here.
    fn word(&mut self) {
        let start = self.at;
        self.skip_until(|b| !is_word(b));
        if self.bytes[start..=self.at].eq_ignore_ascii_case(b"values") {
            self.values = true;
        }
    }

    fn bounded(&self) -> Result<(), Box<Failure>> {
        // The outer brace of `sparql { … }` is one more.
        if self.depth > DEEPEST_SPARQL + 1 {
            return Err(Failure::new(
                Problem::TooDeep {
                    limit: DEEPEST_SPARQL,
                },
                byte(self.at),
            ));
        }
        Ok(())
    }

    fn skip_until(&mut self, stop: impl Fn(u8) -> bool) {
        while self.bytes.get(self.at + 1).is_some_and(|&b| !stop(b)) {
            self.at += 1;
        }
    }

    /// Moves to the last byte of the string that opens here.
    fn string(&mut self, quote: u8) -> Result<(), Box<Failure>> {
        let open = self.at;
        let long = self.bytes[open..].starts_with(&[quote, quote, quote]);
        self.at += if long { 3 } else { 1 };
        while let Some(&b) = self.bytes.get(self.at) {
            match b {
                b'\\' => self.at += 1,
                b'\n' | b'\r' if !long => break,
                _ if b == quote && !long => return Ok(()),
                _ if b == quote && self.bytes[self.at..].starts_with(&[quote, quote, quote]) => {
                    self.at += 2;
                    return Ok(());
                }
                _ => {}
            }
            self.at += 1;
        }
        let opener = char::from(quote);
        Err(Failure::new(Problem::UnclosedQuote { opener }, byte(open)))
    }

    /// Moves to the last byte of the IRI that opens here, if it is one: `<` may also compare.
    fn iri(&mut self) -> Result<(), Box<Failure>> {
        let rest = &self.bytes[self.at + 1..];
        let stops = |b: &u8| *b <= b' ' || b"<>\"{}|^`\\".contains(b);
        let length = rest.iter().position(stops).unwrap_or(rest.len());
        if rest.get(length) != Some(&b'>') {
            return Ok(());
        }
        // Brackets that pair up within the IRI count as nothing. A parser that reads a comparison instead would close
        // brackets here that this walk keeps open, so the depth is never too small.
        let before = self.depth;
        for &b in &rest[..length] {
            match b {
                b'(' | b'[' => self.depth += 1,
                b')' | b']' if self.depth > before => self.depth -= 1,
                _ => {}
            }
            self.bounded()?;
        }
        self.at += length + 1;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(text: &str) -> Result<&str, Problem> {
        closing_brace(text, 0)
            .map(|close| &text[1..close])
            .map_err(|failure| failure.problem)
    }

    #[test]
    fn brackets_in_strings_iris_and_comments_are_text() {
        for inside in [
            " ?a ?b '}' ",
            " ?a ?b \"\\\"}\" ",
            " ?a ?b '''it's } \"here\" ''' ",
            " ?a ?b <http://example.org/Mali_(country)> ",
            " ?a ?b ?c # } \n ",
            " { FILTER(?a < 3 && ?b > 4) } ",
            " { FILTER(?a<?b) FILTER(?c>?d) } ",
            " ?a ex:b\\) ?c ",
        ] {
            let text = format!("{{{inside}}} rest");
            assert_eq!(block(&text), Ok(inside), "{text}");
        }
    }

    #[test]
    fn nesting_is_bounded_however_it_is_hidden() {
        let limit = DEEPEST_SPARQL;
        let deep = |unit: &str| block(&format!("{{{}", unit.repeat(limit + 1))).map(str::to_owned);
        for unit in [
            "{", "(", "[", "(')'", "(\")\"", "(#)\n", "(ex:a\\)", "<a:(>",
        ] {
            assert_eq!(deep(unit), Err(Problem::TooDeep { limit }), "{unit}");
        }
        let fits = format!("{{{}{}}}", "(".repeat(limit), ")".repeat(limit));
        assert!(block(&fits).is_ok());
        let iris = "<http://example.org/Mali_(country)> ".repeat(4 * limit);
        assert!(block(&format!("{{{iris}}}")).is_ok());
    }

    #[test]
    fn chains_are_bounded_but_lists_of_values_are_not() {
        let limit = MOST_SPARQL_PARTS;
        for chain in [
            "+1",
            "1+",
            "-1",
            "&&?x",
            "/ex:a",
            "{}",
            "(1)",
            ". ",
            "BIND(1 AS ?x)",
            "<a:b> ",
        ] {
            let text = format!("{{{}}}", chain.repeat(limit));
            assert_eq!(
                block(&text).map(str::len),
                Err(Problem::TooManyParts { limit }),
                "{chain}"
            );
        }
        let values = "(<http://example.org/a> ex:b-c -1) ".repeat(limit);
        let text = format!("{{ VALUES (?a ?b ?c) {{ {values} }} ?a ?b ?c }}");
        assert!(block(&text).is_ok());
    }

    #[test]
    fn escapes_hide_no_brackets() {
        for escape in ["\\u007B", "\\U00000028", "\\u+028", "\\u0022"] {
            let text = format!("{{ {escape} }}");
            let problem = Problem::EscapedMark {
                escape: escape.into(),
            };
            assert_eq!(block(&text), Err(problem));
        }
        assert!(block("{ \"caf\\u00E9 \\u0041\" }").is_ok());
    }

    #[test]
    fn what_is_open_is_said() {
        assert_eq!(
            block("{ ?a ?b 'x }"),
            Err(Problem::UnclosedQuote { opener: '\'' })
        );
        assert_eq!(
            block("{ { }"),
            Err(Problem::UnclosedBracket { opener: '{' })
        );
        let long = "x".repeat(LONGEST_SPARQL + 1);
        assert!(matches!(
            check_sparql(&long).map_err(|error| error.problem),
            Err(Problem::TooLong { .. })
        ));
        assert!(check_sparql("SELECT * { ?s ?p ?o } LIMIT 1").is_ok());
    }
}
