//! The answer that leads from one actor to another: every shortest chain, each step dated and attributed.

use super::error::AnswerError;
use super::evidence::members;
use super::facts::{Context, Facts};
use super::list::column;
use super::survey::touching;
use super::table::{Cell, Column, ColumnType, Row, Value};
use crate::iri::Iri;
use crate::lexicon::{ClassId, ClassKind, Object, RoleId};
use crate::network::{Edge, Kind, Path, Search, edges, shortest};
use crate::plan::{self, Plan};
use crate::question::ast::Keyword;
use crate::reading::{
    self, Ask, Entity, Filler, Filter, Noun, Paths, Reading, Rows, Set, Situations,
};
use crate::sparql::{self, Lowered};
use crate::time::Day;
use std::collections::{BTreeMap, BTreeSet};

/// The longest chain that is looked for unless the question says otherwise.
const MOST: usize = 6;

/// Chains as rows, with the query of the first step.
pub struct Chains {
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    pub total: usize,
    pub notes: Vec<String>,
    pub first: Option<Lowered>,
}

/// Finds the chains.
pub fn chains(
    context: &Context<'_>,
    reading: &Reading,
    paths: &Paths,
) -> Result<Chains, AnswerError> {
    let (from, to) = (ids(&paths.from), ids(&paths.to));
    if let Some(one) = from.intersection(&to).next() {
        return Ok(Chains {
            columns: columns(),
            rows: Vec::new(),
            total: 0,
            notes: vec![format!("{} is at both ends", context.label(one))],
            first: None,
        });
    }
    let mut walker = Walker::new(context, reading, paths);
    let found = walker.search()?;
    let first = walker.first.take();
    let situations: BTreeSet<String> = found
        .iter()
        .flat_map(|path| path.steps.iter().flatten())
        .filter_map(|edge| match &edge.kind {
            Kind::Situation(iri) => Some(iri.clone()),
            Kind::Part => None,
        })
        .collect();
    let facts = context.facts(&situations)?;
    let mut found: Vec<(bool, Path)> = found
        .into_iter()
        .map(|path| (!together(&facts, &path), forward(path)))
        .collect();
    // Chains that held at one time come first, since the others link by way of different years; then those with more
    // situations behind them.
    found.sort_by_cached_key(|(apart, path)| {
        let labels: Vec<String> = path.nodes.iter().map(|n| context.label(n)).collect();
        let support: usize = path.steps.iter().map(Vec::len).sum();
        (
            *apart,
            std::cmp::Reverse(support),
            labels,
            path.nodes.clone(),
        )
    });
    let mut notes = Vec::new();
    if found.is_empty() {
        notes.push(format!(
            "no chain of at most {} steps is recorded",
            paths.steps.unwrap_or(MOST)
        ));
        notes.extend(emptied(context, reading, paths)?);
    }
    let steps: BTreeSet<&String> = situations.iter().collect();
    let possible = steps
        .iter()
        .filter(|situation| walker.possible.contains(**situation))
        .count();
    if possible > 0 {
        notes.push(super::make::doubt(reading, possible, steps.len()));
    }
    for (n, (apart, _)) in found.iter().enumerate() {
        if *apart {
            notes.push(format!(
                "path {}: its steps never held at the same time",
                n + 1
            ));
        }
    }
    let rows: Vec<Vec<Row>> = found
        .iter()
        .enumerate()
        .map(|(n, (_, path))| rows(context, &facts, &walker.possible, n + 1, path))
        .collect();
    let total = rows.iter().map(Vec::len).sum();
    let kept = match reading.rows {
        Rows::Limit(n) => n,
        Rows::All => usize::MAX,
        Rows::Page => whole_paths(&rows, super::list::PAGE),
    };
    Ok(Chains {
        columns: columns(),
        rows: rows.into_iter().take(kept).flatten().collect(),
        total,
        notes,
        first,
    })
}

