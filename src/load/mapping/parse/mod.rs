//! From the text of a TOML file to a mapping, with every problem at its own line.

mod check;
mod choices;
mod columns;
mod dataset;
mod situations;
mod things;
mod tree;

use super::model::{ColumnId, Mapping};
use super::problem::{MappingError, Problem};
use super::vocabulary::Vocabulary;
use columns::Columns;
use rustc_hash::FxHashMap;
use toml::de::DeTable;
use tree::{Problems, Section, Text};

/// The sections of a mapping file.
const SECTIONS: [&str; 6] = [
    "dataset",
    "file",
    "layout",
    "columns",
    "things",
    "situations",
];

impl Mapping {
    /// Reads a mapping file and checks it against the ontology.
    ///
    /// # Errors
    /// All problems of the file.
    pub fn parse(file: &str, text: &str, vocabulary: &Vocabulary) -> Result<Mapping, MappingError> {
        let failed = |problems: Vec<Problem>| MappingError {
            file: file.to_owned(),
            text: text.to_owned(),
            problems,
        };
        let root = DeTable::parse(text).map_err(|error| {
            failed(vec![Problem {
                message: error.message().to_owned(),
                span: error.span().unwrap_or_default(),
                candidates: Vec::new(),
                help: "the file is TOML: [section] lines, and name = \"value\" lines under them"
                    .to_owned(),
            }])
        })?;
        let mut reader = Reader {
            problems: Problems::default(),
            columns: Columns::default(),
            vocabulary,
            things: FxHashMap::default(),
            situations: FxHashMap::default(),
        };
        let mapping = reader.mapping(root.get_ref());
        match mapping {
            Some(mapping) if reader.problems.found.is_empty() => Ok(mapping),
            _ => {
                let mut problems = reader.problems.found;
                problems.sort_by_key(|problem| problem.span.start);
                Err(failed(problems))
            }
        }
    }
}

/// What is known while a mapping is read.
struct Reader<'v> {
    problems: Problems,
    columns: Columns,
    vocabulary: &'v Vocabulary,
    things: FxHashMap<String, usize>,
    situations: FxHashMap<String, usize>,
}

impl Reader<'_> {
    fn mapping<'t>(&mut self, root: &'t DeTable<'t>) -> Option<Mapping> {
        let mut nodes: FxHashMap<&str, tree::Node<'t>> = FxHashMap::default();
        for (key, value) in root {
            let name: &str = key.get_ref();
            if SECTIONS.contains(&name) {
                nodes.insert(name, value);
            } else {
                let key = Text {
                    value: name.to_owned(),
                    span: key.span(),
                };
                let help = format!(
                    "a mapping has the sections {}",
                    SECTIONS.map(|s| format!("[{s}]")).join(" ")
                );
                self.problems.unknown("section", &key, SECTIONS, help);
            }
        }
        let Some(dataset) = nodes.get("dataset") else {
            self.problems.add(
                0..0,
                "the section [dataset] is missing",
                "it needs a name, a title and a version",
            );
            return None;
        };
        let file = nodes
            .get("file")
            .map(|node| self.file(node))
            .unwrap_or_default();
        if let Some(node) = nodes.get("columns") {
            self.columns(node);
        }
        let entries = |problems: &mut Problems, name: &str| -> Vec<(Text, tree::Node<'t>)> {
            let section: Option<Section<'t>> =
                nodes.get(name).and_then(|node| problems.open(node, name));
            section.map(|section| section.entries()).unwrap_or_default()
        };
        let things = entries(&mut self.problems, "things");
        let situations = entries(&mut self.problems, "situations");
        let numbered = |entries: &[(Text, tree::Node<'t>)]| {
            let names = entries.iter().enumerate();
            names
                .map(|(index, (name, _))| (name.value.clone(), index))
                .collect()
        };
        self.things = numbered(&things);
        self.situations = numbered(&situations);
        for (name, _) in &situations {
            if self.things.contains_key(&name.value) {
                let message = format!("\"{}\" is a thing and a situation", name.value);
                self.problems
                    .add(name.span.clone(), message, "give one of them another name");
            }
        }
        let dataset = self.dataset(dataset);
        let layouts = nodes
            .get("layout")
            .map(|node| self.layouts(node))
            .unwrap_or_default();
        let mut parsed = Vec::new();
        for (name, node) in &things {
            parsed.push(self.thing(name, node));
        }
        let things: Option<Vec<_>> = parsed.into_iter().collect();
        let mut parsed = Vec::new();
        for (name, node) in &situations {
            parsed.push(self.situation(name, node, things.as_deref().unwrap_or_default()));
        }
        let situations: Option<Vec<_>> = parsed.into_iter().collect();
        let (mut things, situations) = (things?, situations?);
        if situations.is_empty() && !things.iter().any(|thing| thing.listed) {
            let help = "add [situations.NAME], or list a thing with `listed = true`";
            self.problems
                .add(0..0, "the mapping makes no situation", help);
        }
        for index in 0..things.len() {
            let inputs = inputs(&things, &self.columns.list, index);
            if let Some(thing) = things.get_mut(index) {
                thing.inputs = inputs;
            }
        }
        Some(Mapping {
            dataset: dataset?,
            file,
            layouts,
            columns: std::mem::take(&mut self.columns.list),
            things,
            situations,
        })
    }
}

/// Returns the columns on which a thing depends, those of the things around it included.
fn inputs(
    things: &[super::model::Thing],
    columns: &[super::model::Column],
    index: usize,
) -> Vec<ColumnId> {
    let (mut seen, mut inputs) = (vec![index], Vec::new());
    let mut at = 0;
    while let Some(thing) = seen.get(at).and_then(|index| things.get(*index)) {
        at += 1;
        inputs.extend(thing.columns());
        let others = [
            &thing.within,
            &thing.unit_of,
            &thing.part_of,
            &thing.country,
        ];
        for other in others.into_iter().flatten() {
            if !seen.contains(other) {
                seen.push(*other);
            }
        }
    }
    let mut roots: Vec<ColumnId> = inputs
        .into_iter()
        .map(|column| root(columns, column))
        .collect();
    roots.sort_unstable();
    roots.dedup();
    roots
}

/// Returns the column of the file that a column is taken from.
fn root(columns: &[super::model::Column], column: ColumnId) -> ColumnId {
    match columns.get(column).map(|column| &column.from) {
        Some(super::model::ColumnSource::Taken { of, .. }) => root(columns, *of),
        _ => column,
    }
}
