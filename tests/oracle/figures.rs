//! One event, one figure of each group of victims.

use crate::knowledge::al;
use crate::sets::{Oracle, Way};
use crate::world::{Figure, Situation, Thing, World};
use allegiance::reading::Filter;
use std::collections::BTreeMap;

/// Whose figures count.
#[derive(Clone, Debug)]
pub enum Whose {
    Any,
    /// Asserted ones.
    Strict,
    /// Those of a speaker or source.
    Of(String),
    /// Those that a source gives.
    In(String),
    /// Those that a source asserts.
    AssertedIn(String),
}

impl Whose {
    /// Those that count where no speaker is asked for.
    pub fn usual(filters: &[Filter], way: Way) -> Whose {
        let source = filters.iter().find_map(|filter| match filter {
            Filter::Using(names) if names.len() == 1 => Some(names[0].iri.as_str().to_owned()),
            _ => None,
        });
        match (source, way.strictly) {
            (Some(source), true) => Whose::AssertedIn(source),
            (Some(source), false) => Whose::Of(source),
            (None, true) => Whose::Strict,
            (None, false) => Whose::Any,
        }
    }
}

/// The figure that counts for a group of victims.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figured {
    pub of: Option<usize>,
    pub low: i64,
    pub best: i64,
    pub high: i64,
}

impl Oracle<'_> {
    /// Returns the figures of a situation that count, one of each group of victims.
    pub fn figures(&self, situation: &Situation, field: &str, whose: &Whose) -> Vec<Figured> {
        let mut groups: BTreeMap<Option<usize>, Vec<&Figure>> = BTreeMap::new();
        for figure in &situation.figures {
            let certainty = figure
                .certainty
                .or(situation.certainty)
                .unwrap_or("Asserted");
            let counts = match whose {
                _ if certainty == "Denied" => false,
                Whose::Any => true,
                Whose::Strict => certainty == "Asserted",
                Whose::Of(name) => {
                    let speaker = figure.speaker.or(situation.speaker);
                    speaker.is_some_and(|actor| self.world.counts_for(Thing::Actor(actor), name))
                        || World::source_iri(figure.source) == *name
                }
                Whose::In(name) => World::source_iri(figure.source) == *name,
                Whose::AssertedIn(name) => {
                    certainty == "Asserted" && World::source_iri(figure.source) == *name
                }
            };
            if counts && al(figure.measure) == field {
                groups.entry(figure.of).or_default().push(figure);
            }
        }
        groups
            .into_iter()
            .map(|(of, figures)| {
                let mut bests: Vec<i64> = figures.iter().map(|f| f.best).collect();
                bests.sort_unstable();
                let lows = figures.iter().map(|f| range(f).0);
                let highs = figures.iter().map(|f| range(f).1);
                Figured {
                    of,
                    low: lows.min().unwrap_or_default(),
                    best: median(&bests),
                    high: highs.max().unwrap_or_default(),
                }
            })
            .collect()
    }
}

fn median(sorted: &[i64]) -> i64 {
    let middle = sorted.len() / 2;
    if sorted.len() % 2 == 1 {
        sorted[middle]
    } else {
        (sorted[middle - 1] + sorted[middle]) / 2
    }
}

/// Returns the lowest and the highest number of a figure.
pub fn range(figure: &Figure) -> (i64, i64) {
    let Figure {
        low, best, high, ..
    } = figure;
    (
        low.unwrap_or(*best).min(*best),
        high.unwrap_or(*best).max(*best),
    )
}
