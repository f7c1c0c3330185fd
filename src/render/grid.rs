//! Columns and rows of text fitted to a screen: side by side where they fit, else one record below the other.

use super::screen::{GUARDED, HEADING, QUIET, Screen, options};
use anstyle::Style;
use comfy_table::{
    Attribute, Cell, CellAlignment, Color, ColumnConstraint, ContentArrangement, LineStyle, Table,
    TableStyle, Width,
};
use unicode_width::UnicodeWidthStr;

/// How many columns of the screen a cell may insist on to keep its words whole.
pub(crate) const WORD: usize = 16;
/// The same for numbers and dates, which mislead when they are broken.
pub(crate) const FIGURE: usize = 24;
/// The spaces beside each cell.
const PADDING: usize = 2;

const LINES: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─'));
const RULED: TableStyle = LINES.row_separator(LineStyle::none().fill('╌'));

/// One text of a grid.
#[derive(Clone, Debug)]
pub(crate) struct Text {
    pub(crate) text: String,
    pub(crate) weight: Weight,
}

/// How a text is stressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Weight {
    Plain,
    Guarded,
    Quiet,
}

/// A heading and how the texts below it are set.
#[derive(Clone, Debug)]
pub(crate) struct Heading {
    pub(crate) text: String,
    /// Set to the right.
    pub(crate) is_number: bool,
    /// How long a word may be to be kept whole.
    pub(crate) longest: usize,
}

/// Draws a grid without a line end after its last line.
pub(crate) fn draw(screen: &Screen, headings: &[Heading], rows: &[Vec<Text>]) -> String {
    let least: Vec<_> = (0..headings.len())
        .map(|i| least_width(&headings[i], rows.iter().filter_map(|row| row.get(i))))
        .collect();
    if least.iter().map(|w| w + PADDING).sum::<usize>() > screen.width {
        return records(screen, headings, rows);
    }
    let mut table = table(screen, headings, rows, &least);
    let text = table.trim_fmt();
    if text.lines().count() <= rows.len() + 2 {
        return text;
    }
    // Some cell takes several lines: without a rule one could not tell where a row ends.
    table.load_style(RULED);
    table.trim_fmt()
}

/// Measures how wide a grid is with every text on one line.
pub(crate) fn natural_width(headings: &[Heading], rows: &[Vec<Text>]) -> usize {
    let width = |i: usize| {
        let texts = rows.iter().filter_map(|row| row.get(i));
        let widths = texts.map(|text| text.text.width());
        widths.chain([headings[i].text.width()]).max().unwrap_or(0) + PADDING
    };
    (0..headings.len()).map(width).sum()
}

fn table(screen: &Screen, headings: &[Heading], rows: &[Vec<Text>], least: &[usize]) -> Table {
    let mut table = Table::new();
    table
        .load_style(LINES)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(u16::try_from(screen.width).unwrap_or(u16::MAX));
    if screen.colour {
        table.enforce_styling().style_text_only();
    } else {
        table.force_no_tty();
    }
    table.set_header(headings.iter().map(|heading| {
        let cell = Cell::new(&heading.text).add_attribute(Attribute::Bold);
        aligned(cell, heading)
    }));
    for row in rows {
        table.add_row(
            row.iter()
                .zip(headings)
                .map(|(text, heading)| aligned(weighted(text), heading)),
        );
    }
    for (column, &width) in table.column_iter_mut().zip(least) {
        let width = Width::Fixed(u16::try_from(width + PADDING).unwrap_or(u16::MAX));
        column.set_constraint(ColumnConstraint::LowerBoundary(width));
    }
    table
}

fn aligned(cell: Cell, heading: &Heading) -> Cell {
    if heading.is_number {
        cell.set_alignment(CellAlignment::Right)
    } else {
        cell
    }
}

fn weighted(text: &Text) -> Cell {
    let cell = Cell::new(&text.text);
    match text.weight {
        Weight::Plain => cell,
        Weight::Guarded => cell.fg(Color::DarkYellow),
        Weight::Quiet => cell.add_attribute(Attribute::Dim),
    }
}

/// Measures what a column needs to keep its words whole, within reason.
fn least_width<'a>(heading: &Heading, texts: impl Iterator<Item = &'a Text>) -> usize {
    texts
        .map(|t| t.text.as_str())
        .chain([heading.text.as_str()])
        .flat_map(str::split_whitespace)
        .map(UnicodeWidthStr::width)
        .max()
        .unwrap_or(0)
        .min(heading.longest)
}

