//! Trees as data, for what is done wherever something can stand and so would need a walk over every node there is.

use serde_json::Value;

/// Visits every value within a tree, outer ones first.
pub fn walk<E>(
    value: &mut Value,
    visit: &mut dyn FnMut(&mut Value) -> Result<(), E>,
) -> Result<(), E> {
    visit(value)?;
    match value {
        Value::Object(object) => object.values_mut().try_for_each(|inner| walk(inner, visit)),
        Value::Array(items) => items.iter_mut().try_for_each(|inner| walk(inner, visit)),
        _ => Ok(()),
    }
}
