//! Loaders that are killed: at 200 random moments a process that loads is ended as `kill -9` ends it, and each time the
//! workspace is as before a load or as after it, and the next command that writes leaves nothing stray.
//!
//! The loaders are this program itself, started anew for each kill: they load and unload without pause, so that the moments
//! are moments of writing; the command line, which mostly starts, is killed in `tests/workspace`.

use allegiance::load::mapping::Tables;
use allegiance::load::table::TableInput;
use allegiance::load::{Format, Origin, read_bytes};
use allegiance::store;
use allegiance::workspace::{Linked, LinkedFile, Settings, TableSource, Workspace, Writer, verify};
use libtest_mimic::{Arguments, Trial};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::Duration;

const KILLS: usize = 200;
/// Every so many kills a loader of tables, which takes longer to start, is killed.
const TABLES: usize = 10;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().collect();
    if let [_, what, folder] = words.as_slice()
        && what.starts_with("loader-")
    {
        load_for_ever(what, Path::new(folder));
        return ExitCode::SUCCESS;
    }
    let arguments = Arguments::from_args();
    let kills = Trial::test("a_killed_loader_has_loaded_or_not", || Ok(kills()?));
    libtest_mimic::run(&arguments, vec![kills]).exit_code()
}

/// Loads and unloads, and says when it begins.
fn load_for_ever(what: &str, folder: &Path) {
    // Reading what tables need takes longer than many loads.
    let tables =
        (what == "loader-table").then(|| store::tables().expect("what is bundled is sound"));
    let workspace = Workspace::at(folder).expect("a workspace");
    println!("ready");
    std::io::stdout().flush().expect("a pipe");
    loop {
        let mut writer = Writer::new(&workspace, true, "a loader").expect("the lock");
        match tables {
            Some(tables) => add_table(&mut writer, tables),
            None => {
                let added = writer.add_linked(linked("second", 3000), &Settings::default());
                added.expect("it is loaded");
            }
        }
        writer.commit().expect("it is there");
        let mut writer = Writer::new(&workspace, true, "a loader").expect("the lock");
        writer.remove("second").expect("it was there");
        writer.commit().expect("it is gone");
    }
}

fn add_table(writer: &mut Writer, tables: &Tables) {
    let mut table = "country,ccode,year,month,day,coup\n".to_owned();
    for n in 0..3000 {
        let (year, month, day) = (1950 + n / 336, 1 + n / 28 % 12, 1 + n % 28);
        let _ = writeln!(table, "Mali,432,{year},{month},{day},2");
    }
    let source = TableSource {
        input: TableInput::bytes("coups.csv", table.as_bytes()),
        tables,
        bundled: &[],
        mapping: tables.named("powell-thyne"),
        text: None,
    };
    let settings = Settings {
        name: Some("second"),
        ..Settings::default()
    };
    let added = writer.add_table(source, &settings, &mut |_| ());
    added.expect("it is loaded");
}

/// Returns linked data of so many situations.
fn linked(name: &str, situations: usize) -> Linked {
    let mut text = String::new();
    for n in 0..situations {
        let _ = writeln!(
            text,
            "<https://example.org/{name}/{n}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/allegiance/ns#Coup> ."
        );
    }
    let origin = Origin::new(&format!("{name}.nt"), 0);
    let document = read_bytes(&origin, Some(Format::NTriples), text.as_bytes());
    let file = LinkedFile {
        name: origin.file,
        path: None,
        bytes: Some(text.into_bytes()),
    };
    Linked {
        name: name.to_owned(),
        documents: vec![(file, document.expect("linked data"))],
        situations: situations as u64,
        rules: None,
    }
}

fn kills() -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let workspace = Workspace::init(folder.path()).map_err(|error| error.to_string())?;
    let mut writer = Writer::new(&workspace, false, "the test").map_err(|e| e.to_string())?;
    let added = writer.add_linked(linked("first", 50), &Settings::default());
    added.map_err(|error| error.to_string())?;
    writer.commit().map_err(|error| error.to_string())?;
    let before = files(folder.path());
    let mut random = 0x2545_f491_4f6c_dd1d_u64;
    let mut left: BTreeMap<&str, usize> = BTreeMap::new();
    for kill in 0..KILLS {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        let (what, longest) = match kill % TABLES {
            0 => ("loader-table", 400_000),
            _ => ("loader-linked", 60_000),
        };
        killed(what, folder.path(), Duration::from_micros(random % longest))?;
        let wrong = |what: String| format!("after kill {kill}: {what}");
        let manifest = workspace
            .manifest()
            .map_err(|error| wrong(error.to_string()))?;
        let names: Vec<&str> = manifest.datasets.iter().map(|d| d.name.as_str()).collect();
        if !matches!(names.as_slice(), ["first"] | ["first", "second"]) {
            return Err(wrong(format!("neither as before nor as after: {names:?}")));
        }
        let verified = verify(&workspace).map_err(|error| wrong(error.to_string()))?;
        if !verified.findings.is_empty() {
            return Err(wrong(format!("{:?}", verified.findings)));
        }
        let state = match (names.len(), verified.strays.is_empty()) {
            (2, _) => "after a load",
            (_, true) => "before a load, with nothing left",
            (_, false) => "within a load",
        };
        *left.entry(state).or_default() += 1;
        // What the next command does first, and, if the dataset is there, taking it out.
        let mut writer =
            Writer::new(&workspace, false, "the test").map_err(|e| wrong(e.to_string()))?;
        if names.len() == 2 {
            writer
                .remove("second")
                .map_err(|error| wrong(error.to_string()))?;
        }
        writer.commit().map_err(|error| wrong(error.to_string()))?;
        let now = files(folder.path());
        if now != before {
            let names: Vec<&String> = now.keys().collect();
            return Err(wrong(format!("stray or changed files: {names:?}")));
        }
    }
    println!("{KILLS} kills: {left:?}");
    if left.get("within a load").is_none_or(|count| *count < 10) {
        return Err(format!("too few kills were within a load: {left:?}"));
    }
    Ok(())
}

/// Starts a loader, and ends it so long after it has begun.
fn killed(what: &str, folder: &Path, after: Duration) -> Result<(), String> {
    let this = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut child = Command::new(this)
        .arg(what)
        .arg(folder)
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| error.to_string())?;
    let mut line = String::new();
    if let Some(out) = child.stdout.take() {
        let _ = BufReader::new(out).read_line(&mut line);
    }
    std::thread::sleep(after);
    let running = child
        .try_wait()
        .map_err(|error| error.to_string())?
        .is_none();
    child.kill().map_err(|error| error.to_string())?;
    child.wait().map_err(|error| error.to_string())?;
    if line.trim() == "ready" && running {
        Ok(())
    } else {
        Err(format!("the loader ended by itself, having said {line:?}"))
    }
}

/// Returns every file but the lock, with its bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let name = path.display().to_string();
            if path.is_dir() {
                found.insert(name, Vec::new());
                open.push(path);
            } else if !name.ends_with(".lock") {
                found.insert(name, fs::read(&path).unwrap_or_default());
            }
        }
    }
    found
}
