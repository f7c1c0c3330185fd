//! Small random worlds: actors, places and situations as plain data, and the same as Turtle.

use crate::tape::Tape;
use std::fmt::Write as _;

/// Something that can fill a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Thing {
    Actor(usize),
    Place(usize),
    Situation(usize),
}

#[derive(Clone, Debug)]
pub struct Actor {
    pub class: &'static str,
    pub unit_of: Option<usize>,
}

#[derive(Clone, Debug)]
pub struct Place {
    pub class: &'static str,
    pub within: Vec<usize>,
    /// Where it or its middle is, in hundredths of degrees north and east.
    pub point: Option<(i32, i32)>,
}

/// Two places are neighbours while the border stands.
#[derive(Clone, Debug)]
pub struct Border {
    pub between: (usize, usize),
    pub from: Option<Date>,
    pub to: Option<Date>,
}

/// A year, a month or a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Date {
    Year(i16),
    Month(i16, i8),
    Day(i16, i8, i8),
}

/// When something happened or held, as its source says.
#[derive(Clone, Copy, Debug)]
pub enum When {
    /// On some day of it.
    At(Date),
    /// On one unknown day from one to the other.
    OneOf(Date, Date),
    /// From the one to the other.
    Interval(Date, Date),
    /// From then on, still seen at the second date.
    Ongoing(Date, Date),
    /// From then on, until nobody knows when.
    EndUnknown(Date),
    StartUnknown(Date),
}

/// What is said of one end alone.
#[derive(Clone, Copy, Debug)]
pub enum Side {
    OneOf(Date, Date),
    OnOrBefore(Date),
    OnOrAfter(Date),
}

#[derive(Clone, Debug)]
pub struct Figure {
    pub measure: &'static str,
    /// The group of victims.
    pub of: Option<usize>,
    pub best: i64,
    pub low: Option<i64>,
    pub high: Option<i64>,
    pub certainty: Option<&'static str>,
    pub speaker: Option<usize>,
    pub source: usize,
}

