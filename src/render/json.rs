//! JSON, pretty-printed, in the shape that the command line promises.

use super::escape;
use serde::Serialize;

/// Writes a value as JSON with a line end; characters that could steer a terminal are written as escapes.
#[must_use]
pub fn json(value: &impl Serialize) -> String {
    // Plain data with text keys cannot fail to serialise; a number that JSON lacks becomes null.
    let text = serde_json::to_string_pretty(value).unwrap_or_else(|_| "null".to_owned());
    escape(&text).into_owned() + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;

    #[test]
    fn an_answer_is_one_object() {
        let mut answer = sample::ambushes();
        answer.rows[0].cells[0].label = Some("\u{202e}\u{1b}x".to_owned());
        let text = json(&answer);
        assert!(!text.contains('\u{202e}') && !text.contains('\u{1b}'));
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(value["rows"][0]["attacker"]["label"], "\u{202e}\u{1b}x");
        assert_eq!(value["rows"][0]["killed"]["according_to"][0], "CSP");
        assert_eq!(value["columns"][1]["type"], "date");
        assert_eq!(value["kind"], "table");
    }
}
