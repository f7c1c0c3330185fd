//! The questions of the literate corpus, for tests and benchmarks that ask all of them.

use allegiance::lexicon::Language;
use allegiance::{Input, Session};
use std::path::{Path, PathBuf};

/// What a file of the corpus asks, and of which data.
pub struct Questions {
    /// The path below the corpus, as cases are called by.
    pub file: String,
    /// Invented data, each one source: the tag of its block, which may name rules, and the text. The bundled dataset is meant
    /// where there are none.
    pub worlds: Vec<(String, String)>,
    pub asked: Vec<(String, Language)>,
}

pub const PREFIXES: &str = "\
@prefix al: <https://w3id.org/allegiance/ns#> .
@prefix : <https://example.org/world/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .
<https://example.org/world/source> a al:Source ; rdfs:label \"Invented world\"@en .
";

/// Reads the whole corpus, in the order of its files.
pub fn corpus() -> Vec<Questions> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut files = Vec::new();
    markdown(&root, &mut files);
    files.sort();
    files.iter().map(|path| questions(&root, path)).collect()
}

fn markdown(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder of the corpus") {
        let path = entry.expect("an entry of the corpus").path();
        if path.is_dir() {
            markdown(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            found.push(path);
        }
    }
}

fn questions(root: &Path, path: &Path) -> Questions {
    let text = std::fs::read_to_string(path).expect("a readable file of the corpus");
    let mut found = Questions {
        file: path
            .strip_prefix(root)
            .unwrap_or(path)
            .display()
            .to_string(),
        worlds: Vec::new(),
        asked: Vec::new(),
    };
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let Some(tag) = line.strip_prefix("```") else {
            continue;
        };
        let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        let body = body.join("\n");
        match tag.trim() {
            data if data.starts_with("turtle") || data.starts_with("trig") => {
                found.worlds.push((data.to_owned(), body));
            }
            "question" => found.asked.push((body, Language::English)),
            "question fr" => found.asked.push((body, Language::French)),
            _ => {}
        }
    }
    found
}

impl Questions {
    /// Opens the data that the questions are about, and more.
    pub fn open_with(&self, more: impl IntoIterator<Item = Input>) -> Session {
        let folder = tempfile::tempdir().expect("a folder");
        let mut inputs: Vec<Input> = Vec::new();
        for (n, (tag, world)) in self.worlds.iter().enumerate() {
            let path = folder.path().join(format!("world{n}.trig"));
            std::fs::write(&path, format!("{PREFIXES}{world}")).expect("a file");
            let input = Input::File(path);
            inputs.push(match tag.split_once(' ') {
                Some((_, rules)) => input.with_rules(Path::new(rules)),
                None => input,
            });
        }
        if inputs.is_empty() {
            inputs.push(Input::from_argument("sahel"));
        }
        inputs.extend(more);
        Session::open(&inputs).expect("good data")
    }
}
