//! Situations as a network: who is linked to whom, by what, the shortest chains between them, and measures of the whole.

mod between;
mod communities;
mod edge;
mod graph;
mod paths;

pub use between::{Between, Cut, Cuts, between, cuts};
pub use communities::{communities, matched, modularity};
pub use edge::{Edge, Kind, edges};
pub use graph::Graph;
pub use paths::{Path, Search, shortest};
