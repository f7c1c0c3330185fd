//! Answers and diagnostics as text for people and for programs; everything that comes from data is made safe to show.

mod bibliography;
mod card;
mod cell;
mod check;
mod clean;
mod clip;
mod delimited;
mod diagnostic;
mod explanation;
mod flat;
mod format;
mod glossary;
mod grid;
mod json;
mod listing;
mod markdown;
mod named;
mod paths;
mod records;
#[cfg(test)]
mod sample;
mod screen;
mod screenful;
mod table;
mod verdict;

pub use bibliography::{bibliography, bibtex};
pub use cell::text as cell_text;
pub use check::check;
pub use clean::{clean, clean_lines, escape};
pub use delimited::{csv, tsv};
pub use diagnostic::{Reader, choices, diagnostic, error};
pub use explanation::explanation;
pub use format::Format;
pub use glossary::glossary;
pub use json::json;
pub use listing::listing;
pub use markdown::markdown;
pub use named::named;
pub use records::records;
pub use screen::{PIPED_WIDTH, Screen};
pub use screenful::{message, remarks, screenful};
