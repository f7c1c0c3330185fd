//! What is recorded of the situations behind an answer, fetched in one query for the rows that are shown.

use super::error::AnswerError;
use super::table::{Cell, Value};
use crate::iri::Iri;
use crate::lexicon::{Language, NameIndex, Ontology, RoleId};
use crate::sparql;
use crate::store::{Cancel, Engine, Source};
use crate::time::{Day, in_words};
use oxigraph::model::Term;
use std::collections::{BTreeMap, BTreeSet};

/// What answering has at hand.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    pub engine: &'a dyn Engine,
    pub ontology: &'a Ontology,
    pub names: &'a NameIndex,
    /// What is searched, for answers that rest on what is not recorded.
    pub sources: &'a [Source],
    pub language: Language,
    pub cancel: &'a Cancel,
}

/// The statements about things, by thing and property.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    by_thing: BTreeMap<String, BTreeMap<String, BTreeSet<String>>>,
}

/// How many things one query asks about; more are asked for in turn.
const BATCH: usize = 500;

impl Context<'_> {
    /// Fetches what is recorded of things.
    pub fn facts(&self, things: &BTreeSet<String>) -> Result<Facts, AnswerError> {
        let mut facts = Facts::default();
        let all: Vec<Iri> = things.iter().map(Iri::new).collect();
        for batch in all.chunks(BATCH) {
            let solutions = self.engine.select(&sparql::describe(batch)?, self.cancel)?;
            for row in &solutions.rows {
                if let [Some(thing), Some(property), Some(value)] = row.as_slice() {
                    facts
                        .by_thing
                        .entry(text(thing))
                        .or_default()
                        .entry(text(property))
                        .or_default()
                        .insert(text(value));
                }
            }
        }
        Ok(facts)
    }

    /// Returns the label of a thing, or the end of its IRI where it has none.
    #[must_use]
    pub fn label(&self, iri: &str) -> String {
        if let Some(id) = self.names.by_iri(iri) {
            return self.names.name(id).label.clone();
        }
        if let Some(class) = self.ontology.class_by_iri(iri) {
            return self.ontology.class(class).label(self.language).to_owned();
        }
        Iri::new(iri).local().to_owned()
    }

    /// Returns the most telling class of a thing in words.
    #[must_use]
    pub fn kind(&self, iri: &str) -> Option<String> {
        let id = self.names.by_iri(iri)?;
        self.names
            .name(id)
            .classes
            .iter()
            .filter_map(|class| self.ontology.class_by_iri(class))
            .map(|class| {
                let class = self.ontology.class(class);
                let acts = class.kind == crate::lexicon::ClassKind::Actor;
                (acts, class.depth, class.label(self.language))
            })
            .max_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then_with(|| b.2.cmp(a.2)))
            .map(|(_, _, label)| label.to_owned())
    }

    /// Makes the cell of a thing.
    #[must_use]
    pub fn thing(&self, iri: &str) -> Cell {
        let mut cell = Cell::thing(iri, self.label(iri));
        cell.kind = self.kind(iri);
        cell
    }

    /// Makes a cell of several things, in the order of their labels.
    #[must_use]
    pub fn things<'i>(&self, iris: impl IntoIterator<Item = &'i String>) -> Cell {
        let mut cells: Vec<Cell> = iris.into_iter().map(|iri| self.thing(iri)).collect();
        cells.sort_by(|a, b| (&a.label, &a.iri).cmp(&(&b.label, &b.iri)));
        several(cells)
    }

    /// Makes the cell of a situation: its name, how sure it is, and who says so.
    #[must_use]
    pub fn situation(&self, facts: &Facts, iri: &str) -> Cell {
        let mut cell = self.thing(iri);
        let certainty = facts.one(iri, "certainty");
        cell.certainty = certainty
            .filter(|certainty| Iri::new(*certainty).local() != "Asserted")
            .map(|certainty| self.standing(certainty));
        let status = facts
            .one(iri, "status")
            .map(|status| Iri::new(status).local().to_owned());
        if let Some(status) = status.filter(|s| s != "Occurred" && s != "Ongoing") {
            cell.remark = Some(status.to_lowercase());
        }
        if cell.certainty.is_some() {
            cell.according_to = facts
                .all(iri, "accordingTo")
                .iter()
                .map(|speaker| self.label(speaker))
                .collect();
        }
        cell
    }

    /// Returns a certainty or status in words.
    #[must_use]
    pub fn standing(&self, iri: &str) -> String {
        [
            crate::lexicon::TermKind::Certainty,
            crate::lexicon::TermKind::Status,
            crate::lexicon::TermKind::Consensus,
        ]
        .into_iter()
        .find_map(|kind| {
            self.ontology
                .terms(kind)
                .find(|(_, term)| term.iri == iri)
                .map(|(_, term)| term.label(self.language).to_owned())
        })
        .unwrap_or_else(|| Iri::new(iri).local().to_lowercase())
    }

    /// Makes the cell of a situation's date, as its source gives it.
    #[must_use]
    pub fn when(&self, facts: &Facts, iri: &str) -> Cell {
        let when = facts.one(iri, "when");
        let halves = when.and_then(|when| when.split_once('/'));
        let text = match (facts.one(iri, "starts"), facts.one(iri, "ends")) {
            // Where one end is known only within bounds, the interval alone would say more than the source does.
            (Some(starts), Some(ends)) => format!("{starts}/{ends}"),
            (Some(starts), None) => format!("{starts}/{}", halves.map_or("", |(_, end)| end)),
            (None, Some(ends)) => format!("{}/{ends}", halves.map_or("", |(start, _)| start)),
            (None, None) => match (
                when,
                facts.one(iri, "earliestStart"),
                facts.one(iri, "latestEnd"),
            ) {
                (Some(when), _, _) => when.to_owned(),
                (None, Some(from), Some(to)) if from == to => from.to_owned(),
                (None, Some(from), Some(to)) => format!("{from}/{to}"),
                _ => return Cell::missing(),
            },
        };
        let words = in_words(&text);
        let mut cell = Cell::text(text.clone());
        // Programs read the EDTF, people the words.
        cell.label = (words != text).then_some(words);
        cell.remark = facts
            .one(iri, "inferred")
            .map(|part| format!("{part} inferred"));
        cell
    }

    /// Makes the cell of where a situation takes place.
    #[must_use]
    pub fn place(&self, facts: &Facts, iri: &str) -> Cell {
        let mut cell = self.things(facts.all(iri, "place"));
        let near = facts
            .one(iri, "placePrecision")
            .is_some_and(|precision| Iri::new(precision).local() == "Near");
        if near && cell.value != Value::Missing {
            cell.remark = Some("near".to_owned());
        }
        cell
    }

    /// Makes the cell of who says so, the source where nobody else does.
    #[must_use]
    pub fn speakers(&self, facts: &Facts, iri: &str) -> Cell {
        let speakers = facts.all(iri, "accordingTo");
        if speakers.is_empty() {
            self.things(facts.all(iri, "source"))
        } else {
            self.things(speakers)
        }
    }

    /// Returns the most specific roles of a situation with their fillers.
    #[must_use]
    pub fn roles(&self, facts: &Facts, iri: &str) -> Vec<(RoleId, Vec<String>)> {
        let Some(properties) = facts.by_thing.get(iri) else {
            return Vec::new();
        };
        let filled: Vec<(RoleId, &BTreeSet<String>)> = properties
            .iter()
            .filter_map(|(property, values)| {
                self.ontology
                    .role_by_iri(property)
                    .map(|role| (role, values))
            })
            .collect();
        filled
            .iter()
            .filter_map(|(role, values)| {
                let own: Vec<String> = values
                    .iter()
                    .filter(|value| {
                        !filled.iter().any(|(other, others)| {
                            other != role
                                && self.ontology.is_subrole(*other, *role)
                                && others.contains(*value)
                        })
                    })
                    .cloned()
                    .collect();
                (!own.is_empty()).then_some((*role, own))
            })
            .collect()
    }
}

