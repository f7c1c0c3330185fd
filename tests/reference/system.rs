//! The comparison with the files of Gleditsch and Ward and of the Correlates of War project.

use super::graph::{LABEL, codes, lifetimes, of_class, reference, values, verdict};
use super::spell::{Spell, agree};
use allegiance::time::{Bounds, Day};
use calamine::{Reader, Xlsx, open_workbook};
use libtest_mimic::Failed;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The spells of a system by code.
pub type System = BTreeMap<String, Vec<Spell>>;

/// A row of `disagreements.tsv`.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Disagreement {
    code: String,
    state: String,
    file: String,
    ours: String,
}

/// Reads the list of Gleditsch and Ward: code, abbreviation, name, first and last day as `01.07.1867`.
pub fn gleditsch_ward(folder: &Path) -> Result<System, Failed> {
    let mut book: Xlsx<_> = open_workbook(folder.join("gw_states/gwstates.xlsx"))?;
    let sheet = book.worksheet_range("gwstates")?;
    let mut rows = Vec::new();
    for row in sheet.rows().skip(1) {
        let [code, _, _, start, end] = row else {
            return Err(format!("{row:?} has not five columns").into());
        };
        rows.push((
            code.to_string(),
            dotted(&start.to_string())?,
            dotted(&end.to_string())?,
        ));
    }
    Ok(system(rows))
}

/// Reads the list of the Correlates of War project, with a column for every part of a date.
pub fn correlates_of_war(folder: &Path) -> Result<System, Failed> {
    let mut reader = csv::Reader::from_path(folder.join("cow_states/states2016.csv"))?;
    let headers = reader.headers()?.clone();
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record?;
        let cell = |name: &str| {
            let column = headers.iter().position(|header| header == name);
            column
                .and_then(|column| record.get(column))
                .ok_or_else(|| format!("no column {name}"))
        };
        let date = |edge: &str| {
            let parts = (
                cell(&format!("{edge}year"))?,
                cell(&format!("{edge}month"))?,
                cell(&format!("{edge}day"))?,
            );
            day(parts.0, parts.1, parts.2)
        };
        rows.push((cell("ccode")?.to_owned(), date("st")?, date("end")?));
    }
    Ok(system(rows))
}

/// Compares the states with a system and the differences with those that are listed with their reason.
pub fn agrees(name: &str, system: &System) -> Result<(), Failed> {
    let found = disagreements(name, system)?;
    let listed = listed(name)?;
    let mut complaints: Vec<String> = Vec::new();
    for Disagreement {
        code,
        state,
        file,
        ours,
    } in found.difference(&listed)
    {
        complaints.push(format!(
            "not listed: {name}\t{code}\t{state}\t{file}\t{ours}"
        ));
    }
    for Disagreement {
        code,
        state,
        file,
        ours,
    } in listed.difference(&found)
    {
        complaints.push(format!(
            "listed, but not so: {name}\t{code}\t{state}\t{file}\t{ours}"
        ));
    }
    verdict(complaints)
}

/// Returns the codes of which our lifetimes are not the spells of the system, as far as these reach beyond the war.
fn disagreements(name: &str, system: &System) -> Result<BTreeSet<Disagreement>, Failed> {
    let graph = reference()?;
    let mut lives: BTreeMap<String, Vec<(String, String, Bounds)>> = BTreeMap::new();
    for state in of_class(&graph, "State") {
        let label = values(&graph, &state, LABEL).concat();
        for code in codes(&graph, &state, name) {
            for (text, bounds) in lifetimes(&graph, &state)? {
                let lives = lives.entry(code.clone()).or_default();
                lives.push((label.clone(), text, bounds));
            }
        }
    }
    let mut found = BTreeSet::new();
    let all: BTreeSet<String> = lives.keys().chain(system.keys()).cloned().collect();
    for code in all {
        let spells: Vec<Spell> = system
            .get(&code)
            .into_iter()
            .flatten()
            .filter(|spell| {
                spell
                    .end
                    .is_none_or(|end| Some(end) >= Day::new(1945, 9, 2))
            })
            .copied()
            .collect();
        let mut lives = lives.remove(&code).unwrap_or_default();
        lives.sort_by_key(|(_, _, bounds)| bounds.earliest_start);
        let bounds: Vec<Bounds> = lives.iter().map(|(_, _, bounds)| *bounds).collect();
        if agree(&spells, &bounds) {
            continue;
        }
        let mut labels: Vec<&str> = lives.iter().map(|(label, _, _)| label.as_str()).collect();
        labels.dedup();
        found.insert(Disagreement {
            code,
            state: labels.join(", "),
            file: shown(spells.iter().map(Spell::to_string)),
            ours: shown(lives.iter().map(|(_, text, _)| text.clone())),
        });
    }
    Ok(found)
}

/// Reads the rows of a system from the list of disagreements, each of which must have its reason.
fn listed(name: &str) -> Result<BTreeSet<Disagreement>, Failed> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("datasets/reference/disagreements.tsv");
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b'\t')
        .quoting(false)
        .from_path(path)?;
    let mut listed = BTreeSet::new();
    for record in reader.records() {
        let record = record?;
        let cells: Vec<&str> = record.iter().collect();
        let [system, code, state, file, ours, why] = cells.as_slice() else {
            return Err(format!("{record:?} has not six columns").into());
        };
        if why.is_empty() {
            return Err(format!("{system} {code} is listed without a reason").into());
        }
        let row = Disagreement {
            code: (*code).to_owned(),
            state: (*state).to_owned(),
            file: (*file).to_owned(),
            ours: (*ours).to_owned(),
        };
        if *system == name && !listed.insert(row) {
            return Err(format!("{system} {code} is listed twice").into());
        }
    }
    Ok(listed)
}

fn shown(texts: impl Iterator<Item = String>) -> String {
    let texts: Vec<String> = texts.collect();
    if texts.is_empty() {
        "-".to_owned()
    } else {
        texts.join(" + ")
    }
}

/// Groups rows by code; what ends on the last day of the file has not ended.
fn system(rows: Vec<(String, Day, Day)>) -> System {
    let last = rows.iter().map(|(_, _, end)| *end).max();
    let mut system = System::new();
    for (code, start, end) in rows {
        system.entry(code).or_default().push(Spell {
            start,
            end: (Some(end) != last).then_some(end),
        });
    }
    for spells in system.values_mut() {
        *spells = Spell::joined(std::mem::take(spells));
    }
    system
}

fn dotted(date: &str) -> Result<Day, Failed> {
    let parts: Vec<&str> = date.split('.').collect();
    let [d, m, y] = parts.as_slice() else {
        return Err(format!("{date} is no date").into());
    };
    Ok(day(y, m, d)?)
}

fn day(year: &str, month: &str, day: &str) -> Result<Day, String> {
    let date = || Day::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    date().ok_or_else(|| format!("{year}-{month}-{day} is no date"))
}
