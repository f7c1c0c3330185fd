//! Clauses to filters: places, times, roles, figures and sources.

use super::error::ResolveError;
use super::names::Expect;
use super::relative::Taken;
use super::resolver::Resolver;
use super::scope::{DraftClause, DraftOperand};
use super::set::Slot;
use super::tree::{
    BackWord, Dimension, DimensionKind, Entity, Field, Filler, Filter, Time, TimeRelation,
};
use crate::iri::Iri;
use crate::lexicon::{Calendar, ClassId, ClassKind, RoleId, Term, TermKind};
use crate::question::ast::{Comparison, Keyword, Moment as Typed, Phrase, Piece, Span};
use crate::time::{Moment, Range};

impl Resolver<'_> {
    /// Resolves the clauses of a noun or verb that is about these classes.
    pub fn filters(
        &self,
        classes: &[ClassId],
        noun: &str,
        clauses: &[DraftClause],
    ) -> Result<Vec<Filter>, ResolveError> {
        let mut filters = Vec::new();
        let mut rest = clauses.to_vec();
        while let Some((clause, after)) = rest.split_first() {
            let (mut found, left) = self.clause(classes, noun, clause, after)?;
            if let Some(not) = clause.not {
                found = vec![self.not(found, not)?];
            }
            filters.append(&mut found);
            rest = left;
        }
        Ok(filters)
    }

    /// Resolves one clause, which can take some of those behind it.
    fn clause(
        &self,
        classes: &[ClassId],
        noun: &str,
        clause: &DraftClause,
        rest: &[DraftClause],
    ) -> Result<Taken, ResolveError> {
        if let Some(both) = both(clause) {
            let mut filters = Vec::new();
            for one in both {
                filters.extend(self.clause(classes, noun, &one, &[])?.0);
            }
            return Ok((filters, rest.to_vec()));
        }
        if clause.compare.is_none() {
            if let Some(taken) = self.same_unit(clause, rest) {
                return Ok(taken);
            }
            if let Some(taken) = self.outsiders(classes, noun, clause, rest)? {
                return Ok(taken);
            }
            if let Some(time) = self.time(clause)? {
                return Ok((vec![Filter::Time(time)], rest.to_vec()));
            }
            if let Some(taken) = self.relative_clause(classes, clause, rest)? {
                return Ok(taken);
            }
            if let Some(taken) = self.presence(classes, noun, clause, rest)? {
                return Ok(taken);
            }
        }
        let (filter, rest) = self.filter(classes, noun, clause, rest)?;
        Ok((vec![filter], rest.to_vec()))
    }

    /// Negates what a clause says.
    fn not(&self, mut found: Vec<Filter>, span: Span) -> Result<Filter, ResolveError> {
        match (found.pop(), found.is_empty()) {
            (Some(Filter::Not(filter)), true) => Ok(*filter),
            (Some(filter), true) => Ok(Filter::Not(Box::new(filter))),
            _ => Err(ResolveError::Misplaced {
                code: "not-several",
                message: "`not` stands before one condition".to_owned(),
                span,
                replacement: None,
                note: None,
            }),
        }
    }

    /// `with mediators`, `without mediators`, `with no violations within 1 year`, `with unknown attackers`, `where target is
    /// unknown`.
    fn presence(
        &self,
        classes: &[ClassId],
        noun: &str,
        clause: &DraftClause,
        rest: &[DraftClause],
    ) -> Result<Option<Taken>, ResolveError> {
        let without = clause.keyword == Keyword::Without;
        let with = without || clause.keyword == Keyword::With;
        if let ([DraftOperand::Group(items, span)], true) = (clause.operands.as_slice(), with)
            && let Some(filter) = self.about_group(classes, noun, items, *span, rest)?
        {
            let (filter, rest) = filter;
            let filter = if without {
                Filter::Not(Box::new(filter))
            } else {
                filter
            };
            return Ok(Some((vec![filter], rest)));
        }
        let [DraftOperand::Phrase(phrase)] = clause.operands.as_slice() else {
            return Ok(None);
        };
        if clause.keyword == Keyword::Where {
            return Ok(self
                .recorded_unknown(classes, phrase)
                .map(|filter| (vec![filter], rest.to_vec())));
        }
        if !without && clause.keyword != Keyword::With {
            return Ok(None);
        }
        if let Some(filter) = self.conflicting(classes, phrase)? {
            let filter = if without {
                Filter::Not(Box::new(filter))
            } else {
                filter
            };
            return Ok(Some((vec![filter], rest.to_vec())));
        }
        let pieces = self.without_opening(&phrase.pieces);
        let (word, behind) = match pieces {
            [Piece::Word(word), behind @ ..] if !behind.is_empty() => {
                (word.text.to_lowercase(), behind)
            }
            _ => (String::new(), pieces),
        };
        let (no, unknown) = (
            word == "no",
            ["unknown", "unidentified"].contains(&word.as_str()),
        );
        let noun_pieces = if no || unknown { behind } else { pieces };
        let words = self.words(noun_pieces);
        if words.len() != noun_pieces.len() || words.is_empty() {
            return Ok(None);
        }
        let text = words.join(" ");
        let roles = self.roles_called(&text, classes);
        let negated = |filter: Filter| {
            if no || without {
                Filter::Not(Box::new(filter))
            } else {
                filter
            }
        };
        if let Some(first) = roles.first() {
            let word = self.ontology.role(*first).plural(self.language).to_owned();
            let roles = self.role_iris(&roles);
            let filter = if unknown {
                Filter::Unknown { word, roles }
            } else {
                negated(Filter::Filled { word, roles })
            };
            return Ok(Some((vec![filter], rest.to_vec())));
        }
        let found = self.ontology.words(self.language).class_nouns(&text);
        let situation = found
            .iter()
            .map(|noun| noun.class)
            .find(|class| self.ontology.class(*class).kind == ClassKind::Situation);
        if let Some(class) = situation.filter(|_| !unknown) {
            let filter = self.about_clause(classes, class, noun, phrase.span, rest)?;
            return Ok(Some((vec![negated(filter)], Vec::new())));
        }
        if without {
            // `accords without France`: nobody of that name takes part.
            let involving = DraftClause {
                keyword: Keyword::Involving,
                ..clause.clone()
            };
            let (filter, _) =
                self.role_filter(classes, noun, &involving, Keyword::Involving, &[])?;
            return Ok(Some((vec![negated(filter)], rest.to_vec())));
        }
        if no || unknown {
            let accepted: Vec<String> = classes
                .iter()
                .flat_map(|class| self.ontology.roles_of(*class))
                .map(|role| self.ontology.role(role).plural(self.language).to_owned())
                .collect();
            return Err(ResolveError::UnknownWord {
                near: near_of(&text, &accepted),
                word: text,
                span: phrase.span,
                expected: "role or kind of event",
                accepted,
            });
        }
        Ok(None)
    }

    /// `target is unknown`.
    fn recorded_unknown(&self, classes: &[ClassId], phrase: &Phrase) -> Option<Filter> {
        let words = self.words(&phrase.pieces);
        let [role @ .., is, unknown] = words.as_slice() else {
            return None;
        };
        let (is, unknown) = (is.to_lowercase(), unknown.to_lowercase());
        if !["is", "are", "was", "were"].contains(&is.as_str())
            || !["unknown", "unidentified"].contains(&unknown.as_str())
        {
            return None;
        }
        let role = role.strip_prefix(&["the"]).unwrap_or(role);
        let roles = self.roles_called(&role.join(" "), classes);
        let first = roles.first()?;
        Some(Filter::Unknown {
            word: self.ontology.role(*first).plural(self.language).to_owned(),
            roles: self.role_iris(&roles),
        })
    }

    pub fn role_iris(&self, roles: &[RoleId]) -> Vec<Iri> {
        roles
            .iter()
            .map(|role| Iri::new(self.ontology.role(*role).iri.clone()))
            .collect()
    }

    /// Returns the roles that situations of these classes have under a word.
    pub fn roles_called(&self, text: &str, classes: &[ClassId]) -> Vec<RoleId> {
        let own: Vec<RoleId> = classes
            .iter()
            .flat_map(|class| self.ontology.roles_of(*class))
            .collect();
        let below = classes
            .iter()
            .flat_map(|class| self.ontology.roles_below(*class));
        let named = |role: &RoleId| self.called(std::iter::once(*role), text).is_some();
        let mut found: Vec<RoleId> = own.into_iter().filter(named).collect();
        if found.is_empty() {
            found = below.filter(named).collect();
        }
        found.sort();
        found.dedup();
        found
    }

    fn filter<'c>(
        &self,
        classes: &[ClassId],
        noun: &str,
        clause: &DraftClause,
        rest: &'c [DraftClause],
    ) -> Result<(Filter, &'c [DraftClause]), ResolveError> {
        if let Some(filter) = self.source_count(clause)? {
            return Ok((filter, rest));
        }
        if let Some((field, operator, number)) = &clause.compare {
            let filter = Filter::Figure {
                field: self.field(field)?,
                operator: *operator,
                number: whole(&number.text, number.span)?,
            };
            return Ok((filter, rest));
        }
        if clause.keyword == Keyword::In
            && let Some(neighbours) = self.neighbours(clause, rest)?
        {
            return Ok(neighbours);
        }
        match clause.keyword {
            Keyword::In | Keyword::At => Ok((Filter::Place(self.places(clause)?), rest)),
            Keyword::Near => Ok((Filter::Near(self.places(clause)?), rest)),
            Keyword::AccordingTo => Ok((
                Filter::AccordingTo(self.speakers(clause, &["Actor", "Source"])?),
                rest,
            )),
            Keyword::ClaimedBy => Ok((Filter::ClaimedBy(self.speakers(clause, &["Actor"])?), rest)),
            Keyword::ClaimedOnlyBy => Ok((
                Filter::ClaimedOnlyBy(self.speakers(clause, &["Actor"])?),
                rest,
            )),
            Keyword::Using => Ok((Filter::Using(self.sources(clause)?), rest)),
            Keyword::Between => Ok((self.between(classes, noun, clause)?, rest)),
            Keyword::Since
            | Keyword::Until
            | Keyword::Before
            | Keyword::After
            | Keyword::During
            | Keyword::AsOf => Err(self.stray_date(clause)),
            Keyword::Without => Err(ResolveError::Misplaced {
                code: "without-what",
                message: "expected who or what is missing behind `without`".to_owned(),
                span: clause.span,
                replacement: None,
                note: Some("for example `accords without mediators`".to_owned()),
            }),
            Keyword::Around => Err(ResolveError::Misplaced {
                code: "around-outside-compare",
                message: "`before and after` is understood behind `compare`".to_owned(),
                span: clause.span,
                replacement: None,
                note: Some(
                    "for example `compare battles 180 days before and after \"Operation Serval\"`"
                        .to_owned(),
                ),
            }),
            Keyword::Via => Err(ResolveError::Misplaced {
                code: "via-outside-path",
                message: "`via` narrows the steps of a path".to_owned(),
                span: clause.span,
                replacement: None,
                note: Some("for example `path from Ukraine to CSP via support`".to_owned()),
            }),
            Keyword::Where => Err(ResolveError::Misplaced {
                code: "no-comparison",
                message: "expected a comparison after `where`".to_owned(),
                span: clause.span,
                replacement: Some((clause.span, "where killed >= 10".to_owned())),
                note: None,
            }),
            keyword if self.introduces_place(classes, keyword) => {
                self.place_or_role(classes, noun, clause, keyword, rest)
            }
            keyword => self.role_filter(classes, noun, clause, keyword, rest),
        }
    }

    /// Says whether a preposition can lead to where situations of these classes take place: withdrawals from Mali.
    fn introduces_place(&self, classes: &[ClassId], keyword: Keyword) -> bool {
        classes.iter().any(|class| {
            self.ontology
                .introduces_place(*class, keyword.text(), self.language)
        })
    }

    /// Resolves what may be a place or somebody; a place is meant wherever a place is so called.
    fn place_or_role<'c>(
        &self,
        classes: &[ClassId],
        noun: &str,
        clause: &DraftClause,
        keyword: Keyword,
        rest: &'c [DraftClause],
    ) -> Result<(Filter, &'c [DraftClause]), ResolveError> {
        match self.places(clause) {
            Ok(places) => Ok((Filter::Place(places), rest)),
            Err(error) if self.roles_by_preposition(classes, keyword).is_empty() => Err(error),
            Err(_) => self.role_filter(classes, noun, clause, keyword, rest),
        }
    }

    /// Resolves what a figure counts.
    pub fn field(&self, phrase: &Phrase) -> Result<Field, ResolveError> {
        let words = self.words(&phrase.pieces);
        let text = words.join(" ");
        let found = self
            .ontology
            .terms_called(TermKind::Measure, &text, self.language);
        if let Some(id) = found.first().filter(|_| words.len() == phrase.pieces.len()) {
            let term = self.ontology.term(*id);
            return Ok(Field {
                iri: Iri::new(term.iri.clone()),
                label: term.label(self.language).to_owned(),
            });
        }
        let accepted: Vec<String> = self
            .ontology
            .terms(TermKind::Measure)
            .map(|(_, term)| term.label(self.language).to_owned())
            .collect();
        Err(ResolveError::UnknownWord {
            word: self.slice(phrase.span).to_owned(),
            span: phrase.span,
            expected: "figure",
            near: near_of(&text, &accepted),
            accepted,
        })
    }

    fn time(&self, clause: &DraftClause) -> Result<Option<Time>, ResolveError> {
        let relation = match clause.keyword {
            Keyword::In | Keyword::During | Keyword::On | Keyword::At => TimeRelation::In,
            Keyword::AsOf => TimeRelation::AsOf,
            Keyword::Since | Keyword::From => TimeRelation::Since,
            Keyword::Until | Keyword::To => TimeRelation::Until,
            Keyword::Before => TimeRelation::Before,
            Keyword::After => TimeRelation::After,
            Keyword::Between => TimeRelation::Between,
            _ => return Ok(None),
        };
        let operands: Vec<&DraftOperand> = clause.operands.iter().chain(&clause.second).collect();
        let moments: Vec<&Typed> = operands
            .iter()
            .filter_map(|operand| match operand {
                DraftOperand::Moment(moment) => Some(moment),
                _ => None,
            })
            .collect();
        if moments.is_empty() {
            return Ok(None);
        }
        if moments.len() < operands.len() {
            // `between 2012 and "Algiers Accord"` goes from a date to something that happened.
            if clause.keyword == Keyword::Between {
                return Ok(None);
            }
            return Err(self.stray_date(clause));
        }
        let ranges = moments
            .iter()
            .map(|moment| self.moment(moment))
            .collect::<Result<Vec<Range>, _>>()?;
        let two = !clause.second.is_empty();
        let relation = if two { TimeRelation::Between } else { relation };
        let wanted = if two { 2 } else { 1 };
        if relation != TimeRelation::In && ranges.len() != wanted {
            return Err(ResolveError::Misplaced {
                code: "too-many-dates",
                message: "one date stands here".to_owned(),
                span: clause.span,
                replacement: None,
                note: Some(
                    "several years are listed after `in`: `in 2012, 2013 and 2014`".to_owned(),
                ),
            });
        }
        if let (TimeRelation::Between, [first, last]) = (relation, ranges.as_slice())
            && first.from >= last.to
        {
            return Err(ResolveError::BadMoment {
                text: self.slice(clause.span).to_owned(),
                span: clause.span,
                reason: format!("{first} is after {last}"),
                correction: Some(format!("between {last} and {first}")),
            });
        }
        Ok(Some(Time {
            relation,
            moments: ranges,
        }))
    }

    pub fn moment(&self, moment: &Typed) -> Result<Range, ResolveError> {
        Moment::parse(&moment.text, self.today)
            .map(|m| m.range())
            .map_err(|error| ResolveError::BadMoment {
                text: moment.text.clone(),
                span: moment.span,
                reason: error.to_string(),
                correction: None,
            })
    }

    /// Says that what stands behind a time keyword is neither a date nor anything that happened.
    pub fn not_a_date(&self, clause: &DraftClause, error: ResolveError) -> ResolveError {
        // A misspelt event is told as such.
        match &error {
            ResolveError::UnknownName { near, longer, .. }
                if !near.is_empty() || longer.is_some() =>
            {
                error
            }
            _ => self.stray_date(clause),
        }
    }

    /// `in neighbours of Mali`.
    fn neighbours<'c>(
        &self,
        clause: &DraftClause,
        rest: &'c [DraftClause],
    ) -> Result<Option<(Filter, &'c [DraftClause])>, ResolveError> {
        let ([DraftOperand::Phrase(phrase)], Some((of, behind))) =
            (clause.operands.as_slice(), rest.split_first())
        else {
            return Ok(None);
        };
        let words = self.words(self.without_opening(&phrase.pieces));
        let [word] = words.as_slice() else {
            return Ok(None);
        };
        let known = ["neighbours", "neighbors", "neighbour", "neighbor"];
        if of.keyword != Keyword::Of || !known.contains(&word.to_lowercase().as_str()) {
            return Ok(None);
        }
        Ok(Some((Filter::Neighbours(self.places(of)?), behind)))
    }

    /// Says that a time clause holds no date; a place was meant to stand after `in`.
    fn stray_date(&self, clause: &DraftClause) -> ResolveError {
        let stray = clause
            .operands
            .iter()
            .chain(&clause.second)
            .find(|operand| !matches!(operand, DraftOperand::Moment(_)));
        let span = stray.map_or(clause.span, DraftOperand::span);
        let text = self.slice(span).to_owned();
        let place = Expect {
            classes: self.classes(&["Place"]),
            words: "a place".to_owned(),
            ..Expect::default()
        };
        let is_place = matches!(stray, Some(DraftOperand::Phrase(phrase))
            if self.quietly().name(phrase, &place).is_ok());
        let alone = clause.operands.len() == 1 && clause.second.is_empty();
        let keyword = clause.keyword.text();
        let reason = format!(
            "`{keyword}` takes a date here, and \"{}\" is none",
            text.trim_matches('"')
        );
        if is_place && alone {
            ResolveError::BadMoment {
                span: clause.keyword_span.to(span),
                reason,
                correction: Some(format!("in {text}")),
                text,
            }
        } else {
            ResolveError::BadMoment {
                text,
                span,
                reason,
                correction: None,
            }
        }
    }

    pub fn places(&self, clause: &DraftClause) -> Result<Vec<Entity>, ResolveError> {
        let expect = Expect {
            classes: self.classes(&["Place"]),
            words: "a place".to_owned(),
            ..Expect::default()
        };
        self.name_list(&clause.operands, &expect)
            .map_err(|error| match error {
                // An actor after `in` takes part rather than holds the place.
                ResolveError::WrongKind {
                    name,
                    span,
                    found,
                    expected,
                    ..
                } => ResolveError::WrongKind {
                    correction: Some((
                        clause.keyword_span.to(span),
                        format!("involving {}", self.slice(span)),
                    )),
                    name,
                    span,
                    found,
                    expected,
                },
                other => other,
            })
    }

    /// Resolves `with 2 sources`, `with sources >= 2`: how many sources describe a situation. A bare number asks for at least as many.
    fn source_count(&self, clause: &DraftClause) -> Result<Option<Filter>, ResolveError> {
        let source = self.classes(&["Source"]);
        let counts_sources = |pieces: &[Piece]| {
            self.ontology
                .words(self.language)
                .class_nouns(&self.words(pieces).join(" "))
                .iter()
                .any(|noun| source.contains(&noun.class))
        };
        if let Some((field, operator, number)) = &clause.compare {
            if !counts_sources(&field.pieces) {
                return Ok(None);
            }
            return Ok(Some(Filter::Sources {
                operator: *operator,
                number: whole(&number.text, number.span)?,
            }));
        }
        let [DraftOperand::Phrase(phrase)] = clause.operands.as_slice() else {
            return Ok(None);
        };
        let [Piece::Word(number), noun @ ..] = phrase.pieces.as_slice() else {
            return Ok(None);
        };
        let digits = number.text.bytes().all(|b| b.is_ascii_digit());
        if clause.keyword != Keyword::With || !digits || !counts_sources(noun) {
            return Ok(None);
        }
        Ok(Some(Filter::Sources {
            operator: Comparison::GreaterOrEqual,
            number: whole(&number.text, number.span)?,
        }))
    }

    /// Resolves the sources of `using`; who speaks in a source is asked for with `according to`.
    fn sources(&self, clause: &DraftClause) -> Result<Vec<Entity>, ResolveError> {
        let expect = Expect {
            classes: self.classes(&["Source"]),
            words: "a source".to_owned(),
            ..Expect::default()
        };
        self.name_list(&clause.operands, &expect)
            .map_err(|error| match error {
                ResolveError::WrongKind {
                    name,
                    span,
                    found,
                    expected,
                    ..
                } => ResolveError::WrongKind {
                    correction: Some((
                        clause.keyword_span.to(span),
                        format!("according to {}", self.slice(span)),
                    )),
                    name,
                    span,
                    found,
                    expected,
                },
                other => other,
            })
    }

    fn speakers(
        &self,
        clause: &DraftClause,
        classes: &[&str],
    ) -> Result<Vec<Entity>, ResolveError> {
        let expect = Expect {
            classes: self.classes(classes),
            words: "a speaker or a source".to_owned(),
            ..Expect::default()
        };
        self.name_list(&clause.operands, &expect)
    }

    /// Returns classes of the ontology by the local part of their IRIs.
    pub fn classes(&self, locals: &[&str]) -> Vec<ClassId> {
        locals
            .iter()
            .filter_map(|local| self.ontology.class_by_iri(Iri::al(local).as_str()))
            .collect()
    }

    /// Resolves names in braces, each as something of a kind.
    pub fn name_list_as(
        &self,
        operands: &[DraftOperand],
        expect: &Expect,
    ) -> Result<Vec<Entity>, ResolveError> {
        let mut names = Vec::new();
        for operand in operands {
            match operand {
                DraftOperand::Group(items, _) => {
                    for (_, draft) in items {
                        let super::scope::DraftHead::Phrase(phrase, more) = &draft.head else {
                            return self.name_list(operands, expect);
                        };
                        names.push(self.name(phrase, expect)?);
                        names.extend(self.name_list(more, expect)?);
                    }
                }
                other => names.extend(self.name_list(std::slice::from_ref(other), expect)?),
            }
        }
        Ok(names)
    }

    /// Resolves operands that are all names.
    pub fn name_list(
        &self,
        operands: &[DraftOperand],
        expect: &Expect,
    ) -> Result<Vec<Entity>, ResolveError> {
        match self.filler(operands, &[], expect)?.0 {
            Filler::Names(names) => Ok(names),
            Filler::Set(_) | Filler::Anyone | Filler::Back(_) => {
                let span = operands.first().map_or(Span::default(), DraftOperand::span);
                Err(ResolveError::Misplaced {
                    code: "name-expected",
                    message: format!("expected {} by its name", expect.words),
                    span,
                    replacement: None,
                    note: None,
                })
            }
        }
    }

    pub fn role_filter<'c>(
        &self,
        classes: &[ClassId],
        noun: &str,
        clause: &DraftClause,
        keyword: Keyword,
        rest: &'c [DraftClause],
    ) -> Result<(Filter, &'c [DraftClause]), ResolveError> {
        let roles = self.roles_by_preposition(classes, keyword);
        if roles.is_empty() {
            return Err(self.no_such_role(classes, noun, clause));
        }
        self.check_groups_nothing(clause, keyword, rest)?;
        let expect = self.expect_role(&roles);
        let (filler, rest) = self.filler(&clause.operands, rest, &expect)?;
        let filter = Filter::Role {
            preposition: keyword,
            roles: roles
                .iter()
                .map(|role| Iri::new(self.ontology.role(*role).iri.clone()))
                .collect(),
            filler,
        };
        Ok((filter, rest))
    }

    /// Refuses `events by country`: answers are grouped where something is counted, and nothing is done by a key.
    fn check_groups_nothing(
        &self,
        clause: &DraftClause,
        keyword: Keyword,
        rest: &[DraftClause],
    ) -> Result<(), ResolveError> {
        let of_follows = rest.first().is_some_and(|next| next.is(Keyword::Of));
        let [DraftOperand::Phrase(key)] = clause.operands.as_slice() else {
            return Ok(());
        };
        if keyword != Keyword::By || of_follows || !self.is_key(key) {
            return Ok(());
        }
        let start = Span { start: 0, end: 0 };
        Err(ResolveError::Misplaced {
            code: "groups-of-nothing",
            message: format!(
                "`by {}` makes groups, and nothing is counted or added up",
                self.slice(key.span)
            ),
            span: clause.keyword_span.to(key.span),
            replacement: Some((start, "count ".to_owned())),
            note: None,
        })
    }

    /// Returns the roles that a preposition introduces after nouns of these classes.
    pub fn roles_by_preposition(&self, classes: &[ClassId], keyword: Keyword) -> Vec<RoleId> {
        if keyword == Keyword::Involving {
            return self
                .ontology
                .role_by_iri(Iri::al("participant").as_str())
                .into_iter()
                .collect();
        }
        let word = match keyword {
            // An attack that is attributed to somebody is an attack by them.
            Keyword::AttributedTo => "by",
            other => other.text(),
        };
        let mut roles: Vec<RoleId> = classes
            .iter()
            .flat_map(|class| {
                self.ontology
                    .roles_for_preposition(*class, word, self.language)
            })
            .collect();
        if roles.is_empty() {
            roles = classes
                .iter()
                .flat_map(|class| {
                    self.ontology
                        .roles_below_for_preposition(*class, word, self.language)
                })
                .collect();
        }
        roles.sort();
        roles.dedup();
        // The most specific role is meant: an ambush against somebody has them as its target, not as any belligerent.
        let all = roles.clone();
        roles.retain(|role| {
            !all.iter()
                .any(|other| other != role && self.ontology.is_subrole(*other, *role))
        });
        roles
    }

    /// What may fill any of these roles.
    pub fn expect_role(&self, roles: &[RoleId]) -> Expect {
        let mut classes: Vec<ClassId> = Vec::new();
        for role in roles {
            let fillers = &self.ontology.role(*role).fillers;
            if fillers.is_empty() {
                return Expect {
                    prefer: self.classes(&["Actor"]),
                    roles: roles.to_vec(),
                    ..Expect::default()
                };
            }
            classes.extend(fillers);
        }
        let words = classes.first().map_or_else(String::new, |class| {
            crate::iri::with_article(self.ontology.class(*class).label(self.language))
        });
        classes.sort();
        classes.dedup();
        Expect {
            classes,
            words,
            // Who takes part is the state rather than its country, where both could.
            prefer: self.classes(&["Actor"]),
            roles: roles.to_vec(),
        }
    }

    fn no_such_role(&self, classes: &[ClassId], noun: &str, clause: &DraftClause) -> ResolveError {
        ResolveError::NoSuchRole {
            preposition: clause.keyword.text().to_owned(),
            span: clause.keyword_span,
            noun: noun.to_owned(),
            accepted: self.prepositions(classes),
        }
    }

    /// Returns the prepositions that nouns of these classes take, each with its role.
    fn prepositions(&self, classes: &[ClassId]) -> Vec<(String, String)> {
        let mut found: Vec<(String, String)> = Vec::new();
        for role in classes
            .iter()
            .flat_map(|class| self.ontology.roles_of(*class))
        {
            let role = self.ontology.role(role);
            for preposition in role.prepositions.get(&self.language).into_iter().flatten() {
                if !found.iter().any(|(known, _)| known == preposition) {
                    found.push((preposition.clone(), role.label(self.language).to_owned()));
                }
            }
        }
        found
    }

    /// Tells the prepositions of a class in one line.
    pub fn prepositions_note(&self, class: ClassId, noun: &str) -> String {
        let list = self
            .prepositions(&[class])
            .iter()
            .map(|(preposition, role)| format!("`{preposition}` ({role})"))
            .collect::<Vec<_>>()
            .join(", ");
        format!("{noun} take {list}")
    }

    /// `between A and B`: the two sides of whatever the nouns are about.
    fn between(
        &self,
        classes: &[ClassId],
        noun: &str,
        clause: &DraftClause,
    ) -> Result<Filter, ResolveError> {
        let mut pairs: Vec<(RoleId, RoleId)> = classes
            .iter()
            .flat_map(|class| self.sides(*class))
            .collect();
        if pairs.is_empty() {
            // Events as such have no sides, but battles, accords and talks have.
            pairs = classes
                .iter()
                .flat_map(|class| self.ontology.subclasses(*class))
                .flat_map(|class| self.sides(class))
                .collect();
        }
        pairs.sort();
        pairs.dedup();
        if pairs.is_empty() {
            return Err(self.no_such_role(classes, noun, clause));
        }
        let roles: Vec<RoleId> = pairs.iter().map(|(a, _)| *a).collect();
        let expect = self.expect_role(&roles);
        if clause.second.is_empty() {
            return self.between_them(&pairs, &roles, clause, &expect);
        }
        let role_iri = |role: RoleId| Iri::new(self.ontology.role(role).iri.clone());
        Ok(Filter::Between {
            pairs: pairs
                .iter()
                .map(|(a, b)| (role_iri(*a), role_iri(*b)))
                .collect(),
            first: self.filler(&clause.operands, &[], &expect)?.0,
            second: self.filler(&clause.second, &[], &expect)?.0,
        })
    }

    /// `between the signatories`: two of them, who are not the same; `between the same parties`: all of them.
    fn between_them(
        &self,
        pairs: &[(RoleId, RoleId)],
        roles: &[RoleId],
        clause: &DraftClause,
        expect: &Expect,
    ) -> Result<Filter, ResolveError> {
        let back = match clause.operands.as_slice() {
            [DraftOperand::Phrase(phrase)] => self.back(phrase, expect),
            _ => None,
        };
        let Some(back) = back else {
            return Err(ResolveError::Misplaced {
                code: "between-without-and",
                message: "`between` needs `and` and a second side".to_owned(),
                span: clause.span,
                replacement: None,
                note: Some("for example `battles between CSP and \"Wagner Group\"`".to_owned()),
            });
        };
        if back.how == BackWord::Same {
            return Ok(Filter::Role {
                preposition: Keyword::Between,
                roles: self.role_iris(roles),
                filler: Filler::Back(back),
            });
        }
        Ok(Filter::Between {
            pairs: pairs
                .iter()
                .map(|(a, b)| (self.role_iris(&[*a]), self.role_iris(&[*b])))
                .filter_map(|(a, b)| Some((a.first()?.clone(), b.first()?.clone())))
                .collect(),
            first: Filler::Back(back.clone()),
            second: Filler::Back(back),
        })
    }

    /// Returns the pairs of roles that `between` sets side by side in situations of a class.
    fn sides(&self, class: ClassId) -> Vec<(RoleId, RoleId)> {
        let word = Keyword::Between.text();
        let mut roles = self
            .ontology
            .roles_for_preposition(class, word, self.language);
        let all = roles.clone();
        roles.retain(|role| {
            !all.iter()
                .any(|other| other != role && self.ontology.is_subrole(*other, *role))
        });
        let opposed = self.opposed(class, &roles);
        if !opposed.is_empty() {
            return opposed;
        }
        match roles.as_slice() {
            [one] => vec![(*one, *one)],
            several => several
                .iter()
                .flat_map(|a| several.iter().map(move |b| (*a, *b)))
                .filter(|(a, b)| a != b)
                .collect(),
        }
    }

    /// Returns the pairs of roles that verbs set against each other in a class, each way round. A battle between two is
    /// one with them on opposite sides, not any battle that both were in.
    fn opposed(&self, class: ClassId, among: &[RoleId]) -> Vec<(RoleId, RoleId)> {
        let within = |role: RoleId| {
            among
                .iter()
                .any(|wide| self.ontology.is_subrole(role, *wide))
        };
        let mut pairs: Vec<(RoleId, RoleId)> = Vec::new();
        for verb in self.ontology.verbs_of(class) {
            for read in &self.ontology.verb(verb).reads {
                let Slot::Role(object) = super::verb::slot(read) else {
                    continue;
                };
                let about = self.ontology.is_subclass(class, read.class);
                if about && object != read.subject && within(read.subject) && within(object) {
                    pairs.push((read.subject, object));
                    pairs.push((object, read.subject));
                }
            }
        }
        let all = pairs.clone();
        let covers = |wide: &(RoleId, RoleId), narrow: &(RoleId, RoleId)| {
            wide != narrow
                && self.ontology.is_subrole(narrow.0, wide.0)
                && self.ontology.is_subrole(narrow.1, wide.1)
        };
        pairs.retain(|pair| !all.iter().any(|other| covers(other, pair)));
        pairs
    }

    /// Resolves a word that an answer is grouped by; `measured` where figures are summed.
    pub fn dimension(
        &self,
        phrase: &Phrase,
        classes: &[ClassId],
        noun: &str,
        measured: bool,
    ) -> Result<Dimension, ResolveError> {
        let words = self.words(&phrase.pieces);
        let text = words.join(" ");
        let whole = words.len() == phrase.pieces.len();
        if whole {
            let own = classes
                .iter()
                .flat_map(|class| self.ontology.roles_of(*class));
            let role = self.called(own, &text);
            for id in self
                .ontology
                .terms_called(TermKind::Dimension, &text, self.language)
            {
                let term = self.ontology.term(id);
                if let Some(by) = self.key(term, measured) {
                    // Statements have speakers of their own besides those who claim that they were made.
                    let own_word = crate::lexicon::fold(term.label(self.language))
                        == crate::lexicon::fold(&text);
                    if role.is_some() && !own_word && by != DimensionKind::VictimGroup {
                        continue;
                    }
                    return Ok(Dimension {
                        word: term.label(self.language).to_owned(),
                        by,
                    });
                }
            }
            if let Some(dimension) = self.type_of_role(&text, classes) {
                return Ok(dimension);
            }
            if let Some(role) = self.role_called(&text, classes) {
                return Ok(Dimension {
                    word: self.ontology.role(role).label(self.language).to_owned(),
                    by: DimensionKind::Role(Iri::new(self.ontology.role(role).iri.clone())),
                });
            }
            let vocabulary = self.ontology.words(self.language);
            for noun in vocabulary.class_nouns(&text) {
                let class = self.ontology.class(noun.class);
                if class.kind == ClassKind::Place {
                    return Ok(Dimension {
                        word: class.label(self.language).to_owned(),
                        by: DimensionKind::PlaceOf(Iri::new(class.iri.clone())),
                    });
                }
            }
        }
        Err(ResolveError::BadDimension {
            word: self.slice(phrase.span).to_owned(),
            span: phrase.span,
            noun: noun.to_owned(),
            accepted: self.dimensions(classes, measured),
        })
    }

    /// Returns the group key of a dimension that the ontology declares; what figures count has no meaning elsewhere.
    fn key(&self, term: &Term, measured: bool) -> Option<DimensionKind> {
        if let Some(calendar) = term.calendar {
            return Some(match calendar {
                Calendar::Year => DimensionKind::Year,
                Calendar::Quarter => DimensionKind::Quarter,
                Calendar::Month => DimensionKind::Month,
                Calendar::Day => DimensionKind::Day,
            });
        }
        let property = Iri::new(term.property.clone()?);
        Some(match (property.local(), term.of_class) {
            ("place", Some(class)) => {
                DimensionKind::PlaceOf(Iri::new(self.ontology.class(class).iri.clone()))
            }
            ("place", None) => DimensionKind::Place,
            ("type", _) => DimensionKind::Class,
            ("source", _) => DimensionKind::Source,
            ("accordingTo", _) => DimensionKind::Speaker,
            ("certainty", _) => DimensionKind::Certainty,
            ("of", _) if measured => DimensionKind::VictimGroup,
            _ => return None,
        })
    }

    pub fn role_called(&self, text: &str, classes: &[ClassId]) -> Option<RoleId> {
        let own = classes
            .iter()
            .flat_map(|class| self.ontology.roles_of(*class));
        let below = classes
            .iter()
            .flat_map(|class| self.ontology.roles_below(*class));
        self.called(own.chain(below), text)
    }

    fn called(&self, mut roles: impl Iterator<Item = RoleId>, text: &str) -> Option<RoleId> {
        let key = crate::lexicon::fold(text);
        roles.find(|id| {
            let role = self.ontology.role(*id);
            let synonyms = role.synonyms(self.language).iter().map(String::as_str);
            [role.label(self.language), role.plural(self.language)]
                .into_iter()
                .chain(synonyms)
                .any(|word| crate::lexicon::fold(word) == key)
        })
    }

    /// Returns the words that answers about these classes can be grouped by.
    pub fn dimensions(&self, classes: &[ClassId], measured: bool) -> Vec<String> {
        let dimensions = || {
            self.ontology
                .terms(TermKind::Dimension)
                .filter_map(|(_, term)| Some((self.key(term, measured)?, term)))
        };
        // When and where come first, then who, then who says so.
        let rank = |by: &DimensionKind| match by {
            DimensionKind::Year => 0,
            DimensionKind::Quarter => 1,
            DimensionKind::Month => 2,
            DimensionKind::Day => 3,
            DimensionKind::Place => 4,
            DimensionKind::PlaceOf(_) => 5,
            DimensionKind::Role(_) | DimensionKind::TypeOf(_) | DimensionKind::VictimGroup => 6,
            DimensionKind::Class => 7,
            DimensionKind::Source | DimensionKind::Speaker | DimensionKind::Certainty => 8,
        };
        let mut ranked: Vec<(usize, String)> = dimensions()
            .map(|(by, term)| (rank(&by), term.label(self.language).to_owned()))
            .collect();
        ranked.extend(
            classes
                .iter()
                .flat_map(|class| self.ontology.roles_of(*class))
                .map(|role| (6, self.ontology.role(role).label(self.language).to_owned())),
        );
        ranked.sort_by_key(|(rank, _)| *rank);
        let mut words: Vec<String> = ranked.into_iter().map(|(_, word)| word).collect();
        let mut seen = std::collections::BTreeSet::new();
        words.retain(|word| seen.insert(word.clone()));
        words
    }
}

