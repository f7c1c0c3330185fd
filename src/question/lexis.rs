//! The first reading: tokens in a row, checked for what no sentence may contain before anything recurses.

use super::ast::Span;
use super::error::Problem;
use super::repair::Failure;

/// The deepest nesting of parentheses in a question.
pub const DEEPEST_QUESTION: usize = 64;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    /// A quoted name, an IRI or a type in square brackets.
    Name,
    Open,
    Close,
    Mark,
    Stop,
    /// `&&`, `||` or `!`.
    ForeignOperator,
    /// `|`, which sets off what is done with the answer.
    Bar,
    /// A quote that nothing closes.
    OpenQuote,
    Other,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) span: Span,
}

/// Refuses control characters, and marks that turn the writing direction so that a question looks like another.
pub(super) fn check_characters(text: &str) -> Result<(), Box<Failure>> {
    let hidden = |c: char| match c {
        '\n' | '\r' | '\t' | '\u{85}' => false,
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => true,
        c => c.is_control(),
    };
    let mut all = text.char_indices().filter(|(_, c)| hidden(*c)).peekable();
    let Some(&(first, found)) = all.peek() else {
        return Ok(());
    };
    let position = text[..first].chars().count() + 1;
    let span = |at: usize, c: char| Span {
        start: at,
        end: at + c.len_utf8(),
    };
    let failure = Failure::new(Problem::Control { found, position }, span(first, found));
    Err(all.fold(failure, |failure, (at, c)| failure.replace(span(at, c), "")))
}

/// Checks quotes, brackets, stops and stray characters; returns where the question ends, before its last stops.
pub(super) fn check_tokens(text: &str, tokens: &[Token]) -> Result<usize, Box<Failure>> {
    let trailing = |token: &&Token| {
        token.kind == Kind::Stop
            || (token.kind == Kind::ForeignOperator && slice(text, token.span) == "!")
    };
    let kept = tokens.len() - tokens.iter().rev().take_while(trailing).count();
    let tokens = &tokens[..kept];
    let Some(last) = tokens.last() else {
        let end = text.len();
        return Err(Failure::new(Problem::Empty, Span { start: 0, end }));
    };
    let mut open: Vec<Token> = Vec::new();
    for (i, token) in tokens.iter().enumerate() {
        match token.kind {
            Kind::Word | Kind::Name | Kind::Mark => {}
            Kind::Open => {
                open.push(*token);
                if open.len() > DEEPEST_QUESTION {
                    let limit = DEEPEST_QUESTION;
                    return Err(Failure::new(Problem::TooDeep { limit }, token.span));
                }
            }
            Kind::Close => closed(text, &mut open, *token)?,
            Kind::Stop => return Err(more_follows(text, *token, &tokens[..i])),
            Kind::ForeignOperator => return Err(foreign_operator(text, *token)),
            Kind::OpenQuote => return Err(unclosed_quote(text, *token, &tokens[i + 1..])),
            Kind::Bar | Kind::Other => return Err(unexpected(text, *token, tokens)),
        }
    }
    if let Some(token) = open.last() {
        let opener = character(text, *token);
        let closer = if opener == '{' { "}" } else { ")" };
        return Err(
            Failure::new(Problem::UnclosedBracket { opener }, token.span)
                .insert(last.span.end, closer),
        );
    }
    Ok(last.span.end)
}

fn slice(text: &str, span: Span) -> &str {
    text.get(span.start..span.end).unwrap_or_default()
}

fn character(text: &str, token: Token) -> char {
    slice(text, token.span).chars().next().unwrap_or(' ')
}

fn closed(text: &str, open: &mut Vec<Token>, token: Token) -> Result<(), Box<Failure>> {
    let closer = character(text, token);
    let Some(opening) = open.pop() else {
        return Err(
            Failure::new(Problem::UnopenedBracket { closer }, token.span).delete(token.span),
        );
    };
    let opener = character(text, opening);
    let expected = if opener == '{' { '}' } else { ')' };
    if closer == expected {
        return Ok(());
    }
    Err(
        Failure::new(Problem::MismatchedBracket { opener, closer }, token.span)
            .replace(token.span, expected.to_string()),
    )
}

