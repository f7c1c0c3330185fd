//! The words of the language as a table: found in every form, with examples that can be asked.

use allegiance::answer::{Answer, Value};
use allegiance::lexicon::Language;
use allegiance::store::Bundle;
use allegiance::{AskError, Input, Session};
use std::sync::LazyLock;

static SAHEL: LazyLock<Session> =
    LazyLock::new(|| Session::open(&[Input::Bundled(Bundle::Sahel)]).expect("it opens"));

fn cell<'a>(answer: &'a Answer, row: usize, name: &str) -> &'a str {
    let at = answer.columns.iter().position(|column| column.name == name);
    match &answer.rows[row].cells[at.expect("a column")].value {
        Value::Text(text) => text,
        _ => "",
    }
}

/// Returns `word (kind)` of every meaning of a word.
fn meanings(written: &str, language: Language) -> Vec<String> {
    let answer = SAHEL
        .word(written, language)
        .unwrap_or_else(|error| panic!("{written}: {error}"));
    (0..answer.total)
        .map(|row| {
            format!(
                "{} ({})",
                cell(&answer, row, "word"),
                cell(&answer, row, "kind")
            )
        })
        .collect()
}

#[test]
fn a_word_is_found_in_every_form() {
    let english = |written| meanings(written, Language::English);
    for written in ["ambush", "Ambushes", "\"ambush\""] {
        assert_eq!(english(written)[0], "ambushes (event)", "{written}");
    }
    for written in [
        "ambushed",
        "al:toAmbush",
        "<https://w3id.org/allegiance/ns#toAmbush>",
    ] {
        assert_eq!(english(written), ["ambushed (verb)"], "{written}");
    }
    assert_eq!(english("al:Ambush"), ["ambushes (event)"]);
    assert_eq!(
        english("https://w3id.org/allegiance/ns#Ambush"),
        ["ambushes (event)"]
    );
    assert_eq!(english("killed"), ["killed (verb)", "killed (figure)"]);
    assert_eq!(english("allies"), ["allies (role noun)"]);
    assert_eq!(english("al:attacker"), ["attackers (role noun)"]);
    assert_eq!(english("fatalities"), ["killed (figure)"]);
    assert_eq!(english("denied"), ["denied (adjective)"]);
    assert_eq!(
        english("claims about"),
        ["claims about (beginning of a question)"]
    );
    assert_eq!(english("since"), ["since (clause)"]);
    assert_eq!(
        meanings("embuscade", Language::French),
        ["embuscades (event)"]
    );
}

#[test]
fn a_class_tells_its_place_its_roles_and_its_verbs() {
    let ambush = SAHEL.word("ambush", Language::English).expect("a word");
    assert_eq!(
        cell(&ambush, 0, "iri"),
        "https://w3id.org/allegiance/ns#Ambush"
    );
    assert_eq!(cell(&ambush, 0, "above"), "armed clashes; attacks");
    assert_eq!(cell(&ambush, 0, "verbs"), "ambushed");
    let takes = cell(&ambush, 0, "takes");
    assert!(
        takes.starts_with("attacker, after by: actor; target, after against/on: actor or place"),
        "{takes}"
    );
    let clash = SAHEL
        .word("armed clashes", Language::English)
        .expect("a word");
    assert!(cell(&clash, 0, "below").contains("battles"));
    assert!(cell(&clash, 0, "also").contains("skirmish"));
    let french = SAHEL.word("al:Ambush", Language::French).expect("a word");
    assert!(cell(&french, 0, "takes").starts_with("attaquant, after de/par: acteur"));
}

#[test]
fn every_example_can_be_asked() {
    let all = SAHEL.vocabulary(Language::English);
    let mut asked = 0;
    for row in 0..all.total {
        let example = cell(&all, row, "example");
        if example.is_empty() || example.contains("NAME") {
            continue;
        }
        if let Err(error) = SAHEL.read(example) {
            panic!("{}: {example}: {error}", cell(&all, row, "word"));
        }
        asked += 1;
    }
    assert!(asked > 400, "{asked}");
    let bare: Vec<&str> = (0..all.total)
        .filter(|row| cell(&all, *row, "example").is_empty())
        .map(|row| cell(&all, row, "word"))
        .collect();
    // These are asked for with another word: the numbers of a figure stand beside it, an end and a status in no group.
    assert_eq!(bare, ["best", "high", "low", "end", "status"]);
}

#[test]
fn every_word_is_listed_and_looked_up() {
    let ontology = SAHEL.ontology();
    for language in [Language::English, Language::French] {
        let all = ontology.vocabulary(language);
        for entry in &all {
            let found = ontology.look_up(&entry.word, language);
            assert!(found.contains(entry), "{}: {found:?}", entry.word);
            for form in &entry.forms {
                let found = ontology.look_up(form, language);
                let itself = found.iter().any(|found| found.iri == entry.iri);
                // A word that a declared noun takes is no longer a word for the role.
                let taken = found.iter().any(|found| found.sort == entry.sort);
                assert!(itself || taken, "{form} of {}: {found:?}", entry.word);
            }
        }
        let listed = SAHEL
            .words(language)
            .into_iter()
            .map(|(_, words)| words.len());
        assert!(listed.sum::<usize>() > 400);
    }
}

#[test]
fn a_word_nearly_right_is_corrected() {
    for (written, near) in [
        ("ambushd", "ambushed"),
        ("alies", "allies"),
        ("al:Ambsh", "ambush"),
        ("armed clashs", "armed clashes"),
        ("sinse", "since"),
        ("dispted", "disputed"),
    ] {
        match SAHEL.word(written, Language::English) {
            Err(AskError::Question(diagnostic)) => {
                assert_eq!(diagnostic.correction.as_deref(), Some(near), "{written}");
            }
            other => panic!("{written}: {other:?}"),
        }
    }
    match SAHEL.word("xyzzyxyzzy", Language::English) {
        Err(AskError::Question(diagnostic)) => assert_eq!(diagnostic.correction, None),
        other => panic!("{other:?}"),
    }
    for written in ["", "<", "al:", "://", &"ambush".repeat(10_000)] {
        assert!(SAHEL.word(written, Language::English).is_err(), "{written}");
    }
}
