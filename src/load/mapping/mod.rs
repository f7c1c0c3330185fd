//! Mappings: TOML files that say which column of a table fills which part of which situation.

mod batch;
mod bind;
mod condition;
mod convert;
mod date;
mod draft;
mod entity;
mod mapper;
mod merge;
mod model;
mod moment;
mod number;
mod parse;
mod problem;
mod recognise;
mod report;
mod sentence;
mod situation;
mod source;
mod spell;
mod states;
mod tables;
mod text;
mod vocabulary;

pub use batch::Batch;
pub use convert::{ConvertError, Progress, Request, convert};
pub use draft::draft;
pub use model::{CellKind, Coverage, Dataset, FileRules, Layout, Mapping};
pub(crate) use problem::near;
pub use problem::{MappingError, Problem};
pub use report::{Count, Report};
pub use sentence::sentences;
pub use states::{State, States};
pub use tables::Tables;
pub use vocabulary::Vocabulary;

use model::{ColumnId, ThingId};
