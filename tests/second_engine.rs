//! Every query that the corpus makes, asked of a second engine: rdflib reads each and finds the same rows in the same
//! statements.
//!
//! As the tests of the second library, this is done with `ALLEGIANCE_SECOND_LIBRARY` set, and skipped with a message where
//! Python or the network is missing. What takes that engine too long is counted and told, and may not become more.

#[path = "support/corpus.rs"]
mod corpus;
#[path = "support/python.rs"]
mod python;

use allegiance::answer::{self, Context};
use allegiance::lexicon::Language;
use allegiance::session::Scope;
use allegiance::sparql::{Lowered, print::Notes};
use allegiance::store::{Engine, EngineError, Solutions};
use allegiance::{Cancel, Session, reading};
use corpus::Questions;
use libtest_mimic::{Arguments, Failed, Trial};
use oxigraph::model::{Term, Triple};
use serde_json::{Value, json};
use spargebra::{Query, SparqlParser};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::sync::Mutex;

/// How long rdflib is given for one query, in seconds.
const PATIENCE: u32 = 10;
/// How many of a hundred queries may take it longer.
const MOST_SLOW: usize = 5;

/// Where rdflib is wrong, with why.
const KNOWN: &[(&str, &str)] = &[(
    "worlds/windows.md: accords with no implementation within 2 years",
    "rdflib forgets within NOT EXISTS, in a BIND, what is bound within and without: it finds `{ ?a :end ?e FILTER NOT EXISTS { ?a :end ?e . BIND(?e + 1 AS ?f) FILTER(?f > 0) } }`",
)];

fn main() -> std::process::ExitCode {
    let trial =
        Trial::test("rdflib_finds_the_same_rows", agree).with_ignored_flag(!python::wanted());
    libtest_mimic::run(&Arguments::from_args(), vec![trial]).exit_code()
}

fn agree() -> Result<(), Failed> {
    let python = match python::python() {
        Ok(python) => python,
        Err(reason) => {
            eprintln!("skipped: no second engine: {reason}");
            return Ok(());
        }
    };
    let folder = tempfile::tempdir()?;
    let queries = write_tasks(folder.path())?;
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/second_library/ask.py");
    let output = Command::new(python)
        .arg(script)
        .arg(folder.path())
        .arg(PATIENCE.to_string())
        .output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    let mut told: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in String::from_utf8(output.stdout)?.lines() {
        let (outcome, detail) = line.split_once('\t').ok_or("a line without an outcome")?;
        told.entry(outcome.to_owned())
            .or_default()
            .push(detail.replace('\u{1}', "\n"));
    }
    let count = |outcome: &str| told.get(outcome).map_or(0, Vec::len);
    eprintln!(
        "rdflib: {} queries with the same rows, {} not ended within {PATIENCE} s",
        count("same"),
        count("slow")
    );
    for slow in told.get("slow").into_iter().flatten() {
        eprintln!("slow: {}", slow.lines().next().unwrap_or_default());
    }
    let (known, other): (Vec<&String>, Vec<&String>) =
        told.get("other").into_iter().flatten().partition(|text| {
            KNOWN
                .iter()
                .any(|(question, _)| text.lines().next() == Some(question))
        });
    for (question, reason) in KNOWN {
        if !known.iter().any(|text| text.starts_with(question)) {
            return Err(format!("rdflib is right about `{question}` now: {reason}").into());
        }
        eprintln!("known: {question}: {reason}");
    }
    if !other.is_empty() {
        let other: Vec<&str> = other.into_iter().map(String::as_str).collect();
        return Err(other.join("\n\n").into());
    }
    if count("same") + count("slow") + known.len() != queries || queries < 500 {
        return Err(format!("of {queries} queries {} were told of", count("same")).into());
    }
    if count("slow") * 100 > queries * MOST_SLOW {
        return Err("too many queries are slow".into());
    }
    Ok(())
}

