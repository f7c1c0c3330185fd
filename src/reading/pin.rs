//! Readings whose names are IRIs, which ask the same whatever other data call so.

use super::tree::Reading;
use serde_json::Value;

/// Returns the reading with every name written as its IRI in the echo.
///
/// The tree is walked as data, so that a name is pinned wherever a set can stand.
#[must_use]
pub fn pinned(reading: &Reading) -> Reading {
    let pinned = serde_json::to_value(reading).map(|mut value| {
        pin(&mut value);
        value
    });
    pinned
        .and_then(serde_json::from_value)
        .unwrap_or_else(|_| reading.clone())
}

fn pin(value: &mut Value) {
    match value {
        Value::Object(object) => {
            let is_entity = object.contains_key("iri") && object.contains_key("label");
            if let Some(unique) = object.get_mut("unique").filter(|_| is_entity) {
                *unique = Value::Bool(false);
            }
            object.values_mut().for_each(pin);
        }
        Value::Array(items) => items.iter_mut().for_each(pin),
        _ => {}
    }
}
