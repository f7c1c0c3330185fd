//! Reading linked data: a file becomes quads, each in the graph of the source that says it.

use super::vocabulary::SOURCE_NS;
use super::{Format, LoadError, Warning, WarningKind, blank, guard, packed};
use oxigraph::io::RdfParser;
use oxigraph::model::{GraphName, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, vocab::rdf};
use std::io::{self, Read};
use std::path::Path;

/// What one file says.
#[derive(Clone, Debug)]
pub struct Document {
    /// The graph of statements that stand outside named graphs.
    pub graph: NamedNode,
    /// All statements; none is in the default graph.
    pub quads: Vec<Quad>,
    pub format: Format,
    pub warnings: Vec<Warning>,
}

const SOURCE: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("https://w3id.org/allegiance/ns#Source");

/// Where statements come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The file's name, as errors show it.
    pub file: String,
    /// What the file's graph is called when the file does not say.
    pub slug: String,
    /// Tells its blank nodes from those of other files.
    pub number: usize,
}

impl Origin {
    /// Returns an origin called by the stem of the file's name.
    #[must_use]
    pub fn new(file: &str, number: usize) -> Origin {
        Origin {
            file: file.to_owned(),
            slug: slug(file),
            number,
        }
    }

    /// Returns the graph of a file that does not name its source.
    fn graph(&self) -> NamedNode {
        NamedNode::new(format!("{SOURCE_NS}{}", self.slug))
            .unwrap_or_else(|_| NamedNode::new_unchecked(format!("{SOURCE_NS}data")))
    }
}

/// Reads a file of linked data; `-` is standard input.
///
/// # Errors
///
/// When the file cannot be read, is empty, not UTF-8, in no known format or malformed.
pub fn read_file(path: &Path, origin: &Origin) -> Result<Document, LoadError> {
    let file = origin.file.clone();
    if path == Path::new("-") {
        let mut bytes = Vec::new();
        io::stdin()
            .lock()
            .read_to_end(&mut bytes)
            .map_err(|error| LoadError::Unreadable {
                file,
                reason: error.to_string(),
            })?;
        return read_bytes(origin, None, &bytes);
    }
    let bytes = std::fs::read(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => LoadError::NotFound { file: file.clone() },
        io::ErrorKind::IsADirectory => LoadError::Directory { file: file.clone() },
        _ if path.is_dir() => LoadError::Directory { file: file.clone() },
        _ => LoadError::Unreadable {
            file: file.clone(),
            reason: error.to_string(),
        },
    })?;
    read_bytes(origin, Format::from_path(path), &bytes)
}

/// Reads linked data from bytes; without a format, the text itself must show it.
///
/// Statements outside named graphs go to the graph named by the file's one `al:Source`, else to one named after the file.
/// Relative IRIs are resolved against that second name.
///
/// # Errors
///
/// As [`read_file`].
pub fn read_bytes(
    origin: &Origin,
    format: Option<Format>,
    bytes: &[u8],
) -> Result<Document, LoadError> {
    let file = origin.file.as_str();
    let unpacked = packed::unpack(file, bytes)?;
    let format = match &unpacked.name {
        Some(name) => format.or_else(|| Format::from_path(name)),
        None => format,
    };
    let text = text(file, &unpacked.bytes)?;
    let own = origin.graph();
    let (format, mut quads) = match format {
        Some(format) => (
            format,
            parse(file, format, text, &own).map_err(|error| promised(error, format, text))?,
        ),
        None => parse_any(file, text, &own)?,
    };
    if quads.is_empty() {
        return Err(LoadError::NoStatements {
            file: file.to_owned(),
            format: format.name(),
        });
    }
    let mut warnings = Vec::new();
    blank::rename(&mut quads, &own, origin.number);
    let graph = source_graph(file, &quads, &mut warnings).unwrap_or(own);
    for quad in &mut quads {
        if quad.graph_name.is_default_graph() {
            quad.graph_name = GraphName::NamedNode(graph.clone());
        }
    }
    Ok(Document {
        graph,
        quads,
        format,
        warnings,
    })
}

/// Returns a file's stem as it stands in an IRI: letters and digits in lower case, hyphens between them.
#[must_use]
pub fn slug(file: &str) -> String {
    let stem = Path::new(file)
        .file_stem()
        .and_then(|stem| stem.to_str())
        .unwrap_or_default();
    let words: Vec<String> = stem
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    if words.is_empty() {
        "data".to_owned()
    } else {
        words.join("-")
    }
}

