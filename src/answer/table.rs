//! An answer as plain data: typed columns, rows with their evidence, notes that say what must be known to read it.

use serde::ser::{SerializeMap, SerializeStruct};
use serde::{Serialize, Serializer};

/// What an answer is, so that a reader knows how to draw it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Table,
    YesNo,
    Paths,
    Graph,
    Card,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnType {
    Actor,
    Situation,
    Place,
    Source,
    /// An EDTF text such as `2024-07-27` or `2012/2013`.
    Date,
    Integer,
    Number,
    Text,
    Boolean,
}

/// A column: a name that is unique in its answer, and a type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Column {
    pub name: String,
    #[serde(rename = "type")]
    pub kind: ColumnType,
}

/// The value of a cell.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// Nothing is recorded.
    Missing,
    Boolean(bool),
    Integer(i64),
    Number(f64),
    Text(String),
}

/// One cell, with what a researcher needs to defend it.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    pub value: Value,
    /// The IRI, when the cell is one thing.
    pub iri: Option<String>,
    /// The thing's label, when it has one.
    pub label: Option<String>,
    /// The thing's type in words, e.g. `private military company`.
    pub kind: Option<String>,
    /// The lowest certainty behind the cell when it is not `asserted`, e.g. `claimed`.
    pub certainty: Option<String>,
    /// Who says so, when somebody other than the source itself does.
    pub according_to: Vec<String>,
    /// Whether the cell only possibly belongs in the answer (an uncertain date or place); drawn as `~`.
    pub possible: bool,
    /// A short remark on the value, e.g. `year inferred`, `near`; drawn in brackets.
    pub remark: Option<String>,
    /// The single things, when the cell stands for several.
    pub items: Vec<Cell>,
}

/// One row and the situations that make it true.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// One cell a column, in their order.
    pub cells: Vec<Cell>,
    /// IRIs of the situations behind the row, in order of their dates.
    pub evidence: Vec<String>,
}

/// An actor of a network.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Node {
    pub iri: String,
    pub label: String,
    /// Its type in words.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// How far it is from those asked for.
    pub steps: usize,
}

/// An answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    pub question: String,
    /// The reading as one line that parses back to it.
    pub reading: String,
    pub kind: Kind,
    pub columns: Vec<Column>,
    /// At most the asked limit.
    pub rows: Vec<Row>,
    /// How many rows there are without a limit.
    pub total: usize,
    /// Of a network, its actors; its ties are the rows.
    pub nodes: Vec<Node>,
    /// What must be known to read the answer: marks, denials, lifetimes, what emptied it.
    pub notes: Vec<String>,
    /// The SPARQL 1.1 that ran.
    pub sparql: String,
}

impl Cell {
    /// Makes a cell of a bare value.
    #[must_use]
    pub fn of(value: Value) -> Self {
        Self {
            value,
            iri: None,
            label: None,
            kind: None,
            certainty: None,
            according_to: Vec::new(),
            possible: false,
            remark: None,
            items: Vec::new(),
        }
    }

    /// Makes a cell of a text.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::of(Value::Text(text.into()))
    }

    /// Makes a cell of a count.
    #[must_use]
    pub fn count(n: usize) -> Self {
        Self::of(Value::Integer(i64::try_from(n).unwrap_or(i64::MAX)))
    }

    /// Makes a cell where nothing is recorded.
    #[must_use]
    pub fn missing() -> Self {
        Self::of(Value::Missing)
    }

    /// Makes a cell of one thing.
    #[must_use]
    pub fn thing(iri: impl Into<String>, label: impl Into<String>) -> Self {
        let label = label.into();
        Self {
            iri: Some(iri.into()),
            label: Some(label.clone()),
            ..Self::text(label)
        }
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("value", &self.value)?;
        if let Some(iri) = &self.iri {
            map.serialize_entry("iri", iri)?;
        }
        if let Some(label) = &self.label {
            map.serialize_entry("label", label)?;
        }
        if let Some(kind) = &self.kind {
            map.serialize_entry("type", kind)?;
        }
        if let Some(certainty) = &self.certainty {
            map.serialize_entry("certainty", certainty)?;
        }
        if !self.according_to.is_empty() {
            map.serialize_entry("according_to", &self.according_to)?;
        }
        if self.possible {
            map.serialize_entry("possible", &true)?;
        }
        if let Some(remark) = &self.remark {
            map.serialize_entry("remark", remark)?;
        }
        if !self.items.is_empty() {
            map.serialize_entry("items", &self.items)?;
        }
        map.end()
    }
}

/// Serialises a row as an object by column name.
struct RowByName<'a>(&'a [Column], &'a Row);

impl Serialize for RowByName<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|c| &c.name).zip(&self.1.cells))
    }
}

impl Serialize for Answer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let rows: Vec<_> = self
            .rows
            .iter()
            .map(|r| RowByName(&self.columns, r))
            .collect();
        let mut object = serializer.serialize_struct("Answer", 8)?;
        object.serialize_field("question", &self.question)?;
        object.serialize_field("reading", &self.reading)?;
        object.serialize_field("kind", &self.kind)?;
        object.serialize_field("columns", &self.columns)?;
        object.serialize_field("rows", &rows)?;
        object.serialize_field("total", &self.total)?;
        if !self.nodes.is_empty() {
            object.serialize_field("nodes", &self.nodes)?;
        }
        object.serialize_field("notes", &self.notes)?;
        object.serialize_field("sparql", &self.sparql)?;
        object.end()
    }
}
