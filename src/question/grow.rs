//! Putting parts of a tree together.

use super::ast::{Chain, Clause, ClauseBody, Head, Keyword, Operand, Span, Term};

/// Adds a clause; `from A` and `to B` with at most a `limit` between them are one.
pub(super) fn add(clauses: &mut Vec<Clause>, clause: Clause) {
    if let Clause {
        not: None,
        keyword: Keyword::To,
        body: ClauseBody::One(to),
        span,
        ..
    } = &clause
        && let Some(from) = clauses.last_mut()
        && from.keyword == Keyword::From
        && from.not.is_none()
        && let ClauseBody::One(first) = &from.body
    {
        from.body = ClauseBody::Two(first.clone(), to.clone());
        from.span = from.span.to(*span);
        return;
    }
    clauses.push(clause);
}

/// Reads `count of ambushes` as `count ambushes`.
pub(super) fn counted(mut chain: Chain) -> Chain {
    let first = &mut chain.first;
    let counts = |clause: &Clause| {
        clause.keyword == Keyword::Of && matches!(clause.body, ClauseBody::One(_))
    };
    if first.head == Head::Nothing && first.clauses.first().is_some_and(counts) {
        let of = first.clauses.remove(0);
        if let ClauseBody::One(operand) = of.body {
            first.head = head(operand);
        }
    }
    chain
}

pub(super) fn head(operand: Operand) -> Head {
    match operand {
        Operand::Phrase(phrase) => Head::Phrase(phrase),
        Operand::Moment(moment) => Head::Moment(moment),
        Operand::Group(chain) => Head::Group(chain),
    }
}

pub(super) fn bare_term(operand: Operand, span: Span) -> Term {
    Term {
        head: head(operand),
        clauses: Vec::new(),
        span,
    }
}

pub(super) fn lone(operand: Operand) -> Chain {
    let span = operand.span();
    Chain {
        first: bare_term(operand, span),
        rest: Vec::new(),
    }
}

/// Makes one operand of a list: itself when it has one element.
pub(super) fn listed(chain: Chain) -> Operand {
    match chain {
        Chain { first, rest } if rest.is_empty() => match first.head {
            Head::Phrase(phrase) => Operand::Phrase(phrase),
            Head::Moment(moment) => Operand::Moment(moment),
            Head::Group(group) => Operand::Group(group),
            Head::Nothing => Operand::Group(Box::new(Chain { first, rest })),
        },
        chain => Operand::Group(Box::new(chain)),
    }
}
