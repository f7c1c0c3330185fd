//! Time: day numbers against the range that is asked, possibly and certainly.

use super::algebra::compare;
use super::{LowerError, Lowering, Parts, Place, end_of, start_of};
use crate::plan::{Relation, Var};
use crate::question::ast::Comparison;
use crate::sparql::print::Anchor;
use crate::sparql::terms::{al, and_all, bgp, boolean, int, or_any, rdf_type, triple, variable};
use crate::time::{Day, Range};
use spargebra::algebra::Expression;

impl Lowering {
    pub(super) fn when(
        &mut self,
        parts: &mut Parts,
        situation: &Var,
        relation: Relation,
        ranges: &[Range],
        place: Place,
    ) -> Result<(), LowerError> {
        let s = variable(&situation.0)?;
        let text = ranges
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join(" or ");
        // In a negated pattern nothing binds the days of its situation yet.
        if place == Place::Never {
            parts.triples.extend([
                triple(
                    s.clone(),
                    al("earliestStartDay")?,
                    variable(&start_of(situation))?,
                ),
                triple(
                    s.clone(),
                    al("latestEndDay")?,
                    variable(&end_of(situation))?,
                ),
            ]);
        }
        let mut start = Expression::Variable(variable(&start_of(situation))?);
        let mut end = Expression::Variable(variable(&end_of(situation))?);
        match relation {
            Relation::Begins => end = self.point(parts, situation, "LatestStart")?,
            Relation::Ends => start = self.point(parts, situation, "EarliestEnd")?,
            Relation::Contained | Relation::Overlaps | Relation::Either => {}
        }
        // The two bounds of one range are two filters, as they are printed.
        let possible = match ranges {
            [range] => reaches(&start, &end, range),
            several => or_any(
                several
                    .iter()
                    .filter_map(|range| and_all(reaches(&start, &end, range)))
                    .collect(),
            )
            .into_iter()
            .collect(),
        };
        // An alternative without any bound allows everything.
        let bounded = ranges
            .iter()
            .all(|range| range.has_start() || range.has_end());
        if let (true, Some(first)) = (bounded, possible.first()) {
            self.comment(Anchor::Filter(first.clone()), format!("dates: {text}"));
            parts.filters.extend(possible);
        }
        if place == Place::Never {
            return Ok(());
        }
        let contained = any_range(ranges, |range| holds(&start, &end, range));
        let certain = match relation {
            Relation::Contained | Relation::Begins | Relation::Ends => contained,
            Relation::Overlaps => self.overlaps(parts, situation, ranges)?,
            Relation::Either => {
                let event = Expression::Exists(Box::new(bgp(vec![triple(
                    s.clone(),
                    rdf_type(),
                    al("Event")?,
                )])));
                let other = Expression::Not(Box::new(event));
                let overlaps = self.overlaps(parts, situation, ranges)?;
                let other = overlaps.and_then(|overlaps| and_all(vec![other, overlaps]));
                or_any(contained.into_iter().chain(other).collect())
            }
        };
        if let Some(certain) = certain {
            self.certain(
                parts,
                situation,
                certain,
                &format!("certainly in {text}"),
                place,
            );
        }
        let plain_date =
            Expression::Not(Box::new(Expression::Exists(Box::new(bgp(vec![triple(
                s,
                al("dateQualified")?,
                boolean(true),
            )])))));
        self.certain(
            parts,
            situation,
            plain_date,
            "the date is neither approximate nor doubted",
            place,
        );
        Ok(())
    }

    /// Binds the day on which a situation began at the latest, or ended at the earliest.
    fn point(
        &mut self,
        parts: &mut Parts,
        situation: &Var,
        which: &str,
    ) -> Result<Expression, LowerError> {
        let day = variable(&format!("{}{which}", situation.0))?;
        let property = if which == "LatestStart" {
            "latestStartDay"
        } else {
            "earliestEndDay"
        };
        let bound = triple(variable(&situation.0)?, al(property)?, day.clone());
        if !parts.triples.contains(&bound) {
            parts.triples.push(bound);
        }
        Ok(Expression::Variable(day))
    }

    /// What certainly overlaps has begun before the range ends, and ends after it begins.
    fn overlaps(
        &mut self,
        parts: &mut Parts,
        situation: &Var,
        ranges: &[Range],
    ) -> Result<Option<Expression>, LowerError> {
        let s = variable(&situation.0)?;
        let latest_start = variable(&format!("{}LatestStart", situation.0))?;
        let earliest_end = variable(&format!("{}EarliestEnd", situation.0))?;
        parts.triples.extend([
            triple(s.clone(), al("latestStartDay")?, latest_start.clone()),
            triple(s, al("earliestEndDay")?, earliest_end.clone()),
        ]);
        let start = Expression::Variable(latest_start);
        let end = Expression::Variable(earliest_end);
        Ok(any_range(ranges, |range| reaches(&start, &end, range)))
    }
}

/// Any of the ranges will do.
fn any_range(ranges: &[Range], one: impl Fn(&Range) -> Vec<Expression>) -> Option<Expression> {
    or_any(ranges.iter().filter_map(|r| and_all(one(r))).collect())
}

fn number_of(day: Day) -> Expression {
    int(i64::from(day.number()))
}

/// The interval reaches into the range: it begins before the range's end and ends after the range's beginning.
fn reaches(start: &Expression, end: &Expression, range: &Range) -> Vec<Expression> {
    let mut all = Vec::new();
    if range.has_start() {
        all.push(compare(
            Comparison::GreaterOrEqual,
            end.clone(),
            number_of(range.from),
        ));
    }
    if range.has_end() {
        all.push(compare(
            Comparison::Less,
            start.clone(),
            number_of(range.to),
        ));
    }
    all
}

/// The interval lies wholly in the range.
fn holds(start: &Expression, end: &Expression, range: &Range) -> Vec<Expression> {
    let mut all = Vec::new();
    if range.has_start() {
        all.push(compare(
            Comparison::GreaterOrEqual,
            start.clone(),
            number_of(range.from),
        ));
    }
    if range.has_end() {
        all.push(compare(Comparison::Less, end.clone(), number_of(range.to)));
    }
    all
}
