//! Mapping files that are wrong: each problem at its own line, with what was probably meant.

use allegiance::load::mapping::{Mapping, MappingError};
use allegiance::store::tables;

const GOOD: &str = r#"[dataset]
name = "incidents"
title = "Invented incidents"

[columns]
names = { list = ";" }
actor = { patterns = ["{body} of {state}"] }

[things.group]
each = "names"
id = "incidents/{names}"
class = "NonStateArmedGroup"
name = "{names}"

[things.state]
class = "State"
code = { gw = "{gw}" }

[situations.attack]
if = "kind is 3 or 4 and not doubt"
id = "incidents/{no}"
class = { column = "kind", codes = { 3 = "Ambush", 4 = "Raid" } }
roles = { attacker = "group", target = { fill = "state", if = "gw" } }
certainty = [{ if = "doubt", is = "Claimed" }]
speaker = "group"
time = { start = "{date}", precision = { column = "p", codes = { 1 = "day", 2 = "month" } } }

[[situations.attack.figures]]
measure = "killed"
best = "dead"
"#;

fn parse(text: &str) -> Result<Mapping, MappingError> {
    let tables = tables().expect("what is bundled is sound");
    Mapping::parse("my.toml", text, &tables.vocabulary)
}

/// Replaces a part of the good mapping, and returns the problems as `line: message | candidates`.
fn problems(from: &str, to: &str) -> Vec<String> {
    assert!(GOOD.contains(from), "{from}");
    let error = parse(&GOOD.replacen(from, to, 1)).expect_err("a wrong mapping");
    let shown = error.problems.iter().map(|problem| {
        let (line, _) = error.place(problem);
        let candidates = problem.candidates.join(", ");
        format!("{line}: {} | {candidates}", problem.message)
    });
    shown.collect()
}

#[test]
fn a_good_mapping_is_read() {
    let mapping = parse(GOOD).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(mapping.dataset.name, "incidents");
}

#[test]
fn words_that_are_none_of_the_ontology_name_the_nearest() {
    for (from, to, said) in [
        (
            "\"Raid\"",
            "\"Rade\"",
            "22: there is no class of situation \"Rade\" | Raid",
        ),
        (
            "\"NonStateArmedGroup\"",
            "\"ArmedGroup\"",
            "12: there is no class of actor or place \"ArmedGroup\" | NonStateArmedGroup",
        ),
        (
            "attacker = ",
            "atacker = ",
            "23: there is no role \"atacker\" | attacker",
        ),
        (
            "\"Claimed\"",
            "\"Claim\"",
            "24: there is no certainty \"Claim\" | Claimed",
        ),
        (
            "\"killed\"",
            "\"kiled\"",
            "29: there is no measure \"kiled\" | killed",
        ),
        (
            "{ gw =",
            "{ gww =",
            "17: there is no kind of code \"gww\" | gw",
        ),
        (
            "2 = \"month\"",
            "2 = \"mounth\"",
            "26: there is no precision \"mounth\" | month",
        ),
        (
            "attacker = \"group\"",
            "attacker = \"groop\"",
            "23: there is no thing \"groop\" | group",
        ),
        (
            "[situations.attack]",
            "[situation.attack]",
            "19: there is no section \"situation\" | situations",
        ),
        (
            "best = ",
            "bst = ",
            "30: there is no setting of figures \"bst\" | best",
        ),
    ] {
        let problems = problems(from, to);
        assert!(
            problems.iter().any(|problem| problem == said),
            "{said}\nin {problems:#?}"
        );
    }
}

#[test]
fn what_does_not_go_together_is_said() {
    for (from, to, said) in [
        (
            "target = {",
            "plotter = {",
            "23: Ambush or Raid has no role \"plotter\" | ",
        ),
        (
            "class = \"State\"",
            "class = \"Country\"",
            "23: \"state\" is a Country, which cannot be a attacker | ",
        ),
        (
            "speaker = \"group\"\n",
            "",
            "24: what is not asserted needs a speaker | ",
        ),
        (
            "id = \"incidents/{no}\"\n",
            "",
            "19: \"attack\" has no id | ",
        ),
        (
            "class = \"NonStateArmedGroup\"\n",
            "",
            "9: \"group\" has no class | ",
        ),
        (
            "name = \"incidents\"",
            "name = \"My incidents!\"",
            "2: a dataset needs a name of small letters, digits and hyphens | ",
        ),
        (
            "kind is 3",
            "kind equals 3",
            "20: expected \"is\", \"is not\", \"starts with\", \"contains\", \"above\", \"below\" or \"and\", found \"equals\" | ",
        ),
        ("\"{date}\"", "\"{date\"", "26: { is not closed | "),
        (
            "{ list = \";\" }",
            "{ date = \"day first\" }",
            "6: \"day first\" is no way to write dates | ",
        ),
    ] {
        let from_role = if said.contains("cannot be a attacker") {
            problems(
                "attacker = \"group\", target = { fill = \"state\", if = \"gw\" }",
                "attacker = \"country\" }\n[things.country]\nid = \"x/{gw}\"\nclass = \"Country\"\n[situations.other]\nid = \"y/{no}\"\nclass = \"Raid\"\nroles = { attacker = \"country\"",
            )
        } else {
            problems(from, to)
        };
        let wanted = said.split_once(": ").map_or(said, |(_, message)| message);
        let found = from_role.iter().any(|problem| {
            problem == said
                || said.contains("cannot be") && problem.contains("which cannot be a attacker")
        });
        assert!(found, "{wanted}\nin {from_role:#?}");
    }
}

#[test]
fn several_problems_are_told_at_once_and_in_order() {
    let error = parse(
        &GOOD
            .replace("\"Ambush\"", "\"Ambsh\"")
            .replace("\"killed\"", "\"died\"")
            .replace("{ list", "{ lst"),
    )
    .expect_err("a wrong mapping");
    let lines: Vec<usize> = error
        .problems
        .iter()
        .map(|problem| error.place(problem).0)
        .collect();
    assert_eq!(lines, [6, 22, 29]);
    assert!(error.to_string().starts_with("my.toml:6:11: "), "{error}");
}

#[test]
fn what_is_no_toml_is_said_at_its_line() {
    let error = parse("[dataset]\nname = incidents\n").expect_err("no TOML");
    assert_eq!(error.place(&error.problems[0]).0, 2);
    assert!(parse("").is_err());
    assert!(
        parse("[dataset]\nname = \"x\"\n").is_err(),
        "a mapping makes something"
    );
}

#[test]
fn every_bundled_mapping_describes_its_dataset() {
    for mapping in &tables().expect("what is bundled is sound").mappings {
        let dataset = &mapping.dataset;
        let name = &dataset.name;
        assert!(
            dataset.licence.is_some()
                && dataset.citation.is_some()
                && dataset.redistributable.is_some(),
            "{name}"
        );
        // Those that come in slices cover the time of their rows.
        let sliced = ["ucdp-ged", "acled", "gdelt"].contains(&name.as_str());
        assert_eq!(dataset.coverage.time.is_none(), sliced, "{name}");
        assert!(!dataset.coverage.classes.is_empty(), "{name}");
        assert!(!mapping.layouts.is_empty(), "{name} can be recognised");
    }
}
