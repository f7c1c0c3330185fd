//! The formats that hold the rows of an answer.

use super::{Screen, clean_lines, csv, json, markdown, screenful, tsv};
use crate::answer::Answer;

/// A way to write rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    #[default]
    Table,
    Json,
    Csv,
    Tsv,
    Markdown,
}

impl Format {
    pub const ALL: [Self; 5] = [
        Self::Table,
        Self::Json,
        Self::Csv,
        Self::Tsv,
        Self::Markdown,
    ];

    /// Finds a format by its name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|format| format.name().eq_ignore_ascii_case(name))
    }

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Markdown => "markdown",
        }
    }

    /// Tells whether the format holds rows and nothing else, so that what must be known of them is said beside it.
    #[must_use]
    pub fn is_bare(self) -> bool {
        matches!(self, Self::Csv | Self::Tsv)
    }

    /// Writes an answer.
    #[must_use]
    pub fn write(self, screen: &Screen, answer: &Answer) -> String {
        let text = match self {
            Self::Table => return screenful(screen, answer),
            Self::Json => return json(answer),
            Self::Csv => csv(answer),
            Self::Tsv => tsv(answer),
            Self::Markdown => markdown(answer),
        };
        // A file gets the data as they are, a terminal must not be steered by them.
        if screen.terminal {
            clean_lines(&text).into_owned()
        } else {
            text
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::Cell;
    use crate::render::sample;

    #[test]
    fn every_format_is_found_by_its_name() {
        for format in Format::ALL {
            assert_eq!(Format::named(&format.name().to_uppercase()), Some(format));
        }
        assert_eq!(Format::named("xml"), None);
    }

    #[test]
    fn a_file_gets_exact_data_and_a_terminal_safe_text() {
        let mut answer = sample::ambushes();
        answer.rows[0].cells[0] = Cell::thing("http://x/", "\u{1b}[2J");
        for format in Format::ALL {
            let text = format.write(&Screen::terminal(None, false), &answer);
            assert!(!text.contains('\u{1b}'), "{}", format.name());
        }
        let csv = Format::Csv.write(&Screen::piped(), &answer);
        assert!(csv.contains("\u{1b}[2J"));
    }
}
