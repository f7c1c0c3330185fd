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
    /// Packed in a way that is not undone.
    #[error("{file} is {kind}")]
    Compressed { file: String, kind: &'static str },
    /// A packed file that ends early or whose checksum is wrong.
    #[error("{file} is cut off or damaged: {reason}")]
    Damaged { file: String, reason: String },
    /// A few bytes that unpack to gigabytes.
    #[error("{file} unpacks to more than {times} times its size")]
    Bomb { file: String, times: u64 },
    /// A zip archive with no file of linked data, or with several.
    #[error("{file} holds {} of linked data{}", if *.several { "several files" } else { "no file" }, list(.names))]
    Archive {
        file: String,
        several: bool,
        names: Vec<String>,
    },
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
    /// The file's ending promises one format and its text shows another.
    #[error("{}: the ending promises {format}, the text looks like {found}", place(.file, *.line, None))]
    OtherFormat {
        file: String,
        line: Option<u64>,
        format: &'static str,
        found: &'static str,
        /// The ending that fits the text.
        ending: &'static str,
    },
    /// JSON-LD that points at a context elsewhere; nothing is ever fetched.
    #[error("{}: the JSON-LD context {} is on the web, and nothing is fetched", place(.file, *.line, None), .address.as_deref().unwrap_or("of the file"))]
    RemoteContext {
        file: String,
        line: Option<u64>,
        address: Option<String>,
    },
    #[error("{file} is nested more than {limit} levels deep")]
    TooDeep { file: String, limit: usize },
    /// An XML entity that would grow when it is put in.
    #[error("{file}: the XML entity \"{entity}\" is too long or refers to other entities")]
    Entity { file: String, entity: String },
    /// An XML entity whose text stands in another file or on the web.
    #[error("{file}:{line}: the XML entity \"{entity}\" stands elsewhere, and nothing is fetched")]
    ExternalEntity {
        file: String,
        line: u64,
        entity: String,
    },
}

fn list(names: &[String]) -> String {
    const MOST: usize = 6;
    if names.is_empty() {
        return String::new();
    }
    let shown: Vec<&str> = names.iter().take(MOST).map(String::as_str).collect();
    let more = if names.len() > MOST {
        " and others"
    } else {
        ""
    };
    format!(": {}{more}", shown.join(", "))
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
            LoadError::Damaged { .. } => {
                "fetch or save the file again: it was not written completely".to_owned()
            }
            LoadError::Bomb { .. } => {
                "unpack it yourself if you trust where it came from".to_owned()
            }
            LoadError::Archive { several: true, .. } => {
                "unpack it and load the files one by one".to_owned()
            }
            LoadError::Archive { .. } => format!(
                "linked data in archives is known by the endings {}",
                super::Format::ENDINGS.join(" ")
            ),
            LoadError::OtherFormat { ending, .. } => format!("rename the file to end in {ending}"),
            LoadError::UnknownFormat { .. } => format!(
                "linked data is read from files ending in {}",
                super::Format::ENDINGS.join(" ")
            ),
            LoadError::Syntax {
                message, format, ..
            } => syntax_remedy(message, format),
            LoadError::RemoteContext { .. } => {
                "write what stands at that address into the file itself, in place of the address"
                    .to_owned()
            }
            LoadError::TooDeep { .. } => "write nested things one after the other".to_owned(),
            LoadError::ExternalEntity { .. } => {
                "write its text where it is used, and take the declaration out".to_owned()
            }
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
