//! Several questions in one text: where each begins and ends, and whether the last one is complete.
//!
//! `;` or a blank line ends a question, except inside a quoted name, an IRI, a comment or the braces of `sparql { … }`.
//! A quote that is never closed before a blank line is taken as a stray character, so that one slip does not
//! swallow the questions after it; an unclosed `sparql {` does take the rest, because `;` is part of SPARQL.

/// What a text still lacks before it can be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Open {
    Quote,
    Parenthesis,
    Brace,
}

/// Splits a text into its questions, trimmed; comments and empty stretches between questions are dropped.
#[must_use]
pub fn split(text: &str) -> Vec<&str> {
    let mut questions = Vec::new();
    let mut start = 0;
    let mut asked = false;
    for (piece, at, end) in Pieces::of(text) {
        match piece {
            Piece::Semicolon | Piece::BlankLine => {
                if asked {
                    questions.push(text[start..at].trim());
                }
                (start, asked) = (end, false);
            }
            Piece::Space => {}
            // A comment before the first word belongs to no question, so that its lines do not shift the error's place.
            Piece::Comment if !asked => start = end,
            Piece::Comment => {}
            _ => asked = true,
        }
    }
    if asked {
        questions.push(text[start..].trim());
    }
    questions
}

/// Tells what is still open at the end of the text, the outermost first.
#[must_use]
pub fn unfinished(text: &str) -> Option<Open> {
    let mut depth = 0_usize;
    for (piece, _, _) in Pieces::of(text) {
        match piece {
            Piece::StrayQuote => return Some(Open::Quote),
            Piece::OpenSparql => return Some(Open::Brace),
            Piece::OpenParenthesis => depth += 1,
            Piece::CloseParenthesis => depth = depth.saturating_sub(1),
            Piece::Semicolon | Piece::BlankLine => depth = 0,
            _ => {}
        }
    }
    (depth > 0).then_some(Open::Parenthesis)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Space,
    BlankLine,
    Semicolon,
    Comment,
    Quoted,
    StrayQuote,
    Sparql,
    OpenSparql,
    OpenParenthesis,
    CloseParenthesis,
    Word,
}

/// Walks over a text piece by piece; every byte belongs to exactly one piece.
pub(super) struct Pieces<'a> {
    text: &'a str,
    at: usize,
    /// Up to where an earlier search found no closing mark, by kind of mark; keeps a text of nothing but opening
    /// marks linear.
    stray_until: [usize; 3],
}

impl<'a> Pieces<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            stray_until: [0; 3],
        }
    }

    fn piece(&mut self) -> Option<(Piece, usize)> {
        let rest = &self.text[self.at..];
        let first = rest.chars().next()?;
        let one = first.len_utf8();
        Some(match first {
            ';' => (Piece::Semicolon, one),
            '(' | '{' => (Piece::OpenParenthesis, one),
            ')' | '}' => (Piece::CloseParenthesis, one),
            '#' => (Piece::Comment, rest.find('\n').unwrap_or(rest.len())),
            '<' => (Piece::Word, iri_length(rest).unwrap_or(one)),
            '"' | '“' | '”' | '„' | '«' => self.quote(rest, first),
            '\n' => match blank_line_length(rest) {
                Some(length) => (Piece::BlankLine, length),
                None => (Piece::Space, one),
            },
            c if c.is_whitespace() => (Piece::Space, one),
            c if is_word(c) => {
                let word = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
                match sparql_length(rest, word) {
                    Some(Ok(length)) => (Piece::Sparql, length),
                    Some(Err(())) => (Piece::OpenSparql, rest.len()),
                    None => (Piece::Word, word),
                }
            }
            _ => (Piece::Word, one),
        })
    }

    fn quote(&mut self, rest: &str, first: char) -> (Piece, usize) {
        let one = first.len_utf8();
        let (kind, closing): (usize, &[char]) = match first {
            '«' => (0, &['»']),
            '"' => (1, &['"', '”']),
            _ => (2, &['”', '“', '"']),
        };
        if self.at < self.stray_until[kind] {
            return (Piece::StrayQuote, one);
        }
        let mut end = rest.len();
        let mut escaped = false;
        for (i, c) in rest.char_indices().skip(1) {
            if escaped || c == '\\' {
                escaped = !escaped;
                continue;
            }
            if closing.contains(&c) {
                return (Piece::Quoted, i + c.len_utf8());
            }
            if c == '\n' && blank_line_length(&rest[i..]).is_some() {
                end = i;
                break;
            }
        }
        self.stray_until[kind] = self.at + end;
        (Piece::StrayQuote, one)
    }
}

impl Iterator for Pieces<'_> {
    type Item = (Piece, usize, usize);

    fn next(&mut self) -> Option<Self::Item> {
        let start = self.at;
        let (piece, length) = self.piece()?;
        self.at += length;
        Some((piece, start, self.at))
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '-' || c == '\''
}

/// Measures a line break together with the blank lines after it, if there is at least one.
fn blank_line_length(rest: &str) -> Option<usize> {
    let mut end = None;
    let mut at = 1;
    for c in rest[1..].chars() {
        at += c.len_utf8();
        if c == '\n' {
            end = Some(at);
        } else if !c.is_whitespace() {
            break;
        }
    }
    end
}

