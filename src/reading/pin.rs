//! Readings with something else in place of their names or queries, wherever a set can stand.

use super::tree::{Entity, Reading};
use crate::question::data::walk;
use serde_json::Value;
use std::convert::Infallible;

/// Returns the reading with every name written as its IRI in the echo, so that it asks the same whatever other data call
/// so.
#[must_use]
pub fn pinned(reading: &Reading) -> Reading {
    let Ok(mut tree) = serde_json::to_value(reading) else {
        return reading.clone();
    };
    let pin = &mut |value: &mut Value| {
        if let Value::Object(object) = value
            && object.contains_key("iri")
            && object.contains_key("label")
            && let Some(unique) = object.get_mut("unique")
        {
            *unique = Value::Bool(false);
        }
        Ok::<_, Infallible>(())
    };
    let Ok(()) = walk(&mut tree, pin);
    serde_json::from_value(tree).unwrap_or_else(|_| reading.clone())
}

/// Says whether a reading holds queries whose answers stand for sets.
#[must_use]
pub fn has_queries(reading: &Reading) -> bool {
    let mut found = false;
    if let Ok(mut tree) = serde_json::to_value(reading) {
        let look = &mut |value: &mut Value| {
            found |= matches!(value.get("Query"), Some(Value::String(_)));
            Ok::<_, Infallible>(())
        };
        let Ok(()) = walk(&mut tree, look);
    }
    found
}

/// Returns the reading with what its queries find in their place; most readings have none.
///
/// # Errors
/// As `found` fails.
pub fn grounded<E>(
    reading: &Reading,
    found: &mut dyn FnMut(&str) -> Result<Vec<Entity>, E>,
) -> Result<Reading, E> {
    let Ok(mut tree) = serde_json::to_value(reading) else {
        return Ok(reading.clone());
    };
    let ground = &mut |value: &mut Value| {
        if let Value::Object(object) = value
            && let Some(Value::String(query)) = object.get("Query")
        {
            let names = serde_json::to_value(found(query)?).unwrap_or_default();
            *value = serde_json::json!({ "Names": names });
        }
        Ok(())
    };
    walk(&mut tree, ground)?;
    Ok(serde_json::from_value(tree).unwrap_or_else(|_| reading.clone()))
}
