//! The index of names: exact and partial lookup, and completion.

use super::fold::fold;
use super::id::NameId;
use super::key_table::KeyTable;
use super::name::{Matches, Name, is_telling, without_articles};
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// All names of a store, ready for lookup.
#[derive(Debug, Default)]
pub struct NameIndex {
    /// Sorted by number of situations (descending), label and IRI, so that a smaller id ranks higher.
    names: Vec<Name>,
    /// Folded labels and aliases, with [`entry`]s.
    pub(super) forms: KeyTable,
    /// Folded names without their articles, where they have any, with [`entry`]s.
    bare: KeyTable,
    /// Single words of folded names, with rows of `forms`.
    pub(super) words: KeyTable,
    /// The number of words of the longest name.
    pub(super) longest: usize,
    /// Sorted by IRI, once it is asked for.
    by_iri: OnceLock<Vec<NameId>>,
}

/// Packs a name and whether it is an alias.
fn entry(row: usize, alias: bool) -> u32 {
    NameId::new(row).0 * 2 + u32::from(alias)
}

fn name_of(entry: u32) -> NameId {
    NameId(entry / 2)
}

impl NameIndex {
    /// Builds the index; names beyond 2³⁰ are left out.
    #[must_use]
    pub fn new(mut names: Vec<Name>) -> Self {
        names.sort_by(|a, b| {
            let rank = b.situations.cmp(&a.situations);
            rank.then_with(|| a.label.cmp(&b.label))
                .then_with(|| a.iri.cmp(&b.iri))
        });
        names.truncate(1 << 30);
        let mut folded: Vec<(String, u32)> = Vec::with_capacity(names.len() * 2);
        for (row, name) in names.iter().enumerate() {
            folded.push((fold(&name.label), entry(row, false)));
            folded.extend(
                name.aliases
                    .iter()
                    .map(|alias| (fold(alias), entry(row, true))),
            );
        }
        folded.retain(|(key, _)| !key.is_empty());
        let bare: Vec<(String, u32)> = folded
            .iter()
            .filter_map(|(key, entry)| Some((without_articles(key)?, *entry)))
            .collect();
        let forms = KeyTable::new(pairs(&folded));
        let word_pairs = (0..forms.len()).flat_map(|row| {
            let number = NameId::new(row).0;
            forms.key(row).split(' ').map(move |word| (word, number))
        });
        let words = KeyTable::new(word_pairs);
        let lengths = folded.iter().map(|(key, _)| key.split(' ').count());
        Self {
            longest: lengths.max().unwrap_or(0),
            bare: KeyTable::new(pairs(&bare)),
            words,
            forms,
            names,
            by_iri: OnceLock::new(),
        }
    }

    /// Returns the number of names.
    #[must_use]
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Tells whether there are no names.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Returns a name.
    #[must_use]
    pub fn name(&self, id: NameId) -> &Name {
        &self.names[id.row()]
    }

    /// Returns all names, those with the most situations first.
    pub fn iter(&self) -> impl Iterator<Item = (NameId, &Name)> {
        (0..).map(NameId).zip(&self.names)
    }

    /// Returns the name with an IRI.
    #[must_use]
    pub fn by_iri(&self, iri: &str) -> Option<NameId> {
        let by_iri = self.by_iri.get_or_init(|| {
            let mut ids: Vec<NameId> = self.iter().map(|(id, _)| id).collect();
            ids.sort_by(|a, b| self.name(*a).iri.cmp(&self.name(*b).iri));
            ids
        });
        let found = by_iri.binary_search_by(|id| self.name(*id).iri.as_str().cmp(iri));
        found.ok().map(|row| by_iri[row])
    }

    /// Returns what is called exactly so, and what a name of which the text is a part of whole words.
    #[must_use]
    pub fn lookup(&self, text: &str) -> Matches {
        let key = fold(text);
        let exact = self.exact_key(&key);
        let mut partial = self.partial_key(&key);
        partial.retain(|id| !exact.contains(id));
        Matches { exact, partial }
    }

    /// Returns what is called exactly so; only if nothing is, articles are disregarded.
    #[must_use]
    pub fn exact(&self, text: &str) -> Vec<NameId> {
        self.exact_key(&fold(text))
    }

    /// Returns how many of the first words make the longest exact name, and what is called so.
    #[must_use]
    pub fn longest_exact_prefix(&self, words: &[&str]) -> Option<(usize, Vec<NameId>)> {
        self.longest_prefix_by(words, |key| self.exact_key(key))
    }

    /// Returns how many of the first words are the longest part of whole words of some name, and those names.
    #[must_use]
    pub fn longest_partial_prefix(&self, words: &[&str]) -> Option<(usize, Vec<NameId>)> {
        self.longest_prefix_by(words, |key| self.partial_key(key))
    }

    fn longest_prefix_by(
        &self,
        words: &[&str],
        find: impl Fn(&str) -> Vec<NameId>,
    ) -> Option<(usize, Vec<NameId>)> {
        // An article more than any name has can be typed.
        let most = words.len().min(self.longest + 1);
        let candidates = (1..=most)
            .rev()
            .map(|taken| (taken, find(&fold(&words[..taken].join(" ")))));
        candidates.into_iter().find(|(_, found)| !found.is_empty())
    }

