//! What each command does.

use super::support::{Folder, came, coups, number, unpacked};
use oxigraph::io::{RdfFormat, RdfParser};
use std::fs;

const ACCORD: &str = "\
@prefix al: <https://w3id.org/allegiance/ns#> .
@prefix : <https://example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
:source a al:Source ; rdfs:label \"Invented accords\"@en ; dcterms:license \"CC0\" .
:north a al:NonStateArmedGroup ; rdfs:label \"Invented Front\"@en .
:accord a al:Accord ; rdfs:label \"Invented accord\"@en ; al:signatory :north ; al:when \"2031\"^^<http://id.loc.gov/datatypes/edtf/EDTF> .
";

#[test]
fn what_is_loaded_is_asked_in_the_folder_and_below_it() {
    let here = Folder::workspace();
    here.write("coups.csv", coups(3));
    let told = here.does(&["load", "coups.csv"]);
    assert!(told.contains("3 rows read, 3 situations"), "{told}");
    assert_eq!(here.loaded(), ["powell-thyne"]);
    assert_eq!(here.count("coups"), "3");
    fs::create_dir_all(here.path().join("a/b")).expect("folders");
    let words = ["ask", "count coups", "--format", "csv"];
    let below = here
        .command(&words)
        .current_dir(here.path().join("a/b"))
        .output();
    assert_eq!(number(&came(below.expect("it runs")).out), "3");
    // Named from elsewhere, and as one of several data.
    let other = Folder::empty();
    let root = here.path().to_str().expect("a path");
    for words in [
        ["--workspace", root, "ask", "count coups", "--format", "csv"],
        ["ask", "count coups", "--format", "csv", "--data", root],
    ] {
        assert_eq!(number(&other.does(&words)), "3");
    }
    let both = [&words[..], &["--data", ".", "--data", "sahel"]].concat();
    let alone = [&words[..], &["--data", "sahel"]].concat();
    let count = |text: String| -> u64 { number(&text).parse().expect("a number") };
    assert_eq!(count(here.does(&both)), count(here.does(&alone)) + 3);
    // Outside of it, the bundled data answer.
    assert_eq!(other.does(&words), here.does(&alone));
}

#[test]
fn the_manifest_says_what_was_loaded_from_what() {
    let here = Folder::workspace();
    here.write("coups.csv", coups(2));
    here.does(&["load", "coups.csv"]);
    let manifest = fs::read_to_string(here.path().join("allegiance.toml")).expect("a manifest");
    let manifest: toml::Table = manifest.parse().expect("TOML");
    let entry = &manifest["dataset"][0];
    assert_eq!(entry["rows"].as_integer(), Some(2));
    assert_eq!(entry["from"][0]["file"].as_str(), Some("coups.csv"));
    assert_eq!(entry["from"][0]["path"].as_str(), Some("coups.csv"));
    assert_eq!(entry["mapping"]["name"].as_str(), Some("powell-thyne"));
    let hash = entry["from"][0]["sha256"].as_str().expect("a hash");
    assert_eq!(hash.len(), 64);
    // The statements are standard: any reader of gzip and N-Quads reads them.
    let text = unpacked(&here.stored("powell-thyne", "data.nq.gz"));
    let quads: Result<Vec<_>, _> = RdfParser::from_format(RdfFormat::NQuads)
        .for_slice(&text)
        .collect();
    let statements = entry["statements"].as_integer().expect("a number");
    assert_eq!(quads.expect("N-Quads").len() as i64, statements);
    let json = here.does(&["datasets", "--format", "json"]);
    assert!(json.contains(hash), "{json}");
}

#[test]
fn equal_files_give_equal_bytes() {
    let (one, two) = (Folder::workspace(), Folder::workspace());
    let bytes = [&one, &two].map(|here| {
        here.write("coups.csv", coups(5000));
        here.does(&["load", "coups.csv"]);
        fs::read(here.stored("powell-thyne", "data.nq.gz")).expect("a stored file")
    });
    assert!(bytes[0] == bytes[1]);
}

#[test]
fn linked_data_and_what_is_bundled_are_loaded_too() {
    let here = Folder::workspace();
    here.write("accords.ttl", ACCORD);
    let told = here.does(&["load", "accords.ttl", "sahel", "reference"]);
    assert!(
        told.contains("Invented accords, from accords.ttl"),
        "{told}"
    );
    assert_eq!(here.loaded(), ["accords", "sahel", "reference"]);
    assert_eq!(here.count("accords in 2031"), "1");
    let sources = here.does(&["sources"]);
    assert!(sources.contains("Invented accords"), "{sources}");
    let cited = here.does(&["ask", "accords in 2031", "--cite"]);
    assert!(cited.contains("Invented accords"), "{cited}");
    here.does(&["reload", "sahel"]);
    assert_eq!(here.loaded(), ["accords", "sahel", "reference"]);
    let checked = here.does(&["check", "sahel", "--data", "."]);
    assert!(checked.starts_with("conforms"), "{checked}");
}

