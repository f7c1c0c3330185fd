//! The formats of linked data that are read.

use oxigraph::io::{JsonLdProfileSet, RdfFormat};
use std::path::Path;

/// A serialisation of RDF.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    Turtle,
    TriG,
    NTriples,
    NQuads,
    RdfXml,
    JsonLd,
}

impl Format {
    /// The file endings that are understood.
    pub const ENDINGS: [&str; 9] = [
        ".ttl", ".trig", ".nt", ".nq", ".rdf", ".xml", ".owl", ".jsonld", ".json",
    ];

    /// Returns the format that a file's ending promises.
    ///
    /// `.owl` promises nothing, since ontologies are kept in several formats under that ending.
    #[must_use]
    pub fn from_path(path: &Path) -> Option<Format> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        match ending.as_str() {
            "ttl" | "turtle" => Some(Format::Turtle),
            "trig" => Some(Format::TriG),
            "nt" | "ntriples" => Some(Format::NTriples),
            "nq" | "nquads" => Some(Format::NQuads),
            "rdf" | "xml" => Some(Format::RdfXml),
            "jsonld" | "json" => Some(Format::JsonLd),
            _ => None,
        }
    }

    /// Returns the formats that a text may be in, the likeliest first; none when it does not look like linked data.
    #[must_use]
    pub fn sniff(text: &str) -> &'static [Format] {
        let start = first_token(text);
        let lower = start.get(..8).unwrap_or(start).to_ascii_lowercase();
        if lower.starts_with("<?xml") || lower.starts_with("<!doct") || lower.starts_with("<rdf:") {
            return &[Format::RdfXml];
        }
        match start.chars().next() {
            Some('{') => &[Format::JsonLd, Format::TriG],
            Some('[') => &[Format::TriG, Format::JsonLd],
            // TriG takes Turtle and N-Triples too.
            Some('<' | '@' | '(') => &[Format::TriG, Format::NQuads],
            Some('_') if start.starts_with("_:") => &[Format::TriG, Format::NQuads],
            _ if lower.starts_with("prefix ") || lower.starts_with("base ") => &[Format::TriG],
            _ => &[],
        }
    }

    /// Returns the name by which people know the format.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Format::Turtle => "Turtle",
            Format::TriG => "TriG",
            Format::NTriples => "N-Triples",
            Format::NQuads => "N-Quads",
            Format::RdfXml => "RDF/XML",
            Format::JsonLd => "JSON-LD",
        }
    }

    /// Returns the ending by which files of the format are known.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Format::Turtle => ".ttl",
            Format::TriG => ".trig",
            Format::NTriples => ".nt",
            Format::NQuads => ".nq",
            Format::RdfXml => ".rdf",
            Format::JsonLd => ".jsonld",
        }
    }

    pub(super) fn rdf(self) -> RdfFormat {
        match self {
            Format::Turtle => RdfFormat::Turtle,
            Format::TriG => RdfFormat::TriG,
            Format::NTriples => RdfFormat::NTriples,
            Format::NQuads => RdfFormat::NQuads,
            Format::RdfXml => RdfFormat::RdfXml,
            Format::JsonLd => RdfFormat::JsonLd {
                profile: JsonLdProfileSet::empty(),
            },
        }
    }
}

/// Returns the text from the first character that is neither space nor in a `#` comment.
fn first_token(text: &str) -> &str {
    let mut rest = text.trim_start();
    while rest.starts_with('#') {
        rest = rest
            .split_once('\n')
            .map_or("", |(_, rest)| rest)
            .trim_start();
    }
    rest
}
