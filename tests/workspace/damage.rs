//! Damaged files: those that are loaded, and those that are stored.

use super::support::{Folder, coups};
use std::fs;
use std::io::Write;
use std::path::Path;

fn loaded() -> Folder {
    let here = Folder::workspace();
    here.write("coups.csv", coups(3000) + "Mali,432\n");
    here.does(&["load", "coups.csv", "sahel"]);
    here
}

#[test]
fn damage_to_what_is_stored_is_told_and_never_answered_from() {
    let here = loaded();
    let path = here.stored("powell-thyne", "data.nq.gz");
    let sound = fs::read(&path).expect("a file");
    let middle = sound.len() / 2;
    let flipped = |at: usize| {
        let mut bytes = sound.clone();
        bytes[at] ^= 0x10;
        bytes
    };
    let mut cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("cut short", sound[..middle].to_vec(), "bytes instead of"),
        ("emptied", Vec::new(), "0 bytes instead of"),
        ("longer", [&sound[..], b"x"].concat(), "bytes instead of"),
        ("other", coups(5).into_bytes(), "bytes instead of"),
    ];
    for at in [
        0,
        3,
        11,
        14,
        16,
        17,
        40,
        middle,
        sound.len() - 9,
        sound.len() - 1,
    ] {
        cases.push(("flipped", flipped(at), "is not what was stored"));
    }
    for (what, bytes, says) in cases {
        fs::write(&path, bytes).expect("a file");
        let came = here.run(&["ask", "count coups"]);
        assert_eq!(came.code, Some(3), "{what}");
        assert!(came.out.is_empty(), "{what}: {}", came.out);
        assert!(
            came.err.contains("dataset powell-thyne"),
            "{what}: {}",
            came.err
        );
        assert!(came.err.contains(says), "{what}: {}", came.err);
        let verified = here.run(&["verify"]);
        assert_eq!(verified.code, Some(1), "{what}");
        assert!(
            verified.out.contains("powell-thyne: damaged"),
            "{}",
            verified.out
        );
        assert!(verified.out.contains("sahel: sound"), "{}", verified.out);
        let rebuilt = here.run(&["rebuild"]);
        assert_eq!(rebuilt.code, Some(1), "damage is not blessed: {what}");
    }
    fs::remove_file(&path).expect("a file");
    let came = here.run(&["ask", "count coups"]);
    assert!(came.err.contains("data.nq.gz is missing"), "{}", came.err);
    // Both ways out that are told.
    let other = loaded();
    fs::remove_file(other.stored("powell-thyne", "data.nq.gz")).expect("a file");
    other.does(&["reload", "powell-thyne"]);
    assert_eq!(other.run(&["verify"]).code, Some(0));
    here.does(&["unload", "powell-thyne"]);
    here.does(&["ask", "coups in 2021"]);
}

#[test]
fn damage_beside_the_statements_is_found_too() {
    let here = loaded();
    let path = here.stored("powell-thyne", "set-aside.csv");
    let mut text = fs::read_to_string(&path).expect("a table");
    text.push_str("invented\n");
    fs::write(&path, text).expect("a table");
    let came = here.run(&["verify"]);
    assert_eq!(came.code, Some(1));
    assert!(came.out.contains("set-aside.csv has"), "{}", came.out);
    // Questions need no such table.
    here.does(&["ask", "count coups"]);
}

#[test]
fn a_folder_that_was_copied_or_packed_anew() {
    let here = loaded();
    let copy = Folder::empty();
    copy_all(here.path(), copy.path());
    assert_eq!(copy.count("coups"), here.count("coups"));
    copy.does(&["verify"]);
    fs::remove_dir_all(copy.path().join("data")).expect("data");
    let came = copy.run(&["ask", "coups"]);
    assert_eq!(came.code, Some(3));
    assert!(came.err.contains("is missing"), "{}", came.err);
}

fn copy_all(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_all(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a file");
        }
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

fn zip(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    writer.start_file(name, options).expect("memory");
    writer.write_all(bytes).expect("memory");
    writer.finish().expect("memory").into_inner()
}

#[test]
fn damaged_files_leave_the_workspace_as_it_was() {
    let here = Folder::workspace();
    here.does(&["load", "sahel"]);
    let table = coups(50);
    let header = table.lines().next().expect("a header").to_owned() + "\n";
    let columns: Vec<String> = (0..10_000).map(|n| format!("column{n}")).collect();
    let packed = gzip(table.as_bytes());
    let mut cell = header.clone().into_bytes();
    cell.extend(b"\"");
    cell.resize(100 << 20, b'x');
    let bomb = zip("coups.csv", &vec![b'0'; 300 << 20]);
    let rdf_xml = "<?xml version=\"1.0\"?><!DOCTYPE r [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>\
        <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns:x=\"http://x/\">\
        <rdf:Description rdf:about=\"http://x/a\"><x:p>&e;</x:p></rdf:Description></rdf:RDF>";
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("empty.csv", Vec::new()),
        ("header.csv", header.into_bytes()),
        ("binary.csv", (0..=255).cycle().take(5000).collect()),
        ("truncated.csv.gz", packed[..packed.len() / 2].to_vec()),
        ("truncated.xlsx", zip("a.txt", b"x")[..20].to_vec()),
        ("wide.csv", (columns.join(",") + "\n").into_bytes()),
        ("unknown.csv", b"who,when\nA,2031\n".to_vec()),
        ("cell.csv", cell),
        ("bomb.zip", bomb),
        ("twice.csv.gz", gzip(&packed)),
        ("broken.ttl", b"<a> <b> ".to_vec()),
        ("none.ttl", b"# nothing\n".to_vec()),
        (
            "latin.ttl",
            b"<http://a/b> <http://a/p> \"\xe9\" .\n".to_vec(),
        ),
        (
            "remote.jsonld",
            br#"{"@context": "https://example.org/context", "@id": "http://a/b", "p": 1}"#.to_vec(),
        ),
        ("entity.rdf", rdf_xml.as_bytes().to_vec()),
        ("deep.jsonld", "[".repeat(100_000).into_bytes()),
    ];
    let before: Vec<_> = here.files();
    for (name, bytes) in cases {
        let path = here.write(name, bytes);
        let came = here.run(&["load", name]);
        fs::remove_file(path).expect("a file");
        assert_eq!(came.code, Some(3), "{name}: {came:?}");
        // What is wrong, and in a second line what to do.
        assert!(came.err.starts_with("error: "), "{name}: {}", came.err);
        assert!(came.err.contains(name), "{name}: {}", came.err);
        assert!(
            came.err.trim_end().lines().count() >= 2,
            "{name}: {}",
            came.err
        );
        assert!(!came.err.contains("root:"), "{name}: {}", came.err);
        assert!(here.files() == before, "{name} changed the workspace");
    }
    assert!(here.run(&["load", "."]).code == Some(3));
    assert!(here.files() == before);
}
