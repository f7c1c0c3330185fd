//! Questions about sources: which ones, how many, what they dispute, and who claims what.

mod support;

use allegiance::answer::{Answer, Value};
use allegiance::{AskError, Cancel, Input, Options, Session};
use support::{Files, PREFIXES};

/// Two sources that agree on one battle, contradict each other on a second and on an alliance, and have one event each.
const TWO_SOURCES: &str = r#"
GRAPH <https://w3id.org/allegiance/id/source/gazette> {
  <https://w3id.org/allegiance/id/source/gazette> a al:Source ; dcterms:title "The Gazette" ; dcterms:issued "2020-05" .
  ent:reds a al:NonStateArmedGroup ; rdfs:label "Reds" .
  ent:blues a al:NonStateArmedGroup ; rdfs:label "Blues" .
  ent:greens a al:NonStateArmedGroup ; rdfs:label "Greens" .
  ent:hill a al:Battle ; rdfs:label "Battle of the Hill" ; al:belligerent ent:reds , ent:blues ;
    al:when "2020-01-02"^^edtf:EDTF ; al:paragraph 10 , 9 ; al:figure ent:hill-1 .
  ent:hill-1 a al:Casualties ; al:measure al:killed ; al:of ent:reds ; al:best 10 ; al:paragraph 9 .
  ent:ford a al:Battle ; rdfs:label "Battle of the Ford" ; al:attacker ent:reds ; al:target ent:blues ;
    al:when "2020-02-02"^^edtf:EDTF ; al:figure ent:ford-1 .
  ent:ford-1 a al:Casualties ; al:measure al:killed ; al:of ent:blues ; al:low 80 ; al:best 84 ; al:high 90 .
  ent:pact a al:Alliance ; rdfs:label "Pact of Reds and Greens" ; al:party ent:reds , ent:greens ; al:when "2020"^^edtf:EDTF .
  ent:raid a al:Ambush ; rdfs:label "Raid" ; al:attacker ent:greens ; al:target ent:blues ; al:when "2020-03"^^edtf:EDTF .
  ent:words a al:Statement ; rdfs:label "Reds on the Hill" ; al:speaker ent:reds ; al:topic ent:hill ; al:when "2020"^^edtf:EDTF .
}
GRAPH <https://w3id.org/allegiance/id/source/courier> {
  <https://w3id.org/allegiance/id/source/courier> a al:Source ; dcterms:title "The Courier" .
  ent:hill a al:Battle ; al:belligerent ent:reds , ent:blues ; al:page 4 ; al:figure ent:hill-2 .
  ent:hill-2 a al:Casualties ; al:measure al:killed ; al:of ent:reds ; al:low 8 ; al:best 9 ; al:high 12 .
  ent:ford a al:Battle ; al:attacker ent:greens ; al:target ent:blues ; al:figure ent:ford-2 .
  ent:ford-2 a al:Casualties ; al:measure al:killed ; al:of ent:blues ; al:best 20 ; al:accordingTo ent:greens ; al:certainty al:Claimed .
  ent:no-pact a al:Alliance ; rdfs:label "No pact" ; al:party ent:reds , ent:greens ;
    al:certainty al:Denied ; al:accordingTo ent:greens ; al:when "2020"^^edtf:EDTF .
  ent:later-no-pact a al:Alliance ; rdfs:label "No later pact" ; al:party ent:reds , ent:greens ;
    al:certainty al:Denied ; al:accordingTo ent:greens ; al:when "2022"^^edtf:EDTF .
  ent:other-no-pact a al:Alliance ; rdfs:label "No pact with Blues" ; al:party ent:reds , ent:greens , ent:blues ;
    al:certainty al:Denied ; al:accordingTo ent:greens ; al:when "2020"^^edtf:EDTF .
  ent:march a al:Movement ; rdfs:label "March" ; al:mover ent:blues ; al:when "2020-04"^^edtf:EDTF .
}
"#;

fn session() -> Session {
    let prefixes: String = PREFIXES
        .trim()
        .lines()
        .map(|line| format!("@{} .\n", line.replacen("PREFIX", "prefix", 1)))
        .collect();
    let files = Files::new();
    let path = files.write("two.trig", format!("{prefixes}{TWO_SOURCES}"));
    Session::open(&[Input::File(path)]).expect("good data")
}

fn ask(session: &Session, question: &str) -> Answer {
    let answer = session.ask(question, &Options::default(), &Cancel::new());
    let answer = answer.unwrap_or_else(|error| panic!("{question}: {error}"));
    let (_, reading) = session.read(question).expect("it was read");
    let (_, again) = session
        .read(&answer.reading)
        .expect("the reading is a question");
    assert_eq!(reading, again, "{question} is told as {}", answer.reading);
    answer
}

