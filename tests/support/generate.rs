//! Random readings of every form, as the resolver can make them.

use crate::tape::Tape;
use crate::vocabulary::{PREPOSITIONS, Reads, Slot, VerbWord, Vocabulary};
use allegiance::lexicon::{ClassId, Language};
use allegiance::question::ast::{self, Comparison, End, Keyword, Measure, Side, Unit};
use allegiance::reading::{
    About, Anchor, Ask, Entity, Field, Filler, Filter, Length, Noun, Order, Paths, Reading,
    Relative, RolePhrase, Roles, Rows, Set, Situations, Survey, Time, TimeOrder, TimeRelation,
    View, YesNo,
};
use allegiance::time::{Day, Moment, Range};

/// Makes readings of one vocabulary.
#[derive(Clone, Copy)]
pub struct Readings<'v, 's> {
    pub vocabulary: &'v Vocabulary<'s>,
    /// Whether clauses are made that set situations beside others, in time or as absent.
    pub wide: bool,
}

/// How the members of a chain of verb phrases are asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    Active,
    Passive,
    Object,
}

pub const COMPARISONS: &[Comparison] = &[
    Comparison::GreaterOrEqual,
    Comparison::Greater,
    Comparison::Less,
    Comparison::LessOrEqual,
    Comparison::Equal,
    Comparison::NotEqual,
];

const MEASURES: &[Measure] = &[
    Measure::Sum,
    Measure::Average,
    Measure::Median,
    Measure::Min,
    Measure::Max,
];

impl Readings<'_, '_> {
    /// Makes a reading of any form.
    pub fn reading(self, t: &mut Tape) -> Reading {
        let ask = match t.below(if self.wide { 20 } else { 17 }) {
            17 => match self.yes_no(t) {
                Some(what) => Ask::Happened {
                    asker: "when".to_owned(),
                    what,
                },
                None => self.count(t),
            },
            18 | 19 => Ask::Extreme {
                end: *t.pick(&[End::First, End::Last]),
                number: t.between(1, 3),
                of: Set::Situations(self.situations(t, 1)),
            },
            0..=6 => listed(self.set(t, 2)),
            7..=9 => listed(self.who(t)),
            10 | 11 => self.count(t),
            12 => self.measure(t),
            13 => self.yes_no(t).map_or_else(|| self.count(t), Ask::YesNo),
            14 => self.paths(t),
            15 => Ask::Claims(self.set(t, 2)),
            _ => match t.any(&self.vocabulary.known) {
                Some(known) => Ask::About(known.entity.clone()),
                None => self.count(t),
            },
        };
        self.dressed(t, ask)
    }

    /// Makes a reading that has a plan.
    pub fn planned(self, t: &mut Tape) -> Reading {
        let ask = match t.below(12) {
            0..=4 => listed(self.set(t, 2)),
            5..=7 => listed(self.who(t)),
            8 | 9 => self.count(t),
            10 => self.measure(t),
            _ => self.yes_no(t).map_or_else(|| self.count(t), Ask::YesNo),
        };
        self.dressed(t, ask)
    }

    fn dressed(self, t: &mut Tape, ask: Ask) -> Reading {
        let strictly = t.chance(20);
        let rows = match t.below(6) {
            4 => Rows::All,
            5 => Rows::Limit(t.below(30)),
            _ => Rows::Page,
        };
        let mut order = Vec::new();
        if t.chance(10) {
            for _ in 0..t.between(1, 2) {
                let column = *t.pick(&["when", "count", "side a", "situation", "\"according to\""]);
                order.push(Order {
                    column: column.to_owned(),
                    descending: t.chance(50),
                });
            }
        }
        Reading {
            ask,
            strictly,
            rows,
            order,
            pipes: Vec::new(),
            having: Vec::new(),
        }
    }

    /// Makes a set of nouns and names, nested up to `depth` below this one.
    pub fn set(self, t: &mut Tape, depth: usize) -> Set {
        let forms = if depth == 0 { 8 } else { 12 };
        match t.below(forms) {
            0..=3 => Set::Situations(self.situations(t, depth)),
            4..=5 => self
                .roles(t, depth)
                .map_or_else(|| Set::Situations(self.situations(t, depth)), Set::Roles),
            6 => Set::Names(self.names(t, &[])),
            7 => Set::Entities {
                class: self.vocabulary.noun(self.kind(t)),
                filters: Vec::new(),
            },
            form => self.combined(t, form, |t| self.set(t, depth - 1)),
        }
    }

