//! How fast a large table becomes a lasting dataset, and how long the workspace takes to answer from it.
//!
//! `ALLEGIANCE_BENCH_TABLE` names a table; without it, 385,000 invented events in the layout of UCDP GED are written. Beside
//! it, on the same file and in the same run: `pandas.read_csv`, which makes columns and no statements, and morph-kgc, which
//! makes N-Quads by an RML mapping of as many statements for each row. `PYTHON` names the Python that has them; what is
//! missing is skipped with a message. Memory is the most that was resident, as Linux tells it.
//! Run with `cargo bench --bench workspace`.

use std::fmt::Write as _;
use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

const ROWS: usize = 385_000;
const QUESTIONS: [&str; 2] = ["count events by year", "events in Mali in 2021"];

/// What a process took.
struct Took {
    time: Duration,
    /// Megabytes that were resident at most; 0 where the system does not tell.
    resident: u64,
    out: String,
}

fn main() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let table = std::env::var_os("ALLEGIANCE_BENCH_TABLE")
        .map_or_else(|| invented(folder.path()), PathBuf::from);
    let size = fs::metadata(&table).map_or(0, |file| file.len()) / 1_000_000;
    println!("{} ({size} MB), {} processors", name(&table), processors());
    let root = folder.path().join("workspace");
    let allegiance = |words: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_allegiance"));
        command.arg("--workspace").arg(&root).args(words);
        command
    };
    fs::create_dir(&root).expect("a temporary folder");
    run(allegiance(&["init"])).expect("a workspace");
    let path = table.to_str().expect("a path that is text");
    let loaded = run(allegiance(&["load", path])).expect("the table is loaded");
    let datasets = run(allegiance(&["datasets", "--format", "json"])).expect("a list");
    let listed: serde_json::Value = serde_json::from_str(&datasets.out).expect("JSON");
    let number = |column: &str| listed["rows"][0][column]["value"].as_u64().unwrap_or(0);
    let (rows, statements) = (number("rows"), number("statements"));
    let packed = size_of(&root.join("data"));
    println!(
        "allegiance load: {:.1} s, {} rows a second, {} MB resident; {rows} rows, {statements} statements, {} MB stored",
        loaded.time.as_secs_f64(),
        per_second(rows, loaded.time),
        loaded.resident,
        packed / 1_000_000
    );
    for question in QUESTIONS {
        let answered = run(allegiance(&["ask", question])).expect("an answer");
        println!(
            "open and answer `{question}`: {:.1} s, {} MB resident",
            answered.time.as_secs_f64(),
            answered.resident
        );
    }
    match pandas(&table) {
        Ok(took) => told("pandas.read_csv", rows, &took, loaded.time),
        Err(reason) => println!("pandas is not compared with: {reason}"),
    }
    match morph_kgc(&table, folder.path(), statements / rows.max(1)) {
        Ok(took) => told("morph-kgc", rows, &took, loaded.time),
        Err(reason) => println!("morph-kgc is not compared with: {reason}"),
    }
}

fn told(what: &str, rows: u64, took: &Took, own: Duration) {
    println!(
        "{what}: {:.1} s, {} rows a second, {} MB resident, {:.2} times as long as allegiance load",
        took.time.as_secs_f64(),
        per_second(rows, took.time),
        took.resident,
        took.time.as_secs_f64() / own.as_secs_f64()
    );
}

fn name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

fn processors() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

fn per_second(rows: u64, time: Duration) -> u64 {
    let milliseconds = u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
    rows * 1000 / milliseconds.max(1)
}

fn size_of(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let size = |path: PathBuf| match path.is_dir() {
        true => size_of(&path),
        false => fs::metadata(path).map_or(0, |file| file.len()),
    };
    entries.map(|entry| size(entry.path())).sum()
}

/// Runs a process to its end, and watches its memory.
fn run(mut command: Command) -> Result<Took, String> {
    let started = Instant::now();
    let child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| error.to_string())?;
    let status = PathBuf::from(format!("/proc/{}/status", child.id()));
    let watching = thread::spawn(move || {
        let mut most = 0;
        while let Some(now) = resident(&status) {
            most = most.max(now);
            thread::sleep(Duration::from_millis(10));
        }
        most
    });
    let output = child
        .wait_with_output()
        .map_err(|error| error.to_string())?;
    let time = started.elapsed();
    if !output.status.success() {
        let error = String::from_utf8_lossy(&output.stderr);
        let last = error.trim().lines().last().unwrap_or("it failed");
        return Err(last.to_owned());
    }
    Ok(Took {
        time,
        resident: watching.join().unwrap_or(0),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
    })
}

fn resident(status: &Path) -> Option<u64> {
    let text = fs::read_to_string(status).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kilobytes / 1000)
}

fn python() -> Command {
    Command::new(std::env::var_os("PYTHON").unwrap_or_else(|| "python3".into()))
}

