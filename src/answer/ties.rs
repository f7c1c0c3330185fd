//! Situations as ties between actors: those around some actors, or all of some kinds at once.

use super::error::AnswerError;
use super::evidence::members;
use super::facts::{Context, Facts, text};
use super::output::listed;
use super::survey::touching;
use crate::iri::Iri;
use crate::lexicon::{ClassId, ClassKind, RoleId};
use crate::network::{Edge, Graph, Kind, edges};
use crate::plan::{self, Plan};
use crate::reading::{Filter, Noun, Reading, Set, Situations};
use crate::sparql::{self, Lowered};
use std::collections::{BTreeMap, BTreeSet};

/// How many situations are looked at together.
const BATCH: usize = 500;
/// More situations than this are no network that could be held and measured at once.
pub const MOST_SITUATIONS: usize = 200_000;

/// Asks for ties.
pub struct Ties<'a> {
    context: &'a Context<'a>,
    reading: &'a Reading,
    via: &'a [Noun],
    filters: &'a [Filter],
    /// Those whom the question names: they are tied whatever they are.
    ends: BTreeSet<String>,
    /// The first query that was asked.
    pub first: Option<Lowered>,
    /// Situations that only possibly meet the question's dates and places.
    pub possible: BTreeSet<String>,
    /// Those who tie nobody, since they would tie everybody to everybody.
    pub set_aside: BTreeSet<String>,
}

impl<'a> Ties<'a> {
    /// Makes ties of situations of some kinds, all when there are none, that pass some clauses.
    pub fn new(
        context: &'a Context<'a>,
        reading: &'a Reading,
        (via, filters): (&'a [Noun], &'a [Filter]),
        ends: BTreeSet<String>,
    ) -> Self {
        Self {
            context,
            reading,
            via,
            filters,
            ends,
            first: None,
            possible: BTreeSet::new(),
            set_aside: BTreeSet::new(),
        }
    }

    /// Returns the ties of any of some actors, and those between them and their parts and wholes.
    pub fn around(&mut self, nodes: &BTreeSet<String>) -> Result<Vec<Edge>, AnswerError> {
        let near: Vec<Iri> = nodes.iter().map(Iri::new).collect();
        let mut situations = BTreeSet::new();
        for class in self.classes() {
            let Some(plan) = self.plan(class, Some(&near)) else {
                continue;
            };
            situations.extend(self.run(&plan)?);
        }
        let mut found = self.edges(&situations)?;
        found.extend(self.parts(nodes, &near)?);
        found.retain(|edge| self.may_tie(&edge.from) & self.may_tie(&edge.to));
        Ok(found)
    }

    /// Returns all ties, and how many situations they come from; `None` where there are too many.
    pub fn all(&mut self) -> Result<Option<(Vec<Edge>, usize)>, AnswerError> {
        let mut situations = BTreeSet::new();
        for class in self.classes() {
            if let Some(plan) = self.plan(class, None) {
                situations.extend(self.run(&plan)?);
            }
            if situations.len() > MOST_SITUATIONS {
                return Ok(None);
            }
        }
        let count = situations.len();
        let situations: Vec<String> = situations.into_iter().collect();
        let mut found = Vec::new();
        for batch in situations.chunks(BATCH) {
            let mut some = self.edges(&batch.iter().cloned().collect())?;
            some.retain(|edge| self.may_tie(&edge.from) & self.may_tie(&edge.to));
            found.append(&mut some);
        }
        Ok(Some((found, count)))
    }

    /// Returns the plan of each kind of situation that ties.
    pub fn plans(&self, near: Option<&[Iri]>) -> Vec<Plan> {
        let classes = self.classes().into_iter();
        classes.filter_map(|class| self.plan(class, near)).collect()
    }

    /// Returns the kinds of situations that may tie.
    pub fn classes(&self) -> Vec<Noun> {
        if !self.via.is_empty() {
            return self.via.to_vec();
        }
        vec![Noun {
            iri: Iri::al("Situation"),
            singular: String::new(),
            plural: String::new(),
        }]
    }

    /// Plans the situations of a kind, in which any of some actors takes part.
    pub fn plan(&self, class: Noun, near: Option<&[Iri]>) -> Option<Plan> {
        let set = Set::Situations(Situations {
            class,
            filters: self.filters.to_vec(),
        });
        let plan = plan::plan(&listed(self.reading, set), self.context.ontology)?;
        match near {
            Some(near) => touching(plan, &[Iri::al("participant")], near),
            None => Some(plan),
        }
    }

