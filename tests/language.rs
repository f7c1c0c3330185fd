//! The reference of the language is what the grammar and the ontology say, and every question on it runs.
//!
//! `ALLEGIANCE_CORPUS=update cargo test --test language` writes `grammar/README.md` anew.

use allegiance::lexicon::Language;
use allegiance::question::{keywords, meanings};
use allegiance::session::Scope;
use allegiance::{Cancel, Input, Options, Session};
use std::path::Path;
use std::sync::LazyLock;

static SAHEL: LazyLock<Session> = LazyLock::new(|| {
    Session::open(&[Input::from_argument("sahel")]).expect("the bundled dataset opens")
});

#[test]
fn the_reference_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("grammar/README.md");
    let page = SAHEL.reference();
    if std::env::var("ALLEGIANCE_CORPUS").is_ok_and(|mode| mode == "update") {
        std::fs::write(&path, page).expect("the page can be written");
        return;
    }
    let written = std::fs::read_to_string(&path).expect("the page is there");
    let differs = page.lines().zip(written.lines()).find(|(a, b)| a != b);
    assert!(
        page == written,
        "grammar/README.md says otherwise, first in {differs:?}: `ALLEGIANCE_CORPUS=update cargo test --test language` writes it anew"
    );
}

#[test]
fn every_keyword_says_what_it_does_and_nothing_else_does() {
    let first = |table: &[(&'static str, &'static str)]| -> Vec<&'static str> {
        table.iter().map(|(word, _)| *word).collect()
    };
    let mut clauses: Vec<&str> = keywords::CLAUSES
        .iter()
        .map(|(_, keyword, _)| keyword.text())
        .collect();
    clauses.dedup();
    for (words, told) in [
        (first(keywords::BEGINNINGS), meanings::BEGINNINGS),
        (clauses, meanings::CLAUSES),
        (first(keywords::OUTPUTS), meanings::OUTPUTS),
        (first(keywords::STEPS), meanings::STEPS),
        (first(keywords::CONNECTORS), meanings::CONNECTORS),
    ] {
        for word in &words {
            assert!(
                !meanings::of(told, word).is_empty(),
                "what does `{word}` do?"
            );
        }
        for (word, _) in told {
            assert!(words.contains(word), "`{word}` is no keyword");
        }
    }
}

/// Returns the questions of the page: what stands in the last column of its tables, and at the head of its scopes.
fn questions(page: &str) -> Vec<(String, Language)> {
    let mut found = Vec::new();
    let mut language = Language::English;
    for line in page.lines() {
        if line == "## In French" {
            language = Language::French;
        }
        let cell = if line.starts_with("| `") {
            line.trim_end_matches(" |").rsplit(" | `").next()
        } else {
            line.strip_prefix("- `")
        };
        if let Some(cell) = cell.and_then(|cell| cell.strip_suffix('`')) {
            found.push((cell.replace("\\|", "|"), language));
        }
    }
    found
}

#[test]
fn every_question_of_the_reference_runs() {
    let questions = questions(&SAHEL.reference());
    assert!(questions.len() > 150, "only {}", questions.len());
    for (question, language) in questions {
        // Names and files are the business of a conversation; a hole is answered by what could fill it.
        let later = ["let ", "count it", "nombre de it"];
        if later.iter().any(|begin| question.starts_with(begin)) || question.contains(" ? ") {
            continue;
        }
        if question.contains("| export") || question.contains("| save") || question.contains("| e")
        {
            let read = SAHEL.read_as(&Scope::default(), &question, language);
            assert!(read.is_ok(), "`{question}`: {read:?}");
            continue;
        }
        let options = Options {
            language,
            ..Options::default()
        };
        let answer = SAHEL.ask(&question, &options, &Cancel::new());
        assert!(answer.is_ok(), "`{question}`: {answer:?}");
    }
}

#[test]
fn what_surprises_reads_as_it_is_told() {
    let scopes = SAHEL.scopes();
    for (question, _) in meanings::SCOPES {
        let (_, reading) = SAHEL
            .read(question)
            .unwrap_or_else(|error| panic!("`{question}`: {error}"));
        let echo = allegiance::reading::echo(&reading);
        let (_, again) = SAHEL
            .read(&echo)
            .unwrap_or_else(|error| panic!("`{echo}`: {error}"));
        assert_eq!(again, reading, "`{question}` is told as `{echo}`");
        assert!(scopes.contains(&format!("Reads as `{echo}`")), "{echo}");
    }
}
