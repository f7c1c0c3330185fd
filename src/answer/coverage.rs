//! What the sources cover: what lies outside is "not covered", and never nothing.
//!
//! A question asks for kinds of situations or actors, at some time and place. Of the sources that are asked, those count that
//! cover the kind; when none of them covers any of the time and the place, that nothing is found says nothing. A source that
//! does not say what it covers may cover everything.

use super::error::AnswerError;
use super::facts::Context;
use super::lifetime::own_filters;
use crate::iri::Iri;
use crate::lexicon::ClassKind;
use crate::plan;
use crate::reading::{Ask, Entity, Filler, Filter, Given, Reading, Roles, Set};
use crate::store::{CoveredPlace, Source};
use crate::time::{Day, Range};
use std::collections::BTreeSet;

/// How many sources and how many places of each a note names.
const SOURCES: usize = 3;
const PLACES: usize = 4;

/// What is said in the place of a number.
pub const NOT_COVERED: &str = "not covered";

/// When sources cover what is asked, and what to tell of those sources.
pub struct Times {
    pub stretches: Vec<(Day, Day)>,
    pub told: String,
}

impl Times {
    /// Says whether a unit of the calendar has a day that is covered.
    pub fn has(&self, unit: Range) -> bool {
        self.stretches
            .iter()
            .any(|(first, last)| unit.from <= *last && *first < unit.to)
    }
}

/// What one part of a question asks for.
struct Scope<'a> {
    classes: Vec<&'a Iri>,
    word: Option<&'a str>,
    ranges: Vec<Range>,
    places: Vec<&'a Entity>,
}

/// Says why no source covers what a reading asks for; `None` where one does, or may.
pub fn outside(context: &Context<'_>, reading: &Reading) -> Result<Option<String>, AnswerError> {
    let judge = Judge::of(context, reading);
    match &reading.ask {
        Ask::List(set) | Ask::Count { of: set, .. } | Ask::Extreme { of: set, .. } => {
            judge.set(set)
        }
        Ask::Measure { of, .. } => judge.set(&Set::Situations(of.clone())),
        Ask::YesNo(question) | Ask::Happened { what: question, .. } => judge.roles(&question.verb),
        _ => Ok(None),
    }
}

/// Returns the stretches of time in which sources cover what a reading asks for, and those sources; `None` where any time may
/// be covered.
pub fn times<'a>(context: &Context<'a>, reading: &Reading) -> Result<Option<Times>, AnswerError> {
    let judge = Judge::of(context, reading);
    let scope = match &reading.ask {
        Ask::Count {
            of: Set::Situations(situations),
            ..
        }
        | Ask::Measure { of: situations, .. } => {
            scope(&[&situations.class.iri], &situations.filters)
        }
        Ask::Count {
            of: Set::Roles(roles),
            ..
        } => roles_scope(roles),
        _ => return Ok(None),
    };
    if judge.may_cover_all() {
        return Ok(None);
    }
    let mut covering = Vec::new();
    for source in judge.of_kind(&scope) {
        if judge.covers_place(source, &scope.places)? {
            covering.push(source);
        }
    }
    let times = covering
        .iter()
        .flat_map(|source| source.covers.times.iter().copied())
        .collect();
    Ok(Some(Times {
        stretches: times,
        told: judge.told(&covering),
    }))
}

/// Returns the sources that a reading is asked of: those that it names, of those that cover any kind that it asks for.
pub fn sources<'a>(context: &Context<'a>, reading: &Reading) -> Vec<&'a Source> {
    let mut classes = Vec::new();
    match &reading.ask {
        Ask::List(set)
        | Ask::Count { of: set, .. }
        | Ask::Extreme { of: set, .. }
        | Ask::Claims(set) => classes_of(set, &mut classes),
        Ask::Measure { of, .. } => classes.push(&of.class.iri),
        Ask::YesNo(question) | Ask::Happened { what: question, .. } => {
            classes.extend(question.verb.views.iter().map(|view| &view.class));
        }
        _ => {}
    }
    let judge = Judge::of(context, reading);
    let of_kind = judge.of_kind(&Scope {
        classes,
        word: None,
        ranges: Vec::new(),
        places: Vec::new(),
    });
    // Where none covers the kind, all were searched.
    if of_kind.is_empty() {
        judge.sources
    } else {
        of_kind
    }
}

