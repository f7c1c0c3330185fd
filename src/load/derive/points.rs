//! Points on the unit sphere, so that "within so many kilometres" compares a squared chord and needs no functions that
//! SPARQL 1.1 does not have.

use super::emit::Emit;
use super::facts::{Facts, values};
use crate::load::TermId;
use oxigraph::model::{Literal, Term};

/// Adds the coordinates of every place with a latitude and a longitude in range.
pub(super) fn emit(emit: &mut Emit, facts: &Facts) {
    let terms = emit.terms;
    let mut places: Vec<TermId> = facts.lat.keys().copied().collect();
    places.sort_unstable();
    for place in places {
        let degrees = |ids: &[TermId]| {
            ids.iter().find_map(|id| match emit.statements.term(*id) {
                Some(Term::Literal(literal)) => literal.value().trim().parse::<f64>().ok(),
                _ => None,
            })
        };
        let lat = degrees(values(&facts.lat, place));
        let long = degrees(values(&facts.long, place));
        let (Some(lat), Some(long)) = (lat, long) else {
            continue;
        };
        let in_range = (-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&long);
        if !in_range {
            continue;
        }
        let (lat, long) = (lat.to_radians(), long.to_radians());
        let point = [
            (terms.sphere_x, lat.cos() * long.cos()),
            (terms.sphere_y, lat.cos() * long.sin()),
            (terms.sphere_z, lat.sin()),
        ];
        for (property, value) in point {
            let value = emit.statements.intern(Literal::from(value).into());
            emit.add(place, property, value);
        }
    }
}
