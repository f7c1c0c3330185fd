//! Situations of a table as sentences, so that whoever writes a mapping sees what it says.

use super::vocabulary::Vocabulary;
use crate::iri::NS;
use crate::time::in_words;
use oxigraph::model::{NamedOrBlankNode, Quad, Term, vocab::rdf, vocab::rdfs};
use rustc_hash::{FxHashMap, FxHashSet};

/// The statements of a few rows, by what they are about.
struct Facts<'q> {
    by_subject: FxHashMap<&'q str, Vec<(&'q str, &'q Term)>>,
}

/// Returns up to `most` situations as sentences, of different classes first.
#[must_use]
pub fn sentences(quads: &[Quad], vocabulary: &Vocabulary, most: usize) -> Vec<String> {
    let mut facts = Facts {
        by_subject: FxHashMap::default(),
    };
    let (mut situations, mut classes) = (Vec::new(), FxHashSet::default());
    let mut others = Vec::new();
    for quad in quads {
        let NamedOrBlankNode::NamedNode(subject) = &quad.subject else {
            continue;
        };
        let facts = facts.by_subject.entry(subject.as_str()).or_default();
        facts.push((quad.predicate.as_str(), &quad.object));
        let Term::NamedNode(class) = &quad.object else {
            continue;
        };
        let class = class.as_str().strip_prefix(NS).unwrap_or_default();
        let is_situation = quad.predicate == rdf::TYPE
            && vocabulary.is_below(class, "Situation")
            && class != "Episode";
        if is_situation && !situations.contains(&(subject.as_str(), class)) {
            if classes.insert(class) {
                situations.push((subject.as_str(), class));
            } else if others.len() < most {
                others.push((subject.as_str(), class));
            }
        }
    }
    situations.extend(others);
    let mut told = FxHashSet::default();
    situations
        .into_iter()
        .filter(|(situation, _)| told.insert(*situation))
        .take(most)
        .map(|(situation, class)| facts.sentence(situation, class, vocabulary))
        .collect()
}

impl<'q> Facts<'q> {
    fn of(&self, subject: &str) -> &[(&'q str, &'q Term)] {
        self.by_subject.get(subject).map_or(&[], Vec::as_slice)
    }

    fn values(&self, subject: &str, property: &str) -> Vec<&'q Term> {
        let facts = self.of(subject).iter();
        let own = facts.filter(|(predicate, _)| {
            predicate.strip_prefix(NS) == Some(property) || *predicate == property
        });
        own.map(|(_, object)| *object).collect()
    }

    fn name(&self, term: &Term) -> String {
        match term {
            Term::Literal(literal) => literal.value().to_owned(),
            Term::NamedNode(node) => {
                let label = self.values(node.as_str(), rdfs::LABEL.as_str());
                match label.first() {
                    Some(Term::Literal(label)) => label.value().to_owned(),
                    _ => node
                        .as_str()
                        .rsplit(['/', '#'])
                        .next()
                        .unwrap_or_default()
                        .replace('_', " "),
                }
            }
            Term::BlankNode(_) => String::new(),
        }
    }

    fn names(&self, terms: &[&Term]) -> String {
        let mut names: Vec<String> = terms.iter().map(|term| self.name(term)).collect();
        names.dedup();
        names.join(" and ")
    }

    /// Returns a place with those around it.
    fn place(&self, place: &Term) -> String {
        let mut names = vec![self.name(place)];
        let mut at = place;
        while let Term::NamedNode(node) = at
            && let Some(outer) = self.values(node.as_str(), "within").first().copied()
            && names.len() < 6
        {
            names.push(self.name(outer));
            at = outer;
        }
        names.join(", ")
    }

    fn sentence(&self, situation: &str, class: &str, vocabulary: &Vocabulary) -> String {
        let number = |property| {
            self.values(situation, property)
                .first()
                .map(|term| self.name(term))
        };
        let mut text = format!("row {}: ", number("row").unwrap_or_default());
        text.push_str(&crate::iri::with_article(vocabulary.label(class)));
        let label = self.values(situation, rdfs::LABEL.as_str());
        if let Some(label) = label.first() {
            text.push_str(&format!(" called \"{}\"", self.name(label)));
        }
        let mut parts = Vec::new();
        let mut roles: Vec<&str> = Vec::new();
        for (predicate, _) in self.of(situation) {
            let role = predicate.strip_prefix(NS).unwrap_or_default();
            if vocabulary.is("Role", role) && !roles.contains(&role) {
                roles.push(role);
                parts.push(format!(
                    "{} {}",
                    vocabulary.label(role),
                    self.names(&self.values(situation, role))
                ));
            }
        }
        let near = !self.values(situation, "placePrecision").is_empty();
        for place in self.values(situation, "place") {
            parts.push(format!(
                "{} {}",
                if near { "near" } else { "in" },
                self.place(place)
            ));
        }
        match number("when") {
            Some(when) => parts.push(in_words(&when)),
            None => parts.push("undated".to_owned()),
        }
        for figure in self.values(situation, "figure") {
            parts.push(self.figure(figure, vocabulary));
        }
        for property in ["status", "certainty"] {
            let values = self.values(situation, property);
            let names = values.iter().map(|term| {
                let name = self.name(term);
                vocabulary.label(&name).to_owned()
            });
            parts.extend(names);
        }
        let speakers = self.values(situation, "accordingTo");
        if !speakers.is_empty() {
            parts.push(format!("according to {}", self.names(&speakers)));
        }
        format!("{text}: {}.", parts.join("; "))
    }

    fn figure(&self, figure: &Term, vocabulary: &Vocabulary) -> String {
        let Term::NamedNode(node) = figure else {
            return String::new();
        };
        let value = |property| {
            self.values(node.as_str(), property)
                .first()
                .map(|term| self.name(term))
        };
        let measure = value("measure").unwrap_or_default();
        let number = match (value("low"), value("best"), value("high")) {
            (Some(low), Some(best), Some(high)) => format!("{best} ({low} to {high})"),
            (None, Some(best), None) => best,
            (low, best, high) => [low, best, high]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" to "),
        };
        let of = self.values(node.as_str(), "of");
        let of = if of.is_empty() {
            String::new()
        } else {
            format!(" of {}", self.names(&of))
        };
        format!("{number} {}{of}", vocabulary.label(&measure))
    }
}
