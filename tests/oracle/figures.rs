//! One event, one figure of each group of victims.

use crate::knowledge::{al, source};
use crate::sets::Oracle;
use crate::world::{Figure, Situation, Thing};
use std::collections::BTreeMap;

/// Whose figures count.
pub enum Whose {
    Any,
    /// Asserted ones.
    Strict,
    /// Those of a speaker or source.
    Of(String),
}

/// The figure that counts for a group of victims.
#[derive(Clone, Copy, Debug)]
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
                        || source(situation) == *name
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
                let lows = figures.iter().map(|f| f.low.unwrap_or(f.best).min(f.best));
                let highs = figures.iter().map(|f| f.high.unwrap_or(f.best).max(f.best));
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
