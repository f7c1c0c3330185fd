//! Small cases of what the comparison once found wrong, each argued.

use allegiance::{Cancel, Input, Options, Session};

const PREFIXES: &str = "@prefix al: <https://w3id.org/allegiance/ns#> .
@prefix ent: <https://w3id.org/allegiance/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .
<https://w3id.org/allegiance/id/source/book> a al:Source .
";

/// Returns the first cells of the rows, `~` before those that are only possible.
fn rows(data: &str, question: &str) -> Vec<String> {
    let directory = tempfile::TempDir::new().expect("a directory");
    let path = directory.path().join("book.ttl");
    std::fs::write(&path, format!("{PREFIXES}{data}")).expect("a file");
    let session = Session::open(&[Input::File(path)]).expect("good data");
    let answer = session
        .ask(question, &Options::default(), &Cancel::new())
        .unwrap_or_else(|error| panic!("{question}: {error:?}"));
    answer
        .rows
        .iter()
        .map(|row| {
            let cell = &row.cells[0];
            let mark = if cell.possible { "~" } else { "" };
            let name = cell
                .label
                .clone()
                .unwrap_or_else(|| format!("{:?}", cell.value));
            format!("{mark}{name}")
        })
        .collect()
}

fn assert_rows(data: &str, cases: &[(&str, &[&str])]) {
    for (question, expected) in cases {
        assert_eq!(rows(data, question), *expected, "{question}");
    }
}

#[test]
fn one_certain_alternative_is_enough() {
    assert_rows(
        "ent:a a al:Ambush ; rdfs:label \"A\"@en ; al:when \"2010/2011\"^^edtf:EDTF .",
        &[
            ("ambushes in 2010", &["~A"]),
            ("ambushes in 2010 or ambushes", &["A"]),
            // Each of two conditions has a mark of its own.
            (
                "(ambushes in 2010 or coups) and (ambushes since 2010 or coups)",
                &["~A"],
            ),
            (
                "(ambushes in 2010 or coups) and (ambushes in 2011 or coups)",
                &["~A"],
            ),
        ],
    );
}

#[test]
fn a_name_among_situations_is_no_situation() {
    assert_rows(
        "ent:x a al:State ; rdfs:label \"X\"@en . ent:a a al:Alliance ; rdfs:label \"A\"@en ; al:party ent:x .",
        &[("\"X\" or alliances", &["A", "X"])],
    );
}

#[test]
fn an_event_is_contained_by_whatever_word_it_is_asked() {
    assert_rows(
        "ent:a a al:ArmedClash ; rdfs:label \"A\"@en ; al:when \"2012/2013\"^^edtf:EDTF .
         ent:b a al:Alliance ; rdfs:label \"B\"@en ; al:when \"2012/2013\"^^edtf:EDTF .",
        &[
            ("events in 2012", &["~A"]),
            ("relations in 2012", &["B"]),
            ("situations in 2012", &["~A", "B"]),
        ],
    );
}

#[test]
fn each_place_clause_may_mean_another_place() {
    assert_rows(
        "ent:m a al:Country ; rdfs:label \"M\"@en . ent:n a al:Country ; rdfs:label \"N\"@en .
         ent:t a al:PopulatedPlace ; rdfs:label \"T\"@en ; al:within ent:m .
         ent:a a al:Ambush ; rdfs:label \"A\"@en ; al:place ent:m , ent:n .
         ent:b a al:Ambush ; rdfs:label \"B\"@en ; al:place ent:t , ent:m ; al:placePrecision al:Near .",
        &[
            ("ambushes in \"M\" in \"N\"", &["A"]),
            // Near a town of the country is in the country, whatever else it is near.
            ("ambushes in \"M\"", &["A", "B"]),
            ("ambushes in \"T\"", &["~B"]),
            ("ambushes in \"M\" except ambushes in \"N\"", &["B"]),
        ],
    );
}

#[test]
fn figures_are_added_up_over_situations_and_shown_for_all_victims() {
    let data = "ent:v a al:Militia ; rdfs:label \"V\"@en .
         ent:a a al:AirStrike ; al:figure ent:f . ent:f a al:Casualties ; al:measure al:killed ; al:best 30 .
         ent:b a al:AirStrike ; al:figure ent:g , ent:h . ent:g a al:Casualties ; al:measure al:killed ; al:best 50 .
         ent:h a al:Casualties ; al:measure al:killed ; al:best 60 ; al:of ent:v .";
    assert_rows(
        data,
        &[
            ("median killed of air strikes", &["Number(70.0)"]),
            // Those of whom nobody says who they were are killed too.
            (
                "sum killed of air strikes by victim group",
                &["V", "Missing"],
            ),
        ],
    );
}

#[test]
fn a_column_is_called_by_its_name() {
    assert_rows(
        "ent:m a al:Country ; rdfs:label \"M\"@en . ent:n a al:Country ; rdfs:label \"N\"@en .
         ent:a a al:Ambush ; rdfs:label \"A\"@en ; al:place ent:m , ent:n .",
        &[
            ("countries order by country desc", &["N", "M"]),
            ("count ambushes by place order by place desc", &["N", "M"]),
            ("places order by place desc", &["N", "M"]),
        ],
    );
}

