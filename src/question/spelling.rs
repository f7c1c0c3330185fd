//! From the text of a token to the text that it means: quotes, escapes, spaces and invisible characters.

pub(super) fn inside(text: &str) -> &str {
    let mut characters = text.chars();
    characters.next();
    characters.next_back();
    characters.as_str()
}

/// Removes the quotes and resolves the escapes of a name.
pub(super) fn unquoted(text: &str) -> String {
    let mut name = String::with_capacity(text.len());
    let mut characters = inside(text).chars().peekable();
    while let Some(c) = characters.next() {
        let escaped = (c == '\\')
            .then(|| characters.next_if(|next| "\"\\“”„‟«»".contains(*next)))
            .flatten();
        name.push(escaped.unwrap_or(c));
    }
    spaced(&name)
}

/// Drops the dot of an initial, which ends a sentence elsewhere: `J. Kony` is `J Kony`.
pub(super) fn plain(text: &str) -> String {
    let mut text = visible(text);
    if text.chars().count() == 2 && text.ends_with('.') {
        text.pop();
    }
    text
}

/// Makes every run of white space one space, and drops what cannot be seen.
pub(super) fn spaced(text: &str) -> String {
    let text = visible(text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Drops the invisible characters that the grammar takes for white space.
pub(super) fn visible(text: &str) -> String {
    let hidden = |c: char| {
        matches!(
            c,
            '\u{AD}' | '\u{61C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2060}' | '\u{FEFF}'
        )
    };
    text.chars().filter(|c| !hidden(*c)).collect()
}
