//! Text from data or from a question made safe to show: nothing in it can steer a terminal or turn the writing direction.

use std::borrow::Cow;

/// Replaces line breaks and tabs by a space, and every other control or direction character by `�`.
#[must_use]
pub fn clean(text: &str) -> Cow<'_, str> {
    replace(text, |c| if c.is_whitespace() { ' ' } else { '\u{fffd}' })
}

/// Cleans a text that has lines of its own, which stay.
#[must_use]
pub fn clean_lines(text: &str) -> Cow<'_, str> {
    replace(text, |c| {
        if matches!(c, '\n' | '\t') {
            c
        } else {
            '\u{fffd}'
        }
    })
}

/// Writes every character that could steer a terminal as `\uXXXX`, which JSON, Turtle and their kin read back as
/// the same character: the data stay exact and the screen stays safe.
#[must_use]
pub fn escape(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| is_unsafe(c) && c != '\n' && c != '\t') {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_unsafe(c) && c != '\n' && c != '\t' {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                escaped.push_str(&format!("\\u{unit:04X}"));
            }
        } else {
            escaped.push(c);
        }
    }
    Cow::Owned(escaped)
}

fn replace(text: &str, with: impl Fn(char) -> char) -> Cow<'_, str> {
    if text.chars().any(is_unsafe) {
        Cow::Owned(
            text.chars()
                .map(|c| if is_unsafe(c) { with(c) } else { c })
                .collect(),
        )
    } else {
        Cow::Borrowed(text)
    }
}

/// Tells the characters that change how others are shown: controls, line separators, direction embeddings, overrides
/// and isolates, invisible operators and tags. The joiners that Persian and Indic scripts need, and the plain
/// direction marks, are not among them.
fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{200b}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_steers_a_terminal_is_left() {
        assert_eq!(
            clean("\u{1b}[31mred\u{9b}2J\u{202e}evil\u{2066}\u{7}\r\n\tx\u{e0041}"),
            "�[31mred�2J�evil��   x�"
        );
        assert_eq!(clean_lines("a\n\tb\u{1b}c"), "a\n\tb�c");
    }

    #[test]
    fn writing_of_the_world_is_left_alone() {
        for name in [
            "جماعة نصرة الإسلام والمسلمين",
            "می‌خواهم",
            "人民解放軍",
            "Goïta",
            "क्‍ष",
            "👨‍👩‍👧",
        ] {
            assert_eq!(clean(name), name);
            assert_eq!(escape(name), name);
        }
    }

    #[test]
    fn an_escape_keeps_the_character() {
        assert_eq!(
            serde_json::from_str::<String>(&escape("\"a\u{202e}b\u{9b}\u{e0041}\"")).unwrap(),
            "a\u{202e}b\u{9b}\u{e0041}"
        );
    }
}
