//! Clauses to filters: places, times, roles, figures and sources.

use super::error::ResolveError;
use super::names::Expect;
use super::resolver::Resolver;
use super::scope::{DraftClause, DraftOperand};
use super::set::Slot;
use super::tree::{Dimension, DimensionKind, Entity, Field, Filler, Filter, Time, TimeRelation};
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
        let mut rest = clauses;
        while let Some((clause, after)) = rest.split_first() {
            let (filter, left) = self.filter(classes, noun, clause, after)?;
            filters.push(filter);
            rest = left;
        }
        Ok(filters)
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
        if let Some(time) = self.time(clause)? {
            return Ok((Filter::Time(time), rest));
        }
        match clause.keyword {
            Keyword::In | Keyword::At => Ok((Filter::Place(self.places(clause)?), rest)),
            Keyword::Near => Ok((Filter::Near(self.places(clause)?), rest)),
            Keyword::AccordingTo => Ok((
                Filter::AccordingTo(self.speakers(clause, &["Actor", "Source"])?),
                rest,
            )),
            Keyword::ClaimedBy => Ok((Filter::ClaimedBy(self.speakers(clause, &["Actor"])?), rest)),
            Keyword::Using => Ok((Filter::Using(self.sources(clause)?), rest)),
            Keyword::Between => Ok((self.between(classes, noun, clause)?, rest)),
            Keyword::Since
            | Keyword::Until
            | Keyword::Before
            | Keyword::After
            | Keyword::During
            | Keyword::AsOf => Err(self.not_a_date(clause)),
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
            return Err(self.not_a_date(clause));
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

    fn moment(&self, moment: &Typed) -> Result<Range, ResolveError> {
        Moment::parse(&moment.text, self.today)
            .map(|m| m.range())
            .map_err(|error| ResolveError::BadMoment {
                text: moment.text.clone(),
                span: moment.span,
                reason: error.to_string(),
                correction: None,
            })
    }

    /// Says that a time clause holds no date; a place was meant to stand after `in`.
    fn not_a_date(&self, clause: &DraftClause) -> ResolveError {
        let stray = clause
            .operands
            .iter()
            .chain(&clause.second)
            .find(|operand| !matches!(operand, DraftOperand::Moment(_)));
        let span = stray.map_or(clause.span, DraftOperand::span);
        let text = self.slice(span).to_owned();
        let place = Expect {
            classes: self.classes(&["Place"]),
            prefer: Vec::new(),
            words: "a place".to_owned(),
        };
        let is_place = matches!(stray, Some(DraftOperand::Phrase(phrase))
            if self.name(phrase, &place).is_ok());
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

    fn places(&self, clause: &DraftClause) -> Result<Vec<Entity>, ResolveError> {
        let expect = Expect {
            classes: self.classes(&["Place"]),
            prefer: Vec::new(),
            words: "a place".to_owned(),
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
            prefer: Vec::new(),
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
            prefer: Vec::new(),
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

    /// Resolves operands that are all names.
    pub fn name_list(
        &self,
        operands: &[DraftOperand],
        expect: &Expect,
    ) -> Result<Vec<Entity>, ResolveError> {
        match self.filler(operands, &[], expect)?.0 {
            Filler::Names(names) => Ok(names),
            Filler::Set(_) | Filler::Anyone => {
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

    fn role_filter<'c>(
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

    fn role_called(&self, text: &str, classes: &[ClassId]) -> Option<RoleId> {
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
            DimensionKind::Role(_) | DimensionKind::VictimGroup => 6,
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

fn near_of(word: &str, accepted: &[String]) -> Vec<String> {
    let mut near: Vec<(usize, &String)> = accepted
        .iter()
        .map(|candidate| (strsim::osa_distance(word, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= candidate.chars().count().div_ceil(3))
        .collect();
    near.sort();
    near.into_iter().map(|(_, word)| word.clone()).collect()
}
