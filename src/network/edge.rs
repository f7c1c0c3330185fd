//! Edges: two actors in roles that a verb reads together, or a part and its whole.

use crate::lexicon::{ClassId, Form, Language, Object, Ontology, RoleId, fold};
use std::collections::{BTreeMap, BTreeSet};

/// A link between two actors.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edge {
    pub from: String,
    pub to: String,
    pub kind: Kind,
    /// What links them, as a verb: `ambushed`, `is part of`.
    pub relation: String,
    /// The same from the other end, where the verb has a passive: `was ambushed by`.
    pub passive: Option<String>,
}

/// What an edge comes from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A situation, by its IRI.
    Situation(String),
    /// The organisation itself.
    Part,
}

/// What the ontology's verbs read between two roles of one situation.
#[derive(Clone)]
struct Reading {
    class: ClassId,
    subject: RoleId,
    object: RoleId,
    base: String,
    past: String,
    passive: Option<String>,
}

/// How well a verb tells a pair: the depth of its class, whether it is the class's own verb (`support` for support), the
/// depth of its roles, and whether it is one word.
type Fit = (usize, bool, usize, bool);

/// Returns the edges that a situation makes between its participants, each in the direction of its verb.
///
/// Of several verbs that read the same pair, the one about the most special class tells it best.
#[must_use]
pub fn edges(
    ontology: &Ontology,
    language: Language,
    situation: &str,
    classes: &BTreeSet<ClassId>,
    roles: &BTreeMap<RoleId, BTreeSet<String>>,
) -> Vec<Edge> {
    let mut best: BTreeMap<(String, String), (Fit, Reading)> = BTreeMap::new();
    let empty = BTreeSet::new();
    for reading in readings(ontology, language) {
        if !classes.contains(&reading.class) {
            continue;
        }
        let subjects = roles.get(&reading.subject).unwrap_or(&empty);
        let objects = roles.get(&reading.object).unwrap_or(&empty);
        let class = ontology.class(reading.class);
        let fit = (
            class.depth,
            fold(&reading.base) == fold(class.label(language)),
            ontology.role(reading.subject).depth + ontology.role(reading.object).depth,
            !reading.past.contains(' '),
        );
        for from in subjects {
            for to in objects.iter().filter(|to| *to != from) {
                let known = best.get(&(from.clone(), to.clone()));
                // Of two that tell it equally well, the alphabet decides, so that answers stay the same.
                let better = known.is_none_or(|(known_fit, known)| {
                    fit.cmp(known_fit)
                        .then_with(|| known.past.cmp(&reading.past))
                        .is_gt()
                });
                if better {
                    best.insert((from.clone(), to.clone()), (fit, reading.clone()));
                }
            }
        }
    }
    // Where verbs tell it both ways, the better one does: an ambush is not a fight of its target against the attacker.
    let better_back = |from: &String, to: &String, fit: &Fit| {
        best.get(&(to.clone(), from.clone()))
            .is_some_and(|(back, _)| back > fit)
    };
    best.iter()
        .filter(|((from, to), (fit, _))| !better_back(from, to, fit))
        .map(|((from, to), (_, reading))| (from.clone(), to.clone(), reading.clone()))
        .map(|(from, to, reading)| Edge {
            from,
            to,
            kind: Kind::Situation(situation.to_owned()),
            relation: reading.past,
            passive: reading.passive,
        })
        .collect()
}

fn readings(ontology: &Ontology, language: Language) -> impl Iterator<Item = Reading> {
    ontology.verbs().flat_map(move |(_, verb)| {
        verb.reads.iter().filter_map(move |read| match read.object {
            Object::Role(object) => {
                let participle = verb.form(Form::Participle, language);
                let past = verb.form(Form::Past, language).to_owned();
                let passive = if read.subject == object {
                    Some(past.clone())
                } else {
                    (!participle.contains(' ')).then(|| format!("was {participle} by"))
                };
                Some(Reading {
                    class: read.class,
                    subject: read.subject,
                    object,
                    base: verb.form(Form::Base, language).to_owned(),
                    past,
                    passive,
                })
            }
            Object::Nothing | Object::Itself | Object::Place => None,
        })
    })
}
