//! Why a table cannot be read, and what to do about it.

use thiserror::Error;

/// A table that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TableError {
    #[error("{file}: there is no such file")]
    NotFound { file: String },
    #[error("{file} cannot be read: {reason}")]
    Unreadable { file: String, reason: String },
    #[error("{file} is empty")]
    Empty { file: String },
    #[error("{file} has a header and no rows")]
    NoRows { file: String },
    #[error("{file} is no table: {what}")]
    NotATable { file: String, what: String },
    #[error("{file} is cut off or damaged after row {row}: {reason}")]
    Damaged {
        file: String,
        row: u64,
        reason: String,
    },
    #[error("{file} has {columns} columns, and at most {most} are read")]
    TooManyColumns {
        file: String,
        columns: usize,
        most: usize,
    },
    #[error("{file}: row {row} is longer than {megabytes} MB")]
    LongRow {
        file: String,
        row: u64,
        megabytes: usize,
    },
    /// A few bytes that unpack to gigabytes.
    #[error("{file} unpacks to more than {times} times its size")]
    Bomb { file: String, times: u64 },
    #[error("{file} holds no table; it holds {}", list(.names))]
    NoTableInside { file: String, names: Vec<String> },
    #[error("{file} holds several tables: {}", list(.names))]
    SeveralTables { file: String, names: Vec<String> },
    #[error("{file} has no sheet \"{sheet}\"; it has {}", list(.sheets))]
    NoSheet {
        file: String,
        sheet: String,
        sheets: Vec<String>,
    },
    #[error("{file} is a spreadsheet that cannot be read: {reason}")]
    Workbook { file: String, reason: String },
    /// A column that the mapping needs is not there.
    #[error("{file} has no column \"{column}\", which the mapping \"{mapping}\" needs")]
    NoColumn {
        file: String,
        column: String,
        mapping: String,
        /// Columns of the file with a like name.
        like: Vec<String>,
    },
    #[error("{file} has two columns called \"{column}\"")]
    TwoColumns { file: String, column: String },
    /// No mapping knows the header.
    #[error("{file} is not a table of a dataset that is known")]
    Unrecognised {
        file: String,
        columns: Vec<String>,
        /// The mapping that fits best and the columns that it misses.
        nearest: Option<(String, Vec<String>)>,
    },
    #[error("{file} fits several mappings: {}", list(.mappings))]
    Ambiguous { file: String, mappings: Vec<String> },
    /// `--strict` and something was set aside.
    #[error("{file}: {count} rows or values would be set aside; the first: row {row}, {what}")]
    Strict {
        file: String,
        count: u64,
        row: u64,
        what: String,
    },
}

fn list(names: &[String]) -> String {
    const MOST: usize = 6;
    let mut text = names
        .iter()
        .take(MOST)
        .map(|name| format!("\"{name}\""))
        .collect::<Vec<_>>()
        .join(", ");
    if names.is_empty() {
        "nothing".clone_into(&mut text);
    } else if names.len() > MOST {
        text.push_str(" and others");
    }
    text
}

impl TableError {
    /// Returns one line that says how to put it right.
    #[must_use]
    pub fn remedy(&self) -> String {
        match self {
            TableError::NotFound { .. } => "check the path".to_owned(),
            TableError::Unreadable { .. } => "check the permissions of the file".to_owned(),
            TableError::Empty { .. } | TableError::Damaged { .. } => {
                "fetch or save the file again: it was not written completely".to_owned()
            }
            TableError::NoRows { .. } => "check that the export has rows, and that no filter left none".to_owned(),
            TableError::NotATable { .. } => {
                "tables are CSV, TSV, XLSX, XLS or ODS, also in .gz or .zip; export the data as CSV".to_owned()
            }
            TableError::TooManyColumns { .. } => {
                "check the separator, and that rows and columns are not transposed".to_owned()
            }
            TableError::LongRow { row, .. } => {
                format!("a quotation mark in or above row {row} is probably not closed")
            }
            TableError::Bomb { .. } => "unpack it yourself if you trust where it came from".to_owned(),
            TableError::NoTableInside { .. } => "put a CSV, XLSX, XLS or ODS file into the archive".to_owned(),
            TableError::SeveralTables { .. } => "unpack it and name the table that is meant".to_owned(),
            TableError::NoSheet { .. } => "name one of these as `sheet` under [file] in the mapping".to_owned(),
            TableError::Workbook { .. } => "open it in a spreadsheet program and save it as CSV".to_owned(),
            TableError::NoColumn { like, .. } if !like.is_empty() => {
                format!("did the file mean {}? write so under [columns], or list the column as optional", list(like))
            }
            TableError::NoColumn { .. } => {
                "check the header of the file; a column that not every release has is listed under `optional`".to_owned()
            }
            TableError::TwoColumns { .. } => "rename one of them".to_owned(),
            TableError::Unrecognised { nearest, .. } => match nearest {
                Some((mapping, missing)) => format!(
                    "nearest is {mapping}, which needs {} too; `allegiance mapping new FILE` drafts a mapping for it",
                    list(missing)
                ),
                None => "`allegiance mapping new FILE` drafts a mapping for it, `allegiance mapping list` shows those that are known".to_owned(),
            },
            TableError::Ambiguous { .. } => "say which with --mapping".to_owned(),
            TableError::Strict { .. } => "load without --strict to take the other rows, and see what was set aside".to_owned(),
        }
    }
}
