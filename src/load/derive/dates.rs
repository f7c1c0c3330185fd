//! The bounds of every situation.

use super::facts::{Facts, Values, name, values};
use super::{Kind, Terms};
use crate::load::{Statements, TermId, Warning, WarningKind};
use crate::time::{Bounds, Day, EdtfError, Range};
use oxigraph::model::Term;
use rustc_hash::FxHashMap;

/// Returns the bounds of the situations, in their order.
///
/// `al:starts` and `al:ends` take the place of `al:when` for their side, and dates stated as `al:earliestStart` to
/// `al:latestEnd` that of both. Sources that differ widen the bounds. A date that cannot be read counts as not stated.
pub(super) fn bounds(
    statements: &Statements,
    terms: &Terms,
    facts: &Facts,
    warnings: &mut Vec<Warning>,
) -> Vec<Bounds> {
    let mut reader = Reader {
        statements,
        terms,
        facts,
        source_days: source_days(statements, facts),
        cache: FxHashMap::default(),
        warnings,
    };
    facts
        .situations
        .iter()
        .map(|situation| reader.bounds(*situation))
        .collect()
}

/// Returns the first and last known day of the situations of every source.
pub(super) fn coverage(facts: &Facts, bounds: &[Bounds]) -> FxHashMap<TermId, (Day, Day)> {
    stretches(facts, bounds, |bounds| {
        let Bounds {
            earliest_start,
            latest_start,
            earliest_end,
            latest_end,
            ..
        } = *bounds;
        let known: Vec<Day> = [earliest_start, latest_start, earliest_end, latest_end]
            .into_iter()
            .filter(|day| day.is_finite())
            .collect();
        Some((*known.iter().min()?, *known.iter().max()?))
    })
}

/// Returns the stretch that the situations of every source certainly reach over: whole years, months and days as they are
/// known, and of what may lie on either side of their borders the nearer side.
pub(super) fn extents(facts: &Facts, bounds: &[Bounds]) -> FxHashMap<TermId, (Day, Day)> {
    stretches(facts, bounds, |bounds| {
        let (first, last) = (bounds.earliest_start, bounds.latest_end);
        let unit = first.is_finite()
            && last.is_finite()
            && Range::new(first, last.plus(1)).is_some_and(|range| range.moment().is_some());
        if unit {
            return Some((first, last));
        }
        let known = |days: [Day; 2]| days.into_iter().filter(|day| day.is_finite());
        let start = known([bounds.latest_start, bounds.earliest_end]).min();
        let end = known([bounds.earliest_start, bounds.earliest_end]).max();
        match (start, end) {
            (Some(start), Some(end)) => Some((start.min(end), end.max(start))),
            (Some(day), None) | (None, Some(day)) => Some((day, day)),
            (None, None) => None,
        }
    })
}

/// Returns the stretch that spans those of all situations of every source.
fn stretches(
    facts: &Facts,
    bounds: &[Bounds],
    stretch: impl Fn(&Bounds) -> Option<(Day, Day)>,
) -> FxHashMap<TermId, (Day, Day)> {
    let mut stretches: FxHashMap<TermId, (Day, Day)> = FxHashMap::default();
    for (situation, bounds) in facts.situations.iter().zip(bounds) {
        let Some((first, last)) = stretch(bounds) else {
            continue;
        };
        for source in values(&facts.graphs, *situation) {
            let spanned = stretches.entry(*source).or_insert((first, last));
            *spanned = (spanned.0.min(first), spanned.1.max(last));
        }
    }
    stretches
}

/// Returns the last day on which each source can have been written; what it tells had begun by then.
fn source_days(statements: &Statements, facts: &Facts) -> FxHashMap<TermId, Day> {
    let day = |dates: &[TermId]| {
        let texts = dates.iter().filter_map(|date| text(statements, *date));
        let bounds = texts.filter_map(|text| Bounds::from_edtf(Some(text), None, None).ok());
        bounds
            .map(|bounds| bounds.latest_end)
            .filter(|day| day.is_finite())
            .min()
    };
    facts
        .issued
        .iter()
        .filter(|(source, _)| {
            let kind = facts.kinds.get(*source);
            kind.is_some_and(|kind| kind.is(Kind::SOURCE))
        })
        .filter_map(|(source, dates)| Some((*source, day(dates)?)))
        .collect()
}

