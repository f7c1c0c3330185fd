//! What loading derives, asked through the engine as questions would.

mod support;

use allegiance::load::WarningKind;
use allegiance::store::{Input, Opened, open};
use support::{Files, PREFIXES, rows, turtle};

/// Returns the four day bounds of `ent:s` and whether they are qualified, as the engine holds them.
fn bounds(opened: &Opened) -> String {
    let dates = rows(
        opened,
        "SELECT ?a ?b ?c ?d ?q {
            OPTIONAL { ent:s al:earliestStart ?a } OPTIONAL { ent:s al:latestStart ?b }
            OPTIONAL { ent:s al:earliestEnd ?c } OPTIONAL { ent:s al:latestEnd ?d }
            OPTIONAL { ent:s al:dateQualified ?q } }",
    );
    dates.join("; ")
}

#[test]
fn classes_close_upwards_also_for_classes_of_the_user() {
    let opened = turtle(
        "ent:strike-class rdfs:subClassOf al:AirStrike . al:AirStrike rdfs:subClassOf <http://example.org/Elsewhere> .
         ent:s a ent:strike-class , al:Event .",
    );
    let classes = rows(&opened, "SELECT ?c { ent:s a ?c }");
    for class in ["AirStrike", "Attack", "Event", "Situation", "strike-class"] {
        assert!(classes.contains(&class.to_owned()), "{class}");
    }
    // Classes of other vocabularies above ours say nothing to questions.
    assert!(
        !classes.iter().any(|class| class.starts_with("http")),
        "{classes:?}"
    );
    assert_eq!(
        rows(&opened, "SELECT ?c { ent:s al:directClass ?c }"),
        ["strike-class"]
    );
}

#[test]
fn classes_in_a_circle_do_not_hang() {
    let opened = turtle(
        "ent:a rdfs:subClassOf ent:b . ent:b rdfs:subClassOf ent:a , al:Battle . ent:s a ent:a .",
    );
    assert_eq!(
        rows(&opened, "SELECT ?c { ent:s a ?c FILTER(?c = al:Event) }"),
        ["Event"]
    );
}

#[test]
fn roles_close_up_to_participant() {
    let opened = turtle("ent:s a al:Ambush ; al:attacker ent:x ; al:abbreviation 'S' .");
    assert_eq!(
        rows(&opened, "SELECT ?r { ent:s ?r ent:x }"),
        ["attacker", "belligerent", "participant", "sideA"]
    );
    assert_eq!(
        rows(&opened, "SELECT ?r { ent:s ?r 'S' }"),
        ["abbreviation"]
    );
}

#[test]
fn places_and_parts_close_reflexively_and_end_in_circles() {
    let opened = turtle(
        "ent:town a al:PopulatedPlace ; al:within ent:region . ent:region al:within ent:land .
         ent:land al:within ent:region .
         ent:unit a al:ArmedForces ; al:unitOf ent:army . ent:army al:unitOf ent:state .
         ent:s a al:Accord ; al:signatory ent:other-accord ; al:place ent:nowhere ; al:accordingTo ent:paper .",
    );
    assert_eq!(
        rows(&opened, "SELECT ?x { ent:town al:inside ?x }"),
        ["land", "region", "town"]
    );
    assert_eq!(
        rows(&opened, "SELECT ?x { ent:land al:inside ?x }"),
        ["land", "region"]
    );
    assert_eq!(
        rows(&opened, "SELECT ?x { ent:nowhere al:inside ?x }"),
        ["nowhere"]
    );
    assert_eq!(
        rows(&opened, "SELECT ?x { ent:unit al:countsFor ?x }"),
        ["army", "state", "unit"]
    );
    assert_eq!(
        rows(&opened, "SELECT ?x { ?x al:countsFor ent:other-accord }"),
        ["other-accord"]
    );
    assert_eq!(
        rows(&opened, "SELECT ?x { ?x al:countsFor ent:paper }"),
        ["paper"]
    );
}

