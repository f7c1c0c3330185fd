//! The raw SPARQL within a question.

use super::ast::{Question, Word};
use super::data::walk;
use serde_json::Value;
use std::convert::Infallible;

/// Returns the queries that stand in a question as sets, with their places.
#[must_use]
pub fn queries(question: &Question) -> Vec<Word> {
    let mut found = Vec::new();
    let Ok(mut tree) = serde_json::to_value(question) else {
        return found;
    };
    let find = &mut |value: &mut Value| {
        if let Some(query) = value.get("Query")
            && let Ok(word) = serde_json::from_value(query.clone())
        {
            found.push(word);
        }
        Ok::<_, Infallible>(())
    };
    let Ok(()) = walk(&mut tree, find);
    found
}
