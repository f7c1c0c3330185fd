//! Question to reading: one function for each sentence beginning.

use super::bindings::Bindings;
use super::error::ResolveError;
use super::names::Expect;
use super::resolver::{NounFound, Resolver};
use super::scope::{
    Context, Draft, DraftClause, DraftHead, DraftOperand, draft_clauses, drafts, whole_words,
};
use super::tree::{
    Ask, Dimension, Entity, Filter, Having, Noun, Order, Paths, Reading, Rows, Set, Situations,
};
use crate::lexicon::{ClassId, ClassKind, Language, NameIndex, Ontology, TermKind, WordKind};
use crate::question::ast::{
    self, Asker, Chain, Clause, ClauseBody, Connector, Head, Keyword, Measure, Number, Operand,
    Output, Phrase, Piece, Question, Sentence, Span, Term,
};
use crate::time::Day;

/// Resolves every word of a question, or says which one is not understood and what would fit.
///
/// # Errors
/// The first word, name or clause that means nothing here.
pub fn resolve(
    question: &Question,
    text: &str,
    ontology: &Ontology,
    names: &NameIndex,
    language: Language,
    today: Day,
    bindings: &Bindings,
) -> Result<Reading, ResolveError> {
    let resolver = Resolver {
        bindings,
        ontology,
        names,
        language,
        today,
        text,
        scope: Vec::new(),
        quiet: false,
    };
    let mut order = order(&resolver, &question.output);
    let ranked = match &question.sentence {
        Sentence::Set(chain) => resolver.ranked(chain)?,
        _ => None,
    };
    let ask = match ranked {
        Some((ask, ranking)) => {
            if order.is_empty() {
                order = ranking;
            }
            ask
        }
        None => resolver.sentence(&question.sentence, question.output.steps.as_ref())?,
    };
    if let Ask::Sparql(_) = ask {
        raw_as_it_is(&question.output)?;
    }
    fits(&ask, &question.output)?;
    Ok(Reading {
        ask,
        strictly: question.output.strictly.is_some(),
        rows: rows(&question.output)?,
        order,
        having: having(&resolver, &question.output)?,
        pipes: super::pipe::pipes(&question.pipes, today)?,
    })
}

/// Refuses what is said of the output where nothing of the kind is put out.
fn fits(ask: &Ask, output: &Output) -> Result<(), ResolveError> {
    let misplaced = |code, message: &str, span, note: &str| {
        Err(ResolveError::Misplaced {
            code,
            message: message.to_owned(),
            span,
            replacement: None,
            note: Some(note.to_owned()),
        })
    };
    let stepwise = match ask {
        Ask::Paths(_) => true,
        Ask::Survey(survey) => {
            matches!(survey.what, ast::Survey::Network | ast::Survey::Brokers)
        }
        _ => false,
    };
    if let (Some(steps), false) = (&output.steps, stepwise) {
        return misplaced(
            "steps-outside-path",
            "only paths, networks and brokers have steps",
            steps.span,
            "rows are limited by `limit 3`, and figures compared behind `with`: with killed <= 3",
        );
    }
    let listed = matches!(
        ask,
        Ask::List(_) | Ask::YesNo(_) | Ask::About(_) | Ask::Paths(_)
    );
    if let (Some(having), true) = (output.having.first(), listed) {
        return misplaced(
            "having-outside-groups",
            "`having` compares what is counted or added up in groups",
            having.column.span.to(having.number.span),
            "for example `count events by place having events >= 3`",
        );
    }
    Ok(())
}

/// Raw SPARQL says itself what is certain enough and in which order it comes.
fn raw_as_it_is(output: &Output) -> Result<(), ResolveError> {
    let order = output.order.first().map(|key| (key.key.span, "ORDER BY"));
    let strictly = output.strictly.map(|span| (span, "FILTER"));
    match strictly.or(order) {
        Some((span, instead)) => Err(ResolveError::Misplaced {
            code: "raw-sparql",
            message: "raw SPARQL is asked as it is".to_owned(),
            span,
            replacement: None,
            note: Some(format!("write {instead} in the query itself")),
        }),
        None => Ok(()),
    }
}

fn rows(output: &Output) -> Result<Rows, ResolveError> {
    if output.all.is_some() {
        return Ok(Rows::All);
    }
    match &output.limit {
        Some(number) => Ok(Rows::Limit(whole(number)?)),
        None => Ok(Rows::Page),
    }
}

