//! Every bundled mapping on invented rows in the layout of the real file.

use super::support::{Loaded, csv, load};
use allegiance::load::table::Reason;

pub const GED: &str = "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,dyad_dset_id,dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,number_of_sources,source_article,source_office,source_date,source_headline,source_original,where_prec,where_coordinates,where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low,gwnoa,gwnob";

/// Returns a GED row about an invented event in Mali, with some of its cells replaced.
pub fn ged_row(cells: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
    let mut row = vec![
        ("id", "1"),
        ("relid", "MLI-0"),
        ("year", "2021"),
        ("code_status", "Clear"),
        ("type_of_violence", "1"),
        ("conflict_new_id", "99001"),
        ("conflict_name", "Mali: Government"),
        ("dyad_new_id", "99002"),
        ("dyad_name", "Government of Mali - Invented Front"),
        ("side_a_new_id", "72"),
        ("side_a", "Government of Mali"),
        ("side_b_new_id", "99003"),
        ("side_b", "Invented Front"),
        ("source_office", "First Agency;Second Agency;First Agency"),
        ("where_prec", "1"),
        ("where_coordinates", "Anytown town"),
        ("adm_1", "Any region"),
        ("adm_2", "Any cercle"),
        ("latitude", "16.270001"),
        ("longitude", "-0.040000"),
        ("country", "Mali"),
        ("country_id", "432"),
        ("date_prec", "1"),
        ("date_start", "2021-03-04 00:00:00.000"),
        ("date_end", "2021-03-04 00:00:00.000"),
        ("deaths_a", "2"),
        ("deaths_b", "0"),
        ("deaths_civilians", "1"),
        ("deaths_unknown", "4"),
        ("best", "7"),
        ("high", "9"),
        ("low", "3"),
        ("gwnoa", "432"),
    ];
    for (name, value) in cells {
        row.retain(|(own, _)| own != name);
        row.push((name, value));
    }
    row
}

pub fn ged(rows: &[Vec<(&'static str, &'static str)>]) -> Loaded {
    let rows: Vec<&[(&str, &str)]> = rows.iter().map(Vec::as_slice).collect();
    load("GEDEvent_v25_1.csv", csv(GED, &rows))
}

#[test]
fn an_event_of_ged() {
    let loaded = ged(&[ged_row(&[])]);
    let event = "ucdp/ged/1";
    assert_eq!((loaded.report.rows, loaded.report.situations), (1, 1));
    assert_eq!(loaded.report.version, "25.1");
    assert_eq!(
        loaded.report.graph,
        "https://w3id.org/allegiance/id/source/ucdp-ged-25.1"
    );
    assert_eq!(loaded.value(event, "type"), "ArmedClash");
    assert_eq!(loaded.value(event, "sideA"), "ucdp/actor/72");
    assert_eq!(loaded.value(event, "sideB"), "ucdp/actor/99003");
    assert_eq!(loaded.value(event, "when"), "2021-03-04");
    assert_eq!(loaded.value(event, "partOf"), "ucdp/dyad/99002");
    assert_eq!(
        loaded.value("ucdp/dyad/99002", "partOf"),
        "ucdp/conflict/99001"
    );
    assert_eq!(
        loaded.value(event, "source"),
        "First Agency | Second Agency"
    );
    assert_eq!(loaded.value(event, "row"), "2");
    let place = "ucdp/place/432/Anytown_town/16.27,-0.04";
    assert_eq!(loaded.value(event, "place"), place);
    assert_eq!(
        loaded.value(place, "within"),
        "ucdp/place/432/Any_region/Any_cercle"
    );
    assert_eq!(
        loaded.value("ucdp/place/432/Any_region", "within"),
        "mali-country"
    );
    assert_eq!(loaded.value(place, "lat"), "16.27");
    assert_eq!(loaded.value(place, "altLabel"), "Anytown");
    assert_eq!(loaded.value("ucdp/actor/72", "unitOf"), "mali");
    assert_eq!(loaded.value("ucdp/actor/72", "type"), "Government");
    assert_eq!(loaded.value("ucdp/actor/99003", "notation"), "99003");
    let figure = "ucdp/ged/1/killed/25.1";
    assert_eq!(loaded.value(event, "figure"), figure);
    assert_eq!(
        ["low", "best", "high"].map(|bound| loaded.value(figure, bound)),
        ["3", "7", "9"]
    );
    // Nobody died on side B, which says nothing of its own.
    assert_eq!(loaded.values(figure, "breakdown").len(), 3);
    assert_eq!(
        loaded.value("ucdp/ged/1/killed/25.1/1", "of"),
        "ucdp/actor/72"
    );
}

