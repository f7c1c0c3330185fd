//! The sentences that put sets side by side, in order, or in proportion: `when …`, `last …`, `share of …`, `compare …`,
//! `time from … to next …`, `gaps in …`, `attackers by killed`, and several measures at once.

use super::error::ResolveError;
use super::resolver::{NounFound, Resolver};
use super::scope::{Context, Draft, DraftClause, DraftHead, DraftOperand, drafts};
use super::tree::{
    Ask, Compare, Dimension, DimensionKind, Field, Filter, Order, Set, Sides, Situations,
};
use crate::iri::Iri;
use crate::lexicon::{ClassId, TermKind};
use crate::question::ast::{
    Chain, ClauseBody, Connector, End, Head, Keyword, Length, Link, Measure, Number, Operand,
    Phrase, Piece, Span, Term, Word,
};

/// A part of a chain, with what was cut off it.
type Cut<'c> = (Vec<DraftClause>, Option<&'c DraftClause>, Vec<DraftClause>);

impl Resolver<'_> {
    /// `when did X intervene in Y`, `when was X founded`, `when coups in Mali`.
    pub fn when_or_where(
        &self,
        asker: &Word,
        auxiliary: Option<&Word>,
        body: &Chain,
    ) -> Result<Ask, ResolveError> {
        let items = drafts(self, body, Context::Set)?;
        let set = match items.as_slice() {
            // `when was the last coup`, `when were coups in Mali`: the answer lists say when and where by themselves.
            [(None, draft)] if auxiliary.is_none_or(is_be) => self.extreme_in(draft)?,
            _ => None,
        };
        if let Some(ask) = set {
            return Ok(ask);
        }
        if let Some(auxiliary) = auxiliary {
            let items = drafts(self, body, Context::Clause)?;
            let [(None, draft)] = items.as_slice() else {
                return Err(self.two_questions(body));
            };
            return Ok(Ask::Happened {
                asker: asker.text.clone(),
                what: self.yes_no(auxiliary, draft)?,
            });
        }
        let set = self.sets(&items)?;
        if !self.of_situations(&set) {
            return Err(self.not_situations(chain_span(body), asker.text.as_str()));
        }
        Ok(Ask::List(set))
    }

    /// `when was the last coup`, `when were ambushes by X`.
    fn extreme_in(&self, draft: &Draft) -> Result<Option<Ask>, ResolveError> {
        let DraftHead::Phrase(phrase, more) = &draft.head else {
            return Ok(None);
        };
        let pieces = self.without_opening(&phrase.pieces);
        let end = match pieces.first() {
            Some(Piece::Word(word)) => match word.text.to_lowercase().as_str() {
                "first" | "earliest" => Some(End::First),
                "last" | "latest" => Some(End::Last),
                _ => None,
            },
            _ => None,
        };
        let noun = match end {
            Some(_) => &pieces[1..],
            None => pieces,
        };
        let whole = matches!(self.noun_at(noun, false), Some((taken, NounFound::Class(_))) if taken == noun.len());
        if !whole || !more.is_empty() {
            return Ok(None);
        }
        let (Some(first), Some(last)) = (noun.first(), noun.last()) else {
            return Ok(None);
        };
        let phrase = Phrase {
            pieces: noun.to_vec(),
            span: first.word().span.to(last.word().span),
        };
        let set = self.phrase_set(&phrase, &[], &draft.clauses)?;
        if !self.of_situations(&set) {
            return Ok(None);
        }
        Ok(Some(match end {
            Some(end) => Ask::Extreme {
                end,
                number: 1,
                of: set,
            },
            None => Ask::List(set),
        }))
    }

    /// `last 3 ambushes by X`.
    pub fn extreme(
        &self,
        end: End,
        number: Option<&Number>,
        of: &Chain,
    ) -> Result<Ask, ResolveError> {
        let number = match number {
            Some(number) => super::resolve::whole(number)?.max(1),
            None => 1,
        };
        let set = self.chain(of)?;
        if !self.of_situations(&set) {
            let word = if end == End::First { "first" } else { "last" };
            return Err(self.not_situations(chain_span(of), word));
        }
        Ok(Ask::Extreme {
            end,
            number,
            of: set,
        })
    }

    fn not_situations(&self, span: Span, word: &str) -> ResolveError {
        ResolveError::Misplaced {
            code: "not-dated",
            message: format!("behind `{word}` stands something that happened"),
            span,
            replacement: None,
            note: Some(format!(
                "for example `{word} coups in Mali`, `when did France intervene in Mali`"
            )),
        }
    }

    fn two_questions(&self, body: &Chain) -> ResolveError {
        ResolveError::Misplaced {
            code: "two-questions",
            message: "one thing is asked at a time".to_owned(),
            span: body.rest.first().map_or(body.first.span, |l| l.span),
            replacement: None,
            note: None,
        }
    }

    /// `share of SET of SET by DIM`.
    pub fn share(&self, of: &Chain) -> Result<Ask, ResolveError> {
        let mut items = drafts(self, of, Context::Set)?;
        let at = items.iter().enumerate().find_map(|(n, (_, draft))| {
            let at = draft
                .clauses
                .iter()
                .position(|clause| clause.is(Keyword::Of) && !self.is_role(draft))?;
            Some((n, at))
        });
        let Some((n, at)) = at else {
            return Err(ResolveError::Misplaced {
                code: "share-of-what",
                message: "expected `of` and the whole behind the part".to_owned(),
                span: chain_span(of),
                replacement: None,
                note: Some(
                    "for example `share of events in Kidal of events in Mali by year`".to_owned(),
                ),
            });
        };
        let mut whole: Vec<(Option<Connector>, Draft)> = items.split_off(n + 1);
        let (connector, mut last) = items.remove(n);
        let behind = last.clauses.split_off(at + 1);
        let Some(clause) = last.clauses.pop() else {
            return Err(self.two_questions(of));
        };
        let span = clause.span;
        items.push((connector, last));
        let mut operands = clause.operands.into_iter();
        let head = match operands.next() {
            Some(DraftOperand::Phrase(phrase)) => DraftHead::Phrase(phrase, operands.collect()),
            Some(DraftOperand::Group(items, _)) => DraftHead::Group(items),
            _ => return Err(self.two_questions(of)),
        };
        whole.insert(
            0,
            (
                None,
                Draft {
                    head,
                    clauses: behind,
                    that: Vec::new(),
                    span,
                },
            ),
        );
        let keys = self.take_keys(&mut whole);
        let (part, whole) = (self.sets(&items)?, self.sets(&whole)?);
        let (classes, noun) = self.about_classes(&whole);
        let by = self.key_dimensions(&keys, &classes, &noun, false)?;
        for set in [&part, &whole] {
            if let Set::Names(_) = set {
                return Err(self.not_situations(span, "share of"));
            }
        }
        Ok(Ask::Share { part, whole, by })
    }

    fn is_role(&self, draft: &Draft) -> bool {
        let DraftHead::Phrase(phrase, _) = &draft.head else {
            return false;
        };
        let of_first = draft.clauses.first().is_some_and(|c| c.is(Keyword::Of));
        of_first
            && matches!(
                self.noun_at(self.without_opening(&phrase.pieces), true),
                Some((_, NounFound::Role(_)))
            )
    }

    /// `compare SET 180 days before and after X`, `compare SET in 2014 with 2020`.
    pub fn compare(&self, of: &Chain) -> Result<Ask, ResolveError> {
        if let Some(communities) = self.compared_communities(of)? {
            return Ok(communities);
        }
        let mut items = drafts(self, of, Context::Set)?;
        let keys = self.take_keys(&mut items);
        let [(None, draft)] = items.as_mut_slice() else {
            return Err(self.two_questions(of));
        };
        let clauses = std::mem::take(&mut draft.clauses);
        let (mut kept, around, behind) = cut(&clauses, Keyword::Around);
        kept.extend(behind);
        if let Some(around) = around {
            super::points::of_whom(&mut kept, &around.operands);
            draft.clauses = kept;
            let compared = self.compared(draft)?;
            let by = self.keys_of(&keys, &compared)?;
            let expect = self.expect_situation();
            let named = self.name_list(&around.operands, &expect)?;
            let length = around
                .lengths
                .first()
                .map(|typed| self.time_length(typed))
                .transpose()?;
            return match length {
                Some(length) => Ok(Ask::Compare(Compare {
                    of: compared,
                    by,
                    sides: Sides::Around { length, of: named },
                })),
                None => Err(self.two_questions(of)),
            };
        }
        let at = clauses
            .iter()
            .rposition(|clause| clause.is(Keyword::With) && clause.compare.is_none())
            .filter(|at| *at > 0);
        let Some(at) = at else {
            return Err(ResolveError::Misplaced {
                code: "compare-with-what",
                message: "expected what to compare with".to_owned(),
                span: chain_span(of),
                replacement: None,
                note: Some(
                    "for example `compare coups in 2012 with 2020`, `compare battles 180 days before and after \"Operation Serval\"`"
                        .to_owned(),
                ),
            });
        };
        let mut kept = clauses.clone();
        let with = kept.remove(at);
        let first = kept.remove(at - 1);
        draft.clauses = kept;
        let compared = self.compared(draft)?;
        let by = self.keys_of(&keys, &compared)?;
        let second = DraftClause {
            operands: with.operands,
            second: with.second,
            span: with.span,
            ..first.clone()
        };
        let class = self.ontology.class_by_iri(compared.class.iri.as_str());
        let classes: Vec<ClassId> = class.into_iter().collect();
        let side = |clause: DraftClause| -> Result<Filter, ResolveError> {
            let span = clause.span;
            let mut found = self.filters(&classes, &compared.class.plural, &[clause])?;
            match (found.pop(), found.is_empty()) {
                (Some(filter), true) => Ok(filter),
                _ => Err(ResolveError::Misplaced {
                    code: "compare-with-what",
                    message: "one condition is compared with another".to_owned(),
                    span,
                    replacement: None,
                    note: None,
                }),
            }
        };
        let sides = Sides::Clauses(Box::new((side(first)?, side(second)?)));
        Ok(Ask::Compare(Compare {
            of: compared,
            by,
            sides,
        }))
    }

    fn compared(&self, draft: &Draft) -> Result<Situations, ResolveError> {
        match self.draft_set(draft)? {
            Set::Situations(situations) => Ok(situations),
            _ => Err(self.not_situations(draft.span, "compare")),
        }
    }

    fn keys_of(&self, keys: &[Phrase], of: &Situations) -> Result<Vec<Dimension>, ResolveError> {
        let classes: Vec<ClassId> = self
            .ontology
            .class_by_iri(of.class.iri.as_str())
            .into_iter()
            .collect();
        self.key_dimensions(keys, &classes, &of.class.plural, false)
    }

    /// `time from accords to next attack between signatories`.
    pub fn elapsed(&self, from: &Chain) -> Result<Ask, ResolveError> {
        let items = drafts(self, from, Context::Set)?;
        let [(None, draft)] = items.as_slice() else {
            return Err(self.two_questions(from));
        };
        let (before, to, behind) = cut(&draft.clauses, Keyword::To);
        let missing = || ResolveError::Misplaced {
            code: "time-to-what",
            message: "expected `to next` and what came next".to_owned(),
            span: chain_span(from),
            replacement: None,
            note: Some("for example `time from coups to next intervention`".to_owned()),
        };
        let Some(DraftOperand::Phrase(next)) = to.and_then(|to| to.operands.first()) else {
            return Err(missing());
        };
        let pieces = match next.pieces.as_slice() {
            [Piece::Word(the), Piece::Word(word), rest @ ..]
                if the.text.eq_ignore_ascii_case("the") && is_next(word) =>
            {
                rest
            }
            [Piece::Word(word), rest @ ..] if is_next(word) => rest,
            rest => rest,
        };
        let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else {
            return Err(missing());
        };
        let base = Draft {
            clauses: before,
            ..draft.clone()
        };
        let Set::Situations(from) = self.draft_set(&base)? else {
            return Err(self.not_situations(draft.span, "time from"));
        };
        let classes: Vec<ClassId> = self
            .ontology
            .class_by_iri(from.class.iri.as_str())
            .into_iter()
            .collect();
        let phrase = Phrase {
            pieces: pieces.to_vec(),
            span: first.word().span.to(last.word().span),
        };
        match self.inside(&classes).phrase_set(&phrase, &[], &behind)? {
            Set::Situations(to) => Ok(Ask::Elapsed { from, to }),
            _ => Err(self.not_situations(phrase.span, "to next")),
        }
    }

    /// `gaps of 90 days or more in attacks by X`.
    pub fn lulls(&self, least: Option<&Length>, of: &Chain) -> Result<Ask, ResolveError> {
        let set = self.chain(of)?;
        if !self.of_situations(&set) {
            return Err(self.not_situations(chain_span(of), "gaps in"));
        }
        let least = least.map(|typed| self.time_length(typed)).transpose()?;
        Ok(Ask::Lulls { least, of: set })
    }

    /// Takes measures that follow a count off its chain: `count ambushes, sum killed by month`.
    pub fn measured_too(&self, of: &Chain) -> Result<(Chain, Vec<(Measure, Field)>), ResolveError> {
        let mut kept = of.clone();
        let mut measures = Vec::new();
        let mut rest: Vec<Link> = Vec::new();
        for link in std::mem::take(&mut kept.rest) {
            match measure_of(&link) {
                Some((kind, phrase)) => {
                    measures.push((kind, self.field(&phrase)?));
                    // The clauses behind it hold for the whole set.
                    let last = rest
                        .last_mut()
                        .map_or(&mut kept.first, |link| &mut link.term);
                    last.clauses.extend(link.term.clauses);
                    last.span = last.span.to(link.term.span);
                }
                None => rest.push(link),
            }
        }
        kept.rest = rest;
        Ok((kept, measures))
    }

    /// `attackers by killed since 2015`: those who fill a role, ranked by a figure or by how often.
    pub fn ranked(&self, chain: &Chain) -> Result<Option<(Ask, Vec<Order>)>, ResolveError> {
        if !chain.rest.is_empty() {
            return Ok(None);
        }
        let Head::Phrase(phrase) = &chain.first.head else {
            return Ok(None);
        };
        let by = chain.first.clauses.iter().position(|clause| {
            clause.is(Keyword::By)
                && matches!(&clause.body, ClauseBody::One(Operand::Phrase(key)) if self.is_measure(key))
        });
        let Some(at) = by else {
            return Ok(None);
        };
        let pieces = self.without_opening(&phrase.pieces);
        let words = self.words(pieces);
        if words.len() != pieces.len() {
            return Ok(None);
        }
        let event = self.classes(&["Event"]);
        let Some(class) = event.first().copied() else {
            return Ok(None);
        };
        let key = Phrase {
            pieces: pieces.to_vec(),
            span: phrase.span,
        };
        let mut rest: Term = chain.first.clone();
        let by = rest.clauses.remove(at);
        let ClauseBody::One(Operand::Phrase(measure)) = by.body else {
            return Ok(None);
        };
        if self.role_called(&words.join(" "), &event).is_none()
            && !self.is_place_noun(&words.join(" "))
        {
            return Ok(None);
        }
        // Kinds of events that have the role: attackers attack.
        let class = self.class_with_role(&words.join(" ")).unwrap_or(class);
        let noun = self.noun(class);
        let dimension = self.dimension(&singular_key(self, &key), &[class], &noun.plural, true)?;
        let (class, counted) = self.counted_class(&measure, class);
        let noun = self.noun(class);
        rest.head = Head::Phrase(Phrase {
            pieces: noun
                .plural
                .split(' ')
                .map(|text| {
                    Piece::Word(Word {
                        text: text.to_owned(),
                        span: phrase.span,
                    })
                })
                .collect(),
            span: phrase.span,
        });
        // `attackers of X` are those who attacked X.
        for clause in &mut rest.clauses {
            if clause.is(Keyword::Of) {
                clause.keyword = Keyword::Against;
            }
        }
        let Set::Situations(of) = self.chain(&Chain {
            first: rest,
            rest: Vec::new(),
        })?
        else {
            return Ok(None);
        };
        // Who has no name cannot be ranked.
        let mut of = of;
        if let DimensionKind::Role(role) = &dimension.by {
            let filled = self.ontology.role_by_iri(role.as_str());
            of.filters.insert(
                0,
                Filter::Filled {
                    word: filled.map_or_else(String::new, |role| {
                        self.ontology.role(role).plural(self.language).to_owned()
                    }),
                    roles: vec![role.clone()],
                },
            );
        }
        let by = vec![dimension];
        let (ask, column) = if counted {
            let column = "count".to_owned();
            (
                Ask::Count {
                    of: Set::Situations(of),
                    by,
                },
                column,
            )
        } else {
            let field = self.field(&measure)?;
            let column = field.label.clone();
            (
                Ask::Measure {
                    kind: Measure::Sum,
                    field,
                    of,
                    by,
                },
                column,
            )
        };
        let order = vec![Order {
            column,
            descending: true,
        }];
        Ok(Some((ask, order)))
    }

    /// Says whether words name what somebody can be ranked by: a figure, a count, or a kind of event.
    fn is_measure(&self, phrase: &Phrase) -> bool {
        let words = self.words(&phrase.pieces);
        let text = words.join(" ").to_lowercase();
        words.len() == phrase.pieces.len()
            && (["count", "number", "frequency"].contains(&text.as_str())
                || !self
                    .ontology
                    .terms_called(TermKind::Measure, &text, self.language)
                    .is_empty()
                || self.event_class(&text).is_some())
    }

    fn is_place_noun(&self, text: &str) -> bool {
        self.ontology
            .words(self.language)
            .class_nouns(text)
            .iter()
            .any(|noun| self.ontology.class(noun.class).kind == crate::lexicon::ClassKind::Place)
    }

    fn event_class(&self, text: &str) -> Option<ClassId> {
        let text = text.strip_prefix("number of ").unwrap_or(text);
        let event = self.classes(&["Event"]).first().copied()?;
        self.ontology
            .words(self.language)
            .class_nouns(text)
            .iter()
            .map(|noun| noun.class)
            .find(|class| self.ontology.is_subclass(*class, event))
    }

    /// Returns what is counted or whose figures are added, and whether it is counted.
    fn counted_class(&self, measure: &Phrase, class: ClassId) -> (ClassId, bool) {
        let text = self.words(&measure.pieces).join(" ").to_lowercase();
        if let Some(named) = self.event_class(&text) {
            return (named, true);
        }
        let counts = ["count", "number", "frequency"].contains(&text.as_str());
        (class, counts)
    }

    /// Returns the widest class of events whose situations have a role of this name.
    fn class_with_role(&self, word: &str) -> Option<ClassId> {
        let event = self.classes(&["Event"]).first().copied()?;
        let own = |class: &ClassId| {
            self.ontology.roles_of(*class).into_iter().any(|role| {
                let role = self.ontology.role(role);
                [role.label(self.language), role.plural(self.language)]
                    .iter()
                    .any(|label| crate::lexicon::fold(label) == crate::lexicon::fold(word))
            })
        };
        let mut classes: Vec<ClassId> = self
            .ontology
            .subclasses(event)
            .into_iter()
            .filter(own)
            .collect();
        let all = classes.clone();
        classes.retain(|class| {
            !all.iter()
                .any(|other| other != class && self.ontology.is_subclass(*class, *other))
        });
        match classes.as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }

    /// Takes the group keys off the last of several drafts.
    pub fn take_keys(&self, items: &mut [(Option<Connector>, Draft)]) -> Vec<Phrase> {
        let mut keys = Vec::new();
        if let Some((_, draft)) = items.last_mut() {
            let clauses = std::mem::take(&mut draft.clauses);
            let mut following = clauses.iter().skip(1).map(|c| Some(c.keyword));
            let next: Vec<Option<Keyword>> =
                clauses.iter().map(|_| following.next().flatten()).collect();
            for (clause, next) in clauses.into_iter().zip(next) {
                match self.group_keys(&clause, next) {
                    Some(found) => keys.extend(found),
                    None => draft.clauses.push(clause),
                }
            }
        }
        keys
    }

    fn key_dimensions(
        &self,
        keys: &[Phrase],
        classes: &[ClassId],
        noun: &str,
        measured: bool,
    ) -> Result<Vec<Dimension>, ResolveError> {
        keys.iter()
            .map(|key| self.dimension(key, classes, noun, measured))
            .collect()
    }

    /// `attacker type`: the class of whoever fills a role.
    pub fn type_of_role(&self, text: &str, classes: &[ClassId]) -> Option<Dimension> {
        let role = ["type", "types", "kind", "kinds"]
            .iter()
            .find_map(|word| text.strip_suffix(word))?
            .trim_end();
        let role = self.role_called(role, classes)?;
        let label = self.ontology.role(role).label(self.language);
        Some(Dimension {
            word: format!("{label} type"),
            by: DimensionKind::TypeOf(Iri::new(self.ontology.role(role).iri.clone())),
        })
    }
}

