//! The section `[things]`: actors, places and episodes that rows mention.

use super::Reader;
use super::tree::{Node, Section, Text};
use crate::load::mapping::model::{Choice, ColumnId, Thing, ThingId, Value, ValueKind};
use crate::load::mapping::text::Template;

const ALLOWED: [&str; 20] = [
    "if",
    "each",
    "id",
    "class",
    "name",
    "also",
    "abbreviation",
    "code",
    "placeholder",
    "notation",
    "within",
    "unit_of",
    "part_of",
    "country",
    "latitude",
    "longitude",
    "from",
    "to",
    "values",
    "listed",
];

impl Reader<'_> {
    pub(super) fn thing<'t>(&mut self, name: &Text, node: Node<'t>) -> Option<Thing> {
        let section = self.problems.section(node, "things", &ALLOWED)?;
        let Some(class) = section.get("class") else {
            self.problems.add(
                name.span.clone(),
                format!("\"{}\" has no class", name.value),
                "class = \"NonStateArmedGroup\", \"Country\" …",
            );
            return None;
        };
        let class = self.choice(class, "class", &mut |reader, class| {
            reader.known_class(class, &["Actor", "Place", "Situation"]);
        })?;
        let codes = self.pairs(&section, "code");
        for (scheme, _) in &codes {
            let known = scheme.value == "name" || self.vocabulary.is("Datatype", &scheme.value);
            if !known {
                let known = self.vocabulary.names("Datatype");
                self.problems.unknown(
                    "kind of code",
                    scheme,
                    known,
                    "states are known by gw, cow, iso3, iso2, iso-numeric and name",
                );
            }
        }
        let is_country = class.values() == ["Country"];
        if !codes.is_empty() && !is_country && !class.values().contains(&"State") {
            self.problems.add(
                name.span.clone(),
                "only a State or a Country is found by its code",
                "class = \"State\" or \"Country\"",
            );
        }
        let ids = self.templates_at(section.get("id"));
        if ids.is_empty() && codes.is_empty() && section.get("placeholder").is_none() {
            let help = "id = \"my-dataset/actor/{column}\": equal ids are one and the same";
            self.problems.add(
                name.span.clone(),
                format!("\"{}\" has neither an id nor a code", name.value),
                help,
            );
        }
        let notations = self.notations(&section);
        let point = self.point(&section);
        let (from, to) = (section.get("from"), section.get("to"));
        let lifetime = (from.is_some() || to.is_some())
            .then(|| (self.template_at(from), self.template_at(to)));
        let thing = Thing {
            name: name.value.clone(),
            condition: self.condition_at(section.get("if")),
            each: self.columns_at(section.get("each")),
            ids,
            class,
            labels: self.templates_at(section.get("name")),
            aliases: self.templates_at(section.get("also")),
            abbreviations: self.templates_at(section.get("abbreviation")),
            codes: codes
                .into_iter()
                .map(|(scheme, template)| (scheme.value, template))
                .collect(),
            is_country,
            placeholder: self.condition_at(section.get("placeholder")),
            notations,
            within: self.thing_list(&section, "within"),
            unit_of: self.thing_list(&section, "unit_of"),
            part_of: self.thing_list(&section, "part_of"),
            country: self.thing_list(&section, "country"),
            point,
            lifetime,
            values: self.values(&section),
            listed: section
                .get("listed")
                .and_then(|node| self.problems.boolean(node))
                .unwrap_or(false),
            inputs: Vec::new(),
        };
        Some(thing)
    }

    fn point(&mut self, section: &Section) -> Option<(Template, Template)> {
        match (section.get("latitude"), section.get("longitude")) {
            (None, None) => None,
            (latitude, longitude) => {
                let (lat, long) = (self.template_at(latitude), self.template_at(longitude));
                if let (Some(given), None) | (None, Some(given)) = (latitude, longitude) {
                    self.problems.add(
                        given.span(),
                        "latitude and longitude belong together",
                        "write both",
                    );
                }
                lat.zip(long)
            }
        }
    }

    /// Takes `{ key = "template", … }`.
    fn pairs(&mut self, section: &Section, key: &str) -> Vec<(Text, Template)> {
        let table = section
            .get(key)
            .and_then(|node| self.problems.open(node, key));
        let mut pairs = Vec::new();
        for (key, node) in table.map(|table| table.entries()).unwrap_or_default() {
            if let Some(template) = self.template_at(Some(node)) {
                pairs.push((key, template));
            }
        }
        pairs
    }

    pub(super) fn notations(&mut self, section: &Section) -> Vec<(String, Template)> {
        let pairs = self.pairs(section, "notation");
        for (scheme, _) in &pairs {
            if !self.vocabulary.is("Datatype", &scheme.value) {
                let known = self.vocabulary.names("Datatype");
                let help = format!("there are {}", known.join(", "));
                self.problems
                    .unknown("kind of identifier", scheme, known, help);
            }
        }
        pairs
            .into_iter()
            .map(|(scheme, template)| (scheme.value, template))
            .collect()
    }

    pub(super) fn thing_list(&mut self, section: &Section, key: &str) -> Vec<ThingId> {
        let texts = section
            .get(key)
            .map(|node| self.problems.texts(node))
            .unwrap_or_default();
        texts
            .iter()
            .filter_map(|text| self.thing_id(text))
            .collect()
    }

    pub(super) fn thing_id(&mut self, name: &Text) -> Option<ThingId> {
        let id = self.things.get(&name.value).copied();
        if id.is_none() {
            let known: Vec<&str> = self.things.keys().map(String::as_str).collect();
            let help = format!("things are described under [things.{}]", name.value);
            self.problems.unknown("thing", name, known, help);
        }
        id
    }

    /// Takes `values`: further statements, by property.
    pub(super) fn values(&mut self, section: &Section) -> Vec<Value> {
        let table = section
            .get("values")
            .and_then(|node| self.problems.open(node, "values"));
        let mut values = Vec::new();
        for (property, node) in table.map(|table| table.entries()).unwrap_or_default() {
            let known = self.vocabulary.is_property(&property.value);
            if !known && !PROPERTIES.contains(&property.value.as_str()) {
                let names: Vec<&str> = ["DatatypeProperty", "ObjectProperty", "AnnotationProperty"]
                    .iter()
                    .flat_map(|kind| self.vocabulary.names(kind))
                    .chain(PROPERTIES)
                    .collect();
                self.problems.unknown(
                    "property",
                    &property,
                    names,
                    "values are of properties such as stage, title, mandate, comment",
                );
                continue;
            }
            for node in self.problems.nodes(node) {
                if let Some(value) = self.value(&property.value, node) {
                    values.push(value);
                }
            }
        }
        values
    }

    fn value<'t>(&mut self, property: &str, node: Node<'t>) -> Option<Value> {
        const KINDS: [(&str, ValueKind); 6] = [
            ("text", ValueKind::Text),
            ("number", ValueKind::Integer),
            ("date", ValueKind::Date),
            ("concept", ValueKind::Concept),
            ("page", ValueKind::Page),
            ("term", ValueKind::Term),
        ];
        if node.get_ref().as_table().is_none() {
            return Some(Value {
                property: property.to_owned(),
                template: self.template_at(Some(node))?,
                kind: ValueKind::Text,
                condition: None,
            });
        }
        let allowed = ["text", "number", "date", "concept", "page", "term", "if"];
        let section = self.problems.section(node, "values", &allowed)?;
        let condition = self.condition_at(section.get("if"));
        for (name, kind) in KINDS {
            let Some(text) = section.get(name).and_then(|node| self.problems.text(node)) else {
                continue;
            };
            let scheme = text.value.split('/').next().unwrap_or_default();
            if kind == ValueKind::Concept && !self.vocabulary.has_code_list(scheme) {
                self.problems.add(
                    text.span.clone(),
                    format!("there is no code list \"{scheme}\""),
                    "write concept = \"pax-stage/{Stage}\"",
                );
            }
            return Some(Value {
                property: property.to_owned(),
                template: self.template(&text)?,
                kind,
                condition,
            });
        }
        self.problems.add(
            node.span(),
            "a value is a text, number, date, concept, page or term",
            "{ text = \"{column}\" }",
        );
        None
    }

    /// Checks the fillers of a role.
    pub(super) fn check_fillers(&mut self, role: &str, names: &[Text], things: &[Thing]) {
        for name in names {
            if let Some(thing) = self.things.get(&name.value).and_then(|id| things.get(*id)) {
                let class: Choice = thing.class.clone();
                self.check_filler(role, name, &class);
            }
        }
    }
}

