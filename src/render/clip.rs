//! The part of a question that a diagnostic is about: clean, short enough for the screen, with its labels moved along.

use super::clean;
use crate::diagnostic::Label;
use crate::question::ast::Span;
use std::ops::Range;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The most lines that are shown whole.
const LINES: usize = 6;
/// What stands where something was left out.
const CUT: char = '…';

/// A text to show and the places of its labels, in bytes of that text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Clip {
    pub(super) text: String,
    pub(super) labels: Vec<(Range<usize>, String)>,
}

/// Cuts the neighbourhood of the first label out of a question; no line is wider than `room`.
pub(super) fn clip(question: &str, labels: &[Label], room: usize) -> Clip {
    let spans: Vec<_> = labels.iter().map(|l| within(question, l.span)).collect();
    let primary = spans.first().cloned().unwrap_or(0..0);
    let window = if is_small(question, room) {
        0..question.len()
    } else {
        neighbourhood(question, &primary, room)
    };
    let (text, moved) = shown(question, &window);
    let labels = spans
        .iter()
        .zip(labels)
        .filter(|(span, _)| window.start <= span.start && span.start <= window.end)
        .map(|(span, label)| {
            let end = span.end.min(window.end);
            let range = moved(span.start)..moved(end);
            (range, clean(&label.text).into_owned())
        })
        .collect();
    Clip { text, labels }
}

/// Brings a span into the question, onto character boundaries and onto one line.
fn within(question: &str, span: Span) -> Range<usize> {
    let floor = |mut at: usize| {
        at = at.min(question.len());
        while !question.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = floor(span.start);
    let end = floor(span.end.max(start)).max(start);
    let line_end = line_end(question, start);
    start..end.min(line_end.max(start))
}

fn line_end(question: &str, from: usize) -> usize {
    question[from..]
        .find('\n')
        .map_or(question.len(), |i| from + i)
}

fn is_small(question: &str, room: usize) -> bool {
    question.len() <= LINES * room * 4
        && question.lines().count() <= LINES
        && question.lines().all(|line| clean(line).width() <= room)
}

/// Finds the stretch of the label's line that fits the room: a third of it before the label, the rest from there on.
fn neighbourhood(question: &str, label: &Range<usize>, room: usize) -> Range<usize> {
    let line_start = question[..label.start].rfind('\n').map_or(0, |i| i + 1);
    let line_end = line_end(question, label.start);
    // A column on either side is for the mark of a cut.
    let room = room.saturating_sub(2);
    let before = take(question[line_start..label.start].chars().rev(), room / 3);
    let used = question[label.start - before..label.start]
        .width()
        .min(room);
    let after = take(question[label.start..line_end].chars(), room - used);
    label.start - before..label.start + after
}

/// Measures, in bytes, how many characters fit some columns.
fn take(chars: impl Iterator<Item = char>, columns: usize) -> usize {
    let mut left = columns;
    chars
        .map_while(|c| {
            // What is replaced by a mark takes a column of its own.
            left = left.checked_sub(c.width().unwrap_or(1).max(1))?;
            Some(c.len_utf8())
        })
        .sum()
}

/// Cleans the window character by character, and tells where each of its places went.
fn shown(question: &str, window: &Range<usize>) -> (String, impl Fn(usize) -> usize) {
    let mut text = String::new();
    let mut places = Vec::new();
    if window.start > 0 && !question[..window.start].ends_with('\n') {
        text.push(CUT);
    }
    for (i, c) in question[window.clone()].char_indices() {
        places.push((window.start + i, text.len()));
        if c == '\n' {
            text.push(c);
        } else {
            text.push_str(&clean(c.encode_utf8(&mut [0; 4])));
        }
    }
    let end = text.len();
    if window.end < question.len() && !question[window.end..].starts_with('\n') {
        text.push(CUT);
    }
    let moved = move |at: usize| {
        places
            .binary_search_by_key(&at, |&(from, _)| from)
            .map_or(end, |i| places[i].1)
    };
    (text, moved)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clipped(question: &str, start: usize, end: usize, room: usize) -> (String, String) {
        let label = Label {
            span: Span { start, end },
            text: "here".into(),
        };
        let clip = clip(question, &[label], room);
        let marked = clip.text[clip.labels[0].0.clone()].to_owned();
        (clip.text, marked)
    }

    #[test]
    fn a_small_question_is_shown_whole() {
        let (text, marked) = clipped("who\nambushd\n\tWagner", 4, 11, 70);
        assert_eq!(text, "who\nambushd\n Wagner");
        assert_eq!(marked, "ambushd");
    }

    #[test]
    fn a_long_question_is_cut_to_its_neighbourhood() {
        let question = format!("{} ambushd {}", "x ".repeat(500_000), "y ".repeat(10));
        let at = question.find("ambushd").unwrap();
        let (text, marked) = clipped(&question, at, at + 7, 60);
        assert_eq!(marked, "ambushd");
        assert!(
            text.starts_with('…') && text.trim_end().ends_with('y'),
            "{text}"
        );
        assert!(text.width() <= 60, "{text}");
    }

    #[test]
    fn a_label_wider_than_the_room_is_cut() {
        let question = format!("about \"{}", "人".repeat(2000));
        let (text, marked) = clipped(&question, 6, question.len(), 60);
        assert!(
            text.starts_with("about \"人") && text.ends_with('…'),
            "{text}"
        );
        assert!(text.width() <= 60 && marked.starts_with("\"人"));
    }

    #[test]
    fn controls_move_the_label_along() {
        let (text, marked) = clipped("\u{202e}\u{1b}[2J bad", 8, 11, 60);
        assert_eq!(text, "��[2J bad");
        assert_eq!(marked, "bad");
    }

    #[test]
    fn a_wrong_span_is_no_panic() {
        for (start, end) in [(0, 0), (1, 2), (99, 3), (5, 99), (usize::MAX, 0), (3, 1)] {
            clipped("é\nü b", start, end, 20);
            clipped("", start, end, 20);
        }
    }
}
