//! The situations that a row tells of.

use super::batch::TermKind;
use super::bind::RowView;
use super::mapper::{Mapper, RowDay, Spell, Unit};
use super::model::{Choice, Situation, Target};
use super::number::whole;
use super::text::{Part, Template};
use crate::load::table::Reason;

impl Mapper<'_> {
    /// Maps one kind of situation of a row, once or for each element of its lists.
    pub(super) fn situation(&mut self, situation: &Situation, view: &RowView<'_>, day: RowDay) {
        if situation.each.is_empty() {
            if view.holds(situation.condition.as_ref()) {
                self.single(situation, view, day);
            }
            return;
        }
        let (count, uneven) = view.elements(&situation.each);
        if uneven && view.holds(situation.condition.as_ref()) {
            let column = situation.each.last().copied().unwrap_or_default();
            let (name, value) = (
                self.context.bound.name(column).to_owned(),
                view.value(column).unwrap_or_default().to_owned(),
            );
            self.set_aside(
                &name,
                &value,
                Reason::UnequalLists,
                "the elements beyond the shorter list have no value in it; check the separators",
            );
        }
        for element in 0..count {
            let own = view.at(&situation.each, element);
            if own.holds(situation.condition.as_ref()) {
                self.single(situation, &own, day);
            }
        }
    }

    fn single(&mut self, situation: &Situation, view: &RowView<'_>, day: RowDay) {
        let Some(iri) = self.iri_of(&situation.ids, view) else {
            let missing = situation
                .ids
                .iter()
                .flat_map(Template::columns)
                .find(|column| view.value(*column).is_none());
            let name = self
                .context
                .bound
                .name(missing.unwrap_or_default())
                .to_owned();
            self.set_aside(
                &name,
                "",
                Reason::NoIdentifier,
                "give the row an identifier, or build the id of the situation from other columns",
            );
            return;
        };
        let classes = match self.chosen(&situation.class, view) {
            Ok(classes) => classes.to_vec(),
            Err((column, code)) => {
                let name = self.context.bound.name(column).to_owned();
                let remedy = format!(
                    "add the code to the classes of [situations.{}], or give them an `else`",
                    situation.name
                );
                self.set_aside(&name, &code, Reason::UnknownCode, remedy);
                return;
            }
        };
        let Some(class) = classes.first().cloned() else {
            return;
        };
        let Some(node) = self.out.terms.intern(TermKind::Iri, &iri) else {
            return;
        };
        let start = self.out.statements.len();
        let rdf_type = self.name("rdf:type");
        for class in &classes {
            let class = self.term(class);
            self.out.statements.push([node, rdf_type, class]);
        }
        let own_day = situation
            .time
            .as_ref()
            .and_then(|time| super::moment::day(view, time))
            .or(day);
        self.label(node, &iri, situation, view, own_day);
        let lasts = !self.context.vocabulary.is_below(&class, "Event");
        self.when(node, situation, view, lasts);
        self.roles(node, &iri, &classes, situation, view, own_day);
        self.place(node, &iri, situation, view, own_day);
        self.standing(node, &iri, situation, view, own_day);
        self.figures((node, &iri), &situation.figures, view, own_day);
        self.details(node, situation, view);
        self.part_of(node, &iri, situation, view, own_day);
        let row = self.name("row");
        if let Some(number) = self.out.terms.intern(TermKind::Integer, view.number) {
            self.out.statements.push([node, row, number]);
        }
        if !situation.once {
            self.deduplicate(start);
        }
        let spell = self.spell(situation, view);
        self.out.units.push(Unit {
            row: self.row,
            situation: node,
            class,
            once: situation.once,
            spell,
            statements: start..self.out.statements.len(),
        });
    }

    /// Leaves out statements that earlier rows of the chunk have made.
    fn deduplicate(&mut self, start: usize) {
        let mut kept = start;
        for at in start..self.out.statements.len() {
            let Some(statement) = self.out.statements.get(at).copied() else {
                break;
            };
            if self.seen.insert(statement) {
                if let Some(slot) = self.out.statements.get_mut(kept) {
                    *slot = statement;
                }
                kept += 1;
            }
        }
        self.out.statements.truncate(kept);
    }

    fn spell(&mut self, situation: &Situation, view: &RowView<'_>) -> Option<Spell> {
        let time = situation.time.as_ref()?;
        let year = |template: &Option<super::text::Template>| {
            let mut text = String::new();
            let whole_text = template
                .as_ref()
                .is_some_and(|template| view.write(template, &mut text));
            whole_text
                .then(|| whole(text.get(..4).unwrap_or(&text)))
                .flatten()
        };
        let of = |year: Option<i64>| i16::try_from(year?).ok();
        Some(Spell {
            year: of(year(&time.spell))?,
            seen_until: of(year(&time.as_of)),
        })
    }

    fn label(
        &mut self,
        node: u32,
        iri: &str,
        situation: &Situation,
        view: &RowView<'_>,
        day: RowDay,
    ) {
        let Some(text) = situation
            .label
            .as_ref()
            .and_then(|label| self.title(label, iri, view, day))
        else {
            return;
        };
        let label = self.name("rdfs:label");
        if let Some(text) = self.out.terms.intern(TermKind::Text, &text) {
            self.out.statements.push([node, label, text]);
        }
    }

    /// Writes a template in which things may be named.
    pub(super) fn title(
        &mut self,
        template: &Template,
        iri: &str,
        view: &RowView<'_>,
        day: RowDay,
    ) -> Option<String> {
        let mut text = String::new();
        for part in &template.parts {
            match part {
                Part::Text(part) => text.push_str(part),
                Part::Column(column) => text.push_str(view.value(*column)?),
                Part::Optional(column) => text.push_str(view.value(*column).unwrap_or_default()),
                Part::Thing(thing) => {
                    let found = self.things(*thing, view, iri, day);
                    let names: Vec<&str> = found
                        .iter()
                        .filter_map(|node| self.labels.get(node))
                        .map(String::as_str)
                        .collect();
                    if names.is_empty() {
                        return None;
                    }
                    text.push_str(&names.join(", "));
                }
            }
        }
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        (!text.is_empty()).then_some(text)
    }

    fn when(&mut self, node: u32, situation: &Situation, view: &RowView<'_>, lasts: bool) {
        let Some(time) = &situation.time else {
            return;
        };
        let moment = self.moment(time, view, lasts);
        for (property, text) in [("when", moment.when), ("ongoingAsOf", moment.ongoing_as_of)] {
            let Some(text) = text else {
                continue;
            };
            let property = self.name(property);
            if let Some(text) = self.out.terms.intern(TermKind::Edtf, &text) {
                self.out.statements.push([node, property, text]);
            }
        }
    }

    fn roles(
        &mut self,
        node: u32,
        iri: &str,
        classes: &[String],
        situation: &Situation,
        view: &RowView<'_>,
        day: RowDay,
    ) {
        for fill in &situation.fills {
            // A role is one of those of the class that this row has.
            let fits = classes
                .iter()
                .any(|class| self.context.vocabulary.has_role(class, &fill.role));
            if !fits || !view.holds(fill.condition.as_ref()) {
                continue;
            }
            let role = self.term(&fill.role);
            for target in &fill.targets {
                for filler in self.target(*target, view, iri, day) {
                    self.out.statements.push([node, role, filler]);
                }
            }
        }
    }

    /// Returns the individuals that a name of the mapping stands for.
    fn target(&mut self, target: Target, view: &RowView<'_>, iri: &str, day: RowDay) -> Vec<u32> {
        match target {
            Target::Thing(thing) => self.things(thing, view, iri, day).to_vec(),
            Target::Situation(index) => {
                let mapping = self.context.bound.mapping;
                let other = mapping
                    .situations
                    .get(index)
                    .filter(|other| view.holds(other.condition.as_ref()));
                let iri = other.and_then(|other| self.iri_of(&other.ids, view));
                iri.and_then(|iri| self.out.terms.intern(TermKind::Iri, &iri))
                    .into_iter()
                    .collect()
            }
        }
    }

    fn place(
        &mut self,
        node: u32,
        iri: &str,
        situation: &Situation,
        view: &RowView<'_>,
        day: RowDay,
    ) {
        let chosen: Vec<usize> = match &situation.place {
            None => Vec::new(),
            Some(choice) => match self.chosen(choice, view) {
                Ok(names) => names
                    .iter()
                    .filter_map(|name| situation.place_things.get(name).copied())
                    .collect(),
                Err((column, code)) => {
                    let name = self.context.bound.name(column).to_owned();
                    self.set_aside(&name, &code, Reason::UnlistedCode, "add the code to the places of the mapping; the situation is kept without a place");
                    Vec::new()
                }
            },
        };
        let property = self.name("place");
        let mut found = Vec::new();
        for thing in chosen {
            let places = self.things(thing, view, iri, day);
            if !places.is_empty() {
                found.extend_from_slice(&places);
                break;
            }
        }
        for thing in &situation.places {
            found.extend_from_slice(&self.things(*thing, view, iri, day));
        }
        for place in &found {
            self.out.statements.push([node, property, *place]);
        }
        let near = situation
            .near
            .as_ref()
            .is_some_and(|condition| view.holds(Some(condition)));
        if near && !found.is_empty() {
            let (property, near) = (self.name("placePrecision"), self.name("Near"));
            self.out.statements.push([node, property, near]);
        }
    }

    /// Adds certainty, status and speaker.
    fn standing(
        &mut self,
        node: u32,
        iri: &str,
        situation: &Situation,
        view: &RowView<'_>,
        day: RowDay,
    ) {
        let value = |choice: &Option<Choice>, default: &str| {
            let choice = choice.as_ref()?;
            let value = self
                .chosen(choice, view)
                .ok()
                .and_then(|values| values.first().cloned());
            value.filter(|value| value != default)
        };
        let (certainty, status) = (
            value(&situation.certainty, "Asserted"),
            value(&situation.status, "Occurred"),
        );
        let doubtful = certainty.is_some();
        for (property, value) in [("certainty", certainty), ("status", status)] {
            if let Some(value) = value {
                let (property, value) = (self.name(property), self.term(&value));
                self.out.statements.push([node, property, value]);
            }
        }
        // The source speaks for itself unless it is unsure.
        let always = situation.certainty.is_none();
        if let Some(speaker) = situation.speaker.filter(|_| doubtful || always) {
            let property = self.name("accordingTo");
            for speaker in self.things(speaker, view, iri, day).iter() {
                self.out.statements.push([node, property, *speaker]);
            }
        }
    }

    fn details(&mut self, node: u32, situation: &Situation, view: &RowView<'_>) {
        let property = self.name("dcterms:source");
        for template in &situation.sources {
            let mut texts = view.texts(template);
            texts.sort_unstable();
            texts.dedup();
            for text in texts {
                if let Some(text) = self.out.terms.intern(TermKind::Text, &text) {
                    self.out.statements.push([node, property, text]);
                }
            }
        }
        for (scheme, template) in &situation.notations {
            for text in view.texts(template) {
                self.notation(node, scheme, &text, false);
            }
        }
        for value in &situation.values {
            if let Some(statement) = self.value(node, value, view) {
                self.out.statements.push(statement);
            }
        }
    }

    fn part_of(
        &mut self,
        node: u32,
        iri: &str,
        situation: &Situation,
        view: &RowView<'_>,
        day: RowDay,
    ) {
        for target in &situation.part_of {
            let found = self.target(*target, view, iri, day);
            let property = self.name("partOf");
            for whole in found {
                self.out.statements.push([node, property, whole]);
            }
        }
    }
}
