//! Reading tables: CSV and its kin in any encoding, spreadsheets, packed or not, as rows of texts.
//!
//! A [`Consumer`] is shown the [`Head`] of the table, says in a [`Plan`] which columns it wants, and is then given
//! [`Chunk`]s of rows. What is never read is never copied, and no more than a chunk is held, except of spreadsheets, which
//! only exist as a whole. Rows are numbered as a spreadsheet shows them: the header is row 1.
//!
//! Cells are decoded one by one: a cell that is UTF-8 is read as such, any other in the declared or the guessed encoding,
//! since real files mix them.

mod chunk;
mod container;
mod decode;
mod delimited;
mod error;
mod guard;
mod input;
mod issue;
mod sheet;
mod sniff;

pub use chunk::{Chunk, ChunkRow};
pub use error::TableError;
pub(in crate::load) use guard::{MOST_TIMES, is_bomb};
pub use input::TableInput;
pub(in crate::load) use issue::shortened;
pub use issue::{Reason, SetAside, Weight};

use encoding_rs::Encoding;

/// The most columns that are read; a spreadsheet program shows 16,384, the widest dataset of the field has 295.
pub const MOST_COLUMNS: usize = 5_000;

/// How to read a table, as far as that is known beforehand.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReadOptions<'a> {
    /// The encoding of cells that are not UTF-8; guessed when not given.
    pub encoding: Option<&'static Encoding>,
    /// The byte between cells; guessed when not given.
    pub separator: Option<u8>,
    /// Lines above the header.
    pub skip: usize,
    /// The sheet of a spreadsheet; the first with a table when not given.
    pub sheet: Option<&'a str>,
}

/// The first rows of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// The file, as errors show it.
    pub file: String,
    /// The cells of the first row.
    pub first: Vec<String>,
    /// The cells of the row after it.
    pub second: Vec<String>,
}

impl Head {
    /// Says whether the second row holds HXL tags (`#date+year`), as in copies on the Humanitarian Data Exchange.
    #[must_use]
    pub fn has_hxl_row(&self) -> bool {
        let filled = self.second.iter().filter(|cell| !cell.trim().is_empty());
        let (mut tags, mut others) = (0, 0);
        for cell in filled {
            let tag = cell.trim().strip_prefix('#');
            if tag.is_some_and(|tag| tag.starts_with(|c: char| c.is_ascii_lowercase())) {
                tags += 1;
            } else {
                others += 1;
            }
        }
        tags > 0 && others == 0
    }
}

/// What a consumer wants of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The positions of the wanted columns, in the order in which chunks hold them.
    pub columns: Vec<usize>,
    /// The names of the columns, for what is set aside.
    pub names: Vec<String>,
    /// Whether the first row is data already.
    pub headerless: bool,
    /// The encoding of cells that are not UTF-8, if the head told it.
    pub encoding: Option<&'static Encoding>,
}

/// One that reads a table.
pub trait Consumer {
    /// Takes the head of the table and says what is wanted.
    ///
    /// # Errors
    /// The table is not what the consumer can read.
    fn head(&mut self, head: &Head) -> Result<Plan, TableError>;

    /// Takes the next rows; `false` ends the reading.
    fn chunk(&mut self, chunk: Chunk) -> bool;

    /// Takes how many bytes of the file have been read.
    fn progress(&mut self, _bytes: u64) {}
}

/// Reads a table from its first to its last row.
///
/// # Errors
/// The file cannot be read, is no table, or is damaged so that going on makes no sense; damaged rows are told in the
/// chunks instead.
pub fn read(
    input: TableInput,
    options: &ReadOptions,
    consumer: &mut dyn Consumer,
) -> Result<(), TableError> {
    container::read(input, options, consumer)
}
