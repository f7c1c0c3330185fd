//! A mapping together with the header of one file: where each column stands, and which values count as missing.

use super::model::{CellKind, ColumnId, ColumnSource, Layout, Mapping};
use super::problem::near;
use super::text::{Part, Template};
use crate::load::table::{ChunkRow, Head, Plan, TableError};
use rustc_hash::FxHashMap;

/// What stands for a missing value where a mapping does not say.
pub(super) const MISSING: [&str; 7] = ["", "NA", "N/A", "n/a", "NULL", "null", "."];

/// A mapping whose columns are found in a file.
pub(super) struct Bound<'m> {
    pub mapping: &'m Mapping,
    pub plan: Plan,
    /// For each column of the mapping where its cells stand in a chunk.
    positions: Vec<Option<usize>>,
    missing: Vec<&'m str>,
    /// What the file's name tells.
    pub parts: FxHashMap<String, String>,
}

/// Returns a column's name without what exports differ in: case, spaces around it, and inner spaces or dots.
pub(super) fn folded(name: &str) -> String {
    name.trim().to_lowercase().replace([' ', '.'], "_")
}

impl<'m> Bound<'m> {
    /// Finds the columns of a mapping in the header of a file, or in the layout's own when the file has none.
    pub(super) fn new(
        mapping: &'m Mapping,
        layout: Option<&Layout>,
        headerless: bool,
        head: &Head,
    ) -> Result<Bound<'m>, TableError> {
        let header: Vec<&str> = match layout {
            Some(layout) if headerless => layout.header.iter().map(String::as_str).collect(),
            _ => head.first.iter().map(String::as_str).collect(),
        };
        let mut plan = Plan {
            headerless,
            encoding: mapping.file.encoding,
            ..Plan::default()
        };
        let mut positions = Vec::new();
        for column in &mapping.columns {
            let ColumnSource::File(names) = &column.from else {
                positions.push(None);
                continue;
            };
            let found = find(&header, names, &head.file)?;
            let Some(found) = found else {
                let first = names.first().map_or(column.name.as_str(), String::as_str);
                let row_number = column.name == "row";
                let optional = row_number
                    || column.optional
                    || mapping
                        .file
                        .optional
                        .iter()
                        .any(|name| *name == column.name || name == first);
                // With several layouts, what is not in this one is missing in it.
                let elsewhere = layout
                    .is_some_and(|layout| !layout.columns.iter().any(|name| names.contains(name)));
                if optional || mapping.layouts.len() > 1 && elsewhere {
                    positions.push(None);
                    continue;
                }
                return Err(TableError::NoColumn {
                    file: head.file.clone(),
                    column: first.to_owned(),
                    mapping: mapping.dataset.name.clone(),
                    like: near(first, header.iter().copied()),
                });
            };
            let known = plan.columns.iter().position(|column| *column == found);
            let position = known.unwrap_or_else(|| {
                plan.columns.push(found);
                plan.names
                    .push(header.get(found).copied().unwrap_or_default().to_owned());
                plan.columns.len() - 1
            });
            positions.push(Some(position));
        }
        let missing = if mapping.file.missing.is_empty() {
            MISSING.to_vec()
        } else {
            let stated = mapping.file.missing.iter().map(String::as_str);
            stated.chain([""]).collect()
        };
        let parts = layout
            .map(|layout| layout.parts(&head.file))
            .unwrap_or_default();
        Ok(Bound {
            mapping,
            plan,
            positions,
            missing,
            parts,
        })
    }

    /// Returns the name of a column in the file.
    pub(super) fn name(&self, column: ColumnId) -> &str {
        let own = self.mapping.columns.get(column);
        if let Some(ColumnSource::Taken { of, .. }) = own.map(|column| &column.from) {
            return self.name(*of);
        }
        let position = self.positions.get(column).copied().flatten();
        let name = position.and_then(|position| self.plan.names.get(position));
        name.or(own.map(|column| &column.name))
            .map_or("", String::as_str)
    }
}

