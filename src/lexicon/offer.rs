//! What a slot can be filled with: words of the language, names of the store, years.

use super::complete::{Completer, CompletionKind};
use super::expected::{Expected, Head, Slot};
use super::fold::fold;
use super::id::{ClassId, NameId};
use super::name::Name;
use super::ns;
use super::reader::begins_a_date;
use super::suggest::Meaning;
use super::term::TermKind;
use super::verb::Form;
use crate::question::format::quoted;
use crate::question::keywords::{BEGINNINGS, CLAUSES, CONNECTORS, OUTPUTS};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// A completion that has no place yet, with what ranks it among its like.
pub(super) struct Offer {
    pub text: String,
    pub detail: String,
    pub kind: CompletionKind,
    pub frequency: u32,
}

impl Completer<'_> {
    /// Returns what fits into a slot and begins as typed, the likeliest first.
    pub(super) fn offers(
        &self,
        slot: &Slot,
        expected: &Expected,
        typed: &str,
        n: usize,
    ) -> Vec<Offer> {
        let key = fold(typed);
        let begins = |word: &str| fold(word).starts_with(&key);
        match slot {
            Slot::Beginning => {
                let words = BEGINNINGS.iter().filter(|(word, _)| begins(word));
                let mut offers: Vec<Offer> = words
                    .map(|(word, example)| keyword(word, example))
                    .collect();
                offers.extend(self.nouns(&begins));
                offers
            }
            Slot::Noun => self.nouns(&begins),
            Slot::Verb(form) => self.verbs(*form, &begins),
            Slot::Word(word) => Some(keyword(word, ""))
                .filter(|offer| begins(&offer.text))
                .into_iter()
                .collect(),
            Slot::Name(classes) => self.name_offers(classes, typed, n),
            Slot::Date => self.dates(&key),
            Slot::Dimension => self.fields(&[TermKind::Dimension], expected.head, &begins),
            Slot::Measure => self.fields(&[TermKind::Measure], Head::None, &begins),
            // Other spellings are offered to those who have begun to type them.
            Slot::Clause => self.clauses(expected, &|word| {
                begins(word) && (is_usual(word) || !key.is_empty())
            }),
        }
    }

    fn nouns(&self, begins: &impl Fn(&str) -> bool) -> Vec<Offer> {
        let language = self.language;
        let nouns = self
            .ontology
            .words(language)
            .classes
            .iter()
            .flat_map(|(_, nouns)| nouns);
        let classes: BTreeSet<ClassId> = nouns.map(|noun| noun.class).collect();
        let classes = classes.into_iter().map(|id| {
            let class = self.ontology.class(id);
            (
                class.plural(language).to_owned(),
                class.comment(language),
                Meaning::Class(id),
            )
        });
        let declared = self
            .ontology
            .role_nouns()
            .filter(|(_, noun)| noun.implied_by.is_none());
        let role_nouns = declared.map(|(id, noun)| {
            let text = format!("{} of", noun.plural(language));
            (text, noun.comment(language), Meaning::RoleNoun(id))
        });
        let known = classes.chain(role_nouns).filter(|(text, ..)| begins(text));
        ranked(known.map(|(text, detail, meaning)| Offer {
            text,
            detail: first_clause(detail),
            kind: CompletionKind::Noun,
            frequency: (self.frequency)(meaning),
        }))
    }

    fn verbs(&self, form: Form, begins: &impl Fn(&str) -> bool) -> Vec<Offer> {
        let spoken = self.ontology.verbs().filter_map(|(id, verb)| {
            let forms = verb.forms.get(&self.language)?;
            // A verb without a participle has no passive, and its base form must not stand in.
            let unsaid = form == Form::Participle && forms.participle.is_empty();
            (!unsaid).then(|| (id, forms.form(form), forms.comment.as_str()))
        });
        let fitting = spoken.filter(|(_, text, _)| begins(text));
        ranked(fitting.map(|(id, text, comment)| Offer {
            text: text.to_owned(),
            detail: first_clause(comment),
            kind: CompletionKind::Verb,
            frequency: (self.frequency)(Meaning::Verb(id)),
        }))
    }

    fn name_offers(&self, classes: &[ClassId], typed: &str, n: usize) -> Vec<Offer> {
        let below = classes
            .iter()
            .flat_map(|class| self.ontology.subclasses(*class));
        let allowed: BTreeSet<&str> = below
            .map(|id| self.ontology.class(id).iri.as_str())
            .collect();
        let fits = |name: &Name| {
            classes.is_empty() || name.classes.iter().any(|c| allowed.contains(c.as_str()))
        };
        let ids = self.names.complete(typed, fits, n);
        let offer = |id: NameId| {
            let name = self.names.name(id);
            Offer {
                text: self.written(&name.label),
                detail: match by_other_name(name, typed) {
                    Some(alias) => format!("{alias}, {}", self.describe(name)),
                    None => self.describe(name),
                },
                kind: CompletionKind::Name(id),
                frequency: name.situations,
            }
        };
        ids.into_iter().map(offer).collect()
    }

    /// Returns a name's most special class and its number of situations.
    fn describe(&self, name: &Name) -> String {
        let classes = name
            .classes
            .iter()
            .filter_map(|iri| self.ontology.class_by_iri(iri));
        let special = classes.max_by_key(|id| (self.ontology.class(*id).depth, Reverse(*id)));
        let class = special.map_or("", |id| self.ontology.class(id).label(self.language));
        match name.situations {
            0 => class.to_owned(),
            1 => format!("{class} (1 situation)"),
            many => format!("{class} ({many} situations)"),
        }
    }

    /// Returns a name as it can be typed: in quotes unless it is one word that the language does not know.
    fn written(&self, label: &str) -> String {
        let words = self.ontology.words(self.language);
        let key = fold(label);
        let word = |c: char| c.is_alphanumeric() || matches!(c, '-' | '\'' | '’');
        let plain = label.chars().all(word)
            && label.starts_with(char::is_alphabetic)
            && label.ends_with(char::is_alphanumeric)
            && !is_reserved(&key)
            && !begins_a_date(label)
            && words.classes.get_folded(&key).is_empty()
            && words.role_nouns.get_folded(&key).is_empty()
            && words.verbs.get_folded(&key).is_empty()
            && words.terms.get_folded(&key).is_empty();
        if plain {
            label.to_owned()
        } else {
            quoted(label)
        }
    }

    fn dates(&self, key: &str) -> Vec<Offer> {
        let years = self.years.into_iter().flat_map(|years| years.clone().rev());
        let texts = years
            .map(|year| year.to_string())
            .filter(|year| year.starts_with(key));
        let offer = |text| Offer {
            text,
            detail: "year".to_owned(),
            kind: CompletionKind::Date,
            frequency: 0,
        };
        texts.map(offer).collect()
    }

    /// Returns the terms of code lists, and for dimensions the roles of the head, which group too.
    fn fields(&self, kinds: &[TermKind], head: Head, begins: &impl Fn(&str) -> bool) -> Vec<Offer> {
        let terms = kinds
            .iter()
            .flat_map(|kind| self.ontology.terms(*kind))
            .map(|(id, term)| {
                (
                    term.label(self.language),
                    term.comment(self.language),
                    Meaning::Term(id),
                )
            });
        let roles = match head {
            Head::Class(class) => self.ontology.roles_of(class),
            _ => Vec::new(),
        };
        let roles = roles
            .iter()
            .map(|id| self.ontology.role(*id))
            .filter(|role| role.iri != ns::PARTICIPANT);
        let roles = roles.map(|role| {
            (
                role.label(self.language),
                role.comment(self.language),
                Meaning::Keyword,
            )
        });
        let known = terms.chain(roles).filter(|(text, ..)| begins(text));
        let offers = known.map(|(text, comment, meaning)| Offer {
            text: text.to_owned(),
            detail: first_clause(comment),
            kind: CompletionKind::Field,
            frequency: (self.frequency)(meaning),
        });
        offers.collect()
    }

    /// Returns the clause keywords, the prepositions that introduce a role of the head first.
    fn clauses(&self, expected: &Expected, begins: &impl Fn(&str) -> bool) -> Vec<Offer> {
        let roles = match expected.head {
            Head::Class(class) => self.ontology.roles_of(class),
            _ => Vec::new(),
        };
        let introduces = |word: &str| {
            expected.grouping && word == "by"
                || roles.iter().any(|role| {
                    let role = self.ontology.role(*role);
                    role.iri != ns::PARTICIPANT && role.takes(word, self.language)
                })
        };
        let fitting = clause_keywords().filter(|(word, _)| begins(word));
        let (first, then): (Vec<_>, Vec<_>) = fitting.partition(|(word, _)| introduces(word));
        first
            .into_iter()
            .chain(then)
            .map(|(word, example)| keyword(word, example))
            .collect()
    }
}

