//! Texts with columns in them: `"{side_a} – {side_b}"`.

use super::{ColumnId, ThingId};

/// A text with holes for the values of columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Template {
    pub(super) parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Text(String),
    Column(ColumnId),
    /// A column that may be missing, `{day?}`.
    Optional(ColumnId),
    /// The name of a thing, `{@side_a}`; only in names.
    Thing(ThingId),
}

/// What is wrong with a template, and at which of its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TemplateError {
    /// `{` without `}`.
    Open(usize),
    /// `{}`.
    Empty(usize),
}

/// Splits a template into texts and names of columns.
pub(super) fn split(text: &str) -> Result<Vec<(bool, &str)>, TemplateError> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let at = text.len() - after.len() - 1;
        let (name, after) = after.split_once('}').ok_or(TemplateError::Open(at))?;
        if name.trim().is_empty() {
            return Err(TemplateError::Empty(at));
        }
        if !before.is_empty() {
            parts.push((false, before));
        }
        parts.push((true, name.trim()));
        rest = after;
    }
    if !rest.is_empty() {
        parts.push((false, rest));
    }
    Ok(parts)
}

impl Template {
    /// Returns the columns that it uses.
    pub(super) fn columns(&self) -> impl Iterator<Item = ColumnId> + '_ {
        self.parts.iter().filter_map(|part| match part {
            Part::Column(column) | Part::Optional(column) => Some(*column),
            Part::Text(_) | Part::Thing(_) => None,
        })
    }

    /// Says whether it names things.
    pub(super) fn names_things(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Thing(_)))
    }

    /// Returns the column, if it is nothing else.
    pub(super) fn only_column(&self) -> Option<ColumnId> {
        match self.parts.as_slice() {
            [Part::Column(column)] => Some(*column),
            _ => None,
        }
    }
}

/// A pattern that takes a value apart: `"{body} of {state} ({from#}-{to#})"`; `#` takes digits only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pattern {
    pieces: Vec<Piece>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Take { name: String, digits: bool },
}

impl Pattern {
    pub(super) fn new(text: &str) -> Result<Pattern, TemplateError> {
        let pieces = split(text)?.into_iter().map(|(hole, text)| match hole {
            false => Piece::Text(text.to_owned()),
            true => Piece::Take {
                name: text.trim_end_matches('#').to_owned(),
                digits: text.ends_with('#'),
            },
        });
        Ok(Pattern {
            pieces: pieces.collect(),
        })
    }

    /// Returns the names of what it takes.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Take { name, .. } => Some(name.as_str()),
            Piece::Text(_) => None,
        })
    }

    /// Returns what one of its names takes of a value; `None` when the value does not fit the pattern.
    pub(super) fn take<'v>(&self, value: &'v str, wanted: &str) -> Option<Option<&'v str>> {
        let mut taken = None;
        matches(&self.pieces, value, &mut |name, text| {
            if name == wanted {
                taken = Some(text);
            }
        })
        .then_some(taken)
    }
}

/// Matches the whole value, the shortest takes first.
fn matches<'v>(pieces: &[Piece], value: &'v str, found: &mut dyn FnMut(&str, &'v str)) -> bool {
    let Some((first, rest)) = pieces.split_first() else {
        return value.is_empty();
    };
    match first {
        Piece::Text(text) => value
            .strip_prefix(text.as_str())
            .is_some_and(|value| matches(rest, value, found)),
        Piece::Take { name, digits } => {
            let mut ends: Vec<usize> = match rest.first() {
                Some(Piece::Text(text)) => value
                    .match_indices(text.as_str())
                    .map(|(at, _)| at)
                    .collect(),
                Some(Piece::Take { .. }) => value.char_indices().map(|(at, _)| at).collect(),
                None => Vec::new(),
            };
            if rest.is_empty() {
                ends.push(value.len());
            }
            for end in ends.into_iter().take(64) {
                let (taken, after) = value.split_at(end);
                if *digits && !taken.bytes().all(|byte| byte.is_ascii_digit()) {
                    continue;
                }
                if matches(rest, after, found) {
                    found(name, taken.trim());
                    return true;
                }
            }
            false
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn take<'v>(pattern: &str, value: &'v str, name: &str) -> Option<Option<&'v str>> {
        Pattern::new(pattern).expect("a pattern").take(value, name)
    }

    #[test]
    fn patterns_take_values_apart() {
        let dated = "{body} of {state} ({from#}-{to#})";
        let value = "Military Forces of Mali (2013-)";
        assert_eq!(take(dated, value, "body"), Some(Some("Military Forces")));
        assert_eq!(take(dated, value, "state"), Some(Some("Mali")));
        assert_eq!(take(dated, value, "from"), Some(Some("2013")));
        assert_eq!(take(dated, value, "to"), Some(Some("")));
        assert_eq!(take(dated, "Dan Na Ambassagou", "body"), None);
        assert_eq!(take(dated, "Forces of X (2013-now)", "body"), None);
        assert_eq!(
            take(
                "{name} ({day#}/{month#}/{year#})",
                "A (b) (23/05/2014)",
                "day"
            ),
            Some(Some("23"))
        );
        assert_eq!(
            take(
                "{name} ({day#}/{month#}/{year#})",
                "A (b) (23/05/2014)",
                "name"
            ),
            Some(Some("A (b)"))
        );
        assert_eq!(take("XXX{gw#}", "XXX432", "gw"), Some(Some("432")));
    }

    #[test]
    fn templates_split() {
        assert_eq!(
            split("{a} – {b}"),
            Ok(vec![(true, "a"), (false, " – "), (true, "b")])
        );
        assert_eq!(split("plain"), Ok(vec![(false, "plain")]));
        assert_eq!(split("a {b"), Err(TemplateError::Open(2)));
        assert_eq!(split("{}"), Err(TemplateError::Empty(0)));
    }
}
