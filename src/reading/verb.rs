//! Verb phrases: `who ambushed X`, `who was ambushed by X`, `whom did X ambush`, `did X ambush Y`.

use super::error::ResolveError;
use super::names::Expect;
use super::resolver::{NounFound, Resolver, VerbFound};
use super::scope::{Draft, DraftClause, DraftHead, DraftOperand};
use super::set::{Reads, Slot};
use super::tree::{Filler, Filter, Noun, RolePhrase, Roles, Set, Situations, View, YesNo};
use crate::lexicon::{self, ClassId, ClassKind, Form, WordKind};
use crate::question::ast::{Asker, Connector, Keyword, Phrase, Piece, Span, Word};

/// Returns where a verb's object stands.
pub fn slot(read: &lexicon::Reads) -> Slot {
    match read.object {
        lexicon::Object::Nothing => Slot::Absent,
        lexicon::Object::Role(role) => Slot::Role(role),
        lexicon::Object::Itself => Slot::Itself,
        lexicon::Object::Place => Slot::Place,
    }
}

/// Returns the operands of `both A and B`, each on its own.
fn both(operands: &[DraftOperand]) -> Option<Vec<DraftOperand>> {
    let (DraftOperand::Phrase(first), others) = operands.split_first()? else {
        return None;
    };
    let [Piece::Word(word), name @ ..] = first.pieces.as_slice() else {
        return None;
    };
    if !word.text.eq_ignore_ascii_case("both") || others.is_empty() {
        return None;
    }
    let named = DraftOperand::Phrase(Phrase {
        pieces: name.to_vec(),
        span: name.first()?.word().span.to(name.last()?.word().span),
    });
    Some(
        std::iter::once(named)
            .chain(others.iter().cloned())
            .collect(),
    )
}

/// A verb phrase taken apart: what stands before and behind the verb.
struct Parts<'d> {
    found: VerbFound,
    span: Span,
    before: &'d [Piece],
    after: Vec<DraftOperand>,
    clauses: &'d [DraftClause],
}

