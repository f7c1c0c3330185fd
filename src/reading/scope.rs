//! From the flat chain as typed to drafts of sets: which words continue a list, and which begin a new set.
//!
//! A bare name, date or group key after `and`, `or` or a comma continues the list that it follows, so `in Mali and Niger`
//! is one clause. Anything that begins with a noun or a verb begins a new set, so `allies of Mali and allies of Niger` is
//! two. The words decide, never the punctuation, and the echo of the reading shows which it was.

use super::error::ResolveError;
use super::resolver::{NounFound, Resolver};
use crate::lexicon::ClassKind;
use crate::question::ast::{
    Chain, Clause, ClauseBody, Comparison, Connector, Head, Keyword, Length, Link, Moment, Number,
    Operand, Phrase, Piece, Side, Span, Term, Word,
};
use std::borrow::Cow;

/// A set as typed, with its lists gathered.
#[derive(Clone, Debug)]
pub struct Draft {
    pub head: DraftHead,
    pub clauses: Vec<DraftClause>,
    /// What is told of its members besides: `allies of X that fought Y`.
    pub that: Vec<Draft>,
    pub span: Span,
}

/// What a draft begins with.
#[derive(Clone, Debug)]
pub enum DraftHead {
    /// One phrase, and the names that continue it when it ends in a name.
    Phrase(Phrase, Vec<DraftOperand>),
    Group(Vec<(Option<Connector>, Draft)>),
}

/// A clause with all its operands.
#[derive(Clone, Debug)]
pub struct DraftClause {
    /// `not` before it.
    pub not: Option<Span>,
    pub keyword: Keyword,
    pub keyword_span: Span,
    pub operands: Vec<DraftOperand>,
    /// The second side of `between … and …`.
    pub second: Vec<DraftOperand>,
    pub compare: Option<(Phrase, Comparison, Number)>,
    /// `within 30 days`, `within 20 km and 7 days`, `180 days before and after`.
    pub lengths: Vec<Length>,
    /// On which side of its operand a window lies.
    pub side: Option<Side>,
    pub span: Span,
}

impl DraftClause {
    /// Says whether it is this clause, and not its negation.
    pub fn is(&self, keyword: Keyword) -> bool {
        self.plain() == Some(keyword)
    }

    /// Returns the keyword, unless `not` stands before it: then no noun or verb takes it for its own.
    pub fn plain(&self) -> Option<Keyword> {
        self.not.is_none().then_some(self.keyword)
    }
}

/// One operand of a clause.
#[derive(Clone, Debug)]
pub enum DraftOperand {
    Phrase(Phrase),
    Moment(Moment),
    Group(Vec<(Option<Connector>, Draft)>, Span),
}

impl DraftOperand {
    /// Returns where the operand stands.
    pub fn span(&self) -> Span {
        match self {
            Self::Phrase(phrase) => phrase.span,
            Self::Moment(moment) => moment.span,
            Self::Group(_, span) => *span,
        }
    }
}

/// How many names a list can hold: more would hold up the engine rather than tell anybody anything.
const MOST_LINKS: usize = 200;

/// What the sentence lets a phrase begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Context {
    /// Sets only.
    Set,
    /// Verb phrases: after `who`.
    Verb,
    /// A name and a verb: after `did`.
    Clause,
}

