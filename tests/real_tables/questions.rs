//! Questions over real files against the same count made by a plain reader.

use super::plain::{self, count, sum};
use super::world::{self, asked};
use super::{number, same};
use libtest_mimic::Failed;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The numbers of a column, sorted: countries and groups have other names in the reference data.
fn numbers(rows: &[Vec<String>], column: usize) -> Vec<i64> {
    let mut numbers: Vec<i64> = rows.iter().map(|row| number(&row[column])).collect();
    numbers.sort_unstable();
    numbers
}

fn sorted<K>(sums: BTreeMap<K, i64>) -> Vec<i64> {
    let mut values: Vec<i64> = sums.into_values().collect();
    values.sort_unstable();
    values
}

pub fn of_ged(folder: &Path) -> Result<(), Failed> {
    let path = folder.join("ucdp_ged/GEDEvent_v21_01_21_12.csv");
    let rows = plain::rows(&path);
    let session = world::session(&[&path]);
    // Only one-sided violence has an attacker; who is not known is somebody else each time.
    let mali = || rows.iter().filter(|row| row["country"] == "Mali");
    let one_sided = mali().filter(|row| row["type_of_violence"] == "3");
    let by_attacker = count(one_sided.clone().map(|row| {
        let unknown = row["side_a"].starts_with("XXX");
        (row["side_a"].clone(), unknown.then(|| row["id"].clone()))
    }));
    let mut wanted = sorted(by_attacker);
    wanted.push(mali().count() as i64 - one_sided.count() as i64);
    wanted.sort_unstable();
    let found = asked(&session, "count events in Mali by attacker");
    same(
        numbers(&found, 1),
        wanted,
        "count events in Mali by attacker",
    )?;
    let wanted = sum(rows
        .iter()
        .map(|row| (row["country_id"].clone(), number(&row["best"]))));
    let found = asked(&session, "sum killed of events by country all");
    same(numbers(&found, 1), sorted(wanted), "deaths by country")?;
    let wanted = count(rows.iter().map(|row| row["country_id"].clone()));
    let found = asked(&session, "count events by country all");
    same(numbers(&found, 1), sorted(wanted), "events by country")?;
    // The file is of 2021: other years are not covered, and none of its months is.
    let found = asked(
        &session,
        "count events in Mali between 2020 and 2022 by year",
    );
    let years: Vec<(&str, bool)> = found
        .iter()
        .map(|row| (row[0].as_str(), row[1] == "Missing"))
        .collect();
    same(
        years,
        vec![("2020", true), ("2021", false), ("2022", true)],
        "years that are covered",
    )
}

pub fn of_accords(folder: &Path) -> Result<(), Failed> {
    let agreements = folder.join("pax/pax_data_2144_agreements_v9.csv");
    let signatures = folder.join("paax_actors/paax_v0.2_signatories.csv");
    let session = world::session(&[&agreements, &signatures]);
    let dates: BTreeMap<String, String> = plain::rows(&agreements)
        .into_iter()
        .map(|mut row| {
            let date = row.remove("Dat").unwrap_or_default();
            (row.remove("AgtId").unwrap_or_default(), date)
        })
        .collect();
    let rows = plain::rows(&signatures);
    let mut parties: BTreeMap<&str, BTreeMap<&str, bool>> = BTreeMap::new();
    for row in rows.iter().filter(|row| row["signatory_type"] == "party") {
        let state = row["actor_type"] == "Country/State";
        parties
            .entry(&row["AgtId"])
            .or_default()
            .insert(&row["id_paax"], state);
    }
    let some = parties
        .iter()
        .filter(|(id, actors)| actors.len() > 2 && dates.contains_key(**id));
    let mut questions = 0;
    for (id, actors) in some.step_by(40) {
        let accord = format!("<https://w3id.org/allegiance/id/pax/agreement/{id}>");
        let question = format!("signatories of {accord}");
        let found = world::things(&session, &question);
        same(found.len(), actors.len(), &question)?;
        // States have the identifiers of the reference data where it knows them; all others keep their own.
        let of_kind = |wanted: bool| {
            let actors = actors.iter().filter(move |(_, state)| **state == wanted);
            actors
                .map(|(actor, _)| format!("paax/actor/{actor}"))
                .collect::<BTreeSet<String>>()
        };
        let (states, wanted) = (of_kind(true), of_kind(false));
        let others: BTreeSet<String> = found
            .into_iter()
            .filter(|iri| iri.starts_with("paax/") && !states.contains(iri))
            .collect();
        same(others, wanted, &question)?;
        // The date is that of PA-X, though half of those of PAA-X have day and month swapped.
        for row in asked(&session, &question) {
            let when = format!("Text({:?})", dates[*id]);
            same(row[2] == dates[*id] || row[2] == when, true, &row[2])?;
        }
        questions += 1;
    }
    same(questions > 10, true, "accords with several parties")
}

pub fn of_actors(folder: &Path) -> Result<(), Failed> {
    let path = folder.join("ucdp_actor/ucdp-actor-221.csv");
    let rows = plain::rows(&path);
    let session = world::session(&[&path]);
    let ids = |text: &str| -> Vec<String> {
        let ids = text.split(',').map(|id| id.trim().to_owned());
        ids.filter(|id| !id.is_empty()).collect()
    };
    // Whoever splintered from a group comes after it, and what it merged into, and what it split into for a time.
    let mut successors: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut members: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in &rows {
        let own = &row["ActorId"];
        let mut follows = |old: &str, new: &str| {
            let new = format!("ucdp/actor/{new}");
            successors.entry(old.to_owned()).or_default().insert(new);
        };
        for (flag, list, own_is_new) in [
            ("Splinter", "ActorIdPrev", true),
            ("Alliance", "ActorIdAlliance", false),
            ("SplitTemp", "ActorIdSplitTemp", false),
        ] {
            if row[flag] == "1" {
                for other in ids(&row[list]) {
                    match own_is_new {
                        true => follows(&other, own),
                        false => follows(own, &other),
                    }
                }
            }
        }
        if row["JoinGroup"] == "1" {
            for group in ids(&row["ActorIdGroup"]) {
                let own = format!("ucdp/actor/{own}");
                members.entry(group).or_default().insert(own);
            }
        }
    }
    let ask = |noun: &str, id: &str| {
        let question = format!("{noun} of <https://w3id.org/allegiance/id/ucdp/actor/{id}>");
        let things = world::things(&session, &question);
        (question, things.into_iter().collect::<BTreeSet<_>>())
    };
    for (noun, lists) in [("successors", &successors), ("members", &members)] {
        let known = |id: &&String| rows.iter().any(|row| row["ActorId"] == **id);
        for id in lists.keys().filter(known).step_by(7) {
            let (question, found) = ask(noun, id);
            same(&found, &lists[id], &question)?;
        }
    }
    // FLM splintered from Ansar Dine, which merged into JNIM.
    let wanted = ["ucdp/actor/6267", "ucdp/actor/6716"].map(str::to_owned);
    let (question, found) = ask("successors", "1157");
    same(found.is_superset(&wanted.into()), true, &question)?;
    let name = |id: &str| {
        let row = rows.iter().find(|row| row["ActorId"] == id);
        row.map_or_else(String::new, |row| row["NameData"].clone())
    };
    let question = "lineage of <https://w3id.org/allegiance/id/ucdp/actor/1157>";
    let line = asked(&session, question);
    let after: BTreeSet<String> = line.into_iter().map(|mut row| row.swap_remove(4)).collect();
    same(after, [name("6267"), name("6716")].into(), question)
}
