//! Simpler worlds and simpler readings, so that a disagreement is told by the least that shows it.

use crate::world::{Date, Situation, When, World};
use allegiance::reading::{Anchor, Ask, Filler, Filter, Reading, Relative, Roles, Set, Situations};

/// How often a simpler case is tried before the smallest so far is told.
const TRIES: usize = 600;

/// Makes a case as simple as it gets while it still fails; `fails` returns what is wrong.
pub fn shrink(
    mut world: World,
    mut reading: Reading,
    fails: impl Fn(&World, &Reading) -> Option<String>,
) -> (World, Reading, String) {
    let mut problem = fails(&world, &reading).unwrap_or_default();
    let mut tries = TRIES;
    loop {
        let mut simpler = false;
        let mut at = 0;
        while let Some(candidate) = readings(&reading).into_iter().nth(at) {
            at += 1;
            tries = tries.saturating_sub(1);
            if let (true, Some(why)) = (tries > 0, fails(&world, &candidate)) {
                (reading, problem, simpler, at) = (candidate, why, true, 0);
            }
        }
        at = 0;
        while let Some(candidate) = worlds(&world).into_iter().nth(at) {
            at += 1;
            tries = tries.saturating_sub(1);
            if let (true, Some(why)) = (tries > 0, fails(&candidate, &reading)) {
                (world, problem, simpler) = (candidate, why, true);
                at -= 1;
            }
        }
        if !simpler || tries == 0 {
            return (world, reading, problem);
        }
    }
}

/// Returns all worlds that are simpler by one step.
fn worlds(world: &World) -> Vec<World> {
    let mut simpler = Vec::new();
    let mut with = |change: &dyn Fn(&mut World)| {
        let mut other = world.clone();
        change(&mut other);
        simpler.push(other);
    };
    if world.situations.len() > 1 {
        with(&|w| w.situations.truncate(1));
        with(&|w| w.situations.truncate(world.situations.len() / 2));
        with(&|w| {
            w.situations.pop();
        });
    }
    for n in 0..world.situations.len() {
        let one = &world.situations[n];
        let mut change = |change: &dyn Fn(&mut Situation)| with(&|w| change(&mut w.situations[n]));
        if one.classes != ["Situation"] || !one.roles.is_empty() {
            change(&|s| *s = bare());
        }
        for at in 0..one.classes.len() {
            if one.classes.len() > 1 {
                change(&|s| {
                    s.classes.remove(at);
                });
            }
        }
        for at in 0..one.roles.len() {
            change(&|s| {
                s.roles.remove(at);
            });
        }
        for at in 0..one.places.len() {
            change(&|s| {
                s.places.remove(at);
            });
        }
        for at in 0..one.figures.len() {
            change(&|s| {
                s.figures.remove(at);
            });
            let figure = &one.figures[at];
            if figure.low.is_some() || figure.high.is_some() {
                change(&|s| (s.figures[at].low, s.figures[at].high) = (None, None));
            }
            if figure.certainty.is_some() {
                change(&|s| s.figures[at].certainty = None);
            }
            if figure.speaker.is_some() {
                change(&|s| s.figures[at].speaker = None);
            }
            if figure.source != one.source {
                change(&|s| s.figures[at].source = s.source);
            }
            if figure.of.is_some() {
                change(&|s| s.figures[at].of = None);
            }
        }
        if one.near {
            change(&|s| s.near = false);
        }
        if one.qualified {
            change(&|s| s.qualified = false);
        }
        if one.starts.is_some() {
            change(&|s| s.starts = None);
        }
        if one.ends.is_some() {
            change(&|s| s.ends = None);
        }
        if one.when.is_some() {
            change(&|s| s.when = None);
            if !matches!(one.when, Some(When::At(Date::Year(2012)))) {
                change(&|s| s.when = Some(When::At(Date::Year(2012))));
            }
        }
        if one.certainty.is_some() {
            change(&|s| s.certainty = None);
        }
        if one.status.is_some() {
            change(&|s| s.status = None);
        }
        if one.speaker.is_some() {
            change(&|s| s.speaker = None);
        }
        if one.source > 0 {
            change(&|s| s.source = 0);
        }
        if let Some(also) = &one.also {
            change(&|s| s.also = None);
            for at in 0..also.len() {
                change(&|s| {
                    s.also.as_mut().map(|roles| roles.remove(at));
                });
            }
        }
    }
    for n in 0..world.actors.len() {
        if world.actors[n].unit_of.is_some() {
            with(&|w| w.actors[n].unit_of = None);
        }
    }
    for n in 0..world.borders.len() {
        with(&|w| {
            w.borders.remove(n);
        });
    }
    for n in 0..world.places.len() {
        if world.places[n].point.is_some() {
            with(&|w| w.places[n].point = None);
        }
        for at in 0..world.places[n].within.len() {
            with(&|w| {
                w.places[n].within.remove(at);
            });
        }
    }
    simpler
}

