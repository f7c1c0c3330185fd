//! Questions over tables that are opened like any other data.

use super::layouts::{GED, ged_row};
use super::support::csv;
use allegiance::{Cancel, Input, Options, Session};
use std::path::PathBuf;

fn written(folder: &tempfile::TempDir, name: &str, text: &str) -> PathBuf {
    let path = folder.path().join(name);
    std::fs::write(&path, text).expect("a temporary file");
    path
}

fn session(inputs: &[&PathBuf]) -> Session {
    let inputs: Vec<Input> = inputs
        .iter()
        .map(|path| Input::from_argument(&path.display().to_string()))
        .collect();
    Session::open(&inputs).unwrap_or_else(|error| panic!("{error}"))
}

/// Returns the first column of an answer.
fn asked(session: &Session, question: &str) -> Vec<String> {
    let answer = session.ask(question, &Options::default(), &Cancel::new());
    let answer = answer.unwrap_or_else(|error| panic!("{question}: {error}"));
    let rows = answer.rows.iter().filter_map(|row| row.cells.first());
    rows.map(|cell| {
        cell.label
            .clone()
            .unwrap_or_else(|| format!("{:?}", cell.value))
    })
    .collect()
}

#[test]
fn who_attacked_civilians() {
    let folder = tempfile::tempdir().expect("a folder");
    let attack = |id, group, year: &'static str| {
        ged_row(&[
            ("id", id),
            ("type_of_violence", "3"),
            ("side_a", group),
            ("side_a_new_id", id),
            ("gwnoa", ""),
            ("side_b", "Civilians"),
            ("side_b_new_id", "1"),
            ("date_start", year),
            ("date_end", year),
        ])
    };
    let rows = [
        attack("1", "Red Front", "2021-05-06"),
        attack("2", "Blue Front", "2020-05-06"),
        ged_row(&[("id", "3")]),
    ];
    let rows: Vec<&[(&str, &str)]> = rows.iter().map(Vec::as_slice).collect();
    let session = session(&[&written(&folder, "GEDEvent_v25_1.csv", &csv(GED, &rows))]);
    assert_eq!(
        asked(&session, "who attacked civilians in Mali in 2021"),
        ["Red Front"]
    );
    assert_eq!(
        asked(&session, "sum killed of events in Mali"),
        ["Integer(21)"]
    );
    assert_eq!(
        asked(&session, "who fought \"Government of Mali\""),
        ["Invented Front"]
    );
    assert_eq!(
        session.sources()[0].label,
        "UCDP Georeferenced Event Dataset 25.1"
    );
    assert_eq!(session.warnings(), []);
}

#[test]
fn two_releases_are_one_event_with_two_codings() {
    let folder = tempfile::tempdir().expect("a folder");
    let release = |name: &str, best: &'static str| {
        let row = ged_row(&[("best", best), ("high", best), ("low", best)]);
        written(&folder, name, &csv(GED, &[&row]))
    };
    let session = session(&[
        &release("GEDEvent_v24_1.csv", "4"),
        &release("GEDEvent_v25_1.csv", "8"),
    ]);
    assert_eq!(session.sources().len(), 2);
    assert_eq!(asked(&session, "count events in Mali"), ["Integer(1)"]);
    // The middle of the two, never their sum.
    assert_eq!(
        asked(&session, "sum killed of events in Mali"),
        ["Integer(6)"]
    );
}

#[test]
fn accords_and_their_signatories_meet() {
    let folder = tempfile::tempdir().expect("a folder");
    let pax = written(
        &folder,
        "pax_data_1_agreements_v9.csv",
        "Con,Contp,PP,PPName,AgtId,Agt,Dat,Status,Agtp,Stage,StageSub,Part,Loc1ISO,Loc2ISO,Loc1GWNO,Loc2GWNO,UcdpCon\nMali,x,1,P,901,Invented Accord,2014-05-23,x,x,SubPar,x,x,MLI,,,,\n",
    );
    let paax = written(
        &folder,
        "paax_v0.2_signatories.csv",
        "signatory_id,AgtId,agt_name,signatory_type,id_paax,actor_name,actor_type,actor_iso3c,actor_country,abbreviation,ucdp_id,ucdp_name,acled_other,Con,Dat,stage_process,Loc1ISO,Loc2ISO,Loc1GWNO,Loc2GWNO\n1,901,Invented Accord (23/05/2014),party,ARM_1,Red Front,Armed Organization,,,,,,,,,,,,,\n2,901,Invented Accord (23/05/2014),party,CON_1,Mali,Country/State,MLI,,,,,,,,,,,,\n",
    );
    let session = session(&[&pax, &paax]);
    assert_eq!(
        asked(&session, "signatories of \"Invented Accord\""),
        ["Mali", "Red Front"]
    );
    assert_eq!(asked(&session, "count accords in 2014"), ["Integer(1)"]);
}

#[test]
fn what_cannot_be_read_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = written(&folder, "unknown.csv", "colour,taste\nred,sweet\n");
    let Err(error) = Session::open(&[Input::from_argument(&path.display().to_string())]) else {
        panic!("colours are no situations");
    };
    assert!(
        error
            .to_string()
            .contains("not a table of a dataset that is known"),
        "{error}"
    );
    assert!(error.remedy().contains("mapping new"), "{}", error.remedy());
    let input = Input::from_argument("missing.csv");
    assert!(Session::open(&[input]).is_err());
}

#[test]
fn what_was_set_aside_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = written(
        &folder,
        "GEDEvent_v25_1.csv",
        &csv(GED, &[&ged_row(&[("best", "many")])]),
    );
    let session = session(&[&path]);
    let warning = session.warnings()[0].to_string();
    assert!(warning.contains("1 × not a number in best"), "{warning}");
}