/// Gathers lists and splits a chain into drafts with the connectors before them (none before the first).
pub fn drafts(
    resolver: &Resolver<'_>,
    chain: &Chain,
    context: Context,
) -> Result<Vec<(Option<Connector>, Draft)>, ResolveError> {
    if let Some(link) = chain.rest.get(MOST_LINKS) {
        return Err(ResolveError::Misplaced {
            code: "list-too-long",
            message: format!("a list holds at most {MOST_LINKS} names"),
            span: link.term.span,
            replacement: None,
            note: Some("ask for fewer at a time".to_owned()),
        });
    }
    let both = resolver.both_sides(chain);
    let chain = both.as_ref().unwrap_or(chain);
    let mut done: Vec<(Option<Connector>, Draft)> = Vec::new();
    let first = without_both(resolver, chain);
    let first = whole_words(resolver, &first, context);
    let mut current = (None, draft(resolver, &first, context)?);
    let mut links = chain.rest.iter().peekable();
    while let Some(link) = links.next() {
        let term = bare(&link.term, context);
        let term = &whole_words(resolver, &term, context);
        if let Some(more) = continued(resolver, term, context, &current.1) {
            // `groups that fought X and never fought Y`: the second verb is told of the same groups.
            match more {
                Continued::Noun(term) => {
                    let connector = connector(link, links.clone());
                    done.push(current);
                    current = (Some(connector), draft(resolver, &term, context)?);
                }
                Continued::That(that) if link.connector == Connector::And => {
                    current.1.span = current.1.span.to(term.span);
                    current.1.that.push(draft(resolver, &that, Context::Verb)?);
                }
                Continued::That(_) => {
                    return Err(ResolveError::Misplaced {
                        code: "stray-connector",
                        message: "only `and` joins what is told of the same set".to_owned(),
                        span: link.span,
                        replacement: None,
                        note: Some("to ask for either of two sets, write both in full".to_owned()),
                    });
                }
            }
        } else if link.connector == Connector::Except
            || begins_set(resolver, term, context, &current.1)
        {
            let connector = connector(link, links.clone());
            done.push(current);
            current = (Some(connector), draft(resolver, term, context)?);
        } else {
            continue_list(resolver, &mut current.1, link)?;
        }
    }
    done.push(current);
    Ok(done)
}

/// Reads `both allies of X and allies of Y` and `either … or …` without their first word: the connector says it all.
fn without_both<'t>(resolver: &Resolver<'_>, chain: &'t Chain) -> Cow<'t, Term> {
    let term = &chain.first;
    let (Head::Phrase(phrase), [link, ..]) = (&term.head, chain.rest.as_slice()) else {
        return Cow::Borrowed(term);
    };
    let [Piece::Word(word), rest @ ..] = phrase.pieces.as_slice() else {
        return Cow::Borrowed(term);
    };
    let said = match link.connector {
        Connector::And => "both",
        Connector::Or => "either",
        Connector::Except | Connector::Comma => return Cow::Borrowed(term),
    };
    let noun = resolver
        .noun_at(resolver.without_opening(rest), true)
        .is_some();
    let Some(first) = rest
        .first()
        .filter(|_| word.text.eq_ignore_ascii_case(said) && noun)
    else {
        return Cow::Borrowed(term);
    };
    let mut term = term.clone();
    term.head = Head::Phrase(Phrase {
        pieces: rest.to_vec(),
        span: Span {
            start: first.word().span.start,
            end: phrase.span.end,
        },
    });
    Cow::Owned(term)
}

/// What goes on telling of a set.
enum Continued {
    /// The term with the noun said once more.
    Noun(Term),
    /// One more thing told of the set's members.
    That(Term),
}