#[test]
fn precision_of_ged_places_and_dates() {
    let row = |id, where_prec, date_prec, end| {
        ged_row(&[
            ("id", id),
            ("where_prec", where_prec),
            ("date_prec", date_prec),
            ("date_end", end),
        ])
    };
    let loaded = ged(&[
        row("1", "2", "2", "2021-03-09 00:00:00.000"),
        row("2", "3", "5", "2021-12-31 00:00:00.000"),
        row("3", "4", "1", "2021-03-05 00:00:00.000"),
        row("4", "6", "4", "2021-03-04 00:00:00.000"),
    ]);
    assert_eq!(loaded.value("ucdp/ged/1", "placePrecision"), "Near");
    assert_eq!(
        loaded.value("ucdp/ged/1", "when"),
        "[2021-03-04..2021-03-09]"
    );
    assert_eq!(
        loaded.value("ucdp/ged/2", "place"),
        "ucdp/place/432/Any_region/Any_cercle"
    );
    assert_eq!(
        loaded.value("ucdp/ged/2", "when"),
        "[2021-03-04..2021-12-31]"
    );
    assert_eq!(
        loaded.value("ucdp/ged/3", "place"),
        "ucdp/place/432/Any_region"
    );
    assert_eq!(loaded.value("ucdp/ged/3", "when"), "2021-03-04/2021-03-05");
    assert_eq!(loaded.value("ucdp/ged/4", "place"), "mali-country");
    assert_eq!(loaded.value("ucdp/ged/4", "when"), "2021-03-04");
}

#[test]
fn older_layouts_of_ged() {
    let v17 = "id,year,type_of_violence,conflict_new_id,conflict_name,dyad_new_id,dyad_name,side_a_new_id,gwnoa,side_a,side_b_new_id,gwnob,side_b,where_prec,where_coordinates,adm_1,adm_2,latitude,longitude,country,country_id,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,low_est,best_est,high_est";
    let cells = [
        ("id", "5"),
        ("type_of_violence", "2"),
        ("side_a_new_id", "99004"),
        ("side_a", "Invented Union"),
        ("side_b_new_id", "99003"),
        ("side_b", "Invented Front"),
        ("where_prec", "6"),
        ("country", "Libya"),
        ("country_id", "620"),
        ("date_prec", "1"),
        ("date_start", "2014-05-06T00:00:00"),
        ("date_end", "2014-05-06T00:00:00"),
        ("low_est", "1"),
        ("best_est", "2"),
        ("high_est", "3"),
    ];
    let loaded = load("ged171.csv", csv(v17, &[&cells]));
    assert_eq!(loaded.value("ucdp/ged/5/killed/171", "best"), "2");
    assert_eq!(loaded.value("ucdp/ged/5", "place"), "libya-country");

    // The actors of version 5 have other numbers, which are kept apart.
    let v5 = "id,year,type_of_violence,conflict_id,conflict_name,dyad_id,dyad_name,side_a_id,gwnoa,side_a,side_b_id,gwnob,side_b,where_prec,where_coordinates,adm_1,adm_2,latitude,longitude,country,country_id,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best_est,high_est,low_est";
    let cells = [
        ("id", "6"),
        ("type_of_violence", "3"),
        ("side_a_id", "7"),
        ("side_a", "Invented Union"),
        ("side_b_id", "9999"),
        ("side_b", "Civilians"),
        ("dyad_id", "8"),
        ("where_prec", "6"),
        ("country", "Nigeria"),
        ("country_id", "475"),
        ("date_prec", "1"),
        ("date_start", "2011-05-06"),
        ("date_end", "2011-05-06"),
        ("best_est", "2"),
    ];
    let loaded = load("Nigeria.csv", csv(v5, &[&cells]));
    assert_eq!(loaded.value("ucdp/ged/6", "attacker"), "ucdp-old/actor/7");
    assert_eq!(loaded.value("ucdp/ged/6", "partOf"), "ucdp-old/dyad/8");
    assert_eq!(loaded.value("ucdp/ged/6", "victim"), "ucdp/ged/6/civilians");
}