fn find(header: &[&str], names: &[String], file: &str) -> Result<Option<usize>, TableError> {
    for name in names {
        let exact: Vec<usize> = header
            .iter()
            .enumerate()
            .filter(|(_, own)| *own == name)
            .map(|(at, _)| at)
            .collect();
        match exact.as_slice() {
            [] => {}
            [at] => return Ok(Some(*at)),
            _ => {
                return Err(TableError::TwoColumns {
                    file: file.to_owned(),
                    column: name.clone(),
                });
            }
        }
        let name = folded(name);
        if let Some(at) = header.iter().position(|own| folded(own) == name) {
            return Ok(Some(at));
        }
    }
    Ok(None)
}

impl Layout {
    /// Returns what the patterns take of a file's name, without its endings.
    fn parts(&self, file: &str) -> FxHashMap<String, String> {
        let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
        let mut stem = name;
        for ending in [
            ".gz", ".zip", ".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xls", ".ods",
        ] {
            stem = stem.strip_suffix(ending).unwrap_or(stem);
        }
        let mut parts = FxHashMap::default();
        for pattern in &self.files {
            for part in pattern.names() {
                if let Some(Some(text)) = pattern.take(stem, part) {
                    parts
                        .entry(part.to_owned())
                        .or_insert_with(|| text.to_owned());
                }
            }
        }
        if let Some(version) = &self.version {
            parts
                .entry("version".to_owned())
                .or_insert_with(|| version.clone());
        }
        parts
    }
}

/// One row, with the element of its lists that is looked at.
#[derive(Clone, Copy)]
pub(super) struct RowView<'a> {
    pub bound: &'a Bound<'a>,
    pub row: ChunkRow<'a>,
    /// The row's number as text.
    pub number: &'a str,
    pub each: &'a [ColumnId],
    pub element: Option<usize>,
}

impl<'a> RowView<'a> {
    /// Returns the value of a column, or `None` where it is missing.
    pub(super) fn value(&self, id: ColumnId) -> Option<&'a str> {
        let bound: &'a Bound<'a> = self.bound;
        let column = bound.mapping.columns.get(id)?;
        match &column.from {
            ColumnSource::File(names) => {
                let Some(position) = bound.positions.get(id).copied().flatten() else {
                    // A column of the file's own goes before the number of the row.
                    return (names.len() == 1 && column.name == "row").then_some(self.number);
                };
                let cell = self.row.cell(position).trim();
                let cell = match (&column.list, self.element) {
                    (Some(separator), Some(element)) if self.each.contains(&id) => {
                        elements(cell, separator).nth(element)?
                    }
                    _ => cell,
                };
                let missing = bound.missing.contains(&cell)
                    || column
                        .missing
                        .iter()
                        .any(|code| super::condition::same(code, cell));
                if missing {
                    return None;
                }
                let cell = column.decimals.map_or(cell, |decimals| cut(cell, decimals));
                Some(column.codes.get(cell).map_or(cell, String::as_str))
            }
            ColumnSource::Taken { of, patterns, name } => {
                let value = RowView {
                    // The whole column is listed, not what is taken of it.
                    each: if self.each.contains(&id) {
                        std::slice::from_ref(of)
                    } else {
                        self.each
                    },
                    ..*self
                }
                .value(*of)?;
                let taken = patterns
                    .iter()
                    .find_map(|pattern| pattern.take(value, name))?;
                taken.filter(|text| !text.is_empty())
            }
            ColumnSource::FileName(part) => bound.parts.get(part).map(String::as_str),
        }
    }

    /// Returns how many elements the longest of the lists has, and whether they differ in length.
    pub(super) fn elements(&self, columns: &[ColumnId]) -> (usize, bool) {
        let lengths: Vec<usize> = columns
            .iter()
            .filter_map(|id| {
                let column = self.bound.mapping.columns.get(*id)?;
                let whole = RowView {
                    element: None,
                    ..*self
                };
                let cell = whole.value(*id)?;
                Some(
                    column
                        .list
                        .as_ref()
                        .map_or(1, |separator| elements(cell, separator).count()),
                )
            })
            .collect();
        let longest = lengths.iter().copied().max().unwrap_or(0);
        (longest, lengths.iter().any(|length| *length != longest))
    }

    /// Looks at one element.
    pub(super) fn at(&self, each: &'a [ColumnId], element: usize) -> RowView<'a> {
        RowView {
            each,
            element: Some(element),
            ..*self
        }
    }

    /// Writes a template; `false` when a column of it is missing.
    pub(super) fn write(&self, template: &Template, out: &mut String) -> bool {
        for part in &template.parts {
            match part {
                Part::Text(text) => out.push_str(text),
                Part::Thing(_) => return false,
                Part::Optional(column) => out.push_str(self.value(*column).unwrap_or_default()),
                Part::Column(column) => match self.value(*column) {
                    Some(value) => out.push_str(value),
                    None => return false,
                },
            }
        }
        true
    }

    /// Writes a template as part of an IRI, what columns hold in a form that IRIs take.
    pub(super) fn write_iri(&self, template: &Template, out: &mut String) -> bool {
        for part in &template.parts {
            match part {
                Part::Text(text) => out.push_str(text),
                Part::Thing(_) => return false,
                Part::Optional(column) => encode(self.value(*column).unwrap_or_default(), out),
                Part::Column(column) => match self.value(*column) {
                    Some(value) => encode(value, out),
                    None => return false,
                },
            }
        }
        true
    }

    /// Returns the texts of a template; if it is one column of lists, each of their elements.
    pub(super) fn texts(&self, template: &Template) -> Vec<String> {
        let list = template
            .only_column()
            .filter(|id| !(self.element.is_some() && self.each.contains(id)));
        let separator = list.and_then(|id| self.bound.mapping.columns.get(id)?.list.as_deref());
        if let (Some(id), Some(separator)) = (list, separator) {
            let cell = self.value(id).unwrap_or_default();
            let elements =
                elements(cell, separator).filter(|element| !self.bound.missing.contains(element));
            return elements.map(str::to_owned).collect();
        }
        let mut text = String::new();
        let whole = self.write(template, &mut text);
        if whole && !text.trim().is_empty() {
            vec![text]
        } else {
            Vec::new()
        }
    }

    /// Says whether all tests of a condition hold.
    pub(super) fn holds(&self, condition: Option<&super::condition::Condition>) -> bool {
        condition.is_none_or(|condition| {
            let mut alternatives = condition.any.iter();
            alternatives.any(|tests| {
                tests
                    .iter()
                    .all(|test| test.operator.holds(self.value(test.column)))
            })
        })
    }
}