/// Writes a role in the singular, as dimensions are called.
fn singular_key(resolver: &Resolver<'_>, key: &Phrase) -> Phrase {
    let text = resolver.words(&key.pieces).join(" ");
    let found = resolver
        .ontology
        .words(resolver.language)
        .class_nouns(&text)
        .first()
        .map(|noun| resolver.noun(noun.class).singular);
    match found {
        Some(singular) => Phrase {
            pieces: singular
                .split(' ')
                .map(|text| {
                    Piece::Word(Word {
                        text: text.to_owned(),
                        span: key.span,
                    })
                })
                .collect(),
            span: key.span,
        },
        None => key.clone(),
    }
}

fn is_be(word: &Word) -> bool {
    ["was", "were", "is", "are"].contains(&word.text.as_str())
}

fn is_next(word: &Word) -> bool {
    ["next", "following", "first"].contains(&word.text.to_lowercase().as_str())
}

/// Cuts clauses at the first of a kind.
fn cut(clauses: &[DraftClause], keyword: Keyword) -> Cut<'_> {
    match clauses.iter().position(|clause| clause.keyword == keyword) {
        Some(at) => (
            clauses[..at].to_vec(),
            clauses.get(at),
            clauses[at + 1..].to_vec(),
        ),
        None => (clauses.to_vec(), None, Vec::new()),
    }
}

/// Reads `, sum killed` behind a count.
fn measure_of(link: &Link) -> Option<(Measure, Phrase)> {
    if !matches!(link.connector, Connector::Comma | Connector::And) {
        return None;
    }
    let Head::Phrase(phrase) = &link.term.head else {
        return None;
    };
    let [Piece::Word(word), field @ ..] = phrase.pieces.as_slice() else {
        return None;
    };
    let kind = match word.text.to_lowercase().as_str() {
        "sum" | "total" => Measure::Sum,
        "average" | "mean" => Measure::Average,
        "median" => Measure::Median,
        "min" | "minimum" => Measure::Min,
        "max" | "maximum" => Measure::Max,
        _ => return None,
    };
    let (first, last) = (field.first()?, field.last()?);
    let span = first.word().span.to(last.word().span);
    Some((
        kind,
        Phrase {
            pieces: field.to_vec(),
            span,
        },
    ))
}

fn chain_span(chain: &Chain) -> Span {
    chain.first.span.to(chain
        .rest
        .last()
        .map_or(chain.first.span, |link| link.term.span))
}
