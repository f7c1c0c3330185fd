//! Near misses: names that are spelled nearly like a text.

use super::fold::fold;
use super::id::NameId;
use super::name::is_telling;
use super::names::NameIndex;
use super::near::Near;
use super::spelling::allowed_edits;
use std::collections::{BTreeMap, BTreeSet};

/// A name that is spelled nearly like a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearName {
    pub name: NameId,
    /// The folded name, or the folded words of it, that the text is near to.
    pub near_to: String,
    /// The number of edits and swaps of neighbouring letters.
    pub distance: usize,
}

impl NameIndex {
    /// Returns at most `n` names that are spelled nearly like the text, the nearest first.
    ///
    /// A text is compared with whole names and with words in them; how many edits are allowed grows with its length.
    /// Of equally near names, whole ones come first, then those with more situations.
    #[must_use]
    pub fn suggest(&self, text: &str, n: usize) -> Vec<NearName> {
        let key = fold(text);
        let mut best: BTreeMap<NameId, (usize, bool, String)> = BTreeMap::new();
        let mut offer = |form: u32, distance: usize, part: bool, near_to: &str| {
            for id in self.names_of(std::iter::once(form)) {
                let offered = (distance, part, near_to.to_owned());
                let known = best.entry(id).or_insert_with(|| offered.clone());
                if offered < *known {
                    *known = offered;
                }
            }
        };
        for (row, distance) in self.forms.search(&Near::new(&key, allowed_edits(&key))) {
            offer(
                NameId::new(row).0,
                usize::from(distance),
                false,
                self.forms.key(row),
            );
        }
        for (form, distance, near_to) in self.near_by_words(&key) {
            offer(form, distance, true, &near_to);
        }
        let mut found: Vec<(usize, bool, NameId, String)> = best
            .into_iter()
            .map(|(id, (distance, part, near_to))| (distance, part, id, near_to))
            .collect();
        found.sort_unstable();
        found.truncate(n);
        found
            .into_iter()
            .map(|(distance, _, name, near_to)| NearName {
                name,
                near_to,
                distance,
            })
            .collect()
    }

    /// Returns the forms that have a near word for every telling word of a key, with the sum of distances.
    fn near_by_words(&self, key: &str) -> Vec<(u32, usize, String)> {
        let words: Vec<&str> = key.split(' ').filter(|word| is_telling(word)).collect();
        if words.len() > self.longest {
            return Vec::new();
        }
        let near: Vec<BTreeMap<&str, (usize, u8)>> =
            words.iter().map(|word| self.near_words(word)).collect();
        let forms_of = |near: &BTreeMap<&str, (usize, u8)>| {
            let lists = near.values().map(|(row, _)| self.words.list(*row));
            lists.flatten().copied().collect::<BTreeSet<u32>>()
        };
        let Some(forms) = near.iter().map(forms_of).min_by_key(BTreeSet::len) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for form in forms {
            let parts = self.forms.key(form as usize).split(' ');
            let nearest = |near: &BTreeMap<&str, (usize, u8)>| {
                let distances = parts
                    .clone()
                    .filter_map(|part| near.get(part).map(|(_, d)| (*d, part)));
                distances.min()
            };
            if let Some(pairs) = near.iter().map(nearest).collect::<Option<Vec<_>>>() {
                let distance = pairs
                    .iter()
                    .map(|(distance, _)| usize::from(*distance))
                    .sum();
                let near_to: Vec<&str> = pairs.iter().map(|(_, part)| *part).collect();
                found.push((form, distance, near_to.join(" ")));
            }
        }
        found
    }

    /// Returns the words that are near to one, with their row and distance.
    fn near_words(&self, word: &str) -> BTreeMap<&str, (usize, u8)> {
        let found = self.words.search(&Near::new(word, allowed_edits(word)));
        found
            .into_iter()
            .map(|(row, distance)| (self.words.key(row), (row, distance)))
            .collect()
    }
}
