//! What each source says of a thing: its statements kept apart by the graph that they stand in.

use super::error::AnswerError;
use super::facts::{Context, Facts, several, text};
use super::table::{Cell, Value};
use crate::iri::Iri;
use crate::sparql;
use std::collections::{BTreeMap, BTreeSet};

/// The statements about things, by source.
#[derive(Clone, Debug, Default)]
pub struct Told {
    by_source: BTreeMap<String, Facts>,
    /// What holds of the things, whoever says so, with what is derived.
    pub all: Facts,
}

/// How many things one query asks about; more are asked for in turn.
const BATCH: usize = 500;

/// Properties that say where in its source a statement stands, with the word for it.
const ANCHORS: &[(&str, &str)] = &[("paragraph", "paragraph"), ("page", "page"), ("row", "row")];

impl Context<'_> {
    /// Fetches what every source says of things.
    pub fn told(&self, things: &BTreeSet<String>) -> Result<Told, AnswerError> {
        let mut told = Told {
            all: self.facts(things)?,
            ..Told::default()
        };
        let sources: BTreeSet<&str> = self.sources.iter().map(|s| s.iri.as_str()).collect();
        let all: Vec<Iri> = things.iter().map(Iri::new).collect();
        for batch in all.chunks(BATCH) {
            let query = sparql::describe_in_graphs(batch)?;
            for row in &self.engine.select(&query, self.cancel)?.rows {
                let [Some(thing), Some(property), Some(value), Some(graph)] = row.as_slice() else {
                    continue;
                };
                let graph = text(graph);
                // The ontology and what is derived are no source's word.
                if !sources.contains(graph.as_str()) {
                    continue;
                }
                let facts = told.by_source.entry(graph).or_default();
                facts.add(text(thing), text(property), text(value));
            }
        }
        Ok(told)
    }

    /// Writes a figure: `84 killed of Wagner Group`, with its range where it has one.
    #[must_use]
    pub fn figure(&self, facts: &Facts, figure: &str) -> String {
        let measure = facts.one(figure, "measure").map_or_else(String::new, |m| {
            crate::iri::Iri::new(m).local().to_lowercase()
        });
        let number = |name| facts.one(figure, name).unwrap_or("?");
        let (low, best, high) = (number("low"), number("best"), number("high"));
        let range = if low == high {
            String::new()
        } else {
            format!(" (between {low} and {high})")
        };
        let of: Vec<String> = facts
            .all(figure, "of")
            .iter()
            .map(|victims| self.label(victims))
            .collect();
        let of = if of.is_empty() {
            String::new()
        } else {
            format!(" of {}", of.join(" and "))
        };
        format!("{best} {measure}{range}{of}")
    }
}

impl Told {
    /// Returns the sources that say anything of a thing, with what each says.
    pub fn sources<'t>(&'t self, thing: &'t str) -> impl Iterator<Item = (&'t str, &'t Facts)> {
        self.by_source
            .iter()
            .filter(move |(_, facts)| facts.knows(thing))
            .map(|(source, facts)| (source.as_str(), facts))
    }

    /// Returns the fillers of roles that one source names and another, which names some too, does not: `attacker: JNIM`.
    #[must_use]
    pub fn own_roles(&self, context: &Context<'_>, source: &str, thing: &str) -> Vec<String> {
        let Some(own) = self.by_source.get(source) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for (role, fillers) in context.roles(own, thing) {
            let iri = &context.ontology.role(role).iri;
            let differs = |filler: &&String| {
                self.sources(thing).any(|(other, facts)| {
                    let others = facts.values(thing, iri);
                    other != source && !others.is_empty() && !others.contains(&filler.as_str())
                })
            };
            let only: Vec<String> = fillers
                .iter()
                .filter(differs)
                .map(|filler| context.label(filler))
                .collect();
            if !only.is_empty() {
                let role = context.ontology.role(role).label(context.language);
                found.push(format!("{role}: {}", only.join(", ")));
            }
        }
        found
    }
}

/// Makes the cell of where in its source a statement stands: `3, 27`, or `page 12` where it is no paragraph.
#[must_use]
pub fn anchor(facts: &Facts, thing: &str) -> Cell {
    let cells = ANCHORS.iter().filter_map(|(property, word)| {
        let mut places: Vec<&str> = facts
            .all(thing, property)
            .iter()
            .map(String::as_str)
            .collect();
        places.sort_by_key(|place| (place.parse::<u64>().unwrap_or(u64::MAX), *place));
        let list = places.join(", ");
        match (*word, list.is_empty()) {
            (_, true) => None,
            ("paragraph", _) => Some(Cell::text(list)),
            _ => Some(Cell::text(format!("{word} {list}"))),
        }
    });
    match several(cells.collect()) {
        cell if cell.value == Value::Missing => cell,
        cell => Cell {
            items: Vec::new(),
            ..cell
        },
    }
}
