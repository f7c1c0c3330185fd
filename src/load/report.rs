//! What was odd about the data: told once, never in the way of the good rows.

use serde::Serialize;
use std::fmt;

/// Something that loading noticed and how it went on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Warning {
    pub kind: WarningKind,
    /// The file or the graph in which it was found.
    pub source: String,
    /// What it is about: an IRI or a name; empty when it is the whole file.
    pub subject: String,
    /// What is wrong and what was done, in one line.
    pub message: String,
}

/// The kinds of warnings, for scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum WarningKind {
    /// A date that is not EDTF or not `xsd:date`: the situation is kept, undated.
    BadDate,
    /// Sources date one situation differently: the bounds span them all.
    DatesDiffer,
    /// A figure that is no number, negative, or out of order.
    BadFigure,
    /// A day number or other derived statement in the data: computed anew.
    DerivedInData,
    /// Several sources are described in one file.
    SeveralSources,
    /// The same file was given twice.
    GivenTwice,
    /// A role filled by a text instead of an actor or a situation.
    TextInRole,
    /// Something has roles but no class of situation: questions do not find it.
    NoClass,
    /// Words that a file adds to the vocabulary are faulty and left out.
    BadVocabulary,
    /// Rows or values of a table were left out.
    SetAside,
    /// Rules made what no question would find, or nothing.
    Rules,
    /// A term in the ontology's namespace that nobody declares: questions pass it over.
    UnknownTerm,
    /// Nothing in the file is an actor, a place or a situation.
    NothingKnown,
    /// A workspace without a dataset.
    EmptyWorkspace,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.source)?;
        if !self.subject.is_empty() {
            write!(f, "{}: ", self.subject)?;
        }
        f.write_str(&self.message)
    }
}
