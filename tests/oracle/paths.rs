//! Shortest chains, found by trying every step from every actor reached.

use crate::held::Truth;
use crate::knowledge::{al, subclass};
use crate::sets::{Oracle, Way};
use crate::time::bounds;
use crate::world::{Thing, World};
use allegiance::answer::{Answer, Value};
use allegiance::lexicon::{Object, Ontology};
use allegiance::reading::{Entity, Noun, Paths, Set, Situations};
use std::collections::{BTreeMap, BTreeSet};

/// What links two actors: a situation by its number, or that one is part of the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Link {
    Part,
    Situation(usize),
}

/// The links of one step, by who is linked to whom.
type Links = BTreeMap<Thing, BTreeMap<Thing, BTreeSet<Link>>>;

/// A chain: those on it, and what links each to the next.
pub type Chain = (Vec<String>, Vec<BTreeSet<Link>>);

/// What the oracle knows of the chains between two sets of names.
#[derive(Debug)]
pub struct Chains {
    pub all: Vec<Chain>,
    /// Whether a direction is asked for; which of several verbs tells it best is not the oracle's to say.
    pub directed: bool,
    links: Links,
    possible: BTreeSet<usize>,
}

/// A pair of roles that a verb reads in situations of a class.
pub struct Read {
    pub class: String,
    pub subject: String,
    pub object: String,
}

pub fn reads(ontology: &Ontology) -> Vec<Read> {
    let verbs = ontology.verbs().flat_map(|(_, verb)| &verb.reads);
    verbs
        .filter_map(|read| match read.object {
            Object::Role(object) => Some(Read {
                class: ontology.class(read.class).iri.clone(),
                subject: ontology.role(read.subject).iri.clone(),
                object: ontology.role(object).iri.clone(),
            }),
            Object::Nothing | Object::Itself | Object::Place => None,
        })
        .collect()
}

impl Oracle<'_> {
    pub fn chains(&self, ontology: &Ontology, paths: &Paths, way: Way) -> Chains {
        let reads = reads(ontology);
        let directed = !paths.via.is_empty()
            && paths.via.iter().all(|noun| {
                let mut of: Vec<&Read> = reads
                    .iter()
                    .filter(|read| subclass(noun.iri.as_str(), &read.class))
                    .collect();
                let some = !of.is_empty();
                of.retain(|read| read.subject == read.object);
                some && of.is_empty()
            });
        let ends = |names: &[Entity]| -> BTreeSet<String> {
            names
                .iter()
                .map(|name| name.iri.as_str().to_owned())
                .collect()
        };
        let (from, to) = (ends(&paths.from), ends(&paths.to));
        let may_link = |thing: Thing| {
            let iri = World::iri(thing);
            let nobody = ["Collective", "UnidentifiedActor", "Population"];
            from.contains(&iri)
                || to.contains(&iri)
                || (self.world.is_a(thing, &al("Actor"))
                    && !nobody
                        .iter()
                        .any(|class| self.world.is_a(thing, &al(class))))
        };
        let (counting, possible) = self.counting(paths, way);
        let mut links = Links::new();
        let mut link = |a: Thing, b: Thing, link: Link| {
            if a != b && may_link(a) && may_link(b) {
                links
                    .entry(a)
                    .or_default()
                    .entry(b)
                    .or_default()
                    .insert(link);
            }
        };
        for n in counting {
            let situation = &self.world.situations[n];
            for read in &reads {
                if !self.world.is_a(Thing::Situation(n), &read.class) {
                    continue;
                }
                for a in World::fillers(situation, &read.subject) {
                    for b in World::fillers(situation, &read.object) {
                        link(a, b, Link::Situation(n));
                        if !directed {
                            link(b, a, Link::Situation(n));
                        }
                    }
                }
            }
        }
        for (n, actor) in self.world.actors.iter().enumerate() {
            if let Some(whole) = actor.unit_of {
                link(Thing::Actor(n), Thing::Actor(whole), Link::Part);
                link(Thing::Actor(whole), Thing::Actor(n), Link::Part);
            }
        }
        let mut all = Vec::new();
        if from.is_disjoint(&to) {
            let begin = self.world.things().into_iter();
            let mut open: Vec<Vec<Thing>> = begin
                .filter(|thing| from.contains(&World::iri(*thing)))
                .map(|thing| vec![thing])
                .collect();
            for _ in 0..paths.steps.unwrap_or(6) {
                open = longer(&links, &open);
                all = open
                    .iter()
                    .filter(|chain| to.contains(&World::iri(chain[chain.len() - 1])))
                    .cloned()
                    .collect();
                if !all.is_empty() {
                    break;
                }
            }
        }
        let all = all.iter().map(|chain| told(&links, chain)).collect();
        Chains {
            all,
            directed,
            links,
            possible,
        }
    }

    /// Returns the situations that may link, and those of them that only possibly meet the clauses.
    pub fn counting(&self, paths: &Paths, way: Way) -> (BTreeSet<usize>, BTreeSet<usize>) {
        let anything = Noun {
            iri: allegiance::iri::Iri::al("Situation"),
            singular: String::new(),
            plural: String::new(),
        };
        let via = match paths.via.as_slice() {
            [] => vec![anything],
            via => via.to_vec(),
        };
        let mut best: BTreeMap<usize, Truth> = BTreeMap::new();
        for class in via {
            let set = Set::Situations(Situations {
                class,
                filters: paths.filters.clone(),
            });
            for (iri, held) in self.members(&set, way) {
                let known = best.entry(crate::groups::number(&iri)).or_default();
                *known = held.truth.max(*known);
            }
        }
        let possible = best.iter().filter(|(_, truth)| **truth == Truth::Possible);
        let possible = possible.map(|(n, _)| *n).collect();
        (best.into_keys().collect(), possible)
    }
}

