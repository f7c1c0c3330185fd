//! Derived statements: what questions would otherwise need recursion, date arithmetic or case distinctions for.
//!
//! They go to a graph of their own and are rebuilt from the sources at every load. Each step is one pass over numbered
//! statements with lookups in hash maps:
//!
//! | for | derived |
//! |---|---|
//! | everything with a class | the classes above it; `al:directClass`, the most special ones |
//! | role fillers | the roles above the stated one, up to `al:participant` |
//! | places | `al:inside`, the places around it and itself |
//! | actors and whatever fills a role or speaks | `al:countsFor`, the wholes of which it is a part and itself |
//! | situations | bounds as dates and day numbers, start year to start date, certainty, status, `al:source` |
//! | figures | low, best and high, certainty, speaker, `al:source`, and for whom they count: `al:basis` |
//! | situations and figures that contradict each other | `al:conflictsWith`, and `al:consensus al:Disputed` |
//! | things with a lifetime | its first and last day numbers |
//! | places with coordinates | the same point on the unit sphere |

mod ancestors;
mod dates;
mod disputes;
mod emit;
mod facts;
mod figures;
mod hierarchy;
mod lifetimes;
mod points;
mod roles;
mod situations;
mod terms;

use super::{Statements, TermId, Warning};
use crate::time::{Bounds, Day};
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use ancestors::Ancestors;
use disputes::Disputes;
use emit::Emit;
use facts::Facts;
pub use facts::Kind;
use terms::Terms;

/// What deriving found out besides the statements.
#[derive(Debug, Default)]
pub struct Derived {
    pub warnings: Vec<Warning>,
    /// The most special classes of every actor, place, situation, figure and source.
    pub classes: FxHashMap<TermId, SmallVec<[TermId; 2]>>,
    /// What each of them is; one thing can be several.
    pub kinds: FxHashMap<TermId, Kind>,
    /// In how many situations something takes part, itself or by its parts, or that happen inside it.
    pub situations: FxHashMap<TermId, u32>,
    pub lifetimes: FxHashMap<TermId, Bounds>,
    /// First and last known day of the situations of each source.
    pub coverage: FxHashMap<TermId, (Day, Day)>,
    /// The stretch that the situations of each source certainly reach over.
    pub extents: FxHashMap<TermId, (Day, Day)>,
}

/// Adds all derived statements.
pub fn derive(statements: &mut Statements) -> Derived {
    let terms = Terms::new(statements);
    let mut warnings = facts::drop_derived(statements, &terms);
    let hierarchy = hierarchy::Hierarchy::new(statements, &terms);
    let facts = Facts::new(statements, &terms, &hierarchy);
    let bounds = dates::bounds(statements, &terms, &facts, &mut warnings);
    let figures = figures::figures(statements, &terms, &facts, &mut warnings);
    let lifetimes = lifetimes::lifetimes(statements, &facts, &mut warnings);
    roles::check(statements, &facts, &mut warnings);

    let wholes = Ancestors::new(&facts.unit_of);
    let around = Ancestors::new(&facts.within);
    let situations = roles::count_situations(&facts, &wholes, &around);

    let disputes = Disputes::new(&terms, &hierarchy, &facts, &bounds, &figures);

    let mut emit = Emit::new(statements, &terms);
    hierarchy::emit_classes(&mut emit, &facts, &hierarchy);
    roles::emit(&mut emit, &facts, &hierarchy);
    roles::emit_closures(&mut emit, &facts, &wholes, &around);
    situations::emit(&mut emit, &facts, &bounds);
    figures::emit(&mut emit, &facts, &wholes, &figures);
    disputes.emit(&mut emit);
    lifetimes::emit(&mut emit, &lifetimes);
    points::emit(&mut emit, &facts);

    Derived {
        warnings,
        coverage: dates::coverage(&facts, &bounds),
        extents: dates::extents(&facts, &bounds),
        classes: facts.direct_classes,
        kinds: facts.kinds,
        situations,
        lifetimes,
    }
}