    fn combined(self, t: &mut Tape, form: usize, mut one: impl FnMut(&mut Tape) -> Set) -> Set {
        let count = 2 + usize::from(t.chance(20));
        let mut sets: Vec<Set> = (0..count).map(|_| one(t)).collect();
        match form % 3 {
            // The first of several in `and` is never itself one: it is read as one longer list.
            0 => {
                if let Set::And(first) = &sets[0] {
                    let mut all = first.clone();
                    all.extend(sets.drain(1..));
                    sets = all;
                }
                if self.can_meet(&sets[0], &sets[1]) {
                    Set::And(sets)
                } else {
                    Set::Or(sets)
                }
            }
            1 => Set::Or(sets),
            _ => {
                let without = sets.remove(1);
                Set::Except(Box::new(sets.remove(0)), Box::new(without))
            }
        }
    }

    /// Says whether something can be in both: nothing is an ambush and a coup.
    fn can_meet(self, one: &Set, other: &Set) -> bool {
        let (Set::Situations(a), Set::Situations(b)) = (one, other) else {
            return true;
        };
        let ontology = self.vocabulary.ontology;
        let class = |s: &Situations| {
            ontology
                .class_by_iri(s.class.iri.as_str())
                .expect("a class")
        };
        let (a, b) = (class(a), class(b));
        ontology
            .subclasses(a)
            .into_iter()
            .any(|c| ontology.is_subclass(c, b))
    }

    pub fn situations(self, t: &mut Tape, depth: usize) -> Situations {
        let v = self.vocabulary;
        let among = if t.chance(20) || v.populated.is_empty() {
            &v.situations
        } else {
            &v.populated
        };
        let class = *t.pick(among);
        let noun = v.noun(class);
        let mut filters = Vec::new();
        if t.chance(10) {
            filters.push(t.pick(&v.standings).clone());
        }
        let clauses = self.filters(t, &[class], depth, 3);
        // Before `of`, the same word may be a noun for those in a role.
        let of = matches!(
            clauses.first(),
            Some(Filter::Role {
                preposition: Keyword::Of,
                ..
            })
        );
        if !(of && v.is_role_noun(&noun.plural)) {
            filters.extend(clauses);
        }
        if self.wide && t.chance(15) {
            filters = at_end(t, filters);
        }
        Situations {
            class: noun,
            filters,
        }
    }

    fn roles(self, t: &mut Tape, depth: usize) -> Option<Roles> {
        let v = self.vocabulary;
        let noun = likely(t, &v.nouns, |noun| v.finds(&noun.reads));
        let given = if t.chance(15) && !noun.also_class {
            Filler::Anyone
        } else {
            self.given(t, &noun.reads, depth)
        };
        let views = v.views(&noun.reads, &given);
        if views.is_empty() || (noun.also_class && given == Filler::Anyone) {
            return None;
        }
        let mut filters = Vec::new();
        if t.chance(10) {
            filters.push(t.pick(&v.standings).clone());
        }
        let mut clauses = self.filters(t, &v.view_classes(&views), depth, 2);
        if given == Filler::Anyone {
            // What stands after `of` is what is given.
            clauses.retain(|f| !is_role(f, Keyword::Of));
        }
        filters.extend(clauses);
        Some(Roles {
            phrase: noun.phrase.clone(),
            views,
            given,
            filters,
            which: None,
        })
    }

    /// Makes what is given to a word that reads these roles: names that fit, or a set.
    fn given(self, t: &mut Tape, reads: &[Reads], depth: usize) -> Filler {
        if depth > 0 && t.chance(25) {
            return self.filler_set(t, depth, &self.vocabulary.givable(reads));
        }
        let classes = self.vocabulary.givable(reads);
        if self.vocabulary.fitting(&classes).is_empty() {
            return Filler::Anyone;
        }
        Filler::Names(self.names(t, &classes))
    }

    /// Makes a set that fills a role; names alone are a list of names there.
    fn filler_set(self, t: &mut Tape, depth: usize, fitting: &[ClassId]) -> Filler {
        let v = self.vocabulary;
        let acts = |class: &ClassId| v.entities.contains(class);
        let set = match t.below(10) {
            // Situations seldom fill the roles of those who act.
            0..=6 if fitting.iter().any(acts) => self
                .roles(t, depth - 1)
                .map_or_else(|| self.set(t, depth - 1), Set::Roles),
            7 if fitting.iter().any(acts) => Set::Entities {
                class: v.noun(self.kind(t)),
                filters: Vec::new(),
            },
            _ => self.set(t, depth - 1),
        };
        match set {
            Set::Names(_) => Filler::Set(Box::new(Set::Situations(self.situations(t, 0)))),
            set => Filler::Set(Box::new(set)),
        }
    }

