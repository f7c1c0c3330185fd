//! The command line as a shell sees it: what goes where, and with which exit code.

use serde_json::Value;
use std::fs::File;
use std::io::{Read, Write};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

const AMBUSH: &str = "who ambushed \"Wagner Group\"";
/// Turns the screen to another colour, clears it, and turns the writing direction.
const HOSTILE: &str = r#"
@prefix al: <https://w3id.org/allegiance/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<http://example.org/source> a al:Source ; rdfs:label "invented" .
<http://example.org/evil> a al:NonStateArmedGroup ; rdfs:label "Evil\u001B[31m\u202Eknad" .
<http://example.org/good> a al:NonStateArmedGroup ; rdfs:label "=1+1, \"quoted\"" .
<http://example.org/ambush> a al:Ambush ; rdfs:label "Ambush" ;
    al:attacker <http://example.org/evil> ; al:target <http://example.org/good> .
"#;

fn allegiance(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_allegiance"));
    command
        .args(arguments)
        .stdin(Stdio::null())
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE");
    command
}

fn run(arguments: &[&str]) -> Output {
    allegiance(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// Runs a command that must answer, and returns its standard output.
fn answered(arguments: &[&str]) -> String {
    let output = run(arguments);
    let error = text(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {error}");
    text(&output.stdout).to_owned()
}

/// Runs a command that must fail, and returns its standard error.
fn refused(arguments: &[&str], code: i32) -> String {
    let output = run(arguments);
    let error = text(&output.stderr);
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {error}");
    assert_eq!(text(&output.stdout), "", "{arguments:?}");
    error.to_owned()
}

fn piped(input: &[u8]) -> Output {
    piped_to(input, &[])
}

fn piped_to(input: &[u8], arguments: &[&str]) -> Output {
    let mut child = allegiance(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

fn hostile() -> tempfile::NamedTempFile {
    let mut file = tempfile::Builder::new().suffix(".ttl").tempfile().unwrap();
    file.write_all(HOSTILE.as_bytes()).unwrap();
    file
}

#[test]
fn a_question_is_answered_on_standard_output() {
    let output = run(&["ask", AMBUSH]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(text(&output.stderr), "");
    let answer = text(&output.stdout);
    assert!(
        answer.starts_with("reading: who ambushed \"Wagner Group\""),
        "{answer}"
    );
    assert!(answer.contains("2024-07-27"), "{answer}");
    assert!(
        !answer.contains('\u{1b}'),
        "a pipe gets no colour: {answer:?}"
    );
    assert!(
        answer
            .lines()
            .skip(1)
            .all(|line| line.starts_with("note: ") || line.chars().count() <= 80),
        "{answer}"
    );
}

#[test]
fn the_words_of_an_unquoted_question_are_joined() {
    let whole = answered(&["ask", AMBUSH]);
    assert_eq!(answered(&["ask", "who", "ambushed", "Wagner Group"]), whole);
}

#[test]
fn json_has_the_promised_shape() {
    let answer: Value =
        serde_json::from_str(&answered(&["ask", AMBUSH, "--format", "json"])).unwrap();
    let object = answer.as_object().unwrap();
    let keys: Vec<_> = object.keys().map(String::as_str).collect();
    assert_eq!(
        keys,
        [
            "question", "reading", "kind", "columns", "rows", "total", "notes", "sparql"
        ]
    );
    assert_eq!(answer["question"], AMBUSH);
    assert_eq!(answer["kind"], "table");
    let columns = answer["columns"].as_array().unwrap();
    let names: Vec<_> = columns
        .iter()
        .map(|c| c["name"].as_str().unwrap())
        .collect();
    for row in answer["rows"].as_array().unwrap() {
        let cells = row.as_object().unwrap();
        assert_eq!(cells.keys().map(String::as_str).collect::<Vec<_>>(), names);
        assert!(cells.values().all(|cell| cell.get("value").is_some()));
    }
    assert_eq!(
        answer["total"].as_u64().unwrap(),
        answer["rows"].as_array().unwrap().len() as u64
    );
    assert!(answer["sparql"].as_str().unwrap().contains("SELECT"));
}

#[test]
fn csv_and_tsv_have_the_same_columns_and_keep_every_mark() {
    let rows = answered(&["ask", AMBUSH, "--format", "csv"]);
    let mut reader = csv::Reader::from_reader(rows.as_bytes());
    let header = reader.headers().unwrap().clone();
    assert!(
        header.iter().any(|name| name.ends_with("_iri")),
        "{header:?}"
    );
    assert!(
        header.iter().any(|name| name.ends_with("_note")),
        "{header:?}"
    );
    assert!(
        reader
            .records()
            .next()
            .unwrap()
            .unwrap()
            .iter()
            .any(|note| note.contains("year inferred")),
        "{rows}"
    );
    let tabs = answered(&["ask", AMBUSH, "--format", "tsv"]);
    assert_eq!(
        tabs.lines().next().unwrap().split('\t').collect::<Vec<_>>(),
        header.iter().collect::<Vec<_>>()
    );
}

#[test]
fn markdown_is_a_table_with_its_reading() {
    let report = answered(&["ask", AMBUSH, "--format", "markdown"]);
    assert!(
        report.starts_with("**who ambushed \"Wagner Group\" ") && report.contains("**\n\n| "),
        "{report}"
    );
    assert!(report.contains("| --- |"), "{report}");
}

#[test]
fn evidence_is_linked_data_in_every_format() {
    for (format, sign) in [
        ("turtle", "@prefix al: <https://w3id.org/allegiance/ns#> ."),
        ("trig", "al:Ambush"),
        ("ntriples", "<https://w3id.org/allegiance/ns#Ambush> ."),
        ("jsonld", "\"@graph\""),
    ] {
        let data = answered(&["ask", AMBUSH, "--format", format]);
        assert!(data.contains(sign), "{format}: {data}");
        assert_eq!(
            data,
            answered(&["ask", AMBUSH, "--format", format]),
            "{format} is written alike each time"
        );
    }
}

#[test]
fn evidence_reads_back_as_data() {
    let trig = answered(&["ask", AMBUSH, "--format", "trig"]);
    let mut file = tempfile::Builder::new().suffix(".trig").tempfile().unwrap();
    file.write_all(trig.as_bytes()).unwrap();
    let path = file.path().to_str().unwrap();
    let answer = answered(&["ask", AMBUSH, "--data", path]);
    assert!(answer.contains("2024-07-27"), "{answer}");
}

#[test]
fn a_limit_shows_less_and_says_so() {
    let answer = answered(&["ask", "events", "--limit", "3"]);
    assert!(
        answer.contains("\n3 of ") && answer.contains("add \"all\""),
        "{answer}"
    );
    let output = run(&["ask", "events", "--limit", "3", "--format", "csv"]);
    assert_eq!(text(&output.stdout).lines().count(), 4);
    assert!(
        text(&output.stderr).starts_with("note: 3 of "),
        "{}",
        text(&output.stderr)
    );
}

#[test]
fn a_wrong_question_is_drawn_on_standard_error() {
    let error = refused(&["ask", "who ambushd Wagner"], 2);
    assert!(error.starts_with("error: "), "{error}");
    assert!(
        error.contains("│ who ambushd Wagner\n  │     ^^^^^^^"),
        "{error}"
    );
    assert!(error.contains("help: who ambushed"), "{error}");
    assert!(!error.contains('\u{1b}'), "{error:?}");
}

#[test]
fn a_wrong_question_is_json_for_programs() {
    let error = refused(&["ask", "who ambushd Wagner", "--format", "json"], 2);
    let error: Value = serde_json::from_str(&error).unwrap();
    assert_eq!(error["question"], "who ambushd Wagner");
    let problem = &error["error"];
    assert!(
        problem["code"].is_string() && problem["message"].is_string(),
        "{problem}"
    );
    assert_eq!(problem["labels"][0]["span"]["start"], 4);
    assert_eq!(problem["labels"][0]["span"]["end"], 11);
    assert!(problem["correction"].as_str().unwrap().contains("ambushed"));
}

#[test]
fn a_correction_runs_as_it_stands() {
    let error = refused(&["ask", "who ambushd Wagner", "--format", "json"], 2);
    let error: Value = serde_json::from_str(&error).unwrap();
    answered(&["ask", error["error"]["correction"].as_str().unwrap()]);
}

#[test]
fn a_wrong_command_line_is_refused() {
    assert!(refused(&["ask"], 2).contains("QUESTION"));
    assert!(refused(&["ask", AMBUSH, "--format", "xml"], 2).contains("turtle"));
    assert!(refused(&["ask", AMBUSH, "--limit", "0"], 2).contains("--limit"));
    assert!(refused(&["ambushes"], 2).contains("allegiance ask"));
    let error = refused(&["ask", AMBUSH, "--limit", "many", "--format", "json"], 2);
    let error: Value = serde_json::from_str(&error).unwrap();
    assert_eq!(error["error"]["code"], "command-line");
}

#[test]
fn data_that_cannot_be_read_end_with_3() {
    let error = refused(&["ask", AMBUSH, "--data", "/nowhere/data.ttl"], 3);
    assert!(error.starts_with("error: /nowhere/data.ttl"), "{error}");
    let error = refused(
        &[
            "ask",
            AMBUSH,
            "--data",
            "/nowhere/data.ttl",
            "--format",
            "json",
        ],
        3,
    );
    let error: Value = serde_json::from_str(&error).unwrap();
    assert_eq!(error["error"]["code"], "data");
}

#[test]
fn help_and_version_go_to_standard_output() {
    assert!(answered(&["--help"]).contains("allegiance ask 'who ambushed"));
    for verb in ["ask", "sparql", "explain", "about", "sources", "vocabulary"] {
        let help = answered(&[verb, "--help"]);
        assert!(help.contains("Example"), "{help}");
        assert!(
            help.lines().all(|line| line.chars().count() < 100),
            "{help}"
        );
    }
    assert_eq!(
        answered(&["--version"]),
        format!("allegiance {}\n", env!("CARGO_PKG_VERSION"))
    );
}

#[test]
fn an_explanation_shows_reading_plan_and_query() {
    let shown = answered(&["explain", AMBUSH]);
    assert!(shown.starts_with("reading: "), "{shown}");
    assert!(
        shown.contains("\nplan\n  ") && shown.contains("\nsparql\n"),
        "{shown}"
    );
    let json: Value =
        serde_json::from_str(&answered(&["explain", AMBUSH, "--format", "json"])).unwrap();
    for key in ["question", "reading", "sparql", "plan"] {
        assert!(json[key].is_string(), "{key}: {json}");
    }
    refused(&["explain", "who ambushd Wagner"], 2);
}

#[test]
fn the_explained_query_gives_rows_of_its_own() {
    let json: Value =
        serde_json::from_str(&answered(&["explain", AMBUSH, "--format", "json"])).unwrap();
    let rows = answered(&[
        "sparql",
        json["sparql"].as_str().unwrap(),
        "--format",
        "csv",
    ]);
    assert!(rows.lines().count() > 1, "{rows}");
}

#[test]
fn sparql_answers_in_the_formats_of_its_kind() {
    let select =
        "SELECT ?coup WHERE { ?coup a <https://w3id.org/allegiance/ns#Coup> } ORDER BY ?coup";
    let rows = answered(&["sparql", select, "--format", "csv"]);
    let lines: Vec<_> = rows.lines().collect();
    assert_eq!(lines[0], "coup");
    assert!(
        lines[1].starts_with("https://w3id.org/allegiance/id/"),
        "{rows}"
    );
    assert!(refused(&["sparql", select, "--format", "turtle"], 2).contains("CONSTRUCT"));
    let construct = "CONSTRUCT { ?coup a <https://w3id.org/allegiance/ns#Coup> } WHERE { ?coup a <https://w3id.org/allegiance/ns#Coup> }";
    let data = answered(&["sparql", construct, "--format", "turtle"]);
    assert!(data.contains(" a al:Coup"), "{data}");
    let yes = answered(&["sparql", "ASK { ?s ?p ?o }", "--format", "json"]);
    let yes: Value = serde_json::from_str(&yes).unwrap();
    assert_eq!(yes["kind"], "yes_no");
}

#[test]
fn sparql_only_reads() {
    for query in [
        "INSERT DATA { <http://a> <http://b> <http://c> }",
        "DROP ALL",
        "SELECT * { SERVICE <http://example.org/sparql> { ?s ?p ?o } }",
        "SELECT * {",
    ] {
        let error = refused(&["sparql", query], 2);
        assert!(error.starts_with("error: "), "{query}: {error}");
    }
}

#[test]
fn about_shows_a_card() {
    let card = answered(&["about", "CSP"]);
    assert!(card.lines().count() > 3, "{card}");
    assert_eq!(
        answered(&["about", "Wagner", "Group"]),
        answered(&["about", "Wagner Group"])
    );
    let json: Value =
        serde_json::from_str(&answered(&["about", "CSP", "--format", "json"])).unwrap();
    assert_eq!(json["kind"], "card");
    refused(&["about", "Xyzzyplugh"], 2);
}

#[test]
fn piped_questions_are_answered_in_turn() {
    let output =
        piped(b"coups in 2021; accords in 2015\n\n# a comment; no question\nallies of CSP\n");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert_eq!(text(&output.stdout).matches("reading: ").count(), 3);
    assert!(text(&output.stdout).contains("\n\nreading: "));
}

#[test]
fn one_wrong_question_stops_no_other() {
    let output = piped(b"who ambushd Wagner; coups in 2021; allies JNIM");
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(text(&output.stdout).matches("reading: ").count(), 1);
    assert_eq!(text(&output.stderr).matches("error: ").count(), 2);
}

#[test]
fn an_empty_or_binary_input_is_no_question() {
    let nothing = piped(b" \n ; # nothing\n");
    assert_eq!(
        (nothing.status.code(), text(&nothing.stdout)),
        (Some(0), "")
    );
    let binary = piped(b"coups in 2021\n\xff\xfe");
    assert_eq!(binary.status.code(), Some(2));
    assert!(
        text(&binary.stderr).contains("UTF-8 text (line 2)"),
        "{}",
        text(&binary.stderr)
    );
}

#[test]
fn a_dash_reads_the_question_from_standard_input() {
    let mut child = allegiance(&["ask", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(AMBUSH.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(text(&output.stdout), answered(&["ask", AMBUSH]));
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let mut child = allegiance(&[])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    child
        .stdin
        .take()
        .unwrap()
        .write_all("events all;".repeat(50).as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), ""));
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_said() {
    for arguments in [
        &["ask", AMBUSH][..],
        &["ask", AMBUSH, "--format", "trig"],
        &["--help"],
    ] {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let output = allegiance(arguments)
            .stdout(full)
            .stderr(Stdio::piped())
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(3), "{arguments:?}");
        assert!(
            text(&output.stderr).contains("cannot write"),
            "{}",
            text(&output.stderr)
        );
    }
}

#[test]
fn colour_is_for_those_who_want_it() {
    let forced = allegiance(&["ask", AMBUSH])
        .env("CLICOLOR_FORCE", "1")
        .output()
        .unwrap();
    assert!(text(&forced.stdout).contains('\u{1b}'));
    let refused = allegiance(&["ask", AMBUSH])
        .env("CLICOLOR_FORCE", "1")
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    assert!(!text(&refused.stdout).contains('\u{1b}'));
}

#[test]
fn nothing_in_the_data_steers_the_terminal() {
    let file = hostile();
    let path = file.path().to_str().unwrap();
    for format in ["table", "markdown", "json", "turtle", "jsonld"] {
        let shown = answered(&["ask", "ambushes", "--data", path, "--format", format]);
        assert!(
            !shown.contains(['\u{1b}', '\u{202e}']),
            "{format}: {shown:?}"
        );
    }
    let exact = answered(&["ask", "attackers", "--data", path, "--format", "csv"]);
    assert!(
        exact.contains("Evil\u{1b}[31m\u{202e}knad"),
        "a file gets the data as they are: {exact:?}"
    );
    let error = refused(
        &["ask", "who ambushd \u{1b}[2J\u{202e}x", "--data", path],
        2,
    );
    assert!(!error.contains(['\u{1b}', '\u{202e}']), "{error:?}");
}

#[test]
fn data_before_and_after_the_verb_add_up() {
    let file = hostile();
    let path = file.path().to_str().unwrap();
    let both = answered(&[
        "--data",
        "sahel",
        "ask",
        "count ambushes",
        "--data",
        path,
        "--format",
        "csv",
    ]);
    let bundled = answered(&["ask", "count ambushes", "--format", "csv"]);
    let count = |csv: &str| -> u64 {
        let last = csv.lines().last().unwrap();
        last.split(',')
            .find_map(|field| field.parse().ok())
            .unwrap()
    };
    assert_eq!(count(&both), count(&bundled) + 1);
}

#[test]
fn absurd_questions_end_in_a_message_within_a_second() {
    let absurd = [
        "(".repeat(10_000),
        "x ".repeat(1 << 16),
        "about \"unclosed".to_owned(),
        "about \u{0}\u{1}\u{7f}".to_owned(),
        "allies of \u{202e}JNIM".to_owned(),
        String::new(),
    ];
    for question in absurd {
        let start = Instant::now();
        let output = piped_ask(question.as_bytes());
        let shown: String = question.chars().take(20).collect();
        assert_eq!(output.status.code(), Some(2), "{shown}");
        assert!(output.stderr.len() < 4000, "{shown}");
        assert!(start.elapsed() < Duration::from_secs(10), "{shown}");
    }
    assert_eq!(
        piped_ask("x ".repeat(1 << 19).as_bytes()).status.code(),
        Some(2)
    );
}

fn piped_ask(question: &[u8]) -> Output {
    let mut child = allegiance(&["ask", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(question).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.stdout.is_empty());
    output
}

#[test]
#[cfg(unix)]
fn ctrl_c_stops_a_running_question() {
    let slow = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }";
    let mut child = allegiance(&["sparql", slow])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    std::thread::sleep(Duration::from_millis(1500));
    let killed = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .unwrap();
    assert!(killed.success());
    let start = Instant::now();
    let status = child.wait().unwrap();
    assert!(start.elapsed() < Duration::from_secs(5));
    assert_eq!(status.code(), Some(130));
    let mut error = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut error)
        .unwrap();
    assert_eq!(error, "error: cancelled\n");
}

/// Runs a question in a folder of its own.
fn run_in(folder: &std::path::Path, arguments: &[&str]) -> Output {
    allegiance(arguments).current_dir(folder).output().unwrap()
}

#[test]
fn an_answer_is_exported_in_the_format_of_the_extension() {
    let folder = tempfile::tempdir().unwrap();
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
    for (extension, begins) in [
        ("csv", "coup,coup_iri,coup_note,when"),
        ("tsv", "coup\tcoup_iri"),
        ("json", "{\n"),
        ("md", "| coup |"),
        ("txt", "reading: coups in"),
        ("ttl", "@prefix"),
        ("trig", "@prefix"),
        ("nt", "<https://"),
        ("nq", "<https://"),
        ("jsonld", "[\n"),
    ] {
        let name = format!("coups.{extension}");
        let question = format!("coups in Mali | export {name}");
        let output = run_in(folder.path(), &["ask", &question]);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        assert!(text(&output.stdout).contains(&format!("to {name}\n")));
        let written = read(&name);
        assert!(written.contains(begins), "{name}: {written}");
        assert!(
            written.contains("coup-2020") || ["txt", "md"].contains(&extension),
            "{name}: {written}"
        );
    }
    assert_eq!(
        read("coups.ttl"),
        answered(&["ask", "coups in Mali", "--format", "turtle"])
    );
    assert_eq!(
        read("coups.nq"),
        answered(&["ask", "coups in Mali", "--format", "nquads"])
    );
}

#[test]
fn an_export_holds_what_the_steps_before_it_left() {
    let folder = tempfile::tempdir().unwrap();
    let question = "events in Mali | export all.csv | take 2 | export two.csv";
    let output = run_in(folder.path(), &["ask", question, "--limit", "1"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let lines = |name: &str| {
        std::fs::read_to_string(folder.path().join(name))
            .unwrap()
            .lines()
            .count()
    };
    assert_eq!((lines("all.csv"), lines("two.csv")), (34, 3));
}

#[test]
fn statements_that_raw_sparql_makes_are_exported() {
    let folder = tempfile::tempdir().unwrap();
    let question = "sparql { CONSTRUCT { ?x a <http://example.org/Coup> } WHERE { ?x a al:Coup } } | export made.nt";
    let output = run_in(folder.path(), &["ask", question]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let made = std::fs::read_to_string(folder.path().join("made.nt")).unwrap();
    assert_eq!(
        made.matches("<http://example.org/Coup> .").count(),
        2,
        "{made}"
    );
}

#[test]
fn a_file_is_overwritten_only_by_force() {
    let folder = tempfile::tempdir().unwrap();
    let kept = folder.path().join("mine.csv");
    std::fs::write(&kept, "mine").unwrap();
    let question = "coups in Mali | export new.csv | export mine.csv";
    let output = run_in(folder.path(), &["ask", question]);
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(text(&output.stdout), "");
    assert_eq!(
        text(&output.stderr),
        "error: mine.csv is there already, and would be overwritten; --force overwrites\n"
    );
    assert_eq!(std::fs::read_to_string(&kept).unwrap(), "mine");
    assert!(
        !folder.path().join("new.csv").exists(),
        "nothing is written before all can be"
    );
    let output = run_in(folder.path(), &["ask", question, "--force"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(std::fs::read_to_string(&kept).unwrap().starts_with("coup,"));
    let names = std::fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(names, 2, "nothing is left beside the files");
}

#[test]
fn a_file_that_cannot_be_written_is_an_output_failure() {
    let folder = tempfile::tempdir().unwrap();
    let output = run_in(
        folder.path(),
        &[
            "ask",
            "coups in Mali | export none/a.csv",
            "--format",
            "json",
        ],
    );
    assert_eq!(output.status.code(), Some(3));
    let error: Value = serde_json::from_str(text(&output.stderr)).unwrap();
    assert_eq!(error["error"]["code"], "file");
    assert_eq!(
        error["error"]["message"],
        "cannot write none/a.csv: no such file or directory"
    );
}

/// A limit on the size of files fails a write as a full disk does.
#[cfg(unix)]
#[test]
fn a_full_disk_leaves_no_half_file() {
    let folder = tempfile::tempdir().unwrap();
    let script = format!(
        "trap '' XFSZ; ulimit -f 0; exec {} ask 'coups in Mali | export a.csv'",
        env!("CARGO_BIN_EXE_allegiance")
    );
    let output = Command::new("sh")
        .args(["-c", &script])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(3), "{}", text(&output.stderr));
    assert_eq!(
        text(&output.stderr),
        "error: cannot write a.csv: file too large\n"
    );
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_saved_question_pins_its_names() {
    let folder = tempfile::tempdir().unwrap();
    let question = "coups in Mali | select coup | save as \"coups of Mali\"";
    let output = run_in(folder.path(), &["ask", question]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(text(&output.stdout).ends_with("note: saved in coups of Mali.alq\n"));
    assert_eq!(
        std::fs::read_to_string(folder.path().join("coups of Mali.alq")).unwrap(),
        "title: coups of Mali\nlanguage: 1\n\n\
         coups in <https://w3id.org/allegiance/id/mali-country> [Mali] | select coup\n"
    );
}

#[test]
fn sources_are_listed_in_every_format() {
    let drawn = answered(&["sources"]);
    assert!(
        drawn.starts_with(
            "How Foreign Intervention Failed Mali\n  version    1\n  date       2024-08\n"
        ),
        "{drawn}"
    );
    assert!(drawn.contains("\n  citation   "), "{drawn}");
    assert!(
        drawn.lines().all(|line| line.chars().count() <= 80),
        "{drawn}"
    );
    let json: Value = serde_json::from_str(&answered(&["sources", "--format", "json"])).unwrap();
    assert_eq!(json["total"], 2);
    let first = &json["rows"][0];
    assert_eq!(
        first["source"]["iri"],
        "https://w3id.org/allegiance/id/source/how-foreign-intervention-failed-mali"
    );
    assert_eq!(first["licence"]["value"], "facts only");
    assert!(first["situations"]["value"].as_u64() > Some(100), "{first}");
    let csv = answered(&["sources", "--format", "csv"]);
    assert!(
        csv.starts_with("source,source_iri,source_note,version,"),
        "{csv}"
    );
    let turtle = answered(&["sources", "--format", "turtle"]);
    assert!(turtle.contains("bibliographicCitation"), "{turtle}");
    assert!(!turtle.contains("al:Ambush"), "{turtle}");
}

#[test]
fn words_are_shown_with_their_meaning() {
    let all = answered(&["vocabulary"]);
    assert!(all.lines().all(|line| line.chars().count() <= 80), "{all}");
    assert!(
        all.contains("ambushes") && all.contains("signatories"),
        "{all}"
    );
    let one = answered(&["vocabulary", "armed", "clash"]);
    assert!(
        one.starts_with("armed clashes\n  kind     event\n"),
        "{one}"
    );
    let french = answered(&["vocabulary", "embuscade", "--lang", "fr"]);
    assert!(
        french.contains("attaquant, after de/par: acteur"),
        "{french}"
    );
    let csv = answered(&["vocabulary", "--format", "csv"]);
    assert!(csv.lines().count() > 500, "{}", csv.lines().count());
    let error = refused(&["vocabulary", "ambushd"], 2);
    assert!(error.contains("help: ambushed"), "{error}");
    let error = refused(&["vocabulary", "ambush", "--lang", "de"], 2);
    assert!(error.contains("en and fr"), "{error}");
}

#[test]
fn a_row_tells_its_statements() {
    let sum = "sum killed of events in Tinzaouatene by victim";
    let drawn = answered(&["ask", sum, "--why", "2"]);
    assert!(
        drawn.starts_with("Battle at Tinzaouatene [battle]\n"),
        "{drawn}"
    );
    assert!(drawn.contains("\n84 killed of Wagner Group\n"), "{drawn}");
    assert!(!drawn.contains("47 killed"), "{drawn}");
    assert!(drawn.contains("  paragraph     3\n"), "{drawn}");
    assert!(
        drawn.contains("yes: the only figure for these victims"),
        "{drawn}"
    );
    let named = answered(&["ask", sum, "--why", "wagner group"]);
    assert_eq!(named, drawn);
    let json = answered(&["ask", sum, "--why", "2", "--format", "json"]);
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["rows"][1]["according to"]["value"], "CSP");
    let turtle = answered(&["ask", "coups", "--why", "1", "--format", "turtle"]);
    assert!(turtle.contains("al:Coup"), "{turtle}");
    let path = answered(&["ask", "path from Ukraine to \"Wagner Group\"", "--why", "1"]);
    assert!(
        path.contains("step          1: Ukraine has as a part"),
        "{path}"
    );
    assert!(path.contains("Ambush near Tinzaouatene [ambush]"), "{path}");
    let empty = answered(&["ask", "allies of MNLA in 2014", "--why", "1"]);
    assert!(empty.contains("note: searched: "), "{empty}");
    let error = refused(&["ask", "coups in 2021", "--why", "7"], 2);
    assert!(error.contains("no row 7: the answer has 1 row"), "{error}");
}

#[test]
fn an_answer_is_cited_with_its_sources_alone() {
    let bib = answered(&["ask", "coups in 2021", "--cite"]);
    assert!(
        bib.starts_with("% How Foreign Intervention Failed Mali"),
        "{bib}"
    );
    assert_eq!(bib.matches("\n@misc{").count(), 1, "{bib}");
    assert!(
        bib.contains("@misc{how-foreign-intervention-failed-mali,\n"),
        "{bib}"
    );
    assert!(bib.contains("Accessed 2"), "{bib}");
    let both = answered(&["ask", "events in Mali", "--cite"]);
    assert_eq!(both.matches("\n@misc{").count(), 2, "{both}");
    let csv = answered(&["ask", "coups in 2021", "--cite", "--format", "csv"]);
    assert!(csv.starts_with("key,"), "{csv}");
    let row = answered(&["ask", "events in Mali", "--why", "1", "--cite"]);
    assert_eq!(row.matches("\n@misc{").count(), 1, "{row}");
}

#[test]
fn piped_questions_take_a_format_and_tell_which_of_them_is_wrong() {
    let input = b"coups in 2020;\n\nwho ambushd Wagner;\naccords in 2015";
    let output = piped_to(input, &["--format", "json"]);
    assert_eq!(output.status.code(), Some(2));
    let answers = serde_json::Deserializer::from_slice(&output.stdout).into_iter::<Value>();
    let questions: Vec<Value> = answers
        .map(|answer| answer.unwrap()["question"].clone())
        .collect();
    assert_eq!(questions, ["coups in 2020", "accords in 2015"]);
    let error: Value = serde_json::from_slice(&output.stderr).unwrap();
    assert_eq!(
        (&error["number"], &error["line"]),
        (&Value::from(2), &Value::from(3))
    );
    let output = piped(input);
    let error = text(&output.stderr);
    assert!(
        error.starts_with("question 2 (line 3)\nerror: no verb"),
        "{error}"
    );
    let alone = piped(b"who ambushd Wagner");
    assert!(text(&alone.stderr).starts_with("error: no verb"));
    let csv = piped_to(b"coups in 2020", &["--format", "csv"]);
    assert!(text(&csv.stdout).starts_with("coup,coup_iri"));
    let turtle = piped_to(b"coups in 2020", &["--format", "turtle"]);
    assert!(text(&turtle.stdout).contains("al:Coup"));
    let error = refused(&["--format", "json", "ask", "coups"], 2);
    assert!(error.contains("behind the verb"), "{error}");
}

#[test]
fn quotes_that_the_shell_took_are_given_back_or_told() {
    // As `ask "who ambushed "Wagner Group" in Mali"` arrives.
    let cut = answered(&["ask", "who ambushed Wagner", "Group in Mali"]);
    assert!(cut.contains("\"Wagner Group\""), "{cut}");
    let bare = answered(&["ask", "who", "ambushed", "Wagner", "Group"]);
    assert!(bare.contains("\"Wagner Group\""), "{bare}");
    let error = refused(&["ask", "who", "ambushed", "Wagner", "Grupe", "Five"], 2);
    assert!(
        error.contains("write the question in single quotes"),
        "{error}"
    );
    let error = refused(&["ask", "who", "ambushd", "Wagner"], 2);
    assert!(!error.contains("single quotes"), "{error}");
}

#[test]
fn every_kind_of_answer_has_linked_data_behind_it() {
    for (question, holds) in [
        ("who ambushed \"Wagner Group\"", "al:Ambush"),
        ("coups in 2020", "al:Coup"),
        ("states", "al:State"),
        ("count coups by year", "al:Coup"),
        ("sum killed of battles by victim", "al:Casualties"),
        ("did Ukraine support CSP", "al:IntelligenceSupport"),
        ("path from Ukraine to CSP", "al:unitOf"),
        ("about CSP", "al:Ambush"),
        ("claims about \"Battle at Tinzaouatene\"", "al:Casualties"),
        ("sparql { SELECT ?c WHERE { ?c a al:Coup } }", "al:Coup"),
        (
            "sparql { CONSTRUCT { ?c a al:Thing } WHERE { ?c a al:Coup } }",
            "al:Thing",
        ),
    ] {
        let turtle = answered(&["ask", question, "--format", "turtle"]);
        assert!(turtle.contains(holds), "{question}: {turtle}");
        let lines = answered(&["ask", question, "--format", "ntriples"]);
        let made = question.contains("CONSTRUCT");
        assert_eq!(lines.contains("bibliographicCitation"), !made, "{question}");
    }
    for question in ["allies of MNLA in 2014", "coups in 1800"] {
        assert_eq!(answered(&["ask", question, "--format", "ntriples"]), "");
    }
    for format in ["turtle", "trig", "ntriples", "nquads", "jsonld"] {
        let written = answered(&["ask", "coups in 2020", "--format", format]);
        assert!(written.contains("coup-2020"), "{format}: {written}");
    }
}

const COUPS: &str = "title: Coups in a place
language: 1
param place: place = Mali
param since: date

let there = coups in $place

there since $since | select coup

who ambushed \"Wagner Group\" | select who
";

#[test]
fn the_questions_of_a_file_are_asked_with_its_parameters() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("coups.alq"), COUPS).unwrap();
    let output = run_in(
        folder.path(),
        &["ask", "--file", "coups.alq", "--param", "since=2020"],
    );
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let answer = text(&output.stdout);
    assert!(
        answer.starts_with("reading: let there = coups in \"Mali\" [country]\n2 members\n\n"),
        "{answer}"
    );
    assert!(
        answer.contains("\nreading: coups in \"Mali\" [country] since 2020 | select coup\n"),
        "{answer}"
    );
    let output = run_in(
        folder.path(),
        &[
            "ask",
            "--file",
            "coups.alq",
            "--param",
            "since=2020",
            "--param",
            "place=Gao",
            "--format",
            "csv",
        ],
    );
    assert_eq!(
        text(&output.stdout),
        "coup,coup_iri,coup_note\nwho,who_iri,who_note\nCSP,https://w3id.org/allegiance/id/csp,\n"
    );
}

#[test]
fn values_that_a_file_does_not_take_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("coups.alq"), COUPS).unwrap();
    std::fs::write(folder.path().join("bad.alq"), "titel: x\n").unwrap();
    let refused = |arguments: &[&str], code: i32| {
        let mut all = vec!["ask", "--file"];
        all.extend(arguments);
        let output = run_in(folder.path(), &all);
        assert_eq!(
            output.status.code(),
            Some(code),
            "{arguments:?}: {}",
            text(&output.stderr)
        );
        text(&output.stderr).to_owned()
    };
    assert_eq!(
        refused(&["coups.alq"], 2),
        "error: coups.alq: the parameter `since` is a date and has no value\n"
    );
    assert_eq!(
        refused(
            &["coups.alq", "--param", "since=2020", "--param", "who=CSP"],
            2
        ),
        "error: coups.alq: there is no parameter `who`; the file declares place, since\n"
    );
    assert!(
        refused(&["coups.alq", "--param", "since"], 2)
            .contains("a parameter is given as NAME=VALUE")
    );
    assert!(refused(&["bad.alq"], 2).contains("there is `title`"));
    assert!(refused(&["none.alq"], 3).starts_with("error: cannot read none.alq: "));
    let injected = "since=2020 or 2021 | export \"owned.csv\"";
    let error = refused(&["coups.alq", "--param", injected], 2);
    assert!(error.contains("is not a date"), "{error}");
    assert!(!folder.path().join("owned.csv").exists());
}

#[test]
fn questions_are_formatted() {
    let folder = tempfile::tempdir().unwrap();
    let name = folder.path().join("a.alq");
    std::fs::write(&name, "# kept\nCoups   in Mali|take 1;let x={Kidal,Gao}").unwrap();
    let canonical = "# kept\nCoups in Mali | take 1\n\nlet x = (Kidal, Gao)\n";
    let check = run_in(folder.path(), &["fmt", "--check", "a.alq"]);
    assert_eq!(check.status.code(), Some(1));
    assert_eq!(
        text(&check.stderr),
        "error: a.alq is not in canonical form\n"
    );
    let output = run_in(folder.path(), &["fmt", "a.alq"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert_eq!(std::fs::read_to_string(&name).unwrap(), canonical);
    assert_eq!(
        run_in(folder.path(), &["fmt", "--check", "a.alq"])
            .status
            .code(),
        Some(0)
    );
    std::fs::write(&name, "coups\n\nallies of (CSP").unwrap();
    let wrong = run_in(folder.path(), &["fmt", "a.alq"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(
        text(&wrong.stderr).contains("`(` is not closed"),
        "{}",
        text(&wrong.stderr)
    );
    assert_eq!(
        std::fs::read_to_string(&name).unwrap(),
        "coups\n\nallies of (CSP"
    );
}

#[test]
fn a_question_is_formatted_from_standard_input() {
    let mut child = allegiance(&["fmt"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(b"COUNT  coups BY year  order by count DESC")
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(
        text(&output.stdout),
        "count coups by year order by count desc\n"
    );
}

#[test]
fn what_is_saved_is_formatted_and_asks_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let question = "who ambushed \"Wagner Group\" in Mali since 2021 | select who, when";
    let answered = run_in(
        folder.path(),
        &[
            "ask",
            &format!("{question} | save as ambush"),
            "--format",
            "csv",
        ],
    );
    assert_eq!(
        answered.status.code(),
        Some(0),
        "{}",
        text(&answered.stderr)
    );
    assert_eq!(
        run_in(folder.path(), &["fmt", "--check", "ambush.alq"])
            .status
            .code(),
        Some(0)
    );
    let again = run_in(
        folder.path(),
        &["ask", "--file", "ambush.alq", "--format", "csv"],
    );
    assert_eq!(text(&again.stdout), text(&answered.stdout));
}

#[test]
fn questions_are_asked_in_french() {
    let question = "qui a tendu une embuscade à Wagner";
    let english = answered(&["ask", AMBUSH, "--format", "json"]);
    let french = answered(&["ask", "--lang", "fr", question, "--format", "json"]);
    let (english, french): (Value, Value) = (
        serde_json::from_str(&english).unwrap(),
        serde_json::from_str(&french).unwrap(),
    );
    assert_eq!(french["question"], question);
    assert_eq!(
        french["reading"],
        "qui a tendu une embuscade à \"Wagner Group\" [société militaire privée]"
    );
    assert_eq!(french["rows"][0]["qui"], english["rows"][0]["who"]);
    assert_eq!(french["columns"][1]["name"], "situation");
    assert!(answered(&["--lang", "fr", "about", "CSP"]).contains("reading: à propos de"));
    assert!(answered(&["explain", "--lang", "fr", question]).contains("# qui a tendu"));
    let error = refused(&["ask", "--lang", "fr", "qui a ataqué Wagner"], 2);
    assert!(error.contains("help: qui a attaqué Wagner"), "{error}");
    assert!(error.contains("│       ^^^^^^"), "{error}");
    let error = refused(&["ask", question], 2);
    assert!(error.contains("--lang fr"), "{error}");
    let error = refused(&["ask", "--lang", "xx", question], 2);
    assert!(error.contains("en"), "{error}");
}

#[test]
fn piped_questions_are_asked_in_french() {
    let mut child = allegiance(&["--lang", "fr"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let input = "coups d'État en 2021; alliés de l'AQMI en 2012".as_bytes();
    child.stdin.take().unwrap().write_all(input).unwrap();
    let output = child.wait_with_output().unwrap();
    let shown = text(&output.stdout);
    assert!(shown.contains("reading: coups d'État en 2021"), "{shown}");
    assert!(shown.contains("reading: alliés de"), "{shown}");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
}
