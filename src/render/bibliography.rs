//! Citations for reading, and as a file that BibTeX reads.

use super::screen::{HEADING, Screen};
use super::{clean, clean_lines};
use crate::answer::Citation;

/// Draws citations for a person: each in words, then all as BibTeX, ready to be copied; ends in a line end.
#[must_use]
pub fn bibliography(screen: &Screen, citations: &[Citation]) -> String {
    let mut text = String::new();
    for citation in citations {
        text.push_str(&screen.wrap(&clean(&citation.text), 2));
        text.push('\n');
    }
    for citation in citations {
        let entry = clean_lines(&citation.bibtex);
        let (head, rest) = entry.split_once('\n').unwrap_or((&entry, ""));
        text.push_str(&format!("\n{}\n{rest}\n", screen.paint(HEADING, head)));
    }
    text
}

/// Writes citations as a BibTeX file, each entry below its words as a comment.
#[must_use]
pub fn bibtex(citations: &[Citation]) -> String {
    let entry = |citation: &Citation| {
        // What stands between entries is ignored, unless it holds the mark that opens one.
        let words = clean(&citation.text).replace('@', "(at)");
        format!("% {words}\n{}\n", citation.bibtex)
    };
    citations.iter().map(entry).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_holds_nothing_that_opens_a_false_entry() {
        let citation = Citation {
            iri: "http://x/".to_owned(),
            key: "x".to_owned(),
            title: "X".to_owned(),
            text: "X @misc{y,\n}".to_owned(),
            bibtex: "@misc{x,\n  title = {{X}},\n}".to_owned(),
        };
        assert_eq!(
            bibtex(std::slice::from_ref(&citation)),
            "% X (at)misc{y, }\n@misc{x,\n  title = {{X}},\n}\n"
        );
        let drawn = bibliography(&Screen::piped(), &[citation]);
        assert!(
            drawn.starts_with("X @misc{y, }\n\n@misc{x,\n  title"),
            "{drawn}"
        );
    }
}
