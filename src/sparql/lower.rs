//! Plan to SPARQL algebra, built from typed terms.
//!
//! The algebra keeps to what every SPARQL 1.1 engine has: basic graph patterns, joins, unions, optional group keys,
//! `NOT EXISTS`, sub-selects and integer comparisons. Dates are compared as day numbers, which the derived statements hold,
//! because date arithmetic is no part of SPARQL 1.1 and mixed date types drop rows silently. Every situation binds its
//! first and last day and its certainty, so that one query brings what the rows need to be ordered and marked.

use super::print::{Anchor, Notes};
use super::terms::{al, and_all, bgp, int, iri, join, or_any, rdf_type, triple, variable};
use crate::iri::Iri;
use crate::iri::with_article;
use crate::plan::{
    Basis, GroupMeasure, Key, KeyKind, Output, Pattern, Plan, Relation, Sort, Test, Thing, Var,
};
use crate::question::ast::{Comparison, Measure};
use crate::time::{Day, Range};
use spargebra::Query;
use spargebra::algebra::{
    AggregateExpression, AggregateFunction, Expression, GraphPattern, PropertyPathExpression,
};
use spargebra::term::{GroundTerm, TermPattern, TriplePattern, Variable};
use std::collections::BTreeSet;

/// A plan holds a name or an IRI that SPARQL cannot hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LowerError {
    #[error("{0:?} is no name of a variable")]
    Variable(String),
    #[error("{0:?} is no IRI")]
    Iri(String),
}

/// SPARQL algebra with a comment for each clause.
#[derive(Clone, Debug)]
pub struct Lowered {
    pub query: Query,
    pub notes: Notes,
}

/// Names of the helper variables of a situation.
pub fn start_of(situation: &Var) -> String {
    format!("{}Start", situation.0)
}

/// See [`start_of`].
pub fn end_of(situation: &Var) -> String {
    format!("{}End", situation.0)
}

/// See [`start_of`].
pub fn certainty_of(situation: &Var) -> String {
    format!("{}Certainty", situation.0)
}

/// Whether the situation certainly meets the question's dates and places; unbound where none were asked.
pub fn certainly_of(situation: &Var) -> String {
    format!("{}Certainly", situation.0)
}

/// Lowers the query that answers a plan: evidence rows, or one row a group.
///
/// # Errors
/// A name or an IRI in the plan is not allowed in SPARQL.
pub fn lower(plan: &Plan) -> Result<Lowered, LowerError> {
    let mut lowering = Lowering::new(plan.strictly);
    let pattern = lowering.pattern(&plan.pattern, Place::Outer)?;
    let (pattern, variables) = match &plan.output {
        Output::Rows { subject, evidence } => {
            let mut names = vec![subject.0.clone()];
            for situation in evidence {
                if situation != subject {
                    names.push(situation.0.clone());
                }
                names.extend([
                    start_of(situation),
                    end_of(situation),
                    certainty_of(situation),
                ]);
                if lowering.marked.contains(&situation.0) {
                    names.push(certainly_of(situation));
                }
            }
            (pattern, variables(&names)?)
        }
        Output::Groups {
            situation,
            keys,
            measure,
        } => return lowering.groups(pattern, situation, keys, measure),
    };
    Ok(lowering.select(distinct(pattern, variables)))
}

/// Lowers the query for what stands behind the groups of a plan: for each group its situations, and the figures that
/// count in them with their speakers.
///
/// # Errors
/// As [`lower`].
pub fn lower_evidence(plan: &Plan) -> Result<Option<Lowered>, LowerError> {
    let Output::Groups {
        situation,
        keys,
        measure,
    } = &plan.output
    else {
        return Ok(None);
    };
    let mut lowering = Lowering::new(plan.strictly);
    let mut pattern = lowering.pattern(&plan.pattern, Place::Outer)?;
    let mut names: Vec<String> = keys.iter().map(|key| key.var.0.clone()).collect();
    names.push(situation.0.clone());
    if let GroupMeasure::Figure { field, basis, .. } = measure {
        let victim = keys.iter().find(|key| key.by == KeyKind::VictimGroup);
        let figure = lowering.figure(situation, field, basis, victim.map(|key| &key.var))?;
        let figure = GraphPattern::LeftJoin {
            left: Box::new(bgp(figure)),
            right: Box::new(bgp(vec![triple(
                variable("figure")?,
                al("accordingTo")?,
                variable("speaker")?,
            )])),
            expression: None,
        };
        pattern = GraphPattern::LeftJoin {
            left: Box::new(pattern),
            right: Box::new(figure),
            expression: None,
        };
        names.extend([
            "figure".to_owned(),
            "figureCertainty".to_owned(),
            "speaker".to_owned(),
        ]);
    }
    for key in keys.iter().filter(|key| key.by != KeyKind::VictimGroup) {
        pattern = lowering.key(pattern, situation, &key.var, &key.by)?;
    }
    if lowering.marked.contains(&situation.0) {
        names.push(certainly_of(situation));
    }
    names.push(certainty_of(situation));
    let variables = variables(&names)?;
    Ok(Some(lowering.select(distinct(pattern, variables))))
}

