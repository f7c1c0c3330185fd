//! The prompt on a pseudo-terminal, typed at like a person would.
#![cfg(unix)]

use rexpect::session::{PtySession, spawn_command};
use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

const PROMPT: &str = "allegiance> ";
/// What the line editor sends when it has read a line; before that, a long line draws the prompt again.
const LINE_READ: &str = "\u{1b}[?2004l";
const PATIENCE: u64 = 20_000;

struct Prompt {
    session: PtySession,
    state: TempDir,
}

/// Opens the prompt in a folder.
fn open_in(folder: &Path) -> Prompt {
    let state = TempDir::new().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_allegiance"));
    command
        .current_dir(folder)
        .env("XDG_STATE_HOME", state.path())
        .env("TERM", "xterm")
        .env("NO_COLOR", "1");
    let mut session = spawn_command(command, Some(PATIENCE)).unwrap();
    session.exp_string(PROMPT).unwrap();
    Prompt { session, state }
}

fn open() -> Prompt {
    let state = TempDir::new().unwrap();
    let session = spawn(state.path());
    Prompt { session, state }
}

fn spawn(state: &Path) -> PtySession {
    let mut command = Command::new(env!("CARGO_BIN_EXE_allegiance"));
    command
        .env("XDG_STATE_HOME", state)
        .env("TERM", "xterm")
        .env("NO_COLOR", "1");
    let mut session = spawn_command(command, Some(PATIENCE)).unwrap();
    session.exp_string(PROMPT).unwrap();
    session
}

impl Prompt {
    /// Types a line and returns what is shown until the prompt comes back.
    fn ask(&mut self, line: &str) -> String {
        self.session.send_line(line).unwrap();
        self.session.exp_string(LINE_READ).unwrap();
        self.shown()
    }

    fn shown(&mut self) -> String {
        utf8(&self.session.exp_string(PROMPT).unwrap())
    }

    /// Types without a line end.
    fn type_keys(&mut self, keys: &str) {
        self.session.send(keys).unwrap();
        self.session.flush().unwrap();
    }
}

/// Undoes the reading of each byte as a character.
fn utf8(text: &str) -> String {
    let bytes: Vec<u8> = text
        .chars()
        .map(|c| u8::try_from(c).unwrap_or(b'?'))
        .collect();
    String::from_utf8_lossy(&bytes).into_owned()
}

#[test]
fn a_question_is_answered() {
    let mut prompt = open();
    let shown = prompt.ask("who ambushed \"Wagner Group\"");
    assert!(
        shown.contains("reading: who ambushed \"Wagner Group\""),
        "{shown}"
    );
    assert!(shown.contains("2024-07-27"), "{shown}");
}

#[test]
fn the_greeting_is_three_lines_whose_questions_work() {
    let state = TempDir::new().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_allegiance"));
    command
        .env("XDG_STATE_HOME", state.path())
        .env("TERM", "xterm")
        .env("NO_COLOR", "1");
    let mut session = spawn_command(command, Some(PATIENCE)).unwrap();
    let greeting = utf8(&session.exp_string(PROMPT).unwrap());
    let lines: Vec<_> = greeting
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    let examples = lines
        .iter()
        .find_map(|line| line.strip_prefix("Try: "))
        .unwrap();
    let mut prompt = Prompt { session, state };
    for question in examples.split(" · ") {
        let shown = prompt.ask(question.trim());
        assert!(
            shown.contains("reading: ") && !shown.contains("\n0 rows"),
            "{question}: {shown}"
        );
    }
    assert!(greeting.contains(":help"));
}

#[test]
fn a_wrong_question_is_underlined_and_corrected() {
    let mut prompt = open();
    let shown = prompt.ask("who ambushd Wagner");
    assert!(shown.contains("│     ^^^^^^^"), "{shown}");
    assert!(shown.contains("help: who ambushed"), "{shown}");
    let nothing = prompt.ask("");
    assert!(
        !nothing.contains("reading") && !nothing.contains("help"),
        "{nothing}"
    );
}

#[test]
fn an_open_parenthesis_goes_on() {
    let mut prompt = open();
    prompt.session.send_line("allies of (CSP or").unwrap();
    prompt.session.exp_string("..> ").unwrap();
    let shown = prompt.ask("MNLA)");
    assert!(shown.contains("reading: "), "{shown}");
    prompt.session.send_line("allies of (CSP").unwrap();
    prompt.session.exp_string("..> ").unwrap();
    let shown = prompt.ask("");
    assert!(
        shown.contains('^'),
        "an empty line asks what there is: {shown}"
    );
}

#[test]
fn a_query_goes_on_to_its_last_brace() {
    let mut prompt = open();
    prompt
        .session
        .send_line("sparql { SELECT ?coup WHERE {")
        .unwrap();
    prompt.session.exp_string("..> ").unwrap();
    let shown = prompt.ask("?coup a <https://w3id.org/allegiance/ns#Coup> } LIMIT 1 }");
    assert!(shown.contains("coup"), "{shown}");
}

