//! Words and names: the vocabulary of the ontology, the names of the store, near misses and completion.
//!
//! The lexicon knows no store. It is built from the triples of `ontology/` and from a list of [`Name`]s, and answers
//! every lookup on the folded form of a word ([`fold()`]).

mod class;
mod complete;
mod cursor;
mod entry;
mod example;
mod expected;
#[cfg(test)]
mod fixture;
mod fold;
mod graph;
mod hierarchy;
mod id;
mod key_table;
mod labels;
mod language;
mod name;
mod names;
mod near;
mod near_names;
mod noun;
mod ns;
mod offer;
mod ontology;
mod reader;
mod role;
mod spelling;
mod suggest;
mod tables;
mod term;
mod verb;
mod word_map;
mod words;

pub use class::{Class, ClassKind, Extent};
pub use complete::{Completer, Completion, CompletionKind};
pub use entry::{Entry, Sort, Word};
pub use example::{NOBODY, NameAt};
pub use fold::fold;
pub use id::{ClassId, NameId, RoleId, RoleNounId, TermId, VerbId};
pub use labels::{Labels, Nominal};
pub use language::Language;
pub use name::{Matches, Name};
pub use names::NameIndex;
pub use near_names::NearName;
pub use noun::{NounReads, RoleNoun};
pub use ontology::{Ontology, OntologyError};
pub use role::Role;
pub use suggest::{Meaning, NearWord, Wanted, WordKind};
pub use term::{Calendar, Term, TermKind};
pub use verb::{Form, Object, Reads, Verb, VerbForms};
pub use word_map::WordMap;
pub use words::{ClassNoun, Number, RoleNounMatch, VerbMatch, Words};
