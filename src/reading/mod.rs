//! Question to reading: every word an IRI, every name an entity, every date a range.
//!
//! A [`Reading`] is nested sets, as a person speaks. It is made in two steps: [`scope`] gathers lists from the flat chain
//! that was typed, with the words deciding what continues a list and what begins a set; the other files resolve nouns,
//! verbs, names and clauses. [`echo()`] writes a reading back as one line that reads the same. The parser's tree knows no
//! names and the reading knows no engine.

mod asks;
mod back;
mod bindings;
mod bound;
mod clause;
pub mod echo;
mod error;
mod length;
mod names;
mod pairs;
mod pin;
mod pipe;
mod points;
mod relative;
mod resolve;
mod resolver;
mod scope;
mod set;
mod survey;
mod told;
mod tree;
mod verb;

pub use bindings::{Bindings, Last};
pub use bound::{entity, is_asked};
pub use echo::{clause_text, echo};
pub use error::{NameCandidate, ResolveError, replace};
pub use pin::{grounded, has_queries, pinned};
pub use pipe::{Condition, Pipe, Test, Value, column_text, condition_text, pipe_text};
pub use resolve::resolve;
pub use tree::{
    About, Anchor, Ask, Back, BackWord, Compare, Dimension, DimensionKind, Entity, Field, Filler,
    Filter, Given, Having, Length, Noun, Order, Pairs, Paths, Reading, Relative, RolePhrase, Roles,
    Rows, Set, Sides, Situations, Standing, Survey, Time, TimeOrder, TimeRelation, View, YesNo,
};
