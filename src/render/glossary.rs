//! The words of the language at a glance: each sort with its words.

use super::listing;
use super::screen::Screen;
use crate::lexicon::Sort;

/// Draws the words of each sort under their heading; ends in a line end.
#[must_use]
pub fn glossary(screen: &Screen, words: &[(Sort, Vec<String>)]) -> String {
    let entries: Vec<(String, String)> = words
        .iter()
        .map(|(sort, words)| (sort.plural().to_owned(), words.join(", ")))
        .collect();
    listing(screen, "", &entries)
}