/// Returns a column of an answer as text.
fn column(answer: &Answer, at: usize) -> Vec<String> {
    let text = |value: &Value| match value {
        Value::Text(text) => text.clone(),
        Value::Integer(number) => number.to_string(),
        Value::Missing => "–".to_owned(),
        other => format!("{other:?}"),
    };
    answer
        .rows
        .iter()
        .map(|row| text(&row.cells[at].value))
        .collect()
}

fn first(session: &Session, question: &str) -> Vec<String> {
    column(&ask(session, question), 0)
}

#[test]
fn a_set_is_disputed_where_figures_roles_or_denials_contradict() {
    let session = session();
    // The Hill has two figures that 10 would satisfy; the Ford has neither a common number nor a common attacker.
    assert_eq!(first(&session, "disputed battles"), ["Battle of the Ford"]);
    assert_eq!(first(&session, "disputed events"), ["Battle of the Ford"]);
    assert_eq!(
        first(&session, "disputed alliances"),
        ["Pact of Reds and Greens"]
    );
    assert_eq!(first(&session, "disputed allies of Reds"), ["Greens"]);
    assert_eq!(first(&session, "count contested events"), ["1"]);
    assert_eq!(
        first(&session, "events except disputed events"),
        ["Reds on the Hill", "Battle of the Hill", "Raid", "March"]
    );
}

#[test]
fn using_keeps_what_a_source_describes_and_its_figures() {
    let session = session();
    assert_eq!(
        first(&session, "events using \"The Courier\""),
        ["Battle of the Hill", "Battle of the Ford", "March"]
    );
    assert_eq!(
        first(&session, "who ambushed Blues using \"The Gazette\""),
        ["Greens"]
    );
    let none = ask(&session, "who ambushed Blues using \"The Courier\"");
    assert_eq!(none.total, 0);
    assert!(
        none.notes
            .iter()
            .any(|note| note.contains("without `using")),
        "{:?}",
        none.notes
    );
    let searched = none.notes.last().expect("a note");
    assert!(
        searched.contains("The Courier") && !searched.contains("Gazette"),
        "{searched}"
    );
    let sum = |question| first(&session, question);
    assert_eq!(sum("sum killed of battles using \"The Gazette\""), ["94"]);
    assert_eq!(sum("sum killed of battles using \"The Courier\""), ["29"]);
    assert_eq!(
        sum("strictly sum killed of battles using \"The Courier\""),
        ["9"]
    );
    assert_eq!(
        first(&session, "battles with killed > 50 using Gazette"),
        ["Battle of the Ford"]
    );
    assert!(first(&session, "battles with killed > 50 using Courier").is_empty());
}

#[test]
fn sources_are_counted() {
    let session = session();
    let both = ["Battle of the Hill", "Battle of the Ford"];
    for question in [
        "events with 2 sources",
        "events with at least 2 sources",
        "events with sources >= 2",
        "events where sources = 2",
        "events with more than 1 source",
    ] {
        assert_eq!(first(&session, question), both, "{question}");
    }
    assert_eq!(first(&session, "movements with sources < 2"), ["March"]);
    assert_eq!(
        first(&session, "who fought Blues with 2 sources"),
        ["Greens", "Reds"]
    );
}

#[test]
fn claims_tell_each_source_and_what_contradicts_what() {
    let session = session();
    let hill = ask(&session, "claims about \"Battle of the Hill\"");
    assert_eq!(
        column(&hill, 0),
        [
            "Battle of the Hill",
            "Battle of the Hill",
            "10 killed of Reds",
            "9 killed (between 8 and 12) of Reds",
            "Reds on the Hill"
        ]
    );
    assert_eq!(
        column(&hill, 1),
        [
            "The Courier",
            "The Gazette",
            "The Gazette",
            "The Courier",
            "Reds"
        ]
    );
    assert_eq!(column(&hill, 2)[4], "statement");
    assert_eq!(column(&hill, 4), ["page 4", "9, 10", "9", "–", "–"]);
    assert!(column(&hill, 5).iter().all(|cell| cell == "–"));
    assert_eq!(hill.notes, ["none of these contradicts another"]);

    let ford = ask(&session, "claims about \"Battle of the Ford\"");
    assert_eq!(
        column(&ford, 5),
        [
            "The Gazette",
            "The Courier",
            "20 killed of Blues",
            "84 killed (between 80 and 90) of Blues"
        ]
    );
    assert_eq!(
        ford.rows[0].cells[0].remark.as_deref(),
        Some("attacker: Greens")
    );
    assert_eq!(column(&ford, 1)[3], "Greens");
    assert_eq!(
        column(&ford, 2),
        ["asserted", "asserted", "asserted", "claimed"]
    );
    assert_eq!(ford.notes, ["4 of 4 are contradicted"]);

    let pact = ask(&session, "claims about alliances");
    assert_eq!(column(&pact, 0), ["Pact of Reds and Greens", "No pact"]);
    assert_eq!(column(&pact, 5), ["No pact", "Pact of Reds and Greens"]);

    let greens = ask(&session, "claims about Greens");
    assert_eq!(
        column(&greens, 0),
        ["No later pact", "No pact", "No pact with Blues"]
    );
    let blues = ask(&session, "claims about Blues");
    assert_eq!(
        column(&blues, 0),
        [
            "84 killed (between 80 and 90) of Blues",
            "20 killed of Blues",
            "No pact with Blues"
        ]
    );
}

