//! All words of the ontology in one language, and what each can mean.

use super::class::ClassKind;
use super::id::{ClassId, RoleNounId, TermId, VerbId};
use super::labels::Nominal;
use super::language::Language;
use super::noun::RoleNoun;
use super::tables::Tables;
use super::term::{Term, TermKind};
use super::verb::{Form, Verb};
use super::word_map::WordMap;
use std::collections::BTreeSet;

/// The words of one language; every lookup folds what it is given.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// Class nouns: preferred words before synonyms, then by IRI.
    pub classes: WordMap<ClassNoun>,
    /// Role nouns: declared ones before those implied by roles.
    pub role_nouns: WordMap<RoleNounMatch>,
    /// Verbs in all their forms.
    pub verbs: WordMap<VerbMatch>,
    /// Entries of code lists.
    pub terms: WordMap<TermId>,
}

/// A class called by a noun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClassNoun {
    pub class: ClassId,
    pub number: Number,
}

/// A role noun and its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RoleNounMatch {
    pub noun: RoleNounId,
    pub number: Number,
}

/// A verb and the forms that the word can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerbMatch {
    pub verb: VerbId,
    pub forms: BTreeSet<Form>,
}

impl VerbMatch {
    /// Tells whether the word can be this form of the verb.
    #[must_use]
    pub fn is(&self, form: Form) -> bool {
        self.forms.contains(&form)
    }
}

/// Whether a noun is singular or plural.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Number {
    Singular,
    Plural,
    /// The same word for both, or a synonym whose number the ontology does not tell.
    Either,
}

impl Words {
    pub(super) fn new(
        language: Language,
        tables: &Tables,
        verbs: &[Verb],
        nouns: &[RoleNoun],
        terms: &[Term],
    ) -> Self {
        let mut words = Self::default();
        words.add_classes(language, tables);
        words.add_role_nouns(language, nouns);
        words.add_verbs(language, verbs);
        for (row, term) in terms.iter().enumerate() {
            if let Some(nominal) = own(&term.labels, language) {
                for (word, _) in numbered(nominal) {
                    words.terms.insert(word, TermId::new(row));
                }
            }
        }
        words
    }

    fn add_classes(&mut self, language: Language, tables: &Tables) {
        for synonyms in [false, true] {
            for (row, class) in tables.classes.iter().enumerate() {
                // What lies under no root describes the data, not the world, and is asked for in SPARQL only.
                if class.kind == ClassKind::Other {
                    continue;
                }
                let class_id = ClassId::new(row);
                for (word, number) in numbered_where(own(&class.labels, language), synonyms) {
                    // A word is a synonym at most once, even if it is listed again beside the label.
                    if !self.classes.get(word).iter().any(|n| n.class == class_id) {
                        self.classes.insert(
                            word,
                            ClassNoun {
                                class: class_id,
                                number,
                            },
                        );
                    }
                }
            }
        }
    }

    fn add_role_nouns(&mut self, language: Language, nouns: &[RoleNoun]) {
        for (implied, synonyms) in [(false, false), (false, true), (true, false), (true, true)] {
            for (row, noun) in nouns.iter().enumerate() {
                if noun.implied_by.is_some() != implied {
                    continue;
                }
                let id = RoleNounId::new(row);
                for (word, number) in numbered_where(own(&noun.labels, language), synonyms) {
                    let known = self.role_nouns.get(word);
                    // A declared noun says itself what it means; the role of the same name adds nothing.
                    let said = known.iter().any(|m| {
                        m.noun == id
                            || noun.implied_by.is_some() && says(&nouns[m.noun.row()], noun)
                    });
                    if !said {
                        self.role_nouns
                            .insert(word, RoleNounMatch { noun: id, number });
                    }
                }
            }
        }
    }

