//! How long the first answer takes: a new process, the bundled dataset opened, one question, the answer printed.
//!
//! The peer is rdflib (PyPI) on the same files and the very query that the question becomes, in the same run; it is skipped
//! with a message where Python or rdflib is missing. Run with `cargo bench --bench first_answer`.

use std::io::Write;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const QUESTION: &str = "who ambushed \"Wagner Group\"";
const RUNS: usize = 21;

const PEER: &str = r#"
import sys, time
import rdflib
started = time.perf_counter()
graph = rdflib.Graph()
for name in sys.argv[1:]:
    graph.parse(name)
rows = list(graph.query(sys.stdin.read()))
print(f"{(time.perf_counter() - started) * 1000:.0f} {len(rows)}")
"#;

fn main() {
    let program = env!("CARGO_BIN_EXE_allegiance");
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let started = Instant::now();
            let output = Command::new(program)
                .args(["ask", QUESTION])
                .stdin(Stdio::null())
                .output()
                .expect("the program runs");
            assert!(output.status.success(), "the question is answered");
            started.elapsed()
        })
        .collect();
    times.sort();
    let median = times[RUNS / 2];
    println!(
        "allegiance ask: median {:.1} ms, fastest {:.1} ms of {RUNS} processes",
        millis(median),
        millis(times[0])
    );
    match peer(program) {
        Ok(peer) => println!(
            "rdflib, same files and query, without starting Python: {peer:.0} ms, {:.0} times as long",
            peer / millis(median)
        ),
        Err(reason) => println!("rdflib is not compared with: {reason}"),
    }
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// Asks rdflib the printed query on the bundled files, without the derived statements, so that it has less to do.
fn peer(program: &str) -> Result<f64, String> {
    let explained = Command::new(program)
        .args(["ask", QUESTION, "--format", "json"])
        .output()
        .map_err(|e| e.to_string())?;
    let answer: serde_json::Value =
        serde_json::from_slice(&explained.stdout).map_err(|e| e.to_string())?;
    let query = answer["sparql"].as_str().ok_or("no query")?.to_owned();
    let root = env!("CARGO_MANIFEST_DIR");
    let mut files = Vec::new();
    for folder in ["ontology", "datasets/sahel"] {
        let entries = std::fs::read_dir(format!("{root}/{folder}")).map_err(|e| e.to_string())?;
        files.extend(
            entries
                .flatten()
                .map(|entry| entry.path())
                .filter(|path| path.extension().is_some_and(|e| e == "ttl")),
        );
    }
    let mut child = Command::new("python3")
        .args(["-c", PEER])
        .args(&files)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|e| e.to_string())?;
    child
        .stdin
        .take()
        .ok_or("no input")?
        .write_all(query.as_bytes())
        .map_err(|e| e.to_string())?;
    let output = child.wait_with_output().map_err(|e| e.to_string())?;
    if !output.status.success() {
        return Err("python3 with rdflib is not installed".to_owned());
    }
    String::from_utf8_lossy(&output.stdout)
        .split_whitespace()
        .next()
        .and_then(|text| text.parse().ok())
        .ok_or_else(|| "rdflib said nothing".to_owned())
}