/// Draws each row as a numbered block, one line a column.
fn records(screen: &Screen, headings: &[Heading], rows: &[Vec<Text>]) -> String {
    let longest = headings.iter().map(|h| h.text.width()).max().unwrap_or(0);
    let indent = longest.min(screen.width / 3) + PADDING;
    let mut lines = Vec::new();
    for (n, row) in rows.iter().enumerate() {
        lines.push(screen.paint(QUIET, &format!("── {}", n + 1)));
        for (heading, text) in headings.iter().zip(row) {
            lines.extend(field(screen, &heading.text, text, indent));
        }
    }
    lines.join("\n")
}

/// Draws a name and the value beside it; a name that reaches into the value's place stands on a line of its own.
pub(crate) fn field(screen: &Screen, name: &str, text: &Text, indent: usize) -> Vec<String> {
    let room = screen.width.saturating_sub(indent).max(1);
    let hanging = " ".repeat(indent);
    let mut lines: Vec<_> = textwrap::wrap(&text.text, options(room))
        .iter()
        .map(|line| format!("{hanging}{}", screen.paint(text.weight.style(), line)))
        .collect();
    match indent.checked_sub(name.width()) {
        Some(gap) if gap > 0 && !lines.is_empty() => {
            let value = lines[0].split_off(indent);
            let heading = screen.paint(HEADING, name);
            lines[0] = format!("{heading}{}{value}", " ".repeat(gap));
        }
        _ => {
            let name = textwrap::wrap(name, options(screen.width));
            let name: Vec<_> = name.iter().map(|l| screen.paint(HEADING, l)).collect();
            lines.splice(0..0, name);
        }
    }
    lines
}

impl Weight {
    fn style(self) -> Style {
        match self {
            Self::Plain => Style::new(),
            Self::Guarded => GUARDED,
            Self::Quiet => QUIET,
        }
    }
}

impl Text {
    pub(crate) fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            weight: Weight::Plain,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(width: usize, headings: &[(&str, bool)], rows: &[&[&str]]) -> String {
        let screen = Screen {
            width,
            ..Screen::piped()
        };
        let headings: Vec<_> = headings
            .iter()
            .map(|&(text, is_number)| Heading {
                text: text.into(),
                is_number,
                longest: if is_number { FIGURE } else { WORD },
            })
            .collect();
        let rows: Vec<Vec<_>> = rows
            .iter()
            .map(|row| row.iter().map(|&t| Text::plain(t)).collect())
            .collect();
        draw(&screen, &headings, &rows)
    }

    #[test]
    fn short_rows_stand_one_to_a_line() {
        let text = drawn(
            80,
            &[("attacker", false), ("killed", true)],
            &[&["CSP", "84"], &["JNIM", "7"]],
        );
        assert_eq!(
            text,
            " attacker  killed\n──────────────────\n CSP           84\n JNIM           7"
        );
    }

    #[test]
    fn long_cells_wrap_within_the_width_and_rows_are_ruled() {
        let long = "Jama'at Nusrat al-Islam wal-Muslimin in the Sahel and beyond";
        let text = drawn(
            40,
            &[("actor", false), ("n", true)],
            &[&[long, "1234567"], &["CSP", "1"]],
        );
        assert!(text.lines().all(|l| l.width() <= 40), "{text}");
        assert!(text.contains(" 1234567"), "{text}");
        assert!(text.contains("╌"), "{text}");
    }

    #[test]
    fn wide_and_right_to_left_writing_keeps_the_columns_straight() {
        let text = drawn(
            60,
            &[("name", false), ("n", true)],
            &[
                &["人民解放軍", "1"],
                &["جماعة نصرة الإسلام", "2"],
                &["Goïta", "3"],
            ],
        );
        let widths: Vec<_> = text.lines().map(UnicodeWidthStr::width).collect();
        assert!(
            widths
                .iter()
                .all(|w| *w == widths[0] || *w == widths[0] + 1),
            "{text}\n{widths:?}"
        );
    }

    #[test]
    fn what_cannot_stand_side_by_side_becomes_records() {
        let names: Vec<_> = (0..9)
            .map(|i| (format!("column-number-{i}"), false))
            .collect();
        let names: Vec<_> = names.iter().map(|(n, b)| (n.as_str(), *b)).collect();
        let row = ["a rather long value that has to be wrapped somewhere on a narrow screen"; 9];
        let text = drawn(50, &names, &[&row, &row]);
        assert!(
            text.starts_with("── 1\ncolumn-number-0  a rather long"),
            "{text}"
        );
        assert!(text.lines().all(|l| l.width() <= 50), "{text}");
        assert_eq!(text.matches("column-number-8").count(), 2);
    }

    #[test]
    fn nothing_to_draw_is_no_panic() {
        assert_eq!(drawn(80, &[], &[]).trim(), "");
        assert!(drawn(80, &[("a", false)], &[]).contains('a'));
        assert!(drawn(24, &[("", false)], &[&[""]]).lines().count() <= 3);
    }
}