fn whole(text: &str, span: Span) -> Result<i64, ResolveError> {
    text.parse().map_err(|_| ResolveError::Misplaced {
        code: "bad-number",
        message: format!("\"{text}\" is no whole number"),
        span,
        replacement: None,
        note: None,
    })
}

/// `against both A and B` is `against A` and `against B`.
fn both(clause: &DraftClause) -> Option<Vec<DraftClause>> {
    let (DraftOperand::Phrase(first), others) = clause.operands.split_first()? else {
        return None;
    };
    let [Piece::Word(word), name @ ..] = first.pieces.as_slice() else {
        return None;
    };
    if !word.text.eq_ignore_ascii_case("both") || others.is_empty() || !clause.second.is_empty() {
        return None;
    }
    let named = Phrase {
        pieces: name.to_vec(),
        span: name.first()?.word().span.to(name.last()?.word().span),
    };
    let operands = std::iter::once(DraftOperand::Phrase(named)).chain(others.iter().cloned());
    Some(
        operands
            .map(|operand| DraftClause {
                operands: vec![operand],
                ..clause.clone()
            })
            .collect(),
    )
}

pub(super) fn near_of(word: &str, accepted: &[String]) -> Vec<String> {
    let mut near: Vec<(usize, &String)> = accepted
        .iter()
        .map(|candidate| (strsim::osa_distance(word, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= candidate.chars().count().div_ceil(3))
        .collect();
    near.sort();
    near.into_iter().map(|(_, word)| word.clone()).collect()
}
