//! A pattern of a plan as one group graph pattern.

use super::algebra::{alternatives, words};
use super::clause::standing_variable;
use super::{LowerError, Lowering, Mark, Parts, Place, end_of, start_of};
use crate::iri::with_article;
use crate::plan::{Pattern, Sort, Test, Thing, Var};
use crate::sparql::print::Anchor;
use crate::sparql::terms::{al, and_all, bgp, iri, join, rdf_type, triple, variable};
use spargebra::algebra::{Expression, GraphPattern};
use std::collections::BTreeMap;

impl Lowering {
    pub(super) fn pattern(
        &mut self,
        pattern: &Pattern,
        place: Place,
    ) -> Result<GraphPattern, LowerError> {
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
            let before = self.marks.len();
            let placed = self.placed.clone();
            let mut placed_most = placed.clone();
            let mut union = self.pattern(first, place)?;
            let mut marks = self.marks.split_off(before);
            for branch in branches {
                most(
                    &mut placed_most,
                    std::mem::replace(&mut self.placed, placed.clone()),
                );
                union = GraphPattern::Union {
                    left: Box::new(union),
                    right: Box::new(self.pattern(branch, place)?),
                };
                alternate(&mut marks, self.marks.split_off(before));
            }
            self.marks.extend(marks);
            most(&mut self.placed, placed_most);
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

    pub(super) fn assemble(
        &mut self,
        mut parts: Parts,
        place: Place,
    ) -> Result<GraphPattern, LowerError> {
        let mut all = parts.values;
        if !parts.triples.is_empty() {
            all.push(bgp(parts.triples));
        }
        all.extend(parts.joins);
        let binds = std::mem::take(&mut parts.binds);
        let mut pattern = self.bound(join(all), &binds);
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
                let name = self.mark(situation);
                let variable = variable(&name)?;
                self.comment(
                    Anchor::Bind(variable.clone()),
                    "certain in date and place, or only possible",
                );
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

    /// Names the mark of a situation: alternatives share one, what holds together does not.
    fn mark(&mut self, situation: Var) -> String {
        let known = self.marks.iter().filter(|mark| mark.situation == situation);
        let name = match known.count() {
            0 => format!("{}Certainly", situation.0),
            before => format!("{}Certainly{}", situation.0, before + 1),
        };
        self.marks.push(Mark {
            situation,
            name: name.clone(),
            always: true,
        });
        name
    }

    pub(super) fn thing(
        &mut self,
        parts: &mut Parts,
        thing: &Thing,
        place: Place,
    ) -> Result<(), LowerError> {
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
}

/// Keeps the larger number of each.
fn most(known: &mut BTreeMap<Var, usize>, others: BTreeMap<Var, usize>) {
    for (var, number) in others {
        let known = known.entry(var).or_default();
        *known = number.max(*known);
    }
}

/// Adds the marks of one more alternative: only those that all of them have are always bound.
fn alternate(marks: &mut Vec<Mark>, others: Vec<Mark>) {
    for mark in marks.iter_mut() {
        let other = others.iter().find(|other| other.name == mark.name);
        mark.always &= other.is_some_and(|other| other.always);
    }
    for other in others {
        if !marks.iter().any(|mark| mark.name == other.name) {
            marks.push(Mark {
                always: false,
                ..other
            });
        }
    }
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
