//! Lowers a reading into a plan: every set becomes things, facts and tests on one target variable.

use super::pattern::{
    Basis, CalendarUnit, Fact, GroupMeasure, Key, KeyKind, Order, Output, Pattern, Plan, Relation,
    Sort, Test, Thing, Var, Window,
};
use super::schema::Schema;
use crate::iri::Iri;
use crate::question::ast::{End, Keyword, Measure, Side, Unit};
use crate::reading::{
    About, Anchor, Ask, Back, BackWord, Dimension, DimensionKind, Entity, Filler, Filter, Given,
    Length, Pairs, Reading, Relative, Roles, Set, Situations, Standing, Time, TimeOrder,
    TimeRelation, View, YesNo,
};
use crate::time::{Day, Range};
use std::collections::BTreeSet;

/// Plans a reading; `None` where the answer is no pattern (cards, paths, raw SPARQL).
#[must_use]
pub fn plan(reading: &Reading, schema: &dyn Schema) -> Option<Plan> {
    let mut builder = Builder::new(schema, reading.strictly);
    let mut pattern = Pattern::default();
    let output = match &reading.ask {
        Ask::List(set) => {
            let subject = builder.target(set);
            builder.set(&mut pattern, set, &subject);
            builder.rows(set, subject)
        }
        Ask::YesNo(question) | Ask::Happened { what: question, .. } => {
            builder.yes_no(&mut pattern, question)
        }
        Ask::Extreme { of, .. } => {
            let subject = builder.target(of);
            builder.set(&mut pattern, of, &subject);
            builder.rows(of, subject)
        }
        Ask::Count { of, by } => {
            let subject = builder.target(of);
            builder.set(&mut pattern, of, &subject);
            let situation = builder
                .situations
                .first()
                .cloned()
                .unwrap_or_else(|| subject.clone());
            Output::Groups {
                keys: builder.keys(by),
                situation,
                measure: GroupMeasure::Count(subject),
            }
        }
        Ask::Measure {
            kind,
            field,
            of,
            by,
        } => {
            let (basis, narrowed) = basis(of, reading.strictly);
            let set = Set::Situations(narrowed);
            let situation = builder.target(&set);
            builder.set(&mut pattern, &set, &situation);
            let keys = builder.keys(by);
            let source = keys.iter().find(|key| key.by == KeyKind::Source);
            // By source, each gives its own figures.
            let basis = match (basis, source) {
                (Basis::Any, Some(key)) => Basis::Each {
                    source: key.var.clone(),
                    asserted: false,
                },
                (Basis::Strict, Some(key)) => Basis::Each {
                    source: key.var.clone(),
                    asserted: true,
                },
                (basis, _) => basis,
            };
            Output::Groups {
                keys,
                situation,
                measure: GroupMeasure::Figure {
                    // Estimates and shares are read off the sums.
                    kind: match kind {
                        Measure::Low | Measure::Best | Measure::High | Measure::Share => {
                            Measure::Sum
                        }
                        kind => *kind,
                    },
                    field: field.iri.clone(),
                    basis,
                },
            }
        }
        Ask::Pairs(pairs) => builder.pairs(&mut pattern, pairs),
        Ask::ChangedSides { .. }
        | Ask::Clusters { .. }
        | Ask::Several(_)
        | Ask::Share { .. }
        | Ask::Compare(_)
        | Ask::Elapsed { .. }
        | Ask::Lulls { .. }
        | Ask::About(_)
        | Ask::Claims(_)
        | Ask::Survey(_)
        | Ask::Paths(_)
        | Ask::Sparql(_) => return None,
    };
    Some(Plan {
        pattern,
        output,
        about: builder.about,
        strictly: reading.strictly,
    })
}

/// Plans who stands to whom as a verb says: rows of the one and the other.
#[must_use]
pub fn plan_relation(roles: &Roles, strictly: bool, schema: &dyn Schema) -> Plan {
    let mut builder = Builder::new(schema, strictly);
    let mut pattern = Pattern::default();
    let (one, other) = (builder.var("one"), builder.var("other"));
    builder.roles_between(&mut pattern, roles, &one, Some(other.clone()));
    pattern
        .tests
        .push(Test::Differs(one.clone(), other.clone()));
    Plan {
        pattern,
        output: Output::Rows {
            subject: one,
            beside: vec![other],
            evidence: builder.situations,
        },
        about: builder.about,
        strictly,
    }
}

/// Chooses whose figures count. `according to` in a sum means the figures' speaker, not the events' own: an event that an
/// article reports can carry a figure that only a belligerent claims.
fn basis(of: &Situations, strictly: bool) -> (Basis, Situations) {
    let mut narrowed = of.clone();
    let mut basis = usual_basis(&of.filters, strictly);
    narrowed.filters.retain(|filter| match filter {
        Filter::AccordingTo(names) | Filter::ClaimedBy(names) => {
            if let Some(name) = names.first() {
                basis = Basis::Of(name.iri.clone());
            }
            false
        }
        _ => true,
    });
    (basis, narrowed)
}

