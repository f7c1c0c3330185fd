//! Words that refer back: `the attacker`, `a co-signatory`, `the same parties`, `its successors`.
//!
//! A role noun without `of` means whoever fills that role in the nearest situation that the question spoke of before and
//! whose class has the role. Nothing refers back by accident: without such a situation the words mean what they mean
//! anywhere. `its` and `their` before a role noun refer to the names before them in the same list.

use super::error::ResolveError;
use super::names::Expect;
use super::resolver::{NounFound, Resolver};
use super::tree::{Back, BackWord, Entity, Filler, RolePhrase, Roles, Set};
use crate::iri::Iri;
use crate::lexicon::{ClassId, ClassKind, RoleId};
use crate::question::ast::{Phrase, Piece};

impl Resolver<'_> {
    /// Reads a phrase that refers back to somebody in a situation of the scope.
    pub fn back(&self, phrase: &Phrase, expect: &Expect) -> Option<Back> {
        let words: Vec<String> = self
            .words(&phrase.pieces)
            .iter()
            .map(|word| word.to_lowercase())
            .collect();
        if words.len() != phrase.pieces.len() || self.scope.is_empty() {
            return None;
        }
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let (how, noun) = match words.as_slice() {
            ["the", "same", noun @ ..] => (BackWord::Same, noun.join(" ")),
            ["another" | "other", noun @ ..] => (BackWord::Another, noun.join(" ")),
            ["the" | "a" | "an" | "its" | "their" | "any", noun @ ..] if !noun.is_empty() => {
                (BackWord::The, noun.join(" "))
            }
            noun => (BackWord::The, noun.join(" ")),
        };
        let (how, noun) = match noun.strip_prefix("co-").or(noun.strip_prefix("fellow ")) {
            Some(rest) => (BackWord::Another, rest.to_owned()),
            None => (how, noun),
        };
        for classes in self.scope.iter().rev() {
            let mut roles = self.roles_called(&noun, classes);
            if roles.is_empty() && how == BackWord::Same && self.is_actor_noun(&noun) {
                roles = self.roles_shared(&expect.roles, classes);
            }
            let Some(class) = classes.first().filter(|_| !roles.is_empty()) else {
                continue;
            };
            let first = self.ontology.role(*roles.first()?);
            let singular = crate::lexicon::fold(first.label(self.language));
            let plural = crate::lexicon::fold(&noun) != singular && noun.ends_with('s');
            // `the same actor` is one of them; `the same parties` are all of them.
            let how = match how {
                BackWord::Same if !plural => BackWord::The,
                how => how,
            };
            return Some(Back {
                word: first.label(self.language).to_owned(),
                plural: first.plural(self.language).to_owned(),
                how,
                class: Iri::new(self.ontology.class(*class).iri.clone()),
                roles: self.role_iris(&roles),
            });
        }
        None
    }

    fn is_actor_noun(&self, noun: &str) -> bool {
        self.ontology
            .words(self.language)
            .class_nouns(noun)
            .iter()
            .any(|found| self.ontology.class(found.class).kind == ClassKind::Actor)
    }

    /// Returns those of some roles that situations of these classes have too.
    fn roles_shared(&self, roles: &[RoleId], classes: &[ClassId]) -> Vec<RoleId> {
        let all: Vec<RoleId> = classes
            .iter()
            .flat_map(|class| {
                let own = self.ontology.roles_of(*class);
                own.into_iter().chain(self.ontology.roles_below(*class))
            })
            .collect();
        roles
            .iter()
            .copied()
            .filter(|role| all.contains(role))
            .collect()
    }

    /// `"Wagner Group" or its successors`: the names, and those who stand so to any of them.
    pub fn its(&self, phrase: &Phrase, names: &[Entity]) -> Option<Result<Set, ResolveError>> {
        let [Piece::Word(word), noun @ ..] = phrase.pieces.as_slice() else {
            return None;
        };
        let its = ["its", "their", "his", "her"].contains(&word.text.to_lowercase().as_str());
        if !its || names.is_empty() {
            return None;
        }
        let (taken, NounFound::Role(ids)) = self.noun_at(noun, true)? else {
            return None;
        };
        if taken != noun.len() {
            return None;
        }
        let given = Filler::Names(names.to_vec());
        Some(self.reads_of(&ids).and_then(|reads| {
            let views = self.views(&reads, &given, phrase.span)?;
            let first = ids.first().map(|id| self.ontology.role_noun(*id));
            let word = |form: fn(&crate::lexicon::RoleNoun, crate::lexicon::Language) -> &str| {
                first.map_or_else(String::new, |noun| form(noun, self.language).to_owned())
            };
            Ok(Set::Roles(Roles {
                phrase: RolePhrase::Noun {
                    singular: word(crate::lexicon::RoleNoun::label),
                    plural: word(crate::lexicon::RoleNoun::plural),
                },
                views,
                given,
                filters: Vec::new(),
                which: None,
            }))
        }))
    }
}