#[test]
fn what_is_no_source_or_no_number_is_corrected() {
    let session = session();
    let wrong = |question: &str| match session.ask(question, &Options::default(), &Cancel::new()) {
        Err(AskError::Question(diagnostic)) => *diagnostic,
        other => panic!("{question}: {other:?}"),
    };
    assert_eq!(
        wrong("events using Reds").correction.as_deref(),
        Some("events according to Reds")
    );
    assert_eq!(wrong("events with sources >= 1.5").code, "bad-number");
    assert_eq!(
        wrong("events using Gazete").correction.as_deref(),
        Some("events using \"The Gazette\"")
    );
    assert_eq!(
        wrong("sum killed of battles using \"The Gazette\" or \"The Courier\"").code,
        "several-speakers"
    );
    assert_eq!(
        wrong("claims about \"Batle of the Hill\"")
            .correction
            .as_deref(),
        Some("claims about \"Battle of the Hill\"")
    );
}

/// Returns the row that begins with a text, as `column: cell` lines without what is missing.
fn told(answer: &Answer, statement: &str) -> Vec<String> {
    let at = column(answer, 0).iter().position(|cell| cell == statement);
    let at = at.unwrap_or_else(|| panic!("{statement}: {:?}", column(answer, 0)));
    let names = answer.columns.iter().map(|column| column.name.as_str());
    names
        .enumerate()
        .map(|(index, name)| format!("{name}: {}", column(answer, index)[at]))
        .filter(|line| !line.ends_with(": –"))
        .collect()
}

fn why(session: &Session, question: &str, row: usize) -> Answer {
    session
        .why(&ask(session, question), row, &Cancel::new())
        .expect("reasons")
}

#[test]
fn a_row_rests_on_the_statements_of_every_source() {
    let session = session();
    let answer = why(&session, "battles", 1);
    assert_eq!(
        told(&answer, "Battle of the Hill"),
        [
            "statement: Battle of the Hill",
            "says: belligerent: Blues, Reds",
            "status: occurred",
            "certainty: asserted",
            "source: The Courier",
            "paragraph: page 4"
        ]
    );
    assert_eq!(
        column(&answer, 0),
        [
            "Battle of the Hill",
            "Battle of the Hill",
            "10 killed of Reds",
            "9 killed (between 8 and 12) of Reds"
        ]
    );
    assert_eq!(column(&answer, 2), ["–", "2020-01-02", "–", "–"]);
    let claim = why(&session, "battles", 2);
    let line = told(&claim, "20 killed of Blues");
    assert!(line.contains(&"certainty: claimed".to_owned()), "{line:?}");
    assert!(
        line.contains(&"according to: Greens".to_owned()),
        "{line:?}"
    );
    // Nothing is added up here, so that no figure counts more than another.
    assert!(
        !line.iter().any(|cell| cell.starts_with("counted")),
        "{line:?}"
    );
}

