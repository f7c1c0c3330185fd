//! The rules of `ontology/shapes.ttl`: each can be broken, and what is bundled breaks none.
//!
//! `tests/check/*.md` is a corpus of broken files. Under a heading that names a rule stands a `turtle` block that breaks it,
//! read after `prefixes.ttl` and, unless its fence says `alone`, `world.ttl`, and the `report` that comes of it.
//! `ALLEGIANCE_CORPUS=update cargo test --test shapes` writes what is into the reports, for a reader to judge.

use allegiance::Input;
use allegiance::check::{Report, check, rules, turtle};
use allegiance::render::{self, Screen};
use oxigraph::io::{RdfFormat, RdfParser};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// A broken file and what its report must be.
struct Case {
    rule: String,
    text: String,
    report: String,
    /// The first line of the report and the line after its last one, from 0.
    lines: (usize, usize),
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/check")
}

fn part(name: &str) -> String {
    fs::read_to_string(folder().join(name)).expect(name)
}

fn files() -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder())
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .collect();
    files.sort();
    files
}

fn cases(text: &str) -> Vec<Case> {
    let (prefixes, world) = (part("prefixes.ttl"), part("world.ttl"));
    let lines: Vec<&str> = text.lines().collect();
    let (mut cases, mut rule, mut broken) = (Vec::new(), "", String::new());
    let mut number = 0;
    while number < lines.len() {
        let line = lines[number];
        number += 1;
        if let Some(heading) = line.strip_prefix("## ") {
            rule = heading;
        }
        let Some(fence) = line.strip_prefix("```") else {
            continue;
        };
        let first = number;
        while lines[number] != "```" {
            number += 1;
        }
        let block = lines[first..number].join("\n");
        let end = number;
        number += 1;
        match fence {
            "turtle" => broken = format!("{prefixes}{world}{block}\n"),
            "turtle alone" => broken = format!("{prefixes}{block}\n"),
            "report" => cases.push(Case {
                rule: rule.to_owned(),
                text: broken.clone(),
                report: block,
                lines: (first, end),
            }),
            other => panic!("line {first}: a block of {other}"),
        }
    }
    cases
}

fn checked(text: &str) -> Report {
    let directory = TempDir::new().expect("a directory");
    let path = directory.path().join("broken.ttl");
    fs::write(&path, text).expect("a file");
    check(&[Input::File(path)], &[]).expect("a readable file")
}

fn shown(report: &Report) -> String {
    render::check(&Screen::piped(), report)
        .trim_end()
        .to_owned()
}

#[test]
fn broken_files_get_the_reports_that_the_corpus_says() {
    let update = std::env::var("ALLEGIANCE_CORPUS").is_ok_and(|mode| mode == "update");
    let mut wrong = String::new();
    for path in files() {
        let text = fs::read_to_string(&path).expect("a corpus");
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        for case in cases(&text).into_iter().rev() {
            let report = checked(&case.text);
            let actual = shown(&report);
            assert!(
                report.broken().contains(case.rule.as_str()),
                "{}: {} is not broken:\n{actual}",
                path.display(),
                case.rule
            );
            if actual != case.report {
                wrong = format!(
                    "{}: {}\n--- expected\n{}\n--- actual\n{actual}\n{wrong}",
                    path.display(),
                    case.rule,
                    case.report
                );
                lines.splice(
                    case.lines.0..case.lines.1,
                    actual.lines().map(str::to_owned),
                );
            }
        }
        if update {
            fs::write(&path, lines.join("\n") + "\n").expect("a corpus");
        }
    }
    assert!(update || wrong.is_empty(), "{wrong}");
}

#[test]
fn every_rule_is_broken_by_a_case_of_its_own() {
    let broken: BTreeSet<String> = files()
        .iter()
        .flat_map(|path| cases(&fs::read_to_string(path).expect("a corpus")))
        .map(|case| case.rule)
        .collect();
    let all = rules().expect("shapes");
    let names: BTreeSet<String> = all.iter().map(|rule| rule.name().to_owned()).collect();
    assert!(names.len() > 80, "{} rules", names.len());
    assert_eq!(broken, names);
    for rule in &all {
        assert!(!rule.message.is_empty(), "{} says nothing", rule.name());
        assert!(!rule.remedy.is_empty(), "{} has no remedy", rule.name());
    }
}

#[test]
fn bundled_data_conform() {
    for name in ["sahel", "reference"] {
        let report = check(&[Input::from_argument(name)], &[]).expect("bundled data");
        assert!(report.statements > 1000);
        assert!(report.conforms, "{name}:\n{}", shown(&report));
    }
}