#[test]
fn bounds_stand_as_dates_and_as_day_numbers() {
    let opened = turtle("ent:s a al:Ambush ; al:when '2024-07-27'^^edtf:EDTF .");
    assert_eq!(
        bounds(&opened),
        "2024-07-27 2024-07-27 2024-07-27 2024-07-27 -"
    );
    assert_eq!(
        rows(
            &opened,
            "SELECT ?a ?b ?c ?d ?y ?q ?m ?e { ent:s al:earliestStartDay ?a ; al:latestStartDay ?b ;
                al:earliestEndDay ?c ; al:latestEndDay ?d ; al:startYear ?y ; al:startQuarter ?q ;
                al:startMonth ?m ; al:startDate ?e FILTER(?a = 19931) }"
        ),
        ["19931 19931 19931 19931 2024 2024-Q3 2024-07 2024-07-27"]
    );
    let opened = turtle("ent:s a al:Alliance ; al:when '2021/..'^^edtf:EDTF .");
    assert_eq!(bounds(&opened), "2021-01-01 2021-12-31 2021-12-31 - -");
    assert_eq!(
        rows(
            &opened,
            "SELECT ?y ?q ?d { ent:s al:startYear ?y ; al:latestEndDay ?d OPTIONAL { ent:s al:startQuarter ?q } }"
        ),
        ["2021 - 2932896"]
    );
    let opened = turtle("ent:s a al:Coup ; al:when '[2020-09..2021-08]'^^edtf:EDTF .");
    assert!(rows(&opened, "SELECT ?y { ent:s al:startYear ?y }").is_empty());
    let opened = turtle("ent:s a al:Coup ; al:when '2021~'^^edtf:EDTF .");
    assert_eq!(
        bounds(&opened),
        "2021-01-01 2021-12-31 2021-01-01 2021-12-31 true"
    );
    assert_eq!(
        rows(&opened, "SELECT ?y { ent:s al:startYear ?y }"),
        ["2021"]
    );
}

#[test]
fn one_side_of_the_dates_can_be_stated_apart() {
    let opened = turtle(
        "ent:s a al:Alliance ; al:when '2012/2013'^^edtf:EDTF ; al:ends '[2012..2013]'^^edtf:EDTF .",
    );
    assert_eq!(
        bounds(&opened),
        "2012-01-01 2012-12-31 2012-01-01 2013-12-31 -"
    );
    let opened = turtle("ent:s a al:Alliance ; al:starts '2012?'^^edtf:EDTF .");
    assert_eq!(bounds(&opened), "2012-01-01 2012-12-31 2012-12-31 - true");
    let opened = turtle("ent:s a al:Alliance ; al:ends '2012-05'^^edtf:EDTF .");
    assert_eq!(bounds(&opened), "- 2012-05-01 2012-05-01 2012-05-31 -");
}

#[test]
fn dates_that_are_stated_win_and_derived_ones_in_the_data_do_not() {
    let opened = turtle(
        "ent:s a al:Battle ; al:when '2012'^^edtf:EDTF ;
            al:earliestStart '2012-03-01'^^xsd:date ; al:latestEnd '2012-04-30'^^xsd:date ;
            al:earliestStartDay 1 ; al:startYear 1999 .",
    );
    assert_eq!(
        bounds(&opened),
        "2012-03-01 2012-04-30 2012-03-01 2012-04-30 -"
    );
    assert_eq!(
        rows(&opened, "SELECT ?y { ent:s al:startYear ?y }"),
        ["2012"]
    );
    assert_eq!(
        rows(&opened, "SELECT ?d { ent:s al:earliestStartDay ?d }").len(),
        1
    );
    let kinds: Vec<WarningKind> = opened.warnings.iter().map(|warning| warning.kind).collect();
    assert_eq!(kinds, [WarningKind::DerivedInData]);
}

