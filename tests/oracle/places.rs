//! Where situations are, inside, near and next to what.

use crate::held::Held;
use crate::knowledge::al;
use crate::sets::{Oracle, named};
use crate::time::{bounds, first, last};
use crate::world::{Border, Situation, Thing, World};
use allegiance::question::ast::Unit;
use allegiance::reading::{Entity, Length};

impl Oracle<'_> {
    /// In one of the places, or in a place inside one of them.
    pub fn placed(&self, situation: &Situation, names: &[Entity], near: bool) -> Held {
        let is_named = |place: usize| named(names, &World::iri(Thing::Place(place)));
        self.inside(situation, is_named, near)
    }

    fn inside(&self, situation: &Situation, asked: impl Fn(usize) -> bool, near: bool) -> Held {
        let inside = |place: &usize| self.world.around(*place).into_iter().any(&asked);
        // Near a town is perhaps not in the town, but it is in the country of the town.
        let well_inside = |place: &usize| {
            let mut outer = self.world.around(*place);
            outer.remove(place);
            outer.into_iter().any(&asked)
        };
        Held::of(
            situation.places.iter().any(inside),
            near || !situation.near || situation.places.iter().any(well_inside),
        )
    }

    /// In a country that has a border with one of these, as far as the border stood when it was.
    pub fn in_neighbours(&self, situation: &Situation, names: &[Entity]) -> Held {
        let mut best = Held::default();
        for border in &self.world.borders {
            let (a, b) = border.between;
            for (asked, neighbour) in [(a, b), (b, a)] {
                if named(names, &World::iri(Thing::Place(asked))) {
                    let inside = self.inside(situation, |place| place == neighbour, false);
                    best.or(inside.and(stood(border, situation)));
                }
            }
        }
        best
    }

    /// Not farther than so much from a place: certainly where both are points.
    pub fn within(&self, situation: &Situation, length: Length, names: &[Entity]) -> Held {
        let wide = ["Country", "SubnationalRegion", "WorldRegion", "Territory"];
        let is_wide = |n: usize| {
            wide.iter()
                .any(|c| self.world.is_a(Thing::Place(n), &al(c)))
        };
        let mut best = Held::default();
        for centre in 0..self.world.places.len() {
            if !named(names, &World::iri(Thing::Place(centre))) {
                continue;
            }
            for place in &situation.places {
                if is_wide(*place) {
                    // Somewhere in it may be near enough.
                    best.or(Held::of(self.world.around(centre).contains(place), false));
                    continue;
                }
                let points = (
                    self.world.places[*place].point,
                    self.world.places[centre].point,
                );
                if let (Some(here), Some(there)) = points
                    && kilometres(here, there) <= reach(length)
                {
                    best.or(Held::of(true, !situation.near));
                }
            }
        }
        best
    }
}

/// Tells how surely a border stood at some time of a situation.
fn stood(border: &Border, situation: &Situation) -> Held {
    let bounds = bounds(situation);
    let from = border.from.map_or(i32::MIN, first);
    let to = border.to.map_or(i32::MAX, last);
    let begins_by = |start: Option<i32>, unknown: i32| start.unwrap_or(unknown) <= to;
    let ends_by = |end: Option<i32>, unknown: i32| end.unwrap_or(unknown) >= from;
    Held::of(
        begins_by(bounds.earliest_start, i32::MIN) && ends_by(bounds.latest_end, i32::MAX),
        begins_by(bounds.latest_start, i32::MAX) && ends_by(bounds.earliest_end, i32::MIN),
    )
}

fn reach(length: Length) -> f64 {
    let count = f64::from(length.count);
    match length.unit {
        Unit::Kilometre => count,
        Unit::Mile => count * 1.609_344,
        Unit::Day | Unit::Week | Unit::Month | Unit::Year => panic!("a distance"),
    }
}

/// The haversine of the angle between two points, on a globe of the mean radius.
fn kilometres(here: (i32, i32), there: (i32, i32)) -> f64 {
    let radians = |hundredths: i32| (f64::from(hundredths) / 100.0).to_radians();
    let (lat, long) = (radians(here.0), radians(here.1));
    let (other_lat, other_long) = (radians(there.0), radians(there.1));
    let half = |angle: f64| (angle / 2.0).sin().powi(2);
    let haversine = half(other_lat - lat) + lat.cos() * other_lat.cos() * half(other_long - long);
    2.0 * 6_371.008_8 * haversine.sqrt().asin()
}
