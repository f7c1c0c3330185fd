//! Groups of wordings, English and French, that ask the same: each group has one plan.

use allegiance::lexicon::Language;
use allegiance::plan::plan;
use allegiance::reading::{Ask, Reading};
use allegiance::session::Scope;
use allegiance::{Input, Session};
use std::fmt::Write as _;

const GROUPS: &str = include_str!("paraphrases.txt");

/// What a question asks for, without the words that its echo keeps.
fn asked(session: &Session, line: &str) -> Result<String, String> {
    let (text, language) = match line.strip_prefix("fr: ") {
        Some(text) => (text, Language::French),
        None => (line, Language::English),
    };
    let (_, reading) = session
        .read_as(&Scope::default(), text, language)
        .map_err(|error| format!("{error:?}"))?;
    Ok(wordless(session, &reading))
}

/// Writes the plan of a reading, and what a plan does not hold: how much is shown, and how sure and ordered.
fn wordless(session: &Session, reading: &Reading) -> String {
    let shown = format!(
        "{:?} {} {:?}",
        reading.rows, reading.strictly, reading.order
    );
    match (&reading.ask, plan(reading, session.ontology())) {
        (Ask::About(entity), _) => format!("about {} {shown}", entity.iri),
        (Ask::Paths(paths), _) => format!("{paths:?} {shown}"),
        (_, Some(plan)) => format!("{plan} {shown}"),
        (ask, None) => format!("{ask:?} {shown}"),
    }
}

#[test]
fn each_group_has_one_reading() {
    let session = Session::open(&[Input::from_argument("sahel")]).expect("the dataset opens");
    let mut failures = String::new();
    let mut groups = 0;
    for group in GROUPS.split("\n\n") {
        let lines: Vec<&str> = group
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty())
            .collect();
        if lines.is_empty() {
            continue;
        }
        groups += 1;
        let english = lines.iter().filter(|line| !line.starts_with("fr:")).count();
        assert!(lines.len() >= 3 && english > 0, "too few wordings: {group}");
        let first = asked(&session, lines[0]);
        for line in &lines {
            match (&first, asked(&session, line)) {
                (Ok(one), Ok(other)) if *one == other => {}
                (_, Err(error)) => {
                    let _ = writeln!(failures, "{line}: {error}");
                }
                (one, Ok(other)) => {
                    let _ = writeln!(failures, "{line} asks\n{other}\nand {}\n{one:?}", lines[0]);
                }
            }
        }
    }
    assert!(groups >= 25, "only {groups} groups");
    assert!(failures.is_empty(), "{failures}");
}
