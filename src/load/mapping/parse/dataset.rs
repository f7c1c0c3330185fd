//! The sections `[dataset]`, `[file]` and `[[layout]]`.

use super::Reader;
use super::tree::{Node, Section, Text};
use crate::load::mapping::model::{CellKind, Coverage, Dataset, FileRules, Layout};
use crate::load::mapping::text::Pattern;
use crate::time::Bounds;
use encoding_rs::Encoding;

impl Reader<'_> {
    pub(super) fn dataset<'t>(&mut self, node: Node<'t>) -> Option<Dataset> {
        const ALLOWED: [&str; 10] = [
            "name",
            "title",
            "version",
            "publisher",
            "licence",
            "redistributable",
            "citation",
            "homepage",
            "comment",
            "covers",
        ];
        let section = self.problems.section(node, "dataset", &ALLOWED)?;
        let mut text = |key: &str| Some(self.problems.text(section.get(key)?)?.value);
        let (publisher, licence) = (text("publisher"), text("licence"));
        let (citation, homepage, comment) = (text("citation"), text("homepage"), text("comment"));
        let (name, title) = (text("name"), text("title"));
        let valid = |name: &String| {
            !name.is_empty()
                && name
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        };
        if !name.as_ref().is_some_and(valid) {
            let span = section.get("name").map_or(node.span(), |node| node.span());
            let help = "name = \"my-dataset\": it names the graph of the data";
            self.problems.add(
                span,
                "a dataset needs a name of small letters, digits and hyphens",
                help,
            );
        }
        let version = self.template_at(section.get("version"));
        let redistributable = section
            .get("redistributable")
            .and_then(|node| self.problems.boolean(node));
        let coverage = section
            .get("covers")
            .map(|node| self.coverage(node))
            .unwrap_or_default();
        let name = name?;
        Some(Dataset {
            title: title.unwrap_or_else(|| name.clone()),
            name,
            version,
            publisher,
            licence,
            redistributable,
            citation,
            homepage,
            comment,
            coverage,
        })
    }

    fn coverage<'t>(&mut self, node: Node<'t>) -> Coverage {
        let Some(section) = self
            .problems
            .section(node, "covers", &["time", "places", "classes"])
        else {
            return Coverage::default();
        };
        let time = section
            .get("time")
            .and_then(|node| self.problems.text(node));
        if let Some(text) = &time
            && Bounds::from_edtf(Some(&text.value), None, None).is_err()
        {
            let help = "write it as 1989/2024, or 1989/.. when it goes on";
            self.problems
                .add(text.span.clone(), "this is no stretch of time", help);
        }
        let places = section
            .get("places")
            .map(|node| self.problems.texts(node))
            .unwrap_or_default();
        let classes = section
            .get("classes")
            .map(|node| self.problems.texts(node))
            .unwrap_or_default();
        for class in &classes {
            self.known_class(class, &["Situation", "Actor", "Place"]);
        }
        Coverage {
            time: time.map(|text| text.value),
            places: places.into_iter().map(|text| text.value).collect(),
            classes: classes.into_iter().map(|text| text.value).collect(),
        }
    }

    pub(super) fn file<'t>(&mut self, node: Node<'t>) -> FileRules {
        const ALLOWED: [&str; 6] = [
            "encoding",
            "separator",
            "sheet",
            "skip",
            "missing",
            "optional",
        ];
        let Some(section) = self.problems.section(node, "file", &ALLOWED) else {
            return FileRules::default();
        };
        let encoding = section
            .get("encoding")
            .and_then(|node| self.problems.text(node));
        let known = encoding
            .as_ref()
            .and_then(|text| Encoding::for_label(text.value.as_bytes()));
        if let (Some(text), None) = (&encoding, known) {
            let names = [
                "utf-8",
                "windows-1252",
                "macintosh",
                "iso-8859-1",
                "iso-8859-15",
                "windows-1250",
                "windows-1251",
                "utf-16le",
            ];
            self.problems.unknown(
                "encoding",
                text,
                names,
                format!("some are {}", names.join(", ")),
            );
        }
        let mut list = |key: &str| -> Vec<String> {
            let texts = section
                .get(key)
                .map(|node| self.problems.texts(node))
                .unwrap_or_default();
            texts.into_iter().map(|text| text.value).collect()
        };
        let (missing, optional) = (list("missing"), list("optional"));
        FileRules {
            encoding: known,
            separator: self.separator(&section),
            sheet: section
                .get("sheet")
                .and_then(|node| Some(self.problems.text(node)?.value)),
            skip: self.skip(&section),
            missing,
            optional,
        }
    }

    fn separator(&mut self, section: &Section) -> Option<u8> {
        let text = self.problems.text(section.get("separator")?)?;
        match text.value.as_str() {
            "tab" => Some(b'\t'),
            one if one.len() == 1 => one.bytes().next(),
            _ => {
                self.problems
                    .add(text.span, "a separator is one character, or \"tab\"", "");
                None
            }
        }
    }

    fn skip(&mut self, section: &Section) -> usize {
        let Some(text) = section
            .get("skip")
            .and_then(|node| self.problems.text(node))
        else {
            return 0;
        };
        text.value.parse().unwrap_or_else(|_| {
            self.problems
                .add(text.span, "a number of lines belongs here", "");
            0
        })
    }

    pub(super) fn layouts<'t>(&mut self, node: Node<'t>) -> Vec<Layout> {
        let nodes = self.problems.nodes(node);
        nodes
            .into_iter()
            .filter_map(|node| self.layout(node))
            .collect()
    }

    fn layout<'t>(&mut self, node: Node<'t>) -> Option<Layout> {
        const ALLOWED: [&str; 7] = [
            "name", "columns", "without", "files", "version", "header", "looks",
        ];
        let section = self.problems.section(node, "layout", &ALLOWED)?;
        let mut list = |key: &str| -> Vec<Text> {
            section
                .get(key)
                .map(|node| self.problems.texts(node))
                .unwrap_or_default()
        };
        let (columns, without, header, files) = (
            list("columns"),
            list("without"),
            list("header"),
            list("files"),
        );
        let mut patterns = Vec::new();
        for text in &files {
            match Pattern::new(&text.value) {
                Ok(pattern) => patterns.push(pattern),
                Err(error) => self.template_problem(text, error),
            }
        }
        if columns.is_empty() && header.is_empty() {
            let help = "columns = [\"…\"] are those by which the file is known";
            self.problems
                .add(node.span(), "a layout names columns", help);
        }
        let mut looks = Vec::new();
        let table = section
            .get("looks")
            .and_then(|node| self.problems.open(node, "looks"));
        for (name, node) in table.map(|table| table.entries()).unwrap_or_default() {
            let Some(text) = self.problems.text(node) else {
                continue;
            };
            match text.value.as_str() {
                "number" => looks.push((name.value, CellKind::Number)),
                "date" => looks.push((name.value, CellKind::Date)),
                "text" => looks.push((name.value, CellKind::Text)),
                _ => self.problems.unknown(
                    "kind of cell",
                    &text,
                    ["number", "date", "text"],
                    "cells are a number, a date or a text",
                ),
            }
        }
        let values = |texts: Vec<Text>| texts.into_iter().map(|text| text.value).collect();
        Some(Layout {
            name: section
                .get("name")
                .and_then(|node| Some(self.problems.text(node)?.value))
                .unwrap_or_default(),
            columns: values(columns),
            without: values(without),
            files: patterns,
            version: section
                .get("version")
                .and_then(|node| Some(self.problems.text(node)?.value)),
            header: values(header),
            looks,
        })
    }
}
