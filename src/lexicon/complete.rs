//! Completion at a cursor: the words and names that can come next, the likeliest first.

use super::cursor::Cursor;
use super::expected::{Expected, Slot};
use super::id::NameId;
use super::language::Language;
use super::names::NameIndex;
use super::offer::Offer;
use super::ontology::Ontology;
use super::reader::Reader;
use super::suggest::Meaning;
use crate::question::format::quoted;
use std::collections::BTreeSet;
use std::ops::{Range, RangeInclusive};

/// What a text can be completed from.
#[derive(Clone, Copy)]
pub struct Completer<'a> {
    pub ontology: &'a Ontology,
    pub names: &'a NameIndex,
    pub language: Language,
    /// The years that the data cover.
    pub years: Option<&'a RangeInclusive<i32>>,
    /// How often the data hold what a word means; the more frequent comes first.
    pub frequency: &'a dyn Fn(Meaning) -> u32,
}

/// One way to go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// The bytes of the text that the completion takes the place of; it ends at the cursor.
    pub range: Range<usize>,
    /// The text to put there, with quotes where a name needs them.
    pub text: String,
    /// What it is, in a few words.
    pub detail: String,
    pub kind: CompletionKind,
}

/// What a completion is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CompletionKind {
    Keyword,
    Noun,
    Verb,
    Name(NameId),
    Date,
    /// A measure, dimension or role to group by.
    Field,
}

impl Completer<'_> {
    /// Returns at most `n` completions of the text before the cursor, a byte position.
    #[must_use]
    pub fn complete(&self, text: &str, cursor: usize, n: usize) -> Vec<Completion> {
        let cursor = Cursor::new(text, cursor);
        let reader = Reader {
            ontology: self.ontology,
            names: self.names,
            language: self.language,
        };
        let expected = reader.read(&cursor);
        if cursor.in_quotes {
            return self.quoted(&cursor, &expected, n);
        }
        // A name of several words may have begun before the word at the cursor.
        let mut attempts: Vec<(usize, Vec<Slot>)> = Vec::new();
        if cursor.start < cursor.end {
            attempts.extend(
                expected
                    .before
                    .clone()
                    .map(|(start, slots)| (start, names_only(&slots))),
            );
        }
        attempts.extend(expected.begun.map(|start| (start, expected.slots.clone())));
        attempts.push((cursor.start, expected.slots.clone()));
        let mut found: Vec<Completion> = Vec::new();
        for (start, slots) in attempts {
            let range = start..cursor.end;
            let fresh = self.fill(&slots, &expected, cursor.typed(start), range, n);
            for completion in fresh {
                if found.len() < n && !found.iter().any(|c| c.text == completion.text) {
                    found.push(completion);
                }
            }
        }
        found
    }

    /// Completes a name whose opening quote is typed.
    fn quoted(&self, cursor: &Cursor<'_>, expected: &Expected, n: usize) -> Vec<Completion> {
        let mut slots = names_only(&expected.slots);
        if slots.is_empty() {
            slots.push(Slot::Name(Vec::new()));
        }
        let typed = cursor.typed(cursor.start);
        let typed = typed.trim_start_matches(['"', '“', '”', '„', '«']);
        let mut found = self.fill(&slots, expected, typed, cursor.start..cursor.end, n);
        for completion in &mut found {
            if let CompletionKind::Name(id) = completion.kind {
                completion.text = quoted(&self.names.name(id).label);
            }
        }
        found
    }

    /// Fills slots, each with a fair share; what one leaves over goes to the first ones.
    fn fill(
        &self,
        slots: &[Slot],
        expected: &Expected,
        typed: &str,
        range: Range<usize>,
        n: usize,
    ) -> Vec<Completion> {
        let mut seen = BTreeSet::new();
        let mut lists: Vec<Vec<Offer>> = Vec::new();
        for slot in slots {
            let mut offers = self.offers(slot, expected, typed, n);
            offers.retain(|offer| seen.insert(offer.text.clone()));
            offers.truncate(n);
            lists.push(offers);
        }
        let share = n.div_ceil(lists.len().max(1));
        let mut spare = n.saturating_sub(lists.iter().map(|list| list.len().min(share)).sum());
        let mut found = Vec::new();
        for list in lists {
            let taken = list.len().min(share + spare);
            spare -= taken.saturating_sub(share);
            found.extend(list.into_iter().take(taken));
        }
        let place = |offer: Offer| Completion {
            range: range.clone(),
            text: offer.text,
            detail: offer.detail,
            kind: offer.kind,
        };
        found.into_iter().take(n).map(place).collect()
    }
}

fn names_only(slots: &[Slot]) -> Vec<Slot> {
    slots
        .iter()
        .filter(|slot| matches!(slot, Slot::Name(_)))
        .cloned()
        .collect()
}

#[cfg(test)]
#[path = "complete_tests.rs"]
mod tests;
