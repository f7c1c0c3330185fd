//! A heading and, below it, names with what is said of them.

use super::grid::{self, Text};
use super::screen::{HEADING, Screen};
use unicode_width::UnicodeWidthStr;

/// The columns before each name.
const INDENT: &str = "  ";

/// Draws entries of a name and a text in two columns, under a heading unless it is empty; ends in a line end.
#[must_use]
pub fn listing(screen: &Screen, heading: &str, entries: &[(String, String)]) -> String {
    let mut lines = Vec::new();
    if !heading.is_empty() {
        lines.push(screen.paint(HEADING, heading));
    }
    let inner = Screen {
        width: screen.width - INDENT.len(),
        ..*screen
    };
    let widest = entries.iter().map(|(name, _)| name.width()).max();
    let indent = widest.unwrap_or(0).min(inner.width / 3) + INDENT.len();
    for (name, text) in entries {
        let entry = grid::field(&inner, name, &Text::plain(text), indent);
        lines.extend(entry.into_iter().map(|line| format!("{INDENT}{line}")));
    }
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_stand_in_a_column_of_their_own() {
        let entry = |name: &str, text: &str| (name.to_owned(), text.to_owned());
        let screen = Screen {
            width: 41,
            ..Screen::piped()
        };
        let long = "a text that goes on and on until it wraps";
        assert_eq!(
            listing(&screen, "Words", &[entry("in", "x"), entry("since", long)]),
            "Words\n  in     x\n  since  a text that goes on and on until\n         it wraps\n"
        );
    }
}