/// Chooses whose figures count where no speaker is asked for: those of the source that `using` names, else all.
fn usual_basis(filters: &[Filter], strictly: bool) -> Basis {
    let source = filters.iter().find_map(|filter| match filter {
        Filter::Using(names) => match names.as_slice() {
            [one] => Some(one.iri.clone()),
            _ => None,
        },
        _ => None,
    });
    match (source, strictly) {
        (Some(source), true) => Basis::AssertedBy(source),
        (Some(source), false) => Basis::Of(source),
        (None, true) => Basis::Strict,
        (None, false) => Basis::Any,
    }
}

/// Names that an executor gives to what it adds: figures, totals and counts.
const RESERVED: &[&str] = &[
    "figure",
    "figureCertainty",
    "best",
    "low",
    "high",
    "ownBest",
    "ownLow",
    "ownHigh",
    "totalBest",
    "totalLow",
    "totalHigh",
    "speaker",
    "situations",
    "count",
    "certain",
    "certainMember",
    "none",
];

/// Ends of the names that an executor gives to what it adds to a situation.
const HELPERS: &[&str] = &[
    "Start",
    "End",
    "Certainty",
    "Certainly",
    "Status",
    "Place",
    "Whole",
    "LatestStart",
    "EarliestEnd",
];

/// A situation that words can refer back to.
struct Outer {
    classes: Vec<Iri>,
    situation: Var,
    /// Who is asked for in it.
    subject: Option<Var>,
}

/// Names variables and gathers what the output needs while sets are lowered.
struct Builder<'a> {
    schema: &'a dyn Schema,
    strictly: bool,
    used: BTreeSet<String>,
    /// Variables of the situations that are evidence, in order of their making.
    situations: Vec<Var>,
    /// Those of them that fill no role of another.
    about: Vec<Var>,
    /// In how many fillers of roles the set that is lowered stands.
    depth: usize,
    /// Whether the situations being lowered fill a role of another one: a request for them, a statement about them. They
    /// count whether or not they came about.
    spoken_of: bool,
    /// Whether parts do not stand for their wholes in the situation whose roles are being filled.
    whole: bool,
    /// The situations around or before what is being lowered, the nearest last.
    outer: Vec<Outer>,
}

impl<'a> Builder<'a> {
    fn new(schema: &'a dyn Schema, strictly: bool) -> Self {
        Self {
            schema,
            strictly,
            used: RESERVED.iter().map(|name| (*name).to_owned()).collect(),
            situations: Vec::new(),
            about: Vec::new(),
            depth: 0,
            spoken_of: false,
            whole: false,
            outer: Vec::new(),
        }
    }

    /// Lowers something that can refer back to a situation.
    fn inside<T>(
        &mut self,
        classes: Vec<Iri>,
        situation: &Var,
        subject: Option<&Var>,
        lower: impl FnOnce(&mut Self) -> T,
    ) -> T {
        self.outer.push(Outer {
            classes,
            situation: situation.clone(),
            subject: subject.cloned(),
        });
        let result = lower(self);
        self.outer.pop();
        result
    }

    /// Adds the situation of a set that was lowered to those that what follows can refer back to.
    fn refer(&mut self, set: &Set, known: usize, target: &Var) {
        let classes = classes_of(set);
        if let (Some(situation), false) = (self.situations.get(known), classes.is_empty()) {
            self.outer.push(Outer {
                classes,
                situation: situation.clone(),
                subject: Some(target.clone()),
            });
        }
    }

