//! Cuts SPARQL into tokens, exactly enough to know brackets and words from texts, IRIs and comments.

/// One token and the byte at which it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::store) struct Token<'a> {
    pub kind: Kind,
    pub text: &'a str,
    pub offset: usize,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::store) enum Kind {
    Open,
    Close,
    /// A keyword, `a`, `true` or the name of a function.
    Word,
    /// A prefixed name, from the prefix to the end of the local part.
    Prefixed,
    Iri,
    Text,
    /// A text without its closing quotation mark.
    UnclosedText,
    /// A variable, a blank node or a language tag, which may be called like a keyword.
    Name,
    Number,
    /// `!`, `+`, `-` or `^`, which can stand many in a row.
    Sign,
    Other,
}

/// Returns the tokens of a text, comments and spaces left out.
pub(in crate::store) fn tokens(text: &str) -> impl Iterator<Item = Token<'_>> {
    let mut offset = 0;
    std::iter::from_fn(move || {
        offset += space(text.get(offset..)?);
        let rest = text.get(offset..).filter(|rest| !rest.is_empty())?;
        let (kind, length) = token(rest);
        // Every token has at least one character, so that the scan goes on.
        let length = length.max(rest.chars().next().map_or(1, char::len_utf8));
        let token = Token {
            kind,
            text: rest.get(..length).unwrap_or(rest),
            offset,
        };
        offset += token.text.len();
        Some(token)
    })
}

/// Returns the length of spaces and comments.
fn space(text: &str) -> usize {
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        if !rest.starts_with('#') {
            return text.len() - rest.len();
        }
        rest = rest
            .find(['\n', '\r'])
            .map_or("", |end| rest.get(end..).unwrap_or_default());
    }
}

fn token(rest: &str) -> (Kind, usize) {
    let mut chars = rest.chars();
    let (first, second) = (chars.next().unwrap_or(' '), chars.next().unwrap_or(' '));
    match first {
        '{' | '(' | '[' => (Kind::Open, 1),
        '}' | ')' | ']' => (Kind::Close, 1),
        '"' | '\'' => quoted(rest),
        '<' => iri(rest).map_or((Kind::Other, 1), |length| (Kind::Iri, length)),
        '!' | '+' | '-' | '^' => (Kind::Sign, 1),
        '?' | '$' | '@' if is_name(second) => (Kind::Name, 1 + name(rest.get(1..))),
        '_' if second == ':' => (Kind::Name, 2 + name(rest.get(2..))),
        ':' => (Kind::Prefixed, 1 + local(rest.get(1..))),
        '0'..='9' => (Kind::Number, name(Some(rest))),
        _ if is_name(first) => word(rest),
        _ => (Kind::Other, first.len_utf8()),
    }
}

/// Measures a word, which is a prefix if a colon follows.
fn word(rest: &str) -> (Kind, usize) {
    let prefix = rest
        .find(|c| !(is_name(c) || c == '.'))
        .unwrap_or(rest.len());
    if rest.get(prefix..).is_some_and(|rest| rest.starts_with(':')) {
        let length = prefix + 1;
        return (Kind::Prefixed, length + local(rest.get(length..)));
    }
    (Kind::Word, name(Some(rest)))
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '-'
}

fn name(rest: Option<&str>) -> usize {
    let rest = rest.unwrap_or_default();
    rest.find(|c| !is_name(c)).unwrap_or(rest.len())
}

/// Measures the part of a prefixed name after the colon, in which a backslash takes the mark after it along.
fn local(rest: Option<&str>) -> usize {
    let rest = rest.unwrap_or_default();
    let mut length = 0;
    let mut chars = rest.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => {
                length += 1 + chars.next().map_or(0, char::len_utf8);
            }
            '.' if !chars.peek().is_some_and(|next| is_name(*next)) => break,
            _ if is_name(c) || matches!(c, '.' | ':' | '%') => length += c.len_utf8(),
            _ => break,
        }
    }
    length
}

/// Measures an IRI between angle brackets; a `<` that begins none is a comparison.
fn iri(rest: &str) -> Option<usize> {
    let end =
        rest.find(|c: char| c == '>' || c <= ' ' || matches!(c, '"' | '{' | '}' | '|' | '`'))?;
    let inner = rest.get(1..end)?;
    (rest.get(end..)?.starts_with('>') && !inner.contains('<')).then_some(end + 1)
}

/// Measures a text in one or three quotation marks.
fn quoted(rest: &str) -> (Kind, usize) {
    let mark = if rest.starts_with('"') { '"' } else { '\'' };
    let long: String = [mark; 3].iter().collect();
    let is_long = rest.starts_with(&long);
    let start = if is_long { 3 } else { 1 };
    let body = rest.get(start..).unwrap_or_default();
    let mut escaped = false;
    for (position, c) in body.char_indices() {
        let ends = if is_long {
            body.get(position..)
                .is_some_and(|rest| rest.starts_with(&long))
        } else {
            c == mark
        };
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if ends => {
                return (Kind::Text, start + position + if is_long { 3 } else { 1 });
            }
            '\n' | '\r' if !is_long => return (Kind::UnclosedText, start + position),
            _ => (),
        }
    }
    (Kind::UnclosedText, rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn kinds(text: &str) -> Vec<(Kind, &str)> {
        tokens(text).map(|token| (token.kind, token.text)).collect()
    }

    #[test]
    fn brackets_in_texts_iris_and_comments_are_none() {
        let text =
            "SELECT ?service { <http://a/(b)> ex:a\\(b '(' \"\"\"(\"(\"\"\" # (\n FILTER(?a<?b) }";
        let brackets: String = tokens(text)
            .filter(|token| matches!(token.kind, Kind::Open | Kind::Close))
            .map(|token| token.text)
            .collect();
        assert_eq!(brackets, "{()}");
    }

    #[test]
    fn words_names_and_prefixed_names_are_told_apart() {
        assert_eq!(
            kinds("SERVICE ?service service:a :b _:load @insert 'x'@en a1.b:c. 12 -3"),
            [
                (Kind::Word, "SERVICE"),
                (Kind::Name, "?service"),
                (Kind::Prefixed, "service:a"),
                (Kind::Prefixed, ":b"),
                (Kind::Name, "_:load"),
                (Kind::Name, "@insert"),
                (Kind::Text, "'x'"),
                (Kind::Name, "@en"),
                (Kind::Prefixed, "a1.b:c"),
                (Kind::Other, "."),
                (Kind::Number, "12"),
                (Kind::Sign, "-"),
                (Kind::Number, "3"),
            ]
        );
        assert_eq!(kinds("\"a\\\"b")[0].0, Kind::UnclosedText);
        assert_eq!(kinds("'a\nb'")[0], (Kind::UnclosedText, "'a"));
        assert_eq!(kinds("?a<?b && ?c>?d")[1], (Kind::Other, "<"));
    }

    proptest! {
        #[test]
        fn tokens_stand_in_the_text_in_order(text in "\\PC{0,60}") {
            let mut end = 0;
            for token in tokens(&text) {
                prop_assert!(token.offset >= end && !token.text.is_empty());
                prop_assert_eq!(&text[token.offset..token.offset + token.text.len()], token.text);
                end = token.offset + token.text.len();
            }
        }
    }
}