/// Measures `<…>` when it can be an IRI: no space, quote or bracket inside; else `<` is a comparison.
fn iri_length(rest: &str) -> Option<usize> {
    let inner = &rest[1..];
    let end =
        inner.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '{' | '}'))?;
    (end > 0 && inner[end..].starts_with('>')).then_some(end + 2)
}

/// Measures `sparql { … }`; an error says that its brace is never closed.
fn sparql_length(rest: &str, word: usize) -> Option<Result<usize, ()>> {
    if !rest[..word].eq_ignore_ascii_case("sparql") {
        return None;
    }
    let open = word + rest[word..].find(|c: char| !c.is_whitespace())?;
    if !rest[open..].starts_with('{') {
        return None;
    }
    Some(braces_length(&rest[open..]).map(|length| open + length))
}

/// Measures a SPARQL group from its `{` to the `}` that closes it.
fn braces_length(group: &str) -> Result<usize, ()> {
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(c) = group[at..].chars().next() {
        let rest = &group[at..];
        at += match c {
            '#' => rest.find('\n').unwrap_or(rest.len()),
            '<' => iri_length(rest).unwrap_or(1),
            '"' | '\'' => sparql_string_length(rest),
            _ => c.len_utf8(),
        };
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Ok(at);
        }
    }
    Err(())
}

/// Measures a SPARQL string, short or long; a short one ends at its line's end at the latest.
fn sparql_string_length(rest: &str) -> usize {
    let quote = &rest[..1];
    let long = quote.repeat(3);
    let (mark, is_long) = if rest.starts_with(&long) {
        (long.as_str(), true)
    } else {
        (quote, false)
    };
    let mut at = mark.len();
    while let Some(c) = rest[at..].chars().next() {
        if rest[at..].starts_with(mark) {
            return at + mark.len();
        }
        if c == '\n' && !is_long {
            return at;
        }
        at += c.len_utf8();
        if c == '\\' {
            at += rest[at..].chars().next().map_or(0, char::len_utf8);
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn semicolons_and_blank_lines_end_a_question() {
        assert_eq!(
            split("who ambushed Wagner; allies of CSP\nin 2012\n \t\n\r\ncoups in 2021 ;"),
            [
                "who ambushed Wagner",
                "allies of CSP\nin 2012",
                "coups in 2021"
            ]
        );
        assert_eq!(split(" \n\n;; ;\n"), Vec::<&str>::new());
    }

    #[test]
    fn quotes_iris_and_comments_protect_what_they_hold() {
        assert_eq!(
            split("about \"A; B\"; about “C;D” ; about <http://x/;#y>; killed < 3; killed > 2"),
            [
                "about \"A; B\"",
                "about “C;D”",
                "about <http://x/;#y>",
                "killed < 3",
                "killed > 2"
            ]
        );
        assert_eq!(
            split(r#"about "a \"b; c"; x"#),
            [r#"about "a \"b; c""#, "x"]
        );
        assert_eq!(
            split("# first; \"not one\n\ncoups # in; 2021\nin Mali\n# end"),
            ["coups # in; 2021\nin Mali\n# end"]
        );
    }

    #[test]
    fn a_stray_quote_swallows_nothing() {
        assert_eq!(
            split("about \"Wagner; coups\n\nabout \"CSP\""),
            ["about \"Wagner", "coups", "about \"CSP\""]
        );
        assert_eq!(
            split("about « x; about \"a;b\""),
            ["about « x", "about \"a;b\""]
        );
    }

    #[test]
    fn sparql_keeps_its_semicolons_and_blank_lines() {
        let query = "sparql { SELECT * { ?s a <http://x#a> ;\n\n ?p \"}\", '''}'}''' # }\n } }";
        assert_eq!(split(&format!("{query}; coups")), [query, "coups"]);
        assert_eq!(
            split("SPARQL\n{ ?s ?p ?o ; a ?c\n\ncoups"),
            ["SPARQL\n{ ?s ?p ?o ; a ?c\n\ncoups"]
        );
        assert_eq!(split("sparqling {a; b"), ["sparqling {a", "b"]);
    }

    #[test]
    fn what_is_open_is_named() {
        assert_eq!(unfinished("allies of (CSP or \"Wagner Group\")"), None);
        assert_eq!(unfinished("allies of (CSP or"), Some(Open::Parenthesis));
        assert_eq!(unfinished("coups in {Mali,"), Some(Open::Parenthesis));
        assert_eq!(unfinished("about \"Wagner"), Some(Open::Quote));
        assert_eq!(unfinished("sparql { SELECT * {"), Some(Open::Brace));
        assert_eq!(unfinished("sparql { ASK { ?s ?p '{' } }"), None);
        assert_eq!(unfinished("about \"(\" # ("), None);
    }

    #[test]
    fn a_long_run_of_quotes_takes_linear_time() {
        let text = "“".repeat(300_001);
        assert_eq!(split(&text).len(), 1);
        let text = format!("{}\n\n", "« ".repeat(200_000));
        assert_eq!(split(&text).len(), 1);
        assert!(unfinished(&"(".repeat(1_000_000)).is_some());
    }
}
