//! Measures of networks against published values, and against plain definitions on small random graphs.

mod karate;
#[path = "../support/tape.rs"]
#[allow(dead_code)]
mod tape;

use allegiance::network::{Cuts, Graph, between, communities, cuts, matched, modularity};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use tape::{Tape, cases, tape};

/// Names sort as numbers do.
fn name(n: usize) -> String {
    format!("{n:02}")
}

fn graph(pairs: &[(usize, usize)]) -> Graph {
    let named: Vec<(String, String)> = pairs.iter().map(|(a, b)| (name(*a), name(*b))).collect();
    Graph::of(named.iter().map(|(a, b)| (a.as_str(), b.as_str())))
}

fn club() -> Graph {
    graph(&karate::FRIENDS)
}

fn place(graph: &Graph, n: usize) -> usize {
    graph.index(&name(n)).expect("a member")
}

fn unstopped() -> Result<(), Infallible> {
    Ok(())
}

fn through(graph: &Graph, from: &BTreeSet<usize>, to: &BTreeSet<usize>) -> Vec<f64> {
    let Ok(found) = between(graph, (from, to), usize::MAX, unstopped);
    found.through
}

fn parted(graph: &Graph, from: &BTreeSet<usize>, to: &BTreeSet<usize>) -> Cuts {
    let Ok(found) = cuts(graph, (from, to), unstopped);
    found
}

#[test]
fn the_club_has_the_published_degrees() {
    let club = club();
    assert_eq!((club.nodes().len(), club.ties()), (34, 78));
    let degrees = [(34, 17), (1, 16), (33, 12), (3, 10), (2, 9), (12, 1)];
    for (member, degree) in degrees {
        assert_eq!(
            club.neighbours(place(&club, member)).len(),
            degree,
            "{member}"
        );
    }
}

/// Normalised betweenness as Freeman's definition gives it and other libraries print it, to four digits.
#[test]
fn the_club_has_the_published_betweenness() {
    let club = club();
    let all: BTreeSet<usize> = (0..34).collect();
    let found = through(&club, &all, &all);
    let published = [
        (1, 0.4376),
        (34, 0.3041),
        (33, 0.1452),
        (3, 0.1437),
        (32, 0.1383),
        (9, 0.0559),
        (2, 0.0539),
        (14, 0.0459),
        (20, 0.0325),
        (8, 0.0),
        (12, 0.0),
    ];
    for (member, expected) in published {
        let normalised = found[place(&club, member)] / (33.0 * 32.0);
        assert!(
            (normalised - expected).abs() < 0.000_06,
            "{member}: {normalised}"
        );
    }
}

/// Only the instructor is a cut vertex of the club: member 12 knows nobody else, and 5, 6, 7, 11 and 17 nobody beyond.
#[test]
fn the_instructor_alone_parts_the_club() {
    let club = club();
    let one = |member: usize| BTreeSet::from([place(&club, member)]);
    let Cuts::By(found) = parted(&club, &one(17), &one(34)) else {
        panic!("tied or apart");
    };
    let cut: Vec<usize> = found.iter().map(|cut| cut.node).collect();
    assert_eq!(cut, [place(&club, 1)]);
    assert_eq!((found[0].steps, found[0].lost.len()), (2, 28));
    assert_eq!(parted(&club, &one(9), &one(24)), Cuts::By(Vec::new()));
    assert!(matches!(parted(&club, &one(1), &one(12)), Cuts::Tied(_)));
}

/// The best division of the club has four communities and a modularity of 0.4198 (Brandes et al. 2008).
#[test]
fn the_club_divides_as_is_published() {
    let club = club();
    let found = communities(&club);
    assert!((modularity(&club, &found) - 0.419_789_6).abs() < 0.000_001);
    let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
    for community in &found {
        *sizes.entry(*community).or_default() += 1;
    }
    assert_eq!(sizes.values().copied().collect::<Vec<_>>(), [12, 11, 6, 5]);
    assert_eq!(found, communities(&club));
    // The two factions into which the club split.
    let president = [
        9, 10, 15, 16, 19, 21, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34,
    ];
    let factions: Vec<usize> = (1..=34)
        .map(|n| usize::from(president.contains(&n)))
        .collect();
    assert!((modularity(&club, &factions) - 0.3715).abs() < 0.0001);
}

#[test]
fn a_community_goes_on_in_the_one_that_shares_most_of_its_members() {
    let before = BTreeMap::from([("a", 0), ("b", 0), ("c", 0), ("d", 1), ("e", 1)]);
    let after = BTreeMap::from([("a", 1), ("b", 1), ("c", 0), ("d", 0), ("e", 0), ("f", 2)]);
    assert_eq!(matched(&before, &after), BTreeMap::from([(1, 0), (0, 1)]));
}

fn random(choices: &[u16]) -> Graph {
    let mut t = Tape::new(choices);
    let nodes = t.between(2, 7);
    let ties = t.below(14);
    let pairs: Vec<(usize, usize)> = (0..ties)
        .map(|_| (t.below(nodes), t.below(nodes)))
        .collect();
    graph(&pairs)
}

