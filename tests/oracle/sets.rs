//! Sets, interpreted member by member as `meaning.md` says.

use crate::figures::Whose;
use crate::held::Held;
use crate::knowledge::{al, sources, subclass};
use crate::order::stands;
use crate::pairs::Related;
use crate::time::{Bounds, asked, bounds};
use crate::world::{Situation, Thing, When, World};
use allegiance::iri::Iri;
use allegiance::question::ast::{Comparison, End, Keyword};
use allegiance::reading::{
    About, Anchor, Entity, Filler, Filter, Given, Relative, Roles, Set, Situations, Standing, Time,
    TimeOrder, View, YesNo,
};
use std::collections::BTreeMap;

/// How a set is asked for.
#[derive(Clone, Copy)]
pub struct Way {
    pub strictly: bool,
    /// The situations are what is asked for, proposed or talked about, and need not have occurred.
    pub spoken_of: bool,
    /// Only what is denied.
    pub denied: bool,
    /// Parts do not stand for their wholes.
    pub whole: bool,
    /// The situation that words such as `within 30 days` refer back to.
    pub outer: Option<usize>,
}

pub struct Oracle<'w> {
    pub world: &'w World,
}

pub type Members = BTreeMap<String, Held>;

/// A situation, who fills the role that is asked for, and how surely.
pub struct Filling {
    pub situation: usize,
    pub filler: Thing,
    pub held: Held,
}

/// One situation under clauses.
#[derive(Clone, Copy)]
struct Looked<'w> {
    n: usize,
    situation: &'w Situation,
    way: Way,
}