    /// Makes a fresh variable whose name says what it is.
    fn var(&mut self, hint: &str) -> Var {
        let mut name: String = hint.chars().filter(char::is_ascii_alphanumeric).collect();
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            name.insert_str(0, "thing");
        }
        if let Some(first) = name.get_mut(0..1) {
            first.make_ascii_lowercase();
        }
        let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
        if HELPERS.iter().any(|suffix| stem.ends_with(suffix)) {
            name.push('_');
        }
        let mut unique = name.clone();
        let mut count = 2;
        while !self.used.insert(unique.clone()) {
            unique = format!("{name}{count}");
            count += 1;
        }
        Var(unique)
    }

    /// Makes the variable that a set's members are bound to.
    fn target(&mut self, set: &Set) -> Var {
        match set {
            Set::Names(_) | Set::Query(_) => self.var("name"),
            Set::Situations(s) => self.var(s.class.iri.local()),
            Set::Entities { class, .. } => self.var(class.iri.local()),
            Set::Roles(r) => self.var(common(r.views.iter().map(|v| &v.answer)).unwrap_or("who")),
            Set::And(sets) | Set::Or(sets) => match sets.first() {
                Some(first) => self.target(first),
                None => self.var("thing"),
            },
            Set::Except(first, _) => self.target(first),
        }
    }

    fn rows(&self, set: &Set, subject: Var) -> Output {
        let evidence = if matches!(set, Set::Names(_) | Set::Entities { .. } | Set::Query(_)) {
            Vec::new()
        } else {
            self.situations.clone()
        };
        Output::Rows {
            subject,
            beside: Vec::new(),
            evidence,
        }
    }

    /// Adds what makes `target` a member of `set`.
    fn set(&mut self, pattern: &mut Pattern, set: &Set, target: &Var) {
        match set {
            Set::Names(names) => pattern.tests.push(Test::Is {
                var: target.clone(),
                any: iris(names),
                parts: false,
            }),
            // What a query finds is known before a plan is made.
            Set::Query(_) => pattern.tests.push(Test::Is {
                var: target.clone(),
                any: Vec::new(),
                parts: false,
            }),
            Set::Situations(s) => self.situation_set(pattern, s, target),
            Set::Roles(roles) => self.role_set(pattern, roles, target),
            Set::Entities { class, filters } => {
                pattern.things.push(Thing {
                    var: target.clone(),
                    sort: Sort::Entity,
                    class: Some(class.iri.clone()),
                });
                for filter in filters {
                    if let Filter::Place(places) = filter {
                        let around = self.var("around");
                        pattern.facts.push(Fact {
                            situation: target.clone(),
                            roles: vec![Iri::al("inside")],
                            filler: around.clone(),
                        });
                        pattern.tests.push(Test::Is {
                            var: around,
                            any: iris(places),
                            parts: false,
                        });
                    }
                }
            }
            Set::And(sets) => {
                let outer = self.outer.len();
                for set in sets {
                    let known = self.situations.len();
                    self.set(pattern, set, target);
                    self.refer(set, known, target);
                }
                self.outer.truncate(outer);
            }
            Set::Or(sets) => {
                let alternatives = sets
                    .iter()
                    .map(|set| {
                        let mut branch = Pattern::default();
                        self.set(&mut branch, set, target);
                        branch
                    })
                    .collect();
                pattern.either.push(alternatives);
            }
            Set::Except(from, without) => {
                let outer = self.outer.len();
                let known = self.situations.len();
                self.set(pattern, from, target);
                self.refer(from, known, target);
                // What must not hold is no evidence, and it is looked for among everything recorded: a possible or
                // claimed match is enough to leave a member out.
                let kept = self.situations.len();
                let strictly = std::mem::replace(&mut self.strictly, false);
                let mut never = Pattern::default();
                self.set(&mut never, without, target);
                self.strictly = strictly;
                self.situations.truncate(kept);
                self.outer.truncate(outer);
                pattern.never.push(never);
            }
        }
    }

    fn situation_set(&mut self, pattern: &mut Pattern, set: &Situations, target: &Var) {
        self.is_evidence(target);
        pattern.things.push(Thing {
            var: target.clone(),
            sort: Sort::Situation,
            class: Some(set.class.iri.clone()),
        });
        self.filters(pattern, &set.class.iri, &set.filters, target);
    }

    fn is_evidence(&mut self, situation: &Var) {
        if !self.situations.contains(situation) {
            self.situations.push(situation.clone());
        }
        if self.depth == 0 && !self.about.contains(situation) {
            self.about.push(situation.clone());
        }
    }

    fn role_set(&mut self, pattern: &mut Pattern, roles: &Roles, target: &Var) {
        self.roles_between(pattern, roles, target, None);
    }

    /// Adds what makes `target` fill the role that is asked for; what is given can have its variable already.
    fn roles_between(
        &mut self,
        pattern: &mut Pattern,
        roles: &Roles,
        target: &Var,
        known: Option<Var>,
    ) {
        let is = roles.which.as_ref().map(|which| Test::IsA {
            var: target.clone(),
            class: which.iri.clone(),
        });
        // Where nobody is named, an engine that begins with all of a kind looks at every situation for each of them: the
        // kind is told behind the situation, in every alternative.
        let open = known.is_some();
        if !open {
            pattern.tests.extend(is.clone());
        }
        let hint = common(roles.views.iter().map(|v| &v.class)).unwrap_or("situation");
        let situation = self.var(hint);
        self.is_evidence(&situation);
        // The given things are bound by the same variable in every alternative, so that their own conditions are
        // stated once.
        let given = match (&roles.given, roles.views.iter().find_map(given_role)) {
            (_, Some(_)) if known.is_some() => known,
            (Filler::Anyone, _) | (_, None) => None,
            (_, Some(_)) => {
                let hint = common(roles.views.iter().filter_map(given_role)).unwrap_or("whom");
                Some(self.var(hint))
            }
        };
        let mut branches: Vec<Pattern> = roles
            .views
            .iter()
            .map(|view| self.view(view, roles, target, &situation, given.as_ref()))
            .collect();
        if open {
            for branch in &mut branches {
                branch.tests.extend(is.clone());
            }
        }
        if branches.len() == 1 {
            if let Some(branch) = branches.pop() {
                append(pattern, branch);
            }
        } else {
            pattern.either.push(branches);
        }
    }

    /// Lowers one alternative of a verb or role noun.
    fn view(
        &mut self,
        view: &View,
        roles: &Roles,
        target: &Var,
        situation: &Var,
        given: Option<&Var>,
    ) -> Pattern {
        let mut branch = Pattern::default();
        branch.things.push(Thing {
            var: situation.clone(),
            sort: Sort::Situation,
            class: Some(view.class.clone()),
        });
        branch.facts.push(Fact {
            situation: situation.clone(),
            roles: vec![view.answer.clone()],
            filler: target.clone(),
        });
        match (&view.given, given) {
            (Given::Role(role), Some(var)) => {
                branch.facts.push(Fact {
                    situation: situation.clone(),
                    roles: vec![role.clone()],
                    filler: var.clone(),
                });
                self.whole = self.schema.of_whole(&view.class);
                self.filler(&mut branch, &roles.given, var);
                if *role == view.answer {
                    branch
                        .tests
                        .push(Test::Differs(target.clone(), var.clone()));
                }
            }
            (Given::Itself, _) => match &roles.given {
                Filler::Names(names) => branch.tests.push(Test::Is {
                    var: situation.clone(),
                    any: iris(names),
                    parts: false,
                }),
                Filler::Set(set) => {
                    if let Set::Situations(set) = set.as_ref() {
                        self.same_situations(&mut branch, set, view, roles, situation);
                        others_than(&mut branch, set, view, target);
                        return branch;
                    }
                    // The situations asked for are the ones of this view, not further evidence.
                    let kept = self.situations.len();
                    self.set(&mut branch, set, situation);
                    self.situations.truncate(kept);
                }
                Filler::Anyone | Filler::Back(_) => {}
            },
            (Given::Place, _) => {
                if let Filler::Names(names) = &roles.given {
                    branch.tests.push(Test::Inside {
                        situation: situation.clone(),
                        places: iris(names),
                        near: false,
                    });
                }
            }
            _ => {}
        }
        self.filters(&mut branch, &view.class, &roles.filters, situation);
        branch
    }

    /// Lowers a view of situations that are themselves given: whatever is said of them, of the word or of the set, is said
    /// of the same ones, so that one adjective is enough (`signatories of denied accords`).
    fn same_situations(
        &mut self,
        branch: &mut Pattern,
        set: &Situations,
        view: &View,
        roles: &Roles,
        situation: &Var,
    ) {
        branch.things.push(Thing {
            var: situation.clone(),
            sort: Sort::Situation,
            class: Some(set.class.iri.clone()),
        });
        self.clauses(branch, &set.class.iri, &set.filters, situation);
        self.clauses(branch, &view.class, &roles.filters, situation);
        let all: Vec<&Filter> = set.filters.iter().chain(&roles.filters).collect();
        self.standing(branch, &all, situation);
    }

    fn filler(&mut self, pattern: &mut Pattern, filler: &Filler, var: &Var) {
        let whole = self.whole;
        match filler {
            Filler::Anyone => {}
            Filler::Names(names) => pattern.tests.push(Test::Is {
                var: var.clone(),
                any: iris(names),
                parts: !whole,
            }),
            Filler::Set(set) => {
                let outer = std::mem::replace(&mut self.spoken_of, is_of_situations(set));
                self.depth += 1;
                // An attack by a unit of a signatory is an attack by the signatory, as where the signatory is named.
                let member = if whole || is_of_situations(set) {
                    var.clone()
                } else {
                    let member = self.target(set);
                    pattern.facts.push(Fact {
                        situation: var.clone(),
                        roles: vec![Iri::al("countsFor")],
                        filler: member.clone(),
                    });
                    member
                };
                self.set(pattern, set, &member);
                self.depth -= 1;
                self.spoken_of = outer;
            }
            Filler::Back(back) => self.back(pattern, back, var),
        }
    }

    /// Binds a variable to somebody in a situation that was spoken of before.
    fn back(&mut self, pattern: &mut Pattern, back: &Back, var: &Var) {
        let Some(outer) = self.meant(&back.class) else {
            return;
        };
        let subject = outer.subject.clone();
        pattern.facts.push(Fact {
            situation: outer.situation.clone(),
            roles: back.roles.clone(),
            filler: var.clone(),
        });
        if let (BackWord::Another, Some(subject)) = (back.how, subject) {
            pattern.tests.push(Test::Differs(var.clone(), subject));
        }
    }

    /// Returns the nearest situation of a class that words refer back to.
    fn meant(&self, class: &Iri) -> Option<&Outer> {
        self.outer
            .iter()
            .rev()
            .find(|outer| outer.classes.contains(class))
    }

    /// `between the same parties`: whoever is in the one situation is in the other, and the other way round.
    fn same(&mut self, pattern: &mut Pattern, situation: &Var, roles: &[Iri], back: &Back) {
        let Some(outer) = self.meant(&back.class).map(|outer| outer.situation.clone()) else {
            return;
        };
        let fact = |situation: &Var, roles: &[Iri], filler: &Var| Fact {
            situation: situation.clone(),
            roles: roles.to_vec(),
            filler: filler.clone(),
        };
        let any = self.var("party");
        pattern.facts.push(fact(situation, roles, &any));
        for (from, from_roles, to, to_roles) in [
            (&outer, &back.roles[..], situation, roles),
            (situation, roles, &outer, &back.roles[..]),
        ] {
            let one = self.var("party");
            pattern.never.push(Pattern {
                facts: vec![fact(from, from_roles, &one)],
                never: vec![Pattern {
                    facts: vec![fact(to, to_roles, &one)],
                    ..Pattern::default()
                }],
                ..Pattern::default()
            });
        }
    }

    /// Sets a situation beside others in time.
    fn relative(&mut self, pattern: &mut Pattern, class: &Iri, told: &Relative, situation: &Var) {
        let anchor = match &told.anchor {
            Anchor::Names(names) => {
                let anchor = self.var("moment");
                pattern.things.push(Thing {
                    var: anchor.clone(),
                    sort: Sort::Situation,
                    class: None,
                });
                pattern.tests.push(Test::Is {
                    var: anchor.clone(),
                    any: iris(names),
                    parts: false,
                });
                anchor
            }
            Anchor::Set(set) => {
                let anchor = self.target(set);
                self.inside(vec![class.clone()], situation, None, |builder| {
                    builder.set(pattern, set, &anchor);
                });
                anchor
            }
            Anchor::It { class, .. } => match self.meant(class) {
                Some(outer) => outer.situation.clone(),
                None => return,
            },
        };
        if !matches!(told.anchor, Anchor::It { .. }) {
            pattern
                .tests
                .push(Test::Differs(situation.clone(), anchor.clone()));
        }
        pattern.tests.push(Test::Order {
            situation: situation.clone(),
            relation: self.schema.relation(class),
            order: order(told.how),
            anchor,
        });
    }

    /// Looks for situations that have this one in a role.
    fn about(&mut self, pattern: &mut Pattern, class: &Iri, told: &About, situation: &Var) {
        let about = self.var(told.set.class.iri.local());
        pattern.facts.push(Fact {
            situation: about.clone(),
            roles: told.roles.clone(),
            filler: situation.clone(),
        });
        self.inside(vec![class.clone()], situation, None, |builder| {
            builder.situation_set(pattern, &told.set, &about);
        });
    }

    /// Adds what must not hold: a possible or claimed match is enough to leave a situation out.
    fn not(&mut self, pattern: &mut Pattern, class: &Iri, filter: &Filter, situation: &Var) {
        let kept = self.situations.len();
        let strictly = std::mem::replace(&mut self.strictly, false);
        let mut never = Pattern::default();
        let basis = usual_basis(std::slice::from_ref(filter), false);
        self.filter(&mut never, class, filter, situation, &basis);
        self.strictly = strictly;
        self.situations.truncate(kept);
        pattern.never.push(never);
    }

    /// Adds the filters of a situation and, where none of them says otherwise, the usual standing.
    fn filters(&mut self, pattern: &mut Pattern, class: &Iri, filters: &[Filter], situation: &Var) {
        self.clauses(pattern, class, filters, situation);
        let all: Vec<&Filter> = filters.iter().collect();
        self.standing(pattern, &all, situation);
    }

    /// Adds what the filters say, but for the standing.
    fn clauses(&mut self, pattern: &mut Pattern, class: &Iri, filters: &[Filter], situation: &Var) {
        // With a figure, who says so says the figure: a battle that everybody reports can have a toll that one side claims.
        let figured = filters.iter().any(|f| matches!(f, Filter::Figure { .. }));
        let teller = filters
            .iter()
            .enumerate()
            .filter(|_| figured)
            .find_map(|(at, filter)| match filter {
                Filter::AccordingTo(names) | Filter::ClaimedBy(names) => match names.as_slice() {
                    [one] => Some((at, one)),
                    _ => None,
                },
                _ => None,
            });
        let basis = match teller {
            Some((_, name)) => Basis::Of(name.iri.clone()),
            None => usual_basis(filters, self.strictly),
        };
        for (at, filter) in filters.iter().enumerate() {
            match filter {
                Filter::AccordingTo(_) | Filter::ClaimedBy(_)
                    if teller.is_some_and(|(told, _)| told == at) => {}
                Filter::Standing { iri, of, .. } => match of {
                    Standing::Certainty | Standing::Status => {}
                    Standing::Consensus => pattern.tests.push(Test::Consensus {
                        situation: situation.clone(),
                        any: vec![iri.clone()],
                    }),
                },
                other => self.filter(pattern, class, other, situation, &basis),
            }
        }
    }

    /// Adds the standing that the filters ask for, or the usual one.
    fn standing(&self, pattern: &mut Pattern, filters: &[&Filter], situation: &Var) {
        let asked = |kind: Standing| {
            filters.iter().rev().find_map(|filter| match filter {
                Filter::Standing { iri, of, .. } if *of == kind => Some(vec![iri.clone()]),
                _ => None,
            })
        };
        let certainty = asked(Standing::Certainty);
        let status = asked(Standing::Status);
        let denied = certainty
            .as_ref()
            .is_some_and(|any| any.contains(&Iri::al("Denied")));
        pattern.tests.push(Test::Certainty {
            situation: situation.clone(),
            any: certainty.unwrap_or_else(|| usual_certainties(self.strictly)),
        });
        pattern.tests.push(Test::Status {
            situation: situation.clone(),
            any: match status {
                Some(asked) => asked,
                None if denied || self.spoken_of => all_statuses(),
                None => usual_statuses(),
            },
        });
    }

    /// Adds what one clause says of a situation.
    fn filter(
        &mut self,
        pattern: &mut Pattern,
        class: &Iri,
        filter: &Filter,
        situation: &Var,
        basis: &Basis,
    ) {
        self.whole = self.schema.of_whole(class);
        match filter {
            Filter::Named(name) => pattern.tests.push(Test::Is {
                var: situation.clone(),
                any: vec![name.iri.clone()],
                parts: false,
            }),
            Filter::Place(places) | Filter::Near(places) => {
                pattern.tests.push(Test::Inside {
                    situation: situation.clone(),
                    places: iris(places),
                    near: matches!(filter, Filter::Near(_)),
                });
            }
            Filter::Neighbours(places) => pattern.tests.push(Test::Neighbours {
                situation: situation.clone(),
                places: iris(places),
            }),
            Filter::Distance { length, of } => pattern.tests.push(Test::Near {
                situation: situation.clone(),
                places: iris(of),
                metres: metres(*length),
            }),
            Filter::Time(time) => pattern.tests.push(Test::When {
                situation: situation.clone(),
                relation: self.schema.relation(class),
                ranges: ranges(time),
            }),
            Filter::Role {
                roles,
                filler: Filler::Back(back),
                ..
            } if back.how == BackWord::Same => self.same(pattern, situation, roles, back),
            Filter::Role { roles, filler, .. } => {
                let var = self.var(roles.first().map_or("participant", Iri::local));
                pattern.facts.push(Fact {
                    situation: situation.clone(),
                    roles: roles.clone(),
                    filler: var.clone(),
                });
                self.filler(pattern, filler, &var);
            }
            Filter::Filled { roles, .. } | Filter::Unknown { roles, .. } => {
                let var = self.var(roles.first().map_or("participant", Iri::local));
                pattern.facts.push(Fact {
                    situation: situation.clone(),
                    roles: roles.clone(),
                    filler: var.clone(),
                });
                if matches!(filter, Filter::Unknown { .. }) {
                    pattern.tests.push(Test::IsA {
                        var,
                        class: Iri::al("UnidentifiedActor"),
                    });
                }
            }
            Filter::Between {
                pairs,
                first,
                second,
            } => self.between(pattern, situation, pairs, first, second),
            Filter::Relative(told) => self.relative(pattern, class, told, situation),
            Filter::About(told) => self.about(pattern, class, told, situation),
            Filter::Not(not) => self.not(pattern, class, not, situation),
            Filter::Figure {
                field,
                operator,
                number,
            } => pattern.tests.push(Test::Figure {
                situation: situation.clone(),
                field: field.iri.clone(),
                basis: basis.clone(),
                operator: *operator,
                number: *number,
            }),
            Filter::AccordingTo(names) | Filter::ClaimedBy(names) => {
                pattern.tests.push(Test::SaidBy {
                    situation: situation.clone(),
                    any: iris(names),
                    speaker_only: matches!(filter, Filter::ClaimedBy(_)),
                });
            }
            Filter::ClaimedOnlyBy(names) => self.claimed_only(pattern, names, situation),
            Filter::Conflicting { about, .. } => pattern.tests.push(Test::Disagree {
                situation: situation.clone(),
                about: about.clone(),
            }),
            Filter::At(end, inner) => {
                let from = pattern.tests.len();
                self.filter(pattern, class, inner, situation, basis);
                at_end(&mut pattern.tests[from..], *end, situation);
            }
            Filter::Using(names) => pattern.tests.push(Test::From {
                situation: situation.clone(),
                any: iris(names),
            }),
            Filter::Sources { operator, number } => pattern.tests.push(Test::Sources {
                situation: situation.clone(),
                operator: *operator,
                number: *number,
            }),
            // They are gathered for all filters together.
            Filter::Standing { .. } => {}
        }
    }

    /// Said by these speakers, and neither by anybody else nor by a source of its own.
    fn claimed_only(&mut self, pattern: &mut Pattern, names: &[Entity], situation: &Var) {
        pattern.tests.push(Test::SaidBy {
            situation: situation.clone(),
            any: iris(names),
            speaker_only: true,
        });
        let other = self.var("speaker");
        let theirs = Pattern {
            tests: vec![Test::Is {
                var: other.clone(),
                any: iris(names),
                parts: true,
            }],
            ..Pattern::default()
        };
        let said = Fact {
            situation: situation.clone(),
            roles: vec![Iri::al("accordingTo")],
            filler: other,
        };
        let asserted = self.var("assertion");
        let certain = Fact {
            situation: situation.clone(),
            roles: vec![Iri::al("certainty")],
            filler: asserted.clone(),
        };
        let is_asserted = Test::Is {
            var: asserted,
            any: vec![Iri::al("Asserted")],
            parts: false,
        };
        pattern.never.extend([
            Pattern {
                facts: vec![said],
                never: vec![theirs],
                ..Pattern::default()
            },
            Pattern {
                facts: vec![certain],
                tests: vec![is_asserted],
                ..Pattern::default()
            },
        ]);
    }

    fn between(
        &mut self,
        pattern: &mut Pattern,
        situation: &Var,
        pairs: &[(Iri, Iri)],
        first: &Filler,
        second: &Filler,
    ) {
        let one = self.var("one");
        let other = self.var("other");
        let mut branches: Vec<Pattern> = pairs
            .iter()
            .map(|(a, b)| Pattern {
                facts: vec![fact(situation, a, &one), fact(situation, b, &other)],
                tests: if a == b {
                    vec![Test::Differs(one.clone(), other.clone())]
                } else {
                    Vec::new()
                },
                ..Pattern::default()
            })
            .collect();
        if branches.len() == 1 {
            if let Some(branch) = branches.pop() {
                append(pattern, branch);
            }
        } else {
            pattern.either.push(branches);
        }
        let whole = self.whole;
        self.filler(pattern, first, &one);
        self.whole = whole;
        self.filler(pattern, second, &other);
        if matches!((first, second), (Filler::Back(_), Filler::Back(_))) {
            pattern.tests.push(Test::Differs(one, other));
        }
    }

    /// Those who did something to each other: once each way, unless the one way is the other.
    fn pairs(&mut self, pattern: &mut Pattern, pairs: &Pairs) -> Output {
        let (one, other) = (self.var("one"), self.var("other"));
        self.roles_between(pattern, &pairs.each, &one, Some(other.clone()));
        let situation = self.situations.first().cloned();
        if !mirrored(&pairs.each.views) {
            self.roles_between(pattern, &pairs.each, &other, Some(one.clone()));
        }
        pattern
            .tests
            .push(Test::Differs(one.clone(), other.clone()));
        let mut beside = vec![other.clone()];
        if let (Some(both), Some(situation)) = (&pairs.both, situation) {
            let third = self.var("same");
            let classes = pairs.each.views.iter().map(|view| view.class.clone());
            self.inside(classes.collect(), &situation, None, |builder| {
                for each in [&one, &other] {
                    builder.roles_between(pattern, both, each, Some(third.clone()));
                }
            });
            for each in [one.clone(), other] {
                pattern.tests.push(Test::Differs(third.clone(), each));
            }
            beside.push(third);
        }
        Output::Rows {
            subject: one,
            beside,
            evidence: self.situations.clone(),
        }
    }

    fn yes_no(&mut self, pattern: &mut Pattern, question: &YesNo) -> Output {
        let target = self.target(&Set::Roles(question.verb.clone()));
        self.role_set(pattern, &question.verb, &target);
        let mut views = question.verb.views.iter();
        self.whole = views.all(|view| self.schema.of_whole(&view.class));
        self.filler(pattern, &question.subject, &target);
        let situation = self.situations.first().cloned().unwrap_or(target);
        Output::Rows {
            evidence: vec![situation.clone()],
            beside: Vec::new(),
            subject: situation,
        }
    }

    fn keys(&mut self, by: &[Dimension]) -> Vec<Key> {
        by.iter()
            .map(|dimension| Key {
                var: self.var(&dimension.word),
                by: match &dimension.by {
                    DimensionKind::Year => KeyKind::Year,
                    DimensionKind::Quarter => KeyKind::Quarter,
                    DimensionKind::Month => KeyKind::Month,
                    DimensionKind::Day => KeyKind::Day,
                    DimensionKind::Place => KeyKind::Place,
                    DimensionKind::PlaceOf(class) => KeyKind::PlaceOf(class.clone()),
                    DimensionKind::Role(role) => KeyKind::Role(role.clone()),
                    DimensionKind::TypeOf(role) => KeyKind::TypeOf(role.clone()),
                    DimensionKind::Class => KeyKind::Class,
                    DimensionKind::VictimGroup => KeyKind::VictimGroup,
                    DimensionKind::Source => KeyKind::Source,
                    DimensionKind::Speaker => KeyKind::Speaker,
                    DimensionKind::Certainty => KeyKind::Certainty,
                },
            })
            .collect()
    }
}