/// Finds out whether a term behind a connector is a verb phrase that goes on telling of the set before it.
fn continued(
    resolver: &Resolver<'_>,
    term: &Term,
    context: Context,
    before: &Draft,
) -> Option<Continued> {
    if context == Context::Verb && before.that.is_empty() {
        return None;
    }
    let Head::Phrase(phrase) = &term.head else {
        return None;
    };
    let (pieces, said) = match phrase.pieces.as_slice() {
        [Piece::Word(word), rest @ ..] if is_relative(&word.text) => (rest, true),
        pieces => (pieces, false),
    };
    let first = pieces.first()?.word().span;
    let verb = Phrase {
        span: Span {
            start: first.start,
            end: phrase.span.end,
        },
        pieces: pieces.to_vec(),
    };
    let next = term.clauses.first().and_then(|clause| clause.plain());
    if !said && !resolver.tells(&verb, next) {
        return None;
    }
    let with = |pieces: Vec<Piece>| {
        let span = phrase.span;
        Term {
            head: Head::Phrase(Phrase { pieces, span }),
            ..term.clone()
        }
    };
    if !before.that.is_empty() {
        return Some(Continued::That(with(verb.pieces)));
    }
    let DraftHead::Phrase(head, _) = &before.head else {
        return None;
    };
    let at = resolver.relative_at(&head.pieces)?;
    // `wars that began in 2012 except mutinies`: things that happened, not what they did.
    let situations = matches!(
        resolver.noun_at(resolver.without_opening(&head.pieces), false),
        Some((_, NounFound::Class(class)))
            if resolver.ontology.class(class).kind == ClassKind::Situation
    );
    if situations && !said && resolver.begins_with_noun(&verb, next) {
        return None;
    }
    let mut whole = head.pieces.get(..=at)?.to_vec();
    whole.extend(verb.pieces);
    Some(Continued::Noun(with(whole)))
}

/// Says whether a word can lead to what is told of somebody named before it.
pub fn is_relative(word: &str) -> bool {
    ["that", "which", "who", "whom"].contains(&word.to_lowercase().as_str())
}

/// Cuts a term at `that` behind a name: what follows is told of whoever the term asks for, not of the name.
fn told<'t>(resolver: &Resolver<'_>, term: &'t Term) -> (Cow<'t, Term>, Option<Term>) {
    for (n, clause) in term.clauses.iter().enumerate() {
        let ClauseBody::One(Operand::Phrase(phrase)) = &clause.body else {
            continue;
        };
        let relative =
            |piece: &Piece| matches!(piece, Piece::Word(word) if is_relative(&word.text));
        let Some(at) = phrase.pieces.iter().position(relative).filter(|at| *at > 0) else {
            continue;
        };
        let (name, rest) = (&phrase.pieces[..at], &phrase.pieces[at + 1..]);
        // A noun keeps what is told right behind it.
        if resolver
            .noun_at(resolver.without_opening(name), false)
            .is_some_and(|(taken, _)| taken == resolver.without_opening(name).len())
        {
            continue;
        }
        let span_of = |pieces: &[Piece]| match (pieces.first(), pieces.last()) {
            (Some(first), Some(last)) => first.word().span.to(last.word().span),
            _ => phrase.span,
        };
        let mut base = term.clone();
        base.clauses.truncate(n + 1);
        base.clauses[n].body = ClauseBody::One(Operand::Phrase(Phrase {
            pieces: name.to_vec(),
            span: span_of(name),
        }));
        let head = if rest.is_empty() {
            Head::Nothing
        } else {
            Head::Phrase(Phrase {
                pieces: rest.to_vec(),
                span: span_of(rest),
            })
        };
        let that = Term {
            head,
            clauses: term.clauses[n + 1..].to_vec(),
            span: Span {
                start: span_of(rest).start,
                end: term.span.end,
            },
        };
        return (Cow::Owned(base), Some(that));
    }
    (Cow::Borrowed(term), None)
}

/// Leaves out the asker that is said once more: `who fought Wagner except who ambushed Wagner`.
fn bare(term: &Term, context: Context) -> Term {
    let mut term = term.clone();
    if context == Context::Verb
        && let Head::Phrase(phrase) = &mut term.head
        && let [Piece::Word(word), rest @ ..] = phrase.pieces.as_slice()
        && let Some(next) = rest.first()
        && ["who", "which", "that"].contains(&word.text.to_lowercase().as_str())
    {
        phrase.span.start = next.word().span.start;
        phrase.pieces = rest.to_vec();
    }
    term
}

/// A comma speaks for the next connector that is written out: `A, B or C`.
fn connector<'a>(link: &Link, rest: impl Iterator<Item = &'a Link>) -> Connector {
    if link.connector != Connector::Comma {
        return link.connector;
    }
    rest.map(|l| l.connector)
        .find(|c| *c != Connector::Comma)
        .unwrap_or(Connector::Comma)
}