/// Reads the table with pandas; what counts is the reading, without starting Python.
fn pandas(table: &Path) -> Result<Took, String> {
    const SCRIPT: &str = "\
import sys, time, pandas
started = time.perf_counter()
pandas.read_csv(sys.argv[1], low_memory=False)
print(time.perf_counter() - started)";
    let mut command = python();
    command.args(["-c", SCRIPT]).arg(table);
    let took = run(command)?;
    let seconds: f64 = took.out.trim().parse().map_err(|_| took.out.clone())?;
    Ok(Took {
        time: Duration::from_secs_f64(seconds),
        ..took
    })
}

/// Makes N-Quads of the table with morph-kgc, by a mapping of so many statements for each row.
fn morph_kgc(table: &Path, folder: &Path, statements: u64) -> Result<Took, String> {
    let header = fs::read(table).map_err(|error| error.to_string())?;
    let line = header
        .split(|byte| *byte == b'\n')
        .next()
        .unwrap_or_default();
    let columns = String::from_utf8_lossy(line);
    let columns: Vec<&str> = columns.trim().split(',').collect();
    let mut mapping = format!(
        "@prefix rr: <http://www.w3.org/ns/r2rml#> .\n@prefix rml: <http://semweb.mmlab.be/ns/rml#> .\n\
         @prefix ql: <http://semweb.mmlab.be/ns/ql#> .\n\
         <#rows> rml:logicalSource [ rml:source \"{}\" ; rml:referenceFormulation ql:CSV ] ;\n\
         rr:subjectMap [ rr:template \"https://example.org/event/{{id}}\" ]",
        table.display()
    );
    let wanted = usize::try_from(statements).unwrap_or(0);
    for n in 0..wanted {
        let column = columns.get(n % columns.len().max(1)).unwrap_or(&"id");
        let _ = write!(
            mapping,
            " ;\nrr:predicateObjectMap [ rr:predicate <https://example.org/{column}/{n}> ; rr:objectMap [ rml:reference \"{column}\" ] ]"
        );
    }
    mapping.push_str(" .\n");
    let rml = folder.join("mapping.ttl");
    let config = folder.join("config.ini");
    let target = folder.join("graph.nq");
    let settings = format!(
        "[CONFIGURATION]\noutput_file={}\noutput_format=N-QUADS\nlogging_level=ERROR\n[source]\nmappings={}\n",
        target.display(),
        rml.display()
    );
    fs::write(&rml, mapping).map_err(|error| error.to_string())?;
    fs::write(&config, settings).map_err(|error| error.to_string())?;
    let mut command = python();
    command.args(["-m", "morph_kgc"]).arg(&config);
    let took = run(command)?;
    if size_of(folder) == 0 || !target.exists() {
        return Err("it wrote nothing".to_owned());
    }
    Ok(took)
}
/// Writes events that never happened: as many actors, dyads and places as real ones have, and rows as long.
fn invented(folder: &Path) -> PathBuf {
    const HEADER: &str = "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,dyad_dset_id,dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,number_of_sources,source_article,source_office,source_date,source_headline,source_original,where_prec,where_coordinates,where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low,gwnoa,gwnob";
    let path = folder.join("GEDEvent_v99_1.csv");
    let mut file = BufWriter::new(fs::File::create(&path).expect("a temporary file"));
    writeln!(file, "{HEADER}").expect("a temporary file");
    let mut row = String::new();
    for n in 0..ROWS {
        row.clear();
        let (dyad, place) = (n % 1511, n % 24_989);
        let (year, month, day) = (1989 + n % 36, n % 12 + 1, n % 28 + 1);
        let kind = n % 3 + 1;
        let (a, b, civilians) = (n % 5, n % 7, n % 3);
        let best = a + b + civilians;
        let headline = "An invented headline that is as long as those of agencies, with a comma\nand a second line; ".repeat(3);
        let _ = write!(
            row,
            "{n},X-{n},{year},1,Clear,{kind},{dyad},{dyad},\"Invented conflict {dyad}\",{dyad},{dyad},\"Government {dyad} - Group {dyad}\",{dyad},{dyad},\"Invented group A{dyad}\",{b_id},{b_id},\"Invented group B{dyad}\",2,\"\"\"Agency,2021-01-01,x\"\";\"\"Other,2021-01-02,y\"\"\",\"Agency {source};Other agency\",2021-01-01,\"{headline}\",NULL,1,\"Place {place} town\",\"Somewhere near place {place}\",\"Region {region}\",\"District {district}\",{lat}.{fraction:06},{long}.{fraction:06},POINT (1 2),1,Mali,432,Africa,1,1,{year}-{month:02}-{day:02} 00:00:00.000,{year}-{month:02}-{day:02} 00:00:00.000,{a},{b},{civilians},0,{best},{high},{best},,",
            b_id = dyad + 2000,
            source = n % 97,
            region = place % 50,
            district = place % 700,
            lat = place % 80,
            long = place % 170,
            fraction = place * 31 % 1_000_000,
            high = best + n % 2,
        );
        writeln!(file, "{row}").expect("a temporary file");
    }
    file.flush().expect("a temporary file");
    path
}
