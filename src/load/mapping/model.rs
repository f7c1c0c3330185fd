//! A mapping as it is used: everything that its TOML file says, with names resolved.

use super::condition::Condition;
use super::date::DateFormat;
use super::text::{Pattern, Template};
use rustc_hash::FxHashMap;

/// The position of a column in [`Mapping::columns`].
pub(super) type ColumnId = usize;
/// The position of a thing in [`Mapping::things`].
pub(super) type ThingId = usize;

/// Says which column of a table fills which part of which situation.
#[derive(Clone, Debug, PartialEq)]
pub struct Mapping {
    pub dataset: Dataset,
    pub file: FileRules,
    /// The headers by which a file is recognised.
    pub layouts: Vec<Layout>,
    pub(super) columns: Vec<Column>,
    pub(super) things: Vec<Thing>,
    pub(super) situations: Vec<Situation>,
}

/// What is said of the dataset as a whole.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dataset {
    /// The name by which it is loaded; with the version, that of its graph.
    pub name: String,
    pub title: String,
    pub(super) version: Option<Template>,
    pub publisher: Option<String>,
    pub licence: Option<String>,
    /// Whether its rows may be passed on.
    pub redistributable: Option<bool>,
    pub citation: Option<String>,
    pub homepage: Option<String>,
    pub comment: Option<String>,
    pub coverage: Coverage,
}

/// What the dataset means to cover; outside of it, a missing event says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// An EDTF interval.
    pub time: Option<String>,
    pub places: Vec<String>,
    /// Classes of situations and actors.
    pub classes: Vec<String>,
}

/// How the file is read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FileRules {
    pub encoding: Option<&'static encoding_rs::Encoding>,
    pub separator: Option<u8>,
    pub sheet: Option<String>,
    pub skip: usize,
    /// What stands for a missing value in every column.
    pub missing: Vec<String>,
    /// Columns that not every release has.
    pub optional: Vec<String>,
}

/// A header by which a file is recognised.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// What the layout is called in lists.
    pub name: String,
    /// Columns that must all be there.
    pub columns: Vec<String>,
    /// Columns of which none may be there.
    pub without: Vec<String>,
    /// Patterns of the file's name that tell the version.
    pub(super) files: Vec<Pattern>,
    pub version: Option<String>,
    /// The columns of a file without a header, in order.
    pub header: Vec<String>,
    /// What cells of the first row must be in a file without a header.
    pub looks: Vec<(String, CellKind)>,
}

/// What a cell looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellKind {
    Number,
    Date,
    Text,
}

/// A column under the name that the mapping gives it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Column {
    pub name: String,
    pub from: ColumnSource,
    pub missing: Vec<String>,
    /// What stands between the values of a list.
    pub list: Option<String>,
    /// What the values are written as instead.
    pub codes: FxHashMap<String, String>,
    /// Ways to write dates, tried in order.
    pub dates: Vec<DateFormat>,
    /// Decimals after which a number is cut off.
    pub decimals: Option<usize>,
    /// Whether a file may lack it.
    pub optional: bool,
    /// Byte in the TOML file where it is first used.
    pub used_at: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum ColumnSource {
    /// The first of these that the file has.
    File(Vec<String>),
    /// What one of the patterns takes of another column.
    Taken {
        of: ColumnId,
        patterns: Vec<Pattern>,
        name: String,
    },
    /// A part of the file's name, told by the layout.
    FileName(String),
}

/// One of several values, by code or by condition; several values stand for several classes, or for the first that fits.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Choice {
    Always(Vec<String>),
    Codes {
        column: ColumnId,
        codes: FxHashMap<String, Vec<String>>,
        otherwise: Option<Vec<String>>,
    },
    Cases(Vec<(Option<Condition>, Vec<String>)>),
}

/// An actor, place or episode that rows mention.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Thing {
    pub name: String,
    pub condition: Option<Condition>,
    /// Columns whose lists are gone through side by side.
    pub each: Vec<ColumnId>,
    /// The first of these whose columns have values.
    pub ids: Vec<Template>,
    pub class: Choice,
    pub labels: Vec<Template>,
    pub aliases: Vec<Template>,
    pub abbreviations: Vec<Template>,
    /// Codes by which a state or country is found.
    pub codes: Vec<(String, Template)>,
    /// Whether the codes find a country and not a state.
    pub is_country: bool,
    /// When it names nobody, so that it stays with its situation.
    pub placeholder: Option<Condition>,
    pub notations: Vec<(String, Template)>,
    /// The first of these that exists.
    pub within: Vec<ThingId>,
    pub unit_of: Vec<ThingId>,
    pub part_of: Vec<ThingId>,
    pub country: Vec<ThingId>,
    pub point: Option<(Template, Template)>,
    pub lifetime: Option<(Option<Template>, Option<Template>)>,
    pub values: Vec<Value>,
    /// Whether every row tells of it, even if no situation uses it.
    pub listed: bool,
    /// The columns on which it depends, directly or through others.
    pub inputs: Vec<ColumnId>,
}

/// A statement with a text, a number, a date or a concept as its value.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Value {
    pub property: String,
    pub template: Template,
    pub kind: ValueKind,
    pub condition: Option<Condition>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ValueKind {
    Text,
    Integer,
    Date,
    /// A concept of a code list.
    Concept,
    /// A page on the web.
    Page,
    /// A term of the ontology.
    Term,
}

/// What fills a role or another part of a situation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    Thing(ThingId),
    Situation(usize),
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Fill {
    pub role: String,
    pub targets: Vec<Target>,
    pub condition: Option<Condition>,
}

/// A situation that a row tells of.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Situation {
    pub name: String,
    pub condition: Option<Condition>,
    pub each: Vec<ColumnId>,
    /// The first of these whose columns have values.
    pub ids: Vec<Template>,
    /// Whether each row is a situation of its own.
    pub once: bool,
    pub class: Choice,
    pub label: Option<Template>,
    pub fills: Vec<Fill>,
    /// Names of things, by precision.
    pub place: Option<Choice>,
    pub place_things: FxHashMap<String, ThingId>,
    pub places: Vec<ThingId>,
    pub near: Option<Condition>,
    pub part_of: Vec<Target>,
    pub time: Option<Time>,
    pub figures: Vec<Figure>,
    pub certainty: Option<Choice>,
    pub status: Option<Choice>,
    pub speaker: Option<ThingId>,
    pub sources: Vec<Template>,
    pub notations: Vec<(String, Template)>,
    pub values: Vec<Value>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Time {
    pub start: Option<When>,
    pub end: Option<When>,
    pub precision: Option<Choice>,
    /// When there is no end because it goes on.
    pub ongoing: Option<Condition>,
    pub as_of: Option<Template>,
    /// When it had begun before the start.
    pub begun_by: Option<Condition>,
    pub approximate: Option<Condition>,
    /// Another column that gives the start too.
    pub check: Option<ColumnId>,
    /// The year of a row that joins the rows of the years beside it.
    pub spell: Option<Template>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum When {
    Whole(ColumnId),
    Fixed(String),
    Parts {
        year: ColumnId,
        month: Option<ColumnId>,
        day: Option<ColumnId>,
    },
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Figure {
    pub measure: String,
    pub low: Option<ColumnId>,
    pub best: Option<ColumnId>,
    pub high: Option<ColumnId>,
    pub of: Option<ThingId>,
    pub condition: Option<Condition>,
    pub parts: Vec<Figure>,
}
