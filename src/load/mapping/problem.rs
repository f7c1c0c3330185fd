//! What is wrong with a mapping, at its own lines.

use std::fmt;
use std::ops::Range;
use strsim::damerau_levenshtein;

/// One problem of a mapping file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong, in one line.
    pub message: String,
    /// The bytes of the file that it is about.
    pub span: Range<usize>,
    /// What would fit, the likeliest first.
    pub candidates: Vec<String>,
    /// How to put it right, or what is accepted.
    pub help: String,
}

/// A mapping file that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MappingError {
    /// The file, as it was given.
    pub file: String,
    /// Its text, into which the spans point.
    pub text: String,
    pub problems: Vec<Problem>,
}

impl std::error::Error for MappingError {}

impl fmt::Display for MappingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.problems.iter().enumerate() {
            let (line, column) = self.place(problem);
            let newline = if index == 0 { "" } else { "\n" };
            write!(
                f,
                "{newline}{}:{line}:{column}: {}",
                self.file, problem.message
            )?;
        }
        Ok(())
    }
}

impl MappingError {
    /// Returns line and column of a problem, both counted from 1.
    #[must_use]
    pub fn place(&self, problem: &Problem) -> (usize, usize) {
        let before = self.text.get(..problem.span.start).unwrap_or(&self.text);
        let line = before.matches('\n').count() + 1;
        let column = before
            .rsplit('\n')
            .next()
            .unwrap_or_default()
            .chars()
            .count()
            + 1;
        (line, column)
    }
}

/// Returns the names that are near a word, the nearest first, at most five.
pub(crate) fn near<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let lower = word.to_lowercase();
    let mut found: Vec<(usize, &str)> = names
        .into_iter()
        .filter_map(|name| {
            let other = name.to_lowercase();
            let distance = damerau_levenshtein(&lower, &other);
            let within = lower.len() > 3
                && (other.contains(&lower) || lower.contains(&other) && other.len() > 3);
            let most = lower.chars().count().max(other.chars().count()) / 3;
            let score = if within { distance.min(2) } else { distance };
            let least = if lower.len() > 3 { 2 } else { 1 };
            (score <= most.max(least)).then_some((score, name))
        })
        .collect();
    found.sort_by_key(|(score, name)| (*score, name.len(), *name));
    found.dedup();
    found
        .into_iter()
        .take(5)
        .map(|(_, name)| name.to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::near;

    #[test]
    fn near_names() {
        assert_eq!(near("Ambsh", ["Attack", "Ambush", "Battle"]), ["Ambush"]);
        assert_eq!(
            near("side_a_id", ["side_a_new_id", "year"]),
            ["side_a_new_id"]
        );
        assert_eq!(near("colour", ["taste", "year"]), Vec::<String>::new());
        assert_eq!(near("best", ["best_est", "high"]), ["best_est"]);
    }
}