fn classes_of<'r>(set: &'r Set, classes: &mut Vec<&'r Iri>) {
    match set {
        Set::Names(_) | Set::Query(_) => {}
        Set::Situations(situations) => classes.push(&situations.class.iri),
        Set::Entities { class, .. } => classes.push(&class.iri),
        Set::Roles(roles) => {
            classes.extend(roles.views.iter().map(|view| &view.class));
            if let Filler::Set(set) = &roles.given {
                classes_of(set, classes);
            }
        }
        Set::And(sets) | Set::Or(sets) => sets.iter().for_each(|set| classes_of(set, classes)),
        Set::Except(from, without) => {
            classes_of(from, classes);
            classes_of(without, classes);
        }
    }
}

/// Says in words which kinds and places a source covers; empty where it does not say so.
pub fn kinds_and_places(context: &Context<'_>, source: &Source) -> String {
    let judge = Judge {
        context,
        sources: Vec::new(),
    };
    judge.extent(source, false)
}

/// The sources that a question is asked of.
struct Judge<'c, 'a> {
    context: &'c Context<'a>,
    sources: Vec<&'a Source>,
}

impl<'c, 'a> Judge<'c, 'a> {
    fn of(context: &'c Context<'a>, reading: &Reading) -> Judge<'c, 'a> {
        let only: BTreeSet<&str> = own_filters(reading)
            .into_iter()
            .filter_map(|filter| match filter {
                Filter::Using(names) => Some(names.iter().map(|name| name.iri.as_str())),
                _ => None,
            })
            .flatten()
            .collect();
        let asked = |source: &&Source| only.is_empty() || only.contains(source.iri.as_str());
        let speaks = |source: &&Source| source.situations > 0 || source.covers.declared;
        Judge {
            context,
            sources: context
                .sources
                .iter()
                .filter(asked)
                .filter(speaks)
                .collect(),
        }
    }

    /// Says whether some source does not say what it covers.
    fn may_cover_all(&self) -> bool {
        self.sources.is_empty() || self.sources.iter().any(|source| !source.covers.declared)
    }

    fn set(&self, set: &Set) -> Result<Option<String>, AnswerError> {
        match set {
            Set::Names(_) | Set::Query(_) => Ok(None),
            Set::Situations(situations) => {
                let mut scope = scope(&[&situations.class.iri], &situations.filters);
                scope.word = Some(&situations.class.plural)
                    .filter(|word| !word.is_empty())
                    .map(String::as_str);
                if situations
                    .filters
                    .iter()
                    .any(|filter| matches!(filter, Filter::Named(_)))
                {
                    return Ok(None);
                }
                self.scope(&scope)
            }
            Set::Roles(roles) => self.roles(roles),
            Set::Entities { class, filters } => {
                let mut scope = scope(&[&class.iri], filters);
                scope.word = Some(class.plural.as_str());
                self.scope(&scope)
            }
            Set::And(sets) => {
                for set in sets {
                    if let Some(reason) = self.set(set)? {
                        return Ok(Some(reason));
                    }
                }
                Ok(None)
            }
            Set::Or(sets) => {
                let mut first = None;
                for set in sets {
                    match self.set(set)? {
                        Some(reason) => first = first.or(Some(reason)),
                        None => return Ok(None),
                    }
                }
                Ok(first)
            }
            Set::Except(from, without) => match self.set(from)? {
                Some(reason) => Ok(Some(reason)),
                None => self.set(without),
            },
        }
    }

    fn roles(&self, roles: &Roles) -> Result<Option<String>, AnswerError> {
        if roles.views.iter().any(|view| view.given == Given::Itself)
            && matches!(roles.given, Filler::Names(_))
        {
            return Ok(None);
        }
        if let Some(reason) = self.scope(&roles_scope(roles))? {
            return Ok(Some(reason));
        }
        match &roles.given {
            Filler::Set(set) => self.set(set),
            _ => Ok(None),
        }
    }

