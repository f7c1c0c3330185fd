//! The section `[columns]`, and the columns that are used without standing in it.

use super::Reader;
use super::tree::{Node, Text};
use crate::load::mapping::date::DateFormat;
use crate::load::mapping::model::{Column, ColumnId, ColumnSource};
use crate::load::mapping::text::Pattern;
use rustc_hash::FxHashMap;

/// The columns by name.
#[derive(Default)]
pub(super) struct Columns {
    pub list: Vec<Column>,
    by_name: FxHashMap<String, ColumnId>,
    patterns: FxHashMap<ColumnId, Vec<Pattern>>,
}

impl Columns {
    fn insert(&mut self, column: Column) -> ColumnId {
        let id = self.list.len();
        self.by_name.insert(column.name.clone(), id);
        self.list.push(column);
        id
    }

    /// Returns the column of this name, which may be a part of another (`actor1.state`) or of the file's name
    /// (`file.version`).
    pub(super) fn id(&mut self, name: &str, at: usize) -> ColumnId {
        if let Some(id) = self.by_name.get(name) {
            return *id;
        }
        let plain = |from| Column {
            name: name.to_owned(),
            from,
            missing: Vec::new(),
            list: None,
            codes: FxHashMap::default(),
            dates: Vec::new(),
            decimals: None,
            optional: false,
            used_at: at,
        };
        if let Some((whole, part)) = name.rsplit_once('.') {
            if whole == "file" {
                return self.insert(plain(ColumnSource::FileName(part.to_owned())));
            }
            if let Some(of) = self.by_name.get(whole).copied()
                && let Some(patterns) = self.patterns.get(&of)
                && patterns
                    .iter()
                    .any(|pattern| pattern.names().any(|name| name == part))
            {
                let from = ColumnSource::Taken {
                    of,
                    patterns: patterns.clone(),
                    name: part.to_owned(),
                };
                return self.insert(plain(from));
            }
        }
        self.insert(plain(ColumnSource::File(vec![name.to_owned()])))
    }
}

impl Reader<'_> {
    pub(super) fn columns<'t>(&mut self, node: Node<'t>) {
        let Some(section) = self.problems.open(node, "columns") else {
            return;
        };
        for (name, node) in section.entries() {
            self.column_settings(&name, node);
        }
    }

    fn column_settings<'t>(&mut self, name: &Text, node: Node<'t>) {
        const ALLOWED: [&str; 8] = [
            "from", "missing", "list", "codes", "date", "patterns", "decimals", "optional",
        ];
        let Some(section) = self.problems.section(node, "columns", &ALLOWED) else {
            return;
        };
        let from: Vec<String> = match section.get("from") {
            Some(node) => self
                .problems
                .texts(node)
                .into_iter()
                .map(|text| text.value)
                .collect(),
            None => vec![name.value.clone()],
        };
        let missing = section
            .get("missing")
            .map(|node| self.problems.texts(node))
            .unwrap_or_default();
        let list = section
            .get("list")
            .and_then(|node| self.problems.text(node));
        if let Some(separator) = list.as_ref().filter(|text| text.value.trim().is_empty()) {
            self.problems.add(
                separator.span.clone(),
                "nothing stands between the values",
                "write list = \",\" or \";\" or \"|\"",
            );
        }
        let codes = section
            .get("codes")
            .map(|node| self.code_list(node))
            .unwrap_or_default();
        let mut dates = Vec::new();
        for text in section
            .get("date")
            .map(|node| self.problems.texts(node))
            .unwrap_or_default()
        {
            match DateFormat::new(&text.value) {
                Some(format) => dates.push(format),
                None => {
                    let help = "write it as dd/mm/yyyy, mm/dd/yy, d mmmm yyyy, yyyymmdd, excel, or days since 1970-01-01";
                    let message = format!("\"{}\" is no way to write dates", text.value);
                    self.problems.add(text.span, message, help);
                }
            }
        }
        let decimals = section
            .get("decimals")
            .and_then(|node| self.problems.text(node))
            .and_then(|text| {
                let number = text.value.parse().ok();
                if number.is_none() {
                    self.problems
                        .add(text.span, "a number of decimals belongs here", "");
                }
                number
            });
        let optional = section
            .get("optional")
            .and_then(|node| self.problems.boolean(node))
            .unwrap_or(false);
        let id = self.columns.insert(Column {
            name: name.value.clone(),
            from: ColumnSource::File(from),
            missing: missing.into_iter().map(|text| text.value).collect(),
            list: list.map(|text| text.value),
            codes,
            dates,
            decimals,
            optional,
            used_at: name.span.start,
        });
        let mut patterns = Vec::new();
        for text in section
            .get("patterns")
            .map(|node| self.problems.texts(node))
            .unwrap_or_default()
        {
            match Pattern::new(&text.value) {
                Ok(pattern) => patterns.push(pattern),
                Err(error) => self.template_problem(&text, error),
            }
        }
        if !patterns.is_empty() {
            self.columns.patterns.insert(id, patterns);
        }
    }

    fn code_list<'t>(&mut self, node: Node<'t>) -> FxHashMap<String, String> {
        let Some(section) = self.problems.open(node, "codes") else {
            return FxHashMap::default();
        };
        let mut codes = FxHashMap::default();
        for (code, node) in section.entries() {
            if let Some(text) = self.problems.text(node) {
                codes.insert(code.value, text.value);
            }
        }
        codes
    }
}