/// Lowers the query for the figures themselves: one row for each group, situation and figure.
///
/// # Errors
/// As [`lower`].
pub fn lower_figures(plan: &Plan) -> Result<Lowered, LowerError> {
    let mut lowering = Lowering::new(plan.strictly);
    let pattern = lowering.pattern(&plan.pattern, Place::Outer)?;
    let Output::Groups {
        situation,
        keys,
        measure: GroupMeasure::Figure { field, basis, .. },
    } = &plan.output
    else {
        return lower(plan);
    };
    let pattern = lowering.figures(pattern, situation, keys, field, basis)?;
    Ok(lowering.select(pattern))
}

/// Where a pattern stands: only outer patterns bind what rows need.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Outer,
    Never,
}

struct Lowering {
    strictly: bool,
    notes: Notes,
    /// Situations that carry a mark of whether they certainly match.
    marked: BTreeSet<String>,
    /// Tests whose filters stand behind the alternatives that are being lowered.
    behind: Vec<Test>,
    fresh: usize,
    /// The comments so far.
    said: Vec<(Anchor, String)>,
}

/// The parts of one group graph pattern while it is put together.
#[derive(Default)]
struct Parts {
    triples: Vec<TriplePattern>,
    values: Vec<GraphPattern>,
    joins: Vec<GraphPattern>,
    filters: Vec<Expression>,
    /// For each situation, what makes it certain.
    certain: Vec<(Var, Expression)>,
}

impl Lowering {
    fn new(strictly: bool) -> Self {
        Self {
            strictly,
            notes: Notes::default(),
            marked: BTreeSet::new(),
            behind: Vec::new(),
            fresh: 0,
            said: Vec::new(),
        }
    }

    fn select(self, pattern: GraphPattern) -> Lowered {
        Lowered {
            query: Query::Select {
                dataset: None,
                pattern,
                base_iri: None,
            },
            notes: self.notes,
        }
    }

    fn fresh(&mut self, hint: &str) -> Result<Variable, LowerError> {
        self.fresh += 1;
        variable(&if self.fresh == 1 {
            format!("{hint}_")
        } else {
            format!("{hint}_{}", self.fresh)
        })
    }

    fn comment(&mut self, anchor: Anchor, text: impl Into<String>) {
        let said = (anchor, text.into());
        // Alternatives share conditions; saying one twice helps nobody.
        if !self.said.contains(&said) {
            self.notes.comments.add(said.0.clone(), said.1.clone());
            self.said.push(said);
        }
    }

    /// Adds triples under one comment.
    fn triples(&mut self, parts: &mut Parts, comment: &str, triples: Vec<TriplePattern>) {
        if let Some(first) = triples.first()
            && !comment.is_empty()
        {
            self.comment(Anchor::Triple(first.clone()), comment);
        }
        parts.triples.extend(triples);
    }