#[test]
fn agreements_and_their_signatories() {
    let pax = "Con,Contp,PP,PPName,Reg,AgtId,Ver,Agt,Dat,Status,Lgt,N_characters,Agtp,Stage,StageSub,Part,ThrdPart,OthAgr,Loc1ISO,Loc2ISO,Loc1GWNO,Loc2GWNO,UcdpCon,UcdpAgr,PamAgr,CowWar,Interim";
    let rows = csv(
        pax,
        &[&[
            ("Con", "Mali"),
            ("PP", "900"),
            ("PPName", "Invented process"),
            ("AgtId", "9001"),
            ("Agt", "Invented Accord"),
            ("Dat", "2014-05-23"),
            ("Stage", "Cea"),
            ("StageSub", "Ceas"),
            ("Part", "One side\r\nand the other"),
            ("Loc1ISO", "MLI"),
            ("Loc2ISO", "NER"),
            ("UcdpCon", "NA"),
        ]],
    );
    let loaded = load("pax_data_1_agreements_v9.csv", rows);
    let accord = "pax/agreement/9001";
    assert_eq!(loaded.report.version, "9");
    assert_eq!(loaded.value(accord, "type"), "Ceasefire");
    assert_eq!(loaded.value(accord, "stage"), "code/pax-stage/Cea");
    assert_eq!(loaded.value(accord, "when"), "2014-05-23");
    assert_eq!(
        loaded.value(accord, "place"),
        "mali-country | niger-country"
    );
    assert_eq!(loaded.value(accord, "partOf"), "pax/process/900");

    let paax = "signatory_id,AgtId,agt_name,signatory_type,practical_third,condition,actor_id,id_paax,actor_name,actor_type,sub_type,cs_type,actor_iso3c,actor_country,actor_gwno,actor_region,abbreviation,un_type,international,regional,domestic,women,ucdp_id,ucdp_name,acled_name,acled_other,Con,PPName,Reg,Dat,year,agt_type,stage_process,Part,ThrdPart,Loc1ISO,Loc2ISO,Loc1GWNO,Loc2GWNO,UcdpCon,UcdpAgr,PamAgr,CowWar,PAX_Hyperlink,PDF_Hyperlink";
    let signs = |id, kind, actor, name, class, iso, ucdp| {
        [
            ("signatory_id", id),
            ("AgtId", "9001"),
            ("agt_name", "Invented Accord (23/05/2014)"),
            ("signatory_type", kind),
            ("id_paax", actor),
            ("actor_name", name),
            ("actor_type", class),
            ("actor_iso3c", iso),
            ("actor_country", iso),
            ("ucdp_id", ucdp),
            ("acled_other", "Old Name | New Name"),
            ("stage_process", "Ceasefire"),
            ("Loc1ISO", "MLI"),
        ]
    };
    let rows = csv(
        paax,
        &[
            &signs("1", "party", "CON_93", "Mali", "Country/State", "MLI", ""),
            &signs(
                "2",
                "party",
                "ARM_900",
                "Invented Front",
                "Armed Organization",
                "MLI | NER",
                "99003",
            ),
            &signs(
                "3",
                "third party",
                "IGO_900",
                "Invented Union",
                "Intergovernmental Organization",
                "",
                "",
            ),
        ],
    );
    let loaded = load("paax_v0.2_signatories.csv", rows);
    assert_eq!(loaded.report.rows, 3);
    assert_eq!(loaded.report.situations, 1);
    assert_eq!(
        loaded.value(accord, "signatory"),
        "mali | paax/actor/ARM_900"
    );
    assert_eq!(loaded.value(accord, "witness"), "paax/actor/IGO_900");
    assert_eq!(loaded.value(accord, "when"), "2014-05-23");
    assert_eq!(
        loaded.value("paax/actor/ARM_900", "notation"),
        "99003 | ARM_900 | New Name | Old Name"
    );
    assert_eq!(
        loaded.value("paax/actor/ARM_900", "country"),
        "mali-country | niger-country"
    );

    let actors = "actor_id,id_paax,actor_name,actor_type,actor_iso3c,sub_type,cs_type,abbreviation,actor_country,actor_gwno,actor_region,un_type,international,regional,domestic,women,ucdp_id,ucdp_name,acled_name,acled_other";
    let rows = csv(
        actors,
        &[&[
            ("actor_id", "1"),
            ("id_paax", "ARM_900"),
            ("actor_name", "Invented Front"),
            ("actor_type", "Armed Organization"),
            ("abbreviation", "IF"),
            ("ucdp_id", "99003.0"),
            ("ucdp_name", "The Front"),
        ]],
    );
    let loaded = load("paax_actors_v0.2.csv", rows);
    assert_eq!(loaded.report.situations, 0);
    assert_eq!(
        loaded.value("paax/actor/ARM_900", "notation"),
        "99003 | ARM_900"
    );
    assert_eq!(loaded.value("paax/actor/ARM_900", "abbreviation"), "IF");
}

#[test]
fn alliances_of_cow() {
    let member = "version4id,ccode,state_name,all_st_day,all_st_month,all_st_year,all_end_day,all_end_month,all_end_year,ss_type,mem_st_day,mem_st_month,mem_st_year,mem_end_day,mem_end_month,mem_end_year,left_censor,right_censor,defense,neutrality,nonaggression,entente,version";
    let rows = csv(
        member,
        &[
            &[
                ("version4id", "901"),
                ("ccode", "220"),
                ("state_name", "France"),
                ("all_st_year", "1893"),
                ("mem_st_day", "1"),
                ("mem_st_month", "1"),
                ("mem_st_year", "1816"),
                ("left_censor", "1"),
                ("right_censor", "1"),
                ("version", "4.1"),
            ],
            &[
                ("version4id", "901"),
                ("ccode", "300"),
                ("state_name", "Austria-Hungary"),
                ("all_st_year", "1893"),
                ("mem_st_year", "1893"),
                ("mem_end_day", "8"),
                ("mem_end_month", "11"),
                ("mem_end_year", "1917"),
                ("right_censor", "0"),
                ("version", "4.1"),
            ],
        ],
    );
    let loaded = load("alliance_v4.1_by_member.csv", rows);
    assert_eq!(loaded.report.version, "4.1");
    assert_eq!(
        loaded.value("cow/alliance-treaty/901", "signatory"),
        "cow/state/300 | france"
    );
    let france = loaded
        .of_class("Membership")
        .into_iter()
        .find(|m| m.contains("/220/"))
        .expect("France");
    assert_eq!(loaded.value(&france, "when"), "..1816-01-01/..");
    assert_eq!(loaded.value(&france, "ongoingAsOf"), "2012-12-31");

    let dyad = "version4id,ccode1,state_name1,ccode2,state_name2,dyad_st_day,dyad_st_month,dyad_st_year,dyad_end_day,dyad_end_month,dyad_end_year,left_censor,right_censor,defense,neutrality,nonaggression,entente,asymmetric,version";
    let rows = csv(
        dyad,
        &[&[
            ("version4id", "901"),
            ("ccode1", "220"),
            ("state_name1", "France"),
            ("ccode2", "300"),
            ("state_name2", "Austria-Hungary"),
            ("dyad_st_year", "1893"),
            ("dyad_end_day", "8"),
            ("dyad_end_month", "11"),
            ("dyad_end_year", "1917"),
            ("defense", "1"),
            ("entente", "1"),
        ]],
    );
    let loaded = load("alliance_v4.1_by_dyad.csv", rows);
    let alliance = loaded.of_class("Alliance").remove(0);
    assert_eq!(loaded.value(&alliance, "party"), "cow/state/300 | france");
    assert_eq!(loaded.value(&alliance, "when"), "1893/1917-11-08");
    assert_eq!(loaded.value(&alliance, "description"), "defence | entente");
    assert_eq!(loaded.set_aside(Reason::UnknownState), [(2, "ccode2")]);
}