    /// Makes one to three names of these classes, of which there must be some.
    fn names(self, t: &mut Tape, classes: &[ClassId]) -> Vec<Entity> {
        let fitting = self.vocabulary.fitting(classes);
        let count = 1 + usize::from(t.chance(25)) + usize::from(t.chance(10));
        (0..count)
            .map(|_| t.pick(&fitting).entity.clone())
            .collect()
    }

    fn filters(self, t: &mut Tape, classes: &[ClassId], depth: usize, most: usize) -> Vec<Filter> {
        let count = t.below(most + 1);
        (0..count)
            .filter_map(|_| self.filter(t, classes, depth))
            .collect()
    }

    fn filter(self, t: &mut Tape, classes: &[ClassId], depth: usize) -> Option<Filter> {
        let v = self.vocabulary;
        Some(match t.below(if self.wide { 21 } else { 14 }) {
            20 => self.about(t, classes, depth)?,
            19 => Filter::Not(Box::new(self.plain(t, classes)?)),
            14 | 15 => self.relative(t, depth)?,
            16 => {
                let roles: Vec<_> = classes
                    .iter()
                    .flat_map(|c| v.ontology.roles_of(*c))
                    .collect();
                let word = v
                    .ontology
                    .role(*t.any(&roles)?)
                    .plural(Language::English)
                    .to_owned();
                let roles = v.roles_called(&word, classes);
                let roles = roles.iter().map(|r| v.iri(*r)).collect();
                match t.below(4) {
                    3 => Filter::Conflicting { word, about: roles },
                    0 => Filter::Unknown { word, roles },
                    1 => Filter::Filled { word, roles },
                    _ => Filter::Not(Box::new(Filter::Filled { word, roles })),
                }
            }
            17 => {
                let place = [v.class("Place")];
                if v.fitting(&place).is_empty() {
                    return None;
                }
                let of = self.names(t, &place);
                let unit = *t.pick(&[Unit::Kilometre, Unit::Mile]);
                let count = *t.pick(&[100, 0, 5, 3000]);
                Filter::Distance {
                    length: Length { count, unit },
                    of,
                }
            }
            18 => {
                let place = [v.class("Place")];
                if v.fitting(&place).is_empty() {
                    return None;
                }
                Filter::Neighbours(self.names(t, &place))
            }
            0 | 1 => Filter::Time(time(t)),
            2 | 3 => {
                let place = [v.class("Place")];
                if v.fitting(&place).is_empty() {
                    return None;
                }
                let names = self.names(t, &place);
                if t.chance(20) {
                    Filter::Near(names)
                } else {
                    Filter::Place(names)
                }
            }
            4..=6 => {
                let possible: Vec<Keyword> = PREPOSITIONS
                    .iter()
                    .copied()
                    .filter(|k| !v.roles_by(classes, *k).is_empty())
                    .collect();
                let preposition = *t.any(&possible)?;
                let roles = v.roles_by(classes, preposition);
                let filler = self.role_filler(t, &v.fillers(&roles), depth)?;
                // Situations behind `with` are about the ones before it.
                if preposition == Keyword::With
                    && matches!(&filler, Filler::Set(set) if matches!(set.as_ref(), Set::Situations(_)))
                {
                    return None;
                }
                Filter::Role {
                    preposition,
                    filler,
                    roles: roles.iter().map(|r| v.iri(*r)).collect(),
                }
            }
            7 => {
                let pairs = v.pairs(classes);
                if pairs.is_empty() {
                    return None;
                }
                let roles: Vec<_> = pairs.iter().map(|(a, _)| *a).collect();
                let fillers = v.fillers(&roles);
                Filter::Between {
                    pairs: pairs.iter().map(|(a, b)| (v.iri(*a), v.iri(*b))).collect(),
                    first: self.role_filler(t, &fillers, depth)?,
                    second: self.role_filler(t, &fillers, depth)?,
                }
            }
            8 | 9 => Filter::Figure {
                field: self.field(t),
                operator: *t.pick(COMPARISONS),
                number: *t.pick(&[0, 1, 7, 84, 48, 112, -3, i64::MAX, i64::MIN]),
            },
            10 => Filter::AccordingTo(self.speakers(t, &["Actor", "Source"])?),
            11 if self.wide && t.chance(30) => Filter::ClaimedOnlyBy(self.speakers(t, &["Actor"])?),
            11 => Filter::ClaimedBy(self.speakers(t, &["Actor"])?),
            12 => Filter::Using(self.speakers(t, &["Source"])?),
            _ => Filter::Sources {
                operator: *t.pick(COMPARISONS),
                number: *t.pick(&[0, 1, 2, 40]),
            },
        })
    }

