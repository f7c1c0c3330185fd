//! From a file to the table in it, through what packs it.

use super::guard::{self, Counted, Unpacked, as_u64, is_bomb};
use super::sniff::{self, Looks};
use super::{Consumer, ReadOptions, TableError, TableInput, decode::Transcoded, delimited, sheet};
use flate2::read::MultiGzDecoder;
use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read, Seek};
use std::rc::Rc;
use zip::ZipArchive;

/// The bytes from which encoding and separator are guessed.
const SAMPLE: usize = 1 << 20;
/// The largest spreadsheet or archive from a stream; files are read where they are.
const LARGEST_STREAM: u64 = 512 << 20;
/// The largest sheet unpacked, since spreadsheets are held as a whole.
const LARGEST_SHEET: u64 = 2 << 30;

/// A stream with what is needed to tell of it.
pub(super) struct Stream<R> {
    pub file: String,
    pub reader: R,
    /// Bytes of the file that were read so far.
    pub read: Rc<Cell<u64>>,
}

pub(super) fn read(
    input: TableInput,
    options: &ReadOptions,
    consumer: &mut dyn Consumer,
) -> Result<(), TableError> {
    let file = input.name();
    let unreadable = |error: io::Error| unreadable(&file, &error);
    match input {
        TableInput::File(path) => {
            if path.is_dir() {
                return Err(TableError::NotATable {
                    file,
                    what: "it is a directory".to_owned(),
                });
            }
            let open = || File::open(&path);
            let handle = open().map_err(unreadable)?;
            match stream(&file, Box::new(handle), options, consumer)? {
                Packed::Read => Ok(()),
                Packed::Archive(_) => {
                    archive(&file, open().map_err(unreadable)?, options, consumer)
                }
                Packed::Workbook(_) => {
                    sheet::read(&file, open().map_err(unreadable)?, options, consumer)
                }
            }
        }
        TableInput::Stream(_, reader) => match stream(&file, reader, options, consumer)? {
            Packed::Read => Ok(()),
            Packed::Archive(rest) => archive(&file, in_memory(&file, rest)?, options, consumer),
            Packed::Workbook(rest) => {
                sheet::read(&file, in_memory(&file, rest)?, options, consumer)
            }
        },
    }
}

/// Whether a stream could be read at once, or must be sought in.
enum Packed<'a> {
    Read,
    Archive(Box<dyn Read + 'a>),
    Workbook(Box<dyn Read + 'a>),
}

fn stream<'a>(
    file: &str,
    reader: Box<dyn Read + 'a>,
    options: &ReadOptions,
    consumer: &mut dyn Consumer,
) -> Result<Packed<'a>, TableError> {
    let (counted, read) = Counted::new(reader);
    let mut buffered = BufReader::with_capacity(SAMPLE, counted);
    fill(file, &mut buffered)?;
    match sniff::looks(buffered.buffer()) {
        Looks::Zip => Ok(Packed::Archive(Box::new(buffered))),
        Looks::Ole => Ok(Packed::Workbook(Box::new(buffered))),
        Looks::Gzip => {
            let unpacked = Unpacked::new(MultiGzDecoder::new(buffered), Rc::clone(&read));
            let inner = BufReader::with_capacity(SAMPLE, unpacked);
            text(file, inner, read, options, consumer)?;
            Ok(Packed::Read)
        }
        _ => {
            text(file, buffered, read, options, consumer)?;
            Ok(Packed::Read)
        }
    }
}

/// Reads until the buffer is full or the stream ends, so that the sample is as large as it can be.
fn fill<R: Read>(file: &str, reader: &mut BufReader<R>) -> Result<(), TableError> {
    // A `BufReader` reads once; a pipe or a decoder gives only part of what it has.
    let result = reader.fill_buf().map(|_| ());
    result.map_err(|error| failure(file, 0, &error))
}

fn text<R: Read>(
    file: &str,
    mut reader: BufReader<R>,
    read: Rc<Cell<u64>>,
    options: &ReadOptions,
    consumer: &mut dyn Consumer,
) -> Result<(), TableError> {
    fill(file, &mut reader)?;
    let sample = reader.buffer();
    if sample.is_empty() {
        return Err(TableError::Empty {
            file: file.to_owned(),
        });
    }
    let not_a_table = |what: &str| TableError::NotATable {
        file: file.to_owned(),
        what: what.to_owned(),
    };
    match sniff::looks(sample) {
        Looks::Binary(what) => Err(not_a_table(what)),
        Looks::Gzip | Looks::Zip | Looks::Ole => Err(not_a_table("it is packed twice")),
        Looks::Utf16(encoding) => {
            let reader = BufReader::with_capacity(SAMPLE, Transcoded::new(reader, encoding));
            let stream = Stream {
                file: file.to_owned(),
                reader,
                read,
            };
            delimited::read(stream, options, consumer)
        }
        Looks::Text => {
            let stream = Stream {
                file: file.to_owned(),
                reader,
                read,
            };
            delimited::read(stream, options, consumer)
        }
    }
}

