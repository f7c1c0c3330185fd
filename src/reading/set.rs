//! Drafts to sets: nouns with clauses, roles of somebody, names, and what joins them.

use super::error::ResolveError;
use super::names::Expect;
use super::resolver::{NounFound, Resolver};
use super::scope::{Draft, DraftClause, DraftHead, DraftOperand, is_relative};
use super::tree::{
    Filler, Filter, Given, Noun, RolePhrase, Roles, Set, Situations, Standing, View,
};
use crate::iri::Iri;
use crate::iri::with_article;
use crate::lexicon::{ClassId, ClassKind, Form, RoleId, RoleNounId, TermKind, WordKind};
use crate::question::ast::{Connector, Keyword, Phrase, Piece, Span};

/// Resolves one draft of a chain, given the connector before it.
type Resolve<'a> =
    dyn Fn(&Resolver<'_>, Option<Connector>, &Draft) -> Result<Set, ResolveError> + 'a;

/// Returns what is left of a phrase behind its first pieces.
fn part(phrase: &Phrase, from: usize) -> Phrase {
    let pieces = phrase.pieces[from..].to_vec();
    let span = match (pieces.first(), pieces.last()) {
        (Some(first), Some(last)) => first.word().span.to(last.word().span),
        _ => phrase.span,
    };
    Phrase { pieces, span }
}

/// Reads `either A or B` as `A or B`.
fn without_either(phrase: &Phrase) -> Phrase {
    match phrase.pieces.as_slice() {
        [Piece::Word(word), rest @ ..]
            if word.text.eq_ignore_ascii_case("either") && !rest.is_empty() =>
        {
            part(phrase, 1)
        }
        _ => phrase.clone(),
    }
}

fn given_roles(reads: &[Reads]) -> Vec<RoleId> {
    let mut roles: Vec<RoleId> = reads
        .iter()
        .filter_map(|(_, _, slot)| match slot {
            Slot::Role(role) => Some(*role),
            Slot::Absent | Slot::Itself | Slot::Place => None,
        })
        .collect();
    roles.sort();
    roles.dedup();
    roles
}

/// Intersects two sets; what never did something is left out of those who are asked for.
pub fn meet(before: Set, with: Set) -> Set {
    match (before, with) {
        (before @ Set::Roles(_), Set::Except(all, without))
            if matches!((&before, all.as_ref()), (Set::Roles(roles), Set::Entities { class, filters })
                if filters.is_empty()
                    && roles.which.as_ref().map_or(class.iri == Iri::al("Actor"), |which| which == class)) =>
        {
            Set::Except(Box::new(before), without)
        }
        (Set::And(mut sets), with) => {
            sets.push(with);
            Set::And(sets)
        }
        (before, with) => Set::And(vec![before, with]),
    }
}

/// How many sets one question can join.
const MOST_SETS: usize = 8;

/// A class, the role asked for, and where the given thing stands.
pub type Reads = (ClassId, RoleId, Slot);

/// Where the object of a verb, or the thing after `of`, stands in a situation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slot {
    /// Nowhere, unless it is the situation itself.
    Absent,
    Role(RoleId),
    Itself,
    Place,
}

