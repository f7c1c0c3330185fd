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

/// How well a verb tells a pair: how special the class is whose name it shares a word with (an affiliation is told as `was
/// affiliated with`, never as the pledge that it may or may not have been), the depth of the class that it reads, that of
/// its roles, how much of the name it shares, and whether it is one word.
type Fit = (usize, usize, usize, usize, bool);

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
        let (named_after, shared) = classes
            .iter()
            .map(|class| {
                let class = ontology.class(*class);
                let shared = shared_word(&reading.base, class.label(language));
                (if shared > 0 { class.depth + 1 } else { 0 }, shared)
            })
            .max()
            .unwrap_or_default();
        let fit = (
            named_after,
            class.depth,
            ontology.role(reading.subject).depth + ontology.role(reading.object).depth,
            shared,
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
        .map(|(from, to, reading)| {
            // Where the verb has no passive, the one that tells it the other way round speaks for it.
            let back = best.get(&(to.clone(), from.clone()));
            let passive = reading
                .passive
                .or_else(|| back.map(|(_, back)| back.past.clone()));
            Edge {
                from,
                to,
                kind: Kind::Situation(situation.to_owned()),
                relation: reading.past,
                passive,
            }
        })
        .collect()
}

/// Returns how many letters the likest words of a verb and of a class begin with together; fewer than three are chance.
fn shared_word(verb: &str, class: &str) -> usize {
    let words = |text: &str| -> Vec<String> { fold(text).split(' ').map(str::to_owned).collect() };
    let of_verb = words(verb);
    words(class)
        .iter()
        .flat_map(|word| {
            of_verb.iter().map(move |other| {
                word.chars()
                    .zip(other.chars())
                    .take_while(|(a, b)| a == b)
                    .count()
            })
        })
        .max()
        .filter(|letters| *letters >= 3)
        .unwrap_or(0)
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