/// Joins a noun or verb that holds a keyword, as `declarations of independence` does: the parser, which knows no words,
/// splits it.
pub fn whole_words<'t>(resolver: &Resolver<'_>, term: &'t Term, context: Context) -> Cow<'t, Term> {
    let before: &[Piece] = match &term.head {
        Head::Phrase(phrase) => &phrase.pieces,
        Head::Nothing if context == Context::Verb => &[],
        _ => return Cow::Borrowed(term),
    };
    let [clause, rest @ ..] = term.clauses.as_slice() else {
        return Cow::Borrowed(term);
    };
    if clause.not.is_some() {
        return Cow::Borrowed(term);
    }
    let ClauseBody::One(Operand::Phrase(behind)) = &clause.body else {
        return Cow::Borrowed(term);
    };
    let mut pieces = before.to_vec();
    pieces.push(Piece::Word(Word {
        text: clause.keyword.text().to_owned(),
        span: clause.keyword_span,
    }));
    let split = pieces.len();
    pieces.extend(behind.pieces.iter().cloned());
    let next = rest.first().and_then(|clause| clause.plain());
    let verbs = context != Context::Set || resolver.relative_at(before).is_some();
    match resolver.across(pieces, split, next, verbs) {
        Some(phrase) => Cow::Owned(Term {
            head: Head::Phrase(phrase),
            clauses: rest.to_vec(),
            span: term.span,
        }),
        None => Cow::Borrowed(term),
    }
}

fn draft(resolver: &Resolver<'_>, term: &Term, context: Context) -> Result<Draft, ResolveError> {
    let (term, that) = told(resolver, term);
    let that = match that {
        Some(that) => {
            let that = whole_words(resolver, &that, Context::Verb);
            vec![draft(resolver, &that, Context::Verb)?]
        }
        None => Vec::new(),
    };
    let term = term.as_ref();
    let head = match &term.head {
        Head::Phrase(phrase) => DraftHead::Phrase(phrase.clone(), Vec::new()),
        Head::Group(chain) => DraftHead::Group(drafts(resolver, chain, context)?),
        Head::Moment(moment) => {
            return Err(ResolveError::Misplaced {
                code: "bare-date",
                message: format!("\"{}\" is a date: what happened then?", moment.text),
                span: moment.span,
                replacement: Some((moment.span, format!("events in {}", moment.text))),
                note: None,
            });
        }
        Head::Nothing => {
            if let Some(clause) = term.clauses.first()
                && clause.is(Keyword::Where)
                && !matches!(clause.body, ClauseBody::Compare { .. })
            {
                return Err(resolver.no_such_beginning(clause.keyword_span));
            }
            return Err(ResolveError::Misplaced {
                code: "no-subject",
                message: "expected what to look for before this".to_owned(),
                span: term.span,
                replacement: Some((
                    Span {
                        start: term.span.start,
                        end: term.span.start,
                    },
                    "events ".to_owned(),
                )),
                note: None,
            });
        }
    };
    Ok(Draft {
        head,
        clauses: draft_clauses(resolver, &term.clauses)?,
        that,
        span: term.span,
    })
}

/// Gathers clauses.
pub fn draft_clauses(
    resolver: &Resolver<'_>,
    clauses: &[Clause],
) -> Result<Vec<DraftClause>, ResolveError> {
    let mut drafts = Vec::with_capacity(clauses.len());
    let mut rest = clauses;
    while let [clause, behind @ ..] = rest {
        let whole = whole_operand(resolver, clause, behind);
        rest = if whole.is_some() {
            behind.get(1..).unwrap_or_default()
        } else {
            behind
        };
        let clause = whole.as_ref().unwrap_or(clause);
        let (first, to) = origin_and_goal(draft_clause(resolver, clause)?);
        drafts.push(first);
        drafts.extend(to);
    }
    Ok(drafts)
}

