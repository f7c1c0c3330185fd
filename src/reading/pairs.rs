//! What two did to each other, what stands close together, who changed sides: `pairs that fought each other and fought the
//! same actor in the same year`, `clusters of ambushes within 20 km and 7 days`, `actors that changed sides in Mali`.
//!
//! `each other` and `the same actor` are read as the noun that is asked for (`fought actors`), and the plan gives both sides
//! and the third one variable each, so that nothing is shared by accident.

use super::echo as words;
use super::error::ResolveError;
use super::resolver::{NounFound, Resolver};
use super::scope::{Context, Draft, drafts};
use super::tree::{Ask, Noun, Pairs, Roles, Set};
use crate::question::ast::{
    Asker, Chain, ClauseBody, Connector, Head, Keyword, Operand, Phrase, Piece, Span, Term, Unit,
    Word,
};

/// Writes pairs as they are asked for.
pub fn echo(pairs: &Pairs) -> String {
    let told = |roles: &Roles, whom: &str| {
        let text = words::role_phrase(roles);
        let nouns = &pairs.noun.plural;
        let bracketed = format!("({nouns})");
        let object = if text.contains(&bracketed) {
            &bracketed
        } else {
            nouns
        };
        text.replacen(object, whom, 1)
    };
    let mut text = format!(
        "pairs of {} that {}",
        pairs.noun.plural,
        told(&pairs.each, "each other")
    );
    if let Some(both) = &pairs.both {
        let same = format!("the same {}", pairs.noun.singular);
        text.push_str(&format!(" and {}", told(both, &same)));
    }
    text
}

