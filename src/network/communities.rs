//! Communities: groups with more ties inside than chance would give, by the Leiden algorithm and Newman's modularity.

use super::graph::Graph;
use leiden_rs::{GraphDataBuilder, Leiden, LeidenConfig};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// How many times the algorithm begins anew: it depends on the order in which it visits actors, and the best outcome
/// counts. The orders are always the same, and so is the outcome.
const TRIES: u64 = 16;

/// Returns the community of each actor: the largest is 0; of equally large ones that whose first actor comes first.
#[must_use]
pub fn communities(graph: &Graph) -> Vec<usize> {
    let mut best: Option<(f64, Vec<usize>)> = None;
    for seed in 0..TRIES {
        let Some(found) = once(graph, seed) else {
            continue;
        };
        let found = by_size(&found);
        let score = modularity(graph, &found);
        // Rounding must not decide between two outcomes that are equally good.
        let better = best.as_ref().is_none_or(|(known, _)| score > known + 1e-9);
        if better {
            best = Some((score, found));
        }
    }
    best.map_or_else(|| vec![0; graph.nodes().len()], |(_, found)| found)
}

fn once(graph: &Graph, seed: u64) -> Option<Vec<usize>> {
    let mut builder = GraphDataBuilder::new(graph.nodes().len());
    for node in 0..graph.nodes().len() {
        for other in graph.neighbours(node).iter().filter(|other| **other > node) {
            builder.add_edge(node, *other, 1.0).ok()?;
        }
    }
    let config = LeidenConfig::builder().seed(seed).build();
    let found = Leiden::new(config).run(&builder.build().ok()?).ok()?;
    Some(found.partition.as_slice().to_vec())
}

/// Numbers communities by size, then by their first actor.
fn by_size(found: &[usize]) -> Vec<usize> {
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (node, community) in found.iter().enumerate() {
        members.entry(*community).or_default().push(node);
    }
    let mut all: Vec<Vec<usize>> = members.into_values().collect();
    all.sort_by_key(|nodes| (Reverse(nodes.len()), nodes.first().copied()));
    let mut numbered = vec![0; found.len()];
    for (number, nodes) in all.iter().enumerate() {
        for node in nodes {
            numbered[*node] = number;
        }
    }
    numbered
}

/// Returns Newman's modularity of a division: the share of ties inside communities, less what chance would give.
#[must_use]
#[allow(clippy::cast_precision_loss)]
pub fn modularity(graph: &Graph, communities: &[usize]) -> f64 {
    let ties = graph.ties() as f64;
    if graph.ties() == 0 {
        return 0.0;
    }
    // Each tie inside is seen from both its ends.
    let mut inside: BTreeMap<usize, usize> = BTreeMap::new();
    let mut degrees: BTreeMap<usize, usize> = BTreeMap::new();
    for (node, community) in communities.iter().enumerate() {
        let neighbours = graph.neighbours(node);
        *degrees.entry(*community).or_default() += neighbours.len();
        *inside.entry(*community).or_default() += neighbours
            .iter()
            .filter(|other| communities.get(**other) == Some(community))
            .count();
    }
    degrees
        .iter()
        .map(|(community, degree)| {
            let within = inside.get(community).copied().unwrap_or_default() as f64;
            let expected = *degree as f64 / (2.0 * ties);
            within / (2.0 * ties) - expected * expected
        })
        .sum()
}

/// Returns for each later community the earlier one that it goes on, the two with most members in common first; each
/// earlier one goes on at most once.
#[must_use]
pub fn matched(
    before: &BTreeMap<&str, usize>,
    after: &BTreeMap<&str, usize>,
) -> BTreeMap<usize, usize> {
    let mut common: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for (node, new) in after {
        if let Some(old) = before.get(node) {
            *common.entry((*old, *new)).or_default() += 1;
        }
    }
    let mut all: Vec<((usize, usize), usize)> = common.into_iter().collect();
    all.sort_by_key(|(pair, count)| (Reverse(*count), *pair));
    let (mut gone, mut found) = (BTreeSet::new(), BTreeMap::new());
    for ((old, new), _) in all {
        if !gone.contains(&old) && !found.contains_key(&new) {
            gone.insert(old);
            found.insert(new, old);
        }
    }
    found
}
