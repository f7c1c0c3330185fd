//! `?` standing by itself, for a word that is looked for.

use super::ast::Span;
use super::split::{Piece, Pieces};

/// Finds the first `?` that stands alone, outside of quotes and raw SPARQL.
#[must_use]
pub fn hole(text: &str) -> Option<Span> {
    let alone = |span: &Span| {
        let before = text[..span.start].chars().next_back();
        let after = text[span.end..].chars().next();
        before.is_none_or(|c| c.is_whitespace() || c == '(' || c == '{')
            && after.is_none_or(|c| c.is_whitespace() || ")},|;".contains(c))
    };
    Pieces::of(text)
        .filter(|(piece, start, end)| *piece == Piece::Word && &text[*start..*end] == "?")
        .map(|(_, start, end)| Span { start, end })
        .find(alone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hole_stands_alone() {
        let at = |text: &str| hole(text).map(|span| span.start);
        assert_eq!(at("who ? Wagner"), Some(4));
        assert_eq!(at("allies of (? or CSP)"), Some(11));
        assert_eq!(at("allies of ?"), Some(10));
        assert_eq!(at("allies of CSP?"), None);
        assert_eq!(at("about \"a ? b\""), None);
        assert_eq!(at("allies of sparql { ? }"), None);
        assert_eq!(at("allies of ?x"), None);
    }
}
