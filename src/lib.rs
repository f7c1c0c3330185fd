//! Allegiance: who fights, backs, leads, joins, succeeds and signs with whom, when, where and according to whom.

pub mod answer;
pub mod diagnostic;
pub mod export;
pub mod lexicon;
pub mod load;
pub mod question;
pub mod render;
pub mod sparql;
pub mod store;
pub mod time;