#[test]
fn ctrl_c_takes_a_line_back() {
    let mut prompt = open();
    prompt.type_keys("who ambushd");
    prompt.session.send_control('c').unwrap();
    let shown = prompt.shown();
    assert!(!shown.contains("^^^"), "{shown}");
    assert!(prompt.ask("coups in 2021").contains("reading: "));
}

#[test]
fn ctrl_c_stops_a_question_and_keeps_the_session() {
    let mut prompt = open();
    let slow =
        "sparql { SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } }";
    prompt.session.send_line(slow).unwrap();
    prompt.session.exp_string(LINE_READ).unwrap();
    std::thread::sleep(std::time::Duration::from_millis(1500));
    prompt.session.send_control('c').unwrap();
    let shown = prompt.shown();
    assert!(shown.contains("cancelled"), "{shown}");
    assert!(prompt.ask("coups in 2021").contains("reading: "));
}

#[test]
fn tab_completes_words_and_commands() {
    let mut prompt = open();
    prompt.type_keys("who ambus\t");
    prompt.session.exp_string("ambushed").unwrap();
    prompt.session.send_control('c').unwrap();
    prompt.session.exp_string(LINE_READ).unwrap();
    prompt.shown();
    prompt.type_keys(":qu\t");
    prompt.session.exp_string(":quit").unwrap();
    prompt.session.send_line("").unwrap();
    prompt.session.exp_eof().unwrap();
}

#[test]
fn french_is_chosen_and_left() {
    let mut prompt = open();
    assert!(prompt.ask(":lang fr").contains("en français"));
    let shown = prompt.ask("qui a tendu une embuscade à Wagner");
    assert!(shown.contains("reading: qui a tendu"), "{shown}");
    let shown = prompt.ask("qui a ataqué Wagner");
    assert!(shown.contains("help: qui a attaqué Wagner"), "{shown}");
    assert!(
        prompt
            .ask(":help depuis")
            .contains("embuscades depuis 2021")
    );
    prompt.type_keys("qui a tendu une emb\t");
    prompt.session.exp_string("embuscade").unwrap();
    prompt.session.send_control('c').unwrap();
    prompt.session.exp_string(LINE_READ).unwrap();
    prompt.shown();
    assert!(prompt.ask(":lang en").contains("in English"));
    assert!(
        prompt
            .ask("coups in 2021")
            .contains("reading: coups in 2021")
    );
}

#[test]
fn commands_speak_of_the_last_question() {
    let mut prompt = open();
    assert!(prompt.ask(":sparql").contains("nothing was asked yet"));
    prompt.ask("coups in 2021");
    assert!(prompt.ask(":sparql").contains("SELECT"));
    let explained = prompt.ask(":explain");
    assert!(
        explained.contains("plan") && explained.contains("SELECT"),
        "{explained}"
    );
    assert!(prompt.ask(":explain accords in 2015").contains("accord"));
    assert!(prompt.ask(":help since").contains("ambushes since 2021"));
    assert!(prompt.ask(":hlep").contains("do you mean :help?"));
    prompt.ask(":format csv");
    assert!(prompt.ask("coups in 2021").contains("_note"));
}

#[test]
fn lines_are_remembered_for_the_next_time() {
    let mut prompt = open();
    prompt.ask("coups in 2021");
    prompt.session.send_line(":quit").unwrap();
    prompt.session.exp_eof().unwrap();
    let path = prompt.state.path().join("allegiance/history");
    assert!(fs::read_to_string(path).unwrap().contains("coups in 2021"));
    let mut again = spawn(prompt.state.path());
    // The first line back is `:quit`, the second the question.
    again.send("\u{1b}[A\u{1b}[A").unwrap();
    again.flush().unwrap();
    again.exp_string("coups in 2021").unwrap();
    again.send_line("").unwrap();
    again.exp_string("reading: ").unwrap();
}

#[test]
fn a_history_that_cannot_be_kept_is_only_a_warning() {
    let state = TempDir::new().unwrap();
    fs::write(
        state.path().join("allegiance"),
        "a file where a directory should be",
    )
    .unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_allegiance"));
    command
        .env("XDG_STATE_HOME", state.path())
        .env("TERM", "xterm")
        .env("NO_COLOR", "1");
    let mut session = spawn_command(command, Some(PATIENCE)).unwrap();
    session
        .exp_string("warning: the history is not kept")
        .unwrap();
    session.exp_string(PROMPT).unwrap();
    session.send_line("coups in 2021").unwrap();
    session.exp_string("reading: ").unwrap();
}

#[test]
fn ctrl_d_leaves() {
    let mut prompt = open();
    prompt.session.send_control('d').unwrap();
    prompt.session.exp_eof().unwrap();
}