/// Properties of other vocabularies that values may use.
pub(in crate::load::mapping) const PROPERTIES: [&str; 3] = ["comment", "see", "description"];

impl Thing {
    /// Returns the columns that it uses itself.
    pub(in crate::load::mapping) fn columns(&self) -> Vec<ColumnId> {
        let conditions = [&self.condition, &self.placeholder].into_iter().flatten();
        let templates = self
            .ids
            .iter()
            .chain(&self.labels)
            .chain(&self.aliases)
            .chain(&self.abbreviations)
            .chain(self.codes.iter().map(|(_, template)| template))
            .chain(self.notations.iter().map(|(_, template)| template))
            .chain(self.point.iter().flat_map(|(lat, long)| [lat, long]))
            .chain(
                self.lifetime
                    .iter()
                    .flat_map(|(from, to)| from.iter().chain(to)),
            )
            .chain(self.values.iter().map(|value| &value.template));
        let mut columns: Vec<ColumnId> = templates.flat_map(Template::columns).collect();
        columns.extend(conditions.flat_map(|condition| condition.columns()));
        columns.extend(
            self.values
                .iter()
                .filter_map(|value| value.condition.as_ref())
                .flat_map(|c| c.columns()),
        );
        columns.extend(self.class.columns());
        columns.extend(&self.each);
        columns
    }
}