/// Who signed accords with X is somebody else than X: `with` names the others in the same role.
fn others_than(branch: &mut Pattern, set: &Situations, view: &View, target: &Var) {
    for filter in &set.filters {
        if let Filter::Role {
            preposition: Keyword::With,
            roles,
            filler: Filler::Names(names),
        } = filter
            && roles.contains(&view.answer)
        {
            branch.never.push(Pattern {
                tests: vec![Test::Is {
                    var: target.clone(),
                    any: iris(names),
                    parts: true,
                }],
                ..Pattern::default()
            });
        }
    }
}

/// Returns the classes of the situation that makes somebody a member of a set.
fn classes_of(set: &Set) -> Vec<Iri> {
    match set {
        Set::Situations(situations) => vec![situations.class.iri.clone()],
        Set::Roles(roles) => roles.views.iter().map(|view| view.class.clone()).collect(),
        Set::And(sets) => sets.last().map_or_else(Vec::new, classes_of),
        Set::Except(from, _) => classes_of(from),
        Set::Names(_) | Set::Entities { .. } | Set::Or(_) | Set::Query(_) => Vec::new(),
    }
}

/// Says whether the one way round is the other: who fought X was fought by X.
fn mirrored(views: &[View]) -> bool {
    views.iter().all(|view| {
        let Given::Role(given) = &view.given else {
            return false;
        };
        views.iter().any(|other| {
            other.class == view.class
                && other.answer == *given
                && other.given == Given::Role(view.answer.clone())
        })
    })
}