impl Oracle<'_> {
    /// Returns the members of a set with how surely each is one, and why.
    pub fn members(&self, set: &Set, way: Way) -> Members {
        let mut members = Members::new();
        let mut note = |iri: String, held: Held| {
            if held.is_some() {
                members.entry(iri).or_default().or(held);
            }
        };
        match set {
            Set::Names(names) => {
                for name in names {
                    note(name.iri.as_str().to_owned(), Held::certain());
                }
            }
            Set::Situations(set) => {
                for (n, situation) in self.world.situations.iter().enumerate() {
                    let looked = Looked { n, situation, way };
                    note(World::iri(Thing::Situation(n)), self.situation(looked, set));
                }
            }
            Set::Roles(roles) => {
                for filling in self.fillings(roles, way) {
                    note(World::iri(filling.filler), filling.held);
                }
            }
            Set::Entities { class, .. } => {
                for thing in self.world.things() {
                    note(
                        World::iri(thing),
                        Held::of(self.world.is_a(thing, class.iri.as_str()), true),
                    );
                }
            }
            // Readings are generated without queries, whose answers are known before there is a plan.
            Set::Query(_) => {}
            Set::And(sets) => {
                let all: Vec<Members> = sets.iter().map(|set| self.members(set, way)).collect();
                for iri in all[0].keys() {
                    let every = all.iter().fold(Held::certain(), |held, members| {
                        held.and(members.get(iri).cloned().unwrap_or_default())
                    });
                    note(iri.clone(), every);
                }
            }
            Set::Or(sets) => {
                for set in sets {
                    for (iri, held) in self.members(set, way) {
                        note(iri, held);
                    }
                }
            }
            Set::Except(from, without) => {
                // What must not hold is looked for among all that is recorded: a claim or a possibility is enough.
                let loose = Way {
                    strictly: false,
                    ..way
                };
                let without = self.members(without, loose);
                for (iri, held) in self.members(from, way) {
                    if !without.contains_key(&iri) {
                        note(iri, held);
                    }
                }
            }
        }
        members
    }

    /// Tells how surely a situation is in a set of situations.
    fn situation(&self, looked: Looked<'_>, set: &Situations) -> Held {
        let class = set.class.iri.as_str();
        let is = self.world.is_a(Thing::Situation(looked.n), class) && looked.stands(&set.filters);
        if !is {
            return Held::default();
        }
        let held = self.filters(looked, class, &set.filters);
        looked.counted(held.because(looked.n))
    }

    /// Returns the situations of a verb or role noun, with those who fill the role that is asked for.
    pub fn fillings(&self, roles: &Roles, way: Way) -> Vec<Filling> {
        let mut found = Vec::new();
        for (n, situation) in self.world.situations.iter().enumerate() {
            for view in &roles.views {
                let class = view.class.as_str();
                let whole = of_whole(class);
                let way = Way { whole, ..way };
                let looked = Looked { n, situation, way };
                if !self.world.is_a(Thing::Situation(n), class) {
                    continue;
                }
                let filters = self.filters(looked, class, &roles.filters);
                for filler in World::fillers(situation, view.answer.as_str()) {
                    let which = roles.which.as_ref();
                    if which.is_some_and(|which| !self.world.is_a(filler, which.iri.as_str())) {
                        continue;
                    }
                    if self.is_with_themselves(view, roles, filler) {
                        continue;
                    }
                    let given = self.given(looked, view, roles, filler);
                    let held = looked.counted(filters.clone().and(given).because(n));
                    if held.is_some() {
                        found.push(Filling {
                            situation: n,
                            filler,
                            held,
                        });
                    }
                }
            }
        }
        found
    }

    /// Returns who did it to whom, in every situation of a verb.
    pub fn related(&self, roles: &Roles, way: Way) -> Vec<Related> {
        let mut found = Vec::new();
        for (n, situation) in self.world.situations.iter().enumerate() {
            for view in &roles.views {
                let class = view.class.as_str();
                let Given::Role(role) = &view.given else {
                    continue;
                };
                if !self.world.is_a(Thing::Situation(n), class) {
                    continue;
                }
                let whole = of_whole(class);
                let way = Way { whole, ..way };
                let looked = Looked { n, situation, way };
                let stands = Held::of(looked.stands(&roles.filters), true);
                let told = self.filters(looked, class, &roles.filters).and(stands);
                for who in World::fillers(situation, view.answer.as_str()) {
                    let which = roles.which.as_ref();
                    if which.is_some_and(|which| !self.world.is_a(who, which.iri.as_str())) {
                        continue;
                    }
                    for whom in World::fillers(situation, role.as_str()) {
                        let fits = self.fills(whom, &roles.given, way);
                        let held = looked.counted(told.clone().and(fits));
                        if who != whom && held.is_some() {
                            found.push(Related {
                                who,
                                whom,
                                situation: n,
                                held,
                            });
                        }
                    }
                }
            }
        }
        found
    }

    /// Who signed accords with X is somebody else than X, and no part of it.
    fn is_with_themselves(&self, view: &View, roles: &Roles, one: Thing) -> bool {
        let (Given::Itself, Filler::Set(set)) = (&view.given, &roles.given) else {
            return false;
        };
        let Set::Situations(set) = set.as_ref() else {
            return false;
        };
        set.filters.iter().any(|filter| match filter {
            Filter::Role {
                preposition: Keyword::With,
                roles,
                filler: Filler::Names(names),
            } => {
                let counts = |name: &Entity| self.world.counts_for(one, name.iri.as_str());
                roles.contains(&view.answer) && names.iter().any(counts)
            }
            _ => false,
        })
    }

    /// Returns the situations that say yes to a question.
    pub fn situations(&self, question: &YesNo, way: Way) -> Members {
        let mut members = Members::new();
        for filling in self.fillings(&question.verb, way) {
            let mut views = question.verb.views.iter();
            let whole = views.all(|view| of_whole(view.class.as_str()));
            let fits = self.fills(filling.filler, &question.subject, Way { whole, ..way });
            let held = filling.held.and(fits);
            if held.is_some() {
                let iri = World::iri(Thing::Situation(filling.situation));
                members.entry(iri).or_default().or(held);
            }
        }
        members
    }

    /// Tells how surely what is given stands where the view says, and whether the situation's standing counts.
    fn given(&self, looked: Looked<'_>, view: &View, roles: &Roles, answer: Thing) -> Held {
        let iri = World::iri(Thing::Situation(looked.n));
        let given = match (&view.given, &roles.given) {
            (Given::Nothing, _) => Held::certain(),
            (Given::Role(role), filler) => World::fillers(looked.situation, role.as_str())
                .into_iter()
                // Somebody else than who is asked for.
                .filter(|one| *role != view.answer || *one != answer)
                .map(|one| self.fills(one, filler, looked.way))
                .fold(Held::default(), Held::either),
            (Given::Itself, Filler::Names(names)) => Held::of(named(names, &iri), true),
            // The situations of the set are the ones of the word, so that each may say which of them count.
            (Given::Itself, Filler::Set(set)) => {
                if let Set::Situations(set) = set.as_ref() {
                    let class = set.class.iri.as_str();
                    let all: Vec<Filter> =
                        set.filters.iter().chain(&roles.filters).cloned().collect();
                    let is = self.world.is_a(Thing::Situation(looked.n), class);
                    if !is || !looked.stands(&all) {
                        return Held::default();
                    }
                    return self.filters(looked, class, &set.filters);
                }
                let members = self.members(set, looked.way);
                return members
                    .get(&iri)
                    .map_or_else(Held::default, |held| Held::from(held.truth));
            }
            (Given::Place, Filler::Names(names)) => self.placed(looked.situation, names, false),
            (Given::Itself | Given::Place, _) => Held::certain(),
        };
        given.and(Held::of(looked.stands(&roles.filters), true))
    }

    /// Tells how surely somebody is who is meant, a part of them counting for them.
    pub fn fills(&self, one: Thing, filler: &Filler, way: Way) -> Held {
        match filler {
            Filler::Anyone => Held::certain(),
            Filler::Names(names) => {
                let counts = |name: &Entity| {
                    if way.whole {
                        World::iri(one) == name.iri.as_str()
                    } else {
                        self.world.counts_for(one, name.iri.as_str())
                    }
                };
                Held::of(names.iter().any(counts), true)
            }
            // Said only of what was spoken of before.
            Filler::Back(_) => Held::default(),
            Filler::Set(set) => {
                let inner = Way {
                    spoken_of: of_situations(set),
                    denied: false,
                    whole: false,
                    ..way
                };
                let members = self.members(set, inner);
                if way.whole || of_situations(set) {
                    return members.get(&World::iri(one)).cloned().unwrap_or_default();
                }
                // A part counts for a member as it does for a name.
                members
                    .into_iter()
                    .filter(|(iri, _)| self.world.counts_for(one, iri))
                    .map(|(_, held)| held)
                    .fold(Held::default(), Held::either)
            }
        }
    }

    /// Tells how surely all clauses hold.
    fn filters(&self, looked: Looked<'_>, class: &str, filters: &[Filter]) -> Held {
        let figured = filters.iter().any(|f| matches!(f, Filter::Figure { .. }));
        // With a figure, one speaker is the one who tells the figure.
        let teller = filters
            .iter()
            .position(|f| figured && speakers(f).is_some_and(|names| names.len() == 1));
        let whose = match teller.and_then(|at| speakers(&filters[at])) {
            Some(names) => Whose::Of(names[0].iri.as_str().to_owned()),
            None => Whose::usual(filters, looked.way),
        };
        let mut held = Held::certain();
        for (at, filter) in filters.iter().enumerate() {
            if teller != Some(at) {
                held = held.and(self.filter(looked, class, filter, &whose));
            }
        }
        held
    }

    fn filter(&self, looked: Looked<'_>, class: &str, filter: &Filter, whose: &Whose) -> Held {
        let Looked { n, situation, way } = looked;
        let whole = of_whole(class);
        let way = Way { whole, ..way };
        let looked = Looked { way, ..looked };
        match filter {
            Filter::Named(name) => {
                Held::of(World::iri(Thing::Situation(n)) == name.iri.as_str(), true)
            }
            Filter::Place(names) => self.placed(situation, names, false),
            Filter::Near(names) => self.placed(situation, names, true),
            Filter::Time(time) => self.timed(situation, n, class, time, None),
            Filter::At(end, inner) => match inner.as_ref() {
                Filter::Time(time) => self.timed(situation, n, class, time, Some(*end)),
                Filter::Relative(told) => self.relative(looked, class, told, Some(*end)),
                other => panic!("only dates say when something ended: {other:?}"),
            },
            Filter::Role { roles, filler, .. } => roles
                .iter()
                .flat_map(|role| World::fillers(situation, role.as_str()))
                .map(|one| self.fills(one, filler, way))
                .fold(Held::default(), Held::either),
            Filter::Between {
                pairs,
                first,
                second,
            } => self.between(looked, pairs, first, second),
            Filter::Figure {
                field,
                operator,
                number,
            } => {
                let total = self
                    .figures(situation, field.iri.as_str(), whose)
                    .iter()
                    .map(|figure| figure.best)
                    .reduce(|a, b| a + b);
                let compared = total.is_some_and(|total| compares(total, *operator, *number));
                Held::of(compared, true)
            }
            Filter::AccordingTo(names) => Held::of(self.said(situation, names, true), true),
            Filter::ClaimedBy(names) => Held::of(self.said(situation, names, false), true),
            Filter::ClaimedOnlyBy(names) => {
                let theirs = |actor: usize| {
                    let counts = |name: &Entity| {
                        self.world
                            .counts_for(Thing::Actor(actor), name.iri.as_str())
                    };
                    names.iter().any(counts)
                };
                let asserted = situation.certainty.unwrap_or("Asserted") == "Asserted";
                let alone = situation.speaker.is_none_or(theirs);
                Held::of(
                    self.said(situation, names, false) && alone && !asserted,
                    true,
                )
            }
            Filter::Conflicting { about, .. } => Held::of(
                about.iter().any(|about| self.differ(n, about.as_str())),
                true,
            ),
            Filter::Using(names) => {
                let described = sources(situation);
                let figured = situation
                    .figures
                    .iter()
                    .map(|f| World::source_iri(f.source));
                let told = described.into_iter().chain(figured);
                Held::of(told.into_iter().any(|iri| named(names, &iri)), true)
            }
            Filter::Sources { operator, number } => {
                let count = i64::try_from(sources(situation).len()).expect("a few");
                Held::of(compares(count, *operator, *number), true)
            }
            Filter::Not(not) => {
                // Nothing of the kind may be recorded, not even as possible or claimed.
                let loose = Looked {
                    way: Way {
                        strictly: false,
                        ..way
                    },
                    ..looked
                };
                let whose = Whose::usual(std::slice::from_ref(not), loose.way);
                Held::of(!self.filter(loose, class, not, &whose).is_some(), true)
            }
            Filter::Filled { roles, .. } => {
                let filled = |role: &Iri| !World::fillers(situation, role.as_str()).is_empty();
                Held::of(roles.iter().any(filled), true)
            }
            Filter::Unknown { roles, .. } => {
                let unknown = |one: &Thing| self.world.is_a(*one, &al("UnidentifiedActor"));
                let fillers = roles
                    .iter()
                    .flat_map(|role| World::fillers(situation, role.as_str()));
                Held::of(fillers.into_iter().any(|one| unknown(&one)), true)
            }
            Filter::Relative(told) => self.relative(looked, class, told, None),
            Filter::About(told) => self.about(looked, told),
            Filter::Neighbours(names) => self.in_neighbours(situation, names),
            Filter::Distance { length, of } => self.within(situation, *length, of),
            Filter::Standing {
                of: Standing::Consensus,
                ..
            } => Held::of(self.disputed(n), true),
            Filter::Standing { .. } => Held::certain(),
        }
    }

    fn between(
        &self,
        looked: Looked<'_>,
        pairs: &[(Iri, Iri)],
        first: &Filler,
        second: &Filler,
    ) -> Held {
        let mut best = Held::default();
        for (a, b) in pairs {
            for one in World::fillers(looked.situation, a.as_str()) {
                for other in World::fillers(looked.situation, b.as_str()) {
                    if a == b && one == other {
                        continue;
                    }
                    let both = self
                        .fills(one, first, looked.way)
                        .and(self.fills(other, second, looked.way));
                    best.or(both);
                }
            }
        }
        best
    }

    /// Says whether a situation is an event: so is what is asked for by an event's word; else it is one or not.
    fn is_event(&self, n: usize, class: &str) -> bool {
        if subclass(class, &al("Event")) || subclass(class, &al("Relation")) {
            subclass(class, &al("Event"))
        } else {
            self.world.is_a(Thing::Situation(n), &al("Event"))
        }
    }

    /// Sets a situation beside others in time.
    fn relative(&self, looked: Looked<'_>, class: &str, told: &Relative, at: Option<End>) -> Held {
        let way = Way {
            spoken_of: false,
            denied: false,
            outer: Some(looked.n),
            ..looked.way
        };
        let anchors: Members = match &told.anchor {
            Anchor::Names(names) => names
                .iter()
                .map(|name| (name.iri.as_str().to_owned(), Held::certain()))
                .collect(),
            Anchor::Set(set) => self.members(set, way),
            Anchor::It { .. } => {
                let spoken_of = looked.way.outer.expect("a situation spoken of before");
                let iri = World::iri(Thing::Situation(spoken_of));
                Members::from([(iri, Held::certain())])
            }
        };
        let mut best = Held::default();
        for (iri, held) in anchors {
            let anchor = crate::groups::number(&iri);
            // What was spoken of before may be the same one: an alliance of three is in the same year as itself.
            if anchor != looked.n || matches!(told.anchor, Anchor::It { .. }) {
                best.or(self.beside(looked, class, (told.how, at), anchor).and(held));
            }
        }
        best
    }

    fn beside(
        &self,
        looked: Looked<'_>,
        class: &str,
        (how, at): (TimeOrder, Option<End>),
        anchor: usize,
    ) -> Held {
        let event = at.is_some() || self.is_event(looked.n, class);
        let other = &self.world.situations[anchor];
        let held = stands(
            &point(bounds(looked.situation), at),
            event,
            &bounds(other),
            how,
        );
        let doubted = doubted(looked.situation) || doubted(other);
        held.and(Held::of(true, !doubted))
    }

    /// Looks for situations that have this one in a role.
    fn about(&self, looked: Looked<'_>, told: &About) -> Held {
        let way = Way {
            spoken_of: false,
            denied: false,
            outer: Some(looked.n),
            ..looked.way
        };
        let itself = Thing::Situation(looked.n);
        let mut best = Held::default();
        for (iri, held) in self.members(&Set::Situations(told.set.clone()), way) {
            let n = crate::groups::number(&iri);
            let situation = &self.world.situations[n];
            let has = |role: &Iri| World::fillers(situation, role.as_str()).contains(&itself);
            if !told.roles.iter().any(has) {
                continue;
            }
            best.or(held);
        }
        best
    }

    fn timed(
        &self,
        situation: &Situation,
        n: usize,
        class: &str,
        time: &Time,
        at: Option<End>,
    ) -> Held {
        let bounds = point(bounds(situation), at);
        let event = at.is_some() || self.is_event(n, class);
        let ranges = asked(time);
        let possible = ranges.iter().any(|range| range.possible(&bounds));
        let certain = ranges.iter().any(|range| match event {
            true => range.contains(&bounds),
            false => range.overlaps(&bounds),
        });
        Held::of(possible, certain && !doubted(situation))
    }

    /// Says whether somebody says so: of the situation, or of one of its figures; or the source is theirs.
    fn said(&self, situation: &Situation, names: &[Entity], by_source: bool) -> bool {
        names.iter().any(|name| {
            let iri = name.iri.as_str();
            let speaks = |actor: Option<usize>| {
                actor.is_some_and(|actor| self.world.counts_for(Thing::Actor(actor), iri))
            };
            speaks(situation.speaker)
                || situation
                    .figures
                    .iter()
                    .any(|figure| speaks(figure.speaker))
                || (by_source && sources(situation).contains(iri))
        })
    }
}

