//! Templates, conditions and choices.

use super::Reader;
use super::tree::{Node, Text};
use crate::load::mapping::condition::{self, Condition};
use crate::load::mapping::model::{Choice, ColumnId};
use crate::load::mapping::text::{Part, Template, TemplateError, split};
use rustc_hash::FxHashMap;

impl Reader<'_> {
    pub(super) fn template_problem(&mut self, text: &Text, error: TemplateError) {
        let (at, message) = match error {
            TemplateError::Open(at) => (at, "{ is not closed"),
            TemplateError::Empty(at) => (at, "{} names no column"),
        };
        self.problems.add(
            text.at(at),
            message,
            "write the name of a column between { and }",
        );
    }

    pub(super) fn template(&mut self, text: &Text) -> Option<Template> {
        match split(&text.value) {
            Ok(parts) => {
                let start = text.at(0).start;
                let mut taken = Vec::new();
                for (hole, part) in parts {
                    taken.push(match (hole, part.strip_prefix('@')) {
                        (true, Some(thing)) => {
                            let thing = Text {
                                value: thing.to_owned(),
                                span: text.span.clone(),
                            };
                            Part::Thing(self.thing_id(&thing)?)
                        }
                        (true, None) => match part.strip_suffix('?') {
                            Some(part) => Part::Optional(self.columns.id(part.trim(), start)),
                            None => Part::Column(self.columns.id(part, start)),
                        },
                        (false, _) => Part::Text(part.to_owned()),
                    });
                }
                Some(Template { parts: taken })
            }
            Err(error) => {
                self.template_problem(text, error);
                None
            }
        }
    }

    pub(super) fn template_at<'t>(&mut self, node: Option<Node<'t>>) -> Option<Template> {
        let text = self.problems.text(node?)?;
        self.template(&text)
    }

    pub(super) fn templates_at<'t>(&mut self, node: Option<Node<'t>>) -> Vec<Template> {
        let texts = node
            .map(|node| self.problems.texts(node))
            .unwrap_or_default();
        texts
            .iter()
            .filter_map(|text| self.template(text))
            .collect()
    }

    /// Takes a column, written by its name or as `"{name}"`.
    pub(super) fn column_at<'t>(&mut self, node: Option<Node<'t>>) -> Option<ColumnId> {
        let text = self.problems.text(node?)?;
        Some(self.column_of(&text))
    }

    pub(super) fn columns_at<'t>(&mut self, node: Option<Node<'t>>) -> Vec<ColumnId> {
        let texts = node
            .map(|node| self.problems.texts(node))
            .unwrap_or_default();
        texts.iter().map(|text| self.column_of(text)).collect()
    }

    fn column_of(&mut self, text: &Text) -> ColumnId {
        let name = text.value.trim();
        let bare = name
            .strip_prefix('{')
            .and_then(|name| name.strip_suffix('}'));
        self.columns
            .id(bare.unwrap_or(name).trim(), text.at(0).start)
    }

    /// Takes a condition, or a list of conditions of which one must hold.
    pub(super) fn condition_at<'t>(&mut self, node: Option<Node<'t>>) -> Option<Condition> {
        let mut any = Vec::new();
        for text in self.problems.texts(node?) {
            let start = text.at(0).start;
            match condition::parse(&text.value, |name, at| self.columns.id(name, start + at)) {
                Ok(tests) => any.push(tests),
                Err(error) => {
                    let help = "conditions are written as: column is 3 or 4 and other_column and not third_column";
                    self.problems.add(text.at(error.at), error.message, help);
                }
            }
        }
        (!any.is_empty()).then_some(Condition { any })
    }

    /// Takes a value, a list of values, a code list, or a list of cases.
    ///
    /// `check` is shown every value with its place.
    pub(super) fn choice<'t>(
        &mut self,
        node: Node<'t>,
        what: &str,
        check: &mut dyn FnMut(&mut Self, &Text),
    ) -> Option<Choice> {
        if node.get_ref().as_table().is_some() {
            return self.codes(node, what, check);
        }
        let nodes = self.problems.nodes(node);
        let cases = nodes.iter().any(|node| node.get_ref().as_table().is_some());
        if !cases {
            let texts = self.problems.texts(node);
            texts.iter().for_each(|text| check(self, text));
            return Some(Choice::Always(
                texts.into_iter().map(|text| text.value).collect(),
            ));
        }
        let mut list = Vec::new();
        for node in nodes {
            let section = self.problems.section(node, what, &["if", "is"])?;
            let condition = section.get("if").map(|node| self.condition_at(Some(node)));
            let condition = match condition {
                Some(condition) => Some(condition?),
                None => None,
            };
            let Some(is) = section.get("is") else {
                self.problems.add(
                    node.span(),
                    "a case says what it `is`",
                    "{ if = \"condition\", is = \"value\" }",
                );
                continue;
            };
            let texts = self.problems.texts(is);
            texts.iter().for_each(|text| check(self, text));
            list.push((
                condition,
                texts.into_iter().map(|text| text.value).collect(),
            ));
        }
        Some(Choice::Cases(list))
    }

    fn codes<'t>(
        &mut self,
        node: Node<'t>,
        what: &str,
        check: &mut dyn FnMut(&mut Self, &Text),
    ) -> Option<Choice> {
        let section = self
            .problems
            .section(node, what, &["column", "codes", "else"])?;
        let column = self.column_at(section.get("column"));
        let Some(column) = column else {
            self.problems.add(
                node.span(),
                format!("{what} by code names its column"),
                "{ column = \"…\", codes = { \"1\" = \"…\" } }",
            );
            return None;
        };
        let mut codes = FxHashMap::default();
        let list = section
            .get("codes")
            .and_then(|node| self.problems.open(node, "codes"));
        for (code, node) in list.map(|list| list.entries()).unwrap_or_default() {
            let texts = self.problems.texts(node);
            texts.iter().for_each(|text| check(self, text));
            codes.insert(
                code.value,
                texts.into_iter().map(|text| text.value).collect(),
            );
        }
        let otherwise = section.get("else").map(|node| {
            let texts = self.problems.texts(node);
            texts.iter().for_each(|text| check(self, text));
            texts.into_iter().map(|text| text.value).collect()
        });
        Some(Choice::Codes {
            column,
            codes,
            otherwise,
        })
    }
}

impl Choice {
    /// Returns every value that it can give.
    pub(in crate::load::mapping) fn values(&self) -> Vec<&str> {
        let lists: Vec<&Vec<String>> = match self {
            Choice::Always(values) => vec![values],
            Choice::Codes {
                codes, otherwise, ..
            } => codes.values().chain(otherwise).collect(),
            Choice::Cases(cases) => cases.iter().map(|(_, values)| values).collect(),
        };
        let mut values: Vec<&str> = lists.into_iter().flatten().map(String::as_str).collect();
        values.sort_unstable();
        values.dedup();
        values
    }

    /// Returns the columns that it looks at.
    pub(in crate::load::mapping) fn columns(&self) -> Vec<ColumnId> {
        match self {
            Choice::Always(_) => Vec::new(),
            Choice::Codes { column, .. } => vec![*column],
            Choice::Cases(cases) => {
                let conditions = cases.iter().filter_map(|(condition, _)| condition.as_ref());
                conditions.flat_map(Condition::columns).collect()
            }
        }
    }
}

impl Condition {
    /// Returns the columns that it looks at.
    pub(in crate::load::mapping) fn columns(&self) -> impl Iterator<Item = ColumnId> + '_ {
        self.any.iter().flatten().map(|test| test.column)
    }
}