impl Resolver<'_> {
    /// `pairs that fought each other`, `pairs of states that were allied with each other and fought the same state`.
    pub fn pairs(&self, of: &Chain) -> Result<Ask, ResolveError> {
        let span = of.first.span;
        let (noun, told) = match &of.first.head {
            Head::Phrase(phrase) => self.noun_told(phrase),
            _ => None,
        }
        .ok_or_else(|| self.no_pair(span))?;
        let mut chain = of.clone();
        chain.first.head = Head::Phrase(told);
        let mut others = false;
        put_noun(&mut chain.first, &noun, is_each_other, &mut others);
        if !others {
            return Err(self.no_pair(span));
        }
        for link in &mut chain.rest {
            put_noun(&mut link.term, &noun, is_the_same, &mut others);
        }
        let items = drafts(self, &chain, Context::Verb)?;
        let (first, second) = match items.as_slice() {
            [(None, first)] => (first, None),
            [(None, first), (Some(Connector::And), second)] => (first, Some(second)),
            [_, (_, wrong), ..] => return Err(self.no_pair(wrong.span)),
            _ => return Err(self.no_pair(span)),
        };
        let each = self.between_two(first, &noun)?;
        let classes = self.classes_of_views(&each.views);
        let both = second
            .map(|second| self.inside(&classes).between_two(second, &noun))
            .transpose()?;
        Ok(Ask::Pairs(Pairs { noun, each, both }))
    }

    /// Resolves a verb phrase whose object is the noun that pairs are of.
    fn between_two(&self, draft: &Draft, noun: &Noun) -> Result<Roles, ResolveError> {
        let asker = Asker {
            word: Word {
                text: "which".to_owned(),
                span: draft.span,
            },
            auxiliary: None,
        };
        match self.verb_phrase(&asker, Some(noun), None, draft)? {
            Set::Roles(mut roles) => {
                roles.which = Some(noun.clone());
                Ok(roles)
            }
            _ => Err(self.no_pair(draft.span)),
        }
    }

    /// Cuts `of states that fought` into the noun and what is told.
    fn noun_told(&self, phrase: &Phrase) -> Option<(Noun, Phrase)> {
        let (noun, from) = match self.relative_at(&phrase.pieces) {
            Some(at) => {
                let (_, found) = self.noun_at(self.without_opening(&phrase.pieces), false)?;
                let NounFound::Class(class) = found else {
                    return None;
                };
                (self.noun(class), at + 1)
            }
            None if is_that(phrase.pieces.first()?) => (self.anybody()?, 1),
            None => return None,
        };
        let pieces = phrase.pieces.get(from..)?.to_vec();
        let span = pieces.first()?.word().span.to(pieces.last()?.word().span);
        Some((noun, Phrase { pieces, span }))
    }

    fn no_pair(&self, span: Span) -> ResolveError {
        ResolveError::Misplaced {
            code: "no-pair",
            message: "expected what two did to each other".to_owned(),
            span,
            replacement: None,
            note: Some(
                "for example `pairs that fought each other`, `pairs of states that were allied with each other and fought the same state`"
                    .to_owned(),
            ),
        }
    }

    /// `who fought each other`: the question for pairs.
    pub fn each_other(&self, asker: &Asker, body: &Chain) -> Option<Chain> {
        let auxiliary = asker.auxiliary.iter().cloned().map(Piece::Word);
        let mut chain = body.clone();
        let Head::Phrase(phrase) = &mut chain.first.head else {
            return None;
        };
        let ends_so =
            phrase.pieces.len() >= 2 && is_each_other(&phrase.pieces[phrase.pieces.len() - 2..]);
        let clause_so = matches!(chain.first.clauses.first().map(|clause| &clause.body),
            Some(ClauseBody::One(Operand::Phrase(whom))) if is_each_other(&whom.pieces));
        if !ends_so && !clause_so {
            return None;
        }
        let that = Piece::Word(Word {
            text: "that".to_owned(),
            span: asker.word.span,
        });
        let told = std::mem::take(&mut phrase.pieces);
        phrase.pieces = match (asker.word.text.as_str(), self.noun_at(&told, false)) {
            // `which states fought each other`.
            ("which" | "what", Some((taken, NounFound::Class(_)))) => {
                let (noun, verb) = told.split_at(taken);
                let noun = noun.iter().cloned();
                noun.chain([that])
                    .chain(auxiliary)
                    .chain(verb.iter().cloned())
                    .collect()
            }
            _ => std::iter::once(that).chain(auxiliary).chain(told).collect(),
        };
        Some(chain)
    }

    /// `actors that changed sides in Mali since 2003`, `who changed sides`.
    pub fn changed_sides(&self, chain: &Chain) -> Result<Option<Ask>, ResolveError> {
        let Head::Phrase(phrase) = &chain.first.head else {
            return Ok(None);
        };
        let said = self
            .noun_told(phrase)
            .map(|(noun, told)| (noun, told.pieces));
        // `which states changed sides`.
        let asked = || match self.noun_at(&phrase.pieces, false) {
            Some((taken, NounFound::Class(class))) => {
                Some((self.noun(class), phrase.pieces.get(taken..)?.to_vec()))
            }
            _ => None,
        };
        let anybody = || Some((self.anybody()?, phrase.pieces.clone()));
        let Some((who, told)) = said.or_else(asked).or_else(anybody) else {
            return Ok(None);
        };
        let words: Vec<String> = self
            .words(&told)
            .iter()
            .map(|word| word.to_lowercase())
            .collect();
        let [verb, sides] = words.as_slice() else {
            return Ok(None);
        };
        if !["changed", "change", "switched", "switch"].contains(&verb.as_str()) || sides != "sides"
        {
            return Ok(None);
        }
        // The clauses tell of what happened when they changed: fights, and alliances that began.
        let mut chain = chain.clone();
        chain.first.head = Head::Phrase(self.as_phrase("events", phrase.span));
        let filters = match self.chain(&chain)? {
            Set::Situations(situations) => situations.filters,
            _ => return Err(self.one_set(phrase.span)),
        };
        Ok(Some(Ask::ChangedSides { who, filters }))
    }

    fn one_set(&self, span: Span) -> ResolveError {
        ResolveError::Misplaced {
            code: "two-questions",
            message: "this stands alone, with places and dates behind it".to_owned(),
            span,
            replacement: None,
            note: Some("for example `actors that changed sides in Mali since 2003`".to_owned()),
        }
    }

    /// `clusters of ambushes within 20 km and 7 days`.
    pub fn clusters(&self, of: &Chain) -> Result<Ask, ResolveError> {
        let mut items = drafts(self, of, Context::Set)?;
        let span = of.first.span;
        let last = items.last_mut().map(|(_, draft)| draft);
        let lengths = last.and_then(|draft| {
            let at = draft
                .clauses
                .iter()
                .position(|clause| clause.is(Keyword::Within) && clause.side.is_none())?;
            Some(draft.clauses.remove(at).lengths)
        });
        let (mut near, mut within) = (None, None);
        for typed in lengths.iter().flatten() {
            let length = self.length(typed)?;
            let slot = match length.unit {
                Unit::Kilometre | Unit::Mile => &mut near,
                _ => &mut within,
            };
            if slot.replace(length).is_some() {
                return Err(self.how_close(typed.number.span));
            }
        }
        if near.is_none() && within.is_none() {
            return Err(self.how_close(span));
        }
        let set = self.sets(&items)?;
        if !self.of_situations(&set) {
            return Err(ResolveError::Misplaced {
                code: "not-dated",
                message: "clusters are of things that happened".to_owned(),
                span,
                replacement: None,
                note: Some("for example `clusters of ambushes within 20 km and 7 days`".to_owned()),
            });
        }
        Ok(Ask::Clusters {
            of: set,
            near,
            within,
        })
    }

    fn how_close(&self, span: Span) -> ResolveError {
        ResolveError::Misplaced {
            code: "how-close",
            message: "expected how close together: a distance, a time, or one of each".to_owned(),
            span,
            replacement: None,
            note: Some("for example `clusters of ambushes within 20 km and 7 days`".to_owned()),
        }
    }
}

