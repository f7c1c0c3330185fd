//! Counting and adding, group by group.

use crate::figures::{Figured, Whose};
use crate::held::Held;
use crate::knowledge::sources;
use crate::sets::{Members, Oracle, Way};
use crate::time::bounds;
use crate::world::{Situation, Thing, World};
use allegiance::question::ast::Measure;
use allegiance::reading::{Ask, Dimension, DimensionKind, Filter, Set, Situations};
use allegiance::time::Day;
use std::collections::{BTreeMap, BTreeSet};

/// The values of the group keys, `None` where a situation has none.
pub type Key = Vec<Option<String>>;

/// Distinct members, and the situations that make them some.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    pub all: usize,
    pub certain: usize,
    pub situations: BTreeSet<usize>,
}

pub type Counts = BTreeMap<Key, Counted>;

/// Best, low and high, and the situations that have figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Total {
    pub best: f64,
    pub low: f64,
    pub high: f64,
    pub situations: BTreeSet<String>,
}

pub type Totals = BTreeMap<Key, Total>;

impl Oracle<'_> {
    pub fn counts(&self, of: &Set, by: &[Dimension], way: Way) -> Counts {
        let mut groups: BTreeMap<Key, (Members, BTreeSet<usize>)> = BTreeMap::new();
        let mut note = |key: Key, iri: String, held: Held, situation: Option<usize>| {
            let (members, situations) = groups.entry(key).or_default();
            members.entry(iri).or_default().or(held);
            situations.extend(situation);
        };
        match of {
            Set::Roles(roles) => {
                for filling in self.fillings(roles, way) {
                    let (n, iri) = (filling.situation, World::iri(filling.filler));
                    for key in self.keys(n, by, None) {
                        note(key, iri.clone(), filling.held.clone(), Some(n));
                    }
                }
            }
            Set::Situations(_) => {
                for (iri, held) in self.members(of, way) {
                    let n = number(&iri);
                    for key in self.keys(n, by, None) {
                        note(key, iri.clone(), held.clone(), Some(n));
                    }
                }
            }
            _ => {
                for (iri, held) in self.members(of, way) {
                    note(Vec::new(), iri, held, None);
                }
            }
        }
        groups
            .into_iter()
            .map(|(key, (members, situations))| {
                let counted = Counted {
                    all: members.len(),
                    certain: members.values().filter(|held| held.is_certain()).count(),
                    situations,
                };
                (key, counted)
            })
            .collect()
    }

    pub fn totals(&self, ask: &Ask, way: Way) -> Totals {
        let Ask::Measure {
            kind,
            field,
            of,
            by,
        } = ask
        else {
            return Totals::new();
        };
        // Who says so says the figures, not the events.
        let mut whose = Whose::usual(&of.filters, way);
        let mut set = Situations {
            class: of.class.clone(),
            filters: Vec::new(),
        };
        for filter in &of.filters {
            match filter {
                Filter::AccordingTo(names) | Filter::ClaimedBy(names) => {
                    whose = Whose::Of(names[0].iri.as_str().to_owned());
                }
                other => set.filters.push(other.clone()),
            }
        }
        let mut groups: BTreeMap<Key, BTreeMap<usize, Vec<Figured>>> = BTreeMap::new();
        for iri in self.members(&Set::Situations(set), way).keys() {
            let n = number(iri);
            let situation = &self.world.situations[n];
            // By source, each source gives its own figures.
            let each = by.iter().position(|by| by.by == DimensionKind::Source);
            let each = each.filter(|_| matches!(whose, Whose::Any | Whose::Strict));
            let tellers: Vec<(Whose, Option<String>)> = match each {
                None => vec![(whose.clone(), None)],
                Some(_) => (0..crate::world::SOURCES.len())
                    .map(|source| {
                        let iri = World::source_iri(source);
                        let whose = match whose {
                            Whose::Strict => Whose::AssertedIn(iri.clone()),
                            _ => Whose::In(iri.clone()),
                        };
                        (whose, Some(iri))
                    })
                    .collect(),
            };
            for (whose, source) in tellers {
                for figure in self.figures(situation, field.iri.as_str(), &whose) {
                    for mut key in self.keys(n, by, Some(figure)) {
                        if let (Some(at), Some(_)) = (each, &source) {
                            key[at].clone_from(&source);
                        }
                        let of_group = groups.entry(key).or_default();
                        let of_event = of_group.entry(n).or_default();
                        if source.is_none() || !of_event.contains(&figure) {
                            of_event.push(figure);
                        }
                    }
                }
            }
        }
        groups
            .into_iter()
            .map(|(key, events)| {
                let total = |one: fn(&Figured) -> i64| {
                    let sums: Vec<i64> = events
                        .values()
                        .map(|figures| figures.iter().map(one).sum())
                        .collect();
                    reduce(*kind, sums)
                };
                let total = Total {
                    best: total(|f| f.best),
                    low: total(|f| f.low),
                    high: total(|f| f.high),
                    situations: events
                        .keys()
                        .map(|n| World::iri(Thing::Situation(*n)))
                        .collect(),
                };
                (key, total)
            })
            .collect()
    }

    /// Returns every combination of key values of a situation.
    fn keys(&self, n: usize, by: &[Dimension], figure: Option<Figured>) -> Vec<Key> {
        let mut keys: Vec<Key> = vec![Vec::new()];
        for dimension in by {
            let mut values: Vec<Option<String>> = self
                .values(n, &dimension.by, figure)
                .into_iter()
                .map(Some)
                .collect();
            if values.is_empty() {
                values.push(None);
            }
            keys = keys
                .iter()
                .flat_map(|key| {
                    values.iter().map(|value| {
                        let mut key = key.clone();
                        key.push(value.clone());
                        key
                    })
                })
                .collect();
        }
        keys
    }

    fn values(&self, n: usize, by: &DimensionKind, figure: Option<Figured>) -> BTreeSet<String> {
        let situation = &self.world.situations[n];
        let place = |n: usize| World::iri(Thing::Place(n));
        match by {
            DimensionKind::Year
            | DimensionKind::Quarter
            | DimensionKind::Month
            | DimensionKind::Day => calendar(situation, by).into_iter().collect(),
            DimensionKind::Place => situation.places.iter().map(|p| place(*p)).collect(),
            DimensionKind::PlaceOf(class) => situation
                .places
                .iter()
                .flat_map(|p| self.world.around(*p))
                .filter(|p| self.world.is_a(Thing::Place(*p), class.as_str()))
                .map(place)
                .collect(),
            DimensionKind::Role(role) => World::fillers(situation, role.as_str())
                .into_iter()
                .map(World::iri)
                .collect(),
            DimensionKind::TypeOf(role) => World::fillers(situation, role.as_str())
                .into_iter()
                .flat_map(|filler| self.world.kinds(filler))
                .collect(),
            DimensionKind::Class => World::most_special(situation).into_iter().collect(),
            DimensionKind::VictimGroup => figure
                .and_then(|figure| figure.of)
                .map(|actor| World::iri(Thing::Actor(actor)))
                .into_iter()
                .collect(),
            DimensionKind::Source => sources(situation),
            DimensionKind::Speaker => situation
                .speaker
                .map(|actor| World::iri(Thing::Actor(actor)))
                .into_iter()
                .collect(),
            DimensionKind::Certainty => BTreeSet::from([crate::knowledge::al(
                situation.certainty.unwrap_or("Asserted"),
            )]),
        }
    }
}

