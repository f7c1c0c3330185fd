//! What datasets cover, as mappings and sources say it, and as answers show it in every format.

mod support;

use allegiance::answer::Answer;
use allegiance::{Cancel, Input, Options, Session, render};
use support::{Files, PREFIXES};

const TABLE: &str = "id,date,kind,group,dead
1,2010-03-05,raid,Red Guard,3
2,2010-05-20,raid,Blue Guard,0
3,2010-05-21,raid,Red Guard,1
";

fn mapping(covers: &str) -> String {
    format!(
        "[dataset]
name = \"raids\"
title = \"Raids\"
{covers}
[things.group]
each = \"group\"
id = \"raids/group/{{group}}\"
class = \"Militia\"
name = \"{{group}}\"
[situations.raid]
id = \"raids/{{id}}\"
class = \"Raid\"
roles = {{ attacker = \"group\" }}
time = \"{{date}}\"
[[situations.raid.figures]]
measure = \"killed\"
best = \"dead\"
"
    )
}

fn table(covers: &str) -> (Files, Session) {
    let files = Files::new();
    let path = files.write("raids.csv", TABLE);
    let mapping = files.write("raids.toml", mapping(covers));
    let input = Input::Table {
        path,
        mapping: Some(mapping),
    };
    let session = Session::open(&[input]).unwrap_or_else(|error| panic!("{error}"));
    (files, session)
}

fn ask(session: &Session, question: &str) -> Answer {
    let answer = session.ask(question, &Options::default(), &Cancel::new());
    answer.unwrap_or_else(|error| panic!("{question}: {error}"))
}

/// The first cell as CSV writes it: its value, or the mark that stands for it.
fn first(session: &Session, question: &str) -> String {
    let text = render::csv(&ask(session, question));
    text.lines().nth(1).unwrap_or_default().to_owned()
}

#[test]
fn a_table_without_a_time_covers_the_months_of_its_rows() {
    let (_files, session) = table("covers = { classes = [\"Attack\"] }");
    // April has no row, and lies between those that have some.
    assert_eq!(first(&session, "count raids in April 2010"), "0,");
    assert_eq!(first(&session, "count raids in May 2010"), "2,");
    assert_eq!(first(&session, "count raids in June 2010"), ",not covered");
    assert_eq!(first(&session, "count raids in 2009"), ",not covered");
    assert_eq!(first(&session, "count raids since 2010-05"), "2,");
}

#[test]
fn an_end_that_is_open_goes_as_far_as_the_rows() {
    let (_files, session) = table("covers = { time = \"2000/..\", classes = [\"Attack\"] }");
    assert_eq!(first(&session, "count raids in 2000"), "0,");
    assert_eq!(first(&session, "count raids in 1999"), ",not covered");
    assert_eq!(first(&session, "count raids in 2011"), ",not covered");
    let (_files, session) = table("covers = { time = \"2000/2012\", classes = [\"Attack\"] }");
    assert_eq!(first(&session, "count raids in 2011"), "0,");
}

#[test]
fn what_says_nothing_of_what_it_covers_may_cover_everything() {
    let (_files, session) = table("");
    assert_eq!(first(&session, "count raids in 1950"), "0,");
    assert_eq!(first(&session, "count coups"), "0,");
}

#[test]
fn every_format_says_not_covered_and_none_says_0() {
    let (_files, session) = table("covers = { time = \"2010/2011\", classes = [\"Attack\"] }");
    let answer = ask(&session, "count raids between 2009 and 2011 by year");
    let json = render::json(&answer);
    assert!(json.contains("\"remark\": \"not covered\""), "{json}");
    assert_eq!(json.matches("\"value\": 0").count(), 1, "{json}");
    let csv = render::csv(&answer);
    let rows: Vec<&str> = csv.lines().collect();
    assert_eq!(
        rows[1..],
        ["2009,,,not covered", "2010,,3,", "2011,,0,"],
        "{csv}"
    );
    let markdown = render::markdown(&answer);
    assert!(markdown.contains("| – \\[not covered\\] |"), "{markdown}");
    assert!(
        markdown.contains("not covered: 2009; Raids covers attacks, 2010–2011"),
        "{markdown}"
    );
    let verdict = ask(&session, "did \"Red Guard\" attack \"Blue Guard\" in 1999");
    assert!(render::csv(&verdict).contains("not covered"));
    assert!(render::json(&verdict).contains("\"value\": \"not covered\""));
}

#[test]
fn using_a_source_asks_for_its_coverage_alone() {
    let files = Files::new();
    let graph = |name: &str, time: &str, situation: &str| {
        format!(
            "ent:{name} {{ ent:{name} a al:Source ; rdfs:label \"{name}\" ; dcterms:temporal {time} . {situation} }}\n"
        )
    };
    let attack = "ent:x a al:Attack ; rdfs:label \"x\" ; al:when \"2001-05-05\"^^edtf:EDTF .";
    let period =
        "[ dcat:startDate \"2000-01-01\"^^xsd:date ; dcat:endDate \"2005-12-31\"^^xsd:date ]";
    let text = format!(
        "PREFIX dcat: <http://www.w3.org/ns/dcat#>\n{PREFIXES}{}{}",
        graph("early", period, attack),
        graph(
            "late",
            "\"2004/2010\"^^edtf:EDTF",
            &attack.replace("2001", "2008").replace(":x", ":y")
        ),
    );
    let path = files.write("two.trig", text);
    let session = Session::open(&[Input::File(path)]).expect("good data");
    assert_eq!(first(&session, "count attacks in 2007"), "0,");
    assert_eq!(
        first(&session, "count attacks in 2007 using early"),
        ",not covered"
    );
    assert_eq!(
        first(&session, "count attacks in 2001 using late"),
        ",not covered"
    );
    assert_eq!(first(&session, "count attacks in 2005 using early"), "0,");
    assert_eq!(first(&session, "count attacks in 2012"), ",not covered");
}

#[test]
fn the_bundled_data_say_what_they_cover() {
    let session = Session::open(&[Input::from_argument("sahel")]).expect("the bundled data");
    assert_eq!(first(&session, "count coups in 1950"), ",not covered");
    assert_eq!(first(&session, "count coups in Ukraine in 2013"), "0,");
    let both = Session::open(&[
        Input::from_argument("sahel"),
        Input::from_argument("reference"),
    ]);
    let both = both.expect("the bundled data");
    assert_eq!(first(&both, "count coups in Kenya in 2013"), ",not covered");
    // The states are listed from 1945 on, all over the world.
    assert_eq!(first(&both, "count successions in Kenya in 2013"), "0,");
    let listed = render::csv(&session.catalogue(&Cancel::new()).expect("a list"));
    assert!(listed.contains("1960-01-01/2024-08-31"), "{listed}");
}
