//! The sixteen hazards of real files, each a group of tests.

use super::layouts::{GED, ged, ged_row};
use super::support::{csv, failure, load, load_through, parse, try_load};
use allegiance::load::mapping::Request;
use allegiance::load::table::{Reason, TableError};

/// A mapping of invented incidents, for what no bundled one shows.
const INCIDENTS: &str = r#"
[dataset]
name = "incidents"
title = "Invented incidents"

[[layout]]
columns = ["no", "date", "who"]

[file]
optional = ["killed", "lat", "long", "end", "town"]

[things.actor]
id = "incidents/actor/{who}"
class = "NonStateArmedGroup"
name = "{who}"

[things.town]
id = "incidents/town/{town}"
class = "PopulatedPlace"
name = "{town}"
latitude = "{lat}"
longitude = "{long}"

[situations.attack]
id = "incidents/{no}"
once = true
class = "Attack"
place = "town"
roles = { attacker = "actor" }
time = { start = "{date}", end = "{end}" }

[[situations.attack.figures]]
measure = "killed"
best = "killed"
"#;

fn incidents(text: impl AsRef<[u8]>) -> super::support::Loaded {
    load_through(INCIDENTS, "incidents.csv", text)
}

#[test]
fn hazard_1_line_breaks_inside_cells() {
    let rows = [
        ged_row(&[("source_headline", "One\nTwo, \"three\"\r\nfour")]),
        ged_row(&[
            ("id", "2"),
            ("source_article", "\"A,2021-03-04,x\";\"B\n,y\""),
        ]),
    ];
    let loaded = ged(&rows);
    assert_eq!((loaded.report.rows, loaded.report.situations), (2, 2));
    assert_eq!(
        loaded.value("ucdp/ged/2", "row"),
        "3",
        "rows are those of a spreadsheet, not lines"
    );
}

#[test]
fn hazard_2_encodings() {
    let marked = load(
        "ptcoups.csv",
        "\u{feff}country,ccode,year,month,day,coup\nMali,432,2031,2,3,2\n",
    );
    assert_eq!(
        marked.report.situations, 1,
        "a byte order mark is no part of a name"
    );
    let latin: Vec<u8> = b"no,date,who\n1,2021-03-04,\"M\xe9naka Front\"\n".to_vec();
    assert_eq!(
        incidents(&latin).value("incidents/actor/Ménaka_Front", "label"),
        "Ménaka Front"
    );
    // One file mixes UTF-8 and windows-1252, and holds a byte that neither has.
    let mixed: Vec<u8> = b"no,date,who\n1,2021-03-04,\"M\xc3\xa9naka\"\n2,2021-03-04,\"Gonz\x9alez\"\n3,2021-03-04,\"A\x81B\"\n".to_vec();
    let loaded = incidents(&mixed);
    assert_eq!(loaded.report.situations, 3, "no row is lost");
    assert_eq!(loaded.set_aside(Reason::BadCharacters), [(4, "who")]);
    assert!(
        loaded
            .quads
            .iter()
            .any(|quad| quad.object.to_string().contains("Ménaka"))
    );
    let mac = INCIDENTS.replace("[file]\n", "[file]\nencoding = \"macintosh\"\n");
    let loaded = load_through(&mac, "cwm.csv", b"no,date,who\n1,2021-03-04,\"Gr\x8fce\"\n");
    assert_eq!(
        loaded.of_class("NonStateArmedGroup"),
        ["incidents/actor/Grèce"]
    );
    let declared = INCIDENTS.replace("[file]\n", "[file]\nencoding = \"utf-8\"\n");
    let loaded = load_through(&declared, "latin.csv", &latin);
    assert_eq!(loaded.set_aside(Reason::OtherEncoding), [(2, "who")]);
    let utf16: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(
            "no,date,who\n1,2021-03-04,Ménaka\n"
                .encode_utf16()
                .flat_map(u16::to_le_bytes),
        )
        .collect();
    assert_eq!(
        incidents(&utf16).of_class("NonStateArmedGroup"),
        ["incidents/actor/Ménaka"]
    );
}

