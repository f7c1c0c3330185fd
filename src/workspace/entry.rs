//! A loaded dataset, as the manifest describes it.

use serde::{Deserialize, Serialize};

/// What is known of one loaded dataset.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The name by which commands mean it; no other dataset of the workspace has it.
    pub name: String,
    pub title: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub version: String,
    pub kind: Kind,
    /// Rows of the table below its header.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rows: Option<u64>,
    pub situations: u64,
    pub statements: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub citation: Option<String>,
    /// The graphs in which it speaks, each a source.
    pub graphs: Vec<String>,
    /// When it was loaded, in UTC.
    pub loaded: String,
    /// The program that loaded it, with its version.
    pub loaded_by: String,
    /// Where its files are, below the workspace.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub folder: String,
    /// What it was loaded from.
    pub from: Vec<Origin>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mapping: Option<MappingUsed>,
    pub data: Stored,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub set_aside: Option<SetAsideTable>,
}

/// What a dataset was before it was loaded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    #[default]
    Table,
    LinkedData,
}

/// A file that a dataset was loaded from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Origin {
    /// Its name; `standard input` and the names of what is bundled are no paths.
    pub file: String,
    /// Where it was: from the workspace if it is in it, else from the root. Missing for what is no file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    pub bytes: u64,
    pub sha256: String,
    /// The graphs in which it speaks, where several files make up the dataset.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub graphs: Vec<String>,
}

/// The mapping that a table was read through, or the rules that linked data was read by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MappingUsed {
    /// The dataset that a mapping describes; what rules are called.
    pub name: String,
    /// The copy that is kept of the user's own; what is bundled is known by its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    pub sha256: String,
}

/// A stored file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stored {
    pub file: String,
    pub bytes: u64,
    pub sha256: String,
}

/// The table of what was set aside.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetAsideTable {
    pub file: String,
    pub bytes: u64,
    pub sha256: String,
    /// Rows that were left out.
    pub rows: u64,
    /// Values that were left out of rows that were taken.
    pub values: u64,
    /// What was taken and should be looked at.
    pub noted: u64,
}

impl Entry {
    /// The file of its statements.
    pub const DATA: &str = "data.nq.gz";
    /// The file of what was set aside.
    pub const SET_ASIDE: &str = "set-aside.csv";
    /// The file of the user's own mapping.
    pub const MAPPING: &str = "mapping.toml";
    /// The file of the user's own rules.
    pub const RULES: &str = "rules.rq";
    /// The file of this description.
    pub const DESCRIPTION: &str = "dataset.toml";

    /// Says whether a name can be one of a dataset, and of a folder on any system.
    #[must_use]
    pub fn is_name(name: &str) -> bool {
        name.len() <= 100
            && name.starts_with(char::is_alphanumeric)
            && name
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
    }

    /// Returns the name of a release: that of the dataset, and its version.
    #[must_use]
    pub fn name_of(dataset: &str, version: &str) -> String {
        let whole = format!("{dataset}-{version}").to_lowercase();
        let mut name = String::new();
        for c in whole.chars().take(100) {
            let kept = c.is_alphanumeric() || matches!(c, '.' | '_');
            if kept || !name.ends_with('-') {
                name.push(if kept { c } else { '-' });
            }
        }
        name.trim_matches(['-', '.', '_']).to_owned()
    }
}

impl Kind {
    /// Returns the kind in words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Kind::Table => "table",
            Kind::LinkedData => "linked data",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Entry;

    #[test]
    fn names() {
        assert_eq!(Entry::name_of("ucdp-ged", "21.1"), "ucdp-ged-21.1");
        assert_eq!(Entry::name_of("pax", ""), "pax");
        assert_eq!(
            Entry::name_of("My events", "of 1/2/2020"),
            "my-events-of-1-2-2020"
        );
        assert!(Entry::is_name("ucdp-ged-21.1"));
        for bad in ["", ".hidden", "a/b", "..", "a b", "-x"] {
            assert!(!Entry::is_name(bad), "{bad}");
        }
    }
}
