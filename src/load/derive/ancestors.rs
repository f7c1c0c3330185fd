//! Reflexive, transitive closures that end even where the data go round in a circle.

use crate::load::TermId;
use rustc_hash::{FxHashMap, FxHashSet};

/// The nodes that can be reached from a node by following pairs upwards.
#[derive(Debug)]
pub(super) struct Ancestors {
    above: FxHashMap<TermId, Vec<TermId>>,
}

impl Ancestors {
    /// Builds the closure of (below, above) pairs.
    pub(super) fn new(pairs: &[(TermId, TermId)]) -> Ancestors {
        let mut direct: FxHashMap<TermId, Vec<TermId>> = FxHashMap::default();
        for (below, above) in pairs {
            direct.entry(*below).or_default().push(*above);
        }
        let above = direct
            .keys()
            .map(|node| (*node, reach(*node, &direct)))
            .collect();
        Ancestors { above }
    }

    /// Returns the nodes strictly above, each once; in a circle the node itself is not among them.
    pub(super) fn above(&self, node: TermId) -> &[TermId] {
        self.above.get(&node).map_or(&[], Vec::as_slice)
    }

    /// Returns the node and all above it.
    pub(super) fn with_self(&self, node: TermId) -> impl Iterator<Item = TermId> + '_ {
        std::iter::once(node).chain(self.above(node).iter().copied())
    }
}

fn reach(node: TermId, direct: &FxHashMap<TermId, Vec<TermId>>) -> Vec<TermId> {
    let mut seen = FxHashSet::from_iter([node]);
    let mut found = Vec::new();
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        for above in direct.get(&node).into_iter().flatten() {
            if seen.insert(*above) {
                found.push(*above);
                open.push(*above);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closures_follow_every_way_and_end_in_circles() {
        let ancestors = Ancestors::new(&[(1, 2), (2, 3), (1, 4), (4, 3), (5, 6), (6, 5)]);
        let sorted = |node| {
            let mut all: Vec<TermId> = ancestors.with_self(node).collect();
            all.sort_unstable();
            all
        };
        assert_eq!(sorted(1), [1, 2, 3, 4]);
        assert_eq!(sorted(3), [3]);
        assert_eq!(sorted(5), [5, 6]);
        assert_eq!(sorted(6), [5, 6]);
        assert_eq!(sorted(9), [9]);
    }
}