    fn add_verbs(&mut self, language: Language, verbs: &[Verb]) {
        for (row, verb) in verbs.iter().enumerate() {
            let id = VerbId::new(row);
            for (form, word) in verb.forms.get(&language).into_iter().flat_map(|f| f.iter()) {
                self.verbs.insert(
                    word,
                    VerbMatch {
                        verb: id,
                        forms: BTreeSet::from([form]),
                    },
                );
            }
        }
        for meanings in self.verbs.meanings_mut() {
            let mut merged: Vec<VerbMatch> = Vec::new();
            for meaning in meanings.drain(..) {
                match merged.iter_mut().find(|m| m.verb == meaning.verb) {
                    Some(known) => known.forms.extend(meaning.forms),
                    None => merged.push(meaning),
                }
            }
            *meanings = merged;
        }
    }

    /// Returns the classes that a noun can mean.
    #[must_use]
    pub fn class_nouns(&self, word: &str) -> &[ClassNoun] {
        self.classes.get(word)
    }

    /// Returns the role nouns that a noun can be.
    #[must_use]
    pub fn role_nouns(&self, word: &str) -> &[RoleNounMatch] {
        self.role_nouns.get(word)
    }

    /// Returns the verbs that a word can be, each with the forms it can be of that verb.
    #[must_use]
    pub fn verbs(&self, word: &str) -> &[VerbMatch] {
        self.verbs.get(word)
    }

    /// Returns the entries of one code list that a word can mean.
    #[must_use]
    pub fn terms(&self, kind: TermKind, word: &str, terms: &[Term]) -> Vec<TermId> {
        let all = self.terms.get(word).iter();
        all.copied()
            .filter(|id| terms.get(id.row()).is_some_and(|t| t.kind == kind))
            .collect()
    }
}

/// Returns the words that are of this very language, without falling back to another.
fn own(labels: &super::labels::Labels, language: Language) -> Option<&Nominal> {
    labels
        .iter()
        .find(|(l, _)| *l == language)
        .map(|(_, nominal)| nominal)
}

/// Tells whether a noun's readings already give the answers of a role's own noun.
fn says(declared: &RoleNoun, implied: &RoleNoun) -> bool {
    declared.implied_by.is_none()
        && implied
            .reads
            .iter()
            .all(|i| declared.reads.iter().any(|d| d.answer == i.answer))
}

fn numbered_where(nominal: Option<&Nominal>, synonyms: bool) -> Vec<(&str, Number)> {
    nominal.map_or_else(Vec::new, |nominal| {
        let preferred = |word: &str| word == nominal.label || word == nominal.plural;
        numbered(nominal)
            .into_iter()
            .filter(|(word, _)| preferred(word) != synonyms)
            .collect()
    })
}

/// Returns the words of a noun with their number, preferred words first.
fn numbered(nominal: &Nominal) -> Vec<(&str, Number)> {
    let mut words = if nominal.label == nominal.plural {
        vec![(nominal.label.as_str(), Number::Either)]
    } else {
        vec![
            (nominal.label.as_str(), Number::Singular),
            (nominal.plural.as_str(), Number::Plural),
        ]
    };
    for word in &nominal.synonyms {
        words.push((word, synonym_number(word, &nominal.synonyms)));
    }
    words
}

/// Tells the number of a synonym from a regular singular or plural beside it.
fn synonym_number(word: &str, synonyms: &[String]) -> Number {
    if synonyms.iter().any(|other| is_regular_plural(other, word)) {
        Number::Plural
    } else if synonyms.iter().any(|other| is_regular_plural(word, other)) {
        Number::Singular
    } else {
        Number::Either
    }
}

fn is_regular_plural(singular: &str, plural: &str) -> bool {
    let stem = |ending: &str, of: &str| plural.strip_suffix(ending).is_some_and(|stem| stem == of);
    stem("s", singular)
        || stem("es", singular)
        || stem("x", singular)
        || singular
            .strip_suffix('y')
            .is_some_and(|root| stem("ies", root))
        || singular
            .strip_suffix("man")
            .is_some_and(|root| stem("men", root))
}
