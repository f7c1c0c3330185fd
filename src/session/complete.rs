//! Completion of questions from a session's words and names, what its data hold most of first.

use super::Session;
use crate::lexicon::{ClassId, Completer, Completion, Language, Meaning, Ontology};
use std::collections::HashMap;
use std::ops::RangeInclusive;

/// The most candidates that are worked out, and the most that are shown.
const MOST: usize = 200;
const SHOWN: usize = 15;

/// What ranks completions, counted when one is first asked for.
pub(super) struct Counts {
    /// Named situations by class, superclasses included.
    situations: HashMap<ClassId, u32>,
    years: Option<RangeInclusive<i32>>,
}

impl Session {
    /// Returns what can stand at the cursor, a place in bytes, and where in the text it begins.
    #[must_use]
    pub fn complete(&self, text: &str, cursor: usize) -> (usize, Vec<Completion>) {
        self.complete_in(text, cursor, Language::English)
    }

    /// Returns what can stand at the cursor of a question in a language.
    #[must_use]
    pub fn complete_in(
        &self,
        text: &str,
        cursor: usize,
        language: Language,
    ) -> (usize, Vec<Completion>) {
        let mut found = self.offered(text, cursor, language);
        // The editor replaces one stretch of text; completions of a longer one carry what stands before it.
        let start = found.iter().map(|c| c.range.start).min().unwrap_or(cursor);
        for completion in &mut found {
            if let Some(before) = text.get(start..completion.range.start) {
                completion.text.insert_str(0, before);
            }
        }
        (start, shown(found))
    }

    /// Returns all that is known to fit at the cursor, the likeliest first.
    pub(super) fn offered(&self, text: &str, cursor: usize, language: Language) -> Vec<Completion> {
        let counts = self.counts.get_or_init(|| Counts {
            situations: situations(self),
            years: years(self),
        });
        let completer = Completer {
            ontology: self.ontology(),
            names: self.names(),
            language: Language::English,
            years: counts.years.as_ref(),
            frequency: &|meaning| counts.frequency(self.ontology(), meaning),
        };
        match language {
            Language::English => completer.complete(text, cursor, MOST),
            Language::French => self.french().complete(&completer, text, cursor, MOST),
        }
    }
}

impl Counts {
    fn frequency(&self, ontology: &Ontology, meaning: Meaning) -> u32 {
        let count = |class: &ClassId| self.situations.get(class).copied().unwrap_or(0);
        match meaning {
            Meaning::Class(class) => count(&class),
            Meaning::Verb(verb) => most(ontology.verb(verb).reads.iter().map(|r| count(&r.class))),
            Meaning::RoleNoun(noun) => most(
                ontology
                    .role_noun(noun)
                    .reads
                    .iter()
                    .map(|r| count(&r.class)),
            ),
            Meaning::Term(_) | Meaning::Keyword => 0,
        }
    }
}

/// Keeps the likeliest, and one that ends what they have in common where that is not common to all: the editor types
/// the common beginning, which must not rule out what is only not shown.
fn shown(mut found: Vec<Completion>) -> Vec<Completion> {
    let rest = found.split_off(found.len().min(SHOWN));
    let first = found.first().map_or("", |c| c.text.as_str());
    let common = found.iter().fold(first, |common, c| {
        let same = common
            .chars()
            .zip(c.text.chars())
            .take_while(|(a, b)| a == b);
        &common[..same.map(|(a, _)| a.len_utf8()).sum()]
    });
    let other = rest.into_iter().find(|c| !c.text.starts_with(common));
    found.extend(other);
    found
}

fn most(counts: impl Iterator<Item = u32>) -> u32 {
    counts.max().unwrap_or(0)
}

fn situations(session: &Session) -> HashMap<ClassId, u32> {
    let ontology: &Ontology = session.ontology();
    let mut counts = HashMap::new();
    for (_, name) in session.names().iter().filter(|(_, name)| name.situation) {
        let classes = name
            .classes
            .iter()
            .filter_map(|iri| ontology.class_by_iri(iri));
        let mut all: Vec<_> = classes
            .flat_map(|class| {
                ontology
                    .class(class)
                    .ancestors
                    .iter()
                    .copied()
                    .chain([class])
            })
            .collect();
        all.sort_unstable();
        all.dedup();
        for class in all {
            *counts.entry(class).or_insert(0) += 1;
        }
    }
    counts
}

fn years(session: &Session) -> Option<RangeInclusive<i32>> {
    let coverage = || {
        session
            .sources()
            .iter()
            .filter_map(|source| source.coverage)
    };
    let year = |day: crate::time::Day| i32::from(day.date().year());
    let first = coverage()
        .map(|(from, _)| from)
        .filter(|d| d.is_finite())
        .min()?;
    let last = coverage()
        .map(|(_, to)| to)
        .filter(|d| d.is_finite())
        .max()?;
    Some(year(first)..=year(last))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::CompletionKind;

    #[test]
    fn what_is_not_shown_is_not_ruled_out() {
        let word = |text: String| Completion {
            range: 0..0,
            text,
            detail: String::new(),
            kind: CompletionKind::Keyword,
        };
        let many = (0..30).map(|n| word(format!("amb{n}")));
        let found: Vec<_> = many.chain([word("amnesty".to_owned())]).collect();
        let shown = shown(found);
        assert_eq!(shown.len(), SHOWN + 1);
        assert_eq!(shown[SHOWN].text, "amnesty");
        assert!(super::shown(Vec::new()).is_empty());
    }
}
