//! Where situations take place: in neighbours of a country, and not farther than so many metres from a place.

use super::algebra::{compare, names, values};
use super::{LowerError, Lowering, Parts, Place};
use crate::iri::Iri;
use crate::plan::Var;
use crate::question::ast::Comparison;
use crate::sparql::print::Anchor;
use crate::sparql::terms::{al, and_all, bgp, boolean, rdf_type, triple, variable};
use spargebra::algebra::{Expression, GraphPattern};
use spargebra::term::{Literal, Variable};

/// The mean radius of the Earth, in metres.
const RADIUS: f64 = 6_371_008.8;
/// Kinds of places that are too wide for their point to say where in them something was.
pub const WIDE: &[&str] = &["Country", "SubnationalRegion", "WorldRegion", "Territory"];

impl Lowering {
    /// The situation lies in a country that had a border with one of these when it was.
    pub(super) fn neighbours(
        &mut self,
        parts: &mut Parts,
        situation: &Var,
        places: &[Iri],
        place: Place,
    ) -> Result<(), LowerError> {
        let s = variable(&situation.0)?;
        let country = self.fresh("neighbour")?;
        let border = self.fresh("border")?;
        let at = self.fresh("at")?;
        let asked = self.fresh("country")?;
        parts.values.push(values(&asked, places)?);
        let first = triple(border.clone(), al("borderOf")?, asked.clone());
        self.triples(
            parts,
            &format!("in a neighbour of {}", names(places)),
            vec![
                first,
                triple(border.clone(), al("borderOf")?, country.clone()),
                triple(s.clone(), al("place")?, at.clone()),
                triple(at.clone(), al("inside")?, country.clone()),
            ],
        );
        let other = Expression::Not(Box::new(Expression::Equal(
            Box::new(country.clone().into()),
            Box::new(asked.into()),
        )));
        parts.filters.push(other);
        // A border counts while it stood.
        let days = self.days(parts, situation)?;
        let (from, to) = (self.fresh("borderFrom")?, self.fresh("borderTo")?);
        self.triples(
            parts,
            "",
            vec![
                triple(border.clone(), al("existsFromDay")?, from.clone()),
                triple(border, al("existsToDay")?, to.clone()),
            ],
        );
        parts.filters.extend([
            compare(
                Comparison::GreaterOrEqual,
                days.latest_end.into(),
                from.clone().into(),
            ),
            compare(
                Comparison::LessOrEqual,
                days.earliest_start.into(),
                to.clone().into(),
            ),
        ]);
        let at_the_time = [
            compare(
                Comparison::GreaterOrEqual,
                days.earliest_end.into(),
                from.into(),
            ),
            compare(Comparison::LessOrEqual, days.latest_start.into(), to.into()),
        ];
        let sure = at_the_time
            .into_iter()
            .chain([self.not_near(s, at, country.into())?])
            .collect();
        if let Some(sure) = and_all(sure) {
            self.certain(
                parts,
                situation,
                sure,
                "in it while the border stood",
                place,
            );
        }
        Ok(())
    }

    /// The situation's place is near enough: certainly where it is a point, possibly where it is a wide place that holds
    /// the asked one.
    pub(super) fn near(
        &mut self,
        parts: &mut Parts,
        situation: &Var,
        places: &[Iri],
        metres: u32,
        place: Place,
    ) -> Result<(), LowerError> {
        let s = variable(&situation.0)?;
        let centre = self.fresh("centre")?;
        let at = self.place_of(situation)?;
        parts.values.push(values(&centre, places)?);
        let placed = triple(s.clone(), al("place")?, at.clone());
        self.triples(
            parts,
            &format!(
                "within {} km of {}",
                f64::from(metres) / 1000.0,
                names(places)
            ),
            vec![placed],
        );
        let wide = |at: &Variable| -> Result<GraphPattern, LowerError> {
            let mut union: Option<GraphPattern> = None;
            for class in WIDE {
                let one = bgp(vec![triple(at.clone(), rdf_type(), al(class)?)]);
                union = Some(match union {
                    None => one,
                    Some(before) => GraphPattern::Union {
                        left: Box::new(before),
                        right: Box::new(one),
                    },
                });
            }
            Ok(union.unwrap_or_else(|| bgp(Vec::new())))
        };
        let no = |pattern: GraphPattern| {
            Expression::Not(Box::new(Expression::Exists(Box::new(pattern))))
        };
        let point = self.chord(&at, &centre, metres)?;
        let is_point = no(wide(&at)?);
        let point = GraphPattern::Filter {
            expr: Expression::And(Box::new(point.1), Box::new(is_point.clone())),
            inner: Box::new(bgp(point.0)),
        };
        let around = GraphPattern::Join {
            left: Box::new(bgp(vec![triple(centre, al("inside")?, at.clone())])),
            right: Box::new(GraphPattern::Distinct {
                inner: Box::new(GraphPattern::Project {
                    inner: Box::new(wide(&at)?),
                    variables: vec![at.clone()],
                }),
            }),
        };
        parts.joins.push(GraphPattern::Union {
            left: Box::new(point),
            right: Box::new(around),
        });
        let near = no(bgp(vec![triple(s, al("placePrecision")?, al("Near")?)]));
        let certain = and_all(vec![is_point, near]);
        if let Some(certain) = certain {
            self.certain(
                parts,
                situation,
                certain,
                "the place is known as a point",
                place,
            );
        }
        Ok(())
    }

    /// The square of the chord between two points of the unit sphere is a sum of three squares.
    fn chord(
        &mut self,
        at: &Variable,
        centre: &Variable,
        metres: u32,
    ) -> Result<(Vec<spargebra::term::TriplePattern>, Expression), LowerError> {
        let mut triples = Vec::new();
        let mut sum: Option<Expression> = None;
        for axis in ["sphereX", "sphereY", "sphereZ"] {
            let here = self.fresh("here")?;
            let there = self.fresh("there")?;
            triples.push(triple(at.clone(), al(axis)?, here.clone()));
            triples.push(triple(centre.clone(), al(axis)?, there.clone()));
            let apart = Expression::Subtract(Box::new(here.into()), Box::new(there.into()));
            let square = Expression::Multiply(Box::new(apart.clone()), Box::new(apart));
            sum = Some(match sum {
                None => square,
                Some(before) => Expression::Add(Box::new(before), Box::new(square)),
            });
        }
        let angle = (f64::from(metres) / RADIUS).min(std::f64::consts::PI);
        let chord = 2.0 * (angle / 2.0).sin();
        let filter = compare(
            Comparison::LessOrEqual,
            sum.unwrap_or_else(|| Expression::Literal(boolean(true))),
            Expression::Literal(Literal::from(chord * chord)),
        );
        self.comment(
            Anchor::Filter(filter.clone()),
            "the squared chord between points on the unit sphere",
        );
        Ok((triples, filter))
    }
}
