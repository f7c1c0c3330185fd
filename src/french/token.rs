//! The words of a French question: contractions taken apart, elisions and inverted pronouns split off.

use crate::lexicon::fold;
use crate::question::ast::Span;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    /// The pronoun of `a-t-elle`.
    Inverted,
    /// A quoted name or an IRI.
    Name,
    /// A type in square brackets.
    Gloss,
    /// Anything else: a comma, a bracket, a sign, a stray quote.
    Mark,
}

/// A token and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// What the word is looked up by: folded, articles alike, `à` and `où` with their accents.
    pub(super) key: String,
    pub(super) span: Span,
    /// Whether the word is the article in `du`, which stands where the preposition stands.
    pub(super) contracted: bool,
}

impl Token {
    pub(super) fn is(&self, key: &str) -> bool {
        self.kind == Kind::Word && self.key == key
    }
}

/// Takes a text apart; comments and white space are left out.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut reader = Reader {
        text,
        found: Vec::new(),
        no_close: None,
        open_query: false,
    };
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        at = reader.read(first, at);
    }
    reader.found
}

/// Returns the keys of a text's words, joined, as a table is looked up by.
pub(super) fn key(text: &str) -> String {
    let keys: Vec<String> = tokens(text).into_iter().map(|token| token.key).collect();
    keys.join(" ")
}

struct Reader<'t> {
    text: &'t str,
    found: Vec<Token>,
    /// A mark that nothing behind it closes: it is not looked for again.
    no_close: Option<usize>,
    /// Whether there is raw SPARQL that nothing closes.
    open_query: bool,
}