/// Returns the text of a literal.
pub(super) fn text(statements: &Statements, id: TermId) -> Option<&str> {
    match statements.term(id)? {
        Term::Literal(literal) => Some(literal.value()),
        _ => None,
    }
}

/// The stated dates on which bounds depend; many situations share them.
type Stated = (Option<TermId>, Option<TermId>, Option<Day>);

struct Reader<'a> {
    statements: &'a Statements,
    terms: &'a Terms,
    facts: &'a Facts,
    source_days: FxHashMap<TermId, Day>,
    cache: FxHashMap<Stated, Option<Bounds>>,
    warnings: &'a mut Vec<Warning>,
}

impl Reader<'_> {
    fn bounds(&mut self, situation: TermId) -> Bounds {
        let terms = self.terms;
        let when = self.stated(terms.when, situation);
        let as_of = self.stated(terms.ongoing_as_of, situation);
        let source_day = self.source_day(situation);
        let read: Vec<Bounds> = when
            .iter()
            .filter_map(|when| {
                self.read(situation, (Some(*when), as_of.first().copied(), source_day))
            })
            .collect();
        let mut bounds = self.hull(situation, &read);
        let starts = self.side(terms.starts, situation);
        let ends = self.side(terms.ends, situation);
        let mut qualified = bounds.is_some_and(|bounds| bounds.qualified);
        for side in [starts, ends].into_iter().flatten() {
            qualified |= side.qualified;
        }
        if starts.is_some() || ends.is_some() {
            bounds = Some(with_sides(bounds, starts, ends));
        }
        let bounds = bounds.unwrap_or_else(|| Bounds::undated(source_day));
        Bounds {
            qualified,
            ..self.with_explicit(situation, bounds)
        }
    }

    fn stated(&self, property: TermId, situation: TermId) -> Vec<TermId> {
        let dates: Option<&Values> = self.facts.dates.get(&property);
        dates.map_or_else(Vec::new, |dates| values(dates, situation).to_vec())
    }

    /// Returns the first day by which a source had told of the situation, unless it may lie ahead.
    fn source_day(&self, situation: TermId) -> Option<Day> {
        let ahead = [
            self.terms.planned,
            self.terms.requested,
            self.terms.proposed,
        ];
        let status = values(&self.facts.status, situation);
        if status.iter().any(|status| ahead.contains(status)) {
            return None;
        }
        let graphs = values(&self.facts.graphs, situation).iter();
        graphs
            .filter_map(|graph| self.source_days.get(graph).copied())
            .min()
    }

    fn read(&mut self, situation: TermId, stated: Stated) -> Option<Bounds> {
        if let Some(bounds) = self.cache.get(&stated) {
            return *bounds;
        }
        let (when, as_of, source_day) = stated;
        let text_of = |id: Option<TermId>| id.and_then(|id| text(self.statements, id));
        let (when, as_of) = (text_of(when), text_of(as_of));
        let mut read = Bounds::from_edtf(when, as_of, source_day);
        if let (Err(error), Some(as_of)) = (&read, as_of)
            && error.text == as_of.trim()
        {
            self.warn(situation, &error.clone());
            read = Bounds::from_edtf(when, None, source_day);
        }
        // Not kept when bad, so that every situation with this date is told.
        let bounds = match read {
            Ok(bounds) => Some(bounds),
            Err(error) => {
                self.warn(situation, &error);
                return None;
            }
        };
        self.cache.insert(stated, bounds);
        bounds
    }

    fn warn(&mut self, situation: TermId, error: &EdtfError) {
        self.warnings.push(Warning {
            kind: WarningKind::BadDate,
            source: source_name(self.statements, self.facts, situation),
            subject: name(self.statements, situation),
            message: format!("{error}; the date is left out"),
        });
    }

    /// Returns the bounds that span all of them.
    fn hull(&mut self, situation: TermId, all: &[Bounds]) -> Option<Bounds> {
        let (first, others) = all.split_first()?;
        let mut hull = *first;
        for other in others {
            if (Bounds {
                qualified: hull.qualified,
                ..*other
            }) == hull
            {
                continue;
            }
            hull = Bounds {
                earliest_start: hull.earliest_start.min(other.earliest_start),
                latest_start: hull.latest_start.max(other.latest_start),
                earliest_end: hull.earliest_end.min(other.earliest_end),
                latest_end: hull.latest_end.max(other.latest_end),
                qualified: hull.qualified || other.qualified,
            };
            self.warnings.push(Warning {
                kind: WarningKind::DatesDiffer,
                source: source_name(self.statements, self.facts, situation),
                subject: name(self.statements, situation),
                message: "sources date it differently; it may lie in any of the dates".to_owned(),
            });
        }
        Some(hull)
    }

    /// Returns the days between which one side lies.
    fn side(&mut self, property: TermId, situation: TermId) -> Option<Bounds> {
        let stated = self.stated(property, situation);
        let read: Vec<Bounds> = stated
            .iter()
            .filter_map(|date| self.read(situation, (Some(*date), None, None)))
            .collect();
        self.hull(situation, &read)
    }

    fn with_explicit(&mut self, situation: TermId, bounds: Bounds) -> Bounds {
        let terms = self.terms;
        let [a, b, c, d] = [
            terms.earliest_start,
            terms.latest_start,
            terms.earliest_end,
            terms.latest_end,
        ]
        .map(|property| self.explicit(property, situation));
        if [a, b, c, d].iter().all(Option::is_none) {
            return bounds;
        }
        Bounds::ordered(
            (
                a.unwrap_or(bounds.earliest_start),
                b.unwrap_or(bounds.latest_start),
            ),
            (
                c.unwrap_or(bounds.earliest_end),
                d.unwrap_or(bounds.latest_end),
            ),
        )
    }

    fn explicit(&mut self, property: TermId, situation: TermId) -> Option<Day> {
        let date = self.stated(property, situation).first().copied()?;
        let stated = text(self.statements, date).unwrap_or_default();
        let day = Day::from_xsd_date(stated);
        if day.is_none() {
            self.warnings.push(Warning {
                kind: WarningKind::BadDate,
                source: source_name(self.statements, self.facts, situation),
                subject: name(self.statements, situation),
                message: format!(
                    "\"{stated}\" is not a date of the form 2024-07-27; it is left out"
                ),
            });
        }
        day
    }
}

fn with_sides(when: Option<Bounds>, starts: Option<Bounds>, ends: Option<Bounds>) -> Bounds {
    let start = starts.map(|side| (side.earliest_start, side.latest_end));
    let end = ends.map(|side| (side.earliest_start, side.latest_end));
    let when_start = when.map(|when| (when.earliest_start, when.latest_start));
    let when_end = when.map(|when| (when.earliest_end, when.latest_end));
    let (start, end) = match (start.or(when_start), end.or(when_end)) {
        (Some(start), Some(end)) => (start, end),
        // As for an unknown side of an interval.
        (Some(start), None) => (start, (start.1, Day::MAX)),
        (None, Some(end)) => ((Day::MIN, end.0), end),
        (None, None) => ((Day::MIN, Day::MAX), (Day::MIN, Day::MAX)),
    };
    Bounds::ordered(start, end)
}

/// Returns the source that a warning about a thing names.
pub(super) fn source_name(statements: &Statements, facts: &Facts, thing: TermId) -> String {
    let graphs = values(&facts.graphs, thing);
    graphs
        .first()
        .map_or_else(String::new, |graph| name(statements, *graph))
}