#[test]
fn states_and_coups() {
    let states = "stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday,version";
    let rows =
        "FRN,220,France,1816,1,1,1942,11,11,2016\nFRN,220,France,1944,8,25,2016,12,31,2016\n";
    let loaded = load("states2016.csv", format!("{states}\n{rows}"));
    assert_eq!(loaded.report.version, "2016");
    assert_eq!(
        loaded.value("cow/state-system/220/1944", "member"),
        "france"
    );
    assert_eq!(
        loaded.value("cow/state-system/220/1816", "when"),
        "1816-01-01/1942-11-11"
    );

    let loaded = load(
        "ptcoups.csv",
        "country,ccode,year,month,day,coup,version\nMali,432,2031,2,3,2,V9\nMali,432,2032,5,6,1,V9\n",
    );
    assert_eq!(loaded.report.version, "9");
    assert_eq!(
        loaded.value("powell-thyne/432/2031-2-3/2", "place"),
        "mali-country"
    );
    assert_eq!(
        loaded.value("powell-thyne/432/2032-5-6/1", "status"),
        "Failed"
    );
    // Two coups have two governments.
    assert_eq!(loaded.of_class("Government").len(), 2);
}

#[test]
fn interventions() {
    let imi = "intervener,target,start,end,source,direction,type,amount,air,naval,size_naval,firing_outside,intervener_casualties,target casualties,domestic_dispute,affect_policies,social_protective,pursuit_border,economic,strategic,humanitarian,territorial,military/diplomatic,contiguity,int_contig,description";
    let rows = csv(
        imi,
        &[
            &[
                ("intervener", "220"),
                ("target", "432"),
                ("start", "19990199"),
                ("end", "88888888"),
                ("direction", "1"),
                ("intervener_casualties", "999"),
                ("target casualties", "12"),
            ],
            &[
                ("intervener", "1001"),
                ("target", "432"),
                ("start", "19991999"),
                ("end", "20000101"),
                ("direction", "3"),
                ("intervener_casualties", "998"),
            ],
        ],
    );
    let loaded = load("MergedIMIData1947-2005.csv", rows);
    let first = "imi/220-432/2";
    assert_eq!(loaded.value(first, "intervener"), "france");
    assert_eq!(loaded.value(first, "host"), "mali");
    assert_eq!(loaded.value(first, "when"), "1999-01/..");
    assert_eq!(loaded.value(first, "ongoingAsOf"), "2005-12-31");
    assert_eq!(
        loaded.values(first, "figure").len(),
        1,
        "999 is no number of people"
    );
    let second = "imi/1001-432/3";
    assert_eq!(loaded.value(second, "opponent"), "mali");
    assert_eq!(loaded.value(second, "intervener"), "imi/intervener/1001");
    assert_eq!(loaded.set_aside(Reason::NotADate), [(3, "start")]);
    assert_eq!(loaded.values(second, "figure").len(), 0);
}