/// Says what chains there are without each clause of a question that has none, and what would link the ends directly but
/// is denied.
fn emptied(
    context: &Context<'_>,
    reading: &Reading,
    paths: &Paths,
) -> Result<Vec<String>, AnswerError> {
    let mut looser: Vec<(String, bool, Paths)> = Vec::new();
    for at in 0..paths.filters.len() {
        let mut without = paths.clone();
        let removed = without.filters.remove(at);
        looser.push((reading::clause_text(&removed), reading.strictly, without));
    }
    if !paths.via.is_empty() {
        let mut without = paths.clone();
        without.via.clear();
        let via: Vec<&str> = paths.via.iter().map(|noun| noun.plural.as_str()).collect();
        looser.push((format!("via {}", via.join(", ")), reading.strictly, without));
    }
    if paths.steps.is_some_and(|steps| steps < MOST) {
        let mut without = paths.clone();
        without.steps = None;
        let steps = paths.steps.unwrap_or(MOST);
        looser.push((format!("at most {steps} steps"), reading.strictly, without));
    }
    if reading.strictly {
        looser.push(("strictly".to_owned(), false, paths.clone()));
    }
    let mut notes = Vec::new();
    for (clause, strictly, paths) in looser {
        let reading = Reading {
            strictly,
            ..reading.clone()
        };
        if let Some(one) = Walker::new(context, &reading, &paths).search()?.first() {
            let nodes: Vec<String> = one.nodes.iter().map(|node| context.label(node)).collect();
            notes.push(format!(
                "without `{clause}` there is: {}",
                nodes.join(" – ")
            ));
        }
    }
    let takes_part = |names: &[Entity]| Filter::Role {
        preposition: Keyword::Involving,
        roles: vec![Iri::al("participant")],
        filler: Filler::Names(names.to_vec()),
    };
    for class in Walker::new(context, reading, paths).classes() {
        let direct = Reading {
            ask: Ask::List(Set::Situations(Situations {
                class,
                filters: vec![takes_part(&paths.from), takes_part(&paths.to)],
            })),
            ..reading.clone()
        };
        if let Some(plan) = plan::plan(&direct, context.ontology) {
            notes.extend(super::left_out::denials(context, &plan, true)?);
        }
    }
    Ok(notes)
}

/// Keeps one edge for each situation of a step: the one in the direction of the path, where there are both.
fn forward(mut path: Path) -> Path {
    for (step, edges) in path.steps.iter_mut().enumerate() {
        let from = &path.nodes[step];
        let both = edges.clone();
        edges.retain(|edge| {
            edge.from == *from
                || !both
                    .iter()
                    .any(|other| other.kind == edge.kind && other.from == *from)
        });
    }
    path
}

/// Returns the query of the first step without walking it.
pub fn first_step(
    context: &Context<'_>,
    reading: &Reading,
    paths: &Paths,
) -> Result<Option<Lowered>, AnswerError> {
    let walker = Walker::new(context, reading, paths);
    let near: Vec<Iri> = paths.from.iter().map(|entity| entity.iri.clone()).collect();
    let class = walker.classes().into_iter().next();
    let plan = class.and_then(|class| walker.plan(class, &near));
    Ok(plan.map(|plan| sparql::lower(&plan)).transpose()?)
}

fn ids(entities: &[crate::reading::Entity]) -> BTreeSet<String> {
    entities.iter().map(|e| e.iri.as_str().to_owned()).collect()
}

/// Returns how many whole paths fit a page; one is always shown.
fn whole_paths(rows: &[Vec<Row>], page: usize) -> usize {
    let mut sum = 0;
    rows.iter()
        .take_while(|path| {
            sum += path.len();
            sum <= page
        })
        .count()
        .max(1)
}

/// Says whether steps are followed in the direction of their verbs: only where the question names relations that have
/// one.
fn directed(context: &Context<'_>, via: &[Noun]) -> bool {
    let ontology = context.ontology;
    !via.is_empty()
        && via.iter().all(|noun| {
            let Some(class) = ontology.class_by_iri(noun.iri.as_str()) else {
                return false;
            };
            let reads: Vec<(RoleId, RoleId)> = ontology
                .verbs_of(class)
                .into_iter()
                .flat_map(|verb| &ontology.verb(verb).reads)
                .filter_map(|read| match read.object {
                    Object::Role(object) if ontology.is_subclass(class, read.class) => {
                        Some((read.subject, object))
                    }
                    _ => None,
                })
                .collect();
            !reads.is_empty() && reads.iter().all(|(subject, object)| subject != object)
        })
}

