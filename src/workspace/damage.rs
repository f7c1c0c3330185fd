//! What can be wrong with a stored dataset.

use thiserror::Error;

/// Damage to a file of a dataset.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Damage {
    #[error("{file} is missing")]
    Missing { file: String },
    #[error("{file} cannot be read: {reason}")]
    Unreadable { file: String, reason: String },
    #[error("{file} has {found} bytes instead of {expected}")]
    Length {
        file: String,
        found: u64,
        expected: u64,
    },
    #[error("{file} is not what was stored: its SHA-256 is {found} instead of {expected}")]
    Hash {
        file: String,
        found: String,
        expected: String,
    },
    #[error("{file} cannot be unpacked: {reason}")]
    Packing { file: String, reason: String },
    #[error("{file} holds a line that is no N-Quads: {line}")]
    Line { file: String, line: String },
    #[error("{file} holds {found} {what} instead of {expected}")]
    Count {
        file: String,
        what: &'static str,
        found: u64,
        expected: u64,
    },
}