fn is_that(piece: &Piece) -> bool {
    matches!(piece, Piece::Word(word)
        if ["that", "who", "which"].contains(&word.text.to_lowercase().as_str()))
}

fn lower(pieces: &[Piece]) -> Vec<String> {
    pieces
        .iter()
        .map(|piece| piece.word().text.to_lowercase())
        .collect()
}

/// `each other`, `one another`.
fn is_each_other(pieces: &[Piece]) -> bool {
    let words = lower(pieces);
    words == ["each", "other"] || words == ["one", "another"]
}

/// `the same actor`, `a common enemy`.
fn is_the_same(pieces: &[Piece]) -> bool {
    let words = lower(pieces);
    matches!(words.as_slice(), [the, same, _] if the == "the" && same == "same")
        || matches!(words.as_slice(), [a, common, _] if a == "a" && common == "common")
}

/// Puts a noun where `each other` or `the same actor` stands: behind the verb, or behind the preposition that follows it.
fn put_noun(term: &mut Term, noun: &Noun, is: fn(&[Piece]) -> bool, found: &mut bool) {
    let words = |span: Span| -> Vec<Piece> {
        noun.plural
            .split(' ')
            .map(|text| {
                Piece::Word(Word {
                    text: text.to_owned(),
                    span,
                })
            })
            .collect()
    };
    if let Head::Phrase(phrase) = &mut term.head {
        for taken in [2, 3] {
            let Some(at) = phrase.pieces.len().checked_sub(taken) else {
                continue;
            };
            if is(&phrase.pieces[at..]) {
                let span = phrase.pieces[at].word().span.to(phrase.span);
                phrase.pieces.truncate(at);
                phrase.pieces.extend(words(span));
                *found = true;
                return;
            }
        }
    }
    if let Some(clause) = term.clauses.first_mut()
        && let ClauseBody::One(Operand::Phrase(phrase)) = &mut clause.body
        && is(&phrase.pieces)
    {
        phrase.pieces = words(phrase.span);
        *found = true;
    }
}
