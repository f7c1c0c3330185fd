//! Why a file cannot be loaded, and what to do about it.

use thiserror::Error;

/// A file that cannot be loaded. Lines and columns count from 1.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum LoadError {
    #[error("{file}: there is no such file")]
    NotFound { file: String },
    #[error("{file} is a directory, not a file")]
    Directory { file: String },
    #[error("{file} cannot be read: {reason}")]
    Unreadable { file: String, reason: String },
    #[error("{file} is empty")]
    Empty { file: String },
    /// Well-formed, but without a single statement.
    #[error("{file} holds no statements")]
    NoStatements { file: String, format: &'static str },
    #[error("{file}:{line}:{column}: the text is not UTF-8")]
    NotUtf8 {
        file: String,
        line: u64,
        column: u64,
    },
    #[error("{file} is compressed ({kind})")]
    Compressed { file: String, kind: &'static str },
    #[error("{file}: what kind of file this is cannot be told")]
    UnknownFormat { file: String },
    #[error("{}: {message}", place(.file, *.line, *.column))]
    Syntax {
        file: String,
        line: Option<u64>,
        column: Option<u64>,
        message: String,
        format: &'static str,
    },
    /// JSON-LD that points at a context elsewhere; nothing is ever fetched.
    #[error("{file} refers to a JSON-LD context on the web, which is not fetched")]
    RemoteContext { file: String },
    #[error("{file} is nested more than {limit} levels deep")]
    TooDeep { file: String, limit: usize },
    /// An XML entity that would grow when it is put in.
    #[error("{file}: the XML entity \"{entity}\" is too long or refers to other entities")]
    Entity { file: String, entity: String },
}

fn place(file: &str, line: Option<u64>, column: Option<u64>) -> String {
    match (line, column) {
        (Some(line), Some(column)) => format!("{file}:{line}:{column}"),
        (Some(line), None) => format!("{file}:{line}"),
        _ => file.to_owned(),
    }
}

impl LoadError {
    /// Returns one line that says how to put it right.
    #[must_use]
    pub fn remedy(&self) -> String {
        match self {
            LoadError::NotFound { .. } => {
                "check the path; the bundled datasets are named `sahel` and `reference`".to_owned()
            }
            LoadError::Directory { .. } => {
                "give the files in it one by one, each with its own --data".to_owned()
            }
            LoadError::Unreadable { .. } => "check the permissions of the file".to_owned(),
            LoadError::Empty { .. } => "check that the file was written completely".to_owned(),
            LoadError::NoStatements { format, .. } if *format == "JSON-LD" => {
                "JSON needs an @context that says what its names mean".to_owned()
            }
            LoadError::NoStatements { .. } => {
                "the file has at most prefixes and comments; add statements".to_owned()
            }
            LoadError::NotUtf8 { .. } => {
                "save the file as UTF-8 (in a text editor: Save as, encoding UTF-8)".to_owned()
            }
            LoadError::Compressed { .. } => "unpack it first".to_owned(),
            LoadError::UnknownFormat { .. } => format!(
                "linked data is read from files ending in {}",
                super::Format::ENDINGS.join(" ")
            ),
            LoadError::Syntax {
                message, format, ..
            } => syntax_remedy(message, format),
            LoadError::RemoteContext { .. } => {
                "put the context into the file itself, in place of its address".to_owned()
            }
            LoadError::TooDeep { .. } => "write nested things one after the other".to_owned(),
            LoadError::Entity { .. } => "write the entity out where it is used".to_owned(),
        }
    }
}

/// Returns the remedy for the slips that are common, else where to look.
fn syntax_remedy(message: &str, format: &str) -> String {
    let undeclared = message
        .strip_prefix("The prefix ")
        .and_then(|rest| rest.split_once(": has not been declared"));
    if let Some((prefix, _)) = undeclared {
        return format!("add a line `@prefix {prefix}: <…> .` at the top of the file");
    }
    let remedies = [
        (
            "A dot is expected",
            "end the statement before it with a full stop",
        ),
        (
            "Unexpected end",
            "a quotation mark, a bracket or the last full stop is missing before the end of the file",
        ),
        (
            "Invalid IRI",
            "an IRI between < and > has no spaces or quotation marks; write %20 for a space",
        ),
        ("should end with a ']'", "close the [ with a ]"),
        (
            "not a valid subject",
            "a statement begins with <…>, a prefixed name or [ ]; look for a full stop too many",
        ),
        (
            "not a valid predicate",
            "after the subject comes <…>, a prefixed name or `a`; look for a missing ; or a full stop",
        ),
        (
            "not a valid RDF object",
            "an object is <…>, a prefixed name, a number or a text between straight quotation marks",
        ),
        ("Trailing commas", "remove the comma before the bracket"),
        (
            "XML namespaces are required",
            "this is XML but not RDF/XML, or its closing tags do not match",
        ),
        (
            "!ENTITY",
            "declare entities as <!ENTITY name \"value\"> or write them out",
        ),
    ];
    remedies
        .iter()
        .find(|(part, _)| message.contains(part))
        .map_or_else(
            || format!("look at the {format} there and in the line before"),
            |(_, remedy)| (*remedy).to_owned(),
        )
}
