//! Paths: each as one block, its actors on the first line, its steps below, dated and attributed.
//!
//! A row is what joins the ends of a step: the columns `from`, `relation` and `to` read as a sentence. `path` numbers the
//! path that a row belongs to (without it, a row that does not begin where the last one ended begins a new path), `step`
//! the step; rows with the same step are several reasons for it. Every other column is drawn behind the sentence.

use super::cell;
use super::clean;
use super::screen::{HEADING, QUIET, Screen};
use super::table;
use crate::answer::{Answer, Column, ColumnType, Row, Value};

/// What stands where in a row.
struct Layout {
    path: Option<usize>,
    step: Option<usize>,
    from: usize,
    to: usize,
    relation: Option<usize>,
    others: Vec<usize>,
}

/// Draws the paths, or their rows as a table when they have no ends.
pub(super) fn paths(screen: &Screen, answer: &Answer) -> String {
    let Some(layout) = Layout::of(&answer.columns) else {
        return table::table(screen, &answer.columns, &answer.rows);
    };
    let paths = layout.paths(&answer.rows);
    let blocks: Vec<_> = paths
        .iter()
        .enumerate()
        .map(|(n, rows)| layout.block(screen, n + 1, rows, &answer.columns))
        .collect();
    blocks.join("\n\n")
}

/// Says how many paths there are.
pub(super) fn count(answer: &Answer) -> String {
    let Some(layout) = Layout::of(&answer.columns) else {
        return table::count(answer);
    };
    match layout.paths(&answer.rows).len() {
        _ if answer.rows.len() < answer.total => table::count(answer),
        1 => "1 path".to_owned(),
        n => format!("{n} paths"),
    }
}

impl Layout {
    fn of(columns: &[Column]) -> Option<Self> {
        let find = |name: &str| columns.iter().position(|c| c.name == name);
        let (from, to) = (find("from")?, find("to")?);
        let named = ["path", "step", "from", "to", "relation"];
        Some(Self {
            path: find("path"),
            step: find("step"),
            from,
            to,
            relation: find("relation"),
            others: (0..columns.len())
                .filter(|&i| !named.contains(&columns[i].name.as_str()))
                .collect(),
        })
    }

    fn paths<'a>(&self, rows: &'a [Row]) -> Vec<&'a [Row]> {
        rows.chunk_by(|last, next| match self.path {
            Some(path) => text(last, path) == text(next, path),
            None => self.is_same_step(last, next) || text(last, self.to) == text(next, self.from),
        })
        .collect()
    }

    fn is_same_step(&self, last: &Row, next: &Row) -> bool {
        let same = |column| text(last, column) == text(next, column);
        same(self.from) && same(self.to) && self.step.is_none_or(same)
    }

    fn block(&self, screen: &Screen, n: usize, rows: &[Row], columns: &[Column]) -> String {
        let number = format!("{n}  ");
        let steps: Vec<_> = rows.chunk_by(|a, b| self.is_same_step(a, b)).collect();
        let ends = rows.last().map(|row| text(row, self.to));
        let actors: Vec<_> = steps
            .iter()
            .map(|step| text(&step[0], self.from))
            .chain(ends)
            .collect();
        let title = format!("{number}{}", actors.join(" → "));
        let title = screen.fold(&title, number.len());
        let mut lines: Vec<_> = title.lines().map(|l| screen.paint(HEADING, l)).collect();
        for row in rows {
            let indent = " ".repeat(number.len());
            lines.push(screen.fold(&format!("{indent}{}", self.sentence(row)), indent.len() + 2));
            let details = self.details(row, columns);
            if !details.is_empty() {
                let details = screen.fold(&format!("{indent}  {details}"), indent.len() + 2);
                lines.extend(details.lines().map(|l| screen.paint(QUIET, l)));
            }
        }
        lines.join("\n")
    }

    fn sentence(&self, row: &Row) -> String {
        let relation = self.relation.map(|column| text(row, column));
        let relation = relation.unwrap_or_else(|| "→".to_owned());
        format!("{} {relation} {}", text(row, self.from), text(row, self.to))
    }

    fn details(&self, row: &Row, columns: &[Column]) -> String {
        let details: Vec<_> = self
            .others
            .iter()
            .filter(|&&i| is_present(row, i))
            .map(|&i| match columns[i].kind {
                ColumnType::Situation | ColumnType::Date => text(row, i),
                _ => format!("{} {}", clean(&columns[i].name), text(row, i)),
            })
            .collect();
        details.join(" · ")
    }
}

fn text(row: &Row, column: usize) -> String {
    row.cells.get(column).map_or_else(String::new, cell::text)
}

fn is_present(row: &Row, column: usize) -> bool {
    row.cells
        .get(column)
        .is_some_and(|cell| cell.value != Value::Missing || !cell.items.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;

    #[test]
    fn a_path_is_a_block_of_dated_sentences() {
        assert_eq!(
            paths(&Screen::piped(), &sample::path()),
            "1  Ukraine → CSP → Wagner Group\n   \
                Ukraine informed CSP\n     2024-07 (claimed by Ukraine)\n   \
                CSP ambushed Wagner Group\n     2024-07-27 (claimed by Ukraine)"
        );
        assert_eq!(count(&sample::path()), "1 path");
    }

    #[test]
    fn several_reasons_for_a_step_name_its_ends_once() {
        let mut answer = sample::path();
        let again = answer.rows[0].clone();
        answer.rows.insert(1, again);
        let drawn = paths(&Screen::piped(), &answer);
        assert!(
            drawn.starts_with("1  Ukraine → CSP → Wagner Group\n"),
            "{drawn}"
        );
        assert_eq!(drawn.matches("Ukraine informed CSP").count(), 2);
    }

    #[test]
    fn unnumbered_steps_are_joined_at_their_ends() {
        let mut answer = sample::path();
        answer.columns[0].name = "n".to_owned();
        let mut again = answer.rows.clone();
        answer.rows.append(&mut again);
        answer.total = 4;
        assert_eq!(count(&answer), "2 paths");
    }

    #[test]
    fn steps_without_ends_are_a_table() {
        let mut answer = sample::path();
        answer.columns[2].name = "x".to_owned();
        assert!(paths(&Screen::piped(), &answer).contains("──"));
    }
}