impl Resolver<'_> {
    /// Combines drafts: `and` and `except` bind closer than `or`.
    pub fn combine(
        &self,
        items: &[(Option<Connector>, Draft)],
        one: &Resolve<'_>,
    ) -> Result<Set, ResolveError> {
        // Engines order joins in more than linear time: what nobody would ask by hand must not hold one up for hours.
        if let Some((_, draft)) = items.get(MOST_SETS) {
            return Err(ResolveError::Misplaced {
                code: "too-many-sets",
                message: format!("a question joins at most {MOST_SETS} sets"),
                span: draft.span,
                replacement: None,
                note: Some("ask for fewer at a time".to_owned()),
            });
        }
        let mut alternatives: Vec<Set> = Vec::new();
        let mut current: Option<Set> = None;
        for (connector, draft) in items {
            // What stands behind `and` or `except` can refer back to what stands before it.
            let set = match (&current, connector) {
                (Some(before), Some(Connector::And | Connector::Except)) => one(
                    &self.inside(&self.classes_of_set(before)),
                    *connector,
                    draft,
                )?,
                _ => one(self, *connector, draft)?,
            };
            current = Some(match (current, connector) {
                (None, _) => set,
                (Some(before), Some(Connector::Or)) => {
                    alternatives.push(before);
                    set
                }
                (Some(before), Some(Connector::Except)) => {
                    Set::Except(Box::new(before), Box::new(set))
                }
                (Some(_), Some(Connector::Comma)) => {
                    return Err(ResolveError::Misplaced {
                        code: "comma-between-sets",
                        message: "a comma joins names, not sets".to_owned(),
                        span: draft.span,
                        replacement: self
                            .comma_before(draft.span)
                            .map(|comma| (comma, " or".to_owned())),
                        note: Some(
                            "write `and` for what is in both, `or` for what is in either"
                                .to_owned(),
                        ),
                    });
                }
                (Some(before @ Set::And(_)), _) => meet(before, set),
                (Some(before), _) => {
                    self.can_meet(&before, &set, draft.span)?;
                    meet(before, set)
                }
            });
        }
        let last = current.unwrap_or(Set::Or(Vec::new()));
        if alternatives.is_empty() {
            return Ok(last);
        }
        alternatives.push(last);
        Ok(Set::Or(alternatives))
    }

    /// Refuses an intersection that is empty whatever the data: nothing is an ambush and a coup.
    fn can_meet(&self, one: &Set, other: &Set, span: Span) -> Result<(), ResolveError> {
        let (Set::Situations(a), Set::Situations(b)) = (one, other) else {
            return Ok(());
        };
        let classes = (
            self.ontology.class_by_iri(a.class.iri.as_str()),
            self.ontology.class_by_iri(b.class.iri.as_str()),
        );
        let (Some(x), Some(y)) = classes else {
            return Ok(());
        };
        let common = self
            .ontology
            .subclasses(x)
            .into_iter()
            .any(|class| self.ontology.is_subclass(class, y));
        if common {
            return Ok(());
        }
        Err(ResolveError::Misplaced {
            code: "empty-and",
            message: format!(
                "`and` between sets asks for what is in both, and nothing is both {} and {}",
                with_article(&a.class.singular),
                with_article(&b.class.singular)
            ),
            span,
            replacement: self.and_before(span).map(|and| (and, "or".to_owned())),
            note: Some("write `or` for what is in either".to_owned()),
        })
    }

    /// Finds the comma before a span.
    fn comma_before(&self, span: Span) -> Option<Span> {
        let before = self.text.get(..span.start)?;
        let start = before.rfind(',')?;
        let only_comma = before.get(start + 1..)?.trim().is_empty();
        only_comma.then_some(Span {
            start,
            end: start + 1,
        })
    }

    /// Finds the `and` before a span.
    fn and_before(&self, span: Span) -> Option<Span> {
        let before = self.text.get(..span.start)?;
        let start = before.to_ascii_lowercase().rfind("and")?;
        let only_and = before.get(start + 3..)?.trim().is_empty();
        only_and.then_some(Span {
            start,
            end: start + 3,
        })
    }

    /// Resolves drafts that are sets.
    pub fn sets(&self, items: &[(Option<Connector>, Draft)]) -> Result<Set, ResolveError> {
        self.combine(items, &|resolver, _, draft| resolver.draft_set(draft))
    }

    /// Returns the classes of the situation that makes somebody a member of a set.
    pub fn classes_of_set(&self, set: &Set) -> Vec<ClassId> {
        match set {
            Set::Situations(situations) => self
                .ontology
                .class_by_iri(situations.class.iri.as_str())
                .into_iter()
                .collect(),
            Set::Roles(roles) => self.classes_of_views(&roles.views),
            Set::And(sets) => sets
                .last()
                .map_or_else(Vec::new, |s| self.classes_of_set(s)),
            Set::Except(from, _) => self.classes_of_set(from),
            Set::Names(_) | Set::Entities { .. } | Set::Or(_) | Set::Query(_) => Vec::new(),
        }
    }

    /// Resolves one draft that is a set.
    pub fn draft_set(&self, draft: &Draft) -> Result<Set, ResolveError> {
        let mut set = match &draft.head {
            DraftHead::Group(items) => {
                // Clauses after a parenthesis hold for everything in it.
                let mut items = items.clone();
                for (_, inner) in &mut items {
                    inner.clauses.extend(draft.clauses.iter().cloned());
                }
                self.sets(&items)?
            }
            DraftHead::Phrase(phrase, more) => self.phrase_set(phrase, more, &draft.clauses)?,
        };
        for that in &draft.that {
            let inside = self.inside(&self.classes_of_set(&set));
            set = meet(set.clone(), inside.told_of(&set, that)?);
        }
        Ok(set)
    }

    pub fn phrase_set(
        &self,
        phrase: &Phrase,
        more: &[DraftOperand],
        clauses: &[DraftClause],
    ) -> Result<Set, ResolveError> {
        if let Some(set) = self.bound_set(phrase, more, clauses)? {
            return Ok(set);
        }
        let of_follows = clauses.first().is_some_and(|c| c.is(Keyword::Of));
        let (standings, pieces) = self.standings(&phrase.pieces)?;
        if let Some((taken, noun)) = self.noun_at(pieces, of_follows) {
            let rest = &pieces[taken..];
            let names_only = rest.is_empty() || !matches!(rest.first(), Some(Piece::Word(_)));
            if rest.is_empty() && more.is_empty() {
                return self.noun_set(phrase, noun, standings, clauses);
            }
            // `operation Barkhane` begins with a noun and is a name all the same.
            if !self.is_any_name(phrase) {
                if let NounFound::Class(class) = noun {
                    let told = self.noun_with_verb(class, rest, more, clauses);
                    if standings.is_empty() {
                        if let Some(set) = told? {
                            return Ok(set);
                        }
                    } else if let Ok(Some(Set::Situations(mut told))) = told {
                        // `denied alliances that ended in 2015`.
                        told.filters.splice(0..0, standings);
                        return Ok(Set::Situations(told));
                    }
                }
                // `guarantors who supported a party`: those of any accord.
                if let (NounFound::Role(ids), [Piece::Word(word), told @ ..]) = (&noun, rest)
                    && is_relative(&word.text)
                    && let (Some(first), Some(last)) = (told.first(), told.last())
                {
                    let set = self.role_nouns(phrase, ids, standings, &[])?;
                    let span = first.word().span.to(last.word().span);
                    let that = Draft {
                        head: DraftHead::Phrase(
                            Phrase {
                                pieces: told.to_vec(),
                                span,
                            },
                            more.to_vec(),
                        ),
                        clauses: clauses.to_vec(),
                        that: Vec::new(),
                        span,
                    };
                    let inside = self.inside(&self.classes_of_set(&set));
                    let told = inside.told_of(&set, &that)?;
                    return Ok(meet(set, told));
                }
                return Err(self.noun_before_name(phrase, &noun, rest, names_only));
            }
        }
        self.name_set(phrase, more, clauses)
    }

    /// Splits certainty and status adjectives off a noun phrase.
    fn standings<'p>(
        &self,
        pieces: &'p [Piece],
    ) -> Result<(Vec<Filter>, &'p [Piece]), ResolveError> {
        let rest = self.without_opening(pieces);
        let opening = &pieces[..pieces.len() - rest.len()];
        let filters = opening
            .iter()
            .filter_map(|piece| {
                let (kind, iri) = self.standing(&piece.word().text)?;
                Some(Filter::Standing {
                    word: piece.word().text.to_lowercase(),
                    iri: Iri::new(iri),
                    of: match kind {
                        TermKind::Certainty => Standing::Certainty,
                        TermKind::Consensus => Standing::Consensus,
                        _ => Standing::Status,
                    },
                })
            })
            .collect();
        Ok((filters, rest))
    }

    fn is_any_name(&self, phrase: &Phrase) -> bool {
        matches!(
            self.quietly().name(phrase, &Expect::default()),
            Ok(_) | Err(ResolveError::AmbiguousName { .. })
        )
    }

    /// A noun with a name right behind it misses its `of` or its preposition.
    fn noun_before_name(
        &self,
        phrase: &Phrase,
        noun: &NounFound,
        rest: &[Piece],
        names_only: bool,
    ) -> ResolveError {
        let span = match (rest.first(), rest.last()) {
            (Some(first), Some(last)) => first.word().span.to(last.word().span),
            _ => phrase.span,
        };
        let name = Phrase {
            pieces: rest.to_vec(),
            span,
        };
        if let [Piece::Word(word)] = rest
            && is_relative(&word.text)
        {
            return ResolveError::Misplaced {
                code: "missing-verb",
                message: format!("expected what they did behind `{}`", word.text),
                span,
                replacement: None,
                note: Some("for example `groups that fought CSP`".to_owned()),
            };
        }
        let known = names_only || self.is_any_name(&name);
        // Of several names in a row, the first is the one that misses its preposition.
        let first = (1..rest.len())
            .rev()
            .map(|end| Phrase {
                pieces: rest[..end].to_vec(),
                span: rest[0].word().span.to(rest[end - 1].word().span),
            })
            .find(|name| self.is_name(name));
        match noun {
            NounFound::Class(id) if !known && first.is_some() => {
                let noun = self.ontology.class(*id).plural(self.language).to_owned();
                let span = first.map_or(span, |name| name.span);
                ResolveError::Misplaced {
                    code: "missing-preposition",
                    message: format!(
                        "\"{}\" needs a word before it that says how it takes part",
                        self.slice(span)
                    ),
                    span,
                    replacement: None,
                    note: Some(self.prepositions_note(*id, &noun)),
                }
            }
            NounFound::Role(ids) if known || !rest.is_empty() => match ids.first() {
                Some(id) if known => ResolveError::MissingOf {
                    noun: self
                        .ontology
                        .role_noun(*id)
                        .plural(self.language)
                        .to_owned(),
                    span,
                },
                _ => self.unknown_rest(rest, span),
            },
            NounFound::Class(id) if known => {
                let noun = self.ontology.class(*id).plural(self.language).to_owned();
                ResolveError::Misplaced {
                    code: "missing-preposition",
                    message: format!(
                        "\"{}\" needs a word before it that says how it takes part",
                        self.slice(span)
                    ),
                    span,
                    replacement: Some((span, format!("involving {}", self.slice(span)))),
                    note: Some(self.prepositions_note(*id, &noun)),
                }
            }
            _ => self.unknown_rest(rest, span),
        }
    }

    fn unknown_rest(&self, rest: &[Piece], span: Span) -> ResolveError {
        let word = rest
            .iter()
            .map(|p| p.word().text.as_str())
            .collect::<Vec<_>>()
            .join(" ");
        let (word, span) = match rest.first() {
            Some(piece @ Piece::Word(_)) => (piece.word().text.clone(), piece.word().span),
            _ => (word, span),
        };
        let mut near = self.near_clauses(&word);
        near.extend(self.near_words(&word));
        near.truncate(5);
        ResolveError::UnknownWord {
            near,
            word,
            span,
            expected: "word",
            accepted: Vec::new(),
        }
    }

    /// A noun with what somebody did behind it: `towns captured by X`, `accords signed by X`, `groups that fought X`,
    /// `groups that X fought`.
    fn noun_with_verb(
        &self,
        class: ClassId,
        rest: &[Piece],
        more: &[DraftOperand],
        clauses: &[DraftClause],
    ) -> Result<Option<Set>, ResolveError> {
        let relative = matches!(rest.first(), Some(Piece::Word(word))
            if ["that", "which", "who"].contains(&word.text.to_lowercase().as_str()));
        let verb = if relative { &rest[1..] } else { rest };
        let (Some(first), Some(last)) = (verb.first(), verb.last()) else {
            return Ok(None);
        };
        let span = first.word().span.to(last.word().span);
        let next = clauses.first().and_then(|clause| clause.plain());
        let pieces = verb.to_vec();
        if relative {
            return self.relative(class, Phrase { pieces, span }, more, clauses);
        }
        // `groups linked to X` are groups that were linked to X.
        if let Some(pieces) = self.with_was(verb, next) {
            return self.relative(class, Phrase { pieces, span }, more, clauses);
        }
        match more {
            [] => self.participle(class, &Phrase { pieces, span }, clauses),
            _ => Ok(None),
        }
    }

    fn noun_set(
        &self,
        phrase: &Phrase,
        noun: NounFound,
        mut filters: Vec<Filter>,
        clauses: &[DraftClause],
    ) -> Result<Set, ResolveError> {
        match noun {
            NounFound::Class(class) => {
                let kind = self.ontology.class(class).kind;
                if kind == ClassKind::Situation {
                    let noun = self.noun(class);
                    filters.extend(self.filters(&[class], &noun.plural, clauses)?);
                    Ok(Set::Situations(Situations {
                        class: noun,
                        filters,
                    }))
                } else {
                    self.entities(class, clauses, phrase.span)
                }
            }
            NounFound::Role(ids) => self.role_nouns(phrase, &ids, filters, clauses),
        }
    }

    /// Describes a class by its words.
    pub fn noun(&self, class: ClassId) -> Noun {
        let class = self.ontology.class(class);
        Noun {
            iri: Iri::new(class.iri.clone()),
            singular: class.label(self.language).to_owned(),
            plural: class.plural(self.language).to_owned(),
        }
    }

    fn entities(
        &self,
        class: ClassId,
        clauses: &[DraftClause],
        span: Span,
    ) -> Result<Set, ResolveError> {
        let noun = self.noun(class);
        if let [clause] = clauses
            && clause.is(Keyword::In)
        {
            if self.ontology.class(class).kind == ClassKind::Place {
                let filters = vec![Filter::Place(self.places(clause)?)];
                return Ok(Set::Entities {
                    class: noun,
                    filters,
                });
            }
            // `actors in {Mali, Niger}`: those that are named.
            if let [DraftOperand::Group(..)] = clause.operands.as_slice() {
                let expect = Expect {
                    classes: vec![class],
                    words: with_article(&noun.singular),
                    ..Expect::default()
                };
                return Ok(Set::Names(self.name_list_as(&clause.operands, &expect)?));
            }
        }
        if let Some(clause) = clauses.first() {
            return Err(ResolveError::Misplaced {
                code: "entity-clause",
                message: format!(
                    "{} are listed as a whole; say what they did to narrow them",
                    noun.plural
                ),
                span: clause.span,
                replacement: Some((
                    span.to(clauses.last().map_or(clause.span, |c| c.span)),
                    format!("which {} fought {}", noun.plural, self.slice(clause.span)),
                )),
                note: None,
            });
        }
        Ok(Set::Entities {
            class: noun,
            filters: Vec::new(),
        })
    }

    /// Returns the roles that a role noun reads.
    pub fn reads_of(&self, ids: &[RoleNounId]) -> Result<Vec<Reads>, ResolveError> {
        let mut reads: Vec<Reads> = ids
            .iter()
            .flat_map(|id| &self.ontology.role_noun(*id).reads)
            .map(|read| {
                let slot = read.given.map_or(Slot::Absent, Slot::Role);
                (read.class, read.answer, slot)
            })
            .collect();
        reads.sort();
        reads.dedup();
        Ok(reads)
    }

    /// Resolves a role noun with what it is given and its clauses.
    pub fn role_nouns(
        &self,
        phrase: &Phrase,
        ids: &[RoleNounId],
        mut filters: Vec<Filter>,
        clauses: &[DraftClause],
    ) -> Result<Set, ResolveError> {
        let reads = self.reads_of(ids)?;
        let plural = ids.first().map_or_else(String::new, |id| {
            self.ontology
                .role_noun(*id)
                .plural(self.language)
                .to_owned()
        });
        let singular = ids.first().map_or_else(String::new, |id| {
            self.ontology.role_noun(*id).label(self.language).to_owned()
        });
        let (given, rest) = match clauses.split_first() {
            Some((of, rest)) if of.is(Keyword::Of) => {
                let expect = self.expect_given(&reads);
                self.filler(&of.operands, rest, &expect)?
            }
            _ => (Filler::Anyone, clauses),
        };
        let views = self.views(&reads, &given, phrase.span)?;
        let classes: Vec<ClassId> = self.classes_of_views(&views);
        filters.extend(self.filters(&classes, &plural, rest)?);
        Ok(Set::Roles(Roles {
            phrase: RolePhrase::Noun { singular, plural },
            views,
            given,
            filters,
            which: None,
        }))
    }

    /// Returns the classes that views are about.
    pub fn classes_of_views(&self, views: &[View]) -> Vec<ClassId> {
        views
            .iter()
            .filter_map(|view| self.ontology.class_by_iri(view.class.as_str()))
            .collect()
    }

    /// What may be given to a verb or role noun: fillers of the given role, or a situation of the class itself.
    pub fn expect_given(&self, reads: &[Reads]) -> Expect {
        let mut classes: Vec<ClassId> = Vec::new();
        for (class, _, given) in reads {
            match given {
                Slot::Role(role) => {
                    let fillers = &self.ontology.role(*role).fillers;
                    if fillers.is_empty() {
                        return Expect {
                            roles: given_roles(reads),
                            ..Expect::default()
                        };
                    }
                    classes.extend(fillers);
                }
                Slot::Place => classes.extend(self.classes(&["Place"])),
                Slot::Absent | Slot::Itself => {}
            }
            classes.push(*class);
        }
        classes.sort();
        classes.dedup();
        let first = reads
            .iter()
            .find_map(|(_, _, given)| match given {
                Slot::Role(role) => self.ontology.role(*role).fillers.first().copied(),
                Slot::Place => self.classes(&["Place"]).first().copied(),
                Slot::Absent | Slot::Itself => None,
            })
            .or_else(|| reads.first().map(|(class, _, _)| *class));
        Expect {
            words: first.map_or_else(String::new, |class| {
                with_article(self.ontology.class(class).label(self.language))
            }),
            // Who withdraws from Mali leaves the country rather than the state.
            prefer: if reads.iter().any(|(_, _, slot)| *slot == Slot::Place) {
                self.classes(&["Place"])
            } else {
                self.classes(&["Actor"])
            },
            classes,
            roles: given_roles(reads),
        }
    }

    /// Chooses the views that what is given can stand in.
    pub fn views(
        &self,
        reads: &[Reads],
        given: &Filler,
        span: Span,
    ) -> Result<Vec<View>, ResolveError> {
        let mut views: Vec<View> = Vec::new();
        for (class, answer, slot) in reads {
            let role = match slot {
                Slot::Role(role) => Some(role),
                Slot::Absent | Slot::Itself | Slot::Place => None,
            };
            let mut push = |given: Given| {
                let view = View {
                    class: Iri::new(self.ontology.class(*class).iri.clone()),
                    answer: Iri::new(self.ontology.role(*answer).iri.clone()),
                    given,
                };
                if !views.contains(&view) {
                    views.push(view);
                }
            };
            match given {
                Filler::Anyone => push(Given::Nothing),
                Filler::Back(_) => {
                    if let Some(role) = role {
                        push(Given::Role(Iri::new(self.ontology.role(*role).iri.clone())));
                    }
                }
                Filler::Names(names) => {
                    let classes: Vec<ClassId> = names
                        .iter()
                        .filter_map(|name| self.names.by_iri(name.iri.as_str()))
                        .flat_map(|id| self.classes_of(id))
                        .collect();
                    if let Some(role) = role
                        && classes.iter().any(|c| self.ontology.can_fill(*role, *c))
                    {
                        push(Given::Role(Iri::new(self.ontology.role(*role).iri.clone())));
                    }
                    let is_any =
                        |of: ClassId| classes.iter().any(|c| self.ontology.is_subclass(*c, of));
                    if is_any(*class) {
                        push(Given::Itself);
                    }
                    if *slot == Slot::Place && self.classes(&["Place"]).into_iter().any(is_any) {
                        push(Given::Place);
                    }
                }
                Filler::Set(set) => {
                    if let Some(role) = role {
                        push(Given::Role(Iri::new(self.ontology.role(*role).iri.clone())));
                    }
                    if self.may_be(set, *class) {
                        push(Given::Itself);
                    }
                }
            }
        }
        let kept = self.without_covered(views);
        if kept.is_empty() {
            return Err(ResolveError::Misplaced {
                code: "no-such-object",
                message: "this cannot stand here".to_owned(),
                span,
                replacement: None,
                note: Some(format!("here stands {}", self.expect_given(reads).words)),
            });
        }
        Ok(kept)
    }

    fn may_be(&self, set: &Set, class: ClassId) -> bool {
        if let Set::Query(_) = set {
            return true;
        }
        let Set::Situations(situations) = set else {
            return false;
        };
        self.ontology
            .class_by_iri(situations.class.iri.as_str())
            .is_some_and(|c| {
                self.ontology.is_subclass(c, class) || self.ontology.is_subclass(class, c)
            })
    }

    /// Leaves out views that a view of a wider class with the same roles holds already.
    fn without_covered(&self, views: Vec<View>) -> Vec<View> {
        let covers = |wide: &View, narrow: &View| {
            wide != narrow
                && wide.answer == narrow.answer
                && wide.given == narrow.given
                && match (
                    self.ontology.class_by_iri(narrow.class.as_str()),
                    self.ontology.class_by_iri(wide.class.as_str()),
                ) {
                    (Some(narrow), Some(wide)) => self.ontology.is_subclass(narrow, wide),
                    _ => false,
                }
        };
        views
            .iter()
            .filter(|view| !views.iter().any(|other| covers(other, view)))
            .cloned()
            .collect()
    }

    /// Resolves what fills a role. A noun takes the clauses after it with it; what is left of them is returned.
    pub fn filler<'c>(
        &self,
        operands: &[DraftOperand],
        rest: &'c [DraftClause],
        expect: &Expect,
    ) -> Result<(Filler, &'c [DraftClause]), ResolveError> {
        if let [one] = operands
            && let Some(filler) = self.bound_filler(one, expect)?
        {
            return Ok((filler, rest));
        }
        if let [DraftOperand::Phrase(phrase)] = operands {
            let next = rest.first().and_then(|clause| clause.plain());
            if next != Some(Keyword::Of)
                && let Some(back) = self.back(phrase, expect)
            {
                return Ok((Filler::Back(back), rest));
            }
            if self.begins_with_noun(phrase, next) {
                let pieces = self.without_opening(&phrase.pieces);
                let acts = matches!(self.noun_at(pieces, false), Some((_, NounFound::Class(class)))
                    if self.ontology.class(class).kind != ClassKind::Situation);
                if acts
                    && next == Some(Keyword::Of)
                    && let Some(longer) = self.longer(phrase.span)
                {
                    return Err(ResolveError::UnknownName {
                        name: self.slice(phrase.span).to_owned(),
                        span: phrase.span,
                        near: Vec::new(),
                        longer: Some(longer),
                    });
                }
                // Militias are narrowed by nothing, so that clauses behind them are the verb's.
                let (own, left) = if self.is_entity_noun(phrase, next) {
                    (&[][..], rest)
                } else {
                    (rest, &[][..])
                };
                let set = self.phrase_set(phrase, &[], own)?;
                return Ok((Filler::Set(Box::new(set)), left));
            }
        }
        let flat = self.without_braces(operands);
        let operands = flat.as_slice();
        let mut names = Vec::new();
        let mut theirs = Vec::new();
        for (n, operand) in operands.iter().enumerate() {
            match operand {
                DraftOperand::Phrase(phrase) if self.is_bound(phrase) => {
                    match self.bound_filler(operand, expect)? {
                        Some(Filler::Names(more)) => names.extend(more),
                        _ => return Err(self.mixed_list(phrase.span)),
                    }
                }
                DraftOperand::Phrase(phrase) => {
                    if let Some(set) = self.its(phrase, &names) {
                        theirs.push(set?);
                        continue;
                    }
                    let either = operands.len() > 1 && n == 0;
                    let phrase = if either {
                        without_either(phrase)
                    } else {
                        phrase.clone()
                    };
                    names.push(self.name(&phrase, expect)?);
                }
                DraftOperand::Group(items, span) => match self.sets(items)? {
                    Set::Names(more) => {
                        for entity in &more {
                            self.check_fits(entity, expect, *span)?;
                        }
                        names.extend(more);
                    }
                    set if operands.len() == 1 => {
                        return Ok((Filler::Set(Box::new(set)), rest));
                    }
                    _ => return Err(self.mixed_list(*span)),
                },
                DraftOperand::Moment(moment) => {
                    return Err(ResolveError::Misplaced {
                        code: "date-as-name",
                        message: format!("\"{}\" is a date, not {}", moment.text, expect.words),
                        span: moment.span,
                        replacement: None,
                        note: Some("a name that is a number stands in quotes".to_owned()),
                    });
                }
            }
        }
        if theirs.is_empty() {
            return Ok((Filler::Names(names), rest));
        }
        theirs.insert(0, Set::Names(names));
        Ok((Filler::Set(Box::new(Set::Or(theirs))), rest))
    }

    /// Takes names out of the parentheses that hold nothing else, so that they are looked for among what can stand here:
    /// `in {Mali, Niger}` means places.
    fn without_braces(&self, operands: &[DraftOperand]) -> Vec<DraftOperand> {
        let names = |operand: &DraftOperand| -> Option<Vec<DraftOperand>> {
            let DraftOperand::Group(items, _) = operand else {
                return None;
            };
            let mut names = Vec::new();
            for (connector, draft) in items {
                let DraftHead::Phrase(phrase, more) = &draft.head else {
                    return None;
                };
                let told = !draft.clauses.is_empty() || !draft.that.is_empty();
                let set = self.is_bound(phrase) || self.begins_with_noun(phrase, None);
                let other = |operand: &DraftOperand| !matches!(operand, DraftOperand::Phrase(_));
                if told || set || *connector == Some(Connector::Except) || more.iter().any(other) {
                    return None;
                }
                names.push(DraftOperand::Phrase(phrase.clone()));
                names.extend(more.iter().cloned());
            }
            Some(names)
        };
        operands
            .iter()
            .flat_map(|operand| names(operand).unwrap_or_else(|| vec![operand.clone()]))
            .collect()
    }

    fn mixed_list(&self, span: Span) -> ResolveError {
        ResolveError::Misplaced {
            code: "mixed-list",
            message: "a list holds names, or it is one set".to_owned(),
            span,
            replacement: None,
            note: None,
        }
    }

    fn is_entity_noun(&self, phrase: &Phrase, next: Option<Keyword>) -> bool {
        let pieces = self.without_opening(&phrase.pieces);
        next != Some(Keyword::Of)
            && matches!(self.noun_at(pieces, false), Some((taken, NounFound::Class(class)))
                if !matches!(pieces.get(taken), Some(Piece::Word(_)))
                    && self.ontology.class(class).kind != ClassKind::Situation)
    }

    pub fn check_fits(
        &self,
        entity: &super::tree::Entity,
        expect: &Expect,
        span: Span,
    ) -> Result<(), ResolveError> {
        match self.names.by_iri(entity.iri.as_str()) {
            Some(id) if !self.fits(id, expect) => Err(ResolveError::WrongKind {
                name: entity.label.clone(),
                span,
                found: with_article(&entity.kind),
                expected: expect.words.clone(),
                correction: None,
            }),
            _ => Ok(()),
        }
    }

    fn name_set(
        &self,
        phrase: &Phrase,
        more: &[DraftOperand],
        clauses: &[DraftClause],
    ) -> Result<Set, ResolveError> {
        let mut names = vec![self.head_name(phrase, clauses)?];
        for operand in more {
            match operand {
                DraftOperand::Phrase(phrase) => names.push(self.name(phrase, &Expect::default())?),
                DraftOperand::Moment(_) | DraftOperand::Group(..) => {
                    return Err(ResolveError::Misplaced {
                        code: "mixed-list",
                        message: "a list of names holds names only".to_owned(),
                        span: operand.span(),
                        replacement: None,
                        note: None,
                    });
                }
            }
        }
        if let Some(clause) = clauses.first() {
            let last = clauses.last().map_or(clause.span, |c| c.span);
            let name = super::echo::written(&names[0], false);
            return Err(ResolveError::Misplaced {
                code: "name-clause",
                message: "a name alone takes no clause: say what it took part in".to_owned(),
                span: phrase.span,
                replacement: Some((
                    phrase.span.to(last),
                    format!(
                        "events involving {name} {}",
                        self.slice(clause.span.to(last))
                    ),
                )),
                note: None,
            });
        }
        Ok(Set::Names(names))
    }

    /// `when was X founded` is answered by `was X founded`: every row says when and where.
    pub fn no_such_beginning(&self, asker: Span) -> ResolveError {
        let rest = self.text.get(asker.end..).unwrap_or_default();
        let space = rest.len() - rest.trim_start().len();
        let with_space = Span {
            start: asker.start,
            end: asker.end + space,
        };
        let asker = self.slice(asker).to_lowercase();
        ResolveError::Misplaced {
            code: "no-such-beginning",
            message: format!("no question begins with `{asker}`: every answer says when and where"),
            span: with_space,
            replacement: Some((with_space, String::new())),
            note: None,
        }
    }

    /// Resolves the first words of a set; what is no name may be a misspelt noun or verb.
    fn head_name(
        &self,
        phrase: &Phrase,
        clauses: &[DraftClause],
    ) -> Result<super::tree::Entity, ResolveError> {
        let error = match self.name(phrase, &Expect::default()) {
            Ok(entity) => return Ok(entity),
            Err(error) => error,
        };
        let words = self.words(&phrase.pieces);
        let unknown = matches!(
            error,
            ResolveError::UnknownName { .. } | ResolveError::UnknownWord { .. }
        );
        let word = matches!(
            error,
            ResolveError::Misplaced {
                code: "name-expected",
                ..
            }
        );
        if !(unknown || word) || words.is_empty() {
            return Err(error);
        }
        if let Some(found) = self.verb_at(&phrase.pieces, None)
            && (found.pieces == phrase.pieces.len()
                || words.len() < phrase.pieces.len()
                || self.is_any_name(&part(phrase, found.pieces)))
        {
            let start = Span {
                start: phrase.span.start,
                end: phrase.span.start,
            };
            let by = clauses.first().is_some_and(|c| c.is(Keyword::By));
            let passive = by && found.matches.iter().any(|m| m.is(Form::Participle));
            let asker = if passive { "who was " } else { "who " };
            return Err(ResolveError::Misplaced {
                code: "verb-first",
                message: "a verb needs to be asked with `who` or `did`".to_owned(),
                span: phrase.span,
                replacement: Some((start, asker.to_owned())),
                note: None,
            });
        }
        if word {
            return Err(error);
        }
        let first = &phrase.pieces[0];
        if ["when", "why", "how"].contains(&words[0].to_lowercase().as_str()) && words.len() > 1 {
            return Err(self.no_such_beginning(first.word().span));
        }
        let of_follows = clauses.first().is_some_and(|c| c.is(Keyword::Of));
        let kinds: &[WordKind] = if of_follows {
            &[WordKind::RoleNoun]
        } else {
            &[WordKind::ClassNoun, WordKind::RoleNoun]
        };
        let near = self.near(&first.word().text, kinds, None);
        let longer = matches!(
            &error,
            ResolveError::UnknownName {
                longer: Some(_),
                ..
            }
        );
        if of_follows && near.is_empty() && !longer {
            return Err(ResolveError::Misplaced {
                code: "unknown-word",
                message: format!("no noun \"{}\"", words.join(" ")),
                span: phrase.span,
                replacement: None,
                note: Some(
                    "before `of` stands what somebody is to somebody: `allies of`, `leaders of`, `members of`, `successors of`"
                        .to_owned(),
                ),
            });
        }
        // A name alone takes no clause, so with one a noun was meant; alone, the name may be.
        let near_name = matches!(&error, ResolveError::UnknownName { near, longer, .. }
            if longer.is_some() || (!near.is_empty() && clauses.is_empty()));
        if near.is_empty() || near_name {
            return Err(error);
        }
        Err(ResolveError::UnknownWord {
            word: first.word().text.clone(),
            span: first.word().span,
            expected: "noun or name",
            near,
            accepted: Vec::new(),
        })
    }
}
