//! Walking through a TOML file with its spans, collecting every problem.

use crate::load::mapping::problem::{Problem, near};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A value of the file.
pub(super) type Node<'t> = &'t Spanned<DeValue<'t>>;

/// A text of the file with the bytes where it stands.
#[derive(Clone, Debug)]
pub(super) struct Text {
    pub value: String,
    pub span: Range<usize>,
}

impl Text {
    /// Returns where a byte of the text stands in the file, unless it is written with escapes.
    pub(super) fn at(&self, byte: usize) -> Range<usize> {
        let plain = self.span.len() == self.value.len() + 2;
        if !plain {
            return self.span.clone();
        }
        let start = (self.span.start + 1 + byte).min(self.span.end);
        start..self.span.end.saturating_sub(1).max(start)
    }
}

/// A table of the file whose keys are known to be allowed.
#[derive(Clone, Copy)]
pub(super) struct Section<'t> {
    table: &'t DeTable<'t>,
}

impl<'t> Section<'t> {
    pub(super) fn get(&self, key: &str) -> Option<Node<'t>> {
        let mut entries = self.table.iter();
        entries
            .find(|(name, _)| name.get_ref() == key)
            .map(|(_, value)| value)
    }

    /// Returns the entries in the order in which they are written.
    pub(super) fn entries(&self) -> Vec<(Text, Node<'t>)> {
        let mut entries: Vec<(Text, Node<'t>)> = self
            .table
            .iter()
            .map(|(key, value)| {
                let text = Text {
                    value: key.get_ref().to_string(),
                    span: key.span(),
                };
                (text, value)
            })
            .collect();
        entries.sort_by_key(|(key, _)| key.span.start);
        entries
    }
}

/// Collects problems.
#[derive(Default)]
pub(super) struct Problems {
    pub found: Vec<Problem>,
}

impl Problems {
    pub(super) fn add(
        &mut self,
        span: Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.found.push(Problem {
            message: message.into(),
            span,
            candidates: Vec::new(),
            help: help.into(),
        });
    }

    /// Tells that a word is none of those that are known.
    pub(super) fn unknown<'n>(
        &mut self,
        what: &str,
        word: &Text,
        known: impl IntoIterator<Item = &'n str>,
        help: impl Into<String>,
    ) {
        let candidates = near(&word.value, known);
        self.found.push(Problem {
            message: format!("there is no {what} \"{}\"", word.value),
            span: word.span.clone(),
            candidates,
            help: help.into(),
        });
    }

    /// Takes a table whose keys must be among the allowed ones.
    pub(super) fn section<'t>(
        &mut self,
        node: Node<'t>,
        what: &str,
        allowed: &[&str],
    ) -> Option<Section<'t>> {
        let Some(table) = node.get_ref().as_table() else {
            self.add(
                node.span(),
                format!("{what} is a table, {{ … }} or [{what}]"),
                "",
            );
            return None;
        };
        let section = Section { table };
        for (key, _) in section.entries() {
            if !allowed.contains(&key.value.as_str()) {
                let help = format!("{what} takes {}", allowed.join(", "));
                self.unknown(
                    &format!("setting of {what}"),
                    &key,
                    allowed.iter().copied(),
                    help,
                );
            }
        }
        Some(section)
    }

    /// Takes a table with keys of any name.
    pub(super) fn open<'t>(&mut self, node: Node<'t>, what: &str) -> Option<Section<'t>> {
        let table = node.get_ref().as_table();
        if table.is_none() {
            self.add(
                node.span(),
                format!("{what} is a table, {{ … }} or [{what}]"),
                "",
            );
        }
        table.map(|table| Section { table })
    }

    /// Takes the tables of an array of tables, or a single one.
    pub(super) fn nodes<'t>(&mut self, node: Node<'t>) -> Vec<Node<'t>> {
        match node.get_ref().as_array() {
            Some(array) => array.iter().collect(),
            None => vec![node],
        }
    }

    /// Takes a text; numbers count as what they are written as.
    pub(super) fn text(&mut self, node: Node) -> Option<Text> {
        let value = match node.get_ref() {
            DeValue::String(text) => text.to_string(),
            DeValue::Integer(number) => number.as_str().to_owned(),
            DeValue::Float(number) => number.as_str().to_owned(),
            DeValue::Datetime(date) => date.to_string(),
            _ => {
                self.add(node.span(), "a text in quotation marks belongs here", "");
                return None;
            }
        };
        Some(Text {
            value,
            span: node.span(),
        })
    }

    /// Takes one text or a list of texts.
    pub(super) fn texts(&mut self, node: Node) -> Vec<Text> {
        self.nodes(node)
            .into_iter()
            .filter_map(|node| self.text(node))
            .collect()
    }

    pub(super) fn boolean(&mut self, node: Node) -> Option<bool> {
        let value = node.get_ref().as_bool();
        if value.is_none() {
            self.add(
                node.span(),
                "true or false belongs here",
                "write it without quotation marks",
            );
        }
        value
    }
}