fn having(resolver: &Resolver<'_>, output: &Output) -> Result<Vec<Having>, ResolveError> {
    output
        .having
        .iter()
        .map(|having| {
            let number = having.number.text.parse::<i64>();
            Ok(Having {
                column: resolver.slice(having.column.span).to_lowercase(),
                operator: having.operator,
                number: number.map_err(|_| ResolveError::Misplaced {
                    code: "bad-number",
                    message: format!("\"{}\" is no whole number", having.number.text),
                    span: having.number.span,
                    replacement: None,
                    note: None,
                })?,
            })
        })
        .collect()
}

pub(super) fn whole(number: &Number) -> Result<usize, ResolveError> {
    number.text.parse().map_err(|_| ResolveError::Misplaced {
        code: "bad-number",
        message: format!(
            "\"{}\" is no whole number that can be counted to",
            number.text
        ),
        span: number.span,
        replacement: None,
        note: None,
    })
}

fn order(resolver: &Resolver<'_>, output: &Output) -> Vec<Order> {
    output
        .order
        .iter()
        .map(|key| Order {
            column: resolver.slice(key.key.span).to_lowercase(),
            descending: key.descending,
        })
        .collect()
}

impl Resolver<'_> {
    fn sentence(&self, sentence: &Sentence, steps: Option<&Number>) -> Result<Ask, ResolveError> {
        match sentence {
            Sentence::Who { asker, body } => {
                if let Some(entity) = self.who_is(asker, body) {
                    return Ok(Ask::About(entity));
                }
                if let Some(pairs) = self.each_other(asker, body) {
                    return self.pairs(&pairs);
                }
                if let Some(ask) = self.changed_sides(body)? {
                    return Ok(ask);
                }
                self.who(asker, body).map(Ask::List)
            }
            Sentence::When {
                asker,
                auxiliary,
                body,
            } => self.when_or_where(asker, auxiliary.as_ref(), body),
            Sentence::Extreme { end, number, of } => self.extreme(*end, number.as_ref(), of),
            Sentence::Share { of } => self.share(of),
            Sentence::Compare { of } => self.compare(of),
            Sentence::Elapsed { from } => self.elapsed(from),
            Sentence::Lulls { least, of } => self.lulls(least.as_ref(), of),
            Sentence::Clusters { of } => self.clusters(of),
            Sentence::Pairs { of } => self.pairs(of),
            Sentence::Set(chain) => match self.changed_sides(chain)? {
                Some(ask) => Ok(ask),
                None => self.chain(chain).map(|set| match set {
                    // A name alone asks what is known of it.
                    Set::Names(mut names) if names.len() == 1 => Ask::About(names.remove(0)),
                    set => Ask::List(set),
                }),
            },
            Sentence::Count { of } => self.count(of),
            Sentence::Measure { kinds, field, of } => self.measures(kinds, field, of),
            Sentence::Did { auxiliary, body } => self.did(auxiliary, body),
            Sentence::About { subject } => self.about(subject),
            Sentence::Claims { of } => self.chain(of).map(Ask::Claims),
            Sentence::Survey { what, of } => self.survey(*what, of, steps),
            Sentence::Path { from, to, clauses } => self.path(from, to, clauses, steps),
            Sentence::Sparql { text, .. } => Ok(Ask::Sparql(text.clone())),
        }
    }

    pub fn chain(&self, chain: &Chain) -> Result<Set, ResolveError> {
        self.sets(&drafts(self, chain, Context::Set)?)
    }

    fn who(&self, asker: &Asker, body: &Chain) -> Result<Set, ResolveError> {
        let mut body = body.clone();
        let mut asker = asker.clone();
        // `what is demanded` is also the word for a role.
        if let Some(chain) = self.what_is(&asker, &body) {
            return self.chain(&chain);
        }
        if let Some(first) = self.with_auxiliary(&asker, &body) {
            body.first = first;
            asker.auxiliary = None;
        }
        let which = if matches!(asker.word.text.as_str(), "which" | "what") {
            body.first = whole_words(self, &body.first, Context::Verb).into_owned();
            self.which(&mut asker, &mut body)
        } else {
            None
        };
        if which.is_none() && matches!(asker.word.text.as_str(), "which") {
            self.check_noun(&body)?;
        }
        // `which coups in 2021` has no verb: it asks for the coups.
        if let (Some(noun), Head::Nothing) = (&which, &body.first.head) {
            if let Some(auxiliary) = &asker.auxiliary {
                self.check_verb(auxiliary, &body)?;
            }
            return self.without_verb(noun, &body);
        }
        if let Some(chain) = self.role_question(&asker, &body) {
            return self.chain(&chain);
        }
        let items = drafts(self, &body, Context::Verb)?;
        self.combine(&items, &|resolver, connector, draft| {
            resolver.verb_phrase(&asker, which.as_ref(), connector, draft)
        })
    }

    /// Returns the first phrase with the auxiliary before it, if the verb is one with it: `was allied with`, `was present`.
    fn with_auxiliary(&self, asker: &Asker, body: &Chain) -> Option<Term> {
        let auxiliary = asker.auxiliary.as_ref()?;
        let before = match &body.first.head {
            Head::Phrase(phrase) => phrase.pieces.as_slice(),
            Head::Nothing => &[],
            Head::Group(_) | Head::Moment(_) => return None,
        };
        let mut pieces = vec![Piece::Word(auxiliary.clone())];
        pieces.extend(before.iter().cloned());
        let mut term = body.first.clone();
        term.head = Head::Phrase(Phrase {
            span: auxiliary.span.to(body.first.span),
            pieces,
        });
        let term = whole_words(self, &term, Context::Verb).into_owned();
        let next = term.clauses.first().and_then(|clause| clause.plain());
        let Head::Phrase(phrase) = &term.head else {
            return None;
        };
        self.takes_auxiliary(&phrase.pieces, next).then_some(term)
    }

    /// Says whether an auxiliary and what stands behind it make one verb.
    fn takes_auxiliary(&self, pieces: &[Piece], next: Option<Keyword>) -> bool {
        self.verb_at(pieces, next)
            .is_some_and(|found| found.pieces > 1)
    }

    /// Refuses `which groups did`; `which groups are in Mali` needs no further verb.
    fn check_verb(
        &self,
        auxiliary: &crate::question::ast::Word,
        body: &Chain,
    ) -> Result<(), ResolveError> {
        let be = ["is", "are", "was", "were"].contains(&auxiliary.text.as_str());
        if be && !body.first.clauses.is_empty() {
            return Ok(());
        }
        Err(ResolveError::Misplaced {
            code: "missing-verb",
            message: format!("expected a verb behind `{}`", auxiliary.text),
            span: auxiliary.span,
            replacement: None,
            note: Some("for example `which states did France support`".to_owned()),
        })
    }

    fn what_is(&self, asker: &Asker, body: &Chain) -> Option<Chain> {
        let (Head::Phrase(phrase), Some(is)) = (&body.first.head, &asker.auxiliary) else {
            return None;
        };
        let mut pieces = vec![Piece::Word(asker.word.clone()), Piece::Word(is.clone())];
        pieces.extend(phrase.pieces.iter().cloned());
        let (taken, NounFound::Role(_)) = self.noun_at(&pieces, true)? else {
            return None;
        };
        let mut chain = body.clone();
        chain.first.head = Head::Phrase(Phrase {
            span: asker.word.span.to(phrase.span),
            pieces,
        });
        (taken == phrase.pieces.len() + 2).then_some(chain)
    }

    /// Says which noun is not understood in `which NOUN VERB …`.
    fn check_noun(&self, body: &Chain) -> Result<(), ResolveError> {
        let Head::Phrase(phrase) = &body.first.head else {
            return Ok(());
        };
        let next = body.first.clauses.first().and_then(|clause| clause.plain());
        let pieces = phrase.pieces.as_slice();
        let verb = (0..pieces.len()).find(|at| self.verb_at(&pieces[*at..], next).is_some());
        let (Some(Piece::Word(first)), Some(at)) = (pieces.first(), verb) else {
            return Ok(());
        };
        if at == 0 {
            return Ok(());
        }
        let words = self.words(&pieces[..at]).join(" ");
        Err(ResolveError::UnknownWord {
            near: self.near(&words, &[WordKind::ClassNoun], None),
            word: words,
            span: first.span.to(pieces[at - 1].word().span),
            expected: "noun",
            accepted: Vec::new(),
        })
    }

    /// `who is JNIM` asks for the card.
    fn who_is(&self, asker: &Asker, body: &Chain) -> Option<Entity> {
        let be = asker
            .auxiliary
            .as_ref()
            .is_some_and(|word| ["is", "are", "was", "were"].contains(&word.text.as_str()));
        match &body.first.head {
            Head::Phrase(phrase)
                if be
                    && body.rest.is_empty()
                    && body.first.clauses.is_empty()
                    && self.is_name(phrase) =>
            {
                self.name(phrase, &Expect::default()).ok()
            }
            _ => None,
        }
    }

    /// `who is the leader of JNIM` asks for a role by its noun, `what happened in Kidal` for the events there.
    fn role_question(&self, asker: &Asker, body: &Chain) -> Option<Chain> {
        let Head::Phrase(phrase) = &body.first.head else {
            return None;
        };
        let mut chain = body.clone();
        if let ("what", [Piece::Word(word)]) = (asker.word.text.as_str(), phrase.pieces.as_slice())
            && word.text.eq_ignore_ascii_case("happened")
        {
            let event = self.classes(&["Event"]).first().copied()?;
            chain.first.head = Head::Phrase(self.as_phrase(&self.noun(event).plural, word.span));
            return Some(chain);
        }
        let be = asker
            .auxiliary
            .as_ref()
            .is_some_and(|word| ["is", "are", "was", "were"].contains(&word.text.as_str()));
        let next = body.first.clauses.first().and_then(|clause| clause.plain());
        if !be || next != Some(Keyword::Of) {
            return None;
        }
        let pieces = self.without_opening(&phrase.pieces);
        let (taken, NounFound::Role(_)) = self.noun_at(pieces, true)? else {
            return None;
        };
        (taken == pieces.len()).then_some(chain)
    }

    pub fn as_phrase(&self, words: &str, span: Span) -> Phrase {
        Phrase {
            pieces: words
                .split(' ')
                .map(|word| {
                    Piece::Word(crate::question::ast::Word {
                        text: word.to_owned(),
                        span,
                    })
                })
                .collect(),
            span,
        }
    }

    /// Takes the noun of `which NOUN VERB …` off the body, and the auxiliary that may follow it.
    fn which(&self, asker: &mut Asker, body: &mut Chain) -> Option<Noun> {
        let next = body.first.clauses.first().and_then(|clause| clause.plain());
        let Head::Phrase(phrase) = &mut body.first.head else {
            return None;
        };
        let (taken, found) = self.noun_at(&phrase.pieces, false)?;
        let NounFound::Class(class) = found else {
            return None;
        };
        let rest = &phrase.pieces[taken..];
        if self.ontology.class(class).kind == ClassKind::Situation
            && let Some(head) = self.happened(rest, phrase.span)
        {
            let noun = self.noun(class);
            if let Head::Phrase(involved) = &head {
                let clause = Clause {
                    not: None,
                    keyword: Keyword::Involving,
                    keyword_span: involved.span,
                    body: ClauseBody::One(Operand::Phrase(involved.clone())),
                    span: involved.span,
                };
                body.first.clauses.insert(0, clause);
            }
            body.first.head = Head::Nothing;
            return Some(noun);
        }
        let (auxiliary, verb) = match rest {
            [Piece::Word(word), after @ ..] if is_auxiliary(&word.text) => {
                let mut word = word.clone();
                word.text = word.text.to_lowercase();
                (Some(word), after)
            }
            _ => (None, rest),
        };
        // The auxiliary can be a part of the verb: `which groups were allied with X`.
        let (auxiliary, verb) = if auxiliary.is_some() && self.takes_auxiliary(rest, next) {
            (None, rest)
        } else {
            (auxiliary, verb)
        };
        let did = auxiliary
            .as_ref()
            .is_some_and(|a| matches!(a.text.as_str(), "did" | "does" | "do"));
        let negated = || {
            let pieces = rest.to_vec();
            let span = phrase.span;
            self.negative(&Phrase { pieces, span }).is_some()
        };
        // `which groups never fought X`: the words of the negation are taken off with the verb.
        let (auxiliary, verb) = if auxiliary.is_some() && negated() {
            (None, rest)
        } else {
            (auxiliary, verb)
        };
        if !verb.is_empty() && !did && self.verb_at(verb, next).is_none() && !negated() {
            return None;
        }
        if auxiliary.is_some() {
            asker.auxiliary = auxiliary;
        }
        let noun = self.noun(class);
        if verb.is_empty() {
            body.first.head = Head::Nothing;
        } else {
            let start = verb[0].word().span.start;
            let span = Span {
                start,
                end: phrase.span.end,
            };
            let pieces = verb.to_vec();
            body.first.head = Head::Phrase(Phrase { pieces, span });
        }
        Some(noun)
    }

    /// `which coups happened`, `which events involved Wagner`: verbs that say nothing of a situation but that it was, and
    /// who was in it.
    fn happened(&self, rest: &[Piece], span: Span) -> Option<Head> {
        let words: Vec<String> = self.words(rest).iter().map(|w| w.to_lowercase()).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        match words.as_slice() {
            ["happened" | "occurred"] | ["took", "place"] => Some(Head::Nothing),
            ["involved", ..] if rest.len() > 1 => {
                let span = Span {
                    start: rest[1].word().span.start,
                    end: span.end,
                };
                let pieces = rest[1..].to_vec();
                Some(Head::Phrase(Phrase { pieces, span }))
            }
            _ => None,
        }
    }

    fn without_verb(&self, noun: &Noun, body: &Chain) -> Result<Set, ResolveError> {
        let mut chain = body.clone();
        let span = Span {
            start: body.first.span.start,
            end: body.first.span.start,
        };
        chain.first.head = Head::Phrase(self.as_phrase(&noun.plural, span));
        self.chain(&chain)
    }

    /// Splits `by` clauses with group keys off the end of a set.
    fn grouped(&self, of: &Chain, measured: bool) -> Result<(Set, Vec<Dimension>), ResolveError> {
        let mut items = drafts(self, of, Context::Set)?;
        let mut keys: Vec<Phrase> = Vec::new();
        if let Some((_, draft)) = items.last_mut() {
            strip_were_there(self, draft);
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
        let set = self.sets(&items)?;
        let (mut classes, noun) = self.about_classes(&set);
        if measured && matches!(set, Set::Names(_)) {
            classes = self.classes(&["Situation"]);
        }
        if let (true, Some(key)) = (classes.is_empty(), keys.first()) {
            return Err(ResolveError::Misplaced {
                code: "no-groups",
                message: "only situations and roles in them can be grouped".to_owned(),
                span: key.span,
                replacement: None,
                note: None,
            });
        }
        let by = keys
            .iter()
            .map(|key| self.dimension(key, &classes, &noun, measured))
            .collect::<Result<_, _>>()?;
        Ok((set, by))
    }

    /// Returns the group keys of a `by` clause, unless it names somebody who takes part.
    pub fn group_keys(&self, clause: &DraftClause, next: Option<Keyword>) -> Option<Vec<Phrase>> {
        if !clause.is(Keyword::By) || next == Some(Keyword::Of) {
            return None;
        }
        let phrases: Vec<Phrase> = clause
            .operands
            .iter()
            .map(|operand| match operand {
                DraftOperand::Phrase(phrase) => Some(phrase.clone()),
                DraftOperand::Moment(_) | DraftOperand::Group(..) => None,
            })
            .collect::<Option<_>>()?;
        // `by non-signatories` tells who did it.
        if super::points::is_outsiders(clause) {
            return None;
        }
        let a_key = |phrase: &Phrase| self.is_dimension_word(phrase);
        // One known key makes the list a list of keys, so that a misspelt key is not taken for an actor; a lone unknown
        // word is a key too unless some name fits it.
        let lone_unknown = |phrase: &Phrase| {
            let lower = self.slice(phrase.span).chars().all(|c| !c.is_uppercase());
            lower
                && matches!(
                    self.quietly().name(phrase, &Expect::default()),
                    Err(ResolveError::UnknownName { .. })
                )
                && self.words(&phrase.pieces).len() == phrase.pieces.len()
        };
        (phrases.iter().any(a_key) || phrases.iter().all(lone_unknown)).then_some(phrases)
    }

    /// Returns the situation classes that a set is about, with the word for its members.
    pub fn about_classes(&self, set: &Set) -> (Vec<ClassId>, String) {
        match set {
            Set::Situations(situations) => (
                self.ontology
                    .class_by_iri(situations.class.iri.as_str())
                    .into_iter()
                    .collect(),
                situations.class.plural.clone(),
            ),
            Set::Roles(roles) => (
                self.classes_of_views(&roles.views),
                super::echo::noun_of(roles),
            ),
            // Names beside situations say which of them are meant.
            Set::And(sets) if matches!(sets.as_slice(), [_, Set::Names(_)]) => {
                self.about_classes(&sets[0])
            }
            _ => (Vec::new(), String::new()),
        }
    }

    fn count(&self, of: &Chain) -> Result<Ask, ResolveError> {
        if let Some(error) = self.people_counted(of) {
            return Err(error);
        }
        let span = chain_span(of);
        let (of, measures) = self.measured_too(of)?;
        let (of, by) = self.grouped(&of, !measures.is_empty())?;
        if let Set::Names(_) = &of {
            let field = self.ontology.terms(TermKind::Measure).find(|(_, term)| {
                let label = term.label(self.language);
                self.slice(span)
                    .split_whitespace()
                    .any(|word| word == label)
            });
            let replacement = field.map(|(_, term)| {
                let label = term.label(self.language);
                (
                    Span {
                        start: 0,
                        end: self.text.len(),
                    },
                    format!("sum {label} of events"),
                )
            });
            return Err(ResolveError::Misplaced {
                code: "count-of-name",
                message: "a name cannot be counted: say what it took part in".to_owned(),
                span,
                replacement,
                note: Some("for example `count attacks by JNIM`, `count allies of JNIM`, `sum killed of battles`".to_owned()),
            });
        }
        if measures.is_empty() {
            return Ok(Ask::Count { of, by });
        }
        let Set::Situations(situations) = &of else {
            return Err(ResolveError::Misplaced {
                code: "no-figures",
                message: "only situations have figures".to_owned(),
                span,
                replacement: None,
                note: Some("for example `count events in Mali, sum killed by year`".to_owned()),
            });
        };
        let figures: Vec<Ask> = measures
            .into_iter()
            .map(|(kind, field)| Ask::Measure {
                kind,
                field,
                of: situations.clone(),
                by: by.clone(),
            })
            .collect();
        let mut parts = vec![Ask::Count { of, by }];
        parts.extend(figures);
        Ok(Ask::Several(parts))
    }

    /// `average, median, max killed of ambushes by attacker`.
    fn measures(
        &self,
        kinds: &[Measure],
        field: &Phrase,
        chain: &Chain,
    ) -> Result<Ask, ResolveError> {
        let mut parts = kinds
            .iter()
            .map(|kind| self.measure(*kind, field, chain))
            .collect::<Result<Vec<Ask>, _>>()?;
        match (parts.pop(), parts.is_empty()) {
            (Some(one), true) => Ok(one),
            (Some(last), false) => {
                parts.push(last);
                Ok(Ask::Several(parts))
            }
            (None, _) => self.measure(Measure::Sum, field, chain),
        }
    }

    /// `how many people were killed in Mali`: people are counted by the figures of events.
    fn people_counted(&self, of: &Chain) -> Option<ResolveError> {
        let Head::Phrase(phrase) = &of.first.head else {
            return None;
        };
        let words = self.words(&phrase.pieces);
        let [.., be, done] = words.as_slice() else {
            return None;
        };
        if !["were", "was"].contains(&be.to_lowercase().as_str()) {
            return None;
        }
        let found = self
            .ontology
            .terms_called(TermKind::Measure, done, self.language);
        let field = self.ontology.term(*found.first()?).label(self.language);
        let asked = self.text.get(..phrase.span.start)?.to_lowercase();
        let start = asked.rfind("how many").or_else(|| asked.rfind("count"))?;
        let span = Span {
            start,
            end: phrase.span.end,
        };
        Some(ResolveError::Misplaced {
            code: "people-counted",
            message: format!("people are not counted one by one: events have figures of {field}"),
            span,
            replacement: Some((span, format!("sum {field} of events"))),
            note: None,
        })
    }

    fn measure(&self, kind: Measure, field: &Phrase, chain: &Chain) -> Result<Ask, ResolveError> {
        let field = self.field(field)?;
        let (set, by) = self.grouped(chain, true)?;
        let of = match set {
            Set::Situations(situations) => situations,
            // A named event is the set of that one event.
            Set::Names(names) => self.named_situations(&names, chain)?,
            _ => {
                return Err(ResolveError::Misplaced {
                    code: "no-figures",
                    message: format!("only situations have figures of {}", field.label),
                    span: chain.first.span,
                    replacement: None,
                    note: Some(format!(
                        "for example `sum {} of events in Mali`",
                        field.label
                    )),
                });
            }
        };
        let several_speakers = of.filters.iter().any(|filter| {
            matches!(filter, Filter::AccordingTo(names) | Filter::ClaimedBy(names) | Filter::Using(names) if names.len() > 1)
        });
        if several_speakers {
            return Err(ResolveError::Misplaced {
                code: "several-speakers",
                message: "figures of different speakers never add up".to_owned(),
                span: chain_span(chain),
                replacement: None,
                note: Some("ask for one speaker at a time".to_owned()),
            });
        }
        Ok(Ask::Measure {
            kind,
            field,
            of,
            by,
        })
    }

    fn named_situations(&self, names: &[Entity], of: &Chain) -> Result<Situations, ResolveError> {
        let situation = self.classes(&["Situation"]);
        let (Some(class), [name]) = (situation.first(), names) else {
            return Err(ResolveError::Misplaced {
                code: "no-figures",
                message: "one situation, or a set of them, has figures".to_owned(),
                span: of.first.span,
                replacement: None,
                note: None,
            });
        };
        let is_situation = self.names.by_iri(name.iri.as_str()).is_some_and(|id| {
            self.classes_of(id)
                .iter()
                .any(|c| self.ontology.is_subclass(*c, *class))
        });
        if !is_situation {
            return Err(ResolveError::WrongKind {
                name: name.label.clone(),
                span: of.first.span,
                found: crate::iri::with_article(&name.kind),
                expected: "a situation".to_owned(),
                correction: Some((
                    of.first.span,
                    format!("events involving {}", super::echo::written(name, false)),
                )),
            });
        }
        Ok(Situations {
            class: self.noun(*class),
            filters: vec![Filter::Named(name.clone())],
        })
    }

    fn did(
        &self,
        auxiliary: &crate::question::ast::Word,
        body: &Chain,
    ) -> Result<Ask, ResolveError> {
        let items = drafts(self, body, Context::Clause)?;
        match items.as_slice() {
            [(None, draft)] => self.yes_no(auxiliary, draft).map(Ask::YesNo),
            _ => Err(ResolveError::Misplaced {
                code: "two-questions",
                message: "a yes-or-no question asks for one thing".to_owned(),
                span: body.rest.first().map_or(body.first.span, |l| l.span),
                replacement: None,
                note: None,
            }),
        }
    }

    fn about(&self, subject: &Chain) -> Result<Ask, ResolveError> {
        let items = drafts(self, subject, Context::Set)?;
        let [
            (
                None,
                Draft {
                    head: DraftHead::Phrase(phrase, more),
                    clauses,
                    ..
                },
            ),
        ] = items.as_slice()
        else {
            return Err(self.one_name(subject.first.span));
        };
        if !more.is_empty() || !clauses.is_empty() {
            // The name may only lack its quotes.
            self.name(phrase, &Expect::default())?;
            return Err(self.narrowed_card(phrase.span, subject.first.span));
        }
        self.name(phrase, &Expect::default()).map(Ask::About)
    }

    /// A card tells all of something; what narrows it asks for events.
    fn narrowed_card(&self, name: Span, whole: Span) -> ResolveError {
        let asked = self.text.get(..name.start).unwrap_or_default();
        let start = asked.to_lowercase().rfind("about").unwrap_or(name.start);
        let span = Span {
            start,
            end: whole.end,
        };
        let rest = self.text.get(name.start..whole.end).unwrap_or_default();
        ResolveError::Misplaced {
            code: "one-name",
            message: "`about` takes one name and no clause".to_owned(),
            span: whole,
            replacement: Some((span, format!("events involving {rest}"))),
            note: None,
        }
    }

    fn one_name(&self, span: Span) -> ResolveError {
        ResolveError::Misplaced {
            code: "one-name",
            message: "`about` takes one name".to_owned(),
            span,
            replacement: None,
            note: Some(
                "a name that holds a word such as `in`, `of` or `and` stands in quotes".to_owned(),
            ),
        }
    }

    fn path(
        &self,
        from: &Chain,
        to: &Chain,
        clauses: &[Clause],
        steps: Option<&Number>,
    ) -> Result<Ask, ResolveError> {
        let (from, first) = self.ends(from)?;
        let (to, second) = self.ends(to)?;
        let mut gathered: Vec<DraftClause> = first;
        gathered.extend(second);
        gathered.extend(draft_clauses(self, clauses)?);
        let mut via = Vec::new();
        let mut rest = Vec::new();
        for clause in gathered {
            if clause.is(Keyword::Via) {
                via.extend(self.via(&clause)?);
            } else {
                rest.push(clause);
            }
        }
        let situations = self.classes(&["Situation"]);
        let filters = self.filters(&situations, "paths", &rest)?;
        Ok(Ask::Paths(Paths {
            from,
            to,
            via,
            filters,
            steps: steps.map(whole).transpose()?,
        }))
    }

    /// Resolves the names at one end of a path; clauses that the parser left with them are handed back.
    fn ends(&self, chain: &Chain) -> Result<(Vec<Entity>, Vec<DraftClause>), ResolveError> {
        let expect = Expect {
            classes: self.classes(&["Actor"]),
            words: "an actor".to_owned(),
            ..Expect::default()
        };
        let items = drafts(self, chain, Context::Set)?;
        let mut names = Vec::new();
        let mut clauses = Vec::new();
        for (connector, draft) in items {
            let fine = matches!(
                connector,
                None | Some(Connector::And | Connector::Or | Connector::Comma)
            );
            match (draft.head, fine) {
                (DraftHead::Phrase(phrase, more), true) => {
                    if self.is_bound(&phrase) {
                        names.extend(self.name_list(&[DraftOperand::Phrase(phrase)], &expect)?);
                    } else {
                        names.push(self.name(&phrase, &expect)?);
                    }
                    names.extend(self.name_list(&more, &expect)?);
                    clauses.extend(draft.clauses);
                }
                (DraftHead::Group(items), true) => match self.sets(&items)? {
                    Set::Names(more) => names.extend(more),
                    _ => return Err(self.names_at_ends(draft.span)),
                },
                _ => return Err(self.names_at_ends(draft.span)),
            }
        }
        Ok((names, clauses))
    }

    fn names_at_ends(&self, span: Span) -> ResolveError {
        ResolveError::Misplaced {
            code: "path-ends",
            message: "a path leads from names to names".to_owned(),
            span,
            replacement: None,
            note: Some("for example `path from Ukraine to \"Wagner Group\"`".to_owned()),
        }
    }

    pub fn via(&self, clause: &DraftClause) -> Result<Vec<Noun>, ResolveError> {
        let mut nouns = Vec::new();
        for operand in &clause.operands {
            match operand {
                DraftOperand::Phrase(phrase) => nouns.push(self.via_noun(phrase)?),
                DraftOperand::Group(items, span) => {
                    for (_, draft) in items {
                        match &draft.head {
                            DraftHead::Phrase(phrase, more) => {
                                nouns.push(self.via_noun(phrase)?);
                                for operand in more {
                                    if let DraftOperand::Phrase(phrase) = operand {
                                        nouns.push(self.via_noun(phrase)?);
                                    }
                                }
                            }
                            DraftHead::Group(..) => return Err(self.names_at_ends(*span)),
                        }
                    }
                }
                DraftOperand::Moment(moment) => return Err(self.names_at_ends(moment.span)),
            }
        }
        Ok(nouns)
    }

    pub fn via_noun(&self, phrase: &Phrase) -> Result<Noun, ResolveError> {
        // A noun that holds a keyword stands in quotes here.
        let unquoted = match phrase.pieces.as_slice() {
            [Piece::Quoted(word)] => self.as_phrase(&word.text, word.span).pieces,
            pieces => pieces.to_vec(),
        };
        let words = self.words(&unquoted);
        if let Some((taken, NounFound::Class(class))) = self.noun_at(&unquoted, false)
            && taken == unquoted.len()
            && self.ontology.class(class).kind == ClassKind::Situation
        {
            return Ok(self.noun(class));
        }
        let text = words.join(" ");
        Err(ResolveError::UnknownWord {
            near: self.near(&text, &[WordKind::ClassNoun], None),
            word: self.slice(phrase.span).to_owned(),
            span: phrase.span,
            expected: "kind of situation",
            accepted: Vec::new(),
        })
    }
}

/// `how many ambushes were there in Mali`: the words say nothing.
fn strip_were_there(resolver: &Resolver<'_>, draft: &mut Draft) {
    let DraftHead::Phrase(phrase, _) = &mut draft.head else {
        return;
    };
    let words = resolver.words(&phrase.pieces);
    let lower: Vec<String> = words.iter().map(|w| w.to_lowercase()).collect();
    if let [.., be, there] = lower.as_slice()
        && ["were", "are", "was", "is"].contains(&be.as_str())
        && there == "there"
    {
        let kept = phrase.pieces.len() - 2;
        phrase.pieces.truncate(kept);
        if let Some(last) = phrase.pieces.last() {
            phrase.span.end = last.word().span.end;
        }
    }
}

fn is_auxiliary(word: &str) -> bool {
    [
        "was", "were", "is", "are", "did", "does", "do", "has", "had", "have",
    ]
    .contains(&word.to_lowercase().as_str())
}

fn chain_span(chain: &Chain) -> Span {
    chain.first.span.to(chain
        .rest
        .last()
        .map_or(chain.first.span, |link| link.term.span))
}