#[test]
fn the_genealogy_of_actors() {
    let header = "ActorId,NameData,NameOrig,NameOrigFull,NameOrigFullEng,NameChange,NewName,NewNameFullMotherTongue,NewNameFullEng,Org,ConflictId,DyadId,PrimaryParty,OSID,OSCoalition,OSCoalitionID,NSID,NSCoalition,NSCoalitionID,Splinter,NamePrev,ActorIdPrev,SplitTemp,NameSplitTemp,ActorIdSplitTemp,Alliance,NameAlliance,ActorIdAlliance,JoinGroup,GroupName,ActorIdGroup,Location,GWNOLoc,Region,Version";
    let rows = csv(
        header,
        &[
            &[
                ("ActorId", "901"),
                ("NameData", "New Front"),
                ("NameOrig", "Old Front"),
                ("NameOrigFull", "n/a"),
                ("NameChange", "1"),
                ("NewName", "New Front"),
                ("Org", "1"),
                ("Splinter", "1"),
                ("NamePrev", "Mother"),
                ("ActorIdPrev", "900"),
                ("Alliance", "1"),
                ("NameAlliance", "Union"),
                ("ActorIdAlliance", "910"),
                ("JoinGroup", "1"),
                ("GroupName", "Mother, Union"),
                ("ActorIdGroup", "900, 910"),
                ("NSCoalition", "1"),
                ("NSCoalitionID", "920, 921"),
                ("Version", "22.1"),
            ],
            &[
                ("ActorId", "72"),
                ("NameData", "Government of Mali"),
                ("NameOrig", "Government of Mali"),
                ("Org", "4"),
                ("Version", "22.1"),
            ],
        ],
    );
    let loaded = load("ucdp-actor-221.csv", rows);
    assert_eq!(loaded.report.version, "22.1");
    assert_eq!(
        loaded.value("ucdp/renaming/901", "predecessor"),
        "ucdp/actor/901/Old_Front"
    );
    assert_eq!(
        loaded.value("ucdp/renaming/901", "successor"),
        "ucdp/actor/901"
    );
    assert_eq!(
        loaded.value("ucdp/split/900-901", "predecessor"),
        "ucdp/actor/900"
    );
    assert_eq!(
        loaded.value("ucdp/merger/901-910", "successor"),
        "ucdp/actor/910"
    );
    assert_eq!(
        loaded.value("ucdp/joining/901-900", "organisation"),
        "ucdp/actor/900"
    );
    assert_eq!(
        loaded.value("ucdp/joining/901-910", "organisation"),
        "ucdp/actor/910"
    );
    assert_eq!(loaded.of_class("Composition").len(), 2);
    assert_eq!(loaded.value("ucdp/actor/72", "unitOf"), "mali");
    assert_eq!(loaded.value("ucdp/actor/900", "label"), "Mother");
}

const ACD: &str = "conflict_id,location,side_a,side_a_id,side_a_2nd,side_b,side_b_id,side_b_2nd,incompatibility,territory_name,year,intensity_level,cumulative_intensity,type_of_conflict,start_date,start_prec,start_date2,start_prec2,ep_end,ep_end_date,ep_end_prec,gwno_a,gwno_a_2nd,gwno_b,gwno_b_2nd,gwno_loc,region,version";

#[test]
fn conflicts_by_year_become_spells() {
    let row = |year, second| {
        [
            ("conflict_id", "99001"),
            ("location", "Mali"),
            ("side_a", "Government of Mali"),
            ("side_a_id", "72"),
            ("side_a_2nd", second),
            ("side_b", "Front A, Front B"),
            ("side_b_id", "901, 902"),
            ("incompatibility", "2"),
            ("year", year),
            ("intensity_level", "1"),
            ("type_of_conflict", "3"),
            ("gwno_loc", "432"),
            ("version", "25.1"),
        ]
    };
    let (france, both) = (
        "Government of France",
        "Government of France, Government of Chad",
    );
    // Out of order, as files may be.
    let rows = csv(
        ACD,
        &[
            &row("1992", ""),
            &row("1990", france),
            &row("1991", both),
            &row("2001", ""),
            &row("2002", both),
        ],
    );
    let loaded = load("ucdp-prio-acd-251.csv", rows);
    assert_eq!(loaded.report.version, "25.1");
    assert_eq!(
        loaded.report.classes,
        [("TroopSupport".to_owned(), 4), ("Conflict".to_owned(), 2)]
    );
    let first = "ucdp/armed-conflict/99001/1990";
    assert_eq!(loaded.value(first, "when"), "1990/1992");
    assert_eq!(
        loaded.value(first, "sideB"),
        "ucdp/actor/901 | ucdp/actor/902"
    );
    assert_eq!(loaded.value(first, "row"), "2 | 3 | 4");
    // The last year of the table is not the end.
    assert_eq!(
        loaded.value("ucdp/armed-conflict/99001/2001", "when"),
        "2001/.."
    );
    assert_eq!(
        loaded.value("ucdp/armed-conflict/99001/2001", "ongoingAsOf"),
        "2002"
    );
    let support = "ucdp/secondary-party/99001/a/Government_of_France/1990";
    assert_eq!(loaded.value(support, "supporter"), "france");
    assert_eq!(loaded.value(support, "recipient"), "ucdp/actor/72");
    assert_eq!(
        loaded.value(support, "opponent"),
        "ucdp/actor/901 | ucdp/actor/902"
    );
    assert_eq!(loaded.value(support, "when"), "1990/1991");
    assert_eq!(
        loaded.value(
            "ucdp/secondary-party/99001/a/Government_of_Chad/1991",
            "when"
        ),
        "1991/1991"
    );
}

#[test]
fn dyads_by_year() {
    let header = format!(
        "dyad_id,{}",
        ACD.replace("cumulative_intensity,", "")
            .replace("ep_end,ep_end_date,ep_end_prec,", "")
    );
    let rows = csv(
        &header,
        &[&[
            ("dyad_id", "99002"),
            ("conflict_id", "99001"),
            ("location", "Mali"),
            ("side_a", "Government of Mali"),
            ("side_a_id", "72"),
            ("side_b", "Front A"),
            ("side_b_id", "901"),
            ("side_b_2nd", "Government of Chad"),
            ("incompatibility", "1"),
            ("year", "1990"),
            ("intensity_level", "2"),
            ("type_of_conflict", "4"),
            ("gwno_loc", "432"),
            ("version", "25.1"),
        ]],
    );
    let loaded = load("ucdp-dyadic-251.csv", rows);
    assert_eq!(loaded.report.dataset, "ucdp-dyadic");
    let dyad = "ucdp/dyadic-conflict/99002/1990";
    assert_eq!(loaded.value(dyad, "type"), "CivilWar");
    assert_eq!(loaded.value(dyad, "partOf"), "ucdp/dyad/99002");
    assert_eq!(
        loaded.value(
            "ucdp/dyadic-secondary-party/99002/b/Government_of_Chad/1990",
            "recipient"
        ),
        "ucdp/actor/901"
    );
}

