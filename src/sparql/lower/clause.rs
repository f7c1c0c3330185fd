//! The tests of a plan, each as triples and filters under one comment.

use super::algebra::{aggregate, compare, distinct, names, values, words};
use super::{LowerError, Lowering, Parts, Place, certainty_of};
use crate::iri::{Iri, with_article};
use crate::plan::{Test, Var};
use crate::sparql::print::Anchor;
use crate::sparql::terms::{al, bgp, int, iri, rdf_type, triple, variable};
use spargebra::algebra::{AggregateFunction, Expression, GraphPattern};
use spargebra::term::{TermPattern, Variable};

impl Lowering {
    pub(super) fn test(
        &mut self,
        parts: &mut Parts,
        test: &Test,
        place: Place,
    ) -> Result<(), LowerError> {
        match test {
            Test::Is {
                var,
                any,
                parts: true,
            } => self.counts_for(parts, &variable(&var.0)?, any)?,
            Test::Is {
                var,
                any,
                parts: false,
            } => parts.values.push(values(&variable(&var.0)?, any)?),
            Test::Inside {
                situation,
                places,
                near,
            } => self.inside(parts, situation, places, *near, place)?,
            Test::When {
                situation,
                relation,
                ranges,
            } => self.when(parts, situation, *relation, ranges, place)?,
            Test::Neighbours { situation, places } => {
                self.neighbours(parts, situation, places, place)?
            }
            Test::Near {
                situation,
                places,
                metres,
            } => self.near(parts, situation, places, *metres, place)?,
            Test::Order {
                situation,
                relation,
                order,
                anchor,
            } => self.order(parts, situation, *relation, *order, anchor, place)?,
            Test::Figure {
                situation,
                field,
                basis,
                operator,
                number,
            } => {
                let sum = self.fresh(field.local())?;
                let figure = self.figure(situation, field, basis)?;
                let situation = variable(&situation.0)?;
                let total = self.fresh("total")?;
                let sub = GraphPattern::Project {
                    inner: Box::new(GraphPattern::Extend {
                        inner: Box::new(GraphPattern::Group {
                            inner: Box::new(distinct(
                                bgp(figure),
                                vec![situation.clone(), variable("figure")?, variable("best")?],
                            )),
                            variables: vec![situation.clone()],
                            aggregates: vec![(
                                total.clone(),
                                aggregate(AggregateFunction::Sum, "best", false)?,
                            )],
                        }),
                        variable: sum.clone(),
                        expression: Expression::Variable(total),
                    }),
                    variables: vec![situation, sum.clone()],
                };
                parts.joins.push(sub);
                let filter = compare(*operator, Expression::Variable(sum), int(*number));
                self.comment(
                    Anchor::Filter(filter.clone()),
                    format!(
                        "figures of {}, summed over the groups of victims",
                        field.local()
                    ),
                );
                parts.filters.push(filter);
            }
            Test::Certainty { situation, any } | Test::Status { situation, any } => {
                if let Some((property, var)) = standing_variable(test)? {
                    let s = variable(&situation.0)?;
                    self.triples(parts, "", vec![triple(s, al(property)?, var.clone())]);
                    if !self.behind.contains(test) {
                        self.standing_filter(parts, property, var, any)?;
                    }
                }
            }
            Test::SaidBy {
                situation,
                any,
                speaker_only,
            } => self.said_by(parts, situation, any, *speaker_only)?,
            Test::From { situation, any } => self.described_by(parts, situation, any)?,
            Test::Sources {
                situation,
                operator,
                number,
            } => self.source_count(parts, situation, *operator, *number)?,
            Test::Disagree { situation, about } => {
                let s = variable(&situation.0)?;
                let what = self.fresh("differ")?;
                parts.values.push(values(&what, about)?);
                let differs = vec![triple(s, al("disagreesOn")?, what)];
                self.triples(parts, "on which sources differ", differs);
            }
            Test::Consensus { situation, any } => {
                let s = variable(&situation.0)?;
                for one in any {
                    let consensus = vec![triple(s.clone(), al("consensus")?, iri(one)?)];
                    self.triples(parts, &words(one), consensus);
                }
            }
            Test::Differs(a, b) => {
                let filter = Expression::Not(Box::new(Expression::Equal(
                    Box::new(Expression::Variable(variable(&a.0)?)),
                    Box::new(Expression::Variable(variable(&b.0)?)),
                )));
                self.comment(Anchor::Filter(filter.clone()), "somebody else");
                parts.filters.push(filter);
            }
            Test::IsA { var, class } => self.triples(
                parts,
                &format!("?{} is {}", var.0, with_article(&words(class))),
                vec![triple(variable(&var.0)?, rdf_type(), iri(class)?)],
            ),
        }
        Ok(())
    }

    /// Restricts a filler to these things and their organisational parts.
    pub(super) fn counts_for(
        &mut self,
        parts: &mut Parts,
        var: &Variable,
        any: &[Iri],
    ) -> Result<(), LowerError> {
        let comment = format!(
            "?{} is {}, or an organisational part",
            var.as_str(),
            names(any)
        );
        match any {
            [one] => self.triples(
                parts,
                &comment,
                vec![triple(var.clone(), al("countsFor")?, iri(one)?)],
            ),
            many => {
                let whole = self.fresh(&format!("{}Whole", var.as_str()))?;
                parts.values.push(values(&whole, many)?);
                self.triples(
                    parts,
                    &comment,
                    vec![triple(var.clone(), al("countsFor")?, whole)],
                );
            }
        }
        Ok(())
    }

