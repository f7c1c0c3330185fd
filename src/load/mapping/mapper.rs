//! From the rows of a chunk to statements: what every worker does.

use super::batch::{TermKind, Terms};
use super::bind::{Bound, RowView};
use super::model::Choice;
use super::states::States;
use super::vocabulary::Vocabulary;
use crate::iri::{ID, NS};
use crate::load::table::{Chunk, Reason, SetAside};
use crate::time::Day;
use rustc_hash::{FxHashMap, FxHashSet};
use std::rc::Rc;

/// What every worker needs to know.
pub(super) struct Context<'a> {
    pub bound: &'a Bound<'a>,
    pub states: &'a States,
    pub vocabulary: &'a Vocabulary,
    /// What tells the figures of this release from those of others.
    pub version: &'a str,
}

/// The statements about one thing that many rows mention.
pub(super) struct Block {
    /// Equal for equal statements.
    pub key: u128,
    pub statements: std::ops::Range<usize>,
}

/// The statements of one situation of one row.
pub(super) struct Unit {
    pub row: u64,
    /// The situation's IRI.
    pub situation: u32,
    /// The name of its most special class.
    pub class: String,
    /// Whether no other row may tell of it.
    pub once: bool,
    /// The year of a row that joins those of the years beside it.
    pub spell: Option<Spell>,
    pub statements: std::ops::Range<usize>,
}

/// One year of a relation that lasts over several rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spell {
    pub year: i16,
    /// The last year that the source saw, after which nothing is known.
    pub seen_until: Option<i16>,
}

/// What became of a chunk.
#[derive(Default)]
pub(super) struct Mapped {
    pub terms: Terms,
    pub statements: Vec<[u32; 3]>,
    pub blocks: Vec<Block>,
    pub units: Vec<Unit>,
    pub rows: u64,
    pub set_aside: Vec<SetAside>,
}

/// Maps the rows of one chunk.
pub(super) struct Mapper<'a> {
    pub context: &'a Context<'a>,
    pub out: Mapped,
    /// Statements about things, which rows share.
    pub shared: Vec<[u32; 3]>,
    /// Things that were described, by what they depend on.
    pub described: FxHashMap<(usize, String), Rc<[u32]>>,
    /// What things are called.
    pub labels: FxHashMap<u32, String>,
    /// What was told once, so that it is not told for every row.
    pub told: FxHashSet<String>,
    pub key: String,
    pub text: String,
    pub names: Names,
    pub row: u64,
    /// Statements of the situation at hand, when other rows may make the same.
    pub seen: FxHashSet<[u32; 3]>,
}

/// The numbers of predicates and classes by their local names.
#[derive(Default)]
pub(super) struct Names {
    known: FxHashMap<&'static str, u32>,
    others: FxHashMap<String, u32>,
}

