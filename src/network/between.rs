//! Who stands between whom: shares of shortest paths (Brandes 2001), and who alone holds two sides together.

use super::graph::Graph;
use std::collections::{BTreeSet, VecDeque};

/// The shortest paths from some actors to others, counted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Between {
    /// For each actor the sum, over all pairs, of the share of the pair's shortest paths that run through it.
    pub through: Vec<f64>,
    /// How many pairs are connected.
    pub pairs: usize,
    /// How many shortest paths there are between all pairs.
    pub paths: f64,
    /// The steps of the shortest and of the longest of them.
    pub steps: Option<(usize, usize)>,
}

/// Counts the shortest paths of at most `most` steps from each of `from` to each of `to`. `pause` is called before each
/// actor of `from`, so that the count can be stopped.
///
/// # Errors
/// Those of `pause`.
pub fn between<E>(
    graph: &Graph,
    (from, to): (&BTreeSet<usize>, &BTreeSet<usize>),
    most: usize,
    mut pause: impl FnMut() -> Result<(), E>,
) -> Result<Between, E> {
    let count = graph.nodes().len();
    let mut found = Between {
        through: vec![0.0; count],
        ..Between::default()
    };
    for source in from {
        pause()?;
        let mut paths = vec![0.0_f64; count];
        let mut steps: Vec<Option<usize>> = vec![None; count];
        let mut order = Vec::new();
        let mut open = VecDeque::from([*source]);
        paths[*source] = 1.0;
        steps[*source] = Some(0);
        while let Some(node) = open.pop_front() {
            order.push(node);
            let next = steps[node].unwrap_or_default() + 1;
            if next > most {
                continue;
            }
            for other in graph.neighbours(node) {
                if steps[*other].is_none() {
                    steps[*other] = Some(next);
                    open.push_back(*other);
                }
                if steps[*other] == Some(next) {
                    paths[*other] += paths[node];
                }
            }
        }
        // Backwards from the farthest: what ends beyond an actor runs through it.
        let mut ends = vec![0.0_f64; count];
        for node in order.into_iter().rev() {
            let away = steps[node].unwrap_or_default();
            let is_end = node != *source && to.contains(&node);
            if is_end {
                found.pairs += 1;
                found.paths += paths[node];
                let (least, longest) = found.steps.unwrap_or((away, away));
                found.steps = Some((least.min(away), longest.max(away)));
            }
            let share = (f64::from(u8::from(is_end)) + ends[node]) / paths[node];
            for before in graph.neighbours(node) {
                if away > 0 && steps[*before] == Some(away - 1) {
                    ends[*before] += paths[*before] * share;
                }
            }
            if node != *source {
                found.through[node] += ends[node];
            }
        }
    }
    Ok(found)
}

/// How two sides hang together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cuts {
    /// Nothing leads from one to the other.
    Apart,
    /// Somebody of one side is tied to, or is, somebody of the other.
    Tied(Vec<(usize, usize)>),
    /// Those whose removal parts all of one side from all of the other, by their distance from the first side.
    By(Vec<Cut>),
}

/// Somebody who alone holds two sides together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    pub node: usize,
    pub steps: usize,
    /// Who the first side no longer reaches.
    pub lost: Vec<usize>,
}

/// Finds those whose removal, one at a time, parts the two sides.
///
/// # Errors
/// Those of `pause`, which is called before each search.
pub fn cuts<E>(
    graph: &Graph,
    (from, to): (&BTreeSet<usize>, &BTreeSet<usize>),
    mut pause: impl FnMut() -> Result<(), E>,
) -> Result<Cuts, E> {
    let tied: Vec<(usize, usize)> = from
        .iter()
        .flat_map(|a| to.iter().map(move |b| (*a, *b)))
        .filter(|(a, b)| a == b || graph.neighbours(*a).binary_search(b).is_ok())
        .collect();
    if !tied.is_empty() {
        return Ok(Cuts::Tied(tied));
    }
    let steps = graph.distances(from, None);
    let nearest = to.iter().filter_map(|b| Some((steps[*b]?, *b))).min();
    let Some((_, end)) = nearest else {
        return Ok(Cuts::Apart);
    };
    // Whoever parts the two stands on every path, and so on this one.
    let mut found = Vec::new();
    let mut node = end;
    while let Some(away) = steps[node].filter(|away| *away > 1) {
        let before = graph
            .neighbours(node)
            .iter()
            .find(|other| steps[**other] == Some(away - 1));
        let Some(before) = before else {
            break;
        };
        node = *before;
        pause()?;
        let left = graph.distances(from, Some(node));
        if to.iter().all(|b| left[*b].is_none()) {
            let lost = (0..left.len())
                .filter(|other| *other != node && steps[*other].is_some() && left[*other].is_none())
                .collect();
            found.push(Cut {
                node,
                steps: away - 1,
                lost,
            });
        }
    }
    found.reverse();
    Ok(Cuts::By(found))
}
