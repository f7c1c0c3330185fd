//! Answers: rows with their evidence, and what emptied an empty one.

mod table;

pub use table::{Answer, Cell, Column, ColumnType, Kind, Row, Value};
