//! The English text of a French question, with where each piece of it comes from.

use crate::question::ast::Span;

/// A question in English, and where its words stand in the question as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    pub english: String,
    pieces: Vec<Piece>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    english: Span,
    french: Span,
}

impl Written {
    /// Takes a text as it is.
    pub(super) fn verbatim(text: &str) -> Self {
        let whole = Span {
            start: 0,
            end: text.len(),
        };
        Self {
            english: text.to_owned(),
            pieces: vec![Piece {
                english: whole,
                french: whole,
            }],
        }
    }

    /// Adds a word, with a space before it unless it is glued to what stands before.
    pub(super) fn add(&mut self, word: &str, french: Span, glued: bool) {
        if word.is_empty() {
            return;
        }
        if !glued && !self.english.is_empty() {
            self.english.push(' ');
        }
        let start = self.english.len();
        self.english.push_str(word);
        let end = self.english.len();
        self.pieces.push(Piece {
            english: Span { start, end },
            french,
        });
    }

    /// Returns where a place in the English text stands in the text as typed.
    #[must_use]
    pub fn place(&self, english: Span) -> Span {
        let touched = self.pieces.iter().filter(|piece| {
            let at = piece.english;
            if english.start == english.end {
                at.start <= english.start && english.start <= at.end
            } else {
                at.start < english.end && english.start < at.end
            }
        });
        let within = |piece: &Piece| {
            // A piece that was taken as it is keeps its inner places.
            let same =
                piece.english.end - piece.english.start == piece.french.end - piece.french.start;
            if !same {
                return piece.french;
            }
            let start = english.start.max(piece.english.start) - piece.english.start;
            let end =
                english.end.min(piece.english.end).max(piece.english.start) - piece.english.start;
            Span {
                start: piece.french.start + start,
                end: piece.french.start + end.max(start),
            }
        };
        touched
            .map(within)
            .reduce(Span::to)
            .unwrap_or_else(|| self.end())
    }

    fn end(&self) -> Span {
        let end = self.pieces.iter().map(|piece| piece.french.end).max();
        let end = end.unwrap_or(0);
        Span { start: end, end }
    }

    /// Finds the one stretch in which another English text differs: the stretch as typed, and what the other text has there.
    #[must_use]
    pub fn change<'o>(&self, other: &'o str) -> (Span, &'o str) {
        let common = |a: &mut dyn Iterator<Item = char>, b: &mut dyn Iterator<Item = char>| {
            a.zip(b)
                .take_while(|(x, y)| x == y)
                .map(|(x, _)| x.len_utf8())
                .sum::<usize>()
        };
        let ours = self.english.as_str();
        let head = common(&mut ours.chars(), &mut other.chars());
        let tail = common(
            &mut ours[head..].chars().rev(),
            &mut other[head..].chars().rev(),
        );
        // Whole pieces change, so that no word is put together from two languages.
        let starts = self.pieces.iter().map(|piece| piece.english.start);
        let head = starts.filter(|at| *at <= head).max().unwrap_or(0);
        let ends = self.pieces.iter().map(|piece| piece.english.end);
        let tail = ends
            .filter(|at| *at >= ours.len() - tail)
            .min()
            .map_or(0, |at| ours.len() - at);
        let (head, tail) = self.widened(head, tail, other);
        let english = Span {
            start: head,
            end: ours.len() - tail,
        };
        (self.place(english), &other[head..other.len() - tail])
    }

    /// Keeps the ends of a change from crossing in either text.
    fn widened(&self, head: usize, tail: usize, other: &str) -> (usize, usize) {
        let shorter = self.english.len().min(other.len());
        if head + tail <= shorter && other.is_char_boundary(head) {
            let end = other.len() - tail;
            if other.is_char_boundary(end) {
                return (head, tail);
            }
        }
        (0, 0)
    }
}