    /// Makes a clause about situations that have these in a role.
    fn about(self, t: &mut Tape, classes: &[ClassId], depth: usize) -> Option<Filter> {
        let v = self.vocabulary;
        let speaking: Vec<ClassId> = v
            .situations
            .iter()
            .copied()
            .filter(|class| !v.roles_about(classes, *class).is_empty())
            .collect();
        if depth == 0 || speaking.is_empty() {
            return None;
        }
        let class = *likely(t, &speaking, |class| v.is_recorded(*class));
        let roles = v.roles_about(classes, class);
        let mut filters = self.filters(t, &[class], depth - 1, 1);
        if t.chance(40) {
            let length = Length {
                count: *t.pick(&[400, 30, 1]),
                unit: *t.pick(&[Unit::Day, Unit::Month]),
            };
            let spoken_of = v.noun(*classes.first()?);
            filters.push(Filter::Relative(Relative {
                how: TimeOrder::Within(length, Side::After),
                anchor: Anchor::It {
                    word: spoken_of.singular,
                    class: spoken_of.iri,
                },
            }));
        }
        let about = Filter::About(About {
            set: Situations {
                class: v.noun(class),
                filters,
            },
            roles: roles.iter().map(|role| v.iri(*role)).collect(),
        });
        Some(if t.chance(30) {
            Filter::Not(Box::new(about))
        } else {
            about
        })
    }

    /// Makes a clause that `not` can stand before.
    fn plain(self, t: &mut Tape, classes: &[ClassId]) -> Option<Filter> {
        let filter = self.filter(t, classes, 0)?;
        let negated = !matches!(
            filter,
            Filter::Not(_) | Filter::Filled { .. } | Filter::About(_)
        );
        negated.then_some(filter)
    }

    /// Makes a clause that sets a situation beside others in time.
    fn relative(self, t: &mut Tape, depth: usize) -> Option<Filter> {
        let v = self.vocabulary;
        let situation = [v.class("Situation")];
        let anchor = if depth > 0 && t.chance(60) {
            Anchor::Set(Box::new(Set::Situations(self.situations(t, depth - 1))))
        } else {
            if v.fitting(&situation).is_empty() {
                return None;
            }
            Anchor::Names(self.names(t, &situation))
        };
        let length = Length {
            count: *t.pick(&[30, 1, 0, 400]),
            unit: *t.pick(&[Unit::Day, Unit::Week, Unit::Month, Unit::Year]),
        };
        let within = t.chance(50).then_some(length);
        let how = match t.below(12) {
            11 => TimeOrder::WithinStart(length),
            0 => TimeOrder::After,
            1 => TimeOrder::Before,
            2 => TimeOrder::Since,
            3 => TimeOrder::Until,
            4 => TimeOrder::During,
            5 => TimeOrder::Overlapping,
            6 => TimeOrder::Within(length, Side::After),
            7 => TimeOrder::Within(length, Side::Before),
            8 => TimeOrder::Within(length, Side::Of),
            9 => TimeOrder::FollowedBy(within),
            _ => TimeOrder::PrecededBy(within),
        };
        Some(Filter::Relative(Relative { how, anchor }))
    }

    fn speakers(self, t: &mut Tape, classes: &[&str]) -> Option<Vec<Entity>> {
        let classes: Vec<ClassId> = classes.iter().map(|c| self.vocabulary.class(c)).collect();
        let some = !self.vocabulary.fitting(&classes).is_empty();
        some.then(|| self.names(t, &classes))
    }

    fn role_filler(self, t: &mut Tape, fillers: &[ClassId], depth: usize) -> Option<Filler> {
        if depth > 0 && t.chance(25) {
            return Some(self.filler_set(t, depth, fillers));
        }
        let some = !self.vocabulary.fitting(fillers).is_empty();
        some.then(|| Filler::Names(self.names(t, fillers)))
    }

    /// Picks what figures count, mostly what the data have figures of.
    fn field(self, t: &mut Tape) -> Field {
        let told = |field: &Field| ["killed", "injured"].contains(&field.iri.local());
        likely(t, &self.vocabulary.fields, told).clone()
    }

