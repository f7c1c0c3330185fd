//! Readers that refuse what would fill the memory: bombs, and rows without an end.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

/// How many times its size a packed file may unpack to; tables of numbers reach a hundred.
pub(in crate::load) const MOST_TIMES: u64 = 300;
/// Below this size unpacked, the ratio does not matter.
const HARMLESS: u64 = 64 << 20;
/// The longest row, in bytes; agreements with their whole text are below one megabyte.
pub(super) const LONGEST_ROW: u64 = 16 << 20;

/// Counts what is read.
pub(super) struct Counted<R> {
    inner: R,
    count: Rc<Cell<u64>>,
}

impl<R> Counted<R> {
    pub(super) fn new(inner: R) -> (Counted<R>, Rc<Cell<u64>>) {
        let count = Rc::new(Cell::new(0));
        let counted = Counted {
            inner,
            count: Rc::clone(&count),
        };
        (counted, count)
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(buffer)?;
        self.count.set(self.count.get() + as_u64(length));
        Ok(length)
    }
}

/// Ends with an error when far more comes out than went in.
pub(super) struct Unpacked<R> {
    inner: R,
    packed: Rc<Cell<u64>>,
    unpacked: u64,
}

impl<R> Unpacked<R> {
    pub(super) fn new(inner: R, packed: Rc<Cell<u64>>) -> Unpacked<R> {
        Unpacked {
            inner,
            packed,
            unpacked: 0,
        }
    }
}

/// What a reader's error says when it is a bomb.
pub(super) const BOMB: &str = "unpacks to too much";

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(buffer)?;
        self.unpacked += as_u64(length);
        if is_bomb(self.packed.get(), self.unpacked) {
            return Err(io::Error::other(BOMB));
        }
        Ok(length)
    }
}

/// Says whether so many packed bytes should not become so many.
pub(in crate::load) fn is_bomb(packed: u64, unpacked: u64) -> bool {
    unpacked > HARMLESS && unpacked / packed.max(1) > MOST_TIMES
}

/// Ends with an error when one row takes too many bytes.
pub(super) struct Rows<R> {
    inner: R,
    row: Rc<Cell<u64>>,
}

impl<R> Rows<R> {
    /// Returns the reader and the count that is to be set to 0 after every row.
    pub(super) fn new(inner: R) -> (Rows<R>, Rc<Cell<u64>>) {
        let row = Rc::new(Cell::new(0));
        let rows = Rows {
            inner,
            row: Rc::clone(&row),
        };
        (rows, row)
    }
}

/// What a reader's error says when a row is too long.
pub(super) const LONG_ROW: &str = "a row is too long";

impl<R: Read> Read for Rows<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.row.get() > LONGEST_ROW {
            return Err(io::Error::other(LONG_ROW));
        }
        let length = self.inner.read(buffer)?;
        self.row.set(self.row.get() + as_u64(length));
        Ok(length)
    }
}

pub(super) fn as_u64(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}
