//! What is told of the members of a set: `that fought X`, `who never signed an accord`, `that are enemies of Y`.
//!
//! What somebody never did is everybody of their kind except those who did it, so that negation needs no notion of its
//! own: [`Set::Except`] already looks among everything recorded, possible and claimed matches included.

use super::error::ResolveError;
use super::resolver::{NounFound, Resolver};
use super::scope::{Draft, DraftHead};
use super::tree::{Noun, RolePhrase, Set, Situations};
use crate::lexicon::ClassKind;
use crate::question::ast::{Asker, Keyword, Phrase, Piece, Span, Word};

/// A verb phrase without the words that negate it.
pub struct Negative {
    pub phrase: Phrase,
    /// Whether `did` stood before the verb, which then has its base form.
    pub base: bool,
}

const NEVER: &[&str] = &["never", "not"];
const DID: &[&str] = &["did", "does", "do"];
const HAVE: &[&str] = &["has", "have", "had"];
const BE: &[&str] = &["was", "were", "is", "are"];

impl Resolver<'_> {
    /// Takes `never`, `did not` or `was never` off the beginning of a verb phrase.
    pub fn negative(&self, phrase: &Phrase) -> Option<Negative> {
        let word = |at: usize| match phrase.pieces.get(at) {
            Some(Piece::Word(word)) => word.text.to_lowercase(),
            _ => String::new(),
        };
        let (first, second) = (word(0), word(1));
        let is = |word: &str, among: &[&str]| among.contains(&word);
        let (kept, from, base) = if is(&first, NEVER) {
            (0, 1, false)
        } else if is(&second, NEVER) && is(&first, DID) {
            (0, 2, true)
        } else if is(&second, NEVER) && is(&first, HAVE) {
            (0, 2, false)
        } else if is(&second, NEVER) && is(&first, BE) {
            (1, 2, false)
        } else {
            return None;
        };
        let mut pieces = phrase.pieces.get(..kept)?.to_vec();
        pieces.extend(phrase.pieces.get(from..)?.iter().cloned());
        let start = pieces.first()?.word().span.start;
        let span = Span {
            start,
            end: phrase.span.end,
        };
        Some(Negative {
            phrase: Phrase { pieces, span },
            base,
        })
    }

    /// Says whether a phrase begins with what somebody did, never did, or was.
    pub fn tells(&self, phrase: &Phrase, next: Option<Keyword>) -> bool {
        if super::points::end_said(phrase).is_some() {
            return true;
        }
        if let Some(negative) = self.negative(phrase) {
            return negative.base || self.tells(&negative.phrase, next);
        }
        self.begins_with_verb(&self.without_auxiliary(phrase).1, next)
    }

    /// Returns everybody of a kind except the members of a set.
    pub fn complement(&self, which: Option<&Noun>, set: Set) -> Set {
        let noun = which.cloned().or_else(|| self.anybody());
        match noun {
            Some(class) => {
                let situation = self
                    .ontology
                    .class_by_iri(class.iri.as_str())
                    .is_some_and(|id| self.ontology.class(id).kind == ClassKind::Situation);
                let (noun, filters) = (class.clone(), Vec::new());
                let all = if situation {
                    Set::Situations(Situations {
                        class: noun,
                        filters,
                    })
                } else {
                    Set::Entities {
                        class: noun,
                        filters,
                    }
                };
                Set::Except(Box::new(all), Box::new(with_noun(set, &class)))
            }
            None => set,
        }
    }

    /// Returns the noun for all who can act.
    pub fn anybody(&self) -> Option<Noun> {
        let actor = self.classes(&["Actor"]).first().copied()?;
        Some(self.noun(actor))
    }

    /// Resolves what is told of the members of a set.
    pub fn told_of(&self, set: &Set, that: &Draft) -> Result<Set, ResolveError> {
        let DraftHead::Phrase(phrase, more) = &that.head else {
            return Err(self.nothing_told(that.span));
        };
        let noun = self.noun_of_members(set);
        if let Set::Situations(situations) = set
            && let Some(class) = self.ontology.class_by_iri(situations.class.iri.as_str())
            && let Some(found) = self.relative(class, phrase.clone(), more, &that.clauses)?
        {
            return Ok(found);
        }
        if let Some(set) = self.being(phrase, that)? {
            return Ok(set);
        }
        let asker = Asker {
            word: Word {
                text: "which".to_owned(),
                span: phrase.span,
            },
            auxiliary: None,
        };
        self.verb_phrase(&asker, noun.as_ref(), None, that)
    }

    /// `that are enemies of Ukraine`: a role by its noun.
    fn being(&self, phrase: &Phrase, that: &Draft) -> Result<Option<Set>, ResolveError> {
        let next = that.clauses.first().and_then(|clause| clause.plain());
        let [Piece::Word(be), rest @ ..] = phrase.pieces.as_slice() else {
            return Ok(None);
        };
        if !BE.contains(&be.text.to_lowercase().as_str()) || next != Some(Keyword::Of) {
            return Ok(None);
        }
        let (never, rest) = match rest {
            [Piece::Word(word), after @ ..]
                if NEVER.contains(&word.text.to_lowercase().as_str()) =>
            {
                (true, after)
            }
            rest => (false, rest),
        };
        let noun = self.without_opening(rest);
        let Some((taken, NounFound::Role(ids))) = self.noun_at(noun, true) else {
            return Ok(None);
        };
        if taken != noun.len() {
            return Ok(None);
        }
        let set = self.role_nouns(phrase, &ids, Vec::new(), &that.clauses)?;
        Ok(Some(if never {
            self.complement(None, set)
        } else {
            set
        }))
    }

    fn nothing_told(&self, span: Span) -> ResolveError {
        ResolveError::Misplaced {
            code: "missing-verb",
            message: "expected what they did".to_owned(),
            span,
            replacement: None,
            note: Some("for example `allies of Russia that fought Ukraine`".to_owned()),
        }
    }

    /// Returns the noun for what the members of a set are.
    fn noun_of_members(&self, set: &Set) -> Option<Noun> {
        match set {
            Set::Roles(roles) => match &roles.which {
                Some(noun) => Some(noun.clone()),
                None => self.noun_of_role(roles.views.first()?.answer.as_str()),
            },
            Set::Entities { class, .. } => Some(class.clone()),
            Set::And(sets) | Set::Or(sets) => self.noun_of_members(sets.first()?),
            Set::Except(from, _) => self.noun_of_members(from),
            Set::Names(_) | Set::Situations(_) | Set::Query(_) => self.anybody(),
        }
    }

    /// Returns the noun for those who can fill a role: actors, where actors can.
    fn noun_of_role(&self, role: &str) -> Option<Noun> {
        let role = self.ontology.role_by_iri(role)?;
        let fillers = &self.ontology.role(role).fillers;
        let acts =
            |class: &crate::lexicon::ClassId| self.ontology.class(*class).kind == ClassKind::Actor;
        if fillers.is_empty() || fillers.iter().any(acts) {
            return self.anybody();
        }
        fillers.first().map(|class| self.noun(*class))
    }
}

/// Asks verb phrases with a noun, so that the set can stand inside another one.
fn with_noun(set: Set, noun: &Noun) -> Set {
    match set {
        Set::Roles(mut roles)
            if roles.which.is_none() && !matches!(roles.phrase, RolePhrase::Noun { .. }) =>
        {
            roles.which = Some(noun.clone());
            Set::Roles(roles)
        }
        other => other,
    }
}
