//! What a world and the ontology come to: classes, roles, parts and places, each followed upwards step by step.

use crate::world::{SOURCES, Situation, Thing, World};
use allegiance::iri::NS;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::Term;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Pairs of the ontology: what is directly below what, and what is called how.
struct Steps {
    classes: BTreeMap<String, BTreeSet<String>>,
    roles: BTreeMap<String, BTreeSet<String>>,
    labels: BTreeMap<String, String>,
}

static STEPS: LazyLock<Steps> = LazyLock::new(|| {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/ontology");
    let mut steps = Steps {
        classes: BTreeMap::new(),
        roles: BTreeMap::new(),
        labels: BTreeMap::new(),
    };
    for file in std::fs::read_dir(folder).expect("the ontology") {
        let path = file.expect("a file").path();
        if path.extension().is_none_or(|e| e != "ttl") {
            continue;
        }
        let text = std::fs::read(&path).expect("a file");
        for quad in RdfParser::from_format(RdfFormat::Turtle).for_slice(&text) {
            let quad = quad.expect("Turtle");
            let below = quad.subject.to_string();
            let below = below.trim_matches(['<', '>']).to_owned();
            let above = match quad.object {
                Term::NamedNode(above) => above,
                Term::Literal(text) if quad.predicate.as_str().ends_with("#label") => {
                    if text.language() == Some("en") {
                        steps.labels.insert(below, text.value().to_owned());
                    }
                    continue;
                }
                _ => continue,
            };
            let table = match quad.predicate.as_str() {
                "http://www.w3.org/2000/01/rdf-schema#subClassOf" => &mut steps.classes,
                "http://www.w3.org/2000/01/rdf-schema#subPropertyOf" => &mut steps.roles,
                _ => continue,
            };
            table
                .entry(below)
                .or_default()
                .insert(above.as_str().to_owned());
        }
    }
    steps
});

/// Follows steps from a node; the node itself is the first found.
fn above(steps: &BTreeMap<String, BTreeSet<String>>, node: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::from([node.to_owned()]);
    let mut open = vec![node.to_owned()];
    while let Some(node) = open.pop() {
        for next in steps.get(&node).into_iter().flatten() {
            if found.insert(next.clone()) {
                open.push(next.clone());
            }
        }
    }
    found
}

/// Names a term of the ontology.
pub fn al(local: &str) -> String {
    format!("{NS}{local}")
}

pub fn subclass(class: &str, of: &str) -> bool {
    above(&STEPS.classes, class).contains(of)
}

pub fn subrole(role: &str, of: &str) -> bool {
    above(&STEPS.roles, role).contains(of)
}

/// Returns the word for a term of the ontology.
pub fn word(iri: &str) -> Option<&'static str> {
    STEPS.labels.get(iri).map(String::as_str)
}

impl World {
    /// Returns all things that have a name.
    pub fn things(&self) -> Vec<Thing> {
        let actors = (0..self.actors.len()).map(Thing::Actor);
        let places = (0..self.places.len()).map(Thing::Place);
        let situations = (0..self.situations.len()).map(Thing::Situation);
        actors.chain(places).chain(situations).collect()
    }

    /// Says whether a thing is of a class or of one below it.
    pub fn is_a(&self, thing: Thing, class: &str) -> bool {
        let stated: Vec<&str> = match thing {
            Thing::Actor(n) => vec![self.actors[n].class],
            Thing::Place(n) => vec![self.places[n].class],
            Thing::Situation(n) => self.situations[n].classes.clone(),
        };
        // A clash that somebody lost is a defeat.
        let lost = matches!(thing, Thing::Situation(n)
            if !World::fillers(&self.situations[n], &al("defeated")).is_empty());
        (lost && subclass(&al("Defeat"), class))
            || stated.iter().any(|local| subclass(&al(local), class))
    }

    /// Returns the most special classes of a thing.
    pub fn kinds(&self, thing: Thing) -> Vec<String> {
        match thing {
            Thing::Actor(n) => vec![al(self.actors[n].class)],
            Thing::Place(n) => vec![al(self.places[n].class)],
            Thing::Situation(n) => World::most_special(&self.situations[n]),
        }
    }

    /// Returns the classes of a situation that are above no other of them.
    pub fn most_special(situation: &Situation) -> Vec<String> {
        let stated: BTreeSet<String> = situation.classes.iter().map(|c| al(c)).collect();
        stated
            .iter()
            .filter(|class| {
                !stated
                    .iter()
                    .any(|other| other != *class && subclass(other, class))
            })
            .cloned()
            .collect()
    }

    /// Returns who or what fills a role or one below it.
    pub fn fillers(situation: &Situation, role: &str) -> BTreeSet<Thing> {
        situation
            .roles
            .iter()
            .chain(situation.also.iter().flatten())
            .filter(|(local, _)| subrole(&al(local), role))
            .map(|(_, filler)| *filler)
            .collect()
    }

    /// Says whether a thing counts for the one with this IRI: it is it, or an organisational part of it.
    pub fn counts_for(&self, thing: Thing, whole: &str) -> bool {
        let mut open = vec![thing];
        let mut seen = BTreeSet::new();
        while let Some(thing) = open.pop() {
            if World::iri(thing) == whole {
                return true;
            }
            if let Thing::Actor(n) = thing
                && seen.insert(n)
            {
                open.extend(self.actors[n].unit_of.map(Thing::Actor));
            }
        }
        false
    }

    /// Returns a place and those around it.
    pub fn around(&self, place: usize) -> BTreeSet<usize> {
        let mut found = BTreeSet::from([place]);
        let mut open = vec![place];
        while let Some(place) = open.pop() {
            for outer in &self.places[place].within {
                if found.insert(*outer) {
                    open.push(*outer);
                }
            }
        }
        found
    }
}

/// Returns the IRIs of the sources that tell of a situation.
pub fn sources(situation: &Situation) -> BTreeSet<String> {
    (0..SOURCES.len())
        .filter(|source| situation.tells(*source).is_some())
        .map(World::source_iri)
        .collect()
}
