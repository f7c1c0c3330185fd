//! What must be refused before a parser sees it, because the parser would run out of stack or memory.

use super::LoadError;

/// The deepest nesting of JSON that is read; the JSON-LD reader recurses, and 10,000 levels overflow its stack.
const JSON_DEPTH: usize = 500;
/// The longest value of an XML entity; prefixes of ontologies are a few dozen characters.
const ENTITY_LENGTH: usize = 1000;

/// Refuses JSON that is nested too deep.
pub(super) fn json(file: &str, text: &str) -> Result<(), LoadError> {
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'{' | b'[' if !in_string => depth += 1,
            b'}' | b']' if !in_string => depth = depth.saturating_sub(1),
            _ => (),
        }
        if depth > JSON_DEPTH {
            return Err(LoadError::TooDeep {
                file: file.to_owned(),
                limit: JSON_DEPTH,
            });
        }
    }
    Ok(())
}

/// Refuses XML whose entities grow: forty entities, each twice the one before it, are a terabyte.
pub(super) fn xml(file: &str, text: &str) -> Result<(), LoadError> {
    for declaration in text.split("<!ENTITY").skip(1) {
        let declaration = declaration
            .trim_start()
            .trim_start_matches('%')
            .trim_start();
        let (entity, rest) = declaration
            .split_once(|c: char| c.is_ascii_whitespace())
            .unwrap_or((declaration, ""));
        let value = rest.split('"').nth(1).unwrap_or_default();
        let refers = value
            .split('&')
            .skip(1)
            .any(|reference| !is_predefined(reference));
        if refers || value.len() > ENTITY_LENGTH {
            return Err(LoadError::Entity {
                file: file.to_owned(),
                entity: entity.chars().take(40).collect(),
            });
        }
    }
    Ok(())
}

fn is_predefined(reference: &str) -> bool {
    ["amp;", "lt;", "gt;", "quot;", "apos;", "#"]
        .iter()
        .any(|known| reference.starts_with(known))
}