#[test]
fn standard_input_is_told_by_what_it_holds() {
    use std::io::Write;
    use std::process::Stdio;
    let here = Folder::workspace();
    for (text, words) in [
        (coups(4), &["load", "-"][..]),
        (ACCORD.to_owned(), &["load", "-", "--as", "piped"]),
    ] {
        let mut child = here
            .command(words)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .expect("it runs");
        let mut input = child.stdin.take().expect("a pipe");
        input.write_all(text.as_bytes()).expect("a pipe");
        drop(input);
        assert!(child.wait().expect("it ends").success());
    }
    assert_eq!(here.loaded(), ["powell-thyne", "piped"]);
    assert_eq!(here.count("coups"), "4");
    assert_eq!(here.count("accords in 2031"), "1");
    let came = here.run(&["reload", "piped"]);
    assert_eq!(came.code, Some(3));
    assert!(came.err.contains("reload piped FILE"), "{}", came.err);
}

#[test]
fn releases_live_side_by_side() {
    let here = Folder::workspace();
    here.write("old.csv", coups(2));
    here.write("new.csv", coups(5));
    here.does(&["load", "old.csv", "--release", "2031"]);
    here.does(&[
        "reload",
        "powell-thyne",
        "new.csv",
        "--release",
        "2032",
        "--beside",
    ]);
    assert_eq!(here.loaded(), ["powell-thyne-2031", "powell-thyne-2032"]);
    assert_eq!(here.count("coups using \"powell-thyne 2031\""), "2");
    let title = "Powell and Thyne: Global Instances of Coups 2032";
    assert_eq!(here.count(&format!("coups using \"{title}\"")), "5");
    let came = here.run(&["unload", "powell-thyne"]);
    assert_eq!(came.code, Some(2), "{}", came.err);
    assert!(came.err.contains("powell-thyne-2031, powell-thyne-2032"));
    here.does(&["unload", "powell-thyne-2031"]);
    assert_eq!(here.count("coups"), "5");
}

#[test]
fn a_new_release_takes_the_place_of_the_old() {
    let here = Folder::workspace();
    here.write("accords.ttl", ACCORD);
    here.write("coups.csv", coups(2));
    here.does(&["load", "coups.csv", "accords.ttl"]);
    let came = here.run(&["load", "coups.csv"]);
    assert_eq!(came.code, Some(3));
    assert!(
        came.err.contains("reload powell-thyne FILE"),
        "{}",
        came.err
    );
    here.write("coups.csv", coups(7));
    here.does(&["reload", "powell-thyne"]);
    assert_eq!(here.loaded(), ["powell-thyne", "accords"]);
    assert_eq!(here.count("coups"), "7");
    here.write("more.csv", coups(9));
    here.does(&["reload", "powell-thyne", "more.csv", "--release", "2"]);
    assert_eq!(here.loaded(), ["powell-thyne-2", "accords"]);
    assert_eq!(here.count("coups"), "9");
    assert_eq!(here.does(&["verify"]).matches("sound").count(), 2);
    // A table of another dataset is none of this one.
    here.write("other.csv", "who,when\nA,2031\n");
    let came = here.run(&["reload", "powell-thyne", "other.csv"]);
    assert_eq!(came.code, Some(3));
    assert_eq!(here.count("coups"), "9");
}

#[test]
fn a_mapping_of_ones_own_is_kept() {
    let here = Folder::workspace();
    let bundled = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let bundled = fs::read_to_string(bundled.join("datasets/mappings/powell-thyne.toml"));
    let own = bundled
        .expect("a mapping")
        .replace("\"powell-thyne\"", "\"my-coups\"");
    here.write("own.toml", own);
    here.write("coups.csv", coups(2));
    here.does(&["load", "coups.csv", "--mapping", "own.toml"]);
    assert_eq!(here.loaded(), ["my-coups"]);
    fs::remove_file(here.path().join("own.toml")).expect("a file");
    here.write("coups.csv", coups(3));
    here.does(&["reload", "my-coups"]);
    assert_eq!(here.count("coups"), "3");
    assert!(here.stored("my-coups", "mapping.toml").is_file());
}

#[test]
fn what_is_set_aside_is_in_a_table() {
    let here = Folder::workspace();
    let table = coups(3) + "Mali,432,2031,xx,5,2\nMali,432\n";
    here.write("coups.csv", table);
    let came = here.run(&["load", "coups.csv", "--strict"]);
    assert_eq!(came.code, Some(3));
    assert!(came.err.contains("without --strict"), "{}", came.err);
    assert_eq!(here.loaded().len(), 0);
    let told = here.does(&["load", "coups.csv"]);
    assert!(told.contains("set-aside.csv"), "{told}");
    let path = here.stored("powell-thyne", "set-aside.csv");
    let mut rows = csv::Reader::from_path(path).expect("a table");
    let header: Vec<_> = rows.headers().expect("a header").iter().collect();
    assert_eq!(
        header,
        ["file", "row", "column", "value", "reason", "remedy"]
    );
    let rows: Vec<_> = rows.records().flatten().collect();
    let wrong = rows
        .iter()
        .find(|row| &row[1] == "6")
        .expect("the short row");
    assert!(wrong[0].ends_with("coups.csv"));
    assert!(!wrong[4].is_empty() && !wrong[5].is_empty());
}