#[test]
fn a_bad_date_is_told_and_the_situation_kept() {
    let opened = turtle(
        "ent:s a al:Battle ; al:when 'July 2024' . ent:t a al:Battle ; al:when 'July 2024' .
         ent:u a al:Alliance ; al:when '2021/..' ; al:ongoingAsOf 'now' .
         ent:v a al:Battle ; al:earliestStart 'spring' . ent:w a al:State ; al:lifetime '?' .",
    );
    assert_eq!(
        rows(&opened, "SELECT ?b { ent:s al:latestEndDay ?b }"),
        ["2932896"]
    );
    let bad: Vec<&str> = opened
        .warnings
        .iter()
        .filter(|warning| warning.kind == WarningKind::BadDate)
        .map(|warning| warning.subject.rsplit('/').next().unwrap_or_default())
        .collect();
    assert_eq!(bad, ["s", "t", "u", "v", "w"]);
    assert!(
        opened.warnings[0]
            .to_string()
            .contains("\"July 2024\" is not an EDTF date"),
        "{}",
        opened.warnings[0]
    );
}

#[test]
fn what_is_undated_had_begun_when_the_source_told_of_it() {
    let source = "<https://example.org/s> a al:Source ; dcterms:issued '2024-08'^^xsd:gYearMonth .";
    let opened = turtle(&format!("{source} ent:s a al:Battle ."));
    assert_eq!(bounds(&opened), "- 2024-08-31 - - -");
    let opened = turtle(&format!(
        "{source} ent:s a al:Battle ; al:status al:Planned ."
    ));
    assert_eq!(bounds(&opened), "- - - - -");
}

#[test]
fn sources_that_date_differently_widen_the_bounds() {
    let files = Files::new();
    let inputs = [("a.ttl", "2012"), ("b.ttl", "2013-05")].map(|(name, when)| {
        let text = format!("{PREFIXES} ent:s a al:Battle ; al:when '{when}'^^edtf:EDTF .");
        Input::File(files.write(name, text))
    });
    let opened = open(&inputs).expect("good data");
    assert_eq!(
        bounds(&opened),
        "2012-01-01 2013-05-31 2012-01-01 2013-05-31 -"
    );
    assert_eq!(opened.warnings[0].kind, WarningKind::DatesDiffer);
    assert_eq!(
        rows(&opened, "SELECT ?g { ent:s al:source ?g }"),
        ["source/a", "source/b"]
    );
}

#[test]
fn certainty_and_status_have_defaults_and_stated_ones_stay_alone() {
    let opened = turtle(
        "ent:s a al:Alliance . ent:t a al:Alliance ; al:certainty al:Denied ; al:status al:Planned .",
    );
    assert_eq!(
        rows(
            &opened,
            "SELECT ?s ?c ?t { ?s al:certainty ?c ; al:status ?t }"
        ),
        ["s Asserted Occurred", "t Denied Planned"]
    );
}

#[test]
fn lifetimes_stand_as_day_numbers() {
    let opened = turtle("ent:x a al:NonStateArmedGroup ; al:lifetime '2017-03/..'^^edtf:EDTF .");
    assert_eq!(
        rows(
            &opened,
            "SELECT ?a ?b { ent:x al:existsFromDay ?a ; al:existsToDay ?b }"
        ),
        ["17226 2932896"]
    );
}

#[test]
fn derived_statements_stand_in_a_graph_of_their_own() {
    let opened = turtle("ent:s a al:Ambush .");
    assert_eq!(
        rows(&opened, "SELECT ?g { GRAPH ?g { ent:s a al:Attack } }"),
        ["derived"]
    );
    assert_eq!(
        rows(&opened, "SELECT ?g { ent:s al:source ?g }"),
        ["source/test"]
    );
}

#[test]
fn what_questions_cannot_find_is_told() {
    let opened = turtle("ent:s a al:Ambush ; al:attacker 'someone' . ent:t al:attacker ent:x .");
    let kinds: Vec<WarningKind> = opened.warnings.iter().map(|warning| warning.kind).collect();
    assert_eq!(kinds, [WarningKind::TextInRole, WarningKind::NoClass]);
}
