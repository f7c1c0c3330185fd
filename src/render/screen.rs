//! Where text will be seen: how wide, in colour or not.

use anstyle::{AnsiColor, Effects, Style};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The width that a pipe or a file is given, so that its text does not depend on the window that wrote it.
pub const PIPED_WIDTH: usize = 80;

/// The properties of an output that change how things are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Screen {
    /// Columns, at least [`Screen::NARROWEST`].
    pub width: usize,
    /// Whether ANSI styles are understood.
    pub colour: bool,
    /// Whether a person sees it at once: text is then wrapped, and whatever could steer the terminal is replaced.
    pub terminal: bool,
}

pub(crate) const HEADING: Style = Style::new().effects(Effects::BOLD);
pub(crate) const QUIET: Style = Style::new().effects(Effects::DIMMED);
/// What is not plain fact: claims and possible cells. The words and marks say so too, colour alone never does.
pub(crate) const GUARDED: Style = AnsiColor::Yellow.on_default();
pub(crate) const HELP: Style = AnsiColor::Cyan.on_default().effects(Effects::BOLD);

impl Screen {
    pub const NARROWEST: usize = 24;

    /// Describes a pipe or a file.
    #[must_use]
    pub fn piped() -> Self {
        Self {
            width: PIPED_WIDTH,
            colour: false,
            terminal: false,
        }
    }

    /// Describes a terminal; `columns` is none when it does not tell.
    #[must_use]
    pub fn terminal(columns: Option<usize>, colour: bool) -> Self {
        Self {
            width: columns.unwrap_or(PIPED_WIDTH).max(Self::NARROWEST),
            colour,
            terminal: true,
        }
    }

    /// Styles a text where styles are understood.
    #[must_use]
    pub(crate) fn paint(&self, style: Style, text: &str) -> String {
        if self.colour && !text.is_empty() {
            format!("{style}{text}{style:#}")
        } else {
            text.to_owned()
        }
    }

    /// Plays a text down where styles are understood.
    #[must_use]
    pub fn quiet(&self, text: &str) -> String {
        self.paint(QUIET, text)
    }

    /// Cuts a line to what the screen shows without wrapping.
    #[must_use]
    pub fn cut(&self, line: &str) -> String {
        // The last column is left free: some terminals wrap when it is written.
        let room = self.width.saturating_sub(1);
        if line.width() <= room {
            return line.to_owned();
        }
        let mut left = room.saturating_sub(1);
        let kept = line.chars().map_while(|c| {
            left = left.checked_sub(c.width().unwrap_or(0))?;
            Some(c)
        });
        kept.chain(['…']).collect()
    }

    /// Wraps a line of prose under a hanging indent; outside a terminal it stays whole, so that it can be searched.
    #[must_use]
    pub(crate) fn wrap(&self, text: &str, indent: usize) -> String {
        if self.terminal {
            self.fold(text, indent)
        } else {
            text.to_owned()
        }
    }

    /// Wraps each line of a drawing under a hanging indent, wherever it goes.
    #[must_use]
    pub(crate) fn fold(&self, text: &str, indent: usize) -> String {
        let hanging = " ".repeat(indent);
        let options = options(self.width).subsequent_indent(&hanging);
        let wrapped: Vec<_> = text
            .lines()
            .enumerate()
            .map(|(n, line)| match n {
                0 => textwrap::fill(line, &options),
                _ => textwrap::fill(line, options.clone().initial_indent(&hanging)),
            })
            .collect();
        wrapped.join("\n")
    }
}

/// Breaks lines at spaces only: a date is not to be split at its hyphens.
pub(crate) fn options<'a>(width: usize) -> textwrap::Options<'a> {
    textwrap::Options::new(width).word_splitter(textwrap::WordSplitter::NoHyphenation)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_cut_by_its_columns() {
        let screen = Screen::terminal(Some(24), false);
        assert_eq!(screen.cut("short"), "short");
        assert_eq!(screen.cut(&"x".repeat(24)), format!("{}…", "x".repeat(22)));
        assert_eq!(
            screen.cut(&"人".repeat(12)),
            format!("{}…", "人".repeat(11))
        );
    }
}
