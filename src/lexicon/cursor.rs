//! The text before the cursor, cut into words and names, up to what is still being typed.

use std::ops::Range;

/// One complete piece of the text before the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token<'a> {
    pub kind: TokenKind,
    /// The text, without quotes.
    pub text: &'a str,
    pub range: Range<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    Word,
    /// A quoted name or an IRI.
    Name,
    /// A single mark such as a comma or a parenthesis.
    Mark,
}

/// The question around the cursor, as far as it is typed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Cursor<'a> {
    pub tokens: Vec<Token<'a>>,
    /// Where the unfinished piece begins; the cursor itself where nothing is begun.
    pub start: usize,
    pub end: usize,
    /// Whether the unfinished piece is a quoted name; its quote is at `start`.
    pub in_quotes: bool,
    text: &'a str,
}

impl<'a> Cursor<'a> {
    /// Reads the text up to the cursor; a cursor within a character is moved before it.
    pub fn new(text: &'a str, cursor: usize) -> Self {
        let mut end = cursor.min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let text = &text[..end];
        let mut read = Self {
            tokens: Vec::new(),
            start: end,
            end,
            in_quotes: false,
            text,
        };
        let mut at = 0;
        while let Some(first) = text[at..].chars().next() {
            at = read.token(first, at);
        }
        read.take_unfinished();
        read
    }

    /// Returns the text from a place up to the cursor.
    pub fn typed(&self, from: usize) -> &'a str {
        &self.text[from..]
    }

    /// Reads what begins at a place and returns where it ends.
    fn token(&mut self, first: char, at: usize) -> usize {
        let text = self.text;
        let rest = &text[at..];
        let width = first.len_utf8();
        match first {
            ';' => {
                self.tokens.clear();
                at + width
            }
            '\n' if rest[width..]
                .trim_start_matches([' ', '\t', '\r'])
                .starts_with('\n') =>
            {
                self.tokens.clear();
                at + width
            }
            _ if first.is_whitespace() => at + width,
            '#' => at + rest.find('\n').unwrap_or(rest.len()),
            '"' | '“' | '”' | '„' | '«' => match closing_quote(&rest[width..]) {
                Some((inner, outer)) => {
                    self.push(TokenKind::Name, at + width, at + width + inner);
                    at + width + outer
                }
                None => {
                    self.start = at;
                    self.in_quotes = true;
                    text.len()
                }
            },
            '<' if rest[1..].starts_with(|c: char| c.is_ascii_alphabetic()) => match rest.find('>')
            {
                Some(close) => {
                    self.push(TokenKind::Name, at + 1, at + close);
                    at + close + 1
                }
                None => text.len(),
            },
            '[' => at + rest.find(']').map_or(rest.len(), |close| close + 1),
            _ if is_mark(first) => {
                self.push(TokenKind::Mark, at, at + width);
                at + width
            }
            _ => {
                let after = &rest[width..];
                let length = after.find(|c: char| c.is_whitespace() || is_mark(c) || is_quote(c));
                let end = at + width + length.unwrap_or(after.len());
                self.push(TokenKind::Word, at, end);
                end
            }
        }
    }

    fn push(&mut self, kind: TokenKind, start: usize, end: usize) {
        self.tokens.push(Token {
            kind,
            text: &self.text[start..end],
            range: start..end,
        });
    }

    /// Takes a word that the cursor touches off the complete tokens.
    fn take_unfinished(&mut self) {
        let touched = |t: &Token<'_>| t.kind == TokenKind::Word && t.range.end == self.end;
        if !self.in_quotes
            && self.tokens.last().is_some_and(touched)
            && let Some(word) = self.tokens.pop()
        {
            self.start = word.range.start;
        }
    }
}

/// Returns the ends of a quoted text without and with its closing quote.
fn closing_quote(rest: &str) -> Option<(usize, usize)> {
    let mut escaped = false;
    for (at, c) in rest.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' | '”' | '“' | '»' => return Some((at, at + c.len_utf8())),
            _ => {}
        }
    }
    None
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

fn is_mark(c: char) -> bool {
    matches!(
        c,
        ',' | '،'
            | '('
            | ')'
            | '{'
            | '}'
            | '['
            | ']'
            | '|'
            | '<'
            | '>'
            | '='
            | '!'
            | '?'
            | '≤'
            | '≥'
            | '≠'
            | ';'
            | '#'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> (Vec<&str>, &str) {
        let cursor = Cursor::new(text, text.len());
        let typed = cursor.typed(cursor.start);
        (cursor.tokens.iter().map(|t| t.text).collect(), typed)
    }

    #[test]
    fn the_word_at_the_cursor_is_unfinished() {
        assert_eq!(read("who amb"), (vec!["who"], "amb"));
        assert_eq!(read("who ambushed "), (vec!["who", "ambushed"], ""));
        assert_eq!(
            read("allies of \"Wagner Group\" in"),
            (vec!["allies", "of", "Wagner Group"], "in")
        );
        assert_eq!(
            read("allies of \"Wagner Gr"),
            (vec!["allies", "of"], "\"Wagner Gr")
        );
        assert_eq!(
            read("attacks with killed >= "),
            (vec!["attacks", "with", "killed", ">", "="], "")
        );
        assert_eq!(
            read("about <https://example.org/a b> in"),
            (vec!["about", "https://example.org/a b"], "in")
        );
    }

    #[test]
    fn a_stray_quote_is_a_word() {
        assert_eq!(read("» a »"), (vec!["»", "a"], "»"));
    }

    #[test]
    fn an_earlier_question_or_a_comment_is_no_part_of_it() {
        assert_eq!(read("about CSP; who"), (vec![], "who"));
        assert_eq!(read("about CSP\n\ncount amb"), (vec!["count"], "amb"));
        assert_eq!(read("about CSP\nin "), (vec!["about", "CSP", "in"], ""));
        assert_eq!(read("# who\ncount "), (vec!["count"], ""));
    }

    proptest! {
        #[test]
        fn any_text_and_cursor_are_read(text in any::<String>(), cursor in 0usize..40) {
            let read = Cursor::new(&text, cursor);
            prop_assert!(read.start <= read.end && read.end <= text.len());
            prop_assert!(read.tokens.iter().all(|t| &text[t.range.clone()] == t.text));
        }
    }
}
