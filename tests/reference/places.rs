//! Whether capitals lie where they should and borders join neighbours that exist.

use super::graph::{al, lifetimes, of_class, reference, short, typed_values, values, verdict};
use allegiance::time::Day;
use libtest_mimic::Failed;
use std::collections::BTreeSet;

/// Checks that capitals have coordinates and lie in the country, or in the one that it became a part of.
pub fn capitals() -> Result<(), Failed> {
    let graph = reference()?;
    let within = al("within");
    let mut complaints = Vec::new();
    for country in of_class(&graph, "Country") {
        let capitals = values(&graph, &country, &al("capital"));
        let vatican = country.ends_with("/vatican-city-country");
        if capitals.is_empty() != vatican {
            complaints.push(format!(
                "{} has {} capitals",
                short(&country),
                capitals.len()
            ));
        }
        let former = !lifetimes(&graph, &country)?.is_empty();
        for capital in capitals {
            let mut around = values(&graph, &capital, &within);
            around.extend(
                around
                    .clone()
                    .iter()
                    .flat_map(|place| values(&graph, place, &within)),
            );
            if !former && !around.contains(&country) {
                complaints.push(format!("{} is not in {}", short(&capital), short(&country)));
            }
            for (property, most) in [("lat", 90.0), ("long", 180.0)] {
                let found = typed_values(&graph, &capital, &al(property));
                let [(degrees, _)] = found.as_slice() else {
                    complaints.push(format!("{} has not one {property}", short(&capital)));
                    continue;
                };
                if !degrees
                    .parse::<f64>()
                    .is_ok_and(|degrees| degrees.abs() <= most)
                {
                    complaints.push(format!("{}: {degrees} is no {property}", short(&capital)));
                }
            }
        }
    }
    verdict(complaints)
}

/// Checks that a border is between two countries, stated once, and lasts no longer than their states.
pub fn borders() -> Result<(), Failed> {
    let graph = reference()?;
    let countries: BTreeSet<String> = of_class(&graph, "Country").into_iter().collect();
    let mut complaints = Vec::new();
    let mut pairs = BTreeSet::new();
    for border in of_class(&graph, "Border") {
        let sides = values(&graph, &border, &al("borderOf"));
        if sides.len() != 2 || !sides.iter().all(|side| countries.contains(side)) {
            complaints.push(format!("{} is not between two countries", short(&border)));
        }
        if !pairs.insert(sides.clone()) {
            complaints.push(format!("{} is stated twice", short(&border)));
        }
        let mut names: Vec<&str> = sides
            .iter()
            .filter_map(|side| short(side).strip_suffix("-country"))
            .collect();
        names.sort_unstable();
        if short(&border) != format!("border/{}", names.join("-")) {
            complaints.push(format!("{} is between {names:?}", short(&border)));
        }
        let spells = lifetimes(&graph, &border)?;
        if spells.is_empty() {
            complaints.push(format!("{} has no lifetime", short(&border)));
        }
        for (text, spell) in &spells {
            for side in &sides {
                let state = side.strip_suffix("-country").unwrap_or(side);
                let lives = lifetimes(&graph, state)?;
                let first = lives
                    .first()
                    .map_or(Day::MAX, |(_, life)| life.earliest_start);
                let last = lives.last().map_or(Day::MIN, |(_, life)| life.latest_end);
                if spell.latest_start < first || spell.latest_end > last {
                    complaints.push(format!(
                        "{}: {text} is not in the lifetime of {}",
                        short(&border),
                        short(state)
                    ));
                }
            }
        }
    }
    if pairs.len() < 350 {
        complaints.push(format!("only {} borders", pairs.len()));
    }
    verdict(complaints)
}
