//! Plan to SPARQL algebra, built from typed terms.
//!
//! The algebra keeps to what every SPARQL 1.1 engine has: basic graph patterns, joins, unions, optional group keys,
//! `NOT EXISTS`, sub-selects and integer comparisons. Dates are compared as day numbers, which the derived statements hold,
//! because date arithmetic is no part of SPARQL 1.1 and mixed date types drop rows silently. Every situation binds its
//! first and last day and its certainty, so that one query brings what the rows need to be ordered and marked.

mod algebra;
mod clause;
mod group;
mod order;
mod pattern;
mod place;
mod source;
mod when;

pub use self::place::WIDE as WIDE_PLACES;

use self::algebra::{distinct, variables};
use super::print::{Anchor, Notes};
use super::terms::{al, bgp, triple, variable};
use crate::plan::{GroupMeasure, Key, KeyKind, Output, Plan, Test, Var};
use spargebra::Query;
use spargebra::algebra::{Expression, GraphPattern};
use spargebra::term::{TriplePattern, Variable};
use std::collections::BTreeMap;

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
    /// The variables of rows that say whether a situation certainly meets what is asked.
    pub marks: Vec<Mark>,
}

/// A variable that says whether a situation certainly meets the dates and places asked at one place of the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    pub situation: Var,
    pub name: String,
    /// Whether every row binds it; in a row of an alternative that asks no date and no place it stays unbound.
    pub always: bool,
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

/// Lowers the query that answers a plan: evidence rows, or one row a group.
///
/// # Errors
/// A name or an IRI in the plan is not allowed in SPARQL.
pub fn lower(plan: &Plan) -> Result<Lowered, LowerError> {
    let mut lowering = Lowering::new(plan.strictly);
    let pattern = lowering.pattern(&plan.pattern, Place::Outer)?;
    let (pattern, variables) = match &plan.output {
        Output::Rows {
            subject,
            beside,
            evidence,
        } => {
            let mut names = vec![subject.0.clone()];
            names.extend(beside.iter().map(|var| var.0.clone()));
            for situation in evidence {
                if situation != subject {
                    names.push(situation.0.clone());
                }
                names.extend([
                    start_of(situation),
                    end_of(situation),
                    certainty_of(situation),
                ]);
            }
            names.extend(lowering.marks.iter().map(|mark| mark.name.clone()));
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
        let mut figure = bgp(lowering.figure(situation, field, basis)?);
        for key in keys.iter().filter(|key| key.by == KeyKind::VictimGroup) {
            figure = lowering.key(figure, situation, &key.var, &key.by)?;
        }
        let figure = GraphPattern::LeftJoin {
            left: Box::new(figure),
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
    let of_situation = |key: &&Key| {
        let each = matches!(measure, GroupMeasure::Figure { basis, .. } if group::is_each(basis, &key.var));
        key.by != KeyKind::VictimGroup && !each
    };
    for key in keys.iter().filter(of_situation) {
        pattern = lowering.key(pattern, situation, &key.var, &key.by)?;
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
    /// The marks of what is lowered so far.
    marks: Vec<Mark>,
    /// How many places of each situation are named so far.
    placed: BTreeMap<Var, usize>,
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
    /// What is computed from the joined parts before they are filtered.
    binds: Vec<(Variable, Expression)>,
    filters: Vec<Expression>,
    /// For each situation, what makes it certain.
    certain: Vec<(Var, Expression)>,
}

impl Lowering {
    fn new(strictly: bool) -> Self {
        Self {
            strictly,
            notes: Notes::default(),
            marks: Vec::new(),
            placed: BTreeMap::new(),
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
            marks: self.marks,
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
}