#[test]
fn one_adjective_tells_which_situations_count() {
    assert_rows(
        "ent:x a al:State ; rdfs:label \"X\"@en . ent:y a al:State ; rdfs:label \"Y\"@en .
         ent:a a al:Accord ; al:signatory ent:x ; al:certainty al:Denied .
         ent:b a al:Accord ; al:signatory ent:y .",
        &[
            ("signatories of (accords)", &["Y"]),
            ("signatories of denied accords", &["X"]),
            ("denied signatories of (accords)", &["X"]),
        ],
    );
}

#[test]
fn only_what_is_asked_about_is_denied() {
    assert_rows(
        "ent:x a al:State ; rdfs:label \"X\"@en . ent:y a al:State ; rdfs:label \"Y\"@en .
         ent:z a al:State ; rdfs:label \"Z\"@en .
         ent:a a al:Alliance ; al:party ent:y , ent:z .
         ent:b a al:Attack ; al:attacker ent:x ; al:target ent:y ; al:certainty al:Denied .",
        &[("did \"X\" attack allies of \"Z\"", &["Boolean(false)"])],
    );
}

#[test]
fn dates_are_compared_to_the_day() {
    assert_rows(
        "ent:a a al:Ambush ; rdfs:label \"A\"@en ; al:when \"2012-06-15\"^^edtf:EDTF .
         ent:b a al:Alliance ; rdfs:label \"B\"@en ; al:when \"2012-06-15/2013-03-01\"^^edtf:EDTF .",
        &[
            ("situations since 2012-06-15", &["A", "B"]),
            ("situations since 2012-06-16", &["B"]),
            ("situations since 2013-03-01", &["B"]),
            ("situations after 2013-03-01", &[]),
            ("situations after 2012-06-15", &["B"]),
            ("situations until 2012-06-15", &["A", "B"]),
            ("situations before 2012-06-15", &[]),
            ("situations in 2012-06-15", &["A", "B"]),
            ("situations between 2012-06-14 and 2012-06-15", &["A", "B"]),
            ("situations as of 2013-03-01", &["B"]),
            ("situations as of 2013-03-02", &[]),
        ],
    );
}

#[test]
fn what_may_not_belong_keeps_nothing_out() {
    assert_rows(
        "ent:a a al:Ambush ; rdfs:label \"A\"@en ; al:when \"2010\"^^edtf:EDTF ; al:place ent:t ; al:placePrecision al:Near .
         ent:b a al:Ambush ; rdfs:label \"B\"@en ; al:when \"2012\"^^edtf:EDTF ; al:place ent:t .
         ent:c a al:Ambush ; rdfs:label \"C\"@en ; al:when \"2013\"^^edtf:EDTF ; al:place ent:t .
         ent:t a al:PopulatedPlace ; rdfs:label \"T\"@en .",
        &[("first ambush in \"T\"", &["~A", "~B"])],
    );
}

#[test]
fn one_event_is_added_once_and_has_one_figure() {
    assert_rows(
        "ent:m a al:Country ; rdfs:label \"M\"@en .
         ent:t a al:PopulatedPlace ; al:within ent:m . ent:u a al:PopulatedPlace ; al:within ent:m .
         ent:x a al:State ; rdfs:label \"X\"@en . ent:y a al:State ; rdfs:label \"Y\"@en .
         ent:a a al:Ambush ; al:place ent:t , ent:u ; al:figure ent:f , ent:g .
         ent:f a al:Casualties ; al:measure al:killed ; al:best 30 ; al:accordingTo ent:x .
         ent:g a al:Casualties ; al:measure al:killed ; al:best 50 ; al:accordingTo ent:y .",
        &[
            ("sum killed of ambushes in \"M\"", &["Integer(40)"]),
            (
                "sum killed of ambushes according to \"X\"",
                &["Integer(30)"],
            ),
        ],
    );
}

#[test]
fn what_is_asked_for_need_not_have_come_about() {
    assert_rows(
        "ent:a a al:Intervention ; rdfs:label \"A\"@en ; al:status al:Requested .
         ent:b a al:Request ; rdfs:label \"B\"@en ; al:requested ent:a .",
        &[
            ("interventions", &[]),
            ("requests for interventions", &["B"]),
        ],
    );
}

#[test]
fn an_unknown_end_is_after_the_last_possible_beginning() {
    assert_rows(
        "ent:a a al:Alliance ; rdfs:label \"A\"@en ; al:starts \"[2010..2012]\"^^edtf:EDTF .",
        &[
            ("alliances in 2012", &["A"]),
            ("alliances in 2011", &["~A"]),
            ("alliances in 2013", &["~A"]),
        ],
    );
}

#[test]
fn a_claim_is_enough_against_never() {
    assert_rows(
        "ent:x a al:State ; rdfs:label \"X\"@en . ent:y a al:State ; rdfs:label \"Y\"@en .
         ent:z a al:State ; rdfs:label \"Z\"@en .
         ent:a a al:Alliance ; al:party ent:x , ent:y .
         ent:h a al:Hostility ; al:party ent:y , ent:z ; al:certainty al:Claimed ; al:accordingTo ent:z .",
        &[
            ("strictly allies of \"X\"", &["Y"]),
            ("strictly enemies of \"Z\"", &[]),
            ("strictly allies of \"X\" except enemies of \"Z\"", &[]),
        ],
    );
}
