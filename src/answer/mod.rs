//! Answers: rows with their evidence, and what emptied an empty one.
//!
//! [`make::answer`] runs the plan of a reading and gathers its evidence rows into one row a member or group; what is
//! shown of a situation ([`facts`]) is fetched once for the rows that are shown. Notes carry what must be known to read
//! the rows: marks, denials, lifetimes, missing figures, and for an empty answer each clause that emptied it.

mod brokers;
mod card;
mod catalogue;
mod centre;
mod chains;
mod citation;
mod claims;
mod clusters;
mod communities;
mod compose;
mod coverage;
mod description;
mod empty;
mod error;
mod evidence;
mod facts;
mod groups;
mod having;
mod left_out;
mod lifetime;
mod lineage;
mod list;
mod make;
mod measured;
mod neighbourhood;
mod output;
mod pairs;
mod pipes;
mod recorded;
mod releases;
mod searched;
mod sequence;
mod survey;
mod table;
mod ties;
mod timeline;
mod told;
mod toll;
mod turned;
mod why;

pub use catalogue::catalogue;
pub use citation::{Citation, bibliography, citations};
pub use error::AnswerError;
pub use facts::{Context, several};
pub use left_out::as_rows;
pub use make::{answer, print, query, raw_columns};
pub use pipes::{StepError, StepProblem, step};
pub use table::{Answer, Cell, Column, ColumnType, Kind, Node, Row, Value};
pub use why::{no_such_row, numbered, row_meant, why};
