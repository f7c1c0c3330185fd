//! `let NAME = SET`: where the name stands and where the set begins.

use super::ast::{Span, Word};
use super::error::{ParseError, Problem};
use super::split::{Piece, Pieces};

/// A set that is given a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Naming {
    pub name: Word,
    /// Where the set begins, in bytes.
    pub set: usize,
}

/// Reads the beginning of a text that gives a set a name; other texts are none.
///
/// # Errors
///
/// Says what stands where the name, its `=` or the set should.
pub fn naming(text: &str) -> Result<Option<Naming>, ParseError> {
    let pieces = Pieces::of(text).map(|(piece, start, end)| (piece, Span { start, end }));
    let mut pieces = pieces
        .filter(|(piece, _)| !matches!(piece, Piece::Space | Piece::Comment | Piece::BlankLine));
    let slice = |span: Span| text.get(span.start..span.end).unwrap_or_default();
    let is_let = |span: &Span| slice(*span).eq_ignore_ascii_case("let");
    let Some(keyword) = pieces.next().map(|(_, span)| span).filter(is_let) else {
        return Ok(None);
    };
    let failed = |problem, span| ParseError {
        problem,
        span,
        correction: None,
    };
    let named = |(piece, span): &(Piece, Span)| {
        let letter = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
        *piece == Piece::Word
            && slice(*span).starts_with(char::is_alphabetic)
            && slice(*span).chars().all(letter)
    };
    let name = match pieces.next() {
        Some(found) if named(&found) => found.1,
        Some((_, span)) => return Err(failed(Problem::NameExpected, span)),
        None => return Err(failed(Problem::NameExpected, keyword)),
    };
    match pieces.next() {
        Some((Piece::Word, span)) if slice(span) == "=" => {
            if pieces.next().is_none() {
                let keyword = "=".to_owned();
                return Err(failed(Problem::NothingAfter { keyword }, span));
            }
            let text = slice(name).to_owned();
            Ok(Some(Naming {
                name: Word { text, span: name },
                set: span.end,
            }))
        }
        Some((_, span)) => Err(failed(Problem::EqualsExpected, span)),
        None => Err(failed(Problem::EqualsExpected, name)),
    }
}

/// Returns the set of a text as a question of its own, each byte at its place.
#[must_use]
pub fn set_of(text: &str, naming: &Naming) -> String {
    let mut set = " ".repeat(naming.set);
    set.push_str(text.get(naming.set..).unwrap_or_default());
    set
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Option<String> {
        naming(text)
            .unwrap()
            .map(|naming| format!("{}={}", naming.name.text, &text[naming.set..]))
    }

    #[test]
    fn a_set_is_named() {
        assert_eq!(
            name("let sahel = {Mali, Niger}"),
            Some("sahel= {Mali, Niger}".to_owned())
        );
        assert_eq!(name("# c\n LET my-set=it"), Some("my-set=it".to_owned()));
        assert_eq!(name("allies of CSP"), None);
        assert_eq!(name("letters of CSP"), None);
        assert_eq!(name(""), None);
    }

    #[test]
    fn what_is_missing_is_said() {
        let wrong = |text: &str| {
            let error = naming(text).unwrap_err();
            (
                error.problem.code(),
                text[error.span.start..error.span.end].to_owned(),
            )
        };
        assert_eq!(wrong("let"), ("name-expected", "let".to_owned()));
        assert_eq!(wrong("let = x"), ("name-expected", "=".to_owned()));
        assert_eq!(
            wrong("let \"a b\" = x"),
            ("name-expected", "\"a b\"".to_owned())
        );
        assert_eq!(wrong("let 3 = x"), ("name-expected", "3".to_owned()));
        assert_eq!(wrong("let a b"), ("equals-expected", "b".to_owned()));
        assert_eq!(wrong("let a"), ("equals-expected", "a".to_owned()));
        assert_eq!(wrong("let a ="), ("nothing-after", "=".to_owned()));
    }

    #[test]
    fn a_set_keeps_its_place() {
        let text = "let é = allies of CSP";
        let naming = naming(text).unwrap().unwrap();
        let set = set_of(text, &naming);
        assert_eq!(set.len(), text.len());
        assert_eq!(set.find("allies"), text.find("allies"));
    }
}