    fn pattern(&mut self, pattern: &Pattern, place: Place) -> Result<GraphPattern, LowerError> {
        let mut parts = Parts::default();
        for thing in &pattern.things {
            self.thing(&mut parts, thing, place)?;
        }
        for fact in &pattern.facts {
            let (situation, filler) = (variable(&fact.situation.0)?, variable(&fact.filler.0)?);
            let comment = fact
                .roles
                .iter()
                .map(words)
                .collect::<Vec<_>>()
                .join(" or ");
            match fact.roles.as_slice() {
                [role] => {
                    self.triples(
                        &mut parts,
                        &format!("?{} is its {comment}", fact.filler.0),
                        vec![triple(situation, iri(role)?, filler)],
                    );
                }
                roles => {
                    if let Some(path) = alternatives(roles)? {
                        parts.joins.push(GraphPattern::Path {
                            subject: situation.into(),
                            path,
                            object: filler.into(),
                        });
                    }
                }
            }
        }
        for test in &pattern.tests {
            self.test(&mut parts, test, place)?;
        }
        for group in &pattern.either {
            let mut branches = group.iter();
            let Some(first) = branches.next() else {
                continue;
            };
            // The standing that all alternatives ask for is filtered once, behind them.
            let known = self.behind.len();
            let mut common = common_standing(group);
            common.retain(|test| !self.behind.contains(test));
            self.behind.extend(common.iter().cloned());
            let mut union = self.pattern(first, place)?;
            for branch in branches {
                union = GraphPattern::Union {
                    left: Box::new(union),
                    right: Box::new(self.pattern(branch, place)?),
                };
            }
            self.behind.truncate(known);
            parts.joins.push(union);
            for test in &common {
                let var = standing_variable(test)?;
                if let (Some((name, var)), Test::Certainty { any, .. } | Test::Status { any, .. }) =
                    (var, test)
                {
                    self.standing_filter(&mut parts, name, var, any)?;
                }
            }
        }
        for never in &pattern.never {
            let inner = self.pattern(never, Place::Never)?;
            let filter = Expression::Not(Box::new(Expression::Exists(Box::new(inner))));
            self.comment(
                Anchor::Filter(filter.clone()),
                "nothing of this kind is recorded",
            );
            parts.filters.push(filter);
        }
        self.assemble(parts, place)
    }

    fn assemble(&mut self, parts: Parts, place: Place) -> Result<GraphPattern, LowerError> {
        let mut all = parts.values;
        if !parts.triples.is_empty() {
            all.push(bgp(parts.triples));
        }
        all.extend(parts.joins);
        let mut pattern = join(all);
        if place == Place::Outer && !self.strictly {
            let mut by_situation: Vec<(Var, Vec<Expression>)> = Vec::new();
            for (situation, certain) in parts.certain {
                match by_situation.iter_mut().find(|(s, _)| *s == situation) {
                    Some((_, expressions)) => expressions.push(certain),
                    None => by_situation.push((situation, vec![certain])),
                }
            }
            for (situation, certain) in by_situation {
                let Some(expression) = and_all(certain) else {
                    continue;
                };
                let name = certainly_of(&situation);
                let variable = variable(&name)?;
                self.comment(
                    Anchor::Bind(variable.clone()),
                    "certain in date and place, or only possible",
                );
                self.marked.insert(situation.0.clone());
                pattern = GraphPattern::Extend {
                    inner: Box::new(pattern),
                    variable,
                    expression,
                };
            }
        }
        // One filter a line reads better than one conjunction, and engines push each down on its own.
        if let Some(expr) = and_all(parts.filters) {
            pattern = GraphPattern::Filter {
                expr,
                inner: Box::new(pattern),
            };
        }
        Ok(pattern)
    }

    fn thing(&mut self, parts: &mut Parts, thing: &Thing, place: Place) -> Result<(), LowerError> {
        let var = variable(&thing.var.0)?;
        if let Some(class) = &thing.class {
            self.triples(
                parts,
                &format!("?{} is {}", thing.var.0, with_article(&words(class))),
                vec![triple(var.clone(), rdf_type(), iri(class)?)],
            );
        }
        if thing.sort == Sort::Situation && place == Place::Outer {
            self.triples(
                parts,
                "",
                vec![
                    triple(
                        var.clone(),
                        al("earliestStartDay")?,
                        variable(&start_of(&thing.var))?,
                    ),
                    triple(var, al("latestEndDay")?, variable(&end_of(&thing.var))?),
                ],
            );
        }
        Ok(())
    }

