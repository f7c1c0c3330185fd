//! The search key of a word or name: what is left when case, accents, apostrophes and invisible marks are taken away.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Folds a text to its search key.
///
/// Two spellings of one name have the same key when they differ only in case, accents, apostrophes and modifier letters,
/// dashes, underscores and other punctuation, dots of abbreviations, ligatures, Arabic vowel marks and letter variants,
/// digits of another script, white space, or invisible controls. Folding a key changes nothing. A text of punctuation
/// alone has the empty key.
///
/// ```
/// use allegiance::lexicon::fold;
/// assert_eq!(fold("Jama’at Nuṣrat al-Islām"), "jamaat nusrat al islam");
/// assert_eq!(fold("U.N."), "un");
/// ```
#[must_use]
pub fn fold(text: &str) -> String {
    let mut letters = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            push_clean(c, &mut letters);
        } else if !is_silent(c) {
            // Spacing accents such as ´ decompose into a space and a mark, so they are dropped before.
            for part in std::iter::once(c).nfkd() {
                push_clean(part, &mut letters);
            }
        }
    }
    close_up(&letters)
}

/// Appends what one decomposed character stands for.
fn push_clean(c: char, out: &mut String) {
    match c {
        'a'..='z' | '0'..='9' | '.' => out.push(c),
        'A'..='Z' => out.push(c.to_ascii_lowercase()),
        _ if c.is_whitespace() || is_break(c) => out.push(' '),
        _ if is_silent(c) || is_combining_mark(c) => {}
        _ => {
            for low in c.to_lowercase().filter(|l| !is_combining_mark(*l)) {
                match plain(low) {
                    Some(letters) => out.push_str(letters),
                    None => out.push(low),
                }
            }
        }
    }
}