    fn exact_key(&self, key: &str) -> Vec<NameId> {
        if let Some(row) = self.forms.find(key) {
            return ranked(self.forms.list(row).iter().copied());
        }
        let bare = without_articles(key);
        let bare = bare.as_deref().unwrap_or(key);
        let direct = self.forms.find(bare).map(|row| self.forms.list(row));
        let other = self.bare.find(bare).map(|row| self.bare.list(row));
        ranked(direct.into_iter().chain(other).flatten().copied())
    }

    fn partial_key(&self, key: &str) -> Vec<NameId> {
        let bare = without_articles(key);
        let keys = std::iter::once(key).chain(bare.as_deref());
        let keys = keys.filter(|key| key.split(' ').any(is_telling));
        let found =
            keys.map(|key| self.forms_with(key, |rest| rest.is_empty() || rest.starts_with(' ')));
        let forms = found
            .into_iter()
            .find(|forms| !forms.is_empty())
            .unwrap_or_default();
        let mut names: Vec<NameId> = self.names_of(forms.into_iter()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Returns what has a name that holds all of several words, in whatever order.
    #[must_use]
    pub fn with_all_words(&self, text: &str) -> Vec<NameId> {
        let key = fold(text);
        let lists = key
            .split(' ')
            .map(|word| self.words.find(word).map(|row| self.words.list(row)));
        let Some(mut lists) = lists.collect::<Option<Vec<_>>>() else {
            return Vec::new();
        };
        // The shortest list bounds the work.
        lists.sort_by_key(|list| list.len());
        let Some((shortest, others)) = lists.split_first() else {
            return Vec::new();
        };
        let all = |form: &u32| others.iter().all(|list| list.binary_search(form).is_ok());
        let forms = shortest.iter().copied().filter(all);
        let mut names: Vec<NameId> = self.names_of(forms).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Returns the forms in which a key begins at the beginning of a word and is followed by what is wanted.
    fn forms_with(&self, key: &str, followed: impl Fn(&str) -> bool) -> Vec<u32> {
        let words: Vec<&str> = key.split(' ').collect();
        // All but the last word must be there as they are; the shortest list bounds the work.
        let whole = &words[..words.len() - 1];
        let lists = whole
            .iter()
            .map(|word| self.words.find(word).map(|row| self.words.list(row)));
        let Some(lists) = lists.collect::<Option<Vec<_>>>() else {
            return Vec::new();
        };
        let Some(candidates) = lists.into_iter().min_by_key(|list| list.len()) else {
            let rows = self.words.prefixed(key);
            let rows = rows.filter(|row| followed(&self.words.key(*row)[key.len()..]));
            return rows
                .flat_map(|row| self.words.list(row).iter().copied())
                .collect();
        };
        let holds = |form: &u32| {
            let text = self.forms.key(*form as usize);
            text.match_indices(key).any(|(at, _)| {
                (at == 0 || text.as_bytes()[at - 1] == b' ') && followed(&text[at + key.len()..])
            })
        };
        candidates.iter().copied().filter(holds).collect()
    }

    pub(super) fn names_of(
        &self,
        forms: impl Iterator<Item = u32>,
    ) -> impl Iterator<Item = NameId> {
        forms.flat_map(|form| self.forms.list(form as usize).iter().map(|e| name_of(*e)))
    }

    /// Returns at most `n` names in which a word begins with the text and which pass the filter, most situations first.
    #[must_use]
    pub fn complete(&self, text: &str, filter: impl Fn(&Name) -> bool, n: usize) -> Vec<NameId> {
        let key = fold(text);
        let passes = |id: &NameId| filter(self.name(*id));
        if key.is_empty() {
            return self
                .iter()
                .map(|(id, _)| id)
                .filter(passes)
                .take(n)
                .collect();
        }
        // A set of bits is read in the order of rank, however many names begin so.
        let mut found = vec![0u64; self.names.len().div_ceil(64)];
        for id in self.names_of(self.forms_with(&key, |_| true).into_iter()) {
            found[id.row() / 64] |= 1 << (id.row() % 64);
        }
        let rows = found.iter().enumerate().flat_map(|(i, bits)| {
            (0..64)
                .filter(move |bit| bits >> bit & 1 == 1)
                .map(move |bit| i * 64 + bit)
        });
        rows.map(NameId::new).filter(passes).take(n).collect()
    }
}

fn pairs(list: &[(String, u32)]) -> impl Iterator<Item = (&str, u32)> {
    list.iter().map(|(key, number)| (key.as_str(), *number))
}

/// Sorts entries by rank, labels before aliases, and keeps each name once.
fn ranked(entries: impl Iterator<Item = u32>) -> Vec<NameId> {
    let mut by_rank: Vec<(bool, NameId)> = entries.map(|e| (e % 2 == 1, name_of(e))).collect();
    by_rank.sort_unstable();
    let mut seen = BTreeSet::new();
    by_rank
        .into_iter()
        .map(|(_, id)| id)
        .filter(|id| seen.insert(*id))
        .collect()
}

#[cfg(test)]
#[path = "names_tests.rs"]
mod tests;
