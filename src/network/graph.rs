//! A simple graph: who is tied to whom, without direction and however often.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Actors and their ties. Equal ties give equal graphs: actors stand in the order of their names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Graph {
    nodes: Vec<String>,
    neighbours: Vec<Vec<usize>>,
}

impl Graph {
    /// Makes a graph of pairs; a pair of the same actor ties nothing.
    pub fn of<'p>(pairs: impl IntoIterator<Item = (&'p str, &'p str)>) -> Graph {
        let mut around: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (a, b) in pairs {
            if a != b {
                around.entry(a).or_default().insert(b);
                around.entry(b).or_default().insert(a);
            }
        }
        let index: BTreeMap<&str, usize> = around.keys().copied().zip(0..).collect();
        Graph {
            nodes: around.keys().map(|node| (*node).to_owned()).collect(),
            neighbours: around
                .values()
                .map(|others| others.iter().map(|other| index[other]).collect())
                .collect(),
        }
    }

    /// Returns the actors, by their place.
    #[must_use]
    pub fn nodes(&self) -> &[String] {
        &self.nodes
    }

    /// Returns the place of an actor.
    #[must_use]
    pub fn index(&self, node: &str) -> Option<usize> {
        self.nodes
            .binary_search_by(|known| known.as_str().cmp(node))
            .ok()
    }

    /// Returns the places of those that an actor is tied to, in order.
    #[must_use]
    pub fn neighbours(&self, node: usize) -> &[usize] {
        self.neighbours.get(node).map_or(&[], Vec::as_slice)
    }

    /// Returns how many pairs are tied.
    #[must_use]
    pub fn ties(&self) -> usize {
        self.neighbours.iter().map(Vec::len).sum::<usize>() / 2
    }

    /// Returns how many steps each actor is away from the nearest of some, without going through `removed`.
    #[must_use]
    pub fn distances(&self, from: &BTreeSet<usize>, removed: Option<usize>) -> Vec<Option<usize>> {
        let mut found = vec![None; self.nodes.len()];
        let mut open = VecDeque::new();
        for start in from.iter().filter(|start| Some(**start) != removed) {
            found[*start] = Some(0);
            open.push_back((*start, 0));
        }
        while let Some((node, steps)) = open.pop_front() {
            for next in self.neighbours(node) {
                if found[*next].is_none() && Some(*next) != removed {
                    found[*next] = Some(steps + 1);
                    open.push_back((*next, steps + 1));
                }
            }
        }
        found
    }
}