    /// Picks a class of actors or places.
    fn kind(self, t: &mut Tape) -> ClassId {
        let v = self.vocabulary;
        *likely(t, &v.entities, |class| v.is_recorded(*class))
    }

    /// Makes a set of those who did or suffered something.
    pub fn who(self, t: &mut Tape) -> Set {
        let which = t.chance(20).then(|| {
            let v = self.vocabulary;
            let class = self.kind(t);
            v.noun(v.ontology.class(class).acts_as.unwrap_or(class))
        });
        let asked = *t.pick(&[
            Asked::Active,
            Asked::Active,
            Asked::Active,
            Asked::Passive,
            Asked::Object,
        ]);
        let depth = t.below(3);
        self.verbs(t, asked, which.as_ref(), depth)
    }

    fn verbs(self, t: &mut Tape, asked: Asked, which: Option<&Noun>, depth: usize) -> Set {
        if depth == 0 {
            for attempt in 0..40 {
                if let Some(roles) = self.verb(t, asked, which, attempt) {
                    return Set::Roles(roles);
                }
            }
            return Set::Names(self.names(t, &[]));
        }
        let form = t.below(3);
        let set = self.combined(t, form, |t| {
            let below = depth - 1 - t.below(depth);
            self.verbs(t, asked, which, below)
        });
        if first_verb(&set).is_some() && !(which.is_some() && leads_with_or(&set)) {
            set
        } else {
            self.verbs(t, asked, which, 0)
        }
    }

    fn verb(
        self,
        t: &mut Tape,
        asked: Asked,
        which: Option<&Noun>,
        attempt: usize,
    ) -> Option<Roles> {
        let v = self.vocabulary;
        let verbs = match asked {
            Asked::Active => &v.active,
            Asked::Passive => &v.passive,
            Asked::Object => &v.base,
        };
        // The same choice that failed before would fail again at the end of the tape.
        let verb = if attempt < 10 {
            likely(t, verbs, |verb| v.finds(&verb.reads))
        } else {
            &verbs[attempt * 7 % verbs.len()]
        };
        let (reads, phrase) = match asked {
            Asked::Active => (verb.reads.clone(), verb.phrase.clone()),
            Asked::Passive => (
                passive(verb)?,
                RolePhrase::Passive {
                    participle: verb.word.clone(),
                },
            ),
            Asked::Object => (
                passive(verb)?,
                RolePhrase::Object {
                    base: verb.word.clone(),
                },
            ),
        };
        let mut given = self.given(t, &reads, 1);
        if asked != Asked::Object && !verb.keyword && t.chance(20) {
            given = Filler::Anyone;
        }
        let mut clauses = true;
        match (&given, asked) {
            (Filler::Anyone, Asked::Object) => return None,
            (Filler::Anyone, _) if verb.keyword => return None,
            (Filler::Names(names), Asked::Object) if names.len() > 1 => return None,
            (Filler::Set(_), Asked::Object) => return None,
            // A bare set behind a verb takes all clauses with it, and cannot be joined to another.
            (Filler::Set(set), Asked::Active) if !verb.keyword => {
                if !matches!(
                    set.as_ref(),
                    Set::Situations(_) | Set::Roles(_) | Set::Entities { .. }
                ) {
                    return None;
                }
                clauses = false;
            }
            _ => {}
        }
        let views = v.views(&reads, &given);
        if views.is_empty() {
            return None;
        }
        let mut filters = Vec::new();
        if clauses {
            filters = self.filters(t, &v.view_classes(&views), 1, 2);
        }
        if given == Filler::Anyone {
            let next = filters.first().map(keyword);
            if next.is_some_and(|k| v.goes_on(&verb.word, k)) {
                return None;
            }
            if asked == Asked::Passive {
                filters.retain(|f| !is_role(f, Keyword::By));
            }
        }
        if asked == Asked::Object
            && filters
                .first()
                .is_some_and(|f| v.goes_on(&verb.word, keyword(f)))
        {
            return None;
        }
        Some(Roles {
            phrase,
            views,
            given,
            filters,
            which: which.cloned(),
        })
    }

