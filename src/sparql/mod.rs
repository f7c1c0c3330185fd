//! SPARQL: from a plan to algebra, and from algebra to text.

pub mod print;
