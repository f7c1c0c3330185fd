//! A whole answer for a person: what was understood, what was found, how much of it, and what must be known to read it.

use super::screen::{QUIET, Screen};
use super::{card, clean, clean_lines, paths, table, verdict};
use crate::answer::{Answer, Kind};

/// Draws an answer; ends in a line end.
#[must_use]
pub fn screenful(screen: &Screen, answer: &Answer) -> String {
    let mut text = String::new();
    if !answer.reading.is_empty() {
        let reading = screen.wrap(&format!("reading: {}", clean(&answer.reading)), 9);
        text.push_str(&lines(screen, &reading));
        text.push('\n');
    }
    let body = match answer.kind {
        _ if answer.rows.is_empty() && answer.kind != Kind::YesNo => String::new(),
        Kind::Table | Kind::Graph => table::table(screen, &answer.columns, &answer.rows),
        Kind::YesNo => verdict::verdict(screen, answer),
        Kind::Paths => paths::paths(screen, answer),
        Kind::Card => card::card(screen, answer),
    };
    if !body.is_empty() {
        text.push_str(&body);
        text.push('\n');
    }
    if let Some(count) = count(answer) {
        text.push_str(&lines(screen, &screen.wrap(&count, 2)));
    }
    for note in &answer.notes {
        text.push_str(&self::note(screen, note));
        text.push('\n');
    }
    text
}

/// Draws a line that must be known to read an answer.
fn note(screen: &Screen, note: &str) -> String {
    message(screen, "note", note)
}

/// Draws a message after a word that says what it is: `note`, `warning`; without a line end.
#[must_use]
pub fn message(screen: &Screen, kind: &str, text: &str) -> String {
    let message = clean_lines(text).replace('\t', " ");
    screen.wrap(&format!("{kind}: {message}"), kind.len() + 2)
}

/// Says what is not in an answer's rows but must be known to use them; formats that hold nothing but rows have it
/// written beside them.
#[must_use]
pub fn remarks(answer: &Answer) -> Vec<String> {
    let cut = (answer.rows.len() < answer.total).then(|| table::count(answer));
    cut.into_iter()
        .chain(answer.notes.iter().cloned())
        .collect()
}

fn count(answer: &Answer) -> Option<String> {
    match answer.kind {
        Kind::Table | Kind::Graph => Some(table::count(answer)),
        Kind::Paths => Some(paths::count(answer)),
        Kind::YesNo | Kind::Card => {
            (answer.rows.len() < answer.total).then(|| table::count(answer))
        }
    }
}

/// Styles each line by itself, so that a style never spans a line end.
fn lines(screen: &Screen, text: &str) -> String {
    let lines: Vec<_> = text.lines().map(|l| screen.paint(QUIET, l)).collect();
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;

    #[test]
    fn the_reading_comes_first_and_the_notes_last() {
        let text = screenful(&Screen::piped(), &sample::ambushes());
        assert!(
            text.starts_with("reading: who ambushed \"Wagner Group\"\n\n attacker"),
            "{text}"
        );
        assert!(
            text.ends_with("\n2 rows, 1 of them possibly\nnote: the year is inferred\n"),
            "{text}"
        );
    }

    #[test]
    fn an_empty_answer_is_its_count_and_its_notes() {
        let mut answer = sample::ambushes();
        answer.rows.clear();
        answer.total = 0;
        let text = screenful(&Screen::piped(), &answer);
        assert!(
            text.ends_with("\"Wagner Group\"\n\n0 rows\nnote: the year is inferred\n"),
            "{text}"
        );
    }

    #[test]
    fn colour_adds_styles_and_no_words() {
        let colour = screenful(&Screen::terminal(Some(80), true), &sample::ambushes());
        let plain = screenful(&Screen::terminal(Some(80), false), &sample::ambushes());
        assert!(colour.contains("\u{1b}["));
        assert_eq!(anstream::adapter::strip_str(&colour).to_string(), plain);
    }

    #[test]
    fn a_terminal_gets_wrapped_lines_and_a_pipe_whole_ones() {
        let mut answer = sample::ambushes();
        answer.notes = vec!["word ".repeat(40)];
        let terminal = screenful(&Screen::terminal(Some(60), false), &answer);
        assert!(
            terminal.lines().all(|l| l.chars().count() <= 60),
            "{terminal}"
        );
        let piped = screenful(&Screen::piped(), &answer);
        assert!(piped.contains(&"word ".repeat(39)));
    }
}
