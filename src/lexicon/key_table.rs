//! Sorted keys with a list of numbers each: the one structure behind all lookups of names.

use fst::{IntoStreamer, Streamer};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

/// Sorted distinct keys, each with an ascending list of numbers.
#[derive(Debug, Default)]
pub(super) struct KeyTable {
    /// All keys, one after the other.
    text: String,
    /// Where each key ends.
    ends: Vec<usize>,
    lists: Vec<u32>,
    /// Where each key's list ends.
    list_ends: Vec<usize>,
    /// Made at the first near miss, since most questions have none.
    automaton: OnceLock<fst::Map<Vec<u8>>>,
}

impl KeyTable {
    /// Collects the numbers of equal keys; each key's numbers must come in ascending order.
    pub fn new<'a>(pairs: impl IntoIterator<Item = (&'a str, u32)>) -> Self {
        let mut groups: HashMap<&str, Vec<u32>> = HashMap::new();
        for (key, number) in pairs {
            let list = groups.entry(key).or_default();
            if list.last() != Some(&number) {
                list.push(number);
            }
        }
        let mut groups: Vec<(&str, Vec<u32>)> = groups.into_iter().collect();
        groups.sort_unstable();
        let mut table = Self::default();
        for (key, list) in groups {
            table.text.push_str(key);
            table.ends.push(table.text.len());
            table.lists.extend(list);
            table.list_ends.push(table.lists.len());
        }
        table
    }

    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Returns the key in a row.
    pub fn key(&self, row: usize) -> &str {
        &self.text[start(&self.ends, row)..self.ends[row]]
    }

    /// Returns the numbers of the key in a row, ascending.
    pub fn list(&self, row: usize) -> &[u32] {
        &self.lists[start(&self.list_ends, row)..self.list_ends[row]]
    }

    /// Returns the row of a key.
    pub fn find(&self, key: &str) -> Option<usize> {
        let row = self.lower_bound(|k| k < key);
        (row < self.len() && self.key(row) == key).then_some(row)
    }

    /// Returns the rows of the keys that begin with a text.
    pub fn prefixed(&self, prefix: &str) -> Range<usize> {
        let from = self.lower_bound(|k| k < prefix);
        let to = self.lower_bound(|k| k < prefix || k.starts_with(prefix));
        from..to
    }

    fn lower_bound(&self, before: impl Fn(&str) -> bool) -> usize {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low + (high - low) / 2;
            if before(self.key(middle)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// Returns the rows that an automaton accepts, with the distance that it found.
    pub fn search(&self, near: &super::near::Near) -> Vec<(usize, u8)> {
        let map = self.automaton.get_or_init(|| {
            let rows = (0..self.len()).map(|row| (self.key(row), row as u64));
            // Keys are sorted and distinct, which is all that can go wrong.
            fst::Map::from_iter(rows).unwrap_or_default()
        });
        let mut stream = map.search_with_state(near).into_stream();
        let mut found = Vec::new();
        while let Some((_, row, state)) = stream.next() {
            if let (Ok(row), Some(distance)) = (usize::try_from(row), near.distance(&state)) {
                found.push((row, distance));
            }
        }
        found
    }
}

fn start(ends: &[usize], row: usize) -> usize {
    row.checked_sub(1).map_or(0, |before| ends[before])
}

#[cfg(test)]
mod tests {
    use super::KeyTable;

    #[test]
    fn keys_are_found_whole_and_by_their_beginning() {
        let table = KeyTable::new([
            ("mali", 1),
            ("gao", 1),
            ("mali", 2),
            ("malian", 3),
            ("mopti", 3),
            ("mali", 2),
        ]);
        let row = table.find("mali").expect("there");
        assert_eq!((table.key(row), table.list(row)), ("mali", &[1, 2][..]));
        assert_eq!(table.find("mal"), None);
        assert_eq!(table.find("zz"), None);
        let prefixed = |p: &str| table.prefixed(p).map(|r| table.key(r)).collect::<Vec<_>>();
        assert_eq!(prefixed("mal"), ["mali", "malian"]);
        assert_eq!(prefixed("m"), ["mali", "malian", "mopti"]);
        assert_eq!(prefixed(""), ["gao", "mali", "malian", "mopti"]);
        assert!(prefixed("x").is_empty());
    }

    #[test]
    fn an_empty_table_finds_nothing() {
        let table = KeyTable::new([]);
        assert_eq!((table.find(""), table.prefixed("").len()), (None, 0));
    }
}
