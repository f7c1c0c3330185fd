//! Where a table comes from.

use std::fmt;
use std::io::Read;
use std::path::{Path, PathBuf};

/// A table to read.
pub enum TableInput {
    File(PathBuf),
    /// Bytes that come from elsewhere, as from standard input, with the name that errors show.
    Stream(String, Box<dyn Read + Send>),
}

impl TableInput {
    /// The endings of the files that are read as tables.
    pub const ENDINGS: [&'static str; 9] = [
        ".csv", ".tsv", ".tab", ".xlsx", ".xlsm", ".xls", ".ods", ".gz", ".zip",
    ];

    /// Takes bytes that are at hand.
    #[must_use]
    pub fn bytes(name: &str, bytes: &[u8]) -> TableInput {
        TableInput::Stream(
            name.to_owned(),
            Box::new(std::io::Cursor::new(bytes.to_vec())),
        )
    }

    /// Says whether a file's ending promises a table; `.nt.gz` and its kin do not.
    #[must_use]
    pub fn is_table(path: &Path) -> bool {
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default()
            .to_ascii_lowercase();
        let inner = name
            .strip_suffix(".gz")
            .or_else(|| name.strip_suffix(".zip"))
            .unwrap_or(&name);
        if inner.len() < name.len() && Path::new(inner).extension().is_some() {
            let linked = super::super::Format::from_path(Path::new(inner)).is_some();
            return !linked && Path::new(inner).extension().is_none_or(|e| e != "owl");
        }
        TableInput::ENDINGS
            .iter()
            .any(|ending| name.ends_with(ending))
    }

    /// Returns the name as errors show it.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            TableInput::File(path) => path.display().to_string(),
            TableInput::Stream(name, _) => name.clone(),
        }
    }
}

impl fmt::Debug for TableInput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("TableInput").field(&self.name()).finish()
    }
}
