//! Columns by the names that people give them.

use super::StepProblem;
use crate::answer::Column;
use strsim::damerau_levenshtein;

/// Finds a column by its name, or by what it is also called: `date` is `when`.
pub(super) fn find(columns: &[Column], name: &str) -> Result<usize, StepProblem> {
    let called = |wanted: &str| columns.iter().position(|c| c.name.to_lowercase() == wanted);
    let alias = match name {
        "date" | "time" => Some("when"),
        "place" => Some("where"),
        "source" | "speaker" => Some("according to"),
        _ => None,
    };
    let first = ["name", "label"].contains(&name) && !columns.is_empty();
    called(name)
        .or_else(|| alias.and_then(called))
        .or(first.then_some(0))
        .ok_or_else(|| StepProblem::NoSuchColumn {
            column: name.to_owned(),
            accepted: columns.iter().map(|c| c.name.clone()).collect(),
            near: near(columns, name),
        })
}

/// Returns the column that was most likely meant: `attackers` is the attacker, `kiled` is killed.
fn near(columns: &[Column], name: &str) -> Option<String> {
    let singular = name.strip_suffix('s').unwrap_or(name);
    let slack = (name.chars().count() / 3).clamp(1, 3);
    columns
        .iter()
        .map(|column| {
            (
                damerau_levenshtein(&column.name.to_lowercase(), name),
                &column.name,
            )
        })
        .filter(|(distance, column)| *distance <= slack || column.to_lowercase() == singular)
        .min()
        .map(|(_, column)| column.clone())
}
