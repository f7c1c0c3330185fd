//! Dates as sources give them and as questions ask for them: days, bounds, ranges and the three-valued tests between them.
//!
//! Sources write EDTF, which becomes [`Bounds`]: four days between which the start and the end lie. Questions write calendar
//! literals ([`Moment`]), which become half-open [`Range`]s. [`contained`] and [`overlaps`] say whether bounds are
//! certainly, possibly or not in a range; SPARQL compares the same day numbers, so the two must give the same answer.

mod bounds;
mod day;
mod edtf;
mod literal;
mod moment;
mod range;
mod truth;
mod words;

pub use bounds::Bounds;
pub use day::Day;
pub use edtf::EdtfError;
pub use literal::MomentError;
pub use moment::Moment;
pub use range::Range;
pub use truth::{Truth, contained, overlaps};
pub use words::in_words;
