//! Finds `SERVICE` in algebra: the evaluator would pass over `SERVICE SILENT` as if it had found nothing.

use super::walk::{Part, parts};
use spargebra::Query;
use spargebra::algebra::GraphPattern;

/// Says whether the query asks another server anywhere.
pub(super) fn asks_service(query: &Query) -> bool {
    parts(query).any(|part| {
        matches!(
            part,
            Part::Pattern {
                pattern: GraphPattern::Service { .. },
                ..
            }
        )
    })
}