    fn test(&mut self, parts: &mut Parts, test: &Test, place: Place) -> Result<(), LowerError> {
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
            Test::Inside { situation, places } => self.inside(parts, situation, places, place)?,
            Test::When {
                situation,
                relation,
                ranges,
            } => self.when(parts, situation, *relation, ranges, place)?,
            Test::Figure {
                situation,
                field,
                basis,
                operator,
                number,
            } => {
                let sum = self.fresh(field.local())?;
                let figure = self.figure(situation, field, basis, None)?;
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
    fn counts_for(
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

    fn inside(
        &mut self,
        parts: &mut Parts,
        situation: &Var,
        places: &[Iri],
        place: Place,
    ) -> Result<(), LowerError> {
        let s = variable(&situation.0)?;
        let at = variable(&format!("{}Place", situation.0))?;
        let comment = format!("in {}, with every place inside", names(places));
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
                triple(at, al("inside")?, inside.clone()),
            ],
        );
        // Near a town is only possibly in the town, but it is in the country of the town.
        let not_near = Expression::Not(Box::new(Expression::Exists(Box::new(bgp(vec![
            triple(s.clone(), al("placePrecision")?, al("Near")?),
            triple(s, al("place")?, inside),
        ])))));
        self.certain(parts, situation, not_near, "in, not only near", place);
        Ok(())
    }

    /// Demands what makes a match certain, or keeps it for the mark.
    fn certain(
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

    fn when(
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
        let start = Expression::Variable(variable(&start_of(situation))?);
        let end = Expression::Variable(variable(&end_of(situation))?);
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
        let (first, last) = match relation {
            Relation::Contained => (start, end),
            Relation::Overlaps => {
                let latest_start = variable(&format!("{}LatestStart", situation.0))?;
                let earliest_end = variable(&format!("{}EarliestEnd", situation.0))?;
                parts.triples.extend([
                    triple(s.clone(), al("latestStartDay")?, latest_start.clone()),
                    triple(s.clone(), al("earliestEndDay")?, earliest_end.clone()),
                ]);
                (
                    Expression::Variable(latest_start),
                    Expression::Variable(earliest_end),
                )
            }
        };
        let certain = or_any(
            ranges
                .iter()
                .filter_map(|range| {
                    and_all(match relation {
                        Relation::Contained => holds(&first, &last, range),
                        Relation::Overlaps => reaches(&first, &last, range),
                    })
                })
                .collect(),
        );
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
                super::terms::boolean(true),
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

    fn standing_filter(
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

    fn said_by(
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

    /// The triples of the figure that counts for each victim group of a situation.
    fn figure(
        &mut self,
        situation: &Var,
        field: &Iri,
        basis: &Basis,
        victim: Option<&Var>,
    ) -> Result<Vec<TriplePattern>, LowerError> {
        let figure = variable("figure")?;
        let basis = match basis {
            Basis::Any => al("AnySpeaker")?,
            Basis::Strict => al("Strict")?,
            Basis::Of(speaker) => iri(speaker)?,
        };
        let mut triples = vec![
            triple(variable(&situation.0)?, al("figure")?, figure.clone()),
            triple(figure.clone(), al("measure")?, iri(field)?),
            triple(figure.clone(), al("basis")?, basis),
            triple(figure.clone(), al("best")?, variable("best")?),
            triple(figure.clone(), al("low")?, variable("low")?),
            triple(figure.clone(), al("high")?, variable("high")?),
            triple(
                figure.clone(),
                al("certainty")?,
                variable("figureCertainty")?,
            ),
        ];
        if let Some(victim) = victim {
            triples.push(triple(figure, al("of")?, variable(&victim.0)?));
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
    fn key(
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
            KeyKind::Class => vec![triple(s, al("directClass")?, v)],
            KeyKind::VictimGroup => return Ok(pattern),
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
    fn figures(
        &mut self,
        pattern: GraphPattern,
        situation: &Var,
        keys: &[Key],
        field: &Iri,
        basis: &Basis,
    ) -> Result<GraphPattern, LowerError> {
        let victim = keys.iter().find(|key| key.by == KeyKind::VictimGroup);
        let figure = self.figure(situation, field, basis, victim.map(|key| &key.var))?;
        let mut pattern = join(vec![pattern, bgp(figure)]);
        for key in keys {
            pattern = self.key(pattern, situation, &key.var, &key.by)?;
        }
        let mut columns: Vec<String> = keys.iter().map(|key| key.var.0.clone()).collect();
        columns.extend([situation.0.as_str(), "figure", "best", "low", "high"].map(str::to_owned));
        Ok(distinct(pattern, variables(&columns)?))
    }

    /// Adds up the figures of each situation in its group: an average is over situations, not over groups of victims.
    fn per_situation(
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
    fn counted(
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
        if self.marked.contains(&situation.0) {
            let sure = variable("certainMember")?;
            self.comment(
                Anchor::Bind(sure.clone()),
                "counts among the certain ones, or stays unbound",
            );
            pattern = GraphPattern::Extend {
                inner: Box::new(pattern),
                variable: sure,
                expression: Expression::If(
                    Box::new(Expression::Variable(variable(&certainly_of(situation))?)),
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

    fn groups(
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
                    Measure::Sum | Measure::Median => AggregateFunction::Sum,
                    Measure::Average => AggregateFunction::Avg,
                    Measure::Min => AggregateFunction::Min,
                    Measure::Max => AggregateFunction::Max,
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

/// Returns the property and the variable of a standing; `None` for other tests.
fn standing_variable(test: &Test) -> Result<Option<(&'static str, Variable)>, LowerError> {
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

/// Returns the tests of standing that all alternatives have.
fn common_standing(group: &[Pattern]) -> Vec<Test> {
    let Some((first, others)) = group.split_first() else {
        return Vec::new();
    };
    let standing = |test: &&Test| matches!(test, Test::Certainty { .. } | Test::Status { .. });
    first
        .tests
        .iter()
        .filter(standing)
        .filter(|test| others.iter().all(|branch| branch.tests.contains(test)))
        .cloned()
        .collect()
}

/// A named aggregate of a group.
type Aggregate = (&'static str, AggregateExpression);

/// Writes the end of a term's IRI as words: `ArmedClash` as `armed clash`.
fn words(term: &Iri) -> String {
    let mut text = String::new();
    for c in term.local().chars() {
        if c.is_ascii_uppercase() && !text.is_empty() {
            text.push(' ');
        }
        text.push(c.to_ascii_lowercase());
    }
    text
}

fn names(iris: &[Iri]) -> String {
    iris.iter().map(Iri::local).collect::<Vec<_>>().join(" or ")
}

fn variables(names: &[String]) -> Result<Vec<Variable>, LowerError> {
    names.iter().map(|name| variable(name)).collect()
}

fn distinct(pattern: GraphPattern, variables: Vec<Variable>) -> GraphPattern {
    GraphPattern::Distinct {
        inner: Box::new(GraphPattern::Project {
            inner: Box::new(pattern),
            variables,
        }),
    }
}

fn aggregate(
    name: AggregateFunction,
    of: &str,
    distinct: bool,
) -> Result<AggregateExpression, LowerError> {
    Ok(AggregateExpression::FunctionCall {
        name,
        expr: Expression::Variable(variable(of)?),
        distinct,
    })
}

fn values(var: &Variable, any: &[Iri]) -> Result<GraphPattern, LowerError> {
    Ok(GraphPattern::Values {
        variables: vec![var.clone()],
        bindings: any
            .iter()
            .map(|one| Ok(vec![Some(GroundTerm::NamedNode(iri(one)?))]))
            .collect::<Result<_, LowerError>>()?,
    })
}

fn alternatives(roles: &[Iri]) -> Result<Option<PropertyPathExpression>, LowerError> {
    let mut path = None;
    for role in roles {
        let step = PropertyPathExpression::NamedNode(iri(role)?);
        path = Some(match path {
            None => step,
            Some(before) => PropertyPathExpression::Alternative(Box::new(before), Box::new(step)),
        });
    }
    Ok(path)
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

fn compare(operator: Comparison, left: Expression, right: Expression) -> Expression {
    let (left, right) = (Box::new(left), Box::new(right));
    match operator {
        Comparison::Less => Expression::Less(left, right),
        Comparison::LessOrEqual => Expression::LessOrEqual(left, right),
        Comparison::Equal => Expression::Equal(left, right),
        Comparison::NotEqual => Expression::Not(Box::new(Expression::Equal(left, right))),
        Comparison::GreaterOrEqual => Expression::GreaterOrEqual(left, right),
        Comparison::Greater => Expression::Greater(left, right),
    }
}