/// A situation of which nothing is known.
fn bare() -> Situation {
    Situation {
        classes: vec!["Situation"],
        roles: Vec::new(),
        places: Vec::new(),
        near: false,
        when: None,
        qualified: false,
        starts: None,
        ends: None,
        certainty: None,
        status: None,
        speaker: None,
        figures: Vec::new(),
        source: 0,
        also: None,
    }
}

/// Returns all readings that are simpler by one step; some of them cannot be asked.
fn readings(reading: &Reading) -> Vec<Reading> {
    let mut asks: Vec<Ask> = Vec::new();
    match &reading.ask {
        Ask::List(set) => asks.extend(sets(set).into_iter().map(Ask::List)),
        Ask::Count { of, by } => {
            asks.extend((0..by.len()).map(|at| Ask::Count {
                of: of.clone(),
                by: without(by, at),
            }));
            asks.extend(
                sets(of)
                    .into_iter()
                    .map(|of| Ask::Count { of, by: by.clone() }),
            );
            asks.push(Ask::List(of.clone()));
        }
        Ask::Measure {
            kind,
            field,
            of,
            by,
        } => {
            let measure = |of: Situations, by| Ask::Measure {
                kind: *kind,
                field: field.clone(),
                of,
                by,
            };
            asks.extend((0..by.len()).map(|at| measure(of.clone(), without(by, at))));
            let narrowed = |filters| {
                measure(
                    Situations {
                        filters,
                        ..of.clone()
                    },
                    by.clone(),
                )
            };
            asks.extend(filters(&of.filters).into_iter().map(narrowed));
        }
        Ask::YesNo(question) => {
            asks.extend(roles(&question.verb).into_iter().map(|verb| {
                let mut simpler = question.clone();
                simpler.verb = verb;
                Ask::YesNo(simpler)
            }));
        }
        Ask::Paths(paths) => {
            asks.extend(filters(&paths.filters).into_iter().map(|filters| {
                let mut simpler = paths.clone();
                simpler.filters = filters;
                Ask::Paths(simpler)
            }));
            for names in [&paths.from, &paths.to] {
                for fewer in fewer(names) {
                    let mut simpler = paths.clone();
                    if std::ptr::eq(names, &raw const paths.from) {
                        simpler.from = fewer;
                    } else {
                        simpler.to = fewer;
                    }
                    asks.push(Ask::Paths(simpler));
                }
            }
            for via in fewer(&paths.via).into_iter().chain([Vec::new()]) {
                if via.len() < paths.via.len() {
                    let mut simpler = paths.clone();
                    simpler.via = via;
                    asks.push(Ask::Paths(simpler));
                }
            }
        }
        Ask::Extreme { end, number, of } => {
            asks.extend(sets(of).into_iter().map(|of| Ask::Extreme {
                end: *end,
                number: *number,
                of,
            }));
        }
        Ask::Claims(set) => asks.extend(sets(set).into_iter().map(Ask::Claims)),
        _ => {}
    }
    let mut simpler: Vec<Reading> = asks
        .into_iter()
        .map(|ask| Reading {
            ask,
            ..reading.clone()
        })
        .collect();
    if reading.strictly {
        simpler.push(Reading {
            strictly: false,
            ..reading.clone()
        });
    }
    simpler
}

fn without<T: Clone>(all: &[T], at: usize) -> Vec<T> {
    let mut rest = all.to_vec();
    rest.remove(at);
    rest
}

/// Returns the lists with one less, as long as there is one.
fn fewer<T: Clone>(all: &[T]) -> Vec<Vec<T>> {
    if all.len() < 2 {
        return Vec::new();
    }
    (0..all.len()).map(|at| without(all, at)).collect()
}

fn sets(set: &Set) -> Vec<Set> {
    match set {
        Set::Names(names) => fewer(names).into_iter().map(Set::Names).collect(),
        Set::Entities { .. } | Set::Query(_) => Vec::new(),
        Set::Situations(s) => filters(&s.filters)
            .into_iter()
            .map(|filters| {
                Set::Situations(Situations {
                    filters,
                    ..s.clone()
                })
            })
            .collect(),
        Set::Roles(one) => roles(one).into_iter().map(Set::Roles).collect(),
        Set::And(all) => combined(all, Set::And),
        Set::Or(all) => combined(all, Set::Or),
        Set::Except(from, not) => {
            let mut simpler = vec![from.as_ref().clone(), not.as_ref().clone()];
            simpler.extend(
                sets(from)
                    .into_iter()
                    .map(|from| Set::Except(Box::new(from), not.clone())),
            );
            simpler.extend(
                sets(not)
                    .into_iter()
                    .map(|not| Set::Except(from.clone(), Box::new(not))),
            );
            simpler
        }
    }
}