/// Makes tests of a whole situation tests of its beginning or end.
fn at_end(tests: &mut [Test], end: End, of: &Var) {
    let point = match end {
        End::First => Relation::Begins,
        End::Last => Relation::Ends,
    };
    for test in tests {
        match test {
            Test::When {
                situation,
                relation,
                ..
            }
            | Test::Order {
                situation,
                relation,
                ..
            } if situation == of => *relation = point,
            _ => {}
        }
    }
}

fn order(how: TimeOrder) -> Order {
    match how {
        TimeOrder::After => Order::After,
        TimeOrder::Before => Order::Before,
        TimeOrder::Since => Order::Since,
        TimeOrder::Until => Order::Until,
        TimeOrder::During => Order::During,
        TimeOrder::Overlapping => Order::Overlapping,
        TimeOrder::Within(length, Side::After) => Order::Follows(window(length)),
        TimeOrder::Within(length, Side::Before) => Order::Precedes(window(length)),
        TimeOrder::Within(length, Side::Of) => match window(length) {
            Some(window) => Order::Around(window),
            None => Order::Overlapping,
        },
        TimeOrder::WithinStart(length) => match window(length) {
            Some(window) => Order::FollowsStart(window),
            None => Order::Since,
        },
        TimeOrder::FollowedBy(within) => Order::Precedes(within.and_then(window)),
        TimeOrder::PrecededBy(within) => Order::Follows(within.and_then(window)),
        TimeOrder::Same(Unit::Day) => Order::Same(CalendarUnit::Day),
        TimeOrder::Same(Unit::Month) => Order::Same(CalendarUnit::Month),
        TimeOrder::Same(_) => Order::Same(CalendarUnit::Year),
    }
}

