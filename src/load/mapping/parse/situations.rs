//! The section `[situations]`: what rows tell of.

use super::Reader;
use super::tree::{Node, Section, Text};
use crate::load::mapping::date;
use crate::load::mapping::model::{
    Choice, Figure, Fill, Situation, Target, Thing, ThingId, Time, When,
};
use rustc_hash::FxHashMap;

const ALLOWED: [&str; 19] = [
    "if",
    "each",
    "id",
    "once",
    "class",
    "name",
    "roles",
    "place",
    "places",
    "near",
    "part_of",
    "time",
    "figures",
    "certainty",
    "status",
    "speaker",
    "sources",
    "notation",
    "values",
];

/// What a date can be known to.
const PRECISIONS: [&str; 6] = ["day", "between", "week", "month", "year", "interval"];

impl Reader<'_> {
    pub(super) fn situation<'t>(
        &mut self,
        name: &Text,
        node: Node<'t>,
        things: &[Thing],
    ) -> Option<Situation> {
        let section = self.problems.section(node, "situations", &ALLOWED)?;
        let Some(class) = section.get("class") else {
            self.problems.add(
                name.span.clone(),
                format!("\"{}\" has no class", name.value),
                "class = \"Attack\", or a code list",
            );
            return None;
        };
        let class = self.choice(class, "class", &mut |reader, class| {
            reader.known_class(class, &["Situation"]);
        })?;
        let ids = self.templates_at(section.get("id"));
        if ids.is_empty() {
            let help =
                "id = \"my-dataset/event/{id}\"; without an id, id = \"my-dataset/event/{row}\"";
            self.problems.add(
                name.span.clone(),
                format!("\"{}\" has no id", name.value),
                help,
            );
            return None;
        }
        let fills = section
            .get("roles")
            .map(|node| self.fills(node, &class, things))
            .unwrap_or_default();
        let mut place_things = FxHashMap::default();
        let place = section.get("place").and_then(|node| {
            self.choice(node, "place", &mut |reader, text| {
                if let Some(id) = reader.thing_id(text) {
                    place_things.insert(text.value.clone(), id);
                }
            })
        });
        let certainty = section.get("certainty").and_then(|node| {
            self.choice(node, "certainty", &mut |reader, text| {
                reader.known_name("certainty", "Certainty", text);
            })
        });
        let speaker = self.thing_list(&section, "speaker").first().copied();
        let doubtful = certainty
            .as_ref()
            .is_some_and(|c| c.values().iter().any(|c| *c != "Asserted"));
        if doubtful && speaker.is_none() {
            let span = section
                .get("certainty")
                .map_or(name.span.clone(), |node| node.span());
            let help = "speaker = \"NAME\" of a thing, for example the project that codes the data";
            self.problems
                .add(span, "what is not asserted needs a speaker", help);
        }
        let status = section.get("status").and_then(|node| {
            self.choice(node, "status", &mut |reader, text| {
                reader.known_name("status", "Status", text);
            })
        });
        let places = self.thing_list(&section, "places");
        let part_of = section
            .get("part_of")
            .map(|node| self.targets(node).0)
            .unwrap_or_default();
        let time = section.get("time").and_then(|node| self.time(node));
        let figures = section
            .get("figures")
            .map(|node| self.figures(node))
            .unwrap_or_default();
        let notations = self.notations(&section);
        let values = self.values(&section);
        Some(Situation {
            name: name.value.clone(),
            condition: self.condition_at(section.get("if")),
            each: self.columns_at(section.get("each")),
            ids,
            once: section
                .get("once")
                .and_then(|node| self.problems.boolean(node))
                .unwrap_or(false),
            class,
            label: self.template_at(section.get("name")),
            fills,
            place,
            place_things,
            places,
            near: self.condition_at(section.get("near")),
            part_of,
            time,
            figures,
            certainty,
            status,
            speaker,
            sources: self.templates_at(section.get("sources")),
            notations,
            values,
        })
    }

    /// Takes the names of things and situations.
    fn targets<'t>(&mut self, node: Node<'t>) -> (Vec<Target>, Vec<Text>) {
        let texts = self.problems.texts(node);
        let mut targets = Vec::new();
        for text in &texts {
            if let Some(id) = self.situations.get(&text.value) {
                targets.push(Target::Situation(*id));
            } else if let Some(id) = self.thing_id(text) {
                targets.push(Target::Thing(id));
            }
        }
        (targets, texts)
    }

    fn fills<'t>(&mut self, node: Node<'t>, class: &Choice, things: &[Thing]) -> Vec<Fill> {
        let Some(section) = self.problems.open(node, "roles") else {
            return Vec::new();
        };
        let classes = class.values();
        let mut fills = Vec::new();
        for (role, node) in section.entries() {
            if !self.known_role(&role, &classes) {
                continue;
            }
            for node in self.problems.nodes(node) {
                let (targets, texts, condition) = if node.get_ref().as_table().is_some() {
                    let Some(section) = self.problems.section(node, "roles", &["fill", "if"])
                    else {
                        continue;
                    };
                    let Some(fill) = section.get("fill") else {
                        self.problems.add(
                            node.span(),
                            "nothing fills the role",
                            "{ fill = \"NAME\", if = \"condition\" }",
                        );
                        continue;
                    };
                    let condition = self.condition_at(section.get("if"));
                    let (targets, texts) = self.targets(fill);
                    (targets, texts, condition)
                } else {
                    let (targets, texts) = self.targets(node);
                    (targets, texts, None)
                };
                self.check_fillers(&role.value, &texts, things);
                fills.push(Fill {
                    role: role.value.clone(),
                    targets,
                    condition,
                });
            }
        }
        fills
    }

    fn time<'t>(&mut self, node: Node<'t>) -> Option<Time> {
        const ALLOWED: [&str; 9] = [
            "start",
            "end",
            "precision",
            "ongoing",
            "as_of",
            "begun_by",
            "approximate",
            "check",
            "spell",
        ];
        if node.get_ref().as_str().is_some() {
            return Some(Time {
                start: self.when(node),
                ..Time::default()
            });
        }
        let section = self.problems.section(node, "time", &ALLOWED)?;
        let precision = section.get("precision").and_then(|node| {
            self.choice(node, "precision", &mut |reader, text| {
                if !PRECISIONS.contains(&text.value.as_str()) {
                    let help = format!("a date is known to the {}", PRECISIONS.join(", "));
                    reader.problems.unknown("precision", text, PRECISIONS, help);
                }
            })
        });
        let when =
            |reader: &mut Self, key: &str| section.get(key).and_then(|node| reader.when(node));
        let (start, end) = (when(self, "start"), when(self, "end"));
        let spell = self.template_at(section.get("spell"));
        if start.is_none() && end.is_none() && spell.is_none() {
            self.problems.add(
                node.span(),
                "a time has a start, an end or a spell",
                "{ start = \"{column}\" }",
            );
        }
        Some(Time {
            start,
            end,
            precision,
            ongoing: self.condition_at(section.get("ongoing")),
            as_of: self.template_at(section.get("as_of")),
            begun_by: self.condition_at(section.get("begun_by")),
            approximate: self.condition_at(section.get("approximate")),
            check: self.column_at(section.get("check")),
            spell,
        })
    }

    /// Takes `"{column}"`, a date, or `{ year = …, month = …, day = … }`.
    fn when<'t>(&mut self, node: Node<'t>) -> Option<When> {
        if node.get_ref().as_table().is_some() {
            let section = self
                .problems
                .section(node, "time", &["year", "month", "day"])?;
            let Some(year) = self.column_at(section.get("year")) else {
                self.problems.add(
                    node.span(),
                    "a date has a year",
                    "{ year = \"{…}\", month = \"{…}\", day = \"{…}\" }",
                );
                return None;
            };
            return Some(When::Parts {
                year,
                month: self.column_at(section.get("month")),
                day: self.column_at(section.get("day")),
            });
        }
        let text = self.problems.text(node)?;
        let template = self.template(&text)?;
        if let Some(column) = template.only_column() {
            return Some(When::Whole(column));
        }
        if template.columns().next().is_none() && date::read(&text.value).is_ok() {
            return Some(When::Fixed(text.value));
        }
        self.problems.add(
            text.span,
            "this is no date and no column",
            "write \"{column}\", { year = … } or a date such as 2012-12-31",
        );
        None
    }

    fn figures<'t>(&mut self, node: Node<'t>) -> Vec<Figure> {
        let nodes = self.problems.nodes(node);
        nodes
            .into_iter()
            .filter_map(|node| self.figure(node, true))
            .collect()
    }

    fn figure<'t>(&mut self, node: Node<'t>, whole: bool) -> Option<Figure> {
        const ALLOWED: [&str; 7] = ["measure", "low", "best", "high", "of", "if", "parts"];
        let section = self.problems.section(
            node,
            "figures",
            if whole { &ALLOWED } else { &ALLOWED[..6] },
        )?;
        let measure = section
            .get("measure")
            .and_then(|node| self.problems.text(node));
        match &measure {
            Some(text) => self.known_name("measure", "Measure", text),
            None if whole => self.problems.add(
                node.span(),
                "a figure has a measure",
                "measure = \"killed\"",
            ),
            None => {}
        }
        let [low, best, high] = ["low", "best", "high"].map(|key| self.column_at(section.get(key)));
        if low.is_none() && best.is_none() && high.is_none() {
            self.problems
                .add(node.span(), "a figure has a number", "best = \"{column}\"");
        }
        let of: Option<ThingId> = self.thing_list(&section, "of").first().copied();
        let parts = self.figure_parts(&section);
        Some(Figure {
            measure: measure.map(|text| text.value).unwrap_or_default(),
            low,
            best,
            high,
            of,
            condition: self.condition_at(section.get("if")),
            parts,
        })
    }

    fn figure_parts(&mut self, section: &Section) -> Vec<Figure> {
        let Some(node) = section.get("parts") else {
            return Vec::new();
        };
        let nodes = self.problems.nodes(node);
        nodes
            .into_iter()
            .filter_map(|node| self.figure(node, false))
            .collect()
    }
}