fn combined(all: &[Set], whole: fn(Vec<Set>) -> Set) -> Vec<Set> {
    let mut simpler = all.to_vec();
    if all.len() > 2 {
        simpler.extend(fewer(all).into_iter().map(whole));
    }
    simpler.extend(replaced(all, sets).into_iter().map(whole));
    simpler
}

/// Returns the lists in which one member is simpler.
fn replaced<T: Clone>(all: &[T], simpler: impl Fn(&T) -> Vec<T>) -> Vec<Vec<T>> {
    let mut lists = Vec::new();
    for at in 0..all.len() {
        for one in simpler(&all[at]) {
            let mut list = all.to_vec();
            list[at] = one;
            lists.push(list);
        }
    }
    lists
}

fn roles(roles: &Roles) -> Vec<Roles> {
    let mut simpler: Vec<Roles> = fillers(&roles.given)
        .into_iter()
        .chain((roles.given != Filler::Anyone).then_some(Filler::Anyone))
        .map(|given| Roles {
            given,
            ..roles.clone()
        })
        .collect();
    simpler.extend(filters(&roles.filters).into_iter().map(|filters| Roles {
        filters,
        ..roles.clone()
    }));
    if roles.which.is_some() {
        simpler.push(Roles {
            which: None,
            ..roles.clone()
        });
    }
    simpler
}

fn fillers(filler: &Filler) -> Vec<Filler> {
    match filler {
        Filler::Anyone | Filler::Back(_) => Vec::new(),
        Filler::Names(names) => fewer(names).into_iter().map(Filler::Names).collect(),
        Filler::Set(set) => sets(set)
            .into_iter()
            .map(|set| Filler::Set(Box::new(set)))
            .collect(),
    }
}

fn filters(all: &[Filter]) -> Vec<Vec<Filter>> {
    let mut simpler: Vec<Vec<Filter>> = (0..all.len()).map(|at| without(all, at)).collect();
    simpler.extend(replaced(all, filter));
    simpler
}

fn filter(one: &Filter) -> Vec<Filter> {
    match one {
        Filter::Place(names) => fewer(names).into_iter().map(Filter::Place).collect(),
        Filter::Near(names) => fewer(names).into_iter().map(Filter::Near).collect(),
        Filter::AccordingTo(names) => fewer(names).into_iter().map(Filter::AccordingTo).collect(),
        Filter::ClaimedBy(names) => fewer(names).into_iter().map(Filter::ClaimedBy).collect(),
        Filter::ClaimedOnlyBy(names) => fewer(names)
            .into_iter()
            .map(Filter::ClaimedOnlyBy)
            .collect(),
        Filter::At(end, inner) => filter(inner)
            .into_iter()
            .map(|inner| Filter::At(*end, Box::new(inner)))
            .collect(),
        Filter::Using(names) => fewer(names).into_iter().map(Filter::Using).collect(),
        Filter::Time(time) => fewer(&time.moments)
            .into_iter()
            .map(|moments| {
                let mut time = time.clone();
                time.moments = moments;
                Filter::Time(time)
            })
            .collect(),
        Filter::Role {
            preposition,
            roles,
            filler,
        } => fillers(filler)
            .into_iter()
            .map(|filler| Filter::Role {
                preposition: *preposition,
                roles: roles.clone(),
                filler,
            })
            .collect(),
        Filter::Between {
            pairs,
            first,
            second,
        } => {
            let between = |first: Filler, second: Filler| Filter::Between {
                pairs: pairs.clone(),
                first,
                second,
            };
            let firsts = fillers(first).into_iter();
            let seconds = fillers(second).into_iter();
            firsts
                .map(|first| between(first, second.clone()))
                .chain(seconds.map(|second| between(first.clone(), second)))
                .collect()
        }
        Filter::Not(not) => filter(not)
            .into_iter()
            .map(|not| Filter::Not(Box::new(not)))
            .collect(),
        Filter::Relative(told) => {
            let anchors: Vec<Anchor> = match &told.anchor {
                Anchor::Names(names) => fewer(names).into_iter().map(Anchor::Names).collect(),
                Anchor::Set(set) => sets(set)
                    .into_iter()
                    .map(|set| Anchor::Set(Box::new(set)))
                    .collect(),
                Anchor::It { .. } => Vec::new(),
            };
            let beside = |anchor| {
                Filter::Relative(Relative {
                    anchor,
                    ..told.clone()
                })
            };
            anchors.into_iter().map(beside).collect()
        }
        Filter::Neighbours(names) => fewer(names).into_iter().map(Filter::Neighbours).collect(),
        Filter::Named(_)
        | Filter::About(_)
        | Filter::Filled { .. }
        | Filter::Conflicting { .. }
        | Filter::Unknown { .. }
        | Filter::Distance { .. }
        | Filter::Figure { .. }
        | Filter::Sources { .. }
        | Filter::Standing { .. } => Vec::new(),
    }
}
