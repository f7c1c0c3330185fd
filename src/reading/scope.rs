//! From the flat chain as typed to drafts of sets: which words continue a list, and which begin a new set.
//!
//! A bare name, date or group key after `and`, `or` or a comma continues the list that it follows, so `in Mali and Niger`
//! is one clause. Anything that begins with a noun or a verb begins a new set, so `allies of Mali and allies of Niger` is
//! two. The words decide, never the punctuation, and the echo of the reading shows which it was.

use super::error::ResolveError;
use super::resolver::Resolver;
use crate::question::ast::{
    Chain, Clause, ClauseBody, Comparison, Connector, Head, Keyword, Link, Moment, Number, Operand,
    Phrase, Piece, Span, Term,
};

/// A set as typed, with its lists gathered.
#[derive(Clone, Debug)]
pub struct Draft {
    pub head: DraftHead,
    pub clauses: Vec<DraftClause>,
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
    pub keyword: Keyword,
    pub keyword_span: Span,
    pub operands: Vec<DraftOperand>,
    /// The second side of `between … and …`.
    pub second: Vec<DraftOperand>,
    pub compare: Option<(Phrase, Comparison, Number)>,
    pub span: Span,
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

/// What the sentence lets a phrase begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Context {
    /// Sets only.
    Set,
    /// Verb phrases: after `who`.
    Verb,
}

/// Gathers lists and splits a chain into drafts with the connectors before them (none before the first).
pub fn drafts(
    resolver: &Resolver<'_>,
    chain: &Chain,
    context: Context,
) -> Result<Vec<(Option<Connector>, Draft)>, ResolveError> {
    let mut done: Vec<(Option<Connector>, Draft)> = Vec::new();
    let mut current = (None, draft(resolver, &chain.first)?);
    let mut links = chain.rest.iter().peekable();
    while let Some(link) = links.next() {
        let term = &bare(&link.term, context);
        if link.connector == Connector::Except || begins_set(resolver, term, context, &current.1) {
            done.push(current);
            current = (Some(connector(link, links.clone())), draft(resolver, term)?);
        } else {
            continue_list(resolver, &mut current.1, link)?;
        }
    }
    done.push(current);
    Ok(done)
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

fn draft(resolver: &Resolver<'_>, term: &Term) -> Result<Draft, ResolveError> {
    let head = match &term.head {
        Head::Phrase(phrase) => DraftHead::Phrase(phrase.clone(), Vec::new()),
        Head::Group(chain) => DraftHead::Group(drafts(resolver, chain, Context::Set)?),
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
                && clause.keyword == Keyword::Where
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
        clauses: term
            .clauses
            .iter()
            .map(|clause| draft_clause(resolver, clause))
            .collect::<Result<_, _>>()?,
        span: term.span,
    })
}

/// Gathers one clause.
pub fn draft_clause(resolver: &Resolver<'_>, clause: &Clause) -> Result<DraftClause, ResolveError> {
    let mut draft = DraftClause {
        keyword: clause.keyword,
        keyword_span: clause.keyword_span,
        operands: Vec::new(),
        second: Vec::new(),
        compare: None,
        span: clause.span,
    };
    match &clause.body {
        ClauseBody::Nothing => {}
        ClauseBody::One(operand) => draft.operands.push(draft_operand(resolver, operand)?),
        ClauseBody::Two(first, second) => {
            draft.operands.push(draft_operand(resolver, first)?);
            draft.second.push(draft_operand(resolver, second)?);
        }
        ClauseBody::Compare {
            field,
            operator,
            number,
        } => draft.compare = Some((field.clone(), *operator, number.clone())),
    }
    Ok(draft)
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
        Head::Phrase(phrase) => {
            if context == Context::Verb
                && resolver.begins_with_verb(
                    &resolver.without_auxiliary(phrase).1,
                    term.clauses.first().map(|c| c.keyword),
                )
            {
                return true;
            }
            let after_by = before
                .clauses
                .last()
                .is_some_and(|clause| clause.keyword == Keyword::By);
            if after_by && resolver.is_dimension_word(phrase) {
                return false;
            }
            resolver.begins_with_noun(phrase, term.clauses.first().map(|c| c.keyword))
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
    for (index, clause) in term.clauses.iter().enumerate() {
        let mut next = draft_clause(resolver, clause)?;
        // `in Mali and in Niger`: the same keyword right after the connector continues the list.
        let continues = index == 0 && matches!(term.head, Head::Nothing);
        match current.clauses.last_mut() {
            Some(last)
                if continues
                    && last.keyword == next.keyword
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
