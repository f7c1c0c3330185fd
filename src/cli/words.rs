//! The question of a command line, which a shell has cut into words.

use super::Failure;
use std::fs::File;
use std::io::{Read, stdin};
use std::path::Path;

/// The most that is read from standard input; no question is anywhere near it.
const LONGEST: u64 = 64 << 20;

/// Joins the words of a question; `-` alone stands for standard input.
pub(super) fn question(words: &[String]) -> Result<String, Failure> {
    match words {
        [one] if one == "-" => standard_input(),
        [one] => Ok(one.clone()),
        several if is_cut(several) => Ok(several.join(" ")),
        several => Ok(several
            .iter()
            .map(|w| quoted(w))
            .collect::<Vec<_>>()
            .join(" ")),
    }
}

/// Says how to write a question that a shell has cut into words: with its double quotes, in single ones.
pub(super) fn hint(words: &[String], question: &str) -> Option<String> {
    let whole = question.replace('\'', "’");
    (words.len() > 1).then(|| {
        format!("the shell takes quotes away: write the question in single quotes, as in allegiance ask '{whole}'")
    })
}

/// Tells a question whose own double quotes have cut it from a name among single words: `"who ambushed "Wagner Group" in Mali"` comes as
/// `who ambushed Wagner` and `Group in Mali`.
fn is_cut(words: &[String]) -> bool {
    let long = |word: &String| word.contains(char::is_whitespace);
    words.first().is_some_and(long) && words.iter().skip(1).all(|word| !word.contains('"'))
}

/// Reads standard input to its end.
pub(super) fn standard_input() -> Result<String, Failure> {
    let mut bytes = Vec::new();
    stdin()
        .lock()
        .take(LONGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::Input(error.to_string()))?;
    if bytes.len() as u64 > LONGEST {
        let most = LONGEST >> 20;
        return Err(Failure::Usage(format!(
            "the input is longer than {most} MB"
        )));
    }
    utf8(bytes, "the input")
}

/// Reads a file of questions.
pub(super) fn file(path: &Path) -> Result<String, Failure> {
    let shown = path.display();
    let failed = |error: std::io::Error| Failure::Data(format!("cannot read {shown}: {error}"));
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(failed)?;
    file.take(LONGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    if bytes.len() as u64 > LONGEST {
        return Err(Failure::Usage(format!(
            "{shown} is longer than {} MB",
            LONGEST >> 20
        )));
    }
    utf8(bytes, &shown.to_string())
}

fn utf8(bytes: Vec<u8>, what: &str) -> Result<String, Failure> {
    String::from_utf8(bytes).map_err(|error| {
        let line = error.as_bytes()[..error.utf8_error().valid_up_to()]
            .iter()
            .filter(|&&b| b == b'\n')
            .count();
        Failure::Usage(format!("{what} is not UTF-8 text (line {})", line + 1))
    })
}

/// Gives a name of several words, whose quotes the shell has taken, its quotes back.
fn quoted(word: &str) -> String {
    if word.contains(char::is_whitespace) && !word.contains('"') {
        format!("\"{word}\"")
    } else {
        word.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_get_their_quotes_back() {
        let words = ["who", "ambushed", "Wagner Group"].map(str::to_owned);
        assert_eq!(question(&words).unwrap(), "who ambushed \"Wagner Group\"");
        let cut = ["who ambushed Wagner", "Group in Mali"].map(str::to_owned);
        assert_eq!(question(&cut).unwrap(), "who ambushed Wagner Group in Mali");
        assert!(hint(&cut, "x").is_some() && hint(&words, "x").is_some());
        let one = ["who ambushed \"Wagner Group\"".to_owned()];
        assert_eq!(question(&one).unwrap(), one[0]);
        assert_eq!(hint(&one, "x"), None);
    }
}
