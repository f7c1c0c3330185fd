//! Situations as a network: who is linked to whom, by what, and the shortest chains between them.

mod edge;
mod paths;

pub use edge::{Edge, Kind, edges};
pub use paths::{Path, Search, shortest};