fn keyword(word: &str, example: &str) -> Offer {
    Offer {
        text: word.to_owned(),
        detail: example.to_owned(),
        kind: CompletionKind::Keyword,
        frequency: 0,
    }
}

/// Returns the other name by which a typed text is found, where the label that takes its place does not show it: `مالي` for
/// Mali.
fn by_other_name<'n>(name: &'n Name, typed: &str) -> Option<&'n str> {
    let key = fold(typed);
    let begins = |text: &str| {
        let folded = fold(text);
        folded.starts_with(&key) || folded.contains(&format!(" {key}"))
    };
    if key.is_empty() || begins(&name.label) {
        return None;
    }
    name.aliases
        .iter()
        .find(|alias| begins(alias))
        .map(String::as_str)
}

/// Sorts by frequency, then by text.
fn ranked(offers: impl Iterator<Item = Offer>) -> Vec<Offer> {
    let mut offers: Vec<Offer> = offers.collect();
    offers.sort_by(|a, b| {
        b.frequency
            .cmp(&a.frequency)
            .then_with(|| a.text.cmp(&b.text))
    });
    offers
}

/// Returns a definition up to its first stop, which is enough beside a completion.
fn first_clause(comment: &str) -> String {
    comment
        .split([':', ';', '.'])
        .next()
        .unwrap_or_default()
        .to_owned()
}

/// Returns the keywords that can follow a complete thing, each with an example.
fn clause_keywords() -> impl Iterator<Item = (&'static str, &'static str)> {
    let clauses = CLAUSES.iter().map(|(word, _, example)| (*word, *example));
    clauses.chain(OUTPUTS.iter().copied())
}

/// Tells whether a keyword is the usual one of its spellings.
fn is_usual(word: &str) -> bool {
    CLAUSES
        .iter()
        .all(|(spelling, keyword, _)| *spelling != word || keyword.text() == word)
}

/// Tells whether a folded word is one of the grammar's.
fn is_reserved(key: &str) -> bool {
    let listed = BEGINNINGS.iter().chain(CONNECTORS).copied();
    listed
        .chain(clause_keywords())
        .any(|(word, _)| word.split(' ').any(|part| part == key))
}
