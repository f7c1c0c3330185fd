//! What is said of a set that got a name.

use super::clean;
use super::screen::{QUIET, Screen};
use super::screenful::message;

/// Draws a name with the set that it stands for; ends in a line end.
#[must_use]
pub fn named(
    screen: &Screen,
    name: &str,
    reading: &str,
    members: usize,
    notes: &[String],
) -> String {
    let told = message(
        screen,
        "reading",
        &format!("let {} = {}", clean(name), clean(reading)),
    );
    let s = if members == 1 { "" } else { "s" };
    let mut lines: Vec<String> = told.lines().map(|line| screen.paint(QUIET, line)).collect();
    lines.push(format!("{members} member{s}"));
    lines.extend(notes.iter().map(|note| message(screen, "note", note)));
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_told_with_its_set() {
        let told = named(
            &Screen::piped(),
            "sahel",
            "\"Mali\" or \"Niger\"",
            2,
            &["a note".to_owned()],
        );
        assert_eq!(
            told,
            "reading: let sahel = \"Mali\" or \"Niger\"\n2 members\nnote: a note\n"
        );
        assert!(named(&Screen::piped(), "a", "\"A\"", 1, &[]).ends_with("\n1 member\n"));
    }
}