impl Looked<'_> {
    /// `strictly` keeps what is certain alone.
    fn counted(self, held: Held) -> Held {
        if self.way.strictly && !held.is_certain() {
            Held::default()
        } else {
            held
        }
    }

    /// Says whether the certainty and the status are among those that count, or those that are asked for.
    fn stands(self, filters: &[Filter]) -> bool {
        let Looked { situation, way, .. } = self;
        let asked = |kind: Standing| {
            filters.iter().rev().find_map(|filter| match filter {
                Filter::Standing { iri, of, .. } if *of == kind => Some(iri.local().to_owned()),
                _ => None,
            })
        };
        let certainty = situation.certainty.unwrap_or("Asserted");
        let status = situation.status.unwrap_or("Occurred");
        let asked_certainty = asked(Standing::Certainty);
        let asked_status = asked(Standing::Status);
        let certain = match &asked_certainty {
            _ if way.denied => certainty == "Denied",
            Some(asked) => certainty == asked,
            None if way.strictly => certainty == "Asserted",
            None => ["Asserted", "Claimed", "Suggested", "Assessed"].contains(&certainty),
        };
        let denied = asked_certainty.as_deref() == Some("Denied");
        let occurred = match asked_status {
            _ if way.denied => true,
            Some(asked) => status == asked,
            None if denied || way.spoken_of => true,
            None => ["Occurred", "Ongoing"].contains(&status),
        };
        certain && occurred
    }
}

