//! Keys within an edit distance of a word, as an automaton over the sorted keys.
//!
//! The Levenshtein automaton of `fst` is built whole before the search, counts a swap of neighbours as two edits and
//! refuses long words; this one computes the rows of the distance table along the keys that are still near.

use std::rc::Rc;

/// Accepts the keys whose distance to a word, in edits and swaps of neighbouring letters, is at most a limit.
#[derive(Debug)]
pub(super) struct Near {
    word: Vec<char>,
    limit: u8,
}

/// How far a key has been read.
#[derive(Clone, Debug)]
pub(super) struct Progress {
    /// The distance of what was read to every beginning of the word.
    row: Rc<[u8]>,
    /// The row before, and the letter between the two.
    before: Option<(Rc<[u8]>, char)>,
    /// The bytes of a letter that is not complete.
    pending: [u8; 4],
    pending_len: usize,
}

impl Near {
    pub fn new(word: &str, limit: u8) -> Self {
        Self {
            word: word.chars().collect(),
            limit,
        }
    }

    /// Returns the distance of a key that was read to its end, if it is within the limit.
    pub fn distance(&self, progress: &Option<Progress>) -> Option<u8> {
        let progress = progress.as_ref().filter(|p| p.pending_len == 0)?;
        progress.row.last().copied().filter(|d| *d <= self.limit)
    }

    fn step(&self, progress: &Progress, letter: char) -> Option<Progress> {
        let mut row = Vec::with_capacity(self.word.len() + 1);
        row.push(progress.row[0].saturating_add(1));
        for (i, wanted) in self.word.iter().enumerate() {
            let mut best = progress.row[i]
                .saturating_add(u8::from(*wanted != letter))
                .min(progress.row[i + 1].saturating_add(1))
                .min(row[i].saturating_add(1));
            if let (Some((earlier, last)), Some(previous)) = (&progress.before, i.checked_sub(1))
                && *last == *wanted
                && self.word[previous] == letter
            {
                best = best.min(earlier[previous].saturating_add(1));
            }
            row.push(best);
        }
        let near = row.iter().any(|d| *d <= self.limit);
        near.then(|| Progress {
            row: row.into(),
            before: Some((Rc::clone(&progress.row), letter)),
            pending: [0; 4],
            pending_len: 0,
        })
    }
}

impl fst::Automaton for &Near {
    type State = Option<Progress>;

    fn start(&self) -> Self::State {
        let width = u8::try_from(self.word.len()).unwrap_or(u8::MAX);
        let row: Vec<u8> = (0..=width).collect();
        // A word too long for the counters is no word; it is near to nothing.
        (row.len() == self.word.len() + 1).then(|| Progress {
            row: row.into(),
            before: None,
            pending: [0; 4],
            pending_len: 0,
        })
    }

    fn is_match(&self, state: &Self::State) -> bool {
        self.distance(state).is_some()
    }

    fn can_match(&self, state: &Self::State) -> bool {
        state.is_some()
    }

    fn accept(&self, state: &Self::State, byte: u8) -> Self::State {
        let progress = state.as_ref()?;
        if byte.is_ascii() {
            return self.step(progress, char::from(byte));
        }
        let mut read = progress.clone();
        *read.pending.get_mut(read.pending_len)? = byte;
        read.pending_len += 1;
        match std::str::from_utf8(&read.pending[..read.pending_len]) {
            Ok(letter) => self.step(&read, letter.chars().next()?),
            Err(_) => Some(read),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Near;
    use crate::lexicon::key_table::KeyTable;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_automaton_finds_what_a_full_comparison_finds(
            keys in prop::collection::btree_set("[abé€]{0,7}", 0..30),
            word in "[abé€]{0,7}",
            limit in 0u8..4,
        ) {
            let table = KeyTable::new(keys.iter().map(|k| (k.as_str(), 0)));
            let mut found: Vec<(String, usize)> = table
                .search(&Near::new(&word, limit))
                .into_iter()
                .map(|(row, distance)| (table.key(row).to_owned(), usize::from(distance)))
                .collect();
            found.sort();
            let expected: Vec<(String, usize)> = keys
                .iter()
                .map(|k| (k.clone(), strsim::osa_distance(&word, k)))
                .filter(|(_, d)| *d <= usize::from(limit))
                .collect();
            prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn a_word_beyond_the_counters_is_near_to_nothing() {
        let table = KeyTable::new([("a", 0)]);
        assert!(table.search(&Near::new(&"a".repeat(1000), 2)).is_empty());
    }
}
