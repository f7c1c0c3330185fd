//! All shortest paths, found breadth first, one step's edges at a time, so that only the neighbourhood is ever asked for.

use super::edge::{Edge, Kind};
use std::collections::{BTreeMap, BTreeSet};

/// A chain of steps; each step holds every edge that links its ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// The nodes, one more than steps.
    pub nodes: Vec<String>,
    pub steps: Vec<Vec<Edge>>,
}

/// What is searched for.
pub struct Search<'a> {
    pub from: &'a BTreeSet<String>,
    pub to: &'a BTreeSet<String>,
    /// The longest chain that is looked for.
    pub most: usize,
    /// Whether edges are followed in the direction of their verbs alone.
    pub directed: bool,
}

/// How many paths are kept: ties can be many, and a page holds few.
const KEPT: usize = 1_000;

/// Finds all shortest paths. `around` returns the edges at any of the given nodes; it is asked once a step.
///
/// # Errors
/// Those of `around`.
pub fn shortest<E>(
    search: &Search<'_>,
    mut around: impl FnMut(&BTreeSet<String>) -> Result<Vec<Edge>, E>,
) -> Result<Vec<Path>, E> {
    let mut depth: BTreeMap<String, usize> = search.from.iter().map(|n| (n.clone(), 0)).collect();
    let mut into: BTreeMap<String, BTreeMap<String, Vec<Edge>>> = BTreeMap::new();
    let mut frontier = search.from.clone();
    for step in 1..=search.most {
        if frontier.is_empty() {
            break;
        }
        let mut next = BTreeSet::new();
        for edge in around(&frontier)? {
            for (from, to) in ends(&edge, search.directed) {
                if !frontier.contains(from) || depth.get(to).is_some_and(|d| *d < step) {
                    continue;
                }
                depth.insert(to.to_owned(), step);
                next.insert(to.to_owned());
                let edges = into
                    .entry(to.to_owned())
                    .or_default()
                    .entry(from.to_owned())
                    .or_default();
                if !edges.contains(&edge) {
                    edges.push(edge.clone());
                }
            }
        }
        let reached: Vec<&String> = search.to.iter().filter(|to| next.contains(*to)).collect();
        if !reached.is_empty() {
            let mut paths = Vec::new();
            for end in reached {
                trace(&into, search.from, vec![end.clone()], &mut paths);
            }
            paths.sort_by(|a, b| a.nodes.cmp(&b.nodes));
            return Ok(paths);
        }
        frontier = next;
    }
    Ok(Vec::new())
}

fn ends(edge: &Edge, directed: bool) -> Vec<(&str, &str)> {
    let mut ends = vec![(edge.from.as_str(), edge.to.as_str())];
    // A part stands for its whole and the whole for its part.
    if !directed || edge.kind == Kind::Part {
        ends.push((edge.to.as_str(), edge.from.as_str()));
    }
    ends
}

/// Walks back from the last node of a reversed chain to any beginning.
fn trace(
    into: &BTreeMap<String, BTreeMap<String, Vec<Edge>>>,
    from: &BTreeSet<String>,
    reversed: Vec<String>,
    paths: &mut Vec<Path>,
) {
    let mut open = vec![reversed];
    while let Some(chain) = open.pop() {
        if paths.len() >= KEPT {
            return;
        }
        let Some(last) = chain.last() else {
            continue;
        };
        if from.contains(last) {
            let nodes: Vec<String> = chain.iter().rev().cloned().collect();
            let steps = nodes
                .windows(2)
                .map(|pair| {
                    let mut edges = into
                        .get(&pair[1])
                        .and_then(|before| before.get(&pair[0]))
                        .cloned()
                        .unwrap_or_default();
                    edges.sort();
                    edges
                })
                .collect();
            paths.push(Path { nodes, steps });
            continue;
        }
        for before in into.get(last).into_iter().flat_map(BTreeMap::keys).rev() {
            let mut longer = chain.clone();
            longer.push(before.clone());
            open.push(longer);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::Kind;
    use std::convert::Infallible;

    fn edge(from: &str, to: &str, name: &str) -> Edge {
        Edge {
            from: from.to_owned(),
            to: to.to_owned(),
            kind: Kind::Situation(name.to_owned()),
            relation: "met".to_owned(),
            passive: None,
        }
    }

    fn find(edges: &[Edge], from: &str, to: &str, most: usize, directed: bool) -> Vec<String> {
        let (from, to) = (
            BTreeSet::from([from.to_owned()]),
            BTreeSet::from([to.to_owned()]),
        );
        let search = Search {
            from: &from,
            to: &to,
            most,
            directed,
        };
        let paths: Result<_, Infallible> = shortest(&search, |nodes| {
            Ok(edges
                .iter()
                .filter(|e| nodes.contains(&e.from) || nodes.contains(&e.to))
                .cloned()
                .collect())
        });
        paths
            .unwrap_or_default()
            .iter()
            .map(|path| path.nodes.join(">"))
            .collect()
    }

    #[test]
    fn every_shortest_path_is_found_in_order() {
        let edges = [
            edge("a", "c", "1"),
            edge("a", "b", "2"),
            edge("b", "d", "3"),
            edge("c", "d", "4"),
            edge("d", "e", "5"),
            edge("a", "x", "6"),
            edge("x", "y", "7"),
            edge("y", "e", "8"),
        ];
        assert_eq!(
            find(&edges, "a", "e", 6, false),
            ["a>b>d>e", "a>c>d>e", "a>x>y>e"]
        );
        assert_eq!(find(&edges, "a", "e", 2, false), [""; 0]);
        assert_eq!(find(&edges, "e", "a", 6, true), [""; 0]);
        assert_eq!(find(&edges, "e", "a", 6, false).len(), 3);
    }

    #[test]
    fn a_step_holds_every_edge_between_its_ends() {
        let edges = [edge("a", "b", "1"), edge("b", "a", "2")];
        let (from, to) = (
            BTreeSet::from(["a".to_owned()]),
            BTreeSet::from(["b".to_owned()]),
        );
        let search = Search {
            from: &from,
            to: &to,
            most: 3,
            directed: false,
        };
        let paths: Result<Vec<Path>, Infallible> = shortest(&search, |_| Ok(edges.to_vec()));
        assert_eq!(
            paths.unwrap_or_default(),
            [Path {
                nodes: vec!["a".to_owned(), "b".to_owned()],
                steps: vec![edges.to_vec()],
            }]
        );
    }
}