#[test]
fn hazard_3_line_ends() {
    for end in ["\n", "\r\n", "\r", "\r\r\n"] {
        let text = ["no,date,who", "1,2021-03-04,A", "2,2021-03-05,B", ""].join(end);
        let loaded = incidents(&text);
        assert_eq!(
            (loaded.report.rows, loaded.report.situations),
            (2, 2),
            "{end:?}"
        );
        assert_eq!(loaded.value("incidents/2", "row"), "3");
    }
}

#[test]
fn hazard_4_hxl_tags_and_the_order_of_columns() {
    let row = ged_row(&[]);
    let text = csv(GED, &[&row]);
    let (header, rest) = text.split_once('\n').expect("a header");
    let tags: Vec<String> = GED
        .split(',')
        .map(|name| format!("#{}", name.replace('_', "+")))
        .collect();
    let tagged = format!("{header}\n{}\n{rest}", tags.join(","));
    let loaded = load("conflict_data_mli.csv", &tagged);
    assert_eq!((loaded.report.rows, loaded.report.situations), (1, 1));
    assert_eq!(loaded.value("ucdp/ged/1", "row"), "3");
    // The same columns, backwards.
    let backwards: Vec<&str> = GED.split(',').rev().collect();
    let turned = load("conflict_data_mli.csv", csv(&backwards.join(","), &[&row]));
    assert_eq!(
        turned.value("ucdp/ged/1", "sideA"),
        loaded.value("ucdp/ged/1", "sideA")
    );
    assert_eq!(turned.value("ucdp/ged/1/killed", "best"), "7");
}

#[test]
fn hazard_5_headers_that_are_missing_or_changed() {
    let text = csv(GED, &[&ged_row(&[]), &ged_row(&[("id", "2")])]);
    let (_, bare) = text.split_once('\n').expect("a header");
    let loaded = load("GEDEvent_v24_0_1.csv", bare);
    assert_eq!(
        (
            loaded.report.dataset.as_str(),
            loaded.report.version.as_str()
        ),
        ("ucdp-ged", "24.0.1")
    );
    assert_eq!((loaded.report.rows, loaded.report.situations), (2, 2));
    assert_eq!(
        loaded.value("ucdp/ged/1", "row"),
        "1",
        "the first row is data"
    );
    let upper = csv(
        &GED.to_uppercase().replace("SIDE_A_NEW_ID", "Side A New ID"),
        &[],
    );
    let (_, rows) = text.split_once('\n').expect("rows");
    assert_eq!(
        load("ged.csv", format!("{upper}{rows}")).report.situations,
        2
    );
}

#[test]
fn hazard_6_ways_to_write_dates() {
    for (date, when) in [
        ("2021-08-26 00:00:00.000", "2021-08-26"),
        ("2021-08-26T00:00:00Z", "2021-08-26"),
        ("26 August 2021", "2021-08-26"),
        ("26-Aug-21", "2021-08-26"),
        ("20210826", "2021-08-26"),
        ("26/08/2021", "2021-08-26"),
        ("2021", "2021"),
    ] {
        assert_eq!(
            incidents(format!("no,date,who\n1,{date},A\n")).value("incidents/1", "when"),
            when,
            "{date}"
        );
    }
    let with = |format: &str| {
        INCIDENTS.replace(
            "[things.actor]",
            &format!("[columns]\ndate = {{ date = \"{format}\" }}\n\n[things.actor]"),
        )
    };
    for (format, date, when) in [
        ("days since 1970-01-01", "14977.0", "2011-01-03"),
        ("excel", "27729", "1975-12-01"),
        ("m/d/yy", "6/5/03", "2003-06-05"),
        ("dd/mm/yyyy", "05/06/2003", "2003-06-05"),
    ] {
        let loaded = load_through(
            &with(format),
            "dates.csv",
            format!("no,date,who\n1,{date},A\n"),
        );
        assert_eq!(loaded.value("incidents/1", "when"), when, "{format}");
    }
    let loaded = incidents("no,date,who\n1,05/06/2003,A\n2,soon,A\n");
    assert_eq!(loaded.set_aside(Reason::AmbiguousDate), [(2, "date")]);
    assert_eq!(loaded.set_aside(Reason::NotADate), [(3, "date")]);
    assert_eq!(loaded.report.situations, 2, "the rows are kept, undated");
}