#[test]
fn several_files_are_loaded_together_or_not_at_all() {
    let here = Folder::workspace();
    here.write("coups.csv", coups(2));
    here.write("broken.ttl", "<a> <b> ");
    let before = here.files();
    let came = here.run(&["load", "coups.csv", "broken.ttl"]);
    assert_eq!(came.code, Some(3));
    assert_eq!(here.files(), before);
}

#[test]
fn mistakes_are_told_with_what_to_do() {
    let here = Folder::empty();
    for (words, code, says) in [
        (&["load", "x.csv"][..], 3, "allegiance init"),
        (&["datasets"], 3, "allegiance init"),
        (
            &["--workspace", "nowhere", "ask", "coups"],
            3,
            "nowhere is no workspace",
        ),
    ] {
        let came = here.run(words);
        assert_eq!(came.code, Some(code), "{words:?}");
        assert!(came.err.contains(says), "{words:?}: {}", came.err);
    }
    let here = Folder::workspace();
    for (words, code, says) in [
        (&["init"][..], 3, "workspace already"),
        (&["load", "missing.csv"], 3, "no such file"),
        (&["load", "missing.ttl"], 3, "no such file"),
        (
            &["load", "sahel", "--as", "../out"],
            2,
            "cannot be the name",
        ),
        (&["load", "a.csv", "b.csv", "--as", "c"], 2, "one by one"),
        (&["unload", "nothing"], 2, "the workspace is empty"),
        (&["reload", "nothing"], 2, "the workspace is empty"),
        (&["datasets", "--format", "turtle"], 2, "are listed as"),
    ] {
        let came = here.run(words);
        assert_eq!(came.code, Some(code), "{words:?}: {}", came.err);
        assert!(came.err.contains(says), "{words:?}: {}", came.err);
    }
    let came = here.run(&["ask", "coups"]);
    assert!(came.err.contains("holds no dataset yet"), "{}", came.err);
    assert_eq!(here.files().len(), 3);
}

#[test]
fn a_lost_manifest_is_made_again() {
    let here = Folder::workspace();
    here.write("coups.csv", coups(2));
    here.does(&["load", "coups.csv", "sahel"]);
    let path = here.path().join("allegiance.toml");
    let manifest = fs::read_to_string(&path).expect("a manifest");
    fs::remove_file(&path).expect("a manifest");
    let came = here.run(&["init"]);
    assert!(came.err.contains("allegiance rebuild"), "{}", came.err);
    here.does(&["rebuild"]);
    let again = fs::read_to_string(&path).expect("a manifest");
    assert_eq!(sorted(&again), sorted(&manifest));
    assert_eq!(here.count("coups using \"powell-thyne\""), "2");
    // One that cannot be read is told with its line, and made again too.
    fs::write(&path, manifest.replace("rows = 2", "rows = two")).expect("a manifest");
    let came = here.run(&["ask", "coups"]);
    assert_eq!(came.code, Some(3));
    assert!(came.err.contains("allegiance.toml:"), "{}", came.err);
    let before = here.files();
    assert_eq!(here.run(&["load", "reference"]).code, Some(3));
    assert_eq!(here.files(), before);
    here.does(&["rebuild"]);
    assert_eq!(here.loaded().len(), 2);
    // What a later program wrote is left alone.
    let later = fs::read_to_string(&path).expect("a manifest");
    fs::write(&path, later.replace("format = 1", "format = 9")).expect("a manifest");
    for words in [&["rebuild"][..], &["datasets"], &["load", "reference"]] {
        let came = here.run(words);
        assert!(
            came.err.contains("newer version"),
            "{words:?}: {}",
            came.err
        );
    }
}

fn sorted(text: &str) -> Vec<&str> {
    let mut lines: Vec<&str> = text.lines().collect();
    lines.sort_unstable();
    lines
}

#[test]
fn a_manifest_leads_nowhere_else() {
    let here = Folder::workspace();
    here.write("coups.csv", coups(2));
    here.does(&["load", "coups.csv"]);
    let path = here.path().join("allegiance.toml");
    let manifest = fs::read_to_string(&path).expect("a manifest");
    for (from, to) in [
        ("folder = \"data/", "folder = \"data/../../"),
        ("folder = \"data/", "folder = \"/etc/"),
        ("file = \"data.nq.gz\"", "file = \"../x\""),
    ] {
        let changed = manifest.replace(from, to);
        assert_ne!(changed, manifest);
        fs::write(&path, changed).expect("a manifest");
        let came = here.run(&["ask", "coups"]);
        assert!(came.err.contains("bad name or folder"), "{}", came.err);
    }
}
