//! What can go wrong while a workspace is written, done for real: kills, a full disk, several writers and readers at once.

use super::support::{Came, Folder, came, coups};
use allegiance::workspace::{Workspace, Writer};
use std::fs;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// Commands that are killed; `tests/workspace_kills.rs` kills more loaders, within their loads.
const KILLS: usize = 25;

/// Returns numbers that look random and are the same in each run.
fn numbers() -> impl FnMut(u64) -> u64 {
    let mut state: u64 = 0x2545_f491_4f6c_dd1d;
    move |below| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % below.max(1)
    }
}

#[test]
fn a_killed_command_has_loaded_or_not() {
    let here = Folder::workspace();
    here.write("first.csv", coups(40));
    here.write("second.csv", coups(4000));
    here.does(&["load", "first.csv", "--release", "1"]);
    let load = ["load", "second.csv", "--release", "2"];
    let started = Instant::now();
    here.does(&load);
    let whole = u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX);
    here.does(&["unload", "powell-thyne-2"]);
    let before = here.files();
    let mut number = numbers();
    for kill in 0..KILLS {
        let mut child = here
            .command(&load)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        thread::sleep(Duration::from_micros(number(whole)));
        // The process is ended as `kill -9` does, without a chance to tidy up.
        let _ = child.kill();
        let _ = child.wait();
        let workspace = Workspace::at(here.path()).expect("a workspace");
        let datasets = workspace.manifest().expect("a manifest").datasets;
        let names: Vec<&str> = datasets
            .iter()
            .map(|dataset| dataset.name.as_str())
            .collect();
        match names.as_slice() {
            ["powell-thyne-1", "powell-thyne-2"] => {
                here.does(&["unload", "powell-thyne-2"]);
            }
            // Any command that writes removes what the killed one left.
            ["powell-thyne-1"] => drop(Writer::new(&workspace, false, "a test")),
            other => panic!("neither as before nor as after: {other:?}"),
        }
        assert!(here.files() == before, "stray files after kill {kill}");
    }
    assert_eq!(here.count("coups"), "40");
    assert!(here.does(&["verify"]).contains("sound"));
}