impl Reader<'_> {
    /// Reads what begins at a place and returns where it ends.
    fn read(&mut self, first: char, at: usize) -> usize {
        let width = first.len_utf8();
        let rest = &self.text[at..];
        match first {
            _ if first.is_whitespace() || is_invisible(first) => at + width,
            '#' => at + rest.find('\n').unwrap_or(rest.len()),
            '"' | '“' | '”' | '„' | '‟' | '«' | '»' => match self.closing(first, at) {
                Some(end) => self.push(Kind::Name, at, end),
                None => self.push(Kind::Mark, at, at + width),
            },
            '\'' | '‘' | '‚' if self.opens_single(at) => match self.single(at) {
                Some(end) => self.push(Kind::Name, at, end),
                None => self.push(Kind::Mark, at, at + width),
            },
            '<' => match iri(rest) {
                Some(length) => self.push(Kind::Name, at, at + length),
                None => self.push(Kind::Mark, at, at + width),
            },
            '[' => match rest[1..].find(['[', ']']) {
                Some(close) if rest[1 + close..].starts_with(']') => {
                    self.push(Kind::Gloss, at, at + close + 2)
                }
                _ => self.push(Kind::Mark, at, at + width),
            },
            's' | 'S' => match self.query(at) {
                Some(end) => self.push(Kind::Name, at, end),
                None => self.word(at),
            },
            _ if is_letter(first) => self.word(at),
            _ => self.push(Kind::Mark, at, at + width),
        }
    }

    fn push(&mut self, kind: Kind, start: usize, end: usize) -> usize {
        self.push_key(kind, self.text[start..end].to_owned(), start, end);
        end
    }

    fn push_key(&mut self, kind: Kind, key: String, start: usize, end: usize) {
        self.found.push(Token {
            kind,
            key,
            span: Span { start, end },
            contracted: false,
        });
    }

    /// Finds where a quoted name ends, as the grammar does.
    fn closing(&mut self, open: char, at: usize) -> Option<usize> {
        if self.no_close.is_some_and(|from| at >= from) {
            return None;
        }
        let (closers, inner): (&[char], bool) = match open {
            '"' => (&['"', '”'], true),
            '«' => (&['»'], false),
            '»' => (&['«'], false),
            _ => (&['“', '”', '„', '‟', '"'], false),
        };
        let from = at + open.len_utf8();
        let (mut escaped, mut nested) = (false, false);
        for (place, c) in self.text[from..].char_indices() {
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '”' if nested => nested = false,
                '“' if inner => nested = true,
                c if closers.contains(&c) => return Some(from + place + c.len_utf8()),
                _ => {}
            }
        }
        self.no_close = Some(at);
        None
    }

    /// Finds where raw SPARQL ends; one that nothing closes is not looked for again.
    fn query(&mut self, at: usize) -> Option<usize> {
        let begins = self.text[at..].get(.."sparql".len())?;
        if self.open_query || !begins.eq_ignore_ascii_case("sparql") {
            return None;
        }
        let length = sparql_length(&self.text[at..]);
        let braced = self.text[at + begins.len()..].trim_start().starts_with('{');
        self.open_query = braced && length.is_none();
        length.map(|length| at + length)
    }

    fn opens_single(&self, at: usize) -> bool {
        let before = self.text[..at].chars().next_back();
        let after = self.text[at..].chars().nth(1);
        before.is_none_or(|c| !is_letter(c)) && after.is_some_and(is_letter)
    }

    /// Finds the apostrophe that plainly closes a name.
    fn single(&self, at: usize) -> Option<usize> {
        let from = at + self.text[at..].chars().next()?.len_utf8();
        let mut rest = self.text[from..].char_indices().peekable();
        while let Some((place, c)) = rest.next() {
            let before_letter = rest.peek().is_some_and(|(_, next)| is_letter(*next));
            match c {
                '\'' | '’' if !before_letter => return Some(from + place + c.len_utf8()),
                '\n' | '"' | '“' | '”' | '„' | '‟' | '«' | '»' => return None,
                // A name of one apostrophe is short; a long search would be made for every one of them.
                _ if place > 200 => return None,
                _ => {}
            }
        }
        None
    }

    fn word(&mut self, at: usize) -> usize {
        let text = self.text;
        let mut end = at;
        let mut chars = text[at..].char_indices().peekable();
        while let Some((place, c)) = chars.next() {
            let joins = is_joint(c) && chars.peek().is_some_and(|(_, next)| is_letter(*next));
            if !is_letter(c) && !joins {
                break;
            }
            end = at + place + c.len_utf8();
        }
        let whole = &text[at..end];
        // `l' Ukraine`, `U.N.` and `janv.` end in a mark.
        let next = text[end..].chars().next().unwrap_or(' ');
        let takes_mark = match next {
            c if is_apostrophe(c) => elided(whole).is_some(),
            '.' => is_month(&fold(whole)) || is_abbreviation(whole),
            _ => false,
        };
        if takes_mark {
            end += next.len_utf8();
        }
        self.parts(at, end);
        end
    }

    /// Splits `l'Ukraine`, `a-t-elle`, `est-ce` and `du`.
    fn parts(&mut self, mut start: usize, end: usize) {
        while let Some((place, mark)) = self.text[start..end]
            .char_indices()
            .find(|(_, c)| is_apostrophe(*c))
            && let Some(full) = elided(&self.text[start..start + place])
        {
            let split = start + place + mark.len_utf8();
            self.push_key(Kind::Word, full.to_owned(), start, split);
            start = split;
        }
        if start == end {
            return;
        }
        let whole = &self.text[start..end];
        let lower = whole.to_lowercase();
        for pronoun in ["elles", "elle", "ils", "il", "on", "ce"] {
            let Some(base) = lower
                .strip_suffix(pronoun)
                .and_then(|base| base.strip_suffix(is_hyphen))
            else {
                continue;
            };
            let linked = base
                .strip_suffix('t')
                .and_then(|base| base.strip_suffix(is_hyphen));
            let base = linked.unwrap_or(base);
            if base.is_empty() || (pronoun == "ce" && base != "est") {
                continue;
            }
            // Lower case can have another length: what is split must be the text as typed.
            if whole.len() == lower.len() && whole.is_char_boundary(base.len()) {
                let split = start + base.len();
                self.plain(start, split);
                let kind = if pronoun == "ce" {
                    Kind::Word
                } else {
                    Kind::Inverted
                };
                self.push_key(kind, pronoun.to_owned(), split, end);
                return;
            }
        }
        self.plain(start, end);
    }

    /// Reads a word without elisions and pronouns.
    fn plain(&mut self, start: usize, end: usize) {
        let whole = &self.text[start..end];
        let lower = whole.to_lowercase();
        let contraction = match lower.as_str() {
            "du" | "des" => Some("de"),
            "au" | "aux" => Some("à"),
            _ => None,
        };
        if let Some(preposition) = contraction {
            self.push_key(Kind::Word, preposition.to_owned(), start, end);
            self.push_key(Kind::Word, "le".to_owned(), start, end);
            if let Some(article) = self.found.last_mut() {
                article.contracted = true;
            }
            return;
        }
        let key = match lower.as_str() {
            "à" | "où" => lower,
            "la" | "les" => "le".to_owned(),
            _ => fold(whole),
        };
        // A word of marks alone has no key, and is no other word for it.
        let key = if key.is_empty() {
            whole.to_owned()
        } else {
            key
        };
        self.push_key(Kind::Word, key, start, end);
    }
}