    /// Says why no source covers a scope.
    fn scope(&self, scope: &Scope) -> Result<Option<String>, AnswerError> {
        if self.may_cover_all() {
            return Ok(None);
        }
        let of_kind = self.of_kind(scope);
        if of_kind.is_empty() {
            let what = scope.word.map_or_else(
                || {
                    kinds(
                        self.context,
                        scope.classes.iter().map(|class| class.as_str()),
                    )
                },
                str::to_owned,
            );
            return Ok(Some(format!(
                "{NOT_COVERED}: {what}; {}",
                self.told(&self.sources)
            )));
        }
        let in_time = |source: &&&Source| covers_time(source, &scope.ranges);
        let (mut in_place, mut both) = (false, false);
        for source in &of_kind {
            let covered = self.covers_place(source, &scope.places)?;
            in_place |= covered;
            both |= covered && in_time(&source);
        }
        if both {
            return Ok(None);
        }
        let in_time = of_kind.iter().any(|source| in_time(&source));
        let places: Vec<&str> = scope
            .places
            .iter()
            .map(|place| place.label.as_str())
            .collect();
        let ranges: Vec<String> = scope.ranges.iter().map(said).collect();
        let what = match (in_time, in_place) {
            (false, true) => ranges.join(" or "),
            (true, false) => places.join(" or "),
            _ => format!("{} in {}", places.join(" or "), ranges.join(" or ")),
        };
        Ok(Some(format!(
            "{NOT_COVERED}: {what}; {}",
            self.told(&of_kind)
        )))
    }

    /// Returns the sources that cover a kind. Whoever covers situations knows of actors and places of any kind.
    fn of_kind(&self, scope: &Scope) -> Vec<&'a Source> {
        let ontology = self.context.ontology;
        let related = |class: &str, asked: &Iri| {
            let (Some(class), Some(asked)) = (
                ontology.class_by_iri(class),
                ontology.class_by_iri(asked.as_str()),
            ) else {
                return true;
            };
            let names_any = ontology.class(class).kind == ClassKind::Situation
                && ontology.class(asked).kind != ClassKind::Situation;
            names_any || ontology.is_subclass(class, asked) || ontology.is_subclass(asked, class)
        };
        // Whoever holds some of a kind without covering it knows something of it.
        let below = |class: &str, asked: &Iri| match (
            ontology.class_by_iri(class),
            ontology.class_by_iri(asked.as_str()),
        ) {
            (Some(class), Some(asked)) => ontology.is_subclass(class, asked),
            _ => false,
        };
        let covers = |source: &&&Source| {
            let covers = &source.covers;
            let any = |classes: &[String], fits: &dyn Fn(&str, &Iri) -> bool| {
                classes
                    .iter()
                    .any(|class| scope.classes.iter().any(|asked| fits(class, asked)))
            };
            covers.classes.is_empty()
                || scope.classes.is_empty()
                || any(&covers.classes, &related)
                || any(&covers.holds, &below)
        };
        self.sources.iter().filter(covers).copied().collect()
    }

    /// Says whether a source covers any of the places, a part of one, or a place around one.
    fn covers_place(&self, source: &Source, places: &[&Entity]) -> Result<bool, AnswerError> {
        if places.is_empty() || source.covers.places.is_empty() {
            return Ok(true);
        }
        let names = self.context.names;
        let mut covered: BTreeSet<String> = BTreeSet::new();
        for place in &source.covers.places {
            match place {
                CoveredPlace::Iri(iri) => {
                    covered.insert(iri.clone());
                }
                CoveredPlace::Name(name) => {
                    let found = names.exact(name);
                    // A name that nothing is called by may be anywhere.
                    if found.is_empty() {
                        return Ok(true);
                    }
                    covered.extend(found.into_iter().map(|id| names.name(id).iri.clone()));
                }
            }
        }
        let asked = places.iter().map(|place| place.iri.as_str().to_owned());
        let all: BTreeSet<String> = asked.chain(covered.iter().cloned()).collect();
        let facts = self.context.facts(&all)?;
        Ok(places.iter().any(|place| {
            let asked = place.iri.as_str();
            let inside = |inner: &str, outer: &str| {
                inner == outer || facts.all(inner, "inside").iter().any(|iri| *iri == outer)
            };
            covered
                .iter()
                .any(|covered| inside(asked, covered) || inside(covered, asked))
        }))
    }

    /// Says what sources cover.
    fn told(&self, sources: &[&Source]) -> String {
        let mut parts: Vec<String> = sources
            .iter()
            .take(SOURCES)
            .map(|source| format!("{} covers {}", source.label, self.extent(source, true)))
            .collect();
        if sources.len() > SOURCES {
            parts.push(format!("and {} more sources", sources.len() - SOURCES));
        }
        parts.join("; ")
    }

    fn extent(&self, source: &Source, with_times: bool) -> String {
        let covers = &source.covers;
        let mut parts = Vec::new();
        if !covers.classes.is_empty() {
            let classes = covers.classes.iter().map(String::as_str);
            parts.push(kinds(self.context, classes));
        }
        if with_times {
            parts.extend(covers.times.iter().map(|time| stretch(*time)));
        }
        let mut places: Vec<String> = covers
            .places
            .iter()
            .map(|place| match place {
                CoveredPlace::Iri(iri) => self.context.label(iri),
                CoveredPlace::Name(name) => name.clone(),
            })
            .collect();
        places.sort();
        if !places.is_empty() {
            let more = places.len().saturating_sub(PLACES);
            places.truncate(PLACES);
            let more = if more > 0 {
                format!(" and {more} more")
            } else {
                String::new()
            };
            parts.push(format!("{}{more}", places.join(", ")));
        }
        parts.join(", ")
    }
}