/// Puts a noun that stands last in a clause together again where the parser took a word of it for the next clause, as in
/// `after declarations of independence`.
fn whole_operand(resolver: &Resolver<'_>, clause: &Clause, behind: &[Clause]) -> Option<Clause> {
    let [next, rest @ ..] = behind else {
        return None;
    };
    let ClauseBody::One(Operand::Phrase(more)) = &next.body else {
        return None;
    };
    let keyword = next.plain()?;
    let mut whole = clause.clone();
    let (ClauseBody::One(Operand::Phrase(last))
    | ClauseBody::Two(_, Operand::Phrase(last))
    | ClauseBody::Within {
        of: Some(Operand::Phrase(last)),
        ..
    }
    | ClauseBody::Around {
        of: Operand::Phrase(last),
        ..
    }) = &mut whole.body
    else {
        return None;
    };
    let mut pieces = last.pieces.clone();
    pieces.push(Piece::Word(Word {
        text: keyword.text().to_owned(),
        span: next.keyword_span,
    }));
    let split = pieces.len();
    pieces.extend(more.pieces.iter().cloned());
    let follows = rest.first().and_then(Clause::plain);
    *last = resolver.across(pieces, split, follows, false)?;
    whole.span = clause.span.to(next.span);
    Some(whole)
}

/// Takes `from A to B` apart where it names two who take part rather than two dates.
fn origin_and_goal(mut clause: DraftClause) -> (DraftClause, Option<DraftClause>) {
    let dated = |operand: &DraftOperand| matches!(operand, DraftOperand::Moment(_));
    let both = !clause.operands.is_empty() && !clause.second.is_empty();
    if !clause.is(Keyword::From) || !both || clause.operands.iter().any(dated) {
        return (clause, None);
    }
    let to = DraftClause {
        keyword: Keyword::To,
        operands: std::mem::take(&mut clause.second),
        ..clause.clone()
    };
    (clause, Some(to))
}

/// Gathers one clause.
fn draft_clause(resolver: &Resolver<'_>, clause: &Clause) -> Result<DraftClause, ResolveError> {
    let mut draft = DraftClause {
        not: clause.not,
        keyword: clause.keyword,
        keyword_span: clause.keyword_span,
        operands: Vec::new(),
        second: Vec::new(),
        compare: None,
        lengths: Vec::new(),
        side: None,
        span: clause.span,
    };
    match &clause.body {
        ClauseBody::Nothing => {}
        ClauseBody::One(Operand::Group(chain)) if dates(chain).is_some() => {
            draft.operands = dates(chain).unwrap_or_default();
        }
        ClauseBody::One(operand) => draft.operands.push(draft_operand(resolver, operand)?),
        ClauseBody::Two(first, second) => {
            draft.operands.push(draft_operand(resolver, first)?);
            draft.second.push(draft_operand(resolver, second)?);
        }
        ClauseBody::Within {
            length,
            more,
            side,
            of,
        } => {
            draft.lengths.push(length.clone());
            draft.lengths.extend(more.clone());
            draft.side = *side;
            if let Some(of) = of {
                draft.operands.push(draft_operand(resolver, of)?);
            }
        }
        ClauseBody::Around { length, of } => {
            draft.lengths.push(length.clone());
            draft.operands.push(draft_operand(resolver, of)?);
        }
        ClauseBody::Compare {
            field,
            operator,
            number,
        } => draft.compare = Some((field.clone(), *operator, number.clone())),
    }
    Ok(draft)
}

/// Returns the dates of a list that holds nothing else.
fn dates(chain: &Chain) -> Option<Vec<DraftOperand>> {
    std::iter::once(&chain.first)
        .chain(chain.rest.iter().map(|link| &link.term))
        .map(|term| match (&term.head, term.clauses.as_slice()) {
            (Head::Moment(moment), []) => Some(DraftOperand::Moment(moment.clone())),
            _ => None,
        })
        .collect()
}