/// Writes the statements of each file of the corpus, and each query with what our engine finds.
fn write_tasks(folder: &Path) -> Result<usize, Failed> {
    let mut tasks = std::io::BufWriter::new(std::fs::File::create(folder.join("tasks"))?);
    let mut graphs: BTreeMap<Vec<(String, String)>, String> = BTreeMap::new();
    let mut seen: BTreeSet<(String, String)> = BTreeSet::new();
    for file in corpus::corpus() {
        let session = file.open_with([]);
        let name = format!("{}.nq", graphs.len());
        let graph = match graphs.get(&file.worlds) {
            Some(known) => known.clone(),
            None => {
                std::fs::write(folder.join(&name), quads(&session)?)?;
                graphs.insert(file.worlds.clone(), name.clone());
                name
            }
        };
        for (question, asked) in asked(&session, &file) {
            if !seen.insert((graph.clone(), asked.text.clone())) {
                continue;
            }
            let task = json!({
                "question": format!("{}: {}", file.file, question.replace('\n', " ")),
                "graph": graph,
                "query": asked.text,
                "variables": asked.variables,
                "rows": asked.rows,
            });
            serde_json::to_writer(&mut tasks, &task)?;
            tasks.write_all(b"\n")?;
        }
    }
    tasks.flush()?;
    Ok(seen.len())
}

/// Returns all statements, those that are derived too, with their graphs.
fn quads(session: &Session) -> Result<String, Failed> {
    let all = "SELECT ?s ?p ?o ?g WHERE { GRAPH ?g { ?s ?p ?o } }";
    let query = SparqlParser::new().parse_query(all)?;
    let found = session.engine().select(&query, &Cancel::new())?;
    let mut text = String::new();
    for row in &found.rows {
        let terms: Vec<String> = row.iter().flatten().map(Term::to_string).collect();
        text.push_str(&terms.join(" "));
        text.push_str(" .\n");
    }
    Ok(text)
}

/// Answers the questions of a file, and returns each query that was run for them.
fn asked(session: &Session, file: &Questions) -> Vec<(String, Asked)> {
    let mut all = Vec::new();
    for (question, language) in &file.asked {
        let Ok((_, read)) = session.read_as(&Scope::default(), question, *language) else {
            continue;
        };
        // What a user writes in SPARQL is not ours to answer for.
        if question.contains("sparql") || reading::has_queries(&read) {
            continue;
        }
        let listener = Listener {
            engine: session.engine(),
            heard: Mutex::default(),
        };
        let cancel = Cancel::new();
        let context = Context {
            engine: &listener,
            ontology: session.ontology(),
            names: session.names(),
            sources: session.sources(),
            language: Language::English,
            cancel: &cancel,
        };
        // An answer that cannot be given has asked its queries all the same.
        let _ = answer::answer(&context, question, &read);
        let heard = listener.heard.into_inner().unwrap_or_default();
        all.extend(heard.into_iter().map(|asked| (question.clone(), asked)));
    }
    all
}

/// A query as it is printed, and what was found.
struct Asked {
    text: String,
    variables: Vec<String>,
    rows: Value,
}

/// Hands queries on, and keeps what was asked and found.
struct Listener<'e> {
    engine: &'e dyn Engine,
    heard: Mutex<Vec<Asked>>,
}

impl Listener<'_> {
    fn keep(&self, query: &Query, variables: Vec<String>, rows: Value) {
        let lowered = Lowered {
            query: query.clone(),
            notes: Notes::default(),
            marks: Vec::new(),
        };
        let asked = Asked {
            text: answer::print(&lowered, "asked of a second engine"),
            variables,
            rows,
        };
        if let Ok(mut heard) = self.heard.lock() {
            heard.push(asked);
        }
    }
}

impl Engine for Listener<'_> {
    fn select(&self, query: &Query, cancel: &Cancel) -> Result<Solutions, EngineError> {
        let found = self.engine.select(query, cancel)?;
        let term = |term: &Option<Term>| term.as_ref().map(Term::to_string);
        let rows: Vec<Vec<Option<String>>> = found
            .rows
            .iter()
            .map(|row| row.iter().map(term).collect())
            .collect();
        self.keep(query, found.variables.clone(), json!(rows));
        Ok(found)
    }

    fn ask(&self, query: &Query, cancel: &Cancel) -> Result<bool, EngineError> {
        let found = self.engine.ask(query, cancel)?;
        self.keep(query, Vec::new(), json!(found));
        Ok(found)
    }

    fn construct(&self, query: &Query, cancel: &Cancel) -> Result<Vec<Triple>, EngineError> {
        let found = self.engine.construct(query, cancel)?;
        let triples: Vec<Vec<String>> = found
            .iter()
            .map(|triple| {
                vec![
                    triple.subject.to_string(),
                    triple.predicate.to_string(),
                    triple.object.to_string(),
                ]
            })
            .collect();
        self.keep(query, Vec::new(), json!(triples));
        Ok(found)
    }
}