    fn count(self, t: &mut Tape) -> Ask {
        let v = self.vocabulary;
        let of = match self.set(t, 1) {
            Set::Names(_) => Set::Situations(self.situations(t, 1)),
            set => set,
        };
        let classes = match &of {
            Set::Situations(s) => v
                .ontology
                .class_by_iri(s.class.iri.as_str())
                .into_iter()
                .collect(),
            Set::Roles(roles) => v.view_classes(&roles.views),
            _ => Vec::new(),
        };
        let by = self.keys(t, &classes, false);
        Ask::Count { of, by }
    }

    fn keys(
        self,
        t: &mut Tape,
        classes: &[ClassId],
        measured: bool,
    ) -> Vec<allegiance::reading::Dimension> {
        if classes.is_empty() {
            return Vec::new();
        }
        let all = self.vocabulary.dimensions(classes, measured);
        let count = *t.pick(&[1, 0, 2]);
        let mut keys = Vec::new();
        for _ in 0..count {
            if let Some(key) = t.any(&all)
                && !keys.contains(key)
            {
                keys.push(key.clone());
            }
        }
        keys
    }

    fn measure(self, t: &mut Tape) -> Ask {
        let v = self.vocabulary;
        let mut of = self.situations(t, 1);
        for filter in &mut of.filters {
            if let Filter::AccordingTo(names) | Filter::ClaimedBy(names) | Filter::Using(names) =
                filter
            {
                names.truncate(1);
            }
        }
        let named: Vec<&Entity> = v
            .fitting(&[v.class("Situation")])
            .into_iter()
            .map(|known| &known.entity)
            .collect();
        if t.chance(10)
            && let Some(name) = t.any(&named)
        {
            of = Situations {
                class: v.noun(v.class("Situation")),
                filters: vec![Filter::Named((*name).clone())],
            };
        }
        let class = v
            .ontology
            .class_by_iri(of.class.iri.as_str())
            .expect("a class");
        Ask::Measure {
            kind: *t.pick(MEASURES),
            field: self.field(t),
            of,
            by: self.keys(t, &[class], true),
        }
    }

    fn yes_no(self, t: &mut Tape) -> Option<YesNo> {
        let v = self.vocabulary;
        let verb = likely(t, &v.base, |verb| v.finds(&verb.reads));
        let subjects: Vec<_> = verb.reads.iter().map(|(_, subject, _)| *subject).collect();
        let subject = self.names(t, &v.fillers(&subjects));
        let mut given = self.given(t, &verb.reads, 0);
        if let Filler::Names(names) = &mut given {
            names.truncate(1);
        }
        let bare = verb.word.starts_with("be ") && !verb.keyword;
        if bare || (t.chance(20) && !verb.keyword) {
            given = Filler::Anyone;
        }
        if given == Filler::Anyone && verb.keyword {
            return None;
        }
        let views = v.views(&verb.reads, &given);
        let filters = self.filters(t, &v.view_classes(&views), 1, 2);
        if given == Filler::Anyone
            && filters
                .first()
                .is_some_and(|f| v.goes_on(&verb.word, keyword(f)))
        {
            return None;
        }
        let subject = vec![subject[0].clone()];
        let classes = v.classes_of(&subject);
        let views: Vec<View> = views
            .into_iter()
            .filter(|view| {
                let role = v.ontology.role_by_iri(view.answer.as_str());
                role.is_some_and(|role| classes.iter().any(|c| v.ontology.can_fill(role, *c)))
            })
            .collect();
        if views.is_empty() {
            return None;
        }
        Some(YesNo {
            subject: Filler::Names(subject),
            verb: Roles {
                phrase: verb.phrase.clone(),
                views,
                given,
                filters,
                which: None,
            },
        })
    }

    fn paths(self, t: &mut Tape) -> Ask {
        let v = self.vocabulary;
        let actors = [v.class("Actor")];
        let mut via = Vec::new();
        for _ in 0..t.below(3) {
            via.push(v.noun(*t.pick(&v.situations)));
        }
        let mut filters = self.filters(t, &[v.class("Situation")], 1, 2);
        // After the ends, `from` and `to` belong to them.
        filters.retain(|f| !is_role(f, Keyword::From) && !is_role(f, Keyword::To));
        Ask::Paths(Paths {
            from: self.names(t, &actors),
            to: self.names(t, &actors),
            via,
            filters,
            steps: t.chance(30).then(|| t.between(1, 6)),
        })
    }
}

