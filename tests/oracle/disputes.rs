//! Disputes, by the rules that `src/load/derive/disputes.rs` states.

use crate::figures::range;
use crate::knowledge::{al, subclass, subrole};
use crate::sets::Oracle;
use crate::time::bounds;
use crate::world::{Figure, SOURCES, Situation, Thing, World};
use std::collections::BTreeSet;

impl Oracle<'_> {
    /// Says whether those who speak of a situation do not say the same.
    pub fn disputed(&self, n: usize) -> bool {
        let situation = &self.world.situations[n];
        let others = self.world.situations.iter().enumerate();
        figures_apart(situation)
            || told_apart(situation)
            || others
                .filter(|(other, _)| *other != n)
                .any(|(_, other)| denies(situation, other) || denies(other, situation))
    }
}

impl Oracle<'_> {
    /// Says whether sources differ on who fills a role, or a role below it, or on a measure.
    pub fn differ(&self, n: usize, about: &str) -> bool {
        let situation = &self.world.situations[n];
        apart(situation, |role| subrole(&al(role), about))
            || apart_in(situation, |measure| al(measure) == about)
    }
}

/// Two figures of the same victims from different voices have no number in common.
fn figures_apart(situation: &Situation) -> bool {
    apart_in(situation, |_| true)
}

fn apart_in(situation: &Situation, meant: impl Fn(&str) -> bool) -> bool {
    let held: Vec<&Figure> = situation
        .figures
        .iter()
        .filter(|figure| figure.certainty.or(situation.certainty) != Some("Denied"))
        .collect();
    let voice = |figure: &Figure| (figure.speaker.or(situation.speaker), figure.source);
    held.iter().any(|one| {
        held.iter().any(|other| {
            let ((low, high), (other_low, other_high)) = (range(one), range(other));
            one.measure == other.measure
                && meant(one.measure)
                && one.of == other.of
                && voice(one) != voice(other)
                && (high < other_low || other_high < low)
        })
    })
}

/// Both sources tell who filled a role, and neither names all whom the other names.
fn told_apart(situation: &Situation) -> bool {
    apart(situation, |_| true)
}

fn apart(situation: &Situation, meant: impl Fn(&str) -> bool) -> bool {
    let roles: BTreeSet<&str> = (0..SOURCES.len())
        .filter_map(|source| situation.tells(source))
        .flatten()
        .map(|(role, _)| *role)
        .collect();
    roles.into_iter().filter(|role| meant(role)).any(|role| {
        let told: Vec<BTreeSet<Thing>> = (0..SOURCES.len())
            .filter_map(|source| situation.tells(source))
            .map(|roles| {
                let filled = roles.iter().filter(|(other, _)| *other == role);
                filled.map(|(_, filler)| *filler).collect()
            })
            .collect();
        let one_within =
            |a: &BTreeSet<Thing>, b: &BTreeSet<Thing>| a.is_subset(b) || b.is_subset(a);
        told.iter().any(|a| told.iter().any(|b| !one_within(a, b)))
    })
}

/// The first is denied, and the second is of its kind, with all its fillers, perhaps at the same time.
fn denies(denied: &Situation, held: &Situation) -> bool {
    if denied.certainty != Some("Denied") || held.certainty == Some("Denied") {
        return false;
    }
    let in_line = |a: &str, b: &str, below: fn(&str, &str) -> bool| {
        below(&al(a), &al(b)) || below(&al(b), &al(a))
    };
    let one_kind = World::most_special(denied).iter().any(|a| {
        World::most_special(held)
            .iter()
            .any(|b| subclass(a, b) || subclass(b, a))
    });
    let (a, b) = (bounds(denied), bounds(held));
    let before = |start: Option<i32>, end: Option<i32>| match (start, end) {
        (Some(start), Some(end)) => start <= end,
        _ => true,
    };
    let at_once = before(a.earliest_start, b.latest_end) && before(b.earliest_start, a.latest_end);
    let roles = |situation: &Situation| -> Vec<(&'static str, Thing)> {
        let also = situation.also.iter().flatten();
        situation.roles.iter().chain(also).copied().collect()
    };
    let told = roles(held);
    let fillers = roles(denied);
    let in_it = |(role, filler): &(&str, Thing)| {
        told.iter()
            .any(|(other, one)| one == filler && in_line(role, other, subrole))
    };
    // Without anybody in it nothing says that it is the same.
    one_kind && at_once && !fillers.is_empty() && fillers.iter().all(in_it)
}
