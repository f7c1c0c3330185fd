//! The tests of which sources, and how many, describe a situation.

use super::algebra::{aggregate, compare, names};
use super::{LowerError, Lowering, Parts};
use crate::iri::Iri;
use crate::plan::Var;
use crate::question::ast::Comparison;
use crate::sparql::print::Anchor;
use crate::sparql::terms::{al, bgp, int, iri, triple, variable};
use spargebra::algebra::{AggregateFunction, Expression, GraphPattern};

impl Lowering {
    /// Restricts a situation to those that a source describes, or gives a figure for.
    pub(super) fn described_by(
        &mut self,
        parts: &mut Parts,
        situation: &Var,
        any: &[Iri],
    ) -> Result<(), LowerError> {
        let s = variable(&situation.0)?;
        let mut alternatives = Vec::new();
        for one in any {
            let described = triple(s.clone(), al("source")?, iri(one)?);
            self.comment(
                Anchor::Triple(described.clone()),
                format!("described by {}, or with a figure there", names(any)),
            );
            alternatives.push(bgp(vec![described]));
            let figure = self.fresh("figure")?;
            alternatives.push(bgp(vec![
                triple(s.clone(), al("figure")?, figure.clone()),
                triple(figure, al("source")?, iri(one)?),
            ]));
        }
        let union = |left, right| GraphPattern::Union {
            left: Box::new(left),
            right: Box::new(right),
        };
        parts.joins.extend(alternatives.into_iter().reduce(union));
        Ok(())
    }

    /// Restricts a situation to those that so many sources describe.
    pub(super) fn source_count(
        &mut self,
        parts: &mut Parts,
        situation: &Var,
        operator: Comparison,
        number: i64,
    ) -> Result<(), LowerError> {
        let s = variable(&situation.0)?;
        let source = self.fresh("source")?;
        let count = self.fresh("sources")?;
        let counted = self.fresh("agg")?;
        let described = bgp(vec![triple(s.clone(), al("source")?, source.clone())]);
        parts.joins.push(GraphPattern::Project {
            inner: Box::new(GraphPattern::Extend {
                inner: Box::new(GraphPattern::Group {
                    inner: Box::new(described),
                    variables: vec![s.clone()],
                    aggregates: vec![(
                        counted.clone(),
                        aggregate(AggregateFunction::Count, source.as_str(), true)?,
                    )],
                }),
                variable: count.clone(),
                expression: Expression::Variable(counted),
            }),
            variables: vec![s, count.clone()],
        });
        let filter = compare(operator, Expression::Variable(count), int(number));
        self.comment(
            Anchor::Filter(filter.clone()),
            "how many sources describe it",
        );
        parts.filters.push(filter);
        Ok(())
    }
}