#[test]
fn external_support() {
    let header = "ext_id,actor_id,dyad_id,year,active,conflict_id,dyad_name,location,side_a,side_a_id,side_b,side_b_id,actor_name,actor_nonstate,ext_name,ext_nonstate,ext_coalition,ext_sup,ext_x,ext_p,ext_y,ext_w,ext_m,ext_t,ext_f,ext_i,ext_l,ext_o,ext_u";
    let row = |year, intelligence| {
        [
            ("ext_id", "220"),
            ("ext_name", "Government of France"),
            ("actor_id", "72"),
            ("actor_name", "Government of Mali"),
            ("dyad_id", "99002"),
            ("year", year),
            ("ext_sup", "1"),
            ("ext_x", "1"),
            ("ext_i", intelligence),
        ]
    };
    let loaded = load(
        "ucdp-esd-ty-181.csv",
        csv(
            header,
            &[&row("2013", "1"), &row("2014", ""), &row("2015", "1")],
        ),
    );
    assert_eq!(loaded.report.version, "181");
    assert_eq!(
        loaded.value("ucdp/esd/220-72-99002/x/2013", "when"),
        "2013/.."
    );
    assert_eq!(
        loaded.value("ucdp/esd/220-72-99002/i/2013", "when"),
        "2013/2013"
    );
    assert_eq!(
        loaded.value("ucdp/esd/220-72-99002/i/2013", "type"),
        "IntelligenceSupport"
    );
    assert_eq!(
        loaded.value("ucdp/esd/220-72-99002/x/2013", "supporter"),
        "ucdp/actor/220"
    );
    assert_eq!(loaded.value("ucdp/actor/220", "unitOf"), "france");
    assert_eq!(
        loaded.report.classes,
        [
            ("IntelligenceSupport".to_owned(), 2),
            ("TroopSupport".to_owned(), 1)
        ]
    );
}

const ACLED: &str = "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp";

#[test]
fn the_current_layout_of_acled() {
    let row = [
        ("event_id_cnty", "MLI1"),
        ("event_date", "2022-06-30"),
        ("time_precision", "1"),
        ("event_type", "Battles"),
        ("sub_event_type", "Non-state actor overtakes territory"),
        ("actor1", "Invented Front"),
        ("assoc_actor_1", "Allied Front; Other Front"),
        ("inter1", "Rebel group"),
        ("actor2", "Military Forces of Mali (2021-) Gendarmerie"),
        ("inter2", "State forces"),
        ("iso", "466"),
        ("country", "Mali"),
        ("admin1", "Gao"),
        ("location", "Anytown"),
        ("latitude", "16.2"),
        ("longitude", "0.1"),
        ("geo_precision", "2"),
        ("source", "One; Two"),
        ("fatalities", "0"),
    ];
    let loaded = load("acled.csv", csv(ACLED, &[&row]));
    let event = "acled/event/MLI1";
    assert_eq!(loaded.value(event, "type"), "ArmedClash | Capture");
    assert_eq!(
        loaded.value(event, "sideA"),
        "acled/actor/Allied_Front | acled/actor/Invented_Front | acled/actor/Other_Front"
    );
    let dated = "acled/actor/Military_Forces_of_Mali_(2021-)_Gendarmerie";
    assert_eq!(loaded.value(event, "dispossessed"), dated);
    assert_eq!(loaded.value(dated, "lifetime"), "2021/..");
    assert_eq!(
        loaded.value(dated, "unitOf"),
        "acled/actor/Military_Forces_of_Mali"
    );
    assert_eq!(
        loaded.value("acled/actor/Military_Forces_of_Mali", "unitOf"),
        "mali"
    );
    assert_eq!(loaded.value(event, "placePrecision"), "Near");
    assert_eq!(loaded.value(event, "source"), "One | Two");
    assert_eq!(loaded.value("acled/event/MLI1/killed", "best"), "0");
}

