//! A table of an unknown project: from `mapping new` to true answers.

use super::support::{load_through, parse};
use allegiance::load::mapping::{draft, sentences};
use allegiance::load::table::TableInput;
use allegiance::store::tables;

/// Twelve columns, two styles of dates, a list and a code list.
const TABLE: &str = "\
incident_no,date,last_day,incident_type,perpetrators,target,country,town,lat,long,killed,reported by
R-001,2031-04-03,05/04/2031,ambush,Red Front;Blue Front,Army of Mali,Mali,Anytown,16.1,-0.1,12,Gazette
R-002,2031-04-09,09/04/2031,air strike,Army of Mali,Red Front,Mali,Othertown,16.2,-0.2,-99,Gazette
R-003,2031-05-20,21/05/2031,ambush,Red Front,Army of Niger,Niger,Thirdtown,14.1,1.2,3,Herald
R-004,2031-06-13,13/06/2031,massacre,Unknown gunmen,Civilians,Niger,Thirdtown,14.1,1.2,40,Herald;Gazette
R-005,2031-06-14,14/06/2031,ambush,Blue Front,Army of Niger,Niger,Fourthtown,14.2,1.3,0,Herald
R-006,2031-07-01,02/07/2031,ambush,Blue Front,Army of Niger,Niger,Fourthtown,14.2,1.3,1,Herald
R-007,2031-07-02,03/07/2031,air strike,Army of Niger,Blue Front,Niger,Fourthtown,14.2,1.3,2,Herald
R-008,2031-07-03,03/07/2031,massacre,Red Front,Civilians,Mali,Anytown,16.1,-0.1,5,Gazette
R-009,2031-07-04,04/07/2031,ambush,Red Front,Army of Mali,Mali,Anytown,16.1,-0.1,6,Gazette
";

fn drafted(table: &str) -> String {
    let tables = tables().expect("what is bundled is sound");
    draft(tables, TableInput::bytes("incidents.csv", table.as_bytes())).expect("a draft")
}

#[test]
fn a_draft_sees_what_can_be_seen() {
    let text = drafted(TABLE);
    for line in [
        "\"last_day\" = { date = [\"dd/mm/yyyy\"] }",
        "\"perpetrators\" = { list = \";\" }",
        "\"killed\" = { missing = [\"-99\"] }",
        "\"ambush\" = \"Ambush\"",
        "\"air strike\" = \"AirStrike\"",
        "\"massacre\" = \"Massacre\"",
        "id = \"incidents/event/{incident_no}\"",
        "code = { name = \"{country}\" }",
        "latitude = \"{lat}\"",
        "attacker = \"actor\"",
        "target = \"target\"",
        "start = \"{date}\"",
        "end = \"{last_day}\"",
        "best = \"killed\"",
        "placeholder = \"{perpetrators} is 'Unknown gunmen'\"",
    ] {
        assert!(text.contains(line), "{line}\nin\n{text}");
    }
}

#[test]
fn a_draft_runs_as_it_stands() {
    let loaded = load_through(&drafted(TABLE), "incidents.csv", TABLE);
    assert_eq!((loaded.report.rows, loaded.report.situations), (9, 9));
    assert_eq!(loaded.report.set_aside, []);
    assert_eq!(
        loaded.report.classes,
        [
            ("Ambush".to_owned(), 5),
            ("AirStrike".to_owned(), 2),
            ("Massacre".to_owned(), 2)
        ]
    );
    let first = "incidents/event/R-001";
    assert_eq!(
        loaded.values(first, "attacker"),
        ["incidents/actor/Blue_Front", "incidents/actor/Red_Front"]
    );
    assert_eq!(loaded.value(first, "when"), "2031-04-03/2031-04-05");
    assert_eq!(loaded.value("incidents/event/R-001/killed", "best"), "12");
    assert_eq!(
        loaded.value("incidents/event/R-002", "figure"),
        "",
        "-99 is no number of people"
    );
    let tables = tables().expect("what is bundled is sound");
    let sentences = sentences(&loaded.quads, &tables.vocabulary, 3);
    assert_eq!(sentences.len(), 3);
    assert!(
        sentences[0].starts_with("row 2: an ambush"),
        "{}",
        sentences[0]
    );
    assert!(sentences[0].contains("12 killed"), "{}", sentences[0]);
    assert!(sentences[1].contains("air strike"), "{}", sentences[1]);
}

#[test]
fn drafts_of_odd_tables_are_mappings_too() {
    for table in [
        "a,b\n1,2\n",
        "x\ty\n\"\"\t3\n",
        "year;month;day;country;deaths\n2031;4;3;Mali;7\n2032;5;6;Niger;8\n",
        "na\"me,{odd} column,back\\slash\nx,y,z\n",
        "id,id,when\n1,2,2031-01-01\n",
    ] {
        let text = drafted(table);
        let _ = parse(&text);
    }
    let loaded = load_through(
        &drafted("year;month;day;country;deaths\n2031;4;3;Mali;7\n2032;5;6;Niger;8\n"),
        "c.csv",
        "year;month;day;country;deaths\n2031;4;3;Mali;7\n2032;5;6;Niger;8\n",
    );
    assert_eq!(loaded.value("incidents/event/2", "when"), "2031-04-03");
    assert_eq!(loaded.value("incidents/event/2", "place"), "mali-country");
}

#[test]
fn codes_of_a_table_with_two_sides_are_drafted_as_attacks() {
    let rows = (1..=8).map(|n| format!("{n},2031-04-0{n},{},A;B,C\n", n % 2));
    let table: String = rows.collect();
    let text = drafted(&format!("no,day,kind,groups,against\n{table}"));
    for line in [
        "\"1\" = \"Attack\" # which class is this?",
        "attacker = \"actor\"",
        "target = \"target\"",
    ] {
        assert!(text.contains(line), "{line}\nin\n{text}");
    }
}
