//! Paths: each as one block, its actors on the first line and its steps, dated and sourced, below.
//!
//! A row is a step. The columns `from`, `to` and `relation` name its ends and what joins them; `path`, where there is
//! one, numbers the path that it belongs to (else a step that does not begin where the last one ended begins a new
//! path); `step` is its place; every other column is drawn behind it.

use super::cell;
use super::clean;
use super::screen::{HEADING, Screen};
use super::table;
use crate::answer::{Answer, Column, Row, Value};

/// What stands where in a step.
struct Layout {
    path: Option<usize>,
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
    let paths = layout.group(&answer.rows);
    let blocks: Vec<_> = paths
        .iter()
        .enumerate()
        .map(|(n, steps)| layout.block(screen, n + 1, steps, &answer.columns))
        .collect();
    blocks.join("\n\n")
}

/// Says how many paths there are.
pub(super) fn count(answer: &Answer) -> String {
    let Some(layout) = Layout::of(&answer.columns) else {
        return table::count(answer);
    };
    match layout.group(&answer.rows).len() {
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
            from,
            to,
            relation: find("relation"),
            others: (0..columns.len())
                .filter(|&i| !named.contains(&columns[i].name.as_str()))
                .collect(),
        })
    }

    fn group<'a>(&self, rows: &'a [Row]) -> Vec<Vec<&'a Row>> {
        let mut paths: Vec<Vec<&Row>> = Vec::new();
        for row in rows {
            match paths.last_mut() {
                Some(path) if path.last().is_some_and(|last| self.continues(last, row)) => {
                    path.push(row);
                }
                _ => paths.push(vec![row]),
            }
        }
        paths
    }

    fn continues(&self, last: &Row, next: &Row) -> bool {
        match self.path {
            Some(path) => text(last, path) == text(next, path),
            None => text(last, self.to) == text(next, self.from),
        }
    }

    fn block(&self, screen: &Screen, n: usize, steps: &[&Row], columns: &[Column]) -> String {
        let number = n.to_string();
        let indent = number.len() + 2;
        let mut actors: Vec<_> = steps.iter().map(|step| text(step, self.from)).collect();
        actors.extend(steps.last().map(|step| text(step, self.to)));
        let title = screen.wrap(&format!("{number}  {}", actors.join(" → ")), indent);
        let mut lines: Vec<_> = title.lines().map(|l| screen.paint(HEADING, l)).collect();
        for step in steps {
            let mut line = format!(
                "{}{} → {}",
                " ".repeat(indent),
                text(step, self.from),
                text(step, self.to)
            );
            if let Some(relation) = self.relation {
                line.push_str(&format!(": {}", text(step, relation)));
            }
            for &i in &self.others {
                if step
                    .cells
                    .get(i)
                    .is_some_and(|cell| cell.value != Value::Missing || !cell.items.is_empty())
                {
                    line.push_str(&format!(" · {} {}", clean(&columns[i].name), text(step, i)));
                }
            }
            lines.push(screen.wrap(&line, indent + 2));
        }
        lines.join("\n")
    }
}

fn text(row: &Row, column: usize) -> String {
    row.cells.get(column).map_or_else(String::new, cell::text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;

    #[test]
    fn a_path_is_a_block_of_dated_steps() {
        assert_eq!(
            paths(&Screen::piped(), &sample::path()),
            "1  Ukraine → CSP → Wagner Group\n   \
                Ukraine → CSP: intelligence support · when 2024-07 (claimed by Ukraine)\n   \
                CSP → Wagner Group: ambush · when 2024-07-27 (claimed by Ukraine)"
        );
        assert_eq!(count(&sample::path()), "1 path");
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