/// Returns a length of time as executors count it.
fn window(length: Length) -> Option<Window> {
    let days = length.days().map(Window::Days);
    days.or_else(|| length.months().map(Window::Months))
}

fn metres(length: Length) -> u32 {
    let metres = length.kilometres().unwrap_or_default() * 1000.0;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    {
        metres.round().min(f64::from(u32::MAX)) as u32
    }
}

/// Returns the name that terms share, if they are all one term.
fn common<'i>(mut terms: impl Iterator<Item = &'i Iri>) -> Option<&'i str> {
    let first = terms.next()?;
    terms.all(|term| term == first).then(|| first.local())
}

fn is_of_situations(set: &Set) -> bool {
    match set {
        Set::Situations(_) => true,
        Set::And(sets) | Set::Or(sets) => sets.iter().all(is_of_situations),
        Set::Except(from, _) => is_of_situations(from),
        Set::Names(_) | Set::Roles(_) | Set::Entities { .. } | Set::Query(_) => false,
    }
}

fn given_role(view: &View) -> Option<&Iri> {
    match &view.given {
        Given::Role(role) => Some(role),
        Given::Nothing | Given::Itself | Given::Place => None,
    }
}

fn fact(situation: &Var, role: &Iri, filler: &Var) -> Fact {
    Fact {
        situation: situation.clone(),
        roles: vec![role.clone()],
        filler: filler.clone(),
    }
}

