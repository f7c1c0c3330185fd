//! What is to be loaded, and how.

use crate::load::Document;
use crate::load::mapping::{Mapping, Tables};
use crate::load::table::TableInput;
use std::path::PathBuf;

/// How something is loaded.
#[derive(Clone, Copy, Debug, Default)]
pub struct Settings<'a> {
    /// What the dataset is to be called.
    pub name: Option<&'a str>,
    /// Its version, where the file does not say.
    pub release: Option<&'a str>,
    /// Whether anything set aside refuses all of it.
    pub strict: bool,
    /// The dataset whose place it takes.
    pub replaces: Option<&'a str>,
}

/// A table to load, and what it is read with.
pub struct TableSource<'a> {
    pub input: TableInput,
    pub tables: &'a Tables,
    /// Names and texts of the mappings in `tables`.
    pub bundled: &'a [(&'a str, &'a str)],
    /// A mapping that is named; told by the header where none is.
    pub mapping: Option<&'a Mapping>,
    /// Its text where it is the user's own, of which a copy is kept.
    pub text: Option<&'a str>,
}

/// Linked data to load.
pub struct Linked {
    /// What the dataset is called unless something else is said.
    pub name: String,
    /// The files, and what they say.
    pub documents: Vec<(LinkedFile, Document)>,
    /// Situations that it describes.
    pub situations: u64,
    /// The rules that it was read by.
    pub rules: Option<RulesSource>,
}

/// Rules by which linked data was read.
pub struct RulesSource {
    pub name: String,
    pub text: String,
    /// Whether they are the user's own, of which a copy is kept.
    pub own: bool,
}

/// A file of linked data.
pub struct LinkedFile {
    pub name: String,
    /// Where it is, if it is a file.
    pub path: Option<PathBuf>,
    /// What it holds, where that is at hand; read anew otherwise.
    pub bytes: Option<Vec<u8>>,
}
