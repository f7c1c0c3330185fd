//! The sentences about what is drawn from many situations at once: `timeline of X`, `brokers between X and Y`.
//!
//! Whose it is reads as what stands behind `involving`: a noun takes the clauses after it with it, and behind names and
//! parentheses they narrow the situations that are drawn from. Kinds of situations that tie stand behind `via` or, where
//! the sentence is about them, behind `in` or `of`.

use super::error::ResolveError;
use super::names::Expect;
use super::resolver::{NounFound, Resolver};
use super::scope::{Context, Draft, DraftClause, DraftHead, DraftOperand, drafts};
use super::tree::{Ask, Compare, Filler, Filter, Noun, Set, Sides, Survey};
use crate::lexicon::ClassKind;
use crate::question::ast::{
    self, Chain, ClauseBody, Connector, Head, Keyword, Number, Operand, Piece, Span,
};

/// What a chain is read into: sets with the connectors before them.
type Items = [(Option<Connector>, Draft)];

impl Resolver<'_> {
    /// Resolves a survey.
    pub fn survey(
        &self,
        what: ast::Survey,
        of: &Chain,
        steps: Option<&Number>,
    ) -> Result<Ask, ResolveError> {
        let steps = steps.map(super::resolve::whole).transpose()?;
        let survey = match what {
            ast::Survey::Lineage | ast::Survey::Timeline => self.history(what, of)?,
            ast::Survey::Network => self.network(of)?,
            ast::Survey::Brokers | ast::Survey::CutActors => self.between_sides(what, of)?,
            ast::Survey::Centrality => self.centrality(of)?,
            ast::Survey::Communities => {
                let (via, filters) = self.ties(&drafts(self, of, Context::Set)?)?;
                Survey {
                    via,
                    filters,
                    ..Survey::of(what, Filler::Anyone)
                }
            }
        };
        Ok(Ask::Survey(Survey { steps, ..survey }))
    }

    /// `timeline of X since 2021`.
    fn history(&self, what: ast::Survey, of: &Chain) -> Result<Survey, ResolveError> {
        let items = drafts(self, of, Context::Set)?;
        let (noun, class, words) = match what {
            ast::Survey::Lineage => ("lineages", "Succession", "an actor"),
            _ => (
                "timelines",
                "Situation",
                "an actor, a place or something that happened",
            ),
        };
        for clauses in items.iter().map(|(_, draft)| &draft.clauses) {
            for (n, clause) in clauses.iter().enumerate() {
                let next = clauses.get(n + 1).map(|clause| clause.keyword);
                if self.group_keys(clause, next).is_some() {
                    return Err(self.ungrouped(what, of, clause.span));
                }
            }
        }
        let classes: &[&str] = match what {
            ast::Survey::Lineage => &["Actor", "Situation"],
            _ => &["Actor", "Situation", "Place"],
        };
        let (of, rest) = self.whose(&items, classes, words)?;
        Ok(Survey {
            filters: self.filters(&self.classes(&[class]), noun, &rest)?,
            ..Survey::of(what, of)
        })
    }

    /// `network of X via support within 2 steps`.
    fn network(&self, of: &Chain) -> Result<Survey, ResolveError> {
        let mut items = drafts(self, of, Context::Set)?;
        let mut via = Vec::new();
        let listed = items
            .first()
            .and_then(|(_, draft)| draft.clauses.last())
            .is_some_and(|clause| clause.is(Keyword::Via));
        let more = match listed {
            true => items.split_off(1),
            false => Vec::new(),
        };
        for (_, draft) in &mut items {
            let (ties, rest) = self.via_clauses(std::mem::take(&mut draft.clauses))?;
            via.extend(ties);
            draft.clauses = rest;
        }
        for (_, draft) in more {
            via.push(self.tie_noun(&draft)?);
            if let Some((_, first)) = items.first_mut() {
                first.clauses.extend(draft.clauses);
            }
        }
        let (of, rest) = self.whose(&items, &["Actor"], "an actor")?;
        Ok(Survey {
            via,
            filters: self.filters(&self.classes(&["Situation"]), "networks", &rest)?,
            ..Survey::of(ast::Survey::Network, of)
        })
    }

    /// `brokers between X and Y via alliances during 2015`.
    fn between_sides(&self, what: ast::Survey, of: &Chain) -> Result<Survey, ResolveError> {
        if of.first.head != Head::Nothing {
            return Err(two_sides(of.first.span));
        }
        // The clauses are gathered as those of situations are.
        let mut chain = of.clone();
        let start = of.first.span.start;
        let span = Span { start, end: start };
        let situations = self.classes(&["Situation"]);
        let noun = situations.first().map(|class| self.noun(*class).plural);
        chain.first.head = Head::Phrase(self.as_phrase(&noun.unwrap_or_default(), span));
        let mut items = drafts(self, &chain, Context::Set)?.into_iter();
        let mut clauses = items
            .next()
            .map_or_else(Vec::new, |(_, draft)| draft.clauses);
        let mut nouns = Vec::new();
        for (_, draft) in items {
            if nouns.is_empty() && !clauses.last().is_some_and(|clause| clause.is(Keyword::Via)) {
                return Err(two_sides(draft.span));
            }
            nouns.push(self.tie_noun(&draft)?);
            clauses.extend(draft.clauses);
        }
        let between = clauses
            .iter()
            .position(|clause| clause.is(Keyword::Between) && !clause.second.is_empty());
        let between = match between {
            Some(at) => clauses.remove(at),
            None => return Err(two_sides(of.first.span)),
        };
        let (mut via, rest) = self.via_clauses(clauses)?;
        via.extend(nouns);
        let expect = self.expect_survey(&["Actor"], "an actor");
        let side = |operands: &[DraftOperand]| match self.filler(operands, &[], &expect)?.0 {
            Filler::Back(_) | Filler::Anyone => Err(two_sides(between.span)),
            filler => Ok(filler),
        };
        Ok(Survey {
            to: side(&between.second)?,
            via,
            filters: self.filters(&self.classes(&["Situation"]), "chains of ties", &rest)?,
            ..Survey::of(what, side(&between.operands)?)
        })
    }

    /// `centrality of actors in alliances during 2010`.
    fn centrality(&self, of: &Chain) -> Result<Survey, ResolveError> {
        let mut items = drafts(self, of, Context::Set)?;
        let found = items.iter().enumerate().find_map(|(n, (_, draft))| {
            let at = draft
                .clauses
                .iter()
                .position(|clause| self.is_tie(clause))?;
            Some((n, at))
        });
        let Some((n, at)) = found else {
            let (of, rest) = self.whose(&items, &["Actor"], "an actor")?;
            return Ok(Survey {
                filters: self.filters(&self.classes(&["Situation"]), "ties", &rest)?,
                ..Survey::of(ast::Survey::Centrality, of)
            });
        };
        let more = items.split_off(n + 1);
        let mut ties: Vec<(Option<Connector>, Draft)> = Vec::new();
        if let Some((_, draft)) = items.last_mut() {
            let behind = draft.clauses.split_off(at + 1);
            let clause = draft.clauses.pop();
            if let Some(DraftOperand::Phrase(phrase)) =
                clause.and_then(|clause| clause.operands.into_iter().next())
            {
                ties.push((
                    None,
                    Draft {
                        span: phrase.span,
                        head: DraftHead::Phrase(phrase, Vec::new()),
                        clauses: behind,
                        that: Vec::new(),
                    },
                ));
            }
        }
        ties.extend(more);
        let (of, before) = self.whose(&items, &["Actor"], "an actor")?;
        if let Some((_, last)) = ties.last_mut() {
            last.clauses.extend(before);
        }
        let (via, filters) = self.ties(&ties)?;
        Ok(Survey {
            via,
            filters,
            ..Survey::of(ast::Survey::Centrality, of)
        })
    }

    /// `compare communities of alliances in 2014 with 2020`; nothing where no communities are compared.
    pub fn compared_communities(&self, of: &Chain) -> Result<Option<Ask>, ResolveError> {
        let Head::Phrase(phrase) = &of.first.head else {
            return Ok(None);
        };
        let [.., Piece::Word(word)] = phrase.pieces.as_slice() else {
            return Ok(None);
        };
        let [clause, clauses @ ..] = of.first.clauses.as_slice() else {
            return Ok(None);
        };
        let (true, ClauseBody::One(Operand::Phrase(noun))) =
            (clause.keyword == Keyword::Of, &clause.body)
        else {
            return Ok(None);
        };
        let lead = self.without_opening(&phrase.pieces).len();
        if lead > 1 || !word.text.eq_ignore_ascii_case("communities") {
            return Ok(None);
        }
        let mut chain = of.clone();
        chain.first.head = Head::Phrase(noun.clone());
        chain.first.clauses = clauses.to_vec();
        match self.compare(&chain)? {
            Ask::Compare(Compare {
                of,
                by,
                sides: Sides::Clauses(sides),
            }) if by.is_empty() => Ok(Some(Ask::Survey(Survey {
                via: vec![of.class],
                filters: of.filters,
                sides: Some(sides),
                ..Survey::of(ast::Survey::Communities, Filler::Anyone)
            }))),
            _ => Err(misplaced(
                "compare-with-what",
                "the communities at one time are compared with those at another",
                of.first.span,
                "for example `compare communities of alliances in 2014 with 2020`",
            )),
        }
    }

    /// Resolves whom a survey is about; the clauses that are not theirs are handed back.
    fn whose(
        &self,
        items: &Items,
        classes: &[&str],
        words: &str,
    ) -> Result<(Filler, Vec<DraftClause>), ResolveError> {
        let [(None, draft)] = items else {
            return Ok((Filler::Set(Box::new(self.sets(items)?)), Vec::new()));
        };
        if !draft.that.is_empty() {
            return Ok((Filler::Set(Box::new(self.draft_set(draft)?)), Vec::new()));
        }
        let operands: Vec<DraftOperand> = match &draft.head {
            DraftHead::Phrase(phrase, more) => {
                std::iter::once(DraftOperand::Phrase(phrase.clone()))
                    .chain(more.iter().cloned())
                    .collect()
            }
            DraftHead::Group(items) => vec![DraftOperand::Group(items.clone(), draft.span)],
        };
        let expect = self.expect_survey(classes, words);
        let (filler, rest) = self.filler(&operands, &draft.clauses, &expect)?;
        Ok((filler, rest.to_vec()))
    }

    fn expect_survey(&self, classes: &[&str], words: &str) -> Expect {
        Expect {
            classes: self.classes(classes),
            prefer: self.classes(&["Actor"]),
            words: words.to_owned(),
            ..Expect::default()
        }
    }

    /// Splits `via` off other clauses.
    fn via_clauses(
        &self,
        clauses: Vec<DraftClause>,
    ) -> Result<(Vec<Noun>, Vec<DraftClause>), ResolveError> {
        let (mut via, mut rest) = (Vec::new(), Vec::new());
        for clause in clauses {
            if clause.is(Keyword::Via) {
                via.extend(self.via(&clause)?);
            } else {
                rest.push(clause);
            }
        }
        Ok((via, rest))
    }

    /// Says whether a clause names a kind of situation that ties: `in alliances`.
    fn is_tie(&self, clause: &DraftClause) -> bool {
        let [DraftOperand::Phrase(phrase)] = clause.operands.as_slice() else {
            return false;
        };
        let pieces = self.without_opening(&phrase.pieces);
        let is_noun = matches!(self.noun_at(pieces, false), Some((taken, NounFound::Class(class)))
            if taken == pieces.len() && self.ontology.class(class).kind == ClassKind::Situation);
        // A noun that holds a keyword may stand in quotes.
        (clause.is(Keyword::In) || clause.is(Keyword::Via))
            && (is_noun || self.via_noun(phrase).is_ok())
    }

    /// Resolves kinds of situations that tie: the clauses behind the last hold for all.
    fn ties(&self, items: &Items) -> Result<(Vec<Noun>, Vec<Filter>), ResolveError> {
        let Some(((_, last), before)) = items.split_last() else {
            return Ok((Vec::new(), Vec::new()));
        };
        let mut via = before
            .iter()
            .map(|(_, draft)| self.tie_noun(draft))
            .collect::<Result<Vec<Noun>, _>>()?;
        match self.draft_set(last)? {
            Set::Situations(situations) => {
                via.push(situations.class);
                Ok((via, situations.filters))
            }
            _ => Err(misplaced(
                "no-ties",
                "actors are tied by kinds of situations",
                last.span,
                "for example `communities of alliances in 2012`, `centrality of actors in support relations`",
            )),
        }
    }

    fn tie_noun(&self, draft: &Draft) -> Result<Noun, ResolveError> {
        match &draft.head {
            DraftHead::Phrase(phrase, more) if more.is_empty() && draft.that.is_empty() => {
                self.via_noun(phrase)
            }
            _ => Err(misplaced(
                "no-ties",
                "actors are tied by kinds of situations",
                draft.span,
                "for example `via alliances, support`",
            )),
        }
    }

    /// Refuses `timeline of X by year`: what is drawn situation by situation has no groups.
    fn ungrouped(&self, what: ast::Survey, of: &Chain, span: Span) -> ResolveError {
        let asked = self.text.get(..of.first.span.start).unwrap_or_default();
        let opening = asked.to_lowercase().rfind("timeline");
        let replacement = opening.filter(|_| what == ast::Survey::Timeline);
        ResolveError::Misplaced {
            code: "no-groups",
            message: "this tells of each situation by itself; what is counted has groups"
                .to_owned(),
            span,
            replacement: replacement.map(|start| {
                let end = of.first.span.start;
                (
                    Span { start, end },
                    "count situations involving ".to_owned(),
                )
            }),
            note: None,
        }
    }
}

fn two_sides(span: Span) -> ResolveError {
    misplaced(
        "two-sides",
        "this stands between two sides, joined by `and`",
        span,
        "several names on one side stand in parentheses: `brokers between France and (JNIM or AQIM)`",
    )
}

fn misplaced(code: &'static str, message: &str, span: Span, note: &str) -> ResolveError {
    ResolveError::Misplaced {
        code,
        message: message.to_owned(),
        span,
        replacement: None,
        note: (!note.is_empty()).then(|| note.to_owned()),
    }
}
