//! What was searched, for answers that rest on what is not recorded.

use super::facts::Context;
use super::lifetime::own_filters;
use crate::reading::{Ask, Filler, Filter, Reading, Set};

/// How many sources a note names.
const SOURCES: usize = 4;

/// Says what was searched: that nothing is recorded means no more than these sources can bear.
pub fn searched(context: &Context<'_>, reading: &Reading) -> Option<String> {
    let only = used(reading);
    let with_situations: Vec<_> = context
        .sources
        .iter()
        .filter(|s| s.situations > 0)
        .filter(|s| only.is_empty() || only.contains(&s.iri.as_str()))
        .collect();
    let mut parts: Vec<String> = with_situations
        .iter()
        .take(SOURCES)
        .map(|source| match source.coverage {
            Some((from, to)) => {
                let (from, to) = (from.date().year(), to.date().year());
                format!("{} ({from}–{to})", source.label)
            }
            None => source.label.clone(),
        })
        .collect();
    if with_situations.len() > SOURCES {
        parts.push(format!("{} more sources", with_situations.len() - SOURCES));
    }
    (!parts.is_empty()).then(|| format!("searched: {}", parts.join("; ")))
}

/// Returns the sources that a question narrows itself to.
fn used(reading: &Reading) -> Vec<&str> {
    own_filters(reading)
        .into_iter()
        .filter_map(|filter| match filter {
            Filter::Using(names) => Some(names.iter().map(|name| name.iri.as_str())),
            _ => None,
        })
        .flatten()
        .collect()
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