#[derive(Clone, Debug)]
pub struct Situation {
    pub classes: Vec<&'static str>,
    pub roles: Vec<(&'static str, Thing)>,
    pub places: Vec<usize>,
    pub near: bool,
    pub when: Option<When>,
    /// The date is called approximate.
    pub qualified: bool,
    pub starts: Option<Side>,
    pub ends: Option<Side>,
    pub certainty: Option<&'static str>,
    pub status: Option<&'static str>,
    pub speaker: Option<usize>,
    pub figures: Vec<Figure>,
    pub source: usize,
    /// The roles that the other source tells, where it tells of the situation too.
    pub also: Option<Vec<(&'static str, Thing)>>,
}

#[derive(Clone, Debug, Default)]
pub struct World {
    pub actors: Vec<Actor>,
    pub places: Vec<Place>,
    pub borders: Vec<Border>,
    pub situations: Vec<Situation>,
}

pub const SOURCES: [&str; 2] = ["first", "second"];

const ACTORS: [&str; 10] = [
    "State",
    "ArmedForces",
    "NonStateArmedGroup",
    "PrivateMilitaryCompany",
    "Government",
    "Person",
    "Militia",
    "InternationalOrganisation",
    "Collective",
    "UnidentifiedActor",
];
const PLACES: [&str; 4] = [
    "Country",
    "SubnationalRegion",
    "PopulatedPlace",
    "WorldRegion",
];

const NAMES: [&str; 24] = [
    "Orun", "Belka", "Tivo", "Mirad", "Sapo", "Kelun", "Dorva", "Faxim", "Nerub", "Zolan",
    "Quento", "Pavi", "Umbar", "Lisko", "Hadur", "Winto", "Gresh", "Jotan", "Cavel", "Ebru",
    "Ravno", "Yaldo", "Vekin", "Issar",
];

/// What fills a role.
#[derive(Clone, Copy)]
enum Kind {
    Actor,
    Place,
    Situation,
    /// An actor, now and then a place.
    Either,
}
use Kind::{Actor as A, Either as E, Place as P, Situation as S};

/// Classes with the roles that their situations are given.
const CLASSES: &[(&str, &[(&str, Kind)])] = &[
    ("Ambush", &[("attacker", A), ("target", E)]),
    ("Attack", &[("attacker", A), ("target", E)]),
    ("Alliance", &[("party", A), ("party", A), ("party", A)]),
    ("Battle", &[("sideA", A), ("sideB", A), ("victor", A)]),
    (
        "Support",
        &[("supporter", A), ("recipient", A), ("opponent", A)],
    ),
    (
        "PeaceAccord",
        &[("signatory", A), ("signatory", A), ("mediator", A)],
    ),
    ("Coup", &[("plotter", A), ("deposed", A)]),
    ("AirStrike", &[("attacker", A), ("target", E)]),
    ("OneSidedViolence", &[("attacker", A), ("victim", A)]),
    ("ArmedClash", &[("sideA", A), ("sideB", A), ("sideB", A)]),
    ("Hostility", &[("party", A), ("party", A)]),
    ("CoBelligerence", &[("party", A), ("party", A)]),
    (
        "Accord",
        &[("signatory", A), ("signatory", A), ("guarantor", A)],
    ),
    ("ArmsSupport", &[("supporter", A), ("recipient", A)]),
    ("Membership", &[("member", A), ("organisation", A)]),
    ("Leadership", &[("leader", A), ("organisation", A)]),
    ("Control", &[("holder", A), ("territory", P)]),
    (
        "Capture",
        &[("captor", A), ("territory", P), ("dispossessed", A)],
    ),
    (
        "Intervention",
        &[("intervener", A), ("host", A), ("opponent", A)],
    ),
    ("PeaceMission", &[("intervener", A)]),
    ("Withdrawal", &[("withdrawer", A)]),
    ("Deployment", &[("deployer", A), ("deployed", A)]),
    (
        "Conflict",
        &[("belligerent", A), ("sideA", A), ("sideB", A)],
    ),
    (
        "Request",
        &[("requester", A), ("requested", S), ("addressee", A)],
    ),
    (
        "Statement",
        &[("speaker", A), ("topic", S), ("addressee", A)],
    ),
    ("Departure", &[("departing", A), ("departedFrom", S)]),
    (
        "Merger",
        &[("predecessor", A), ("predecessor", A), ("successor", A)],
    ),
    ("Episode", &[("participant", A)]),
    ("Situation", &[("participant", A)]),
];

const CERTAINTIES: [&str; 6] = [
    "Claimed",
    "Denied",
    "Asserted",
    "Suggested",
    "Assessed",
    "Rumoured",
];
const STATUSES: [&str; 6] = [
    "Planned",
    "Ongoing",
    "Occurred",
    "Failed",
    "Requested",
    "Proposed",
];

impl World {
    /// Makes a world of a few of each.
    pub fn new(t: &mut Tape) -> World {
        let mut world = World::default();
        for n in 0..t.between(2, 6) {
            world.actors.push(Actor {
                class: t.pick::<&str>(&ACTORS),
                unit_of: (n > 0 && t.chance(35)).then(|| t.below(n)),
            });
        }
        for n in 0..t.between(2, 5) {
            let mut within = Vec::new();
            for _ in 0..2 {
                if n > 0 && t.chance(45) {
                    within.push(t.below(n));
                }
            }
            within.dedup();
            world.places.push(Place {
                class: PLACES[n % PLACES.len()],
                within,
                point: t
                    .chance(60)
                    .then(|| (1400 + 50 * below(t, 4), 50 * below(t, 4))),
            });
        }
        for _ in 0..t.below(3) {
            let between = (t.below(world.places.len()), t.below(world.places.len()));
            let (from, to) = (date(t, 2010), date(t, 2014));
            let to = t.chance(40).then_some(to);
            if between.0 != between.1 {
                world.borders.push(Border {
                    between,
                    from: (to.is_none() || t.chance(50)).then_some(from),
                    to,
                });
            }
        }
        let count = t.between(1, 10);
        // A world is about a few kinds of things, so that questions about them find several.
        let kinds: Vec<usize> = (0..4).map(|_| t.below(CLASSES.len())).collect();
        for n in 0..count {
            let situation = world.situation(t, n, &kinds);
            world.situations.push(situation);
        }
        world
    }

    fn situation(&self, t: &mut Tape, n: usize, kinds: &[usize]) -> Situation {
        let (class, roles) = CLASSES[*t.pick(kinds)];
        let mut classes = vec![class];
        let mut kept: Vec<(&'static str, Kind)> = roles.to_vec();
        if t.chance(10) {
            let (other, more) = CLASSES[*t.pick(kinds)];
            if other != class {
                classes.push(other);
                kept.extend(more);
            }
        }
        let mut filled: Vec<(&'static str, Thing)> = Vec::new();
        for (role, kind) in kept {
            if t.chance(20) {
                continue;
            }
            let filler = match kind {
                Kind::Place => Thing::Place(t.below(self.places.len())),
                Kind::Either if t.chance(20) => Thing::Place(t.below(self.places.len())),
                Kind::Actor | Kind::Either => Thing::Actor(t.below(self.actors.len())),
                Kind::Situation if n == 0 => continue,
                Kind::Situation => Thing::Situation(t.below(n)),
            };
            if !filled.contains(&(role, filler)) {
                filled.push((role, filler));
            }
        }
        let mut places = Vec::new();
        for _ in 0..t.between(0, 2) {
            places.push(t.below(self.places.len()));
        }
        places.dedup();
        let certainty = t.chance(35).then(|| *t.pick(&CERTAINTIES));
        let source = t.below(SOURCES.len());
        let mut figures = Vec::new();
        for _ in 0..t.below(4) {
            if t.chance(60) {
                figures.push(self.figure(t, source));
            }
        }
        let also = t.chance(20).then(|| {
            let mut told = filled.clone();
            for (_, filler) in &mut told {
                if let (Thing::Actor(_), true) = (*filler, t.chance(30)) {
                    *filler = Thing::Actor(t.below(self.actors.len()));
                }
            }
            let kept = t.between(0, told.len());
            told.truncate(kept);
            told
        });
        Situation {
            classes,
            roles: filled,
            places,
            near: t.chance(15),
            when: t.chance(90).then(|| when(t)),
            qualified: t.chance(10),
            starts: t.chance(8).then(|| side(t)),
            ends: t.chance(8).then(|| side(t)),
            certainty,
            status: t.chance(20).then(|| *t.pick(&STATUSES)),
            speaker: (certainty.is_some_and(|c| c != "Asserted") || t.chance(10))
                .then(|| t.below(self.actors.len())),
            figures,
            source,
            also,
        }
    }

    /// Makes a figure; numbers are multiples of 16, so that middles and medians are whole.
    fn figure(&self, t: &mut Tape, source: usize) -> Figure {
        let best = 16 * i64::try_from(t.below(12)).expect("a small number");
        Figure {
            measure: t.pick::<&str>(&["killed", "injured"]),
            of: t.chance(70).then(|| t.below(self.actors.len())),
            best,
            low: t.chance(30).then_some(best / 32 * 16),
            high: t.chance(30).then_some(best + 32),
            certainty: t
                .chance(30)
                .then(|| *t.pick(&["Claimed", "Asserted", "Denied"])),
            speaker: t.chance(40).then(|| t.below(self.actors.len())),
            source: (source + usize::from(t.chance(25))) % SOURCES.len(),
        }
    }

    /// Returns the IRI of a thing.
    pub fn iri(thing: Thing) -> String {
        format!("https://w3id.org/allegiance/id/{}", Self::local(thing))
    }

    pub fn source_iri(source: usize) -> String {
        format!("https://w3id.org/allegiance/id/source/{}", SOURCES[source])
    }

    fn local(thing: Thing) -> String {
        match thing {
            Thing::Actor(n) => format!("actor{n}"),
            Thing::Place(n) => format!("place{n}"),
            Thing::Situation(n) => format!("situation{n}"),
        }
    }

    /// Returns the name of a thing; no two have the same.
    pub fn label(thing: Thing) -> String {
        match thing {
            Thing::Actor(n) => NAMES[n].to_owned(),
            Thing::Place(n) => NAMES[8 + n].to_owned(),
            Thing::Situation(n) => format!("{} affair", NAMES[13 + n]),
        }
    }

    /// Returns the statements of one source, one a line.
    pub fn statements(&self, source: usize) -> Vec<String> {
        let mut lines = vec![
            format!("<{}> a al:Source .", Self::source_iri(source)),
            format!(
                "<{}> rdfs:label \"{} book\"@en .",
                Self::source_iri(source),
                SOURCES[source]
            ),
        ];
        let named = |lines: &mut Vec<String>, thing: Thing, class: &str| {
            let local = Self::local(thing);
            lines.push(format!("ent:{local} a al:{class} ."));
            lines.push(format!(
                "ent:{local} rdfs:label \"{}\"@en .",
                Self::label(thing)
            ));
        };
        if source == 0 {
            for (n, actor) in self.actors.iter().enumerate() {
                named(&mut lines, Thing::Actor(n), actor.class);
                if let Some(whole) = actor.unit_of {
                    lines.push(format!("ent:actor{n} al:unitOf ent:actor{whole} ."));
                }
            }
            for (n, place) in self.places.iter().enumerate() {
                named(&mut lines, Thing::Place(n), place.class);
                for outer in &place.within {
                    lines.push(format!("ent:place{n} al:within ent:place{outer} ."));
                }
                if let Some((lat, long)) = place.point {
                    let degrees = |hundredths: i32| f64::from(hundredths) / 100.0;
                    lines.push(format!("ent:place{n} al:lat {:.2} .", degrees(lat)));
                    lines.push(format!("ent:place{n} al:long {:.2} .", degrees(long)));
                }
            }
            for (n, border) in self.borders.iter().enumerate() {
                border.write(n, &mut lines);
            }
        }
        for (n, situation) in self.situations.iter().enumerate() {
            if situation.tells(source).is_some() {
                for class in &situation.classes {
                    named(&mut lines, Thing::Situation(n), class);
                }
                lines.dedup();
            }
            situation.write(n, source, &mut lines);
        }
        lines
    }

    /// Returns the Turtle of one source.
    pub fn turtle(&self, source: usize) -> String {
        document(&self.statements(source))
    }
}

/// Puts the prefixes before statements.
pub fn document(statements: &[String]) -> String {
    let mut text = String::from(
        "@prefix al: <https://w3id.org/allegiance/ns#> .
@prefix ent: <https://w3id.org/allegiance/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .
",
    );
    for statement in statements {
        let _ = writeln!(text, "{statement}");
    }
    text
}

impl Border {
    fn write(&self, n: usize, lines: &mut Vec<String>) {
        let mut say = |what: String| lines.push(format!("ent:border{n} {what} ."));
        say("a al:Border".to_owned());
        say(format!("al:borderOf ent:place{}", self.between.0));
        say(format!("al:borderOf ent:place{}", self.between.1));
        let end = |date: Option<Date>| date.map_or_else(|| "..".to_owned(), Date::edtf);
        let span = format!("{}/{}", end(self.from), end(self.to));
        say(format!("al:lifetime \"{span}\"^^edtf:EDTF"));
    }
}

impl Situation {
    /// Returns the roles that a source tells, if it tells of the situation.
    pub fn tells(&self, source: usize) -> Option<&[(&'static str, Thing)]> {
        if self.source == source {
            Some(&self.roles)
        } else {
            self.also.as_deref()
        }
    }

    fn write(&self, n: usize, source: usize, lines: &mut Vec<String>) {
        for (role, filler) in self.tells(source).into_iter().flatten() {
            lines.push(format!(
                "ent:situation{n} al:{role} ent:{} .",
                World::local(*filler)
            ));
        }
        if self.source == source {
            self.write_rest(n, lines);
        }
        for (m, figure) in self.figures.iter().enumerate() {
            if figure.source == source {
                figure.write(n, m, lines);
            }
        }
    }

    /// Writes what one source alone tells.
    fn write_rest(&self, n: usize, lines: &mut Vec<String>) {
        let mut say = |what: String| lines.push(format!("ent:situation{n} {what} ."));
        for place in &self.places {
            say(format!("al:place ent:place{place}"));
        }
        if self.near {
            say("al:placePrecision al:Near".to_owned());
        }
        if let Some(when) = &self.when {
            say(format!(
                "al:when \"{}\"^^edtf:EDTF",
                when.edtf(self.qualified)
            ));
            if let When::Ongoing(_, seen) = when {
                say(format!("al:ongoingAsOf \"{}\"^^edtf:EDTF", seen.edtf()));
            }
        }
        for (property, side) in [("starts", &self.starts), ("ends", &self.ends)] {
            if let Some(side) = side {
                say(format!("al:{property} \"{}\"^^edtf:EDTF", side.edtf()));
            }
        }
        if let Some(certainty) = self.certainty {
            say(format!("al:certainty al:{certainty}"));
        }
        if let Some(status) = self.status {
            say(format!("al:status al:{status}"));
        }
        if let Some(speaker) = self.speaker {
            say(format!("al:accordingTo ent:actor{speaker}"));
        }
    }
}

impl Figure {
    fn write(&self, n: usize, m: usize, lines: &mut Vec<String>) {
        lines.push(format!("ent:situation{n} al:figure ent:figure{n}-{m} ."));
        let mut say = |what: String| lines.push(format!("ent:figure{n}-{m} {what} ."));
        say("a al:Casualties".to_owned());
        say(format!("al:measure al:{}", self.measure));
        say(format!("al:best {}", self.best));
        if let Some(of) = self.of {
            say(format!("al:of ent:actor{of}"));
        }
        for (property, value) in [("low", self.low), ("high", self.high)] {
            if let Some(value) = value {
                say(format!("al:{property} {value}"));
            }
        }
        if let Some(certainty) = self.certainty {
            say(format!("al:certainty al:{certainty}"));
        }
        if let Some(speaker) = self.speaker {
            say(format!("al:accordingTo ent:actor{speaker}"));
        }
    }
}

impl Date {
    pub fn edtf(self) -> String {
        match self {
            Date::Year(y) => format!("{y:04}"),
            Date::Month(y, m) => format!("{y:04}-{m:02}"),
            Date::Day(y, m, d) => format!("{y:04}-{m:02}-{d:02}"),
        }
    }
}

impl When {
    fn edtf(self, qualified: bool) -> String {
        let mark = if qualified { "~" } else { "" };
        match self {
            When::At(date) => format!("{}{mark}", date.edtf()),
            When::OneOf(a, b) => format!("[{}..{}]", a.edtf(), b.edtf()),
            When::Interval(a, b) => format!("{}{mark}/{}", a.edtf(), b.edtf()),
            When::Ongoing(a, _) => format!("{}{mark}/..", a.edtf()),
            When::EndUnknown(a) => format!("{}{mark}/", a.edtf()),
            When::StartUnknown(b) => format!("/{}{mark}", b.edtf()),
        }
    }
}

impl Side {
    fn edtf(self) -> String {
        match self {
            Side::OneOf(a, b) => format!("[{}..{}]", a.edtf(), b.edtf()),
            Side::OnOrBefore(date) => format!("[..{}]", date.edtf()),
            Side::OnOrAfter(date) => format!("[{}..]", date.edtf()),
        }
    }
}

fn below(t: &mut Tape, n: usize) -> i32 {
    i32::try_from(t.below(n)).expect("a small number")
}

/// Makes a date of a few years, so that questions meet it.
fn date(t: &mut Tape, from: i16) -> Date {
    let precision = t.below(3);
    date_of(t, from, precision)
}

/// Makes a date known to the year, the month or the day.
fn date_of(t: &mut Tape, from: i16, precision: usize) -> Date {
    let year = from + i16::try_from(t.below(4)).expect("a year");
    // Few days, so that what is told and what is asked meet on the very day.
    let month = *t.pick(&[1, 3, 6, 7, 12]);
    let day = *t.pick(&[1, 2, 15, 30, if month == 6 { 30 } else { 31 }]);
    match precision {
        0 => Date::Year(year),
        1 => Date::Month(year, month),
        _ => Date::Day(year, month, day),
    }
}

/// Makes two dates of one precision, as the ends of a set must be.
fn ends(t: &mut Tape) -> (Date, Date) {
    let precision = t.below(3);
    (date_of(t, 2010, precision), date_of(t, 2014, precision))
}

fn when(t: &mut Tape) -> When {
    let first = date(t, 2010);
    match t.below(9) {
        0..=3 => When::At(first),
        4 => {
            let (from, to) = ends(t);
            When::OneOf(from, to)
        }
        5 => When::Interval(first, date(t, 2014)),
        6 => When::Ongoing(first, date(t, 2014)),
        7 => When::EndUnknown(first),
        _ => When::StartUnknown(date(t, 2014)),
    }
}

fn side(t: &mut Tape) -> Side {
    let (from, to) = ends(t);
    match t.below(3) {
        0 => Side::OneOf(from, to),
        1 => Side::OnOrBefore(to),
        _ => Side::OnOrAfter(from),
    }
}