#[test]
fn older_layouts_of_acled() {
    let before_2023 = "data_id,iso,event_id_cnty,event_id_no_cnty,event_date,year,time_precision,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,region,country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,timestamp,iso3";
    let row = [
        ("event_id_cnty", "MLI2"),
        ("event_date", "22 February 2019"),
        ("time_precision", "2"),
        ("event_type", "Violence against civilians"),
        ("sub_event_type", "Attack"),
        ("actor1", "Unidentified Armed Group (Mali)"),
        ("inter1", "3"),
        ("actor2", "Civilians (Mali)"),
        ("inter2", "7"),
        ("iso", "466"),
        ("country", "Mali"),
        ("location", "Anytown"),
        ("geo_precision", "3"),
        ("admin1", "Mopti"),
        ("fatalities", "3"),
    ];
    let loaded = load("acled.csv", csv(before_2023, &[&row]));
    let event = "acled/event/MLI2";
    assert_eq!(loaded.value(event, "type"), "OneSidedViolence");
    assert_eq!(loaded.value(event, "when"), "[2019-02-16..2019-02-28]");
    assert_eq!(
        loaded.value(event, "attacker"),
        "acled/event/MLI2/actor1_nobody"
    );
    assert_eq!(
        loaded.value(event, "victim"),
        "acled/event/MLI2/actor2_nobody"
    );
    assert_eq!(
        loaded.value("acled/event/MLI2/actor1_nobody", "type"),
        "UnidentifiedActor"
    );
    assert_eq!(loaded.value(event, "place"), "acled/place/Mali/Mopti");

    let dyadic = "GWNO,EVENT_ID_CNTY,EVENT_ID_NO_CNTY,EVENT_DATE,YEAR,TIME_PRECISION,EVENT_TYPE,ACTOR1,ALLY_ACTOR_1,INTER1,ACTOR2,ALLY_ACTOR_2,INTER2,INTERACTION,COUNTRY,ADMIN1,ADMIN2,ADMIN3,LOCATION,LATITUDE,LONGITUDE,GEO_PRECISION,SOURCE,NOTES,FATALITIES";
    let row = [
        ("EVENT_ID_CNTY", "LBY1"),
        ("EVENT_DATE", "03-May-14"),
        ("TIME_PRECISION", "1"),
        ("EVENT_TYPE", "Battle-No change of territory"),
        ("ACTOR1", "Invented Front"),
        ("INTER1", "2"),
        ("ACTOR2", "Police Forces of Libya (2011-2014)"),
        ("INTER2", "1"),
        ("COUNTRY", "Libya"),
        ("LOCATION", "Anytown"),
        ("GEO_PRECISION", "1"),
        ("FATALITIES", "1"),
    ];
    let loaded = load("acled.csv", csv(dyadic, &[&row]));
    assert_eq!(loaded.value("acled/event/LBY1", "type"), "ArmedClash");
    assert_eq!(loaded.value("acled/event/LBY1", "when"), "2014-05-03");
    assert_eq!(
        loaded.value("acled/actor/Police_Forces_of_Libya", "unitOf"),
        "libya"
    );
}

#[test]
fn an_actor_based_export_of_acled_gives_each_event_once() {
    let row = |actor| {
        [
            ("event_id_cnty", "MLI3"),
            ("event_date", "2022-06-30"),
            ("time_precision", "1"),
            ("event_type", "Protests"),
            ("sub_event_type", "Peaceful protest"),
            ("actor1", actor),
            ("inter1", "Protesters"),
            ("country", "Mali"),
            ("iso", "466"),
            ("location", "Anytown"),
            ("geo_precision", "1"),
            ("fatalities", "0"),
        ]
    };
    let loaded = load(
        "acled.csv",
        csv(ACLED, &[&row("Protesters (Mali)"), &row("Invented Union")]),
    );
    assert_eq!((loaded.report.rows, loaded.report.situations), (2, 1));
    assert_eq!(loaded.values("acled/event/MLI3", "protester").len(), 2);
}

#[test]
fn disputes_and_their_participants() {
    let a = "DispNum3,DispNum4,StDay,StMon,StYear,EndDay,EndMon,EndYear,Outcome,Settle,Fatality,FatalPre,MaxDur,MinDur,HiAct,HostLev,Recip,NumA,NumB,Link1,Link2,Link3,Ongo2010,Version";
    let loaded = load(
        "MIDA_4.01.csv",
        csv(
            a,
            &[
                &[
                    ("DispNum3", "901"),
                    ("DispNum4", "-9"),
                    ("StDay", "-9"),
                    ("StMon", "5"),
                    ("StYear", "1902"),
                    ("EndDay", "3"),
                    ("EndMon", "6"),
                    ("EndYear", "1902"),
                    ("Fatality", "2"),
                    ("HostLev", "4"),
                    ("Version", "4.01"),
                ],
                &[
                    ("DispNum3", "902"),
                    ("StYear", "1903"),
                    ("EndYear", "1903"),
                    ("Fatality", "-9"),
                    ("HostLev", "2"),
                    ("Version", "4.01"),
                ],
            ],
        ),
    );
    assert_eq!(loaded.report.version, "4.01");
    assert_eq!(loaded.value("cow/mid/901", "type"), "Conflict");
    assert_eq!(loaded.value("cow/mid/901", "when"), "1902-05/1902-06-03");
    assert_eq!(loaded.value("cow/mid/901/killed/4.01", "low"), "26");
    assert_eq!(loaded.value("cow/mid/901/killed/4.01", "high"), "100");
    assert_eq!(loaded.value("cow/mid/902", "type"), "Hostility");
    assert_eq!(
        loaded.values("cow/mid/902", "figure").len(),
        0,
        "-9 is no number of people"
    );

    let b = "DispNum3,DispNum4,StAbb,ccode,StDay,StMon,StYear,EndDay,EndMon,EndYear,SideA,RevState,RevType1,RevType2,Fatality,FataPre,HiAct,HostLev,Orig,Version";
    let loaded = load(
        "MIDB_4.01.csv",
        csv(
            b,
            &[
                &[
                    ("DispNum3", "901"),
                    ("StAbb", "FRN"),
                    ("ccode", "220"),
                    ("StYear", "1902"),
                    ("SideA", "1"),
                    ("HostLev", "4"),
                ],
                &[
                    ("DispNum3", "901"),
                    ("StAbb", "UKG"),
                    ("ccode", "200"),
                    ("StYear", "1902"),
                    ("SideA", "0"),
                    ("HostLev", "4"),
                ],
            ],
        ),
    );
    assert_eq!(loaded.value("cow/mid/901", "sideA"), "france");
    assert_eq!(loaded.value("cow/mid/901", "sideB"), "united-kingdom");

    let v5 = "dispnum,stday,stmon,styear,endday,endmon,endyear,outcome,settle,fatality,fatalpre,maxdur,mindur,hiact,hostlev,recip,numa,numb,ongo2014,version";
    let loaded = load(
        "MIDA 5.0.csv",
        csv(
            v5,
            &[&[
                ("dispnum", "903"),
                ("styear", "2013"),
                ("endyear", "2013"),
                ("hostlev", "3"),
            ]],
        ),
    );
    assert_eq!(loaded.value("cow/mid/903", "when"), "2013/2013");
}

