//! The spelling of names, numbers and strings.

use spargebra::term::Literal;
use std::fmt::Write;

fn is_name_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '-'
}

/// Tells whether text may follow a prefix; the grammar allows more, people rarely want to read it.
pub(super) fn is_local_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.chars().all(is_name_char)
}

/// Tells whether a name may be declared as a prefix.
pub(super) fn is_prefix_name(name: &str) -> bool {
    // After COUNT( and SERVICE the embedded parser takes these for the keyword even before a colon.
    let keyword = ["distinct", "silent"]
        .iter()
        .any(|word| name.eq_ignore_ascii_case(word));
    let start = name.is_empty() || name.starts_with(|c: char| c.is_ascii_alphabetic());
    start && !keyword && name.chars().all(is_name_char)
}

pub(super) fn has_astral(text: &str) -> bool {
    text.chars().any(|c| c > '\u{FFFF}')
}

pub(super) fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let full =
        |part: &str, test: fn(&u8) -> bool| !part.is_empty() && part.as_bytes().iter().all(test);
    Literal::new_language_tagged_literal("", tag).is_ok()
        && parts
            .next()
            .is_some_and(|part| full(part, u8::is_ascii_alphabetic))
        && parts.all(|part| full(part, u8::is_ascii_alphanumeric))
}

/// Tells whether a value of an XSD datatype is written without quotes and read back letter by letter.
pub(super) fn is_bare(kind: &str, value: &str) -> bool {
    let unsigned = value.strip_prefix('-').unwrap_or(value);
    match kind {
        "boolean" => value == "true" || value == "false",
        "integer" => is_natural(unsigned) && value != "-0",
        "decimal" => is_decimal(unsigned),
        "double" => value.split_once('E').is_some_and(|(mantissa, exponent)| {
            is_decimal(mantissa) && is_natural(exponent.strip_prefix('-').unwrap_or(exponent))
        }),
        _ => false,
    }
}

fn is_natural(digits: &str) -> bool {
    let leading = digits.bytes().next();
    digits == "0"
        || (leading.is_some_and(|b| b != b'0') && digits.bytes().all(|b| b.is_ascii_digit()))
}

fn is_decimal(digits: &str) -> bool {
    digits.split_once('.').is_some_and(|(whole, fraction)| {
        is_natural(whole) && !fraction.is_empty() && fraction.bytes().all(|b| b.is_ascii_digit())
    })
}

/// Tells whether minus the positive literal evaluates to exactly this bare negative literal.
pub(super) fn is_negation(bare: &str) -> bool {
    let digits = bare.strip_prefix('-').unwrap_or_default();
    // The engines compute in 64 bits and drop zeros at the end of decimals.
    bare.len() <= 16
        && digits != "0"
        && (is_natural(digits) || (is_decimal(digits) && !digits.ends_with('0')))
}

/// Tells whether a literal is written as an unsigned number.
pub(super) fn is_unsigned_number(bare: &str) -> bool {
    bare.starts_with(|c: char| c.is_ascii_digit())
}

pub(super) fn quoted(value: &str) -> String {
    let mut text = String::with_capacity(value.len() + 2);
    text.push('"');
    let mut after_backslash = false;
    for c in value.chars() {
        match c {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            '\u{8}' => text.push_str("\\b"),
            '\u{C}' => text.push_str("\\f"),
            // Engines that follow section 19.2 of the standard decode \u0022 before they look for strings.
            'u' | 'U' if after_backslash => push_escape(&mut text, c),
            c if is_hidden(c) => push_escape(&mut text, c),
            c => text.push(c),
        }
        after_backslash = c == '\\';
    }
    text.push('"');
    text
}

pub(super) fn escape_iri(iri: &str) -> String {
    let mut text = String::with_capacity(iri.len());
    for c in iri.chars() {
        if is_hidden(c) {
            push_escape(&mut text, c);
        } else {
            text.push(c);
        }
    }
    text
}

fn push_escape(text: &mut String, c: char) {
    let code = u32::from(c);
    let _ = match code {
        0..=0xFFFF => write!(text, "\\u{code:04X}"),
        _ => write!(text, "\\U{code:08X}"),
    };
}

/// Tells whether a character is better escaped: one that shows nothing, or that moves what stands around it.
pub(super) fn is_hidden(c: char) -> bool {
    let code = u32::from(c);
    (c != ' ' && (c.is_control() || c.is_whitespace()))
        || matches!(
            c,
            '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}' | '\u{200E}' | '\u{200F}'
        )
        || matches!(c, '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
        || matches!(c, '\u{FDD0}'..='\u{FDEF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E000}'..='\u{F8FF}')
        || matches!(c, '\u{E0000}'..='\u{10FFFF}')
        || code & 0xFFFE == 0xFFFE
}
