//! Answers and diagnostics as text for people and for programs; everything that comes from data is made safe to show.

mod card;
mod cell;
mod clean;
mod clip;
mod delimited;
mod diagnostic;
mod flat;
mod grid;
mod json;
mod markdown;
mod paths;
#[cfg(test)]
mod sample;
mod screen;
mod screenful;
mod table;
mod verdict;

pub use clean::{clean, clean_lines, escape};
pub use delimited::{csv, tsv};
pub use diagnostic::{Reader, choices, diagnostic};
pub use json::json;
pub use markdown::markdown;
pub use screen::{PIPED_WIDTH, Screen};
pub use screenful::{note, remarks, screenful};