impl<'a> Mapper<'a> {
    pub(super) fn new(context: &'a Context<'a>) -> Mapper<'a> {
        Mapper {
            context,
            out: Mapped::default(),
            shared: Vec::new(),
            described: FxHashMap::default(),
            labels: FxHashMap::default(),
            told: FxHashSet::default(),
            key: String::new(),
            text: String::new(),
            names: Names::default(),
            row: 0,
            seen: FxHashSet::default(),
        }
    }

    /// Maps a chunk.
    pub(super) fn map(mut self, mut chunk: Chunk) -> Mapped {
        self.out.rows = chunk.read;
        self.out.set_aside = std::mem::take(&mut chunk.set_aside);
        let bound = self.context.bound;
        let mut number = String::new();
        for row in chunk.rows() {
            use std::fmt::Write;
            number.clear();
            let _ = write!(number, "{}", row.number);
            self.row = row.number;
            let view = RowView {
                bound,
                row,
                number: &number,
                each: &[],
                element: None,
            };
            self.row(&view);
        }
        let statements = std::mem::take(&mut self.shared);
        let offset = statements.len();
        // Things stand before the situations that mention them.
        let units = std::mem::replace(&mut self.out.statements, statements);
        self.out.statements.extend(units);
        for unit in &mut self.out.units {
            unit.statements = unit.statements.start + offset..unit.statements.end + offset;
        }
        self.out
    }

    fn row(&mut self, view: &RowView<'_>) {
        let mapping = self.context.bound.mapping;
        let day = mapping.situations.iter().find_map(|situation| {
            let time = situation.time.as_ref()?;
            super::moment::day(view, time)
        });
        for (index, thing) in mapping.things.iter().enumerate() {
            if thing.listed {
                self.things(index, view, "", day);
            }
        }
        for situation in &mapping.situations {
            self.situation(situation, view, day);
        }
    }

    /// Returns the number of a term of the ontology or of another known vocabulary.
    pub(super) fn name(&mut self, name: &'static str) -> u32 {
        if let Some(number) = self.names.known.get(name) {
            return *number;
        }
        let iri = known_iri(name);
        let number = self
            .out
            .terms
            .intern(TermKind::Iri, &iri)
            .unwrap_or_default();
        self.names.known.insert(name, number);
        number
    }

    /// Returns the number of a term of the ontology.
    pub(super) fn term(&mut self, name: &str) -> u32 {
        if let Some(number) = self.names.others.get(name) {
            return *number;
        }
        let number = self
            .out
            .terms
            .intern(TermKind::Iri, &format!("{NS}{name}"))
            .unwrap_or_default();
        self.names.others.insert(name.to_owned(), number);
        number
    }

    /// Notes what cannot be taken; `value` is what stands there.
    pub(super) fn set_aside(
        &mut self,
        column: &str,
        value: &str,
        reason: Reason,
        remedy: impl Into<String>,
    ) {
        self.out.set_aside.push(SetAside {
            row: self.row,
            column: column.to_owned(),
            value: crate::load::table::shortened(value),
            reason,
            remedy: remedy.into(),
        });
    }

    /// Returns the values that a choice gives for a row; `Err` holds the column and the code that is in no list.
    pub(super) fn chosen<'c>(
        &self,
        choice: &'c Choice,
        view: &RowView<'_>,
    ) -> Result<&'c [String], (usize, String)> {
        match choice {
            Choice::Always(values) => Ok(values),
            Choice::Codes {
                column,
                codes,
                otherwise,
            } => {
                let value = view.value(*column);
                let plain = value.map(|value| value.strip_suffix(".0").unwrap_or(value));
                let found = value
                    .and_then(|value| codes.get(value))
                    .or_else(|| codes.get(plain?));
                match (found, otherwise) {
                    (Some(values), _) | (None, Some(values)) => Ok(values),
                    (None, None) => Err((*column, value.unwrap_or_default().to_owned())),
                }
            }
            Choice::Cases(cases) => Ok(cases
                .iter()
                .find(|(condition, _)| view.holds(condition.as_ref()))
                .map_or(&[], |(_, values)| values)),
        }
    }
}

/// Returns the whole IRI of a term by the short form in which the code writes it.
fn known_iri(name: &str) -> String {
    const VOCABULARIES: [(&str, &str); 5] = [
        ("rdf:", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
        ("rdfs:", "http://www.w3.org/2000/01/rdf-schema#"),
        ("skos:", "http://www.w3.org/2004/02/skos/core#"),
        ("dcterms:", "http://purl.org/dc/terms/"),
        ("code:", "https://w3id.org/allegiance/code/"),
    ];
    VOCABULARIES
        .iter()
        .find_map(|(prefix, vocabulary)| {
            Some(format!("{vocabulary}{}", name.strip_prefix(prefix)?))
        })
        .unwrap_or_else(|| format!("{NS}{name}"))
}

/// Returns the IRI of an individual.
pub(super) fn individual(local: &str) -> String {
    format!("{ID}{local}")
}

/// When a row is, as far as states are concerned.
pub(super) type RowDay = Option<Day>;