#[test]
fn a_killed_reload_leaves_one_release() {
    let here = Folder::workspace();
    here.write("old.csv", coups(30));
    here.write("new.csv", coups(60));
    here.does(&["load", "old.csv", "--as", "mine"]);
    let started = Instant::now();
    here.does(&["reload", "mine", "new.csv"]);
    let whole = u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX);
    here.does(&["reload", "mine", "old.csv"]);
    let mut number = numbers();
    for _ in 0..6 {
        let mut child = here
            .command(&["reload", "mine", "new.csv"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        thread::sleep(Duration::from_micros(whole / 2 + number(whole / 2)));
        let _ = child.kill();
        let _ = child.wait();
        let workspace = Workspace::at(here.path()).expect("a workspace");
        let datasets = workspace.manifest().expect("a manifest").datasets;
        let rows: Vec<_> = datasets.iter().map(|dataset| dataset.rows).collect();
        assert!(rows == [Some(30)] || rows == [Some(60)], "{rows:?}");
        here.does(&["reload", "mine", "old.csv"]);
        let folders = fs::read_dir(here.path().join("data")).expect("data");
        assert_eq!(folders.count(), 1);
    }
}

/// Runs shell commands in a folder on a disk of one megabyte; `None` where no such disk can be had.
fn on_a_small_disk(here: &Folder, commands: &str) -> Option<Came> {
    let script = format!(
        "mkdir small && mount -t tmpfs -o size=1m tmpfs small && cd small && {{ {commands}\n}}"
    );
    let run = |words: &[&str]| {
        let output = Command::new("unshare")
            .args(words)
            .args(["sh", "-c", &script])
            .current_dir(here.path())
            .env("A", env!("CARGO_BIN_EXE_allegiance"))
            .stdin(Stdio::null())
            .output();
        let _ = fs::remove_dir(here.path().join("small"));
        output
            .ok()
            .map(came)
            .filter(|came| !came.err.contains("mount:"))
    };
    let tried = |words: &[&str]| run(words).filter(|came| !came.err.starts_with("unshare:"));
    tried(&["-m"]).or_else(|| tried(&["-Urm"]))
}

#[test]
fn a_full_disk_leaves_the_workspace_as_it_was() {
    let here = Folder::empty();
    here.write("small.csv", coups(20));
    here.write("large.csv", coups(23_000));
    let commands = r#"
        "$A" init > /dev/null && "$A" load ../small.csv --as small > /dev/null || exit 9
        cp allegiance.toml ../before.toml
        # Enough to begin with, too little to end.
        dd if=/dev/zero of=filling bs=1k count=500 2> /dev/null
        "$A" load ../large.csv --release 2
        echo "exit $?"
        cmp allegiance.toml ../before.toml && echo unchanged
        find . -name '.loading*' -o -name '*.new'
        dd if=/dev/zero of=filling2 bs=1k 2> /dev/null
        "$A" datasets --format csv | tail -n 1 | cut -d, -f 1
        rm filling filling2; "$A" unload small && "$A" load ../small.csv --as again > /dev/null && "$A" verify
    "#;
    let Some(came) = on_a_small_disk(&here, commands) else {
        eprintln!("skipped: no small disk can be mounted here");
        return;
    };
    assert!(came.err.contains("the disk is full"), "{came:?}");
    assert!(came.err.contains("make room"), "{came:?}");
    let lines: Vec<&str> = came.out.lines().collect();
    assert_eq!(
        lines.get(..3),
        Some(&["exit 3", "unchanged", "small"][..]),
        "{came:?}"
    );
    assert!(came.out.ends_with("statements\n"), "{came:?}");
    assert!(came.out.contains("again: sound"), "{came:?}");
}

#[test]
fn two_writers_and_ten_readers_at_once() {
    let here = Folder::workspace();
    here.write("base.csv", coups(10));
    here.write("one.csv", coups(100));
    here.write("two.csv", coups(200));
    here.does(&["load", "base.csv", "--release", "0"]);
    let done = AtomicBool::new(false);
    let answers = AtomicUsize::new(0);
    thread::scope(|scope| {
        let writers: Vec<_> = ["one", "two"]
            .into_iter()
            .map(|name| {
                let (here, file) = (&here, format!("{name}.csv"));
                scope.spawn(move || {
                    for _ in 0..2 {
                        here.does(&["load", &file, "--release", name, "--wait"]);
                        here.does(&["unload", &format!("powell-thyne-{name}"), "--wait"]);
                    }
                })
            })
            .collect();
        for _ in 0..10 {
            scope.spawn(|| {
                while !done.load(Ordering::Relaxed) {
                    let count = here.count("coups");
                    // Equal rows of two releases are one situation.
                    assert!(
                        ["10", "100", "200"].contains(&count.as_str()),
                        "a state that never was: {count}"
                    );
                    answers.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        let ended: Vec<_> = writers.into_iter().map(|writer| writer.join()).collect();
        done.store(true, Ordering::Relaxed);
        assert!(ended.iter().all(Result::is_ok));
    });
    assert!(answers.load(Ordering::Relaxed) >= 10);
    assert_eq!(here.loaded(), ["powell-thyne-0"]);
    let folders = fs::read_dir(here.path().join("data")).expect("data");
    assert_eq!(folders.count(), 1);
}

#[test]
fn a_second_writer_is_told_who_writes() {
    let here = Folder::workspace();
    here.write("coups.csv", coups(3));
    // A loader that waits for its input holds the workspace.
    let mut first = here
        .command(&["load", "-", "--as", "piped"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .expect("it starts");
    let started = Instant::now();
    let signed = format!("process {}", first.id());
    let lock = here.path().join(".lock");
    while !fs::read_to_string(&lock).is_ok_and(|text| text.contains(&signed)) {
        assert!(
            started.elapsed() < Duration::from_secs(60),
            "it takes no lock"
        );
        thread::sleep(Duration::from_millis(5));
    }
    let told = here.run(&["load", "coups.csv"]);
    assert_eq!(told.code, Some(3), "{told:?}");
    assert!(told.err.contains(&signed), "{told:?}");
    assert!(
        told.err.contains("allegiance load - --as piped"),
        "{told:?}"
    );
    assert!(told.err.contains("--wait"), "{told:?}");
    // Readers are not kept waiting.
    assert_eq!(here.loaded().len(), 0);
    let waiting = here
        .command(&["load", "coups.csv", "--wait"])
        .stdout(Stdio::null())
        .spawn()
        .expect("it starts");
    thread::sleep(Duration::from_millis(300));
    // The lock ends with its holder, however that ends.
    let _ = first.kill();
    let _ = first.wait();
    let output = waiting.wait_with_output().expect("it ends");
    assert!(output.status.success());
    assert_eq!(here.loaded(), ["powell-thyne"]);
}