/// Says whether the source itself doubts the date.
fn doubted(situation: &Situation) -> bool {
    let written = |when: When| !matches!(when, When::OneOf(..));
    situation.qualified && situation.when.is_some_and(written)
}

fn speakers(filter: &Filter) -> Option<&[Entity]> {
    match filter {
        Filter::AccordingTo(names) | Filter::ClaimedBy(names) => Some(names),
        _ => None,
    }
}

pub fn named(names: &[Entity], iri: &str) -> bool {
    names.iter().any(|name| name.iri.as_str() == iri)
}

pub fn of_situations(set: &Set) -> bool {
    match set {
        Set::Situations(_) => true,
        Set::And(sets) | Set::Or(sets) => sets.iter().all(of_situations),
        Set::Except(from, _) => of_situations(from),
        Set::Names(_) | Set::Roles(_) | Set::Entities { .. } | Set::Query(_) => false,
    }
}

fn compares(total: i64, operator: Comparison, number: i64) -> bool {
    match operator {
        Comparison::Less => total < number,
        Comparison::LessOrEqual => total <= number,
        Comparison::Equal => total == number,
        Comparison::NotEqual => total != number,
        Comparison::GreaterOrEqual => total >= number,
        Comparison::Greater => total > number,
    }
}

/// The beginning or the end alone, as if it were all there is.
fn point(bounds: Bounds, at: Option<End>) -> Bounds {
    match at {
        None => bounds,
        Some(End::First) => Bounds {
            earliest_end: bounds.earliest_start,
            latest_end: bounds.latest_start,
            ..bounds
        },
        Some(End::Last) => Bounds {
            earliest_start: bounds.earliest_end,
            latest_start: bounds.latest_end,
            ..bounds
        },
    }
}

/// Says whether a part does not stand for its whole in situations of a class.
fn of_whole(class: &str) -> bool {
    let classes = ["Founding", "Succession", "Renaming", "Merger", "Split"];
    classes.iter().any(|of| subclass(class, &al(of)))
}