#[test]
fn hazard_7_day_and_month_swapped_at_the_source() {
    let header = "signatory_id,AgtId,agt_name,signatory_type,id_paax,actor_name,actor_type,actor_iso3c,actor_country,abbreviation,ucdp_id,ucdp_name,acled_other,Con,Dat,stage_process,Loc1ISO,Loc2ISO,Loc1GWNO,Loc2GWNO";
    let row = |agreement, name, date| {
        [
            ("signatory_id", agreement),
            ("AgtId", agreement),
            ("agt_name", name),
            ("signatory_type", "party"),
            ("id_paax", "ARM_1"),
            ("actor_name", "A"),
            ("actor_type", "Armed Organization"),
            ("Dat", date),
        ]
    };
    let loaded = load(
        "paax_v0.2_signatories.csv",
        csv(
            header,
            &[
                &row("1", "First (05/06/2014)", "2014-05-06"),
                &row("2", "Second (23/06/2014)", ""),
                &row("3", "Third (07/06/2014)", "2014-06-07"),
                &row("4", "Fourth (07/06/2014)", "2013-01-01"),
            ],
        ),
    );
    let when = |n: u8| loaded.value(&format!("pax/agreement/{n}"), "when");
    assert_eq!(
        [1, 2, 3, 4].map(when),
        ["2014-06-05", "2014-06-23", "2014-06-07", "2014-06-07"]
    );
    assert_eq!(loaded.set_aside(Reason::SwappedDayMonth), [(2, "Dat")]);
    assert_eq!(loaded.set_aside(Reason::DatesDiffer), [(5, "Dat")]);
}

#[test]
fn hazard_8_missing_codes_never_become_numbers() {
    for code in ["", "NA", "N/A", "n/a", "NULL", "."] {
        let loaded = incidents(format!("no,date,who,killed\n1,2021,A,{code}\n"));
        assert_eq!(
            loaded.values("incidents/1", "figure"),
            Vec::<String>::new(),
            "{code}"
        );
        assert_eq!(loaded.report.set_aside, [], "{code}");
    }
    // What no mapping declares is not believed either.
    for (code, reason) in [
        ("-9", Reason::NegativeNumber),
        ("-99", Reason::NegativeNumber),
        ("unknown", Reason::NotANumber),
        ("10+", Reason::NotANumber),
    ] {
        let loaded = incidents(format!("no,date,who,killed\n1,2021,A,{code}\n"));
        assert_eq!(
            loaded.values("incidents/1", "figure"),
            Vec::<String>::new(),
            "{code}"
        );
        assert_eq!(loaded.set_aside(reason), [(2, "killed")], "{code}");
    }
    let declared = INCIDENTS.replace(
        "[things.actor]",
        "[columns]\nkilled = { missing = [\"-99\", \"999\"] }\n\n[things.actor]",
    );
    let loaded = load_through(
        &declared,
        "codes.csv",
        "no,date,who,killed\n1,2021,A,-99\n2,2021,A,999.0\n3,2021,A,0\n",
    );
    assert_eq!(loaded.report.set_aside, []);
    assert_eq!(loaded.of_class("Casualties"), ["incidents/3/killed"]);
}