/// Returns the plurals of classes, in order.
pub fn kinds<'a>(context: &Context<'_>, classes: impl Iterator<Item = &'a str>) -> String {
    let ontology = context.ontology;
    let words: BTreeSet<String> = classes
        .map(|class| match ontology.class_by_iri(class) {
            Some(id) => ontology
                .class(id)
                .labels
                .get(context.language)
                .plural
                .clone(),
            None => Iri::new(class).local().to_owned(),
        })
        .collect();
    let words: Vec<String> = words.into_iter().collect();
    words.join(", ")
}

/// Says whether a source covers a day of any of the ranges.
fn covers_time(source: &Source, ranges: &[Range]) -> bool {
    ranges.is_empty()
        || source.covers.times.is_empty()
        || ranges.iter().any(|range| {
            let times = &source.covers.times;
            times
                .iter()
                .any(|(first, last)| range.from <= *last && *first < range.to)
        })
}

fn scope<'r>(classes: &[&'r Iri], filters: &'r [Filter]) -> Scope<'r> {
    let mut scope = Scope {
        classes: classes.to_vec(),
        word: None,
        ranges: Vec::new(),
        places: Vec::new(),
    };
    for filter in filters {
        match filter {
            Filter::Time(time) => scope.ranges.extend(plan::ranges(time)),
            Filter::Place(places) | Filter::Near(places) => scope.places.extend(places),
            _ => {}
        }
    }
    scope
}

fn roles_scope(roles: &Roles) -> Scope<'_> {
    let classes: Vec<&Iri> = roles.views.iter().map(|view| &view.class).collect();
    let mut scope = scope(&classes, &roles.filters);
    if roles.views.iter().all(|view| view.given == Given::Place)
        && let Filler::Names(places) = &roles.given
    {
        scope.places.extend(places);
    }
    scope
}

/// Writes a range as one would say it.
fn said(range: &Range) -> String {
    match (range.has_start(), range.has_end()) {
        (false, true) => format!("before {}", since(range.to)),
        (true, false) => format!("since {}", since(range.from)),
        _ => range.to_string(),
    }
}

/// Writes a day as the year or month that it begins, if it does.
fn since(day: Day) -> String {
    let date = day.date();
    match (date.month(), date.day()) {
        (1, 1) => format!("{:04}", date.year()),
        (_, 1) => format!("{:04}-{:02}", date.year(), date.month()),
        _ => day.to_string(),
    }
}

/// Writes the years of a stretch, or its months within one year.
pub fn stretch((first, last): (Day, Day)) -> String {
    let (a, b) = (first.date(), last.date());
    let open = |day: Day, text: String| if day.is_finite() { text } else { String::new() };
    let whole_years = (a.month(), a.day()) == (1, 1) && (b.month(), b.day()) == (12, 31);
    if a.year() == b.year() && !whole_years {
        return if a.month() == b.month() {
            format!("{:04}-{:02}", a.year(), a.month())
        } else {
            format!(
                "{:04}-{:02} to {:04}-{:02}",
                a.year(),
                a.month(),
                b.year(),
                b.month()
            )
        };
    }
    if a.year() == b.year() {
        return a.year().to_string();
    }
    format!(
        "{}–{}",
        open(first, a.year().to_string()),
        open(last, b.year().to_string())
    )
}
