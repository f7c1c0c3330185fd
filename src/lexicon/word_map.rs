//! A map from folded words, of one or several parts, to what they mean.

use super::fold::fold;
use std::collections::BTreeMap;

/// Folded words and their meanings, each list in the order of preference.
#[derive(Clone, Debug)]
pub struct WordMap<T> {
    map: BTreeMap<String, Vec<T>>,
    /// The number of parts of the longest key.
    longest: usize,
}

impl<T> Default for WordMap<T> {
    fn default() -> Self {
        Self {
            map: BTreeMap::new(),
            longest: 0,
        }
    }
}

impl<T: PartialEq> WordMap<T> {
    /// Adds a meaning to a word, unless it is there.
    pub(super) fn insert(&mut self, word: &str, meaning: T) {
        let key = fold(word);
        if key.is_empty() {
            return;
        }
        self.longest = self.longest.max(key.split(' ').count());
        let meanings = self.map.entry(key).or_default();
        if !meanings.contains(&meaning) {
            meanings.push(meaning);
        }
    }
}

impl<T> WordMap<T> {
    /// Returns the meanings of a word in any spelling.
    #[must_use]
    pub fn get(&self, word: &str) -> &[T] {
        self.get_folded(&fold(word))
    }

    /// Returns the meanings of a word that is folded already.
    #[must_use]
    pub fn get_folded(&self, key: &str) -> &[T] {
        self.map.get(key).map_or(&[], Vec::as_slice)
    }

    /// Returns how many of the first words make the longest known word, and its meanings.
    #[must_use]
    pub fn longest_prefix(&self, words: &[&str]) -> Option<(usize, &[T])> {
        let mut key = String::new();
        let mut best = None;
        for (taken, word) in words.iter().enumerate() {
            let part = fold(word);
            if part.is_empty() {
                continue;
            }
            if !key.is_empty() {
                key.push(' ');
            }
            key.push_str(&part);
            if key.split(' ').count() > self.longest {
                break;
            }
            if let Some(meanings) = self.map.get(&key) {
                best = Some((taken + 1, meanings.as_slice()));
            }
        }
        best
    }

    /// Returns every folded word with its meanings, sorted.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[T])> {
        self.map
            .iter()
            .map(|(word, meanings)| (word.as_str(), meanings.as_slice()))
    }

    pub(super) fn meanings_mut(&mut self) -> impl Iterator<Item = &mut Vec<T>> {
        self.map.values_mut()
    }
}