#[test]
fn a_sum_tells_which_figures_counted_and_why() {
    let session = session();
    let counted = |question: &str, row: usize| -> Vec<String> {
        let answer = why(&session, question, row);
        let last = answer.columns.len() - 1;
        let lines = column(&answer, 0).into_iter().zip(column(&answer, last));
        let figures = lines.filter(|(what, _)| what.contains("killed"));
        figures
            .map(|(what, why)| format!("{what}: {why}"))
            .collect()
    };
    let hill = counted("sum killed of battles by victim", 2);
    assert_eq!(
        hill,
        [
            "10 killed (between 8 and 12) of Reds: yes: the median of 2 figures (10, 9), low and high being the lowest and highest of them",
            "10 killed of Reds: within the median",
            "9 killed (between 8 and 12) of Reds: within the median",
        ]
    );
    assert_eq!(
        counted("sum killed of battles according to Greens by victim", 1),
        [
            "84 killed (between 80 and 90) of Blues: no: it is not of Greens",
            "20 killed of Blues: yes: the figure of Greens, as asked",
        ]
    );
    assert_eq!(
        counted("strictly sum killed of battles by victim", 1),
        [
            "84 killed (between 80 and 90) of Blues: yes: the only figure for these victims that is asserted",
            "20 killed of Blues: no: it is claimed, and `strictly` takes what is asserted",
        ]
    );
    assert_eq!(
        counted("strictly sum killed of battles using Courier by victim", 1),
        [
            "10 killed of Reds: no: it is not of The Courier",
            "9 killed (between 8 and 12) of Reds: yes: the figure that The Courier asserts, as asked",
        ]
    );
    let count = why(&session, "count battles by year", 1);
    let last = count.columns.len() - 1;
    let once = column(&count, last)
        .into_iter()
        .filter(|cell| cell == "once");
    assert_eq!(
        once.count(),
        4,
        "each battle once for each source that tells it"
    );
}

#[test]
fn an_empty_answer_has_what_was_searched_for_reasons() {
    let session = session();
    for question in [
        "coups",
        "did Greens ambush Reds",
        "coups using \"The Courier\"",
    ] {
        let answer = why(&session, question, 1);
        assert_eq!(answer.total, 0, "{question}");
        let all = answer.notes.join("\n");
        assert!(all.contains("no statement answers the question"), "{all}");
        assert!(all.contains("searched: "), "{question}: {all}");
        assert_eq!(
            all.contains("The Gazette"),
            !question.contains("using"),
            "{question}: {all}"
        );
    }
}

#[test]
fn rows_are_meant_by_number_or_by_name() {
    let session = session();
    let battles = ask(&session, "battles");
    for (written, row) in [
        ("1", Some(1)),
        (" 2. ", Some(2)),
        ("battle of the FORD", Some(2)),
        ("\"Battle of the Hill\"", Some(1)),
        ("0", None),
        ("3", None),
        ("", None),
        ("Hill", None),
    ] {
        assert_eq!(
            allegiance::answer::row_meant(&battles, written),
            row,
            "{written}"
        );
    }
    assert_eq!(
        allegiance::answer::no_such_row(&battles, "9"),
        "no row 9: the answer has 2 rows"
    );
}

#[test]
fn only_the_sources_that_an_answer_used_are_cited() {
    let session = session();
    let keys = |question: &str| -> Vec<String> {
        let cited = session.cite(&ask(&session, question), &Cancel::new());
        let cited = cited.expect("citations");
        cited.into_iter().map(|citation| citation.key).collect()
    };
    assert_eq!(keys("who ambushed Blues"), ["gazette"]);
    assert_eq!(keys("movements"), ["courier"]);
    assert_eq!(keys("battles"), ["gazette", "courier"]);
    assert_eq!(keys("count movements by year"), ["courier"]);
    assert_eq!(keys("about March"), ["courier"]);
    // Only the Gazette says what the Greens are, and what they did in March.
    assert_eq!(keys("non-state armed groups"), ["gazette"]);
    // Nothing in either is what an empty answer rests on.
    assert_eq!(keys("coups"), ["gazette", "courier"]);
    let cited = session.cite(&ask(&session, "movements"), &Cancel::new());
    let courier = &cited.expect("citations")[0];
    assert!(
        courier.text.starts_with("The Courier. Accessed 2"),
        "{}",
        courier.text
    );
    assert!(
        courier
            .bibtex
            .starts_with("@misc{courier,\n  title = {{The Courier}},\n  note = {Accessed "),
        "{}",
        courier.bibtex
    );
}

#[test]
fn the_catalogue_counts_what_each_source_holds() {
    let session = session();
    let catalogue = session.catalogue(&Cancel::new()).expect("a catalogue");
    let of = |name: &str| {
        let at = catalogue
            .columns
            .iter()
            .position(|column| column.name == name);
        column(&catalogue, at.expect("a column"))
    };
    assert_eq!(of("source"), ["The Gazette", "The Courier"]);
    assert_eq!(of("date"), ["2020-05", "–"]);
    assert_eq!(of("situations"), ["5", "6"]);
    assert_eq!(of("actors"), ["3", "0"]);
    assert_eq!(of("figures"), ["2", "2"]);
    assert_eq!(of("claims"), ["0", "4"]);
    assert_eq!(
        of("coverage"),
        ["2020-01-01/2020-12-31", "2020-01-01/2022-12-31"]
    );
}
