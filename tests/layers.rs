//! Rooms import downwards only, and each foreign crate stays in its room.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms, and those that each may import from beside itself.
const ROOMS: &[(&str, &[&str])] = &[
    ("iri", &[]),
    ("time", &[]),
    ("diagnostic", &["question"]),
    ("question", &["diagnostic"]),
    ("lexicon", &["question"]),
    (
        "reading",
        &["diagnostic", "iri", "lexicon", "question", "time"],
    ),
    (
        "french",
        &["diagnostic", "iri", "lexicon", "question", "reading"],
    ),
    ("plan", &["iri", "question", "reading", "time"]),
    ("sparql", &["iri", "plan", "question", "time"]),
    ("load", &["iri", "time"]),
    ("workspace", &["iri", "load"]),
    (
        "store",
        &[
            "diagnostic",
            "iri",
            "lexicon",
            "load",
            "question",
            "time",
            "workspace",
        ],
    ),
    ("check", &["iri", "load", "store", "workspace"]),
    ("network", &["lexicon"]),
    (
        "answer",
        &[
            "iri", "lexicon", "network", "plan", "question", "reading", "sparql", "store", "time",
        ],
    ),
    ("export", &[]),
    (
        "render",
        &["answer", "check", "diagnostic", "lexicon", "question"],
    ),
    ("files", &["answer", "export", "render"]),
    (
        "session",
        &[
            "answer",
            "diagnostic",
            "export",
            "files",
            "french",
            "iri",
            "lexicon",
            "load",
            "plan",
            "question",
            "reading",
            "sparql",
            "store",
            "time",
        ],
    ),
    (
        "conversation",
        &[
            "answer",
            "diagnostic",
            "files",
            "iri",
            "lexicon",
            "question",
            "reading",
            "session",
            "store",
        ],
    ),
];

/// Rooms that may import everything but each other's callers.
const EDGES: &[&str] = &["cli", "repl", "lib", "main", "interrupt"];

/// Foreign crates, and the files or folders that may name them.
const CRATES: &[(&str, &[&str])] = &[
    ("pest", &["question/"]),
    ("pest_derive", &["question/"]),
    ("spargebra", &["sparql/", "store/"]),
    ("shacl_rust", &["check/"]),
    ("spareval", &["store/"]),
    ("rustyline", &["repl/"]),
    ("clap", &["cli/"]),
    ("comfy_table", &["render/", "cli/"]),
    ("annotate_snippets", &["render/"]),
    ("edtf_core", &["time/"]),
    ("tempfile", &["files.rs"]),
    ("fst", &["lexicon/"]),
    ("toml", &["load/", "workspace/"]),
    ("calamine", &["load/"]),
    ("encoding_rs", &["load/"]),
    ("chardetng", &["load/"]),
    ("flate2", &["load/", "workspace/"]),
    ("zip", &["load/"]),
    ("sha2", &["workspace/"]),
    ("indicatif", &["cli/"]),
    ("hashbrown", &["load/"]),
    ("leiden_rs", &["network/"]),
];

fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut open: Vec<PathBuf> = vec![root.clone()];
    let mut found = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|e| e == "rs")
                && !path.to_string_lossy().ends_with("tests.rs")
            {
                let name = path
                    .strip_prefix(&root)
                    .expect("below src")
                    .to_string_lossy()
                    .replace('\\', "/");
                found.push((name, fs::read_to_string(&path).expect("a source file")));
            }
        }
    }
    found.sort();
    found
}

fn room(file: &str) -> &str {
    file.split('/')
        .next()
        .unwrap_or(file)
        .trim_end_matches(".rs")
}

/// Returns the code of a file without its tests, comments and strings of documentation.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .take_while(|(_, line)| line.trim() != "#[cfg(test)]")
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
}

#[test]
fn rooms_import_downwards_only() {
    let allowed: BTreeMap<&str, &[&str]> = ROOMS.iter().copied().collect();
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        let own = room(&file);
        if EDGES.contains(&own) {
            continue;
        }
        let Some(may) = allowed.get(own) else {
            wrong.push(format!("{file}: no room is called {own}"));
            continue;
        };
        for (number, line) in code(&text) {
            for (at, _) in line.match_indices("crate::") {
                let rest = &line[at + "crate::".len()..];
                let end = rest
                    .find(|c: char| !c.is_ascii_lowercase() && c != '_')
                    .unwrap_or(rest.len());
                let other = &rest[..end];
                if !other.is_empty() && other != own && !may.contains(&other) {
                    wrong.push(format!("{file}:{}: {own} imports {other}", number + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn foreign_crates_stay_in_their_rooms() {
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        for (number, line) in code(&text) {
            for (name, rooms) in CRATES {
                let used = line.trim_start().starts_with(&format!("use {name}::"))
                    || line.contains(&format!(" {name}::"))
                    || line.contains(&format!("({name}::"))
                    || line.contains(&format!("<{name}::"));
                if used && !rooms.iter().any(|room| file.starts_with(room)) {
                    wrong.push(format!("{file}:{}: {name}", number + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_the_edges_print() {
    let mut wrong = Vec::new();
    for (file, text) in sources() {
        if EDGES.contains(&room(&file)) {
            continue;
        }
        for (number, line) in code(&text) {
            if ["println!", "eprintln!", "print!(", "eprint!(", "dbg!("]
                .iter()
                .any(|m| line.contains(m))
            {
                wrong.push(format!("{file}:{}", number + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