    pub(super) fn inside(
        &mut self,
        parts: &mut Parts,
        situation: &Var,
        places: &[Iri],
        near: bool,
        place: Place,
    ) -> Result<(), LowerError> {
        let s = variable(&situation.0)?;
        let at = self.place_of(situation)?;
        let comment = format!(
            "in {}{}, with every place inside",
            if near { "or near " } else { "" },
            names(places)
        );
        let inside: TermPattern = match places {
            [one] => iri(one)?.into(),
            many => {
                let region = self.fresh("region")?;
                parts.values.push(values(&region, many)?);
                region.into()
            }
        };
        self.triples(
            parts,
            &comment,
            vec![
                triple(s.clone(), al("place")?, at.clone()),
                triple(at.clone(), al("inside")?, inside.clone()),
            ],
        );
        if near {
            return Ok(());
        }
        let inside = match inside {
            TermPattern::NamedNode(node) => Expression::NamedNode(node),
            TermPattern::Variable(region) => Expression::Variable(region),
            _ => return Ok(()),
        };
        let not_near = self.not_near(s, at, inside)?;
        self.certain(parts, situation, not_near, "in, not only near", place);
        Ok(())
    }

    /// Near a town is only possibly in the town, but it is in the country of the town.
    pub(super) fn not_near(
        &self,
        situation: Variable,
        at: Variable,
        inside: Expression,
    ) -> Result<Expression, LowerError> {
        let near = Expression::Exists(Box::new(bgp(vec![triple(
            situation,
            al("placePrecision")?,
            al("Near")?,
        )])));
        let itself = Expression::Equal(Box::new(Expression::Variable(at)), Box::new(inside));
        Ok(Expression::Or(
            Box::new(Expression::Not(Box::new(itself))),
            Box::new(Expression::Not(Box::new(near))),
        ))
    }

    /// Names where a situation takes place: each clause may mean another of its places, but alternatives share a name.
    pub(super) fn place_of(&mut self, situation: &Var) -> Result<Variable, LowerError> {
        let known = self.placed.entry(situation.clone()).or_default();
        *known += 1;
        variable(&match known {
            1 => format!("{}Place", situation.0),
            further => format!("{}Place{further}", situation.0),
        })
    }

    /// Demands what makes a match certain, or keeps it for the mark.
    pub(super) fn certain(
        &mut self,
        parts: &mut Parts,
        situation: &Var,
        expression: Expression,
        comment: &str,
        place: Place,
    ) {
        if place == Place::Never {
            return;
        }
        if self.strictly {
            self.comment(Anchor::Filter(expression.clone()), comment);
            parts.filters.push(expression);
        } else {
            parts.certain.push((situation.clone(), expression));
        }
    }

    pub(super) fn standing_filter(
        &mut self,
        parts: &mut Parts,
        property: &str,
        var: Variable,
        any: &[Iri],
    ) -> Result<(), LowerError> {
        let allowed = any
            .iter()
            .map(|i| Ok(Expression::NamedNode(iri(i)?)))
            .collect::<Result<Vec<_>, LowerError>>()?;
        let filter = Expression::In(Box::new(Expression::Variable(var)), allowed);
        let list: Vec<String> = any.iter().map(words).collect();
        self.comment(
            Anchor::Filter(filter.clone()),
            format!("{property}: {}", list.join(" or ")),
        );
        parts.filters.push(filter);
        Ok(())
    }

    pub(super) fn said_by(
        &mut self,
        parts: &mut Parts,
        situation: &Var,
        any: &[Iri],
        speaker_only: bool,
    ) -> Result<(), LowerError> {
        let s = variable(&situation.0)?;
        let mut alternatives = Vec::new();
        for one in any {
            let speaker = self.fresh("speaker")?;
            let spoken = triple(s.clone(), al("accordingTo")?, speaker.clone());
            self.comment(
                Anchor::Triple(spoken.clone()),
                format!("said by {}", one.local()),
            );
            alternatives.push(bgp(vec![
                spoken,
                triple(speaker, al("countsFor")?, iri(one)?),
            ]));
            let figure = self.fresh("figure")?;
            let teller = self.fresh("teller")?;
            alternatives.push(bgp(vec![
                triple(s.clone(), al("figure")?, figure.clone()),
                triple(figure, al("accordingTo")?, teller.clone()),
                triple(teller, al("countsFor")?, iri(one)?),
            ]));
            if !speaker_only {
                alternatives.push(bgp(vec![triple(s.clone(), al("source")?, iri(one)?)]));
            }
        }
        let mut alternatives = alternatives.into_iter();
        if let Some(first) = alternatives.next() {
            parts
                .joins
                .push(alternatives.fold(first, |left, right| GraphPattern::Union {
                    left: Box::new(left),
                    right: Box::new(right),
                }));
        }
        Ok(())
    }
}

/// Returns the property and the variable of a standing; `None` for other tests.
pub(super) fn standing_variable(
    test: &Test,
) -> Result<Option<(&'static str, Variable)>, LowerError> {
    Ok(match test {
        Test::Certainty { situation, .. } => {
            Some(("certainty", variable(&certainty_of(situation))?))
        }
        Test::Status { situation, .. } => {
            Some(("status", variable(&format!("{}Status", situation.0))?))
        }
        _ => None,
    })
}
