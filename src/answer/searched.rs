//! What was searched, for answers that rest on what is not recorded.

use super::coverage::{self, kinds};
use super::facts::Context;
use crate::reading::{Ask, Filler, Filter, Reading, Set};
use crate::store::Source;
use crate::time::Day;

/// How many sources a note names.
const SOURCES: usize = 4;

/// Says what was searched: that nothing is recorded means no more than these sources can bear.
pub fn searched(context: &Context<'_>, reading: &Reading) -> Option<String> {
    let with_situations: Vec<&Source> = coverage::sources(context, reading)
        .into_iter()
        .filter(|source| source.situations > 0)
        .collect();
    let mut parts: Vec<String> = with_situations
        .iter()
        .take(SOURCES)
        .map(|source| match covered(context, source) {
            parts if parts.is_empty() => source.label.clone(),
            parts => format!("{} ({})", source.label, parts.join("; ")),
        })
        .collect();
    if with_situations.len() > SOURCES {
        parts.push(format!("{} more sources", with_situations.len() - SOURCES));
    }
    (!parts.is_empty()).then(|| format!("searched: {}", parts.join("; ")))
}

/// Says what a source covers, else the years of what it holds.
fn covered(context: &Context<'_>, source: &Source) -> Vec<String> {
    let years = |(from, to): (Day, Day)| format!("{}–{}", from.date().year(), to.date().year());
    let mut parts: Vec<String> = match source.covers.times.as_slice() {
        [] => source.coverage.map(years).into_iter().collect(),
        times => times.iter().copied().map(years).collect(),
    };
    let classes = &source.covers.classes;
    if !classes.is_empty() {
        parts.push(kinds(context, classes.iter().map(String::as_str)));
    }
    parts
}

/// Says whether an answer rests on what is not recorded.
pub fn rests_on_absence(reading: &Reading) -> bool {
    fn negates(set: &Set) -> bool {
        match set {
            Set::Except(..) => true,
            Set::And(sets) | Set::Or(sets) => sets.iter().any(negates),
            Set::Roles(roles) => {
                matches!(&roles.given, Filler::Set(set) if negates(set)) || denies(&roles.filters)
            }
            Set::Situations(situations) => denies(&situations.filters),
            Set::Names(_) | Set::Entities { .. } | Set::Query(_) => false,
        }
    }
    fn denies(filters: &[Filter]) -> bool {
        filters
            .iter()
            .any(|filter| matches!(filter, Filter::Not(_)))
    }
    match &reading.ask {
        Ask::List(set) | Ask::Count { of: set, .. } | Ask::Extreme { of: set, .. } => negates(set),
        _ => false,
    }
}