#[test]
fn what_files_build_on_is_known_but_not_checked() {
    let directory = TempDir::new().expect("a directory");
    let file = |name: &str, text: &str| {
        let path = directory.path().join(name);
        fs::write(&path, format!("{}{text}", part("prefixes.ttl"))).expect("a file");
        Input::File(path)
    };
    let mine = file(
        "mine.ttl",
        "ent:raid a al:Raid ; rdfs:label \"Raid\"@en ; al:paragraph 1 ; al:attacker ent:csp .",
    );
    let broken = |background: &[Input]| {
        let report = check(std::slice::from_ref(&mine), background).expect("a check");
        report
            .broken()
            .into_iter()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(broken(&[]), ["role-unknown-filler", "source"]);
    assert!(broken(&[Input::from_argument("sahel")]).is_empty());
    let faulty = file(
        "faulty.ttl",
        "src:x a al:Source . ent:csp a al:Militia ; rdfs:label \"CSP\" .",
    );
    assert!(broken(&[faulty]).is_empty());
}

#[test]
fn the_report_in_turtle_says_what_the_text_says() {
    let path = folder().join("figures.md");
    let text = fs::read_to_string(path).expect("a corpus");
    for case in cases(&text) {
        let report = checked(&case.text);
        let written = turtle(&report).expect("a report");
        assert_eq!(written, turtle(&checked(&case.text)).expect("a report"));
        let quads: Vec<_> = RdfParser::from_format(RdfFormat::Turtle)
            .for_slice(&written)
            .collect::<Result<_, _>>()
            .expect("Turtle");
        let count = |property: &str| {
            let iri = format!("http://www.w3.org/ns/shacl#{property}");
            quads
                .iter()
                .filter(|quad| quad.predicate.as_str() == iri)
                .count()
        };
        assert_eq!(count("conforms"), 1);
        for property in [
            "result",
            "focusNode",
            "sourceShape",
            "resultMessage",
            "resultSeverity",
        ] {
            assert_eq!(count(property), report.violations.len(), "{property}");
        }
    }
}

#[test]
fn the_rules_of_dates_take_what_loading_reads() {
    use std::fmt::Write as _;
    let mut texts: Vec<String> = Vec::new();
    let years = ["1900", "2000", "2012", "2023", "2024", "201X", "-0044"];
    let numbers = (0..=13).chain([20, 21, 24, 28, 29, 30, 31, 32, 41, 42]);
    for year in years {
        texts.push(year.to_owned());
        for month in numbers.clone() {
            texts.push(format!("{year}-{month:02}"));
            for day in [0, 1, 28, 29, 30, 31, 32] {
                texts.push(format!("{year}-{month:02}-{day:02}"));
            }
        }
    }
    let dates = [
        "2012",
        "2012-03",
        "2012-03-04",
        "2013~",
        "2014?",
        "2015%",
        "2012-00",
    ];
    for a in dates {
        for b in dates {
            for form in [
                "A/B", "[A..B]", "[A,B]", "{A,B}", "A..B", "A-B", "A/B/A", "[A", "..A/B", "A/B..",
            ] {
                texts.push(form.replace('A', a).replace('B', b));
            }
        }
        for form in [
            "A/..", "A/", "/A", "../A", "[..A]", "[A..]", "..A/", "A/A..", "xA", "A//A",
        ] {
            texts.push(form.replace('A', a));
        }
    }
    let sloppy = [
        "",
        "/",
        "../..",
        "july 2024",
        "2024-7",
        "2024/7/1",
        "24-07-27",
        "2024-07-27T10:11:12Z",
        "Y12024",
        "now",
        "[]",
    ];
    texts.extend(sloppy.map(str::to_owned));
    let mut turtle = format!("{}{}", part("prefixes.ttl"), part("world.ttl"));
    for (number, text) in texts.iter().enumerate() {
        let _ = writeln!(turtle, "ent:d{number} al:lifetime \"{text}\"^^edtf:EDTF .");
    }
    let report = checked(&turtle);
    let refused: BTreeSet<&str> = report
        .violations
        .iter()
        .filter(|violation| {
            ["date-form", "date-calendar", "interval-order"].contains(&&*violation.rule)
        })
        .map(|violation| violation.node.term.as_str())
        .collect();
    let mut wrong = Vec::new();
    for (number, text) in texts.iter().enumerate() {
        let taken = !refused.contains(format!("ent:d{number}").as_str());
        let read = allegiance::time::Bounds::from_edtf(Some(text), None, None).is_ok();
        if taken != read {
            wrong.push(format!("{text:?}: the rules {taken}, loading {read}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn command(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_allegiance"))
        .args(arguments)
        .output()
        .expect("the program runs")
}

#[test]
fn the_exit_code_tells_what_came_of_it() {
    let directory = TempDir::new().expect("a directory");
    let file = |name: &str, text: &str| {
        let path = directory.path().join(name);
        fs::write(&path, text).expect("a file");
        path.to_str().expect("a name").to_owned()
    };
    let good = file("good.ttl", &(part("prefixes.ttl") + &part("world.ttl")));
    let bad = file("bad.ttl", "<x> <https://w3id.org/allegiance/ns#y> 1 .");
    let cut = file("cut.ttl", "<x> a\n  <y ");
    let said = |arguments: &[&str], code: i32| {
        let output = command(arguments);
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("text");
        assert_eq!(output.status.code(), Some(code), "{arguments:?}");
        (text(&output.stdout), text(&output.stderr))
    };
    let (out, error) = said(&["check", &good], 0);
    assert!(out.starts_with("conforms: 16 statements"), "{out}");
    assert_eq!(error, "");
    let (out, error) = said(&["check", &good, &bad], 1);
    assert!(out.contains("bad.ttl\n"), "{out}");
    assert!(out.contains("unknown-property: "), "{out}");
    assert_eq!(error, "");
    let (out, _) = said(&["check", &bad, "--format", "json"], 1);
    let report: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(report["conforms"], false);
    assert_eq!(report["violations"][0]["rule"], "source");
    assert_eq!(report["violations"][1]["property"], "al:y");
    let (out, _) = said(&["check", &bad, "--format", "turtle"], 1);
    assert!(
        out.contains("sh:sourceShape rule:unknown-property"),
        "{out}"
    );
    let (out, error) = said(&["check"], 2);
    assert_eq!(out, "");
    assert!(error.contains("FILE"), "{error}");
    let (out, error) = said(&["check", &cut], 3);
    assert_eq!(out, "");
    assert!(error.contains("cut.ttl:2:"), "{error}");
    said(&["check", "nowhere.ttl"], 3);
}