#[test]
fn hazard_9_lists_inside_cells() {
    let mapping = r#"
[dataset]
name = "lists"
title = "Lists"

[columns]
ids = { list = "," }
names = { list = "|" }
sources = { list = ";" }

[things.actor]
each = ["ids", "names"]
id = "lists/actor/{ids}"
class = "NonStateArmedGroup"
name = "{names}"

[situations.clash]
id = "lists/{no}"
class = "ArmedClash"
roles = { belligerent = "actor" }
sources = "{sources}"
"#;
    let text = "no,ids,names,sources\n1,\"11884, 226\",A | B,\"\"\"X,2021\"\";\"\"Y\"\"\"\n2,\"1, 2, 3\",A | B,\n";
    let loaded = load_through(mapping, "lists.csv", text);
    assert_eq!(
        loaded.values("lists/1", "belligerent"),
        ["lists/actor/11884", "lists/actor/226"]
    );
    assert_eq!(loaded.value("lists/actor/226", "label"), "B");
    assert_eq!(loaded.values("lists/1", "source"), ["X,2021", "Y"]);
    assert_eq!(loaded.set_aside(Reason::UnequalLists), [(3, "names")]);
    assert_eq!(loaded.values("lists/2", "belligerent").len(), 3);
}

#[test]
fn hazard_10_placeholders_join_nothing() {
    let unknown = |id| {
        ged_row(&[
            ("id", id),
            ("side_a", "XXX432"),
            ("side_a_new_id", "3698"),
            ("gwnoa", ""),
        ])
    };
    let civilians = |id| {
        ged_row(&[
            ("id", id),
            ("type_of_violence", "3"),
            ("side_b", "Civilians"),
            ("side_b_new_id", "1"),
        ])
    };
    let loaded = ged(&[unknown("1"), unknown("2"), civilians("3"), civilians("4")]);
    assert_eq!(
        loaded.of_class("UnidentifiedActor"),
        ["ucdp/ged/1/unknown_a", "ucdp/ged/2/unknown_a"]
    );
    assert_eq!(loaded.value("ucdp/ged/1", "sideA"), "ucdp/ged/1/unknown_a");
    assert_eq!(
        loaded.of_class("Population"),
        ["ucdp/ged/3/civilians", "ucdp/ged/4/civilians"]
    );
    assert_eq!(loaded.value("ucdp/ged/3", "victim"), "ucdp/ged/3/civilians");
    assert_eq!(
        loaded.value("ucdp/ged/3/civilians", "label"),
        "civilians in Mali"
    );
    let shared = loaded.quads.iter().any(|quad| {
        quad.to_string().contains("ucdp/actor/3698") || quad.to_string().contains("ucdp/actor/1>")
    });
    assert!(!shared, "no node stands for all of them");
}

#[test]
fn hazard_11_dated_names_of_one_body() {
    // See the layouts of ACLED for the whole; here, that two periods are two actors of one body.
    let header = "event_id_cnty,event_date,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,iso,country,admin1,admin2,location,latitude,longitude,geo_precision,source,fatalities";
    let row = |id, actor| {
        [
            ("event_id_cnty", id),
            ("event_date", "2022-01-02"),
            ("time_precision", "1"),
            ("event_type", "Battles"),
            ("sub_event_type", "Armed clash"),
            ("actor1", actor),
            ("iso", "466"),
            ("country", "Mali"),
            ("location", "X"),
            ("geo_precision", "1"),
            ("fatalities", "1"),
        ]
    };
    let loaded = load(
        "acled.csv",
        csv(
            header,
            &[
                &row("1", "Military Forces of Mali (2012-2013)"),
                &row("2", "Military Forces of Mali (2013-2020)"),
            ],
        ),
    );
    let body = "acled/actor/Military_Forces_of_Mali";
    for (period, years) in [("2012-2013", "2012/2013"), ("2013-2020", "2013/2020")] {
        let dated = format!("{body}_({period})");
        assert_eq!(loaded.value(&dated, "unitOf"), body);
        assert_eq!(loaded.value(&dated, "lifetime"), years);
        assert_eq!(loaded.value(&dated, "type"), "ArmedForces");
    }
}