/// Joins cells into one: nothing, the one thing, or a list.
#[must_use]
pub fn several(mut cells: Vec<Cell>) -> Cell {
    match cells.len() {
        0 => Cell::missing(),
        1 => cells.remove(0),
        _ => {
            let text = cells
                .iter()
                .map(|cell| match &cell.value {
                    Value::Text(text) => text.clone(),
                    _ => String::new(),
                })
                .collect::<Vec<_>>()
                .join("; ");
            let mut cell = Cell::text(text);
            cell.items = cells;
            cell
        }
    }
}

impl Facts {
    /// Adds a statement.
    pub fn add(&mut self, thing: String, property: String, value: String) {
        let properties = self.by_thing.entry(thing).or_default();
        properties.entry(property).or_default().insert(value);
    }

    /// Says whether some property of a thing has a value.
    #[must_use]
    pub fn states(&self, thing: &str, value: &str) -> bool {
        let properties = self.by_thing.get(thing);
        properties.is_some_and(|all| all.values().any(|values| values.contains(value)))
    }

    /// Says whether anything is recorded of a thing.
    #[must_use]
    pub fn knows(&self, thing: &str) -> bool {
        self.by_thing.contains_key(thing)
    }

    /// Returns the values of a property of the ontology.
    #[must_use]
    pub fn all(&self, thing: &str, local: &str) -> &BTreeSet<String> {
        static NONE: BTreeSet<String> = BTreeSet::new();
        self.by_thing
            .get(thing)
            .and_then(|properties| properties.get(Iri::al(local).as_str()))
            .unwrap_or(&NONE)
    }

    /// Returns the values of any property.
    #[must_use]
    pub fn values(&self, thing: &str, property: &str) -> Vec<&str> {
        self.by_thing
            .get(thing)
            .and_then(|properties| properties.get(property))
            .map(|values| values.iter().map(String::as_str).collect())
            .unwrap_or_default()
    }

    /// Returns the first value of a property of the ontology.
    #[must_use]
    pub fn one(&self, thing: &str, local: &str) -> Option<&str> {
        self.all(thing, local).first().map(String::as_str)
    }

    /// Returns the day number of a property.
    #[must_use]
    pub fn day(&self, thing: &str, local: &str) -> Option<Day> {
        self.one(thing, local)
            .and_then(|text| text.parse::<i64>().ok())
            .map(Day::from_number)
    }
}

/// Returns the IRI or the lexical form of a term.
#[must_use]
pub fn text(term: &Term) -> String {
    match term {
        Term::NamedNode(node) => node.as_str().to_owned(),
        Term::BlankNode(node) => format!("_:{}", node.as_str()),
        Term::Literal(literal) => literal.value().to_owned(),
    }
}