/// Returns all chains that are one step longer; going round in circles is never shortest.
fn longer(links: &Links, chains: &[Vec<Thing>]) -> Vec<Vec<Thing>> {
    let mut found = Vec::new();
    for chain in chains {
        for next in links
            .get(&chain[chain.len() - 1])
            .into_iter()
            .flat_map(BTreeMap::keys)
        {
            if !chain.contains(next) {
                let mut longer = chain.clone();
                longer.push(*next);
                found.push(longer);
            }
        }
    }
    found
}

fn told(links: &Links, chain: &[Thing]) -> Chain {
    let names = chain.iter().map(|thing| World::iri(*thing)).collect();
    let steps = chain
        .windows(2)
        .map(|pair| links[&pair[0]][&pair[1]].clone());
    (names, steps.collect())
}

impl Chains {
    /// Compares the rows of an answer with the chains.
    pub fn compare(&self, world: &World, answer: &Answer) -> Result<(), String> {
        let answered = answered(answer, &self.possible)?;
        let length = |chains: &[Chain]| chains.first().map(|(_, steps)| steps.len());
        if self.directed {
            // Each step of a directed chain must be one that a verb tells in its direction.
            let bad = answered
                .iter()
                .find(|(names, steps)| !self.allows(world, names, steps));
            return match (bad, length(&answered), length(&self.all)) {
                (Some(chain), ..) => Err(format!("not in this direction: {chain:?}")),
                (None, Some(n), Some(least)) if n < least => Err(format!("{n} steps of {least}")),
                (None, Some(_), None) => Err(format!("there is no chain: {answered:?}")),
                _ => Ok(()),
            };
        }
        let mut expected = self.all.clone();
        expected.sort_by_cached_key(|(names, steps)| {
            let support: usize = steps.iter().map(BTreeSet::len).sum();
            let labels: Vec<String> = names.iter().map(|name| label(world, name)).collect();
            (!together(world, steps), usize::MAX - support, labels)
        });
        if answered == expected {
            Ok(())
        } else {
            Err(format!(
                "chains\nanswered {answered:?}\nexpected {expected:?}"
            ))
        }
    }

    fn allows(&self, world: &World, names: &[String], steps: &[BTreeSet<Link>]) -> bool {
        let thing = |name: &String| world.things().into_iter().find(|t| World::iri(*t) == *name);
        let known = |a: &String, b: &String| {
            let (a, b) = (thing(a)?, thing(b)?);
            self.links.get(&a)?.get(&b)
        };
        names
            .windows(2)
            .zip(steps)
            .all(|(pair, step)| known(&pair[0], &pair[1]).is_some_and(|all| step.is_subset(all)))
    }
}

fn label(world: &World, iri: &str) -> String {
    let thing = world.things().into_iter().find(|t| World::iri(*t) == iri);
    thing.map(World::label).unwrap_or_default()
}

/// Says whether some day may lie in every step.
fn together(world: &World, steps: &[BTreeSet<Link>]) -> bool {
    let span = |link: &Link| match link {
        Link::Part => (i32::MIN, i32::MAX),
        Link::Situation(n) => {
            let bounds = bounds(&world.situations[*n]);
            (
                bounds.earliest_start.unwrap_or(i32::MIN),
                bounds.latest_end.unwrap_or(i32::MAX),
            )
        }
    };
    let starts = steps.iter().flatten().map(|link| span(link).0);
    starts.into_iter().any(|day| {
        let holds = |link: &Link| (span(link).0..=span(link).1).contains(&day);
        steps.iter().all(|step| step.iter().any(holds))
    })
}

/// Reads the chains from the rows of an answer.
fn answered(answer: &Answer, possible: &BTreeSet<usize>) -> Result<Vec<Chain>, String> {
    let mut chains: BTreeMap<i64, Chain> = BTreeMap::new();
    for row in &answer.rows {
        let [path, step, from, _, to, situation, ..] = row.cells.as_slice() else {
            return Err("a row without its cells".to_owned());
        };
        let (Value::Integer(path), Value::Integer(step)) = (&path.value, &step.value) else {
            return Err("a step without its number".to_owned());
        };
        let (names, steps) = chains.entry(*path).or_default();
        let (Some(from), Some(to)) = (&from.iri, &to.iri) else {
            return Err("a step without its ends".to_owned());
        };
        if names.is_empty() {
            names.push(from.clone());
        }
        if usize::try_from(*step) == Ok(steps.len() + 1) {
            names.push(to.clone());
            steps.push(BTreeSet::new());
        }
        if names.get(steps.len() - 1) != Some(from) || names.last() != Some(to) {
            return Err(format!("path {path} breaks off at step {step}"));
        }
        let link = match &situation.iri {
            None => Link::Part,
            Some(iri) => {
                let n = crate::groups::number(iri);
                if situation.possible != possible.contains(&n) {
                    return Err(format!("{iri} possible: {}", situation.possible));
                }
                Link::Situation(n)
            }
        };
        if !steps.last_mut().expect("a step").insert(link) {
            return Err(format!("path {path} tells a step twice"));
        }
    }
    Ok(chains.into_values().collect())
}