/// Abbreviations whose dot does not end a sentence.
const TITLES: &[&str] = &[
    "brig", "capt", "col", "dr", "ft", "gen", "gov", "lt", "maj", "mr", "mrs", "ms", "mt", "no",
    "pres", "prof", "sgt", "st",
];

/// A stop within the question: the dot of `Gen.` is dropped; otherwise the correction is the first sentence.
fn more_follows(text: &str, token: Token, before: &[Token]) -> Box<Failure> {
    let found = character(text, token);
    let failure = Failure::new(Problem::MoreFollows { found }, token.span);
    let word = before.last().map_or("", |token| slice(text, token.span));
    if found == '.' && TITLES.contains(&word.to_lowercase().as_str()) {
        return failure.delete(token.span);
    }
    failure.delete(Span {
        start: token.span.start,
        end: text.len(),
    })
}

fn foreign_operator(text: &str, token: Token) -> Box<Failure> {
    let operator = slice(text, token.span).to_owned();
    let instead = match operator.as_str() {
        "&&" => "and",
        "||" => "or",
        _ => "except",
    };
    Failure::new(Problem::ForeignOperator { operator, instead }, token.span)
        .replace(token.span, format!(" {instead} "))
}

/// Words before which a name that lost its closing quote most likely ends; `of`, `for` and `and` are parts of names.
const AFTER_NAMES: &[&str] = &[
    "in",
    "inside",
    "near",
    "since",
    "until",
    "before",
    "after",
    "during",
    "as",
    "between",
    "by",
    "against",
    "with",
    "alongside",
    "involving",
    "according",
    "claimed",
    "attributed",
    "using",
    "where",
    "via",
    "strictly",
    "limit",
    "top",
    "order",
];

fn unclosed_quote(text: &str, token: Token, rest: &[Token]) -> Box<Failure> {
    let opener = character(text, token);
    let failure = Failure::new(Problem::UnclosedQuote { opener }, token.span);
    let touches_word = text[..token.span.start].ends_with(|c: char| !c.is_whitespace());
    let before_gap = !text[token.span.end..].starts_with(|c: char| !c.is_whitespace());
    let Some(first) = rest.first().filter(|_| !(touches_word && before_gap)) else {
        return failure.delete(token.span);
    };
    let line = text[token.span.end..].find(['\n', '\r']);
    let line = line.map_or(text.len(), |length| token.span.end + length);
    let ends_name = |next: &&Token| {
        next.kind == Kind::OpenQuote
            || next.kind == Kind::Close
            || next.span.start >= line
            || (next.kind == Kind::Word
                && AFTER_NAMES.contains(&slice(text, next.span).to_lowercase().as_str()))
    };
    let after = rest.iter().skip(1).position(|next| ends_name(&next));
    let last = after.map_or(rest.last(), |count| rest.get(count));
    let end = last.unwrap_or(first).span.end;
    let name = slice(
        text,
        Span {
            start: token.span.end,
            end,
        },
    );
    let whole = Span {
        start: token.span.start,
        end,
    };
    failure.replace(whole, super::format::quoted(name.trim()))
}

/// A character that means nothing; the correction takes out all of them.
fn unexpected(text: &str, token: Token, tokens: &[Token]) -> Box<Failure> {
    let found = character(text, token);
    if found == '[' {
        let problem = Problem::UnclosedBracket { opener: found };
        return Failure::new(problem, token.span).delete(token.span);
    }
    let failure = Failure::new(Problem::Unexpected { found }, token.span);
    let others = tokens.iter().filter(|token| token.kind == Kind::Other);
    others.fold(failure, |failure, other| failure.delete(other.span))
}