/// Measures `sparql { … }`, whose words are of no language here; nothing where its brace is not closed.
pub(super) fn sparql_length(text: &str) -> Option<usize> {
    let word = text.get(.."sparql".len())?;
    let open = "sparql".len() + text["sparql".len()..].find(|c: char| !c.is_whitespace())?;
    if !word.eq_ignore_ascii_case("sparql") || !text[open..].starts_with('{') {
        return None;
    }
    let (mut depth, mut quote, mut escaped) = (0_usize, None, false);
    for (at, c) in text.char_indices().skip_while(|(at, _)| *at < open) {
        match (quote, c) {
            _ if escaped => escaped = false,
            (_, '\\') => escaped = true,
            (Some(mark), c) if c == mark => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '{') => depth += 1,
            (None, '}') => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            (None, _) => {}
        }
    }
    None
}

/// Returns the full word of what stands before an apostrophe.
fn elided(word: &str) -> Option<&'static str> {
    Some(match word.to_lowercase().as_str() {
        "l" => "le",
        "d" => "de",
        "qu" => "que",
        "s" => "se",
        "n" => "ne",
        "jusqu" => "jusque",
        "lorsqu" => "lorsque",
        _ => return None,
    })
}

fn is_abbreviation(word: &str) -> bool {
    word.contains('.') && word.split('.').all(|part| part.chars().count() == 1)
}

fn is_month(key: &str) -> bool {
    ["janv", "fevr", "avr", "juil", "sept", "oct", "nov", "dec"].contains(&key)
}

fn iri(rest: &str) -> Option<usize> {
    let inner = &rest[1..];
    let end = inner.find(|c: char| c.is_whitespace() || "<>\"{}|\\^`".contains(c))?;
    let begins = inner.starts_with(|c: char| c.is_ascii_alphabetic());
    (begins && inner[..end].contains(':') && inner[end..].starts_with('>')).then_some(end + 2)
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || matches!(c, '\u{200C}' | '\u{200D}') || is_mark(c)
}

/// Tells combining marks, which belong to the letter before them.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '‘' | '`')
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑' | '–')
}

fn is_joint(c: char) -> bool {
    is_hyphen(c) || is_apostrophe(c) || matches!(c, '.' | '/' | '&') || is_invisible(c)
}

fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{61C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2060}' | '\u{FEFF}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<String> {
        tokens(text).into_iter().map(|token| token.key).collect()
    }

    #[test]
    fn elisions_contractions_and_inversions_are_taken_apart() {
        assert_eq!(
            keys("l'Ukraine a-t-elle soutenu l’armée du Mali"),
            [
                "le", "ukraine", "a", "elle", "soutenu", "le", "armee", "de", "le", "mali"
            ]
        );
        assert_eq!(
            keys("jusqu'à 2021 aux Nations unies"),
            ["jusque", "à", "2021", "à", "le", "nations", "unies"]
        );
        assert_eq!(
            keys("s'est-il retiré ? est-ce que"),
            ["se", "est", "il", "retire", "?", "est", "ce", "que"]
        );
        assert_eq!(
            keys("Où a-t-on vu l' Ukraine"),
            ["où", "a", "on", "vu", "le", "ukraine"]
        );
    }

    #[test]
    fn names_stay_whole() {
        assert_eq!(
            keys("« Côte d’Ivoire » et \"a “b” c\" [État] <https://example.org/a>"),
            [
                "« Côte d’Ivoire »",
                "et",
                "\"a “b” c\"",
                "[État]",
                "<https://example.org/a>"
            ]
        );
        assert_eq!(
            keys("Jama'at N'Djamena U.N. 27/07/2024"),
            ["jamaat", "ne", "djamena", "un", "27 07 2024"]
        );
        assert_eq!(
            keys("chez 'Wagner Group' l'an"),
            ["chez", "'Wagner Group'", "le", "an"]
        );
    }

    #[test]
    fn what_nothing_closes_is_a_mark() {
        assert_eq!(
            keys("\"Wagner au Mali"),
            ["\"", "wagner", "à", "le", "mali"]
        );
        assert_eq!(keys("« a « b"), ["«", "a", "«", "b"]);
        assert_eq!(keys("tués < 3 [ x"), ["tues", "<", "3", "[", "x"]);
    }

    #[test]
    fn a_megabyte_takes_linear_time() {
        for text in ["\"", "«", "'a ", "d'", "-il", "[", "<a:", "é"] {
            let long = text.repeat(1_000_000 / text.len());
            assert!(tokens(&long).len() <= long.len());
        }
    }
}
