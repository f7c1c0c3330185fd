//! Files with every kind of damage: each says in plain words what is wrong and what to do.

use super::support::{failure, load, try_load};
use allegiance::load::mapping::Request;
use allegiance::load::table::{Reason, TableError};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;

const COUPS: &str =
    "country,ccode,year,month,day,coup\nMali,432,2031,2,3,2\nNiger,436,2032,5,6,1\n";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer
            .start_file(*name, zip::write::SimpleFileOptions::default())
            .expect("memory");
        writer.write_all(bytes).expect("memory");
    }
    writer.finish().expect("memory").into_inner()
}

#[test]
fn packed_tables_are_read() {
    assert_eq!(
        load("c.csv.gz", gzip(COUPS.as_bytes())).report.situations,
        2
    );
    let two_members = [gzip(COUPS.as_bytes()), gzip(b"Chad,483,2033,1,2,2\n")].concat();
    assert_eq!(load("c.csv.gz", two_members).report.situations, 3);
    let archive = zip(&[
        ("README.txt", b"about"),
        ("__MACOSX/._c.csv", b"x"),
        ("c.csv", COUPS.as_bytes()),
    ]);
    assert_eq!(load("c.zip", archive).report.situations, 2);
    assert_eq!(load("c.tsv", COUPS.replace(',', "\t")).report.situations, 2);
    assert_eq!(load("c.csv", COUPS.replace(',', ";")).report.situations, 2);
    assert_eq!(load("c.csv", COUPS.replace(',', "|")).report.situations, 2);
}

#[test]
fn archives_without_one_table() {
    let error = failure("c.zip", zip(&[("about.pdf", b"%PDF")]));
    assert!(matches!(error, TableError::NoTableInside { .. }), "{error}");
    let error = failure(
        "c.zip",
        zip(&[("a.csv", COUPS.as_bytes()), ("b.csv", COUPS.as_bytes())]),
    );
    assert!(
        error.to_string().contains("\"a.csv\", \"b.csv\""),
        "{error}"
    );
}

#[test]
fn empty_files_and_headers_alone() {
    assert!(matches!(failure("c.csv", ""), TableError::Empty { .. }));
    let header = COUPS.lines().next().expect("a header");
    assert!(matches!(
        failure("c.csv", format!("{header}\n")),
        TableError::NoRows { .. }
    ));
    assert!(matches!(
        failure("c.csv", "just a line of prose"),
        TableError::NotATable { .. }
    ));
}

#[test]
fn truncated_files() {
    let cut = COUPS.get(..COUPS.len() - 9).expect("ASCII");
    let loaded = load("c.csv", cut);
    assert_eq!(loaded.report.situations, 1, "the whole rows are taken");
    assert_eq!(loaded.set_aside(Reason::WrongWidth), [(3, "")]);
    assert!(loaded.report.set_aside[0].remedy.contains("cut off"));
    let many: String = (0..20_000)
        .map(|n| {
            format!(
                "Mali,432,{},{},{},2\n",
                1000 + n / 20,
                n % 12 + 1,
                n % 20 + 1
            )
        })
        .collect();
    let packed = gzip(format!("country,ccode,year,month,day,coup\n{many}").as_bytes());
    let half = packed.get(..packed.len() / 2).expect("half");
    let error = failure("c.csv.gz", half);
    assert!(matches!(error, TableError::Damaged { .. }), "{error}");
    assert!(error.remedy().contains("not written completely"));
    let zipped = zip(&[("c.csv", many.as_bytes())]);
    let error = failure("c.zip", zipped.get(..zipped.len() / 2).expect("half"));
    assert!(matches!(error, TableError::Damaged { .. }), "{error}");
}

#[test]
fn what_is_no_table() {
    for bytes in [
        &b"%PDF-1.7"[..],
        b"\x89PNG\r\n",
        b"\x7fELF\x02\x01\x01\0\0\0",
        b"RDX3\nX\n",
        b"BZh91AY",
    ] {
        let error = failure("c.csv", bytes);
        assert!(matches!(error, TableError::NotATable { .. }), "{error}");
        assert!(error.remedy().contains("CSV"));
    }
}

#[test]
fn too_many_columns() {
    let header: Vec<String> = (0..10_000).map(|n| format!("c{n}")).collect();
    let error = failure("c.csv", header.join(",") + "\n" + &",".repeat(9_999) + "\n");
    assert!(
        matches!(
            error,
            TableError::TooManyColumns {
                columns: 10_000,
                ..
            }
        ),
        "{error}"
    );
}

#[test]
fn a_cell_without_an_end() {
    let mut text = COUPS.to_owned();
    text.push_str("\"Chad,483,2033,1,2,2\n");
    text.push_str(&"Chad,483,2033,1,2,2\n".repeat(1 << 20));
    let error = failure("c.csv", text);
    assert!(
        matches!(error, TableError::LongRow { row: 4, .. }),
        "{error}"
    );
    assert!(error.remedy().contains("quotation mark"));
}

#[test]
fn bombs() {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder
        .write_all(b"country,ccode,year,month,day,coup\n")
        .expect("memory");
    let line = b"Mali,432,2031,2,3,2\n".repeat(1 << 15);
    for _ in 0..200 {
        encoder.write_all(&line).expect("memory");
    }
    // What one kilobyte of it holds a thousand times is no table.
    let inner = encoder.finish().expect("memory");
    let twice = gzip(&inner);
    assert!(matches!(
        failure("c.csv.gz", twice),
        TableError::NotATable { .. }
    ));
    let zeros = gzip(&vec![b','; 128 << 20]);
    let error = failure("c.csv.gz", zeros);
    assert!(
        matches!(
            error,
            TableError::Bomb { .. }
                | TableError::LongRow { .. }
                | TableError::TooManyColumns { .. }
                | TableError::NotATable { .. }
        ),
        "{error}"
    );
    let lines = gzip(&b"a,b\n".repeat(64 << 20));
    let error = try_load("c.csv.gz", &lines, &Request::default())
        .err()
        .expect("a bomb");
    assert!(
        matches!(
            error,
            TableError::Bomb { .. } | TableError::Unrecognised { .. }
        ),
        "{error}"
    );
}

#[test]
fn columns_that_are_missing_or_there_twice() {
    let twice = COUPS.replace("month", "year");
    let error = failure("c.csv", &twice);
    assert!(
        matches!(
            error,
            TableError::Unrecognised { .. } | TableError::TwoColumns { .. }
        ),
        "{error}"
    );
    let mapping = super::support::parse(
        "[dataset]\nname = \"x\"\n[situations.coup]\nid = \"x/{row}\"\nclass = \"Coup\"\nname = \"{contry}\"\n",
    );
    let request = Request {
        mapping: Some(&mapping),
        ..Request::default()
    };
    let error = try_load("c.csv", COUPS.as_bytes(), &request)
        .err()
        .expect("no such column");
    assert!(error.remedy().contains("\"country\""), "{}", error.remedy());
}

#[test]
fn random_bytes_never_panic() {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    for round in 0..200 {
        let mut bytes = if round % 2 == 0 {
            COUPS.as_bytes().to_vec()
        } else {
            gzip(COUPS.as_bytes())
        };
        for _ in 0..=round % 7 {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            let at = usize::try_from(state % bytes.len() as u64).expect("small");
            bytes[at] = u8::try_from(state >> 56).expect("a byte");
        }
        let _ = try_load("c.csv", &bytes, &Request::default());
    }
}