#[test]
fn a_file_is_overwritten_only_after_a_yes() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("a.csv");
    fs::write(&file, "mine").unwrap();
    let mut prompt = open_in(folder.path());
    for (reply, kept) in [("", true), ("no", true), ("y", false)] {
        prompt
            .session
            .send_line("coups in Mali | export a.csv")
            .unwrap();
        prompt.session.exp_string("overwrite? [y/N] ").unwrap();
        let shown = prompt.ask(reply);
        assert_eq!(shown.contains("nothing was written"), kept, "{shown}");
        assert_eq!(fs::read_to_string(&file).unwrap() == "mine", kept);
    }
}

#[test]
fn what_stands_behind_an_answer_follows_it() {
    let mut prompt = open();
    let early = prompt.ask("why 1");
    assert!(early.contains("nothing was asked yet"), "{early}");
    assert!(prompt.ask("cite").contains("nothing was asked yet"));
    prompt.ask("allies of MNLA in 2012");
    let rows = prompt.ask("why");
    assert!(
        rows.contains("Of which row?") && rows.contains("why 2"),
        "{rows}"
    );
    let why = prompt.ask("why 1");
    assert!(why.contains("paragraph   10, 11"), "{why}");
    assert_eq!(
        prompt.ask(":why AQIM").replace(":why AQIM", ""),
        why.replace("why 1", "")
    );
    let none = prompt.ask("why 9");
    assert!(none.contains("no row 9: the answer has 2 rows"), "{none}");
    let cited = prompt.ask("cite");
    assert!(
        cited.contains("@misc{how-foreign-intervention-failed-mali,"),
        "{cited}"
    );
    assert!(!cited.contains("sahel-background"), "{cited}");
}

#[test]
fn sources_and_words_are_listed() {
    let mut prompt = open();
    let sources = prompt.ask(":sources");
    assert!(
        sources.contains("Background knowledge on the Sahel"),
        "{sources}"
    );
    assert!(sources.contains("147 situations"), "{sources}");
    let words = prompt.ask(":vocabulary");
    assert!(words.contains("ambushes"), "{words}");
    let word = prompt.ask(":vocabulary ambushed");
    assert!(word.contains("who ambushed"), "{word}");
    let near = prompt.ask(":vocabulary ambushd");
    assert!(near.contains("there is ambushed"), "{near}");
    let help = prompt.ask(":help ambush");
    assert!(help.contains("attacker, after by: actor"), "{help}");
}

#[test]
fn reasons_follow_what_was_named_too() {
    let mut prompt = open();
    prompt.ask("let mine = events in Tinzaouatene");
    prompt.ask("sum killed of mine by victim");
    let why = prompt.ask("why 2");
    assert!(why.contains("yes: the only figure"), "{why}");
    prompt.ask("coups in 2021");
    prompt.ask("count it");
    let cited = prompt.ask("cite");
    assert!(cited.contains("@misc{how-foreign"), "{cited}");
}

#[test]
fn questions_are_saved_and_run() {
    let folder = TempDir::new().unwrap();
    let mut prompt = open_in(folder.path());
    assert!(prompt.ask(":save coups").contains("nothing was asked yet"));
    prompt.ask("coups in Mali | take 1");
    assert!(prompt.ask(":save coups").contains("saved in coups.alq"));
    let shown = prompt.ask(":run coups.alq");
    assert!(
        shown.contains("reading: coups in \"Mali\" [country] | take 1"),
        "{shown}"
    );
    fs::write(
        folder.path().join("who.alq"),
        "param who: actor\nallies of $who in 2012\n\nmembers of it",
    )
    .unwrap();
    assert!(prompt.ask(":run who.alq").contains("has no value"));
    let shown = prompt.ask(":run who.alq who=MNLA");
    assert!(shown.contains("reading: allies of \"MNLA\""), "{shown}");
    assert!(
        shown.contains("reading: members of (allies of \"MNLA\""),
        "{shown}"
    );
    assert!(
        prompt
            .ask("allies of $who")
            .contains("no parameter `$who` here")
    );
    assert!(prompt.ask(":run none.alq").contains("cannot read none.alq"));
}

#[test]
fn a_name_and_the_last_answer_stand_for_sets() {
    let mut prompt = open();
    let shown = prompt.ask("let north = Kidal or Tinzaouatene");
    assert!(shown.contains("2 members"), "{shown}");
    let shown = prompt.ask("battles in north");
    assert!(shown.contains("battles in \"Kidal\""), "{shown}");
    let shown = prompt.ask("count it by year");
    assert!(
        shown.contains("reading: count battles in \"Kidal\""),
        "{shown}"
    );
    assert!(
        prompt
            .ask(":explain who fought in north")
            .contains("\"Kidal\"")
    );
}
