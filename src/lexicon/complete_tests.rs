//! Tests of completion on a small ontology and a few names.

use super::*;
use crate::lexicon::fixture::ontology;
use crate::lexicon::{Name, ns};
use crate::question::keywords::BEGINNINGS;
use proptest::prelude::*;

fn name(label: &str, class: &str, situations: u32) -> Name {
    Name {
        iri: label.to_owned(),
        label: label.to_owned(),
        aliases: Vec::new(),
        classes: vec![format!("{}{class}", ns::BASE)],
        situation: class == "Accord",
        situations,
        alive: None,
    }
}

fn names() -> NameIndex {
    NameIndex::new(vec![
        name("JNIM", "Actor", 9),
        name("Malian Armed Forces", "ArmedForces", 8),
        name("Burkina Faso", "State", 5),
        name("Wagner Group", "Actor", 7),
        name("Mali", "Place", 6),
        name("Mopti", "Place", 2),
        Name {
            aliases: vec!["Gao Region".to_owned(), "غاو".to_owned()],
            ..name("Gao", "Place", 0)
        },
        name("Burkina", "Place", 1),
        name("Accord", "Place", 1),
        name("Algiers Accord", "Accord", 0),
        name("The \"Front\"", "Actor", 1),
    ])
}

fn with_completer<T>(test: impl FnOnce(Completer<'_>) -> T) -> T {
    test(Completer {
        ontology: &ontology(),
        names: &names(),
        language: Language::English,
        years: Some(&(2012..=2024)),
        frequency: &|_| 0,
    })
}

/// Completes at the end of the text; each completion is shown as the text that it makes.
fn made(text: &str, n: usize) -> Vec<String> {
    with_completer(|completer| {
        let made = |c: Completion| format!("{}{}", &text[..c.range.start], c.text);
        completer
            .complete(text, text.len(), n)
            .into_iter()
            .map(made)
            .collect()
    })
}

fn texts(text: &str, n: usize) -> Vec<String> {
    with_completer(|completer| {
        completer
            .complete(text, text.len(), n)
            .into_iter()
            .map(|c| c.text)
            .collect()
    })
}

#[test]
fn a_sentence_begins_with_a_beginning_or_a_noun() {
    assert_eq!(texts("", 3), ["who", "who was", "whom did"]);
    assert_eq!(
        texts("a", 5),
        ["average", "about", "accords", "actors", "alliances"]
    );
    assert_eq!(texts("all", 9), ["alliances", "allies of"]);
    assert_eq!(texts("strictly amb", 9), ["ambushes"]);
    assert_eq!(texts("about JNIM; cou", 9), ["count"]);
}

#[test]
fn who_asks_for_a_verb_in_its_form() {
    assert_eq!(texts("who amb", 9), ["ambushed"]);
    assert_eq!(texts("who f", 9), ["fought", "fought alongside"]);
    assert_eq!(texts("who was amb", 9), ["ambushed"]);
    assert_eq!(texts("who was ambushed ", 2), ["by", "in"]);
    assert_eq!(
        texts("who was ambushed by ", 2),
        ["JNIM", "\"Malian Armed Forces\""]
    );
    assert_eq!(texts("did JNIM amb", 9), ["ambush"]);
    assert_eq!(texts("which actors amb", 9), ["ambushed"]);
    assert_eq!(texts("which accords did JNIM s", 9), ["sign"]);
}

#[test]
fn a_verb_is_followed_by_what_can_be_its_object() {
    assert_eq!(
        made("who ambushed mal", 9),
        ["who ambushed \"Malian Armed Forces\"", "who ambushed Mali"]
    );
    assert_eq!(
        made("who massacred mal", 9),
        ["who massacred \"Malian Armed Forces\""]
    );
    assert_eq!(made("who signed a", 9)[0], "who signed \"Algiers Accord\"");
}

#[test]
fn in_is_followed_by_places_and_years() {
    assert_eq!(
        texts("ambushes in ", 6),
        ["Mali", "Mopti", "\"Accord\"", "2024", "2023", "2022"]
    );
    assert_eq!(texts("ambushes in mo", 6), ["Mopti"]);
    assert_eq!(texts("ambushes in 201", 2), ["2019", "2018"]);
    assert_eq!(texts("ambushes in Mali and ", 2), ["Mali", "2024"]);
    assert_eq!(texts("ambushes in Mali and mo", 2), ["Mopti"]);
}

#[test]
fn a_preposition_is_followed_by_what_can_fill_its_role() {
    assert_eq!(
        made("ambushes by mal", 9),
        ["ambushes by \"Malian Armed Forces\""]
    );
    assert_eq!(
        made("ambushes against mal", 9),
        [
            "ambushes against \"Malian Armed Forces\"",
            "ambushes against Mali"
        ]
    );
    assert_eq!(texts("signatories of alg", 9), ["\"Algiers Accord\""]);
    assert_eq!(texts("allies of wag", 9), ["\"Wagner Group\""]);
    assert!(texts("allies of mop", 9).is_empty());
    assert_eq!(texts("coups since 20", 1), ["2024"]);
}

#[test]
fn a_name_of_several_words_is_completed_from_its_first() {
    assert_eq!(
        made("allies of malian ar", 9),
        ["allies of \"Malian Armed Forces\""]
    );
    // What is a name already can be the beginning of a longer one.
    assert_eq!(
        made("allies of Burkina Fa", 9),
        ["allies of \"Burkina Faso\""]
    );
    assert_eq!(made("allies of \"Burk", 9), ["allies of \"Burkina Faso\""]);
    assert_eq!(made("ambushes in “mop", 9), ["ambushes in \"Mopti\""]);
}

#[test]
fn a_complete_noun_is_followed_by_its_prepositions_and_then_by_clauses() {
    assert_eq!(texts("ambushes ", 5), ["by", "against", "on", "in", "at"]);
    assert_eq!(texts("accords b", 9), ["between", "by", "before"]);
    assert_eq!(texts("allies ", 1), ["of"]);
    assert_eq!(texts("ambushes til", 9), ["till"]);
    assert_eq!(texts("ambushes in Mali s", 9), ["since", "strictly"]);
    assert_eq!(texts("allies of \"Wagner Group\" as", 9), ["as of"]);
}

#[test]
fn counting_and_adding_ask_for_measures_and_dimensions() {
    assert_eq!(texts("count amb", 9), ["ambushes"]);
    assert_eq!(texts("sum k", 9), ["killed"]);
    assert_eq!(texts("sum killed ", 1), ["of"]);
    assert_eq!(texts("sum killed of amb", 9), ["ambushes"]);
    assert_eq!(texts("count ambushes by y", 9), ["year"]);
    assert_eq!(texts("count ambushes by at", 9), ["attacker"]);
    assert_eq!(texts("count ambushes by year, at", 9), ["attacker"]);
    assert_eq!(texts("ambushes order by ki", 9), ["killed"]);
    assert!(texts("ambushes limit ", 9).is_empty());
    assert!(texts("ambushes with killed >= ", 9).is_empty());
}

#[test]
fn a_path_leads_from_a_name_to_a_name() {
    assert_eq!(texts("path ", 9), ["from", "between"]);
    assert_eq!(texts("path from ", 2), ["JNIM", "\"Malian Armed Forces\""]);
    assert_eq!(texts("path from JNIM ", 1), ["to"]);
    assert_eq!(
        made("path from JNIM to wag", 9),
        ["path from JNIM to \"Wagner Group\""]
    );
    assert_eq!(
        texts("path from JNIM to Mali via all", 9),
        ["alliances", "allies of"]
    );
}

#[test]
fn names_are_quoted_where_they_need_it() {
    assert_eq!(texts("about jn", 9), ["JNIM"]);
    assert_eq!(texts("about front", 9), ["\"The \\\"Front\\\"\""]);
    // A single word that is also a noun of the language.
    assert_eq!(texts("ambushes in acc", 9), ["\"Accord\""]);
}

#[test]
fn a_completion_says_what_it_is() {
    with_completer(|completer| {
        let found = completer.complete("about Wag", 9, 1);
        assert_eq!(found[0].detail, "actor (7 situations)");
        assert!(matches!(found[0].kind, CompletionKind::Name(_)));
        assert_eq!(completer.complete("w", 1, 1)[0].detail, BEGINNINGS[0].1);
    });
}

#[test]
fn frequent_words_come_first() {
    let o = ontology();
    let frequency = |meaning| match meaning {
        Meaning::Class(id) if o.class(id).iri.ends_with("Accord") => 9,
        Meaning::Class(id) if o.class(id).iri.ends_with("Ambush") => 5,
        _ => 0,
    };
    with_completer(|completer| {
        let completer = Completer {
            ontology: &o,
            frequency: &frequency,
            ..completer
        };
        let found = completer.complete("count a", 7, 3);
        let texts: Vec<&str> = found.iter().map(|c| c.text.as_str()).collect();
        assert_eq!(texts, ["accords", "ambushes", "actors"]);
    });
}

proptest! {
    #[test]
    fn any_text_and_cursor_are_answered(text in any::<String>(), cursor in 0usize..60, n in 0usize..6) {
        check(&text, cursor, n)?;
    }

    #[test]
    fn any_run_of_known_words_is_answered(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "who", "was", "which", "count", "by", "of", "in", "ambushed", "ambushes", "allies", "JNIM", "\"", "Mali",
                "2012", ",", "and", "sum", "killed", "Burkina", "at", "most", "order", "(", ")", "did", "that", ";",
            ]),
            0..10,
        ),
        n in 0usize..6,
    ) {
        let text = words.join(" ");
        check(&text, text.len(), n)?;
    }
}

fn check(text: &str, cursor: usize, n: usize) -> Result<(), TestCaseError> {
    with_completer(|completer| {
        let found = completer.complete(text, cursor, n);
        prop_assert!(found.len() <= n);
        for completion in found {
            prop_assert!(
                completion.range.start <= completion.range.end
                    && completion.range.end <= text.len()
            );
            prop_assert!(text.get(completion.range).is_some());
            prop_assert!(!completion.text.is_empty());
        }
        Ok(())
    })
}

#[test]
fn a_name_found_by_another_of_its_names_says_so() {
    let details = |text: &str| -> Vec<(String, String)> {
        with_completer(|completer| {
            let all = completer.complete(text, text.len(), 9).into_iter();
            all.map(|c| (c.text, c.detail)).collect()
        })
    };
    let gao = |detail: &str| ("Gao".to_owned(), detail.to_owned());
    assert!(details("accords in غا").contains(&gao("غاو, place")));
    assert!(details("accords in ga").contains(&gao("place")));
}