fn iris(names: &[Entity]) -> Vec<Iri> {
    names.iter().map(|name| name.iri.clone()).collect()
}

fn append(pattern: &mut Pattern, branch: Pattern) {
    pattern.things.extend(branch.things);
    pattern.facts.extend(branch.facts);
    pattern.tests.extend(branch.tests);
    pattern.never.extend(branch.never);
    pattern.either.extend(branch.either);
}

/// Returns the certainties that count unless the question asks for others.
#[must_use]
pub fn usual_certainties(strictly: bool) -> Vec<Iri> {
    let names: &[&str] = if strictly {
        &["Asserted"]
    } else {
        &["Asserted", "Claimed", "Suggested", "Assessed"]
    };
    names.iter().map(|name| Iri::al(name)).collect()
}

/// Returns every status: what is asked for, proposed, talked about or denied need not have occurred.
#[must_use]
pub fn all_statuses() -> Vec<Iri> {
    [
        "Occurred",
        "Ongoing",
        "Planned",
        "Requested",
        "Proposed",
        "Failed",
    ]
    .map(Iri::al)
    .to_vec()
}

/// Returns the statuses that count unless the question asks for others.
#[must_use]
pub fn usual_statuses() -> Vec<Iri> {
    vec![Iri::al("Occurred"), Iri::al("Ongoing")]
}

/// Returns the ranges of days that a time clause allows.
#[must_use]
pub fn ranges(time: &Time) -> Vec<Range> {
    let first = time.moments.first().copied().unwrap_or(Range::ALL);
    let last = time.moments.last().copied().unwrap_or(Range::ALL);
    let (from, to) = match time.relation {
        TimeRelation::In | TimeRelation::AsOf => return time.moments.clone(),
        TimeRelation::Since => (first.from, Day::MAX),
        TimeRelation::Until => (Day::MIN, first.to),
        TimeRelation::Before => (Day::MIN, first.from),
        TimeRelation::After => (first.to, Day::MAX),
        TimeRelation::Between => (first.from, last.to),
    };
    vec![Range { from, to }]
}