impl Resolver<'_> {
    /// Resolves a verb phrase after `who`, `what` or `which NOUN`.
    pub fn verb_phrase(
        &self,
        asker: &Asker,
        which: Option<&Noun>,
        connector: Option<Connector>,
        draft: &Draft,
    ) -> Result<Set, ResolveError> {
        let (phrase, more) = match &draft.head {
            DraftHead::Phrase(phrase, more) => (phrase, more),
            DraftHead::Group(items) => {
                return self.combine(items, &|resolver, connector, inner| {
                    resolver.verb_phrase(asker, which, connector, inner)
                });
            }
        };
        if let Some(set) = self.never(asker, which, phrase, draft)? {
            return Ok(set);
        }
        let (passive, phrase) = &self.without_auxiliary(phrase);
        let next = draft.clauses.first().and_then(|clause| clause.plain());
        // `except` leaves out names and nouns too: `who fought Wagner except JNIM`.
        if connector == Some(Connector::Except) && !self.begins_with_verb(phrase, next) {
            return self.draft_set(draft);
        }
        let auxiliary = asker.auxiliary.as_ref().map(|word| word.text.as_str());
        if matches!(auxiliary, Some("did" | "does" | "do")) {
            return self.object_question(phrase, more, &draft.clauses, which, Form::Base);
        }
        let parts = self.parts(phrase, more, &draft.clauses, 0)?;
        // `who fought both A and B`: those who fought the one and the other, not necessarily at once.
        if let Some(each) = both(&parts.after) {
            let sets = each
                .into_iter()
                .map(|after| {
                    let one = Parts {
                        found: parts.found.clone(),
                        before: parts.before,
                        clauses: parts.clauses,
                        span: parts.span,
                        after: vec![after],
                    };
                    self.active(&one, which).map(Set::Roles)
                })
                .collect::<Result<Vec<Set>, _>>()?;
            return Ok(Set::And(sets));
        }
        let be = *passive || matches!(auxiliary, Some("was" | "were" | "is" | "are"));
        // `is allied with` is no passive: the preposition belongs to the verb.
        let participle = parts.found.matches.iter().any(|m| m.is(Form::Participle));
        if be && participle && !parts.found.keyword {
            return self.passive(&parts, which).map(Set::Roles);
        }
        self.active(&parts, which).map(Set::Roles)
    }

    /// `who never fought X`, `who did not support X`, `which groups were never attacked by X`.
    fn never(
        &self,
        asker: &Asker,
        which: Option<&Noun>,
        phrase: &Phrase,
        draft: &Draft,
    ) -> Result<Option<Set>, ResolveError> {
        let Some(negative) = self.negative(phrase) else {
            return Ok(None);
        };
        let did = |word: &Word| {
            matches!(
                word.text.as_str(),
                "did" | "does" | "do" | "has" | "have" | "had"
            )
        };
        // `whom did X not attack` asks for the object; here the subject stands before the verb.
        let auxiliary = asker.auxiliary.clone().filter(|word| !did(word));
        let asker = Asker {
            word: asker.word.clone(),
            auxiliary,
        };
        let DraftHead::Phrase(_, more) = &draft.head else {
            return Ok(None);
        };
        let positive = Draft {
            head: DraftHead::Phrase(negative.phrase, more.clone()),
            ..draft.clone()
        };
        let set = self.verb_phrase(&asker, which, None, &positive)?;
        Ok(Some(self.complement(which, set)))
    }

    /// `groups that fought X`, `groups that X fought`: those of a kind who did something or had it done to them.
    pub fn relative(
        &self,
        class: ClassId,
        phrase: Phrase,
        more: &[DraftOperand],
        clauses: &[DraftClause],
    ) -> Result<Option<Set>, ResolveError> {
        let which = self.noun(class);
        let next = clauses.first().and_then(|clause| clause.plain());
        let acts = self.ontology.class(class).kind != ClassKind::Situation;
        if !acts
            && more.is_empty()
            && let Some(end) = super::points::end_said(&phrase)
        {
            return self.at_end(class, end, phrase.span, clauses).map(Some);
        }
        if let (false, Some(negative)) = (acts, self.negative(&phrase)) {
            let set = self.relative(class, negative.phrase, more, clauses)?;
            return Ok(set.map(|set| self.complement(Some(&which), set)));
        }
        // `accords that were signed by X` are accords signed by X.
        let (passive, participle) = self.without_auxiliary(&phrase);
        if !acts
            && passive
            && more.is_empty()
            && let Some(set) = self.participle(class, &participle, clauses)?
        {
            return Ok(Some(set));
        }
        let positive = self.negative(&phrase).map(|negative| negative.phrase);
        let (_, verb) = self.without_auxiliary(positive.as_ref().unwrap_or(&phrase));
        let did = !self.is_name(&verb) && self.verb_at(&verb.pieces, next).is_some();
        if acts && did {
            let asker = Asker {
                word: Word {
                    text: "which".to_owned(),
                    span: phrase.span,
                },
                auxiliary: None,
            };
            let draft = Draft {
                span: phrase.span,
                head: DraftHead::Phrase(phrase, more.to_vec()),
                clauses: clauses.to_vec(),
                that: Vec::new(),
            };
            return self
                .verb_phrase(&asker, Some(&which), None, &draft)
                .map(Some);
        }
        let form = [Form::Past, Form::Present, Form::Base]
            .into_iter()
            .find(|form| self.holds_verb(&phrase, clauses, *form));
        match form {
            Some(form) => self
                .object_question(&phrase, more, clauses, Some(&which), form)
                .map(Some),
            None => Err(ResolveError::Misplaced {
                code: "missing-verb",
                message: "expected what they did, or what one other did to them".to_owned(),
                span: phrase.span,
                replacement: None,
                note: Some(
                    "for example `groups that fought France`, `groups that Ukraine supported`"
                        .to_owned(),
                ),
            }),
        }
    }

    /// `towns captured by X`, `accords signed by X`: a participle behind its noun.
    pub fn participle(
        &self,
        class: ClassId,
        phrase: &Phrase,
        clauses: &[DraftClause],
    ) -> Result<Option<Set>, ResolveError> {
        let Some(found) = self.verb_at(&phrase.pieces, None) else {
            return Ok(None);
        };
        let whole = found.pieces == phrase.pieces.len();
        if !whole || !found.matches.iter().any(|m| m.is(Form::Participle)) {
            return Ok(None);
        }
        let noun = self.noun(class);
        if self.ontology.class(class).kind != ClassKind::Situation {
            let parts = Parts {
                found,
                span: phrase.span,
                before: &[],
                after: Vec::new(),
                clauses,
            };
            return self
                .passive(&parts, Some(&noun))
                .map(|roles| Some(Set::Roles(roles)));
        }
        // Who signed an accord takes part in it as `by` says; what nobody is said to have signed is an accord all the same.
        let by = self.roles_by_preposition(&[class], Keyword::By);
        let reads_so = self.reads(&found).iter().any(|(about, subject, slot)| {
            *slot == Slot::Itself
                && self.ontology.is_subclass(class, *about)
                && by.contains(subject)
        });
        if !reads_so {
            return Ok(None);
        }
        let filters = self.filters(&[class], &noun.plural, clauses)?;
        let class = noun;
        Ok(Some(Set::Situations(Situations { class, filters })))
    }

    /// Takes a phrase apart at the verb that begins at a piece.
    fn parts<'d>(
        &self,
        phrase: &'d Phrase,
        more: &[DraftOperand],
        clauses: &'d [DraftClause],
        at: usize,
    ) -> Result<Parts<'d>, ResolveError> {
        let pieces = &phrase.pieces[at..];
        let next = clauses.first().and_then(|clause| clause.plain());
        let Some(found) = self.verb_at(pieces, next) else {
            return Err(self.unknown_verb(pieces, phrase.span, Some(Form::Past)));
        };
        let verb = &pieces[..found.pieces];
        let span = match (verb.first(), verb.last()) {
            (Some(first), Some(last)) => first.word().span.to(last.word().span),
            _ => phrase.span,
        };
        let rest = &pieces[found.pieces..];
        let mut after = Vec::new();
        if let (Some(first), Some(last)) = (rest.first(), rest.last()) {
            after.push(DraftOperand::Phrase(Phrase {
                pieces: rest.to_vec(),
                span: first.word().span.to(last.word().span),
            }));
        }
        after.extend(more.iter().cloned());
        let clauses = match clauses.split_first() {
            Some((clause, behind)) if found.keyword => {
                after.extend(clause.operands.iter().cloned());
                behind
            }
            _ => clauses,
        };
        Ok(Parts {
            found,
            span,
            before: &phrase.pieces[..at],
            after,
            clauses,
        })
    }

    fn unknown_verb(&self, pieces: &[Piece], span: Span, form: Option<Form>) -> ResolveError {
        let Some(Piece::Word(word)) = pieces.first() else {
            return ResolveError::Misplaced {
                code: "missing-verb",
                message: "expected a verb: what did they do?".to_owned(),
                span,
                replacement: None,
                note: Some(
                    "for example `who attacked …`, `who supported …`, `who signed …`".to_owned(),
                ),
            };
        };
        let near = self.near(&word.text, &[WordKind::Verb], form);
        ResolveError::UnknownWord {
            word: word.text.clone(),
            span: word.span,
            expected: "verb",
            near,
            accepted: Vec::new(),
        }
    }

    fn reads(&self, found: &VerbFound) -> Vec<(ClassId, lexicon::RoleId, Slot)> {
        let mut reads: Vec<_> = found
            .matches
            .iter()
            .flat_map(|m| &self.ontology.verb(m.verb).reads)
            .map(|read| (read.class, read.subject, slot(read)))
            .collect();
        reads.sort();
        reads.dedup();
        reads
    }

    /// Returns the reads with subject and object exchanged; those without an object role have no passive.
    fn passive_reads(&self, found: &VerbFound) -> Vec<Reads> {
        self.reads(found)
            .into_iter()
            .filter_map(|(class, subject, object)| match object {
                Slot::Role(object) => Some((class, object, Slot::Role(subject))),
                Slot::Absent | Slot::Itself | Slot::Place => None,
            })
            .collect()
    }

    fn form(&self, found: &VerbFound, form: Form) -> String {
        found.matches.first().map_or_else(String::new, |m| {
            self.ontology
                .verb(m.verb)
                .form(form, self.language)
                .to_owned()
        })
    }

    fn active_phrase(&self, found: &VerbFound) -> RolePhrase {
        RolePhrase::Active {
            base: self.form(found, Form::Base),
            past: self.form(found, Form::Past),
            participle: self.form(found, Form::Participle),
        }
    }

    fn active(&self, parts: &Parts<'_>, which: Option<&Noun>) -> Result<Roles, ResolveError> {
        let reads = self.reads(&parts.found);
        let phrase = self.active_phrase(&parts.found);
        self.roles(
            phrase,
            &reads,
            &parts.after,
            parts.clauses,
            parts.span,
            which,
        )
    }

    fn passive(&self, parts: &Parts<'_>, which: Option<&Noun>) -> Result<Roles, ResolveError> {
        if let Some(stray) = parts.after.first() {
            return Err(ResolveError::Misplaced {
                code: "missing-by",
                message: "expected `by` before who did it".to_owned(),
                span: stray.span(),
                replacement: Some((stray.span(), format!("by {}", self.slice(stray.span())))),
                note: None,
            });
        }
        let reads = self.passive_reads(&parts.found);
        if reads.is_empty() {
            return Err(ResolveError::Misplaced {
                code: "no-passive",
                message: format!(
                    "nobody is \"{}\" by somebody",
                    self.form(&parts.found, Form::Participle)
                ),
                span: parts.span,
                replacement: None,
                note: None,
            });
        }
        let phrase = RolePhrase::Passive {
            participle: self.form(&parts.found, Form::Participle),
        };
        let by = parts.clauses.iter().position(|c| c.is(Keyword::By));
        let (agents, clauses) = match by {
            Some(at) => {
                let mut clauses = parts.clauses.to_vec();
                (clauses.remove(at).operands, clauses)
            }
            None => (Vec::new(), parts.clauses.to_vec()),
        };
        self.roles(phrase, &reads, &agents, &clauses, parts.span, which)
    }

    fn roles(
        &self,
        phrase: RolePhrase,
        reads: &[Reads],
        given: &[DraftOperand],
        clauses: &[DraftClause],
        span: Span,
        which: Option<&Noun>,
    ) -> Result<Roles, ResolveError> {
        let (given, clauses) = if given.is_empty() {
            (Filler::Anyone, clauses)
        } else {
            self.filler(given, clauses, &self.expect_given(reads))?
        };
        let views = self.views(reads, &given, span)?;
        let classes = self.classes_of_views(&views);
        let which = which.map(|noun| self.able(noun, &views));
        let mut roles = Roles {
            phrase,
            views,
            given,
            filters: Vec::new(),
            which,
        };
        let noun = super::echo::noun_of(&roles);
        roles.filters = self.filters(&classes, &noun, clauses)?;
        Ok(roles)
    }

    /// Returns the noun that can fill the asked role: countries that intervened are states.
    fn able(&self, noun: &Noun, views: &[View]) -> Noun {
        let answers: Vec<_> = views
            .iter()
            .filter_map(|view| self.ontology.role_by_iri(view.answer.as_str()))
            .collect();
        let can = |class: ClassId| {
            answers
                .iter()
                .any(|role| self.ontology.can_fill(*role, class))
        };
        let class = self.ontology.class_by_iri(noun.iri.as_str());
        match class.and_then(|class| Some((class, self.ontology.class(class).acts_as?))) {
            Some((place, actor)) if !can(place) && can(actor) => self.noun(actor),
            _ => noun.clone(),
        }
    }

    /// `whom did X ambush`: the object is asked for.
    fn object_question(
        &self,
        phrase: &Phrase,
        more: &[DraftOperand],
        clauses: &[DraftClause],
        which: Option<&Noun>,
        form: Form,
    ) -> Result<Set, ResolveError> {
        let parts = self.split_at_verb(phrase, more, clauses, form)?;
        let reads = self.passive_reads(&parts.found);
        if reads.is_empty()
            && !parts.before.is_empty()
            && let Some(set) = self.situations_of(&parts, which, phrase.span)?
        {
            return Ok(set);
        }
        if reads.is_empty() || parts.before.is_empty() {
            return Err(self.unknown_verb(&phrase.pieces, phrase.span, Some(form)));
        }
        let subject = self.before(&parts, phrase.span);
        // `groups that X fought` are the groups that were fought by X.
        let phrase = if form == Form::Base {
            RolePhrase::Object {
                base: self.form(&parts.found, Form::Base),
            }
        } else {
            RolePhrase::Passive {
                participle: self.form(&parts.found, Form::Participle),
            }
        };
        self.roles(phrase, &reads, &[subject], parts.clauses, parts.span, which)
            .map(Set::Roles)
    }

    /// `which accords did CMA sign`: what a verb takes is the situation itself, so the situations by somebody are asked for.
    fn situations_of(
        &self,
        parts: &Parts<'_>,
        which: Option<&Noun>,
        whole: Span,
    ) -> Result<Option<Set>, ResolveError> {
        let named = which.and_then(|noun| self.ontology.class_by_iri(noun.iri.as_str()));
        let fits = |class: ClassId| named.is_none_or(|n| self.ontology.is_subclass(n, class));
        let read = self
            .reads(&parts.found)
            .into_iter()
            .find(|(class, _, object)| *object == Slot::Itself && fits(*class));
        let Some((class, subject, _)) = read else {
            return Ok(None);
        };
        let class = named.unwrap_or(class);
        let by = self.roles_by_preposition(&[class], Keyword::By);
        let (keyword, roles) = if by.contains(&subject) {
            (Keyword::By, by)
        } else {
            (
                Keyword::Involving,
                self.roles_by_preposition(&[class], Keyword::Involving),
            )
        };
        let subject = self.before(parts, whole);
        let (filler, _) = self.filler(&[subject], &[], &self.expect_role(&roles))?;
        let noun = self.noun(class);
        let mut filters = vec![Filter::Role {
            preposition: keyword,
            roles: roles
                .iter()
                .map(|role| crate::iri::Iri::new(self.ontology.role(*role).iri.clone()))
                .collect(),
            filler,
        }];
        filters.extend(self.filters(&[class], &noun.plural, parts.clauses)?);
        Ok(Some(Set::Situations(Situations {
            class: noun,
            filters,
        })))
    }

    fn before(&self, parts: &Parts<'_>, whole: Span) -> DraftOperand {
        let span = match (parts.before.first(), parts.before.last()) {
            (Some(first), Some(last)) => first.word().span.to(last.word().span),
            _ => whole,
        };
        DraftOperand::Phrase(Phrase {
            pieces: parts.before.to_vec(),
            span,
        })
    }

    /// Finds the verb between the names of `X support Y`: the first place where a verb of the form begins and a name
    /// stands before it.
    fn split_at_verb<'d>(
        &self,
        phrase: &'d Phrase,
        more: &[DraftOperand],
        clauses: &'d [DraftClause],
        form: Form,
    ) -> Result<Parts<'d>, ResolveError> {
        let next = clauses.first().and_then(|clause| clause.plain());
        let mut nobody = None;
        for at in 1..phrase.pieces.len() {
            let found = self.verb_at(&phrase.pieces[at..], next);
            if found.is_some_and(|f| f.matches.iter().any(|m| m.is(form))) {
                let pieces = phrase.pieces[..at].to_vec();
                let span = phrase.span;
                let before = Phrase { pieces, span };
                if self.is_anyone(&before.pieces) {
                    return self.parts(phrase, more, clauses, at);
                }
                match self.name(&before, &Expect::default()) {
                    Err(
                        error @ (ResolveError::UnknownName { .. }
                        | ResolveError::UnknownWord { .. }),
                    ) => nobody = nobody.or(Some(error)),
                    _ => return self.parts(phrase, more, clauses, at),
                }
            }
        }
        // A verb stands where one is expected: it is the name before it that is not understood.
        if let Some(error) = nobody {
            return Err(error);
        }
        let missing = |code, message: &str, example: &str| ResolveError::Misplaced {
            code,
            message: message.to_owned(),
            span: phrase.span,
            replacement: None,
            note: Some(format!("for example `{example}`")),
        };
        if self.verb_at(&phrase.pieces, next).is_some() {
            return Err(missing(
                "missing-subject",
                "expected a name before the verb",
                "was \"Wagner Group\" ambushed",
            ));
        }
        if self.is_name(phrase) {
            return Err(missing(
                "missing-verb",
                "expected a verb behind the name",
                "did Ukraine support CSP",
            ));
        }
        // No verb fits: the word after the longest name is the one that is not understood.
        let name = (1..phrase.pieces.len())
            .rev()
            .find(|at| {
                self.is_name(&Phrase {
                    pieces: phrase.pieces[..*at].to_vec(),
                    span: phrase.span,
                })
            })
            .unwrap_or(1)
            .min(phrase.pieces.len().saturating_sub(1));
        Err(self.unknown_verb(&phrase.pieces[name..], phrase.span, Some(form)))
    }

    fn is_anyone(&self, pieces: &[Piece]) -> bool {
        matches!(pieces, [Piece::Word(word)]
            if ["anyone", "anybody", "someone", "somebody"].contains(&word.text.to_lowercase().as_str()))
    }

    /// Refuses lists in a yes-or-no question: `and` would ask for all of them at once, which one answer cannot tell.
    fn one_at_a_time(&self, span: Span) -> ResolveError {
        ResolveError::Misplaced {
            code: "one-at-a-time",
            message: "a yes-or-no question asks about one subject and one object".to_owned(),
            span,
            replacement: None,
            note: Some("ask for each in turn, or ask `who …`".to_owned()),
        }
    }

    /// Resolves `did X VERB Y`, `was X VERBed by Y`, `is X allied with Y`.
    pub fn yes_no(&self, auxiliary: &Word, draft: &Draft) -> Result<YesNo, ResolveError> {
        let DraftHead::Phrase(phrase, more) = &draft.head else {
            return Err(ResolveError::Misplaced {
                code: "missing-verb",
                message: "expected a name and a verb".to_owned(),
                span: draft.span,
                replacement: None,
                note: Some("for example `did Ukraine support CSP`".to_owned()),
            });
        };
        let be = matches!(auxiliary.text.as_str(), "was" | "were" | "is" | "are");
        let have = matches!(auxiliary.text.as_str(), "has" | "have" | "had");
        let form = if be || have {
            Form::Participle
        } else {
            Form::Base
        };
        if let Some(question) = self.role_of(phrase, more, &draft.clauses, be)? {
            return Ok(question);
        }
        if let (false, Some(last)) = (self.holds_verb(phrase, &draft.clauses, form), more.last()) {
            return Err(self.one_at_a_time(phrase.span.to(last.span())));
        }
        let mut parts = self.split_at_verb(phrase, more, &draft.clauses, form)?;
        if be {
            // `is X allied with Y` says `be allied with` rather than `ally with`.
            parts.found.matches.sort_by_key(|m| {
                let past = self.ontology.verb(m.verb).form(Form::Past, self.language);
                !past.starts_with("was ")
            });
        }
        if let [first, .., last] = parts.after.as_slice() {
            return Err(self.one_at_a_time(first.span().to(last.span())));
        }
        let named = self.before(&parts, phrase.span);
        if be && !parts.found.keyword {
            let roles = self.passive(&parts, None)?;
            return self.turn_round(&parts, roles, &named);
        }
        let verb = self.active(&parts, None)?;
        let reads = self.reads(&parts.found);
        let subject = self.subject(&named, &reads)?;
        let verb = self.narrowed(verb, &subject, named.span())?;
        Ok(YesNo { subject, verb })
    }

    fn holds_verb(&self, phrase: &Phrase, clauses: &[DraftClause], form: Form) -> bool {
        let next = clauses.first().and_then(|clause| clause.plain());
        (1..phrase.pieces.len()).any(|at| {
            self.verb_at(&phrase.pieces[at..], next)
                .is_some_and(|found| found.matches.iter().any(|m| m.is(form)))
        })
    }

    /// `is X an ally of Y`: the role is asked for by its noun.
    fn role_of(
        &self,
        phrase: &Phrase,
        more: &[DraftOperand],
        clauses: &[DraftClause],
        be: bool,
    ) -> Result<Option<YesNo>, ResolveError> {
        let of_follows = clauses.first().is_some_and(|c| c.is(Keyword::Of));
        let article = phrase.pieces.iter().rposition(|piece| {
            matches!(piece, Piece::Word(word) if ["a", "an", "the"].contains(&word.text.to_lowercase().as_str()))
        });
        let Some(at) = article.filter(|at| *at > 0 && be && of_follows && more.is_empty()) else {
            return Ok(None);
        };
        let noun = &phrase.pieces[at + 1..];
        let Some((taken, NounFound::Role(ids))) = self.noun_at(noun, true) else {
            return Ok(None);
        };
        if taken != noun.len() {
            return Ok(None);
        }
        let Set::Roles(verb) = self.role_nouns(phrase, &ids, Vec::new(), clauses)? else {
            return Ok(None);
        };
        let before = &phrase.pieces[..at];
        let span = match (before.first(), before.last()) {
            (Some(first), Some(last)) => first.word().span.to(last.word().span),
            _ => phrase.span,
        };
        let named = DraftOperand::Phrase(Phrase {
            pieces: before.to_vec(),
            span,
        });
        let roles: Vec<_> = verb
            .views
            .iter()
            .filter_map(|view| self.ontology.role_by_iri(view.answer.as_str()))
            .collect();
        let expect = self.expect_role(&roles);
        let subject = self.filler(std::slice::from_ref(&named), &[], &expect)?.0;
        let verb = self.narrowed(verb, &subject, span)?;
        Ok(Some(YesNo { subject, verb }))
    }

    fn subject(&self, named: &DraftOperand, reads: &[Reads]) -> Result<Filler, ResolveError> {
        if matches!(named, DraftOperand::Phrase(phrase) if self.is_anyone(&phrase.pieces)) {
            return Ok(Filler::Anyone);
        }
        let roles: Vec<_> = reads.iter().map(|(_, subject, _)| *subject).collect();
        let expect = self.expect_role(&roles);
        Ok(self.filler(std::slice::from_ref(named), &[], &expect)?.0)
    }

    /// Drops the views whose asked role the subject cannot fill.
    fn narrowed(
        &self,
        mut verb: Roles,
        subject: &Filler,
        span: Span,
    ) -> Result<Roles, ResolveError> {
        if let Filler::Names(names) = subject {
            let classes: Vec<ClassId> = names
                .iter()
                .filter_map(|name| self.names.by_iri(name.iri.as_str()))
                .flat_map(|id| self.classes_of(id))
                .collect();
            verb.views.retain(|view| {
                self.ontology
                    .role_by_iri(view.answer.as_str())
                    .is_some_and(|role| classes.iter().any(|c| self.ontology.can_fill(role, *c)))
            });
        }
        if verb.views.is_empty() {
            return Err(ResolveError::Misplaced {
                code: "no-such-subject",
                message: "this cannot do that".to_owned(),
                span,
                replacement: None,
                note: None,
            });
        }
        Ok(verb)
    }

    /// `was X ambushed by Y` is `did Y ambush X`; without `by`, somebody did.
    fn turn_round(
        &self,
        parts: &Parts<'_>,
        passive: Roles,
        named: &DraftOperand,
    ) -> Result<YesNo, ResolveError> {
        let reads = self.reads(&parts.found);
        let anyone =
            matches!(named, DraftOperand::Phrase(phrase) if self.is_anyone(&phrase.pieces));
        let object = if anyone {
            Filler::Anyone
        } else {
            self.filler(std::slice::from_ref(named), &[], &self.expect_given(&reads))?
                .0
        };
        let views = self.views(&reads, &object, parts.span)?;
        let verb = Roles {
            phrase: self.active_phrase(&parts.found),
            views,
            given: object,
            filters: passive.filters,
            which: None,
        };
        Ok(YesNo {
            subject: passive.given,
            verb,
        })
    }
}