fn draft_operand(resolver: &Resolver<'_>, operand: &Operand) -> Result<DraftOperand, ResolveError> {
    Ok(match operand {
        Operand::Phrase(phrase) => DraftOperand::Phrase(phrase.clone()),
        Operand::Moment(moment) => DraftOperand::Moment(moment.clone()),
        Operand::Group(chain) => {
            DraftOperand::Group(drafts(resolver, chain, Context::Set)?, operand.span())
        }
    })
}

fn begins_set(resolver: &Resolver<'_>, term: &Term, context: Context, before: &Draft) -> bool {
    match &term.head {
        Head::Group(_) => true,
        Head::Moment(_) | Head::Nothing => false,
        Head::Phrase(phrase) if resolver.is_bound_set(phrase) => true,
        Head::Phrase(phrase) => {
            if context == Context::Verb
                && resolver.tells(phrase, term.clauses.first().and_then(|c| c.plain()))
            {
                return true;
            }
            let after_keys = before.clauses.last().is_some_and(|clause| {
                clause.is(Keyword::By)
                    && clause.operands.iter().all(|operand| {
                        matches!(operand, DraftOperand::Phrase(key) if resolver.is_dimension_word(key))
                    })
            });
            if after_keys && resolver.is_dimension_word(phrase) {
                return false;
            }
            resolver.begins_with_noun(phrase, term.clauses.first().and_then(|c| c.plain()))
        }
    }
}

/// Adds a bare name or date, and the clauses after it, to the draft that it follows.
fn continue_list(
    resolver: &Resolver<'_>,
    current: &mut Draft,
    link: &Link,
) -> Result<(), ResolveError> {
    let term = &link.term;
    current.span = current.span.to(term.span);
    let operand = match &term.head {
        Head::Phrase(phrase) => Some(DraftOperand::Phrase(phrase.clone())),
        Head::Moment(moment) => Some(DraftOperand::Moment(moment.clone())),
        Head::Group(_) | Head::Nothing => None,
    };
    if let Some(operand) = operand {
        match (current.clauses.last_mut(), &mut current.head) {
            (Some(clause), _) if !clause.second.is_empty() => clause.second.push(operand),
            (Some(clause), _) if clause.compare.is_none() => clause.operands.push(operand),
            (None, DraftHead::Phrase(_, more)) => more.push(operand),
            _ => {
                return Err(ResolveError::Misplaced {
                    code: "stray-name",
                    message: "this continues no list".to_owned(),
                    span: term.span,
                    replacement: None,
                    note: None,
                });
            }
        }
        if let Some(clause) = current.clauses.last_mut() {
            clause.span = clause.span.to(term.span);
        }
    }
    let clauses = draft_clauses(resolver, &term.clauses)?;
    for (index, mut next) in clauses.into_iter().enumerate() {
        // `in Mali and in Niger`: the same keyword right after the connector continues the list.
        let continues = index == 0 && matches!(term.head, Head::Nothing);
        match current.clauses.last_mut() {
            Some(last)
                if continues
                    && last.keyword == next.keyword
                    && last.not.is_none()
                    && next.not.is_none()
                    && last.lengths.is_empty()
                    && next.lengths.is_empty()
                    && last.second.is_empty()
                    && next.second.is_empty()
                    && last.compare.is_none()
                    && next.compare.is_none() =>
            {
                last.operands.append(&mut next.operands);
                last.span = last.span.to(next.span);
            }
            _ if continues && link.connector != Connector::And => {
                return Err(ResolveError::Misplaced {
                    code: "stray-connector",
                    message: "`or` and `except` stand between names of one list or between sets".to_owned(),
                    span: link.span,
                    replacement: None,
                    note: Some("to ask for either of two sets, write both in full: `ambushes in Mali or coups in Niger`".to_owned()),
                });
            }
            _ => current.clauses.push(next),
        }
    }
    Ok(())
}
