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

/// Refuses XML whose entities grow, forty of which, each twice the one before it, are a terabyte; and those that stand elsewhere,
/// which would be other people's files.
pub(super) fn xml(file: &str, text: &str) -> Result<(), LoadError> {
    let mut at = 0;
    for part in text.split("<!ENTITY") {
        let start = at;
        at += part.len() + "<!ENTITY".len();
        if start == 0 {
            continue;
        }
        let declaration = part.trim_start().trim_start_matches('%').trim_start();
        let (entity, rest) = declaration
            .split_once(|c: char| c.is_ascii_whitespace())
            .unwrap_or((declaration, ""));
        let kind = rest.trim_start();
        if kind.starts_with("SYSTEM") || kind.starts_with("PUBLIC") {
            let before = text.get(..start).unwrap_or_default();
            return Err(LoadError::ExternalEntity {
                file: file.to_owned(),
                line: u64::try_from(before.matches('\n').count()).unwrap_or(u64::MAX - 1) + 1,
                entity: entity.chars().take(40).collect(),
            });
        }
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

/// Finds the first JSON-LD context that is an address: its line and the address.
pub(super) fn remote_context(text: &str) -> Option<(u64, String)> {
    let keys = text
        .match_indices("\"@context\"")
        .chain(text.match_indices("\"@import\""));
    let (at, address) = keys
        .filter_map(|(at, key)| address(text, at + key.len()))
        .min()?;
    let before = text.get(..at).unwrap_or_default();
    let line = u64::try_from(before.matches('\n').count()).unwrap_or(u64::MAX - 1) + 1;
    Some((line, address))
}

/// Returns the first text that is a context itself, or an element of a list of contexts, and not inside an object.
fn address(text: &str, from: usize) -> Option<(usize, String)> {
    let (mut objects, mut lists) = (0_usize, 0_usize);
    let mut start = None;
    let mut escaped = false;
    for (at, c) in text.get(from..)?.char_indices() {
        match (c, start) {
            _ if escaped => escaped = false,
            ('\\', Some(_)) => escaped = true,
            ('"', None) => start = Some(at + 1),
            ('"', Some(begun)) if objects == 0 => {
                let address = text.get(from + begun..from + at)?.chars().take(100);
                return Some((from + begun, address.collect()));
            }
            ('"', Some(_)) => start = None,
            (_, Some(_)) => {}
            ('{', None) => objects += 1,
            ('}', None) => objects = objects.checked_sub(1)?,
            ('[', None) => lists += 1,
            (']', None) => lists = lists.checked_sub(1)?,
            (',', None) if objects == 0 && lists == 0 => return None,
            _ => {}
        }
        // An object that closes outside a list ends the value.
        if c == '}' && start.is_none() && objects == 0 && lists == 0 {
            return None;
        }
    }
    None
}

fn is_predefined(reference: &str) -> bool {
    ["amp;", "lt;", "gt;", "quot;", "apos;", "#"]
        .iter()
        .any(|known| reference.starts_with(known))
}