struct Walker<'a> {
    context: &'a Context<'a>,
    reading: &'a Reading,
    paths: &'a Paths,
    first: Option<Lowered>,
    ends: BTreeSet<String>,
    /// Situations that only possibly meet the question's dates and places.
    possible: BTreeSet<String>,
}

impl<'a> Walker<'a> {
    fn new(context: &'a Context<'a>, reading: &'a Reading, paths: &'a Paths) -> Self {
        Self {
            context,
            reading,
            paths,
            first: None,
            ends: ids(&paths.from).union(&ids(&paths.to)).cloned().collect(),
            possible: BTreeSet::new(),
        }
    }

    /// Finds all shortest chains.
    fn search(&mut self) -> Result<Vec<Path>, AnswerError> {
        let (from, to) = (ids(&self.paths.from), ids(&self.paths.to));
        let search = Search {
            from: &from,
            to: &to,
            most: self.paths.steps.unwrap_or(MOST),
            directed: directed(self.context, &self.paths.via),
        };
        shortest(&search, |nodes| self.around(nodes))
    }

    /// Returns the edges at any of some nodes.
    fn around(&mut self, nodes: &BTreeSet<String>) -> Result<Vec<Edge>, AnswerError> {
        let near: Vec<Iri> = nodes.iter().map(Iri::new).collect();
        let mut found = Vec::new();
        let mut situations = BTreeSet::new();
        for class in self.classes() {
            let Some(plan) = self.plan(class, &near) else {
                continue;
            };
            let lowered = sparql::lower(&plan)?;
            for member in members(self.context, &plan, &lowered)? {
                if !member.certain {
                    self.possible.insert(member.iri.clone());
                }
                situations.insert(member.iri);
            }
            self.first.get_or_insert(lowered);
        }
        let facts = self.context.facts(&situations)?;
        for situation in &situations {
            let (classes, roles) = self.shape(&facts, situation);
            found.extend(edges(
                self.context.ontology,
                self.context.language,
                situation,
                &classes,
                &roles,
            ));
        }
        found.extend(self.parts(nodes, &near)?);
        found.retain(|edge| self.may_link(&edge.from) && self.may_link(&edge.to));
        Ok(found)
    }

    /// Returns the classes of situations that may link.
    fn classes(&self) -> Vec<Noun> {
        if !self.paths.via.is_empty() {
            return self.paths.via.clone();
        }
        let iri = Iri::al("Situation");
        vec![Noun {
            iri,
            singular: String::new(),
            plural: String::new(),
        }]
    }

    /// Plans the situations of a class in which any of these nodes takes part.
    fn plan(&self, class: Noun, near: &[Iri]) -> Option<Plan> {
        let reading = Reading {
            ask: Ask::List(Set::Situations(Situations {
                class,
                filters: self.paths.filters.clone(),
            })),
            strictly: self.reading.strictly,
            rows: Rows::All,
            order: Vec::new(),
            pipes: Vec::new(),
            having: Vec::new(),
        };
        let plan = plan::plan(&reading, self.context.ontology)?;
        touching(plan, &[Iri::al("participant")], near)
    }