/// Returns the one source that the file describes; with several, each must put its statements into its own named graph.
fn source_graph(file: &str, quads: &[Quad], warnings: &mut Vec<Warning>) -> Option<NamedNode> {
    let mut sources: Vec<&NamedNode> = quads
        .iter()
        .filter(|quad| quad.predicate == rdf::TYPE && quad.object == SOURCE.into())
        .filter_map(|quad| match &quad.subject {
            NamedOrBlankNode::NamedNode(source) => Some(source),
            NamedOrBlankNode::BlankNode(_) => None,
        })
        .collect();
    sources.sort_unstable();
    sources.dedup();
    match sources.as_slice() {
        [source] => Some((*source).clone()),
        [] => None,
        _ => {
            if quads.iter().any(|quad| quad.graph_name.is_default_graph()) {
                warnings.push(Warning {
                    kind: WarningKind::SeveralSources,
                    source: file.to_owned(),
                    subject: String::new(),
                    message: format!(
                        "{} sources are described; statements outside named graphs are filed under the file's name",
                        sources.len()
                    ),
                });
            }
            None
        }
    }
}

/// Returns the text without its byte order mark.
fn text<'a>(file: &str, bytes: &'a [u8]) -> Result<&'a str, LoadError> {
    let file_name = || file.to_owned();
    let kind = match bytes {
        [0x28, 0xb5, 0x2f, 0xfd, ..] => Some("packed by zstd"),
        [0xfd, b'7', b'z', ..] => Some("packed by xz"),
        [b'B', b'Z', b'h', ..] => Some("packed by bzip2"),
        [b'7', b'z', 0xbc, ..] => Some("packed by 7-Zip"),
        _ => None,
    };
    if let Some(kind) = kind {
        return Err(LoadError::Compressed {
            file: file_name(),
            kind,
        });
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let line_start = valid
            .iter()
            .rposition(|byte| *byte == b'\n')
            .map_or(0, |position| position + 1);
        let line_text = String::from_utf8_lossy(valid.get(line_start..).unwrap_or_default());
        LoadError::NotUtf8 {
            file: file_name(),
            line: count(valid.iter().filter(|byte| **byte == b'\n').count()) + 1,
            column: count(line_text.chars().count()) + 1,
        }
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        return Err(LoadError::Empty { file: file_name() });
    }
    Ok(text)
}

fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}

/// Tells a text that is in another format than the file's ending promises from one with a slip.
fn promised(error: LoadError, format: Format, text: &str) -> LoadError {
    let LoadError::Syntax { file, line, .. } = &error else {
        return error;
    };
    let found = match Format::sniff(text).first() {
        Some(found) => (found.name(), found.ending()),
        None if looks_like_table(text) => ("a table", ".csv"),
        None => return error,
    };
    // Turtle, N-Triples and their kin begin alike.
    let alike = |name: &str| !matches!(name, "RDF/XML" | "JSON-LD" | "a table");
    if found.0 == format.name() || alike(found.0) && alike(format.name()) {
        return error;
    }
    LoadError::OtherFormat {
        file: file.clone(),
        line: *line,
        format: format.name(),
        found: found.0,
        ending: found.1,
    }
}

/// Says whether the first two lines have the same number of commas, semicolons or tabs.
fn looks_like_table(text: &str) -> bool {
    let mut lines = text.lines();
    let (Some(first), Some(second)) = (lines.next(), lines.next()) else {
        return false;
    };
    [',', ';', '\t'].iter().any(|separator| {
        let count = first.matches(*separator).count();
        count > 0 && second.matches(*separator).count() == count
    })
}

/// Tries what the text may be; when all fail, the first and likeliest says why.
fn parse_any(file: &str, text: &str, base: &NamedNode) -> Result<(Format, Vec<Quad>), LoadError> {
    let mut first = None;
    for format in Format::sniff(text) {
        match parse(file, *format, text, base) {
            Ok(quads) => return Ok((*format, quads)),
            Err(error) => first = first.or(Some(error)),
        }
    }
    Err(first.unwrap_or_else(|| LoadError::UnknownFormat {
        file: file.to_owned(),
    }))
}

fn parse(file: &str, format: Format, text: &str, base: &NamedNode) -> Result<Vec<Quad>, LoadError> {
    match format {
        Format::JsonLd => guard::json(file, text)?,
        Format::RdfXml => guard::xml(file, text)?,
        _ => (),
    }
    let parser = RdfParser::from_format(format.rdf());
    let parser = match parser.clone().with_base_iri(base.as_str()) {
        Ok(parser) => parser,
        Err(_) => parser,
    };
    parser
        .for_slice(text)
        .collect::<Result<Vec<Quad>, _>>()
        .map_err(|error| {
            let message = bare_message(&error.to_string());
            if message.contains("LoadDocumentCallback") {
                let (line, address) = guard::remote_context(text).unzip();
                return LoadError::RemoteContext {
                    file: file.to_owned(),
                    line,
                    address,
                };
            }
            let start = error.location().map(|location| location.start);
            LoadError::Syntax {
                file: file.to_owned(),
                line: start.map(|start| start.line + 1),
                column: start.map(|start| start.column + 1),
                message,
                format: format.name(),
            }
        })
}

/// Returns the reader's message without the place, which is told apart.
fn bare_message(message: &str) -> String {
    message
        .strip_prefix("Parser error ")
        .and_then(|rest| rest.split_once(": "))
        .map_or(message, |(_, message)| message)
        .to_owned()
}
