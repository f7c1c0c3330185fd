//! Rows of text with a separator: CSV and its kin.

use super::container::{Stream, failure};
use super::decode::Cells;
use super::guard::Rows;
use super::{
    Chunk, Consumer, Head, MOST_COLUMNS, Plan, ReadOptions, Reason, SetAside, TableError,
    issue::shortened, sniff,
};
use csv::{ByteRecord, ErrorKind, Reader, ReaderBuilder};
use std::cell::Cell;
use std::io::{BufRead, BufReader, Read};
use std::rc::Rc;

/// Cells of odd encoding that are told one by one; the others are as odd.
const TOLD: u32 = 100;

pub(super) fn read<R: Read>(
    mut stream: Stream<BufReader<R>>,
    options: &ReadOptions,
    consumer: &mut dyn Consumer,
) -> Result<(), TableError> {
    // A byte order mark is no part of the first column's name.
    let has_mark = stream
        .reader
        .fill_buf()
        .is_ok_and(|bytes| bytes.starts_with(b"\xef\xbb\xbf"));
    if has_mark {
        stream.reader.consume(3);
    }
    skip_lines(&mut stream, options.skip)?;
    let sample = stream.reader.buffer();
    let guessed = sniff::encoding(sample);
    let separator = options
        .separator
        .unwrap_or_else(|| sniff::separator(sample));
    let (rows, row_bytes) = Rows::new(stream.reader);
    let mut records = Records {
        reader: ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator)
            .buffer_capacity(1 << 17)
            .from_reader(rows),
        row_bytes,
        file: stream.file,
        number: 0,
    };
    let mut cells = Cells::new(options.encoding, guessed);
    let mut first = ByteRecord::new();
    if !records.next(&mut first)? {
        return Err(TableError::Empty { file: records.file });
    }
    let mut second = ByteRecord::new();
    let has_second = records.next(&mut second)?;
    let head = Head {
        file: records.file.clone(),
        first: texts(&cells, &first),
        second: texts(&cells, &second),
    };
    if head.first.len() > MOST_COLUMNS {
        return Err(TableError::TooManyColumns {
            file: records.file,
            columns: head.first.len(),
            most: MOST_COLUMNS,
        });
    }
    if first.len() == 1 && !has_second {
        return Err(TableError::NotATable {
            file: records.file,
            what: "it is a single line of text".to_owned(),
        });
    }
    let plan = consumer.head(&head)?;
    if plan.encoding.is_some() {
        cells = Cells::new(plan.encoding, guessed);
    }
    let skip_second = head.has_hxl_row();
    if !plan.headerless && (!has_second || skip_second && !records.next(&mut second)?) {
        return Err(TableError::NoRows { file: records.file });
    }
    let mut taker = Taker {
        width: head.first.len(),
        chunk: Chunk::new(plan.columns.len()),
        plan,
        cells,
        told: 0,
        head,
    };
    if taker.plan.headerless {
        taker.take(&first, 1);
    }
    let mut more = has_second;
    while more {
        taker.take(&second, records.number);
        if taker.chunk.is_full() {
            consumer.progress(stream.read.get());
            if !consumer.chunk(taker.next_chunk()) {
                return Ok(());
            }
        }
        more = records.next(&mut second)?;
    }
    if !taker.chunk.is_empty() {
        consumer.progress(stream.read.get());
        consumer.chunk(taker.next_chunk());
    }
    Ok(())
}

fn skip_lines<R: Read>(stream: &mut Stream<BufReader<R>>, lines: usize) -> Result<(), TableError> {
    let mut line = Vec::new();
    for _ in 0..lines {
        line.clear();
        let read = (&mut stream.reader)
            .take(1 << 20)
            .read_until(b'\n', &mut line);
        if read.map_err(|error| failure(&stream.file, 0, &error))? == 0 {
            return Err(TableError::NoRows {
                file: stream.file.clone(),
            });
        }
    }
    if lines > 0 && stream.reader.buffer().is_empty() {
        let filled = stream.reader.fill_buf().map(|_| ());
        filled.map_err(|error| failure(&stream.file, 0, &error))?;
    }
    Ok(())
}