impl Readings<'_, '_> {
    /// Makes a reading that is drawn from many situations at once.
    pub fn survey(self, t: &mut Tape) -> Reading {
        let v = self.vocabulary;
        let what = *t.pick(&[
            ast::Survey::Timeline,
            ast::Survey::Lineage,
            ast::Survey::Network,
            ast::Survey::Centrality,
            ast::Survey::Communities,
            ast::Survey::Brokers,
            ast::Survey::CutActors,
        ]);
        let actors = [v.class("Actor")];
        let mut survey = Survey::of(what, Filler::Anyone);
        let (least, most) = match what {
            ast::Survey::Timeline | ast::Survey::Lineage => (0, 0),
            ast::Survey::Communities => (1, 2),
            _ => (0, 2),
        };
        for _ in 0..t.between(least, most) {
            survey.via.push(v.noun(*t.pick(&v.situations)));
        }
        let between = matches!(what, ast::Survey::Brokers | ast::Survey::CutActors);
        survey.of = match what {
            ast::Survey::Communities => Filler::Anyone,
            ast::Survey::Centrality if t.chance(70) => Filler::Set(Box::new(Set::Entities {
                class: v.noun(v.class("Actor")),
                filters: Vec::new(),
            })),
            _ if between || t.chance(70) => Filler::Names(self.names(t, &actors)),
            _ => match self.set(t, 1) {
                Set::Names(_) => Filler::Names(self.names(t, &actors)),
                set => Filler::Set(Box::new(set)),
            },
        };
        if between {
            survey.to = Filler::Names(self.names(t, &actors));
        }
        let class = match what {
            ast::Survey::Lineage => v.class("Succession"),
            ast::Survey::Communities | ast::Survey::Centrality if !survey.via.is_empty() => {
                let last = survey.via.last().map_or("", |noun| noun.iri.as_str());
                v.ontology
                    .class_by_iri(last)
                    .unwrap_or(v.class("Situation"))
            }
            _ => v.class("Situation"),
        };
        survey.filters = self.filters(t, &[class], 1, 2);
        survey
            .filters
            .retain(|f| !is_role(f, Keyword::From) && !is_role(f, Keyword::To));
        if matches!(what, ast::Survey::Network | ast::Survey::Brokers) && t.chance(40) {
            survey.steps = Some(t.between(1, 4));
        }
        self.dressed(t, Ask::Survey(survey))
    }
}

/// Returns the reads with subject and object exchanged, if there are any and the word can be a passive.
fn passive(verb: &VerbWord) -> Option<Vec<Reads>> {
    let mut reads: Vec<Reads> = verb
        .reads
        .iter()
        .filter_map(|(class, subject, object)| match object {
            Slot::Role(object) => Some((*class, *object, Slot::Role(*subject))),
            _ => None,
        })
        .collect();
    if verb.keyword || reads.is_empty() {
        return None;
    }
    // In the order of the verb's own reads, as the views are told.
    reads.dedup();
    Some(reads)
}

/// A name alone asks what is known of it.
fn listed(set: Set) -> Ask {
    match set {
        Set::Names(mut names) if names.len() == 1 => Ask::About(names.remove(0)),
        set => Ask::List(set),
    }
}

/// Says whether the question would have to begin with a parenthesis, which cannot stand behind `which NOUN`.
fn leads_with_or(set: &Set) -> bool {
    let leads = |first: &Set| matches!(first, Set::Or(_)) || leads_with_or(first);
    match set {
        Set::And(sets) | Set::Or(sets) => sets.first().is_some_and(leads),
        Set::Except(first, _) => leads(first),
        Set::Names(_)
        | Set::Situations(_)
        | Set::Roles(_)
        | Set::Entities { .. }
        | Set::Query(_) => false,
    }
}

fn first_verb(set: &Set) -> Option<&RolePhrase> {
    match set {
        Set::Roles(roles) => Some(&roles.phrase),
        Set::And(sets) | Set::Or(sets) => sets.first().and_then(first_verb),
        Set::Except(first, _) => first_verb(first),
        Set::Names(_) | Set::Situations(_) | Set::Entities { .. } | Set::Query(_) => None,
    }
}

fn is_role(filter: &Filter, keyword: Keyword) -> bool {
    matches!(filter, Filter::Role { preposition, .. } if *preposition == keyword)
}

/// Says all dates of the beginning, or all of the end.
fn at_end(t: &mut Tape, filters: Vec<Filter>) -> Vec<Filter> {
    let end = *t.pick(&[End::First, End::Last]);
    let dated = |filter: &Filter| matches!(filter, Filter::Time(_) | Filter::Relative(_));
    filters
        .into_iter()
        .map(|filter| match filter {
            Filter::Not(inner) if dated(&inner) => Filter::Not(Box::new(Filter::At(end, inner))),
            filter if dated(&filter) => Filter::At(end, Box::new(filter)),
            other => other,
        })
        .collect()
}

