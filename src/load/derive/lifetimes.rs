//! When actors and places existed.

use super::Emit;
use super::dates::text;
use super::facts::{Facts, name};
use crate::load::{Statements, TermId, Warning, WarningKind};
use crate::time::Bounds;
use rustc_hash::FxHashMap;

/// Returns the bounds of every stated lifetime; of several, those that span them all.
pub(super) fn lifetimes(
    statements: &Statements,
    facts: &Facts,
    warnings: &mut Vec<Warning>,
) -> FxHashMap<TermId, Bounds> {
    let mut lifetimes: FxHashMap<TermId, Bounds> = FxHashMap::default();
    for (thing, stated) in &facts.lifetime {
        for date in stated {
            match Bounds::from_edtf(text(statements, *date), None, None) {
                Ok(bounds) => {
                    let spanned = lifetimes.entry(*thing).or_insert(bounds);
                    spanned.earliest_start = spanned.earliest_start.min(bounds.earliest_start);
                    spanned.latest_end = spanned.latest_end.max(bounds.latest_end);
                }
                Err(error) => warnings.push(Warning {
                    kind: WarningKind::BadDate,
                    source: String::new(),
                    subject: name(statements, *thing),
                    message: format!("{error}; the lifetime is left out"),
                }),
            }
        }
    }
    lifetimes
}

/// Adds the first and the last possible day of every lifetime.
pub(super) fn emit(emit: &mut Emit, lifetimes: &FxHashMap<TermId, Bounds>) {
    let terms = emit.terms;
    for (thing, bounds) in lifetimes {
        emit.add_day_number(*thing, terms.exists_from_day, bounds.earliest_start);
        emit.add_day_number(*thing, terms.exists_to_day, bounds.latest_end);
    }
}