#[test]
fn hazard_12_identifiers_are_notations_and_never_identity() {
    let loaded = ged(&[
        ged_row(&[]),
        ged_row(&[("id", "2"), ("side_b", "Renamed Front")]),
    ]);
    assert_eq!(
        loaded.values("ucdp/actor/99003", "label"),
        ["Invented Front", "Renamed Front"]
    );
    let notation = loaded
        .quads
        .iter()
        .find(|quad| quad.to_string().contains("\"99003\""))
        .expect("a notation");
    assert!(notation.to_string().contains("ns#ucdp-actor"), "{notation}");
    assert!(
        !loaded
            .quads
            .iter()
            .any(|quad| quad.predicate.as_str().contains("sameAs"))
    );
}

#[test]
fn hazard_13_datasets_that_disagree_are_claims_of_their_own() {
    // One plot of an invented year: an attempt on one day for the one, an outcome on another for the other.
    let row = |outcome, day| {
        csv(
            "country,ccode,year,month,day,coup,version",
            &[&[
                ("country", "Mali"),
                ("ccode", "432"),
                ("year", "1978"),
                ("month", "2"),
                ("day", day),
                ("coup", outcome),
                ("version", "test"),
            ]],
        )
    };
    let (first, second) = (
        load("first.csv", row("1", "15")),
        load("second.csv", row("2", "28")),
    );
    let coup = |loaded: &super::support::Loaded| loaded.of_class("Coup");
    assert_ne!(coup(&first), coup(&second), "two days are two plots");
    for (loaded, day, failed) in [(&first, "1978-02-15", true), (&second, "1978-02-28", false)] {
        let one = &coup(loaded)[0];
        assert_eq!(loaded.value(one, "when"), day);
        assert_eq!(loaded.value(one, "status") == "Failed", failed);
    }
}

#[test]
fn hazard_15_two_releases_are_two_sourced_codings_of_one_event() {
    let row = |best| {
        csv(
            GED,
            &[&ged_row(&[("best", best), ("code_status", "Check deaths")])],
        )
    };
    let first = load("GEDEvent_v21_01_21_12.csv", row("7"));
    let second = load("GEDEvent_v25_1.csv", row("8"));
    assert_eq!(first.of_class("ArmedClash"), second.of_class("ArmedClash"));
    assert_ne!(first.report.graph, second.report.graph);
    assert_ne!(
        first.of_class("Casualties"),
        second.of_class("Casualties"),
        "each release has figures of its own"
    );
    assert_eq!(first.value("ucdp/ged/1", "certainty"), "Assessed");
    assert_eq!(first.value("ucdp/ged/1", "accordingTo"), "ucdp");
    // Copies that round coordinates or add a time of day say the same.
    let plain = load("GEDEvent_v25_1.csv", csv(GED, &[&ged_row(&[])]));
    let copy = load(
        "GEDEvent_v25_1.csv",
        csv(
            GED,
            &[&ged_row(&[
                ("latitude", "16.27"),
                ("longitude", "-0.04"),
                ("date_start", "2021-03-04"),
                ("date_end", "2021-03-04T00:00:00"),
            ])],
        ),
    );
    assert_eq!(plain.quads, copy.quads);
}

