//! Counts over real files of other projects against a plain reader of the same files.
//!
//! The files are no part of this project: without `ALLEGIANCE_REAL_DATA` these trials are ignored.

#[path = "../support/real_data.rs"]
mod real_data;

mod plain;
mod questions;
mod world;

use libtest_mimic::{Arguments, Failed};
use plain::{count, sum};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::ExitCode;
use world::World;

fn main() -> ExitCode {
    let trials = vec![
        real_data::trial("events_of_ged", events_of_ged),
        real_data::trial("questions_over_ged", questions_over_ged),
        real_data::trial("agreements_of_pax", agreements_of_pax),
        real_data::trial("signatories_of_paax", signatories_of_paax),
        real_data::trial("alliances_of_cow", alliances_of_cow),
        real_data::trial("coups", coups),
        real_data::trial("states_and_actors", states_and_actors),
        real_data::trial("interventions", interventions),
        real_data::trial("questions_of_ged", questions::of_ged),
        real_data::trial("questions_of_accords", questions::of_accords),
        real_data::trial("questions_of_actors", questions::of_actors),
    ];
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

fn same<T: PartialEq + std::fmt::Debug>(found: T, wanted: T, what: &str) -> Result<(), Failed> {
    if found == wanted {
        return Ok(());
    }
    let (found, wanted) = (format!("{found:?}"), format!("{wanted:?}"));
    let short = |text: &str| text.chars().take(400).collect::<String>();
    Err(format!("{what}: {} instead of {}", short(&found), short(&wanted)).into())
}

fn number(text: &str) -> i64 {
    text.parse().expect("a number")
}

fn events_of_ged(folder: &Path) -> Result<(), Failed> {
    let path = folder.join("ucdp_ged/GEDEvent_v21_01_21_12.csv");
    let (rows, world) = (plain::rows(&path), World::load(&path));
    same(world.report.rows, rows.len() as u64, "rows")?;
    same(world.report.situations, rows.len() as u64, "events")?;
    let events: Vec<&str> = world
        .of_class("ArmedClash")
        .into_iter()
        .chain(world.of_class("OneSidedViolence"))
        .collect();
    same(events.len(), rows.len(), "distinct events")?;
    let year = |date: &str| {
        date.trim_start_matches('[')
            .chars()
            .take(4)
            .collect::<String>()
    };
    for (bound, column) in [("low", "low"), ("best", "best"), ("high", "high")] {
        let wanted = sum(rows.iter().map(|row| {
            (
                (year(&row["date_start"]), row["country"].clone()),
                number(&row[column]),
            )
        }));
        let found = sum(events.iter().map(|event| {
            let figure = world.one(event, "figure");
            let key = (year(world.one(event, "when")), row_country(&world, event));
            (key, number(world.one(figure, bound)))
        }));
        same(
            found.values().sum::<i64>(),
            wanted.values().sum::<i64>(),
            bound,
        )?;
        // Countries have other names in the reference data: as many groups, with the same sums.
        let sorted = |sums: BTreeMap<(String, String), i64>| {
            let mut values: Vec<i64> = sums.into_values().collect();
            values.sort_unstable();
            values
        };
        same(sorted(found), sorted(wanted), "by year and country")?;
    }
    let wanted = count(
        rows.iter()
            .map(|row| format!("ucdp/dyad/{}", row["dyad_new_id"])),
    );
    let found = count(
        events
            .iter()
            .map(|event| world.one(event, "partOf").to_owned()),
    );
    same(found, wanted, "events by dyad")?;
    let wanted = count(
        rows.iter()
            .filter(|row| row["code_status"] != "Clear")
            .map(|_| ()),
    );
    let found = count(
        events
            .iter()
            .filter(|event| world.has(event, "certainty"))
            .map(|_| ()),
    );
    same(found, wanted, "unsure codings")?;
    let wanted = rows
        .iter()
        .filter(|row| row["side_b"].starts_with("XXX"))
        .count();
    let found = world
        .of_class("UnidentifiedActor")
        .iter()
        .filter(|actor| actor.ends_with("/unknown_b"))
        .count();
    same(found, wanted, "unknown actors, one for each event")
}

/// Returns the country around an event's place.
fn row_country(world: &World, event: &str) -> String {
    let mut place = world.one(event, "place").to_owned();
    while world.has(&place, "within") {
        place = world.one(&place, "within").to_owned();
    }
    place
}

fn questions_over_ged(folder: &Path) -> Result<(), Failed> {
    let path = folder.join("ucdp_ged/GEDEvent_v21_01_21_12.csv");
    let rows = plain::rows(&path);
    let session = world::session(&[&path]);
    let attackers: BTreeSet<String> = rows
        .iter()
        .filter(|row| row["type_of_violence"] == "3" && row["country"] == "Mali")
        .map(|row| match row["side_a"].as_str() {
            // Nobody is called by the code that stands for nobody.
            unknown if unknown.starts_with("XXX") => "unidentified group in Mali".to_owned(),
            name => name.to_owned(),
        })
        .collect();
    let found: BTreeSet<String> = world::asked(&session, "who attacked civilians in Mali in 2021")
        .into_iter()
        .map(|row| row[0].clone())
        .collect();
    same(found, attackers, "who attacked civilians in Mali in 2021")?;
    let found = world::asked(&session, "count events in Mali");
    let wanted = rows.iter().filter(|row| row["country"] == "Mali").count();
    same(
        found[0][0].clone(),
        wanted.to_string(),
        "count events in Mali",
    )?;
    let found = world::asked(&session, "sum killed of events in Mali");
    let wanted: i64 = rows
        .iter()
        .filter(|row| row["country"] == "Mali")
        .map(|row| number(&row["best"]))
        .sum();
    same(
        found[0][0].clone(),
        wanted.to_string(),
        "sum killed of events in Mali",
    )
}

fn agreements_of_pax(folder: &Path) -> Result<(), Failed> {
    let path = folder.join("pax/pax_data_2144_agreements_v9.csv");
    let (rows, world) = (plain::rows(&path), World::load(&path));
    same(world.report.situations, rows.len() as u64, "agreements")?;
    let accords: Vec<&str> = world
        .of_class("PeaceAccord")
        .into_iter()
        .chain(world.of_class("Ceasefire"))
        .collect();
    let wanted = count(
        rows.iter()
            .map(|row| format!("code/pax-stage/{}", row["Stage"])),
    );
    let found = count(
        accords
            .iter()
            .map(|accord| world.one(accord, "stage").to_owned()),
    );
    same(found, wanted, "agreements by stage")?;
    let wanted = count(rows.iter().map(|row| row["Dat"].clone()));
    let found = count(
        accords
            .iter()
            .map(|accord| world.one(accord, "when").to_owned()),
    );
    same(found, wanted, "agreements by day")?;
    let wanted = count(rows.iter().map(|row| format!("pax/process/{}", row["PP"])));
    let found = count(
        accords
            .iter()
            .map(|accord| world.one(accord, "partOf").to_owned()),
    );
    same(found, wanted, "agreements by process")
}

fn signatories_of_paax(folder: &Path) -> Result<(), Failed> {
    let path = folder.join("paax_actors/paax_v0.2_signatories.csv");
    let (rows, world) = (plain::rows(&path), World::load(&path));
    same(world.report.rows, rows.len() as u64, "rows")?;
    for (kind, role) in [("party", "signatory"), ("third party", "witness")] {
        let mut wanted: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        for row in rows.iter().filter(|row| row["signatory_type"] == kind) {
            wanted
                .entry(format!("pax/agreement/{}", row["AgtId"]))
                .or_default()
                .insert(&row["id_paax"]);
        }
        let wanted: BTreeMap<String, usize> = wanted
            .into_iter()
            .map(|(accord, actors)| (accord, actors.len()))
            .collect();
        let found: BTreeMap<String, usize> = wanted
            .keys()
            .map(|accord| (accord.clone(), world.all(accord, role).len()))
            .collect();
        same(found, wanted, role)?;
    }
    let agreements = plain::rows(&folder.join("pax/pax_data_2144_agreements_v9.csv"));
    let dates: BTreeMap<String, &str> = agreements
        .iter()
        .map(|row| {
            (
                format!("pax/agreement/{}", row["AgtId"]),
                row["Dat"].as_str(),
            )
        })
        .collect();
    let accords: BTreeSet<String> = rows
        .iter()
        .map(|row| format!("pax/agreement/{}", row["AgtId"]))
        .collect();
    for accord in &accords {
        same(world.one(accord, "when"), dates[accord], accord)?;
    }
    Ok(())
}

fn alliances_of_cow(folder: &Path) -> Result<(), Failed> {
    let path = folder.join("cow_alliances/alliance_v4.1_by_dyad.csv");
    let (rows, world) = (plain::rows(&path), World::load(&path));
    // Pairs of rows that are the same alliance of the same days are one.
    let keys = |row: &BTreeMap<String, String>| {
        [
            "version4id",
            "ccode1",
            "ccode2",
            "dyad_st_year",
            "dyad_st_month",
            "dyad_st_day",
            "dyad_end_year",
            "dyad_end_month",
            "dyad_end_day",
        ]
        .map(|name| row[name].clone())
    };
    let distinct: BTreeMap<[String; 9], &BTreeMap<String, String>> =
        rows.iter().map(|row| (keys(row), row)).collect();
    same(world.report.situations, distinct.len() as u64, "alliances")?;
    // By state and year: the alliances in force on some day of the year.
    let years = |from: i64, to: i64| from.max(1816)..=to.min(2012);
    let mut wanted: BTreeMap<(String, i64), i64> = BTreeMap::new();
    for row in distinct.values() {
        let from = number(&row["dyad_st_year"]);
        let to = if row["dyad_end_year"].is_empty() {
            2012
        } else {
            number(&row["dyad_end_year"])
        };
        for year in years(from, to) {
            for state in ["ccode1", "ccode2"] {
                *wanted.entry((row[state].clone(), year)).or_default() += 1;
            }
        }
    }
    let mut found: BTreeMap<(String, i64), i64> = BTreeMap::new();
    for alliance in world.of_class("Alliance") {
        let when = world
            .one(alliance, "when")
            .replace(['[', ']'], "")
            .replace("..", "/");
        let parts: Vec<&str> = when.split('/').filter(|part| !part.is_empty()).collect();
        let year = |text: &str| number(text.get(..4).expect("a year"));
        let from = year(parts[0]);
        let to = parts.get(1).map_or(2012, |text| year(text));
        // The IRI of an alliance holds the codes as they stand in the file.
        let codes = alliance.split('/').nth(3).expect("codes").split('-');
        for code in codes {
            for year in years(from, to) {
                *found.entry((code.to_owned(), year)).or_default() += 1;
            }
        }
        same(world.all(alliance, "party").len(), 2, alliance)?;
    }
    same(found, wanted, "alliances by state and year")?;
    let session = world::session(&[&path]);
    let allies: BTreeSet<&str> = rows
        .iter()
        .filter(|row| {
            number(&row["dyad_st_year"]) < 1914
                && (row["dyad_end_year"].is_empty() || number(&row["dyad_end_year"]) > 1914)
        })
        .filter(|row| row["ccode1"] == "220" || row["ccode2"] == "220")
        .map(|row| {
            if row["ccode1"] == "220" {
                row["state_name2"].as_str()
            } else {
                row["state_name1"].as_str()
            }
        })
        .collect();
    let found = world::asked(&session, "allies of France as of 1914");
    same(found.len(), allies.len(), "allies of France as of 1914")?;
    let members = folder.join("cow_alliances/alliance_v4.1_by_member.csv");
    let (rows, world) = (plain::rows(&members), World::load(&members));
    let wanted = count(
        rows.iter()
            .map(|row| row["version4id"].clone())
            .collect::<BTreeSet<_>>(),
    );
    same(
        world.of_class("AllianceTreaty").len(),
        wanted.len(),
        "treaties",
    )?;
    same(
        world.of_class("Membership").len(),
        rows.len(),
        "memberships",
    )
}

fn coups(folder: &Path) -> Result<(), Failed> {
    let path = folder.join("powell_thyne/ptcoups.csv");
    let (rows, world) = (plain::rows(&path), World::load(&path));
    let coups = world.of_class("Coup");
    let wanted = count(
        rows.iter()
            .map(|row| (row["year"].clone(), row["coup"] == "1")),
    );
    let found = count(coups.iter().map(|coup| {
        (
            world
                .one(coup, "when")
                .get(..4)
                .unwrap_or_default()
                .to_owned(),
            world.has(coup, "status"),
        )
    }));
    same(found, wanted, "coups by year and outcome")
}

fn states_and_actors(folder: &Path) -> Result<(), Failed> {
    let path = folder.join("cow_states/states2016.csv");
    let (rows, world) = (plain::rows(&path), World::load(&path));
    same(
        world.of_class("Membership").len(),
        rows.len(),
        "spells of states",
    )?;
    let path = folder.join("ucdp_actor/ucdp-actor-221.csv");
    let (rows, world) = (plain::rows(&path), World::load(&path));
    let flagged = |flag: &str| rows.iter().filter(|row| row[flag] == "1").count();
    same(
        world.of_class("Renaming").len(),
        flagged("NameChange"),
        "renamings",
    )?;
    let elements = |flag: &str, list: &str| {
        let rows = rows.iter().filter(|row| row[flag] == "1");
        let pairs = rows.flat_map(|row| {
            row[list]
                .split(',')
                .map(|id| (row["ActorId"].clone(), id.trim().to_owned()))
                .collect::<Vec<_>>()
        });
        pairs
            .filter(|(_, id)| !id.is_empty())
            .collect::<BTreeSet<_>>()
            .len()
    };
    same(
        world.of_class("Merger").len(),
        elements("Alliance", "ActorIdAlliance"),
        "mergers",
    )?;
    same(
        world.of_class("Membership").len(),
        elements("JoinGroup", "ActorIdGroup"),
        "joined groups",
    )?;
    let splits = elements("Splinter", "ActorIdPrev") + elements("SplitTemp", "ActorIdSplitTemp");
    same(world.of_class("Split").len(), splits, "splits")?;
    // FLM splintered from Ansar Dine, and joined it and JNIM.
    same(
        world.one("ucdp/split/1157-6267", "successor"),
        "ucdp/actor/6267",
        "a splinter",
    )?;
    same(
        world.all("ucdp/actor/6267", "notation").len(),
        1,
        "an identifier",
    )
}

fn interventions(folder: &Path) -> Result<(), Failed> {
    let world = World::load(&folder.join("imi/MergedIMIData1947-2005.xls"));
    same(
        (world.report.rows, world.report.situations),
        (1111, 1111),
        "interventions",
    )?;
    let ongoing = world.of_class("Intervention").into_iter().filter(|one| {
        world
            .all(one, "when")
            .iter()
            .any(|when| when.ends_with("/.."))
    });
    same(ongoing.count(), 43, "interventions that went on")
}
