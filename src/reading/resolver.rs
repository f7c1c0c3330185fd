//! What resolving needs at hand, and what it can tell of a phrase before it is resolved.

use super::bindings::Bindings;
use crate::lexicon::{
    ClassId, ClassKind, Form, Language, NameIndex, Number, Ontology, RoleNounId, TermKind,
    VerbMatch, Wanted, WordKind,
};
use crate::question::ast::{Keyword, Phrase, Piece, Span, Word};
use crate::question::keywords::CLAUSES;
use crate::time::Day;

/// Resolves the words of one question.
#[derive(Clone)]
pub struct Resolver<'a> {
    pub ontology: &'a Ontology,
    pub names: &'a NameIndex,
    pub language: Language,
    /// What `today` means.
    pub today: Day,
    /// The question as typed, for corrections.
    pub text: &'a str,
    /// Sets with names.
    pub bindings: &'a Bindings,
    /// The classes of each situation that words can refer back to, the nearest last.
    pub scope: Vec<Vec<ClassId>>,
    /// Whether it is only asked if words can be read: what else was meant is a search, and nobody is told of it.
    pub quiet: bool,
}

/// A noun found at the beginning of a phrase.
#[derive(Clone, Debug)]
pub enum NounFound {
    Class(ClassId),
    Role(Vec<RoleNounId>),
}

/// A verb found at the beginning of some words.
#[derive(Clone, Debug)]
pub struct VerbFound {
    pub matches: Vec<VerbMatch>,
    /// How many pieces of the phrase it takes.
    pub pieces: usize,
    /// Whether it also takes the keyword of the next clause, as `fought alongside` does.
    pub keyword: bool,
}