    /// Returns the classes and filled roles of a situation, derived ones included.
    fn shape(
        &self,
        facts: &Facts,
        situation: &str,
    ) -> (BTreeSet<ClassId>, BTreeMap<RoleId, BTreeSet<String>>) {
        let ontology = self.context.ontology;
        let classes = facts
            .values(situation, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
            .into_iter()
            .filter_map(|class| ontology.class_by_iri(class))
            .collect();
        let roles = ontology
            .roles()
            .filter_map(|(id, role)| {
                let fillers: BTreeSet<String> = facts
                    .values(situation, &role.iri)
                    .into_iter()
                    .map(str::to_owned)
                    .collect();
                (!fillers.is_empty()).then_some((id, fillers))
            })
            .collect();
        (classes, roles)
    }

    fn parts(&self, nodes: &BTreeSet<String>, near: &[Iri]) -> Result<Vec<Edge>, AnswerError> {
        let part = |from: &str, to: &str| Edge {
            from: from.to_owned(),
            to: to.to_owned(),
            kind: Kind::Part,
            relation: "is part of".to_owned(),
            passive: Some("has as a part".to_owned()),
        };
        let facts = self.context.facts(nodes)?;
        let mut found: Vec<Edge> = nodes
            .iter()
            .flat_map(|node| {
                facts
                    .all(node, "unitOf")
                    .iter()
                    .map(|whole| part(node, whole))
            })
            .collect();
        let unit_of = Iri::al("unitOf");
        let pointing = self
            .context
            .engine
            .select(&sparql::pointing_at(near)?, self.context.cancel)?;
        for row in &pointing.rows {
            if let [Some(thing), Some(property), Some(value)] = row.as_slice()
                && super::facts::text(property) == unit_of.as_str()
            {
                found.push(part(&super::facts::text(thing), &super::facts::text(value)));
            }
        }
        Ok(found)
    }

    /// Collectives and the unidentified link everybody to everybody, so chains do not run through them.
    fn may_link(&self, node: &str) -> bool {
        if self.ends.contains(node) {
            return true;
        }
        let Some(id) = self.context.names.by_iri(node) else {
            return false;
        };
        let classes: Vec<ClassId> = self
            .context
            .names
            .name(id)
            .classes
            .iter()
            .filter_map(|class| self.context.ontology.class_by_iri(class))
            .collect();
        let is = |local: &str| {
            self.context
                .ontology
                .class_by_iri(Iri::al(local).as_str())
                .is_some_and(|of| {
                    classes
                        .iter()
                        .any(|class| self.context.ontology.is_subclass(*class, of))
                })
        };
        classes
            .iter()
            .any(|class| self.context.ontology.class(*class).kind == ClassKind::Actor)
            && !is("Collective")
            && !is("UnidentifiedActor")
            && !is("Population")
    }
}

/// Says whether some day may lie in every step.
fn together(facts: &Facts, path: &Path) -> bool {
    let spans: Vec<Vec<(Day, Day)>> = path
        .steps
        .iter()
        .map(|edges| {
            edges
                .iter()
                .map(|edge| match &edge.kind {
                    Kind::Situation(iri) => (
                        facts.day(iri, "earliestStartDay").unwrap_or(Day::MIN),
                        facts.day(iri, "latestEndDay").unwrap_or(Day::MAX),
                    ),
                    Kind::Part => (Day::MIN, Day::MAX),
                })
                .collect()
        })
        .collect();
    // If there is a common day, the latest of some steps' first days is one.
    spans.iter().flatten().map(|(start, _)| *start).any(|day| {
        spans
            .iter()
            .all(|step| step.iter().any(|(from, to)| *from <= day && day <= *to))
    })
}

fn columns() -> Vec<Column> {
    vec![
        column("path", ColumnType::Integer),
        column("step", ColumnType::Integer),
        column("from", ColumnType::Actor),
        column("relation", ColumnType::Text),
        column("to", ColumnType::Actor),
        column("situation", ColumnType::Situation),
        column("when", ColumnType::Date),
        column("according to", ColumnType::Source),
    ]
}

fn rows(
    context: &Context<'_>,
    facts: &Facts,
    possible: &BTreeSet<String>,
    number: usize,
    path: &Path,
) -> Vec<Row> {
    let mut rows = Vec::new();
    for (step, edges) in path.steps.iter().enumerate() {
        let (from, to) = (&path.nodes[step], &path.nodes[step + 1]);
        for edge in edges {
            let forward = edge.from == *from;
            let relation = if forward {
                edge.relation.clone()
            } else {
                edge.passive.clone().unwrap_or_else(|| {
                    format!(
                        "({} {} {})",
                        context.label(&edge.from),
                        edge.relation,
                        context.label(&edge.to)
                    )
                })
            };
            let (situation, when, said, evidence) = match &edge.kind {
                Kind::Situation(iri) => {
                    let mut situation = context.situation(facts, iri);
                    let mut when = context.when(facts, iri);
                    situation.possible = possible.contains(iri);
                    when.possible = situation.possible;
                    let said = context.speakers(facts, iri);
                    (situation, when, said, vec![iri.clone()])
                }
                Kind::Part => (
                    Cell::missing(),
                    Cell::missing(),
                    Cell::missing(),
                    Vec::new(),
                ),
            };
            rows.push(Row {
                cells: vec![
                    Cell::count(number),
                    Cell::count(step + 1),
                    context.thing(from),
                    Cell::of(Value::Text(relation)),
                    context.thing(to),
                    situation,
                    when,
                    said,
                ],
                evidence,
            });
        }
    }
    rows
}
