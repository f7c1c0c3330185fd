//! How long a question takes from its text to the SPARQL algebra, with 50,000 names to tell apart.
//!
//! Every question of the corpus is read, resolved, planned and lowered, beside its own data and invented names. Wrong
//! questions are told apart, since finding what was meant is a search. Run with `cargo bench --bench compile`, and with a
//! number behind `--` to see that many of the slowest questions.

#[path = "../tests/support/corpus.rs"]
mod corpus;

use allegiance::lexicon::Language;
use allegiance::session::Scope;
use allegiance::{Input, Session, plan, sparql};
use std::fmt::Write as _;
use std::time::{Duration, Instant};

const NAMES: usize = 50_000;
/// Each question is compiled so often, and its median counts.
const RUNS: usize = 9;
const SYLLABLES: [&str; 24] = [
    "ba", "dou", "ga", "ka", "la", "ma", "na", "ra", "sa", "ta", "we", "zi", "ko", "lé", "mo",
    "nou", "ri", "si", "to", "ya", "ber", "dan", "kal", "tin",
];
const KINDS: [(&str, &str); 4] = [
    ("PopulatedPlace", "Town of"),
    ("NonStateArmedGroup", "Front of"),
    ("Person", "General"),
    ("Militia", "Brigade of"),
];

fn main() {
    let shown = std::env::args().filter_map(|word| word.parse().ok()).next();
    let names = tempfile::tempdir().expect("a folder");
    let path = names.path().join("names.ttl");
    std::fs::write(&path, turtle()).expect("a file");
    let mut right: Vec<(Duration, String)> = Vec::new();
    let mut wrong: Vec<(Duration, String)> = Vec::new();
    let mut files = corpus::corpus();
    files.sort_by(|a, b| a.worlds.cmp(&b.worlds));
    let mut open: Option<(Vec<(String, String)>, Session)> = None;
    for file in files {
        if open
            .as_ref()
            .is_none_or(|(worlds, _)| *worlds != file.worlds)
        {
            let session = file.open_with([Input::File(path.clone())]);
            open = Some((file.worlds.clone(), session));
        }
        let Some((_, session)) = &open else { continue };
        for (question, language) in &file.asked {
            if question.contains("sparql") {
                continue;
            }
            let (time, compiled) = median(session, question, *language);
            let place = format!("{}: {}", file.file, question.replace('\n', " "));
            if compiled { &mut right } else { &mut wrong }.push((time, place));
        }
    }
    report("questions", &mut right, shown);
    report("wrong questions", &mut wrong, shown);
}

/// Compiles a question several times; says whether it is one.
fn median(session: &Session, question: &str, language: Language) -> (Duration, bool) {
    let mut times = [Duration::ZERO; RUNS];
    let mut compiled = false;
    for time in &mut times {
        let started = Instant::now();
        let read = session.read_as(&Scope::default(), question, language);
        compiled = read.is_ok();
        if let Ok((_, reading)) = read
            && let Some(plan) = plan::plan(&reading, session.ontology())
        {
            std::hint::black_box(sparql::lower(&plan).is_ok());
        }
        *time = started.elapsed();
    }
    times.sort();
    (times[RUNS / 2], compiled)
}

fn report(what: &str, times: &mut [(Duration, String)], shown: Option<usize>) {
    times.sort();
    let at = |part: usize| times.get(times.len().saturating_sub(1) * part / 100);
    let millis = |part: usize| at(part).map_or(0.0, |(time, _)| time.as_secs_f64() * 1000.0);
    println!(
        "{} {what} with {NAMES} more names: median {:.3} ms, of a hundred 95 within {:.3} ms, at most {:.3} ms",
        times.len(),
        millis(50),
        millis(95),
        millis(100)
    );
    for (time, place) in times.iter().rev().take(shown.unwrap_or(3)) {
        println!("  {:.3} ms {place}", time.as_secs_f64() * 1000.0);
    }
}

/// Writes things with invented names, all of them different.
fn turtle() -> String {
    let mut text = String::from(
        "@prefix al: <https://w3id.org/allegiance/ns#> .\n@prefix : <https://example.org/names/> .\n\
         @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n",
    );
    for n in 0..NAMES {
        let (class, before) = KINDS[n % KINDS.len()];
        let mut rest = n;
        let mut name = String::new();
        for _ in 0..4 {
            name.push_str(SYLLABLES[rest % SYLLABLES.len()]);
            rest /= SYLLABLES.len();
        }
        let mut characters = name.chars();
        let first = characters.next().map(|c| c.to_uppercase().to_string());
        let name: String = first.into_iter().chain([characters.collect()]).collect();
        let _ = writeln!(
            text,
            ":n{n} a al:{class} ; rdfs:label \"{before} {name}\"@en ."
        );
    }
    text
}