/// Returns the keyword that a clause begins with in the echo.
fn keyword(filter: &Filter) -> Keyword {
    match filter {
        Filter::Role { preposition, .. } => *preposition,
        Filter::Between { .. } => Keyword::Between,
        Filter::Figure { .. } | Filter::Sources { .. } => Keyword::With,
        Filter::Using(_) => Keyword::Using,
        Filter::AccordingTo(_) => Keyword::AccordingTo,
        Filter::ClaimedBy(_) => Keyword::ClaimedBy,
        Filter::ClaimedOnlyBy(_) => Keyword::ClaimedOnlyBy,
        Filter::Conflicting { .. } => Keyword::With,
        Filter::At(_, inner) => keyword(inner),
        Filter::Time(time) => match time.relation {
            TimeRelation::In => Keyword::In,
            TimeRelation::Since => Keyword::Since,
            TimeRelation::Until => Keyword::Until,
            TimeRelation::Before => Keyword::Before,
            TimeRelation::After => Keyword::After,
            TimeRelation::Between => Keyword::Between,
            TimeRelation::AsOf => Keyword::AsOf,
        },
        Filter::Near(_) => Keyword::Near,
        Filter::Relative(told) => match told.how {
            TimeOrder::After => Keyword::After,
            TimeOrder::Before => Keyword::Before,
            TimeOrder::Since => Keyword::Since,
            TimeOrder::Until => Keyword::Until,
            TimeOrder::During => Keyword::During,
            TimeOrder::Overlapping => Keyword::Overlapping,
            TimeOrder::Within(..) | TimeOrder::WithinStart(_) => Keyword::Within,
            TimeOrder::FollowedBy(_) => Keyword::FollowedBy,
            TimeOrder::PrecededBy(_) => Keyword::PrecededBy,
            TimeOrder::Same(_) => Keyword::In,
        },
        Filter::Distance { .. } => Keyword::Within,
        Filter::Not(not) => match not.as_ref() {
            Filter::Filled { .. } | Filter::About(_) => Keyword::Without,
            other => keyword(other),
        },
        Filter::Filled { .. } | Filter::Unknown { .. } | Filter::About(_) => Keyword::With,
        Filter::Neighbours(_) => Keyword::In,
        Filter::Place(_) | Filter::Named(_) | Filter::Standing { .. } => Keyword::In,
    }
}

/// Picks mostly among those that are likely to find something.
fn likely<'a, T>(t: &mut Tape, all: &'a [T], finds: impl Fn(&T) -> bool) -> &'a T {
    let found: Vec<&T> = all.iter().filter(|one| finds(one)).collect();
    if found.is_empty() || t.chance(20) {
        t.pick(all)
    } else {
        found[t.below(found.len())]
    }
}

/// Makes a time clause.
pub fn time(t: &mut Tape) -> Time {
    let relation = *t.pick(&[
        TimeRelation::In,
        TimeRelation::Since,
        TimeRelation::Until,
        TimeRelation::Before,
        TimeRelation::After,
        TimeRelation::Between,
        TimeRelation::AsOf,
    ]);
    let mut moments = vec![range(t)];
    match relation {
        TimeRelation::In => {
            for _ in 0..t.below(3) {
                moments.push(range(t));
            }
        }
        TimeRelation::Between => {
            let other = range(t);
            if moments[0].from < other.to {
                moments.push(other);
            } else {
                moments.insert(0, other);
            }
        }
        _ => {}
    }
    Time { relation, moments }
}

/// Makes the range of a year, quarter, month or day, rarely at the ends of the calendar.
pub fn range(t: &mut Tape) -> Range {
    let form = t.below(12);
    let year = i16::try_from(2010 + t.below(8)).expect("a year");
    // Few days, so that what is told and what is asked meet on the very day.
    let month = *t.pick(&[1, 3, 6, 7, 12]);
    let day = *t.pick(&[1, 2, 15, 30, if month == 6 { 30 } else { 31 }]);
    match form {
        0..=4 => Moment::Year(year),
        5 | 6 => Moment::Month(year, month),
        7 => Moment::Quarter(year, (month - 1) / 3 + 1),
        8..=10 => Moment::Day(Day::new(year, month, day).expect("a day")),
        _ => Moment::Year(*t.pick(&[1, 9998])),
    }
    .range()
}