impl<'a> Resolver<'a> {
    /// Returns a resolver for what stands behind or within a situation of these classes.
    #[must_use]
    pub fn inside(&self, classes: &[ClassId]) -> Resolver<'a> {
        let mut inner = self.clone();
        if !classes.is_empty() {
            inner.scope.push(classes.to_vec());
        }
        inner
    }

    /// Returns a resolver that is only asked whether words can be read.
    #[must_use]
    pub fn quietly(&self) -> Resolver<'a> {
        Resolver {
            quiet: true,
            ..self.clone()
        }
    }

    /// Returns a span of the question as typed.
    #[must_use]
    pub fn slice(&self, span: Span) -> &'a str {
        self.text.get(span.start..span.end).unwrap_or_default()
    }

    /// Returns the leading unquoted words of pieces.
    #[must_use]
    pub fn words<'p>(&self, pieces: &'p [Piece]) -> Vec<&'p str> {
        pieces
            .iter()
            .map_while(|piece| match piece {
                Piece::Word(word) => Some(word.text.as_str()),
                _ => None,
            })
            .collect()
    }

    /// Finds the longest verb that pieces begin with, with the keyword of the next clause where the verb takes it.
    #[must_use]
    pub fn verb_at(&self, pieces: &[Piece], next: Option<Keyword>) -> Option<VerbFound> {
        let words = self.words(pieces);
        if words.is_empty() {
            return None;
        }
        let verbs = &self.ontology.words(self.language).verbs;
        if words.len() == pieces.len()
            && let Some(keyword) = next
        {
            // A verb of several words can hold a keyword at its end, and the parser has then split it.
            let mut extended = words.clone();
            extended.push(keyword.text());
            if let Some((taken, matches)) = verbs.longest_prefix(&extended)
                && taken == extended.len()
            {
                return Some(VerbFound {
                    matches: matches.to_vec(),
                    pieces: words.len(),
                    keyword: true,
                });
            }
        }
        verbs
            .longest_prefix(&words)
            .map(|(taken, matches)| VerbFound {
                matches: matches.to_vec(),
                pieces: taken,
                keyword: false,
            })
    }

    /// Splits the auxiliary of a passive off a phrase: `was ambushed`; verbs that have it in them keep it.
    #[must_use]
    pub fn without_auxiliary(&self, phrase: &Phrase) -> (bool, Phrase) {
        if let [Piece::Word(word), rest @ ..] = phrase.pieces.as_slice()
            && let Some(next) = rest.first()
            && ["was", "were", "is", "are"].contains(&word.text.to_lowercase().as_str())
            && self.verb_at(&phrase.pieces, None).is_none()
            && self.verb_at(rest, None).is_some()
        {
            let span = Span {
                start: next.word().span.start,
                end: phrase.span.end,
            };
            let pieces = rest.to_vec();
            return (true, Phrase { pieces, span });
        }
        (false, phrase.clone())
    }

    /// Says whether a phrase begins with a verb that can tell what somebody did or suffered.
    #[must_use]
    pub fn begins_with_verb(&self, phrase: &Phrase, next: Option<Keyword>) -> bool {
        if self.is_name(phrase) {
            return false;
        }
        self.verb_at(&phrase.pieces, next).is_some_and(|found| {
            found
                .matches
                .iter()
                .any(|m| m.is(Form::Past) || m.is(Form::Participle) || m.is(Form::Present))
        })
    }

    /// Finds the longest noun that pieces begin with; of a class and a role with the same word, `of` prefers the role.
    #[must_use]
    pub fn noun_at(&self, pieces: &[Piece], of_follows: bool) -> Option<(usize, NounFound)> {
        let words = self.words(pieces);
        let vocabulary = self.ontology.words(self.language);
        let class = vocabulary.classes.longest_prefix(&words);
        let role = vocabulary.role_nouns.longest_prefix(&words);
        let as_class = class.and_then(|(taken, found)| {
            found
                .first()
                .map(|noun| (taken, NounFound::Class(noun.class)))
        });
        let as_role = role.and_then(|(taken, found)| {
            found.first().map(|_| {
                (
                    taken,
                    NounFound::Role(found.iter().map(|n| n.noun).collect()),
                )
            })
        });
        match (as_class, as_role) {
            (Some(class), Some(role)) => {
                Some(if role.0 > class.0 || (role.0 == class.0 && of_follows) {
                    role
                } else {
                    class
                })
            }
            (class, role) => class.or(role),
        }
    }

    /// Returns the phrase that words make across the keyword that the parser split them at, if a noun (or, where `verbs`, a
    /// verb) goes across it and ends with them, as in `declarations of independence` and `was at war with`.
    #[must_use]
    pub fn across(
        &self,
        pieces: Vec<Piece>,
        split: usize,
        next: Option<Keyword>,
        verbs: bool,
    ) -> Option<Phrase> {
        let opening = pieces.len() - self.without_opening(&pieces).len();
        let noun_from = |start: usize| {
            self.noun_at(&pieces[start..], false)
                .is_some_and(|(taken, _)| start + taken == pieces.len())
        };
        let verb_from = |start: usize| {
            self.verb_at(&pieces[start..], next)
                .is_some_and(|found| start + found.pieces == pieces.len())
        };
        // `deteriorations of relations that began in 2012`.
        let told = opening < split
            && self.noun_at(&pieces[opening..], false).is_some_and(|(taken, _)| {
                let next = pieces.get(opening + taken);
                opening + taken > split
                    && matches!(next, Some(Piece::Word(word)) if super::scope::is_relative(&word.text))
            });
        let noun =
            told || (opening < split && noun_from(opening)) || (verbs && (1..split).any(noun_from));
        let verb = verbs && (0..split).any(verb_from);
        let span = pieces.first()?.word().span.to(pieces.last()?.word().span);
        (noun || verb).then_some(Phrase { span, pieces })
    }

    /// Says whether a phrase begins a new set rather than continues a list of names.
    #[must_use]
    pub fn begins_with_noun(&self, phrase: &Phrase, next: Option<Keyword>) -> bool {
        let of_follows = next == Some(Keyword::Of);
        let pieces = self.without_opening(&phrase.pieces);
        let Some((taken, noun)) = self.noun_at(pieces, of_follows) else {
            return false;
        };
        let told = taken == pieces.len()
            || self.names_follow(&pieces[taken..])
            || self.relative_at(pieces).is_some()
            || self.is_participle(&pieces[taken..], next);
        if !told {
            return false;
        }
        match noun {
            NounFound::Class(..) => !self.is_name(phrase),
            NounFound::Role(..) => of_follows || !self.is_name(phrase),
        }
    }

    /// Returns where `that` stands in `groups that fought X`.
    #[must_use]
    pub fn relative_at(&self, pieces: &[Piece]) -> Option<usize> {
        let rest = self.without_opening(pieces);
        let (taken, NounFound::Class(_)) = self.noun_at(rest, false)? else {
            return None;
        };
        let relative = matches!(rest.get(taken), Some(Piece::Word(word))
            if ["that", "which", "who"].contains(&word.text.to_lowercase().as_str()));
        relative.then_some(pieces.len() - rest.len() + taken)
    }

    /// Says whether pieces tell what was done to somebody or what they were: `captured by X`, `linked to X`.
    fn is_participle(&self, pieces: &[Piece], next: Option<Keyword>) -> bool {
        let by = next == Some(Keyword::By)
            && self.verb_at(pieces, None).is_some_and(|found| {
                found.pieces == pieces.len() && found.matches.iter().any(|m| m.is(Form::Participle))
            });
        by || self.with_was(pieces, next).is_some()
    }

    /// Returns pieces with `was` before them if that makes a verb: `linked to X`.
    #[must_use]
    pub fn with_was(&self, pieces: &[Piece], next: Option<Keyword>) -> Option<Vec<Piece>> {
        let span = Span {
            start: pieces.first()?.word().span.start,
            end: pieces.first()?.word().span.start,
        };
        let text = "was".to_owned();
        let mut with_was = vec![Piece::Word(Word { text, span })];
        with_was.extend(pieces.iter().cloned());
        let found = self.verb_at(&with_was, next)?;
        (found.pieces > 1).then_some(with_was)
    }

    fn names_follow(&self, pieces: &[Piece]) -> bool {
        pieces.iter().all(|p| !matches!(p, Piece::Word(_)))
    }

    /// Returns pieces without an opening article or certainty adjective.
    #[must_use]
    pub fn without_opening<'p>(&self, pieces: &'p [Piece]) -> &'p [Piece] {
        let mut rest = pieces;
        while let [Piece::Word(word), after @ ..] = rest {
            let opening = ["the", "any", "all", "every", "a", "an"]
                .contains(&word.text.to_lowercase().as_str())
                || self.standing(&word.text).is_some();
            if !opening || after.is_empty() {
                break;
            }
            rest = after;
        }
        rest
    }

    /// Returns the certainty, status or agreement that an adjective names.
    #[must_use]
    pub fn standing(&self, word: &str) -> Option<(TermKind, String)> {
        [TermKind::Certainty, TermKind::Status, TermKind::Consensus]
            .into_iter()
            .find_map(|kind| {
                self.ontology
                    .terms_called(kind, word, self.language)
                    .first()
                    .map(|id| (kind, self.ontology.term(*id).iri.clone()))
            })
    }

    /// Says whether a whole phrase is a word that answers are grouped by.
    #[must_use]
    pub fn is_dimension_word(&self, phrase: &Phrase) -> bool {
        let words = self.words(&phrase.pieces);
        if words.len() != phrase.pieces.len() {
            return false;
        }
        let text = words.join(" ");
        if !self
            .ontology
            .terms_called(TermKind::Dimension, &text, self.language)
            .is_empty()
        {
            return true;
        }
        let vocabulary = self.ontology.words(self.language);
        let place = vocabulary
            .class_nouns(&text)
            .iter()
            .any(|noun| self.ontology.class(noun.class).kind == ClassKind::Place);
        place || !vocabulary.role_nouns(&text).is_empty()
    }

    /// Says whether a phrase is a key of groups, in the singular: `by attackers` means those who attack.
    #[must_use]
    pub fn is_key(&self, phrase: &Phrase) -> bool {
        let text = self.words(&phrase.pieces).join(" ");
        let vocabulary = self.ontology.words(self.language);
        let nouns = vocabulary.class_nouns(&text).iter().map(|noun| noun.number);
        let roles = vocabulary.role_nouns(&text).iter().map(|noun| noun.number);
        let plural = nouns.chain(roles).any(|number| number == Number::Plural);
        self.is_dimension_word(phrase) && !plural
    }

    /// Returns words near a word that is not known, of the kinds that would fit.
    #[must_use]
    pub fn near(&self, word: &str, kinds: &[WordKind], form: Option<Form>) -> Vec<String> {
        let wanted = Wanted {
            language: self.language,
            kinds,
            form,
            keywords: &[],
            frequency: &|_| 0,
        };
        // One slip in a short word, more in a long one: `claimed` is no misspelt `blamed`.
        let slack = (word.chars().count() / 4).max(1);
        self.ontology
            .suggest_word(word, &wanted, 5)
            .into_iter()
            .filter(|near| near.distance <= slack)
            .map(|near| near.text)
            .collect()
    }

    /// Returns clause keywords near a word that is not known.
    #[must_use]
    pub fn near_clauses(&self, word: &str) -> Vec<String> {
        let keywords: Vec<&str> = CLAUSES.iter().map(|(text, _, _)| *text).collect();
        let wanted = Wanted {
            language: self.language,
            kinds: &[WordKind::Keyword],
            form: None,
            keywords: &keywords,
            frequency: &|_| 0,
        };
        self.ontology
            .suggest_word(word, &wanted, 5)
            .into_iter()
            .map(|near| near.text)
            .collect()
    }

    /// Returns nouns near a word that is not known.
    #[must_use]
    pub fn near_words(&self, word: &str) -> Vec<String> {
        self.near(word, &[WordKind::ClassNoun, WordKind::RoleNoun], None)
    }
}
