//! Clauses that set one situation beside another: `after "Algiers Accord"`, `within 30 days after accords signed by the
//! attacker`, `followed by coups within 1 year`, `overlapping ceasefires`, `within 100 km of Kidal`.
//!
//! A noun behind such a keyword takes the clauses after it: in `ambushes after accords in 2015` it is the accords that
//! were in 2015. `within 1 year` without anything behind it says how soon what was named last came.

use super::error::ResolveError;
use super::names::Expect;
use super::resolver::Resolver;
use super::scope::{Draft, DraftClause, DraftOperand};
use super::tree::{
    About, Anchor, Filler, Filter, Length, Relative, Set, Situations, Time, TimeOrder, TimeRelation,
};
use crate::iri::Iri;
use crate::lexicon::{ClassId, Form, RoleId};
use crate::question::ast::{self, Connector, Keyword, Phrase, Piece, Side, Span, Unit};
use crate::time::Range;

/// The longest window, in units: engines count in days, and nobody asks for more.
const LONGEST: u32 = 100_000;

/// Filters, and the clauses that they left.
pub type Taken = (Vec<Filter>, Vec<DraftClause>);

impl Resolver<'_> {
    /// Resolves a clause that stands in time to something else than a date; `None` where it does not.
    pub fn relative_clause(
        &self,
        classes: &[ClassId],
        clause: &DraftClause,
        rest: &[DraftClause],
    ) -> Result<Option<Taken>, ResolveError> {
        match clause.keyword {
            Keyword::Within => self.within(classes, clause, rest).map(Some),
            Keyword::FollowedBy | Keyword::PrecededBy => {
                let (within, rest_of) = match clause.lengths.first() {
                    Some(typed) => (Some(self.time_length(typed)?), rest.to_vec()),
                    None => self.how_soon(rest)?,
                };
                let how = match clause.keyword {
                    Keyword::FollowedBy => TimeOrder::FollowedBy(within),
                    _ => TimeOrder::PrecededBy(within),
                };
                let (anchor, rest) = self.anchor(classes, clause, &rest_of)?;
                Ok(Some((vec![relative(how, anchor)], rest)))
            }
            Keyword::Overlapping => {
                let (anchor, rest) = self.anchor(classes, clause, rest)?;
                Ok(Some((vec![relative(TimeOrder::Overlapping, anchor)], rest)))
            }
            Keyword::When => {
                let (anchor, rest) = self.anchor(classes, clause, rest)?;
                Ok(Some((vec![relative(TimeOrder::During, anchor)], rest)))
            }
            Keyword::After
            | Keyword::Before
            | Keyword::Since
            | Keyword::Until
            | Keyword::During => self.ordered(classes, clause, rest).map(Some),
            Keyword::Between if self.are_moments(clause) => {
                let first = DraftClause {
                    keyword: Keyword::After,
                    second: Vec::new(),
                    ..clause.clone()
                };
                let second = DraftClause {
                    keyword: Keyword::Before,
                    operands: clause.second.clone(),
                    second: Vec::new(),
                    ..clause.clone()
                };
                let mut filters = Vec::new();
                for side in [&first, &second] {
                    match self.dated_side(side)? {
                        Some(time) => filters.push(time),
                        None => filters.extend(self.ordered(classes, side, &[])?.0),
                    }
                }
                Ok(Some((filters, rest.to_vec())))
            }
            _ => Ok(None),
        }
    }

    /// One side of `between DATE and EVENT`: the dates themselves belong to it.
    fn dated_side(&self, clause: &DraftClause) -> Result<Option<Filter>, ResolveError> {
        let [DraftOperand::Moment(moment)] = clause.operands.as_slice() else {
            return Ok(None);
        };
        let relation = if clause.is(Keyword::After) {
            TimeRelation::Since
        } else {
            TimeRelation::Until
        };
        Ok(Some(Filter::Time(Time {
            relation,
            moments: vec![self.moment(moment)?],
        })))
    }

    /// Says whether both sides of `between` are things that happened, or one of them and the other a date.
    fn are_moments(&self, clause: &DraftClause) -> bool {
        let expect = self.expect_situation();
        let event = |operands: &[DraftOperand]| {
            matches!(operands, [DraftOperand::Phrase(phrase)]
            if !self.begins_with_noun(phrase, None) && self.quietly().name(phrase, &expect).is_ok())
        };
        let date = |operands: &[DraftOperand]| matches!(operands, [DraftOperand::Moment(_)]);
        let (first, second) = (&clause.operands, &clause.second);
        (event(first) && (event(second) || date(second))) || (date(first) && event(second))
    }

    /// `after X`, `since the end of X`.
    fn ordered(
        &self,
        classes: &[ClassId],
        clause: &DraftClause,
        rest: &[DraftClause],
    ) -> Result<Taken, ResolveError> {
        let mut how = match clause.keyword {
            Keyword::After => TimeOrder::After,
            Keyword::Before => TimeOrder::Before,
            Keyword::Since => TimeOrder::Since,
            Keyword::Until => TimeOrder::Until,
            _ => TimeOrder::During,
        };
        if let ([DraftOperand::Phrase(phrase)], Some((of, behind))) =
            (clause.operands.as_slice(), rest.split_first())
            && of.is(Keyword::Of)
            && let Some(start) = self.end_word(phrase)
        {
            how = match (how, start) {
                (TimeOrder::Since | TimeOrder::After, true) => TimeOrder::Since,
                (TimeOrder::Since | TimeOrder::After, false) => TimeOrder::After,
                (_, true) => TimeOrder::Before,
                (_, false) => TimeOrder::Until,
            };
            let named = DraftClause {
                keyword: clause.keyword,
                keyword_span: clause.keyword_span.to(of.keyword_span),
                ..of.clone()
            };
            if let [DraftOperand::Moment(moment)] = of.operands.as_slice() {
                let relation = match how {
                    TimeOrder::Since => TimeRelation::Since,
                    TimeOrder::After => TimeRelation::After,
                    TimeOrder::Before => TimeRelation::Before,
                    _ => TimeRelation::Until,
                };
                let moments = vec![self.moment(moment)?];
                let time = Filter::Time(Time { relation, moments });
                return Ok((vec![time], behind.to_vec()));
            }
            let (anchor, behind) = self.anchor(classes, &named, behind)?;
            return Ok((vec![relative(how, anchor)], behind));
        }
        let (anchor, rest) = self.anchor(classes, clause, rest)?;
        Ok((vec![relative(how, anchor)], rest))
    }

    /// Returns whether `start of` (rather than `end of`) is said.
    fn end_word(&self, phrase: &Phrase) -> Option<bool> {
        let pieces = self.without_opening(&phrase.pieces);
        let [Piece::Word(word)] = pieces else {
            return None;
        };
        match word.text.to_lowercase().as_str() {
            "start" | "beginning" | "outset" => Some(true),
            "end" => Some(false),
            _ => None,
        }
    }

    fn within(
        &self,
        classes: &[ClassId],
        clause: &DraftClause,
        rest: &[DraftClause],
    ) -> Result<Taken, ResolveError> {
        let Some(typed) = clause.lengths.first() else {
            return Ok((Vec::new(), rest.to_vec()));
        };
        let length = self.length(typed)?;
        let span = typed.number.span;
        let far = matches!(length.unit, Unit::Kilometre | Unit::Mile);
        match clause.side {
            None => Err(ResolveError::Misplaced {
                code: "window-of-what",
                message: "expected `after`, `before` or `of` behind this".to_owned(),
                span: clause.span,
                replacement: None,
                note: Some(
                    "for example `within 30 days after coups`, `within 100 km of Kidal`".to_owned(),
                ),
            }),
            Some(Side::Of) if far => {
                let of = self.places(clause)?;
                Ok((vec![Filter::Distance { length, of }], rest.to_vec()))
            }
            Some(side) if far => Err(ResolveError::Misplaced {
                code: "window-of-what",
                message: "a distance is `of` a place".to_owned(),
                span: clause.span,
                replacement: None,
                note: Some(format!("not `{}`", side.text())),
            }),
            Some(side) => {
                if let [DraftOperand::Moment(moment)] = clause.operands.as_slice() {
                    let range = self.moment(moment)?;
                    let time = around(range, length, side).ok_or_else(|| self.too_long(span))?;
                    return Ok((vec![Filter::Time(time)], rest.to_vec()));
                }
                // `within 30 days after the start of X`.
                if let (Side::After, [DraftOperand::Phrase(phrase)], Some((of, behind))) =
                    (side, clause.operands.as_slice(), rest.split_first())
                    && of.is(Keyword::Of)
                    && let Some(start) = self.end_word(phrase)
                {
                    let named = DraftClause {
                        keyword: clause.keyword,
                        keyword_span: clause.keyword_span.to(of.keyword_span),
                        ..of.clone()
                    };
                    let (anchor, rest) = self.anchor(classes, &named, behind)?;
                    let how = if start {
                        TimeOrder::WithinStart(length)
                    } else {
                        TimeOrder::Within(length, side)
                    };
                    return Ok((vec![relative(how, anchor)], rest));
                }
                let (anchor, rest) = self.anchor(classes, clause, rest)?;
                let how = TimeOrder::Within(length, side);
                Ok((vec![relative(how, anchor)], rest))
            }
        }
    }

    /// Takes a bare `within 1 year` out of the clauses behind `followed by`, unless it is another one's.
    fn how_soon(
        &self,
        rest: &[DraftClause],
    ) -> Result<(Option<Length>, Vec<DraftClause>), ResolveError> {
        let mut kept = rest.to_vec();
        let at = rest
            .iter()
            .take_while(|clause| {
                !matches!(clause.keyword, Keyword::FollowedBy | Keyword::PrecededBy)
            })
            .position(|clause| clause.is(Keyword::Within) && clause.side.is_none());
        let Some(at) = at else {
            return Ok((None, kept));
        };
        let clause = kept.remove(at);
        let length = clause.lengths.first().map(|typed| self.time_length(typed));
        Ok((length.transpose()?, kept))
    }

    /// `with violations`, `with no violations within 2 years`: situations that have this one in a role.
    pub fn about_clause(
        &self,
        classes: &[ClassId],
        class: ClassId,
        noun: &str,
        span: Span,
        clauses: &[DraftClause],
    ) -> Result<Filter, ResolveError> {
        let roles = self.roles_about(classes, class, noun, span)?;
        let (within, kept) = self.how_soon(clauses)?;
        let inside = self.inside(classes);
        let mut filters = inside.filters(&[class], &self.noun(class).plural, &kept)?;
        filters.extend(self.soon_after(classes, within));
        Ok(Filter::About(About {
            set: Situations {
                class: self.noun(class),
                filters,
            },
            roles: self.role_iris(&roles),
        }))
    }

    /// `within 2 years` says how soon after the situation that they are about.
    fn soon_after(&self, classes: &[ClassId], within: Option<Length>) -> Option<Filter> {
        let class = *classes.first()?;
        let anchor = Anchor::It {
            word: self.noun(class).singular,
            class: Iri::new(self.ontology.class(class).iri.clone()),
        };
        Some(relative(TimeOrder::Within(within?, Side::After), anchor))
    }

    /// `with (violations in 2015) within 2 years`.
    pub fn about_group(
        &self,
        classes: &[ClassId],
        noun: &str,
        items: &[(Option<Connector>, Draft)],
        span: Span,
        rest: &[DraftClause],
    ) -> Result<Option<(Filter, Vec<DraftClause>)>, ResolveError> {
        let Ok(Set::Situations(mut set)) = self.inside(classes).sets(items) else {
            return Ok(None);
        };
        let Some(class) = self.ontology.class_by_iri(set.class.iri.as_str()) else {
            return Ok(None);
        };
        let roles = self.roles_about(classes, class, noun, span)?;
        let (within, rest) = self.how_soon(rest)?;
        set.filters.extend(self.soon_after(classes, within));
        let roles = self.role_iris(&roles);
        Ok(Some((Filter::About(About { set, roles }), rest)))
    }

    /// Returns the roles of a class in which its situations have those of other classes.
    fn roles_about(
        &self,
        classes: &[ClassId],
        class: ClassId,
        noun: &str,
        span: Span,
    ) -> Result<Vec<RoleId>, ResolveError> {
        let fits = |role: &RoleId| {
            let role = self.ontology.role(*role);
            role.fillers.iter().any(|filler| {
                classes
                    .iter()
                    .any(|class| self.ontology.is_subclass(*class, *filler))
            })
        };
        let mut roles: Vec<RoleId> = self
            .ontology
            .roles_of(class)
            .into_iter()
            .filter(fits)
            .collect();
        if roles.is_empty() {
            roles = self
                .ontology
                .roles_below(class)
                .into_iter()
                .filter(fits)
                .collect();
        }
        let all = roles.clone();
        roles.retain(|role| {
            !all.iter()
                .any(|other| other != role && self.ontology.is_subrole(*role, *other))
        });
        if roles.is_empty() {
            let plural = self.noun(class).plural;
            return Err(ResolveError::Misplaced {
                code: "not-about",
                message: format!("{plural} are not recorded as being about {noun}"),
                span,
                replacement: None,
                note: Some(format!(
                    "ask for what came after: `{noun} followed by {plural} within 1 year`"
                )),
            });
        }
        Ok(roles)
    }

    /// Resolves what stands behind a time keyword.
    fn anchor(
        &self,
        classes: &[ClassId],
        clause: &DraftClause,
        rest: &[DraftClause],
    ) -> Result<(Anchor, Vec<DraftClause>), ResolveError> {
        let inside = self.inside(classes);
        if let [DraftOperand::Phrase(phrase)] = clause.operands.as_slice()
            && let Some(anchor) = self.it(phrase)
        {
            return Ok((anchor, rest.to_vec()));
        }
        if let [DraftOperand::Phrase(phrase)] = clause.operands.as_slice()
            && !inside.begins_with_noun(phrase, rest.first().and_then(|c| c.plain()))
            && self
                .quietly()
                .name(phrase, &self.expect_situation())
                .is_err()
            && inside.tells_noun(phrase)
        {
            let set = inside.phrase_set(phrase, &[], rest)?;
            return Ok((Anchor::Set(Box::new(set)), Vec::new()));
        }
        let (filler, rest) = inside
            .filler(&clause.operands, rest, &self.expect_situation())
            .map_err(|error| match error {
                ResolveError::WrongKind { .. } | ResolveError::UnknownName { .. }
                    if self.is_date_keyword(clause.keyword) =>
                {
                    self.not_a_date(clause, error)
                }
                other => other,
            })?;
        match filler {
            Filler::Names(names) => Ok((Anchor::Names(names), rest.to_vec())),
            Filler::Set(set) if self.of_situations(&set) => Ok((Anchor::Set(set), rest.to_vec())),
            Filler::Set(_) | Filler::Anyone | Filler::Back(_) => Err(ResolveError::Misplaced {
                code: "no-moment",
                message: "expected something that happened, or a date".to_owned(),
                span: clause
                    .operands
                    .first()
                    .map_or(clause.span, DraftOperand::span),
                replacement: None,
                note: Some(
                    "for example `after \"Operation Serval\"`, `after coups in Mali`".to_owned(),
                ),
            }),
        }
    }

    fn is_date_keyword(&self, keyword: Keyword) -> bool {
        matches!(
            keyword,
            Keyword::After | Keyword::Before | Keyword::Since | Keyword::Until | Keyword::During
        )
    }

    /// Says whether a phrase is a situation noun with a verb behind it: `accords signed`.
    fn tells_noun(&self, phrase: &Phrase) -> bool {
        let pieces = self.without_opening(&phrase.pieces);
        matches!(self.noun_at(pieces, false), Some((taken, super::resolver::NounFound::Class(_)))
            if taken < pieces.len())
    }

    /// Says whether the members of a set are situations.
    pub fn of_situations(&self, set: &Set) -> bool {
        match set {
            Set::Situations(_) => true,
            Set::And(sets) | Set::Or(sets) => sets.iter().all(|set| self.of_situations(set)),
            Set::Except(from, _) => self.of_situations(from),
            Set::Names(_) | Set::Roles(_) | Set::Entities { .. } | Set::Query(_) => false,
        }
    }

    pub fn expect_situation(&self) -> Expect {
        Expect {
            classes: self.classes(&["Situation"]),
            words: "something that happened".to_owned(),
            ..Expect::default()
        }
    }

    /// `after it`, `after the accord`, `after signing`: a situation that the question spoke of before.
    fn it(&self, phrase: &Phrase) -> Option<Anchor> {
        let words: Vec<String> = self
            .words(&phrase.pieces)
            .iter()
            .map(|w| w.to_lowercase())
            .collect();
        if words.len() != phrase.pieces.len() {
            return None;
        }
        let iri = |class: ClassId| Iri::new(self.ontology.class(class).iri.clone());
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        for classes in self.scope.iter().rev() {
            let class = *classes.first()?;
            let word = self.noun(class).singular;
            match words.as_slice() {
                ["the" | "this" | "that", noun @ ..] => {
                    let text = noun.join(" ");
                    let found = self.ontology.words(self.language).class_nouns(&text);
                    let meant = found.iter().any(|n| {
                        classes.iter().any(|class| {
                            self.ontology.is_subclass(*class, n.class)
                                || self.ontology.is_subclass(n.class, *class)
                        })
                    });
                    if meant {
                        return Some(Anchor::It {
                            word,
                            class: iri(class),
                        });
                    }
                }
                [gerund] if self.is_gerund(gerund, classes) => {
                    return Some(Anchor::It {
                        word,
                        class: iri(class),
                    });
                }
                _ => {}
            }
        }
        None
    }

    /// `signing` is what happens in an accord, which its parties sign.
    fn is_gerund(&self, word: &str, classes: &[ClassId]) -> bool {
        let Some(stem) = word.strip_suffix("ing") else {
            return false;
        };
        classes
            .iter()
            .flat_map(|class| self.ontology.verbs_of(*class))
            .map(|verb| self.ontology.verb(verb).form(Form::Base, self.language))
            .any(|base| base == stem || base.strip_suffix('e') == Some(stem))
    }

    /// Reads a length of time or way.
    pub fn length(&self, typed: &ast::Length) -> Result<Length, ResolveError> {
        match typed.number.text.parse::<u32>() {
            Ok(count) if count <= LONGEST => Ok(Length {
                count,
                unit: typed.unit,
            }),
            _ => Err(self.too_long(typed.number.span)),
        }
    }

    /// Reads a length of time.
    pub fn time_length(&self, typed: &ast::Length) -> Result<Length, ResolveError> {
        let length = self.length(typed)?;
        match length.unit {
            Unit::Kilometre | Unit::Mile => Err(ResolveError::Misplaced {
                code: "no-time",
                message: "expected days, weeks, months or years".to_owned(),
                span: typed.number.span,
                replacement: None,
                note: None,
            }),
            _ => Ok(length),
        }
    }

    fn too_long(&self, span: Span) -> ResolveError {
        ResolveError::Misplaced {
            code: "bad-number",
            message: format!("expected a whole number of at most {LONGEST}"),
            span,
            replacement: None,
            note: None,
        }
    }
}

fn relative(how: TimeOrder, anchor: Anchor) -> Filter {
    Filter::Relative(Relative { how, anchor })
}

/// The days within a length after, before, or on either side of a date.
fn around(range: Range, length: Length, side: Side) -> Option<Time> {
    let first = length.before(range.from)?;
    let last = length.after(range.last())?;
    let day = |day: crate::time::Day| Range {
        from: day,
        to: day.plus(1),
    };
    let (from, to) = match side {
        Side::After => (range.last().plus(1), last),
        Side::Before => (first, range.from.plus(-1)),
        Side::Of => (first, last),
    };
    Some(Time {
        relation: TimeRelation::Between,
        moments: vec![day(from), day(to)],
    })
}
