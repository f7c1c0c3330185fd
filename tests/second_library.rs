//! The bundled data, the broken files and the shapes in a second library: rdflib reads and writes the same statements, and
//! pySHACL finds the same nodes break the same rules. HermiT, which comes with owlready2 and needs Java, finds no contradiction.
//!
//! Tests do not reach for the network unasked: with `ALLEGIANCE_SECOND_LIBRARY` set, they are installed from PyPI into a
//! folder of the build, and where Python or the network is missing this says so and is skipped. It takes a minute or two.

#[path = "support/python.rs"]
mod python;

use allegiance::Input;
use allegiance::check::{check, turtle};
use allegiance::store::bundled::{ONTOLOGY, REFERENCE, SAHEL, SHAPES};
use libtest_mimic::{Arguments, Failed, Trial};
use oxigraph::io::{RdfFormat, RdfParser, RdfSerializer};
use oxigraph::model::{Quad, Term};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn main() -> std::process::ExitCode {
    let trial = Trial::test("rdflib_and_pyshacl_agree", agree).with_ignored_flag(!python::wanted());
    libtest_mimic::run(&Arguments::from_args(), vec![trial]).exit_code()
}

fn agree() -> Result<(), Failed> {
    let python = match python::python() {
        Ok(python) => python,
        Err(reason) => {
            eprintln!("skipped: no second library: {reason}");
            return Ok(());
        }
    };
    let folder = tempfile::tempdir()?;
    let broken = folder.path().join("broken.ttl");
    fs::write(&broken, corpus()?)?;
    write_files(folder.path(), &broken)?;
    let script = root().join("tests/second_library/validate.py");
    let output = Command::new(python)
        .arg(script)
        .arg(folder.path())
        .output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    eprint!("{}", skips(&output.stderr));
    let theirs: BTreeSet<(String, String)> = String::from_utf8(output.stdout)?
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .map(|(focus, shape)| (focus.to_owned(), shape.to_owned()))
        .collect();
    let ours = ours(broken)?;
    let only = |one: &BTreeSet<(String, String)>, other| {
        one.difference(other)
            .map(|pair| format!("{pair:?}"))
            .collect::<Vec<_>>()
            .join("\n")
    };
    if ours != theirs {
        let (we, they) = (only(&ours, &theirs), only(&theirs, &ours));
        return Err(format!("only we find\n{we}\nonly pySHACL finds\n{they}").into());
    }
    if ours.len() < 100 {
        return Err(format!("only {} results", ours.len()).into());
    }
    Ok(())
}

/// Returns what the script says that it skipped.
fn skips(error: &[u8]) -> String {
    let error = String::from_utf8_lossy(error);
    let skipped = error.lines().filter(|line| line.starts_with("skipped"));
    skipped.map(|line| format!("{line}\n")).collect()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Puts the broken files together into one, each with names of its own.
fn corpus() -> Result<String, Failed> {
    let folder = root().join("tests/check");
    let prefixes = fs::read_to_string(folder.join("prefixes.ttl"))?;
    let world = fs::read_to_string(folder.join("world.ttl"))?;
    let mut files: Vec<PathBuf> = fs::read_dir(&folder)?
        .flatten()
        .map(|entry| entry.path())
        .collect();
    files.sort();
    let (mut all, mut number) = (String::new(), 0);
    for path in files
        .iter()
        .filter(|path| path.extension().is_some_and(|e| e == "md"))
    {
        let text = fs::read_to_string(path)?;
        for block in text.split("```turtle").skip(1) {
            let (fence, block) = block.split_once('\n').ok_or("a block without lines")?;
            let (block, _) = block.split_once("\n```").ok_or("a block without an end")?;
            number += 1;
            let own = format!("https://w3id.org/allegiance/id/case{number}/");
            all.push_str(&prefixes.replace("https://w3id.org/allegiance/id/", &own));
            if fence.trim() != "alone" {
                all.push_str(&world);
            }
            all.push_str(block);
            all.push('\n');
        }
    }
    Ok(all)
}

fn triples(text: &str) -> Result<Vec<Quad>, Failed> {
    let quads: Result<_, _> = RdfParser::from_format(RdfFormat::Turtle)
        .for_slice(text)
        .collect();
    Ok(quads?)
}

fn n_triples(quads: &[Quad]) -> Result<Vec<u8>, Failed> {
    let mut writer = RdfSerializer::from_format(RdfFormat::NTriples).for_writer(Vec::new());
    for quad in quads {
        writer.serialize_triple(quad.as_ref())?;
    }
    Ok(writer.finish()?)
}

/// Writes each bundled file as it is and as N-Triples, and all that is validated as one.
fn write_files(folder: &Path, broken: &Path) -> Result<(), Failed> {
    let files = folder.join("files");
    fs::create_dir(&files)?;
    let mut data = Vec::new();
    for (name, text) in ONTOLOGY.iter().chain(SAHEL).chain(REFERENCE) {
        let name = name.replace('/', "-");
        let triples = n_triples(&triples(text)?)?;
        fs::write(files.join(&name), text)?;
        fs::write(files.join(name).with_extension("nt"), &triples)?;
        data.push((*text).to_owned());
    }
    data.push(fs::read_to_string(broken)?);
    fs::write(folder.join("data.ttl"), data.join("\n"))?;
    fs::write(folder.join("shapes.ttl"), SHAPES.1)?;
    Ok(())
}

/// Returns which nodes break which rules by our own check.
fn ours(broken: PathBuf) -> Result<BTreeSet<(String, String)>, Failed> {
    let inputs = [
        Input::from_argument("sahel"),
        Input::from_argument("reference"),
        Input::File(broken),
    ];
    let report = check(&inputs, &[])?;
    let mut results: BTreeMap<String, (String, String)> = BTreeMap::new();
    for quad in triples(&turtle(&report)?)? {
        let result = results.entry(quad.subject.to_string()).or_default();
        let Term::NamedNode(value) = quad.object else {
            continue;
        };
        match quad.predicate.as_str() {
            "http://www.w3.org/ns/shacl#focusNode" => result.0 = value.as_str().to_owned(),
            "http://www.w3.org/ns/shacl#sourceShape" => result.1 = value.as_str().to_owned(),
            _ => (),
        }
    }
    let named = results.into_values();
    Ok(named.filter(|(_, shape)| !shape.is_empty()).collect())
}