/// Every path between two that is as short as any, found by trying all of them.
fn shortest(graph: &Graph, from: usize, to: usize) -> Vec<Vec<usize>> {
    let mut open = vec![vec![from]];
    let mut all: Vec<Vec<usize>> = Vec::new();
    while let Some(path) = open.pop() {
        let last = *path.last().expect("a path");
        if last == to {
            all.push(path);
            continue;
        }
        for next in graph.neighbours(last) {
            if !path.contains(next) {
                open.push(path.iter().copied().chain([*next]).collect());
            }
        }
    }
    let least = all.iter().map(Vec::len).min().unwrap_or(0);
    all.retain(|path| path.len() == least);
    all
}

fn some(t: &mut Tape<'_>, graph: &Graph) -> BTreeSet<usize> {
    (0..t.between(1, 3))
        .map(|_| t.below(graph.nodes().len()))
        .collect()
}

#[allow(clippy::cast_precision_loss)]
fn real(n: usize) -> f64 {
    n as f64
}

/// Every division of so many actors into groups.
fn divisions(count: usize) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new()];
    for _ in 0..count {
        all = all
            .into_iter()
            .flat_map(|known: Vec<usize>| {
                let next = known.iter().max().map_or(0, |last| last + 1);
                (0..=next).map(move |group| known.iter().copied().chain([group]).collect())
            })
            .collect();
    }
    all
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn shares_of_paths_are_what_counting_gives(choices in tape(40), sides in tape(8)) {
        let graph = random(&choices);
        prop_assume!(!graph.nodes().is_empty());
        let mut t = Tape::new(&sides);
        let (from, to) = (some(&mut t, &graph), some(&mut t, &graph));
        let mut expected = vec![0.0; graph.nodes().len()];
        let (mut pairs, mut paths) = (0, 0);
        for a in &from {
            for b in to.iter().filter(|b| *b != a) {
                let all = shortest(&graph, *a, *b);
                pairs += usize::from(!all.is_empty());
                paths += all.len();
                for node in all.iter().flat_map(|path| &path[1..path.len() - 1]) {
                    expected[*node] += 1.0 / real(all.len());
                }
            }
        }
        let Ok(found) = between(&graph, (&from, &to), usize::MAX, unstopped);
        prop_assert_eq!(found.pairs, pairs);
        prop_assert!((found.paths - real(paths)).abs() < 1e-9);
        for (one, other) in found.through.iter().zip(&expected) {
            prop_assert!((one - other).abs() < 1e-9, "{:?} {:?}", found.through, expected);
        }
    }

    #[test]
    fn whoever_parts_two_sides_is_found(choices in tape(40), sides in tape(8)) {
        let graph = random(&choices);
        prop_assume!(!graph.nodes().is_empty());
        let mut t = Tape::new(&sides);
        let (from, to) = (some(&mut t, &graph), some(&mut t, &graph));
        let apart = |removed: Option<usize>| {
            let steps = graph.distances(&from, removed);
            to.iter().all(|b| steps[*b].is_none())
        };
        let near = from.iter().any(|a| to.contains(a) || to.iter().any(|b| graph.neighbours(*a).contains(b)));
        match parted(&graph, &from, &to) {
            Cuts::Tied(_) => prop_assert!(near),
            Cuts::Apart => prop_assert!(!near && apart(None)),
            Cuts::By(found) => {
                prop_assert!(!near && !apart(None));
                let found: BTreeSet<usize> = found.iter().map(|cut| cut.node).collect();
                let expected: BTreeSet<usize> = (0..graph.nodes().len())
                    .filter(|node| !from.contains(node) && !to.contains(node) && apart(Some(*node)))
                    .collect();
                prop_assert_eq!(found, expected);
            }
        }
    }

    #[test]
    fn small_networks_are_divided_as_well_as_can_be(choices in tape(40)) {
        let graph = random(&choices);
        let best = divisions(graph.nodes().len())
            .iter()
            .map(|division| modularity(&graph, division))
            .fold(f64::MIN, f64::max);
        let found = modularity(&graph, &communities(&graph));
        prop_assert!((found - best).abs() < 1e-9, "{found} {best} {graph:?}");
    }

    #[test]
    fn modularity_is_ties_less_chance(choices in tape(40), groups in tape(8)) {
        let graph = random(&choices);
        prop_assume!(graph.ties() > 0);
        let mut t = Tape::new(&groups);
        let division: Vec<usize> = graph.nodes().iter().map(|_| t.below(3)).collect();
        let twice = 2.0 * real(graph.ties());
        let mut expected = 0.0;
        for a in 0..division.len() {
            for b in 0..division.len() {
                if division[a] == division[b] {
                    let tie = f64::from(u8::from(graph.neighbours(a).contains(&b)));
                    let (here, there) = (graph.neighbours(a).len(), graph.neighbours(b).len());
                    expected += (tie - real(here) * real(there) / twice) / twice;
                }
            }
        }
        prop_assert!((modularity(&graph, &division) - expected).abs() < 1e-9);
    }
}
