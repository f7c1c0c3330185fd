//! Groups: keys, counts, and one figure for each situation and group of victims.

use super::algebra::{aggregate, distinct, variables};
use super::{LowerError, Lowered, Lowering};
use crate::iri::Iri;
use crate::plan::{Basis, GroupMeasure, Key, KeyKind, Var};
use crate::question::ast::Measure;
use crate::sparql::print::Anchor;
use crate::sparql::terms::{al, and_all, bgp, boolean, iri, join, rdf_type, triple, variable};
use spargebra::algebra::{AggregateExpression, AggregateFunction, Expression, GraphPattern};
use spargebra::term::{TermPattern, TriplePattern};

/// A named aggregate of a group.
type Aggregate = (&'static str, AggregateExpression);

impl Lowering {
    /// The triples of the figure that counts for each victim group of a situation.
    pub(super) fn figure(
        &mut self,
        situation: &Var,
        field: &Iri,
        basis: &Basis,
    ) -> Result<Vec<TriplePattern>, LowerError> {
        let figure = variable("figure")?;
        let counts_for: TermPattern = match basis {
            Basis::Any => al("AnySpeaker")?.into(),
            Basis::Strict => al("Strict")?.into(),
            Basis::Of(one) | Basis::AssertedBy(one) => iri(one)?.into(),
            Basis::Each { source, .. } => variable(&source.0)?.into(),
        };
        let mut triples = vec![
            triple(variable(&situation.0)?, al("figure")?, figure.clone()),
            triple(figure.clone(), al("measure")?, iri(field)?),
            triple(figure.clone(), al("basis")?, counts_for),
            triple(figure.clone(), al("best")?, variable("best")?),
            triple(figure.clone(), al("low")?, variable("low")?),
            triple(figure.clone(), al("high")?, variable("high")?),
            triple(
                figure.clone(),
                al("certainty")?,
                variable("figureCertainty")?,
            ),
        ];
        if let Basis::Each { source, .. } = basis {
            // What a source says is its own, not what counts for its speakers.
            triples.push(triple(figure.clone(), al("source")?, variable(&source.0)?));
        }
        if let Basis::AssertedBy(_) | Basis::Each { asserted: true, .. } = basis {
            let asserted = al("Asserted")?;
            triples.push(triple(figure.clone(), al("certainty")?, asserted));
        }
        if let Some(first) = triples.first() {
            self.comment(
                Anchor::Triple(first.clone()),
                format!("one figure of {} for each group of victims", field.local()),
            );
        }
        Ok(triples)
    }

    /// Binds a group key; situations without one keep their row.
    pub(super) fn key(
        &mut self,
        pattern: GraphPattern,
        situation: &Var,
        var: &Var,
        by: &KeyKind,
    ) -> Result<GraphPattern, LowerError> {
        let s = variable(&situation.0)?;
        let v = variable(&var.0)?;
        let direct = |property: &str| -> Result<Vec<TriplePattern>, LowerError> {
            Ok(vec![triple(s.clone(), al(property)?, v.clone())])
        };
        // What a figure is grouped by is asked of the figure, what else of the situation.
        let triples = match by {
            KeyKind::Year => direct("startYear")?,
            KeyKind::Quarter => direct("startQuarter")?,
            KeyKind::Month => direct("startMonth")?,
            KeyKind::Day => direct("startDate")?,
            KeyKind::Place => direct("place")?,
            KeyKind::Source => direct("source")?,
            KeyKind::Speaker => direct("accordingTo")?,
            KeyKind::Certainty => direct("certainty")?,
            KeyKind::Role(role) => vec![triple(s, iri(role)?, v)],
            KeyKind::PlaceOf(class) => {
                let at = self.fresh("at")?;
                vec![
                    triple(s, al("place")?, at.clone()),
                    triple(at, al("inside")?, v.clone()),
                    triple(v, rdf_type(), iri(class)?),
                ]
            }
            KeyKind::TypeOf(role) => {
                let filler = self.fresh("filler")?;
                vec![
                    triple(s, iri(role)?, filler.clone()),
                    triple(filler, al("directClass")?, v),
                ]
            }
            KeyKind::Class => vec![triple(s, al("directClass")?, v)],
            KeyKind::VictimGroup => vec![triple(variable("figure")?, al("of")?, v)],
        };
        if let Some(first) = triples.first() {
            self.comment(
                Anchor::Triple(first.clone()),
                format!("grouped by {}", var.0),
            );
        }
        Ok(GraphPattern::LeftJoin {
            left: Box::new(pattern),
            right: Box::new(bgp(triples)),
            expression: None,
        })
    }

    /// One row for each figure, however many places or fillers its situation has, so that nothing is added twice.
    pub(super) fn figures(
        &mut self,
        pattern: GraphPattern,
        situation: &Var,
        keys: &[Key],
        field: &Iri,
        basis: &Basis,
    ) -> Result<GraphPattern, LowerError> {
        let figure = self.figure(situation, field, basis)?;
        let mut pattern = join(vec![pattern, bgp(figure)]);
        for key in keys.iter().filter(|key| !is_each(basis, &key.var)) {
            pattern = self.key(pattern, situation, &key.var, &key.by)?;
        }
        let mut columns: Vec<String> = keys.iter().map(|key| key.var.0.clone()).collect();
        columns.extend([situation.0.as_str(), "figure", "best", "low", "high"].map(str::to_owned));
        Ok(distinct(pattern, variables(&columns)?))
    }

    /// Adds up the figures of each situation in its group: an average is over situations, not over groups of victims.
    pub(super) fn per_situation(
        &mut self,
        figures: GraphPattern,
        situation: &Var,
        keys: &[Key],
    ) -> Result<(GraphPattern, [&'static str; 3]), LowerError> {
        let mut columns: Vec<String> = keys.iter().map(|key| key.var.0.clone()).collect();
        columns.push(situation.0.clone());
        let group_by = variables(&columns)?;
        let mut bound = Vec::new();
        let mut named = Vec::new();
        for (name, figure) in [("ownBest", "best"), ("ownLow", "low"), ("ownHigh", "high")] {
            let internal = self.fresh("own")?;
            bound.push((
                internal.clone(),
                aggregate(AggregateFunction::Sum, figure, false)?,
            ));
            named.push((variable(name)?, internal));
            columns.push(name.to_owned());
        }
        let mut pattern = GraphPattern::Group {
            inner: Box::new(figures),
            variables: group_by,
            aggregates: bound,
        };
        for (variable, internal) in named {
            pattern = GraphPattern::Extend {
                inner: Box::new(pattern),
                variable,
                expression: Expression::Variable(internal),
            };
        }
        let pattern = GraphPattern::Project {
            inner: Box::new(pattern),
            variables: variables(&columns)?,
        };
        Ok((pattern, ["ownBest", "ownLow", "ownHigh"]))
    }

    /// Counts members among the certain ones too, where the question can be met possibly.
    pub(super) fn counted(
        &mut self,
        mut pattern: GraphPattern,
        situation: &Var,
        keys: &[Key],
        subject: &Var,
    ) -> Result<(GraphPattern, Vec<Aggregate>), LowerError> {
        for key in keys {
            pattern = self.key(pattern, situation, &key.var, &key.by)?;
        }
        let mut aggregates = vec![(
            "count",
            aggregate(AggregateFunction::Count, &subject.0, true)?,
        )];
        let mut certain = Vec::new();
        for mark in &self.marks {
            let value = Expression::Variable(variable(&mark.name)?);
            certain.push(if mark.always {
                value
            } else {
                Expression::Coalesce(vec![value, Expression::Literal(boolean(true))])
            });
        }
        if let Some(certain) = and_all(certain) {
            let sure = variable("certainMember")?;
            self.comment(
                Anchor::Bind(sure.clone()),
                "counts among the certain ones, or stays unbound",
            );
            pattern = GraphPattern::Extend {
                inner: Box::new(pattern),
                variable: sure,
                expression: Expression::If(
                    Box::new(certain),
                    Box::new(Expression::Variable(variable(&subject.0)?)),
                    Box::new(Expression::Variable(variable("none")?)),
                ),
            };
            aggregates.push((
                "certain",
                aggregate(AggregateFunction::Count, "certainMember", true)?,
            ));
        }
        Ok((pattern, aggregates))
    }

    pub(super) fn groups(
        mut self,
        pattern: GraphPattern,
        situation: &Var,
        keys: &[Key],
        measure: &GroupMeasure,
    ) -> Result<Lowered, LowerError> {
        let (inner, aggregates) = match measure {
            GroupMeasure::Count(subject) => self.counted(pattern, situation, keys, subject)?,
            GroupMeasure::Figure { kind, field, basis } => {
                let function = match kind {
                    Measure::Average => AggregateFunction::Avg,
                    Measure::Min => AggregateFunction::Min,
                    Measure::Max => AggregateFunction::Max,
                    _ => AggregateFunction::Sum,
                };
                let figures = self.figures(pattern, situation, keys, field, basis)?;
                let (inner, [best, low, high]) = if *kind == Measure::Sum {
                    (figures, ["best", "low", "high"])
                } else {
                    self.per_situation(figures, situation, keys)?
                };
                (
                    inner,
                    vec![
                        ("totalBest", aggregate(function.clone(), best, false)?),
                        ("totalLow", aggregate(function.clone(), low, false)?),
                        ("totalHigh", aggregate(function, high, false)?),
                        (
                            "situations",
                            aggregate(AggregateFunction::Count, &situation.0, true)?,
                        ),
                    ],
                )
            }
        };
        let mut output: Vec<String> = keys.iter().map(|key| key.var.0.clone()).collect();
        let group_by = variables(&output)?;
        let mut bound = Vec::new();
        let mut named = Vec::new();
        for (name, expression) in aggregates {
            let internal = self.fresh("agg")?;
            bound.push((internal.clone(), expression));
            named.push((variable(name)?, internal));
            output.push(name.to_owned());
        }
        let mut pattern = GraphPattern::Group {
            inner: Box::new(inner),
            variables: group_by,
            aggregates: bound,
        };
        for (variable, internal) in named {
            pattern = GraphPattern::Extend {
                inner: Box::new(pattern),
                variable,
                expression: Expression::Variable(internal),
            };
        }
        Ok(self.select(GraphPattern::Project {
            inner: Box::new(pattern),
            variables: variables(&output)?,
        }))
    }
}

/// Says whether a key is the source whose figures count, which the figure itself binds.
pub(super) fn is_each(basis: &Basis, var: &Var) -> bool {
    matches!(basis, Basis::Each { source, .. } if source == var)
}