/// Returns the unit of the calendar in which something begins, if it is known that far.
fn calendar(situation: &Situation, by: &DimensionKind) -> Option<String> {
    let bounds = bounds(situation);
    let write = |day: i32| {
        let date = Day::from_number(i64::from(day)).date();
        let (year, month) = (date.year(), date.month());
        match by {
            DimensionKind::Year => year.to_string(),
            DimensionKind::Quarter => format!("{year:04}-Q{}", (month - 1) / 3 + 1),
            DimensionKind::Month => format!("{year:04}-{month:02}"),
            _ => format!("{year:04}-{month:02}-{:02}", date.day()),
        }
    };
    let (first, last) = (write(bounds.earliest_start?), write(bounds.latest_start?));
    (first == last).then_some(first)
}

pub fn number(iri: &str) -> usize {
    let digits = iri.rsplit("situation").next().unwrap_or_default();
    digits.parse().expect("a situation")
}

#[expect(clippy::cast_precision_loss)]
fn reduce(kind: Measure, mut sums: Vec<i64>) -> f64 {
    sums.sort_unstable();
    let all = sums.iter().sum::<i64>() as f64;
    let middle = sums.len() / 2;
    match kind {
        Measure::Sum | Measure::Low | Measure::Best | Measure::High | Measure::Share => all,
        Measure::Average => (all / sums.len() as f64 * 100.0).round() / 100.0,
        Measure::Median if sums.len() % 2 == 1 => sums[middle] as f64,
        Measure::Median => (sums[middle - 1] + sums[middle]) as f64 / 2.0,
        Measure::Min => sums[0] as f64,
        Measure::Max => sums[sums.len() - 1] as f64,
    }
}