/// Drops dots, except decimal points, and collapses white space.
fn close_up(letters: &str) -> String {
    let mut out = String::with_capacity(letters.len());
    let mut chars = letters.chars().peekable();
    while let Some(c) = chars.next() {
        let kept = match c {
            ' ' => !out.is_empty() && !out.ends_with(' '),
            '.' => {
                out.ends_with(|p: char| p.is_ascii_digit())
                    && chars.peek().is_some_and(char::is_ascii_digit)
            }
            _ => true,
        };
        if kept {
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Tells whether a character is dropped without a trace: apostrophes, primes, modifier letters, invisible controls.
fn is_silent(c: char) -> bool {
    matches!(c,
        '\'' | '`' | '´' | '¨' | '¯' | '¸' | '‘' | '’' | '‚' | '‛' | '′' | '‵' | '\u{2057}'
        | '\u{02B9}'..='\u{02DF}' | '\u{02E5}'..='\u{02FF}' | 'ʔ' | 'ʕ' | 'Ꞌ' | 'ꞌ'
        | '\u{0374}' | '\u{0375}' | '\u{037A}' | '\u{0384}' | '\u{055A}' | '\u{05F3}' | '\u{FF07}'
        | '\u{0640}' | '\u{061C}' | '\u{00AD}' | '\u{034F}' | '\u{180E}' | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}'
        | '\u{E0000}'..='\u{E007F}')
        || (c.is_control() && !c.is_whitespace())
}

/// Tells whether a character separates words: dashes, underscores and punctuation other than apostrophes and dots.
fn is_break(c: char) -> bool {
    matches!(c,
        '-' | '_' | ',' | ';' | ':' | '!' | '?' | '(' | ')' | '[' | ']' | '{' | '}' | '<' | '>' | '/' | '\\' | '|'
        | '"' | '*' | '~' | '^' | '«' | '»' | '¡' | '¿' | '·' | '•' | '§' | '¶' | '¦'
        | '\u{2010}'..='\u{2016}' | '\u{201C}'..='\u{201F}' | '\u{2020}'..='\u{2027}' | '\u{2030}' | '\u{2031}'
        | '\u{2038}'..='\u{203B}' | '\u{203D}'..='\u{2043}' | '\u{2045}'..='\u{2056}' | '\u{2058}'..='\u{205E}'
        | '\u{2212}' | '\u{2E00}'..='\u{2E5D}' | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301F}'
        | '\u{30FB}' | '\u{058A}' | '\u{05BE}' | '\u{060C}' | '\u{061B}' | '\u{061F}' | '\u{06D4}' | '\u{066A}'..='\u{066D}')
}

/// Spells a letter that no decomposition reaches with the plain letters that people type for it.
fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' | 'ɗ' | 'ɖ' => "d",
        'þ' => "th",
        'ħ' => "h",
        'ŧ' => "t",
        'ı' | 'ɩ' | 'ɨ' => "i",
        'ŋ' => "ng",
        'ɲ' => "ny",
        'ɓ' => "b",
        'ƙ' => "k",
        'ƴ' => "y",
        'ɛ' | 'ə' | 'ǝ' => "e",
        'ɔ' => "o",
        'ɣ' => "gh",
        'ʋ' => "v",
        'ς' => "σ",
        'ٱ' => "ا",
        'ى' | 'ی' => "ي",
        'ة' | 'ہ' | 'ھ' | 'ە' => "ه",
        'ک' => "ك",
        '٠' | '۰' => "0",
        '١' | '۱' => "1",
        '٢' | '۲' => "2",
        '٣' | '۳' => "3",
        '٤' | '۴' => "4",
        '٥' | '۵' => "5",
        '٦' | '۶' => "6",
        '٧' | '۷' => "7",
        '٨' | '۸' => "8",
        '٩' | '۹' => "9",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::fold;
    use proptest::prelude::*;

    #[test]
    fn spellings_of_one_name_share_a_key() {
        for (key, spellings) in [
            ("goita", &["Goïta", "GOITA", "Goi\u{308}ta", " goïta "][..]),
            (
                "jamaat",
                &[
                    "Jama'at",
                    "Jama’at",
                    "Jamaʿat",
                    "Jamaʻat",
                    "Jama`at",
                    "Jama´at",
                ],
            ),
            ("un", &["U.N.", "UN", "u.n"]),
            (
                "al qaida",
                &[
                    "al-Qaida",
                    "Al–Qaida",
                    "al_Qaida",
                    "al  Qaida",
                    "al-\u{200F}Qaida",
                ],
            ),
            ("coeur", &["Cœur", "COEUR"]),
            ("strasse", &["Straße", "STRASSE", "STRAẞE"]),
            (
                "kidal",
                &["\u{202B}Kidal\u{202C}", "Ki\u{AD}dal", "ＫＩＤＡＬ"],
            ),
            ("istanbul", &["İstanbul", "Istanbul", "ıstanbul"]),
            ("مالي", &["مالي", "مَالِي", "مــالي", "مالى"]),
            ("الازواد", &["الأزواد", "الازواد"]),
            ("2012", &["٢٠١٢", "۲۰۱۲"]),
            ("2.5", &["2.5"]),
            (
                "wagner group pmc",
                &["Wagner Group (PMC)", "“Wagner Group”, PMC"],
            ),
            ("cote divoire", &["Côte d'Ivoire", "Côte d’Ivoire"]),
            ("fulbe ngari", &["Fulɓe Ŋari"]),
            ("οδοσ", &["ὁδός", "ΟΔΟΣ"]),
        ] {
            for spelling in spellings {
                assert_eq!(fold(spelling), key, "{spelling:?}");
            }
        }
    }

    #[test]
    fn punctuation_alone_has_no_key() {
        assert_eq!(fold("?!… — ’ \u{200B}\u{7}"), "");
    }

    #[test]
    fn every_character_folds_once_and_for_all() {
        // Beyond the scripts with case and marks, a sample is enough.
        let scripts = ('\0'..='\u{33FF}')
            .chain('\u{A640}'..='\u{AB6F}')
            .chain('\u{F900}'..='\u{1FFFF}');
        for c in scripts.chain(('\u{3400}'..=char::MAX).step_by(97)) {
            let once = fold(&c.to_string());
            assert_eq!(fold(&once), once, "{:x}", u32::from(c));
            let twice = fold(&format!("{c}{c}"));
            assert_eq!(fold(&twice), twice, "{:x}", u32::from(c));
        }
    }

    proptest! {
        #[test]
        fn folding_is_idempotent(text in any::<String>()) {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn a_key_is_trimmed_and_has_single_spaces(text in "[ \\-_.'a-zA-Z0-9é]{0,20}") {
            let key = fold(&text);
            prop_assert_eq!(key.trim(), &key);
            prop_assert!(!key.contains("  "));
        }

        #[test]
        fn case_never_matters(text in "[A-Za-zÀ-ÖØ-öø-ÿŁłŒœ '.-]{0,20}") {
            prop_assert_eq!(fold(&text.to_uppercase()), fold(&text.to_lowercase()));
        }
    }
}