fn texts(cells: &Cells, record: &ByteRecord) -> Vec<String> {
    record
        .iter()
        .map(|cell| {
            let mut text = String::new();
            cells.write(cell, &mut text);
            text.trim().to_owned()
        })
        .collect()
}

struct Records<R> {
    reader: Reader<R>,
    row_bytes: Rc<Cell<u64>>,
    file: String,
    number: u64,
}

impl<R: Read> Records<R> {
    fn next(&mut self, record: &mut ByteRecord) -> Result<bool, TableError> {
        self.row_bytes.set(0);
        let more = self.reader.read_byte_record(record);
        let more = more.map_err(|error| match error.kind() {
            ErrorKind::Io(error) => failure(&self.file, self.number, error),
            _ => TableError::Damaged {
                file: self.file.clone(),
                row: self.number,
                reason: error.to_string(),
            },
        })?;
        self.number += u64::from(more);
        Ok(more)
    }
}

/// Copies the wanted cells.
struct Taker {
    plan: Plan,
    cells: Cells,
    chunk: Chunk,
    width: usize,
    told: u32,
    head: Head,
}

impl Taker {
    fn take(&mut self, record: &ByteRecord, number: u64) {
        let blank = record.iter().all(|cell| cell.trim_ascii().is_empty());
        if blank {
            return;
        }
        self.chunk.read += 1;
        let extra = record.iter().skip(self.width);
        let too_long = extra.into_iter().any(|cell| !cell.trim_ascii().is_empty());
        if record.len() < self.width || too_long {
            self.wrong_width(record, number);
            return;
        }
        let (cells, columns) = (&self.cells, &self.plan.columns);
        let mut odd: Option<(usize, Reason)> = None;
        self.chunk.push(number, |index, text| {
            let cell = columns.get(index).and_then(|column| record.get(*column));
            if let Some(reason) = cells.write(cell.unwrap_or_default(), text) {
                odd = Some((index, reason));
            }
        });
        if let Some((index, reason)) = odd {
            self.odd(record, number, index, reason);
        }
    }

    fn odd(&mut self, record: &ByteRecord, number: u64, index: usize, reason: Reason) {
        self.told += 1;
        if self.told > TOLD {
            return;
        }
        let column = self.plan.columns.get(index).copied().unwrap_or_default();
        let mut text = String::new();
        self.cells
            .write(record.get(column).unwrap_or_default(), &mut text);
        let name = self
            .head
            .first
            .get(column)
            .filter(|_| !self.plan.headerless);
        let name = name
            .or(self.plan.names.get(index))
            .cloned()
            .unwrap_or_default();
        let set_aside = self.cells.set_aside(number, &name, &text, reason);
        self.chunk.set_aside.push(set_aside);
    }

    fn wrong_width(&mut self, record: &ByteRecord, number: u64) {
        let mut text = String::new();
        self.cells
            .write(record.get(0).unwrap_or_default(), &mut text);
        let (has, wants) = (record.len(), self.width);
        let remedy = if has < wants {
            "the row is cut off, or a quotation mark in it is not closed; fetch the file again if it is the last row"
        } else {
            "a cell of it holds the separator without quotation marks around it"
        };
        self.chunk.set_aside.push(SetAside {
            row: number,
            column: String::new(),
            value: shortened(&format!("{has} cells instead of {wants}: {text}")),
            reason: Reason::WrongWidth,
            remedy: remedy.to_owned(),
        });
    }

    fn next_chunk(&mut self) -> Chunk {
        let next = Chunk::new(self.plan.columns.len());
        std::mem::replace(&mut self.chunk, next)
    }
}
