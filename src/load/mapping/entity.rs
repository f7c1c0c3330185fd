//! Actors, places and episodes that a row mentions.

use super::batch::TermKind;
use super::bind::RowView;
use super::mapper::{Block, Mapper, RowDay, individual};
use super::model::{Thing, ThingId, Value, ValueKind};
use super::number::{self, coordinate};
use crate::iri::NS;
use crate::load::table::Reason;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;
use std::rc::Rc;

impl Mapper<'_> {
    /// Returns the individuals that a thing stands for in a row.
    pub(super) fn things(
        &mut self,
        id: ThingId,
        view: &RowView<'_>,
        situation: &str,
        day: RowDay,
    ) -> Rc<[u32]> {
        let mapping = self.context.bound.mapping;
        let Some(thing) = mapping.things.get(id) else {
            return Rc::new([]);
        };
        let inherited =
            view.element.is_some() && thing.each.iter().all(|column| view.each.contains(column));
        if thing.each.is_empty() || inherited {
            return self.one(id, thing, view, situation, day);
        }
        let (count, uneven) = view.elements(&thing.each);
        if uneven {
            self.uneven(thing, view);
        }
        let mut all: Vec<u32> = Vec::new();
        for element in 0..count {
            let own = view.at(&thing.each, element);
            for number in self.one(id, thing, &own, situation, day).iter() {
                if !all.contains(number) {
                    all.push(*number);
                }
            }
        }
        all.into()
    }

    fn uneven(&mut self, thing: &Thing, view: &RowView<'_>) {
        let column = thing.each.last().copied().unwrap_or_default();
        let value = view.value(column).unwrap_or_default().to_owned();
        let name = self.context.bound.name(column).to_owned();
        if self
            .told
            .insert(format!("{}:{value}:{}", self.row, thing.name))
        {
            let remedy =
                "the elements beyond the shorter list have no value in it; check the separators";
            self.set_aside(&name, &value, Reason::UnequalLists, remedy);
        }
    }

    fn one(
        &mut self,
        id: ThingId,
        thing: &Thing,
        view: &RowView<'_>,
        situation: &str,
        day: RowDay,
    ) -> Rc<[u32]> {
        if !view.holds(thing.condition.as_ref()) {
            return Rc::new([]);
        }
        let nobody = thing
            .placeholder
            .as_ref()
            .is_some_and(|condition| view.holds(Some(condition)));
        if nobody {
            return self.placeholder(id, thing, view, situation, day);
        }
        let state = self.state(thing, view, day);
        self.key.clear();
        for column in &thing.inputs {
            self.key.push_str(view.value(*column).unwrap_or_default());
            self.key.push('\u{1f}');
        }
        // States of the things around it depend on the day too.
        if self.has_codes(thing) {
            use std::fmt::Write;
            let _ = write!(self.key, "{state:?}{day:?}");
        }
        let key = (id, std::mem::take(&mut self.key));
        if let Some(known) = self.described.get(&key) {
            let known = Rc::clone(known);
            self.key = key.1;
            return known;
        }
        let found: Rc<[u32]> = match state {
            Some(number) => self.known_state(number).into_iter().collect(),
            None => {
                let mut iri = std::mem::take(&mut self.text);
                let whole = thing.ids.iter().any(|id| {
                    iri.clear();
                    iri.push_str(crate::iri::ID);
                    view.write_iri(id, &mut iri)
                });
                let node = whole
                    .then(|| self.out.terms.intern(TermKind::Iri, &iri))
                    .flatten();
                self.text = iri;
                match node {
                    Some(node) => self.described_once(&key, node, thing, view, situation, day),
                    None => Rc::new([]),
                }
            }
        };
        self.described.insert(key, Rc::clone(&found));
        found
    }

    fn has_codes(&self, thing: &Thing) -> bool {
        let things = &self.context.bound.mapping.things;
        let around = [
            &thing.within,
            &thing.unit_of,
            &thing.country,
            &thing.part_of,
        ];
        !thing.codes.is_empty()
            || around.into_iter().flatten().any(|id| {
                things
                    .get(*id)
                    .is_some_and(|thing| !thing.codes.is_empty() || self.has_codes(thing))
            })
    }

    /// Finds the state or country whose code the row gives.
    fn state(&mut self, thing: &Thing, view: &RowView<'_>, day: RowDay) -> Option<usize> {
        let mut missed = None;
        for (scheme, template) in &thing.codes {
            let mut code = std::mem::take(&mut self.text);
            code.clear();
            if view.write(template, &mut code) {
                let found = self
                    .context
                    .states
                    .find(thing.is_country, scheme, &code, day);
                if found.is_some() {
                    self.text = code;
                    return found;
                }
                let column = template.columns().next();
                missed = missed.or(column.map(|column| (scheme.clone(), column, code.clone())));
            }
            self.text = code;
        }
        let (scheme, column, code) = missed?;
        let quiet = !thing.ids.is_empty() && scheme == super::states::BY_NAME;
        if !quiet && self.told.insert(format!("{scheme} {code}")) {
            let name = self.context.bound.name(column).to_owned();
            let remedy = format!(
                "the reference data know no state with the {scheme} code {code} then; it stands under the dataset's own identifier"
            );
            self.set_aside(&name, &code, Reason::UnknownState, remedy);
        }
        None
    }

    fn known_state(&mut self, number: usize) -> Option<u32> {
        let state = self.context.states.get(number)?;
        let node = self.out.terms.intern(TermKind::Iri, &state.iri)?;
        let start = self.shared.len();
        let (rdf_type, label) = (self.name("rdf:type"), self.name("rdfs:label"));
        let class = self.name(if state.is_country { "Country" } else { "State" });
        self.shared.push([node, rdf_type, class]);
        self.labels.insert(node, state.label.clone());
        if let Some(text) = self.out.terms.intern(TermKind::English, &state.label) {
            self.shared.push([node, label, text]);
        }
        self.block((usize::MAX, state.iri.as_str()), start);
        Some(node)
    }

    /// Marks the statements since `start` as one block, told by what they depend on.
    fn block(&mut self, key: impl Hash, start: usize) {
        let hash = |salt: u8| {
            let mut hasher = DefaultHasher::new();
            (salt, &key).hash(&mut hasher);
            hasher.finish()
        };
        let statements: Range<usize> = start..self.shared.len();
        let key = (u128::from(hash(0)) << 64) | u128::from(hash(1));
        self.out.blocks.push(Block { key, statements });
    }

    fn placeholder(
        &mut self,
        id: ThingId,
        thing: &Thing,
        view: &RowView<'_>,
        situation: &str,
        day: RowDay,
    ) -> Rc<[u32]> {
        if situation.is_empty() {
            return Rc::new([]);
        }
        let element = view
            .element
            .map_or(String::new(), |element| format!("-{}", element + 1));
        let iri = format!("{situation}/{}{element}", thing.name);
        let Some(node) = self.out.terms.intern(TermKind::Iri, &iri) else {
            return Rc::new([]);
        };
        self.described_once(&(id, iri), node, thing, view, situation, day)
    }

    /// Describes a thing, things around it first.
    fn described_once(
        &mut self,
        key: &(ThingId, String),
        node: u32,
        thing: &Thing,
        view: &RowView<'_>,
        situation: &str,
        day: RowDay,
    ) -> Rc<[u32]> {
        let classes: Vec<String> = match self.chosen(&thing.class, view) {
            Ok(classes) => classes.to_vec(),
            Err((column, code)) => {
                let name = self.context.bound.name(column).to_owned();
                let remedy = format!(
                    "add the code to the classes of [things.{}], or give them an `else`",
                    thing.name
                );
                self.set_aside(&name, &code, Reason::UnlistedCode, remedy);
                return Rc::new([]);
            }
        };
        if classes.is_empty() {
            return Rc::new([]);
        }
        let around: Vec<(&'static str, u32)> = self.around(thing, view, situation, day);
        let start = self.shared.len();
        let rdf_type = self.name("rdf:type");
        for class in &classes {
            let class = self.term(class);
            self.shared.push([node, rdf_type, class]);
        }
        for (property, other) in around {
            if other != node {
                let property = self.name(property);
                self.shared.push([node, property, other]);
            }
        }
        let is_situation = |class: &String| self.context.vocabulary.is_below(class, "Situation");
        if classes.iter().any(is_situation) {
            // An episode stands where it is first mentioned.
            let row = self.name("row");
            if let Some(number) = self.out.terms.intern(TermKind::Integer, view.number) {
                self.shared.push([node, row, number]);
            }
        }
        self.names_of(node, thing, view, situation, day);
        for (scheme, template) in &thing.notations {
            for text in view.texts(template) {
                self.notation(node, scheme, &text, true);
            }
        }
        self.point(node, thing, view);
        self.lifetime(node, thing, view);
        for value in &thing.values {
            if let Some(statement) = self.value(node, value, view) {
                self.shared.push(statement);
            }
        }
        self.block(key, start);
        Rc::new([node])
    }

    fn around(
        &mut self,
        thing: &Thing,
        view: &RowView<'_>,
        situation: &str,
        day: RowDay,
    ) -> Vec<(&'static str, u32)> {
        let mut around = Vec::new();
        let lists: [(&'static str, &[ThingId], bool); 4] = [
            ("within", &thing.within, true),
            ("country", &thing.country, true),
            ("unitOf", &thing.unit_of, false),
            ("partOf", &thing.part_of, false),
        ];
        for (property, things, first_only) in lists {
            for id in things {
                let found = self.things(*id, view, situation, day);
                around.extend(found.iter().map(|node| (property, *node)));
                if first_only && !found.is_empty() {
                    break;
                }
            }
        }
        around
    }

    fn names_of(
        &mut self,
        node: u32,
        thing: &Thing,
        view: &RowView<'_>,
        situation: &str,
        day: RowDay,
    ) {
        let mut names: Vec<String> = Vec::new();
        let (label, alias) = (self.name("rdfs:label"), self.name("skos:altLabel"));
        let abbreviation = self.name("abbreviation");
        for (templates, property) in [
            (&thing.labels, alias),
            (&thing.aliases, alias),
            (&thing.abbreviations, abbreviation),
        ] {
            for template in templates {
                let texts = if template.names_things() {
                    self.title(template, situation, view, day)
                        .into_iter()
                        .collect()
                } else {
                    view.texts(template)
                };
                for name in texts {
                    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
                    if name.is_empty() || names.contains(&name) {
                        continue;
                    }
                    let property = if names.is_empty() { label } else { property };
                    if names.is_empty() {
                        self.labels.insert(node, name.clone());
                    }
                    if let Some(text) = self.out.terms.intern(TermKind::Text, &name) {
                        self.shared.push([node, property, text]);
                    }
                    names.push(name);
                }
            }
        }
    }

    /// Adds an identifier of a kind, to the statements of things or of the situation at hand.
    pub(super) fn notation(&mut self, node: u32, scheme: &str, text: &str, shared: bool) {
        let property = self.name("skos:notation");
        let text = text
            .strip_suffix(".0")
            .filter(|v| v.bytes().all(|b| b.is_ascii_digit()))
            .unwrap_or(text);
        let kind = self.out.terms.datatype(&format!("{NS}{scheme}"));
        if let Some(text) = kind.and_then(|kind| self.out.terms.intern(kind, text)) {
            let to = if shared {
                &mut self.shared
            } else {
                &mut self.out.statements
            };
            to.push([node, property, text]);
        }
    }

    fn point(&mut self, node: u32, thing: &Thing, view: &RowView<'_>) {
        let Some((lat_at, long_at)) = &thing.point else {
            return;
        };
        let text = |template| {
            let mut text = String::new();
            view.write(template, &mut text).then_some(text)
        };
        let (Some(lat), Some(long)) = (text(lat_at), text(long_at)) else {
            return;
        };
        let column = lat_at
            .columns()
            .next()
            .map(|column| self.context.bound.name(column).to_owned());
        let column = column.unwrap_or_default();
        let (north, east) = match (coordinate(&lat), coordinate(&long)) {
            (Some(north), Some(east)) => (north, east),
            _ => {
                self.set_aside(
                    &column,
                    &format!("{lat}, {long}"),
                    Reason::NotANumber,
                    "coordinates are decimal degrees; the place is kept without them",
                );
                return;
            }
        };
        if let Some(reason) = number::bad_point(north, east) {
            let remedy = match reason {
                Reason::SwappedCoordinates => {
                    "swap them in the file or in the mapping; the place is kept without them"
                }
                _ => {
                    "latitudes run from -90 to 90, longitudes from -180 to 180; the place is kept without them"
                }
            };
            self.set_aside(&column, &format!("{lat}, {long}"), reason, remedy);
            return;
        }
        for (property, degrees) in [("lat", north), ("long", east)] {
            let property = self.name(property);
            if let Some(text) = self
                .out
                .terms
                .intern(TermKind::Decimal, &number::decimal(degrees))
            {
                self.shared.push([node, property, text]);
            }
        }
    }

    fn lifetime(&mut self, node: u32, thing: &Thing, view: &RowView<'_>) {
        let Some((from, to)) = &thing.lifetime else {
            return;
        };
        let side = |template: &Option<super::text::Template>| {
            let mut text = String::new();
            let whole = template
                .as_ref()
                .is_some_and(|template| view.write(template, &mut text));
            whole.then(|| super::date::read(&text).ok()).flatten()
        };
        let (from_date, to_date) = (side(from), side(to));
        if from_date.is_none() && to_date.is_none() {
            return;
        }
        let start = from_date.map_or_else(String::new, |date| date.to_string());
        // A name without a last year is the one in use.
        let end = to_date.map_or_else(
            || {
                if to.is_some() {
                    "..".to_owned()
                } else {
                    String::new()
                }
            },
            |date| date.to_string(),
        );
        let property = self.name("lifetime");
        if let Some(text) = self
            .out
            .terms
            .intern(TermKind::Edtf, &format!("{start}/{end}"))
        {
            self.shared.push([node, property, text]);
        }
    }

    /// Returns a further statement, if the row has a value for it.
    pub(super) fn value(
        &mut self,
        node: u32,
        value: &Value,
        view: &RowView<'_>,
    ) -> Option<[u32; 3]> {
        if !view.holds(value.condition.as_ref()) {
            return None;
        }
        let mut text = String::new();
        if !view.write(&value.template, &mut text) || text.trim().is_empty() {
            return None;
        }
        let text = text.trim();
        let property = match value.property.as_str() {
            "comment" => self.name("rdfs:comment"),
            "see" => self.name("rdfs:seeAlso"),
            "description" => self.name("dcterms:description"),
            own => self.term(own),
        };
        let terms = &mut self.out.terms;
        let object = match value.kind {
            ValueKind::Text => terms.intern(TermKind::Text, text),
            ValueKind::Integer => number::whole(text)
                .and_then(|number| terms.intern(TermKind::Integer, &number.to_string())),
            ValueKind::Date => super::date::read(text)
                .ok()
                .and_then(|date| terms.intern(TermKind::Edtf, &date.to_string())),
            ValueKind::Concept if self.context.vocabulary.has_concept(text) => terms.intern(
                TermKind::Iri,
                &format!("https://w3id.org/allegiance/code/{text}"),
            ),
            ValueKind::Concept => None,
            ValueKind::Page => terms.intern(TermKind::Iri, text),
            ValueKind::Term => terms.intern(TermKind::Iri, &format!("{NS}{text}")),
        };
        let Some(object) = object else {
            let column = value.template.columns().next();
            let name = column.map(|column| self.context.bound.name(column).to_owned());
            let remedy =
                "the value does not fit its kind; correct it, or change the kind in the mapping";
            self.set_aside(
                &name.unwrap_or_default(),
                text,
                Reason::UnlistedCode,
                remedy,
            );
            return None;
        };
        Some([node, property, object])
    }

    /// Returns the IRI of an individual by the first template whose columns have values.
    pub(super) fn iri_of(
        &self,
        templates: &[super::text::Template],
        view: &RowView<'_>,
    ) -> Option<String> {
        templates.iter().find_map(|template| {
            let mut local = String::new();
            view.write_iri(template, &mut local)
                .then(|| individual(&local))
        })
    }
}
