//! Every command of the README runs, and prints what the README shows.

use std::path::Path;
use std::process::Command;

/// A command and the output that is shown under it, if any is.
struct Shown {
    line: usize,
    command: String,
    output: Vec<String>,
}

fn shown(text: &str) -> Vec<Shown> {
    let mut all: Vec<Shown> = Vec::new();
    let mut inside = false;
    for (number, line) in text.lines().enumerate() {
        if line.starts_with("```") {
            inside = line == "```console";
            continue;
        }
        if !inside {
            continue;
        }
        match line.strip_prefix("$ ") {
            Some(command) => all.push(Shown {
                line: number + 1,
                command: command.to_owned(),
                output: Vec::new(),
            }),
            None => {
                if let Some(last) = all.last_mut() {
                    last.output.push(line.to_owned());
                }
            }
        }
    }
    all
}

fn trimmed(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = text.lines().map(|l| l.trim_end().to_owned()).collect();
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

#[test]
fn the_commands_of_the_readme_run() {
    let readme = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md"))
        .expect("a README");
    let folder = Path::new(env!("CARGO_BIN_EXE_allegiance"))
        .parent()
        .expect("a folder");
    let path = format!(
        "{}:{}",
        folder.display(),
        std::env::var("PATH").unwrap_or_default()
    );
    // Commands write files, and one of them reads the example.
    let workplace = tempfile::tempdir().expect("a folder");
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("datasets/example/incidents.csv");
    std::fs::copy(example, workplace.path().join("incidents.csv")).expect("the example");
    let mut run = 0;
    let mut wrong = Vec::new();
    for shown in shown(&readme) {
        // These two are what builds this test and the program.
        if shown.command == "cargo run --release" || shown.command == "cargo test" {
            continue;
        }
        let output = Command::new("sh")
            .args(["-c", &format!("{{ {}; }} 2>&1", shown.command)])
            .env("PATH", &path)
            .current_dir(workplace.path())
            .env_remove("COLUMNS")
            .output()
            .expect("a shell");
        run += 1;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        if !output.status.success() {
            wrong.push(format!(
                "line {}: `{}` fails:\n{text}",
                shown.line, shown.command
            ));
        }
        if !shown.output.is_empty() && trimmed(&shown.output.join("\n")) != trimmed(&text) {
            wrong.push(format!(
                "line {}: `{}` prints:\n{text}",
                shown.line, shown.command
            ));
        }
    }
    assert!(run > 5, "the README shows commands");
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn every_question_of_the_readme_is_understood() {
    use allegiance::{Input, Session};
    let readme = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md"))
        .expect("a README");
    let session = Session::open(&[Input::from_argument("sahel")]).expect("the bundled dataset");
    let table: Vec<&str> = readme
        .lines()
        .skip_while(|line| !line.starts_with("| beginning"))
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .collect();
    assert!(table.len() > 5);
    for line in table {
        let example = line.rsplit('|').nth(1).unwrap_or_default();
        for question in example.split("`, `") {
            let question = question.trim().trim_matches('`');
            assert!(
                session.read(question).is_ok(),
                "`{question}`: {:?}",
                session.read(question).err()
            );
        }
    }
}
