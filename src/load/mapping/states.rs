//! States and countries by their codes, as the reference data know them.

use crate::iri::NS;
use crate::time::{Bounds, Day};
use oxigraph::model::{
    Literal, NamedNodeRef, NamedOrBlankNode, Quad, Term, vocab::rdf, vocab::rdfs,
};
use rustc_hash::FxHashMap;

/// A state that acts, or its country as a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    pub iri: String,
    pub label: String,
    /// Whether it is the country, not the state.
    pub is_country: bool,
    /// The stretches of time in which it existed; none when it is not known to have ended or begun.
    lifetimes: Vec<(Day, Day)>,
    names: Vec<String>,
    codes: Vec<(String, String)>,
}

/// All states with their codes.
#[derive(Debug, Default)]
pub struct States {
    states: Vec<State>,
    by_code: FxHashMap<(bool, String, String), Vec<usize>>,
}

/// Days by which systems of states differ on when a state began or ended.
const SLACK: i32 = 366;

/// The kind of code under which states are found by name.
pub const BY_NAME: &str = "name";

impl States {
    /// Collects states and countries from the reference data.
    #[must_use]
    pub fn from_quads(quads: &[Quad]) -> States {
        let mut found: Vec<State> = Vec::new();
        let mut numbers: FxHashMap<&str, usize> = FxHashMap::default();
        for quad in quads.iter().filter(|quad| quad.predicate == rdf::TYPE) {
            if let (NamedOrBlankNode::NamedNode(node), Term::NamedNode(class)) =
                (&quad.subject, &quad.object)
                && let Some(class) = class.as_str().strip_prefix(NS)
                && ["State", "Country"].contains(&class)
            {
                numbers.insert(node.as_str(), found.len());
                found.push(State {
                    iri: node.as_str().to_owned(),
                    label: String::new(),
                    is_country: class == "Country",
                    lifetimes: Vec::new(),
                    names: Vec::new(),
                    codes: Vec::new(),
                });
            }
        }
        for quad in quads {
            if let (NamedOrBlankNode::NamedNode(node), Term::Literal(text)) =
                (&quad.subject, &quad.object)
                && let Some(number) = numbers.get(node.as_str())
                && let Some(state) = found.get_mut(*number)
            {
                state.describe(quad.predicate.as_ref(), text);
            }
        }
        let mut states = States::default();
        for state in found {
            states.insert(state);
        }
        states
    }

    fn insert(&mut self, state: State) {
        let number = self.states.len();
        let codes = state.codes.iter().cloned();
        let names = state
            .names
            .iter()
            .map(|name| (BY_NAME.to_owned(), name.to_lowercase()));
        for (scheme, code) in codes.chain(names) {
            let known = self
                .by_code
                .entry((state.is_country, scheme, code))
                .or_default();
            if !known.contains(&number) {
                known.push(number);
            }
        }
        self.states.push(state);
    }

    /// Returns the state or country that had a code on a day, or nearly so; without a day, the one that has or last had it.
    ///
    /// Numbers may be written with decimals (`432.0`) or leading zeros, as exports do.
    #[must_use]
    pub fn find(&self, country: bool, scheme: &str, code: &str, day: Option<Day>) -> Option<usize> {
        let code = code.trim();
        let code = if scheme == BY_NAME {
            code.to_lowercase()
        } else {
            code.strip_suffix(".0").unwrap_or(code).to_uppercase()
        };
        let key = |code: String| (country, scheme.to_owned(), code);
        let found = self.by_code.get(&key(code.clone())).or_else(|| {
            let bare = code.trim_start_matches('0');
            let padded = format!("{code:0>3}");
            self.by_code
                .get(&key(bare.to_owned()))
                .or_else(|| self.by_code.get(&key(padded)))
        })?;
        let distance = |number: &usize| {
            let lifetimes = self
                .states
                .get(*number)
                .map(|state| state.lifetimes.as_slice())
                .unwrap_or_default();
            let Some(day) = day.filter(|_| !lifetimes.is_empty()) else {
                return 0;
            };
            let days = |(first, last): &(Day, Day)| {
                (first.number() - day.number())
                    .max(day.number() - last.number())
                    .max(0)
            };
            lifetimes.iter().map(days).min().unwrap_or(0)
        };
        let last = |number: &usize| {
            let state = self.states.get(*number);
            state
                .and_then(|state| state.lifetimes.iter().map(|(_, last)| *last).max())
                .unwrap_or(Day::MAX)
        };
        let nearest = found
            .iter()
            .copied()
            .min_by_key(|number| (distance(number), std::cmp::Reverse(last(number))))?;
        (distance(&nearest) <= SLACK).then_some(nearest)
    }

    /// Returns a found state.
    #[must_use]
    pub fn get(&self, number: usize) -> Option<&State> {
        self.states.get(number)
    }
}

impl State {
    fn live(&mut self, lifetime: &str) {
        if let Ok(bounds) = Bounds::from_edtf(Some(lifetime), None, None) {
            self.lifetimes
                .push((bounds.earliest_start, bounds.latest_end));
        }
    }

    fn describe(&mut self, property: NamedNodeRef<'_>, text: &Literal) {
        if property.as_str().strip_prefix(NS) == Some("lifetime") {
            self.live(text.value());
        } else if property.as_str().ends_with("#notation") {
            let scheme = text
                .datatype()
                .as_str()
                .strip_prefix(NS)
                .unwrap_or_default();
            self.codes
                .push((scheme.to_owned(), text.value().to_owned()));
        } else if property == rdfs::LABEL && text.language() == Some("en") {
            text.value().clone_into(&mut self.label);
            self.names.push(text.value().to_owned());
        } else if property.as_str().ends_with("#altLabel") {
            self.names.push(text.value().to_owned());
        }
    }
}