fn archive<S: Read + Seek>(
    file: &str,
    source: S,
    options: &ReadOptions,
    consumer: &mut dyn Consumer,
) -> Result<(), TableError> {
    let damaged = |error: &dyn std::fmt::Display| TableError::Damaged {
        file: file.to_owned(),
        row: 0,
        reason: error.to_string(),
    };
    let mut archive = ZipArchive::new(source).map_err(|error| damaged(&error))?;
    let mut names = Vec::new();
    for name in archive.file_names() {
        names.push(name.map_err(|error| damaged(&error))?.into_owned());
    }
    if names
        .iter()
        .any(|name| name == "[Content_Types].xml" || name == "content.xml")
    {
        let (mut packed, mut unpacked) = (0, 0);
        for index in 0..archive.len() {
            let entry = archive
                .by_index_raw(index)
                .map_err(|error| damaged(&error))?;
            packed += entry.compressed_size();
            unpacked += entry.size();
        }
        if is_bomb(packed, unpacked) || unpacked > LARGEST_SHEET {
            return Err(bomb(file));
        }
        return sheet::read(file, archive.into_inner(), options, consumer);
    }
    let tables: Vec<String> = names
        .iter()
        .filter(|name| is_inner_table(name))
        .cloned()
        .collect();
    match tables.as_slice() {
        [] => Err(TableError::NoTableInside {
            file: file.to_owned(),
            names,
        }),
        [table] => {
            let entry = archive.by_name(table).map_err(|error| damaged(&error))?;
            let packed = Rc::new(Cell::new(entry.compressed_size()));
            let within = format!("{file}/{table}");
            let unpacked = BufReader::with_capacity(SAMPLE, Unpacked::new(entry, packed));
            if is_workbook(table) {
                return sheet::read(
                    &within,
                    in_memory(&within, Box::new(unpacked))?,
                    options,
                    consumer,
                );
            }
            let read = Rc::new(Cell::new(0));
            text(&within, unpacked, read, options, consumer)
        }
        _ => Err(TableError::SeveralTables {
            file: file.to_owned(),
            names: tables,
        }),
    }
}

fn is_inner_table(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let hidden = lower.starts_with("__macosx")
        || lower.rsplit('/').next().is_some_and(|n| n.starts_with('.'));
    let described = lower.contains("readme") || lower.contains("licen");
    !hidden
        && !described
        && (is_workbook(&lower)
            || [".csv", ".tsv", ".tab", ".txt"]
                .iter()
                .any(|ending| lower.ends_with(ending)))
}

fn is_workbook(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    [".xlsx", ".xlsm", ".xls", ".ods"]
        .iter()
        .any(|ending| lower.ends_with(ending))
}

fn in_memory(file: &str, reader: Box<dyn Read + '_>) -> Result<Cursor<Vec<u8>>, TableError> {
    let mut bytes = Vec::new();
    let read = reader
        .take(LARGEST_STREAM + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| failure(file, 0, &error))?;
    if as_u64(read) > LARGEST_STREAM {
        return Err(TableError::Unreadable {
            file: file.to_owned(),
            reason: "it is too large to be read from a stream; give the file itself".to_owned(),
        });
    }
    Ok(Cursor::new(bytes))
}

fn unreadable(file: &str, error: &io::Error) -> TableError {
    match error.kind() {
        io::ErrorKind::NotFound => TableError::NotFound {
            file: file.to_owned(),
        },
        _ => TableError::Unreadable {
            file: file.to_owned(),
            reason: error.to_string(),
        },
    }
}

fn bomb(file: &str) -> TableError {
    TableError::Bomb {
        file: file.to_owned(),
        times: guard::MOST_TIMES,
    }
}

/// Tells what an error while reading means.
pub(super) fn failure(file: &str, row: u64, error: &io::Error) -> TableError {
    let file = file.to_owned();
    match error.to_string().as_str() {
        guard::BOMB => bomb(&file),
        guard::LONG_ROW => TableError::LongRow {
            file,
            row: row + 1,
            megabytes: 16,
        },
        reason => TableError::Damaged {
            file,
            row,
            reason: reason.to_owned(),
        },
    }
}
