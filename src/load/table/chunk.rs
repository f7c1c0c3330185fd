//! Some rows of a table, side by side in one text.

use super::SetAside;

/// Rows with the wanted columns only.
#[derive(Clone, Debug, Default)]
pub struct Chunk {
    text: String,
    /// Where each cell ends, row by row.
    ends: Vec<u32>,
    width: usize,
    numbers: Vec<u64>,
    /// Rows that were read, those that were set aside included.
    pub read: u64,
    /// What was set aside while reading them.
    pub set_aside: Vec<SetAside>,
}

/// One row of a chunk.
#[derive(Clone, Copy, Debug)]
pub struct ChunkRow<'a> {
    chunk: &'a Chunk,
    index: usize,
    /// Its number as a spreadsheet shows it.
    pub number: u64,
}

impl Chunk {
    /// The rows that a chunk holds at most.
    pub(super) const ROWS: usize = 1024;
    /// The bytes after which a chunk is full.
    pub(super) const BYTES: usize = 4 << 20;

    pub(super) fn new(width: usize) -> Chunk {
        Chunk {
            width,
            ..Chunk::default()
        }
    }

    pub(super) fn is_full(&self) -> bool {
        self.numbers.len() >= Chunk::ROWS || self.text.len() >= Chunk::BYTES
    }

    pub(super) fn is_empty(&self) -> bool {
        self.read == 0 && self.set_aside.is_empty()
    }

    /// Adds a row; `cell` writes the cell of each wanted column.
    pub(super) fn push(&mut self, number: u64, mut cell: impl FnMut(usize, &mut String)) {
        for column in 0..self.width {
            cell(column, &mut self.text);
            // Rows and chunks are limited far below four gigabytes.
            self.ends
                .push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        }
        self.numbers.push(number);
    }

    /// Returns the rows.
    pub fn rows(&self) -> impl Iterator<Item = ChunkRow<'_>> {
        self.numbers
            .iter()
            .enumerate()
            .map(|(index, number)| ChunkRow {
                chunk: self,
                index,
                number: *number,
            })
    }

    /// Keeps at most so many rows.
    pub(in crate::load) fn truncate(&mut self, rows: u64) {
        let rows = usize::try_from(rows).unwrap_or(usize::MAX);
        if rows < self.numbers.len() {
            self.numbers.truncate(rows);
            let last = self.numbers.last().copied().unwrap_or_default();
            self.set_aside.retain(|one| one.row <= last);
            self.read = self.numbers.len() as u64;
        }
    }
}

impl<'a> ChunkRow<'a> {
    /// Returns the cell of a wanted column; beyond the last one, nothing.
    #[must_use]
    pub fn cell(&self, column: usize) -> &'a str {
        let chunk = self.chunk;
        let at = self.index * chunk.width + column;
        if column >= chunk.width {
            return "";
        }
        let end = |at: usize| chunk.ends.get(at).map_or(0, |end| *end as usize);
        let start = if at == 0 { 0 } else { end(at - 1) };
        chunk.text.get(start..end(at)).unwrap_or_default()
    }
}