#[test]
fn members_of_atop() {
    let header = "atopid,cowid,cow4id,member,cowsys,yrent,moent,dayent,yrexit,moexit,dayexit,ineffect,bilat,phase,maxphase,wartime,defense,offense,neutral,nonagg,consul,version";
    let loaded = load(
        "atop-member-level.csv",
        csv(
            header,
            &[
                &[
                    ("atopid", "1005.1"),
                    ("member", "220"),
                    ("yrent", "1902"),
                    ("moent", "3"),
                    ("dayent", "4"),
                    ("yrexit", "0"),
                    ("ineffect", "1"),
                    ("defense", "1"),
                    ("consul", "1"),
                ],
                &[
                    ("atopid", "1005.2"),
                    ("member", "220"),
                    ("yrent", "1912"),
                    ("moent", "3"),
                    ("dayent", "4"),
                    ("yrexit", "1914"),
                    ("ineffect", "0"),
                    ("defense", "1"),
                ],
            ],
        ),
    );
    assert_eq!(
        loaded.of_class("AllianceTreaty").len(),
        2,
        "phases have ids with decimals"
    );
    let members = loaded.of_class("Membership");
    assert_eq!(loaded.value(&members[0], "when"), "1902-03-04/..");
    assert_eq!(loaded.value(&members[1], "when"), "1912-03-04/1914");
    assert_eq!(
        loaded.value("atop/alliance-treaty/1005.1", "description"),
        "consultation | defence"
    );
}

#[test]
fn events_of_gdelt_have_no_header() {
    for (columns, adm2) in [(61, true), (58, false)] {
        let mut cells = vec![String::new(); columns];
        let shift = usize::from(adm2);
        for (at, value) in [
            (0, "123456789"),
            (1, "20150218"),
            (2, "201502"),
            (3, "2015"),
            (4, "2015.1315"),
            (5, "MLIGOV"),
            (6, "MALI"),
            (7, "MLI"),
            (12, "GOV"),
            (15, "CVL"),
            (16, "CIVILIAN"),
            (22, "CVL"),
            (25, "1"),
            (26, "190"),
            (27, "190"),
            (28, "19"),
            (29, "4"),
            (30, "-10"),
            (31, "4"),
            (32, "1"),
            (33, "4"),
            (34, "-5.1"),
        ] {
            cells[at] = value.to_owned();
        }
        let action = 35 + 2 * (7 + shift);
        for (at, value) in [(0, "4"), (1, "Gao, Gao, Mali"), (2, "ML"), (3, "ML07")] {
            cells[action + at] = value.to_owned();
        }
        cells[action + 4 + shift] = "16.2667".to_owned();
        cells[action + 5 + shift] = "-0.05".to_owned();
        cells[columns - 2] = "20150218230000".to_owned();
        cells[columns - 1] = "http://example.org/news".to_owned();
        let loaded = load(
            "20150218230000.export.CSV",
            cells.join("\t") + "\n" + &cells.join("\t").replace("123456789", "123456790") + "\n",
        );
        assert_eq!(loaded.report.dataset, "gdelt");
        assert_eq!((loaded.report.rows, loaded.report.situations), (2, 2));
        let event = "gdelt/event/123456789";
        assert_eq!(loaded.value(event, "type"), "ArmedClash");
        assert_eq!(loaded.value(event, "sideA"), "cameo/actor/MLIGOV");
        assert_eq!(
            loaded.value(event, "sideB"),
            "gdelt/event/123456789/Actor2_nobody"
        );
        assert_eq!(loaded.value(event, "when"), "2015-02-18");
        assert_eq!(loaded.value(event, "certainty"), "Assessed");
        let place = loaded.value(event, "place");
        assert_eq!(loaded.value(&place, "within"), "mali-country");
        assert_eq!(loaded.value(event, "row"), "1");
    }
}