    fn run(&mut self, plan: &Plan) -> Result<Vec<String>, AnswerError> {
        let lowered = sparql::lower(plan)?;
        let found = members(self.context, plan, &lowered)?;
        self.first.get_or_insert(lowered);
        Ok(found
            .into_iter()
            .map(|member| {
                if !member.certain {
                    self.possible.insert(member.iri.clone());
                }
                member.iri
            })
            .collect())
    }

    fn edges(&self, situations: &BTreeSet<String>) -> Result<Vec<Edge>, AnswerError> {
        let facts = self.context.facts(situations)?;
        let (ontology, language) = (self.context.ontology, self.context.language);
        Ok(situations
            .iter()
            .flat_map(|situation| {
                let (classes, roles) = self.shape(&facts, situation);
                edges(ontology, language, situation, &classes, &roles)
            })
            .collect())
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
        for batch in near.chunks(BATCH) {
            let query = sparql::pointing_at(batch)?;
            for row in &self
                .context
                .engine
                .select(&query, self.context.cancel)?
                .rows
            {
                if let [Some(thing), Some(property), Some(value)] = row.as_slice()
                    && text(property) == unit_of.as_str()
                {
                    found.push(part(&text(thing), &text(value)));
                }
            }
        }
        Ok(found)
    }

    /// Collectives and the unidentified would tie everybody to everybody, and so they tie nobody.
    fn may_tie(&mut self, node: &str) -> bool {
        if self.ends.contains(node) {
            return true;
        }
        let Some(id) = self.context.names.by_iri(node) else {
            return false;
        };
        let ontology = self.context.ontology;
        let classes: Vec<ClassId> = self
            .context
            .names
            .name(id)
            .classes
            .iter()
            .filter_map(|class| ontology.class_by_iri(class))
            .collect();
        let acts = classes
            .iter()
            .any(|class| ontology.class(*class).kind == ClassKind::Actor);
        let is = |local: &str| {
            ontology
                .class_by_iri(Iri::al(local).as_str())
                .is_some_and(|of| classes.iter().any(|class| ontology.is_subclass(*class, of)))
        };
        let wide = is("Collective") || is("UnidentifiedActor") || is("Population");
        if acts && wide {
            self.set_aside.insert(node.to_owned());
        }
        acts && !wide
    }
}

/// A network drawn from ties.
pub struct Drawn {
    pub graph: Graph,
    /// The situations behind each pair of tied actors, by their places; a part and its whole need none.
    behind: BTreeMap<(usize, usize), Vec<String>>,
    /// The pairs of a part and its whole.
    parts: BTreeSet<(usize, usize)>,
}

impl Drawn {
    /// Draws the network of some edges.
    pub fn of(edges: &[Edge]) -> Drawn {
        let graph = Graph::of(edges.iter().map(|e| (e.from.as_str(), e.to.as_str())));
        let mut behind: BTreeMap<(usize, usize), Vec<String>> = BTreeMap::new();
        let mut parts = BTreeSet::new();
        for edge in edges {
            let (Some(a), Some(b)) = (graph.index(&edge.from), graph.index(&edge.to)) else {
                continue;
            };
            let pair = (a.min(b), a.max(b));
            match &edge.kind {
                Kind::Situation(iri) => {
                    let situations = behind.entry(pair).or_default();
                    if !situations.contains(iri) {
                        situations.push(iri.clone());
                    }
                }
                Kind::Part => {
                    parts.insert(pair);
                }
            }
        }
        Drawn {
            graph,
            behind,
            parts,
        }
    }

    /// Returns how many situations tie anybody.
    pub fn tied(&self) -> usize {
        let all: BTreeSet<&String> = self.behind.values().flatten().collect();
        all.len()
    }

    /// Returns the situations that tie an actor to those whom `with` accepts.
    pub fn situations(&self, node: usize, with: &dyn Fn(usize) -> bool) -> BTreeSet<String> {
        self.pairs(node)
            .filter(|(other, _)| with(*other))
            .flat_map(|(_, situations)| situations.iter().cloned())
            .collect()
    }

    /// Says whether some tie of an actor to those whom `with` accepts rests on nothing but situations that only possibly
    /// fit.
    pub fn is_possible(
        &self,
        node: usize,
        with: &dyn Fn(usize) -> bool,
        possible: &BTreeSet<String>,
    ) -> bool {
        self.pairs(node)
            .filter(|(other, _)| with(*other))
            .filter(|(other, _)| !self.parts.contains(&(node.min(*other), node.max(*other))))
            .any(|(_, situations)| situations.iter().all(|iri| possible.contains(iri)))
    }

    fn pairs(&self, node: usize) -> impl Iterator<Item = (usize, &Vec<String>)> {
        self.graph.neighbours(node).iter().filter_map(move |other| {
            let pair = (node.min(*other), node.max(*other));
            Some((*other, self.behind.get(&pair)?))
        })
    }
}