/// Cuts a number off after some decimals, so that releases that write more of them agree.
fn cut(cell: &str, decimals: usize) -> &str {
    let Some(point) = cell.find('.') else {
        return cell;
    };
    let kept = cell
        .get(..(point + 1 + decimals).min(cell.len()))
        .unwrap_or(cell);
    kept.trim_end_matches('0').trim_end_matches('.')
}

/// Splits a list; elements may stand in quotation marks.
pub(super) fn elements<'a>(cell: &'a str, separator: &'a str) -> impl Iterator<Item = &'a str> {
    let elements = cell
        .split(separator.trim())
        .map(|element| element.trim().trim_matches('"'));
    elements.filter(|element| !element.is_empty())
}

/// Writes a value so that it can stand in an IRI and be told from others: letters and digits as they are, spaces as
/// underscores, the rest in percent.
pub(super) fn encode(value: &str, out: &mut String) {
    let value = value
        .strip_suffix(".0")
        .filter(|v| v.bytes().all(|b| b.is_ascii_digit()))
        .unwrap_or(value);
    let mut space = false;
    for c in value.trim().chars() {
        if c.is_whitespace() {
            space = true;
            continue;
        }
        if std::mem::take(&mut space) {
            out.push('_');
        }
        if c.is_alphanumeric() || "-_.~()',;!*".contains(c) {
            out.push(c);
        } else {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                let digit = |nibble: u8| {
                    char::from_digit(u32::from(nibble), 16)
                        .unwrap_or('0')
                        .to_ascii_uppercase()
                };
                out.extend(['%', digit(byte >> 4), digit(byte & 15)]);
            }
        }
    }
}

impl CellKind {
    /// Says whether a cell looks like this.
    pub(super) fn fits(self, cell: &str) -> bool {
        match self {
            CellKind::Number => cell.parse::<f64>().is_ok(),
            CellKind::Date => super::date::read(cell).is_ok(),
            CellKind::Text => !cell.is_empty(),
        }
    }
}
