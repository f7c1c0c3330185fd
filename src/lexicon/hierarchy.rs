//! The closure of a subclass or subproperty hierarchy.

use std::collections::BTreeSet;

/// All ancestors of a node, itself included, and its longest distance from a root.
#[derive(Clone, Debug, Default)]
pub(super) struct Place {
    pub ancestors: BTreeSet<usize>,
    pub depth: usize,
}

/// Closes a hierarchy given as the parents of each node; a cycle gives one of its nodes.
///
/// Works from the roots down without recursion, so that a deep hierarchy cannot exhaust the stack.
pub(super) fn close(parents: &[Vec<usize>]) -> Result<Vec<Place>, usize> {
    let mut children = vec![Vec::new(); parents.len()];
    let mut waiting: Vec<usize> = parents.iter().map(Vec::len).collect();
    for (node, above) in parents.iter().enumerate() {
        for parent in above {
            children[*parent].push(node);
        }
    }
    let mut ready: Vec<usize> = (0..parents.len()).filter(|n| waiting[*n] == 0).collect();
    let mut places = vec![Place::default(); parents.len()];
    while let Some(node) = ready.pop() {
        let mut place = Place::default();
        for parent in &parents[node] {
            place.depth = place.depth.max(places[*parent].depth + 1);
            place.ancestors.extend(&places[*parent].ancestors);
        }
        place.ancestors.insert(node);
        places[node] = place;
        for child in &children[node] {
            waiting[*child] -= 1;
            if waiting[*child] == 0 {
                ready.push(*child);
            }
        }
    }
    match waiting.iter().position(|left| *left > 0) {
        Some(node) => Err(node),
        None => Ok(places),
    }
}

#[cfg(test)]
mod tests {
    use super::close;

    #[test]
    fn a_diamond_keeps_its_longest_depth() {
        let places = close(&[vec![], vec![0], vec![0, 1], vec![2]]).expect("no cycle");
        assert_eq!(places[3].depth, 3);
        assert_eq!(
            places[3].ancestors.iter().copied().collect::<Vec<_>>(),
            [0, 1, 2, 3]
        );
    }

    #[test]
    fn a_cycle_is_found() {
        assert_eq!(close(&[vec![], vec![2], vec![1]]).err(), Some(1));
        assert_eq!(close(&[vec![0]]).err(), Some(0));
    }
}