#[test]
fn hazard_14_codes_of_two_systems_at_two_times() {
    let states = |scheme: &str| {
        format!(
            r#"
[dataset]
name = "codes"
title = "Codes"

[things.state]
class = "State"
code = {{ {scheme} = "{{code}}" }}
id = "codes/{{code}}"

[situations.protest]
id = "codes/{{no}}"
class = "Protest"
roles = {{ protester = "state" }}
time = "{{date}}"
"#
        )
    };
    let state = |scheme: &str, code: &str, date: &str| {
        load_through(
            &states(scheme),
            "codes.csv",
            format!("no,code,date\n1,{code},{date}\n"),
        )
        .value("codes/1", "protester")
    };
    assert_eq!(state("gw", "260", "1995-01-01"), "germany");
    assert_eq!(state("cow", "255", "1995-01-01"), "germany");
    assert_eq!(state("gw", "365", "1985-01-01"), "soviet-union");
    assert_eq!(state("gw", "365", "1995-01-01"), "russia");
    assert_eq!(state("iso-numeric", "8", "1995-01-01"), "albania");
    assert_eq!(state("gw", "432.0", "1995-01-01"), "mali");
    assert_eq!(
        state("cow", "255", "1850-01-01"),
        "codes/255",
        "no state of the reference data, so the dataset's own"
    );
}

#[test]
fn hazard_16_keys_that_are_used_again() {
    let loaded = ged(&[
        ged_row(&[("relid", "0")]),
        ged_row(&[("id", "2"), ("relid", "0")]),
        ged_row(&[("best", "99")]),
    ]);
    assert_eq!((loaded.report.rows, loaded.report.situations), (3, 2));
    assert_eq!(loaded.set_aside(Reason::RepeatedIdentifier), [(4, "")]);
    assert_eq!(
        loaded.value("ucdp/ged/1/killed/25.1", "best"),
        "7",
        "the first is kept"
    );
    let keyless = INCIDENTS.replace("incidents/{no}", "incidents/{row}");
    let loaded = load_through(&keyless, "keyless.csv", "no,date,who\n,2021,A\n,2021,A\n");
    assert_eq!(loaded.report.situations, 2);
    let loaded = incidents("no,date,who\n,2021,A\n1,2021,A\n");
    assert_eq!(loaded.set_aside(Reason::NoIdentifier), [(2, "no")]);
}

#[test]
fn swapped_coordinates_and_reversed_dates_are_flagged() {
    let loaded = incidents(
        "no,date,who,town,lat,long,end\n1,2021-05-01,A,X,120.9,14.6,2021-04-01\n2,2021,A,Y,95,200,2021\n3,2021,A,Z,14.6,120.9,2021\n",
    );
    assert_eq!(loaded.set_aside(Reason::SwappedCoordinates), [(2, "lat")]);
    assert_eq!(loaded.set_aside(Reason::BadCoordinates), [(3, "lat")]);
    assert_eq!(loaded.set_aside(Reason::ReversedDates), [(2, "date")]);
    assert_eq!(
        loaded.value("incidents/1", "when"),
        "[2021-04-01..2021-05-01]"
    );
    assert_eq!(loaded.value("incidents/town/X", "lat"), "");
    assert_eq!(loaded.value("incidents/town/Z", "long"), "120.9");
}

#[test]
fn strict_refuses_what_would_lose_something() {
    let mapping = parse(INCIDENTS);
    let strict = Request {
        mapping: Some(&mapping),
        strict: true,
        ..Request::default()
    };
    assert!(try_load("good.csv", b"no,date,who,killed\n1,2021,A,3\n", &strict).is_ok());
    let Err(error) = try_load(
        "bad.csv",
        b"no,date,who,killed\n1,2021,A,3\n2,2021,A,many\n",
        &strict,
    ) else {
        panic!("a number that is none was taken");
    };
    assert!(
        matches!(error, TableError::Strict { row: 3, .. }),
        "{error}"
    );
    assert!(error.to_string().contains("many"), "{error}");
}

#[test]
fn an_unknown_header_names_the_nearest_mapping() {
    let error = failure("x.csv", "country,ccode,year,month,day\nMali,432,2031,1,2\n");
    let TableError::Unrecognised {
        nearest: Some((mapping, missing)),
        ..
    } = &error
    else {
        panic!("{error}");
    };
    assert_eq!(
        (mapping.as_str(), missing.as_slice()),
        ("powell-thyne", ["coup".to_owned()].as_slice())
    );
    assert!(error.remedy().contains("mapping new"), "{}", error.remedy());
}
